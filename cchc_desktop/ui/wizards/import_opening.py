"""Taking opening figures in from the annex (XLSX) of the last report that was sent."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ...domain.report_periods import Period
from ...office.figure_import import Annex, FigureDraft
from ...office.opening_import import compare_opening, take_opening
from ..shell import Shell
from .import_figures import ImportFigures


class ImportOpening(ImportFigures):
    """A file chosen, looked over against the opening figures, and taken in as one operation or not at all."""

    help_topic = "giua-nam"

    what = "số lũy kế ban đầu"

    def __init__(self, shell: Shell, span: Period, source: str, parent: QWidget | None = None) -> None:
        self._source = source
        super().__init__(shell, span, parent)

    @classmethod
    def run_for(cls, shell: Shell, span: Period, source: str, path: Path | None = None) -> None:
        """Asks for a file where none is given, and opens the dialog on it; ``source`` names the report."""
        cls.open_over(shell, lambda parent: cls(shell, span, source, parent), path)

    def _compared(self, annex: Annex) -> FigureDraft:
        return compare_opening(self._shell.office.openings, self._period, annex, self._source)

    def _take(self, draft: FigureDraft) -> object:
        return take_opening(self._shell.office.openings, draft)
