"""The dialog in which one signs in, at the start and where the screen is locked."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...domain.access import Account
from ...domain.errors import CchcError, Refusal
from ...office import Office
from .. import icons, messages, theme
from ..buttons import text_button
from ..forms import ChoiceField, Form
from ..forms.passwords import PasswordField
from ..labels import hold_words, label
from ..theme import SPACE
from .dialogs import HELP, ChangePassword, Forgotten, shown

LAST_NAME = "access.last@"
"""Before the PC's name: the preference with the account that signed in there last."""


class SignIn(QDialog):
    """Names, a password, and the ways out: another try, a forgotten password, the end of the program.

    Where ``locked`` holds an account, it is that one's screen; ``before_other`` is run before somebody else
    signs in there, None where nobody else may. ``new_code`` is the recovery code that was made on the way.
    """

    help_topic = HELP

    def __init__(
        self,
        office: Office,
        parent: QWidget | None = None,
        locked: Account | None = None,
        before_other: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._office, self._locked, self._before_other = office, locked, before_other
        self.new_code = ""
        self.wants_end = False
        self.setWindowTitle(f"{'Màn hình đang khóa' if locked else 'Đăng nhập'} - {messages.APP_TITLE}")
        self.setMinimumWidth(theme.scaled(56 * SPACE))
        profile = office.settings.profile()
        picture = QLabel()
        name = "lock" if locked is not None else "app"
        picture.setPixmap(icons.pixmap(name, 40, "accent", self.devicePixelRatioF()))
        title = label("Màn hình đang khóa" if locked is not None else "Đăng nhập", "title")
        place = label(profile.short_name if profile is not None else messages.APP_TITLE, "muted", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(place)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(picture)
        head.addLayout(words, 1)
        accounts = [each for each in office.access.accounts() if not each.is_disabled]
        if locked is not None and before_other is None:
            accounts = [each for each in accounts if each.id == locked.id]
        self.form = Form()
        names = [(each.id, each.officer) for each in accounts]
        self.account = ChoiceField(None, "Họ và tên", choices=lambda: names)
        self.account.set_value(locked.id if locked is not None else self._last(names))
        self.password = PasswordField(None, "Mật khẩu")
        self.password.setObjectName("password")
        self.form.add(self.account)
        self.form.add(self.password)
        self.account.changed.connect(self._show_account)
        self.state = label("", "muted", wrap=True)
        self.form.add_widget(self.state)
        self.enter = text_button("", "next", "primary")
        self.enter.setDefault(True)
        self.enter.clicked.connect(lambda _checked=False: self._answer())
        self.forgotten = text_button("Quên mật khẩu?", kind="flat")
        self.forgotten.clicked.connect(lambda _checked=False: self._forget())
        self.end = text_button("Thoát")
        self.end.clicked.connect(lambda _checked=False: self._end())
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(self.forgotten)
        foot.addStretch(1)
        foot.addWidget(self.enter)
        foot.addWidget(self.end)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.form)
        column.addStretch(1)
        column.addLayout(foot)
        self._show_account()
        (self.password if self.account.value() else self.account).setFocus()
        hold_words(self)

    def _last(self, names: list[tuple[str, str]]) -> str:
        last = self._office.settings.preference(LAST_NAME + _machine())
        known = [account_id for account_id, _ in names]
        return last if last in known else known[0] if known else ""

    def _show_account(self, tells_tries: bool = True) -> None:
        """Says what is known of the chosen account before a password is typed; the tries that are left unless
        what was refused tells them."""
        is_other = self._locked is not None and self.account.value() != self._locked.id
        self.enter.setText("Mở khóa" if self._locked is not None and not is_other else "Đăng nhập")
        words = ""
        if is_other and self._locked is not None:
            words = f"{self._locked.officer} sẽ được đăng xuất; nội dung đang gõ dở được lưu trước."
        chosen = next((a for a in self._office.access.accounts() if a.id == self.account.value()), None)
        if tells_tries and chosen is not None and chosen.failures and chosen.locked_at is None:
            left = self._office.access.tries_left(chosen)
            words = f"{words} Đã nhập sai {chosen.failures} lần, còn {left} lần.".strip()
        self.state.setText(words)
        self.state.setVisible(bool(words))
        self.password.clear_problem()

    def _answer(self) -> None:
        self._enter(self.account.value(), self.password.value())

    def _enter(self, account_id: str, password: str) -> None:
        access = self._office.access
        self.setCursor(Qt.CursorShape.WaitCursor)
        try:
            if self._locked is not None and account_id == self._locked.id:
                access.unlock(password)
            else:
                access.sign_in(account_id, password, self._before_other or _nothing)
        except Refusal as refusal:
            self.password.empty()
            self._show_account(tells_tries=False)
            self.password.show_problem(str(refusal))
            return
        except CchcError as problem:
            messages.show_error(self, problem)
            return
        finally:
            self.unsetCursor()
        self.password.editor.clear()
        if access.who is not None and access.who.must_change and not self._has_own_password():
            access.sign_out()
            return
        self._office.settings.set_preference(LAST_NAME + _machine(), account_id)
        self.accept()

    def _has_own_password(self) -> bool:
        """Asks for a password of one's own in the place of the one that was given."""
        return shown(ChangePassword(self._office, self, is_first=True))

    def _forget(self) -> None:
        question = Forgotten(self._office, self)
        if shown(question):
            self.new_code = question.new_code
            self._enter(question.account.value(), question.password.value())

    def _end(self) -> None:
        words = "Nội dung đang gõ dở ở màn hình bị khóa sẽ bị bỏ. Thoát chương trình?"
        if self._locked is None or messages.confirm(self, words, "Thoát", danger=True):
            self.wants_end = True
            super().reject()

    def reject(self) -> None:
        """Escape leaves no locked screen; at the start it ends the program."""
        if self._locked is None:
            self._end()


def signed_in_as_unlocked(office: Office, account_id: str, password: str) -> bool:
    """Signs the one in who has unlocked encrypted data a moment ago; gives whether nothing is left to ask."""
    try:
        account = office.access.sign_in(account_id, password)
    except CchcError:
        return False
    if account.must_change:
        office.access.sign_out()
        return False
    office.settings.set_preference(LAST_NAME + _machine(), account_id)
    return True


def _nothing() -> None:
    """What is to be done before somebody signs in where nobody was."""


def _machine() -> str:
    from ...machine import name

    return name()
