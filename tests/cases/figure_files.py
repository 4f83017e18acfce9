"""The annex of statistics as four kinds of files, each made by other means, with cells as they are left."""

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl.comments import Comment
from openpyxl.styles import Font

from cchc_desktop import catalogue
from cchc_desktop.domain.figures import Ledger
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.intake.read_figures import read_annex
from cchc_desktop.office.annex_origin import questions
from cchc_desktop.office.figure_drafts import FigureDraft, FigureMistakes
from cchc_desktop.office.figure_import import Comparison
from tests.intake.annexes import HEADER, annex, row_of, saved

DAY = date(2026, 3, 14)
KNOWN = catalogue.indicators().on(DAY)
Q1, Q2, Q3 = (Period.parse(f"2026-Q{number}") for number in (1, 2, 3))
OFFICE = "UBND xã An Bình"
KINDS = ("xlsx", "xls", "ods")
"""The kinds of files that say how their cells look."""


@dataclass(frozen=True)
class Typed:
    """What an officer leaves in a cell of the column of figures."""

    value: object
    form: str = ""
    struck: bool = False
    white: bool = False
    hidden: bool = False
    comment: str = ""


def rows(cells: Mapping[str, Typed], title: str) -> list[list[object]]:
    """The annex as plain rows."""
    table: list[list[object]] = [
        ["Phụ lục"],
        [f"THỐNG KÊ SỐ LIỆU CẢI CÁCH HÀNH CHÍNH {title}"],
        [],
        [*HEADER],
    ]
    for indicator in KNOWN.indicators:
        typed = cells.get(indicator.code)
        value = typed.value if typed is not None else None
        table.append([indicator.code, indicator.name, indicator.unit, value, None, None, None])
    return table


def make(kind: str, folder: Path, cells: Mapping[str, Typed], title: str = "QUÝ I NĂM 2026") -> Path:
    """An annex of one of the kinds."""
    path = folder / f"phu-luc.{kind}"
    {"xlsx": _xlsx, "xls": _xls, "ods": _ods, "csv": _csv}[kind](path, cells, title)
    return path


def _xlsx(path: Path, cells: Mapping[str, Typed], title: str) -> None:
    book = annex(title, on=DAY)
    sheet: Any = book.active
    for code, typed in cells.items():
        cell = sheet.cell(row_of(sheet, code), 4, typed.value)
        cell.number_format = typed.form or "General"
        cell.font = Font(strike=typed.struck, color="FFFFFF" if typed.white else None)
        if typed.comment:
            cell.comment = Comment(f"Lê Văn B:\n{typed.comment}", "Lê Văn B")
        sheet.row_dimensions[cell.row].hidden = typed.hidden
    saved(book, path)


def _xls(path: Path, cells: Mapping[str, Typed], title: str) -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Phụ lục")
    styles: dict[tuple[str, bool, bool], Any] = {}
    for number, row in enumerate(rows(cells, title)):
        typed = cells.get(str(row[0])) if row else None
        for column, value in enumerate(row):
            if value is None:
                continue
            look = (typed.form, typed.struck, typed.white) if typed and column == 3 else ("", False, False)
            if look not in styles:
                style = styles[look] = xlwt.XFStyle()
                style.num_format_str = look[0] or "General"
                style.font.struck_out = look[1]
                style.font.colour_index = 1 if look[2] else 0x7FFF
            is_formula = isinstance(value, str) and value.startswith("=")
            sheet.write(number, column, xlwt.Formula(str(value)[1:]) if is_formula else value, styles[look])
        if typed is not None and typed.hidden:
            sheet.row(number).hidden = True
    book.save(str(path))


def _csv(path: Path, cells: Mapping[str, Typed], title: str) -> None:
    path.write_bytes(delimited(rows(cells, title), ";").encode("utf-8-sig"))


def delimited(table: Sequence[Sequence[object]], delimiter: str) -> str:
    """Rows as a text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(table)
    return stream.getvalue()


_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.2"'
)
_FORMATS = {
    "#,##0,,": '<number:number-style style:name="N"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1" number:grouping="true" number:display-factor="1000000"/>'
    "</number:number-style>",
    "0.0%": '<number:percentage-style style:name="N"><number:number number:decimal-places="1" '
    'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>',
    '0" hồ sơ"': '<number:number-style style:name="N"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/><number:text> hồ sơ</number:text></number:number-style>',
    '0" nghìn đồng"': '<number:number-style style:name="N"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/><number:text> nghìn đồng</number:text></number:number-style>',
    "# ?/?": '<number:number-style style:name="N"><number:fraction number:min-integer-digits="0" '
    'number:min-numerator-digits="1" number:min-denominator-digits="1"/></number:number-style>',
    "0": '<number:number-style style:name="N"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/></number:number-style>',
    '0;-0;"KPS"': '<number:number-style style:name="P"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1"/></number:number-style><number:number-style style:name="N">'
    "<number:text>KPS</number:text>"
    '<style:map style:condition="value()&gt;0" style:apply-style-name="P"/></number:number-style>',
}


def _ods(path: Path, cells: Mapping[str, Typed], title: str) -> None:
    styles, body = [], []
    for row in rows(cells, title):
        typed = cells.get(str(row[0])) if row else None
        line = "".join(_ods_cell(value, typed if column == 3 else None) for column, value in enumerate(row))
        hidden = ' table:visibility="collapse"' if typed is not None and typed.hidden else ""
        body.append(f"<table:table-row{hidden}>{line}</table:table-row>")
    for typed in cells.values():
        number = (
            _FORMATS.get(typed.form, "").replace('"N"', f'"N{_id(typed)}"').replace('"P"', f'"P{_id(typed)}"')
        )
        struck = ' style:text-line-through-style="solid"' if typed.struck else ""
        white = ' fo:color="#ffffff"' if typed.white else ""
        data = f' style:data-style-name="N{_id(typed)}"' if number else ""
        styles.append(
            f'{number}<style:style style:name="S{_id(typed)}" style:family="table-cell"{data}>'
            f"<style:text-properties{struck}{white}/></style:style>"
        )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>'
        f"<office:automatic-styles>{''.join(dict.fromkeys(styles))}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="Phụ lục">{"".join(body)}'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content)


def _id(typed: Typed) -> str:
    return f"{list(_FORMATS).index(typed.form) if typed.form else 'x'}{typed.struck:d}{typed.white:d}"


def _ods_cell(value: object, typed: Typed | None) -> str:
    if value is None:
        return "<table:table-cell/>"
    style = f' table:style-name="S{_id(typed)}"' if typed is not None else ""
    said = f"<office:annotation><text:p>{escape(typed.comment)}</text:p></office:annotation>" if typed else ""
    said = said if typed is not None and typed.comment else ""
    if isinstance(value, str) and value.startswith("="):
        return f"<table:table-cell{style} table:formula={quoteattr('of:' + value)}/>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell{style} office:value-type="float" office:value="{value}">{said}'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell{style} office:value-type="string">{said}<text:p>{escape(str(value))}</text:p>'
        "</table:table-cell>"
    )


def drafted(path: Path, period: Period = Q1, stored: Mapping[str, Figure] | None = None) -> FigureDraft:
    """What taking the file in would do to an office with these figures, or none."""
    read = read_annex(path, period)
    ledger = Ledger(lambda _: KNOWN, {period: dict(stored or {})})
    asked = questions(read, period, OFFICE, KNOWN)
    draft = Comparison(ledger, period, read).draft()
    return FigureDraft(
        draft.file, draft.period, draft.changes, draft.unchanged, draft.ignored, draft.problems,
        (*asked, *draft.questions), draft.notes,
    )  # fmt: skip


def values(draft: FigureDraft) -> dict[str, str]:
    """What is new, in words, by code."""
    return {change.id: change.new for change in draft.changes}


def doubts(draft: FigureDraft) -> dict[str, str]:
    """What is doubted, by code."""
    return {change.id: change.doubt for change in draft.doubted}


def wrong(path: Path, period: Period = Q1) -> list[str]:
    """All that is wrong with the file."""
    try:
        drafted(path, period)
    except FigureMistakes as mistakes:
        return [mistake.words for mistake in mistakes.mistakes]
    raise AssertionError("nothing is wrong with it")


def only(path: Path, code: str) -> Figure:
    """The figure of the one row that changes."""
    (change,) = drafted(path).changes
    assert change.id == code
    return change.after
