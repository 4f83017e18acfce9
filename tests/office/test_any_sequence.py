"""Any sequence of operations, undone, redone and opened again, against a model: states with a cursor."""

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from cchc_desktop.domain import outline, recurrence
from cchc_desktop.domain.offices import OfficeProfile, Officer, Unit
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Signer, Topic
from cchc_desktop.domain.targets import Comparator, Measure, Milestone, TargetKind
from cchc_desktop.domain.task_care import Dropping
from cchc_desktop.domain.tasks import TaskUpdate
from tests.reporting import report

from .sequence import TODAY, Sequence, short

words = st.sampled_from(
    ("", "Niêm yết.", "Trên 95% hồ sơ đúng hạn.", "a\nb", "Ước đạt 80 % ; rồi", "«Đề án 06» = +1", "x" * 500)
)
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
places = st.integers(0, 4)
kinds = st.sampled_from(list(ItemKind))
names = st.sampled_from(("Phòng Kinh tế", "Văn phòng", "Lan", " "))
marks = st.sampled_from(("one", "two", "three"))


class AnySequence(Sequence):
    """Does, undoes and redoes; a refused operation must change nothing."""

    def plan_id(self, data: st.DataObject) -> str:
        heads = [head.id for head in self.office.plans.heads()]
        return data.draw(st.sampled_from([*heads, "gone"]))

    def place(self, data: st.DataObject) -> tuple[str, str]:
        """A plan and one of its items, or one that is not there."""
        plan_id = self.plan_id(data)
        items = [] if plan_id == "gone" else [item.id for item in self.office.plans.get(plan_id).walk()]
        return plan_id, data.draw(st.sampled_from([*items, "gone"]))

    def restructures(self, plan_id: str, change: Callable[[tuple[Item, ...]], tuple[Item, ...]]) -> None:
        self.does(lambda: self.office.plans.restructure(plan_id, "Sửa cấu trúc", change))

    @rule(data=st.data(), text=words)
    def set_text(self, data: st.DataObject, text: str) -> None:
        plan_id, item_id = self.place(data)
        self.does(lambda: self.office.plans.set_text(plan_id, item_id, text))

    @rule(data=st.data(), marker=st.sampled_from(("", "-", "2.1.", "IV.", "b)", "1")))
    def set_marker(self, data: st.DataObject, marker: str) -> None:
        plan_id, item_id = self.place(data)
        self.does(lambda: self.office.plans.set_marker(plan_id, item_id, marker))

    @rule(data=st.data(), kind=kinds, text=words, index=places, root=st.booleans())
    def add(self, data: st.DataObject, kind: ItemKind, text: str, index: int, root: bool) -> None:
        plan_id, item_id = self.place(data)
        self.does(lambda: self.office.plans.add(plan_id, kind, text, None if root else item_id, index))

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        plan_id, item_id = self.place(data)
        self.restructures(plan_id, lambda tree: outline.delete(tree, item_id))

    @rule(data=st.data(), index=places, step=st.sampled_from(("move", "up", "down", "in", "out")))
    def move(self, data: st.DataObject, index: int, step: str) -> None:
        plan_id, item_id = self.place(data)
        _, parent_id = self.place(data)
        edits: dict[str, Callable[[tuple[Item, ...]], tuple[Item, ...]]] = {
            "move": lambda tree: outline.move(tree, item_id, parent_id, index),
            "up": lambda tree: outline.shift(tree, item_id, -1),
            "down": lambda tree: outline.shift(tree, item_id, 1),
            "in": lambda tree: outline.indent(tree, item_id),
            "out": lambda tree: outline.outdent(tree, item_id),
        }
        self.restructures(plan_id, edits[step])

    @rule(data=st.data(), at=st.integers(0, 20), join=st.booleans())
    def split_or_join(self, data: st.DataObject, at: int, join: bool) -> None:
        plan_id, item_id = self.place(data)
        self.restructures(
            plan_id,
            lambda tree: outline.join(tree, item_id) if join else outline.split(tree, item_id, at),
        )

    @rule(data=st.data(), kind=kinds, topic=st.sampled_from(list(Topic)), area=st.sampled_from((None, 1, 8)))
    def retype(self, data: st.DataObject, kind: ItemKind, topic: Topic, area: int | None) -> None:
        plan_id, item_id = self.place(data)
        self.restructures(plan_id, lambda tree: outline.retype(tree, item_id, kind, topic, area))

    @rule(data=st.data(), value=st.floats(0, 1e15), subs=st.integers(0, 2), soft=st.booleans())
    def set_measure(self, data: st.DataObject, value: float, subs: int, soft: bool) -> None:
        plan_id, item_id = self.place(data)
        measure = Measure(
            TargetKind.PERCENT, Comparator.AT_LEAST, value, unit="%", soft=soft, deadline=TODAY,
            milestones=(Milestone(2026, 2027, Comparator.AT_MOST, value),) * subs,
            subtargets=(Measure(fragment="trong đó", subtargets=(Measure(),)),) * subs,
        )  # fmt: skip
        self.does(lambda: self.office.plans.set_measure(plan_id, item_id, measure))

    @rule(data=st.data(), text=words, due=days, start=days, funding=st.integers(-1, 10**16))
    def set_assignment(self, data: st.DataObject, text: str, due: date, start: date, funding: int) -> None:
        plan_id, item_id = self.place(data)
        choices: list[dict[str, Any]] = [
            {"lead": text, "support": text}, {"due": due, "start": start}, {"due_text": "Quý III"},
            {"funding": funding}, {"officer": text, "note": text}, {"deliverable": text, "due": None},
        ]  # fmt: skip
        chosen = data.draw(st.sampled_from(choices))
        self.does(lambda: self.office.plans.set_assignment(plan_id, item_id, **chosen))

    @rule(data=st.data(), text=words, year=st.integers(2025, 2027), lines=st.lists(words, max_size=4))
    def set_head(self, data: st.DataObject, text: str, year: int, lines: list[str]) -> None:
        plan_id = self.plan_id(data)
        choices: list[dict[str, Any]] = [
            {"subject": text}, {"recipients": lines}, {"signer": Signer(text, "CHỦ TỊCH", text)},
            {"period": PlanPeriod.year(year)}, {"place": text, "symbol": text},
        ]  # fmt: skip
        chosen = data.draw(st.sampled_from(choices))
        self.does(lambda: self.office.plans.set_head(plan_id, **chosen))

    @rule(data=st.data(), number=st.sampled_from(("7", "0", "")), day=days, step=st.integers(0, 3))
    def issue_amend_renumber(self, data: st.DataObject, number: str, day: date, step: int) -> None:
        plan_id = self.plan_id(data)
        if step == 0:
            self.does(lambda: self.office.plan_life.issue(plan_id, number, day))
        elif step < 3:
            self.does(lambda: self.office.plan_life.amend(plan_id))
        else:
            self.does(lambda: self.office.plans.renumber(plan_id))

    @rule(data=st.data(), year=st.integers(2025, 2027), text=words)
    def create_or_delete_plan(self, data: st.DataObject, year: int, text: str) -> None:
        if len(self.office.plans.heads()) < 2:
            self.does(lambda: self.office.plans.create(text, PlanPeriod.year(year)))
        else:
            plan_id = self.plan_id(data)
            self.does(lambda: self.office.plans.delete(plan_id))

    @rule(data=st.data(), day=days, percent=st.integers(0, 100), result=words, correct=st.booleans())
    def report(self, data: st.DataObject, day: date, percent: int, result: str, correct: bool) -> None:
        task = data.draw(st.sampled_from([*(row.id for row in self.office.tasks.rows()), "gone"]))
        known = [update.id for update in self.office.tasks.updates(task)] if correct else []
        update = TaskUpdate(day, percent, result, "Lan", id=known[-1] if known else "")
        self.does(lambda: report(self.office, task, update))

    @rule(data=st.data(), day=days, reason=words, every=st.sampled_from((0, 1, 3, 12)))
    def care(self, data: st.DataObject, day: date, reason: str, every: int) -> None:
        """Rules, reasons, people of sub-tasks and droppings, on tasks and their parts."""
        task = data.draw(st.sampled_from([*(row.id for row in self.office.tasks.rows()), "gone"]))
        row = next((each for each in self.office.tasks.rows() if each.id == task), None)
        parts = [part.key for part in row.parts] if row is not None else []
        part = data.draw(st.sampled_from(["", *parts[:3]]))
        cares, step = self.office.task_care, data.draw(st.integers(0, 4))
        if step == 0:
            kept = recurrence.Recurrence(every, recurrence.Unit.MONTH, begins=day) if every else None
            self.does(lambda: cares.set_rule(task, kept))
        elif step == 1:
            self.does(lambda: cares.set_reason(task, reason, part))
        elif step == 2:
            self.does(lambda: cares.set_part(task, part, officer=reason, due=day))
        elif step == 3:
            self.does(lambda: cares.drop(task, Dropping(day, "15/UBND-VP", reason), part))
        else:
            self.does(lambda: cares.take_back(task, part))

    @rule(data=st.data())
    def delete_update(self, data: st.DataObject) -> None:
        known = [
            update.id
            for head in self.store.plan_heads()
            for updates in self.store.known_plans.updates(head.id).values()
            for update in updates
        ]
        update_id = data.draw(st.sampled_from([*known, "gone"]))
        self.does(lambda: self.office.tasks.delete_update(update_id))

    @rule(mark=marks, name=names, since=st.none() | days, gone=st.booleans())
    def unit(self, mark: str, name: str, since: date | None, gone: bool) -> None:
        settings = self.office.settings
        self.does(
            lambda: (
                settings.delete_unit(mark) if gone else settings.save_unit(Unit(name, "", since, None, mark))
            )
        )

    @rule(mark=marks, unit=st.none() | marks, name=names, gone=st.booleans())
    def officer(self, mark: str, unit: str | None, name: str, gone: bool) -> None:
        settings = self.office.settings
        self.does(
            lambda: (
                settings.delete_officer(mark)
                if gone
                else settings.save_officer(Officer(name, unit_id=unit, id=mark))
            )
        )

    @rule(name=names, signers=st.integers(0, 2))
    def profile(self, name: str, signers: int) -> None:
        self.does(
            lambda: self.office.settings.set_profile(
                OfficeProfile(name, "UBND tỉnh", "An Bình", signers=(Signer(name=name),) * signers)
            )
        )


test_any_sequence = short(AnySequence)
