"""The guide and the quick card as documents, from the same pieces as the help in the program."""

from collections.abc import Iterator
from datetime import date

from ..catalogue import guide
from ..catalogue.guide import Chapter, Topic
from ..catalogue.guide_text import Figure, Go, Grid, Head, Insert, Look, Piece, Spans, Words, WordsKind, plain
from ..domain.dates import short_date
from .book import Contents, Picture, Prose, Role, Run
from .model import Block, Column, Document, Part, Row, Table

GUIDE_TITLE = "Hướng dẫn sử dụng CCHC Desktop"
COVER = "hom-nay.png"
CARD_TITLE = "Tờ hướng dẫn nhanh CCHC Desktop"
_AUTHOR = "CCHC Desktop"
_FORMATS = ("pdf", "docx")
_BULLET = "•"
_NARROWEST, _WIDEST = 12, 55
"""Letters that a column of a table has room for at least, and that count at most."""

_BOOK = {
    WordsKind.TEXT: Role.TEXT,
    WordsKind.STEP: Role.STEP,
    WordsKind.POINT: Role.POINT,
    WordsKind.NOTE: Role.NOTE,
}
_CARD = {
    WordsKind.TEXT: Role.CARD_TEXT,
    WordsKind.STEP: Role.CARD_STEP,
    WordsKind.POINT: Role.CARD_STEP,
    WordsKind.NOTE: Role.CARD_LINE,
}


def compose_guide(version: str, day: date) -> Document:
    """The whole guide: title page, table of contents, each chapter from a new page."""
    blocks: list[Block] = [
        Prose(Role.SUBTITLE, (Run("Chương trình theo dõi cải cách hành chính cấp xã"),)),
        Prose(Role.TITLE, (Run("HƯỚNG DẪN SỬ DỤNG\nCCHC DESKTOP"),)),
        Prose(Role.SUBTITLE, (Run(f"Phiên bản {version} – in ngày {short_date(day)}"),)),
        Picture(guide.picture(COVER), ""),
        Contents("Mục lục"),
    ]
    for number, chapter in enumerate(guide.chapters(), start=1):
        blocks += _chapter(number, chapter)
    return Document(GUIDE_TITLE, _AUTHOR, (Part("Hướng dẫn", tuple(blocks)),), _FORMATS)


def compose_card() -> Document:
    """The quick card: two pages for the wall, a part for each side."""
    pieces = guide.card_pieces()
    starts = [place for place, piece in enumerate(pieces) if isinstance(piece, Head) and piece.level == 1]
    sides = [pieces[start:end] for start, end in zip(starts, [*starts[1:], len(pieces)], strict=True)]
    parts = (
        Part(f"Mặt {number}", tuple(block for piece in side for block in _card_block(piece)))
        for number, side in enumerate(sides, start=1)
    )
    return Document(CARD_TITLE, _AUTHOR, tuple(parts), _FORMATS)


def _chapter(number: int, chapter: Chapter) -> Iterator[Block]:
    yield Prose(Role.CHAPTER, (Run(f"{number}. {chapter.title}"),))
    for topic in chapter.topics:
        yield from _topic(topic)


def _topic(topic: Topic) -> Iterator[Block]:
    yield Prose(Role.TOPIC, (Run(topic.title),))
    for piece in topic.pieces:
        yield from _block(piece)
    if topic.sources:
        cited = "; ".join(source.name for source in topic.sources)
        yield Prose(Role.SOURCE, (Run("Căn cứ: ", strong=True), Run(f"{cited}.")))


def _block(piece: Piece) -> Iterator[Block]:
    match piece:
        case Head():
            yield Prose(Role.SECTION if piece.level == 2 else Role.POINTED, (Run(piece.text),))
        case Words():
            yield _words(piece, _BOOK)
        case Grid():
            yield _table(piece)
        case Figure():
            yield Picture(guide.picture(piece.file), piece.caption)
        case Go() | Insert():
            pass  # On paper nothing can be opened; lists of the catalogue were filled in.


def _card_block(piece: Piece) -> Iterator[Block]:
    match piece:
        case Head():
            yield Prose(Role.CARD_TITLE if piece.level == 1 else Role.CARD_SECTION, (Run(piece.text),))
        case Words():
            yield _words(piece, _CARD)
        case Grid():
            yield _side_by_side(piece)
        case Figure() | Go() | Insert():
            pass


def _words(piece: Words, roles: dict[WordsKind, Role]) -> Prose:
    marker = {WordsKind.STEP: f"{piece.number}.", WordsKind.POINT: _BULLET}.get(piece.kind, "")
    return Prose(roles[piece.kind], tuple(_runs(piece.spans)), marker)


def _runs(of: Spans) -> Iterator[Run]:
    for span in of:
        text = f"«{span.text}»" if span.look is Look.LABEL else span.text
        yield Run(text, strong=span.look in (Look.STRONG, Look.LABEL, Look.KEY))


def _table(grid: Grid) -> Table:
    """A table whose columns are about as wide as what stands in them."""
    rows = [tuple(map(plain, row)) for row in grid.rows]
    longest = [max(map(len, column)) for column in zip(grid.header, *rows, strict=True)]
    columns = tuple(
        Column(words, min(max(length, _NARROWEST), _WIDEST))
        for words, length in zip(grid.header, longest, strict=True)
    )
    return Table(columns, tuple(map(Row, rows)))


def _side_by_side(grid: Grid) -> Table:
    """A table of two columns as one of four, half as high: the card has room for little."""
    rows = [tuple(map(plain, row)) for row in grid.rows]
    half = (len(rows) + 1) // 2
    right = [*rows[half:], *[("",) * len(grid.header)] * (2 * half - len(rows))]
    weights = (1.0, 1.75)
    columns = tuple(Column(words, weight) for words, weight in zip(grid.header, weights, strict=True)) * 2
    return Table(
        columns, tuple(Row((*one, *two)) for one, two in zip(rows[:half], right, strict=True)), compact=True
    )
