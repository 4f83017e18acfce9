"""A filled copy differs from its form in the filled cells and in nothing else; formulas are worked out."""

import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.templates.filling import FilledCell
from cchc_desktop.domain.templates.sheet import CellKind
from cchc_desktop.intake.workbook.fill import fill_template
from cchc_desktop.intake.workbook.read import read_template
from tests import workbooks
from tests.libreoffice import WORKBOOK, convert
from tests.same_workbook import MAIN, parts, same_but, sheet_parts


def filled(path: Path, *cells: FilledCell) -> Path:
    template = read_template(path)
    target = path.with_name(f"dien-{path.name}")
    target.write_bytes(fill_template(path, template.digest, cells).content)
    return target


STATISTICS = (
    FilledCell("Biểu 01", 3, 3, text="Ủy ban nhân dân xã An Bình"),
    FilledCell("Biểu 01", 3, 7, text="Quý I năm 2026"),
    FilledCell("Biểu 01", 9, 5, number="12"),
    FilledCell("Biểu 01", 9, 8, text="=1+1 <b> & \"x\" 'đủ'"),
    FilledCell("Biểu 01", 10, 5, number="40"),
    FilledCell("Biểu 01", 11, 5, number="30"),
    FilledCell("Biểu 01", 13, 5, number="7"),
)
DOSSIERS = tuple(
    FilledCell(workbooks.DETAILS, row, column, number=str(row * column))
    for row in (6, 7, 8, 10, 11, 12)
    for column in (4, 5, 6, 7)
)
CHECKLIST = (
    FilledCell("Chỉ tiêu", 1, 2, day=date(2026, 3, 14)),
    FilledCell("Chỉ tiêu", 4, 5, number="0.875"),
    FilledCell("Chỉ tiêu", 5, 5, text="có"),
    FilledCell("Chỉ tiêu", 6, 6, text="đã họp"),
)
FORMS = [
    pytest.param(workbooks.statistics, STATISTICS, id="statistics"),
    pytest.param(workbooks.dossiers, DOSSIERS, id="dossiers"),
    pytest.param(workbooks.checklist, CHECKLIST, id="checklist"),
]


@pytest.mark.parametrize(("make", "cells"), FORMS)
def test_nothing_but_the_filled_cells_differs(
    make: Callable[[Path], Path], cells: Sequence[FilledCell], tmp_path: Path
) -> None:
    form = make(tmp_path / "bieu.xlsx")
    copy = filled(form, *cells)
    same_but(form, copy, cells)
    book = load_workbook(copy)
    for cell in cells:
        value: Any = book[cell.sheet].cell(cell.row, cell.column).value
        expected = float(cell.number) if cell.number else cell.text or cell.day
        assert (value.date() if cell.day else value) == expected


@pytest.mark.parametrize(("make", "cells"), FORMS)
def test_every_byte_between_the_cells_stays(
    make: Callable[[Path], Path], cells: Sequence[FilledCell], tmp_path: Path
) -> None:
    """Stricter than equal XML: the pieces of the old text follow each other in the new one."""
    form = make(tmp_path / "bieu.xlsx")
    old, new = parts(form), parts(filled(form, *cells))
    for name, sheet in sheet_parts(form).items():
        places = {cell.place.encode() for cell in cells if cell.sheet == sheet}
        kept = re.split(rb"(<c [^>]*/>|<c .*?</c>)", old[name])
        at = 0
        for piece in kept:
            place = re.match(rb'<c r="([A-Z]+\d+)"', piece)
            if place is not None and (place[1] in places or b"<f" in piece):
                continue
            found = new[name].find(piece, at)
            assert found >= 0, piece
            at = found + len(piece)


def test_what_openpyxl_would_lose_is_there(tmp_path: Path) -> None:
    copy = filled(workbooks.statistics(tmp_path / "bieu.xlsx"), *STATISTICS)
    names = set(parts(copy))
    assert {"xl/media/image1.png", "xl/charts/chart1.xml", "xl/comments1.xml"} <= names
    sheet = parts(copy)["xl/worksheets/sheet1.xml"].decode()
    for word in (
        "sheetProtection",
        "dataValidation",
        "conditionalFormatting",
        "hidden=",
        "pageSetup",
        "pane",
    ):
        assert word in sheet


def test_filling_nothing_gives_the_same_bytes_in_every_part(tmp_path: Path) -> None:
    form = workbooks.statistics(tmp_path / "bieu.xlsx")
    assert parts(filled(form)) == parts(form)


def test_formulas_come_to_nothing_stale(tmp_path: Path) -> None:
    copy = filled(workbooks.statistics(tmp_path / "bieu.xlsx"), *STATISTICS)
    book = load_workbook(copy, data_only=True)
    assert book[workbooks.SUMMARY]["B1"].value is None
    assert book[workbooks.SUMMARY]["B3"].value is None
    assert load_workbook(copy).calculation.fullCalcOnLoad


def made_by_openpyxl(path: Path) -> Path:
    """A workbook without `fullCalcOnLoad`, with a gap of rows, and a formula that asks another workbook."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Trang"
    sheet["A1"], sheet["C1"] = "Nội dung", "Kết quả"
    sheet["A3"], sheet["C3"] = "Một", 5
    sheet["A9"], sheet["C9"] = "Tổng", "=SUM(C2:C8)"
    book.calculation.fullCalcOnLoad = False
    book.save(path)
    return path


def test_rows_and_cells_that_are_not_there_yet(tmp_path: Path) -> None:
    form = made_by_openpyxl(tmp_path / "bieu.xlsx")
    cells = (
        FilledCell("Trang", 3, 2, number="1"),
        FilledCell("Trang", 3, 5, number="2"),
        FilledCell("Trang", 4, 3, number="3"),
        FilledCell("Trang", 5, 3, text="a"),
        FilledCell("Trang", 20, 1, number="4"),
    )
    copy = filled(form, *cells)
    root = etree.fromstring(parts(copy)["xl/worksheets/sheet1.xml"])
    rows = [int(str(row.get("r"))) for row in root.iter(f"{MAIN}row")]
    assert rows == sorted(rows) == [1, 3, 4, 5, 9, 20]
    third = [cell.get("r") for row in root.iter(f"{MAIN}row") if row.get("r") == "3" for cell in row]
    assert third == ["A3", "B3", "C3", "E3"]
    assert b'fullCalcOnLoad="1"' in parts(copy)["xl/workbook.xml"]
    same_book = load_workbook(copy)
    assert same_book["Trang"]["C9"].value == "=SUM(C2:C8)"


def rewritten(path: Path, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> Path:
    """The workbook with another text in a part."""
    found = parts(path)
    target = path.with_name(f"khac-{path.name}")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, change(data) if name == part else data)
    return target


def test_a_sheet_with_a_prefix_without_places_and_in_another_encoding(tmp_path: Path) -> None:
    form = made_by_openpyxl(tmp_path / "bieu.xlsx")

    def prefixed(data: bytes) -> bytes:
        text = data.decode().replace("<?xml version='1.0' encoding='UTF-8'?>", "")
        text = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", text).replace(" xmlns=", " xmlns:x=")
        return text.encode()

    def placeless(data: bytes) -> bytes:
        return re.sub(rb'<row r="1"[^>]*><c r="A1"', b"<row><c", data)

    def utf_16(data: bytes) -> bytes:
        text = data.decode()
        body = text[text.index("?>") + 2 :] if text.startswith("<?xml") else text
        return ('<?xml version="1.0" encoding="UTF-16"?>' + body).encode("utf-16")

    for change in (prefixed, placeless, utf_16):
        other = rewritten(form, change)
        copy = filled(other, FilledCell("Trang", 1, 2, text="đ"), FilledCell("Trang", 3, 3, number="6"))
        sheet = read_template(copy).sheets[0]
        assert sheet.cell(1, 2).text == "đ"
        assert (sheet.cell(3, 3).text, sheet.cell(3, 1).text) == ("6", "Một")
        assert sheet.cell(9, 3).kind is CellKind.FORMULA


def test_a_sheet_without_cells_and_a_row_without_any(tmp_path: Path) -> None:
    form = made_by_openpyxl(tmp_path / "bieu.xlsx")
    bare = rewritten(form, lambda data: re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData/>", data))
    assert read_template(filled(bare, FilledCell("Trang", 2, 2, number="8"))).sheets[0].cell(2, 2).text == "8"
    row = rewritten(
        form, lambda data: re.sub(rb"<sheetData>.*</sheetData>", b'<sheetData><row r="2"/></sheetData>', data)
    )
    assert read_template(filled(row, FilledCell("Trang", 2, 2, number="8"))).sheets[0].cell(2, 2).text == "8"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b'<row r="9"', b'<row r="3"'),
        (b'<c r="C1"', b'<c r="A1"'),
        (b'<row r="9"', b'<row r="2"'),
        (b'<c r="C9"', b'<row r="9"/><c r="C9"'),
    ],
)
def test_cells_that_are_there_twice_or_out_of_order(one: bytes, other: bytes, tmp_path: Path) -> None:
    """Which of them counts, each program says in its own way: nothing is filled in."""
    broken = rewritten(made_by_openpyxl(tmp_path / "bieu.xlsx"), lambda data: data.replace(one, other))
    with pytest.raises(Refusal, match="bị hỏng"):
        filled(broken, FilledCell("Trang", 3, 3, number="6"))


def test_a_formula_that_asks_another_workbook_keeps_what_it_came_to(tmp_path: Path) -> None:
    form = made_by_openpyxl(tmp_path / "bieu.xlsx")

    def change(data: bytes) -> bytes:
        return re.sub(rb'<c r="C9"([^>]*)>.*?</c>', rb'<c r="C9"\1><f>[1]Tam!A1</f><v>44</v></c>', data)

    copy = filled(rewritten(form, change), FilledCell("Trang", 3, 3, number="6"))
    assert b"<f>[1]Tam!A1</f><v>44</v>" in parts(copy)["xl/worksheets/sheet1.xml"]


def test_a_text_stays_what_it_is(tmp_path: Path) -> None:
    """What looks like the escape of a character, a formula, or a mark of XML."""
    texts = ("a_x0041_b", "=1+1", "<x/> & ]]>", "  hai đầu  ", "_x", "hai\ndòng")
    cells = [FilledCell("Trang", 30 + number, 1, text=text) for number, text in enumerate(texts)]
    copy = filled(made_by_openpyxl(tmp_path / "bieu.xlsx"), *cells)
    sheet = read_template(copy).sheets[0]
    assert [sheet.cell(30 + number, 1).text for number in range(len(texts))] == [t.strip() for t in texts]
    assert b"<f>1+1" not in parts(copy)["xl/worksheets/sheet1.xml"]


def test_macros_are_kept_as_they_are(tmp_path: Path) -> None:
    form = rewritten(made_by_openpyxl(tmp_path / "bieu.xlsx"), bytes)
    macro = form.with_suffix(".xlsm")
    found = parts(form)
    relation = (
        b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>'
    )
    with zipfile.ZipFile(macro, "w") as archive:
        for name, data in found.items():
            is_list = name == "xl/_rels/workbook.xml.rels"
            archive.writestr(name, data.replace(b"</Relationships>", relation) if is_list else data)
        archive.writestr("xl/vbaProject.bin", b"not looked into")
    assert read_template(macro).has_macros
    assert (
        parts(filled(macro, FilledCell("Trang", 3, 3, number="6")))["xl/vbaProject.bin"] == b"not looked into"
    )


def test_a_file_that_changed_meanwhile_is_refused(tmp_path: Path) -> None:
    form = made_by_openpyxl(tmp_path / "bieu.xlsx")
    digest = read_template(form).digest
    workbooks.checklist(form)
    with pytest.raises(Refusal, match="đã thay đổi sau khi được đọc"):
        fill_template(form, digest, (FilledCell("Trang", 1, 1, number="1"),))


@pytest.mark.slow
@pytest.mark.libreoffice
def test_libreoffice_works_the_formulas_out(tmp_path: Path) -> None:
    copies = [
        filled(workbooks.statistics(tmp_path / "a.xlsx"), *STATISTICS),
        filled(workbooks.dossiers(tmp_path / "b.xlsx"), *DOSSIERS),
        filled(made_by_openpyxl(tmp_path / "c.xlsx"), FilledCell("Trang", 3, 3, number="6")),
    ]
    again = convert(WORKBOOK, tmp_path / "out", *copies)
    one, two, three = (load_workbook(copy, data_only=True) for copy in again)
    assert one["Biểu 01"]["E17"].value == pytest.approx(0.75)
    assert [one[workbooks.SUMMARY][f"B{row}"].value for row in (1, 2, 3)] == [30, 19, "Kỳ: Quý I năm 2026"]
    details = two[workbooks.DETAILS]
    assert [details[f"{letter}5"].value for letter in "DEFGH"] == [84, 105, 126, 147, 462]
    assert three["Trang"]["C9"].value == 6
