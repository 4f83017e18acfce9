"""The rules of form as data: how each component of a document has to look, and where that is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from .look import Stand


class Part(StrEnum):
    """What a line of a document is (FACTS.md section 1.2)."""

    NATION = "nation"
    MOTTO = "motto"
    SUPERIOR = "superior"
    ISSUER = "issuer"
    NUMBER = "number"
    PLACE_DATE = "place_date"
    LETTER_SUBJECT = "letter_subject"
    KIND = "kind"
    SUBJECT = "subject"
    ENCLOSURE = "enclosure"
    ADDRESS = "address"
    ADDRESSEE = "addressee"
    BASIS = "basis"
    CHAPTER = "chapter"
    CHAPTER_TITLE = "chapter_title"
    ARTICLE = "article"
    SECTION = "section"
    CLAUSE_TITLE = "clause_title"
    CLAUSE = "clause"
    POINT = "point"
    BODY = "body"
    RECIPIENTS = "recipients"
    RECIPIENT = "recipient"
    AUTHORITY = "authority"
    POSITION = "position"
    SIGNER = "signer"
    ANNEX_LABEL = "annex_label"
    ANNEX_NAME = "annex_name"
    ANNEX_LINE = "annex_line"
    CELL = "cell"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Component:
    """How the lines of one part look. ``article`` is where the decree says so; None is said of nothing."""

    part: Part
    name: str
    article: str
    sizes: tuple[float, float] | None = None
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    stand: Stand | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its name in capitals, and the letters that stand for it in a number."""

    name: str
    symbol: str


@dataclass(frozen=True, slots=True)
class FormRules:
    """All that the checks take from data: the decree's measures, its components, its kinds of documents.

    ``margins`` are the least and the widest of top, bottom, left and right, in millimetres; ``indents``
    those of a first line, in millimetres; ``gap`` the least between paragraphs, in points; ``spacing`` the
    least and widest line spacing, in lines; ``number_size`` that of page numbers. ``articles`` say by a key
    where else in the decree something is written. ``fonts`` are the accepted typefaces, the first as it is
    named to the user.
    """

    source: str
    paper: tuple[float, float]
    margins: Mapping[str, tuple[float, float]]
    fonts: tuple[str, ...]
    indents: tuple[float, ...]
    gap: float
    spacing: tuple[float, float]
    number_size: tuple[float, float]
    components: Mapping[Part, Component]
    kinds: tuple[Kind, ...]
    articles: Mapping[str, str]
    organs: tuple[str, ...]
    """How names of offices begin, in capitals."""
    degrees: tuple[str, ...]
    """Titles that do not stand before a signer's name."""

    def article(self, key: str) -> str:
        """The rule by its key, with the document that it stands in unless it is no rule of that."""
        words = self.articles[key]
        return f"{self.source}, {words}" if words.startswith(("Phụ lục", "Điều")) else words

    def name_of(self, part: Part) -> str:
        """What a part is called."""
        return self.components[part].name

    def kind_of(self, text: str) -> Kind | None:
        """The kind that a line names, whatever its letters."""
        bare = " ".join(text.upper().replace(":", " ").split())
        return next((kind for kind in self.kinds if kind.name == bare), None)
