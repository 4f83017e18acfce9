"""The forms for a plan's head (issuer, number, title, period) and foot (recipients, signer)."""

from typing import Unpack

from ...domain.periods import PeriodKind
from ...domain.plan import PlanStatus
from ...office.plans import PlanHeadFields
from ..forms import DateField, Field, Form
from ..head_fields import HeadFields
from ..labels import label, section
from .item_forms import Chosen


class _EndForm(Form):
    """Fields of the plan's head or foot."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__()
        self.chosen = chosen
        self._make = HeadFields(chosen.shell, lambda: chosen.plan, self._store)
        self._locked_always: list[Field] = []

    def show_item(self) -> None:
        """Shows the plan that is chosen now."""
        self.restore()
        self.arrange()

    def arrange(self) -> None:
        """Locks the fields of an issued plan."""
        for field in self.fields:
            why = self.chosen.why_closed
            field.lock(bool(why) or self.chosen.is_locked or field in self._locked_always, why)

    def _store(self, **fields: Unpack[PlanHeadFields]) -> object:
        return self.chosen.shell.office.plans.set_head(self.chosen.plan_id, **fields)


class HeadForm(_EndForm):
    """Who issues the plan, under which number, for which period, under which title."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__(chosen)
        make = self._make
        self.add_widget(label("Phần đầu văn bản", "heading"))
        self.superior = make.line("Cơ quan cấp trên", "superior")
        self.issuer = make.line("Cơ quan ban hành", "issuer")
        self.add(self.superior)
        self.add(self.issuer)
        self.number = make.line("Số", "number", hint="chưa có")
        self.symbol = make.line("Ký hiệu", "symbol")
        self.place = make.line("Địa danh", "place")
        self.add(self.number, self.symbol, self.place, stretches=(2, 2, 3))
        self.issued_on = DateField(
            chosen.shell, "Ngày ban hành", make.get("issued_on"), make.set("issued_on"), hint="chưa có"
        )
        self.level = make.level()
        self.urgency = make.urgency()
        self.add(self.issued_on, self.level, self.urgency)
        self.add_widget(section("Tên kế hoạch"))
        self.title = make.line("Tên loại văn bản", "title")
        self.add(self.title)
        self.subject = make.subject()
        self.add(self.subject)
        self.enclosure = make.line("Dòng kèm theo", "enclosure", hint="(Ban hành kèm theo Quyết định số …)")
        self.add(self.enclosure)
        self.add_widget(section("Thời kỳ"))
        self.kind, self.first_year, self.last_year = make.period()
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


class FootForm(_EndForm):
    """Who gets the plan, and who signs it."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__(chosen)
        self.add_widget(label("Nơi nhận, chữ ký", "heading"))
        self.recipients = self._make.lines(
            "Nơi nhận (mỗi dòng một nơi, không cần gạch đầu dòng)", "recipients", 8
        )
        self.add(self.recipients)
        self.add_widget(section("Người ký"))
        self.offered = self._make.offered_signer()
        self.add(self.offered)
        self.authority, self.position, self.name = self._make.signer()
        self.add(self.authority)
        self.add(self.position)
        self.add(self.name)

    def arrange(self) -> None:
        """Offers the list of signers only where the office has one."""
        super().arrange()
        self.offered.setVisible(bool(self._make.signers()))
