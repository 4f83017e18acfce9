"""Under the pages of a report: where the number comes from that was clicked on them."""

from collections.abc import Iterator, Sequence
from html import escape

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QToolButton, QVBoxLayout

from ...documents.pdf_spots import PdfSpot
from ...domain.places import Place
from ...domain.report_periods import Period
from ...office.tracing import Explained, TraceLine, changed_words
from .. import theme
from ..buttons import text_button
from ..icons import icon
from ..shell import Shell
from ..theme import SPACE
from ..widgets.elided import ElidedLabel

_HEIGHT, _LEAST = 30 * SPACE, 6 * SPACE
"""How high it is at most, and its text at least."""
_MOST = 40
"""So many records of one figure are listed here; the list itself has them all."""


class TracePanel(QFrame):
    """What a number is, its formula, what it was made from, and the ways to where that is typed.

    ``closed`` comes with Esc and the cross; ``table_wanted`` with the button of the table of all numbers.
    """

    closed = Signal()
    table_wanted = Signal()
    help_topic = "bao-cao#so-nay-tu-dau"

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._spot: PdfSpot | None = None
        self._period: Period | None = None
        self._place: Place | None = None
        self._places: list[Place] = []
        self.setProperty("role", "card")
        self.setAccessibleName("Số này từ đâu")
        self.title = ElidedLabel("Số này từ đâu")
        self.title.setFont(theme.font(weight=QFont.Weight.DemiBold))
        self.text = QTextBrowser()
        self.text.setAccessibleName("Công thức, thành phần và dòng nguồn của số đang chọn")
        self.text.setOpenLinks(False)
        self.text.setProperty("role", "plain")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.anchorClicked.connect(self._follow)
        self.open_button = text_button("Đến nơi nhập", "open", "line", "Mở trang có số này để xem hoặc sửa")
        self.open_button.clicked.connect(lambda _checked=False: self._go(self._place))
        self.table_button = text_button(
            "Bảng truy vết", "excel", "line", "Xuất bảng truy vết mọi số của báo cáo này"
        )
        self.table_button.clicked.connect(lambda _checked=False: self.table_wanted.emit())
        close = QToolButton(icon=icon("close"), autoRaise=True, toolTip="Đóng (Esc)")
        close.setAccessibleName("Đóng phần số này từ đâu")
        close.clicked.connect(lambda _checked=False: self.closed.emit())
        head, foot = QHBoxLayout(), QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(close)
        foot.addWidget(self.open_button)
        foot.addWidget(self.table_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, 2, 4, 4)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.text.setMinimumHeight(_LEAST)
        self.setMaximumHeight(theme.scaled(_HEIGHT))
        self.setFocusProxy(self.text)
        theme.changed().connect(self._restyle)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether a number is explained."""
        return self._spot is not None

    def explain(self, period: Period, spot: PdfSpot) -> None:
        """Shows where a number of a period's report comes from."""
        self._period, self._spot = period, spot
        self.refresh()
        self.show()

    def forget(self) -> None:
        """Explains nothing any more."""
        self._period = self._spot = None
        self.hide()

    def _restyle(self) -> None:
        # A window that is closed has no data any more.
        if self.window().isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Shows what is stored now."""
        if self._period is None or self._spot is None:
            return
        found = self._shell.office.tracing.explain(self._period, self._spot.source)
        self._places = []
        self._place = found.trace.place if found is not None else None
        self.open_button.setVisible(self._place is not None)
        if found is None:
            self.title.setText(self._spot.shown)
            self.text.setHtml(
                "<p>Số liệu hiện nay không còn số này; báo cáo in số đã có khi phát hành hoặc khi viết.</p>"
            )
            return
        self.title.setText(f"{self._spot.shown} – {found.trace.title}")
        self.text.setHtml("".join(self._html(found, self._spot)))

    def _html(self, found: Explained, spot: PdfSpot) -> Iterator[str]:
        now = theme.current()
        trace = found.trace
        yield f'<p style="margin:0 0 4px 0">{escape(trace.meaning)}</p>'
        if changed := changed_words(spot.shown, trace):
            words = f"Báo cáo in {spot.shown}; số liệu hiện nay là {changed}."
            yield f'<p style="margin:0 0 4px 0; color:{now.warn}"><b>{escape(words)}</b></p>'
        for words in trace.made:
            yield f'<p style="margin:0 0 4px 0">{escape(words)}</p>'
        yield from self._listed(found.lines)
        if trace.note and not found.lines:
            yield f'<p style="margin:4px 0 0 0">Ghi chú: {escape(trace.note)}</p>'

    def _listed(self, lines: Sequence[TraceLine]) -> Iterator[str]:
        """The lines, moved in as far down as they stand; of many records in a row the first ones."""
        run = 0
        for at, line in enumerate(lines):
            run = run + 1 if line.is_record else 0
            if run <= _MOST:
                yield self._line(line)
            elif at + 1 == len(lines) or not lines[at + 1].is_record:
                yield _moved_in(line.depth, f"… và {run - _MOST} dòng khác")

    def _line(self, line: TraceLine) -> str:
        words = escape(line.words)
        if line.place is not None:
            words = f'<a href="place:{len(self._places)}">{words}</a>'
            self._places.append(line.place)
        number = f": <b>{escape(line.shown)}</b>" if line.shown else ""
        rest = [line.how, f"nhập {line.typed}" if line.typed else "", line.note]
        told = escape("; ".join(filter(None, rest)))
        muted = f' <span style="color:{theme.current().muted}">({told})</span>' if told else ""
        return _moved_in(line.depth, f"{words}{number}{muted}")

    def _follow(self, link: QUrl) -> None:
        self._go(self._places[int(link.path())])

    def _go(self, place: Place | None) -> None:
        if place is not None:
            self._shell.go(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)


def _moved_in(depth: int, html: str) -> str:
    return f'<p style="margin:0 0 2px {depth * 14}px">{html}</p>'
