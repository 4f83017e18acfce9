"""The annex that an officer filled in: found in its file wherever it stands, or refused with one sentence."""

import contextlib
import random
import time as clock
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.readings import Figure
from cchc_desktop.intake.figure_cells import figure_in, number_in
from cchc_desktop.intake.read_figures import Annex, SheetCell, periods_named, read_annex

from .annexes import HEADER, NOTE, VALUE, annex, fill, row_of, saved
from .builders import rewrite_part

KNOWN = catalogue.indicators()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path) -> str:
    """The one sentence with which a file is refused."""
    with pytest.raises(Refusal) as caught:
        read_annex(path)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def value(found: Annex, code: str) -> object:
    """What stands in the value cell of a code."""
    return next(row.value.value for row in found.rows if row.code == code)


def test_a_filled_in_annex(tmp_path: Path) -> None:
    book = annex()
    fill(book.active, {"3.14": 120, "3.15": "1.234", "1.35": 250.5, "1.02": "KPS"})
    fill(book.active, {"3.14": "Theo  Cổng\nDVC "}, NOTE)
    found = read_annex(saved(book, tmp_path / "a.xlsx"))
    assert (found.file, found.sheet, found.mistakes) == ("a.xlsx", "Phụ lục 1", ())
    assert [row.code for row in found.rows] == [one.code for one in KNOWN.indicators]
    assert [period.id for period in found.periods] == ["2026-Q1"]
    assert [value(found, code) for code in ("3.14", "3.15", "1.35", "1.02", "1.01")] == [
        120, "1.234", 250.5, "KPS", None,
    ]  # fmt: skip
    row = next(row for row in found.rows if row.code == "3.14")
    assert row.name == KNOWN.get("3.14").name
    assert row.value.place == f"D{row.number}"
    assert row.note == SheetCell(f"G{row.number}", "Theo Cổng DVC")


def test_it_is_found_among_other_sheets_and_columns(tmp_path: Path) -> None:
    book = annex(numbered=False)
    sheet: Any = book.active
    fill(sheet, {"3.14": 120})
    sheet.insert_cols(1, 2)
    sheet.insert_cols(5)
    sheet.insert_rows(1, 7)
    other: Any = book.create_sheet("Tiến độ", 0)
    other.append(["TT", "Nhiệm vụ", "Mã", "Ghi chú"])
    hidden: Any = book.copy_worksheet(sheet)
    hidden.sheet_state = "hidden"
    found = read_annex(saved(book, tmp_path / "a.xlsx"))
    assert found.sheet == "Phụ lục 1"
    assert value(found, "3.14") == 120
    book.copy_worksheet(sheet)
    sentence = refusal(saved(book, tmp_path / "a.xlsx"))
    assert "2 trang tính" in sentence
    assert "«Phụ lục 1»" in sentence


def test_columns_that_were_moved(tmp_path: Path) -> None:
    book = annex()
    sheet: Any = book.active
    # With their headers and numbers they may stand anywhere.
    for row in sheet.iter_rows(min_row=5, min_col=3, max_col=4):
        row[0].value, row[1].value = row[1].value, row[0].value
    fill(sheet, {"3.14": 120}, 3)
    assert value(read_annex(saved(book, tmp_path / "a.xlsx")), "3.14") == 120
    header = sheet[5]
    header[2].value, header[4].value = header[4].value, header[2].value
    assert "chuyển chỗ" in refusal(saved(book, tmp_path / "a.xlsx"))


@pytest.mark.parametrize(
    ("column", "header", "says"),
    [
        (4, None, "không còn cột «Trong kỳ»"),
        (4, "Số", "không còn cột «Trong kỳ»"),
        (5, "Trong kỳ", "hai cột «Trong kỳ» (D5 và E5)"),
        (1, "STT", "không có bảng thống kê"),
        (2, None, "không có bảng thống kê"),
    ],
)
def test_headers_that_were_lost(tmp_path: Path, column: int, header: str | None, says: str) -> None:
    book = annex()
    sheet: Any = book.active
    sheet.cell(5, column).value = header
    assert says in refusal(saved(book, tmp_path / "a.xlsx"))


def test_codes_as_spreadsheets_change_them(tmp_path: Path) -> None:
    book = annex()
    sheet: Any = book.active
    rows = {code: row_of(sheet, code) for code in ("3.10", "3.14", "3.15", "3.20", "1.02", "1.05")}
    sheet.cell(rows["3.10"], 1).value = 3.1
    sheet.cell(rows["3.14"], 1).value = " 3,14 "
    sheet.cell(rows["3.15"], 1).value = "3.15."
    sheet.cell(rows["3.20"], 1).value = "ba hai mươi"
    sheet.cell(rows["1.02"], 1).value = date(2026, 2, 1)
    sheet.cell(rows["1.05"], 1).value = None
    sheet.cell(rows["1.05"], VALUE).value = 5
    found = read_annex(saved(book, tmp_path / "a.xlsx"))
    codes = {row.code for row in found.rows}
    assert {"3.10", "3.14", "3.15"} <= codes
    assert not {"3.20", "1.02", "1.05"} & codes
    assert [one.place for one in found.mistakes] == [
        f"Ô A{rows['1.02']}", f"Dòng {rows['1.05']}", f"Ô A{rows['3.20']}",
    ]  # fmt: skip
    assert "đổi thành ngày" in found.mistakes[0].words
    assert "không có mã" in found.mistakes[1].words
    assert "«ba hai mươi» không phải là mã" in found.mistakes[2].words


def test_a_number_under_the_table_is_not_lost(tmp_path: Path) -> None:
    book = annex()
    sheet: Any = book.active
    sheet.cell(sheet.max_row + 2, VALUE).value = 15
    (mistake,) = read_annex(saved(book, tmp_path / "a.xlsx")).mistakes
    assert mistake.place == f"Dòng {sheet.max_row}"


def test_a_long_note_goes_on_below(tmp_path: Path) -> None:
    book = annex()
    sheet: Any = book.active
    row = row_of(sheet, "3.14")
    sheet.insert_rows(row + 1)
    sheet.cell(row, NOTE).value, sheet.cell(row + 1, NOTE).value = "Số liệu lấy từ", "Cổng Dịch vụ công."
    found = read_annex(saved(book, tmp_path / "a.xlsx"))
    note = next(one.note for one in found.rows if one.code == "3.14")
    assert note is not None
    assert note.text == "Số liệu lấy từ Cổng Dịch vụ công."


def test_formulas_and_percentages_are_told(tmp_path: Path) -> None:
    book = annex()
    fill(book.active, {"3.14": "=100+20", "8.04": 0.955})
    sheet: Any = book.active
    sheet.cell(row_of(sheet, "8.04"), VALUE).number_format = "0.0%"
    cells = {row.code: row.value for row in read_annex(saved(book, tmp_path / "a.xlsx")).rows}
    assert (cells["3.14"].is_formula, cells["3.14"].value) == (True, None)
    assert not cells["3.14"].is_empty
    assert (cells["8.04"].is_percent, cells["8.04"].value) == (True, 0.955)
    assert cells["3.15"].is_empty


@pytest.mark.parametrize(
    ("shape", "is_percent"),
    [
        ("0%", True), ("#,##0.0 %", True), ("[Red]0.0%;-0.0%", True), ('0.0"điểm "%', True),
        ('0.0"%"', False), ("0.0\\%", False), ("0.0_%", False), ('0" % số phiếu"', False), ("General", False),
    ],
)  # fmt: skip
def test_a_percent_sign_that_is_only_printed_makes_no_percentage(
    tmp_path: Path, shape: str, is_percent: bool
) -> None:
    book = annex()
    fill(book.active, {"8.04": 0.9})
    sheet: Any = book.active
    sheet.cell(row_of(sheet, "8.04"), VALUE).number_format = shape
    cells = {row.code: row.value for row in read_annex(saved(book, tmp_path / "a.xlsx")).rows}
    assert cells["8.04"].is_percent is is_percent
    assert number_in(cells["8.04"]) == (90 if is_percent else Decimal("0.9"))


# Files that are none


def test_what_is_not_there_or_no_file(tmp_path: Path) -> None:
    assert "Không tìm thấy" in refusal(tmp_path / "khong_co.xlsx")
    assert "thư mục" in refusal(tmp_path)
    (tmp_path / "trong.xlsx").write_bytes(b"")
    assert "trống" in refusal(tmp_path / "trong.xlsx")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsm", b"PK\x03\x04", "Lưu thành"),
        ("a.xlsb", b"PK\x03\x04", "Lưu thành"),
        ("a.xls", OLE, "hỏng"),
        ("a.xls", b"<html><table>", "là trang web"),
        ("a.ods", b"PK\x03\x04", "Tệp LibreOffice «a.ods» bị hỏng"),
        ("a.csv", b"a;b", "không có bảng thống kê"),
        ("a.csv", bytes(range(256)) * 4, "không phải là bảng dạng chữ"),
        ("a.docx", b"PK\x03\x04", "không phải là tệp Excel"),
        ("khong_duoi", b"abc", "không phải là tệp Excel"),
        ("a.xlsx", b"%PDF-1.4", "hỏng"),
        ("a.xlsx", b"PK\x03\x04 hong", "Tệp Excel «a.xlsx» bị hỏng"),
        ("a.xlsx", OLE + bytes(600), "hỏng"),
        ("a.xlsx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    ],
)
def test_foreign_files(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert words in refusal(path)


def test_workbooks_without_an_annex(tmp_path: Path) -> None:
    assert "không có bảng thống kê" in refusal(saved(Workbook(), tmp_path / "a.xlsx"))
    book = Workbook()
    sheet: Any = book.active
    sheet.append(list(HEADER))
    assert "không có dòng chỉ tiêu nào" in refusal(saved(book, tmp_path / "a.xlsx"))
    from docx import Document

    Document().save(str(tmp_path / "word.xlsx"))
    assert "hỏng" in refusal(tmp_path / "word.xlsx")


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A sound file."""
    book = annex()
    fill(book.active, {"3.14": 120})
    return saved(book, tmp_path / "phu-luc.xlsx")


def part(path: Path, name: str) -> bytes:
    """A part of the file as it is."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


SHEET = "xl/worksheets/sheet1.xml"


def test_hostile_workbooks(written: Path) -> None:
    body = part(written, SHEET)
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    rewrite_part(written, SHEET, laughs + body)
    assert "XML" in refusal(written)
    rewrite_part(written, SHEET, b" " * (11 * 1024 * 1024))
    assert "bất thường" in refusal(written)
    rewrite_part(written, SHEET, body.replace(b"<sheetData>", b"<sheetData>" + b"<row><c><v>" * 100_000))
    assert "hỏng" in refusal(written)


@pytest.mark.parametrize(
    "more",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="99999999999"><c><v>1</v></c></row>',
        b'<row r="-5"><c r="A1"><v>1</v></c></row>',
        b'<row r="500"><c r="XFD500"><v>1</v></c></row>',
    ],
)
def test_cells_far_away_are_not_waited_for(written: Path, more: bytes) -> None:
    began = clock.process_time()
    body = part(written, SHEET)
    wide = body.replace(b"</sheetData>", more + b"</sheetData>")
    start, _, rest = wide.partition(b"<dimension ref=")
    rewrite_part(written, SHEET, start + b'<dimension ref="A1:XFD1048576"/>' + rest.partition(b"/>")[2])
    with contextlib.suppress(Refusal):
        assert value(read_annex(written), "3.14") == 120
    assert clock.process_time() - began < 5


@pytest.mark.parametrize("cell", ["1e999", "-1e999", "nan", "9" * 5000, "0x10"])
def test_numbers_that_are_none_are_refused_or_told(written: Path, cell: str) -> None:
    body = part(written, SHEET)
    rewrite_part(written, SHEET, body.replace(b"<v>120</v>", f"<v>{cell}</v>".encode()))
    with contextlib.suppress(Refusal):
        found = next(row.value for row in read_annex(written).rows if row.code == "3.14")
        with pytest.raises(Refusal):
            figure_in(found, KNOWN.get("3.14"))


def test_damaged_files_are_read_or_refused(written: Path) -> None:
    whole = written.read_bytes()
    dice = random.Random(2031)

    def survives(data: bytes) -> None:
        written.write_bytes(data)
        with contextlib.suppress(Refusal):
            assert isinstance(read_annex(written), Annex)

    for share in range(1, 10):
        survives(whole[: len(whole) * share // 10])
    for _ in range(40):
        damaged = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            damaged[dice.randrange(len(damaged))] ^= 1 << dice.randrange(8)
        survives(bytes(damaged))
    for name in (SHEET, "xl/styles.xml", "xl/workbook.xml"):
        written.write_bytes(whole)
        original = part(written, name)
        for _ in range(10):
            damaged = bytearray(original)
            for _ in range(4):
                damaged[dice.randrange(len(damaged))] = dice.randrange(256)
            written.write_bytes(whole)
            rewrite_part(written, name, bytes(damaged))
            survives(written.read_bytes())


def test_the_file_is_left_alone(written: Path) -> None:
    before = written.read_bytes()
    read_annex(written)
    assert written.read_bytes() == before
    assert load_workbook(written).sheetnames == ["Phụ lục 1"]


# Cells


@pytest.mark.parametrize(
    ("code", "content", "figure"),
    [
        ("3.14", None, Figure()),
        ("3.14", 120, Figure(Decimal(120))),
        ("3.14", 120.0, Figure(Decimal(120))),
        ("3.14", "1.234", Figure(Decimal(1234))),
        ("3.14", "1 234", Figure(Decimal(1234))),
        ("3.14", "ước 120", Figure(Decimal(120), estimate=True)),
        ("3.14", "KPS", Figure(Decimal(0), none=True)),
        ("3.14", "Không phát sinh", Figure(Decimal(0), none=True)),
        ("1.35", 250.5, Figure(Decimal("250.5"))),
        ("1.35", 0.1 + 0.2, Figure(Decimal("0.3"))),
        ("1.35", "1.250,5", Figure(Decimal("1250.5"))),
        ("8.04", 95, Figure(Decimal(95))),
        ("1.34", 2, Figure(Decimal(2))),
        ("1.34", "Kết hợp", Figure(Decimal(2))),
        ("6.12", "có", Figure(Decimal(1))),
    ],
)
def test_what_a_cell_says(code: str, content: Any, figure: Figure) -> None:
    assert figure_in(SheetCell("D9", content), KNOWN.get(code)) == figure


def test_a_percentage_is_what_excel_shows() -> None:
    assert figure_in(SheetCell("D9", 0.955, is_percent=True), KNOWN.get("8.04")).value == Decimal("95.5")


@pytest.mark.parametrize(
    ("code", "content", "says"),
    [
        ("3.14", -5, "không thể là số âm"),
        ("3.14", "-5", "không thể là số âm"),
        ("3.14", 1.234, "nếu là 1.234 thì nhập 1234"),
        ("3.14", "1,234", "nếu là 1.234 thì nhập 1.234"),
        ("3.14", 2.5, "đếm bằng số nguyên (hồ sơ). Hãy nhập lại."),
        ("3.14", 5.25, "đếm bằng số nguyên (hồ sơ). Hãy nhập lại."),
        ("3.14", "ước", "Hãy nhập như «ước 120»"),
        ("3.14", "/", "chưa rõ là không phát sinh"),
        ("3.14", "a" * 61, "không phải là số"),
        ("3.14", True, "TRUE không phải là số"),
        ("3.14", datetime(2026, 3, 15), "ngày 15/03/2026"),
        ("3.14", date(2026, 3, 15), "ngày 15/03/2026"),
        ("3.14", time(3, 15), "giờ"),
        ("3.14", "#DIV/0!", "báo lỗi #DIV/0!"),
        ("3.14", 10**15, "15 chữ số"),
        ("3.14", float("inf"), "15 chữ số"),
        ("8.04", 100.5, "không thể lớn hơn 100%"),
        ("8.04", 95.123, "2 chữ số sau dấu phẩy"),
        ("8.04", "KPS", "không phát sinh"),
        ("1.34", 3, "không có mức «3»"),
        ("1.34", 1.5, "không có mức"),
    ],
)
def test_what_a_cell_cannot_say(code: str, content: Any, says: str) -> None:
    with pytest.raises(Refusal) as caught:
        figure_in(SheetCell("D9", content), KNOWN.get(code))
    assert says in str(caught.value)


def test_more_that_a_cell_cannot_say() -> None:
    for cell, says in (
        (SheetCell("D9", 0.5, is_percent=True), "Đang là 50%"),
        (SheetCell("D9", None, is_formula=True), "chưa có kết quả"),
    ):
        with pytest.raises(Refusal, match=says):
            figure_in(cell, KNOWN.get("3.14"))


@given(
    st.sampled_from(KNOWN.indicators),
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=80) | st.datetimes(),
    st.booleans(),
)
def test_any_cell_is_a_figure_or_refused(indicator: Any, content: Any, percent: bool) -> None:
    with contextlib.suppress(Refusal):
        figure = figure_in(SheetCell("D9", content, percent), indicator)
        assert figure.value is None or figure.value >= 0


# Periods


@pytest.mark.parametrize(
    ("title", "periods"),
    [
        ("CẢI CÁCH HÀNH CHÍNH QUÝ I NĂM 2026", ["2026-Q1"]),
        ("quý iv năm 2026", ["2026-Q4"]),
        ("Quý 3/2026", ["2026-Q3"]),
        ("6 tháng đầu năm 2026", ["2026-6T"]),
        ("9 THÁNG NĂM 2026", ["2026-9T"]),
        ("NĂM 2026", ["2026-N"]),
        ("Quý II và 6 tháng đầu năm 2026", ["2026-6T"]),
        ("quý I năm 2026 (ngày 05 tháng 4 năm 2027), Kế hoạch năm 2025", ["2026-Q1"]),
        ("(Kèm theo Báo cáo ngày … tháng … năm 2026)", []),
        ("quý I năm 1899", []),
        ("", []),
    ],
)
def test_periods_of_a_title(title: str, periods: list[str]) -> None:
    assert [period.id for period in periods_named(title)] == periods
