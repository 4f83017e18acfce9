"""Plain text and Markdown: bytes in any encoding that offices used become lines, then paragraphs."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from ..domain.errors import Refusal
from ..domain.text import clean_line, normalize
from . import legacy_encodings, markdown
from .bounds import MAX_LETTERS, MAX_LINES, MAX_PARAGRAPH, Meter
from .columns import separate_columns
from .dashes import plain_dashes
from .markdown_pages import read_page
from .marks import has_end_mark, mark_of
from .paragraphs import Line, ends_in_hyphen, join_lines
from .pasted import plain_letters, torn_words, uncut, unquoted
from .source import Source, SourceBlock, SourceParagraph, SourceTable
from .syllables import vietnamese_share
from .text_tables import parts_of, with_tables_apart
from .widths import habits_of, second_indent, starts_paragraph, with_fullness

_MAX_BYTES = 6 * MAX_LETTERS
"""No encoding takes more bytes for a letter with its marks, but one: emoji."""
_MAX_PRINTED_LINES = 3 * MAX_LINES
"""Lines with text in them: a paragraph that was wrapped has several."""


def read_text(path: Path) -> Source:
    """Read a .txt or .md file; raises Refusal where it holds no text."""
    data = path.read_bytes()
    if len(data) > _MAX_BYTES:
        raise Refusal(_TOO_LONG)
    text, notes = decode(data)
    text = plain_dashes(normalize(text))
    if not text.strip():
        raise Refusal("Tệp không có chữ nào. Hãy chọn tệp khác.")
    _refuse_too_long(text)
    more: list[str] = []
    blocks = blocks_of(text, is_markdown=path.suffix.lower() == ".md", notes=more)
    return Source(path.name, tuple(blocks), (*notes, *more))


_TOO_LONG = "Tệp văn bản quá dài so với một kế hoạch. Hãy tách riêng phần kế hoạch rồi chọn lại."


def _refuse_too_long(text: str) -> None:
    lines = text.split("\n")
    printed = sum(not line.isspace() for line in lines if line)
    if len(text) > MAX_LETTERS or printed > _MAX_PRINTED_LINES or len(lines) > 2 * _MAX_PRINTED_LINES:
        raise Refusal(_TOO_LONG)
    if len(longest := max(lines, key=len)) > MAX_PARAGRAPH:
        Meter().letters(len(longest.strip()))


# -- bytes to text -----------------------------------------------------------------------------------


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of the bytes and what was done to read it; raises Refusal for what is no text."""
    text, notes = letters_of(data)
    controls = sum(c < " " and c not in "\t\n\r\f\v\x1a" for c in text)
    if controls > max(2, len(text) // 100) and legacy_encodings.detect(text) is None:
        raise Refusal("Tệp không phải là tệp văn bản. Hãy chọn tệp .docx, .txt, .md hoặc .pdf.")
    encoding = legacy_encodings.detect(text)
    if encoding is None and len(text) > MAX_LETTERS:
        return text, notes
    if encoding is None:
        text, told = legacy_encodings.convert_pieces(text)
        return text, (*notes, *told)
    text = legacy_encodings.convert_lines(text, encoding)
    note = f"Đã chuyển văn bản từ bảng mã {encoding} sang Unicode."
    if encoding is legacy_encodings.Legacy.TCVN3:
        note += " Bảng mã này không lưu chữ hoa có dấu nên một số tiêu đề có thể thành chữ thường."
    return text, (*notes, note)


def letters_of(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The bytes in letters, which may still be those of an old encoding, and what was done to read them."""
    for mark, encoding in (
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be"),
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            return _decode_leniently(data[len(mark) :], encoding)
    if wide := _wide_without_mark(data):
        return _decode_leniently(data, wide)
    try:
        data.decode("utf-8")
        return _decode_leniently(data, "utf-8")
    except UnicodeDecodeError:
        pass
    damaged = data.decode("utf-8", "replace")
    # A few broken bytes in a file that is UTF-8 otherwise: cut at its end, or damaged on the way.
    whole = sum(ord(c) > 0x7F and c != "\ufffd" for c in damaged)
    if whole > 20 * damaged.count("\ufffd"):
        return _decode_leniently(data, "utf-8")
    return _decode_single_byte(data)


def _decode_leniently(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    if lost := text.count("\ufffd"):
        note = f"Tệp có {lost} ký tự hỏng không đọc được; hãy đối chiếu với bản gốc."
        return text.replace("\ufffd", ""), (note,)
    return text, ()


def _wide_without_mark(data: bytes) -> str:
    """The variant of UTF-16 or UTF-32 without a byte order mark, told by the zeros of its ASCII part."""
    sample = data[:4000]
    if len(data) >= 8 and not len(data) % 4:
        if not any(sample[2::4]) and not any(sample[3::4]):
            return "utf-32-le"
        if not any(sample[0::4]) and not any(sample[1::4]):
            return "utf-32-be"
    half = len(sample) // 2
    if half < 2 or len(data) % 2:
        return ""
    low, high = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    # The grave accent by itself, U+0300, has a zero in the other byte.
    if high > 0.3 * half and low < 0.25 * high:
        return "utf-16-le"
    if low > 0.3 * half and high < 0.25 * low:
        return "utf-16-be"
    return ""


_WESTERN = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"
}
"""Where Windows-1252 differs from Latin-1."""


def _decode_single_byte(data: bytes) -> tuple[str, tuple[str, ...]]:
    western = data.decode("latin-1").translate(_WESTERN)
    if legacy_encodings.detect(western) is not None:
        return western, ()
    vietnamese = normalize(data.decode("cp1258", "replace"))
    good, words = vietnamese_share(vietnamese)
    good_western, words_western = vietnamese_share(western)
    if words and good / words > good_western / max(words_western, 1):
        return vietnamese, ("Đã chuyển văn bản từ bảng mã Windows-1258 sang Unicode.",)
    return western, ()


# -- text to blocks ----------------------------------------------------------------------------------


_RULE = re.compile(
    r"[-–—_=*~.•]{3,}|[-–—_=*~]{2,}\s*(?:o0o|\*\*\*|[-–—_=*~]{2,})\s*[-–—_=*~]*", re.IGNORECASE
)
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:Trang\s*)?(\d{1,3})(?:\s*/\s*\d{1,3})?[-–—\s]*")


def blocks_of(text: str, *, is_markdown: bool = False, notes: list[str] | None = None) -> list[SourceBlock]:
    """The paragraphs and tables of a text in normal form.

    Sentences on what was left out or doubted of the file as a whole are added to ``notes``.
    """
    is_markdown = is_markdown or markdown.looks_like(text)
    text, told = plain_letters(text)
    raw = re.sub(r"[\f\v]", "\n\f", with_tables_apart(text)).split("\n")
    number_of = _numbering(raw)
    footnotes: list[str] = []
    if is_markdown:
        page = read_page(raw, number_of)
        raw, footnotes = page.lines, page.notes
        told += page.told
    else:
        for put_right in (unquoted, uncut):
            raw, more = put_right(raw)
            told += more
        number_of = _numbering(raw)
    told += torn_words(text)
    parts, more = parts_of(raw, number_of, is_markdown=is_markdown)
    told += more
    if notes is not None:
        notes += told
    raw = _without_page_numbers(raw)
    gathered = _Gathered(is_markdown)
    for part in parts:
        if isinstance(part.block, SourceTable):
            gathered.table(part.block)
        elif part.block is not None:
            gathered.text(["", *part.block.split("\n"), ""])
        else:
            gathered.text(raw[part.first : part.end])
    for note in footnotes:
        gathered.text(["", note, ""])
    return gathered.finish()


def _numbering(raw: list[str]) -> Callable[[int], int]:
    """What tells the number of a line in the file: a form feed was given a line of its own."""
    numbers = list(accumulate(0 if index and line.startswith("\f") else 1 for index, line in enumerate(raw)))
    return lambda index: numbers[min(index, len(numbers) - 1)]


class _Gathered:
    """The blocks that lines and tables make up, in order."""

    def __init__(self, is_markdown: bool) -> None:
        self._is_markdown = is_markdown
        self._blocks: list[SourceBlock] = []
        self._lines: list[Line] = []
        self._printed: list[str] = []
        self._gap = self._new_page = self._broken = False

    def table(self, table: SourceTable) -> None:
        """A table comes after the lines so far."""
        self._blocks += [*_joined(self._lines, self._printed, self._is_markdown), table]
        self._lines, self._printed, self._gap = [], [], False

    def finish(self) -> list[SourceBlock]:
        """All blocks."""
        return [*self._blocks, *_joined(self._lines, self._printed, self._is_markdown)]

    def text(self, raw: list[str]) -> None:
        """Lines come after what was there so far."""
        for entry in separate_columns(raw):
            if not self._is_markdown:
                self._line(entry, Line(clean_line(entry)))
                continue
            for number, piece in enumerate(markdown.lines_of(entry)):
                # A break within a paragraph parts lines that do not go on in the middle of a sentence.
                if (number or self._broken) and not piece.text[:1].islower():
                    self._gap = True
                self._line(entry, piece)
                self._broken = False
            self._broken = markdown.ends_line(entry)
            self._gap = self._gap or markdown.is_heading(entry)

    def _line(self, entry: str, piece: Line) -> None:
        if not piece.text:
            # An empty line; a form feed by itself is a page break and no gap.
            self._gap = self._gap or "\f" not in entry
            self._new_page = self._new_page or "\f" in entry
        elif len(piece.text) <= 200 and _RULE.fullmatch(piece.text):
            self._gap = True
        else:
            hyphen = ends_in_hyphen(entry)
            new_page = self._new_page or "\f" in entry
            line = replace(piece, gap=self._gap, new_page=new_page, broken_after_hyphen=hyphen)
            self._lines.append(line)
            self._printed.append(entry.strip("\f\r\n").expandtabs(8).rstrip())
            self._gap = self._new_page = False


# Points that the place of a letter stands for, as indents are told in points.
_LETTER = 5.0


def _joined(lines: list[Line], printed: list[str], is_markdown: bool) -> list[SourceParagraph]:
    """The paragraphs of the lines; ``printed`` are the lines with their blanks."""
    lines = with_fullness(lines, printed)
    places = [_LETTER * (len(line) - len(line.lstrip())) for line in printed]
    second = second_indent(lines, places, [line.full for line in lines])
    if second is not None:
        for index, (line, place) in enumerate(zip(lines, places, strict=True)):
            starts = starts_paragraph(place, second)
            flush = starts is False and mark_of(line.text) is None
            if index and (starts or flush):
                gap = line.gap and not (flush and line.new_page)
                lines[index] = replace(line, starts=starts, gap=gap)
    habits = habits_of(lines)
    # In Markdown a line right below another goes on with its paragraph.
    return join_lines(lines, replace(habits, parted=habits.parted or is_markdown))


def _without_page_numbers(raw: list[str]) -> list[str]:
    """The lines without those that hold nothing but a page number.

    A lone number is one where a page ends (form feed), or where such numbers count up through the text.
    """
    found = {i: int(m[1]) for i, line in enumerate(raw) if (m := _PAGE_NUMBER.fullmatch(line.strip("\f ")))}
    drop: set[int] = set()
    ordered = list(found)
    first_printed = next((i for i, line in enumerate(raw) if line.strip()), 0)
    for position, index in enumerate(ordered):
        near = "".join(raw[max(0, index - 2) : index + 3])
        neighbours = [ordered[p] for p in (position - 1, position + 1) if 0 <= p < len(ordered)]
        counts = any(abs(found[n] - found[index]) == 1 and abs(n - index) > 8 for n in neighbours)
        first = index <= first_printed and len(found) > 1 and found[index] == 1
        alone = not "".join(raw[i].strip() for i in (index - 1, index + 1) if 0 <= i < len(raw))
        pages = counts and any(abs(n - index) > _LINES_OF_PAGE for n in neighbours)
        if first or "\f" in near or (counts and alone) or pages or _within_sentence(raw, index):
            drop.add(index)
    return ["\f" if i in drop else line for i, line in enumerate(raw)]


_LINES_OF_PAGE = 20


def _within_sentence(raw: list[str], index: int) -> bool:
    """Whether the line parts a sentence: the text above has no end, and that below can only go on with it."""
    above = next((line.strip() for line in reversed(raw[max(0, index - 4) : index]) if line.strip()), "")
    below = next((line.strip() for line in raw[index + 1 : index + 5] if line.strip()), "")
    return bool(above) and not has_end_mark(above) and below[:1].islower() and mark_of(below) is None
