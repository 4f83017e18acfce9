"""At the right end of the foot: who works at this PC, and that the data are only the sample's."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ...domain.names import name_key
from ...office import Office
from ..buttons import text_button
from ..icons import icon
from ..theme import SPACE

_MOST_OFFERED = 20
_LONGEST = 26


class DeskState(QWidget):
    """Two buttons: the person, with a menu of those who may sit down, and the end of the trial.

    ``person_chosen`` gives a name, ``other_wanted`` comes for somebody who is not on the list,
    ``trial_end_wanted`` where the sample is to go. Where one signs in, the menu locks the screen, lets others
    sign in, and changes the password.
    """

    person_chosen = Signal(str)
    other_wanted = Signal()
    trial_end_wanted = Signal()
    lock_wanted = Signal()
    sign_in_wanted = Signal()
    password_wanted = Signal()

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.trial = text_button(
            "Xóa dữ liệu mẫu…", "delete", "flat",
            "Xóa dữ liệu của xã mẫu và khai báo cơ quan của tôi (Ctrl+Shift+Delete)",
        )  # fmt: skip
        self.trial.setAccessibleName("Đang xem dữ liệu mẫu. Xóa dữ liệu mẫu và khai báo cơ quan của tôi")
        self.trial.clicked.connect(lambda _checked=False: self.trial_end_wanted.emit())
        self.person = text_button("", "officer", "flat")
        self.menu = QMenu(self.person)
        self.menu.aboutToShow.connect(self._fill)
        self.person.setMenu(self.menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.trial)
        layout.addWidget(self.person)

    def refresh(self) -> None:
        """Shows who works here, and whether this is the sample."""
        self.trial.setVisible(bool(self._office.trial.name()))
        # Before there is an office, the first run asks; an officer must not come before it.
        self.person.setVisible(self._office.settings.profile() is not None)
        name = self._office.settings.at_the_desk()
        shown = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        self.person.setText(shown or "Ai đang làm việc?")
        words = f"Đang làm việc: {name}" if name else "Chưa ghi ai đang làm việc ở máy này"
        self.person.setAccessibleName(words)
        self.person.setToolTip(f"{words}. Bấm để đổi người (Ctrl+Shift+N)")

    def open_menu(self) -> None:
        """Offers who may sit down, to be chosen with the keys."""
        if not self.person.isHidden():
            self.person.showMenu()

    def _fill(self) -> None:
        """Offers the officers of today, and somebody else."""
        self.menu.clear()
        if self._office.asks_who:
            for words, picture, wanted in (
                ("Khóa màn hình (Ctrl+L)", "lock", self.lock_wanted),
                ("Đổi người đăng nhập…", "officer", self.sign_in_wanted),
                ("Đổi mật khẩu…", "edit", self.password_wanted),
            ):
                action = self.menu.addAction(icon(picture), words)
                action.triggered.connect(lambda _checked=False, wanted=wanted: wanted.emit())
            return
        settings = self._office.settings
        current = settings.at_the_desk()
        names = [officer.name for officer in settings.officers(self._office.today)][:_MOST_OFFERED]
        if current and name_key(current) not in map(name_key, names):
            names.insert(0, current)
        one = QActionGroup(self.menu)
        for name in names:
            action = self.menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(name_key(name) == name_key(current))
            action.triggered.connect(partial(self._choose, name))
            one.addAction(action)
        if names:
            self.menu.addSeparator()
        other = self.menu.addAction(icon("add"), "Người khác…")
        other.triggered.connect(lambda _checked=False: self.other_wanted.emit())

    def _choose(self, name: str, _checked: bool = False) -> None:
        self.person_chosen.emit(name)
