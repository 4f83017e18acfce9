"""A file whose title does not say its period: what the program hid in it says it, or it is asked for."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.intake.read_figures import Origin, read_annex
from cchc_desktop.office import Office
from cchc_desktop.office.figure_import import compare
from cchc_desktop.office.opening_import import compare_opening
from tests.cases.figure_files import KINDS, KNOWN, OFFICE, Q1, Q2, Q3, Typed, drafted, make
from tests.intake.annexes import changed, fill

INPUTS = Path(__file__).parent / "inputs"
TODAY = date(2026, 7, 15)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The office of An Bình."""
    made = Office.open(tmp_path / "data", lambda: TODAY, lambda: datetime(2026, 7, 15, 9, 0))
    made.settings.found(OfficeProfile(OFFICE, "UBND tỉnh Sông Hương", "An Bình"))
    yield made
    made.close()


@pytest.fixture
def exported(office: Office, tmp_path: Path) -> Path:
    """The annex of the first quarter as the program writes it, with a figure that was filled in."""
    path = tmp_path / "a.xlsx"
    export_file(office.reports.papers.statistics(Q1), "xlsx", path)
    return changed(path, lambda sheet: fill(sheet, {"1.01": 12}))


def without_title(path: Path) -> Path:
    """The file once somebody has written other words over the table."""

    def by_hand(sheet: Any) -> None:
        for row in sheet.iter_rows(max_row=4):
            for cell in row:
                if isinstance(cell.value, str) and "QUÝ I" in cell.value:
                    cell.value = "Phụ lục số liệu"

    return changed(path, by_hand)


def test_a_file_that_says_no_period_is_asked_for_it() -> None:
    draft = drafted(INPUTS / "figures_title_gone_other_period/input.xlsx", Q3)
    assert draft.questions[0] == (
        "Tệp không ghi là số liệu của kỳ nào (tiêu đề bảng không còn tên kỳ). Có đúng là số liệu của quý III "
        "năm 2026 không?"
    )
    assert draft.to_confirm[0] == draft.questions[0]


@pytest.mark.parametrize("kind", [*KINDS, "csv"])
def test_so_is_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    path = make(kind, tmp_path, {"1.01": Typed(12)}, title="")
    assert len(drafted(path, Q3).to_confirm) == 1
    titled = make(kind, tmp_path, {"1.01": Typed(12)}, title="QUÝ III NĂM 2026")
    assert drafted(titled, Q3).to_confirm == ()


def test_a_title_without_its_year_is_of_the_year_that_is_asked_for(tmp_path: Path) -> None:
    for title, period in (("QUÝ II", Q2), ("Q2/2026", Q2), ("QUÝ 3", Q3), ("6 THÁNG ĐẦU NĂM", Q2.cumulated)):
        found = read_annex(make("ods", tmp_path, {"1.01": Typed(4)}, title=title), period)
        assert found.periods == (period,)


def test_the_hidden_mark_says_it(office: Office, exported: Path) -> None:
    assert read_annex(exported, Q1).origin == Origin(Q1, OFFICE, KNOWN.id, KNOWN.version)
    assert compare(office.figures, Q1, read_annex(exported, Q1)).to_confirm == ()
    path = without_title(exported)
    assert compare(office.figures, Q1, read_annex(path, Q1)).to_confirm == ()
    (asked,) = compare(office.figures, Q2, read_annex(path, Q2)).to_confirm
    assert asked.startswith("Tệp do chương trình xuất ra cho quý I năm 2026, tiêu đề bảng không còn tên kỳ.")


@pytest.mark.parametrize("kind", KINDS)
def test_the_mark_lasts_when_libreoffice_saves_the_file(kind: str) -> None:
    path = INPUTS / f"figures_other_files/libreoffice.{kind}"
    found = read_annex(path, Q1)
    assert (found.origin.period, found.origin.office, found.periods) == (Q1, OFFICE, ())
    assert not any("kỳ nào" in words for words in drafted(path, Q1).questions)
    assert any("xuất ra cho quý I năm 2026" in words for words in drafted(path, Q2).questions)


def test_a_title_that_was_rewritten_is_asked_for(office: Office, exported: Path) -> None:
    def by_hand(sheet: Any) -> None:
        for row in sheet.iter_rows(max_row=4):
            for cell in row:
                if isinstance(cell.value, str):
                    cell.value = cell.value.replace("QUÝ I NĂM", "QUÝ II NĂM")

    path = changed(exported, by_hand)
    (asked,) = compare(office.figures, Q2, read_annex(path, Q2)).to_confirm
    assert "xuất ra cho quý I năm 2026, tiêu đề lại ghi quý II năm 2026" in asked
    with pytest.raises(Refusal, match="là phụ lục của quý II năm 2026, không phải của quý I"):
        compare(office.figures, Q1, read_annex(path, Q1))


def test_another_office_and_another_catalogue_are_asked_for(office: Office, exported: Path) -> None:
    book = load_workbook(exported)
    for (cell,) in book["Thông tin tệp"].iter_rows(min_col=2, max_col=2):
        if cell.value == OFFICE:
            cell.value = "UBND xã Yên Hòa"
        elif cell.value == KNOWN.id:
            cell.value = "0" * 12
    book.save(exported)
    first, second = compare(office.figures, Q1, read_annex(exported, Q1)).questions
    assert first.startswith(f"Tệp là của «UBND xã Yên Hòa», không phải của «{OFFICE}».")
    assert second.startswith(f"Tệp theo bộ chỉ tiêu phiên bản {KNOWN.version},")


def test_opening_figures_are_asked_for_too(office: Office, exported: Path) -> None:
    half = Q2.cumulated
    (asked,) = compare_opening(office.openings, half, read_annex(without_title(exported), half)).questions
    assert "xuất ra cho quý I năm 2026" in asked


def test_a_damaged_mark_is_none(exported: Path) -> None:
    book = load_workbook(exported)
    for (cell,) in book["Thông tin tệp"].iter_rows(min_col=2, max_col=2):
        if cell.value == "2026-Q1":
            cell.value = "quý một"
    book.save(exported)
    assert read_annex(exported, Q1).origin.period is None
    with zipfile.ZipFile(exported) as archive:
        assert archive.testzip() is None
