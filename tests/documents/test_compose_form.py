"""Form II.06a: columns, sums, blank rows, and what a spreadsheet computes from it."""

import re
from dataclasses import asdict, astuple
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.catalogue import dossier_fields
from cchc_desktop.catalogue.forms import forms
from cchc_desktop.documents.compose_form import compose_form
from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import (
    Document,
    FormHead,
    Formula,
    Row,
    RowKind,
    SignatureBlock,
    Table,
)
from cchc_desktop.domain.dates import BLANK
from cchc_desktop.domain.dossiers import Dossiers, total
from cchc_desktop.domain.forms import form_on
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.plan import Signer
from cchc_desktop.domain.regimes import PeriodDates
from cchc_desktop.domain.report_periods import Period
from tests.documents import reading
from tests.libreoffice import WORKBOOK, convert

OFFICE = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")
DATES = PeriodDates(Period.parse("2026-Q1"), date(2025, 12, 15), date(2026, 3, 14), date(2026, 3, 17), True)
FORM = form_on(forms(), "ii06a", DATES.ends)
ROWS = (
    ("Hộ tịch", Dossiers(124, 44, 6, 78, 87, 4, 5, 0)),
    ("Y tế", Dossiers()),
    ("Đất đai", Dossiers(37, 37, None, 19, 48, None, 7, None)),
    ("Thuế", Dossiers(carried=43)),
)


def compose(rows: tuple[tuple[str, Dossiers], ...] = ROWS) -> Document:
    signer = Signer("TM. UBND", "CHỦ TỊCH", "Trần Thị Bình")
    return compose_form(FORM, [(name, asdict(row)) for name, row in rows], DATES, OFFICE, signer)


def table(document: Document) -> Table:
    (found,) = [block for block in document.parts[0].blocks if isinstance(block, Table)]
    return found


def shown(row: Row) -> tuple[object, ...]:
    """The counts of a row as they are shown, None for an empty cell."""
    values = [cell.value if isinstance(cell, Formula) else cell for cell in row.cells[2:]]
    return tuple(None if value == "" else value for value in values)


def test_the_head_says_who_reports_what_to_whom() -> None:
    head, _, foot = compose().parts[0].blocks
    assert isinstance(head, FormHead)
    assert head.code.startswith("Biểu số II.06a/VPCP/KSTT")
    assert head.lines == ("Kỳ báo cáo: Quý I năm 2026", "(Từ ngày 15/12/2025 đến ngày 14/3/2026)")
    assert (head.reporter, head.receiver) == ("UBND xã An Bình", "UBND tỉnh Sông Hương")
    assert head.unit == "Số hồ sơ TTHC"
    assert isinstance(foot, SignatureBlock)
    assert (foot.preparer, foot.authority, foot.name) == (
        "NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG ĐƠN VỊ", "Trần Thị Bình",
    )  # fmt: skip
    assert foot.hint == "(Ký, đóng dấu)"
    # Until it goes out, its day is left blank; the month is that by which it is sent.
    assert foot.place_date.startswith(f"An Bình, ngày {BLANK} tháng ")


@pytest.mark.parametrize("fmt", ["pdf", "docx", "xlsx"])
def test_place_and_date_stand_above_the_signer_on_one_page(fmt: str) -> None:
    document = compose_form(
        FORM,
        [(field.name, {}) for field in dossier_fields()],
        DATES,
        OFFICE,
        Signer(name="Trần Bình"),
        date(2026, 3, 16),
    )
    if fmt == "pdf":
        (page,) = reading.pdf_lines(reading.pdf_bytes(document))
        foot = {line.text: line.foot for line in page}
        assert foot["NGƯỜI LẬP BIỂU"] == pytest.approx(foot["THỦ TRƯỞNG ĐƠN VỊ"], abs=1)
        words = [line.text for line in page]
    elif fmt == "docx":
        words = [reading.folded(text) for text in reading.word_paragraphs(reading.word(document))]
    else:
        words = [str(cell.value) for cell in reading.cells(reading.workbook(document))]
    wanted = ["An Bình, ngày 16 tháng 3 năm 2026", "THỦ TRƯỞNG ĐƠN VỊ", "(Ký, đóng dấu)", "Trần Bình"]
    places = [words.index(text) for text in wanted]
    assert places == sorted(places)


def test_columns_and_their_identities() -> None:
    found = table(compose())
    assert len(found.columns) == len(found.numbers) == 13
    assert [found.numbers[index] for index in (2, 6, 10)] == [
        "(3)=(4)+(5)+(6)", "(7)=(8)+(9)+(10)", "(11)=(12)+(13)",
    ]  # fmt: skip
    assert [column.header for column in found.columns if len(column.groups) == 2] == [
        "Trực tuyến", "Trực tiếp, dịch vụ bưu chính",
    ]  # fmt: skip


def test_rows_carry_the_counts_and_blank_ones_stay_blank() -> None:
    rows = table(compose()).rows
    assert shown(rows[0]) == (174, 124, 44, 6, 169, 78, 87, 4, 5, 5, 0)
    assert shown(rows[1]) == (None,) * 11
    assert shown(rows[2]) == (74, 37, 37, None, 67, 19, 48, None, 7, 7, None)
    assert shown(rows[3]) == (43, None, None, 43, *(None,) * 7)
    assert rows[4].kind is RowKind.TOTAL
    assert shown(rows[4]) == (291, 161, 81, 49, 236, 97, 135, 4, 12, 12, 0)


def test_totals_of_what_nobody_typed_are_left_empty() -> None:
    only_handed_on = table(compose((("Hộ tịch", Dossiers(carried=43)), ("Y tế", Dossiers())))).rows
    assert shown(only_handed_on[0]) == shown(only_handed_on[-1]) == (43, None, None, 43, *(None,) * 7)
    assert shown(only_handed_on[1]) == (None,) * 11


_counts = st.one_of(st.none(), st.integers(0, 10**6))
_dossiers = st.builds(Dossiers, *[_counts] * 8)


@given(st.lists(_dossiers, max_size=6))
def test_the_total_is_that_of_the_rows(rows: list[Dossiers]) -> None:
    found = table(compose(tuple((f"Lĩnh vực {n}", row) for n, row in enumerate(rows))))
    assert shown(found.rows[-1]) == total(rows).columns
    for row, counts in zip(found.rows, rows, strict=False):
        assert shown(row) == counts.columns
        typed = astuple(counts)
        parts = (typed[:3], typed[3:6], typed[6:])
        empty = [all(count is None for count in part) for part in parts]
        assert [shown(row)[place] is None for place in (0, 4, 8)] == empty


def test_all_formats_carry_the_same_counts() -> None:
    document = compose()
    pages = reading.folded(" ".join(reading.pdf_pages(reading.pdf_bytes(document))))
    paragraphs = reading.word_paragraphs(reading.word(document))
    for row in table(document).rows:
        numbers = [str(value) for value in shown(row) if value is not None]
        assert " ".join(numbers) in pages
        assert all(number in paragraphs for number in numbers)


@pytest.mark.libreoffice
def test_libreoffice_computes_the_same(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    export_file(compose(), "xlsx", path)
    # Saved again, the workbook has its formulas without their values.
    openpyxl.load_workbook(path).save(path)
    [again] = convert(WORKBOOK, tmp_path / "out", path)
    sheet = openpyxl.load_workbook(again, data_only=True).worksheets[0]
    found = {
        row[1].value: tuple(cell.value if cell.value != "" else None for cell in row[2:13])
        for row in sheet.iter_rows()
        if row[1].value and re.fullmatch(r"\d+|None", str(row[0].value))
    }
    rows = table(compose()).rows
    for (name, _), row in zip((*ROWS, ("Tổng cộng", None)), rows, strict=True):
        assert found[name] == shown(row), name
