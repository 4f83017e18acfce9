"""The tab of signing in: switched on here, then the accounts, the rules and the log."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ...domain.access import Account, LogEntry, Need
from ...domain.text import person_sort_key
from .. import messages, theme
from ..access.dialogs import (
    HELP,
    AccountQuestion,
    PolicyQuestion,
    ResetPassword,
    SwitchOn,
    shown,
)
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.flow import FlowLayout
from ..widgets.scrolled import Scrolled
from .cards import CardColumn, button_row, titled_card

_OFF_WORDS = (
    "Đang tắt: ai mở được máy này đều xem và sửa được dữ liệu, nhật ký ghi tên do người dùng tự chọn.",
    "Bật lên thì mỗi người đăng nhập bằng mật khẩu riêng; nhật ký ghi đúng người đã đăng nhập; mỗi vai trò "
    "chỉ "
    "làm được việc của mình (quản trị, văn phòng tổng hợp, phụ trách lĩnh vực, lãnh đạo); màn hình tự khóa "
    "khi "
    "không dùng. Các mức theo QCVN 12:2026/BCA.",
    "Đăng nhập không mã hóa tệp dữ liệu: người chép được tệp và rành kỹ thuật vẫn đọc được. Bật rồi thì mã "
    "hóa được dữ liệu và bản sao lưu bằng nút «Mã hóa dữ liệu…». "
    "Tài khoản đi cùng dữ liệu vào bản sao và bản sao lưu.",
)
_PLAIN = "Dữ liệu: chưa mã hóa. Ai chép được tệp dữ liệu hoặc bản sao lưu đều có thể đọc được."
_ENCRYPTED = "Dữ liệu: đã mã hóa. Tệp dữ liệu và bản sao lưu mới chỉ mở được bằng mật khẩu hoặc mã khôi phục."
_NEEDS_PASSWORD = "{} mở được dữ liệu đã mã hóa sau khi bạn đặt lại mật khẩu cho họ."
_MOST_LINES = 5000
_TABLE_HEIGHT = 180


class AccessTab(QWidget):
    """Off: what it is and the button that switches it on. On: accounts, with what can be done to them."""

    help_topic = HELP

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.stack.addWidget(self._off_page())
        self.stack.addWidget(self._on_page())

    def _off_page(self) -> QWidget:
        page = CardColumn()
        card = titled_card("Đăng nhập và phân quyền")
        for words in _OFF_WORDS:
            card.column.addWidget(label(words, "muted", wrap=True))
        card.column.addWidget(label(_PLAIN, wrap=True))
        self.switch_on = text_button("Bật đăng nhập…", "lock", "primary")
        self.switch_on.clicked.connect(lambda _checked=False: self._switch_on())
        card.column.addLayout(button_row(self.switch_on))
        page.column.addWidget(card)
        page.column.addStretch(1)
        return page

    def _on_page(self) -> QWidget:
        page = Scrolled()
        self.add = self._button("Thêm tài khoản", "add", self._add)
        self.change = self._button("Sửa vai trò…", "edit", self._change, of_one=True)
        self.reset = self._button("Đặt lại mật khẩu…", "refresh", self._reset, of_one=True)
        self.unlock = self._button("Mở khóa", "check", self._unlock, of_one=True)
        self.disable = self._button("Tắt", "close", self._disable, of_one=True)
        self.delete = self._button("Xóa", "delete", self._delete, of_one=True)
        above = _flowing(self.add, self.change, self.reset, self.unlock, self.disable, self.delete)
        columns = [
            Column(
                "Họ và tên", lambda row: row.officer, width=190, stretch=True,
                sort=lambda row: person_sort_key(row.officer),
            ),
            Column("Vai trò", lambda row: row.role.label, width=170),
            Column("Lĩnh vực", lambda row: ", ".join(map(str, sorted(row.areas))), width=110),
            Column("Tình trạng", self._state, width=200, tooltip=self._state),
            Column(
                "Đăng nhập gần nhất",
                lambda row: row.seen_at.isoformat() if row.seen_at else "",
                display=lambda row: f"{row.seen_at:%d/%m/%Y %H:%M}" if row.seen_at else "Chưa",
                width=150,
            ),
        ]  # fmt: skip
        self.table = TableView(TableModel(columns, self._shell, parent=self))
        self.table.setAccessibleName("Tài khoản")
        self.table.chosen.connect(lambda _row: self._show_buttons())
        self.policy = self._button("Quy định đăng nhập…", "settings", self._policy)
        self.log = self._button("Nhật ký đăng nhập…", "journal", self._log)
        self.code = self._button("Mã khôi phục mới…", "print", self._new_code)
        self.cipher = self._button("Mã hóa dữ liệu…", "lock", self._cipher)
        self.switch_off = self._button("Tắt đăng nhập…", "close", self._switch_off)
        self.password = text_button("Đổi mật khẩu của tôi…", "edit")
        self.password.clicked.connect(lambda _checked=False: self._shell.change_password())
        below = _flowing(self.password, self.policy, self.log, self.code, self.cipher, self.switch_off)
        layout = page.column
        layout.setSpacing(SPACE)
        # Enough of it on a small screen, too, where the tab is scrolled.
        self.table.setMinimumHeight(theme.scaled(_TABLE_HEIGHT))
        words = (
            "Mỗi người một tài khoản. Người chuyển đi thì tắt tài khoản; việc người đó đã làm vẫn ghi tên."
        )
        layout.addWidget(label(words, "muted", wrap=True))
        self.encrypted = label("", wrap=True)
        layout.addWidget(self.encrypted)
        layout.addWidget(above)
        layout.addWidget(self.table, 1)
        layout.addWidget(below)
        return page

    def _button(
        self, words: str, picture: str, slot: Callable[[], object], of_one: bool = False
    ) -> QPushButton:
        button = text_button(words, picture)
        button.clicked.connect(lambda _checked=False: slot())
        button.setProperty("ofOne", of_one)
        return button

    def _state(self, account: Account) -> str:
        return self._shell.office.access.state_words(account)

    def refresh(self) -> None:
        """Shows whether it is on, and the accounts of now."""
        is_on = self._shell.office.asks_who
        self.stack.setCurrentIndex(int(is_on))
        if is_on:
            self.encrypted.setText(_ENCRYPTED if self._shell.office.is_encrypted else _PLAIN)
            self._shell.attempt(lambda: self.table.rows.set_rows(self._shell.office.access.accounts()))
            self._show_buttons()
        else:
            self.table.rows.set_rows([])

    def _show_buttons(self) -> None:
        """Enables what can be done, and says of the rest who may do it."""
        if not self._shell.office.asks_who:
            return
        why = self._shell.office.access.why_not(Need.USERS)
        chosen = self._chosen()
        for button in (
            self.add, self.change, self.reset, self.unlock, self.disable, self.delete, self.policy, self.log,
            self.code, self.cipher, self.switch_off,
        ):  # fmt: skip
            is_of_one = bool(button.property("ofOne"))
            button.setEnabled(not why and (chosen is not None or not is_of_one))
            button.setToolTip(why or ("Chọn một tài khoản trước" if is_of_one and chosen is None else ""))
        if chosen is not None and not why:
            self.unlock.setEnabled(chosen.locked_at is not None)
            self.unlock.setToolTip("" if chosen.locked_at else "Tài khoản này không bị khóa")
        self.cipher.setText("Bỏ mã hóa…" if self._shell.office.is_encrypted else "Mã hóa dữ liệu…")
        self.disable.setText("Bật lại" if chosen is not None and chosen.is_disabled else "Tắt")

    def _chosen(self) -> Account | None:
        row = self.table.current_row()
        return row if isinstance(row, Account) else None

    # What the buttons do

    def _switch_on(self) -> None:
        question = SwitchOn(self._shell, self.window())
        if shown(question):
            self._shell.access_changed(question.code)
            self.refresh()

    def _switch_off(self) -> None:
        words = (
            "Tắt đăng nhập? Mọi tài khoản và mã khôi phục bị xóa; ai mở được máy này đều xem và sửa được dữ "
            "liệu. Nhật ký đăng nhập được giữ lại."
        )
        if messages.confirm(self.window(), words, "Tắt đăng nhập", danger=True) and self._done(
            self._shell.office.access.switch_off
        ):
            self._shell.access_changed("")

    def _add(self) -> None:
        if shown(AccountQuestion(self._shell, self.window())):
            self.refresh()

    def _change(self) -> None:
        if (chosen := self._chosen()) is not None:
            shown(AccountQuestion(self._shell, self.window(), chosen))
            self.refresh()

    def _reset(self) -> None:
        if (chosen := self._chosen()) is not None:
            shown(ResetPassword(self._shell, self.window(), chosen))
            self.refresh()

    def _unlock(self) -> None:
        if (chosen := self._chosen()) is not None:
            self._done(lambda: self._shell.office.access.unlock_account(chosen.id))

    def _disable(self) -> None:
        if (chosen := self._chosen()) is not None:
            access, needs_password = self._shell.office.access, False

            def act() -> None:
                nonlocal needs_password
                if chosen.is_disabled:
                    needs_password = access.enable(chosen.id)
                else:
                    access.disable(chosen.id)

            if self._done(act) and needs_password:
                self._shell.notify(_NEEDS_PASSWORD.format(chosen.officer))

    def _delete(self) -> None:
        chosen = self._chosen()
        words = "Xóa tài khoản của {}? Việc người đó đã làm vẫn ghi tên trong nhật ký."
        if chosen is not None and messages.confirm(
            self.window(), words.format(chosen.officer), "Xóa tài khoản", danger=True
        ):
            self._done(lambda: self._shell.office.access.delete(chosen.id))

    def _policy(self) -> None:
        if shown(PolicyQuestion(self._shell, self.window())):
            self._shell.notify("Đã lưu quy định đăng nhập.")

    def _new_code(self) -> None:
        words = "Tạo mã khôi phục mới? Mã cũ hết hiệu lực; phải in và cất mã mới."
        codes: list[str] = []
        if messages.confirm(self.window(), words, "Tạo mã mới") and self._shell.attempt(
            lambda: codes.append(self._shell.office.access.new_recovery_code())
        ):
            self._shell.access_changed(codes[0])

    def _cipher(self) -> None:
        from ..access.encrypting import ask_to_decrypt, ask_to_encrypt

        ask = ask_to_decrypt if self._shell.office.is_encrypted else ask_to_encrypt
        ask(self._shell, self.window())

    def _log(self) -> None:
        entries: list[LogEntry] = []
        if self._shell.attempt(lambda: entries.extend(self._shell.office.access.log(_MOST_LINES))):
            shown(LogDialog(self._shell, self.window(), entries))

    def _done(self, work: Callable[[], object]) -> bool:
        done = self._shell.attempt(work)
        self.refresh()
        return done


def _flowing(*buttons: QPushButton) -> QWidget:
    """Buttons that go on in the next line where the window is narrow."""
    room = QWidget()
    flow = FlowLayout(room, SPACE)
    for button in buttons:
        flow.addWidget(button)
    return room


class LogDialog(QDialog):
    """The log of sign-ins and rights, newest first, with a button that exports it."""

    help_topic = f"{HELP}#nhat-ky-dang-nhap"

    def __init__(self, shell: Shell, parent: QWidget | None, entries: list[LogEntry]) -> None:
        super().__init__(parent)
        self._shell, self._entries = shell, entries
        self.setWindowTitle("Nhật ký đăng nhập và phân quyền")
        columns = [
            Column(
                "Thời điểm", lambda row: row.at.isoformat(), width=150,
                display=lambda row: f"{row.at:%d/%m/%Y %H:%M:%S}",
            ),
            Column("Người thực hiện", lambda row: row.officer, width=170),
            Column("Việc", lambda row: row.event.label, width=170),
            Column("Chi tiết", lambda row: row.details, width=180, stretch=True),
            Column("Máy", lambda row: row.machine, width=100),
        ]  # fmt: skip
        self.table = TableView(TableModel(columns, key=id, parent=self))
        self.table.setAccessibleName("Nhật ký đăng nhập")
        self.table.rows.set_rows(entries)
        self.export = text_button("Xuất ra tệp…", "export")
        self.export.clicked.connect(lambda _checked=False: self._export())
        closed = text_button("Đóng", kind="primary")
        closed.clicked.connect(lambda _checked=False: self.accept())
        foot = QHBoxLayout()
        foot.addWidget(self.export)
        foot.addStretch(1)
        foot.addWidget(closed)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        months = shell.office.access.policy().log_months
        words = f"Nhật ký được giữ {months} tháng; không sửa, xóa được trong chương trình."
        column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        width, height = theme.scaled(120 * SPACE), theme.scaled(64 * SPACE)
        self.resize(min(width, room.width()), min(height, room.height()))

    def _export(self) -> None:
        from ...documents.compose_access import compose_log

        profile = self._shell.office.settings.profile()
        document = compose_log(self._entries, profile.name if profile is not None else "")
        name = self._shell.office.settings.file_name(document.title, "xlsx", self._shell.office.today)
        self._shell.export(document, name)
