"""What each line of a document is: head, title, bases, body, recipients, signature, annexes.

The parts are told by their words and places, never by the looks that are to be checked (FACTS.md sections 1.2
and 2.1): a title that is not bold is a title all the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..text import fold
from .look import Line, Look, Stand
from .rules import FormRules, Kind, Part

NATION = re.compile(r"cong hoa xa hoi chu nghia viet nam")
MOTTO = re.compile(r"doc lap\W+tu do\W+hanh phuc")
_NUMBER = re.compile(r"so\s*[:.]?\s*[\d.…_]*\s*(?:/|$)|so\s*:")
PLACE_DATE = re.compile(
    r"[^,;:]{2,60}[,.]?\s*ngay[\s.…_]*\d{0,2}[\s./…_-]*(?:thang)?[\s\d.…_/-]*(?:nam)?[\s\d.…_]*"
)
_LETTER = re.compile(r"v/v\b|ve viec\b")
_ADDRESS = re.compile(r"kinh gui\b")
_BASIS = re.compile(r"(?:can cu|xet|theo de nghi|tren co so)\b")
_OPENING = re.compile(
    r"\b(?:ban hanh|xay dung|bao cao|trien khai|thong bao|quyet dinh)\b.*(?:nhu sau|sau day|sau|:)\s*:?$"
)
_RECIPIENTS = re.compile(r"noi nhan\b")
_AUTHORITY = re.compile(r"(?:tm|t/m|kt|k/t|tl|t/l|tuq|t/uq|q)\s*[./]?\s+\S|(?:tm|kt|tl|tuq)\.\S")
_POSITION = re.compile(
    r"(?:q\.\s*)?(?:pho )?(?:chu tich|giam doc|truong phong|chanh van phong|bi thu|"
    r"truong ban|truong doan|thu truong|"
    r"hieu truong|tram truong|to truong|truong cong an|chi huy truong|pho chu tich thuong truc)\b.{0,60}"
)
_ANNEX = re.compile(r"phu luc(?:\s+(?:so\s*)?[ivxlc\d]{1,5})?\s*[.:]?")
_ENCLOSURE = re.compile(r"\(?\s*(?:ban hanh )?(?:kem|dinh kem) theo\b")
_AMENDED = re.compile(r"\(\s*(?:da )?(?:duoc )?(?:dieu chinh|sua doi|bo sung)\b")
_CHAPTER = re.compile(r"(?:phan|chuong|muc|tieu muc)\s+(?:thu\s+)?(?:[ivxlc]+|\d{1,2})\s*[.:]?")
_FORM_CODE = re.compile(r"bieu (?:mau |so )?\S*\d")
_HEAD_LINES = 30
_TITLE_LINES = 6
_SIGNATURE_LINES = 12
_NAME_WORDS = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """The number that a paragraph begins with: its letters, what closes it, and the words after it."""

    kind: Part
    label: str
    end: str
    rest: str


_MARKS = (
    (Part.ARTICLE, re.compile(r"(?P<label>(?:Điều|ĐIỀU)\s+\d{1,3})\s*(?P<end>[.:/)]?)\s*(?P<rest>.*)")),
    (Part.SECTION, re.compile(r"(?P<label>[IVX]{1,6})\s*(?P<end>[./)\-–:])\s*(?P<rest>\S.*)")),
    (
        Part.CLAUSE,
        re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){0,3})\s*(?P<end>[./)\-–:])(?!\d)\s*(?P<rest>\S.*)"),
    ),
    (Part.CLAUSE, re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})(?P<end>)\s+(?P<rest>\S.*)")),
    (Part.POINT, re.compile(r"(?P<label>[a-zđ])\s*(?P<end>[./)])\s*(?P<rest>\S.*)")),
)  # fmt: skip


def mark_of(text: str) -> Mark | None:
    """The number that opens a paragraph of the body; None for bullets and plain paragraphs.

    «31/KH-UBND», «15 %» and dates are no numbers of paragraphs, as no capital follows them.
    """
    for kind, pattern in _MARKS:
        found = pattern.fullmatch(text)
        if found is None:
            continue
        rest = found["rest"]
        if kind is not Part.ARTICLE and not (rest[:1].isupper() or rest[:1] in "“\"'(«"):
            continue
        if found["end"] == "/" and re.match(r"[A-ZĐ]{2,}-|\d", rest):
            continue
        return Mark(kind, found["label"], found["end"], rest)
    return None


@dataclass(slots=True)
class Text:
    """One of the texts in a document: the main one, what is attached to it, or an annex.

    ``parts`` are the places of its lines by what they are, in order.
    """

    kind: Kind | None = None
    is_annex: bool = False
    is_form: bool = False
    """Whether it is a state form or a list, which has a head of its own."""
    parts: dict[Part, list[int]] = field(default_factory=dict)

    def add(self, part: Part, place: int) -> None:
        """One line more."""
        self.parts.setdefault(part, []).append(place)

    def first(self, part: Part) -> int | None:
        """The place of the first line of a part."""
        return next(iter(self.parts.get(part, ())), None)

    @property
    def running(self) -> list[int]:
        """The places of its running text, in order."""
        wanted = (
            Part.BODY, Part.CLAUSE, Part.CLAUSE_TITLE, Part.POINT, Part.ARTICLE, Part.SECTION, Part.CHAPTER,
            Part.CHAPTER_TITLE,
        )  # fmt: skip
        return sorted(place for part in wanted for place in self.parts.get(part, ()))


@dataclass(slots=True)
class Anatomy:
    """A document as its texts, with what each line is."""

    look: Look
    texts: list[Text]
    part_of: dict[int, Part]

    @property
    def main(self) -> Text:
        """The text with the head."""
        return self.texts[0]

    @property
    def annexes(self) -> list[Text]:
        """The annexes."""
        return [text for text in self.texts if text.is_annex]

    @property
    def is_official(self) -> bool:
        """Whether it is an official document at all, not a list, a form, or an annex by itself."""
        parts = self.main.parts
        if self.main.is_form or self.main.is_annex:
            return False
        return (
            Part.NUMBER in parts or self.main.kind is not None or {Part.NATION, Part.ADDRESS} <= parts.keys()
        )

    def line(self, place: int) -> Line:
        """The line at a place."""
        return self.look.lines[place]

    def lines(self, text: Text, *parts: Part) -> Iterator[tuple[int, Line]]:
        """The lines of some parts of a text, with their places."""
        places = sorted(place for part in parts for place in text.parts.get(part, ()))
        return ((place, self.look.lines[place]) for place in places)


def anatomy_of(look: Look, rules: FormRules) -> Anatomy:
    """What the lines of a document are."""
    return _Walk(look, rules).anatomy()


class _Walk:
    """Goes through the lines once."""

    def __init__(self, look: Look, rules: FormRules) -> None:
        self._look = look
        self._rules = rules
        self._lines = list(look.running())
        self._texts = [Text()]
        self._parts: dict[int, Part] = {}
        self._at = 0

    def anatomy(self) -> Anatomy:
        """The whole document."""
        self._head()
        while self._at < len(self._lines):
            self._next()
        return Anatomy(self._look, self._texts, self._parts)

    @property
    def _text(self) -> Text:
        return self._texts[-1]

    def _take(self, part: Part) -> None:
        place, _ = self._lines[self._at]
        self._text.add(part, place)
        self._parts[place] = part
        self._at += 1

    def _peek(self, ahead: int = 0) -> Line | None:
        at = self._at + ahead
        return self._lines[at][1] if at < len(self._lines) else None

    # -- the head ----------------------------------------------------------------------------------

    def _head(self) -> None:
        """The lines before the title: told by their words, names of offices by what is left in capitals."""
        names: list[int] = []
        has_number = False
        while (line := self._peek()) is not None and self._at < _HEAD_LINES:
            bare = fold(line.text)
            if line.framed or _ANNEX.fullmatch(bare):
                break
            if NATION.search(bare):
                self._take(Part.NATION)
            elif MOTTO.search(bare):
                self._take(Part.MOTTO)
            elif not has_number and _NUMBER.match(bare) and len(bare) < 60:
                has_number = True
                self._take(Part.NUMBER)
            elif PLACE_DATE.fullmatch(bare) and not _BASIS.match(bare):
                self._take(Part.PLACE_DATE)
            elif _LETTER.match(bare) and has_number:
                self._take(Part.LETTER_SUBJECT)
                self._more_of_subject()
            elif self._rules.kind_of(line.text) is not None:
                break
            elif _FORM_CODE.match(bare):
                self._text.is_form = True
                self._take(Part.OTHER)
            elif _ADDRESS.match(bare) or _BASIS.match(bare) or mark_of(line.text) or len(bare) > 160:
                break
            elif (line.is_capitals and not has_number) or (
                self._is_office(line.text) and not has_number and line.cell is not None
            ):
                names.append(self._lines[self._at][0])
                self._take(Part.ISSUER)
            else:
                self._take(Part.OTHER)
        self._name_offices(names)
        if {Part.NATION, Part.NUMBER}.isdisjoint(self._text.parts):
            # Capitals at the beginning of what has no head are no names of offices.
            for place in [*self._text.parts.pop(Part.ISSUER, []), *self._text.parts.pop(Part.SUPERIOR, [])]:
                self._text.add(Part.OTHER, place)
                self._parts[place] = Part.OTHER

    def _is_office(self, text: str) -> bool:
        return text.upper().startswith(self._rules.organs)

    def _more_of_subject(self) -> None:
        cell = self._look.lines[self._lines[self._at - 1][0]].cell
        while (line := self._peek()) is not None and cell is not None and line.cell == cell:
            self._take(Part.LETTER_SUBJECT)

    def _name_offices(self, names: Sequence[int]) -> None:
        """The last name is the issuer's, those above it are of superiors; a name may take several lines."""
        starts = [
            number for number, place in enumerate(names)
            if number == 0 or self._is_office(self._look.lines[place].text)
        ]  # fmt: skip
        if len(starts) < 2:
            return
        for place in names[: starts[-1]]:
            self._text.parts[Part.ISSUER].remove(place)
            self._text.add(Part.SUPERIOR, place)
            self._parts[place] = Part.SUPERIOR

    # -- the rest ----------------------------------------------------------------------------------

    def _next(self) -> None:
        line = self._peek()
        assert line is not None
        bare = fold(line.text)
        if _ANNEX.fullmatch(bare) and not line.framed:
            self._annex()
        elif line.framed:
            self._take(Part.CELL)
        elif (kind := self._kind_here(line)) is not None:
            self._title(kind)
        elif self._rules.kind_of(line.text) is not None and line.text.endswith(":"):
            # «QUYẾT ĐỊNH:» leads from the bases to the articles.
            self._take(Part.OTHER)
        elif _RECIPIENTS.match(bare):
            self._foot(line)
        elif self._is_signature(line):
            self._signature()
        elif _ADDRESS.match(bare) and Part.BODY not in self._text.parts:
            self._address()
        elif self._is_basis(bare):
            self._take(Part.BASIS)
        elif line.cell is not None:
            self._take(Part.CELL)
        elif _CHAPTER.fullmatch(bare) and line.stand is not Stand.JUSTIFY:
            self._take(Part.CHAPTER)
            if (title := self._peek()) is not None and (title.is_capitals or title.stand is Stand.CENTER):
                self._take(Part.CHAPTER_TITLE)
        else:
            self._take(self._body_part(line))

    def _kind_here(self, line: Line) -> Kind | None:
        """The kind of a document whose title begins here; «QUYẾT ĐỊNH:» within a decision begins none."""
        kind = self._rules.kind_of(line.text)
        if kind is None or mark_of(line.text) is not None:
            return None
        if line.text.rstrip().endswith(":") and self._text.kind is not None:
            return None
        if kind == self._text.kind and not self._text.is_annex and Part.SIGNER not in self._text.parts:
            return None
        return kind if line.is_capitals or line.stand is Stand.CENTER else None

    def _title(self, kind: Kind) -> None:
        if self._text.kind is not None or self._text.running:
            self._texts.append(Text())
        self._text.kind = kind
        self._take(Part.KIND)
        for number in range(_TITLE_LINES):
            line = self._peek()
            if line is None or line.framed:
                return
            bare = fold(line.text)
            if _ENCLOSURE.match(bare) and "(" in line.text[:2]:
                self._take(Part.ENCLOSURE)
                return
            if _AMENDED.match(bare):
                # «(Được điều chỉnh, bổ sung tại Quyết định số …)» under the subject.
                self._note()
                return
            if _BASIS.match(bare) or _ADDRESS.match(bare) or mark_of(line.text) is not None:
                return
            if PLACE_DATE.fullmatch(bare) or _NUMBER.match(bare):
                return
            is_title = line.stand is Stand.CENTER or line.bold > 0.5
            starts = number == 0 and len(bare) < 300 and bare[-1] not in ".:;"
            if not is_title and not starts:
                return
            if line.is_capitals and self._is_office(line.text) and number:
                # «CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …» is who decides.
                self._take(Part.OTHER)
                continue
            self._take(Part.SUBJECT)

    def _note(self) -> None:
        """A note in brackets, to the line that closes them."""
        for _ in range(_TITLE_LINES):
            line = self._peek()
            if line is None:
                return
            self._take(Part.OTHER)
            if line.text.rstrip().endswith(")"):
                return

    def _is_basis(self, bare: str) -> bool:
        if self._text.running or not _BASIS.match(bare):
            return False
        return not bare.endswith(":") and not _OPENING.search(bare)

    def _address(self) -> None:
        self._take(Part.ADDRESS)
        while (line := self._peek()) is not None and line.text.startswith(("-", "–", "+")):
            if len(line.text) > 200:
                return
            self._take(Part.ADDRESSEE)

    def _body_part(self, line: Line) -> Part:
        mark = mark_of(line.text)
        if mark is None:
            if self._text.is_annex and not self._text.running and line.is_capitals:
                return Part.ANNEX_NAME
            return Part.BODY
        if mark.kind is Part.SECTION and len(mark.rest) < 200:
            return Part.SECTION
        if mark.kind is Part.CLAUSE and _is_heading(mark.rest):
            return Part.CLAUSE_TITLE
        return mark.kind if mark.kind is not Part.SECTION else Part.BODY

    # -- the foot ----------------------------------------------------------------------------------

    def _foot(self, title: Line) -> None:
        """«Nơi nhận:» with its list; in a table, what stands in the other column is of the signature."""
        self._take(Part.RECIPIENTS)
        while (line := self._peek()) is not None:
            if title.cell is not None:
                if line.cell is None or line.cell.table != title.cell.table:
                    return
                if line.cell.column != title.cell.column:
                    self._signed_line(line)
                    continue
            elif self._is_signature(line) or not (
                line.text.startswith(("-", "–", "+", "Như", "Lưu")) or self._goes_on(line)
            ):
                return
            self._take(Part.RECIPIENT)

    def _goes_on(self, line: Line) -> bool:
        """Whether a line without a dash goes on with the recipient above it."""
        before = self._look.lines[self._lines[self._at - 1][0]]
        return 0 < line.size <= 12 and before.text[-1] not in ".:" and line.bold < 0.5

    def _is_signature(self, line: Line) -> bool:
        bare = fold(line.text)
        if len(bare) > 90 or not line.is_capitals or mark_of(line.text) is not None:
            return False
        if not self._text.running and self._text.first(Part.RECIPIENTS) is None:
            return False
        return bool(_AUTHORITY.match(bare) or _POSITION.fullmatch(bare))

    def _signature(self) -> None:
        """Who signs, from the authority down to the name."""
        first = self._peek()
        assert first is not None
        for _ in range(_SIGNATURE_LINES):
            line = self._peek()
            if (
                line is None
                or _RECIPIENTS.match(fold(line.text))
                or (first.cell is None) != (line.cell is None)
            ):
                return
            if line.cell is not None and first.cell is not None and line.cell.table != first.cell.table:
                return
            if _ANNEX.fullmatch(fold(line.text)) or self._rules.kind_of(line.text) is not None:
                return
            self._signed_line(line)
            if Part.SIGNER in self._text.parts:
                return

    def _signed_line(self, line: Line) -> None:
        bare = fold(line.text)
        if _AUTHORITY.match(bare) and len(bare) < 90 and line.is_capitals:
            self._take(Part.AUTHORITY)
        elif _POSITION.fullmatch(bare) and Part.SIGNER not in self._text.parts:
            self._take(Part.POSITION)
        elif line.text.startswith("(") or len(line.text.split()) > _NAME_WORDS:
            self._take(Part.OTHER)
        elif line.is_capitals and Part.POSITION not in self._text.parts:
            self._take(Part.AUTHORITY)
        elif any(char.isalpha() for char in line.text) and Part.SIGNER not in self._text.parts:
            self._take(Part.SIGNER)
        else:
            self._take(Part.OTHER)

    # -- annexes -----------------------------------------------------------------------------------

    def _annex(self) -> None:
        if self._parts or self._text.parts:
            self._texts.append(Text(is_annex=True))
        else:
            self._text.is_annex = True
        self._take(Part.ANNEX_LABEL)
        for number in range(_TITLE_LINES):
            line = self._peek()
            if line is None or line.framed:
                return
            bare = fold(line.text)
            if _ENCLOSURE.match(bare):
                opened = bare.count("(") > bare.count(")")
                self._take(Part.ANNEX_LINE)
                # Lines of a page come one by one: the bracket tells how far it goes.
                while opened and (more := self._peek()) is not None and len(more.text) < 200:
                    opened = ")" not in more.text
                    self._take(Part.ANNEX_LINE)
                return
            if mark_of(line.text) is not None or _ANNEX.fullmatch(bare):
                return
            if not (line.stand is Stand.CENTER or line.is_capitals or (number == 0 and len(bare) < 200)):
                return
            self._take(Part.ANNEX_NAME)


def _is_heading(rest: str) -> bool:
    """Whether the words after a number are a heading, which is short and has no end mark."""
    return len(rest) < 160 and rest[-1] not in ".;:,"
