"""The components that stand as centred or flush lines: head, title, annex title, head of a form, signature.

Each is given as a column of lines, rules and gaps, so that the three renderers print the same words in
the same order and at the same sizes (components 1 to 12 and 21 to 29 of FACTS.md section 1.2).
"""

from dataclasses import dataclass

from . import styles
from .cells import clean
from .metrics import breaking_room, office_lines, width, wrap
from .model import AnnexTitle, FormHead, LetterHead, SignatureBlock, Title
from .no_break import held_within
from .phrases import flows, title_lines
from .styles import Look

NATIONAL_NAME = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
NATIONAL_MOTTO = "Độc lập - Tự do - Hạnh phúc"
DRAFT_MARK = "DỰ THẢO"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """One paragraph, with the lines that it breaks into in the room it was measured for.

    ``lines`` and ``held``, which is the whole text, have no-break spaces where a line must not end.
    """

    text: str
    look: Look
    lines: tuple[str, ...]
    held: str

    @property
    def width(self) -> float:
        """The width of the widest line, in points."""
        return max(width(line, self.look.face, self.look.size) for line in self.lines)

    @property
    def room(self) -> float | None:
        """The width in which any program breaks the text into these lines, None where its lines are ends."""
        if len(self.lines) == 1:
            return self.width
        room = breaking_room(self.lines, self.look.face, self.look.size)
        return room if flows(self.lines, self.look.face, self.look.size, room) else None

    @property
    def height(self) -> float:
        """The height of all lines, in points."""
        return self.look.leading * len(self.lines)


@dataclass(frozen=True, slots=True)
class Rule:
    """A centred line of this width, in points."""

    width: float
    height: float = 4.0


@dataclass(frozen=True, slots=True)
class Gap:
    """Free height, in points."""

    height: float


@dataclass(frozen=True, slots=True)
class Boxed:
    """A line in the middle of a frame of this width and height, in points, as a stamp has it."""

    line: TextBlock
    width: float
    height: float


Component = TextBlock | Rule | Gap | Boxed
Stack = tuple[Component, ...]


def line(text: str, look: Look, room: float, *, office: bool = False) -> TextBlock:
    """A paragraph measured for ``room`` points; centred lines end between phrases."""
    text = clean(text)
    breaker = office_lines if office else title_lines
    held = held_within(text, look.face, look.size, room, dates=True)
    found = [
        piece for paragraph in held.split("\n") for piece in breaker(paragraph, look.face, look.size, room)
    ]
    return TextBlock(text, look, tuple(found), held)


def height(stack: Stack) -> float:
    """The height of the column, in points."""
    return sum(component.height for component in stack)


@dataclass(frozen=True, slots=True)
class Head:
    """The four corners of the head, and the widths of its two blocks."""

    left: Stack
    right: Stack
    number: Stack
    place_date: Stack
    left_width: float
    right_width: float
    line_above: bool = False
    """Whether a line over the whole width parts it from what stands above."""


def head(block: LetterHead, room: float) -> Head:
    """The head in ``room`` points of width.

    On a portrait page the right block takes what the national name needs; on a wider page the halves
    are equal, so that both stand in the middle of their side.
    """
    right_width = max(styles.HEAD_RIGHT_WIDTH, room / 2)
    left_width = room - right_width
    issuer = line(block.issuer, styles.ISSUER, left_width, office=True)
    superior = (line(block.superior, styles.SUPERIOR, left_width, office=True),) if block.superior else ()
    # The rule is measured on the last line, which it stands under.
    last = width(issuer.lines[-1], issuer.look.face, issuer.look.size)
    motto = line(NATIONAL_MOTTO, styles.MOTTO, right_width)
    right: Stack = (line(NATIONAL_NAME, styles.NATION, right_width), motto, Rule(motto.width))
    if block.copied:
        right = (line(block.copied, styles.COPIED, right_width),)
    number: list[Component] = []
    if block.number_line:
        number.append(line(block.number_line, styles.NUMBER, left_width))
    if block.draft:
        number.append(line(DRAFT_MARK, styles.DRAFT, left_width))
    if block.about:
        number += [Gap(6), line(f"V/v {block.about}", styles.ABOUT, left_width), Gap(8)]
    if block.urgency:
        mark = line(block.urgency, styles.URGENCY, left_width)
        number += [Gap(6), Boxed(mark, *styles.URGENCY_BOXES[block.urgency])]
    return Head(
        left=(*superior, issuer, Rule(max(last * 0.5, issuer.width * styles.SHORT_RULE))),
        right=right,
        number=tuple(number),
        place_date=(line(block.place_date, styles.PLACE_DATE, right_width),) if block.place_date else (),
        left_width=left_width,
        right_width=right_width,
        line_above=bool(block.copied),
    )


def title(block: Title, room: float) -> Stack:
    """The kind, the subject with its short line, the enclosure."""
    narrow = room * 0.9
    parts: list[Component] = [line(block.kind, styles.KIND, narrow)]
    if block.subject:
        subject = line(block.subject, styles.SUBJECT, narrow)
        parts += [subject, Rule(subject.width * styles.SHORT_RULE)]
    else:
        parts.append(Rule(parts[0].width * styles.SHORT_RULE if isinstance(parts[0], TextBlock) else 0))
    if block.enclosure:
        parts += [Gap(2), line(block.enclosure, styles.ENCLOSURE, narrow)]
    return tuple(parts)


def annex_title(block: AnnexTitle, room: float) -> Stack:
    """«Phụ lục», its name, the line «(Kèm theo …)» with the short line under it."""
    narrow = room * 0.9
    parts: list[Component] = [line(block.label, styles.ANNEX_LABEL, narrow)]
    if block.name:
        parts.append(line(block.name, styles.ANNEX_NAME, narrow))
    if block.enclosure:
        parts.append(line(block.enclosure, styles.ENCLOSURE, narrow))
    last = parts[-1]
    if isinstance(last, TextBlock):
        parts.append(Rule(width(last.lines[-1], last.look.face, last.look.size) * styles.SHORT_RULE))
    return tuple(parts)


@dataclass(frozen=True, slots=True)
class Form:
    """The three blocks of a form's head, their widths, and what stands under them."""

    blocks: tuple[Stack, Stack, Stack]
    widths: tuple[float, float, float]
    unit: Stack

    @property
    def columns(self) -> tuple[Stack, Stack, Stack]:
        """The blocks as they stand on paper, with the unit at the foot of the right one."""
        left, middle, right = self.blocks
        if not self.unit:
            return self.blocks
        free = max(height(left), height(middle)) - height(right) - height(self.unit)
        return left, middle, (*right, Gap(max(free, 4.0)), *self.unit)


def form_head(block: FormHead, room: float, widths: tuple[float, float, float] | None = None) -> Form:
    """The head of a form in ``room`` points of width; ``widths`` of its blocks where they are given."""
    left, middle, right = widths or tuple(room * share for share in styles.FORM_SHARES)
    code, *smaller = block.code.split("\n")
    title = line(clean(block.title).upper(), styles.FORM_TITLE, middle * 0.94)
    lines = [
        line(text, styles.FORM_BRACKETED if text.startswith("(") else styles.FORM_LINE, middle * 0.94)
        for text in block.lines
    ]
    parties = (("Đơn vị báo cáo", block.reporter), ("Đơn vị nhận báo cáo", block.receiver))
    return Form(
        blocks=(
            (
                _flush(code, styles.FORM_CODE, left),
                *(_flush(text, styles.FORM_CODE_LINE, left) for text in smaller),
            ),
            (title, *lines),
            tuple(_flush(f"- {label}: {name}", styles.FORM_PARTY, right) for label, name in parties if name),
        ),
        widths=(left, middle, right),
        unit=(line(f"Đơn vị tính: {block.unit}", styles.FORM_UNIT, room),) if block.unit else (),
    )


@dataclass(frozen=True, slots=True)
class Signature:
    """The two columns of a signature block, and their widths."""

    left: Stack
    right: Stack
    left_width: float
    right_width: float
    dated: bool = False
    """Whether place and date stand above it, which set it apart by themselves."""


def signature(block: SignatureBlock, room: float) -> Signature:
    """The recipients (or who prepared a form) at the left, the signature at the right."""
    left_width = room * styles.SIGNATURE_LEFT_SHARE
    right_width = room - left_width
    right: list[Component] = []
    left: list[Component] = []
    if block.place_date:
        right.append(line(block.place_date, styles.FORM_PLACE_DATE, right_width))
        # Who prepared it and who signs it stand on one height.
        left.append(Gap(right[0].height))
    for text, look in ((block.authority, styles.AUTHORITY), (block.position, styles.POSITION)):
        right += [line(part, look, right_width) for part in text.split("\n") if part.strip()]
    space = styles.FORM_SIGNING_SPACE if block.preparer else styles.SIGNING_SPACE
    if block.hint:
        hint = line(block.hint, styles.SIGNING_HINT, right_width)
        right.append(hint)
        space -= hint.height
    if right or block.name:
        right += [Gap(space), _signer(block.name, right_width)]
    if block.recipients:
        left.append(_flush("Nơi nhận:", styles.RECIPIENTS_TITLE, left_width))
        left += [_flush(f"- {text}", styles.RECIPIENT, left_width) for text in block.recipients]
    elif block.preparer:
        left.append(line(block.preparer, styles.POSITION, left_width))
        left.append(line("(Ký, ghi rõ họ tên)", styles.SIGNING_HINT, left_width))
    return Signature(tuple(left), tuple(right), left_width, right_width, bool(block.place_date))


def _signer(name: str, room: float) -> TextBlock:
    """The signer's name as plain text: systems that sign find their place by it, letter by letter."""
    name, look = clean(name), styles.SIGNER_NAME
    return TextBlock(name, look, tuple(title_lines(name, look.face, look.size, room)), name)


def _flush(text: str, look: Look, room: float) -> TextBlock:
    text, room = clean(text), room - 6
    held = held_within(text, look.face, look.size, room)
    return TextBlock(text, look, tuple(wrap(held, look.face, look.size, room)), held)
