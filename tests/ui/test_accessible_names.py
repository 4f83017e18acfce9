"""Whoever cannot see the screen hears what each control is: on every page, in every dialog and wizard."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QTabBar,
    QTabWidget,
    QWidget,
)

from cchc_desktop.catalogue import indicators
from cchc_desktop.documents.model import Document, Paragraph, Part
from cchc_desktop.domain.places import PageName, PlanPlace, SettingsPlace
from cchc_desktop.ui.crash_dialog import CrashDialog
from cchc_desktop.ui.exporting import ExportDialog, export_document
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.name_offer import UNITS, NameOffer
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.reports.page import ReportsPage
from cchc_desktop.ui.settings.catalogue_dialog import CatalogueDialog
from cchc_desktop.ui.wizards.import_figures import ImportFigures
from cchc_desktop.ui.wizards.import_opening import ImportOpening
from tests.ui.sample_window import QUARTER, REPORTED, sample_window
from tests.ui.test_pages_read import views


@pytest.fixture(scope="module")
def window(prepared: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MainWindow]:
    with sample_window(tmp_path_factory.mktemp("sample")) as made:
        yield made


def name_of(widget: QWidget, named: set[QWidget]) -> str:
    """What a control is called: its name, its words, or the label that belongs to it."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton | QLabel):
        return widget.text()
    if isinstance(widget, QTabBar):
        return widget.tabText(widget.currentIndex())
    return "label" if widget in named else ""


def nameless(root: QWidget) -> list[str]:
    """The controls in a widget that the keyboard or the mouse can go to and that nothing names."""
    labels = root.findChildren(QLabel)
    named = {buddy for each in labels if (buddy := each.buddy()) is not None}
    found = []
    for widget in root.findChildren(QWidget):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or widget.focusProxy() is not None:
            continue
        if _is_part_of_another(widget) or (isinstance(widget, QLabel) and not widget.text()):
            continue
        if isinstance(widget, QAbstractButton) and not widget.isVisibleTo(root) and not widget.text():
            continue
        if not name_of(widget, named).strip():
            found.append(_path(widget, root))
    return found


def _is_part_of_another(widget: QWidget) -> bool:
    """Whether it is the inside of a combo box, a spin box or a tab widget, whose name it goes by."""
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QComboBox | QAbstractSpinBox):
            return True
        above = above.parentWidget()
    return isinstance(widget, QTabWidget) or (
        isinstance(widget, QAbstractButton) and isinstance(widget.parentWidget(), QLineEdit | QTabBar)
    )


def _path(widget: QWidget, root: QWidget) -> str:
    path: list[str] = []
    above: QWidget | None = widget
    while above is not None and above is not root:
        path.append(f"{type(above).__name__} {above.objectName()}".strip())
        above = above.parentWidget()
    return " < ".join(path)


@pytest.mark.parametrize("name", list(PageName))
def test_every_control_of_a_page_has_a_name(window: MainWindow, name: PageName) -> None:
    window.open_page(name)
    page = window.page(name)
    for view in views(window, page):
        assert not nameless(page), view


def test_every_control_around_the_pages_has_a_name(window: MainWindow) -> None:
    window.commands.palette.open()
    window.notify("Đã lưu.", undoable=True)
    parts = (window.top, window.foot, window.commands.palette)
    assert not [path for part in parts for path in nameless(part)]
    assert window.navigation.accessibleName()
    assert window.top.search.accessibleName()
    window.commands.palette.close_and_return()


class _Shown(Exception):
    """A dialog was about to wait for an answer."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__()
        self.dialog = dialog


def _plan_page(window: MainWindow) -> PlanPage:
    window.go(PlanPlace(window.office.plans.heads()[0].id))
    page = window.current
    assert isinstance(page, PlanPage)
    return page


def _report_page(window: MainWindow) -> ReportsPage:
    window.go(REPORTED)
    page = window.current
    assert isinstance(page, ReportsPage)
    return page


def _export(window: MainWindow) -> None:
    export_document(window, Document("Thử", "", (Part("Thử", (Paragraph("Thử"),)),)), "thu")


def _take_catalogue(window: MainWindow) -> None:
    known = indicators()
    fewer = replace(known, indicators=known.indicators[1:])
    CatalogueDialog.wants(window, "danh-muc.toml", known, fewer)


def _unlisted_names(window: MainWindow) -> None:
    offer = NameOffer(window, UNITS, parent=window)
    offer.refresh()
    offer.choose.click()


DIALOGS: dict[str, Callable[[MainWindow], object]] = {
    "a new plan": lambda window: _plan_page(window).new_plan(),
    "issuing a report": lambda window: _report_page(window).desk.issue(),
    "importing a plan": lambda window: window.import_plan(),
    "founding the office": lambda window: window.found_office(),
    "exporting": _export,
    "issuing a plan": lambda window: _plan_page(window).desk.issue(),
    "importing figures": lambda window: ImportFigures(window, QUARTER, window).exec(),
    "importing opening figures": lambda window: ImportOpening(window, QUARTER.cumulated, "", window).exec(),
    "taking in a catalogue": _take_catalogue,
    "who works here": lambda window: window.ask_who(),
    "names that no list holds": _unlisted_names,
    "the program failed": lambda window: CrashDialog(window, "Traceback", window.data).wait(),
}


@pytest.mark.parametrize("name", list(DIALOGS))
def test_every_control_of_a_dialog_has_a_name(
    window: MainWindow, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []

    def look(dialog: QDialog) -> int:
        seen.append(nameless(dialog))
        assert dialog.windowTitle() or isinstance(dialog, ExportDialog)
        return 0

    monkeypatch.setattr(QDialog, "exec", look)
    DIALOGS[name](window)
    assert seen == [[]]


def test_the_settings_of_this_desk_have_names(window: MainWindow) -> None:
    window.go(SettingsPlace("desk"))
    assert window.current is not None
    assert not nameless(window.current)
