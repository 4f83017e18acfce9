"""Small sound files of every kind that is read, to be broken: made here, or saved by another program."""

import io
from functools import cache
from pathlib import Path
from typing import Any

from cchc_desktop import resources
from cchc_desktop.office.sample import plan_text
from tests.cases.other_formats import INPUTS as OTHER_FORMATS
from tests.intake.annexes import annex, fill
from tests.intake.builders import plan_document

_SAVED = Path(__file__).parents[1] / "cases/inputs/figures_other_files"


@cache
def word() -> bytes:
    stream = io.BytesIO()
    plan_document(table=True).save(stream)
    return stream.getvalue()


@cache
def workbook() -> bytes:
    book = annex()
    fill(book.active, {"1.05": 3, "1.10": 1})
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@cache
def old_workbook() -> bytes:
    return (_SAVED / "libreoffice.xls").read_bytes()


@cache
def open_spreadsheet() -> bytes:
    return (_SAVED / "libreoffice.ods").read_bytes()


@cache
def delimited() -> str:
    rows = annex().worksheets[0].iter_rows(values_only=True)
    return "\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in rows)


@cache
def text() -> str:
    return "\n".join(line for line in plan_text(2026).split("\n") if len(line) < 400)[:6000]


@cache
def portable() -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    if "hostile" not in pdfmetrics.getRegisteredFontNames():
        font = next(iter(sorted(resources.path("fonts").glob("*Regular.ttf"))))
        pdfmetrics.registerFont(TTFont("hostile", str(font)))
    stream = io.BytesIO()
    canvas = Canvas(stream, pageCompression=0)
    for page in range(2):
        canvas.setFont("hostile", 11)
        for row, line in enumerate(text().split("\n")[40 * page : 40 * page + 40]):
            canvas.drawString(60, 800 - 18 * row, line[:90])
        canvas.rect(60, 60, 200, 40)
        canvas.line(160, 60, 160, 100)
        _add_what_is_no_text(canvas)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _add_what_is_no_text(canvas: Any) -> None:
    """Fields, remarks, a watermark, a stamp, unseen and raised letters, shades and a note at the foot."""
    canvas.acroForm.textfield(value="27", x=300, y=60, width=40, height=18, fontSize=12)
    canvas.acroForm.checkbox(x=300, y=40, checked=True)
    canvas.freeTextAnnotation("58", "/Helv 12 Tf 0 g", Rect=(350, 60, 380, 75))
    canvas.saveState()
    canvas.setFillGray(0.8)
    canvas.rect(400, 60, 100, 20, fill=1)
    canvas.setFont("hostile", 60)
    canvas.drawString(100, 500, "DỰ THẢO")
    canvas.rotate(40)
    canvas.drawString(300, 100, "SAO Y")
    canvas.restoreState()
    canvas.setFont("hostile", 8)
    for number, line in enumerate(("CÔNG VĂN ĐẾN", "Số: 12", "Ngày: 05/01/2026")):
        canvas.drawString(450, 830 - 10 * number, line)
    canvas.drawString(250, 66, "2")
    canvas.line(60, 36, 204, 36)
    canvas.drawString(60, 24, "1 Theo báo cáo của tỉnh.")
    line = canvas.beginText(60, 10)
    line.setTextRenderMode(3)
    line.textOut("không in")
    canvas.drawText(line)


@cache
def catalogue() -> str:
    return resources.read_text("catalogue", "indicators.toml")


@cache
def other(kind: str) -> bytes:
    return (OTHER_FORMATS / f"plan.{kind}").read_bytes()
