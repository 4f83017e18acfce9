"""The bar of the plan's page (which plan, its status, its commands), the banner of an issued plan, and
what is shown while there is no plan."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)

from ...domain.dates import short_date
from ...domain.plan import Plan, PlanStatus
from ..buttons import action_button, text_button
from ..icons import icon
from ..labels import label
from ..theme import SPACE
from ..widgets.sign import Sign

_STATUS_ROLES = {
    PlanStatus.DRAFT: ("edit", "idle"),
    PlanStatus.ISSUED: ("done-filled", "good"),
    PlanStatus.AMENDED: ("edit", "warn"),
}


def plan_words(plan: Plan) -> str:
    """A plan as the chooser names it."""
    return f"{plan.title.capitalize()} {plan.subject[:1].lower()}{plan.subject[1:]}".strip()


def status_words(plan: Plan) -> str:
    """The status with the number that the plan was issued under."""
    if plan.status is PlanStatus.DRAFT:
        return plan.status.label
    return f"{plan.status.label} số {plan.number}/{plan.symbol}"


class PlanBar(QFrame):
    """The chooser of the plan, its status, and the commands on it."""

    plan_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self._chooser = QComboBox()
        self._chooser.setAccessibleName("Kế hoạch đang xem")
        self._chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._chooser.setMinimumContentsLength(14)
        self._chooser.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._chooser.setMaximumWidth(60 * SPACE)
        self._chooser.activated.connect(lambda at: self.plan_chosen.emit(self._chooser.itemData(at)))
        self._sign = Sign("edit", "idle")
        self._status = label("", "muted")
        self.import_action = self._action(
            "Nhập kế hoạch", "import", "Nhập kế hoạch từ tệp Word, PDF (Ctrl+I)"
        )
        self.new_action = self._action("Lập mới", "add", "Lập kế hoạch mới")
        self.issue_action = self._action("Ban hành", "done", "Ghi số, ngày ban hành của văn bản đã ký")
        self.amend_action = self._action("Sửa đổi", "edit", "Mở kế hoạch đã ban hành để sửa đổi")
        self.export_action = self._action("Xuất", "export", "Xuất ra PDF, Word hoặc Excel (Ctrl+E)")
        self.print_action = self._action("In", "print", "In kế hoạch (Ctrl+P)")
        self.renumber_action = self._action("Đánh lại số mục", "refresh", "Đánh lại số thứ tự các mục")
        self.delete_action = self._action("Xóa kế hoạch", "delete", "Xóa kế hoạch này (hoàn tác được)")
        self.preview_action = self._action("Trang in", "eye", "Hiện hoặc ẩn trang in")
        self.preview_action.setCheckable(True)
        self._more = QToolButton(icon=icon("more"), toolTip="Việc khác")
        self._more.setAccessibleName("Việc khác")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._more)
        menu.addActions([self.renumber_action])
        menu.addSeparator()
        menu.addActions([self.delete_action])
        self._more.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 6, SPACE, 6)
        row.setSpacing(SPACE // 2)
        row.addWidget(self._chooser, 3)
        row.addSpacing(SPACE // 2)
        row.addWidget(self._sign)
        row.addWidget(self._status)
        row.addStretch(1)
        self._buttons: dict[QAction, QToolButton] = {}
        for action in (
            self.import_action, self.new_action, self.issue_action, self.amend_action, self.export_action,
            self.print_action, self.preview_action,
        ):  # fmt: skip
            button = self._buttons[action] = action_button(action)
            if action is self.preview_action:
                row.addWidget(self._more)
            row.addWidget(button)
        self.set_compact(False)

    def _action(self, text: str, picture: str, tip: str) -> QAction:
        action = QAction(icon(picture), text, self)
        action.setToolTip(tip)
        return action

    def show_plans(self, heads: Sequence[Plan], plan: Plan) -> None:
        """Shows which plans there are, and the status of the one that is looked at."""
        with QSignalBlocker(self._chooser):
            self._chooser.clear()
            for head in reversed(heads):
                self._chooser.addItem(plan_words(head), head.id)
            self._chooser.setCurrentIndex(self._chooser.findData(plan.id))
        self._chooser.setToolTip(plan_words(plan))
        self._sign.show_icon(*_STATUS_ROLES[plan.status])
        self._status.setText(status_words(plan))
        issued = plan.status is PlanStatus.ISSUED
        self._buttons[self.issue_action].setVisible(not issued)
        self._buttons[self.amend_action].setVisible(issued)
        self.issue_action.setText("Ban hành lại" if plan.status is PlanStatus.AMENDED else "Ban hành")
        self.renumber_action.setEnabled(not issued)

    def set_compact(self, compact: bool) -> None:
        """Shows the commands as icons alone where there is little room; issuing keeps its word."""
        for action, button in self._buttons.items():
            wordless = action is self.preview_action or (
                compact and action not in (self.issue_action, self.amend_action)
            )
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonIconOnly
                if wordless
                else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            )


class IssuedBanner(QFrame):
    """Says that the text of an issued plan stands, and how to change it all the same."""

    amend_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice-info")
        self._sign = Sign("lock", "info", 18)
        self._words = label("", wrap=True)
        button = text_button("Sửa đổi kế hoạch", "edit")
        button.clicked.connect(lambda _checked=False: self.amend_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 6, SPACE, 6)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(button)

    def show_plan(self, plan: Plan) -> None:
        """Says under which number the plan was issued."""
        self._words.setText(
            f"Kế hoạch đã ban hành số {plan.number}/{plan.symbol} ngày {short_date(plan.issued_on)}. "
            "Nội dung được giữ nguyên như bản đã ký."
        )


class EmptyPlans(QFrame):
    """What to do while there is no plan."""

    import_wanted = Signal()
    new_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        picture = Sign("plan", "muted", 48)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title = label("Chưa có kế hoạch nào", "title")
        words = label(
            "Nhập kế hoạch đã có từ tệp Word, PDF hoặc văn bản, hoặc lập kế hoạch mới với sẵn tám lĩnh vực.",
            "muted",
            wrap=True,
        )
        for text in (title, words):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        bring = text_button("Nhập kế hoạch từ tệp", "import", "primary")
        bring.clicked.connect(lambda _checked=False: self.import_wanted.emit())
        new = text_button("Lập kế hoạch mới", "add")
        new.clicked.connect(lambda _checked=False: self.new_wanted.emit())
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addStretch(1)
        buttons.addWidget(bring)
        buttons.addWidget(new)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setSpacing(SPACE)
        column.addStretch(2)
        column.addWidget(picture)
        column.addWidget(title)
        column.addWidget(words)
        column.addSpacing(SPACE)
        column.addLayout(buttons)
        column.addStretch(3)
