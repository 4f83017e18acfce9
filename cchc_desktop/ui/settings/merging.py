"""«Sáp nhập, đổi tên đơn vị»: which units, into which, from when; every change is shown before it is made."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ...domain.dates import parse_date, short_date
from ...domain.errors import Refusal
from ...office.unit_merging import Merge
from .. import theme
from ..forms import LineField
from ..forms.choices import ChoiceField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..tables import Column, TableModel, TableView
from ..theme import SPACE

_WIDTH, _LIST_HEIGHT, _TABLE_HEIGHT = 104, 15, 26


class MergeUnits(Question):
    """Chooses units and what becomes of them; the table says what it changes, before it is done."""

    def __init__(self, shell: Shell, chosen: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent, "Sáp nhập, đổi tên đơn vị", "Thực hiện")
        self._shell = shell
        self._merging = shell.office.unit_merging
        self.setMinimumWidth(theme.scaled(_WIDTH * SPACE))
        self.form.add_widget(
            label("Đơn vị sáp nhập hoặc đổi tên (phím cách để chọn, chọn được nhiều):", wrap=True)
        )
        self.olds = QListWidget()
        self.olds.setAccessibleName("Đơn vị sáp nhập hoặc đổi tên")
        self.olds.setFixedHeight(theme.scaled(_LIST_HEIGHT * SPACE))
        self.form.add_widget(self.olds)
        self.name = ChoiceField(
            None, "Đơn vị mới", choices=self._names, editable=True,
            tooltip="Gõ tên mới, hoặc chọn đơn vị đang có để sáp nhập vào",
        )  # fmt: skip
        self.name.setObjectName("name")
        self.short_name = LineField(None, "Viết tắt", hint="nếu là đơn vị mới")
        self.short_name.setObjectName("short_name")
        self.day = LineField(None, "Từ ngày", hint="ngày/tháng/năm")
        self.day.setObjectName("day")
        self.form.add(self.name)
        self.form.add(self.short_name, self.day)
        columns = [
            Column("Loại", lambda row: row.what, width=100),
            Column("Tên", lambda row: row.name, width=260, stretch=True, tooltip=lambda row: row.name),
            Column("Trước", lambda row: row.before, width=170, tooltip=lambda row: row.before),
            Column("Sau", lambda row: row.after, width=200, tooltip=lambda row: row.after),
        ]
        self.table = TableView(TableModel(columns, key=lambda row: (row.what, row.id), parent=self), "")
        self.table.setAccessibleName("Những gì thay đổi")
        self.table.setFixedHeight(theme.scaled(_TABLE_HEIGHT * SPACE))
        self._told = label("", "muted", wrap=True)
        self.form.add_widget(self.table)
        self.form.add_widget(self._told)
        self.day.editor.setText(short_date(shell.office.today))
        self._offer(chosen)
        self.olds.itemChanged.connect(lambda _: self._look())
        for field in (self.name, self.short_name, self.day):
            field.changed.connect(self._look)
        self.olds.setFocus()
        self._look()

    def _offer(self, chosen: str) -> None:
        for unit in self._merging.in_force(self._shell.office.today):
            item = QListWidgetItem(unit.name)
            item.setData(Qt.ItemDataRole.UserRole, unit.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            is_chosen = unit.id == chosen
            item.setCheckState(Qt.CheckState.Checked if is_chosen else Qt.CheckState.Unchecked)
            self.olds.addItem(item)
            if is_chosen:
                self.olds.setCurrentItem(item)
        if self.olds.currentItem() is None and self.olds.count():
            self.olds.setCurrentRow(0)

    def _names(self) -> list[tuple[Any, str]]:
        return [
            (unit.name, unit.name) for unit in self._shell.office.settings.units(self._shell.office.today)
        ]

    @property
    def chosen(self) -> list[str]:
        """The identities of the units that are ticked."""
        items = [self.olds.item(place) for place in range(self.olds.count())]
        ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in ticked]

    def _day(self) -> date:
        return parse_date(str(self.day.value()), "day")

    def _given(self, work: Callable[..., Any]) -> Any:
        return work(
            self.chosen, str(self.name.value() or ""), str(self.short_name.value() or ""), self._day()
        )

    def _look(self) -> None:
        """Shows what would be changed; what is missing yet, where it cannot be told."""
        try:
            found: Merge = self._given(self._merging.propose)
        except Refusal as refusal:
            self.table.rows.set_rows([])
            self._told.setText(str(refusal))
            return
        self.table.rows.set_rows(found.moved)
        self._told.setText(f"{len(found.moved)} thay đổi, hoàn tác được bằng một lần Ctrl+Z. {found.kept}")

    def carry_out(self) -> bool:
        """Merges the units. Raises Refusal where something is missing."""
        return attempt_or_refuse(self._shell, lambda: self._given(self._merging.merge))
