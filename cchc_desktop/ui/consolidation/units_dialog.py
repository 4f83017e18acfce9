"""«Đơn vị gửi báo cáo»: the list of units, which is typed or comes from Excel."""

from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ...domain.access import WHOLE_OFFICE, Need
from ...domain.consolidation.units import Block, GatheredUnit, block_of
from ...domain.consolidation.units_file import IncomingUnits
from ...domain.errors import Refusal
from ...domain.offices import full_name
from ...domain.registers.book import RowsBook
from ...domain.report_periods import Period
from ...domain.text import clean_line
from ...office.consolidating import read_units_book
from .. import theme, work
from ..buttons import close, text_button
from ..file_dialogs import ask_file
from ..forms import ChoiceField, DateField, LineField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, TableModel, TableView
from ..theme import SPACE

_FILTER = "Bảng tính (*.xlsx *.xlsm *.xls *.ods *.csv);;Mọi tệp (*)"
_HOW = (
    "Mỗi đơn vị có mã (mã đơn vị hành chính hoặc mã do cơ quan đặt), tên, khối để xếp hạng. Đơn vị đã sáp "
    "nhập: ghi ngày hết hiệu lực và mã đơn vị mới, để so sánh số liệu cũ và mới. Tệp Excel cần cột «Mã đơn "
    "vị», «Tên đơn vị»; có thể có «Khối», «Từ ngày», «Đến ngày», «Nhập vào»."
)
_MOST_TOLD = 8


class UnitQuestion(Question):
    """One unit, new or to be changed."""

    help_topic = "tong-hop"

    def __init__(self, shell: Shell, unit: GatheredUnit | None, parent: QWidget | None) -> None:
        super().__init__(parent, "Thêm đơn vị" if unit is None else "Sửa đơn vị", "Lưu")
        self._shell, self._unit = shell, unit
        others = [
            (each.code, f"{each.place_name} ({each.code})")
            for each in shell.office.consolidating.units().units
            if each != unit
        ]
        self.code = LineField(None, "Mã đơn vị", hint="00123")
        self.name = LineField(None, "Tên đơn vị", hint="xã An Bình")
        self.block = ChoiceField(
            None, "Khối", choices=lambda: [("", "theo tên"), *((each.value, each.label) for each in Block)]
        )
        self.valid_from, self.valid_to = DateField(None, "Có hiệu lực từ"), DateField(None, "Đến hết ngày")
        self.into = ChoiceField(
            None, "Đã nhập vào đơn vị",
            choices=lambda: [("", "không"), *others],
        )  # fmt: skip
        for name, field in (
            ("code", self.code), ("name", self.name), ("block", self.block), ("valid_from", self.valid_from),
            ("valid_to", self.valid_to), ("merged_into", self.into),
        ):  # fmt: skip
            field.setObjectName(name)
        self.code.set_value(unit.code if unit is not None else "")
        self.name.set_value(unit.name if unit is not None else "")
        self.block.set_value(unit.block.value if unit is not None else "")
        self.valid_from.set_value(unit.valid_from if unit is not None else None)
        self.valid_to.set_value(unit.valid_to if unit is not None else None)
        self.into.set_value(unit.merged_into if unit is not None else "")
        self.form.add(self.code, self.name)
        self.form.add(self.block)
        self.form.add(self.valid_from, self.valid_to)
        self.form.add(self.into)

    def carry_out(self) -> bool:
        """Stores the unit."""
        name = full_name(clean_line(self.name.value() or ""))
        said = self.block.value() or ""
        given = {"id": self._unit.id} if self._unit is not None else {}
        unit = GatheredUnit(
            clean_line(self.code.value() or ""), name, Block(said) if said else block_of(name),
            self.valid_from.value(), self.valid_to.value(), self.into.value() or "", **given,
        )  # fmt: skip
        part = self._shell.office.consolidating
        return attempt_or_refuse(self._shell, lambda: part.save_unit(unit))


class UnitsDialog(QDialog):
    """The list, with what adds to it, changes it and takes it from a file."""

    help_topic = "tong-hop"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.setWindowTitle("Đơn vị gửi báo cáo")
        self.add_button = text_button("Thêm…", "add")
        self.add_button.clicked.connect(lambda _checked=False: self._ask(None))
        self.edit_button = text_button("Sửa…", "edit", tooltip="Sửa đơn vị đang chọn (Enter)")
        self.edit_button.clicked.connect(lambda _checked=False: self._ask(self.table.current_row()))
        self.delete_button = text_button("Xóa", "delete", tooltip="Xóa đơn vị chưa gửi gì (Delete)")
        self.delete_button.clicked.connect(lambda _checked=False: self._delete())
        self.import_button = text_button("Nhập từ Excel…", "import", tooltip="Lấy danh sách từ tệp Excel")
        self.import_button.clicked.connect(lambda _checked=False: self._import())
        self.close_button = text_button("Đóng", "", "primary")
        self.close_button.clicked.connect(self.accept)
        self.said = label("", "muted", wrap=True)
        self.table: TableView = TableView(
            TableModel(self._columns(), shell, parent=self),
            "Chưa có đơn vị nào. Hãy nhập từ Excel hoặc thêm.",
        )
        self.table.setAccessibleName("Đơn vị gửi báo cáo")
        self.table.opened.connect(self._ask)
        self.table.chosen.connect(lambda _: self._show_commands())
        self.table.on_delete(self._delete)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        for button in (self.add_button, self.edit_button, self.delete_button, self.import_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(_HOW, "muted", wrap=True))
        column.addWidget(self.table, 1)
        column.addWidget(self.said)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.scaled(112 * SPACE), room.width()), min(theme.scaled(64 * SPACE), room.height())
        )
        self._show()

    @staticmethod
    def _columns() -> list[Column]:
        return [
            Column("Mã", lambda each: each.code, width=80),
            Column("Tên đơn vị", lambda each: each.name, width=280, stretch=True),
            Column("Khối", lambda each: each.block.label, width=110),
            Column("Từ ngày", lambda each: each.valid_from, width=108),
            Column("Đến ngày", lambda each: each.valid_to, width=108),
            Column("Nhập vào", lambda each: each.merged_into, width=90),
        ]

    def _show(self) -> None:
        units = self._shell.office.consolidating.units().units
        self.table.rows.set_rows(units)
        if units and self.table.current_row() is None:
            self.table.choose(units[0].id)
        self._show_commands()

    def _show_commands(self) -> None:
        why = self._shell.office.why_closed(Need.REPORT, WHOLE_OFFICE)
        chosen = self.table.current_row() is not None
        for button in (self.add_button, self.import_button, self.edit_button, self.delete_button):
            close(button, why)
        for button in (self.edit_button, self.delete_button):
            button.setEnabled(button.isEnabled() and chosen)

    def _ask(self, unit: GatheredUnit | None) -> None:
        question = UnitQuestion(self._shell, unit, self)
        if question.exec():
            self._show()

    def _delete(self) -> None:
        unit: GatheredUnit | None = self.table.current_row()
        if unit is not None and self.delete_button.isEnabled():
            part = self._shell.office.consolidating
            if self._shell.attempt(lambda: part.delete_unit(unit.code)):
                self._shell.notify(f"Đã xóa đơn vị «{unit.place_name}».", undoable=True)
                self._show()

    def _import(self) -> None:
        path = ask_file(self, "Danh sách đơn vị", _FILTER)
        if path is not None:
            work.run(self, "Đang đọc tệp", lambda _, cancelled: read_units_book(path, cancelled), self.take)

    def take(self, book: RowsBook) -> None:
        """Stores the units of a workbook, or tells what is wrong in it by row."""
        part = self._shell.office.consolidating
        found: list[IncomingUnits] = []
        if not self._shell.attempt(lambda: found.append(part.incoming(book))):
            return
        if found[0].mistakes:
            told = [each.words for each in found[0].mistakes]
            more = f" … và {len(told) - _MOST_TOLD} chỗ khác." if len(told) > _MOST_TOLD else ""
            self.said.setText(f"Chưa nhập đơn vị nào. {' '.join(told[:_MOST_TOLD])}{more}")
            return
        if self._shell.attempt(partial(part.take_units, found[0])):
            self.said.setText(f"Đã nhập {len(found[0].units)} đơn vị.")
            self._show()


class WhoseQuestion(Question):
    """Whose file it is, where it does not say so."""

    help_topic = "tong-hop"

    def __init__(self, shell: Shell, name: str, period: Period, parent: QWidget | None) -> None:
        """``period`` is the one that a file is taken for which says none."""
        super().__init__(parent, "Tệp của đơn vị nào?", "Nhận báo cáo")
        units = shell.office.consolidating.units().units
        self.unit = ChoiceField(
            None, f"«{name}» là của đơn vị",
            choices=lambda: [(each.code, f"{each.place_name} ({each.code})") for each in units],
        )  # fmt: skip
        self.unit.setObjectName("unit")
        words = f"Tệp không ghi kỳ báo cáo thì được nhận vào {period.label}, kỳ đang xem."
        self.form.add_widget(label(words, "muted", wrap=True))
        self.form.add(self.unit)

    def carry_out(self) -> bool:
        """Takes a unit that was chosen."""
        if not self.unit.value():
            raise Refusal("Hãy chọn đơn vị trong danh sách.", "unit")
        return True
