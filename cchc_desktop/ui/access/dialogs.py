"""The questions about accounts: switching on, the recovery code, passwords, roles, the rules."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.access import Account, Policy, Role
from ...domain.errors import Refusal
from ...office import Office
from ..buttons import text_button
from ..forms import CheckField, ChoiceField, Form, LineField, NumberField
from ..forms.passwords import PasswordField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..theme import SPACE

HELP = "dang-nhap"
_RECOVERED = (
    "Mật khẩu đã đổi. Mã khôi phục vừa dùng không còn hiệu lực: hãy hủy tờ giấy cũ và in mã mới dưới đây."
)
_PIN_WEAKNESS = (
    "Mã PIN dễ nhớ nhưng yếu: chỉ chống được người thử ở máy này. Ai chép được tệp dữ liệu thì dò ra trong "
    "vài ngày. Nên để mật khẩu."
)


def password_rule(policy: Policy) -> str:
    """What a password must be like."""
    pin = " hoặc mã PIN 6 chữ số" if policy.allows_pin else ""
    return (
        f"Từ {policy.least_length} ký tự, có chữ in hoa, chữ thường, chữ số và ký tự đặc biệt{pin}. "
        "Nên tắt bộ gõ tiếng Việt khi nhập."
    )


class NewPassword:
    """A new password, typed twice; ``add_to`` puts its fields into a form."""

    def __init__(self, policy: Policy, words: str = "Mật khẩu mới") -> None:
        self.first = PasswordField(None, words)
        self.first.setObjectName("password")
        self.second = PasswordField(None, "Nhập lại mật khẩu")
        self.second.setObjectName("again")
        self._rule = label(password_rule(policy), "muted", wrap=True)

    def add_to(self, form: Form) -> None:
        form.add(self.first)
        form.add(self.second)
        form.add_widget(self._rule)

    def set_visible(self, is_visible: bool) -> None:
        """Shows or hides its fields."""
        for part in (self.first, self.second, self._rule):
            part.setVisible(is_visible)

    def value(self) -> str:
        """The password. Raises Refusal where the two differ."""
        password = str(self.first.value())
        if password != self.second.value():
            raise Refusal("Hai lần nhập mật khẩu không giống nhau. Hãy nhập lại.", "again")
        return password


class SwitchOn(Question):
    """Asks for the first administrator; afterwards the recovery code is shown."""

    help_topic = HELP

    def __init__(self, shell: Shell, parent: QWidget | None) -> None:
        super().__init__(parent, "Bật đăng nhập", "Bật đăng nhập")
        self._shell = shell
        self.code = ""
        words = (
            "Bạn sẽ là quản trị đầu tiên. Từ nay ai mở chương trình cũng phải đăng nhập; những người khác "
            "được thêm sau. Tiếp theo chương trình cho một mã khôi phục để in ra và cất đi."
        )
        self.form.add_widget(label(words, "muted", wrap=True))
        self.name = LineField(None, "Họ và tên của quản trị")
        self.name.setObjectName("officer")
        self.name.set_value(shell.office.settings.at_the_desk())
        self.form.add(self.name)
        self.password = NewPassword(Policy(), "Mật khẩu")
        self.password.add_to(self.form)
        (self.password.first if self.name.value() else self.name).setFocus()

    def carry_out(self) -> bool:
        """Makes the account."""
        password = self.password.value()

        def switch_on() -> None:
            self.code = self._shell.office.access.switch_on(self.name.value(), password)

        return attempt_or_refuse(self._shell, switch_on)


class RecoveryCode(QDialog):
    """Shows a recovery code this once, to be printed; it closes once somebody says that it is kept.

    ``is_recovered`` says that another code has just set a password, and is void.
    """

    help_topic = f"{HELP}#ma-khoi-phuc"

    def __init__(
        self,
        shell: Shell | None,
        office: Office,
        code: str,
        parent: QWidget | None,
        is_recovered: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Mã khôi phục mới" if is_recovered else "Mã khôi phục")
        self._shell, self._office = shell, office
        self._code = code
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        if is_recovered:
            column.addWidget(label(_RECOVERED, "heading", wrap=True))
        words = (
            "Khi không ai đăng nhập được, mã này đặt lại mật khẩu của quản trị. Chương trình không giữ mã: "
            "đóng cửa sổ này là không xem lại được. Hãy in ra, cho vào phong bì và cất ở nơi có khóa."
        )
        column.addWidget(label(words, wrap=True))
        self.shown = LineField(None, "Mã khôi phục")
        self.shown.set_value(code)
        self.shown.editor.setReadOnly(True)
        column.addWidget(self.shown)
        self.printed = text_button("In mã…", "print", "primary")
        self.printed.clicked.connect(lambda _checked=False: self._print())
        row = QHBoxLayout()
        if shell is not None:
            row.addWidget(self.printed)
        row.addStretch(1)
        column.addLayout(row)
        self.kept = QCheckBox("Tôi đã in hoặc chép mã ra giấy và sẽ cất ở nơi có khóa")
        self.finish = text_button("Xong", "check", "primary")
        self.finish.setEnabled(False)
        self.kept.toggled.connect(self.finish.setEnabled)
        self.finish.clicked.connect(lambda _checked=False: self.accept())
        column.addWidget(self.kept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.finish)
        column.addLayout(foot)

    def _print(self) -> None:
        from ...documents.compose_access import compose_recovery

        assert self._shell is not None
        profile, who = self._office.settings.profile(), self._office.settings.at_the_desk()
        name = profile.name if profile is not None else ""
        self._shell.print_document(compose_recovery(self._code, name, who, self._office.today))

    def reject(self) -> None:
        """Does not close by Escape or the cross before the code is kept."""
        if self.kept.isChecked():
            super().reject()


class ChangePassword(Question):
    """Another password for who is signed in; ``is_first`` where the one before was given by somebody."""

    help_topic = f"{HELP}#doi-mat-khau"

    def __init__(self, office: Office, parent: QWidget | None, is_first: bool = False) -> None:
        super().__init__(parent, "Đổi mật khẩu", "Đổi mật khẩu")
        self._office = office
        if is_first:
            words = "Mật khẩu đang dùng do quản trị đặt. Hãy đặt mật khẩu của riêng bạn để bắt đầu làm việc."
            self.form.add_widget(label(words, wrap=True))
        self.old = PasswordField(None, "Mật khẩu đang dùng")
        self.old.setObjectName("old")
        self.form.add(self.old)
        self.password = NewPassword(office.access.policy())
        self.password.add_to(self.form)
        self.old.setFocus()

    def carry_out(self) -> bool:
        """Changes it."""
        password = self.password.value()
        self._office.access.change_password(self.old.value(), password)
        return True


class Forgotten(Question):
    """Another password for an administrator by the recovery code; the new code is shown then."""

    help_topic = f"{HELP}#quen-mat-khau"

    def __init__(self, office: Office, parent: QWidget | None) -> None:
        super().__init__(parent, "Quên mật khẩu", "Đặt mật khẩu mới")
        self._office = office
        self.new_code = ""
        access = office.access
        words = (
            f"Người không phải quản trị: nhờ {access.admins_words()} đặt lại mật khẩu. Quản trị quên mật "
            "khẩu: lấy tờ mã khôi phục đã in khi bật đăng nhập."
        )
        self.form.add_widget(label(words, wrap=True))
        admins = [(each.id, each.officer) for each in access.accounts() if each.role is Role.ADMIN]
        self.account = ChoiceField(None, "Tài khoản quản trị", choices=lambda: admins)
        self.account.set_value(admins[0][0] if admins else "")
        self.account.setObjectName("officer")
        self.code = LineField(None, "Mã khôi phục", hint="XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.code.setObjectName("code")
        self.password = NewPassword(access.policy())
        self.form.add(self.account)
        self.form.add(self.code)
        self.password.add_to(self.form)
        self.code.setFocus()

    def carry_out(self) -> bool:
        """Sets the password."""
        password = self.password.value()
        self.new_code = self._office.access.recover(self.code.value(), self.account.value(), password)
        return True


class AccountQuestion(Question):
    """A new account, or other rights of one that is there."""

    help_topic = f"{HELP}#vai-tro"

    def __init__(self, shell: Shell, parent: QWidget | None, account: Account | None = None) -> None:
        is_new = account is None
        super().__init__(parent, "Thêm tài khoản" if is_new else "Sửa tài khoản", "Thêm" if is_new else "Lưu")
        self._shell, self._account = shell, account
        taken = {each.officer for each in shell.office.access.accounts()}
        names = [each.name for each in shell.office.settings.officers(shell.office.today)]
        self.name = ChoiceField(
            None, "Họ và tên", editable=True,
            choices=lambda: [(name, name) for name in names if name not in taken or not is_new],
        )  # fmt: skip
        self.name.setObjectName("officer")
        self.role = ChoiceField(None, "Vai trò", choices=lambda: [(role, role.label) for role in Role])
        self.role.set_value(account.role if account is not None else Role.AREA)
        self.form.add(self.name, self.role)
        self._what = label("", "muted", wrap=True)
        self.form.add_widget(self._what)
        self._areas = QWidget()
        grid = QGridLayout(self._areas)
        grid.setContentsMargins(0, 0, 0, 0)
        self.areas: dict[int, QCheckBox] = {}
        for place, area in enumerate(catalogue.areas()):
            box = self.areas[area.code] = QCheckBox(f"{area.code}. {area.short_name}")
            box.setChecked(account is not None and area.code in account.areas)
            grid.addWidget(box, place // 2, place % 2)
        self.form.add_widget(self._areas)
        self.password = NewPassword(shell.office.access.policy(), "Mật khẩu lần đầu")
        if account is None:
            self.password.add_to(self.form)
            words = "Người dùng phải đổi mật khẩu này khi đăng nhập lần đầu."
            self.form.add_widget(label(words, "muted", wrap=True))
        else:
            self.name.set_value(account.officer)
        self.role.changed.connect(self._show_role)
        self._show_role()
        self.name.setFocus()

    def _show_role(self) -> None:
        role: Role = self.role.value()
        self._areas.setVisible(role is Role.AREA)
        can = ", ".join(
            need.words for need in sorted(role.needs, key=list(type(next(iter(role.needs)))).index)
        )
        only = " của các lĩnh vực được chọn" if role is Role.AREA else ""
        self._what.setText(f"Được xem mọi dữ liệu và được: {can}{only}.")

    def carry_out(self) -> bool:
        """Stores the account."""
        access = self._shell.office.access
        areas = [code for code, box in self.areas.items() if box.isChecked()]
        name, role = self.name.value() or "", self.role.value()
        account = self._account
        if account is None:
            password = self.password.value()
            return attempt_or_refuse(self._shell, lambda: access.add(name, role, areas, password))
        return attempt_or_refuse(self._shell, lambda: access.change(account.id, name, role, areas))


class ResetPassword(Question):
    """A password for one sign-in of somebody who has forgotten it."""

    help_topic = f"{HELP}#quen-mat-khau"

    def __init__(self, shell: Shell, parent: QWidget | None, account: Account) -> None:
        super().__init__(parent, f"Đặt lại mật khẩu của {account.officer}", "Đặt lại")
        self._shell, self._account = shell, account
        self.password = NewPassword(shell.office.access.policy(), "Mật khẩu dùng một lần")
        self.password.add_to(self.form)
        words = f"{account.officer} phải đổi mật khẩu này khi đăng nhập. Tài khoản bị khóa cũng được mở."
        self.form.add_widget(label(words, "muted", wrap=True))
        self.password.first.setFocus()

    def carry_out(self) -> bool:
        """Sets it."""
        password = self.password.value()
        access = self._shell.office.access
        return attempt_or_refuse(self._shell, lambda: access.reset(self._account.id, password))


class PolicyQuestion(Question):
    """The rules of signing in, none weaker than the regulation's."""

    help_topic = f"{HELP}#quy-dinh"

    def __init__(self, shell: Shell, parent: QWidget | None) -> None:
        super().__init__(parent, "Quy định đăng nhập", "Lưu")
        self._shell = shell
        self._before = shell.office.access.policy()
        words = "Mức sẵn có theo QCVN 12:2026/BCA. Đặt chặt hơn được, lỏng hơn thì không."
        self.form.add_widget(label(words, "muted", wrap=True))
        self.numbers: dict[str, NumberField] = {}
        for name, caption, suffix in (
            ("least_length", "Mật khẩu dài ít nhất", "ký tự"),
            ("most_failures", "Khóa tài khoản sau", "lần sai"),
            ("unlock_hours", "Tự mở khóa sau (để trống: chỉ quản trị mở)", "giờ"),
            ("idle_minutes", "Khóa màn hình khi không dùng", "phút"),
            ("unused_days", "Tắt tài khoản không đăng nhập", "ngày"),
            ("log_months", "Giữ nhật ký đăng nhập", "tháng"),
        ):
            field = self.numbers[name] = NumberField(None, caption, whole=True, suffix=suffix)
            field.setObjectName(name)
            field.set_value(getattr(self._before, name))
        fields = list(self.numbers.values())
        for first, second in zip(fields[::2], fields[1::2], strict=True):
            self.form.add(first, second)
        self.pin = CheckField(None, "Cho dùng mã PIN 6 chữ số thay mật khẩu")
        self.pin.set_value(self._before.allows_pin)
        self.form.add(self.pin)
        self.form.add_widget(label(_PIN_WEAKNESS, "muted", wrap=True))

    def carry_out(self) -> bool:
        """Stores the rules."""
        values: dict[str, Any] = {}
        for name, field in self.numbers.items():
            values[name] = field.value()
            if values[name] is None and name != "unlock_hours":
                raise Refusal("Hãy nhập một số.", name)
        policy = replace(self._before, allows_pin=bool(self.pin.value()), **values)
        return attempt_or_refuse(self._shell, lambda: self._shell.office.access.set_policy(policy))


def shown(dialog: QDialog) -> bool:
    """Shows a dialog until it is answered; gives whether it was. Tests replace this."""
    try:
        return bool(dialog.exec())
    finally:
        dialog.deleteLater()
