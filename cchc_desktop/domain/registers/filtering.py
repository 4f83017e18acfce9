"""Finding rows of a register by words that are typed: what each is found by is folded once."""

from collections.abc import Sequence

from ..text import fold, fold_each
from .fields import Holds, RegisterField, Value
from .register import Register, RegisterRow

_WRITTEN = (Holds.LINE, Holds.TEXT)
_MOST_VALUES = 20_000
_NEAR = 200


class _Folded(dict[Value | None, str]):
    """What values of a field are found by: the same days, numbers and names come again and again."""

    def __init__(self, field: RegisterField) -> None:
        super().__init__()
        self._field = field

    def __missing__(self, value: Value | None) -> str:
        if len(self) >= _MOST_VALUES:
            self.clear()
        folded = self[value] = fold(self._field.shown(value))
        return folded


class RowFilter:
    """Finds rows of a register by words; what a row is found by is kept until it is another row."""

    def __init__(self, register: Register) -> None:
        self._typed = register.typed
        self._written = [each for each in register.typed if each.holds in _WRITTEN]
        self._folded = {each.key: _Folded(each) for each in register.typed if each.holds not in _WRITTEN}
        self._known: dict[str, tuple[RegisterRow, str]] = {}

    def matching(self, rows: Sequence[RegisterRow], typed: str) -> list[RegisterRow]:
        """The rows in which every word of the text stands, whatever its accents and capitals; all without."""
        words = fold(typed).split()
        if not words:
            return list(rows)
        known = self._known
        new = [row for row in rows if row.id not in known or known[row.id][0] is not row]
        # A hundred thousand rows lie far apart: all that is asked of a few is looked up while they are near.
        for begin in range(0, len(new), _NEAR):
            some = new[begin : begin + _NEAR]
            for row, told in zip(some, self._told(some), strict=True):
                known[row.id] = row, told
        found = [known[row.id] for row in rows]
        for word in words:
            found = [each for each in found if word in each[1]]
        return [row for row, _ in found]

    def _told(self, rows: Sequence[RegisterRow]) -> list[str]:
        """What each of the rows is found by."""
        columns = [
            fold_each(
                [" ".join([str(row.values.get(each.key, "")) for each in self._written]) for row in rows]
            )
        ]
        columns += [[folded[row.values.get(key)] for row in rows] for key, folded in self._folded.items()]
        told = list(map(" ".join, zip(*columns, strict=True)))
        for place, row in enumerate(rows):
            if row.others:
                # What a field cannot read stands in it all the same.
                told[place] = fold(" ".join(map(row.shown, self._typed)))
        return told
