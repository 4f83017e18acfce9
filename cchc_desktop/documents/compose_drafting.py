"""«Danh sách nội dung giữ, sửa, bỏ»: what a new plan takes of another one, with the reason of each."""

from collections.abc import Iterator
from datetime import date

from ..domain.offices import OfficeProfile
from ..domain.plan import HEADING_KINDS, Plan
from ..domain.plan_comparison import place_words
from ..domain.plan_drafting import Drafting, DraftLine, Fate
from ..domain.plan_views import placed
from ..domain.text import uncapitalized
from .facts import plan_facts
from .model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    HeadingLevel,
    Paragraph,
    Part,
    Row,
    Style,
    Table,
    Title,
)
from .office_text import written_date

_NUMBER = Column("TT", 0.5, Align.CENTER, whole=True)
_PLACE, _REASON = Column("Vị trí cũ", 1.6), Column("Lý do, lưu ý", 3)
_COLUMNS = {
    Fate.CHANGED: (_NUMBER, _PLACE, Column("Nội dung cũ", 4), Column("Nội dung mới", 4), _REASON),
    Fate.DROPPED: (_NUMBER, _PLACE, Column("Nội dung", 6), _REASON),
    Fate.ADDED: (_NUMBER, Column("Nội dung", 6), _REASON),
    Fate.KEPT: (_NUMBER, _PLACE, Column("Nội dung", 6), _REASON),
}
_TITLES = {
    Fate.CHANGED: "Nội dung sửa",
    Fate.DROPPED: "Nội dung bỏ",
    Fate.ADDED: "Nội dung thêm",
    Fate.KEPT: "Nội dung giữ nguyên",
}


def compose_drafting(drafting: Drafting, source: Plan, office: OfficeProfile, day: date) -> Document:
    """The list of a proposal that was made of ``source``; ``day`` is when it was made.

    Headings that are kept as they were are not told.
    """
    places = {place.item.id: place_words(place) for place in placed(source)}
    blocks: list[Block] = [
        Title(
            "DANH SÁCH NỘI DUNG GIỮ, SỬA, BỎ",
            f"{drafting.plan.name}, lập từ {uncapitalized(source.name)}",
            f"(Lập {written_date(day)})",
        ),
        Paragraph(summary(drafting), Style.BODY),
    ]
    for number, (fate, lines) in enumerate(_groups(drafting), 1):
        blocks.append(Heading(HeadingLevel.CLAUSE, f"{number}.", f"{_TITLES[fate]} ({len(lines)} mục)"))
        rows = tuple(Row((at, *_cells(fate, line, places))) for at, line in enumerate(lines, 1))
        blocks.append(Table(_COLUMNS[fate], rows, name=fate.value, compact=True, filtered=True))
    return Document(
        title="Danh sách nội dung giữ, sửa, bỏ",
        author=office.name,
        facts=plan_facts(source, office),
        parts=(Part("Danh sách", tuple(blocks), landscape=True),),
    )


def summary(drafting: Drafting) -> str:
    """How much is changed, left, added and kept, in a sentence."""
    counts = [f"{fate.label.lower()} {len(lines)} mục" for fate, lines in _groups(drafting)]
    sentence = ", ".join(counts) or "không có mục nào"
    return f"{sentence[0].upper()}{sentence[1:]}."


def _groups(drafting: Drafting) -> Iterator[tuple[Fate, list[DraftLine]]]:
    for fate in _TITLES:
        lines = [line for line in drafting.of(fate) if fate is not Fate.KEPT or _is_content(line)]
        if lines:
            yield fate, lines


def _is_content(line: DraftLine) -> bool:
    return line.item.kind not in HEADING_KINDS or bool(line.reasons)


def _cells(fate: Fate, line: DraftLine, places: dict[str, str]) -> tuple[str, ...]:
    reasons = "\n".join(line.why)
    place, after = places.get(line.key, ""), line.item.text
    match fate:
        case Fate.CHANGED:
            # Where only days or units changed, the words are the same.
            return place, line.before, after if after != line.before else "(giữ lời văn)", reasons
        case Fate.DROPPED:
            return place, line.before, reasons
        case Fate.ADDED:
            return after, reasons
        case Fate.KEPT:
            return place, after, reasons
