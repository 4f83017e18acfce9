"""The money of a plan: amounts by task and by source, what they come to, and where its sums do not agree."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .money import FundingPart, amounts_in, read_parts, source_name
from .numerals import format_money
from .plan import ItemKind, Plan, Topic
from .plan_views import Placed, numbers_of, placed, tasks
from .text import fold, shortened, uncapitalized, written_out

NO_SOURCE = "Chưa ghi nguồn"
"""What money is called of which no source is named."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class TaskFunding:
    """What a task costs, in đồng; the ``parts`` come to ``amount``."""

    place: Placed
    amount: int
    parts: tuple[FundingPart, ...]

    def of(self, source: str) -> int:
        """What a source gives for the task."""
        return sum(part.amount for part in self.parts if part.source == source)


@dataclass(frozen=True, slots=True)
class FundingDoubt:
    """Sums that do not agree: the sentence, and the item that it speaks of."""

    sentence: str
    item_id: str


@dataclass(frozen=True, slots=True)
class Funding:
    """The money of a plan: its tasks that cost some, and the ``doubts``."""

    tasks: tuple[TaskFunding, ...]
    doubts: tuple[FundingDoubt, ...]

    @property
    def total(self) -> int:
        """What all tasks cost."""
        return sum(task.amount for task in self.tasks)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources in the order in which the plan names them; what has none comes last."""
        named = dict.fromkeys(part.source for task in self.tasks for part in task.parts)
        return tuple(sorted(named, key=lambda source: source == NO_SOURCE))

    @property
    def areas(self) -> tuple[int, ...]:
        """The areas that cost something, in their order; 0 for what belongs to none, which comes last."""
        codes = {task.place.area or 0 for task in self.tasks}
        return tuple(sorted(codes, key=lambda code: code or 99))

    def of(self, area: int | None = None, source: str | None = None) -> int:
        """What an area, a source, or a source in an area comes to."""
        return sum(
            task.amount if source is None else task.of(source)
            for task in self.tasks
            if area is None or (task.place.area or 0) == area
        )

    @property
    def summary(self) -> str:
        """What the tasks come to, by source, in one sentence."""
        if not self.tasks:
            return "Chưa có nhiệm vụ nào ghi kinh phí."
        named = (
            f"{uncapitalized(source)} {format_money(self.of(source=source))} đồng" for source in self.sources
        )
        total = format_money(self.total)
        return f"{len(self.tasks)} nhiệm vụ có ghi kinh phí, tổng cộng {total} đồng ({'; '.join(named)})."


def funding(plan: Plan) -> Funding:
    """The money of a plan. A task that the body and the annex both name is counted once."""
    spelled: dict[str, str] = {}
    doubts: list[FundingDoubt] = []
    found: list[TaskFunding] = []
    for place in _once(plan):
        task, doubt = _of_task(place, spelled)
        if task is not None:
            found.append(task)
        if doubt is not None:
            doubts.append(doubt)
    of_tasks = Funding(tuple(found), ())
    return Funding(of_tasks.tasks, (*doubts, *_named_otherwise(plan, of_tasks)))


def _once(plan: Plan) -> Iterator[Placed]:
    """The tasks, without those of an annex that the body has with an amount of its own."""
    bodied = set()
    places = tasks(plan)
    for place in places:
        if not _in_annex(place) and _costs(place):
            bodied.add(written_out(place.item.text))
    listed = {written_out(place.item.text) for place in places if _in_annex(place) and _costs(place)} - bodied
    for place in places:
        words = written_out(place.item.text)
        if not (_in_annex(place) and words in bodied) and not (not _in_annex(place) and words in listed):
            yield place


def _in_annex(place: Placed) -> bool:
    return any(parent.kind is ItemKind.ANNEX for parent in place.parents)


def _costs(place: Placed) -> bool:
    given = place.item.assignment
    return given is not None and (given.funding is not None or bool(read_parts(given.funding_text).parts))


def _of_task(place: Placed, spelled: dict[str, str]) -> tuple[TaskFunding | None, FundingDoubt | None]:
    """What a task costs, and what does not agree in it; a source is called as it was spelled first."""
    given = place.item.assignment
    if given is None:
        return None, None
    read = read_parts(given.funding_text)
    amount = given.funding if given.funding is not None else read.amount
    if not amount:
        return None, None
    said = sum(part.amount for part in read.parts)
    parts = read.parts or (FundingPart(source_name(given.funding_text), amount),)
    doubt = None
    if read.parts and (said != amount or read.total not in (None, said)):
        doubt = FundingDoubt(
            f"{_where(place)}: các nguồn cộng lại {format_money(said)} đồng, kinh phí ghi "
            f"{format_money(amount)} đồng. Hãy sửa một trong hai.",
            place.item.id,
        )
        # Whose money the difference is nobody knows.
        parts = (FundingPart("", amount),)
    named = tuple(FundingPart(_spelled(part.source, spelled), part.amount) for part in parts)
    return TaskFunding(place, amount, named), doubt


def _spelled(source: str, spelled: dict[str, str]) -> str:
    return spelled.setdefault(_key(source), source) if source else NO_SOURCE


def _key(source: str) -> str:
    words = fold(source).replace("ngan sach nha nuoc", "ngan sach").split()
    return " ".join("ngan sach" if word == "ns" else word for word in words)


def _where(place: Placed) -> str:
    """«Mục II.2.6, nhiệm vụ «Công khai dự toán…»»."""
    numbers = numbers_of(place)
    what = f"nhiệm vụ «{shortened(place.item.text.rstrip(' .;'), _SHOWN)}»"
    return f"Mục {numbers}, {what}" if numbers else f"N{what[1:]}"


_TOTAL = ("tong", "du kien", "kinh phi thuc hien", "toan bo")
"""What stands before an amount that is what the whole plan costs."""


def _named_otherwise(plan: Plan, known: Funding) -> Iterator[FundingDoubt]:
    """The amounts in the plan's part on money that are not what its tasks come to, in all or of a source."""
    if not known.tasks:
        return
    by_key: Mapping[str, str] = {_key(source): source for source in known.sources}
    for place in placed(plan):
        if place.topic is not Topic.FUNDING or place.item.kind is ItemKind.TASK:
            continue
        text, begins = place.item.text, 0
        for each in amounts_in(text):
            before = text[begins : each.start]
            begins = each.end
            said = _key(source_name(before))
            source = next((by_key[key] for key in by_key if said.endswith(key)), "")
            if source:
                sum_of, what = known.of(source=source), f"nguồn «{source}»"
            elif any(word in fold(before) for word in _TOTAL):
                sum_of, what = known.total, "tổng kinh phí"
            else:
                continue
            if sum_of != each.amount:
                numbers = numbers_of(place)
                where = f"Mục {numbers} (kinh phí)" if numbers else "Phần kinh phí"
                yield FundingDoubt(
                    f"{where} ghi {what} {format_money(each.amount)} đồng, các nhiệm vụ cộng lại "
                    f"{format_money(sum_of)} đồng. Hãy sửa phần kinh phí hoặc kinh phí của nhiệm vụ.",
                    place.item.id,
                )
