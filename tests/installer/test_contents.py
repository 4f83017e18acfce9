"""What is shipped to the offices is what `contents.toml` names: no more, no less, nothing by accident."""

import re
from pathlib import Path

import pytest

from installer.contents import Contents, Part, check_packages, choose, read_contents
from installer.packages import locked_packages
from installer.workplace import ROOT, BuildError


def tree(folder: Path, *paths: str) -> Path:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x", encoding="utf-8")
    return folder


def test_every_locked_package_is_shipped_or_left_out_with_a_reason() -> None:
    contents = read_contents()
    check_packages(contents, locked_packages())
    assert all(len(reason) > 10 for reason in contents.left_out.values())


@pytest.mark.parametrize("locked", [["a"], ["a", "b", "c"]])
def test_a_package_that_nobody_decided_on_ends_the_build(locked: list[str]) -> None:
    contents = Contents(Part("runtime"), Part("library"), Part("program"), (Part("a"),), {"b": "builds"})
    check_packages(contents, ["a", "b"])
    with pytest.raises(BuildError, match=r"differ: [bc]"):
        check_packages(contents, locked)


def test_a_package_named_twice_ends_the_build() -> None:
    contents = Contents(Part("runtime"), Part("library"), Part("program"), (Part("a"),), {"a": "builds"})
    with pytest.raises(BuildError, match="a twice"):
        check_packages(contents, ["a"])


def test_what_is_not_named_is_not_shipped(tmp_path: Path) -> None:
    folder = tree(tmp_path, "p/a.py", "p/sub/b.py", "p/tests/c.py", "p/x.dll", "p/y.dll", "q/d.py")
    part = Part("p", modules=("p/**/*.py",), files=("p/x.dll",), without=("p/tests/*.py",))
    chosen = choose(part, folder)
    assert chosen.modules == ("p/a.py", "p/sub/b.py")
    assert chosen.files == ("p/x.dll",)


@pytest.mark.parametrize(
    "part",
    [
        Part("p", files=("p/gone.dll",)),
        Part("p", modules=("p/**/*.pyx",)),
        Part("p", modules=("p/a.py",), without=("p/gone.py",)),
    ],
)
def test_what_is_named_and_missing_ends_the_build(part: Part, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"p: p/.* was not found"):
        choose(part, tree(tmp_path, "p/a.py"))


def test_every_part_of_qt_that_is_used_is_shipped() -> None:
    used = {
        found
        for path in (ROOT / "cchc_desktop").rglob("*.py")
        for found in re.findall(r"(?:from|import) PySide6\.(\w+)", path.read_text(encoding="utf-8"))
    }
    (qt,) = [part for part in read_contents().packages if part.name == "pyside6-essentials"]
    assert {"QtCore", "QtWidgets"} <= used
    assert {f"PySide6/{name}.pyd" for name in used} <= set(qt.files)


def test_nothing_shipped_speaks_to_a_network_or_asks_wmi() -> None:
    contents = read_contents()
    shipped = " ".join(
        [*contents.runtime.files, *(name for part in contents.packages for name in part.files)]
    )
    for name in ("_wmi", "_ssl", "libssl", "libcrypto", "QtNetwork", "python.exe", "opengl32sw"):
        assert name not in shipped
