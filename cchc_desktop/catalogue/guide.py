"""The guide: its chapters and topics, where each applies, and the legal sources of what it says.

``resources/help/guide.toml`` lists the chapters and topics in the order in which they are read, and the
sources; each topic is a Markdown file beside it (``guide_text`` says what may stand in one).
"""

from dataclasses import dataclass
from functools import cache

from .. import resources
from .guide_text import Figure, Grid, Head, Insert, Piece, Spans, Words, WordsKind, plain, read_pieces, spans
from .legend import sign_group

FOLDER = "help"


@dataclass(frozen=True, slots=True)
class Source:
    """A legal document as it is cited, and what of the program follows it."""

    key: str
    name: str
    followed: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of the guide; ``pieces`` begin below its title and end with its sources."""

    key: str
    title: str
    chapter: str
    keywords: str
    pieces: tuple[Piece, ...]
    sources: tuple[Source, ...]

    @property
    def text(self) -> str:
        """All words of the topic, one piece a line, as they are searched."""
        return "\n".join([self.title, *map(_words_of, self.pieces), self.keywords])


@dataclass(frozen=True, slots=True)
class Chapter:
    """Topics that belong together."""

    title: str
    topics: tuple[Topic, ...]


@cache
def chapters() -> tuple[Chapter, ...]:
    """The whole guide, in order."""
    described = resources.load_toml(FOLDER, "guide.toml")
    known = {one["key"]: Source(one["key"], one["name"], one["followed"]) for one in described["source"]}
    return tuple(
        Chapter(
            chapter["title"], tuple(_topic(chapter["title"], entry, known) for entry in chapter["topics"])
        )
        for chapter in described["chapter"]
    )


@cache
def topics() -> dict[str, Topic]:
    """All topics by their key, in order."""
    return {topic.key: topic for chapter in chapters() for topic in chapter.topics}


@cache
def card_pieces() -> tuple[Piece, ...]:
    """The quick card's pieces: its title, and its two sides, each begun by a heading of level 2."""
    return _filled(read_pieces(resources.read_text(FOLDER, "quick-card.md")), ())


def picture(file: str) -> bytes:
    """A picture of the guide.

    :raises FileNotFoundError: there is no such picture.
    """
    return resources.read_bytes(FOLDER, "pictures", file)


def _topic(chapter: str, entry: dict[str, object], known: dict[str, Source]) -> Topic:
    key = str(entry["key"])
    pieces = read_pieces(resources.read_text(FOLDER, f"{key}.md"))
    title = pieces[0]
    if not isinstance(title, Head) or title.level != 1:
        raise ValueError(f"{key}.md must begin with its title")
    keys = entry.get("sources", [])
    sources = tuple(known[one] for one in keys) if isinstance(keys, list) else ()
    return Topic(
        key,
        title.text,
        chapter,
        str(entry.get("keywords", "")),
        _filled(pieces[1:], tuple(known.values())),
        sources,
    )


def _filled(pieces: tuple[Piece, ...], sources: tuple[Source, ...]) -> tuple[Piece, ...]:
    """The pieces with the lists of the catalogue in their places."""
    filled: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Insert):
            filled.append(_legend(piece.keys) if piece.what == "legend" else _source_table(sources))
        else:
            filled.append(piece)
    return tuple(filled)


def _legend(keys: tuple[str, ...]) -> Grid:
    rows = []
    for sign in (sign for key in keys for sign in sign_group(key).signs):
        words = sign.words[0].upper() + sign.words[1:]
        meaning = f"{words}. {sign.meaning}" if sign.meaning else words
        rows.append((spans(f"**{sign.sign}**"), spans(meaning)))
    return Grid(("Ký hiệu", "Nghĩa"), tuple(rows))


def _source_table(sources: tuple[Source, ...]) -> Grid:
    rows = tuple((spans(source.name), spans(source.followed)) for source in sources)
    return Grid(("Văn bản", "Chương trình theo văn bản này ở đâu"), rows)


def _words_of(piece: Piece) -> str:
    match piece:
        case Head():
            return piece.text
        case Words():
            return plain(piece.spans)
        case Grid():
            return "\n".join(_line(row) for row in piece.rows)
        case Figure():
            return piece.caption
    return ""


def _line(cells: tuple[Spans, ...]) -> str:
    return " ".join(map(plain, cells))


__all__ = [
    "Chapter",
    "Source",
    "Topic",
    "WordsKind",
    "card_pieces",
    "chapters",
    "picture",
    "topics",
]
