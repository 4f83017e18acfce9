"""«Tổng hợp kinh phí»: what a plan costs by area and source, and which task takes what from where."""

from collections.abc import Sequence
from datetime import date

from ..domain.areas import Area
from ..domain.numerals import format_money, to_roman
from ..domain.offices import OfficeProfile
from ..domain.plan import Plan
from ..domain.plan_funding import Funding, TaskFunding
from ..domain.tasks import Assignment
from ..domain.text import fold
from .facts import plan_facts
from .model import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Formula,
    Heading,
    HeadingLevel,
    Paragraph,
    Part,
    Row,
    RowKind,
    Style,
    Table,
    Title,
)
from .office_text import written_date

_MOST = 8
"""So many sources stand beside one another on a page."""
_SUM = "SUM({column}{first}:{column}{last})"
_TASKS = (
    Column("TT", 0.45, Align.CENTER, whole=True),
    Column("Nhiệm vụ", 4.2),
    Column("Đơn vị chủ trì", 1.6, Align.CENTER),
    Column("Nguồn kinh phí", 2.4),
    Column("Kinh phí (đồng)", 1.3, Align.RIGHT, whole=True),
)


def compose_funding(
    known: Funding, plan: Plan, office: OfficeProfile, areas: Sequence[Area], day: date
) -> Document:
    """The money of a plan as tables; ``day`` is when it was put together."""
    names = {area.code: area.name for area in areas}
    blocks: list[Block] = [
        Title("TỔNG HỢP KINH PHÍ", plan.name, f"(Lập {written_date(day)})"),
        Paragraph(known.summary, Style.BODY),
    ]
    if known.tasks:
        blocks += [
            Heading(HeadingLevel.CLAUSE, "1.", "Theo lĩnh vực và nguồn"),
            *_totals(known, names),
            Heading(HeadingLevel.CLAUSE, "2.", "Theo nhiệm vụ"),
            _by_task(known, names),
        ]
    return Document(
        title="Tổng hợp kinh phí",
        author=office.name,
        facts=plan_facts(plan, office),
        parts=(Part("Kinh phí", tuple(blocks), landscape=bool(known.tasks)),),
    )


def area_name(code: int, names: dict[int, str]) -> str:
    """What an area is called in a table of money."""
    return names.get(code, "Nhiệm vụ chung")


def _totals(known: Funding, names: dict[int, str]) -> list[Table]:
    """Areas beside sources; where there are too many of these for a page, each by themselves."""
    if len(known.sources) > _MOST:
        by_area = [(area_name(code, names), known.of(code)) for code in known.areas]
        by_source = [(source, known.of(source=source)) for source in known.sources]
        return [_sums("Lĩnh vực", by_area, known.total), _sums("Nguồn kinh phí", by_source, known.total)]
    sources = known.sources
    columns = (
        Column("TT", 0.45, Align.CENTER, whole=True),
        Column("Lĩnh vực", 3.2),
        *(Column(f"{source} (đồng)", 1.5, Align.RIGHT, whole=True) for source in sources),
        Column("Cộng (đồng)", 1.5, Align.RIGHT, whole=True),
    )
    last = chr(ord("A") + len(sources) + 1)
    rows = []
    for number, code in enumerate(known.areas, 1):
        of_sources: list[Cell] = [known.of(code, source) or None for source in sources]
        total = Formula(f"SUM({{C}}{{row}}:{{{last}}}{{row}})", known.of(code))
        rows.append(Row((number, area_name(code, names), *of_sources, total)))
    sums = (Formula(_SUM, known.of(source=source)) for source in sources)
    rows.append(Row((None, "Tổng cộng", *sums, Formula(_SUM, known.total)), RowKind.TOTAL))
    return [Table(columns, tuple(rows), name="totals")]


def _sums(what: str, amounts: Sequence[tuple[str, int]], total: int) -> Table:
    columns = (
        Column("TT", 0.45, Align.CENTER, whole=True),
        Column(what, 6),
        Column("Kinh phí (đồng)", 1.5, Align.RIGHT, whole=True),
    )
    rows = [Row((number, name, amount)) for number, (name, amount) in enumerate(amounts, 1)]
    rows.append(Row((None, "Tổng cộng", Formula(_SUM, total)), RowKind.TOTAL))
    return Table(columns, tuple(rows), name=fold(what).replace(" ", "_"))


def _by_task(known: Funding, names: dict[int, str]) -> Table:
    rows: list[Row] = []
    number = 0
    for group, code in enumerate(known.areas, 1):
        rows.append(Row((to_roman(group), area_name(code, names), None, None, None), RowKind.GROUP))
        for task in known.tasks:
            if (task.place.area or 0) == code:
                number += 1
                rows.append(_row(number, task))
    rows.append(Row((None, "Tổng cộng", None, None, Formula(_SUM, known.total)), RowKind.TOTAL))
    return Table(_TASKS, tuple(rows), name="tasks", filtered=True)


def _row(number: int, task: TaskFunding) -> Row:
    item = task.place.item
    return Row(
        (
            number,
            item.text,
            (item.assignment or Assignment()).lead or None,
            "\n".join(_source(task, part.source, part.amount) for part in task.parts) or None,
            task.amount,
        )
    )


def _source(task: TaskFunding, source: str, amount: int) -> str:
    return source if len(task.parts) == 1 else f"{source}: {format_money(amount)} đồng"
