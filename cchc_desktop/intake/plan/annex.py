"""The annexes after a plan: their titles, their paragraphs, and the table that says who does what by when."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from ...domain.details import without_details
from ...domain.periods import PlanPeriod
from ...domain.plan import Item, ItemKind, Topic
from ...domain.tasks import Assignment
from ...domain.text import fold
from .body import Nester
from .doubts import told
from .groups import give
from .kinds import Classifier, Place
from .markers import MarkerStyle, split_marker
from .nodes import NumberedBlock
from .tables import TableReader, TaskRow, row_item, table_items
from .titles import AreaFinder, topic_of

_LABEL = re.compile(r"(?:phu luc|bieu mau|bieu|mau|phu bieu)(?:\s+(?:so\s*)?[\divxlc]{1,5}[a-z]?)?\s*[.:]?")
_LABEL_AND_TITLE = re.compile(
    r"((?:PHỤ LỤC|Phụ lục)(?:\s+(?:số\s*)?[IVXLC\d]{1,5})?)\s*[.:–-]?\s+(.+)", re.DOTALL
)
_NAMES = (
    "khung ke hoach",
    "danh muc nhiem vu",
    "danh muc cac nhiem vu",
    "bang phan cong nhiem vu",
    "danh muc chi tieu",
)
_ENCLOSURE = re.compile(r"\(\s*(?:ban hanh\s+)?kem theo\b.*", re.DOTALL)
_USUAL_ENCLOSURE = re.compile(
    r"\(\s*kem theo (?:ke hoach|quyet dinh) so\W*\w{0,6}\W*/(?:kh|qd)-\S+\s+ngay[\s\d._…]*thang[\s\d._…]*nam"
    r"[\s\d._…]*cua [^()]+\)\s*\.?"
)
SIMILAR = 0.9
"""How alike two tasks must be for a row of the annex to be taken for a task of the body."""

DOUBT_SIMILAR = "Ghép với dòng trong phụ lục có lời văn gần giống"


@dataclass(slots=True)
class Fill:
    """What a row of the annex adds to a task of the body."""

    assignment: Assignment
    sources: tuple[int, ...]
    doubt: str = ""


@dataclass(slots=True)
class Annexes:
    """The annexes as items, what they add to the body's tasks (by identity), and paragraphs used up."""

    items: list[Item] = field(default_factory=list)
    fills: dict[str, Fill] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


def opens_annex(line: NumberedBlock) -> bool:
    """Whether an annex begins with this line: «Phụ lục I», «KHUNG KẾ HOẠCH …»."""
    if line.table is not None:
        return False
    text = line.text.strip()
    folded = fold(text)
    if _LABEL.fullmatch(folded) and text[:1].isupper():
        return True
    capitals = text == text.upper() and any(c.isalpha() for c in text)
    return (capitals and folded.startswith(_NAMES)) or (
        _LABEL_AND_TITLE.fullmatch(text) is not None and (capitals or line.centered) and len(text) < 250
    )


def read_annexes(
    lines: Sequence[NumberedBlock], tasks: Sequence[Item], finder: AreaFinder, period: PlanPeriod | None
) -> Annexes:
    """The annexes that the lines hold; ``tasks`` are the body's tasks that rows are held against."""
    result = Annexes()
    matcher = _Matcher(tasks)
    for chunk in _chunks(lines):
        _read_annex(chunk, matcher, finder, period, result)
    return result


def _chunks(lines: Sequence[NumberedBlock]) -> Iterable[list[NumberedBlock]]:
    chunk: list[NumberedBlock] = []
    titled = False
    for line in lines:
        opens = opens_annex(line)
        only_label = len(chunk) == 1 and opens_annex(chunk[0])
        if opens and chunk and titled and not only_label and not all(opens_annex(old) for old in chunk):
            yield chunk
            chunk = []
        titled = titled or opens
        chunk.append(line)
    if chunk:
        yield chunk


def _read_annex(
    lines: list[NumberedBlock],
    matcher: "_Matcher",
    finder: AreaFinder,
    period: PlanPeriod | None,
    result: Annexes,
) -> None:
    label, title, sources, start = _title(lines)
    children: list[Item] = []
    rows_in_all = rows_matched = 0
    enclosures: list[Item] = []
    rest: list[NumberedBlock] = []
    skipped: set[int] = set()
    topic = _topic(title)
    tables = TableReader(finder, period)

    def flush() -> None:
        if rest:
            nodes = Nester(finder).nest(rest)
            give(nodes)
            # Between the parts of a table of tasks a plain line is a remark, not one more task.
            remarks = rows_in_all > 0 and not any(
                node.marker.printed or node.known or node.heading for node in nodes
            )
            place = Place(None if remarks else topic, None, ItemKind.ANNEX, False, 1)
            children.extend(Classifier(period, finder, tables).items(nodes, place))
            rest.clear()

    for line in lines[start:]:
        if line.table is None:
            if _ENCLOSURE.fullmatch(fold(line.text)) and not children and not rest:
                enclosures.append(Item(ItemKind.TEXT, line.text, source=(line.number,)))
            else:
                rest.append(line)
            continue
        flush()
        numbers = list(range(line.number, line.number + len(line.table.rows)))
        read = tables.read(line.table)
        if read is None or not read.rows:
            children.extend(table_items(line.table, numbers, tables, None))
            continue
        taken = {row.row for row in read.rows}
        skipped |= {number for place, number in enumerate(numbers) if place not in taken}
        for row in read.rows:
            rows_in_all += 1
            if row.measure is None and matcher.take(row, numbers[row.row], result):
                rows_matched += 1
            else:
                children.append(row_item(row, numbers[row.row]))
    flush()
    # The usual «(Kèm theo Kế hoạch số … ngày … của …)» is printed anew from the plan's own number and day.
    usual = [item for item in enclosures if _USUAL_ENCLOSURE.fullmatch(fold(item.text))]
    result.used |= {number for item in usual for number in item.source}
    enclosures = [item for item in enclosures if item not in usual]
    framework = fold(title).startswith("khung ke hoach")
    if framework and rows_in_all and rows_matched == rows_in_all and not children:
        # The table that the program prints by itself from the body's tasks: nothing of it is new.
        result.used |= {*sources, *skipped, *(number for item in enclosures for number in item.source)}
        return
    if not sources and not title and children and all(child.kind is not ItemKind.TEXT for child in children):
        title = "Danh mục nhiệm vụ"
    items = (*enclosures, *children)
    result.used |= skipped
    if not (sources or items) and skipped:
        return
    result.items.append(Item(ItemKind.ANNEX, title, label, children=items, source=tuple(sources)))


def _title(lines: Sequence[NumberedBlock]) -> tuple[str, str, list[int], int]:
    """The annex's label, its title, the paragraphs of both, and where its content begins."""
    label = ""
    parts: list[str] = []
    sources: list[int] = []
    for line in lines:
        text = line.text.strip()
        folded = fold(text)
        if line.table is not None or _ENCLOSURE.fullmatch(folded):
            break
        if _LABEL.fullmatch(folded) and not label and not parts:
            label = text.rstrip(" .:")
        elif not label and not parts and (found := _LABEL_AND_TITLE.fullmatch(text)) and opens_annex(line):
            label = found[1].strip()
            parts.append(found[2].strip())
        elif not (label or parts or opens_annex(line)):
            break
        elif len(parts) < 4 and _is_title_line(line, bool(parts)):
            parts.append(text)
        else:
            break
        sources.append(line.number)
    return label, " ".join(parts), sources, len(sources)


def _is_title_line(line: NumberedBlock, later: bool) -> bool:
    text = line.text.strip()
    if split_marker(text).style is not MarkerStyle.PLAIN or len(text) > 250 or text[-1:] in ".;:":
        return False
    capitals = text == text.upper() and any(c.isalpha() for c in text)
    return capitals or line.centered or line.bold_lead >= len(text) or (not later and len(text) <= 160)


def _topic(title: str) -> Topic | None:
    folded = fold(title)
    if "nhiem vu" in folded or "khung ke hoach" in folded:
        return Topic.TASKS
    if "chi tieu" in folded or "muc tieu" in folded:
        return Topic.TARGETS
    return topic_of(title) if title else None


class _Matcher:
    """Finds the task of the body that a row repeats; each task is found once."""

    def __init__(self, tasks: Sequence[Item]) -> None:
        self._open: dict[str, list[Item]] = {}
        self._bare: dict[str, list[str]] = {}
        """The words of tasks by those that are left where a row's own cells say who, what and when."""
        for task in tasks:
            key = _key(task.text)
            self._open.setdefault(key, []).append(task)
            self._bare.setdefault(_key(without_details(task.text, lambda _: True)), []).append(key)
        self._comparisons = 200_000

    def take(self, row: TaskRow, source: int, result: Annexes) -> bool:
        """Fills the task that the row repeats; False where there is none."""
        key = _key(row.text)
        doubt = row.doubt
        if key and not self._open.get(key):
            key = next((whole for whole in self._bare.get(key, ()) if whole in self._open), key)
        if not self._open.get(key):
            key, doubt = self._similar(key), told(doubt, DOUBT_SIMILAR)
        waiting = self._open.get(key)
        if not key or not waiting:
            return False
        task = waiting.pop(0)
        if not waiting:
            del self._open[key]
        result.fills[task.id] = Fill(row.assignment, (source,), doubt)
        return True

    def _similar(self, key: str) -> str:
        best, best_ratio = "", SIMILAR
        matcher = SequenceMatcher(None, "", key, autojunk=False)
        for other in self._open:
            longer, shorter = max(len(key), len(other)), min(len(key), len(other))
            if not shorter or 2 * shorter < SIMILAR * (longer + shorter) or self._comparisons <= 0:
                continue
            self._comparisons -= len(key)
            matcher.set_seq1(other)
            if matcher.quick_ratio() >= best_ratio and (ratio := matcher.ratio()) >= best_ratio:
                best, best_ratio = other, ratio
        return best


def _key(text: str) -> str:
    """A task's words as they are compared: no accents, no marks at the end, no double blanks."""
    return " ".join(fold(split_marker(text).text).split()).strip(" .;,:")


def merge(item: Item, fills: dict[str, Fill]) -> Item:
    """The item and all under it with what the annex adds."""
    children = tuple(merge(child, fills) for child in item.children)
    found = fills.get(item.id)
    if found is None:
        same = all(a is b for a, b in zip(children, item.children, strict=True))
        return item if same else replace(item, children=children)
    own = item.assignment or Assignment()
    empty = Assignment()
    values = {
        name: getattr(found.assignment, name)
        for name in ("lead", "support", "deliverable", "note")
        if not getattr(own, name)
    }
    if own.due is None and not own.due_text:
        values |= {"due": found.assignment.due, "due_text": found.assignment.due_text}
    if own.funding is None and not own.funding_text:
        values |= {"funding": found.assignment.funding, "funding_text": found.assignment.funding_text}
    assignment = replace(own, **values) if values else own or empty
    return replace(
        item,
        children=children,
        assignment=assignment,
        source=(*item.source, *found.sources),
        doubt=told(item.doubt, found.doubt),
    )
