"""`contribution-form` and `take-form`: handed out, filled in, looked over, decided on, taken in."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Shell
from tests.contributions import FIGURES, Filled


@pytest.fixture
def form(shell: Shell, tmp_path: Path) -> Filled:
    """The form of an area of the sample commune."""
    shell.demo()
    path = tmp_path / "phieu.xlsx"
    made = shell.json("contribution-form", "--area", "3", "--period", "2027-Q1", "--out", str(path))
    assert made["areas"] == [3]
    assert made["cells"] > 100
    assert FIGURES in made["sheets"]
    return Filled(path)


def stored(shell: Shell, code: str) -> Any:
    """A figure as it is stored."""
    return next(row["value"] for row in shell.json("figures", "2027-Q1") if row["code"] == code)


def test_a_form_is_looked_over_and_taken_in_once(shell: Shell, form: Filled) -> None:
    form.put(FIGURES, "3.55", Trong_kỳ=4)
    path = str(form.save())
    seen = shell.json("take-form", path, "--dry-run")
    (change,) = seen["changes"]
    assert (change["ours"], change["theirs"], change["meets"]) == ("chưa có", "4", "new")
    assert stored(shell, "3.55") is None
    code, out, err = shell.run("take-form", path)
    assert (code, err) == (0, "")
    assert "1 chỗ khác" in out
    assert stored(shell, "3.55") == 4
    assert shell.json("take-form", path)["changes"] == []
    shell.json("undo")
    assert stored(shell, "3.55") is None


def test_what_both_changed_is_decided_by_words(shell: Shell, form: Filled) -> None:
    shell.json("set-figure", "2027-Q1", "3.55", "9")
    shell.json("set-figure", "2027-Q1", "3.56", "9")
    form.put(FIGURES, "3.55", Trong_kỳ=4)
    form.put(FIGURES, "3.56", Trong_kỳ=5)
    path = str(form.save())
    places = [change["cell"] for change in shell.json("take-form", path, "--dry-run")["changes"]]
    assert "--take ours" in shell.refused("take-form", path)
    assert "không phải chỗ cần chọn" in shell.refused("take-form", path, "--theirs", "Số liệu!A1")
    shell.json("take-form", path, "--take", "ours", "--theirs", places[0])
    assert (stored(shell, "3.55"), stored(shell, "3.56")) == (4, 9)
    shell.json("take-form", path, "--take", "theirs")
    assert stored(shell, "3.56") == 5


def test_what_is_wrong_or_doubtful_is_told_and_nothing_stored(shell: Shell, form: Filled) -> None:
    form.put(FIGURES, "3.55", Trong_kỳ="nhiều")
    path = str(form.save())
    assert shell.json("take-form", path, "--dry-run")["mistakes"][0]["cell"].startswith(FIGURES)
    assert "chưa nhận gì" in shell.refused("take-form", path)
    form.put(FIGURES, "3.55", Trong_kỳ=4)
    form.sheet(FIGURES).row_dimensions[form.row(FIGURES, "3.55")].hidden = True
    path = str(form.save())
    assert "--confirm" in shell.refused("take-form", path)
    _, out, _ = shell.run("take-form", path, "--dry-run")
    assert "đang ẩn" in out
    shell.json("take-form", path, "--confirm")
    assert stored(shell, "3.55") == 4


def test_no_form_without_somebody_to_fill_it_in(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    out = str(tmp_path / "p.xlsx")
    assert "người hoặc lĩnh vực" in shell.refused("contribution-form", "--period", "2027-Q1", "--out", out)
    assert not Path(out).exists()
