"""The strip that offers an area the targets which speak of it and which no area holds."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ... import catalogue
from ...domain.area_proposals import AreaProposal
from ..buttons import close, text_button
from ..labels import label
from ..shell import Shell
from ..tables import Column
from ..tasks.columns import why_not_assign
from ..theme import SPACE
from ..widgets.review import Answer, ReviewDialog


class WaitingTargets(QFrame):
    """Says how many targets of a plan wait for the area; not there where none does."""

    help_topic = "linh-vuc#chi-tieu-chung-noi-den-linh-vuc"

    def __init__(self, shell: Shell, area: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._area = catalogue.area(area)
        self._plan_id = ""
        self._waiting: list[AreaProposal] = []
        self.setProperty("role", "notice-info")
        self.sentence = label("", wrap=True)
        self.look = text_button("Xem và chọn…", "eye", tooltip="Xem từng chỉ tiêu rồi nhận vào lĩnh vực này")
        self.look.clicked.connect(self._open)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(SPACE, SPACE // 2, SPACE, SPACE // 2)
        layout.setSpacing(SPACE)
        layout.addWidget(self.sentence, 1)
        layout.addWidget(self.look)
        self.hide()

    def show_plan(self, plan_id: str) -> None:
        """Shows what waits in a plan, none where it is empty."""
        self._plan_id = plan_id
        found = self._shell.office.proposals.areas(plan_id) if plan_id else ()
        self._waiting = [each for each in found if each.area == self._area.code]
        close(self.look, why_not_assign(self._shell))
        self.setVisible(bool(self._waiting))
        self.sentence.setText(
            f"{len(self._waiting)} chỉ tiêu chung của kế hoạch nói đến lĩnh vực này, chưa thuộc lĩnh vực nào."
        )

    def _open(self) -> None:
        columns = [
            Column("Chỉ tiêu", lambda row: row.item.text, width=420, stretch=True),
            Column("Vì sao", lambda row: row.why, width=240),
        ]
        ReviewDialog(
            self,
            f"Chỉ tiêu có thể thuộc lĩnh vực {self._area.short_name}",
            "Chỉ tiêu được nhận vẫn đứng nguyên chỗ trong văn bản kế hoạch, và được theo dõi ở lĩnh vực này.",
            columns,
            self._waiting,
            [each.id for each in self._waiting],
            [Answer("Nhận {} chỉ tiêu", self._accept)],
        ).exec()

    def _accept(self, chosen: Sequence[AreaProposal]) -> bool:
        ids = [each.item.id for each in chosen]
        proposals, area = self._shell.office.proposals, self._area
        done = self._shell.attempt(lambda: proposals.accept_areas(self._plan_id, area.code, ids))
        if done:
            self._shell.notify(f"Đã xếp {len(ids)} chỉ tiêu vào lĩnh vực {area.short_name}.", undoable=True)
        return done
