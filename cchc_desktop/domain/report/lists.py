"""The lists that a report goes through: tasks, documents, remarks, targets and changes, as words."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..corrections import Correction, report_name, sorted_for_reading
from ..plan_views import legal_bases
from ..report_periods import QUARTERS, Period
from ..tasks import TaskRow, TaskStatus
from ..text import capitalized, clean_line, fold
from .data import ReportData, calendar_end
from .directives import Directive
from .marks import Marked
from .wording import MISSING, Word
from .words import count_words, is_final, running_date

_PROPOSALS = ("de nghi", "kien nghi", "de xuat")
"""A line of remarks that begins with one of these is a proposal to the superior."""


_VERBS = (
    "ap dung", "ban hanh", "bao cao", "bien soan", "bieu duong", "bo sung", "bo tri", "cai dat", "cap",
    "cap nhat", "cham diem", "chi tra", "chinh ly", "chuan hoa", "chuyen", "cong bo", "cong khai", "cu",
    "cung cap", "dang ky", "danh gia", "dau tu", "dien tap", "doi chieu", "doi moi", "don doc", "duy tri",
    "gan ma", "gap go", "giai quyet", "giao", "ho tro", "hoan thanh", "hoan thien", "hoc tap", "hop",
    "huong dan", "huong ung", "ke khai", "khac phuc", "khao sat", "kiem ke", "kiem tra", "kien toan",
    "ky cam ket", "ky ket", "lam sach", "lap", "lay y kien", "mo", "mua sam", "nang cap", "niem yet",
    "phan tich", "phat dong", "pho bien", "phoi hop", "quan triet", "ra soat", "sap xep", "so hoa",
    "so ket", "soan thao", "sua doi", "tai cau truc", "tai su dung", "tap huan", "tham dinh", "tham muu",
    "theo doi", "thi diem", "thiet lap", "thong bao", "thong tin", "thuc hien", "tiep nhan", "to chuc",
    "tong hop", "tong ket", "trien khai", "trinh", "tu danh gia", "tu kiem tra", "tuyen truyen", "van dong",
    "van hanh", "xay dung", "xu ly",
)  # fmt: skip
"""What tasks begin with that can be said as done: «Ban hành …» is «Đã ban hành …»."""
_REGULAR = ("thuong xuyen", "hang ", "hng ", "dinh ky", "ca nam")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list: its words by name, the area that it belongs to, the figure that it tells of.

    Of a list that is cut short the entries of the greatest ``weight`` are told. ``id`` is the task or the
    document that it is.
    """

    words: Mapping[str, Word]
    area: int = 0
    code: str = ""
    weight: tuple[float | Fraction, ...] = ()
    id: str = ""


def entries_of(data: ReportData, source: str) -> list[Entry]:
    """The entries of a list of the plan, its tasks, the documents or the remarks."""
    return list(_READERS[source](data))


def phrase(text: str) -> str:
    """The text on one line without its end mark, to stand within a sentence."""
    return clean_line(text).strip(" .;,:")


def lowered(text: str) -> str:
    """The text as it goes on within a sentence: a first word in capitals or of a name's kind is left."""
    second = text[1:2]
    is_name = second.isupper() or second.isdigit() or _NUMBERED.match(text) is not None
    return text if is_name else text[:1].lower() + text[1:]


def going_on(told: Marked) -> Marked:
    """The same of a text with marks."""
    return told.rewritten(lowered(told.text))


def in_sentence(told: Marked) -> Marked:
    """A whole sentence with marks as it stands within another one: as `phrase` has it, going on."""
    return going_on(told.stripped(" .;,:"))


_NUMBERED = re.compile(
    r"(Luật|Nghị (quyết|định)|Thông (tư|báo)|Chỉ thị|Quyết định|Kế hoạch|Công văn|Tờ trình|Báo cáo) số "
)
"""How a document is named: «Quyết định số 155/QĐ-UBND»."""


def _entry(area: int = 0, **texts: str) -> Entry:
    return Entry({name: Word(text) if text else MISSING for name, text in texts.items()}, area)


def _bases(data: ReportData) -> Iterator[Entry]:
    """What the year's plan itself is based on, as far as it is about administrative reform."""
    for item in legal_bases(data.plan) if data.plan is not None else ():
        text = phrase(item.text)
        if fold(text).startswith("can cu") and "cai cach hanh chinh" in fold(text):
            yield _entry(text=text)


def _directives(data: ReportData) -> Iterator[Entry]:
    for directive in data.directives:
        entry = _entry(
            directive.area,
            kind=directive_kind(directive),
            number=directive.number,
            day=running_date(directive.day),
            about=about(directive),
            unit=directive.unit,
        )
        yield replace(entry, weight=(directive.is_main, directive.day.toordinal()), id=directive.id)


def directive_kind(directive: Directive) -> str:
    """What sort of document it is, as its first word."""
    return directive.kind or "Văn bản"


def about(directive: Directive) -> str:
    """The document's subject as it follows «về»."""
    subject = phrase(directive.subject)
    folded = fold(subject)
    for opening in ("v/v ", "ve viec ", "ve "):
        if folded.startswith(opening):
            subject = subject[len(opening) :]
            break
    kind = fold(directive.kind)
    if kind and fold(subject).startswith(f"{kind} "):
        subject = subject[len(kind) + 1 :]
    return lowered(subject)


def _tasks(chosen: Callable[[ReportData, TaskRow], bool]) -> Callable[[ReportData], Iterator[Entry]]:
    def read(data: ReportData) -> Iterator[Entry]:
        for row in sorted((row for row in data.tasks if chosen(data, row)), key=lambda row: row.area or 99):
            own = data.plan is None or row.plan_id == data.plan.id
            task = _named_from_outside(phrase(row.text), data.plan_short if own else "Kế hoạch")
            result = row.progress.result if row.progress is not None else ""
            result = phrase(_named_from_outside(result, data.plan_short if own else "Kế hoạch"))
            entry = _entry(
                row.area,
                task=task,
                brief=brief(task),
                deed=_deed(task, result),
                lead=phrase(row.assignment.lead),
                result=lowered(result),
                reason=lowered(phrase(row.reason)),
                due=running_date(row.due) if row.due_is_own else "",
            )
            yield replace(entry, id=row.id)

    return read


_THIS_PLAN = re.compile(r"\bKế hoạch này\b", re.IGNORECASE)
_DONE = "đã "
_WORK_WORDS = 24
"""So many words of a task are enough where it is only named."""


def _named_from_outside(text: str, plan: str) -> str:
    """What a plan says of itself as others say it: «Kế hoạch này» is «Kế hoạch số 152/KH-UBND»."""
    return _THIS_PLAN.sub(plan, text)


def brief(task: str) -> str:
    """A task in few words: cut where a clause ends, never within one."""
    words = task.split()
    if len(words) <= _WORK_WORDS:
        return task
    clauses = re.split(r"(?<=[;,:]) ", task)
    told = clauses[0]
    for clause in clauses[1:]:
        if len(f"{told} {clause}".split()) > _WORK_WORDS:
            break
        told = f"{told} {clause}"
    return phrase(told)


_OFTEN = re.compile(r"((?:mỗi|hằng|hàng) (?:ngày|tuần|tháng|quý|năm))[ ,]+(.+)", re.IGNORECASE)


def _deed(task: str, result: str) -> str:
    """A finished task as what was done. A result that says it again, at some length, stands alone; a task
    that begins with what is done becomes «Đã …», one that begins with how often «Đã tổ chức mỗi tháng …»."""
    if (often := _OFTEN.fullmatch(task)) is not None:
        begun = fold(often[2])
        verb = max((each for each in _VERBS if begun.startswith(f"{each} ")), key=len, default="")
        words = often[2].split()
        said = len(verb.split())
        if verb:
            task = " ".join((*words[:said], often[1].lower(), *words[said:]))
    folded = fold(task)
    verb = next((verb for verb in _VERBS if folded.startswith((f"{verb} ", f"{verb}, "))), "")
    told = result[len(_DONE) :] if fold(result).startswith(fold(_DONE)) else result
    says_all = 2 * len(told.split()) > len(task.split())
    if verb and says_all and fold(told).startswith(f"{verb} "):
        return f"Đã {lowered(told)}"
    done = f"Đã {lowered(task)}" if verb else task
    return f"{done}; kết quả: {lowered(told)}" if told else done


def _done_now(data: ReportData, row: TaskRow) -> bool:
    """Whether a task was finished in the period; in one that begins the year, by its end."""
    if row.progress is None or not row.status.is_done or row.progress.day > data.dates.ends:
        return False
    begins = data.period.quarters[0].span is QUARTERS[0]
    return begins or data.dates.starts <= row.progress.day


def _overdue(_: ReportData, row: TaskRow) -> bool:
    return row.status is TaskStatus.OVERDUE


def _is_open(row: TaskRow) -> bool:
    return not row.status.is_done and row.status is not TaskStatus.OVERDUE


def _due_soon(data: ReportData, row: TaskRow) -> bool:
    """Whether a task is due between the figures' last day and the period's end in the calendar."""
    is_due = row.due <= calendar_end(data.period)
    return _is_open(row) and row.due_is_own and is_due and not _left(data, row)


def _due_next(data: ReportData, row: TaskRow) -> bool:
    is_ahead = calendar_end(data.period) < row.due <= data.horizon.ends
    return _is_open(row) and row.due_is_own and is_ahead and not _left(data, row)


def _due_later(data: ReportData, row: TaskRow) -> bool:
    return _is_open(row) and row.due_is_own and row.due > data.horizon.ends and not _left(data, row)


def _regular(data: ReportData, row: TaskRow) -> bool:
    """Whether a task without a day of its own goes on."""
    is_open = _is_open(row) or is_final(data.period)
    return is_open and not row.due_is_own and not _left(data, row)


def _unfinished(_: ReportData, row: TaskRow) -> bool:
    return not row.status.is_done


def _left(data: ReportData, row: TaskRow) -> bool:
    """Whether a task of the year was left over when the year's reports ended."""
    of_year = row.due.year <= data.period.year and not _is_regular(row)
    return is_final(data.period) and of_year and not row.status.is_done


def _is_regular(row: TaskRow) -> bool:
    """Whether a task without an end of its own is said to be done over and over."""
    words = fold(row.assignment.due_text)
    return not row.due_is_own and any(sign in words for sign in _REGULAR)


def _remarks(field: str) -> Callable[[ReportData], Iterator[Entry]]:
    def read(data: ReportData) -> Iterator[Entry]:
        for area, line in _remark_lines(data, (field,)):
            if not fold(line).startswith(_PROPOSALS):
                yield _entry(area, text=line)

    return read


def _proposals(data: ReportData) -> Iterator[Entry]:
    for area, line in _remark_lines(data, ("results", "difficulties", "causes")):
        if fold(line).startswith(_PROPOSALS):
            yield _entry(area, text=line)


def _remark_lines(data: ReportData, names: Sequence[str]) -> Iterator[tuple[int, str]]:
    for area, remarks in sorted(data.remarks.items()):
        for name in names:
            for line in getattr(remarks, name).split("\n"):
                if text := phrase(line.strip().lstrip("-+*• ")):
                    yield area, capitalized(text)


_MOST_CORRECTIONS = 8
"""So many corrections of a report with one reason are told; how many more there are, the sheet lists."""


def _corrections(data: ReportData) -> Iterator[Entry]:
    """What was corrected of earlier reports, by report and reason. Cells of a form are told where no figure
    of the same report says what came of them."""
    groups: dict[tuple[str, str], list[Correction]] = {}
    for each in sorted_for_reading(data.corrections):
        groups.setdefault((each.period_id, each.reason), []).append(each)
    for (period, reason), together in groups.items():
        first = together[0]
        named = report_name(first.number, first.symbol, first.issued_on, Period.parse(period))
        has_figures = any(each.is_figure for each in together)
        told = [each for each in together if not (has_figures and each.is_cell)]
        said = [f"{lowered(each.name)} {each.words}" for each in told[:_MOST_CORRECTIONS]]
        if (more := len(told) - len(said)) > 0:
            said.append(f"{count_words(more)} số liệu khác tại bảng đính chính gửi kèm")
        for words in said:
            yield _entry(said=words, report=named, reason=phrase(reason), because=f"{named}: {reason}")


_READERS: Mapping[str, Callable[[ReportData], Iterator[Entry]]] = {
    "plan.bases": _bases,
    "directives": _directives,
    "tasks.done": _tasks(_done_now),
    "tasks.unfinished": _tasks(_unfinished),
    "tasks.overdue": _tasks(_overdue),
    "tasks.soon": _tasks(_due_soon),
    "tasks.next": _tasks(_due_next),
    "tasks.later": _tasks(_due_later),
    "tasks.regular": _tasks(_regular),
    "tasks.left": _tasks(_left),
    "remarks.results": _remarks("results"),
    "remarks.difficulties": _remarks("difficulties"),
    "remarks.causes": _remarks("causes"),
    "remarks.proposals": _proposals,
    "corrections": _corrections,
}
