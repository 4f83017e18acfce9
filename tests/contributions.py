"""Forms of officers without the program, as workbooks: filled in, moved about and broken."""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from cchc_desktop.domain.report_periods import Period
from cchc_desktop.intake.read_contribution import read_contribution
from cchc_desktop.office import Office
from cchc_desktop.office.contribution.draft import FormDraft
from cchc_desktop.office.contribution.forms import write_form

FIGURES, TASKS, REMARKS = "Số liệu", "Nhiệm vụ", "Nhận xét"


class Filled:
    """A form that somebody fills in. Columns are named by their headers, rows by the words in another."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book: Any = load_workbook(path)

    def sheet(self, name: str) -> Any:
        """A sheet of it."""
        return self.book[name]

    def header(self, name: str) -> int:
        """The row with the headers."""
        cells = self.sheet(name)["A"]
        return next(int(cell.row) for cell in cells if cell.value == "Mã dòng")

    def column(self, name: str, header: str) -> int:
        """The column under a header."""
        row = self.sheet(name)[self.header(name)]
        return next(int(cell.column) for cell in row if cell.value == header)

    def row(self, name: str, words: str) -> int:
        """The row in which a text stands."""
        return next(
            int(cell.row)
            for row in self.sheet(name).iter_rows(min_row=self.header(name) + 1)
            for cell in row
            if cell.value == words
        )

    def cell(self, name: str, row: str | int, header: str) -> Any:
        """A cell, by the words in its row or the row's number."""
        number = row if isinstance(row, int) else self.row(name, row)
        return self.sheet(name).cell(number, self.column(name, header))

    def put(self, name: str, row: str | int, **values: object) -> None:
        """Types values under headers, which are written with «_» for blanks."""
        for header, value in values.items():
            self.cell(name, row, header.replace("_", " ")).value = value

    def save(self) -> Path:
        """The file as it is now."""
        self.book.save(self.path)
        return self.path


def made(
    office: Office, folder: Path, period: str = "2026-Q3", officer: str = "", areas: tuple[int, ...] = (3,)
) -> Filled:
    """The form that an office hands out."""
    path = folder / f"phieu-{len(list(folder.iterdir()))}.xlsx"
    write_form(office.contributions.form(Period.parse(period), officer, areas), path)
    return Filled(path)


def draft_of(office: Office, path: Path) -> FormDraft:
    """What taking a form in would do."""
    return office.contributions.compare(read_contribution(path))
