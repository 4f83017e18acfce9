"""What stands in the way of sending a report, or should be looked at before."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from .. import catalogue
from ..domain.figure_checks import gaps
from ..domain.figure_rules import Problem
from ..domain.indicators import Severity
from ..domain.names import capitals_words
from ..domain.numerals import format_number
from ..domain.places import DossiersPlace, FigurePlace, OpeningPlace, Place, ReportPlace
from ..domain.readings import EMPTY
from ..domain.report.records import OWN_SECTION, Passage, ReportHead
from ..domain.report_periods import Period, Span
from ..domain.text import capitalized
from ..storage.legal_kinds import LEGAL_TABLES
from .desk import Desk, Part
from .dossiers import DossierForms
from .figures import Figures
from .openings import Openings
from .report_text import TEXT_TABLES, ReportText
from .rule_tables import RULE_TABLES
from .settings import DRAFT_ALWAYS

if TYPE_CHECKING:
    from ..domain.report.data import ReportData
    from ..domain.report.outline import Outline
    from ..domain.report.passages import PassageRow
    from .legal import Legal
    from .rules import Rules


_DOCUMENTS = "1.01"
_FAULTS, _CAUSES = "III.2", "III.3"
_NO_FAULTS = "Trong kỳ không có"
_NAMED = 8
"""So many missing codes are named, the others counted."""


@dataclass(frozen=True, slots=True)
class CheckItem:
    """Something that stands in the way of sending a report, or should be looked at.

    ``place`` is where it can be put right, None where that is the report itself.
    """

    severity: Severity
    sentence: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """What is to be said of form II.06a: what does not balance, where its opening differs from quarters that
    were typed as well, the quarters that it does not speak of, the span of its opening, and the doubt whether
    another form has replaced it."""

    unbalanced: Sequence[str] = ()
    differences: Sequence[str] = ()
    lacking: Sequence[Period] = ()
    opening: Period | None = None
    doubt: str = ""


CHECK_TABLES = tuple(dict.fromkeys((*TEXT_TABLES, *RULE_TABLES, *LEGAL_TABLES)))
"""What the check list of a report is read from."""


class CheckList(Part):
    """The check lists of all reports."""

    def __init__(
        self,
        desk: Desk,
        figures: Figures,
        openings: Openings,
        dossiers: DossierForms,
        text: ReportText,
        rules: Callable[[], Rules],
        legal: Callable[[], Legal],
    ) -> None:
        """``rules`` and ``legal`` are asked once a report is checked."""
        super().__init__(desk)
        self._figures = figures
        self._openings = openings
        self._dossiers = dossiers
        self._text = text
        self._rules = rules
        self._legal = legal
        self._items = desk.derived(self._of_period, CHECK_TABLES, keep=16)

    def of_period(self, period: Period) -> list[CheckItem]:
        """What stands in the way of sending, what must be put right first; nothing once the report is out."""
        return [] if self._text.stored_head(period).is_issued else self.of_data(period)

    def of_data(self, period: Period) -> list[CheckItem]:
        """The same of a report that may have gone out: what the data have to be put right of today."""
        return list(self._items(period))

    def is_draft(self, period: Period) -> bool:
        """Whether a report that has not gone out says «DỰ THẢO»: where it has errors, by choice always.

        One that lacks nothing but its number and day prints clean: it is the one that is signed.
        """
        if self._desk.store.preference(DRAFT_ALWAYS):
            return True
        return any(item.severity is Severity.ERROR for item in self.of_period(period))

    def _of_period(self, period: Period) -> tuple[CheckItem, ...]:
        passages = self._text.passages(period)
        if self._text.stored_head(period).is_issued:
            # What was sealed says by itself where it would be said otherwise now.
            passages = [replace(row, changed=False) for row in passages]
        found = checklist(
            self._text.data(period),
            self._text.head(period),
            passages,
            self._figures.problems(period),
            self._figures.missing(period),
            Form(
                tuple(sentence for _, sentence in self._dossiers.problems(period)),
                tuple(sentence for _, sentence in self._dossiers.differences(period)),
                tuple(self._dossiers.lacking(period)),
                self._dossiers.opening_of(period),
                self._dossiers.doubt(period),
            ),
            self._openings.wanted(period),
            self._figures.catalogue_fault(period),
        )
        own = self._desk.store.passages(period)
        without = _without_place(period, self._text.outline(period), own)
        head = self._text.head(period)
        cited = self._legal().of_passages(period, passages, head.issued_on if head.is_issued else None)
        laws = (CheckItem(Severity.WARNING, each.sentence, each.place) for each in cited)
        return (*found, *without, *laws, *_rules(self._rules(), self._text.data(period), self._desk.today()))


def checklist(
    data: ReportData,
    head: ReportHead,
    passages: Sequence[PassageRow],
    problems: Sequence[Problem],
    missing: Sequence[str],
    form: Form,
    wanted: Period | None = None,
    fault: str = "",
) -> list[CheckItem]:
    """Everything to be seen to in a report that is not issued, what must be put right first.

    ``wanted`` is the span whose figures an office that began in mid-year may give at once, ``fault`` what is
    wrong with the period's catalogue.
    """
    found = [CheckItem(Severity.ERROR, fault, FigurePlace(data.period))] if fault else []
    found += [
        CheckItem(problem.severity, problem.sentence, FigurePlace(_where(data.period, problem), problem.code))
        for problem in problems
    ]
    found += [CheckItem(Severity.ERROR, sentence, DossiersPlace(data.period)) for sentence in form.unbalanced]
    found += [
        CheckItem(Severity.WARNING, sentence, DossiersPlace(form.opening)) for sentence in form.differences
    ]
    if form.doubt:
        found.append(CheckItem(Severity.WARNING, form.doubt, DossiersPlace(data.period)))
    found += _missing(data, missing, wanted)
    found += _opening(data, form)
    found += _tasks(data, problems)
    found += _results(data)
    found += _causes(data, passages)
    found += _passages(data, passages)
    found += _head(head)
    return sorted(found, key=lambda item: item.severity is Severity.WARNING)


def _where(period: Period, problem: Problem) -> Period:
    """The period in which a problem of a report's figures is put right: the quarter that it speaks of."""
    return problem.period if problem.period in period.quarters else period


def _missing(data: ReportData, codes: Sequence[str], wanted: Period | None) -> Iterator[CheckItem]:
    """One line for each area that lacks figures, and for each quarter that a longer span lacks.

    Quarters whose figures may be given as the opening of a span, ``wanted``, are told together.
    """
    if wanted is not None:
        yield CheckItem(Severity.ERROR, begun_words(wanted, data.period), OpeningPlace(wanted))
    for area in catalogue.areas():
        lacking = [code for code in codes if data.catalogue.get(code).area == area.code]
        if lacking:
            sentence = (
                f"Lĩnh vực {area.code}. {area.short_name}: chưa có {len(lacking)} số liệu "
                f"({_named(lacking)}). Hãy nhập số, hoặc ghi «không phát sinh»."
            )
            yield CheckItem(Severity.ERROR, sentence, FigurePlace(data.period, lacking[0]))
    found = gaps(data.catalogue, data.readings, data.period, data.opening)
    begun = wanted.quarters if wanted is not None else ()
    for place, partly in found.items():
        if place not in begun:
            sentence = gap_words(place, partly, data.period, is_opening=place == data.opening)
            where = OpeningPlace if place == data.opening else FigurePlace
            yield CheckItem(Severity.ERROR, sentence, where(place, partly[0]))


def _named(codes: Sequence[str]) -> str:
    """The codes of figures, the first of many: «1.07, 1.20 và 12 chỉ tiêu khác»."""
    rest = len(codes) - _NAMED
    return ", ".join(codes[:_NAMED]) + (f" và {rest} chỉ tiêu khác" if rest > 0 else "")


def begun_words(span: Period, period: Period) -> str:
    """What an office that began in mid-year can give in place of the quarters before."""
    from ..domain.report.words import quarter_words

    return (
        f"Chưa có số liệu {quarter_words(span.quarters)} nên số {period.label} chưa đủ. Nếu mới dùng chương "
        f"trình, hãy nhập số lũy kế {span.label} một lần; nếu không, hãy nhập số liệu từng quý."
    )


def gap_words(place: Period, codes: Sequence[str], period: Period, *, is_opening: bool = False) -> str:
    """What a quarter, or an opening, without some figures means for a longer span."""
    if is_opening:
        return (
            f"Số lũy kế ban đầu {place.label}: chưa có {len(codes)} số liệu ({_named(codes)}) nên số "
            f"{period.label} chưa đủ. Hãy nhập thêm số lũy kế của các chỉ tiêu này."
        )
    return (
        f"{capitalized(place.label)}: chưa có {len(codes)} số liệu ({_named(codes)}) nên số "
        f"{period.label} chưa đủ. Hãy nhập số liệu của quý này."
    )


def _opening(data: ReportData, form: Form) -> Iterator[CheckItem]:
    """What the figures of a report are made with that no longer can be seen in the quarters."""
    if data.opening is not None:
        sentence = (
            f"Số lũy kế {data.opening.label} lấy từ số liệu khi bắt đầu dùng chương trình, không cộng từ các "
            "quý. Hãy đối chiếu với báo cáo đã gửi."
        )
        yield CheckItem(Severity.WARNING, sentence, OpeningPlace(data.opening))
        lacking = [quarter for quarter in form.lacking if quarter in data.opening.quarters]
        if data.period.cumulated == data.period and lacking:
            yield CheckItem(
                Severity.WARNING,
                form_words(data.period, data.opening, lacking),
                DossiersPlace(data.opening if tuple(lacking) == data.opening.quarters else lacking[0]),
            )


def form_words(period: Period, opening: Period, lacking: Sequence[Period]) -> str:
    """What form II.06a of a longer span does not have, and where it is given."""
    from ..domain.report.words import quarter_words

    begun = f"Biểu II.06a {period.label} chưa gồm {quarter_words(lacking)}"
    if tuple(lacking) == opening.quarters:
        return f"{begun}. Nếu gửi kèm biểu này, hãy nhập biểu II.06a lũy kế {opening.label} một lần."
    return f"{begun}. Nếu gửi kèm biểu này, hãy nhập biểu của các quý đó."


def _tasks(data: ReportData, problems: Sequence[Problem]) -> Iterator[CheckItem]:
    """Where the tasks come to other numbers than the figures, and no quarter's figure says why already."""
    told = {problem.code for problem in problems}
    if (conflict := data.task_conflict()) is not None and conflict[0] not in told:
        code, typed, counted = conflict
        name = data.catalogue.get(code).name
        sentence = (
            f"«{name}» ghi {typed}, theo dõi nhiệm vụ trong chương trình là {counted}. Hãy thống nhất số "
            "liệu với phụ lục tiến độ nhiệm vụ."
        )
        yield CheckItem(Severity.ERROR, sentence, FigurePlace(data.period, code))
    documents = data.readings.get(_DOCUMENTS, EMPTY)
    if data.directives and documents.value not in (None, len(data.directives)) and _DOCUMENTS not in told:
        sentence = (
            f"«{data.catalogue.get(_DOCUMENTS).name}» là {documents.words(data.catalogue.get(_DOCUMENTS))}, "
            f"phụ lục văn bản liệt kê {len(data.directives)}. Hãy cập nhật sổ văn bản, hoặc ngày của kỳ."
        )
        yield CheckItem(Severity.ERROR, sentence, FigurePlace(data.period, _DOCUMENTS))


def _rules(rules: Rules, data: ReportData, today: date) -> Iterator[CheckItem]:
    """The rules of the office's year that are not met at the end of the period: what has to come to a number
    by the year's end in its report, what has to be kept all along in each."""
    if not data.dates.reported or data.dates.starts > today:
        return
    is_year = data.period.cumulated.span is Span.YEAR
    day = today if is_year else min(today, data.dates.ends)
    for standing in rules.of_year(data.period.year, day):
        by_the_end = is_year and standing.year.ends <= max(data.dates.ends, today)
        if standing.is_met or not standing.is_recorded or not (by_the_end or standing.rule.goes_on):
            continue
        sentence = f"Quy định «{standing.rule.name}» chưa đạt. {standing.sentence}"
        yield CheckItem(Severity.WARNING, sentence, standing.place)


def _results(data: ReportData) -> Iterator[CheckItem]:
    """Published results of which nobody says what year they are of, and what goes with the year's report."""
    for code, years in data.result_years.items():
        if data.readings.get(code, EMPTY).value is not None and not years.named:
            sentence = (
                f"«{data.catalogue.get(code).name}»: chưa ghi là kết quả năm nào; báo cáo viết là của năm "
                f"{years.now}. Hãy ghi năm ở cột «Nguồn» hoặc «Ghi chú», ví dụ «Kết quả năm {years.now}»."
            )
            yield CheckItem(Severity.WARNING, sentence, FigurePlace(data.period.last_quarter, code))
    yield from _scores(data)


def _scores(data: ReportData) -> Iterator[CheckItem]:
    """The year's report without the office's own scores, or with others than the figure says."""
    if data.period.span is not Span.YEAR:
        return
    if not data.scores:
        sentence = (
            "Báo cáo năm phải kèm bảng tự chấm điểm Chỉ số cải cách hành chính. Hãy ghi điểm từng lĩnh vực ở "
            "«Tự chấm điểm…» (nút «Việc khác»), hoặc gửi kèm bảng theo bộ tiêu chí của tỉnh, thành phố."
        )
        yield CheckItem(Severity.WARNING, sentence)
        return
    from ..domain.scores import SELF_SCORE, whole_score

    whole, typed = whole_score(data.scores.values()), data.readings.get(SELF_SCORE, EMPTY).value
    if typed is not None and typed != Fraction(whole):
        shown = data.readings[SELF_SCORE].shown(data.catalogue.get(SELF_SCORE)) or Decimal(0)
        sentence = (
            f"«{data.catalogue.get(SELF_SCORE).name}» ghi {format_number(shown)} điểm, bảng tự chấm điểm "
            f"cộng lại là {format_number(whole)} điểm. Hãy sửa một trong hai."
        )
        yield CheckItem(Severity.ERROR, sentence, FigurePlace(data.period.last_quarter, SELF_SCORE))


def _causes(data: ReportData, passages: Sequence[PassageRow]) -> Iterator[CheckItem]:
    """Shortcomings without a cause that somebody wrote: none at all, or only notes beside figures."""
    rows = {row.key: row for row in passages}
    causes = rows.get(_CAUSES)
    if (
        not data.dates.reported
        or causes is None
        or causes.own
        or not (faults := rows.get(_FAULTS))
        or not faults.text
    ):
        return
    if any(remarks.causes for remarks in data.remarks.values()) or faults.text.startswith(_NO_FAULTS):
        return
    if causes.text:
        words = "lấy từ ghi chú của số liệu và kết quả của nhiệm vụ quá hạn"
        yield CheckItem(
            Severity.WARNING,
            f"Mục «{causes.title}» {words}. Hãy xem lại, hoặc ghi nguyên nhân ở nhận xét của lĩnh vực.",
            ReportPlace(data.period, causes.key),
        )
    else:
        yield CheckItem(
            Severity.ERROR,
            f"Mục «{faults.title}» có nêu tồn tại nhưng mục «{causes.title}» để trống. Hãy ghi nguyên nhân ở "
            "nhận xét của lĩnh vực.",
            ReportPlace(data.period, causes.key),
        )


def _passages(data: ReportData, passages: Sequence[PassageRow]) -> Iterator[CheckItem]:
    from ..domain.report.outline import PassageKind

    for row in passages:
        if row.changed:
            sentence = (
                f"Mục «{row.title}» đã sửa tay, nay số liệu đã khác. Hãy xem lại: giữ lời đã sửa "
                "hoặc lấy theo số liệu."
            )
            yield CheckItem(Severity.ERROR, sentence, ReportPlace(data.period, row.key))
        elif row.kind is PassageKind.TEXT and row.hint and not row.text and row.key != _CAUSES:
            sentence = f"Mục «{row.title}» chưa có nội dung nên sẽ không in. {row.hint}"
            yield CheckItem(Severity.WARNING, sentence, ReportPlace(data.period, row.key))


def _without_place(period: Period, outline: Outline, own: Mapping[str, Passage]) -> Iterator[CheckItem]:
    """What officials wrote that the outline of the report has no place for."""
    from ..catalogue.report import report_outline
    from ..domain.report.outline import PassageKind

    known = {section.key for section in outline.sections if section.kind is PassageKind.TEXT}
    titles = {section.key: section.name for section in report_outline().sections}
    for key, passage in own.items():
        if passage.text and key not in known:
            yield CheckItem(
                Severity.WARNING,
                f"Lời tự viết ở mục «{titles.get(key, key.removeprefix(OWN_SECTION))}» không có chỗ trong đề "
                "cương đang dùng nên không in. Hãy chuyển sang mục khác, hoặc đổi đề cương.",
                ReportPlace(period),
            )


def _head(head: ReportHead) -> Iterator[CheckItem]:
    if not head.signer.name:
        yield CheckItem(Severity.ERROR, "Chưa có họ tên người ký. Hãy ghi ở phần cuối báo cáo.")
    if words := capitals_words(head.signer.name):
        yield CheckItem(Severity.WARNING, words)
    if not head.is_issued:
        yield CheckItem(
            Severity.WARNING, "Báo cáo chưa có số và ngày phát hành; bản in để trống hai chỗ này."
        )
