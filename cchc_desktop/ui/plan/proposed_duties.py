"""«Đề xuất phân công»: the duties by unit that a plan lacks, ticked and taken."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ...domain.duty_proposals import DutyProposal
from ..shell import Shell
from ..tables import Column
from ..widgets.review import Answer, ReviewDialog


def propose_duties(shell: Shell, plan_id: str, parent: QWidget) -> bool:
    """Shows the proposals and takes those that are ticked; gives whether any was taken."""
    proposals = shell.office.proposals.duties(plan_id)
    if not proposals:
        shell.notify("Phần Tổ chức thực hiện đã có việc của mọi đơn vị chủ trì, phối hợp.")
        return False
    columns = [
        Column("Đơn vị", lambda row: row.unit, width=190, bold=lambda _: True),
        Column("Việc đề xuất", lambda row: row.text, width=420, stretch=True),
        Column("Vì sao", lambda row: row.why, width=210),
    ]

    def accept(chosen: Sequence[DutyProposal]) -> bool:
        done = shell.attempt(lambda: shell.office.proposals.accept_duties(plan_id, chosen))
        if done:
            shell.notify(f"Đã thêm {len(chosen)} việc vào phần Tổ chức thực hiện.", undoable=True)
        return done

    dialog = ReviewDialog(
        parent,
        "Đề xuất phân công",
        "Việc của từng đơn vị lập từ nhiệm vụ được giao chủ trì, phối hợp và lĩnh vực thường phụ trách. "
        "Bỏ dấu ở việc không đúng (phím cách), rồi bấm «Thêm».",
        columns,
        proposals,
        [each.id for each in proposals],
        [Answer("Thêm {} việc", accept)],
    )
    return bool(dialog.exec())
