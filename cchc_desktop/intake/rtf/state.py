"""What holds in a group of an RTF file: how letters look, what the paragraph is."""

from dataclasses import dataclass, field

from ..wordml import Look
from .fonts import Fonts
from .story import Shape, Story


@dataclass(slots=True)
class State:
    """What holds in a group, and is forgotten at its end; ``own`` is what begins with the group itself."""

    story: Story
    into: str = "text"
    """Where letters go: the text, a table of the file, or nowhere."""
    own: str = ""
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    hidden: bool = False
    struck: bool = False
    deleted: bool = False
    revised: bool = False
    place: str = ""
    font: int = -1
    fallback: int = 1
    """How many signs follow a Unicode letter for those who do not know it (\\uc)."""
    shape: Shape = field(default_factory=Shape)
    nested: bool = False
    object: bool = False
    outside: str = "text"

    def look(self, fonts: Fonts) -> Look:
        """How letters look."""
        return Look(
            self.bold, self.italic, self.capitals, self.hidden, self.struck, fonts.name(self.font), self.place
        )


class Properties:
    """The control words that change how letters and paragraphs look, each with its number."""

    _state: State

    def _do_plain(self, _number: int | None) -> None:
        state = self._state
        state.bold = state.italic = state.capitals = state.hidden = state.struck = False
        state.deleted = state.revised = False
        state.place = ""
        state.font = -1

    def _do_b(self, number: int | None) -> None:
        self._state.bold = number != 0

    def _do_i(self, number: int | None) -> None:
        self._state.italic = number != 0

    def _do_caps(self, number: int | None) -> None:
        self._state.capitals = number != 0

    def _do_v(self, number: int | None) -> None:
        self._state.hidden = number != 0

    def _do_strike(self, number: int | None) -> None:
        self._state.struck = number != 0

    def _do_deleted(self, number: int | None) -> None:
        self._state.deleted = number != 0

    def _do_revised(self, number: int | None) -> None:
        self._state.revised = number != 0

    def _do_super(self, number: int | None) -> None:
        self._state.place = "superscript" if number != 0 else ""

    def _do_sub(self, number: int | None) -> None:
        self._state.place = "subscript" if number != 0 else ""

    def _do_nosupersub(self, _number: int | None) -> None:
        self._state.place = ""

    def _do_up(self, number: int | None) -> None:
        self._state.place = "superscript" if number else ""

    def _do_dn(self, number: int | None) -> None:
        self._state.place = "subscript" if number else ""

    def _do_uc(self, number: int | None) -> None:
        self._state.fallback = min(max(number if number is not None else 1, 0), 10)

    def _do_pard(self, _number: int | None) -> None:
        self._state.shape = Shape()

    def _do_qc(self, _number: int | None) -> None:
        self._state.shape.centered = True

    def _not_centered(self, _number: int | None) -> None:
        self._state.shape.centered = False

    _do_ql = _do_qr = _do_qj = _not_centered

    def _do_ilvl(self, number: int | None) -> None:
        self._state.shape.level = number or 0

    def _do_intbl(self, _number: int | None) -> None:
        self._state.shape.depth = max(self._state.shape.depth, 1)

    def _do_itap(self, number: int | None) -> None:
        self._state.shape.depth = number or 0
