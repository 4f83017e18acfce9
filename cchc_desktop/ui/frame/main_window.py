"""The main window: navigation, the bar at the top, the pages, and the line at the foot."""

import sys
from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from ...domain.errors import (
    Damaged,
    DataGone,
    EnvironmentProblem,
    ReachesElsewhere,
    ReasonNeeded,
    Refusal,
    SubtasksOpen,
)
from ...domain.places import PageName, Place
from ...domain.tasks import IN_FORCE, TaskStatus
from ...office import Office
from ...office.tasks import TASK_TABLES
from ...storage.changes import Changes
from .. import icons, messages, theme, work
from ..field import holds_typing, show_problem, waits_for_button
from ..help.f1 import DialogHelp
from ..keystrokes import holds_refused, typed
from ..shell import Page, Step
from ..widgets import toast
from . import geometry
from .first_hour import FirstHour
from .foot_line import FootLine
from .navigation import Navigation
from .package_door import PackageDoor
from .page_stack import PageStack
from .pages import WITHIN, navigation_entries
from .top_bar import TopBar
from .window_commands import WindowCommands

if TYPE_CHECKING:
    from ...documents.model import Document
    from ..access.desk import AccessDesk
    from ..backups.rounds import BackupRounds
    from .notices import Notices
    from .reason import Reasons

_FRAME_READS = (*TASK_TABLES, "office", "signers")
"""What the bar at the top, the title and the navigation show something of."""


class MainWindow(QMainWindow):
    """The window around the pages; it is the Shell that they speak to."""

    def __init__(self, office: Office, data: Path) -> None:
        super().__init__()
        self.office = office
        self.data = data
        self.session: dict[str, Any] = {}
        self.afterwards: Step | None = None
        self._closed = False
        self._day = office.today
        self._waiting: list[Changes] = []
        self.setWindowTitle(messages.APP_TITLE)
        self.setWindowIcon(icons.icon("app"))
        self.setMinimumSize(720, 440)
        self.commands = WindowCommands(self)
        self.navigation = Navigation(navigation_entries())
        self.top = TopBar(office, self.commands.in_bar)
        self.foot = FootLine()
        self.first_hour = FirstHour(self)
        self._stack = PageStack(self)
        self._lay_out()
        DialogHelp(self)
        self.packages = PackageDoor(self)
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setSingleShot(True)
        self._refresh_timer.timeout.connect(self.refresh_now)
        self.navigation.chosen.connect(lambda name: self.open_page(PageName(name)))
        self.top.search.opened.connect(self._open_found)
        self.top.search.left.connect(self._to_page)
        self.foot.undo_wanted.connect(self.commands.undo)
        self.foot.place_wanted.connect(self.go)
        self._unsubscribe = office.subscribe(self._on_changes)
        typed().connect(self._show_typing)
        QApplication.instance().focusChanged.connect(self._show_typing)  # type: ignore[union-attr]
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_theme_changed)
        self._refresh_frame(None)
        self.open_page(PageName.TODAY)
        self.navigation.setFocus()

    # The frame

    def _lay_out(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.navigation)
        body.addWidget(self._stack, 1)
        central = QWidget()
        layout = self._column = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.top)
        layout.addLayout(body, 1)
        notes = QVBoxLayout()
        notes.setObjectName(toast.PLACE)
        layout.addLayout(notes)
        layout.addWidget(self.foot)
        self.setCentralWidget(central)

    @cached_property
    def notices(self) -> "Notices":
        """The strip of lasting notices under the bar at the top, made when there is a first one."""
        from .notices import Notices

        made = Notices(self._share_room)
        self._column.insertWidget(self._column.indexOf(self.top) + 1, made.strip)
        return made

    @cached_property
    def backup_rounds(self) -> "BackupRounds":
        """What makes backups while the window is open; the first page shows nothing of it."""
        from ..backups.rounds import BackupRounds

        return BackupRounds(self)

    @property
    def has_notices(self) -> bool:
        """Whether there ever was a notice."""
        return "notices" in self.__dict__

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()
        self.top.search.hide_results()

    def _share_room(self) -> None:
        height = self.height() - self.top.height() - self.foot.height()
        if self.has_notices and not self.notices.strip.isHidden():
            height -= self.notices.strip.height()
        self.navigation.fit(self.width(), height)

    def take_place(self) -> None:
        """Goes where the window was last, as far as that is on the screen; before it is shown."""
        geometry.restore(self, self.office.settings.preference("window"))

    def _refresh_frame(self, changes: Changes | None) -> None:
        """Shows what the bar, the navigation and the undo buttons say of the data."""
        self.commands.refresh_turns()
        if changes is not None and not changes.touches(*_FRAME_READS):
            return
        self.top.refresh()
        self.first_hour.refresh()
        self.navigation.set_badge(PageName.TASKS, self.office.tasks.counts(IN_FORCE)[TaskStatus.OVERDUE])
        profile = self.office.settings.profile()
        name = f"{profile.short_name} - " if profile else ""
        self.setWindowTitle(f"{name}{messages.APP_TITLE}")

    # Pages

    def page(self, name: PageName) -> Page:
        """The page of this name, made when it is first asked for."""
        return self._stack.page(name)

    @property
    def current(self) -> Page | None:
        """The page that is shown."""
        return self._stack.current

    @property
    def shown(self) -> PageName | None:
        """The name of the page that is shown."""
        return self._stack.shown

    def open_page(self, name: PageName) -> bool:
        """Shows a page as it was left, once what is being typed is saved; gives whether it is shown."""
        if name == self._stack.shown:
            return True
        if self.current is not None and not self.current.leave():
            shown = self._stack.shown
            self.navigation.show_current(WITHIN.get(shown, shown) if shown is not None else "")
            self.notify_problem(
                "Hãy sửa ô có viền đỏ (hoặc nhấn Esc để lấy lại nội dung cũ) rồi chuyển trang."
            )
            return False
        # What was stored a moment ago belongs to the page that comes to the front, too.
        self.refresh_now()
        self._follow_day()
        self._stack.open(name)
        self.top.search.close_results()
        self.navigation.show_current(WITHIN.get(name, name))
        self.commands.follow_page()
        return True

    def go(self, place: Place) -> None:
        """Shows a place on its page, once what is being typed is saved."""
        if self.open_page(place.page) and self.current is not None:
            # Where the page was in front already, too.
            self.refresh_now()
            self.current.show_place(place)

    def _on_changes(self, changes: Changes) -> None:
        self.foot.show_saved(datetime.now())
        self.foot.say(changes.label, undoable=bool(self.office.history.next_undo()))
        self._waiting.append(changes)
        # Later, so that no field or cell is refreshed while it is still being saved; and once for many.
        self._refresh_timer.start(0)

    def _show_typing(self) -> None:
        # Not the window's own focusWidget(): PySide would keep all that it ever gave as long as the window.
        widget = QApplication.focusWidget()
        if widget is None and not self.isActiveWindow():
            return
        if widget is not None and widget.window() is not self:
            return
        is_refused = self.current is not None and holds_refused(self.current)
        self.foot.show_typing(holds_typing(widget), waits_for_button(widget), is_refused)

    @property
    def is_stale(self) -> bool:
        return bool(self._waiting)

    def refresh_now(self) -> None:
        """Shows what was changed since the last time."""
        self._refresh_timer.stop()
        waiting, self._waiting = self._waiting, []
        if not waiting:
            return
        together = sum(waiting[1:], waiting[0])
        self._refresh_frame(together)
        self._stack.changed(together)
        self.first_hour.lead_on(together)

    # What pages ask for (the protocol Shell)

    def attempt(self, operation: Callable[[], object], field: QWidget | None = None) -> bool:
        try:
            operation()
        except ReasonNeeded as needed:
            return self._attempt_with_reason(operation, needed, field)
        except SubtasksOpen as asked:
            return self._attempt_with_subtasks(operation, asked, field)
        except ReachesElsewhere as asked:
            return self._attempt_beyond(operation, asked)
        except Refusal as refusal:
            if not show_problem(field, str(refusal)):
                self.notify_problem(str(refusal))
            return False
        except DataGone as problem:
            from .data_gone import offer

            offer(self, problem)
            return False
        except Damaged as problem:
            self._show_damage(problem)
            return False
        except EnvironmentProblem as problem:
            messages.show_error(self, problem)
            return False
        except Exception as error:  # ours: the crash dialog says so, and the window goes on
            sys.excepthook(type(error), error, error.__traceback__)
            return False
        return True

    def _attempt_with_reason(
        self, operation: Callable[[], object], needed: ReasonNeeded, field: QWidget | None
    ) -> bool:
        """Does it for a reason that is asked for."""
        if self.reasons.is_asking:
            return False
        reason = self.reasons.ask(needed)
        if not reason:
            if not show_problem(field, str(needed)):
                self.notify_problem(str(needed))
            return False

        def again() -> None:
            with self.office.because(needed, reason):
                operation()

        return self.attempt(again, field)

    def _attempt_with_subtasks(
        self, operation: Callable[[], object], asked: SubtasksOpen, field: QWidget | None
    ) -> bool:
        """Closes a task with its sub-tasks, where that is meant."""
        if not messages.confirm(self, str(asked), "Ghi hoàn thành tất cả"):
            show_problem(field, "Còn nhiệm vụ thành phần chưa xong nên chưa ghi hoàn thành.")
            return False

        def again() -> None:
            with self.office.tasks.closing_subtasks():
                operation()

        return self.attempt(again, field)

    def _attempt_beyond(self, operation: Callable[[], object], asked: ReachesElsewhere) -> bool:
        """Takes older work back also where that reaches what came from elsewhere, where that is meant."""
        if not messages.confirm(self, str(asked), "Hoàn tác"):
            return False

        def again() -> None:
            with self.office.history.reaching_elsewhere():
                operation()

        return self.attempt(again)

    @cached_property
    def reasons(self) -> "Reasons":
        """Asks why what an issued report says is changed, or why a task is late."""
        from .reason import Reasons

        return Reasons(self)

    def leave_for(self, step: Step) -> None:
        self.afterwards = step
        if not self.close():
            self.afterwards = None

    def try_to_show(self, show: Callable[[], object]) -> None:
        try:
            show()
        except Damaged as problem:
            self._show_damage(problem)

    def _show_damage(self, problem: Damaged) -> None:
        from . import damage

        damage.show(self, str(problem))

    def notify(self, sentence: str, undoable: bool = False, place: Place | None = None) -> None:
        self.foot.say(sentence, undoable, place=place)

    def notify_problem(self, sentence: str) -> None:
        """Says in the line at the foot what could not be done."""
        self.foot.say(sentence, warning=True)

    def new_plan(self) -> None:
        from ..plan.page import PlanPage

        if self.open_page(PageName.PLAN):
            page = self.current
            assert isinstance(page, PlanPage)
            page.new_plan()

    def import_plan(self, path: Path | None = None) -> None:
        if self.current is not None and not self.current.leave():
            return
        from ..wizards.import_plan import ImportWizard

        ImportWizard.run(self, path)

    def check_form(self, path: Path | None = None) -> None:
        """Opens the check of form, on a file where one is given."""
        from ..form_check.dialog import FormCheck

        FormCheck.run(self, path)

    def export(self, document: "Document", name: str, warning: str = "") -> None:
        from ..exporting import export_document

        export_document(self, document, name, warning=warning)

    def print_document(self, document: "Document") -> None:
        from ..printing import print_document

        print_document(self, document)

    def set_theme(self, name: str) -> None:
        """Puts on the theme ``light``, ``dark`` or ``auto`` and remembers it."""
        self.office.settings.set_preference("theme", name)
        theme.apply(QGuiApplication.instance(), name)  # type: ignore[arg-type]

    def set_text_size(self, percent: int) -> None:
        """Shows all text in another size, one of theme.TEXT_SIZES, and remembers it."""
        if self.current is None or not self.current.leave():
            return
        settings = self.office.settings
        settings.set_preference("text_size", str(percent))
        theme.apply(QGuiApplication.instance(), settings.preference("theme", "auto"), percent)  # type: ignore[arg-type]
        # Heights and widths that follow the text are worked out when a page is made.
        self._stack.make_anew()
        self._share_room()

    def found_office(self, own: bool = False) -> None:
        """Opens the first-run wizard; afterwards the window shows what it set up.

        With ``own`` the wizard does not offer the sample any more.
        """
        from ..wizards.first_run import FirstRun

        FirstRun.run(self, own)
        if self.afterwards is None:
            self.show_anew()

    def sit_down(self, name: str) -> None:
        self.first_hour.sit_down(name)

    def ask_who(self) -> None:
        self.first_hour.ask_who()

    @cached_property
    def access(self) -> "AccessDesk":
        """What the window does about who is signed in, made where the data ask for it."""
        from ..access.desk import AccessDesk

        return AccessDesk(self)

    def lock(self) -> None:
        """Covers the window until who is signed in gives the password again."""
        if self.office.asks_who:
            self.access.lock()

    def change_password(self) -> None:
        self.access.change_password()

    def access_changed(self, code: str) -> None:
        self.access.changed(code)
        self.show_anew()

    def end_trial(self) -> None:
        self.first_hour.end_trial()

    def forget_pages(self) -> None:
        """Gives up all pages, where the data that they showed are gone; another one is to be opened then."""
        self._stack.clear()
        self.refresh_now()

    def show_anew(self) -> None:
        """Shows everything as it is now."""
        self._refresh_frame(None)
        self._stack.changed(None)

    def undo(self) -> None:
        """Takes back the last operation."""
        self.commands.undo()

    def redo(self) -> None:
        """Does again what was last undone."""
        self.commands.redo()

    def _open_found(self, place: Place) -> None:
        """Opens what was found, and lets the keyboard go on there."""
        self.go(place)
        if self._stack.shown == place.page:
            self.top.search.close_results()
        self._to_page()

    def _to_page(self) -> None:
        """Lets the keyboard go on in the page in front."""
        if self.current is not None:
            self.current.setFocus()

    def _system_theme_changed(self) -> None:
        if self.office.settings.preference("theme", "auto") == "auto":
            theme.apply(QGuiApplication.instance(), "auto")  # type: ignore[arg-type]

    def changeEvent(self, event: QEvent) -> None:
        """A window that was left open over midnight shows the new day when it is used again."""
        super().changeEvent(event)
        is_used = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow()
        if is_used and not self._closed:
            self._follow_day()

    def _follow_day(self) -> None:
        """Shows everything anew once another day has begun."""
        if self._day != self.office.today:
            self._day = self.office.today
            self.show_anew()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Saves the field that is being edited and remembers the window."""
        if self._closed:
            event.accept()
            return
        busy_question = "Đang làm dở một việc. Thoát và bỏ việc đó?"
        if work.is_busy() and not messages.confirm(self, busy_question, "Thoát"):
            event.ignore()
            return
        # Before anything is asked of the data, which may be lent to it: it is not waited for to be done.
        work.cancel_all()
        is_locked = self.office.asks_who and self.office.access.is_locked
        if not is_locked and self.current is not None and not self.current.leave():
            question = "Nội dung ở ô có viền đỏ chưa lưu được. Thoát và bỏ nội dung đó?"
            if not messages.confirm(self, question, "Thoát, không lưu", danger=True):
                event.ignore()
                return
        kept = bytes(self.saveGeometry().toBase64().data()).decode()
        self.attempt(lambda: self.office.settings.set_preference("window", kept))
        self._unsubscribe()
        self._refresh_timer.stop()
        if self.office.asks_who:
            self.access.end()
        self._closed = True
        event.accept()
