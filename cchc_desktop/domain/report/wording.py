"""Sentences as data: the small language that a report's sentences are written in.

    Đã giải quyết {3.17} hồ sơ[, trong đó quá hạn {3.20} hồ sơ|{3.20=0}, không có hồ sơ quá hạn][; {3.24!}].

A *slot* in braces is a figure by its code, or a word or number by its name (``{office}``, ``{tasks.done}``):

====================  =========================================================================
``{1.07}``            the figure of the period: «1.245», «99,17», «05»
``{1.07+}``           the same cumulated since the year began; missing where the period is that
``{1.07~}``           the same of the same period last year
``{1.07*}``           as ``{1.07}``, but 0 is as good as any other figure (see clauses)
``{1.07>}``           how it has changed: «tăng 3,2 điểm phần trăm so với năm trước»; ``{1.07+>}`` cumulated
``{1.07!}``           its target, and where it is missed for good: «chỉ tiêu từ 60% trở lên, chưa đạt»
``{1.07+!}``          the same in a sentence that has told the figure since the year began
``{8.06@}``           the year that a published result is of: «2025»
``{1.07+#}``          nothing is printed; asks that the figure since the year began is another one
``{1.07?}``           nothing is printed; asks that the figure is there and not 0
``{1.07=0}``          nothing is printed; asks that the figure is exactly this whole number
``{1.07=1.06}``       nothing is printed; asks that a part is the whole: the same figure, more than 1
``{name=other}``      nothing is printed; asks that two words or counts are the same and not 0
====================  =========================================================================

A *clause* in square brackets is said where every slot right in it is there and not 0, and left out
otherwise. It may have alternatives parted by ``|``: the first that can be said is. Clauses may stand in
clauses. Outside of clauses a slot without a value makes the whole sentence unsayable, and 0 is printed as 0.
A sentence that was to tell figures and is left with none is not said either.

Two figures with «/» between them are a part of a whole and have no noughts before them: «4/5», not «04/05»,
which would be read as a day. Units are written by the sentence («{1.09}%»). Estimated figures are announced
by «ước», once where all the figures of a sentence are estimates, and not again before what is worked out from
one that was announced. What left-out clauses leave behind («, .») is tidied up.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from ..errors import Refusal
from ..text import capitalized
from .marks import Mark, Marked, moved


class Presence(Enum):
    """Whether there is something to be said for a slot."""

    THERE = "there"
    ZERO = "zero"
    """It is known and 0, or an empty list."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Word:
    """What a slot stands for: its printed text, whether it is there, and whether it is an estimate.

    ``is_figure`` tells the numbers that «ước» may stand before; ``lacks`` are the quarters, as they are
    written, that the number was made without. ``grows`` is one of a whole period, and not of its last day.
    ``derived`` is a number that a formula makes of others. ``marks`` say where the numbers in it come from.
    """

    text: str = ""
    presence: Presence = Presence.THERE
    estimate: bool = False
    is_figure: bool = False
    lacks: tuple[str, ...] = ()
    grows: bool = False
    derived: bool = False
    marks: tuple[Mark, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, told: Marked) -> "Word":
        """Words with the marks of their numbers; nothing to be said where there are none."""
        return cls(told.text, marks=told.marks) if told.text else MISSING

    @property
    def told(self) -> Marked:
        """The text with its marks."""
        return Marked(self.text, self.marks)


MISSING = Word(presence=Presence.MISSING)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a figure or a word.

    ``name`` is a code («1.07») or a name («office»), ``of`` tells the period («», «+», «~»), ``form`` what is
    said of it («», «*», «>», «!», «@», «?», «#», or «=» and a whole number, a code or a name).
    """

    name: str
    of: str = ""
    form: str = ""

    @property
    def is_code(self) -> bool:
        """Whether it is an indicator's figure."""
        return self.name[0].isdigit()

    @property
    def is_silent(self) -> bool:
        """Whether it only asks, and prints nothing."""
        return self.form in ("?", "#") or self.form.startswith("=")

    @property
    def other(self) -> "Slot | None":
        """The slot that it is held against, where it asks whether two are the same."""
        asked = self.form.removeprefix("=")
        return None if asked == self.form or asked.isdecimal() else Slot(asked, self.of)

    def suits(self, presence: Presence, in_clause: bool) -> bool:
        """Whether what was found lets its clause, or its sentence, be said."""
        if presence is Presence.MISSING:
            return False
        return presence is Presence.THERE or not (self.form == "?" or (in_clause and self.form == ""))


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence that may be left out; the first of its alternatives that can be said is said."""

    alternatives: tuple["Template", ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence, or an alternative of a clause: plain text, slots and clauses in their order."""

    parts: tuple[str | Slot | Clause, ...]

    def slots(self) -> Iterator[Slot]:
        """Every slot of it, those of clauses too."""
        for part in self.parts:
            match part:
                case Slot():
                    yield part
                case Clause(alternatives):
                    for alternative in alternatives:
                        yield from alternative.slots()

    def needed(self) -> Iterator[Slot]:
        """The slots outside of clauses: without them the sentence cannot be said."""
        return (part for part in self.parts if isinstance(part, Slot))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence that was said, the codes of the figures in it in their order, and the quarters that some of
    its numbers were made without; ``mixed`` where others of the same period have them; ``marks`` where its
    numbers come from."""

    text: str
    codes: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    mixed: bool = False
    marks: tuple[Mark, ...] = ()

    @property
    def told(self) -> Marked:
        """The text with its marks."""
        return Marked(self.text, self.marks)

    def saying(self, told: Marked) -> "Spoken":
        """The same figures in other words."""
        return replace(self, text=told.text, marks=told.marks)


Look = Callable[[Slot], Word]
"""What gives a slot its words."""

_NAME = r"\d{1,2}\.\d{2}|[a-z][a-z_.]*\d?"
_SLOT = re.compile(rf"({_NAME})([+~]?)([*>!@?#]|=(?:\d{{1,6}}|{_NAME}))?")
_DEEPEST = 5
_FIRST, _LAST = 0xE000, 0xF8FF
"""Characters of no meaning, which stand for words while a sentence is tidied."""
_MARKS = re.compile(r"([{}\[\]|])")


def parse_template(text: str) -> Template:
    """The template that a text says. Raises Refusal with what is wrong in it."""
    if any(_FIRST <= ord(letter) <= _LAST for letter in text):
        raise Refusal(f"Câu «{text}» có ký tự riêng của phông chữ. Hãy gõ lại câu.", "template")
    tokens = [token for token in _MARKS.split(text) if token]
    alternatives, end = _alternatives(tokens, 0, text, depth=0)
    if end != len(tokens):
        raise Refusal(f"Câu «{text}» thừa dấu «{tokens[end]}».", "template")
    return alternatives[0]


def _alternatives(
    tokens: Sequence[str], start: int, text: str, depth: int
) -> tuple[tuple[Template, ...], int]:
    """What stands up to the bracket that closes, and where that is; ``depth`` brackets stand around it."""
    if depth > _DEEPEST:
        raise Refusal(f"Câu «{text[:60]}…» có quá nhiều ngoặc vuông lồng nhau.", "template")
    found: list[Template] = []
    parts: list[str | Slot | Clause] = []
    place = start
    while place < len(tokens):
        token = tokens[place]
        if token == "]" or (token == "|" and not depth):
            break
        if token == "[":
            inner, place = _alternatives(tokens, place + 1, text, depth + 1)
            if place >= len(tokens):
                raise Refusal(f"Câu «{text}» thiếu dấu «]».", "template")
            parts.append(Clause(inner))
        elif token == "|":
            found.append(Template(tuple(parts)))
            parts = []
        elif token == "{":
            parts.append(_slot(tokens[place + 1 : place + 3], text))
            place += 2
        elif token == "}":
            raise Refusal(f"Câu «{text}» thừa dấu «}}».", "template")
        else:
            parts.append(token)
        place += 1
    found.append(Template(tuple(parts)))
    if depth and next(found[0].slots(), None) is None:
        raise Refusal(f"Câu «{text}» có đoạn trong ngoặc vuông không chứa số liệu nào.", "template")
    return tuple(found), place


def _slot(tokens: Sequence[str], text: str) -> Slot:
    if len(tokens) < 2 or tokens[1] != "}":
        raise Refusal(f"Câu «{text}» có ngoặc nhọn không đóng hoặc để trống.", "template")
    read = _SLOT.fullmatch(tokens[0].strip())
    if read is None:
        raise Refusal(f"Câu «{text}» có chỗ điền «{{{tokens[0]}}}» viết sai.", "template")
    slot = Slot(read[1], read[2], read[3] or "")
    if not slot.is_code and (slot.of or slot.form in (">", "!", "@", "#")):
        raise Refusal(f"Câu «{text}»: chỗ điền «{{{tokens[0]}}}» chỉ dùng được với mã chỉ tiêu.", "template")
    if slot.other is not None and slot.other.is_code != slot.is_code:
        raise Refusal(f"Câu «{text}»: «{{{tokens[0]}}}» so sánh một số liệu với một từ.", "template")
    return slot


def say(template: Template, look: Look, *, even_without: bool = False) -> Spoken | None:
    """The sentence with its slots filled, or None where something that it needs is missing.

    ``even_without`` says it although none of its figures is left, as long as there are words.
    """
    pieces = _pieces(template, look, in_clause=False)
    if pieces is None:
        return None
    codes = dict.fromkeys(slot.name for slot, _ in _filled(pieces) if slot.is_code)
    if not codes and not even_without and any(slot.is_code for slot in template.slots()):
        return None
    told = _written(pieces)
    if not any(map(str.isalnum, told.text)):
        return None
    printed = [word for slot, word in _filled(pieces) if not slot.is_silent]
    lacks = tuple(dict.fromkeys(lack for word in printed for lack in word.lacks))
    mixed = bool(lacks) and any(word.grows and not word.lacks for word in printed)
    return Spoken(told.text, tuple(codes), lacks, mixed, told.marks)


_Piece = str | tuple[Slot, Word]


def _filled(pieces: Sequence[_Piece]) -> Iterator[tuple[Slot, Word]]:
    return (piece for piece in pieces if not isinstance(piece, str))


def _pieces(template: Template, look: Look, *, in_clause: bool) -> list[_Piece] | None:
    found: list[_Piece] = []
    for part in template.parts:
        match part:
            case str():
                found.append(part)
            case Slot():
                word = look(part)
                if not part.suits(word.presence, in_clause):
                    return None
                found.append((part, word))
            case Clause(alternatives):
                said = (_pieces(alternative, look, in_clause=True) for alternative in alternatives)
                found.extend(next((pieces for pieces in said if pieces is not None), ()))
    return found


_VERB = re.compile(
    r"\b(đạt|có|bằng|là|chiếm|đăng|phát thanh|tổ chức|gửi|tiếp nhận|hoàn thành|ban hành|bồi dưỡng) $",
    re.IGNORECASE,
)
_NOUGHTS = re.compile(r"^0+(?=\d)")


def _before_verb(found: re.Match[str]) -> str:
    estimated = "Ước" if found[1][0].isupper() else "ước"
    return f"{estimated} khoảng " if found[1] == "là" else f"{estimated} {found[1].lower()} "


_SENTENCE_END = re.compile(r"[.;]\s")
_TIDYING = (
    (re.compile(r"\(\s*[,;]?\s*\)"), ""),
    (re.compile(r"\(\s*[,;]\s*"), "("),
    (re.compile(r"\s+"), " "),
    (re.compile(r" ([,;:.)])"), r"\1"),
    (re.compile(r"[,;:]+(?=[.;:)])"), ""),
    (re.compile(r"(?<=[.;]),"), ""),
    (re.compile(r",(?=,)"), ""),
    (re.compile(r"\.{2,}"), "."),
)


def _written(pieces: Sequence[_Piece]) -> Marked:
    """The pieces as one line. Words stand aside while it is tidied, so that no word of anybody is touched."""
    texts: list[str] = []
    words: list[Marked] = []
    announced = _announced(pieces)
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            texts.append(piece)
        elif not piece[0].is_silent:
            word = piece[1].told
            if _is_of_fraction(pieces, place) and (noughts := _NOUGHTS.match(word.text)) is not None:
                word = word.cut(noughts.end(), len(word.text))
            if id(piece) in announced:
                # «ước đạt 95%», «ước có 05 văn bản» is how it is said, not «đạt ước 95%».
                moved, count = _VERB.subn(_before_verb, texts[-1]) if texts else ("", 0)
                texts[-1:] = [moved] if count else [*texts[-1:], "ước "]
            texts.append(chr(_FIRST + len(words)))
            words.append(word)
    line = "".join(texts)
    for pattern, replacement in _TIDYING:
        line = pattern.sub(replacement, line)
    told = _put_back(line.strip(), words)
    return told.rewritten(capitalized(told.text))


_ASIDE = re.compile(f"[{chr(_FIRST)}-{chr(_LAST)}]")


def _put_back(line: str, words: Sequence[Marked]) -> Marked:
    """The line with the words that stood aside."""
    parts: list[str] = []
    marks: list[Mark] = []
    length = done = 0
    for found in _ASIDE.finditer(line):
        word = words[ord(found[0]) - _FIRST]
        length += found.start() - done
        marks.extend(moved(word.marks, length))
        parts += (line[done : found.start()], word.text)
        length += len(word.text)
        done = found.end()
    return Marked("".join((*parts, line[done:])), tuple(marks))


def _is_of_fraction(pieces: Sequence[_Piece], place: int) -> bool:
    """Whether a piece is a number of a «4/5»."""
    return any(
        pieces[at + step : at + step + 1] == ["/"] and not isinstance(pieces[at + 2 * step], str)
        for at, step in ((place, 1), (place, -1))
        if 0 <= at + 2 * step < len(pieces)
    )


def _announced(pieces: Sequence[_Piece]) -> set[int]:
    """The pieces that «ước» stands before."""
    found: set[int] = set()
    sentence: list[_Piece] = []

    def close() -> None:
        estimates = [piece for piece in sentence if not isinstance(piece, str) and piece[1].estimate]
        named = estimates[:1] if len(estimates) == len(sentence) else estimates
        found.update(id(piece) for piece in named if piece is named[0] or not piece[1].derived)
        sentence.clear()

    for piece in pieces:
        if isinstance(piece, str):
            if _SENTENCE_END.search(piece):
                close()
        elif piece[1].is_figure and not piece[0].is_silent:
            sentence.append(piece)
    close()
    return found
