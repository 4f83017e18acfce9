"""The tab of the office itself: what stands in the head and the foot of its documents."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.errors import Refusal
from ...domain.names import capitals_words
from ...domain.plan import Signer
from ...domain.text import clean_line, clean_text
from .. import theme
from ..buttons import text_button
from ..forms import Form, LineField
from ..labels import label
from ..not_yet import unfounded
from ..shell import Shell
from ..tables import Column, Editor, TableModel, TableView
from ..theme import SPACE
from ..widgets.scrolled import Scrolled

FORM_WIDTH = 90 * SPACE


@dataclass(frozen=True, slots=True)
class _SignerRow:
    """A signer with their place in the list, which is all that tells two alike apart."""

    id: int
    signer: Signer


class OfficeTab(Scrolled):
    """Name, superior, place, symbol, archive and signers."""

    help_topic = "thiet-lap#co-quan"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        words = "Tên cơ quan, cấp trên, người ký đứng ở đầu và cuối mọi văn bản. Khai báo mất khoảng 1 phút."
        self._missing = unfounded(shell, "office", words)
        self._content = QWidget()
        self._content.setMaximumWidth(theme.scaled(FORM_WIDTH))
        self.form = Form()
        self.name = LineField(shell, "Tên cơ quan", *self._bind("name"), hint="Ủy ban nhân dân xã An Bình")
        self.form.add(self.name)
        self.form.add(
            LineField(shell, "Cơ quan cấp trên", *self._bind("superior"), hint="Ủy ban nhân dân tỉnh …")
        )
        self.form.add(
            LineField(shell, "Địa danh ghi trên văn bản", *self._bind("place"), hint="An Bình"),
            LineField(shell, "Ký hiệu cơ quan", *self._bind("symbol"), tooltip="Ví dụ UBND trong 15/KH-UBND"),
            LineField(
                shell, "Đơn vị soạn thảo (nơi lưu)", *self._bind("archive"),
                tooltip="Ghi sau «Lưu: VT, » ở phần Nơi nhận",
            ),
        )  # fmt: skip
        self._make_signers()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.form)
        column.addSpacing(SPACE)
        column.addLayout(self._signers_head)
        column.addWidget(self.signers)
        self.capitals = label("", "problem", wrap=True)
        column.addWidget(self.capitals)
        column.addWidget(
            label(
                "Người ký đầu tiên được đề nghị khi lập kế hoạch mới. Nhấn F2 hoặc bấm đúp để sửa.",
                "small",
                True,
            )
        )
        self.column.addWidget(self._missing)
        self.column.addWidget(self._content)
        self.column.addStretch(1)

    def _make_signers(self) -> None:
        usual = catalogue.organisations()[0].signers
        authorities = [(text, text) for text in dict.fromkeys(each.authority for each in usual) if text]
        positions = [(_one_line(text), _one_line(text)) for text in dict.fromkeys(s.position for s in usual)]
        columns = [
            Column(
                "Quyền hạn ký", lambda row: row.signer.authority, width=190, editor=Editor.SUGGEST,
                setter=self._set_signer("authority"),
                choices=lambda _: authorities,
            ),
            Column(
                "Chức vụ", lambda row: row.signer.position, width=190, editor=Editor.SUGGEST,
                display=lambda row: _one_line(row.signer.position),
                setter=self._set_signer("position"),
                choices=lambda _: positions,
            ),
            Column(
                "Họ và tên", lambda row: row.signer.name, width=160, stretch=True,
                setter=self._set_signer("name"),
            ),
        ]  # fmt: skip
        model = TableModel(columns, self._shell, parent=self)
        self.signers = TableView(model, "Chưa có người ký. Bấm «Thêm người ký».")
        self.signers.setAccessibleName("Người ký")
        self.signers.setSortingEnabled(False)
        self.signers.setFixedHeight(22 * SPACE)
        add = text_button("Thêm người ký", "add")
        add.clicked.connect(self._add_signer)
        delete = text_button("Xóa", "delete", tooltip="Xóa người ký đang chọn")
        delete.clicked.connect(self._delete_signer)
        self._signers_head = QHBoxLayout()
        self._signers_head.addWidget(label("Người ký", "heading"), 1)
        self._signers_head.addWidget(add)
        self._signers_head.addWidget(delete)

    def _bind(self, name: str) -> tuple[Callable[[], Any], Callable[[Any], object]]:
        def get() -> Any:
            profile = self._shell.office.settings.profile()
            return getattr(profile, name) if profile else ""

        def set_(value: str) -> object:
            settings = self._shell.office.settings
            fields: dict[str, Any] = {name: clean_line(value)}
            return settings.set_profile(replace(settings.require_profile(), **fields))

        return get, set_

    def _signers(self) -> list[Signer]:
        profile = self._shell.office.settings.profile()
        return list(profile.signers) if profile else []

    def _save_signers(self, signers: list[Signer]) -> object:
        settings = self._shell.office.settings
        return settings.set_profile(replace(settings.require_profile(), signers=tuple(signers)))

    def _set_signer(self, name: str) -> Callable[[_SignerRow, str], object]:
        def set_(row: _SignerRow, text: str) -> object:
            signers = self._signers()
            cleaned = clean_text(text.replace(" / ", "\n"))
            if name == "position" and not cleaned:
                raise Refusal("Hãy nhập chức vụ người ký, ví dụ: CHỦ TỊCH.")
            signers[row.id] = replace(signers[row.id], **{name: cleaned})
            return self._save_signers(signers)

        return set_

    def _add_signer(self) -> None:
        signers = [*self._signers(), Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "")]
        if self._shell.attempt(lambda: self._save_signers(signers)):
            self.refresh()
            self.signers.edit_row(len(signers) - 1, 2)

    def _delete_signer(self) -> None:
        row = self.signers.current_row()
        if row is not None:
            signers = self._signers()
            del signers[row.id]
            self._shell.attempt(lambda: self._save_signers(signers))

    def refresh(self) -> None:
        """Shows the office as it is now."""
        is_founded = self._shell.office.settings.profile() is not None
        self._missing.setVisible(not is_founded)
        self._content.setVisible(is_founded)
        self.form.load()
        signers = self._signers()
        self.signers.rows.set_rows([_SignerRow(n, signer) for n, signer in enumerate(signers)])
        said = [words for signer in signers if (words := capitals_words(signer.name))]
        self.capitals.setText("\n".join(dict.fromkeys(said)))
        self.capitals.setVisible(bool(said))

    def commit(self) -> bool:
        """Saves the field that is being edited."""
        return self.form.commit() and self.signers.commit()


def _one_line(position: str) -> str:
    """«KT. CHỦ TỊCH / PHÓ CHỦ TỊCH», as it is typed into one cell."""
    return position.replace("\n", " / ")
