"""Step 3 of the import: what will be stored."""

from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from ...domain.plan import Plan
from ..labels import label
from ..theme import SPACE
from .frame import Notice
from .import_session import DraftSession


class SummaryPage(QScrollArea):
    """Counts and warnings, and whether the plan becomes the one that is worked with."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Tóm tắt kế hoạch sẽ nhập")
        self._title = label("", "title", wrap=True)
        self._issuer = label("", "muted", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(3 * SPACE)
        self._grid.setVerticalSpacing(SPACE // 2)
        card = QFrame()
        card.setProperty("role", "card")
        card.setLayout(self._grid)
        self._notice = Notice("notice-warn")
        self.use_now = QCheckBox("Hiển thị kế hoạch này trên trang Kế hoạch")
        self.use_now.setChecked(True)
        inner = QWidget()
        inner.setProperty("role", "scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        for widget in (self._title, self._issuer, card, self._notice, self.use_now):
            column.addWidget(widget)
        column.addWidget(label("Việc nhập là một thao tác: muốn bỏ thì dùng «Hoàn tác».", "muted", wrap=True))
        column.addStretch(1)
        self.setWidget(inner)

    def show_session(self, session: DraftSession, known: list[Plan]) -> None:
        """Shows what would be stored; ``known`` are the plans that there are already."""
        plan, counts = session.plan, session.counts()
        self._title.setText(f"{plan.title.capitalize()} {plan.subject}".strip())
        facts = (plan.issuer, plan.period.label, session.draft.layout)
        self._issuer.setText(" · ".join(part for part in facts if part))
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        rows = (
            ("Lĩnh vực", counts.areas),
            ("Chỉ tiêu", counts.targets),
            ("Nhiệm vụ", counts.tasks),
            ("Chỗ còn đánh dấu cần xem lại", counts.doubts),
            ("Đoạn chưa có chỗ (không được lưu)", counts.unplaced),
        )
        for number, (words, count) in enumerate(rows):
            self._grid.addWidget(label(words), number, 0)
            self._grid.addWidget(label(str(count), "heading"), number, 1)
        self._grid.setColumnStretch(2, 1)
        warnings = list(session.warnings)
        if any(head.period == plan.period and head.issuer == plan.issuer for head in known):
            warnings.append(
                f"Đã có một kế hoạch {plan.period.label} của cơ quan này; bản nhập sẽ đứng cạnh nó."
            )
        self._notice.say("\n".join(f"• {warning}" for warning in warnings))
