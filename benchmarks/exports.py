"""The three exports of a year's report, beside the raw libraries that write the same words and tables."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from cchc_desktop import resources
from cchc_desktop.documents.cells import shown
from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Document, Heading, Paragraph, RowKind, Table
from cchc_desktop.domain.report_periods import Period, Span
from cchc_desktop.office import Office

from .measure import Result, in_turns


def measure(folder: Path, times: int) -> list[Result]:
    """The yearly report of the sample office with its annexes, composed once and written many times."""
    office = Office.open(folder)
    try:
        year = office.calendar.current_quarter().year
        document = office.reports.papers.compose(Period(year, Span.YEAR))
    finally:
        office.close()
    rows = sum(len(table.rows) for table in _tables(document))
    what = f"the yearly report with its annexes ({rows} table rows)"
    ways = {"pdf": _raw_pdf, "docx": _raw_docx, "xlsx": _raw_xlsx}
    results = [
        in_turns(
            f"export {fmt.upper()}",
            what,
            partial(export_file, document, fmt, folder / f"report.{fmt}"),
            partial(raw, document),
            times,
        )
        for fmt, raw in ways.items()
    ]
    if shutil.which("soffice") is not None:
        results.append(_beside_libreoffice(document, folder, what, min(times, 3)))
    return results


def _beside_libreoffice(document: Document, folder: Path, what: str, times: int) -> Result:
    """Our PDF beside LibreOffice making one of our Word file, each in a process's own start to end."""
    word = folder / "report.docx"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    return in_turns(
        "PDF, LibreOffice",
        f"{what}, beside LibreOffice converting the Word file",
        partial(export_file, document, "pdf", folder / "own.pdf"),
        partial(subprocess.run, command, check=True, capture_output=True),
        times,
    )


def _tables(document: Document) -> Iterator[Table]:
    for part in document.parts:
        yield from (block for block in part.blocks if isinstance(block, Table))


def _lines(document: Document) -> Iterator[str | list[list[str]]]:
    """The document as bare words: a line for each paragraph, rows of cells for each table."""
    for part in document.parts:
        for block in part.blocks:
            if isinstance(block, Heading | Paragraph):
                yield f"{block.marker} {block.text}".strip()
            elif isinstance(block, Table):
                header = [column.header for column in block.columns]
                width = len(header)
                rows = [
                    [shown(cell) for cell in row.cells] + [""] * (width - len(row.cells))
                    for row in block.rows
                ]
                yield [header, *rows]


def _raw_pdf(document: Document) -> None:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph as Text
    from reportlab.platypus import SimpleDocTemplate
    from reportlab.platypus import Table as Grid

    pdfmetrics.registerFont(TTFont("Bare", str(resources.path("fonts", "Tinos-Regular.ttf"))))
    style = ParagraphStyle("bare", fontName="Bare", fontSize=12, leading=14)
    story: list[object] = []
    for line in _lines(document):
        if isinstance(line, str):
            story.append(Text(_escaped(line), style))
        else:
            cells = [[Text(_escaped(cell), style) for cell in row] for row in line]
            width = 740 / len(line[0])
            story.append(
                Grid(
                    cells,
                    [width] * len(line[0]),
                    repeatRows=1,
                    style=[("GRID", (0, 0), (-1, -1), 0.5, "black")],
                )
            )
    SimpleDocTemplate(io.BytesIO(), pagesize=landscape(A4), initialFontName="Bare").build(story)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br/>")


def _raw_docx(document: Document) -> None:
    import docx

    made = docx.Document()
    for line in _lines(document):
        if isinstance(line, str):
            made.add_paragraph(line)
            continue
        table = made.add_table(rows=0, cols=len(line[0]))
        for row in line:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    made.save(io.BytesIO())


def _raw_xlsx(document: Document) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side

    side = Side(style="thin")
    workbook = Workbook()
    for part in document.parts:
        sheet = workbook.create_sheet(part.name)
        for block in part.blocks:
            if isinstance(block, Heading | Paragraph):
                sheet.append([f"{block.marker} {block.text}".strip()])
            elif isinstance(block, Table):
                sheet.append([column.header for column in block.columns])
                for row in block.rows:
                    sheet.append([shown(cell) for cell in row.cells])
                    for cell in sheet[sheet.max_row]:
                        cell.font = Font(name="Times New Roman", size=12, bold=row.kind is not RowKind.BODY)
                        cell.border = Border(left=side, right=side, top=side, bottom=side)
                        cell.alignment = Alignment(wrap_text=True, vertical="center")
    workbook.save(io.BytesIO())
