"""«So sánh điểm»: with an earlier year, between units that answer for parts, with what was published."""

from decimal import Decimal
from fractions import Fraction

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from ...domain.access import WHOLE_OFFICE, Need
from ...domain.criteria.comparison import CriterionCompared, UnitShare, share_of
from ...domain.criteria.published import PublishedYear
from ...domain.criteria.scoring import Scored
from ...domain.criteria.sets import CriteriaSet
from ...domain.criteria.words import points_words
from ...domain.formulas import rounded
from ...domain.numerals import format_number
from ...domain.report_periods import Period
from ...office.comparisons import YearsCompared
from .. import theme
from ..buttons import close, text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from .published_question import PublishedQuestion

_RIGHT = Qt.AlignmentFlag.AlignRight
_YEARS = 5


class IndexComparisonDialog(QDialog):
    """Three tabs: the year before, the units, what was published."""

    help_topic = "chi-so#so-sanh-diem"

    def __init__(
        self, shell: Shell, given: CriteriaSet, period: Period, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("So sánh điểm")
        self._shell, self._given, self._period = shell, given, period
        self._found: YearsCompared | None = None
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._years_tab(), "Với năm trước")
        self.tabs.addTab(self._units_tab(), "Giữa các đơn vị")
        self.tabs.addTab(self._published_tab(), "Kết quả công bố")
        self.close_button = text_button("Đóng", "", "primary")
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(self.tabs, 1)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.scaled(124 * SPACE), room.width()), min(theme.scaled(72 * SPACE), room.height())
        )
        self._compare()
        self._show_published()

    @classmethod
    def run(cls, shell: Shell, given: CriteriaSet, period: Period) -> None:
        """Opens the dialog over the window."""
        dialog = cls(shell, given, period, shell if isinstance(shell, QWidget) else None)
        dialog.exec()
        dialog.deleteLater()

    # With an earlier year

    def _years_tab(self) -> QWidget:
        self.years = ChoiceBox()
        self.years.setAccessibleName("Năm so sánh")
        year = self._period.year
        self.years.offer([(each, f"Năm {each}") for each in range(year - 1, year - 1 - _YEARS, -1)])
        self.years.show_value(year - 1)
        self.years.activated.connect(lambda _: self._compare())
        self.areas_only = QCheckBox("Chỉ xem lĩnh vực")
        self.areas_only.toggled.connect(lambda _: self._list())
        self.summary = label("", "muted", wrap=True)
        self.table = TableView(
            TableModel(_year_columns(), key=lambda line: line, parent=self), "Không có gì để so sánh."
        )
        self.table.setAccessibleName("So sánh theo tiêu chí")
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.years)
        head.addWidget(self.areas_only)
        head.addWidget(self.summary, 1)
        return _tab(head, self.table)

    def _compare(self) -> None:
        """Holds the year against the chosen one."""
        found: list[YearsCompared] = []
        comparisons, year = self._shell.office.comparisons, self.years.value()
        self._shell.attempt(lambda: found.append(comparisons.years(self._given, self._period, year)))
        self._found = found[0] if found else None
        self._list()

    def _list(self) -> None:
        found = self._found
        if found is None:
            self.table.rows.set_rows([])
            self.summary.setText("")
            return
        self.table.rows.set_rows(found.areas if self.areas_only.isChecked() else list(found.criteria))
        self.summary.setText(
            f"{found.before_period.heading}: {_whole(found.before.total, found.before.most)}; "
            f"{found.period.heading}: {_whole(found.now.total, found.now.most)}. "
            "Tỷ lệ tính trên số điểm đã biết."
        )

    # Between units

    def _units_tab(self) -> QWidget:
        self.units = TableView(
            TableModel(_unit_columns(), key=lambda line: line.name, parent=self),
            "Bộ tiêu chí chưa ghi đơn vị nào chịu trách nhiệm.",
        )
        self.units.setAccessibleName("So sánh giữa các đơn vị")
        self.units.rows.set_rows(self._shell.office.comparisons.units(self._given, self._period))
        return _tab(None, self.units)

    # With what was published

    def _published_tab(self) -> QWidget:
        self.published = TableView(
            TableModel(self._published_columns(), key=lambda line: line.result.year, parent=self),
            "Chưa ghi kết quả công bố của năm nào. Bấm «Ghi kết quả…» để ghi.",
        )
        self.published.setAccessibleName("Kết quả công bố")
        self.published.opened.connect(lambda _: self._ask_published())
        self.published.chosen.connect(lambda _: self._tell_published())
        self.add_button = text_button("Ghi kết quả…", "add", tooltip="Ghi, sửa kết quả của một năm")
        self.add_button.clicked.connect(lambda _checked=False: self._ask_published())
        self.remove_button = text_button("Xóa", "delete", "flat", "Xóa kết quả của năm đang chọn")
        self.remove_button.clicked.connect(lambda _checked=False: self._remove_published())
        self.told = label("", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.add_button)
        head.addWidget(self.remove_button)
        head.addStretch(1)
        return _tab(head, self.published, self.told)

    def _published_columns(self) -> list[Column]:
        def number(header: str, name: str, width: int = 84) -> Column:
            return Column(header, lambda line: getattr(line.result, name), width=width, align=_RIGHT)

        return [
            Column("Năm", lambda line: str(line.result.year), width=56),
            Column("Khối", lambda line: line.result.block.label, width=124),
            number("Chỉ số (%)", "index", 80),
            Column("Thứ hạng", lambda line: line.result.rank_words, width=76, align=_RIGHT),
            number("Bình quân", "mean", 80),
            Column(
                "So với b.quân", lambda line: line.result.to_mean, width=100, align=_RIGHT,
                display=lambda line: _signed(line.result.to_mean),
                colour=lambda line: _colour(line.result.to_mean),
            ),
            number("Cao nhất", "best", 76),
            Column(
                "So với năm trước", lambda line: line.risen, width=124, align=_RIGHT,
                display=lambda line: _signed(line.risen), colour=lambda line: _colour(line.risen),
            ),
            Column("Người đứng đầu", lambda line: line.result.rating, width=130, stretch=True),
        ]  # fmt: skip

    def _show_published(self) -> None:
        """Lists the years, the newest first."""
        chosen = self.published.current_row()
        found = list(reversed(self._shell.office.comparisons.results()))
        self.published.rows.set_rows(found)
        if found and not (chosen is not None and self.published.choose(chosen.result.year)):
            self.published.choose(found[0].result.year)
        why = self._shell.office.why_closed(Need.REPORT, WHOLE_OFFICE)
        for button in (self.add_button, self.remove_button):
            close(button, why)
        self._tell_published()

    def _tell_published(self) -> None:
        line: PublishedYear | None = self.published.current_row()
        why = self._shell.office.why_closed(Need.REPORT, WHOLE_OFFICE)
        self.remove_button.setEnabled(line is not None and not why)
        self.told.setText("" if line is None else self._words(line))

    def _words(self, line: PublishedYear) -> str:
        """A year's result in sentences, with the head's points and the own score beside it."""
        result, comparisons = line.result, self._shell.office.comparisons
        points = comparisons.head_points(result)
        climbed = line.climbed
        moved = "" if not climbed else f"{'Lên' if climbed > 0 else 'Xuống'} {abs(climbed)} hạng."
        own = comparisons.own_score(result.year)
        parts = (
            f"Năm {result.year}: {result.sentence}.",
            f"Thấp hơn đơn vị cao nhất khối {format_number(result.to_best)} điểm." if result.to_best else "",
            moved,
            f"Tự chấm của cơ quan: {points_words(own)}%." if own is not None else "",
            f"Điểm của người đứng đầu: {points.sentence}." if points is not None else "",
            f"Ghi chú: {result.note.rstrip('.')}." if result.note else "",
        )
        return " ".join(filter(None, parts))

    def _ask_published(self) -> None:
        """Asks for the result of a year: of the chosen one, or of the year before."""
        line: PublishedYear | None = self.published.current_row()
        result = line.result if line is not None else None
        if self.add_button.isEnabled() and PublishedQuestion.ask(
            self._shell, self._period.year, result, self
        ):
            self._show_published()

    def _remove_published(self) -> None:
        line: PublishedYear | None = self.published.current_row()
        if line is not None:
            year = line.result.year
            if self._shell.attempt(lambda: self._shell.office.comparisons.remove(year)):
                self._shell.notify(f"Đã xóa kết quả công bố năm {year}.", undoable=True)
                self._show_published()


def _tab(head: QHBoxLayout | None, table: TableView, foot: QWidget | None = None) -> QWidget:
    tab = QWidget()
    column = QVBoxLayout(tab)
    column.setContentsMargins(0, SPACE, 0, 0)
    column.setSpacing(SPACE)
    if head is not None:
        column.addLayout(head)
    column.addWidget(table, 1)
    if foot is not None:
        column.addWidget(foot)
    return tab


def _year_columns() -> list[Column]:
    def side(header: str, name: str) -> Column:
        return Column(
            header, lambda line: _points(getattr(line, name)), width=100, align=_RIGHT,
            display=lambda line: _side(getattr(line, name)),
        )  # fmt: skip

    return [
        Column(
            "Tiêu chí", _name, width=320, stretch=True, bold=lambda line: not line.depth,
            tooltip=lambda line: line.shown.criterion.name,
        ),
        side("Năm trước", "before"),
        side("Năm nay", "now"),
        Column(
            "Tăng, giảm", lambda line: line.gain, width=100, align=_RIGHT,
            display=lambda line: _signed(line.gain), colour=lambda line: _colour(line.gain),
        ),
        Column(
            "Tỷ lệ trước", lambda line: _percent(share_of(line.before)), width=96, align=_RIGHT,
            display=lambda line: _percent_words(share_of(line.before)),
        ),
        Column(
            "Tỷ lệ nay", lambda line: _percent(share_of(line.now)), width=84, align=_RIGHT,
            display=lambda line: _percent_words(share_of(line.now)),
        ),
    ]  # fmt: skip


def _unit_columns() -> list[Column]:
    return [
        Column("Đơn vị", lambda line: line.name or "Chưa ghi đơn vị", width=200, stretch=True),
        Column("Số tiêu chí", lambda line: line.criteria, width=90, align=_RIGHT),
        Column("Tối đa", lambda line: line.most, width=70, align=_RIGHT),
        Column("Điểm", lambda line: line.points, width=70, align=_RIGHT, bold=lambda _: True),
        Column("Chưa biết", lambda line: line.unknown, width=86, align=_RIGHT),
        Column(
            "Tỷ lệ", lambda line: _percent(line.percent), width=84, align=_RIGHT,
            display=lambda line: _percent_words(line.percent),
            tooltip=lambda _: "Trên số điểm đã biết",
        ),
        Column("Mất", lambda line: line.lost_points, width=64, align=_RIGHT),
        Column("Mất điểm ở tiêu chí", _lost_words, width=180, stretch=True, tooltip=_lost_words),
    ]  # fmt: skip


def _name(line: CriterionCompared) -> str:
    criterion = line.shown.criterion
    return f"{'    ' * line.depth}{criterion.code}  {criterion.name}"


def _lost_words(line: UnitShare) -> str:
    return ", ".join(f"{each.criterion.code} (−{points_words(each.lost)})" for each in line.lost)


def _points(scored: Scored | None) -> Decimal | None:
    return scored.points if scored is not None and scored.applies else None


def _side(scored: Scored | None) -> str:
    if scored is None:
        return "không có"
    return _whole(scored.points, scored.most) if scored.applies else "–"


def _whole(points: Decimal, most: Decimal) -> str:
    return f"{points_words(points)}/{format_number(most)}"


def _percent(share: Fraction | None) -> Decimal | None:
    return None if share is None else rounded(share, 2)


def _percent_words(share: Fraction | None) -> str:
    return "" if share is None else f"{format_number(rounded(share, 2))}%"


def _signed(value: Decimal | None) -> str:
    if value is None:
        return ""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{format_number(abs(value))}"


def _colour(value: Decimal | None) -> str:
    return "" if not value else "good" if value > 0 else "bad"
