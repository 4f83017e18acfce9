"""Which tests `make quick` takes for what has changed."""

import subprocess
from pathlib import Path

import pytest

from tests.quick import ALWAYS, ROOT, changed_files, chosen_tests


@pytest.mark.parametrize(
    ("changed", "tests"),
    [
        ("cchc_desktop/domain/figures.py", ["tests/domain"]),
        ("cchc_desktop/domain/report/facts.py", ["tests/domain/report"]),
        ("cchc_desktop/intake/pdf/words.py", ["tests/intake/pdf"]),
        ("cchc_desktop/ui/figures/grid.py", ["tests/ui/figures"]),
        ("cchc_desktop/ui/crash.py", ["tests/ui/test_crash.py"]),
        ("cchc_desktop/cli/__init__.py", ["tests/cli"]),
        ("tests/office/test_plans.py", ["tests/office/test_plans.py"]),
        ("tests/office/conftest.py", ["tests/office"]),
        ("tests/plans.py", []),
        ("tests/office/test_gone.py", ["tests/office"]),
        ("resources/catalogue/areas.toml", ["tests/catalogue"]),
        ("README.md", []),
    ],
)
def test_a_changed_file_asks_for_the_chosen_tests_its_layer(changed: str, tests: list[str]) -> None:
    assert chosen_tests([changed], ROOT) == sorted([*tests, ALWAYS])


def test_what_the_pages_share_asks_for_the_tests_beside_it_alone() -> None:
    chosen = chosen_tests(["cchc_desktop/ui/widgets/toast.py"], ROOT)
    assert "tests/ui/test_tables.py" in chosen
    assert all(one.endswith(".py") for one in chosen)


def test_a_folder_takes_in_its_files() -> None:
    assert chosen_tests(["cchc_desktop/domain/text.py", "tests/domain/test_text.py"], ROOT) == [
        "tests/domain",
        ALWAYS,
    ]


def test_what_has_changed_is_asked_of_git(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        identity = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    (tmp_path / "first.py").touch()
    git("add", ".")
    git("commit", "-m", "first")
    assert changed_files(tmp_path) == ["first.py"]
    (tmp_path / "first.py").write_text("changed", encoding="utf-8")
    (tmp_path / "second.py").touch()
    assert changed_files(tmp_path) == ["first.py", "second.py"]
