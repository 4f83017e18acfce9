"""Rows of a register that came in and may be doubles: each beside the row that it is like, until decided."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.registers.incoming import Decision, PutAside
from ...domain.registers.register import Register, RegisterRow
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..wizards.frame import WizardFrame


@dataclass(frozen=True, slots=True)
class _Doubt:
    id: str
    came: str
    like: str
    differences: str
    has_like: bool


class Doubts(WizardFrame):
    """Rows that wait, one chosen: it becomes a row of its own, goes into the one that it is like, or away."""

    help_topic = "so-theo-doi#nhap-tu-excel"

    def __init__(self, shell: Shell, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Dòng nghi trùng", parent)
        self._register = register
        self.table = TableView(TableModel(_columns()), "Không còn dòng nào nghi trùng.", 0)
        self.table.setAccessibleName("Dòng nghi trùng")
        self.table.chosen.connect(lambda _: self._offer())
        self.own_button = text_button("Ghi dòng mới", "add", tooltip="Hai dòng là hai việc khác nhau")
        self.own_button.clicked.connect(lambda _checked=False: self._decide(Decision.AS_NEW))
        self.take_button = text_button(
            "Sửa dòng đã có", "join", tooltip="Cùng một việc: dòng trong sổ nhận các ô của dòng này"
        )
        self.take_button.clicked.connect(lambda _checked=False: self._decide(Decision.TAKE))
        self.drop_button = text_button("Bỏ dòng này", "delete", tooltip="Cùng một việc, sổ đã ghi đúng")
        self.drop_button.clicked.connect(lambda _checked=False: self._decide(Decision.SKIP))
        self.close_button = text_button("Đóng")
        self.close_button.clicked.connect(self.accept)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        words = "Các dòng giống dòng đã có, chưa vào sổ và chưa được đếm. Chọn từng dòng rồi quyết định."
        column.addWidget(label(words, "muted", wrap=True))
        column.addWidget(self.table, 1)
        self.pages.addWidget(page)
        self.add_foot(self.own_button, self.take_button, self.drop_button, self.close_button)
        self.show_doubts()

    @classmethod
    def run(cls, shell: Shell, register: Register) -> None:
        """Opens the dialog over the window."""
        parent = shell if isinstance(shell, QWidget) else None
        dialog = cls(shell, register, parent)
        dialog.fit(parent, 24 * SPACE, 24 * SPACE)
        dialog.exec()
        dialog.deleteLater()

    def show_doubts(self) -> None:
        """Shows what waits now."""
        waiting = self._shell.office.register_import.put_aside(self._register.id)
        self.table.rows.set_rows([self._doubt(each) for each in waiting])
        if waiting and self.table.current_row() is None:
            self.table.choose(waiting[0].row.id)
        self._counts.setText(f"Còn {len(waiting)} dòng." if waiting else "")
        self._offer()

    def _doubt(self, waiting: PutAside) -> _Doubt:
        registers, register = self._shell.office.registers, self._register
        like = registers.row(waiting.like) if waiting.like and registers.is_there(waiting.like) else None
        came = _told(register, waiting.row)
        if like is None:
            return _Doubt(waiting.row.id, came, "(không còn trong sổ)", "", has_like=False)
        differing = [
            f"{register.field(key).label}: {register.field(key).shown(like.values.get(key)) or 'trống'} → "
            f"{register.field(key).shown(value)}"
            for key, value in waiting.row.values.items()
            if like.values.get(key) != value
        ]
        shown = _told(register, like)
        return _Doubt(waiting.row.id, came, shown, "; ".join(differing) or "không có", has_like=True)

    def _offer(self) -> None:
        row = self.table.current_row()
        for button in (self.own_button, self.drop_button):
            button.setEnabled(row is not None)
        self.take_button.setEnabled(row is not None and row.has_like and row.differences != "không có")

    def _decide(self, decision: Decision) -> None:
        row = self.table.current_row()
        if row is None:
            return
        imports = self._shell.office.register_import
        self._shell.attempt(lambda: imports.decide(self._register.id, row.id, decision))
        self.show_doubts()


def _told(register: Register, row: RegisterRow) -> str:
    """What is filled in of a row, in the order of the register."""
    filled = [field for field in register.typed if row.shown(field)]
    return "; ".join(f"{each.label}: {' '.join(row.shown(each).split())}" for each in filled)


def _columns() -> list[Column]:
    return [
        Column("Dòng chờ", lambda row: row.came, width=320, stretch=True),
        Column("Dòng giống nó trong sổ", lambda row: row.like, width=320, stretch=True),
        Column("Khác nhau", lambda row: row.differences, width=240, stretch=True, colour=lambda _: "warn"),
    ]
