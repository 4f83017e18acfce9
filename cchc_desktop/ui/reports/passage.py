"""One passage of a report: its text to be edited, what the data say, and the figures that it speaks of."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QTextBrowser, QVBoxLayout, QWidget

from ...domain.places import FigurePlace
from ...domain.report.outline import PassageKind
from ...domain.report.passages import PassageRow
from ...domain.text import clean_text
from ...office.report_text import area_of_passage
from .. import theme
from ..buttons import text_button
from ..forms import TextField
from ..labels import label
from ..theme import SPACE
from ..widgets.flow import FlowLayout
from ..widgets.sign import Sign
from .opened import OpenedReport, mark_words, title_words
from .word_marks import FIRST, marked_html

_MOST_HIGH = 16_777_215
_CHIP_LINES = 3
_LOW = 460
"""Below this height text, comparison and figures take fewer lines, so that none lies over another."""


class PassagePane(QWidget):
    """The form of the passage that is looked at. The text is stored when it is left."""

    def __init__(self, opened: OpenedReport) -> None:
        super().__init__()
        self._opened = opened
        self._title = label("", "heading", wrap=True)
        self._sign = Sign("edit", "info")
        self._state = label("", "muted", wrap=True)
        self._hint = label("", "muted", wrap=True)
        self.text = TextField(
            opened.shell, "Nội dung (mỗi dòng in thành một đoạn)",
            lambda: self._row.text if self._row else "", self._store, lines=4,
            tooltip="Dòng bắt đầu bằng «- » hoặc «+ » được in như gạch đầu dòng",
        )  # fmt: skip
        opened.typed = self._typed
        self.setFocusProxy(self.text)
        self.text.editor.setMaximumHeight(_MOST_HIGH)
        self._compare = self._comparison()
        self._chips = _Chips()
        self._heading = label("", "muted", wrap=True)
        state = QHBoxLayout()
        state.setSpacing(SPACE // 2)
        state.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self._state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self._title)
        column.addLayout(state)
        column.addWidget(self._heading)
        column.addWidget(self.text, 5)
        column.addWidget(self._hint)
        column.addWidget(self._compare, 4)
        column.addWidget(self._chips)
        self._spring = column.count()
        column.addStretch(0)
        self._column = column
        theme.changed().connect(self._show_comparison)

    def _comparison(self) -> QFrame:
        """What the data say, beside the official's own words."""
        frame = QFrame()
        frame.setProperty("role", "card")
        self.now = QTextBrowser()
        self.now.setAccessibleName("Câu theo số liệu hiện nay")
        self.reset = text_button("Dùng câu theo số liệu", "refresh")
        self.reset.setToolTip("Bỏ câu của cơ quan, in câu theo số liệu; hoàn tác được bằng Ctrl+Z")
        self.reset.clicked.connect(lambda _checked=False: self._decide(keep=False))
        self.keep = text_button("Giữ câu của tôi", "check")
        self.keep.setToolTip("Đã xem: câu của cơ quan vẫn đúng với số liệu mới")
        self.keep.clicked.connect(lambda _checked=False: self._decide(keep=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE)
        buttons.addWidget(self.reset)
        buttons.addWidget(self.keep)
        buttons.addStretch(1)
        column = QVBoxLayout(frame)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE // 2)
        self._compared = label("", "label", wrap=True)
        column.addWidget(self._compared)
        column.addWidget(self.now, 1)
        column.addLayout(buttons)
        return frame

    @property
    def _row(self) -> PassageRow | None:
        return self._opened.row

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares out what height there is."""
        super().resizeEvent(event)
        is_low = event.size().height() < _LOW
        line = self.fontMetrics().lineSpacing()
        self.text.editor.setMinimumHeight((4 if is_low else 5) * line)
        self.now.setMinimumHeight((2 if is_low else 4) * line)
        self._chips.show_lines(1 if is_low else _CHIP_LINES)

    def _typed(self) -> dict[str, str]:
        """The passage's text while it is typed, which the pages show before it is stored."""
        row = self._row
        return (
            {row.key: clean_text(self.text.editor.toPlainText())}
            if row is not None and self.text.dirty
            else {}
        )

    # Showing

    def show_passage(self) -> None:
        """Shows the passage that is looked at now; what was typed in the one before is forgotten."""
        self.text.restore()
        self._arrange()

    def refresh(self) -> None:
        """Shows what is stored now; what is being typed stays."""
        self.text.load()
        self._arrange()

    def _arrange(self) -> None:
        row = self._row
        is_text = row is not None and row.kind is PassageKind.TEXT
        self._title.setText(title_words(row) if row else "")
        self.text.setVisible(is_text)
        self._heading.setVisible(not is_text)
        self._heading.setText("Đề mục: chọn một mục bên dưới để xem và sửa nội dung." if row else "")
        self._show_state(row if is_text else None)
        self._hint.setText(row.hint if row and is_text else "")
        self._hint.setVisible(bool(self._hint.text()))
        why = self._why_closed
        self.text.lock(bool(why) or self._opened.is_locked, why)
        self._show_comparison()
        self._chips.show_codes(self._opened, row.codes if row and is_text else ())
        self._column.setStretch(self._spring, 0 if is_text else 1)

    @property
    def _why_closed(self) -> str:
        """Why somebody else is to write the passage, and who."""
        return self._opened.why_closed(area_of_passage(self._row.key)) if self._row is not None else ""

    def _show_state(self, row: PassageRow | None) -> None:
        self._sign.setVisible(row is not None)
        self._state.setVisible(row is not None)
        if row is None:
            return
        is_fixed = self._opened.is_locked or self._why_closed
        may_edit = "" if is_fixed else "; sửa được, khi đó câu của cơ quan được giữ"
        words = mark_words(row) or f"Câu lập từ số liệu{may_edit}"
        picture = ("warning-filled", "warn") if row.changed else ("edit", "info")
        if not (row.own or row.changed):
            picture = ("figures", "idle") if row.text else ("info", "idle")
        self._sign.show_icon(*picture)
        self._state.setText(f"{words}." if not words.endswith(".") else words)

    def _show_comparison(self) -> None:
        row = self._row
        shown = row is not None and (row.own or row.changed) and row.kind is PassageKind.TEXT
        self._compare.setVisible(shown)
        if row is not None and shown:
            words, html = _comparison_of(row, self._opened.is_locked)
            self._compared.setText(words)
            self.now.setAccessibleName(words)
            self.now.setHtml(html)
            self.now.scrollToAnchor(FIRST)
            locked = self._opened.is_locked or bool(self._why_closed)
            self.reset.setHidden(locked)
            self.keep.setVisible(row.changed and not locked)

    # Writing

    def _store(self, text: str) -> object:
        return self._opened.shell.office.reports.set_passage(self._opened.period, self._opened.key, text)

    def _decide(self, keep: bool) -> None:
        """Settles which words are printed; what is being typed is stored before it may be given up."""
        if not self.text.commit():
            return
        reports, period, key = self._opened.shell.office.reports, self._opened.period, self._opened.key
        decide = reports.keep_passage if keep else reports.reset_passage
        if self._opened.shell.attempt(lambda: decide(period, key)):
            self._opened.refresh()
            self.show_passage()
            self.text.setFocus()

    def commit(self) -> bool:
        """Saves what was typed."""
        return self.text.commit()


def _comparison_of(row: PassageRow, is_issued: bool) -> tuple[str, str]:
    """What is compared of a passage, and how: what somebody added is always underlined, never struck out."""
    nothing = "<i>Chưa có số liệu để lập câu này.</i>"
    if is_issued and row.changed:
        html = marked_html(row.generated, row.text) if row.generated else nothing
        return "Nay sẽ viết thế này; gạch chân: viết thêm, gạch ngang: chỉ có trong bản đã phát hành", html
    if row.changed:
        html = marked_html(row.generated, row.made_from) if row.generated else nothing
        return "Số liệu đã đổi, nay câu lập từ số liệu là; gạch chân: mới, gạch ngang: trước đây", html
    words = "Câu của cơ quan so với câu lập từ số liệu; gạch chân: cơ quan thêm, gạch ngang: cơ quan bỏ"
    return words, marked_html(row.text, row.generated)


class _Chips(QWidget):
    """A button for each figure that a passage speaks of; it opens the figure."""

    def __init__(self) -> None:
        super().__init__()
        self._holder = QWidget()
        self._flow = FlowLayout(self._holder)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._title = label("Số liệu trong đoạn này (bấm để mở)", "label")
        column.addWidget(self._title)
        column.addWidget(self._scroll)
        self._lines = _CHIP_LINES
        self._shown: list[tuple[str, str]] = []

    def show_codes(self, opened: OpenedReport, codes: tuple[str, ...]) -> None:
        """Shows these figures with what they come to in the report's period."""
        self.setVisible(bool(codes))
        ledger = opened.shell.office.figures.ledger()
        known = ledger.catalogue(opened.period).by_code
        shown = []
        for code in codes:
            if (indicator := known.get(code)) is not None:
                words = ledger.reading(opened.period, code).words(indicator)
                unit = "%" if indicator.unit == "%" and words not in ("", "–") else ""
                shown.append((code, f"{code}: {words or 'chưa có'}{unit}"))
        if shown == self._shown:
            return
        self._shown = shown
        self._flow.clear()
        for code, words in shown:
            chip = text_button(words)
            chip.setProperty("kind", "chip")
            chip.setToolTip(f"{known[code].name} ({known[code].unit})")
            chip.setAccessibleName(f"Mở số liệu {words}, {known[code].name}")
            chip.clicked.connect(partial(self._open, opened, code))
            self._flow.addWidget(chip)
        self._fit()

    def show_lines(self, most: int) -> None:
        """Takes no more than so many lines; a single one is without its title."""
        self._lines = most
        self._title.setVisible(most > 1)
        self._fit()

    @staticmethod
    def _open(opened: OpenedReport, code: str, _checked: bool = False) -> None:
        opened.shell.go(FigurePlace(opened.period, code))

    def _fit(self) -> None:
        """Gives the chips the lines that they need, but no more than a few."""
        chip = self._flow.itemAt(0)
        if chip is None:
            return
        line = chip.sizeHint().height() + 4
        needed = self._flow.heightForWidth(max(1, self._scroll.viewport().width()))
        self._scroll.setFixedHeight(min(needed, self._lines * line) + 2)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, super().minimumSizeHint().height())
