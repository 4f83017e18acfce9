"""The bar of the plan's page (which plan, its status, its commands), and what is shown without a plan."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QSizePolicy

from ...domain.dates import short_date
from ...domain.plan import Plan, PlanStatus
from ..choice_box import ChoiceBox
from ..documents.bar import CommandWords, DocumentBar
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from ..widgets.sign import Sign

_STATUS_ROLES = {
    PlanStatus.DRAFT: ("edit", "idle"),
    PlanStatus.SUBMITTED: ("lock", "info"),
    PlanStatus.ISSUED: ("done-filled", "good"),
    PlanStatus.AMENDED: ("edit", "warn"),
    PlanStatus.CLOSED: ("done-filled", "idle"),
}


def status_words(plan: Plan) -> str:
    """The status with the number that the plan was issued under."""
    if not plan.number or plan.status in (PlanStatus.DRAFT, PlanStatus.SUBMITTED):
        return plan.status.label
    return f"{plan.status.label} số {plan.number}/{plan.symbol}"


class PlanTable(Enum):
    """A table that follows from a plan's tasks, with the words of its command and its tip."""

    FRAMEWORK = "Khung kế hoạch", "Phụ lục Khung kế hoạch, theo các cột mà cơ quan chọn"
    MATRIX = "Ma trận phân công", "Đơn vị nào chủ trì, phối hợp nhiệm vụ nào; cộng theo đơn vị"
    CALENDAR = "Lịch thực hiện", "Tháng nào đến hạn việc gì"
    EVENTS = "Lịch thực hiện, tệp .ics", "Đưa hạn của các nhiệm vụ vào lịch của Outlook, Google, điện thoại"
    FUNDING = "Tổng hợp kinh phí", "Kinh phí theo lĩnh vực, nguồn và nhiệm vụ"

    def __init__(self, words: str, tip: str) -> None:
        self.words, self.tip = words, tip


class PlanBar(DocumentBar):
    """The chooser of the plan, its status, and the commands on it."""

    plan_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__(
            CommandWords("Ban hành", "done", "Ghi số, ngày ban hành của văn bản đã ký"),
            CommandWords("Sửa đổi", "edit", "Mở kế hoạch đã ban hành để sửa đổi"),
            "kế hoạch",
        )
        self._chooser = ChoiceBox()
        self._chooser.setAccessibleName("Kế hoạch đang xem")
        self._chooser.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._chooser.setMinimumContentsLength(12)
        self._chooser.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._chooser.setMaximumWidth(60 * SPACE)
        self._chooser.activated.connect(lambda _: self.plan_chosen.emit(self._chooser.value()))
        self._sign = Sign("edit", "idle")
        self._status = ElidedLabel("", "muted")
        self.import_action = self.action(
            "Nhập kế hoạch từ tệp…", "import", "Nhập kế hoạch từ tệp Word, PDF (Ctrl+I)"
        )
        self.annex_action = self.action(
            "Nhập phụ lục vào kế hoạch…", "import", "Nhập khung kế hoạch ở tệp riêng (Excel, Word, PDF)"
        )
        self.new_action = self.action("Lập kế hoạch mới…", "add", "Lập kế hoạch mới")
        self.roll_action = self.action(
            "Lập kế hoạch từ kế hoạch này…",
            "next",
            "Kế hoạch năm sau, kế hoạch năm của giai đoạn, hoặc kế hoạch của xã từ kế hoạch cấp trên",
        )
        self.submit_action = self.action(
            "Trình ký", "export", "Ghi là đã trình: nội dung giữ nguyên đến khi ban hành hoặc lấy về sửa"
        )
        self.close_action = self.action(
            "Kết thúc kế hoạch", "done", "Hết thời gian thực hiện: kế hoạch còn để xem, không theo dõi nữa"
        )
        self.drop_action = self.action(
            "Bỏ nội dung đang sửa đổi", "undo", "Trở về đúng bản đã ban hành gần nhất (hoàn tác được)"
        )
        self.compare_action = self.action(
            "So sánh, các lần ban hành…", "eye", "Kế hoạch khác gì bản đã ban hành, hoặc khác kế hoạch khác"
        )
        self.coverage_action = self.action(
            "Đối chiếu với kế hoạch cấp trên…",
            "check",
            "Câu nào của cấp trên đã có, chưa có nhiệm vụ thực hiện",
        )
        self.renumber_action = self.action("Đánh lại số mục", "refresh", "Đánh lại số thứ tự các mục")
        self.decision_action = self.action(
            "Thêm quyết định phê duyệt",
            "add",
            "Đặt kế hoạch kèm theo một quyết định: căn cứ, Điều 1 đến 3 viết sẵn để sửa",
        )
        self.bases_action = self.action(
            "Thêm căn cứ từ thư viện…", "add", "Chọn văn bản, kế hoạch cấp trên; câu căn cứ được viết sẵn"
        )
        self.renew_action = self.action(
            "Thay căn cứ hết hiệu lực…", "refresh", "Xem văn bản đang có hiệu lực rồi thay"
        )
        self.shorten_action = self.action(
            "Rút gọn viện dẫn…", "join", "Văn bản đã viện dẫn đầy đủ thì các lần sau chỉ ghi số, ký hiệu"
        )
        self.legal_action = self.action(
            "Văn bản pháp luật", "open", "Thư viện văn bản: hiệu lực, văn bản thay thế"
        )
        self.citing = QMenu("Căn cứ, viện dẫn", self)
        self.citing.setToolTipsVisible(True)
        self.citing.addActions([self.bases_action, self.renew_action, self.shorten_action])
        self.citing.addSeparator()
        self.citing.addAction(self.legal_action)
        self.duties_action = self.action(
            "Đề xuất phân công…", "unit", "Việc của từng đơn vị còn thiếu ở phần Tổ chức thực hiện"
        )
        self.delete_action = self.action("Xóa kế hoạch", "delete", "Xóa kế hoạch này (hoàn tác được)")
        self.row.addWidget(self._chooser, 3)
        self.row.addSpacing(SPACE // 2)
        self.row.addWidget(self._sign)
        self.row.addWidget(self._status, 2)
        self.form_action = self.add_switch("Nội dung", "Sửa nội dung (Ctrl+Tab)")
        self.preview_action.setToolTip("Xem trang in (Ctrl+Tab)")
        self.row.addSpacing(SPACE)
        self.add(self.issue_action, self.reopen_action, self.export_action, self.print_action)
        self.table_actions = {
            table: self.action(f"{table.words}…", "export", table.tip) for table in PlanTable
        }
        self.columns_action = self.action(
            "Chọn cột của Khung kế hoạch…",
            "settings",
            "Cột nào, theo thứ tự nào trong phụ lục",
        )
        self.letters_action = self.action(
            "Tờ trình, công văn, bản sao…", "edit", "Văn bản trình, gửi, sao kế hoạch: viết sẵn, sửa rồi xuất"
        )
        self.add_choices(
            self.export_action, *self.table_actions.values(), self.columns_action, self.letters_action
        )
        often = (self.import_action, self.annex_action, self.new_action, self.roll_action)
        text = (
            self.renumber_action, self.duties_action, self.decision_action, self.citing.menuAction(),
        )  # fmt: skip
        looks = (self.compare_action, self.coverage_action)
        life = (self.submit_action, self.drop_action, self.close_action)
        self.add_menu((*often, *text, *looks, *life), self.delete_action)

    def set_compact(self, compact: bool) -> None:
        """Keeps the words: what is rarely done is in the menu."""
        super().set_compact(False)

    def show_plans(self, heads: Sequence[Plan], plan: Plan) -> None:
        """Shows which plans there are, and the status of the one that is looked at."""
        self._chooser.offer([(head.id, head.name) for head in reversed(heads)])
        self._chooser.show_value(plan.id)
        self._chooser.setToolTip(plan.name)
        self._sign.show_icon(*_STATUS_ROLES[plan.status])
        self._status.setText(status_words(plan))
        status = plan.status
        self.show_issued(status.is_issued)
        self.issue_action.setText("Ban hành lại" if status is PlanStatus.AMENDED else "Ban hành")
        self.reopen_action.setText(reopening_words(status))
        for action, enabled in (
            (self.renumber_action, status.is_open),
            (self.bases_action, status.is_open),
            (self.renew_action, status.is_open),
            (self.shorten_action, status.is_open),
            (self.annex_action, status.is_open),
            (self.duties_action, status.is_open),
            (self.decision_action, status.is_open and plan.decision is None and not plan.number),
            (self.submit_action, status is PlanStatus.DRAFT),
            (self.close_action, status is PlanStatus.ISSUED),
            (self.drop_action, status is PlanStatus.AMENDED),
        ):
            action.setEnabled(enabled)


def reopening_words(status: PlanStatus) -> str:
    """What opens a plan in this state again."""
    return {PlanStatus.SUBMITTED: "Lấy về sửa", PlanStatus.CLOSED: "Mở lại kế hoạch"}.get(status, "Sửa đổi")


def issued_words(plan: Plan) -> str:
    """Under which number the plan was issued, and that its text stands."""
    if plan.status is PlanStatus.SUBMITTED:
        return "Kế hoạch đã trình. Nội dung được giữ nguyên đến khi ban hành hoặc lấy về sửa."
    if plan.status is PlanStatus.CLOSED:
        return f"Kế hoạch số {plan.number}/{plan.symbol} đã kết thúc, chỉ còn để xem."
    return (
        f"Kế hoạch đã ban hành số {plan.number}/{plan.symbol} ngày {short_date(plan.issued_on)}. "
        "Nội dung được giữ nguyên như bản đã ký."
    )
