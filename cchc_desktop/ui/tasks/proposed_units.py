"""The button that offers units to lead tasks, as the plans' own sections on who does what say it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from ...domain.unit_proposals import UnitProposal
from .. import icons
from ..shell import Shell
from ..tables import Column
from ..widgets.review import Answer, ReviewDialog


class ProposedUnits(QPushButton):
    """Says how many tasks have a proposal, ``count``."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.count = 0
        self.setIcon(icons.icon("unit"))
        self.setToolTip("Đơn vị chủ trì đề xuất theo phần Tổ chức thực hiện của kế hoạch, để nhận hoặc không")
        self.setAutoDefault(False)
        self.clicked.connect(self._open)
        self.hide()

    def refresh(self) -> None:
        """Counts the proposals of now."""
        self.count = len(self._shell.office.proposals.leads())
        self.setText(f"Đơn vị đề xuất ({self.count})…")

    def _open(self) -> None:
        columns = [
            Column("Nhiệm vụ", lambda row: row.text, width=340, stretch=True),
            Column("Đơn vị đề xuất", lambda row: row.unit, width=190, bold=lambda _: True),
            Column("Vì sao", lambda row: row.why, width=340),
        ]
        proposals = self._shell.office.proposals.leads()
        ReviewDialog(
            self,
            "Đơn vị chủ trì đề xuất",
            "Kế hoạch phân công các đơn vị ở phần Tổ chức thực hiện. Bỏ dấu ở nhiệm vụ không đúng "
            "(phím cách), rồi bấm «Nhận».",
            columns,
            proposals,
            [each.id for each in proposals],
            [Answer("Nhận {} đề xuất", self._accept)],
        ).exec()

    def _accept(self, chosen: Sequence[UnitProposal]) -> bool:
        done = self._shell.attempt(lambda: self._shell.office.proposals.accept_leads(chosen))
        if done:
            self._shell.notify(f"Đã giao {len(chosen)} nhiệm vụ cho đơn vị đề xuất.", undoable=True)
        return done
