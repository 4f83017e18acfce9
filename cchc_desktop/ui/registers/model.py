"""The rows of a register as a sheet: stored ones, and those that are begun and lack something yet."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal

from ...domain.access import Need
from ...domain.areas import AREA_CODES
from ...domain.dates import short_date
from ...domain.errors import Refusal
from ...domain.registers.fields import Holds, RegisterField, Value, Values
from ...domain.registers.register import Register, RegisterRow
from ..shell import Shell
from ..tables import Column, Editor
from ..tables.sheet import CellRefusal, SheetModel, Written
from ..tasks.columns import officer_choices, unit_choices

_WIDEST, _NARROWEST, _DAY = 260, 84, 104
_LETTER, _SIDES = 7.5, 14
"""The width of a letter of a header, and what is free at its sides, in pixels."""
_YES_NO = [("", ""), ("Có", "Có"), ("Không", "Không")]
_EDITORS = {
    Holds.CHOICE: Editor.CHOICE,
    Holds.YES_NO: Editor.CHOICE,
    Holds.AREA: Editor.CHOICE,
    Holds.UNIT: Editor.SUGGEST,
    Holds.OFFICER: Editor.SUGGEST,
}
_NOT_OF_TYPE = "Không đúng kiểu của mục: không được đếm, hãy sửa lại."
_CENTRED = (Holds.DAY, Holds.YES_NO)
_NUMBERS = (Holds.NUMBER, Holds.AMOUNT)


class RegisterModel(SheetModel):
    """A register's rows. What is typed into a row that is complete is stored at once; a row that still lacks
    something required stays on the screen alone (``unfinished``), and is stored with its last cell."""

    stored = Signal(object)
    """A row was stored for the first time."""
    begun = Signal()
    """Something was typed into a row that is on the screen alone."""
    moved = Signal(object)
    """The day of a stored row became another."""

    def __init__(self, shell: Shell, register: Register) -> None:
        self._units = partial(unit_choices, shell)
        self._officers = partial(officer_choices, shell)
        self.register = register
        self._registers = shell.office.registers
        self._drafts: dict[str, RegisterRow] = {}
        self._offered: set[str] = set()
        self._why_closed = partial(shell.office.why_closed, Need.FIGURES)
        self._office = shell.office
        self._widest = max(register.typed, key=lambda field: field.width).key
        super().__init__([self._column(field) for field in register.typed], shell)

    # Rows

    def show(self, rows: Sequence[RegisterRow]) -> None:
        """Shows these rows, with what is unfinished below them."""
        if self._drafts:
            known = {row.id for row in rows}
            self._drafts = {key: row for key, row in self._drafts.items() if key not in known}
        self.set_rows([*rows, *self._drafts.values()])

    def begin(self, values: Values) -> RegisterRow:
        """Begins a row; it is not stored yet."""
        row = RegisterRow(self.register.id, dict(values))
        self._drafts[row.id] = row
        return row

    def go_on_with(self, other: "RegisterModel") -> None:
        """Takes over the unfinished rows of another form of the same register."""
        was = {each.key: each for each in other.register.fields}
        for row in other.unfinished:
            values: dict[str, Value] = {}
            for field in self.register.typed:
                if field.key in row.values:
                    old = was[field.key]
                    value = field.understood(field.carried(old, old.plain(row.values[field.key])))
                    values |= {field.key: value} if value is not None else {}
            self._drafts[row.id] = RegisterRow(self.register.id, values, row.id)

    def is_unfinished(self, row: RegisterRow) -> bool:
        """Whether a row is on the screen alone."""
        return row.id in self._drafts

    def drop(self, row: RegisterRow) -> None:
        """Forgets a row that was begun."""
        self._drafts.pop(row.id, None)

    @property
    def unfinished(self) -> list[RegisterRow]:
        """The rows that are on the screen alone, in their order."""
        return list(self._drafts.values())

    def lacking(self, row: RegisterRow) -> list[str]:
        """The labels of what a row needs before it can be stored."""
        return [
            field.label for field in self.register.typed if field.is_required and field.key not in row.values
        ]

    def new_rows(self, count: int) -> list[Any]:
        first = self.own_area()
        made = [RegisterRow(self.register.id, first) for _ in range(count)] if first is not None else []
        # What is refused leaves nothing behind.
        self._offered = {row.id for row in made}
        return list(made)

    def _is_new(self, row: RegisterRow) -> bool:
        return row.id in self._drafts or row.id in self._offered

    def own_area(self) -> Values | None:
        """What a new row begins with, so that who is here may store it: an area of one's own where rows have
        areas; None where no row may be stored."""
        own = next((field.key for field in self.register.fields if field.is_own), "")
        codes = ("", *map(str, AREA_CODES)) if own else ("",)
        for values in ({own: code} if code else {} for code in codes):
            if not self._why_closed(self.register.area_of(values)):
                return values
        return None

    def why_closed(self, row: RegisterRow) -> str:
        """Why who is here may not write a row, and whom to ask."""
        return self._why_closed(self.register.area_of(row.values))

    def why_none(self) -> str:
        """The same where that one may write no row at all."""
        return self._why_closed(self.register.area) if self.own_area() is None else ""

    # Cells

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What a header shows; its words wrap."""
        found = super().headerData(section, orientation, role)
        wraps = role == Qt.ItemDataRole.TextAlignmentRole and found is not None
        return int(found) | int(Qt.TextFlag.TextWordWrap) if wraps else found

    def _column(self, field: RegisterField) -> Column:
        name = field.header or field.label
        # The mark never stands alone in a second line.
        header = f"{name}\u00a0*" if field.is_required else name
        align = Qt.AlignmentFlag.AlignLeft
        if field.holds in _NUMBERS:
            align = Qt.AlignmentFlag.AlignRight
        elif field.holds in _CENTRED:
            align = Qt.AlignmentFlag.AlignHCenter
        editor = _EDITORS.get(field.holds, Editor.TEXT)
        if field.is_open:
            editor = Editor.SUGGEST
        return Column(
            header,
            lambda row: self._shown(row, field),
            width=max(
                _DAY if field.holds is Holds.DAY else _NARROWEST,
                min(_WIDEST, int(field.width * 110)),
                _width_in_two_lines(header),
            ),
            stretch=field.key == self._widest,
            align=align,
            setter=lambda row, typed: self._set(row, field, typed),
            editor=editor,
            choices=self._choices(field),
            sort=lambda row: row.values.get(field.key),
            tooltip=lambda row: self._told(row, field),
            colour=lambda row: "bad" if self._is_strange(row, field) else "",
            closed=self.why_closed,
        )

    def _shown(self, row: RegisterRow, field: RegisterField) -> str:
        ticked = field.holds is Holds.YES_NO and row.values.get(field.key) is True
        return "x" if ticked else row.shown(field)

    def _told(self, row: RegisterRow, field: RegisterField) -> str:
        """The whole text of a cell, and what is wrong with one that its field cannot hold any more."""
        shown = self._shown(row, field)
        return f"{shown}\n{_NOT_OF_TYPE}" if self._is_strange(row, field) else shown

    @staticmethod
    def _is_strange(row: RegisterRow, field: RegisterField) -> bool:
        value = row.values.get(field.key)
        return bool(row.unread(field.key)) if value is None else not field.is_offered(value)

    def _choices(self, field: RegisterField) -> Callable[[Any], Sequence[tuple[Any, str]]] | None:
        match field.holds:
            case Holds.CHOICE:
                offered = [(choice, choice) for choice in field.choices]
                return lambda _: offered if field.is_required or field.is_open else [("", ""), *offered]
            case Holds.YES_NO:
                return lambda _: _YES_NO
            case Holds.UNIT:
                return lambda _: self._units()
            case Holds.OFFICER:
                return lambda _: self._officers()
            case Holds.AREA:
                areas = [(field.shown(code or None), words) for code, words in field.area_choices]
                return lambda _: areas
        return None

    def _set(self, row: RegisterRow, field: RegisterField, typed: Any) -> None:
        """Stores a cell. Raises Refusal where it cannot hold what was typed."""
        self._keep([self._changed(self._now(row), field, typed)])

    def _now(self, row: RegisterRow) -> RegisterRow:
        """The row as it is by now: another cell of it may have been stored since it was shown."""
        if row.id in self._drafts:
            return self._drafts[row.id]
        return self._registers.row(row.id) if self._registers.is_there(row.id) else row

    @staticmethod
    def _changed(row: RegisterRow, field: RegisterField, typed: Any) -> RegisterRow:
        text = typed if isinstance(typed, str) else short_date(typed) if typed is not None else ""
        return row.taking(field.key, field.read(text))

    def _keep(self, rows: Sequence[RegisterRow]) -> None:
        """Stores the rows that are complete, in one operation; the others stay on the screen.

        Raises Refusal where a stored row would lose what it needs, or a rule is broken.
        """
        whole: list[RegisterRow] = []
        begun: list[RegisterRow] = []
        for row in rows:
            (begun if self._is_new(row) and self.lacking(row) else whole).append(row)
        for row in begun:
            self._drafts[row.id] = row
        if whole:
            new = [row for row in whole if self._is_new(row)]
            day = self.register.day
            moved = [
                row
                for row in whole
                if row not in new and self._now(row).values.get(day) != row.values.get(day)
            ]
            self._registers.save(whole)
            for row in new:
                self._drafts.pop(row.id, None)
                self._offered.discard(row.id)
                self.stored.emit(row)
            for row in [*moved, *new][-1:]:
                self.moved.emit(row)
        if begun:
            self.show([row for row in self.rows if row.id not in self._drafts])
            self.begun.emit()

    def _day(self, row: RegisterRow) -> date | None:
        return row.day(self.register)

    def write(self, written: Written) -> object:
        """Stores several cells in one operation. Raises CellRefusal at the first that cannot be."""
        after: dict[str, RegisterRow] = {}
        fields = self.register.typed
        for row, column, text in written:
            try:
                after[row.id] = self._changed(after.get(row.id) or self._now(row), fields[column], text)
            except Refusal as refusal:
                raise CellRefusal(str(refusal), row.id, column) from None
        for key, row in after.items():
            if self._is_new(row) and self.lacking(row):
                continue
            try:
                self.register.refuse_row(row, self._office.today)
            except Refusal as refusal:
                keys = [field.key for field in fields]
                column = keys.index(refusal.field) if refusal.field in keys else 0
                raise CellRefusal(str(refusal), key, column) from None
        self._keep(list(after.values()))
        return None


def _width_in_two_lines(header: str) -> int:
    """The width in pixels that a column's name needs to stand whole in two lines."""
    words = header.split()
    breaks = (max(len(" ".join(words[:at])), len(" ".join(words[at:]))) for at in range(1, len(words) + 1))
    return int(min(breaks, default=0) * _LETTER + _SIDES)
