"""What is asked before encrypted data can be opened: a name and a password, or the recovery code."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from ...domain.errors import KeyNeeded
from ...office.encryption import people, unlock, unlock_with_code
from ..forms import CheckField, ChoiceField, LineField
from ..forms.passwords import PasswordField
from ..forms.question import Question
from ..labels import label
from .dialogs import HELP, shown

Done = TypeVar("Done")


def unlocked(
    parent: QWidget | None, act: Callable[[], Done], proofs: list[tuple[str, str]] | None = None
) -> Done:
    """Does something with a data file that may be encrypted; where its key is not held, asks for it
    first; the account and password that did are added to ``proofs``.

    Raises KeyNeeded where nobody has given it, and what ``act`` raises.
    """
    try:
        return act()
    except KeyNeeded as needed:
        question = Unlock(needed, parent)
        if not shown(question):
            raise
        if proofs is not None and question.proof is not None:
            proofs.append(question.proof)
    return act()


class Unlock(Question):
    """Unlocks the key of encrypted data. ``proof`` is the account and password that did so, if any."""

    help_topic = f"{HELP}#ma-hoa"

    def __init__(self, needed: KeyNeeded, parent: QWidget | None = None) -> None:
        super().__init__(parent, "Mở dữ liệu đã mã hóa", "Mở")
        self._needed = needed
        self.proof: tuple[str, str] | None = None
        names = [(slot.id, slot.name) for slot in people(needed)]
        place = Path(needed.path).parent
        words = f"Dữ liệu trong «{place}» đã mã hóa. Hãy nhập mật khẩu đăng nhập của bạn."
        self.form.add_widget(label(words, "muted", wrap=True))
        self.account = ChoiceField(None, "Họ và tên", choices=lambda: names)
        self.account.set_value(names[0][0] if names else "")
        self.account.setObjectName("officer")
        self.password = PasswordField(None, "Mật khẩu")
        self.password.setObjectName("password")
        self.by_code = CheckField(None, "Quên mật khẩu: dùng mã khôi phục đã in")
        self.code = LineField(None, "Mã khôi phục", hint="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.code.setObjectName("code")
        for field in (self.account, self.password, self.by_code, self.code):
            self.form.add(field)
        self.by_code.changed.connect(self._show_way)
        self._show_way()
        self.password.setFocus()

    def _show_way(self) -> None:
        is_by_code = bool(self.by_code.value())
        self.code.setVisible(is_by_code)
        self.account.setVisible(not is_by_code)
        self.password.setVisible(not is_by_code)

    def carry_out(self) -> bool:
        """Unlocks the key."""
        if self.by_code.value():
            unlock_with_code(self._needed, self.code.value() or "")
            return True
        account_id, password = self.account.value(), self.password.value()
        try:
            unlock(self._needed, account_id, password, datetime.now())
        finally:
            self.password.empty()
        self.proof = (account_id, password)
        return True
