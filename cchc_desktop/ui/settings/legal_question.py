"""The question about one legal document of the office: number, names, days, what took its place."""

import re
from dataclasses import replace

from PySide6.QtWidgets import QDialog, QWidget

from ...domain.errors import Refusal
from ...domain.legal import LegalDocument
from ...domain.legal_bases import basis_words
from ...domain.legal_list import Listed
from ...domain.text import clean_line
from .. import theme
from ..forms import ChoiceField, DateField, LineField, TextField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..theme import SPACE

_KINDS = (
    "Luật", "Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Thông tư", "Kế hoạch", "Chương trình",
    "Đề án", "Hướng dẫn", "Công văn", "Kết luận", "Thông báo", "Báo cáo",
)  # fmt: skip
_SEVERAL = re.compile(r"[;,\n]+")


class DocumentQuestion(Question):
    """A document of the office's own, new or to be changed. A document of the library becomes the office's
    own record of it, which then goes before the library's. ``key`` is what was stored is known by."""

    help_topic = "van-ban-phap-luat"

    def __init__(self, shell: Shell, shown: Listed | None, parent: QWidget | None) -> None:
        words = "Thêm văn bản" if shown is None else "Sửa văn bản"
        super().__init__(parent, words, "Thêm" if shown is None else "Lưu")
        self.setMinimumWidth(theme.scaled(80 * SPACE))
        self._shell, self._shown = shell, shown
        self.key = ""
        library = shell.office.legal.library()
        issuers = sorted({each.issuer for each in library.documents if each.issuer})
        self.symbol = LineField(None, "Số, ký hiệu", hint="30/2020/NĐ-CP", tooltip="Luật có thể để trống")
        self.kind = ChoiceField(
            None, "Tên loại", choices=lambda: [(kind, kind) for kind in _KINDS], editable=True
        )
        self.issuer = ChoiceField(
            None, "Cơ quan ban hành", choices=lambda: [(name, name) for name in issuers], editable=True
        )
        self.title = TextField(
            None, "Trích yếu", lines=2, hint="về công tác văn thư", tooltip="Với luật: tên luật"
        )
        self.signed = DateField(None, "Ngày ban hành")
        self.valid_from = DateField(None, "Có hiệu lực từ")
        self.ended = DateField(None, "Hết hiệu lực từ")
        self.replaced_by = LineField(
            None, "Văn bản thay thế", hint="118/2025/NĐ-CP", tooltip="Nhiều văn bản thì cách nhau dấu phẩy"
        )
        self.note = LineField(None, "Ghi chú")
        for name in ("symbol", "kind", "issuer", "title", "signed", "valid_from", "ended", "replaced_by"):
            getattr(self, name).setObjectName(name)
        self.preview = label("", "muted", wrap=True)
        self.form.add(self.kind, self.symbol, self.signed, stretches=(3, 4, 3))
        self.form.add(self.issuer)
        self.form.add(self.title)
        self.form.add_widget(self.preview)
        self.form.add(self.valid_from, self.ended, self.replaced_by, stretches=(3, 3, 4))
        self.form.add(self.note)
        if shown is not None:
            self._show(shown)
        for field in (self.symbol, self.kind, self.issuer, self.title, self.signed):
            field.changed.connect(self._preview)
        self._preview()
        self.symbol.setFocus()

    def _show(self, shown: Listed) -> None:
        document = shown.document
        for name in ("symbol", "kind", "issuer", "title", "signed", "valid_from", "ended", "note"):
            getattr(self, name).set_value(getattr(document, name))
        self.replaced_by.set_value(", ".join(document.replaced_by or document.abolished_by))
        if not shown.own_id:
            words = "Văn bản của thư viện: lưu lại thì cơ quan có bản riêng, dùng trước bản của thư viện."
            self.form.add_widget(label(words, "muted", wrap=True))

    def _preview(self) -> None:
        """How a plan would cite what is typed."""
        try:
            document = self.typed()
        except Refusal:
            return
        known = document.kind and (document.symbol or document.title)
        self.preview.setText(f"Sẽ viết: {basis_words(document)};" if known else "")

    def typed(self) -> LegalDocument:
        """The document as it is filled in. Raises Refusal where a day cannot be read."""
        others = map(clean_line, _SEVERAL.split(self.replaced_by.value()))
        made = LegalDocument(
            symbol=clean_line(self.symbol.value()),
            kind=clean_line(self.kind.value()),
            issuer=clean_line(self.issuer.value()),
            title=clean_line(self.title.value()),
            signed=self.signed.value(),
            valid_from=self.valid_from.value(),
            ended=self.ended.value(),
            replaced_by=tuple(filter(None, others)),
            note=clean_line(self.note.value()),
        )
        return replace(made, symbol=made.symbol.replace(" ", ""))

    def carry_out(self) -> bool:
        """Stores it."""
        document, own_id = self.typed(), self._shown.own_id if self._shown is not None else ""
        self.key = document.key
        return attempt_or_refuse(self._shell, lambda: self._shell.office.legal.save(document, own_id))

    @classmethod
    def ask(cls, shell: Shell, shown: Listed | None, parent: QWidget | None) -> str:
        """Asks and stores; gives what the stored document is known by, nothing where none was."""
        question = cls(shell, shown, parent)
        return question.key if question.exec() == QDialog.DialogCode.Accepted else ""
