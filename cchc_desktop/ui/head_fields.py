"""The fields of a document's head and foot, as the pages of plan and reports and the import show them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ..domain.errors import Refusal
from ..domain.periods import PeriodKind, PlanPeriod
from ..domain.plan import Plan, PlanLevel, Signer, Urgency
from ..domain.report.records import ReportHead
from .forms import ChoiceField, LineField, TextField, YearField
from .shell import Shell

LEVEL_WORDS = {
    PlanLevel.COMMUNE: "Cấp xã",
    PlanLevel.DISTRICT: "Cấp huyện",
    PlanLevel.PROVINCE: "Cấp tỉnh",
    PlanLevel.OTHER: "Khác",
}

_KINDS: dict[tuple[PeriodKind, int], str] = {
    (PeriodKind.YEAR, 0): "Năm",
    (PeriodKind.HALF, 1): "6 tháng đầu năm",
    (PeriodKind.HALF, 2): "6 tháng cuối năm",
    (PeriodKind.MULTI, 0): "Giai đoạn nhiều năm",
}


def period_choices() -> list[tuple[tuple[PeriodKind, int], str]]:
    """The kinds of period that a plan may have, with their words."""
    return list(_KINDS.items())


def make_period(kind: tuple[PeriodKind, int], first: int | None, last: int | None) -> PlanPeriod:
    """The period that was chosen. Raises Refusal where a year is missing or makes no sense."""
    if first is None:
        raise Refusal("Hãy nhập năm của kế hoạch.", "year")
    multi = kind[0] is PeriodKind.MULTI
    if multi and last is None:
        raise Refusal("Hãy nhập năm cuối của giai đoạn.", "year")
    return PlanPeriod(kind[0], first, last if multi and last is not None else first, kind[1])


class HeadFields:
    """Makes the fields. ``plan`` gives the document as it is now, ``store`` takes fields by the names that
    they have there. Title, level and period are those of plans alone."""

    def __init__(
        self, shell: Shell, plan: Callable[[], Plan] | Callable[[], ReportHead], store: Callable[..., object]
    ) -> None:
        self._shell = shell
        self._plan: Callable[[], Any] = plan
        self._store = store

    def get(self, name: str) -> Callable[[], Any]:
        """The getter of a field."""
        return lambda: getattr(self._plan(), name)

    def set(self, name: str) -> Callable[[Any], object]:
        """The setter of a field."""
        return lambda value: self._store(**{name: value})

    def line(self, caption: str, name: str, **options: Any) -> LineField:
        """One line of text."""
        return LineField(self._shell, caption, self.get(name), self.set(name), **options)

    def subject(self) -> TextField:
        """What the plan is about."""
        return TextField(self._shell, "Trích yếu", self.get("subject"), self.set("subject"), lines=2)

    def level(self) -> ChoiceField:
        """The level of government that issues the plan."""
        return ChoiceField(
            self._shell, "Cấp ban hành", self.get("level"), self.set("level"),
            choices=lambda: list(LEVEL_WORDS.items()),
        )  # fmt: skip

    def urgency(self) -> ChoiceField:
        """How fast the document must reach whom it is for, as it is stamped on it."""
        return ChoiceField(
            self._shell, "Độ khẩn", self.get("urgency"), self.set("urgency"),
            choices=lambda: [(each, each.label or "Thường") for each in Urgency],
        )  # fmt: skip

    def period(self) -> tuple[ChoiceField, YearField, YearField]:
        """The kind of the period, its first year and its last."""

        def kind() -> tuple[PeriodKind, int]:
            period = self._plan().period
            return period.kind, period.half

        def set_kind(chosen: tuple[PeriodKind, int]) -> object:
            period = self._plan().period
            last = period.last_year if period.last_year > period.first_year else period.first_year + 4
            return self._store(period=make_period(chosen, period.first_year, last))

        def set_first(year: int | None) -> object:
            return self._store(period=make_period(kind(), year, self._plan().period.last_year))

        def set_last(year: int | None) -> object:
            return self._store(period=make_period(kind(), self._plan().period.first_year, year))

        return (
            ChoiceField(self._shell, "Loại kế hoạch", kind, set_kind, choices=period_choices),
            YearField(self._shell, "Năm", lambda: self._plan().period.first_year, set_first),
            YearField(self._shell, "Đến năm", lambda: self._plan().period.last_year, set_last),
        )

    def signer(self) -> tuple[LineField, TextField, LineField]:
        """Authority, position and name of who signs."""

        def bound(name: str) -> tuple[Callable[[], Any], Callable[[str], object]]:
            return (
                lambda: getattr(self._plan().signer, name),
                lambda text: self._store(signer=replace(self._plan().signer, **{name: text.strip()})),
            )

        return (
            LineField(self._shell, "Quyền hạn", *bound("authority"), hint="ví dụ: TM. ỦY BAN NHÂN DÂN"),
            TextField(self._shell, "Chức vụ (một hoặc hai dòng)", *bound("position"), lines=2),
            LineField(self._shell, "Họ và tên", *bound("name")),
        )

    def lines(self, caption: str, name: str, lines: int) -> TextField:
        """A list of texts, one in each line."""
        return TextField(
            self._shell,
            caption,
            lambda: "\n".join(self.get(name)()),
            lambda text: self._store(**{name: text.split("\n")}),
            lines=lines,
        )

    def offered_signer(self) -> ChoiceField:
        """One of the signers that the office has listed."""

        def stored() -> Signer | None:
            signer: Signer = self._plan().signer
            return signer if any(signer == offered for offered, _ in self.signers()) else None

        return ChoiceField(
            self._shell,
            "Chọn trong danh sách của cơ quan",
            stored,
            lambda signer: self._store(signer=signer),
            choices=self.signers,
        )

    def signers(self) -> list[tuple[Signer, str]]:
        """The office's signers with their words."""
        profile = self._shell.office.settings.profile()
        return [(signer, _signer_words(signer)) for signer in (profile.signers if profile else ())]


def _signer_words(signer: Signer) -> str:
    position = signer.position.replace("\n", " ")
    return f"{signer.name}, {position}" if signer.name else position
