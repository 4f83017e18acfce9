"""«So sánh kế hoạch»: what a plan says otherwise than when it was issued, or than another plan."""

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ...documents.compose_comparison import comparison_lines, summary
from ...domain.plan import PlanStatus
from ...domain.plan_comparison import Comparison
from ...office.plan_life import PlanSide
from .. import theme
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE


class ComparisonDialog(QDialog):
    """Two sides to choose, and a line for each thing that they say otherwise."""

    help_topic = "ke-hoach#so-sanh"

    def __init__(self, shell: Shell, plan_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._plan_id = shell, plan_id
        self.setWindowTitle("So sánh kế hoạch")
        self.before, self.after = self._side("Bản trước"), self._side("Bản sau")
        self.summary = label("", wrap=True)
        self.table = TableView(TableModel(_columns(), key=lambda line: line, parent=self), lines=3)
        self.table.setAccessibleName("Những chỗ khác nhau")
        self.export_button = text_button("Xuất bảng so sánh…", "export")
        self.export_button.clicked.connect(lambda _checked=False: self._export())
        self.issued_button = text_button("Xuất văn bản đã ký…", "export")
        self.issued_button.setToolTip("Văn bản của lần ban hành ở «Bản trước», đúng như khi ban hành")
        self.issued_button.clicked.connect(lambda _checked=False: self._export_issued())
        self.decision_button = text_button("Dự thảo quyết định điều chỉnh…", "export")
        self.decision_button.clicked.connect(lambda _checked=False: self._export_decision())
        self.close_button = text_button("Đóng", "", "primary")
        self.close_button.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        sides = QGridLayout()
        sides.setHorizontalSpacing(SPACE)
        for row, side in enumerate((self.before, self.after)):
            words = label(f"{side.accessibleName()}:", "muted")
            words.setBuddy(side)
            sides.addWidget(words, row, 0)
            sides.addWidget(side, row, 1)
        sides.setColumnStretch(1, 1)
        column.addLayout(sides)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        for button in (self.export_button, self.issued_button, self.decision_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.scaled(136 * SPACE), room.width()), min(theme.scaled(76 * SPACE), room.height())
        )
        self._offer()
        self._compare()

    @classmethod
    def run(cls, shell: Shell, plan_id: str) -> None:
        """Opens the dialog over the window."""
        dialog = cls(shell, plan_id, shell if isinstance(shell, QWidget) else None)
        dialog.exec()
        dialog.deleteLater()

    def _side(self, name: str) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(name)
        box.setMinimumContentsLength(30)
        box.activated.connect(lambda _: self._compare())
        return box

    def _offer(self) -> None:
        """Offers what there is: what was issued last against what the plan says now, else two plans."""
        sides = self._shell.office.plan_life.sides(self._plan_id)
        choices = [(side, side.name) for side in sides]
        for box in (self.before, self.after):
            box.offer(choices)
        at = next(place for place, side in enumerate(sides) if not side.issue_id)
        others = sides[at + 1 :]
        self._now = sides[at]
        self.after.show_value(self._now)
        self.before.show_value(sides[at - 1] if at else others[-1] if others else sides[at])

    # Showing

    def _compare(self) -> None:
        before, after = self._chosen()
        found: list[Comparison] = []
        life = self._shell.office.plan_life
        self._shell.attempt(lambda: found.append(life.compare(before, after)))
        lines = list(comparison_lines(found[0])) if found else []
        self.table.rows.set_rows(lines)
        self.summary.setText(summary(found[0]) if found else "")
        self.export_button.setEnabled(bool(lines))
        self.issued_button.setVisible(bool(before.issue_id))
        is_amended = self._shell.office.plans.get(self._plan_id).status is PlanStatus.AMENDED
        issues = life.issues(self._plan_id)
        is_amendment = bool(issues) and before.issue_id == issues[-1].id and after == self._now
        self.decision_button.setVisible(is_amended and is_amendment and bool(lines))

    def _chosen(self) -> tuple[PlanSide, PlanSide]:
        before, after = self.before.value(), self.after.value()
        assert isinstance(before, PlanSide)
        assert isinstance(after, PlanSide)
        return before, after

    # Commands

    def _export(self) -> None:
        before, after = self._chosen()
        document = self._shell.office.plan_life.comparison_document(before, after)
        self._shell.export(document, "bang-so-sanh-ke-hoach")

    def _export_issued(self) -> None:
        life = self._shell.office.plan_life
        before, _ = self._chosen()
        issue = next(each for each in life.issues(before.plan_id) if each.id == before.issue_id)
        name = f"{issue.number}-{issue.symbol}".replace("/", "-")
        self._shell.attempt(lambda: self._shell.export(life.issued_document(issue), name))

    def _export_decision(self) -> None:
        life = self._shell.office.plan_life
        self._shell.attempt(
            lambda: self._shell.export(life.amending_decision(self._plan_id), "quyet-dinh-dieu-chinh")
        )


def _columns() -> list[Column]:
    def column(header: str, place: int, width: int, *, stretch: bool = False) -> Column:
        return Column(
            header,
            lambda line: line[place],
            width=width,
            stretch=stretch,
            tooltip=lambda line: str(line[place]),
        )

    return [
        column("Thay đổi", 0, 90),
        column("Vị trí", 1, 180),
        column("Nội dung trước", 2, 280, stretch=True),
        column("Nội dung sau", 3, 280, stretch=True),
    ]
