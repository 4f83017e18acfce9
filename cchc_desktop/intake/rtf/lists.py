"""The lists of an RTF file: their tables become those of Word's, which know how to count."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..docx.numbering import Numbering
from ..wordml import Writer, add

if TYPE_CHECKING:
    from lxml.etree import _Element

_KINDS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
    23: "bullet", 255: "none",
}  # fmt: skip
_LEVELS = 9
_MOST = 5_000


@dataclass(slots=True)
class Level:
    """A level of a list: the code of its kind of numbers, where it starts, the text around the numbers."""

    kind: int = 0
    start: int = 1
    text: str = ""
    legal: bool = False
    restarts: bool = True

    @property
    def shown(self) -> str:
        """The text as Word writes it: «%1.» for a number and a point."""
        if not self.text:
            return ""
        # The first letter is how many follow; those below 9 stand for the number of that level.
        body = self.text[1 : 1 + ord(self.text[0])]
        return "".join(f"%{ord(letter) + 1}" if ord(letter) < _LEVELS else letter for letter in body)


@dataclass(slots=True)
class Override:
    """What a list does otherwise: starts of levels, and whole levels."""

    list_id: int = 0
    levels: list[tuple[int | None, Level | None]] = field(default_factory=list)


class Lists:
    """The tables of lists, as they are met."""

    def __init__(self) -> None:
        self.levels: list[Level] = []
        """Those of the list in hand."""
        self.override = Override()
        self._lists: dict[int, list[Level]] = {}
        self._overrides: dict[int, Override] = {}
        self._numbering: Numbering | None = None

    def end_list(self, list_id: int) -> None:
        """The list in hand is whole."""
        if len(self._lists) < _MOST:
            self._lists[list_id] = self.levels[:_LEVELS]
        self.levels = []

    def end_override(self, number: int) -> None:
        """The override in hand is whole: paragraphs name it by this number."""
        if len(self._overrides) < _MOST:
            self._overrides[number] = self.override
        self.override = Override()

    def label(self, number: int, level: int) -> str:
        """The number or bullet of the next paragraph; empty where nothing is known of its list."""
        if self._numbering is None:
            self._numbering = Numbering(self._written())
        return self._numbering.label(str(number), min(max(level, 0), _LEVELS - 1))

    def _written(self) -> "_Element":
        root = Writer.root("numbering")
        for list_id, levels in self._lists.items():
            abstract = add(root, "abstractNum", abstractNumId=str(list_id))
            for index, level in enumerate(levels):
                _write(abstract, index, level)
        for number, override in self._overrides.items():
            element = add(root, "num", numId=str(number))
            add(element, "abstractNumId", val=str(override.list_id))
            for index, (start, own) in enumerate(override.levels[:_LEVELS]):
                if start is None and own is None:
                    continue
                changed = add(element, "lvlOverride", ilvl=str(index))
                if own is not None:
                    _write(changed, index, own)
                elif start is not None:
                    add(changed, "startOverride", val=str(start))
        return root


def _write(parent: "_Element", index: int, level: Level) -> None:
    element = add(parent, "lvl", ilvl=str(index))
    add(element, "start", val=str(level.start))
    add(element, "numFmt", val=_KINDS.get(level.kind, "decimal"))
    if level.legal:
        add(element, "isLgl")
    if not level.restarts:
        add(element, "lvlRestart", val="0")
    add(
        element,
        "lvlText",
        val="".join(
            letter for letter in level.shown if letter.isprintable() or "\ue000" <= letter <= "\uf8ff"
        ),
    )
