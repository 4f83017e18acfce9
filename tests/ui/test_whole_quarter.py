"""A whole quarter by keyboard alone: every area's figures, form II.06a, and the report that goes up.

The keys go to whatever has the focus, as an official's do: nothing is clicked, and no screen is told where to
go. What is typed are the sample commune's figures, which agree with each other.
"""

from datetime import date
from pathlib import Path

import docx
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.readings import State
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.figure_rows import FigureRow
from cchc_desktop.ui.exporting import ExportDialog
from cchc_desktop.ui.figures.dossier_grid import COUNTS
from cchc_desktop.ui.figures.dossiers_page import DossiersPage
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.figures.words import may_type
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports.page import ReportsPage
from tests.sample_office import lay_sample

pytestmark = pytest.mark.slow
KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
NOTHING = Qt.KeyboardModifier.NoModifier
Q1 = Period.parse("2026-Q1")


@pytest.fixture
def sample(tmp_path: Path) -> tuple[dict[str, FigureRow], dict[str, Dossiers]]:
    """The sample commune's first quarter: its figures by code, and its form by field."""
    lay_sample(tmp_path / "sample", date(2026, 12, 20))
    office = Office.open(tmp_path / "sample", today=lambda: date(2026, 12, 20))
    figures = {row.id: row for row in office.figures.rows(Q1)}
    form = {row.field.name: row.dossiers for row in office.dossiers.rows(Q1)}
    office.close()
    return figures, form


@pytest.fixture
def active(window: MainWindow, qtbot: QtBot) -> MainWindow:
    """The window of an office that has a plan and no figures, with the keyboard."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window


def focused() -> QWidget:
    """What has the focus: the window itself where no part of it has."""
    widget = QApplication.focusWidget() or QApplication.activeWindow()
    assert widget is not None
    return widget


def press(key: Qt.Key, held: Qt.KeyboardModifier = NOTHING, times: int = 1) -> None:
    """Presses a key where the focus is."""
    for _ in range(times):
        QTest.keyClick(focused(), key, held)
        # What is refused opens its cell again in a round of events of its own.
        for _round in range(2):
            QApplication.processEvents()


def write(text: str) -> None:
    """Types a text where the focus is: its first key may open a cell, the others go into it."""
    for sign in text:
        QTest.keyClicks(focused(), sign)


def is_none(row: FigureRow) -> bool:
    """Whether the sample says that nothing occurred."""
    return row.reading.state is State.NONE


def typed(row: FigureRow) -> str:
    """What is typed for the sample's figure: digits with a decimal comma."""
    shown = row.reading.shown(row.indicator)
    return "" if shown is None else f"{shown:f}".replace(".", ",")


def test_every_areas_figures_are_typed(
    active: MainWindow, sample: tuple[dict[str, FigureRow], object]
) -> None:
    wanted = sample[0]
    office = active.office
    press(KEY.Key_3, CONTROL)
    press(KEY.Key_PageUp, CONTROL)
    page = active.current
    assert isinstance(page, FiguresPage)
    assert page.period == Q1
    order = [row.id for row in office.figures.rows(Q1) if may_type(row, Q1)]
    assert {code.partition(".")[0] for code in order} == set("12345678")
    estimated, noted, refused = order[5], order[9], order[12]
    for code in order:
        row = page.grid.current_row()
        assert row.id == code, "Enter goes on to the next figure that is typed, over areas and derived rows"
        if is_none(wanted[code]) and code not in (estimated, noted, refused):
            press(KEY.Key_0, CONTROL)
            continue
        if code == refused:
            write("abc")
            press(KEY.Key_Return)
            assert page.grid.current_row().id == code
            assert page.grid._bubble is not None
        write(typed(wanted[code]))
        if code == estimated:
            press(KEY.Key_U, CONTROL)
        if code == noted:
            press(KEY.Key_Tab)
            write("theo so van ban")
        press(KEY.Key_Return)
    assert office.figures.missing(Q1) == []
    # The sample's tasks are others than this office's: what was typed beside the program's own count is told.
    counted = {row.id for row in office.figures.rows(Q1) if row.indicator.counted}
    assert {problem.code for problem in office.figures.problems(Q1)} <= counted
    for code, row in wanted.items():
        now = office.figures.ledger().reading(Q1, code)
        assert now.value == row.reading.value, code
        assert (now.state is State.NONE) == (is_none(row) and code not in (estimated, noted, refused)), code
    assert office.figures.ledger().figure(Q1, estimated).estimate
    assert office.figures.ledger().figure(Q1, noted).note == "theo so van ban"
    done, whole = office.figures.completeness(Q1)
    assert done == whole


def test_a_problem_is_gone_to_and_put_right(active: MainWindow) -> None:
    for code, text in (("5.08", "39"), ("5.09", "68")):
        active.office.figures.type_figure(Q1, code, text)
    press(KEY.Key_3, CONTROL)
    press(KEY.Key_PageUp, CONTROL)
    page = active.current
    assert isinstance(page, FiguresPage)
    press(KEY.Key_F8)
    assert page.grid.current_row().id == "5.09", "more people were trained than was planned"
    write("38")
    press(KEY.Key_Return)
    assert active.office.figures.problems(Q1) == []
    press(KEY.Key_F7)
    assert page.problems.list.hasFocus()
    press(KEY.Key_Escape)
    assert page.grid.hasFocus()


def test_the_form_is_typed(active: MainWindow, sample: tuple[object, dict[str, Dossiers]]) -> None:
    wanted = sample[1]
    press(KEY.Key_3, CONTROL)
    press(KEY.Key_PageUp, CONTROL)
    press(KEY.Key_4, CONTROL)
    page = active.current
    assert isinstance(page, DossiersPage)
    assert page.bar.period == Q1, "the form is that of the period whose figures were typed"
    for row in page.grid.form.rows[:-1]:
        for count in COUNTS:
            if count.parts:
                continue
            place = page.grid.currentIndex()
            assert (page.grid.current_row().id, place.column()) == (row.id, count.number - 1)
            value = getattr(wanted[row.field.name], count.name)
            write("" if value is None else str(value))
            press(KEY.Key_Tab)
    stored = {row.field.name: row.dossiers for row in active.office.dossiers.rows(Q1)}
    assert stored == wanted
    assert not page.grid.gaps()


def test_the_report_is_opened_worded_and_exported(
    active: MainWindow, sample: tuple[dict[str, FigureRow], object], tmp_path: Path, qtbot: QtBot
) -> None:
    office = active.office
    figures = {code: row.figure for code, row in sample[0].items() if row.figure.value is not None}
    office.figures.set_figures(Q1, figures)
    office.settings.set_preference("export.folder", str(tmp_path))
    press(KEY.Key_5, CONTROL)
    page = active.current
    assert isinstance(page, ReportsPage)
    # The cursor waits on the report that is due next.
    press(KEY.Key_Home, CONTROL)
    press(KEY.Key_Return)
    assert page.desk.isVisible()
    assert page.desk.opened.period == Q1
    press(KEY.Key_Down, times=3)
    row = page.desk.opened.row
    assert row is not None
    assert row.text
    press(KEY.Key_Return)
    assert isinstance(focused(), QPlainTextEdit)
    press(KEY.Key_End, CONTROL)
    write(" Xem them phu luc.")

    def choose_word() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, ExportDialog)
        qtbot.waitUntil(lambda: dialog.isAncestorOf(focused()))
        press(KEY.Key_Right)
        press(KEY.Key_Return)

    QTimer.singleShot(0, choose_word)
    press(KEY.Key_E, CONTROL)
    assert office.reports.text.passage(Q1, row.key).text == f"{row.text} Xem them phu luc."
    qtbot.waitUntil(lambda: any(tmp_path.glob("*.docx")), timeout=20000)
    [path] = tmp_path.glob("*.docx")
    printed = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    assert "Xem them phu luc." in printed
