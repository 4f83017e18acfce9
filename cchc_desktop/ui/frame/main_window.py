"""The main window: navigation, the bar at the top, the pages, and the line at the foot."""

import sys
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QEvent, Qt, QTimer
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.areas import AREA_CODES
from ...domain.errors import EnvironmentProblem, Refusal
from ...domain.report_periods import Period
from ...domain.tasks import TaskStatus
from ...office import Office
from ...office.search import Hit
from ...office.tasks import ALL_TASKS, IN_FORCE, TaskFilter
from ...storage.journal import Changes
from .. import icons, messages, theme, work
from ..field import holds_typing, show_problem
from ..keystrokes import typed
from ..shell import Page
from .foot_line import FootLine
from .navigation import Entry, Navigation
from .top_bar import TopBar

if TYPE_CHECKING:
    from ...documents.model import Document

NARROW_BELOW = 1080
"""A window less wide than this shows the navigation as icons."""


class _Place(NamedTuple):
    """Where a page's class is; it is imported when the page is first shown."""

    module: str
    class_name: str


_PAGES = {
    "today": _Place("..today.page", "TodayPage"),
    "plan": _Place("..plan.page", "PlanPage"),
    **{f"area-{code}": _Place("..areas.page", "AreaPage") for code in AREA_CODES},
    "figures": _Place("..figures.page", "FiguresPage"),
    "dossiers": _Place("..figures.dossiers_page", "DossiersPage"),
    "reports": _Place("..reports.page", "ReportsPage"),
    "tasks": _Place("..tasks.page", "TasksPage"),
    "journal": _Place("..journal.page", "JournalPage"),
    "settings": _Place("..settings.page", "SettingsPage"),
    "help": _Place("..help.page", "HelpPage"),
}

_KEYS = {
    "today": "Ctrl+1",
    "plan": "Ctrl+2",
    "figures": "Ctrl+3",
    "dossiers": "Ctrl+4",
    "reports": "Ctrl+5",
    "tasks": "Ctrl+6",
    "journal": "Ctrl+7",
    "settings": "Ctrl+8",
    "help": "Ctrl+9",
    **{f"area-{code}": f"Alt+{code}" for code in AREA_CODES},
}


def _entries() -> list[Entry]:
    areas = [
        Entry(f"area-{area.code}", area.short_name, f"area-{area.code}", _KEYS[f"area-{area.code}"])
        for area in catalogue.areas()
    ]
    return [
        Entry("today", "Hôm nay", "today", _KEYS["today"]),
        Entry("plan", "Kế hoạch", "plan", _KEYS["plan"]),
        Entry("", "Lĩnh vực"),
        *areas,
        Entry("", "Số liệu, báo cáo"),
        Entry("figures", "Số liệu", "figures", _KEYS["figures"]),
        Entry("dossiers", "Biểu II.06a", "survey", _KEYS["dossiers"]),
        Entry("reports", "Báo cáo", "reports", _KEYS["reports"]),
        Entry("", "Theo dõi"),
        Entry("tasks", "Nhiệm vụ", "tasks", _KEYS["tasks"]),
        Entry("journal", "Nhật ký", "journal", _KEYS["journal"]),
        Entry("settings", "Thiết lập", "settings", _KEYS["settings"]),
        Entry("help", "Trợ giúp", "help", _KEYS["help"]),
    ]


class MainWindow(QMainWindow):
    """The window around the pages; it is the Shell that they speak to."""

    def __init__(self, office: Office, data: Path) -> None:
        super().__init__()
        self.office = office
        self.data = data
        self._pages: dict[str, Page] = {}
        self._shown = ""
        self._closed = False
        self._day = office.today
        self._waiting: list[Changes] = []
        self.setWindowTitle(messages.APP_TITLE)
        self.setWindowIcon(icons.icon("app"))
        self.setMinimumSize(720, 440)
        self._make_actions()
        self.navigation = Navigation(_entries())
        turns = (self.undo_action, self.redo_action)
        files = (self.import_action, self.export_action, self.print_action)
        self.top = TopBar(office, [*turns, None, *files])
        self.foot = FootLine()
        self._stack = QStackedWidget()
        self._lay_out()
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setSingleShot(True)
        self._refresh_timer.timeout.connect(self.refresh_now)
        self.navigation.chosen.connect(self.open_page)
        self.top.search.opened.connect(self._open_hit)
        self.foot.undo_wanted.connect(self.undo)
        self._unsubscribe = office.subscribe(self._on_changes)
        typed().connect(self._show_typing)
        QApplication.instance().focusChanged.connect(self._show_typing)  # type: ignore[union-attr]
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_theme_changed)
        self._recall_geometry()
        self._refresh_frame()
        self.open_page("today")
        self.navigation.setFocus()

    # The frame

    def _make_actions(self) -> None:
        self.undo_action = self._action("Hoàn tác", "undo", "Ctrl+Z", self.undo)
        self.redo_action = self._action("Làm lại", "redo", "Ctrl+Y", self.redo)
        self.redo_action.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.import_action = self._action("Nhập kế hoạch từ tệp", "import", "Ctrl+I", self.import_plan)
        self.export_action = self._action("Xuất ra tệp", "export", "Ctrl+E", self._export_page)
        self.print_action = self._action("In", "print", "Ctrl+P", self._print_page)
        QShortcut(QKeySequence("Ctrl+F"), self, self._focus_search)
        QShortcut(QKeySequence("F1"), self, lambda: self.open_help(self._current_topic()))
        for name, keys in _KEYS.items():
            QShortcut(QKeySequence(keys), self, lambda name=name: self._go_to_page(name))

    def _action(self, words: str, picture: str, keys: str, slot: Callable[[], object]) -> QAction:
        action = QAction(icons.icon(picture), words, self)
        action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{words} ({keys})")
        action.triggered.connect(lambda _checked=False: slot())
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.navigation)
        body.addWidget(self._stack, 1)
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addLayout(body, 1)
        layout.addWidget(self.foot)
        self.setCentralWidget(central)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.navigation.set_narrow(event.size().width() < NARROW_BELOW)
        self.top.search.results.hide()

    def _recall_geometry(self) -> None:
        self.resize(1280, 720)
        kept = self.office.settings.preference("window")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode()))

    def _refresh_frame(self) -> None:
        """Shows what the bar, the navigation and the undo buttons say of the data."""
        self.top.refresh()
        history = self.office.history
        undo, redo = history.next_undo(), history.next_redo()
        self.undo_action.setEnabled(bool(undo))
        self.undo_action.setToolTip(f"Hoàn tác: {undo} (Ctrl+Z)" if undo else "Chưa có gì để hoàn tác")
        self.redo_action.setEnabled(bool(redo))
        self.redo_action.setToolTip(f"Làm lại: {redo} (Ctrl+Y)" if redo else "Chưa có gì để làm lại")
        self.navigation.set_badge("tasks", self.office.tasks.counts(IN_FORCE)[TaskStatus.OVERDUE])
        profile = self.office.settings.profile()
        name = f"{profile.short_name} - " if profile else ""
        self.setWindowTitle(f"{name}{messages.APP_TITLE}")

    # Pages

    def page(self, name: str) -> Page:
        """The page of this name, made when it is first asked for."""
        if name not in self._pages:
            place = _PAGES[name]
            made = getattr(import_module(place.module, __package__), place.class_name)
            code = name.removeprefix("area-")
            page: Page = made(self, int(code)) if code.isdigit() else made(self)
            page.setObjectName(name)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    @property
    def current(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._shown)

    def open_page(self, name: str) -> None:
        if name == self._shown:
            return
        if self.current is not None and not self.current.leave():
            self.navigation.show_current(self._shown)
            self.notify_problem(
                "Hãy sửa ô có viền đỏ (hoặc nhấn Esc để lấy lại nội dung cũ) rồi chuyển trang."
            )
            return
        page = self.page(name)
        self._shown = name
        page.refresh()
        self._stack.setCurrentWidget(page)
        self.navigation.show_current(name)
        self._refresh_commands()

    def _go_to_page(self, name: str) -> None:
        """Opens a page by its keys; a page that is there for typing gets the keyboard."""
        self.open_page(name)
        if self.current is not None and self._shown == name and self.current.focusProxy() is not None:
            self.current.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _refresh_commands(self) -> None:
        # Pages without a document must not pretend to have one.
        with_document = ("today", "plan", "figures", "dossiers", "reports", "tasks")
        has_document = self._shown in with_document or self._shown.startswith("area-")
        self.export_action.setEnabled(has_document)
        self.print_action.setEnabled(has_document)

    def _on_changes(self, changes: Changes) -> None:
        self.foot.show_saved(datetime.now())
        self.foot.say(changes.label, undoable=bool(self.office.history.next_undo()))
        self._waiting.append(changes)
        # Later, so that no field or cell is refreshed while it is still being saved; and once for many.
        self._refresh_timer.start(0)

    def _show_typing(self) -> None:
        self.foot.show_typing(holds_typing(self.focusWidget()))

    @property
    def is_stale(self) -> bool:
        return bool(self._waiting)

    def refresh_now(self) -> None:
        """Shows what was changed since the last time."""
        self._refresh_timer.stop()
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        together = Changes(
            waiting[-1].label, waiting[-1].action_id, frozenset().union(*(one.rows for one in waiting))
        )
        self._refresh_frame()
        if self.current is not None:
            self.current.refresh(together)

    # What pages ask for (the protocol Shell)

    def attempt(self, operation: Callable[[], object], field: QWidget | None = None) -> bool:
        try:
            operation()
        except Refusal as refusal:
            if not show_problem(field, str(refusal)):
                self.notify_problem(str(refusal))
            return False
        except EnvironmentProblem as problem:
            messages.show_error(self, problem)
            return False
        except Exception as error:  # ours: the crash dialog says so, and the window goes on
            sys.excepthook(type(error), error, error.__traceback__)
            return False
        return True

    def notify(self, sentence: str, undoable: bool = False) -> None:
        self.foot.say(sentence, undoable)

    def notify_problem(self, sentence: str) -> None:
        """Says in the line at the foot what could not be done."""
        self.foot.say(sentence, warning=True)

    def open_plan(self, plan_id: str = "", item_id: str = "") -> None:
        self.open_page("plan")
        page = self.page("plan")
        if self._shown == "plan" and hasattr(page, "show_item"):
            page.show_item(plan_id, item_id)

    def open_tasks(self, chosen: TaskFilter, task_id: str = "") -> None:
        self.open_page("tasks")
        page = self.page("tasks")
        if self._shown == "tasks" and hasattr(page, "show_tasks"):
            page.show_tasks(chosen, task_id)

    def open_area(self, code: int) -> None:
        self.open_page(f"area-{code}")

    def open_remarks(self, area: int, period: Period | None) -> None:
        self.open_area(area)
        page = self.page(f"area-{area}")
        if self._shown == f"area-{area}" and hasattr(page, "show_remarks"):
            page.show_remarks(period)

    def open_figures(self, period: Period | None = None, code: str = "") -> None:
        self.open_page("figures")
        page = self.page("figures")
        if self._shown == "figures" and hasattr(page, "show_figure"):
            page.show_figure(period, code)

    def open_dossiers(self, period: Period | None = None) -> None:
        self.open_page("dossiers")
        page = self.page("dossiers")
        if self._shown == "dossiers" and hasattr(page, "show_period"):
            page.show_period(period)

    def open_report(self, period: Period | None = None, key: str = "") -> None:
        self.open_page("reports")
        page = self.page("reports")
        if self._shown == "reports" and hasattr(page, "show_report"):
            page.show_report(period, key)

    def open_help(self, topic: str = "") -> None:
        self.open_page("help")
        page = self.page("help")
        if self._shown == "help" and hasattr(page, "show_topic"):
            page.show_topic(topic)

    def new_plan(self) -> None:
        self.open_page("plan")
        page = self.page("plan")
        if self._shown == "plan" and hasattr(page, "new_plan"):
            page.new_plan()

    def import_plan(self, path: Path | None = None) -> None:
        if self.current is not None and not self.current.leave():
            return
        from ..wizards.import_plan import ImportWizard

        ImportWizard.run(self, path)

    def export(self, document: "Document", name: str) -> None:
        from ..exporting import export_document

        export_document(self, document, name)

    def print_document(self, document: "Document") -> None:
        from ..printing import print_document

        print_document(self, document)

    def set_theme(self, name: str) -> None:
        """Puts on the theme ``light``, ``dark`` or ``auto`` and remembers it."""
        self.office.settings.set_preference("theme", name)
        theme.apply(QGuiApplication.instance(), name)  # type: ignore[arg-type]

    def found_office(self) -> None:
        """Opens the first-run wizard; afterwards the window shows what it set up."""
        from ..wizards.first_run import FirstRun

        FirstRun.run(self)
        self._refresh_frame()
        if self.current is not None:
            self.current.refresh()

    # Commands

    def undo(self) -> None:
        """Takes back the last operation; what is being typed is saved first, so that nothing is lost."""
        self._turn(self.office.history.undo, "Đã hoàn tác")

    def redo(self) -> None:
        """Does again what was last undone."""
        self._turn(self.office.history.redo, "Đã làm lại")

    def _turn(self, operation: Callable[[], Changes], words: str) -> None:
        if self.current is not None and not self.current.leave():
            return
        turned = Changes()

        def turn() -> None:
            nonlocal turned
            turned = operation()

        if self.attempt(turn):
            if self.current is not None:
                self.current.turned(turned)
            self.notify(f"{words}: {turned.label}")

    def _document(self) -> "tuple[Document, str] | None":
        found: tuple[Document, str] | None = None

        def compose() -> None:
            nonlocal found
            page = self.current
            found = page.current_document() if page is not None and page.leave() else None
            if found is None:
                raise Refusal("Trang này chưa có văn bản nào để xuất hoặc in.")

        return found if self.attempt(compose) else None

    def _export_page(self) -> None:
        if (made := self._document()) is not None:
            self.export(*made)

    def _print_page(self) -> None:
        if (made := self._document()) is not None:
            self.print_document(made[0])

    def _focus_search(self) -> None:
        self.top.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.top.search.selectAll()

    def _current_topic(self) -> str:
        return self.current.help_topic if self.current is not None else ""

    def _open_hit(self, group: str, hit: Hit) -> None:
        if group in ("task", "update"):
            self.open_tasks(ALL_TASKS, hit.item_id)
        elif hit.plan_id:
            self.open_plan(hit.plan_id, hit.item_id)
        elif group == "figures":
            self.open_figures(hit.period, hit.key)
        elif group == "report":
            self.open_report(hit.period, hit.key)
        elif group == "dossiers":
            self.open_dossiers(hit.period)
        elif group == "remarks":
            self.open_remarks(int(hit.key), hit.period)
        else:
            self.open_page("settings")
            page = self.page("settings")
            if hasattr(page, "show_record"):
                page.show_record(hit.table, hit.row_id)
        if self.current is not None:
            self.current.setFocus()

    def _system_theme_changed(self) -> None:
        if self.office.settings.preference("theme", "auto") == "auto":
            theme.apply(QGuiApplication.instance(), "auto")  # type: ignore[arg-type]

    def changeEvent(self, event: QEvent) -> None:
        """A window that was left open over midnight shows the new day when it is used again."""
        super().changeEvent(event)
        is_used = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_used and not self._closed and self._day != self.office.today:
            self._day = self.office.today
            self._refresh_frame()
            if self.current is not None:
                self.current.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Saves the field that is being edited and remembers the window."""
        if self._closed:
            event.accept()
            return
        busy_question = "Đang làm dở một việc. Thoát và bỏ việc đó?"
        if work.is_busy() and not messages.confirm(self, busy_question, "Thoát"):
            event.ignore()
            return
        if self.current is not None and not self.current.leave():
            question = "Nội dung ở ô có viền đỏ chưa lưu được. Thoát và bỏ nội dung đó?"
            if not messages.confirm(self, question, "Thoát, không lưu", danger=True):
                event.ignore()
                return
        kept = bytes(self.saveGeometry().toBase64().data()).decode()
        self.attempt(lambda: self.office.settings.set_preference("window", kept))
        self._unsubscribe()
        self._refresh_timer.stop()
        self._closed = True
        event.accept()
