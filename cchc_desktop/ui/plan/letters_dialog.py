"""«Tờ trình, công văn, bản sao»: the papers that go with a plan, gone over before they are exported."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.plan_letters import COPY_FORMS, LetterKind, PlanLetter
from .. import theme
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..forms import ChoiceField, DateField, Field, Form, LineField, TextField
from ..labels import label
from ..shell import Shell
from ..theme import SPACE
from ..widgets.scrolled import Scrolled


class LettersDialog(QDialog):
    """One of the papers at a time: its fields, saved as they are left, with what the program proposes."""

    help_topic = "ke-hoach#to-trinh-cong-van-ban-sao"

    def __init__(self, shell: Shell, plan_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._plan_id = shell, plan_id
        self.setWindowTitle("Tờ trình, công văn, bản sao")
        self.kind = ChoiceBox()
        self.kind.setAccessibleName("Văn bản")
        self.kind.offer([(kind, kind.label) for kind in LetterKind])
        self.kind.show_value(LetterKind.SUBMISSION)
        self.kind.activated.connect(lambda _: self._show_kind())
        self.form = Form()
        self._fields()
        self.state = label("", "muted", wrap=True)
        self.reset_button = text_button("Lấy lại bản đề xuất", "undo")
        self.reset_button.setToolTip("Bỏ những gì đã sửa, lấy văn bản chương trình đề xuất")
        self.reset_button.clicked.connect(lambda _checked=False: self._reset())
        self.export_button = text_button("Xuất…", "export", "primary")
        self.export_button.clicked.connect(lambda _checked=False: self._export())
        self.close_button = text_button("Đóng")
        self.close_button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        head = QHBoxLayout()
        words = label("Văn bản:", "muted")
        words.setBuddy(self.kind)
        head.addWidget(words)
        head.addWidget(self.kind, 1)
        column.addLayout(head)
        column.addWidget(self.state)
        scrolled = Scrolled(0)
        scrolled.column.addWidget(self.form)
        scrolled.column.addStretch(1)
        column.addWidget(scrolled, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        foot.addWidget(self.reset_button)
        foot.addStretch(1)
        foot.addWidget(self.export_button)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(min(theme.scaled(96 * SPACE), room.width()), min(theme.scaled(80 * SPACE), room.height()))
        self._show_kind()

    @classmethod
    def run(cls, shell: Shell, plan_id: str) -> None:
        """Opens the dialog over the window."""
        dialog = cls(shell, plan_id, shell if isinstance(shell, QWidget) else None)
        dialog.exec()
        dialog.deleteLater()

    def accept(self) -> None:
        """Closes once what is typed is saved."""
        if self.form.commit():
            super().accept()

    @property
    def letter(self) -> PlanLetter:
        """The paper as it is kept or proposed."""
        return self._shell.office.plan_letters.get(self._plan_id, self.chosen)

    @property
    def chosen(self) -> LetterKind:
        """Which paper is shown."""
        return LetterKind(self.kind.value())

    # Fields

    def _fields(self) -> None:
        self.number = self._line("Số", "number")
        self.symbol = self._line("Ký hiệu", "symbol")
        self.day = DateField(self._shell, "Ngày", *self._bound("day"), hint="để trống khi chưa ký")
        self.form.add(self.number, self.symbol, self.day, stretches=(2, 3, 3))
        self.superior = self._line("Cơ quan cấp trên", "superior")
        self.issuer = self._line("Cơ quan ban hành", "issuer")
        self.form.add(self.superior, self.issuer)
        self.subject = self._text("Trích yếu", "subject", 2)
        self.copied = ChoiceField(
            self._shell, "Hình thức sao", *self._bound("subject"),
            choices=lambda: [(form, form.capitalize()) for form in COPY_FORMS],
        )  # fmt: skip
        self.addressees = self._text("Kính gửi (mỗi dòng một nơi)", "addressees", 2)
        self.body = self._text("Nội dung (mỗi dòng một đoạn)", "body", 9)
        self.recipients = self._text("Nơi nhận (mỗi dòng một nơi)", "recipients", 3)
        for field in (self.subject, self.copied, self.addressees, self.body, self.recipients):
            self.form.add(field)
        self.authority = self._line("Quyền hạn ký", "authority", hint="ví dụ: TM. ỦY BAN NHÂN DÂN")
        self.position = self._text("Chức vụ (một hoặc hai dòng)", "position", 2)
        self.signer = self._line("Họ và tên", "signer_name")
        self.form.add(self.authority)
        self.form.add(self.position, self.signer)
        for each in self.form.fields:
            each.saved.connect(self._tell)
        # The symbol follows the form of copying.
        self.copied.saved.connect(self.form.load)

    def _bound(self, name: str) -> tuple[Callable[[], Any], Callable[[Any], object]]:
        return lambda: getattr(self.letter, name), lambda value: self._store(**{name: value})

    def _store(self, **fields: Any) -> object:
        return self._shell.office.plan_letters.set(self._plan_id, self.chosen, **fields)

    def _line(self, caption: str, name: str, **options: Any) -> LineField:
        return LineField(self._shell, caption, *self._bound(name), **options)

    def _text(self, caption: str, name: str, lines: int) -> TextField:
        return TextField(self._shell, caption, *self._bound(name), lines=lines)

    # Showing

    def _show_kind(self) -> None:
        is_copy = self.chosen is LetterKind.COPY
        shown: dict[Field, bool] = dict.fromkeys(
            (self.superior, self.subject, self.addressees, self.body), not is_copy
        )
        for field, visible in {**shown, self.copied: is_copy}.items():
            field.setVisible(visible)
        self.form.restore()
        self._tell()

    def _tell(self) -> None:
        is_kept = self._shell.office.plan_letters.is_kept(self._plan_id, self.chosen)
        self.state.setText(_KEPT if is_kept else _PROPOSED)
        self.reset_button.setEnabled(is_kept)

    # Commands

    def _reset(self) -> None:
        letters = self._shell.office.plan_letters
        if self._shell.attempt(lambda: letters.reset(self._plan_id, self.chosen)):
            self._show_kind()

    def _export(self) -> None:
        if not self.form.commit():
            return
        letters, kind = self._shell.office.plan_letters, self.chosen
        name = letters.file_name(self._plan_id, kind, "pdf").removesuffix(".pdf")
        self._shell.attempt(lambda: self._shell.export(letters.document(self._plan_id, kind), name))


_PROPOSED = "Văn bản do chương trình đề xuất từ kế hoạch. Sửa chỗ nào thì bản đã sửa được giữ cùng kế hoạch."
_KEPT = "Văn bản đã sửa, được giữ cùng kế hoạch."
