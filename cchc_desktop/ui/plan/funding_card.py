"""What the tasks of the plan cost by source and area, beside the plan's part on money."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ... import catalogue
from ...domain.numerals import format_money
from ...domain.plan import Plan
from ...domain.plan_funding import Funding, funding
from .. import theme
from ..labels import label
from ..tables import Column, TableModel, TableView
from ..theme import SPACE


@dataclass(frozen=True, slots=True)
class _Sum:
    """A line of the table: what it is of, and what it comes to."""

    kind: str
    name: str
    amount: int


class FundingCard(QWidget):
    """The sums, and where the plan says otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.summary = label("", "muted", wrap=True)
        self.doubts = label("", "problem", wrap=True)
        columns = [
            Column("Theo", lambda row: row.kind, width=90, colour=lambda _: "muted"),
            Column("Khoản", lambda row: row.name, width=200, stretch=True, bold=lambda row: not row.kind),
            Column(
                "Kinh phí (đồng)", lambda row: row.amount, lambda row: format_money(row.amount), width=140,
                align=Qt.AlignmentFlag.AlignRight, bold=lambda row: not row.kind,
            ),
        ]  # fmt: skip
        self.table = TableView(TableModel(columns, key=lambda row: (row.kind, row.name), parent=self))
        self.table.setAccessibleName("Tổng hợp kinh phí")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(self.summary)
        column.addWidget(self.doubts)
        column.addWidget(self.table)

    def show_plan(self, plan: Plan) -> None:
        """Shows what the plan's tasks come to now."""
        known = funding(plan)
        self.summary.setText(known.summary)
        self.doubts.setText("\n".join(doubt.sentence for doubt in known.doubts))
        self.doubts.setVisible(bool(known.doubts))
        rows = _sums(known)
        self.table.rows.set_rows(rows)
        self.table.setVisible(bool(rows))
        self.table.setFixedHeight(theme.scaled(theme.ROW_HEIGHT) * (len(rows) + 1) + SPACE)


def _sums(known: Funding) -> list[_Sum]:
    if not known.tasks:
        return []
    by_source = [_Sum("Nguồn", source, known.of(source=source)) for source in known.sources]
    by_area = [
        _Sum("Lĩnh vực", catalogue.area(code).short_name if code else "Nhiệm vụ chung", known.of(code))
        for code in known.areas
    ]
    return [*by_source, *by_area, _Sum("", "Tổng cộng", known.total)]
