"""The outline of the periodic report as data: its sections, and the sentences that each is made of.

Read from resources/catalogue/report.toml (catalogue/report.py); the language of the sentences is that of
wording.py. What sentences may speak of besides indicators is listed here, so that a mistake in the file is
found before anybody exports a report.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..areas import AREA_CODES
from ..formulas import Comparison
from ..regimes import PeriodDates
from ..report_periods import Span
from .records import Length
from .wording import Template

NAMES: Mapping[str, str] = {
    "office": "UBND xã An Bình",
    "office_name": "Ủy ban nhân dân xã An Bình",
    "level": "xã",
    "superior": "UBND tỉnh Sông Hương",
    "superior_name": "Ủy ban nhân dân tỉnh Sông Hương",
    "province": "tỉnh Sông Hương",
    "province_kind": "tỉnh; thành phố",
    "archive": "đơn vị soạn thảo",
    "addressees": "nơi nhận báo cáo",
    "period": "quý I năm 2026",
    "in_period": "trong quý I",
    "compared": "cùng kỳ năm trước",
    "period_end": "ngày cuối kỳ theo lịch: 31/3/2026",
    "next": "quý II năm 2026",
    "year": "2026",
    "next_year": "2027",
    "starts": "ngày đầu kỳ",
    "ends": "ngày cuối kỳ",
    "plan": "Kế hoạch số 15/KH-UBND ngày … của UBND xã …",
    "plan_short": "Kế hoạch số 15/KH-UBND",
    "apart": "số liệu của kỳ khác số lũy kế từ đầu năm",
    "estimated": "có số ước",
    "mostly": "quá nửa số chỉ tiêu phải nhập đã có số liệu",
    "incomplete": "quý III, IV, các quý của kỳ chưa có hoặc còn thiếu số liệu",
    "until": "ngày mà số liệu có đủ đến đó, khi các quý cuối kỳ chưa có số liệu nào",
    **{f"lead.{area}": f"đơn vị chủ trì nhiều nhiệm vụ nhất của lĩnh vực {area}" for area in AREA_CODES},
    "as_of": "ngày của tình trạng nhiệm vụ, khi kỳ chưa hết",
    "quarters.empty": "quý II, các quý của kỳ chưa có số liệu nào",
    "quarters.partial": "quý III, các quý của kỳ còn thiếu số liệu",
    "whole": "các quý của kỳ đều đủ số liệu",
    "annex.statistics": "số phụ lục thống kê",
    "annex.directives": "số phụ lục văn bản",
    "annex.tasks": "số phụ lục nhiệm vụ",
    "annex.scores": "số phụ lục tự chấm điểm, của báo cáo năm",
    "tasks.all": "số nhiệm vụ của Kế hoạch",
    "tasks.finished": "số nhiệm vụ đã hoàn thành",
    "tasks.late": "số nhiệm vụ hoàn thành chậm",
    "tasks.dropped": "số nhiệm vụ không thực hiện nữa theo văn bản, không có trong các số khác",
    "tasks.percent": "tỷ lệ hoàn thành",
    "tasks.open": "số nhiệm vụ chưa hoàn thành",
    "targets.judged": "số chỉ tiêu đánh giá được",
}
"""The words and numbers that any sentence may use, each with an example or what it is."""

SOURCES: Mapping[str, tuple[str, ...]] = {
    "plan.bases": ("text",),
    "directives": ("kind", "number", "day", "about", "unit"),
    **dict.fromkeys(
        (
            "tasks.done", "tasks.unfinished", "tasks.overdue", "tasks.soon", "tasks.next", "tasks.later",
            "tasks.regular", "tasks.left",
        ),
        ("task", "brief", "deed", "lead", "result", "reason", "due"),
    ),
    "remarks.results": ("text",),
    "remarks.difficulties": ("text",),
    "remarks.causes": ("text",),
    "remarks.proposals": ("text",),
    **dict.fromkeys(
        ("targets.met", "targets.missed"),
        ("said", "named", "value", "target", "change", "short", "gap", "aim", "lead", "rest"),
    ),
    **dict.fromkeys(("changes.better", "changes.worse"), ("said", "named", "value", "change", "gain")),
    "causes.noted": ("text",),
    "corrections": ("said", "report", "because", "reason"),
}  # fmt: skip
"""The lists that a line may go through, and the words that its sentence then has besides.

A list's name in a slot (``{tasks.overdue}``) is how many entries it has, in the section's own area.
"""


class PassageKind(StrEnum):
    """What a passage of the outline holds."""

    HEADING = "heading"
    """Only its title: others stand under it."""
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Statement:
    """A paragraph of a section, or one for each entry of a list.

    Of ``texts`` the first that can be said is. ``none`` is said in its place where the first figure is
    known to be 0. ``when`` must hold, with all its figures there; ``spans`` are the spans that it is for
    (all where empty). ``each`` names a list: ``intro`` stands before its entries, of which the ``most``
    weighty are said (all where 0), of the areas ``areas`` (the section's own where empty). Of a list whose
    entries are told apart by what they are ``about``, each entry is in one line: one of the alternatives,
    all of whose phrases its text has; a line without such words has the rest. ``group`` joins entries into
    one sentence of their own, with «{entries}» in it: those that have the word ``by`` in common, all where
    that is empty. ``lengths`` are the lengths of reports that it is for (all where empty). ``bullet`` says
    whether the line is one in an enumeration. It is said of periods that end from ``valid_from`` to
    ``valid_to``, of all where None.
    """

    texts: tuple[Template, ...]
    none: Template | None = None
    when: Comparison | None = None
    spans: frozenset[Span] = frozenset()
    each: str = ""
    intro: Template | None = None
    areas: tuple[int, ...] = ()
    most: int = 0
    about: tuple[tuple[str, ...], ...] = ()
    by: str = ""
    group: tuple[Template, ...] = ()
    lengths: frozenset[Length] = frozenset()
    bullet: bool = True
    valid_from: date | None = None
    valid_to: date | None = None

    def is_for(self, dates: PeriodDates, length: Length) -> bool:
        """Whether it may be said in a report of this period and length."""
        return (
            (not self.lengths or length in self.lengths)
            and (not self.spans or dates.period.span in self.spans)
            and (self.valid_from is None or self.valid_from <= dates.ends)
            and (self.valid_to is None or dates.ends <= self.valid_to)
        )


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the outline («I.3»).

    ``level`` is 1 for sections with a Roman number, 2 for their clauses, 3 for points, and 0 for what has
    no title on paper (bases, opening, closing). ``area`` is the reform area that it speaks of, or 0. Where
    no line can be said, ``none`` is. ``ends`` is the mark that each line ends with, the last one with «.»;
    empty leaves them as they are. In one that is not ``listed`` the lines are plain paragraphs. One that
    ``needs`` a list is only there where that has entries, or an official wrote something.
    """

    key: str
    title: Template
    level: int
    kind: PassageKind = PassageKind.TEXT
    area: int = 0
    spans: frozenset[Span] = frozenset()
    lines: tuple[Statement, ...] = ()
    none: Template | None = None
    ends: str = ""
    listed: bool = True
    hint: str = ""
    needs: str = ""

    @property
    def name(self) -> str:
        """The words of its title without its slots."""
        return "".join(part for part in self.title.parts if isinstance(part, str)).strip()


@dataclass(frozen=True, slots=True)
class Watch:
    """An indicator whose changes and target are worth a word.

    ``name`` is what it is called in a sentence, ``said`` the sentence with its ``{value}``, ``none`` the one
    that is said of a 0 in its place, ``missed`` the one that is said where its target is missed, with
    ``{rest}``, what its ratio lacks of the whole. ``more_is_better`` tells changes for the better; ``yearly``
    says that its target is for the whole year, so that nothing is missed before that is over. ``over`` is a
    ratio that may well be more than 100 %. ``published`` is the result of a whole year that a superior makes
    known: it is told with that year, compared with the year before, and judged by that year's target alone.
    """

    code: str
    name: str
    said: Template
    none: Template | None = None
    missed: Template | None = None
    more_is_better: bool = True
    yearly: bool = False
    over: bool = False
    published: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole outline. ``subjects`` is the report's subject (trích yếu) by span; ``duties`` are the codes
    of figures whose 0 is something that was not done yet, and nothing that did not occur."""

    version: str
    subjects: Mapping[Span, Template]
    addressees: tuple[Template, ...]
    recipients: tuple[Template, ...]
    sections: tuple[Section, ...]
    watches: tuple[Watch, ...]
    duties: frozenset[str] = frozenset()

    def sections_with(self, source: str, area: int, span: Span) -> tuple[Section, ...]:
        """The sections that go through a list for an area in the reports of a span, whatever it is about."""
        return tuple(
            section
            for section in self.sections
            if any(
                line.each == source
                and not line.about
                and area in (line.areas or (section.area or area,))
                and (not line.spans or span in line.spans)
                for line in section.lines
            )
        )
