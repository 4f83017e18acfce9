"""A form is read as it looks; what is no form that can be read is refused in a sentence."""

import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Color, Font, PatternFill
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.templates.sheet import Area, CellKind, Rule
from cchc_desktop.intake.workbook import read
from cchc_desktop.intake.workbook.read import read_template
from tests import workbooks


def test_a_form_as_it_looks(tmp_path: Path) -> None:
    template = read_template(workbooks.statistics(tmp_path / "bieu.xlsx"))
    assert (template.file, template.has_macros, template.is_signed) == ("bieu.xlsx", False, False)
    sheet, summary = template.sheets
    assert (sheet.name, sheet.rows, sheet.columns, sheet.is_protected) == ("Biểu 01", 19, 8, True)
    assert summary.cell(1, 2).kind is CellKind.FORMULA
    assert Area(5, 5, 5, 7) in sheet.merged
    assert sheet.hidden_columns == {3}
    assert sheet.widths[2] == pytest.approx(48.7, abs=1)
    assert sheet.text(6, 1) == "STT"
    label, blank = sheet.cell(9, 2), sheet.cell(9, 5)
    assert (label.kind, label.locked) == (CellKind.TEXT, True)
    assert (blank.kind, blank.locked) == (CellKind.EMPTY, False)
    assert template.looks[sheet.cell(5, 1).look].fill == "#ddebf7"
    assert template.looks[sheet.cell(5, 1).look].bold
    total = sheet.cell(17, 5)
    assert (total.formula, total.percent, total.text) == ("IF(E10=0,0,E11/E10)", True, "25%")
    assert sheet.rules == (Rule((Area(9, 5, 16, 5),), least=0, whole=True),)


def test_what_may_not_be_written_into(tmp_path: Path) -> None:
    template = read_template(workbooks.statistics(tmp_path / "bieu.xlsx"))
    sheet = template.sheets[0]
    assert "công thức" in sheet.refusal(17, 5)
    assert "bị khóa" in sheet.refusal(9, 2)
    assert "chỉ điền được ô đầu C3" in sheet.refusal(3, 4)
    assert sheet.refusal(3, 3) == sheet.refusal(9, 5) == ""
    assert "bị khóa" in sheet.refusal(40, 40)
    assert template.sheets[1].refusal(40, 40) == ""


def test_choices_days_and_hidden_sheets(tmp_path: Path) -> None:
    sheet = read_template(workbooks.checklist(tmp_path / "a.xlsx")).sheets[0]
    assert sheet.cell(1, 2).dated
    assert sheet.rules[0].choices == ("có", "không")
    assert (sheet.rules[1].least, sheet.rules[1].most) == (0, 5)
    assert [each.is_hidden for each in read_template(workbooks.dossiers(tmp_path / "b.xlsx")).sheets] == [
        False,
        True,
    ]


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    """A workbook with an array formula, a table of Excel, colours of the theme and the old palette."""
    book = Workbook()
    sheet: Any = book.active
    sheet["A1"], sheet["B1"] = "Tên", "Số"
    sheet["A2"], sheet["B2"] = "Một", 1.5
    sheet.add_table(Table(displayName="Bang", ref="A1:B3"))
    sheet["D1"] = ArrayFormula("D1:D3", "=B1:B3*2")
    sheet["F1"].fill = PatternFill("solid", fgColor=Color(theme=4, tint=0.4))
    sheet["F2"].fill = PatternFill("solid", fgColor=Color(indexed=13))
    sheet["F3"].fill = PatternFill("solid", fgColor=Color(theme=0, tint=-0.25))
    sheet["F4"].font = Font(italic=True, color="FF0000FF")
    sheet["F4"].alignment = Alignment(indent=2, wrap_text=True, horizontal="center")
    sheet["F4"] = "  lùi"
    sheet["G1"], sheet["G2"] = True, "=1/0"
    sheet["G3"].number_format = "[Red]0.0"
    sheet["G3"] = 2
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[2].height = 30
    path = tmp_path / "la.xlsx"
    book.save(path)
    return path


def test_odd_things(odd: Path) -> None:
    template = read_template(odd)
    sheet = template.sheets[0]
    assert "tiêu đề bảng" in sheet.refusal(1, 1)
    assert sheet.refusal(2, 2) == ""
    assert all("công thức" in sheet.refusal(row, 4) for row in (1, 2, 3))
    fills = [template.looks[sheet.cell(row, 6).look].fill for row in (1, 2, 3)]
    assert fills == ["#95b3d7", "#ffff00", "#bfbfbf"]
    look = template.looks[sheet.cell(4, 6).look]
    assert (look.italic, look.ink, look.wrap, look.align) == (True, "#0000ff", True, "center")
    assert (sheet.cell(4, 6).indent, sheet.cell(4, 6).text) == (4, "lùi")
    assert sheet.cell(1, 7).text == "Đúng"
    assert (sheet.cell(3, 7).kind, sheet.cell(3, 7).text) == (CellKind.NUMBER, "2")
    assert sheet.cell(2, 2).text == "1,5"
    assert (sheet.hidden_rows, sheet.heights[2]) == ({2}, 30)


def test_shared_formulas_are_those_of_their_own_rows(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet["A1"] = 1
    path = tmp_path / "chung.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    rows = (
        b'<sheetData><row r="1"><c r="C1"><f t="shared" ref="C1:C2" si="0">A1+B1</f><v>1</v></c></row>'
        b'<row r="2"><c r="C2"><f t="shared" si="0"/><v>1</v></c></row></sheetData>'
    )
    text = parts["xl/worksheets/sheet1.xml"]
    start, end = text.index(b"<sheetData"), text.index(b"</sheetData>") + len(b"</sheetData>")
    parts["xl/worksheets/sheet1.xml"] = text[:start] + rows + text[end:]
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    found = read_template(path).sheets[0]
    assert [found.cell(row, 3).formula for row in (1, 2)] == ["A1+B1", "A2+B2"]


OLE = b"\xd0\xcf\x11\xe0" + bytes(600)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("bieu.xls", OLE, "Chưa đọc được biểu mẫu dạng .xls"),
        ("bieu.ods", b"PK", "Lưu thành"),
        ("bieu.docx", b"PK", "không phải là tệp Excel"),
        ("bieu.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "được đặt mật khẩu"),
        ("bieu.xlsx", OLE, "định dạng Excel cũ"),
        ("bieu.xlsx", b"PK\x03\x04 cut off", "bị hỏng"),
        ("bieu.xlsx", b"<html>", "bị hỏng"),
        ("bieu.xlsx", b"", "trống"),
    ],
)
def test_what_is_no_form_that_can_be_read(name: str, data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Refusal, match=words) as refused:
        read_template(path)
    assert "\n" not in str(refused.value)


def test_a_package_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "bieu.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(Refusal, match="bị hỏng"):
        read_template(path)
    with pytest.raises(Refusal, match="Không tìm thấy"):
        read_template(tmp_path / "khong-co.xlsx")


def test_more_than_a_form_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbooks.statistics(tmp_path / "bieu.xlsx")
    monkeypatch.setattr(read, "MAX_CELLS", 20)
    with pytest.raises(Refusal, match="hơn 20 ô"):
        read_template(path)


def test_rows_far_down_are_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbooks.statistics(tmp_path / "bieu.xlsx")
    monkeypatch.setattr(read, "MAX_ROWS", 8)
    monkeypatch.setattr(read, "MAX_COLUMNS", 4)
    sheet = read_template(path).sheets[0]
    assert (sheet.rows, sheet.columns) == (8, 4)
    monkeypatch.setattr(read, "_MAX_COVERED", 3)
    with pytest.raises(Refusal, match="gộp quá nhiều ô"):
        read_template(path)
