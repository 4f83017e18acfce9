"""«Bảng so sánh»: what two plans, or two issues of one, say otherwise, line by line."""

from collections.abc import Iterator
from datetime import date

from ..domain.offices import OfficeProfile
from ..domain.plan import Plan
from ..domain.plan_comparison import TEXT_NAME, ChangeKind, Comparison, PlanChange
from .facts import plan_facts
from .model import Align, Column, Document, Paragraph, Part, Row, Style, Table, Title
from .office_text import written_date

_COLUMNS = (
    Column("TT", 0.5, Align.CENTER, whole=True),
    Column("Thay đổi", 1.1, Align.CENTER, whole=True),
    Column("Vị trí", 1.8),
    Column("Nội dung trước", 4.2),
    Column("Nội dung sau", 4.2),
)


def compose_comparison(
    comparison: Comparison, names: tuple[str, str], after: Plan, office: OfficeProfile, day: date
) -> Document:
    """The table of a comparison; ``names`` are what its two sides are called, ``day`` is when it was made."""
    title = "Bảng so sánh nội dung kế hoạch"
    rows = tuple(Row((number, *line)) for number, line in enumerate(comparison_lines(comparison), 1))
    blocks = (
        Title("BẢNG SO SÁNH NỘI DUNG KẾ HOẠCH", f"{names[0]} - {names[1]}", f"(Lập {written_date(day)})"),
        Paragraph(summary(comparison), Style.BODY),
        *((Table(_COLUMNS, rows, name="changes", compact=True, filtered=True),) if rows else ()),
    )
    return Document(
        title=title,
        author=office.name,
        facts=plan_facts(after, office),
        parts=(Part("So sánh", blocks, landscape=True),),
    )


def summary(comparison: Comparison) -> str:
    """How much was added, changed, moved, dropped and kept, in a sentence."""
    counts = [
        f"{kind.label.lower()} {len(found)} mục"
        for kind in (ChangeKind.ADDED, ChangeKind.CHANGED, ChangeKind.MOVED, ChangeKind.DROPPED)
        if (found := comparison.of(kind))
    ]
    if comparison.head:
        counts.append(f"phần đầu, phần cuối khác {len(comparison.head)} chỗ")
    if not counts:
        return "Hai bản không khác nhau."
    sentence = ", ".join(counts)
    return f"{sentence[0].upper()}{sentence[1:]}; giữ nguyên {comparison.kept} mục."


Line = tuple[str, str, str, str]


def comparison_lines(comparison: Comparison) -> Iterator[Line]:
    """Every difference as what became of it, its place, and what was said before and after."""
    for each in comparison.head:
        yield ChangeKind.CHANGED.label, each.name, each.before, each.after
    for change in comparison.changes:
        yield from _lines(change)


def _lines(change: PlanChange) -> Iterator[Line]:
    label, place = change.kind.label, change.place
    if change.kind is ChangeKind.CHANGED:
        for each in change.differences:
            about = "" if each.name == TEXT_NAME else f"{each.name}: "
            yield label, place, f"{about}{each.before}", f"{about}{each.after}"
        return
    before = change.before.item.text if change.before is not None else ""
    after = change.after.item.text if change.after is not None else ""
    yield label, place, before, after
