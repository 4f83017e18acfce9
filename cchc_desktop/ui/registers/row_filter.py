"""Which rows of a register hold the words that are filtered by."""

from collections.abc import Sequence

from ...domain.registers.register import Register, RegisterRow
from ...domain.text import fold


class RowFilter:
    """Knows of the rows of one register what they are filtered by; ``forget`` it with another register."""

    def __init__(self) -> None:
        self._folded: dict[str, tuple[RegisterRow, str]] = {}

    def forget(self) -> None:
        """The rows that come now are of another register, or of another form of it."""
        self._folded.clear()

    def matching(self, register: Register, rows: Sequence[RegisterRow], typed: str) -> list[RegisterRow]:
        """The rows that hold every word that was typed, without accents and case."""
        words = fold(typed).split()
        if not words:
            return list(rows)
        fields = register.typed
        found = []
        for row in rows:
            # What a row is filtered by is made of it once, until it is another.
            known = self._folded.get(row.id)
            if known is None or known[0] is not row:
                known = self._folded[row.id] = row, fold(" ".join(filter(None, map(row.shown, fields))))
            if all(word in known[1] for word in words):
                found.append(row)
        return found
