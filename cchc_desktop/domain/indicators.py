"""Statistical indicators (chỉ tiêu thống kê) as a catalogue describes them, and the checks between them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from .errors import Refusal
from .formulas import Comparison, Formula
from .report_periods import QUARTERS, Period


class Kind(StrEnum):
    """How an indicator gets its figure."""

    TYPED = "typed"
    COMPUTED = "computed"
    CARRIED = "carried"
    """It is what another indicator was at the end of the quarter before."""
    CHOICE = "choice"

    @property
    def label(self) -> str:
        """The kind in Vietnamese."""
        return _KIND_LABELS[self]


class Nature(StrEnum):
    """How figures of quarters make the figure of a longer span (FACTS.md section 5.2)."""

    FLOW = "flow"
    """Summed."""
    STOCK = "stock"
    """The last one."""
    RATIO = "ratio"
    """Computed anew from its parts; one that is typed takes the last."""
    DISTINCT = "distinct"
    """A count of different things: of several quarters it is no sum, but typed for the longer span."""
    FLAG = "flag"
    """The last one."""

    @property
    def label(self) -> str:
        """The nature in Vietnamese."""
        return _NATURE_LABELS[self]


class Severity(StrEnum):
    """What becomes of a figure that breaks a check."""

    REFUSED = "refused"
    """It is not stored."""
    ERROR = "error"
    """It is stored and must be put right before the report goes out."""
    WARNING = "warning"
    """It is stored and should be looked at."""

    @property
    def label(self) -> str:
        """The severity in Vietnamese."""
        return {"refused": "Không nhận", "error": "Lỗi", "warning": "Nên xem lại"}[self]


_KIND_LABELS = {
    Kind.TYPED: "Nhập",
    Kind.COMPUTED: "Tính",
    Kind.CARRIED: "Chuyển từ kỳ trước",
    Kind.CHOICE: "Chọn",
}
_NATURE_LABELS = {
    Nature.FLOW: "Phát sinh trong kỳ, cộng dồn qua các quý",
    Nature.STOCK: "Số có đến cuối kỳ, lấy quý cuối",
    Nature.RATIO: "Tỷ lệ, tính lại từ các số thành phần",
    Nature.DISTINCT: "Đếm không trùng: không cộng các quý; 6 tháng, 9 tháng, năm nhập số đếm thật",
    Nature.FLAG: "Lấy theo quý cuối",
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the statistics: ``code`` «3.24» in an area (1 to 8), counted in ``unit``.

    ``decimals`` is how many decimals its figures may have (for ratios: are shown with), ``at_most`` the
    greatest figure that can be. ``choices`` are the (value, words) of a CHOICE. ``carried_from`` is the code
    that a CARRIED one carries on; ``part_of`` the one it is a part of (indented under it). ``yearly`` ones
    are only asked for at the year's end. ``measures`` are phrases, without accents, by which a target of the
    plan betrays that this indicator measures it. ``counted`` names what the program can count by itself.
    ``source`` is the legal source or where the notion comes from, ``help`` how it is counted. It is asked for
    in periods that end from ``valid_from`` to ``valid_to``, in all where None.
    """

    code: str
    area: int
    name: str
    unit: str
    kind: Kind = Kind.TYPED
    nature: Nature = Nature.FLOW
    formula: Formula | None = None
    carried_from: str = ""
    part_of: str = ""
    decimals: int = 0
    at_most: Decimal | None = None
    choices: tuple[tuple[int, str], ...] = ()
    yearly: bool = False
    measures: tuple[str, ...] = ()
    counted: str = ""
    source: str = ""
    help: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid(self, day: date) -> bool:
        """Whether it is asked for in a period that ends on this day."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def outlasts(self, other: "Indicator") -> bool:
        """Whether it is asked for wherever another one is, so that that one may be made from it."""
        return (self.valid_from or date.min) <= (other.valid_from or date.min) and (
            self.valid_to or date.max
        ) >= (other.valid_to or date.max)

    @property
    def is_typed(self) -> bool:
        """Whether an official types or chooses it every period."""
        return self.kind in (Kind.TYPED, Kind.CHOICE)

    @property
    def is_state(self) -> bool:
        """Whether it says what there is at a period's end: a span's figure is its last quarter's too."""
        return self.is_typed and self.nature in (Nature.STOCK, Nature.FLAG) and not self.yearly

    @property
    def counted_in(self) -> str:
        """What the program counts it in, where it does: its list of tasks, or a register."""
        return "danh sách nhiệm vụ" if self.is_of_tasks else "sổ theo dõi"

    @property
    def is_of_tasks(self) -> bool:
        """Whether it is counted from the tasks of the plans."""
        return self.counted.startswith("plan.")

    @property
    def is_counted_elsewhere(self) -> bool:
        """Whether it is counted from what is no register: the tasks of the plans, or form II.06a."""
        return self.is_of_tasks or self.counted.startswith("form.")

    def is_asked(self, period: Period) -> bool:
        """Whether it is asked for in a period: a yearly one only where the year ends."""
        return not self.yearly or period.last_quarter.span is QUARTERS[-1]

    def choice_words(self, value: Decimal | int) -> str:
        """The words of a chosen value."""
        return next((words for known, words in self.choices if known == value), str(value))


@dataclass(frozen=True, slots=True)
class Check:
    """A rule between figures; ``sentence`` says what is wrong and what to do where it is broken.

    ``over`` tells where it is held: «period» in the quarter and in every longer span, «span» only in what
    was cumulated since the year began: for things that may be finished in a later quarter than they began.
    """

    rule: Comparison
    severity: Severity
    sentence: str
    over: str = "period"


@dataclass(frozen=True)
class IndicatorCatalogue:
    """The indicators of one circular, in their printed order, with their checks.

    ``version`` is what the circular calls it; ``valid_from`` the first day of the periods that it is for.
    ``highlights`` are the codes that are followed over the periods, with the short words for them. ``text``
    is the TOML that it was read from, kept with the periods that were made with it. Which of its indicators a
    period asks for follows from the period's last day (``on``).
    """

    version: str
    title: str
    valid_from: date
    source: str
    indicators: tuple[Indicator, ...]
    checks: tuple[Check, ...]
    highlights: tuple[tuple[str, str], ...] = ()
    text: str = field(default="", repr=False, compare=False)

    @cached_property
    def id(self) -> str:
        """Its identity: the SHA-256 of its text; another text under the same version is another catalogue."""
        # With its library of ciphers it is imported once something is stored that names a catalogue.
        from hashlib import sha256

        return sha256(self.text.encode()).hexdigest()

    def on(self, day: date) -> "IndicatorCatalogue":
        """The catalogue of a period that ends on this day: without the indicators that are not in force then,
        and the checks that speak of these. It has the same text and identity; the same indicators give the
        very same catalogue."""
        codes = frozenset(each.code for each in self.indicators if each.is_valid(day))
        if len(codes) == len(self.indicators):
            return self
        if codes not in self._parts:
            self._parts[codes] = replace(
                self,
                indicators=tuple(each for each in self.indicators if each.code in codes),
                checks=tuple(each for each in self.checks if codes.issuperset(each.rule.operands)),
                highlights=tuple(each for each in self.highlights if each[0] in codes),
            )
        return self._parts[codes]

    @cached_property
    def _parts(self) -> dict[frozenset[str], "IndicatorCatalogue"]:
        """What ``on`` gave, by the codes that are left."""
        return {}

    @cached_property
    def by_code(self) -> Mapping[str, Indicator]:
        """The indicators by their codes."""
        return {indicator.code: indicator for indicator in self.indicators}

    @cached_property
    def computed_in_order(self) -> tuple[Indicator, ...]:
        """The computed indicators, each after those that it needs."""
        order: dict[str, Indicator] = {}

        def visit(code: str) -> None:
            indicator = self.by_code[code]
            if indicator.formula is not None and code not in order:
                for operand in indicator.formula.operands:
                    visit(operand)
                order[code] = indicator

        for indicator in self.indicators:
            visit(indicator.code)
        return tuple(order.values())

    @cached_property
    def reach(self) -> Mapping[str, frozenset[str]]:
        """For each code: itself and all that is computed from it, over however many formulas."""
        found = {indicator.code: {indicator.code} for indicator in self.indicators}
        # Last the first, so that what is computed from a formula is known before its operands ask for it.
        for indicator in reversed(self.computed_in_order):
            assert indicator.formula is not None
            for operand in indicator.formula.operands:
                found[operand] |= found[indicator.code]
        return {code: frozenset(codes) for code, codes in found.items()}

    def reached(self, codes: Iterable[str]) -> set[str]:
        """The codes and all that is computed from them."""
        return {found for code in codes for found in self.reach.get(code, (code,))}

    def reached_over_spans(self, codes: Iterable[str]) -> set[str]:
        """The same in longer spans, where a stock is read at the day that its flows are known until, and what
        was counted of a quarter waits for what it is reckoned with."""
        codes = set(codes)
        beside = (*self.flows_beside.items(), *self.flows_together.items())
        return self.reached({each for each, flows in beside if flows & codes} | codes)

    @cached_property
    def flows_beside(self) -> Mapping[str, frozenset[str]]:
        """For each stock that a formula reckons with flows, these flows: what the formula says of a span
        holds where all of them are of one day."""
        beside: dict[str, set[str]] = {}
        for indicator in self.computed_in_order:
            assert indicator.formula is not None
            operands = [self.by_code[code] for code in indicator.formula.operands]
            typed = [each for each in operands if each.is_typed and not each.yearly]
            flows = {each.code for each in typed if each.nature is Nature.FLOW}
            for each in typed:
                if flows and each.nature is Nature.STOCK:
                    beside.setdefault(each.code, set()).update(flows)
        return {code: frozenset(flows) for code, flows in beside.items()}

    @cached_property
    def flows_together(self) -> Mapping[str, frozenset[str]]:
        """For each flow that a formula reckons with other flows, these others."""
        beside: dict[str, set[str]] = {}
        for indicator in self.computed_in_order:
            assert indicator.formula is not None
            operands = [self.by_code[code] for code in indicator.formula.operands]
            flows = {each.code for each in operands if each.nature is Nature.FLOW and not each.yearly}
            for code in flows:
                beside.setdefault(code, set()).update(flows - {code})
        return {code: frozenset(flows) for code, flows in beside.items() if flows}

    def asked(self, period: Period) -> Sequence[Indicator]:
        """The indicators that no formula makes and that are asked for in a period."""
        return self._asked[period.last_quarter.span is QUARTERS[-1]]

    @cached_property
    def _asked(self) -> Mapping[bool, Sequence[Indicator]]:
        """The same where the year ends, and where it does not."""
        given = [indicator for indicator in self.indicators if indicator.kind is not Kind.COMPUTED]
        return {True: given, False: [indicator for indicator in given if not indicator.yearly]}

    @cached_property
    def carried(self) -> tuple[Indicator, ...]:
        """The indicators that carry on what another one was in the quarter before."""
        return tuple(indicator for indicator in self.indicators if indicator.kind is Kind.CARRIED)

    @cached_property
    def refusing(self) -> tuple[Check, ...]:
        """The checks that refuse what breaks them."""
        return tuple(check for check in self.checks if check.severity is Severity.REFUSED)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each code in the printed order."""
        return {indicator.code: place for place, indicator in enumerate(self.indicators)}

    def get(self, code: str) -> Indicator:
        """The indicator of this code. Raises Refusal where there is none."""
        if (found := self.by_code.get(code.strip())) is None:
            raise Refusal(f"Không có chỉ tiêu thống kê mã «{code.strip()}». Mã ghi như 3.14.", "code")
        return found

    def of_area(self, code: int) -> list[Indicator]:
        """The indicators of one area."""
        return [indicator for indicator in self.indicators if indicator.area == code]
