"""What a window does about who is signed in: locks itself, lets others sign in, shows nothing meanwhile."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from ...domain.places import PageName
from ..labels import label
from .dialogs import ChangePassword, RecoveryCode, shown
from .idle import IdleWatch
from .sign_in import SignIn

if TYPE_CHECKING:
    from ..frame.main_window import MainWindow

_UNWRITTEN = "access-log"
"""The key of the notice that lines of the log wait to be written."""
_OTHERS_DIALOG = (
    "Đang có hộp thoại mở của người đăng nhập trước. Hãy hoàn tất hoặc đóng hộp thoại đó rồi đổi người."
)


class AccessDesk(QObject):
    """Belongs to one window, whose data ask who one is."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._office = window.office
        self._idle = IdleWatch(self._minutes, lambda: self.lock(by_itself=True), self)
        self._curtains: list[_Curtain] = []
        self.dialog: SignIn | None = None
        self._lost = ""

    def begin(self, new_code: str = "") -> None:
        """Somebody has signed in: the window locks itself from now on. Who did so by a recovery code is shown
        the new one."""
        self._idle.start()
        self._tell_unwritten()
        if new_code:
            QTimer.singleShot(0, self, lambda: self.show_code(new_code, is_recovered=True))

    def _tell_unwritten(self) -> None:
        """Says where the log of sign-ins could not be written; nobody is kept out for that."""
        if why := self._office.access.unwritten:
            self._window.notices.show(_UNWRITTEN, why, "warn")
        elif self._window.has_notices:
            self._window.notices.clear(_UNWRITTEN)

    def changed(self, new_code: str) -> None:
        """Signing in was switched on or off, or has a new recovery code, which is shown."""
        if new_code:
            self.show_code(new_code)
        self._idle.stop()
        if self._office.asks_who:
            self._idle.start()

    def end(self) -> None:
        """The window is closed, and its data will be."""
        self._idle.stop()

    def _minutes(self) -> int:
        return self._office.access.policy().idle_minutes

    def show_code(self, code: str, is_recovered: bool = False) -> None:
        """Shows a recovery code this once; ``is_recovered`` where the one before has set a password."""
        shown(RecoveryCode(self._window, self._office, code, self._window, is_recovered))

    # The screen

    def lock(self, by_itself: bool = False) -> None:
        """Covers every window; what stands in their fields stays as it is until somebody is back."""
        access = self._office.access
        if access.who is None or self.dialog is not None:
            return
        if (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        access.lock(by_itself)
        others = [each for each in QApplication.topLevelWidgets() if each.isVisible() and each.isWindow()]
        self._curtains = [_Curtain(each) for each in others]
        has_dialog = any(isinstance(each, QDialog) for each in others)
        # Not the dialog's that is in front: that of some work goes by itself, with whatever belongs to it.
        dialog = SignIn(self._office, self._window, access.who, None if has_dialog else self._leave_pages)
        self._show(dialog)

    def change_person(self) -> None:
        """Lets somebody else sign in, once what is being typed is saved; nobody is signed in meanwhile."""
        if self.dialog is not None:
            return
        if QApplication.activeModalWidget() is not None:
            self._window.notify_problem(_OTHERS_DIALOG)
            return
        if self._window.current is not None and not self._window.current.leave():
            return
        self._office.access.sign_out()
        self._curtains = [_Curtain(self._window)]
        self._show(SignIn(self._office, self._window))

    def change_password(self) -> None:
        """Asks for another password of one's own."""
        if shown(ChangePassword(self._office, self._window)):
            self._window.notify("Đã đổi mật khẩu.")

    def _show(self, dialog: SignIn) -> None:
        self.dialog = dialog
        self._before = self._office.access.who
        self._lost = ""
        dialog.setWindowModality(Qt.WindowModality.ApplicationModal)
        dialog.finished.connect(self._answered)
        dialog.show()
        dialog.activateWindow()

    def _leave_pages(self) -> None:
        """Saves what is being typed in the name of who typed it, before somebody else signs in."""
        page = self._window.current
        if page is not None and not page.leave() and self._before is not None:
            self._lost = f" Nội dung {self._before.officer} gõ dở không hợp lệ nên không lưu được."

    def _answered(self, _result: int) -> None:
        dialog, self.dialog = self.dialog, None
        assert dialog is not None
        who = self._office.access.who
        if dialog.wants_end:
            dialog.deleteLater()
            self._window.close()
            return
        self._tell_unwritten()
        if who is not None and (self._before is None or who.id != self._before.id):
            self._show_to(f"Đang làm việc: {who.officer} ({who.role.label}).{self._lost}")
        for curtain in self._curtains:
            # A dialog that went meanwhile took its own with it.
            if isValid(curtain):
                curtain.lift()
        self._curtains = []
        self._idle.used()
        dialog.deleteLater()
        if dialog.new_code:
            self.show_code(dialog.new_code, is_recovered=True)

    def _show_to(self, words: str) -> None:
        """Shows the window to somebody else: pages begin anew, as nothing on them is that one's."""
        window = self._window
        window.forget_pages()
        window.open_page(PageName.TODAY)
        window.show_anew()
        window.notify(words)


class _Curtain(QWidget):
    """Covers all of a window, whatever its size becomes."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.addWidget(label("Màn hình đang khóa", "muted"), 0, Qt.AlignmentFlag.AlignCenter)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: object) -> bool:
        if isinstance(watched, QWidget) and self.geometry() != watched.rect():
            self.setGeometry(watched.rect())
        return False

    def lift(self) -> None:
        """Shows the window again."""
        self.hide()
        self.deleteLater()
