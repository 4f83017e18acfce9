"""The bar of an opened report: which period, its state, its commands; and the banner of an issued one."""

from datetime import date

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QToolButton

from ...domain.dates import short_date
from ...domain.report_periods import Period
from ...domain.reports import ReportHead
from ...office.reports import ReportLine, ReportState
from ..buttons import action_button, text_button
from ..icons import icon
from ..labels import label
from ..theme import SPACE
from ..widgets.choice_box import ChoiceBox
from ..widgets.elided import ElidedLabel
from ..widgets.report_reminders import left_words
from ..widgets.sign import Sign
from .reports_opened import STATE_SIGNS


class ReportBar(QFrame):
    """The chooser of the report, its state, and the commands on it."""

    period_chosen = Signal(object)
    closed = Signal()
    """The user wants the list of reports."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.back_action = self._action("Danh sách", "back", "Về danh sách báo cáo (Alt+←)")
        self.back_action.triggered.connect(lambda _checked=False: self.closed.emit())
        self.chooser = ChoiceBox()
        self.chooser.setAccessibleName("Báo cáo đang xem")
        self.chooser.setToolTip("Kỳ trước, kỳ sau: Ctrl+PageUp, Ctrl+PageDown")
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.chooser.activated.connect(lambda _: self.period_chosen.emit(self.chooser.value()))
        self._sign = Sign("edit", "idle")
        self._state = ElidedLabel("", "muted")
        self.figures_action = self._action("Số liệu", "figures", "Mở số liệu của kỳ này")
        self.issue_action = self._action("Phát hành…", "done", "Ghi số, ngày của báo cáo đã ký")
        self.recall_action = self._action(
            "Thu hồi", "undo", "Thu hồi phát hành: bỏ số, ngày để sửa lại báo cáo"
        )
        self.export_action = self._action("Xuất", "export", "Xuất báo cáo ra PDF, Word hoặc Excel (Ctrl+E)")
        self.print_action = self._action("In", "print", "In báo cáo (Ctrl+P)")
        self.annex_action = self._action("Xuất phụ lục số liệu (Excel)", "excel", "Phụ lục thống kê riêng")
        self.form_action = self._action("Mở biểu II.06a", "survey", "Mở biểu II.06a của kỳ này")
        self.calendar_action = self._action("Kỳ và hạn gửi…", "calendar", "Chế độ báo cáo của năm")
        self.preview_action = self._action("Trang in", "eye", "Hiện hoặc ẩn trang in")
        self.preview_action.setCheckable(True)
        self._more = QToolButton(icon=icon("more"), toolTip="Việc khác")
        self._more.setAccessibleName("Việc khác")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._more)
        menu.addActions([self.annex_action, self.form_action])
        menu.addSeparator()
        menu.addActions([self.calendar_action])
        self._more.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 6, SPACE, 6)
        row.setSpacing(SPACE // 2)
        self._buttons: dict[QAction, QToolButton] = {}
        row.addWidget(self._button(self.back_action))
        row.addWidget(self.chooser)
        row.addSpacing(SPACE // 2)
        row.addWidget(self._sign)
        row.addWidget(self._state, 1)
        for action in (
            self.figures_action, self.issue_action, self.recall_action, self.export_action, self.print_action
        ):  # fmt: skip
            row.addWidget(self._button(action))
        row.addWidget(self._more)
        row.addWidget(self._button(self.preview_action))
        self.set_compact(False)

    def _action(self, text: str, picture: str, tip: str) -> QAction:
        action = QAction(icon(picture), text, self)
        action.setToolTip(tip)
        return action

    def _button(self, action: QAction) -> QToolButton:
        button = self._buttons[action] = action_button(action)
        return button

    def show_report(self, periods: list[Period], line: ReportLine, symbol: str, today: date) -> None:
        """Shows which reports there are, where this one stands, and until when it is to go out."""
        with QSignalBlocker(self.chooser):
            self.chooser.offer([(one, f"Báo cáo {one.label}") for one in periods])
            self.chooser.show_value(line.period)
        self._sign.show_icon(*STATE_SIGNS[line.state])
        issued, due = line.state is ReportState.ISSUED, line.dates.due
        words = line.state.label
        if issued:
            words = f"{words}: số {line.number}/{symbol}, ngày {short_date(line.issued_on)}"
        elif due is not None:
            words = f"{words}, hạn gửi {short_date(due)} ({left_words(due, today)})"
        self._state.setText(words)
        self._buttons[self.issue_action].setVisible(not issued)
        self._buttons[self.recall_action].setVisible(issued)

    def set_compact(self, compact: bool) -> None:
        """Shows the commands as icons alone where there is little room; issuing keeps its word."""
        for action, button in self._buttons.items():
            wordless = action is self.preview_action or (
                compact and action not in (self.issue_action, self.recall_action)
            )
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonIconOnly
                if wordless
                else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
            )


class IssuedReportBanner(QFrame):
    """Says that an issued report stands, and how to change it all the same."""

    recall_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice-info")
        self._words = label("", wrap=True)
        button = text_button("Thu hồi phát hành", "undo")
        button.clicked.connect(lambda _checked=False: self.recall_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 6, SPACE, 6)
        row.addWidget(Sign("lock", "info", 18))
        row.addWidget(self._words, 1)
        row.addWidget(button)

    def show_head(self, head: ReportHead) -> None:
        """Says under which number the report went out."""
        self._words.setText(
            f"Báo cáo đã phát hành số {head.number}/{head.symbol} ngày {short_date(head.issued_on)}. "
            "Câu văn được giữ nguyên như bản đã ký."
        )
