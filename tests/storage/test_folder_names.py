"""Data lie in folders of any name: long, of other writings, in letters that are put together."""

import os
import unicodedata
from pathlib import Path

import pytest

from cchc_desktop.cli import main
from cchc_desktop.office import Findings, Office

LONG = "Thư mục rất dài của Ủy ban nhân dân xã An Bình"
NAMES = {
    "composed": "Dữ liệu Ủy ban",
    "combining": unicodedata.normalize("NFD", "Dữ liệu Ủy ban"),
    "of other writings": "数据 данные données",
    "with signs": "a#b%20c & 'e' [f] {g} $h;i",
    "with blanks": "hai  đầu",
    "of letters beyond": "xã 🏛 𝒜",
    "deep": "/".join([LONG] * 6),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", list(NAMES.values()), ids=list(NAMES))
def test_data_are_made_written_copied_exported_and_opened_again(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "dữ liệu"
    if name == NAMES["deep"]:
        assert len(str(folder)) > 260
    office = Office.open(folder)
    office.load_sample()
    period = office.calendar.current_quarter()
    office.figures.type_figure(period, "1.20", "7")
    made = office.copy_data(folder.parent / "bản sao")
    assert made.content.rows
    office.close()
    again = Office.open(folder)
    assert again.figures.figure(period, "1.20").value == 7
    assert again.check() == Findings()
    again.close()
    target = folder.parent / "báo cáo.xlsx"
    assert main(["--data", str(folder), "export-tasks", "--format", "xlsx", "--out", str(target)]) == 0
    assert target.stat().st_size > 1000


@pytest.mark.skipif(os.name == "nt", reason="Windows takes no such names")
def test_a_name_that_is_no_text_is_no_trouble(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe"))
    Office.open(folder).close()
    office = Office.open(folder)
    assert office.check() == Findings()
    office.close()
    assert main(["--data", str(folder), "plans"]) == 0
