"""A topic of the guide as the rich text that Qt shows, in the colours of the theme that is on."""

from html import escape

from ...catalogue.guide import FOLDER, Topic
from ...catalogue.guide_text import Figure, Go, Grid, Head, Insert, Look, Piece, Span, Spans, Words, WordsKind
from ...resources import path
from .. import theme
from ..theme import Theme

PICTURES = path(FOLDER, "pictures")
_TITLES = {1: theme.TITLE_POINTS, 2: 12.5, 3: 11.0}
_ITEM_INDENT = 26


def topic_html(topic: Topic, width: int, picture_width: int) -> str:
    """The page of a topic. Pictures are shown ``picture_width`` points wide or less, of ``width`` at most."""
    now = theme.current()
    parts = [f'<p class="h1">{escape(topic.title)}</p>']
    parts += [_piece(piece, now, min(width, picture_width)) for piece in topic.pieces]
    if topic.sources:
        cited = "".join(
            f"<p class='source'>{escape(source.name)}: {escape(source.followed)}</p>"
            for source in topic.sources
        )
        parts.append(f"<hr><p class='h3'>Căn cứ</p>{cited}")
    return "".join(parts)


def style_sheet() -> str:
    """The looks of the pages, for ``QTextDocument.setDefaultStyleSheet``."""
    now = theme.current()
    # Paragraphs: Qt makes headings larger on top of the size that they are given.
    heads = "".join(
        f".h{level} {{ font-size: {theme.points(points)}pt; font-weight: 600;"
        f" margin-top: {0 if level == 1 else 14}px; margin-bottom: 4px; }}"
        for level, points in _TITLES.items()
    )
    return (
        f"{heads} p {{ margin-top: 3px; margin-bottom: 5px; line-height: 128%; }}"
        f" a {{ color: {now.accent}; text-decoration: none; }}"
        f" .label {{ font-weight: 600; }}"
        f" .key {{ background-color: {now.idle_soft}; color: {now.text}; }}"
        f" .code {{ color: {now.muted}; }}"
        f" .caption, .source {{ color: {now.muted}; font-size: {theme.points(theme.SMALL_POINTS)}pt; }}"
        f" td, th {{ padding: 4px 8px; }} th {{ text-align: left; font-weight: 600; }}"
    )


def _piece(piece: Piece, now: Theme, wide: int) -> str:
    match piece:
        case Head():
            return f'<p class="h{piece.level}"><a name="{piece.anchor}"></a>{escape(piece.text)}</p>'
        case Words():
            return _words(piece, now)
        case Grid():
            return _grid(piece, now)
        case Figure():
            return (
                f'<p align="left" style="margin-top: 8px"><img src="{piece.file}" width="{wide}"></p>'
                f'<p class="caption">{escape(piece.caption)}</p>'
            )
        case Go():
            return f'<p><a href="go:{piece.page}">{escape(piece.words)} →</a></p>'
        case Insert():
            return ""


def _words(words: Words, now: Theme) -> str:
    text = _spans(words.spans)
    match words.kind:
        case WordsKind.TEXT:
            return f"<p>{text}</p>"
        case WordsKind.NOTE:
            ground = f'<table width="100%" cellspacing="0" bgcolor="{now.info_soft}">'
            return f"{ground}<tr><td>{text}</td></tr></table>"
        case WordsKind.STEP:
            marker = f"{words.number}."
        case WordsKind.POINT:
            marker = "•"
    # A hanging marker: Qt's own lists cannot be given these distances, nor go on after a picture.
    return (
        f'<table cellspacing="0" cellpadding="0"><tr><td width="{_ITEM_INDENT}" style="padding: 0 4px 0 2px">'
        f'<p>{marker}</p></td><td style="padding: 0"><p>{text}</p></td></tr></table>'
    )


def _grid(grid: Grid, now: Theme) -> str:
    line = f'style="border-bottom: 1px solid {now.border}"'
    head = "".join(f"<th {line}>{escape(words)}</th>" for words in grid.header)
    rows = [f"<tr>{''.join(f'<td {line}>{_spans(cell)}</td>' for cell in row)}</tr>" for row in grid.rows]
    return (
        '<table cellspacing="0" style="margin-top: 6px; margin-bottom: 10px">'
        f'<tr bgcolor="{now.raised}">{head}</tr>{"".join(rows)}</table>'
    )


def _spans(of: Spans) -> str:
    return "".join(map(_span, of))


def _span(span: Span) -> str:
    text = escape(span.text)
    match span.look:
        case Look.PLAIN:
            return text
        case Look.STRONG:
            return f"<b>{text}</b>"
        case Look.LABEL:
            return f'<span class="label">«{text}»</span>'
        case Look.KEY:
            return f'<span class="key">&nbsp;{text.replace(" ", "&nbsp;")}&nbsp;</span>'
        case Look.CODE:
            return f'<span class="code">{text}</span>'
        case Look.LINK:
            return f'<a href="topic:{escape(span.target)}">{text}</a>'
