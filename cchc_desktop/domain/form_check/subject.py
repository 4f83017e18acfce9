"""What all checks are given: the document with its parts and the rules, and how a place of it is called."""

from dataclasses import dataclass

from ..text import capitalized
from .anatomy import Anatomy, Text
from .finding import Finding, Severity, quoted
from .look import Line, Look
from .rules import FormRules, Part

_UNNAMED = (Part.OTHER, Part.CELL)


@dataclass(frozen=True)
class Subject:
    """The document that is checked."""

    anatomy: Anatomy
    rules: FormRules

    @property
    def look(self) -> Look:
        """The document as it looks."""
        return self.anatomy.look

    def place(self, at: int) -> str:
        """Where a line stands, in the words that find it: its part, page or number, and how it begins."""
        line = self.look.lines[at]
        part = self.anatomy.part_of.get(at, Part.OTHER)
        where = f"trang {line.page}, " if line.page else ""
        if part is Part.CELL and line.cell is not None:
            name = f"{where}bảng {line.cell.table + 1}, dòng {line.cell.row + 1}"
        elif part in _UNNAMED:
            name = f"{where}đoạn {at + 1}"
        else:
            name = f"{where}{self.rules.name_of(part)}"
        return f"{capitalized(name)} {quoted(line.text)}"

    def fault(
        self, at: int, article: str, found: str, right: str, severity: Severity = Severity.MUST
    ) -> Finding:
        """A fault of one line; ``article`` is the key of its rule."""
        return Finding(self.place(at), self.rules.article(article), found, right, (at,), severity)

    def missing(self, place: str, article: str, found: str, right: str, at: int | None = None) -> Finding:
        """What is not there; ``at`` is the line beside which it should be."""
        return Finding(place, self.rules.article(article), found, right, () if at is None else (at,))

    def first(self, text: Text, part: Part) -> tuple[int, Line] | None:
        """The first line of a part."""
        at = text.first(part)
        return None if at is None else (at, self.look.lines[at])
