"""The forms for a plan's head (issuer, number, title, period) and foot (recipients, signer)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ...domain.errors import Refusal
from ...domain.periods import PeriodKind, PlanPeriod
from ...domain.plan import PlanLevel, PlanStatus, Signer
from ..forms import ChoiceField, DateField, Field, Form, LineField, TextField, YearField
from ..labels import label, section
from .plan_forms import Chosen, set_locked

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


class _EndForm(Form):
    """Fields of the plan's head or foot."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__()
        self.chosen = chosen
        self._locked_always: list[Field] = []

    def show_item(self) -> None:
        """Shows the plan that is chosen now."""
        self.restore()
        self.arrange()

    def arrange(self) -> None:
        """Locks the fields of an issued plan."""
        for field in self.fields:
            set_locked(field, self.chosen.is_locked or field in self._locked_always)

    def _get(self, name: str) -> Callable[[], Any]:
        return lambda: getattr(self.chosen.plan, name)

    def _set(self, name: str) -> Callable[[Any], object]:
        return lambda value: self._store(**{name: value})

    def _store(self, **fields: Any) -> object:
        return self.chosen.shell.office.plans.set_head(self.chosen.plan_id, **fields)

    def _line(self, caption: str, name: str, **options: Any) -> LineField:
        return LineField(self.chosen.shell, caption, self._get(name), self._set(name), **options)


class HeadForm(_EndForm):
    """Who issues the plan, under which number, for which period, under which title."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__(chosen)
        shell = chosen.shell
        self.add_widget(label("Phần đầu văn bản", "heading"))
        self.superior = self._line("Cơ quan cấp trên", "superior")
        self.issuer = self._line("Cơ quan ban hành", "issuer")
        self.add(self.superior)
        self.add(self.issuer)
        self.number = self._line("Số", "number", hint="chưa có")
        self.symbol = self._line("Ký hiệu", "symbol")
        self.place = self._line("Địa danh", "place")
        self.add(self.number, self.symbol, self.place, stretches=(2, 2, 3))
        self.issued_on = DateField(
            shell, "Ngày ban hành", self._get("issued_on"), self._set("issued_on"), hint="chưa có"
        )
        self.level = ChoiceField(
            shell,
            "Cấp ban hành",
            self._get("level"),
            self._set("level"),
            choices=lambda: list(LEVEL_WORDS.items()),
        )
        self.add(self.issued_on, self.level)
        self.add_widget(section("Tên kế hoạch"))
        self.title = self._line("Tên loại văn bản", "title")
        self.add(self.title)
        self.subject = TextField(shell, "Trích yếu", self._get("subject"), self._set("subject"), lines=2)
        self.add(self.subject)
        self.enclosure = self._line("Dòng kèm theo", "enclosure", hint="(Ban hành kèm theo Quyết định số …)")
        self.add(self.enclosure)
        self.add_widget(section("Thời kỳ"))
        self.kind = ChoiceField(
            shell,
            "Loại kế hoạch",
            lambda: (chosen.plan.period.kind, chosen.plan.period.half),
            self._set_kind,
            choices=period_choices,
        )
        self.first_year = YearField(shell, "Năm", lambda: chosen.plan.period.first_year, self._set_first)
        self.last_year = YearField(shell, "Đến năm", lambda: chosen.plan.period.last_year, self._set_last)
        self.add(self.kind, self.first_year, self.last_year, stretches=(3, 2, 2))

    def arrange(self) -> None:
        """The number is given by issuing the plan, and may be corrected only while it is amended."""
        plan = self.chosen.plan
        amended = plan.status is PlanStatus.AMENDED
        self._locked_always = [] if amended else [self.number, self.issued_on]
        super().arrange()
        # What is left empty is printed as the office's own.
        profile = self.chosen.shell.office.settings.profile()
        for field, own in (
            (self.superior, profile.superior if profile else ""),
            (self.issuer, profile.name if profile else ""),
            (self.place, profile.place if profile else ""),
        ):
            field.editor.setPlaceholderText(own)  # type: ignore[attr-defined]
        self.last_year.setVisible(plan.period.kind is PeriodKind.MULTI)

    def _set_kind(self, kind: tuple[PeriodKind, int]) -> object:
        period = self.chosen.plan.period
        last = period.last_year if period.last_year > period.first_year else period.first_year + 4
        return self._store(period=make_period(kind, period.first_year, last))

    def _set_first(self, year: int | None) -> object:
        period = self.chosen.plan.period
        return self._store(period=make_period((period.kind, period.half), year, period.last_year))

    def _set_last(self, year: int | None) -> object:
        period = self.chosen.plan.period
        return self._store(period=make_period((period.kind, period.half), period.first_year, year))


class FootForm(_EndForm):
    """Who gets the plan, and who signs it."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__(chosen)
        shell = chosen.shell
        self.add_widget(label("Nơi nhận, chữ ký", "heading"))
        self.recipients = TextField(
            shell,
            "Nơi nhận (mỗi dòng một nơi, không cần gạch đầu dòng)",
            lambda: "\n".join(chosen.plan.recipients),
            lambda text: self._store(recipients=text.split("\n")),
            lines=8,
        )
        self.add(self.recipients)
        self.add_widget(section("Người ký"))
        self.offered = ChoiceField(
            shell,
            "Chọn trong danh sách của cơ quan",
            self._stored_signer,
            lambda signer: self._store(signer=signer),
            choices=self._signers,
        )
        self.add(self.offered)
        self.authority = self._signer_field("Quyền hạn", "authority", LineField, hint="TM. ỦY BAN NHÂN DÂN")
        self.position = self._signer_field("Chức vụ (một hoặc hai dòng)", "position", TextField, lines=2)
        self.name = self._signer_field("Họ và tên", "name", LineField)
        self.add(self.authority)
        self.add(self.position)
        self.add(self.name)

    def arrange(self) -> None:
        """Offers the list of signers only where the office has one."""
        super().arrange()
        self.offered.setVisible(bool(self._signers()))

    def _signer_field(self, caption: str, name: str, kind: type[Field], **options: Any) -> Field:
        return kind(
            self.chosen.shell,
            caption,
            lambda: getattr(self.chosen.plan.signer, name),
            lambda text: self._store(signer=replace(self.chosen.plan.signer, **{name: text})),
            **options,
        )

    def _signers(self) -> list[tuple[Any, str]]:
        profile = self.chosen.shell.office.settings.profile()
        signers = profile.signers if profile else ()
        return [(signer, _signer_words(signer)) for signer in signers]

    def _stored_signer(self) -> Signer | None:
        signer = self.chosen.plan.signer
        return signer if any(signer == offered for offered, _ in self._signers()) else None


def _signer_words(signer: Signer) -> str:
    position = signer.position.replace("\n", " ")
    return f"{signer.name}, {position}" if signer.name else position
