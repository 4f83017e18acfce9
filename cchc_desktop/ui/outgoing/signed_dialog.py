"""«Bản ký số»: the signed PDF of an issued document, what differs in it, and each time that it was sent."""

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.dates import short_date
from ...domain.outgoing.records import PaperKey, SignedCopy
from ...office.outgoing import Incoming, read_signed
from .. import file_dialogs, theme, work
from ..buttons import show_kind, text_button
from ..choice_box import ChoiceBox
from ..forms import LineField
from ..forms.question import Question
from ..labels import hold_words, label, repolish, section
from ..shell import Shell, attempt_or_refuse
from ..theme import SPACE
from .sending import opened
from .words import copy_words, dispatch_words, issue_words

_PDF = "Tệp PDF đã ký (*.pdf);;Mọi tệp (*)"
_NONE = (
    "Chưa có bản ký. Tạo thư mục gửi đi, ký tệp PDF bằng phần mềm ký số của cơ quan, rồi đính kèm tệp đã ký "
    "vào đây. Chương trình không ký và không kiểm tra chữ ký."
)

_opened: list[tempfile.TemporaryDirectory[str]] = []
"""The folders of copies that were opened: they go when the program ends."""


class SignedDialog(QDialog):
    """The signed copy of a document as it is issued now, and those of when it was issued before."""

    help_topic = "gui-di#dinh-kem-ban-da-ky"

    def __init__(self, shell: Shell, key: PaperKey, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._key = shell, key
        self.setWindowTitle("Bản ký số")
        self.setMinimumWidth(theme.scaled(72 * SPACE))
        self.paper = label("", "heading", wrap=True)
        self.copies = ChoiceBox()
        self.copies.setAccessibleName("Bản ký của lần phát hành")
        self.copies.activated.connect(lambda _: self._show_copy())
        self.words = label("", wrap=True)
        self.remarks = label("", wrap=True)
        self.attach_button = text_button("Đính kèm PDF đã ký…", "attach", "primary")
        self.attach_button.clicked.connect(lambda _checked=False: self.attach())
        self.open_button = text_button("Mở", "open")
        self.open_button.clicked.connect(lambda _checked=False: self._open())
        self.save_button = text_button("Lưu ra tệp…", "export")
        self.save_button.clicked.connect(lambda _checked=False: self._save())
        self.sent = label("", wrap=True)
        buttons = QDialogButtonBox()
        buttons.addButton("Đóng", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for part in (self.paper, self.copies, self.words, self.remarks):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        for button in (self.attach_button, self.open_button, self.save_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(section("Các lần tạo thư mục gửi đi"))
        column.addWidget(self.sent)
        column.addStretch(1)
        column.addWidget(buttons)
        self.refresh()

    @classmethod
    def run(cls, shell: Shell, key: PaperKey) -> None:
        """Shows the dialog over the window."""
        dialog = cls(shell, key, shell if isinstance(shell, QWidget) else None)
        dialog.exec()
        dialog.deleteLater()

    # Showing

    def refresh(self) -> None:
        """Shows what is stored now."""
        outgoing = self._shell.office.outgoing
        head, now = outgoing.head(self._key), outgoing.copy(self._key)
        kind = self._key.kind.label
        self.paper.setText(
            f"{kind} số {head.numbered} ngày {short_date(head.issued_on)}"
            if head.is_issued
            else f"{kind} chưa phát hành"
        )
        found = outgoing.copies(self._key)
        choices: list[tuple[SignedCopy | None, str]] = [(copy, issue_words(copy)) for copy in found]
        if head.is_issued and now is None:
            choices.append((None, f"Số {head.numbered} ngày {short_date(head.issued_on)}"))
        self.copies.offer(choices)
        self.copies.show_value(now if now is not None or head.is_issued else found[-1] if found else None)
        self.copies.setVisible(len(choices) > 1)
        replaces = now is not None
        self.attach_button.setText("Thay bản ký…" if replaces else "Đính kèm PDF đã ký…")
        show_kind(self.attach_button, "attach", "" if replaces else "primary")
        self.attach_button.setEnabled(head.is_issued)
        sent = [dispatch_words(each) for each in outgoing.dispatches(self._key)]
        self.sent.setText("\n".join(sent) or "Chưa có lần nào.")
        self._show_copy()

    @property
    def copy(self) -> SignedCopy | None:
        """The copy that is looked at."""
        found = self.copies.value()
        return found if isinstance(found, SignedCopy) else None

    def _show_copy(self) -> None:
        copy = self.copy
        reason = f"\nLý do thay bản trước: {copy.reason}" if copy is not None and copy.reason else ""
        self.words.setText(f"{copy_words(copy)}{reason}" if copy is not None else _NONE)
        remarks = copy.remarks if copy is not None else ()
        agrees = "Số, ngày và trích yếu ở trang đầu đúng với văn bản đã phát hành."
        self.remarks.setText("\n".join(remarks) if remarks else agrees)
        self.remarks.setProperty("state", "bad" if remarks else "")
        repolish(self.remarks)
        self.remarks.setVisible(copy is not None)
        for button in (self.open_button, self.save_button):
            button.setVisible(copy is not None)
        if self.isVisible():
            hold_words(self)

    # Commands

    def attach(self) -> None:
        """Asks for the signed PDF, for a reason where one is there already, and attaches it."""
        outgoing = self._shell.office.outgoing
        if not self._shell.attempt(lambda: outgoing.refuse_attaching(self._key)):
            return
        path = file_dialogs.ask_file(self, "Chọn tệp PDF đã ký", _PDF)
        if path is not None:
            work.run(
                self,
                f"Đang đọc {path.name}…",
                lambda _progress, cancelled: read_signed(path, cancelled),
                self._keep,
            )

    def _keep(self, found: Incoming) -> None:
        outgoing = self._shell.office.outgoing
        if outgoing.copy(self._key) is not None:
            question = ReasonQuestion(self._shell, self._key, found, self)
            question.exec()
            question.deleteLater()
            kept = question.kept
        else:
            kept = self._shell.attempt(lambda: outgoing.attach(self._key, found))
        if kept:
            self.refresh()
            self._shell.notify(f"Đã đính kèm bản ký {found.name}.", undoable=True)

    def _open(self) -> None:
        """Opens the copy from a file of its own, which is there until the program ends."""
        copy = self.copy
        assert copy is not None
        folder = tempfile.TemporaryDirectory(prefix="cchc-", ignore_cleanup_errors=True)
        _opened.append(folder)
        target = Path(folder.name) / (Path(copy.name).stem + ".pdf")
        if self._shell.attempt(lambda: self._shell.office.outgoing.save(copy, target)):
            opened(self._shell, target)

    def _save(self) -> None:
        copy = self.copy
        assert copy is not None
        target = file_dialogs.ask_new_file(self, "Lưu bản ký ra tệp", copy.name, _PDF)
        if target is not None:
            target = target if target.suffix else target.with_suffix(".pdf")
            if self._shell.attempt(lambda: self._shell.office.outgoing.save(copy, target)):
                self._shell.notify(f"Đã lưu bản ký vào {target}.")


class ReasonQuestion(Question):
    """Why a signed copy takes the place of the one before."""

    help_topic = SignedDialog.help_topic

    def __init__(self, shell: Shell, key: PaperKey, found: Incoming, parent: QWidget) -> None:
        super().__init__(parent, "Thay bản ký", "Thay")
        self._shell, self._key, self._found = shell, key, found
        self.kept = False
        self.reason = LineField(None, "Lý do thay", hint="ví dụ: bản trước thiếu dấu cơ quan")
        self.reason.setObjectName("reason")
        before = shell.office.outgoing.copy(key)
        name = before.name if before is not None else ""
        self.form.add_widget(
            label(f"{found.name} thay cho {name}. Bản trước vẫn lấy lại được bằng Hoàn tác.", wrap=True)
        )
        self.form.add(self.reason)
        self.reason.setFocus()

    def carry_out(self) -> bool:
        """Replaces the copy. Raises Refusal without a reason."""
        outgoing = self._shell.office.outgoing
        self.kept = attempt_or_refuse(
            self._shell, lambda: outgoing.attach(self._key, self._found, self.reason.value())
        )
        return self.kept
