"""The tab of figures: units down, the indicators of an area across, with totals, bars and what stands out."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from operator import attrgetter
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.consolidation.outliers import Outlier
from ...domain.consolidation.units import Block, GatheredUnit
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
_WHOLE: Final = GatheredUnit("*", "Chung", Block.OTHER, id="*")
"""Stands in the lines for all units: the line of totals."""
_COLUMN = 140
_LETTERS = 15
"""So much of an indicator's name stands in its header; the rest is told by its cells."""


def _is_whole(unit: GatheredUnit) -> bool:
    return unit is _WHOLE


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
        self._values: dict[tuple[str, str], Fraction | None] = {}
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
        if (codes := self.codes(found)) != self._shown:
            self._rebuild(found, codes)
        self.table.rows.set_rows([_WHOLE, *found.units])
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
            QTimer.singleShot(0, new, lambda: new.choose(chosen.code))

    def _table(self, columns: list[Column]) -> TableView:
        model = TableModel(columns, self._shell, attrgetter("code"), self)
        table = TableView(model, "Chưa có đơn vị nào gửi số liệu.")
        table.setAccessibleName("Số liệu của các đơn vị")
        table.opened.connect(self._open)
        return table

    def _open(self, unit: GatheredUnit | None) -> None:
        if unit is not None and unit is not _WHOLE:
            self._opened(unit.code, "")

    @staticmethod
    def _unit_column() -> Column:
        return Column(
            "Đơn vị",
            lambda unit: unit.place_name,
            width=190,
            bold=_is_whole,
            # The totals stay above whatever the lines are sorted by.
            sort=lambda unit: unit.place_name if unit is not _WHOLE else "",
        )

    def _indicator_column(self, indicator: Indicator) -> Column:
        code, is_share = indicator.code, indicator.unit == "%"

        def value(unit: GatheredUnit) -> Fraction | None:
            if unit is _WHOLE:
                return self._totals.get(code)
            # A cell asks for its figure several times while it is painted.
            key = (unit.code, code)
            if key not in self._values and self._found is not None:
                sheet = self._found.sheet
                self._values[key] = sheet.value(sheet.places[unit.code], code)
            return self._values.get(key)

        return Column(
            self._header(indicator),
            value,
            lambda unit: self._words(unit, value(unit), indicator),
            width=_COLUMN + (44 if is_share else 0),
            align=_RIGHT,
            bar=is_share,
            bold=_is_whole,
            colour=lambda unit: "bad" if self._outlier(unit, code) is not None else "",
            tooltip=lambda unit: self._told(unit, indicator),
        )

    def _header(self, indicator: Indicator) -> str:
        """The code with short words: those by which an indicator is followed, else the first of its name."""
        known = dict(self._found.sheet.catalogue.highlights) if self._found is not None else {}
        name = indicator.name
        short = name if len(name) <= _LETTERS else f"{name[: _LETTERS - 1].rstrip()}…"
        return f"{indicator.code} {known.get(indicator.code) or short}"

    def _outlier(self, unit: GatheredUnit, code: str) -> Outlier | None:
        return self._outliers.get(code, {}).get(unit.code)

    def _words(self, unit: GatheredUnit, value: Fraction | None, indicator: Indicator) -> str:
        words = number_words(value, indicator)
        outlier = self._outlier(unit, indicator.code)
        return f"{words} {'▲' if outlier.is_high else '▼'}" if outlier is not None else words

    def _told(self, unit: GatheredUnit, indicator: Indicator) -> str:
        lines = [f"{indicator.code} {indicator.name} ({indicator.unit})"]
        if unit is _WHOLE and self._found is not None:
            total = self._found.sheet.total(indicator.code)
            lines.append(f"{total.how.label}; {total.given}/{len(self._found.units)} đơn vị có số liệu")
        if (outlier := self._outlier(unit, indicator.code)) is not None:
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
