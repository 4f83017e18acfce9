"""The question over form II.06a: figures that were typed by hand are others than the form comes to."""

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ...domain.numerals import format_number
from ...domain.report_periods import Period
from ..buttons import text_button
from ..forms import LineField
from ..forms.question import Question
from ..labels import label
from ..shell import Shell, attempt_or_refuse
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from ..widgets.sign import Sign

_LISTED = 4


class BesideForm(QFrame):
    """Shows old and new, and asks once: the form's totals, or what was typed, with a reason.

    The typed figures hold until then; those with a reason are not asked about again.
    """

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._quarter: Period | None = None
        self.setProperty("role", "notice-warn")
        self.words = label("", wrap=True)
        self.take = text_button("Dùng số của biểu", "check", "primary")
        self.take.setToolTip("Bỏ các số nhập tay này; lịch sử vẫn giữ và Ctrl+Z lấy lại được")
        self.take.clicked.connect(lambda _checked=False: self._take())
        self.keep = text_button("Giữ số nhập tay…", "lock")
        self.keep.setToolTip("Giữ số nhập tay và ghi lý do; danh sách kiểm tra vẫn nêu cả hai số")
        self.keep.clicked.connect(lambda _checked=False: self._keep())
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(2 * SPACE)
        self._list.setVerticalSpacing(0)
        self._list.setColumnStretch(0, 1)
        self._asked: tuple[str, ...] = ()
        self.lines: list[tuple[str, str, str]] = []
        self._labels: list[QLabel] = []
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(Sign("warning-filled", "warn"))
        head.addWidget(self.words, 1)
        head.addWidget(self.take)
        head.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, 4, SPACE, 4)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(self._list)
        self.hide()

    def show_quarter(self, period: Period) -> None:
        """Shows what there is to settle in a quarter; nothing in a longer span."""
        self._quarter = period
        figures = self._shell.office.figures
        found = figures.beside_form(period) if period.span.is_quarter else {}
        asked = {code: each for code, each in found.items() if not each[0].note}
        self._asked = tuple(asked)
        self.setVisible(bool(asked))
        known = self._shell.office.catalogues.of_period(period)
        lines = []
        for code, (figure, total) in asked.items():
            indicator = known.get(code)
            old = format_number(figure.value or 0)
            lines.append(
                (f"{code}. {indicator.name}", f"đang ghi {old}", f"biểu cộng {format_number(total)}")
            )
        self.words.setText(f"{len(lines)} số nhập tay khác biểu này, vẫn đang được dùng:")
        if lines != self.lines:
            self.lines = lines
            self._list_lines()

    def _list_lines(self) -> None:
        for old in self._labels:
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        shown, rest = self.lines[:_LISTED], self.lines[_LISTED:]
        rows = [*shown, (f"và {len(rest)} chỉ tiêu khác", "", "")] if rest else shown
        self._labels = []
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                cell = ElidedLabel(text) if column == 0 else label(text)
                self._labels.append(cell)
                self._list.addWidget(cell, row, column)
        if rest:
            self._labels[-3].setToolTip("\n".join(", ".join(line) for line in rest))

    def _take(self) -> None:
        quarter, asked, figures = self._quarter, self._asked, self._shell.office.figures
        # Those with a reason are not asked about, and stay.
        if quarter is not None and self._shell.attempt(lambda: figures.take_form(quarter, asked)):
            self._shell.notify(
                f"Đã lấy số của biểu II.06a {quarter.label}; số nhập tay vẫn còn trong lịch sử.",
                undoable=True,
            )

    def _keep(self) -> None:
        if self._quarter is not None:
            _ReasonQuestion(self._shell, self._quarter, self.window()).exec()


class _ReasonQuestion(Question):
    """Why the typed figures are kept."""

    def __init__(self, shell: Shell, quarter: Period, parent: QWidget) -> None:
        super().__init__(parent, "Giữ số nhập tay", "Giữ số nhập tay")
        self._shell = shell
        self._quarter = quarter
        self.form.add_widget(
            label(
                "Lý do được ghi vào cột «Ghi chú» của các số này. Danh sách kiểm tra trước khi gửi báo cáo "
                "vẫn nêu cả hai số.",
                "muted",
                wrap=True,
            )
        )
        self.reason = LineField(None, "Lý do", hint="ví dụ: gồm cả hồ sơ tiếp nhận ngoài hệ thống")
        self.reason.setObjectName("reason")
        self.form.add(self.reason)
        self.reason.setFocus()

    def carry_out(self) -> bool:
        """Keeps the figures with the reason. Raises Refusal without one."""
        figures, reason = self._shell.office.figures, self.reason.value()
        return attempt_or_refuse(self._shell, lambda: figures.keep_typed(self._quarter, reason))
