"""The pieces that pages of a PDF are set from: running text, components, and what must stay together.

Each is a reportlab flowable: ``wrap`` says how high it is, ``split`` cuts it at the foot of a page, ``draw``
draws it with its lower left corner at the origin. Lengths are in points.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportlab.platypus import Flowable

from ..domain.report.marks import Mark, Marked
from . import components
from .components import Component, Rule, Stack, TextBlock
from .metrics import width, wrap
from .no_break import held
from .pdf_ink import ink_of
from .pdf_spots import note_spot
from .pdf_stack import ASCENT, draw_stack, printable
from .phrases import title_lines
from .styles import Face, Look, Stand

SLACK = 1e-7
"""Sums of heights differ by less than this from what they should be; frames allow for ten times as much."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of running text: what stands in bold before it, whether it is filled out to both margins, and
    the marks of its numbers."""

    text: str
    indent: float
    filled: bool
    strong: str = ""
    marks: tuple[Mark, ...] = ()


class Text(Flowable):  # type: ignore[misc]
    """A paragraph of running text, ``strong`` printed bold before it; none of it is ever read as markup.

    A heading is entered into the outline as ``entry`` at ``level``. A paragraph is cut by a page's foot only
    where two lines or more stand on either side. Of the gaps of two paragraphs the larger one counts.
    """

    LEAST = 2
    """The fewest lines of a paragraph that stand on a page by themselves."""

    def __init__(self, words: str, look: Look, strong: str = "", lines: Sequence[_Line] = ()) -> None:
        super().__init__()
        self.look, self.entry, self.level = look, "", 0
        self._words, self._strong = printable(held(words)), printable(strong)
        self._lines, self._room = tuple(lines), -1.0
        self._cut = bool(lines)
        self.whole = False
        """Whether no page's foot may cut it."""
        self.marks: tuple[Mark, ...] = ()
        """Where the numbers of its words come from, for who asks where they stand."""
        self.spaceBefore = self.spaceAfter = look.gap

    def lines(self, room: float) -> tuple[_Line, ...]:
        """The lines in so much room; those of a paragraph that was cut are what they were."""
        if not self._cut and room != self._room:
            self._lines, self._room = tuple(self._broken(room - self.look.left)), room
        return self._lines

    def _broken(self, room: float) -> Iterator[_Line]:
        look, indent, strong = self.look, self.look.indent, ""
        if self._strong:
            *above, strong = wrap(self._strong, _BOLD[look.face], look.size, room, indent)
            for text in above:
                yield _Line("", indent, filled=False, strong=text)
                indent = 0.0
        lead = width(f"{strong} ", _BOLD[look.face], look.size) if strong else 0.0
        at = 0
        for number, paragraph in enumerate(self._words.split("\n")):
            first = 0.0 if number else indent + lead
            if look.stand is Stand.CENTER:
                found = title_lines(paragraph, look.face, look.size, room)
            else:
                found = wrap(paragraph, look.face, look.size, room, first)
            for index, text in enumerate(found):
                last = index == len(found) - 1
                own = first if index == 0 else 0.0
                leading = strong if number == index == 0 else ""
                marks: tuple[Mark, ...] = ()
                if self.marks:
                    at = self._words.index(text, at)
                    marks = Marked(self._words, self.marks).cut(at, at + len(text)).marks
                    at += len(text)
                yield _Line(text, own, look.stand is Stand.JUSTIFY and not last, leading, marks)

    def wrap(self, room: float, _available: float) -> tuple[float, float]:
        """The room and the height of all lines."""
        self.width = room
        self.height = len(self.lines(room)) * self.look.leading
        return room, self.height

    def split(self, room: float, available: float) -> list[Any]:
        """The lines that fit and the rest; the outline points to the former. Nothing where it is not cut."""
        lines = self.lines(room)
        here = min(int((available + SLACK) / self.look.leading), len(lines) - self.LEAST)
        if here < self.LEAST or self.whole:
            return []
        first, rest = (Text("", self.look, lines=part) for part in (lines[:here], lines[here:]))
        first.entry, first.level = self.entry, self.level
        return [first, rest]

    def draw(self) -> None:
        """Draw the lines, and enter the text into the outline."""
        if self.entry:
            add_to_outline(self.canv, self.entry, self.level, self.height)
        ink, look = ink_of(self.canv), self.look
        room, base = self.width - look.left, self.height - look.size * ASCENT
        for line in self.lines(self.width):
            used = width(line.text, look.face, look.size)
            free = room - line.indent - used
            x = look.left + line.indent
            blanks = line.text.count(" ") + line.text.count("\N{NO-BREAK SPACE}")
            stretch = free / blanks if line.filled and blanks and free > 0 else 0.0
            if look.stand is Stand.CENTER:
                x += free / 2
            elif look.stand is Stand.RIGHT:
                x += free
            if line.strong:
                bold = _BOLD[look.face]
                before = x - width(f"{line.strong} ", bold, look.size) if line.text else x
                ink.write(line.strong, bold, look.size, before, base)
            ink.write(line.text, look.face, look.size, x, base, stretch=stretch)
            for mark in line.marks:
                head, shown = line.text[: mark.start], line.text[mark.start : mark.end]
                stretched = stretch * sum(map(head.count, (" ", "\N{NO-BREAK SPACE}")))
                left = x + width(head, look.face, look.size) + stretched
                size = (width(shown, look.face, look.size), look.leading)
                note_spot(self.canv, left, base + look.size * ASCENT, size, shown, mark.source)
            base -= look.leading


_BOLD = {
    Face.REGULAR: Face.BOLD,
    Face.BOLD: Face.BOLD,
    Face.ITALIC: Face.BOLD_ITALIC,
    Face.BOLD_ITALIC: Face.BOLD_ITALIC,
}


def add_to_outline(canvas: Any, entry: str, level: int, height: float) -> None:
    """Enter a heading into the outline, at the current origin; levels are closed up where one is skipped."""
    key = f"muc-{getattr(canvas, 'outline_count', 0)}"
    canvas.outline_count = getattr(canvas, "outline_count", 0) + 1
    level = min(level, getattr(canvas, "outline_level", -1) + 1)
    canvas.outline_level = level
    canvas.bookmarkHorizontal(key, 0, height + 6)
    canvas.addOutlineEntry(printable(entry), key, level, closed=False)


class Blank(Flowable):  # type: ignore[misc]
    """A height that stays free, at the head of a page too."""

    def __init__(self, height: float) -> None:
        super().__init__()
        self.height = height

    def wrap(self, room: float, _available: float) -> tuple[float, float]:
        """The room and the height."""
        return room, self.height

    def draw(self) -> None:
        """Draw nothing."""


class Whole(Flowable):  # type: ignore[misc]
    """A block that is never cut: one that is higher than a page is set smaller."""

    def __init__(self, page_height: float) -> None:
        super().__init__()
        self.page_height = page_height
        self.factor = 1.0

    def natural_height(self) -> float:
        """The height at the usual size."""
        raise NotImplementedError

    def wrap(self, room: float, _available: float) -> tuple[float, float]:
        """The room and the height, at most that of a page."""
        natural = self.natural_height()
        self.width = room
        self.factor = min(1.0, self.page_height / natural) if natural else 1.0
        self.height = natural * self.factor
        return room, self.height

    def shrink(self) -> None:
        """Make the canvas draw at the size that fits."""
        if self.factor < 1:
            self.canv.translate(self.width * (1 - self.factor) / 2, 0)
            self.canv.scale(self.factor, self.factor)


class Centered(Whole):
    """A column of components over the page's whole width: a title."""

    def __init__(
        self, stack: Stack, page_height: float, before: float = 10, after: float = 8, entry: str = ""
    ) -> None:
        super().__init__(page_height)
        self.stack, self.spaceBefore, self.spaceAfter, self.entry = stack, before, after, entry

    def natural_height(self) -> float:
        """The column's height."""
        return components.height(self.stack)

    def draw(self) -> None:
        """Draw the column."""
        if self.entry:
            add_to_outline(self.canv, self.entry, 0, self.height)
        self.shrink()
        draw_stack(self.canv, self.stack, 0, self.width, self.natural_height())


class HeadFlow(Whole):
    """The head of page 1: number and date stand on one line, whichever block above them is higher."""

    GAP = 8.0
    spaceAfter = 6.0

    def __init__(self, head: components.Head, page_height: float) -> None:
        super().__init__(page_height)
        self.head = head
        self.upper = max(components.height(head.left), components.height(head.right))
        self.lower = max(components.height(head.number), components.height(head.place_date))

    def natural_height(self) -> float:
        """The head's height."""
        above = self.GAP if self.head.line_above else 0
        return above + self.upper + (self.GAP + self.lower if self.lower else 0)

    def draw(self) -> None:
        """Draw the four corners."""
        self.shrink()
        head, top = self.head, self.natural_height()
        if head.line_above:
            draw_stack(self.canv, (Rule(self.width),), 0, self.width, top)
            top -= self.GAP
        low = top - self.upper - self.GAP
        draw_stack(self.canv, head.left, 0, head.left_width, top)
        draw_stack(self.canv, head.right, head.left_width, head.right_width, top)
        # The date is set one point larger than the number: its upper edge stands that much higher.
        draw_stack(self.canv, head.number, 0, head.left_width, low - 1)
        draw_stack(self.canv, head.place_date, head.left_width, head.right_width, low)


class FormHeadFlow(Whole):
    """The head of a statistical form: three blocks from one height."""

    spaceAfter = 3.0

    def __init__(self, form: components.Form, page_height: float, entry: str = "") -> None:
        super().__init__(page_height)
        self.form, self.entry = form, entry

    def natural_height(self) -> float:
        """The head's height."""
        return max(map(components.height, self.form.columns))

    def draw(self) -> None:
        """Draw the blocks."""
        if self.entry:
            add_to_outline(self.canv, self.entry, 0, self.height)
        self.shrink()
        top, left = self.natural_height(), 0.0
        for stack, room in zip(self.form.columns, self.form.widths, strict=True):
            draw_stack(self.canv, stack, left, room, top)
            left += room


class SignatureFlow(Whole):
    """Recipients and signature, side by side.

    Only a list of recipients longer than a page is continued on the next one.
    """

    spaceBefore = 10.0

    def __init__(self, signature: components.Signature, page_height: float) -> None:
        super().__init__(page_height)
        if signature.dated:
            self.spaceBefore = 4.0
        # TextBlock by line, so that even one endless recipient can be continued.
        self.signature = replace(signature, left=tuple(_single_lines(signature.left)))

    def natural_height(self) -> float:
        """The height of the higher column."""
        return max(components.height(self.signature.left), components.height(self.signature.right))

    def wrap(self, room: float, available: float) -> tuple[float, float]:
        """The room and the height; recipients are continued on another page rather than set smaller."""
        super().wrap(room, available)
        if components.height(self.signature.left) > self.page_height:
            self.height, self.factor = self.natural_height(), 1.0
        return room, self.height

    def split(self, _room: float, available: float) -> list[Flowable]:
        """The signature with the recipients that fit, and the rest of them; nothing where it cannot stand."""
        here, rest, used = self.cut(available)
        if not here or not rest or used < components.height(self.signature.right):
            return []
        return [
            SignatureFlow(replace(self.signature, left=here), self.page_height),
            SignatureFlow(replace(self.signature, left=rest, right=()), self.page_height),
        ]

    def cut(self, available: float) -> tuple[Stack, Stack, float]:
        """The recipients that fit into ``available``, those that do not, and the height of the former."""
        used = 0.0
        for index, component in enumerate(self.signature.left):
            if used + component.height > available:
                return self.signature.left[:index], self.signature.left[index:], used
            used += component.height
        return self.signature.left, (), used

    def draw(self) -> None:
        """Draw both columns from one height."""
        self.shrink()
        signature, top = self.signature, self.natural_height()
        draw_stack(self.canv, signature.left, 0, signature.left_width, top)
        draw_stack(self.canv, signature.right, signature.left_width, signature.right_width, top)


def _single_lines(stack: Stack) -> Iterator[Component]:
    for component in stack:
        if isinstance(component, TextBlock):
            yield from (replace(component, lines=(line,)) for line in component.lines)
        else:
            yield component


class Together(Flowable):  # type: ignore[misc]
    """Flowables that follow each other closely; subclasses say where a page may end between them."""

    def __init__(self, members: list[Any]) -> None:
        super().__init__()
        self.members = members
        self.placed: list[tuple[Any, float]] = []

    def getSpaceBefore(self) -> float:
        """That of the first member."""
        return float(self.members[0].getSpaceBefore())

    def getSpaceAfter(self) -> float:
        """That of the last member."""
        return float(self.members[-1].getSpaceAfter())

    def measure(
        self, members: list[Any], room: float, available: float
    ) -> tuple[list[tuple[Any, float]], float]:
        """The members with the height of each one's foot, counted from the top, and the whole height."""
        placed: list[tuple[Any, float]] = []
        foot = 0.0
        for index, member in enumerate(members):
            if index:
                foot += max(members[index - 1].getSpaceAfter(), member.getSpaceBefore())
            foot += member.wrap(room, max(available - foot, 1))[1]
            placed.append((member, foot))
        return placed, foot

    def wrap(self, room: float, available: float) -> tuple[float, float]:
        """The room and the height of all."""
        for member in self.members:
            # A nested flowable asks its frame and canvas of the one that holds it.
            member._frame = getattr(self, "_frame", None)
        self.placed, self.height = self.measure(self.members, room, available)
        self.width = room
        return room, self.height

    def draw(self) -> None:
        """Draw the members from top to foot."""
        for member, foot in self.placed:
            member.drawOn(self.canv, 0, self.height - foot)


class HeadedBy(Together):
    """Headings and what follows them, or a task and its details: a page never ends between them."""

    def __init__(self, members: list[Any], page_height: float) -> None:
        super().__init__(members)
        self.page_height = page_height

    def split(self, room: float, available: float) -> list[Any]:
        """What fits of it, cut within one of its texts, and the rest; nothing where none may be cut here."""
        for index in reversed(range(len(self.members))):
            before, text, after = self.members[:index], self.members[index], self.members[index + 1 :]
            left = available
            if before:
                left -= self.measure(before, room, available)[1]
                left -= max(before[-1].getSpaceAfter(), text.getSpaceBefore())
            if left <= 0 or (after and not _is_cut(text)):
                continue
            if not after and text.wrap(room, left)[1] <= left + SLACK:
                return list(self.members)
            pieces = text.split(room, left)
            if len(pieces) > 1:
                here = [*before, pieces[0]]
                rest = [pieces[1], *after] if after else pieces[1:]
                return [
                    HeadedBy(here, self.page_height) if before else pieces[0],
                    *([HeadedBy(rest, self.page_height)] if after else rest),
                ]
        # Where even a whole page has no room for them, they stand apart.
        return self._apart(room, available) if available >= self.page_height - 1 else []

    def _apart(self, room: float, available: float) -> list[Any]:
        """The members by themselves, the first one cut where it alone is higher than the page."""
        first, *others = self.members
        if first.wrap(room, available)[1] <= available + SLACK:
            return [first, *others]
        return [*first.split(room, available), *others]


def _is_cut(member: Any) -> bool:
    """Whether a member that others follow may go on to their page: running text, not a heading."""
    return isinstance(member, Text) and not member.whole and not member.entry


class SignedBelow(Together):
    """The last paragraph and the signature block: at least two lines stay with the signature (TM. …)."""

    LINES = 2

    def __init__(self, members: list[Any], page_height: float) -> None:
        super().__init__(members)
        self.page_height = page_height

    def split(self, room: float, available: float) -> list[Any]:
        """The paragraph's first lines, and its last ones with the signature."""
        text, signature = self.members
        height = text.wrap(room, available)[1]
        leading = text.look.leading
        count = round(height / leading)
        # As many lines as fit here, but two or more on either side.
        here = min(int((available + SLACK) / leading), count - self.LINES)
        if here >= self.LINES and count >= 2 * self.LINES:
            pieces = text.split(room, here * leading + SLACK)
            if len(pieces) == 2:
                return [pieces[0], SignedBelow([pieces[1], signature], self.page_height)]
        signature_height = signature.wrap(room, available)[1]
        if signature_height > self.page_height:
            # More recipients than a page holds: the block begins here and goes on.
            gap = max(text.getSpaceAfter(), signature.getSpaceBefore())
            pieces = signature.split(room, available - height - gap)
            if pieces:
                return [SignedBelow([text, pieces[0]], self.page_height), *pieces[1:]]
        return []
