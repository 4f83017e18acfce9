"""The reports of a country taken in and consolidated, beside parsing the same packages and adding them up.

The bare side opens each package, parses its report and adds the figures up in plain Python; it checks nothing
and keeps nothing. The table of all communes is opened beside a bare model over the same numbers.
"""

import json
import resource
import shutil
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from cchc_desktop.catalogue import indicators
from cchc_desktop.catalogue.consolidation import sum_rules
from cchc_desktop.domain.consolidation.packed import Layout, pack
from cchc_desktop.domain.consolidation.sheet import Sheet
from cchc_desktop.domain.consolidation.units import GatheredUnit, UnitList
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.consolidating import Gathered
from cchc_desktop.office.take_in import TakeIn, files_in, take_in
from cchc_desktop.storage.received import ReceivedFile
from cchc_desktop.storage.received_schema import ReceivedAt
from tests import country

from .measure import Result, in_turns

COMMUNES = 3_321
_PERIODS = [Period.parse(text) for text in ("2026-Q1", "2026-6T", "2026-9T", "2026-N")]


def measure(folder: Path, times: int) -> list[Result]:
    """The country, a tenth of it, and the memory that this took; with one turn a tenth of either."""
    count = COMMUNES if times > 1 else COMMUNES // 10
    whole = _measured(folder, count, times, "country, consolidated")
    part = _measured(folder, count // 10, times, "a tenth of it")
    # Ours for ten times as many, beside ten times ours: in proportion it is 1.
    what = "ten times the communes beside ten times the time"
    growth = Result("country, growth", whole.ours, part.ours * 10, times, what)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    memory = Result("country, most memory", peak, 300.0, 1, "with all that was measured before", "MB")
    return [whole, part, growth, memory, _table(folder, count, times)]


def _measured(folder: Path, count: int, times: int, name: str) -> Result:
    sent, units = folder / f"sent-{count}", country.units(count)
    country.send(sent, units, _PERIODS)
    files = files_in(sent)
    try:
        what = f"{count} communes x {len(_PERIODS)} periods x {len(indicators().indicators)} indicators"
        return in_turns(name, what, lambda: _ours(folder, files, units), lambda: _bare(files), times)
    finally:
        shutil.rmtree(sent)


def _ours(folder: Path, files: Sequence[Path], units: Sequence[GatheredUnit]) -> None:
    data = folder / "received"
    data.mkdir()
    known, at, moment = indicators(), ReceivedAt(data), datetime(2026, 12, 20)
    wanted = TakeIn(at, UnitList(units), known, _PERIODS[0], date(2026, 3, 14), moment)
    assert take_in(files, wanted).added == len(files)
    layout = Layout.of(known)
    with ReceivedFile.open(at) as received:
        for period in _PERIODS:
            figures = received.figures(period, layout)
            rows = [(unit.code, figures.get(unit.code)) for unit in units]
            assert Sheet(known, sum_rules(), rows, layout).totals()
    shutil.rmtree(data)


def _bare(files: Sequence[Path]) -> None:
    sums: dict[str, dict[str, Decimal | int]] = {}
    for path in files:
        with zipfile.ZipFile(path) as package:
            report = json.loads(package.read("report.json"))
        of_period = sums.setdefault(report["period"], {})
        for code, value in report["figures"].items():
            if value is not None and value != "kps":
                number = value if isinstance(value, int) else Decimal(value)
                of_period[code] = of_period.get(code, 0) + number
    assert len(sums) == len(_PERIODS)


def _table(folder: Path, count: int, times: int) -> Result:
    """The figures of all units opened and painted, beside a bare model over the same numbers as texts."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
    from PySide6.QtWidgets import QApplication, QTableView

    from cchc_desktop.ui.app import prepare
    from cchc_desktop.ui.consolidation.figures_tab import FiguresTab
    from cchc_desktop.ui.frame.main_window import MainWindow

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    office = Office.open(folder)
    prepare(app)
    window = MainWindow(office, folder)
    units, known, period = country.units(count), indicators(), _PERIODS[0]
    layout = Layout.of(known)
    rows = [(unit.code, pack(layout, country.figures(unit, period))) for unit in units]

    class Bare(QAbstractTableModel):
        """Names and numbers, and nothing else."""

        def rowCount(self, _parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
            return len(units)

        def columnCount(self, _parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
            return len(numbers)

        def data(self, index: Any, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            value = numbers[index.column()][index.row()]
            return f"{float(value):.2f}" if value is not None else ""

    def gathered() -> Gathered:
        sheet = Sheet(known, sum_rules(), rows, layout)
        return Gathered(period, sheet, tuple(units), (), {}, (), None)

    tab = FiguresTab(window, lambda *_: None)
    tab.resize(1140, 560)
    view = QTableView()
    view.resize(1140, 560)

    def ours() -> None:
        tab.show_gathered(gathered())
        tab.grab()

    def bare() -> None:
        view.setModel(Bare())
        view.grab()

    numbers = [gathered().sheet.values(code) for code in tab.codes(gathered())]
    what = f"{count} communes, the main indicators, beside a table of the same numbers, worked out before"
    result = in_turns("unit table, opened", what, ours, bare, times)
    tab.deleteLater()
    view.deleteLater()
    window.close()
    office.close()
    return result
