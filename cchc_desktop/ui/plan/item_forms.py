"""The forms of the plan's page: what may be typed about one item of the tree, by its kind."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from ... import catalogue
from ...domain import outline, plan_views
from ...domain.access import WHOLE_OFFICE, Need
from ...domain.numerals import format_number
from ...domain.places import TasksPlace
from ...domain.plan import Item, ItemKind, Plan, Topic
from ...domain.targets import GRADES, Comparator, Direction, Measure, TargetKind
from ...domain.tasks import Assignment, TaskFilter, TaskSource
from ..forms import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    Form,
    LineField,
    MoneyField,
    NumberField,
    PassageField,
    YearField,
)
from ..indicator_choices import indicator_choices
from ..labels import label, section
from ..shell import Shell
from ..tasks.columns import officer_choices, unit_choices
from ..widgets.sign import Sign
from .item_words import TOPIC_WORDS

SOURCE_WORDS = {TaskSource.OWN: "Kế hoạch của cơ quan", TaskSource.ABOVE: "Cấp trên giao"}


class Chosen:
    """What the forms edit: a plan and one of its items, read as they are stored each time."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.plan_id = ""
        self.item_id = ""

    @property
    def plan(self) -> Plan:
        """The plan. Raises Refusal where it is gone."""
        return self.shell.office.plans.get(self.plan_id)

    @property
    def item(self) -> Item:
        """The item. Raises Refusal where it is gone."""
        return outline.find(self.plan.items, self.item_id)

    @property
    def path(self) -> tuple[Item, ...]:
        """The item with those above it, from the root down."""
        return outline.path_to(self.plan.items, self.item_id)

    @property
    def why_closed(self) -> str:
        """Why somebody else is to write plans, and who; nothing where nobody else is."""
        return self.shell.office.why_closed(Need.PLAN, WHOLE_OFFICE)

    @property
    def is_locked(self) -> bool:
        """Whether the plan's text stands because it was issued."""
        return not self.plan.status.is_open


class ItemForm(Form):
    """The number or bullet and the text that every item has."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__()
        self.chosen = chosen
        shell, plans = chosen.shell, chosen.shell.office.plans
        self.free_fields: tuple[Field, ...] = ()
        """The fields that may be set after the plan was issued, too."""
        self.marker = LineField(
            shell,
            "Số / dấu",
            lambda: chosen.item.marker,
            lambda text: plans.set_marker(chosen.plan_id, chosen.item_id, text),
            tooltip="Số hoặc dấu in trước nội dung: I., 1., a), -, +; để trống nếu không có",
        )
        self.marker.setFixedWidth(76)
        self.text = PassageField(
            shell,
            "Nội dung",
            lambda: chosen.item.text,
            lambda text: plans.set_text(chosen.plan_id, chosen.item_id, text),
        )
        self.add(self.marker, self.text, stretches=(0, 1))

    def show_item(self) -> None:
        """Shows the item that is chosen now."""
        self.restore()
        self.arrange()

    def arrange(self) -> None:
        """Locks the fields of an issued plan; forms hide what the item has no use for."""
        locked, why = self.chosen.is_locked, self.chosen.why_closed
        for field in self.fields:
            field.lock(bool(why) or (locked and field not in self.free_fields), why)


class HeadingForm(ItemForm):
    """A heading: its title, and what it says of the part that it opens."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__(chosen)
        self.area = ChoiceField(
            chosen.shell,
            "Lĩnh vực",
            lambda: chosen.item.area,
            lambda code: self._retype(Topic.NONE, code),
            choices=lambda: [(area.code, f"{area.code}. {area.name}") for area in catalogue.areas()],
        )
        self.topic = ChoiceField(
            chosen.shell,
            "Phần này nói về",
            lambda: chosen.item.topic,
            lambda topic: self._retype(topic, None),
            choices=lambda: list(TOPIC_WORDS.items()),
        )
        self.add(self.area, self.topic)

    def arrange(self) -> None:
        """Shows the area of areas, the topic of the other headings."""
        super().arrange()
        kind = self.chosen.item.kind
        self.area.setVisible(kind is ItemKind.AREA)
        self.topic.setVisible(kind in (ItemKind.SECTION, ItemKind.HEADING))

    def _retype(self, topic: Topic, area: int | None) -> None:
        item = self.chosen.item
        self.chosen.shell.office.plans.restructure(
            self.chosen.plan_id,
            "Đổi loại đề mục",
            lambda tree: outline.retype(tree, item.id, item.kind, topic, area),
        )


class TargetForm(ItemForm):
    """A target: its sentence and the measure that it sets."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__(chosen)
        shell = chosen.shell
        self.add_widget(section("Mức phấn đấu"))
        self._state = label("", "small", wrap=True)
        self._confirm = QPushButton("Xác nhận đúng")
        self._confirm.setProperty("kind", "flat")
        self._confirm.clicked.connect(self._confirm_reading)
        self._state_row = QWidget()
        row = QHBoxLayout(self._state_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._state, 1)
        row.addWidget(self._confirm)
        self.add_widget(self._state_row)

        def choice(caption: str, name: str, words: dict[Any, str]) -> ChoiceField:
            return ChoiceField(
                shell, caption, self._get(name), self._set(name), choices=lambda: list(words.items())
            )

        self.kind = choice("Loại chỉ tiêu", "kind", {kind: kind.label for kind in TargetKind})
        self.comparator = choice("So sánh", "comparator", {value: value.label for value in Comparator})
        self.add(self.kind, self.comparator)
        self.value = NumberField(shell, "Giá trị", self._get("value"), self._set("value", _number))
        self.upper = NumberField(shell, "Đến", self._get("upper"), self._set("upper", _number))
        self.grade = choice("Xếp loại", "grade", {grade: grade for grade in reversed(GRADES)})
        self.unit = LineField(shell, "Đơn vị tính", self._get("unit"), self._set("unit"), hint="%, lần, phút")
        self.per = LineField(shell, "Tính theo", self._get("per"), self._set("per"), hint="năm, quý")
        self.add(self.value, self.upper, self.grade, self.unit, self.per)
        self.deadline = DateField(shell, "Thời hạn", self._get("deadline"), self._set("deadline"))
        self.scope = LineField(
            shell, "Phạm vi", self._get("scope"), self._set("scope"), hint="cấp xã, đất đai"
        )
        self.add(self.deadline, self.scope)
        self.direction = choice("Hướng đánh giá", "direction", {value: value.label for value in Direction})
        self.soft = CheckField(shell, "Mức phấn đấu, không bắt buộc", self._get("soft"), self._set("soft"))
        self.add(self.direction, self.soft)
        self.baseline_year = YearField(
            shell, "Năm gốc", self._get("baseline_year"), self._set("baseline_year")
        )
        self.baseline_value = NumberField(
            shell, "Giá trị năm gốc", self._get("baseline_value"), self._set("baseline_value", _number)
        )
        self.step = NumberField(shell, "Mỗi năm tăng", self._get("step"), self._set("step", _number))
        self.add(self.baseline_year, self.baseline_value, self.step)
        self.indicator = ChoiceField(
            shell,
            "Đo bằng chỉ tiêu thống kê",
            self._get("indicator"),
            lambda code: shell.office.plans.set_indicator(chosen.plan_id, chosen.item_id, code),
            choices=lambda: indicator_choices(shell, chosen.plan_id, chosen.item_id),
        )
        self.add(self.indicator)
        self.free_fields = (self.indicator,)
        self.less = label("", "small", wrap=True)
        self._less_row = QWidget()
        row = QHBoxLayout(self._less_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Sign("warning", "warn"))
        row.addWidget(self.less, 1)
        self.add_widget(self._less_row)
        self._more = label("", "muted", wrap=True)
        self.add_widget(self._more)

    @property
    def _measure(self) -> Measure:
        return self.chosen.item.measure or Measure()

    def _get(self, name: str) -> Callable[[], Any]:
        return lambda: getattr(self._measure, name)

    def _set(self, name: str, read: Callable[[Any], Any] = lambda value: value) -> Callable[[Any], object]:
        def store(value: Any) -> object:
            measure = replace(self._measure, **{name: read(value)})
            return self.chosen.shell.office.plans.set_measure(
                self.chosen.plan_id, self.chosen.item_id, measure
            )

        return store

    def _confirm_reading(self) -> None:
        measure = self._measure
        self.chosen.shell.attempt(
            lambda: self.chosen.shell.office.plans.set_measure(
                self.chosen.plan_id, self.chosen.item_id, measure
            )
        )

    def arrange(self) -> None:
        """Shows only the fields that the target's kind has a use for."""
        super().arrange()
        measure = self._measure
        graded = measure.kind is TargetKind.GRADE
        numeric = not graded and measure.kind is not TargetKind.QUALITATIVE
        self.comparator.setVisible(numeric or graded)
        self.value.setVisible(numeric)
        self.upper.setVisible(numeric and measure.comparator is Comparator.BETWEEN)
        self.grade.setVisible(graded)
        for field in (
            self.unit,
            self.per,
            self.direction,
            self.baseline_year,
            self.baseline_value,
            self.step,
        ):
            field.setVisible(numeric)
        self._state.setText(
            f"{measure.label}. Đã được xác nhận."
            if measure.confirmed
            else f"Đọc từ câu văn: {measure.label}. Hãy xem lại."
        )
        self._confirm.setVisible(not measure.confirmed and not self.chosen.is_locked)
        chosen = self.chosen
        less = chosen.shell.office.plans.shortfall(chosen.plan_id, chosen.item_id)
        self.less.setText(less)
        self._less_row.setVisible(bool(less))
        more = [
            f"Giai đoạn {m.first_year} - {m.last_year}: "
            f"{m.comparator} {format_number(m.value)} {measure.unit}"
            for m in measure.milestones
        ]
        more += [f"Chỉ tiêu thành phần: {sub.label}  ({sub.fragment})" for sub in measure.subtargets]
        self._more.setText("\n".join(more))
        self._more.setVisible(bool(more))


class TaskForm(ItemForm):
    """A task: its sentence and its assignment."""

    def __init__(self, chosen: Chosen) -> None:
        super().__init__(chosen)
        shell = chosen.shell
        self.add_widget(section("Phân công"))
        self.lead = ChoiceField(
            shell,
            "Chủ trì",
            self._get("lead"),
            self._set("lead"),
            choices=lambda: unit_choices(shell),
            editable=True,
        )
        self.support = LineField(shell, "Phối hợp", self._get("support"), self._set("support"))
        self.add(self.lead)
        self.add(self.support)
        self.deliverable = LineField(
            shell, "Sản phẩm, kết quả", self._get("deliverable"), self._set("deliverable")
        )
        self.add(self.deliverable)
        self.due_text = LineField(
            shell,
            "Thời gian (như trong kế hoạch)",
            self._get("due_text"),
            self._set("due_text"),
            hint="Quý II/2026, Thường xuyên",
        )
        self.add(self.due_text)
        self.start = DateField(shell, "Bắt đầu", self._get("start"), self._set("start"))
        self.due = DateField(shell, "Hạn hoàn thành", self._get("due"), self._set("due"))
        self.due.setObjectName("due")
        self.add(self.start, self.due)
        self.funding = MoneyField(shell, "Kinh phí", self._get("funding"), self._set("funding"))
        self.funding_text = LineField(
            shell, "Nguồn kinh phí", self._get("funding_text"), self._set("funding_text")
        )
        self.add(self.funding, self.funding_text)
        self.officer = ChoiceField(
            shell,
            "Người theo dõi",
            self._get("officer"),
            self._set("officer"),
            choices=lambda: officer_choices(shell),
            editable=True,
        )
        self.source = ChoiceField(
            shell, "Nguồn giao", self._get("source"), self._set("source"),
            choices=lambda: list(SOURCE_WORDS.items()),
        )  # fmt: skip
        self.add(self.officer, self.source)
        self.note = LineField(shell, "Ghi chú", self._get("note"), self._set("note"))
        self.add(self.note)
        self.free_fields = (self.start, self.officer, self.source, self.note)
        follow = QPushButton("Theo dõi tiến độ nhiệm vụ này")
        follow.setProperty("kind", "flat")
        follow.clicked.connect(
            lambda: shell.go(TasksPlace(chosen.item_id, TaskFilter(plan_id=chosen.plan_id)))
        )
        row = QHBoxLayout()
        row.addWidget(follow)
        row.addStretch(1)
        holder = QWidget()
        holder.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.add_widget(holder)

    def _get(self, name: str) -> Callable[[], Any]:
        return lambda: getattr(self.chosen.item.assignment or Assignment(), name)

    def _set(self, name: str) -> Callable[[Any], object]:
        return lambda value: self.chosen.shell.office.plans.set_assignment(
            self.chosen.plan_id, self.chosen.item_id, **{name: value}
        )


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def place_words(path: tuple[Item, ...]) -> str:
    """Where an item stands: the numbers and titles above it, the nearest last."""
    return "  ›  ".join(
        f"{plan_views.bare_marker(item.marker)}. {item.text}".lstrip(". ") for item in path[:-1]
    )
