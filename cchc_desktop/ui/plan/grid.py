"""What stands under a heading of the plan, as tables that are edited in place."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QTabWidget

from ...domain.plan import HEADING_KINDS, Item, ItemKind
from ...domain.tasks import Assignment
from ..tables import Column, Editor, TableModel, TableView
from .item_forms import Chosen
from .item_words import kind_words


class HeadingGrid(QTabWidget):
    """The targets, the tasks and the other paragraphs under the chosen heading, each in its tab."""

    opened = Signal(str)
    """A row was double-clicked where nothing is edited: the identity of its item."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__()
        self.chosen = chosen
        self.setDocumentMode(True)
        self.setMinimumHeight(260)
        self.targets = self._table(
            [
                self._text_column("Chỉ tiêu"),
                Column(
                    "Mức",
                    lambda item: item.measure.label if item.measure else "",
                    width=110,
                    colour=lambda item: "" if item.measure and item.measure.confirmed else "muted",
                    tooltip=_measure_words,
                ),
            ],
            "Chưa có chỉ tiêu nào ở phần này.",
        )
        self.tasks = self._table(
            [
                self._text_column("Nhiệm vụ"),
                self._assigned("Chủ trì", "lead", 130, Editor.SUGGEST),
                self._assigned("Thời gian", "due_text", 110),
                self._assigned("Hạn", "due", 96, Editor.DATE),
                self._assigned("Sản phẩm", "deliverable", 130),
            ],
            "Chưa có nhiệm vụ nào ở phần này.",
        )
        self.others = self._table(
            [
                Column("Số", lambda item: item.marker, width=52, setter=self._set_marker),
                Column("Loại", lambda item: kind_words(item.kind), width=96, colour=lambda _: "muted"),
                self._text_column("Nội dung"),
            ],
            "Phần này chưa có nội dung. Nhấn Insert trong cây để thêm mục.",
        )

    def show_item(self) -> None:
        """Shows what stands under the chosen heading now, in the tabs that have something to show."""
        below = list(self.chosen.item.walk())[1:]
        targets = [item for item in below if item.kind is ItemKind.TARGET]
        tasks = [item for item in below if item.kind is ItemKind.TASK]
        others = [
            item
            for item in below
            if item.kind not in HEADING_KINDS and item.kind not in (ItemKind.TARGET, ItemKind.TASK)
        ]
        wanted: list[tuple[TableView, list[Item], str]] = []
        for table, items, words in (
            (self.targets, targets, "Chỉ tiêu"),
            (self.tasks, tasks, "Nhiệm vụ"),
            (self.others, others, "Nội dung khác" if targets or tasks else "Nội dung"),
        ):
            table.rows.set_rows(items)
            if items:
                wanted.append((table, items, words))
        if not wanted:
            wanted = [(self.others, [], "Nội dung")]
        shown = [self.widget(number) for number in range(self.count())]
        tables = [table for table, _, _ in wanted]
        if shown != tables:
            self.clear()
            for table in tables:
                self.addTab(table, "")
        for number, (_, items, words) in enumerate(wanted):
            self.setTabText(number, f"{words} ({len(items)})" if items else words)

    def commit(self) -> bool:
        """Saves the cell that is being edited."""
        return all(table.commit() for table in (self.targets, self.tasks, self.others))

    def _table(self, columns: list[Column], empty_text: str) -> TableView:
        table = TableView(TableModel(columns, self.chosen.shell, parent=self), empty_text, lines=2)
        table.setParent(self)
        table.hide()
        table.opened.connect(lambda item: self.opened.emit(item.id) if item is not None else None)
        return table

    def _text_column(self, header: str) -> Column:
        return Column(header, lambda item: item.text, width=200, stretch=True, setter=self._set_text)

    def _assigned(self, header: str, name: str, width: int, editor: Editor = Editor.TEXT) -> Column:
        return Column(
            header,
            lambda item: getattr(item.assignment or Assignment(), name),
            width=width,
            editor=editor,
            setter=lambda item, value: self._plans.set_assignment(
                self.chosen.plan_id, item.id, **{name: value}
            ),
            choices=(lambda _: self._units()) if editor is Editor.SUGGEST else None,
        )

    @property
    def _plans(self) -> Any:
        return self.chosen.shell.office.plans

    def _units(self) -> list[tuple[str, str]]:
        office = self.chosen.shell.office
        return [(unit.name, unit.name) for unit in office.settings.units(office.today)]

    def _set_text(self, item: Item, text: str) -> object:
        return self._plans.set_text(self.chosen.plan_id, item.id, text)

    def _set_marker(self, item: Item, marker: str) -> object:
        return self._plans.set_marker(self.chosen.plan_id, item.id, marker)


def _measure_words(item: Item) -> str:
    if item.measure is None:
        return ""
    state = "đã xác nhận" if item.measure.confirmed else "đọc từ câu văn, chưa xác nhận"
    return f"{item.measure.label} ({state})"
