"""What the window does about who works at this PC, about the sample commune, and about the first steps."""

from typing import TYPE_CHECKING

from ...domain.access import Need
from ...domain.places import PageName
from ...domain.text import uncapitalized
from ...storage.changes import Changes
from .. import messages
from .desk_state import DeskState

if TYPE_CHECKING:
    from .main_window import MainWindow


class FirstHour:
    """Belongs to one window; ``state`` stands in its foot."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._office = window.office
        self._step = self._office.first_steps.next()
        self.state = DeskState(self._office)
        self.state.person_chosen.connect(self.sit_down)
        self.state.other_wanted.connect(self.ask_who)
        self.state.trial_end_wanted.connect(self.end_trial)
        self.state.lock_wanted.connect(window.lock)
        self.state.sign_in_wanted.connect(self.change_person)
        self.state.password_wanted.connect(window.change_password)
        self._import_words = window.commands.import_action.toolTip()
        window.foot.add(self.state)
        window.commands.add("Đổi người đang làm việc", "officer", "Ctrl+Shift+N", self.state.open_menu)
        self._lock = window.commands.add("Khóa màn hình", "lock", "Ctrl+L", window.lock)
        self._end = window.commands.add("Xóa dữ liệu mẫu", "delete", "Ctrl+Shift+Delete", self.end_trial)

    def refresh(self) -> None:
        """Shows who works here, and whether this is the sample."""
        self.state.refresh()
        asks = self._office.asks_who
        self._lock.setEnabled(asks)
        taking, words = self._window.commands.import_action, self._import_words
        why = self._office.access.why_not(Need.PLAN) if asks else ""
        taking.setEnabled(not why)
        taking.setToolTip(why or words)
        self._end.setEnabled(not self.state.trial.isHidden())

    def sit_down(self, name: str) -> None:
        """Somebody works at this PC from now on; what is being typed is the one's before."""
        if self._leave():
            self._office.settings.sit_down(name)
            self._show_who()

    def change_person(self) -> None:
        """Lets somebody else sign in."""
        self._window.access.change_person()

    def ask_who(self) -> None:
        """Asks who works at this PC from now on."""
        if self._office.asks_who:
            self.change_person()
            return
        from ..wizards.person import PersonDialog

        if self._leave() and PersonDialog.ask(self._window, self._window):
            self._show_who()

    def _leave(self) -> bool:
        return self._window.current is None or self._window.current.leave()

    def _show_who(self) -> None:
        window = self._window
        window.refresh_now()
        self.refresh()
        name = self._office.settings.at_the_desk()
        window.notify(f"Đang làm việc: {name}." if name else "Chưa ghi người đang làm việc.")
        if window.current is not None:
            window.current.come_to_front()

    def end_trial(self) -> None:
        """Removes the sample, once asked, and goes on to the office's own data."""
        if not self._office.trial.name() or not self._leave():
            return
        tried = self._office.trial.own_operations()
        words = "Xóa toàn bộ dữ liệu của xã mẫu và khai báo cơ quan của bạn?"
        if tried:
            words += f" {tried} thao tác đã làm thử cũng bị xóa; một bản được giữ trong thư mục sao lưu."
        if not messages.confirm(self._window, words, "Xóa dữ liệu mẫu", danger=True):
            return
        if self._window.attempt(self._office.trial.end):
            # What pages remember is of records that are gone.
            self._window.forget_pages()
            self._window.open_page(PageName.TODAY)
            self._window.found_office(own=True)

    def lead_on(self, done: Changes) -> None:
        """Says what comes next once a step of the path was done."""
        before, self._step = self._step, self._office.first_steps.next()
        now = self._step
        if before is None or now is None or now.number <= before.number:
            return
        words = f"{done.label}. Tiếp theo: {uncapitalized(now.title)}."
        undoable = bool(self._office.history.next_undo())
        self._window.notify(words, undoable=undoable, place=now.ways[0].place)
