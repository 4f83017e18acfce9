"""What the official is told of a Word file as a whole: what was set aside or not read, and where it stood."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import groupby

from ...domain.text import fold
from ..marks import MarkKind, ends_sentence, is_document_title, is_recipients_heading, is_signature, mark_of
from ..source import SourceTable
from .drawings import PICTURE
from .entries import Aside, AsideKind, BodyLine, Entry

_ICON = 1.0
_EMBLEM = 45.0
"""Square centimetres: what is smaller is a bullet or an icon; in a head or at a signature, where signs of the
office, codes, stamps and signatures stand, what is smaller is no loss."""
_MOST_NOTES = 20
_ANNEX = re.compile(r"(?:phu luc|bieu|mau)\b")
_UNREAD_WAY = {
    PICTURE: "chữ trong ảnh không đọc được; hãy nhập tay phần này hoặc dùng bản Word có chữ",
    "tệp con": "không nằm trong tệp này; hãy gộp các tệp con vào một tệp Word rồi chọn lại",
}
_USUAL_WAY = "không đọc được; hãy mở bằng Word, chép nội dung ra thành chữ hoặc bảng rồi chọn lại"
_HEADING_WORDS = 24


@dataclass(slots=True)
class _Place:
    """Where the walk is, in the words of the text itself."""

    heading: str = ""
    annex: str = ""
    annex_open: bool = False
    body: bool = False
    foot: bool = False
    table: int = 0

    def see(self, entry: Entry) -> None:
        """One entry further."""
        if isinstance(entry, SourceTable):
            self.table += 1
            self.annex_open = False
        if not isinstance(entry, BodyLine):
            return
        text = entry.line.text
        mark = mark_of(text)
        if is_document_title(text) and (_ANNEX.match(fold(text)) or self.foot):
            self.annex, self.annex_open, self.foot, self.heading = text.rstrip(" .:"), True, False, ""
        elif self.annex_open:
            # The annex's title stands under its label.
            self.annex, self.annex_open = f"{self.annex} - {_short(text)}", False
        elif is_recipients_heading(text) or (is_signature(text) and self.body):
            self.foot = True
        elif mark is not None and mark.kind is not MarkKind.BULLET and _is_heading(entry, mark.rest):
            self.heading, self.body = _short(text), True
        elif is_document_title(text):
            self.body = self.body or bool(self.heading)

    @property
    def words(self) -> str:
        """«Phụ lục «…»», «Sau mục «…»»."""
        if self.annex:
            below = f", sau mục «{self.heading}»," if self.heading else ""
            return f"{'' if fold(self.annex).startswith('phu luc') else 'Phụ lục '}«{self.annex}»{below}"
        if self.foot:
            return "Phần cuối văn bản (sau nơi nhận, chữ ký)"
        return f"Sau mục «{self.heading}»" if self.heading else "Phần đầu văn bản"


def _is_heading(entry: BodyLine, rest: str) -> bool:
    short = len(rest.split()) <= _HEADING_WORDS and not ends_sentence(rest) and rest[-1:] not in ";,"
    return short or entry.line.bold_lead >= len(entry.line.text)


def _short(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:68].rstrip()}…"


def without_contents(entries: Iterable[Entry]) -> tuple[list[Entry], bool]:
    """The entries without a table of contents and its heading; whether there was one.

    One that was typed shows itself by its heading and its dots, or by lines that stand again as headings.
    """
    kept: list[Entry] = []
    found = False
    for entry in entries:
        if isinstance(entry, Aside) and entry.kind is AsideKind.CONTENTS:
            found = True
            if kept and _is_contents_heading(kept[-1]):
                kept.pop()
        else:
            kept.append(entry)
    kinds = _listed(kept)
    result: list[Entry] = []
    pairs = zip(kept, kinds, strict=True)
    for may_list, group in groupby(pairs, key=lambda pair: pair[0] is None or pair[1] is not None):
        run = list(group)
        count = Counter(kind for _, kind in run)
        headed = bool(result) and _is_contents_heading(result[-1])
        again, dots = count[_Listed.AGAIN], count[_Listed.DOTS]
        if may_list and (again >= _FEW_LISTED or (headed and again + dots > _FEW_LISTED)):
            found = True
            if headed:
                result.pop()
        else:
            result += [entry for entry, _ in run]
    return result, found


class _Listed(Enum):
    """How a line shows that a table of contents lists it: it stands again as a heading, or ends in dots."""

    AGAIN = auto()
    DOTS = auto()


_ENTRY = re.compile(r"(.{3,200}?)[\s.…_]+\d{1,3}")
_DOTS = re.compile(r"(?:\t|\.{3,}|…|_{3,})[\s.…_]*\d{1,3}$")


def _listed(entries: Sequence[Entry]) -> list[_Listed | None]:
    """What each entry shows of it."""
    ends = [isinstance(entry, BodyLine) and entry.line.text[-1:].isdigit() for entry in entries]
    if sum(ends) < _FEW_LISTED:
        return [None] * len(entries)
    titles = {fold(entry.line.text) for entry in entries if isinstance(entry, BodyLine)}
    return [
        _how_listed(entry, titles) if may and isinstance(entry, BodyLine) else None
        for entry, may in zip(entries, ends, strict=True)
    ]


def _how_listed(entry: BodyLine, titles: set[str]) -> _Listed | None:
    text = entry.line.text
    dots = _DOTS.search(entry.raw or text) is not None
    found = _ENTRY.fullmatch(text) if dots or mark_of(text) else None
    if found and fold(found[1].rstrip(" .…_")) in titles:
        return _Listed.AGAIN
    return _Listed.DOTS if dots else None


_FEW_LISTED = 2


def _is_contents_heading(entry: Entry) -> bool:
    return isinstance(entry, BodyLine) and fold(entry.line.text).strip(" .:") == "muc luc"


def notes_of(entries: Sequence[Entry]) -> list[str]:
    """The sentences on what the entries hold besides text, in order."""
    place = _Place()
    unread: list[tuple[str, str]] = []
    told: list[str] = []
    hidden: list[tuple[str, str]] = []
    struck: list[tuple[str, str]] = []
    prompts = 0
    for entry in entries:
        place.see(entry)
        if not isinstance(entry, Aside):
            continue
        where = f"Bảng {place.table}, dòng {entry.row}" if entry.row else place.words
        match entry.kind:
            case AsideKind.UNREAD if _matters(entry, place):
                unread.append((where, entry.what))
            case AsideKind.HIDDEN:
                hidden.append((where, entry.what))
            case AsideKind.STRUCK:
                struck.append((where, entry.what))
            case AsideKind.PROMPT:
                prompts += 1
            case AsideKind.CELL:
                told.append(f"{where}: {entry.what}.")
    notes = [
        _unread_note(where, [what for _, what in group]) for where, group in groupby(unread, lambda e: e[0])
    ]
    for what, places in (("chữ ẩn (không in ra)", hidden), ("chữ bị gạch ngang", struck)):
        if places:
            where, first = places[0]
            notes.append(f"Bỏ {len(places)} chỗ {what}; chỗ đầu tiên: {where}, «{_short(first)}».")
    if prompts:
        notes.append(f"Có {prompts} ô nhập liệu chưa điền, bỏ lời nhắc trong ô.")
    notes += told
    if len(notes) > _MOST_NOTES:
        more = len(notes) - _MOST_NOTES
        notes = [*notes[:_MOST_NOTES], f"Còn {more} chỗ khác cần đối chiếu với bản gốc."]
    return notes


def _matters(entry: Aside, place: _Place) -> bool:
    if entry.what != PICTURE or entry.area is None:
        return True
    at_edge = not entry.row and not place.annex and (place.foot or not (place.body or place.heading))
    return entry.area >= (_EMBLEM if at_edge else _ICON)


def _unread_note(where: str, things: list[str]) -> str:
    counts = Counter(things)
    shown = ", ".join(f"{count} {what}" for what, count in counts.items())
    ways = {_UNREAD_WAY.get(what, _USUAL_WAY): None for what in counts}
    return f"{where} có {shown}, {next(iter(ways)) if len(ways) == 1 else _USUAL_WAY}."
