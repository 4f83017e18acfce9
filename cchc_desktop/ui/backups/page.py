"""Sao lưu: the copies of the data that there are, where they lie, and the second place for them."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...domain.errors import Refusal
from ...domain.numerals import size_words
from ...domain.places import ExchangePlace
from ...storage.backup_files import Backup, newest_good
from ...storage.changes import Changes
from .. import file_dialogs, messages, theme
from ..buttons import text_button
from ..labels import label, repolish
from ..shell import EVERYTHING, Page, Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.empty import EmptyList
from ..widgets.scrolled import Card
from ..widgets.sign import Sign
from . import words

_SIZE = 4
"""The column of sizes."""
_ROOMY = 960
"""From this width on there is room for it."""


class BackupsPage(Page):
    """The list of backups, newest first, «Sao lưu ngay», and this PC's second place."""

    help_topic = "sao-luu"
    reads = EVERYTHING

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._make_head()
        self._make_place()
        self._make_list()
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(self._head)
        column.addWidget(self._state)
        column.addWidget(self._card)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        column.addLayout(self.row)
        shell.backup_rounds.changed.connect(self.refresh)

    def _make_head(self) -> None:
        self.make = text_button(
            "Sao lưu ngay", "backup", "primary", "Tạo một bản sao lưu, kiểm tra, chép sang nơi thứ hai nếu có"
        )
        self.make.clicked.connect(lambda _checked=False: self.shell.backup_rounds.back_up_now())
        self.open = text_button("Mở thư mục", "folder", tooltip="Mở thư mục chứa các bản sao lưu")
        self.open.clicked.connect(lambda _checked=False: self._open(self.shell.office.backups.folder))
        self.exchange = text_button(
            "Trao đổi với máy khác…", "exchange", tooltip="Gửi, nhận dữ liệu giữa các máy (Ctrl+Shift+X)"
        )
        self.exchange.clicked.connect(lambda _checked=False: self.shell.go(ExchangePlace()))
        self._state = label("", "muted", wrap=True)
        self._head = QHBoxLayout()
        self._head.setSpacing(SPACE)
        self._head.addWidget(label("Sao lưu", "title"), 1)
        self._head.addWidget(self.exchange)
        self._head.addWidget(self.open)
        self._head.addWidget(self.make)

    def _make_place(self) -> None:
        self._card = Card()
        self._place = label("", wrap=True)
        self._place_note = label("", "muted", wrap=True)
        self.choose = text_button("Chọn nơi sao lưu thứ hai…", "folder")
        self.choose.clicked.connect(lambda _checked=False: self.choose_place())
        self.forget = text_button("Thôi dùng nơi này", "close", "flat")
        self.forget.clicked.connect(lambda _checked=False: self._forget())
        self._sign = Sign("warning-filled", "warn", 20)
        texts = QVBoxLayout()
        texts.setSpacing(SPACE // 2)
        texts.addWidget(self._place)
        texts.addWidget(self._place_note)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(texts, 1)
        row.addWidget(self.forget)
        row.addWidget(self.choose)
        self._card.column.addLayout(row)

    def _make_list(self) -> None:
        today = self.shell.office.today
        right = Qt.AlignmentFlag.AlignRight
        columns = [
            Column(
                "Lúc", lambda row: row.made_at, width=136,
                display=lambda row: f"{row.made_at:%d/%m/%Y %H:%M}",
                tooltip=lambda row: f"{words.moment(row.made_at, today)}\n{row.path}",
            ),
            Column("Vì sao", lambda row: row.reason.words, width=140),
            Column("Gồm có", words.counts, width=100, stretch=True, tooltip=words.counts),
            Column("Đến thao tác", words.last_done, width=100, stretch=True, tooltip=words.last_done),
            Column(
                "Dung lượng", lambda row: row.size, width=84, align=right,
                display=lambda row: size_words(row.size),
            ),
            Column(
                "Kiểm tra", lambda row: row.verified.words, width=124,
                colour=lambda row: "" if row.is_good else "bad" if row.is_ours else "muted",
            ),
        ]  # fmt: skip
        self.table = TableView(TableModel(columns, key=lambda row: row.path, parent=self), lines=0)
        self.table.setAccessibleName("Các bản sao lưu")
        self.table.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.empty = EmptyList(
            self.table, "backup", "Chưa có bản sao lưu nào",
            "Chương trình tự sao lưu khi mở, mỗi 30 phút khi có thay đổi, trước khi nhập từ tệp và khi đóng.",
        )  # fmt: skip
        self.row = QHBoxLayout()
        self.row.setSpacing(SPACE)
        self.row.addStretch(1)
        self.from_file = text_button("Khôi phục từ tệp…", "folder")
        self.from_file.setToolTip("Chọn một bản sao lưu ở USB, ổ khác hoặc máy khác")
        self.from_file.clicked.connect(lambda _checked=False: self._restore_from_file())
        self.restore = text_button("Khôi phục từ bản này…", "back")
        self.restore.setToolTip("Xem bản đang chọn có gì khác, lấy lại vài bản ghi hoặc tất cả")
        self.restore.clicked.connect(lambda _checked=False: self._restore_chosen())
        self.row.addWidget(self.from_file)
        self.row.addWidget(self.restore)
        self.table.chosen.connect(lambda row: self.restore.setEnabled(row is not None))
        self.restore.setEnabled(False)

    def _restore_chosen(self) -> None:
        from .restore_dialog import restore_from

        if (backup := self.chosen()) is not None:
            restore_from(self.shell, backup.path)

    def _restore_from_file(self) -> None:
        from .choosing import ask_file
        from .restore_dialog import restore_from

        if (file := ask_file(self)) is not None:
            restore_from(self.shell, file)

    def chosen(self) -> Backup | None:
        """The backup that is chosen in the list."""
        found: Backup | None = self.table.current_row()
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The line above gives the size of all; what a backup holds comes first.
        self.table.setColumnHidden(_SIZE, self.width() < theme.scaled(_ROOMY))

    def refresh(self, changes: Changes | None = None) -> None:
        office = self.shell.office
        found = office.backups.list()
        self.table.rows.set_rows(found)
        self.make.setEnabled(not office.is_view)
        self._state.setText(self._said(found))
        self._show_place()

    def _said(self, found: tuple[Backup, ...]) -> str:
        office = self.shell.office
        if office.is_view:
            return "Dữ liệu đang mở chỉ để xem nên không tạo bản sao lưu ở đây."
        if not found:
            return "Chưa có bản sao lưu nào của dữ liệu này."
        total = size_words(sum(backup.size for backup in found))
        newest = newest_good(found)
        if newest is None:
            return f"{len(found)} bản, {total}; chưa có bản nào dùng được."
        at = words.moment(newest.made_at, office.today)
        fresh = "có thay đổi sau đó chưa sao lưu" if office.backups.is_needed() else "đã gồm mọi thay đổi"
        if newest.received:
            fresh += ", cả số liệu các đơn vị gửi về"
        return (
            f"Bản gần nhất lúc {at}, {fresh}. Có {len(found)} bản, {total}, trong «{office.backups.folder}»."
        )

    def _show_place(self) -> None:
        office = self.shell.office
        place = office.backups.place()
        self.choose.setEnabled(not office.is_view)
        self.forget.setVisible(place is not None)
        self.choose.setText("Chọn nơi khác…" if place else "Chọn nơi sao lưu thứ hai…")
        days = office.backups.unseen_days()
        problem = self.shell.backup_rounds.place_problem if place is not None else ""
        self._warn(bool(days or problem))
        if place is None:
            self._place.setText("Chưa có nơi sao lưu thứ hai.")
            self._place_note.setText(
                "Máy hỏng, mất hoặc nhiễm mã độc thì mất cả dữ liệu lẫn các bản sao lưu ở đây. Hãy chọn một "
                "USB, ổ đĩa khác hoặc thư mục mạng: bản sao lưu được chép sang mỗi khi kết nối."
            )
            return
        self._place.setText(f"Nơi sao lưu thứ hai: «{place.path}»")
        seen = f"Thấy lần cuối lúc {words.moment(place.seen, office.today)}." if place.seen else ""
        late = f" Đã {days} ngày chưa thấy: hãy cắm USB hoặc nối lại." if days else ""
        if problem:
            late = f"{late} {problem}" if not days else late
        near = (
            " Nơi này cùng ổ đĩa với dữ liệu: ổ hỏng thì mất cả hai, nên chọn nơi khác."
            if place.is_near
            else ""
        )
        self._place_note.setText(f"{seen}{late}{near}")

    def _warn(self, is_wrong: bool) -> None:
        """Lets the card say at a glance whether backups still leave this PC."""
        self._sign.setVisible(is_wrong)
        self._card.setProperty("role", "notice-warn" if is_wrong else "card")
        self._place_note.setProperty("role", "" if is_wrong else "muted")
        for widget in (self._card, self._place_note):
            repolish(widget)

    # What is done

    def choose_place(self) -> None:
        """Asks for a folder, makes it the second place, and brings a backup there."""
        chosen = self.ask_folder(self)
        if chosen is None:
            return
        if self.shell.attempt(lambda: self.shell.office.backups.choose_place(chosen)):
            self.refresh()
            self.shell.backup_rounds.back_up_now()

    @classmethod
    def ask_folder(cls, parent: QWidget) -> Path | None:
        """The folder that the user chose in the system's dialog, or None."""
        return file_dialogs.ask_folder(parent, "Chọn nơi sao lưu thứ hai")

    def _forget(self) -> None:
        question = "Thôi chép bản sao lưu sang nơi này? Các bản đã ở đó được giữ nguyên."
        if messages.confirm(self, question, "Thôi dùng"):
            self.shell.attempt(self.shell.office.backups.forget_place)
            self.refresh()

    def _open(self, folder: Path) -> None:
        def show() -> None:
            if not folder.is_dir():
                raise Refusal("Chưa có bản sao lưu nào nên chưa có thư mục để mở.")
            if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
                raise Refusal(f"Không mở được thư mục «{folder}». Hãy mở bằng File Explorer.")

        self.shell.attempt(show)
