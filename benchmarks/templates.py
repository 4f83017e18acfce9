"""Filling a superior's form of 2,000 cells, beside openpyxl that loads it, sets the same cells, saves it."""

import subprocess
import sys
from functools import partial
from pathlib import Path

from cchc_desktop.child.errands import fill_template, read_template
from cchc_desktop.domain.templates.filling import FilledCell, Filling
from cchc_desktop.office import templates

from .measure import Result, in_turns

_ROWS, _COLUMNS = 250, 8
_SHEET = "Biểu"


def measure(folder: Path, times: int) -> list[Result]:
    """A form with borders, number formats and a sum for each row, made anew for the run."""
    form, target = folder / "form.xlsx", folder / "filled.xlsx"
    _make(form)
    cells = tuple(
        FilledCell(_SHEET, row, column, number=str(row * column))
        for row in range(3, 3 + _ROWS)
        for column in range(3, 3 + _COLUMNS)
    )
    digest = read_template(form).digest
    what = f"{len(cells)} cells of a form"
    return [
        in_turns(
            "filling a form",
            what,
            partial(_ours, form, digest, cells, target),
            partial(_bare, form, target),
            times,
        ),
        in_turns(
            "filling from the window",
            f"{what}, read and filled in child processes; beside one that runs openpyxl",
            partial(_whole, form, cells, target),
            partial(_bare_child, form, target),
            max(1, times // 2),
        ),
    ]


def _ours(form: Path, digest: str, cells: tuple[FilledCell, ...], target: Path) -> None:
    target.write_bytes(fill_template(form, digest, cells).content)


def _whole(form: Path, cells: tuple[FilledCell, ...], target: Path) -> None:
    template = templates.read_template(form)
    filling = Filling(cells, (), ())
    templates.write_copy(form, target, templates.filled_copy(form, template, filling))


def _bare(form: Path, target: Path) -> None:
    from openpyxl import load_workbook

    book = load_workbook(form)
    sheet = book[_SHEET]
    for row in range(3, 3 + _ROWS):
        for column in range(3, 3 + _COLUMNS):
            sheet.cell(row, column).value = row * column
    book.save(target)


def _bare_child(form: Path, target: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from benchmarks.templates import _bare; "
        "_bare(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", code, str(form), str(target)], check=True)


def _make(path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    book = Workbook()
    sheet = book.create_sheet(_SHEET, 0)
    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    sheet.append(["STT", "Nội dung", *(f"Cột {number}" for number in range(1, _COLUMNS + 1)), "Cộng"])
    sheet.append([f"({number})" for number in range(1, _COLUMNS + 4)])
    for row in range(3, 3 + _ROWS):
        sheet.cell(row, 1).value = row - 2
        sheet.cell(row, 2).value = f"Chỉ tiêu thống kê thứ {row - 2} của biểu"
        for column in range(3, 3 + _COLUMNS):
            sheet.cell(row, column).number_format = "#,##0"
        sheet.cell(row, 3 + _COLUMNS).value = f"=SUM(C{row}:J{row})"
        for column in range(1, 4 + _COLUMNS):
            sheet.cell(row, column).border = border
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDEBF7")
        cell.alignment = Alignment(horizontal="center", wrap_text=True)
    book.save(path)
