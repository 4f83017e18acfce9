"""The tab of figures: units down, the indicators of an area across, with totals, bars and what stands out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.consolidation.outliers import Outlier
from ...domain.consolidation.units import GatheredUnit
from ...domain.indicators import Indicator
from ...office.consolidating import Gathered
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from .lines import number_words

_RIGHT = Qt.AlignmentFlag.AlignRight
_LEAST_LETTERS = 22
_MAIN = 0
"""The choice of the indicators that are followed, before those of the areas."""
_WHOLE = "*"
"""What the line of totals is known by."""
_COLUMN = 140
_LETTERS = 15
"""So much of an indicator's name stands in its header; the rest is told by its cells."""


@dataclass(frozen=True, slots=True)
class FiguresLine:
    """A unit's line, or that of the totals (``unit`` None)."""

    place: int
    unit: GatheredUnit | None = None

    @property
    def id(self) -> str:
        """The unit's code."""
        return self.unit.code if self.unit is not None else _WHOLE


class FiguresTab(QWidget):
    """The chooser of the area above the table; what stands out is looked for once the table is shown."""

    def __init__(
        self, shell: Shell, opened: Callable[[str, str], object], parent: QWidget | None = None
    ) -> None:
        """``opened`` is called with a unit and an indicator that somebody wants to look into."""
        super().__init__(parent)
        self._shell = shell
        self._opened = opened
        self._found: Gathered | None = None
        self._outliers: dict[str, Mapping[str, Outlier]] = {}
        self._totals: dict[str, Fraction | None] = {}
        self._values: dict[tuple[int, str], Fraction | None] = {}
        self._shown: list[str] = []
        self.areas = ChoiceBox()
        self.areas.setAccessibleName("Chỉ tiêu được xem")
        self.areas.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.areas.setMinimumContentsLength(_LEAST_LETTERS)
        self.areas.offer([(_MAIN, "Chỉ tiêu chính"), *((area.code, area.name) for area in catalogue.areas())])
        self.areas.show_value(_MAIN)
        self.areas.activated.connect(lambda _: self._show())
        self._said = ElidedLabel("", "muted")
        self.table = self._table([])
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Chỉ tiêu"))
        head.addWidget(self.areas)
        head.addWidget(self._said, 1)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.timeout.connect(self._look_for_outliers)

    def show_gathered(self, found: Gathered) -> None:
        """Shows the figures of a period."""
        if found is not self._found:
            self._found = found
            self._outliers, self._totals, self._values = {}, {}, {}
            self._show()

    def show_code(self, unit: str, code: str) -> None:
        """Shows a unit's line, among the indicators of the code's area where one is given."""
        if code and self._found is not None and code in self._found.sheet.catalogue.by_code:
            self.areas.show_value(self._found.sheet.catalogue.by_code[code].area)
            self._show()
        self.table.choose(unit)

    def codes(self, found: Gathered) -> list[str]:
        """The indicators that are shown."""
        known = found.sheet.catalogue
        area = self.areas.value()
        if area != _MAIN:
            return [each.code for each in known.of_area(area)]
        main = [code for code, _ in known.highlights if code in known.by_code]
        return [*main, *(code for code in ("3.13", "3.17", "1.05", "6.03") if code in known.by_code)]

    def _show(self) -> None:
        found = self._found
        if found is None:
            return
        lines = [FiguresLine(-1), *(FiguresLine(place, unit) for place, unit in enumerate(found.units))]
        if (codes := self.codes(found)) != self._shown:
            self._rebuild(found, codes)
        self.table.rows.set_rows(lines)
        self._say()
        # Totals and what stands out take longer than the figures that are seen at once.
        self._look.start(0)

    def _rebuild(self, found: Gathered, codes: list[str]) -> None:
        """Makes a table of these columns in the place of the one before."""
        self._shown = codes
        chosen = self.table.current_row()
        indicators = [found.sheet.catalogue.by_code[code] for code in codes]
        new = self._table([self._unit_column(), *map(self._indicator_column, indicators)])
        self._column.replaceWidget(self.table, new)
        self.table.deleteLater()
        self.table = new
        self.setFocusProxy(new)
        if chosen is not None:
            QTimer.singleShot(0, new, lambda: new.choose(chosen.id))

    def _table(self, columns: list[Column]) -> TableView:
        table = TableView(TableModel(columns, self._shell, parent=self), "Chưa có đơn vị nào gửi số liệu.")
        table.setAccessibleName("Số liệu của các đơn vị")
        table.opened.connect(self._open)
        return table

    def _open(self, line: FiguresLine | None) -> None:
        if line is not None and line.unit is not None:
            self._opened(line.unit.code, "")

    @staticmethod
    def _unit_column() -> Column:
        return Column(
            "Đơn vị",
            lambda line: line.unit.place_name if line.unit is not None else "Chung",
            width=190,
            bold=lambda line: line.unit is None,
            # The totals stay above whatever the lines are sorted by.
            sort=lambda line: line.unit.place_name if line.unit is not None else "",
        )

    def _indicator_column(self, indicator: Indicator) -> Column:
        code, is_share = indicator.code, indicator.unit == "%"

        def value(line: FiguresLine) -> Fraction | None:
            if line.unit is None:
                return self._totals.get(code)
            # A cell asks for its figure several times while it is painted.
            key = (line.place, code)
            if key not in self._values and self._found is not None:
                self._values[key] = self._found.sheet.value(line.place, code)
            return self._values.get(key)

        return Column(
            self._header(indicator),
            value,
            lambda line: self._words(line, value(line), indicator),
            width=_COLUMN + (32 if is_share else 0),
            align=_RIGHT,
            bar=is_share,
            bold=lambda line: line.unit is None,
            colour=lambda line: "bad" if self._outlier(line, code) is not None else "",
            tooltip=lambda line: self._told(line, indicator),
        )

    def _header(self, indicator: Indicator) -> str:
        """The code with short words: those by which an indicator is followed, else the first of its name."""
        known = dict(self._found.sheet.catalogue.highlights) if self._found is not None else {}
        name = indicator.name
        short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"
        return f"{indicator.code} {known.get(indicator.code) or short}"

    def _outlier(self, line: FiguresLine, code: str) -> Outlier | None:
        return self._outliers.get(code, {}).get(line.id)

    def _words(self, line: FiguresLine, value: Fraction | None, indicator: Indicator) -> str:
        words = number_words(value, indicator)
        outlier = self._outlier(line, indicator.code)
        return f"{words} {'▲' if outlier.is_high else '▼'}" if outlier is not None else words

    def _told(self, line: FiguresLine, indicator: Indicator) -> str:
        lines = [f"{indicator.code} {indicator.name} ({indicator.unit})"]
        if line.unit is None and self._found is not None:
            total = self._found.sheet.total(indicator.code)
            lines.append(f"{total.how.label}; {total.given}/{len(self._found.units)} đơn vị có số liệu")
        if (outlier := self._outlier(line, indicator.code)) is not None:
            lines.append(f"{outlier.words} (thường gặp {number_words(outlier.usual, indicator)})")
        return "\n".join(lines)

    def _look_for_outliers(self) -> None:
        """Adds up, then looks through one column after the other, with the window's own events between."""
        found = self._found
        if found is None:
            return
        if not self._totals:
            self._totals = {code: found.sheet.total(code).value for code in self._shown}
            self.table.viewport().update()
        left = [code for code in self._shown if code not in self._outliers]
        if not left:
            return
        self._outliers[left[0]] = found.outliers(left[0])
        if len(left) == 1:
            self._say()
            self.table.viewport().update()
        else:
            self._look.start(0)

    def _say(self) -> None:
        found = self._found
        if found is None:
            return
        count = sum(len(self._outliers.get(code, {})) for code in self.codes(found))
        words = f"{found.sent}/{len(found.units)} đơn vị có số liệu."
        if count:
            words += f" {count} số liệu khác xa mức thường gặp của khối (▲ cao, ▼ thấp)."
        self._said.setText(words)
