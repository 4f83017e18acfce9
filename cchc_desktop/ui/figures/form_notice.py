"""The strip over form II.06a: the form of a longer span that stands for quarters, and the way to it."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ...domain.places import DossiersPlace
from ...domain.report.words import quarter_words
from ...domain.report_periods import Period
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..theme import SPACE


class FormNotice(QFrame):
    """Says of a period's form what an office that began in mid-year has to know; else it is hidden."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._place = DossiersPlace()
        self.setProperty("role", "notice-info")
        self._words = label("", wrap=True)
        self.button = text_button("", "survey", "flat")
        self.button.clicked.connect(lambda _checked=False: shell.go(self._place))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 4, SPACE, 4)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._words.text()

    def show_period(self, period: Period) -> None:
        """Says what there is to say of a period's form."""
        sentence, span = self._said(period)
        self._words.setText(sentence)
        self.button.setVisible(span is not None)
        if span is not None:
            self._place = DossiersPlace(span)
            self.button.setText(f"Biểu lũy kế {span.short_label}")
            self.button.setToolTip(f"Mở biểu II.06a lũy kế {span.label}")
        self.setVisible(bool(sentence))

    def _said(self, period: Period) -> tuple[str, Period | None]:
        """The sentence, and the span whose form the button opens."""
        dossiers = self._shell.office.dossiers
        opening, covering = dossiers.opening_of(period), dossiers.covering(period.last_quarter)
        instead = quarter_words(period.quarters)
        if opening == period:
            return (
                f"Biểu lũy kế khi bắt đầu dùng, thay cho biểu {instead}. Biểu các kỳ sau cộng thêm quý mới.",
                None,
            )
        if covering is not None:
            return (
                f"Đã có trong biểu lũy kế {covering.short_label}: không phải nhập. Số nhập ở đây không làm "
                "đổi biểu lũy kế.",
                covering,
            )
        wanted = dossiers.wanted(period)
        if wanted == period:
            return (
                f"Bắt đầu dùng giữa năm: chép biểu {period.label} đã gửi vào đây một lần, thay cho "
                f"{instead}.",
                None,
            )
        if wanted is not None:
            return (
                f"Chưa có biểu {quarter_words(wanted.quarters)}. Mới dùng chương trình thì nhập biểu lũy kế "
                f"{wanted.short_label} một lần.",
                wanted,
            )
        if opening is not None and not period.span.is_quarter:
            later = [quarter for quarter in period.quarters if quarter not in opening.quarters]
            lacking = [quarter for quarter in later if quarter in dossiers.lacking(period)]
            rest = (
                f"; chưa có biểu {quarter_words(lacking)}" if lacking else f" và biểu {quarter_words(later)}"
            )
            return f"Gồm biểu lũy kế {opening.label}{rest}.", opening
        return "", None
