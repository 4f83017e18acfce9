"""The grid's model: areas with their indicators in a period, and the storing of what is typed into a cell."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ...domain.access import Need
from ...domain.readings import Reading, State
from ...domain.report_periods import Period
from ...office.figure_rows import FigureRow
from ..shell import Shell
from ..tables.columns import Column
from ..tables.model import ROW_ROLE, Index
from ..tables.sheet import SheetModel
from . import words
from .book import FigureBook
from .rows import EVERYTHING, FigureFilter, GridRow, GroupRow, Show, areas_of, group

CODE, NAME, UNIT, VALUE, CUMULATED, PREVIOUS, LAST_YEAR, TARGET, NOTE, SOURCE = range(10)
"""The places of the columns."""

_RIGHT = Qt.AlignmentFlag.AlignRight


class FigureModel(SheetModel):
    """The indicators of one period under their areas; ``collapsed`` areas show their heading alone.

    With ``area`` the rows are those of one area, without its heading; formulas still find the other figures.
    ``book`` is where the opening figures are read and written, where the grid is one of them.
    """

    def __init__(
        self, shell: Shell, parent: QWidget | None = None, area: int = 0, book: FigureBook | None = None
    ) -> None:
        self.area = area
        self._office = shell.office
        self.is_opening = book is not None
        self.book: FigureBook = book or shell.office.figures
        self.period: Period = shell.office.calendar.current_quarter()
        self.collapsed: set[int] = set()
        self._figures: dict[str, FigureRow] = {}
        self._missing: frozenset[str] = frozenset()
        self._filter = EVERYTHING
        self._kept: set[str] = set()
        self._headings: dict[int, tuple[tuple[object, ...], GroupRow]] = {}
        self._short_headers = False
        super().__init__(self._make_columns(), shell, parent=parent)

    def _make_columns(self) -> list[Column]:
        def set_value(row: FigureRow, typed: object) -> object:
            return self.book.type_figure(self.period, row.id, str(typed))

        def set_words(name: str) -> Callable[[FigureRow, str], object]:
            def write(row: FigureRow, text: str) -> object:
                fields: dict[str, Any] = {name: text}
                figure = replace(self.book.figure(self.period, row.id), **fields)
                label = "Ghi chú số liệu" if name == "note" else "Ghi nguồn số liệu"
                return self.book.set_figures(self.period, {row.id: figure}, label)

            return write

        def may_remark(row: FigureRow) -> bool:
            return self.period.span.is_quarter or words.may_type(row, self.period)

        return [
            _column("Mã", lambda row: row.id, width=50),
            _column("Chỉ tiêu", lambda row: row.indicator.name, width=240, stretch=True),
            _column("Đơn vị tính", lambda row: row.indicator.unit, width=78),
            _column(
                "Lũy kế" if self.is_opening else "Kỳ này", self._value_text,
                lambda row: row.reading.words(row.indicator), 122, align=_RIGHT,
                setter=set_value, editable=self.may_type, closed=self.why_closed,
            ),
            _reading("Lũy kế", lambda row: row.cumulated),
            _reading("Kỳ trước", lambda row: row.previous),
            _reading("Cùng kỳ", lambda row: row.last_year),
            _column("Mục tiêu", target_words, width=142),
            _column(
                "Ghi chú", lambda row: row.figure.note, width=112, setter=set_words("note"),
                editable=may_remark, closed=self.why_closed,
            ),
            _column(
                "Nguồn", lambda row: row.figure.source, width=128, setter=set_words("source"),
                editable=may_remark, closed=self.why_closed,
            ),
        ]  # fmt: skip

    def why_closed(self, row: FigureRow) -> str:
        """Why somebody else is to type this figure, and who; nothing where nobody else is."""
        return self._office.why_closed(Need.FIGURES, row.indicator.area)

    def may_type(self, row: FigureRow) -> bool:
        """Whether the figure is typed, and by who is here."""
        return words.may_type(row, self.period) and not self.why_closed(row)

    def why(self, row: FigureRow) -> str:
        """What is said to somebody who types a figure that cannot be typed, or not by who is here."""
        return self.why_closed(row) or words.why_locked(row, self.period)

    def _value_text(self, row: FigureRow) -> str:
        """The cell as it is edited and copied."""
        return words.typed_text(row) if words.may_type(row, self.period) else _plain(row.reading, row)

    # Rows

    def show(
        self, period: Period, rows: Sequence[FigureRow], missing: Collection[str], chosen: FigureFilter
    ) -> None:
        """Shows a period's figures. A row that was let through stays until something else is chosen, so that
        nothing vanishes from under the hands that fill it in."""
        if period != self.period or chosen != self._filter:
            self._kept = set()
        if period != self.period:
            self.beginResetModel()
            self.period = period
            self._rows = []
            self.endResetModel()
        self._filter = chosen
        self._missing = frozenset(missing)
        self._figures = {row.id: row for row in rows}
        self._arrange()

    def toggle(self, area: int, is_open: bool | None = None) -> None:
        """Shows or hides the indicators of an area."""
        if (area in self.collapsed) if is_open is None else is_open:
            self.collapsed.discard(area)
        else:
            self.collapsed.add(area)
        self._arrange()

    def toggle_all(self, is_open: bool) -> None:
        """Shows or hides the indicators of every area."""
        self.collapsed = set() if is_open else set(areas_of(self.figures))
        self._arrange()

    def _arrange(self) -> None:
        rows: list[GridRow] = []
        chosen = self._filter
        is_narrow = chosen.show is not Show.ALL or bool(chosen.text)
        for area, every in self._by_area().items():
            shown = every
            if is_narrow or chosen.area not in (0, area):
                shown = [row for row in every if row.id in self._kept or chosen.accepts(row, self._missing)]
            if not shown:
                continue
            self._kept.update([row.id for row in shown])
            # What was looked for is shown, also in an area that is closed.
            is_open = area not in self.collapsed or is_narrow
            if not self.area:
                rows.append(self._heading(area, every, is_open))
            rows.extend(shown if is_open else ())
        self.set_rows(rows)

    def _by_area(self) -> dict[int, list[FigureRow]]:
        """The indicators by their areas, in the order in which they stand."""
        found: dict[int, list[FigureRow]] = {}
        for row in self._figures.values():
            found.setdefault(row.indicator.area, []).append(row)
        return found

    def _heading(self, area: int, rows: list[FigureRow], is_open: bool) -> GroupRow:
        """The heading of an area: the same object while nothing of its rows changes."""
        missing = [row.id for row in rows if row.id in self._missing]
        made_from = (self.period, rows, missing, is_open)
        kept = self._headings.get(area)
        # Rows that did not change are the same objects, which makes this comparison a quick one.
        if kept is None or kept[0] != made_from:
            kept = self._headings[area] = made_from, group(area, rows, self.period, missing, is_open)
        return kept[1]

    def set_rows(self, rows: Sequence[GridRow]) -> None:
        """Shows other rows; where the same ones stay, only the cells that changed are painted anew."""
        before = self._rows
        others = [
            (place, old, new)
            for place, (old, new) in enumerate(zip(before, rows, strict=False))
            if old is not new
        ]
        if len(before) != len(rows) or any(old.id != new.id for _, old, new in others):
            super().set_rows(rows)
            return
        self._rows = self._given = list(rows)
        for place, old, new in others:
            for first, last in _differing(old, new, self.period):
                self.dataChanged.emit(self.index(place, first), self.index(place, last))

    @property
    def figures(self) -> list[FigureRow]:
        """All indicators of the period, shown or not."""
        return list(self._figures.values())

    @property
    def own(self) -> list[FigureRow]:
        """The indicators of the grid's area, shown or not; all of them where it has none."""
        return [row for row in self.figures if not self.area or row.indicator.area == self.area]

    @property
    def filter(self) -> FigureFilter:
        """What the grid is narrowed to."""
        return self._filter

    @property
    def offered(self) -> list[str]:
        """The codes that the filter lets through, in their order, also in areas that are closed."""
        return [code for code in self._figures if code in self._kept]

    @property
    def missing(self) -> frozenset[str]:
        """The codes of what is still to be typed."""
        return self._missing

    def figure(self, code: str) -> FigureRow | None:
        """The row of an indicator, shown or not."""
        return self._figures.get(code)

    def has(self, code: str) -> bool:
        """Whether there is an indicator of this code in the period."""
        return code in self._figures

    # What Qt asks

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if isinstance(row, GroupRow):
            if role == ROW_ROLE:
                return row
            if role == Qt.ItemDataRole.DisplayRole:
                return row.title if index.column() == CODE else ""
            if role == Qt.ItemDataRole.AccessibleTextRole:
                state = "đang mở" if row.is_open else "đang đóng"
                return f"{row.title}, {row.counts}, {state}"
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole and row is not None:
            return self._spoken(row, index.column())
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and row is not None:
            return " ".join(problem.sentence for problem in row.problems)
        return super().data(index, role)

    def _spoken(self, row: FigureRow, column: int) -> str:
        shown = self.columns[column].words(row) or "trống"
        if column == VALUE and row.reading.state is State.NONE:
            shown = State.NONE.label
        tagged = f", {words.tag(row.reading)}" if column == VALUE and words.tag(row.reading) else ""
        return f"{row.id} {row.indicator.name}, {self.columns[column].header}: {shown}{tagged}"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        periods = {
            VALUE: self.period,
            CUMULATED: self.period.cumulated,
            PREVIOUS: self.period.previous,
            LAST_YEAR: self.period.last_year,
        }
        period = periods.get(section) if orientation == Qt.Orientation.Horizontal else None
        if period is not None and role == Qt.ItemDataRole.DisplayRole and not self._short_headers:
            return f"{self.columns[section].header}\n{period.heading}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{self.columns[section].header}: {period.label}" if period is not None else None
        return super().headerData(section, orientation, role)

    def show_short_headers(self, are_short: bool) -> None:
        """Leaves the periods out of the headers, which then have one line; their tips still say them."""
        if are_short != self._short_headers:
            self._short_headers = are_short
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, VALUE, LAST_YEAR)

    def why_locked(self, row: Any, column: int) -> str:
        if isinstance(row, GroupRow):
            return ""
        if column in (CODE, NAME, UNIT, CUMULATED, PREVIOUS, LAST_YEAR, TARGET):
            return f"Ô này chỉ để xem. Số liệu nhập ở cột «{self.columns[VALUE].header}»."
        return self.why(row)

    def may_clear(self, index: Index) -> bool:
        row = self.row_at(index)
        is_overtaken = (
            index.column() == VALUE and isinstance(row, FigureRow) and words.is_overtaken(row, self.period)
        )
        is_own = not isinstance(row, FigureRow) or not self.why_closed(row)
        return is_own and (is_overtaken or super().may_clear(index))

    def is_stop(self, row: Any, column: int) -> bool:
        # Notes of derived rows can be written, but nobody's Tab should stop at each of them.
        return isinstance(row, FigureRow) and self.may_type(row)


_EVERYTHING = ((CODE, SOURCE),)


def _differing(old: GridRow, new: GridRow, period: Period) -> Sequence[tuple[int, int]]:
    """The first and last columns of the stretches of cells in which two states of a row look different."""
    if isinstance(old, GroupRow) or isinstance(new, GroupRow):
        return _EVERYTHING if old != new else ()
    if old.indicator is not new.indicator or words.may_type(old, period) != words.may_type(new, period):
        return _EVERYTHING
    is_same = {
        VALUE: (old.figure, old.reading, old.problems, old.suggestion)
        == (new.figure, new.reading, new.problems, new.suggestion),
        CUMULATED: old.cumulated == new.cumulated,
        PREVIOUS: old.previous == new.previous,
        LAST_YEAR: old.last_year == new.last_year,
        TARGET: (old.target, old.met) == (new.target, new.met),
        NOTE: old.figure.note == new.figure.note,
        SOURCE: old.figure.source == new.figure.source,
    }
    return [(column, column) for column, same in is_same.items() if not same]


def _column(
    header: str,
    value: Callable[[FigureRow], Any],
    display: Callable[[FigureRow], str] | None = None,
    width: int = 98,
    **more: Any,
) -> Column:
    """A column of indicators, which is empty in an area's heading."""
    may, closed = more.pop("editable", None), more.pop("closed", None)
    return Column(
        header,
        lambda row: value(row) if isinstance(row, FigureRow) else "",
        (lambda row: display(row) if isinstance(row, FigureRow) else "") if display else None,
        width,
        editable=(lambda row: isinstance(row, FigureRow) and may(row)) if may else None,
        closed=(lambda row: closed(row) if isinstance(row, FigureRow) else "") if closed else None,
        **more,
    )


def _reading(header: str, reading: Callable[[FigureRow], Reading]) -> Column:
    return _column(
        header,
        lambda row: _plain(reading(row), row),
        lambda row: words.short_words(reading(row), row.indicator),
        align=_RIGHT,
    )


def _plain(reading: Reading, row: FigureRow) -> str:
    """A figure as it is copied into a spreadsheet."""
    value = reading.shown(row.indicator)
    if value is None or row.indicator.choices:
        return reading.words(row.indicator)
    return words.plain_number(f"{Decimal(value):f}")


def target_words(row: FigureRow) -> str:
    """The target's level, and whether it is reached."""
    if row.target is None:
        return ""
    met = words.met_words(row)
    return f"{row.target.measure.label} · {met}" if met else row.target.measure.label
