"""What protects the data of a new office: nothing, signing in, or encryption as well; the first run asks."""

from enum import StrEnum

from PySide6.QtCore import QObject, Signal

from ...domain.access import Policy, check_password
from ..access.dialogs import NewPassword
from ..forms import ChoiceField, Form
from ..labels import label


class Protection(StrEnum):
    """How the data are protected."""

    NONE = "none"
    SIGN_IN = "sign_in"
    ENCRYPT = "encrypt"


_NAMES = {
    Protection.NONE: "Không đặt mật khẩu",
    Protection.SIGN_IN: "Đăng nhập bằng mật khẩu",
    Protection.ENCRYPT: "Đăng nhập và mã hóa dữ liệu, bản sao lưu",
}
_COSTS = {
    Protection.NONE: (
        "Ai mở được máy này đều xem và sửa được dữ liệu. Bật sau được ở trang Thiết lập, thẻ «Đăng nhập»."
    ),
    Protection.SIGN_IN: (
        "Bạn là quản trị đầu tiên, ai mở chương trình cũng phải đăng nhập; tiếp theo là mã khôi phục để in. "
        "Người chép được tệp dữ liệu và rành kỹ thuật vẫn đọc được."
    ),
    Protection.ENCRYPT: (
        "Quên mật khẩu và mất tờ mã khôi phục là mất toàn bộ dữ liệu, không ai lấy lại được. Bỏ mã hóa được "
        "ở trang Thiết lập, thẻ «Đăng nhập»."
    ),
}  # fmt: skip


class ProtectionFields(QObject):
    """The choice, off to begin with, what it costs, and a password where there is to be one."""

    changed = Signal()

    def __init__(self, form: Form, parent: QObject) -> None:
        super().__init__(parent)
        self.choice = ChoiceField(None, "Bảo vệ dữ liệu", choices=lambda: list(_NAMES.items()))
        self.choice.set_value(Protection.NONE)
        self.choice.setObjectName("protection")
        self._cost = label("", "muted", wrap=True)
        self.password = NewPassword(Policy(), "Mật khẩu của bạn")
        form.add(self.choice)
        form.add_widget(self._cost)
        self.password.add_to(form)
        self.choice.changed.connect(self._show)
        self._show()

    @property
    def chosen(self) -> Protection:
        """What was chosen."""
        return Protection(self.choice.value())

    def given(self) -> str:
        """The password, or nothing where there is to be none. Raises Refusal, with the field."""
        if self.chosen is Protection.NONE:
            return ""
        password = self.password.value()
        check_password(password, Policy())
        return password

    def _show(self) -> None:
        self._cost.setText(_COSTS[self.chosen])
        self.password.set_visible(self.chosen is not Protection.NONE)
        self.changed.emit()
