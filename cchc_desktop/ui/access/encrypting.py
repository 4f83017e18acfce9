"""Encrypting the data, and making them plain again: the window closes meanwhile, and opens on the result."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from ...domain.access import Need
from ...office.encryption import decrypt, encrypt, prepare
from ...storage.cipher import DataKey
from ...storage.key_file import Keys
from .. import messages
from ..forms.passwords import PasswordField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from .dialogs import HELP, shown

_WORDS = (
    "Từ nay tệp dữ liệu và các bản sao lưu mới chỉ mở được bằng mật khẩu đăng nhập hoặc mã khôi phục, ở máy "
    "này cũng như máy khác.",
    "Mất cả mật khẩu lẫn mã khôi phục thì không ai mở được dữ liệu, kể cả người làm chương trình. Chương "
    "trình sẽ cho một mã khôi phục mới: hãy in và cất ở nơi có khóa.",
    "Bản sao lưu cũ, kể cả ở USB và ổ khác, vẫn chưa mã hóa: hãy xóa khi không cần nữa. Người khác đăng nhập "
    "được sau khi bạn đặt lại mật khẩu cho họ.",
)


class EncryptQuestion(Question):
    """Asks for one's password once more; ``prepared`` is the new recovery code and the key then."""

    help_topic = f"{HELP}#ma-hoa"

    def __init__(self, shell: Shell, parent: QWidget | None) -> None:
        super().__init__(parent, "Mã hóa dữ liệu", "Mã hóa")
        self._shell = shell
        self.prepared: tuple[str, DataKey, Keys] | None = None
        for words in _WORDS:
            self.form.add_widget(label(words, "muted", wrap=True))
        self.password = PasswordField(None, "Mật khẩu của bạn")
        self.password.setObjectName("password")
        self.form.add(self.password)
        self.password.setFocus()

    def carry_out(self) -> bool:
        """Makes the key."""
        password = self.password.value()

        def do() -> None:
            self.prepared = prepare(self._shell.office, password)

        return attempt_or_refuse(self._shell, do)


def ask_to_encrypt(shell: Shell, parent: QWidget) -> None:
    """Encrypts the data once the password is given again and the new recovery code is kept."""
    question = EncryptQuestion(shell, parent)
    if not shown(question) or question.prepared is None:
        return
    encrypt_closed(shell, *question.prepared)


def encrypt_closed(shell: Shell, code: str, key: DataKey, keys: Keys) -> None:
    """Shows the new recovery code, closes the window and encrypts its data with what was prepared."""
    shell.access_changed(code)
    folder = shell.data

    def rewrite() -> Path:
        encrypt(folder, key, keys)
        return folder

    shell.leave_for(rewrite)


def ask_to_decrypt(shell: Shell, parent: QWidget) -> None:
    """Makes the data plain, where that is wanted and allowed."""
    words = (
        "Bỏ mã hóa? Ai chép được tệp dữ liệu và các bản sao lưu mới đều đọc được. Các bản sao lưu đã mã hóa "
        "vẫn mở bằng mật khẩu của khi đó."
    )
    if not shell.attempt(lambda: shell.office.require(Need.USERS)):
        return
    if not messages.confirm(parent, words, "Bỏ mã hóa", danger=True):
        return
    folder = shell.data

    def rewrite() -> Path:
        decrypt(folder)
        return folder

    shell.leave_for(rewrite)
