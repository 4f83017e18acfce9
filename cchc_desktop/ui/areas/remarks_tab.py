"""«Nhận xét» of an area's page: what the officer wants said of the area in the report of a period."""

from collections.abc import Mapping
from functools import partial
from itertools import pairwise
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.access import Need
from ...domain.dates import short_date
from ...domain.places import ReportPlace
from ...domain.regimes import PeriodDates, report_on
from ...domain.report.passages import PassageRow
from ...domain.report.records import Remarks, ReportHead
from ...domain.report_periods import Period
from ...domain.text import capitalized
from ..buttons import text_button
from ..forms import Form, TextField
from ..labels import label
from ..shell import Shell
from ..theme import SPACE
from ..widgets.period_bar import PeriodBar
from ..widgets.scrolled import Scrolled
from ..widgets.sign import Sign

_CAPTIONS = {
    "results": "Kết quả nổi bật",
    "difficulties": "Khó khăn, vướng mắc",
    "causes": "Nguyên nhân",
}
_HINTS = {
    "results": "Cách làm hay, việc mới, kết quả mà số liệu chưa nói được…",
    "difficulties": "Việc gì khó, ở đâu, ảnh hưởng thế nào…",
    "causes": "Vì sao có khó khăn đó…",
}
_LINES = "Mỗi dòng in thành một ý của báo cáo; nhấn Enter để sang dòng, Ctrl+Enter để lưu"
_LEAST_LINES = 3
_MOST_HIGH = 16_777_215


def report_with_remarks_on(shell: Shell, period: Period) -> Period:
    """The period of the report that takes what is remarked on a period; itself where no report does."""
    dates = report_on(period, shell.office.calendar.of_year(period.year))
    return dates.period if dates is not None else period


def stored_remarks(shell: Shell, report: Period, area: int) -> Remarks:
    """What is stored of an area for the report of a period."""
    return shell.office.reports.text.remarks(report)[area]


class AreaRemarks(QWidget):
    """Three texts of one area, stored with the report that speaks of the period chosen in ``bar``."""

    help_topic = "nhan-xet"

    def __init__(self, shell: Shell, code: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._area = code
        self.bar = PeriodBar(shell.office)
        self.bar.set_keys(self)
        self.report = self.bar.period
        """The period whose report takes the remarks."""
        self.report_button = text_button("Mở báo cáo", "reports")
        self.report_button.clicked.connect(lambda _checked=False: self._open_report())
        self._words = label("", "muted", wrap=True)
        self.locked = _Notice("lock")
        self.locked.button.hide()
        self.earlier = _Notice("copy")
        self.earlier.button.clicked.connect(lambda _checked=False: self._take_earlier())
        self.fields = {name: self._field(name) for name in _CAPTIONS}
        self.places = {name: _Place() for name in (*_CAPTIONS, "proposals")}
        for name, place in self.places.items():
            place.button.clicked.connect(partial(self._open_place, name))
        self.form = Form()
        self.form.fields.extend(self.fields.values())
        self._earlier: Period | None = None
        self._shown_places: dict[str, PassageRow | None] = {}
        self._lay_out()
        self.setFocusProxy(self.fields["results"])

    def _field(self, name: str) -> "_RemarkField":
        def get() -> str:
            return str(getattr(self._stored(self.report), name))

        def store(text: str) -> object:
            return self._shell.office.reports.set_remarks(self.report, self._area, **{name: text})

        return _RemarkField(self._shell, _CAPTIONS[name], get, store, hint=_HINTS[name], tooltip=_LINES)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.bar)
        head.addStretch(1)
        head.addWidget(self.report_button)
        scroll = Scrolled()
        column = scroll.column
        column.setSpacing(SPACE)
        column.addLayout(head)
        for part in (self._words, self.locked, self.earlier):
            column.addWidget(part)
        for name, field in self.fields.items():
            column.addWidget(field, 1)
            column.addWidget(self.places[name])
        column.addWidget(self.places["proposals"])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        # From text to text; the ways into the report come after.
        editors = [field.editor for field in self.fields.values()]
        for each, following in pairwise([*editors, *(place.button for place in self.places.values())]):
            self.setTabOrder(each, following)

    # Showing

    def show_period(self, period: Period) -> None:
        """Shows the remarks for the report that speaks of a period; what is being typed for it stays."""
        self.bar.show_period(period)
        calendar = self._shell.office.calendar.of_year(period.year)
        dates = report_on(period, calendar)
        report = dates.period if dates is not None else period
        if report != self.report:
            self.report = report
            self.form.restore()
        else:
            self.form.load()
        head = self._shell.office.reports.text.head(report)
        why = self._shell.office.why_closed(Need.REPORT, self._area)
        for field in self.fields.values():
            field.lock(head.is_issued or bool(why), why)
        self._words.setText(_use_words(period, dates))
        self.locked.setVisible(head.is_issued or bool(why))
        self.locked.words.setText(_locked_words(report, head) if head.is_issued else why)
        self._show_earlier(calendar, head.is_issued or bool(why))
        if self.isVisible():
            self._show_places()

    def showEvent(self, event: QShowEvent) -> None:
        """Looks up where the report prints the remarks, which takes the whole text of the report."""
        super().showEvent(event)
        self._show_places()

    def _stored(self, period: Period) -> Remarks:
        return stored_remarks(self._shell, period, self._area)

    # Remarks of the report before

    def _show_earlier(self, calendar: Mapping[Period, PeriodDates], is_locked: bool) -> None:
        """Offers the year's last remarks on the area, which no later report takes by itself."""
        self._earlier = None
        if not is_locked and self._stored(self.report).is_blank:
            ends = calendar[self.report].ends
            before = [each.period for each in calendar.values() if each.reported and each.ends < ends]
            written = [each for each in before if not self._stored(each).is_blank]
            self._earlier = max(written, key=lambda row: calendar[row].ends, default=None)
        self.earlier.setVisible(self._earlier is not None)
        if self._earlier is not None:
            self.earlier.words.setText(
                f"Nhận xét đã ghi cho báo cáo {self._earlier.label} không tự chuyển sang báo cáo này."
            )
            self.earlier.button.setText(f"Chép nhận xét {self._earlier.short_label}")

    def _take_earlier(self) -> None:
        if self._earlier is None or not self.form.commit():
            return
        taken = self._stored(self._earlier)
        texts = {name: getattr(taken, name) for name in _CAPTIONS}
        reports = self._shell.office.reports
        if self._shell.attempt(lambda: reports.set_remarks(self.report, self._area, **texts)):
            self.fields["results"].setFocus()

    # Where the remarks are printed

    def _show_places(self) -> None:
        rows = self._shell.office.reports.text.passages(self.report)
        outline, span = self._shell.office.reports.text.outline(self.report), self.report.span
        for name, place in self.places.items():
            keys = {each.key for each in outline.sections_with(f"remarks.{name}", self._area, span)}
            row = next((row for row in rows if row.key in keys), None)
            self._shown_places[name] = row
            place.show_place(row, _place_words(name, row, rows))

    def _open_place(self, name: str, _checked: bool = False) -> None:
        row = self._shown_places.get(name)
        if row is not None:
            self._open_report(row.key)

    def _open_report(self, key: str = "") -> None:
        self._shell.go(ReportPlace(self.report, key))

    def leave(self) -> bool:
        """Saves what is being typed."""
        return self.form.commit()

    def current_document(self) -> tuple[Document, str]:
        """The report that takes the remarks, with its file name."""
        reports = self._shell.office.reports
        return reports.papers.compose(self.report), reports.papers.file_name(self.report, "pdf")


class _Text(QPlainTextEdit):
    """Some lines of text; they take what room there is, but ask for no more than a few."""

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())


class _RemarkField(TextField):
    """A text that is as high as there is room for."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, lines=_LEAST_LINES, **options)
        least = self.editor.height()
        self.editor.setMaximumHeight(_MOST_HIGH)
        self.editor.setMinimumHeight(least)

    def _make_editor(self) -> QPlainTextEdit:
        edit = _Text()
        edit.setTabChangesFocus(True)
        edit.textChanged.connect(self.changed.emit)
        return edit


class _Notice(QFrame):
    """A sentence with a sign, and a button for what can be done about it."""

    def __init__(self, picture: str) -> None:
        super().__init__()
        self.setProperty("role", "notice-info")
        self.words = label("", wrap=True)
        self.button = text_button("")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 6, SPACE, 6)
        row.addWidget(Sign(picture, "info", 18))
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()


class _Place(QWidget):
    """Beneath a text: the section of the report that prints it, and the way there."""

    def __init__(self) -> None:
        super().__init__()
        self._sign = Sign("warning-filled", "warn")
        self._words = label("", "small", wrap=True)
        self.button = text_button("Xem mục này", "open", "flat")
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)

    @property
    def words(self) -> str:
        """What is said of the section."""
        return self._words.text()

    def show_place(self, row: PassageRow | None, words: str) -> None:
        """Shows a section; a sign where the remarks do not come into it by themselves."""
        self._sign.setVisible(row is None or row.own)
        self._words.setText(words)
        self.button.setVisible(row is not None)
        if row is not None:
            self.button.setAccessibleName(f"Xem mục «{row.title}» của báo cáo")


def _use_words(period: Period, dates: PeriodDates | None) -> str:
    """Which report takes the remarks of a period, and until when."""
    if dates is None:
        return (
            f"Lịch báo cáo năm {period.year} không có báo cáo nào của kỳ này: nhận xét được giữ lại nhưng "
            "chưa in vào đâu. Kỳ báo cáo được chọn ở trang Báo cáo, nút «Kỳ và hạn gửi…»."
        )
    due = f", hạn gửi {short_date(dates.due)}" if dates.due is not None else ""
    if dates.period == period:
        return f"Nhận xét này được đưa vào báo cáo {period.label}{due}."
    name = capitalized(period.label)
    return f"{name} không có báo cáo riêng; nhận xét được đưa vào báo cáo {dates.period.label}{due}."


def _locked_words(report: Period, head: ReportHead) -> str:
    return (
        f"Báo cáo {report.label} đã phát hành số {head.number}/{head.symbol} ngày "
        f"{short_date(head.issued_on)} nên nhận xét được giữ nguyên. Muốn sửa, mở báo cáo, chọn «Thu hồi»."
    )


def _place_words(name: str, row: PassageRow | None, rows: list[PassageRow]) -> str:
    """Where a text is printed, as the report stands now."""
    if row is None:
        return "Báo cáo kỳ này không có mục nào in nội dung này."
    section = f"mục {_number(row, rows)}«{row.title}»"
    if name == "proposals":
        opening = "Dòng bắt đầu bằng «Đề nghị», «Kiến nghị» hoặc «Đề xuất» được chuyển sang"
        own = "; mục này đang in câu của cơ quan, cần bổ sung bằng tay" if row.own else ""
        return f"{opening} {section}{own}."
    if row.own:
        name = capitalized(section)
        return f"{name} đang in câu của cơ quan: nhận xét không tự vào, cần mở mục đó để bổ sung."
    return f"In ở {section}."


def _number(row: PassageRow, rows: list[PassageRow]) -> str:
    """The number of a section with those above it, «II.2 »; nothing where it is not printed yet."""
    markers: dict[int, str] = {}
    for each in rows:
        markers[each.level] = each.marker.rstrip(".)")
        if each.key == row.key:
            break
    numbers = [markers.get(level, "") for level in range(1, row.level + 1)]
    return f"{'.'.join(numbers)} " if all(numbers) and numbers else ""
