"""Work on every other kind of record: surveys, duties, rules, scores, sheets, evidence, sets, filters …"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from cchc_desktop.domain.duties import Duty
from cchc_desktop.domain.evidence import Owner
from cchc_desktop.domain.legal import LegalDocument
from cchc_desktop.domain.offices import Unit
from cchc_desktop.domain.plan_letters import LetterKind
from cchc_desktop.domain.registers.fields import Holds, RegisterField
from cchc_desktop.domain.registers.register import Register
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.rule_settings import RuleSetting
from cchc_desktop.domain.tasks import TaskFilter
from cchc_desktop.domain.templates.word_outline import Heading, WordOutline
from cchc_desktop.domain.work_periods import periods_of_work
from cchc_desktop.domain.work_sheet import TaskMark
from cchc_desktop.office.evidence_files import Taken
from cchc_desktop.office.from_template import superior_outline_from

from .sequence import TODAY, Sequence

PLAN, TASKS = "plan-1", st.sampled_from(("task-1", "task-2", "task-3"))
YEAR, Q1, Q2 = Period.parse("2026-N"), Period.parse("2026-Q1"), Period.parse("2026-Q2")
CAR = RegisterField("xe", "Biển số xe")
DAY = RegisterField("ngay", "Ngày", Holds.DAY, is_required=True)
KM = RegisterField("km", "Số ki-lô-mét")
BOOK = Register("rieng-xe", "Xe công", "Sổ xe công", "ngay", (DAY, CAR, KM), row_name="xe")
words = st.sampled_from(("", "Một", "Hai\nba", "Hai\nbốn", " "))
numbers = st.integers(0, 9)
few = st.sampled_from(("a", "b"))


class AnyRecords(Sequence):
    """Does, undoes and redoes; a refused operation must change nothing."""

    def chosen(self, data: st.DataObject, known: list[Any]) -> Any:
        return data.draw(st.sampled_from(known)) if known else None

    def on_one(self, data: st.DataObject, known: list[Any], does: Callable[[Any], object]) -> None:
        if (one := self.chosen(data, known)) is not None:
            self.does(lambda: does(one))

    @rule(data=st.data(), name=words, number=numbers, step=st.integers(0, 6))
    def survey(self, data: st.DataObject, name: str, number: int, step: int) -> None:
        part = self.office.surveys
        answers = data.draw(st.sampled_from(("11" + "5" * 20, "23" + "4343" * 5)))
        if step == 0:
            self.does(lambda: part.new(name or "Đợt", "sipas", date(2026, 9, 1), date(2026, 9, 30)))
            return
        does: dict[int, Callable[[Any], object]] = {
            1: lambda one: part.key_in(one.id, number, answers),
            2: lambda one: part.key_again(one.id, number, answers),
            3: lambda one: part.correct(one.id, number, answers),
            4: lambda one: part.change(replace(one, name=name, population=number)),
            5: lambda one: part.delete(one.id) if number == 0 else part.close(one.id),
            6: lambda one: part.delete_form(one.id, number),
        }
        self.on_one(data, part.all(), does[step])

    @rule(data=st.data(), gone=st.booleans())
    def questionnaire(self, data: st.DataObject, gone: bool) -> None:
        part = self.office.surveys
        if gone:
            self.does(lambda: part.drop_questionnaire("sipas"))
        else:
            text = part.questionnaire_text("sipas")
            title = data.draw(st.sampled_from(("Mẫu A", "Mẫu B")))
            self.does(lambda: part.save_questionnaire(text.replace('name = "', f'name = "{title} ', 1)))

    @rule(data=st.data(), name=words, day=st.integers(1, 28), step=st.integers(0, 4))
    def duty(self, data: st.DataObject, name: str, day: int, step: int) -> None:
        part = self.office.duties
        if step == 0:
            self.does(lambda: part.save(Duty(name, "Q3 Q4 N", due_day=day, id="duty")))
        elif step == 1:
            self.does(lambda: part.take("ttcp_06_2025", 2026))
        elif step == 2:
            self.on_one(data, list(part.all()), lambda one: part.delete(one.id))
        else:
            lines = [
                line for line in part.of_year(2026) if line.turn.duty.id in {each.id for each in part.all()}
            ]
            sends = date(2026, 7, 1) if day < 14 else None
            does = part.skip if step == 3 else (lambda one: part.mark_sent(one, sends, name))
            self.on_one(data, lines, does)

    @rule(value=numbers, reason=words, followed=st.booleans())
    def rule_of_office(self, value: int, reason: str, followed: bool) -> None:
        part = self.office.rules
        if followed:
            self.does(lambda: part.follow("doi-thoai"))
        else:
            self.does(lambda: part.set(RuleSetting("doi-thoai", value=Decimal(value), reason=reason)))

    @rule(area=st.integers(1, 2), most=numbers, scored=numbers, note=words, gone=st.booleans())
    def score(self, area: int, most: int, scored: int, note: str, gone: bool) -> None:
        part = self.office.scores
        if gone:
            self.does(lambda: part.take_back(2026, area))
        else:
            self.does(lambda: part.give(2026, area, Decimal(most), Decimal(scored), note))

    @rule(data=st.data(), points=st.none() | st.integers(0, 2), note=words, off=st.booleans())
    def criterion(self, data: st.DataObject, points: int | None, note: str, off: bool) -> None:
        part = self.office.criteria
        given = part.get("khoi-dau")
        code = data.draw(st.sampled_from(("8.4", "1.2")))
        mark = part.mark(given, YEAR, code)
        told = Decimal(points) if points is not None else None
        self.does(lambda: part.decide(replace(mark, points=told, note=note, off=off)))

    @rule(data=st.data(), name=few, step=st.integers(0, 2))
    def task_filter(self, data: st.DataObject, name: str, step: int) -> None:
        part = self.office.task_filters
        if step == 0:
            self.does(lambda: part.save(name, TaskFilter(unit=data.draw(few))))
        else:
            own = [each.id for each in part.own()]
            self.on_one(data, own, (lambda one: part.rename(one, name)) if step == 1 else part.delete)

    @rule(data=st.data(), title=words, gone=st.booleans())
    def legal_document(self, data: st.DataObject, title: str, gone: bool) -> None:
        part = self.office.legal
        own = [*part.own(), None]
        one = data.draw(st.sampled_from(own))
        if gone and one is not None:
            self.does(lambda: part.delete_own(one))
        else:
            found = LegalDocument("15/KH-UBND", "Kế hoạch", "Ủy ban nhân dân tỉnh", title, date(2026, 1, 5))
            self.does(lambda: part.save(found, one))

    @rule(
        kind=st.sampled_from(list(LetterKind)),
        number=st.sampled_from(("", "2")),
        body=words,
        gone=st.booleans(),
    )
    def letter(self, kind: LetterKind, number: str, body: str, gone: bool) -> None:
        part = self.office.plan_letters
        if gone:
            self.does(lambda: part.reset(PLAN, kind))
        else:
            self.does(lambda: part.set(PLAN, kind, number=number, body=body))

    @rule(task=TASKS, factor=st.integers(1, 3), note=words, faults=numbers)
    def mark(self, task: str, factor: int, note: str, faults: int) -> None:
        mark = TaskMark(task, factor=Decimal(factor), faults=faults, note=note)
        self.does(lambda: self.office.work_sheets.mark(mark))

    @rule(general=st.none() | st.integers(0, 30), note=words)
    def rate(self, general: int | None, note: str) -> None:
        given = Decimal(general) if general is not None else None
        period = periods_of_work(2026)[0]
        self.does(lambda: self.office.work_sheets.rate(period, "Lan", given, note))

    @rule(data=st.data(), task=TASKS, note=words, step=st.integers(0, 3))
    def evidence(self, data: st.DataObject, task: str, note: str, step: int) -> None:
        part = self.office.evidence
        content = data.draw(st.sampled_from((b"%PDF-1.7 one", b"%PDF-1.7 two")))
        taken = Taken("Biên bản.pdf", part.folder.put(content), len(content))
        if step == 0:
            self.does(lambda: part.attach(Owner.parse(f"task:{task}"), [taken], note=note))
            return
        does: dict[int, Callable[[Any], object]] = {
            1: lambda one: part.edit(one, note=note),
            2: part.remove,
            3: lambda one: part.renew(one, taken),
        }
        self.on_one(data, [each.id for each in part.files()], does[step])

    @rule(data=st.data(), km=st.booleans(), car=words, step=st.integers(0, 3))
    def own_register(self, data: st.DataObject, km: bool, car: str, step: int) -> None:
        part, rows = self.office.own_registers, self.office.registers
        known = "rieng-xe" in [each.id for each in rows.all()]
        if step == 0:
            self.does(lambda: part.save(replace(BOOK, fields=(DAY, CAR, KM) if km else (DAY, CAR))))
        elif step == 1 and known:
            typed = {"ngay": "5/2/2026", "xe": car} | ({"km": "12"} if km else {})
            self.does(lambda: rows.add("rieng-xe", typed))
        elif step == 2 and known:
            found = list(rows.rows("rieng-xe"))
            self.on_one(data, found, lambda one: rows.save([one.taking("xe", car)]))
        elif known:
            self.does(lambda: part.delete("rieng-xe"))

    @rule(data=st.data(), where=words, what=words, step=st.integers(0, 2))
    def inspection(self, data: st.DataObject, where: str, what: str, step: int) -> None:
        part = self.office.registers
        if step == 0:
            typed = {"ngay": "5/2/2026", "don_vi": where, "loai": "Định kỳ", "mo_ta": what}
            self.does(lambda: part.add("kiem-tra", typed))
            return
        found = list(part.rows("kiem-tra"))
        if step == 1:
            self.on_one(data, found, lambda one: part.save([one.taking("mo_ta", what)]))
        else:
            self.on_one(data, [each.id for each in found], part.delete)

    @rule(data=st.data(), count=numbers, step=st.integers(0, 2))
    def form_row(self, data: st.DataObject, count: int, step: int) -> None:
        part = self.office.forms
        form = part.form("ii07b", Q1)
        typed = [column.id for column in form.columns if not column.parts]
        if step == 0:
            self.does(lambda: part.add_row("ii07b", Q1, "UBND xã", {typed[0]: count}))
            return
        rows = [row for row in part.view("ii07b", Q1).rows if row.id]
        if step == 1:
            cell = data.draw(st.sampled_from(typed[:3]))

            def save(one: Any) -> object:
                return part.save_rows("ii07b", Q1, [replace(one, counts={**one.counts, cell: count})])

            self.on_one(data, rows, save)
        else:
            self.on_one(data, [row.id for row in rows], part.delete_row)

    @rule(data=st.data(), name=few)
    def merge_units(self, data: st.DataObject, name: str) -> None:
        settings = self.office.settings
        self.does(lambda: settings.save_unit(Unit(f"Phòng {name}", "", None, None, name)))
        ids = [unit.id for unit in settings.units()]
        old = data.draw(st.sampled_from(ids))
        self.does(lambda: self.office.unit_merging.merge([old], f"Phòng mới {name}", "", TODAY))

    @rule(title=few, none=st.booleans())
    def outline(self, title: str, none: bool) -> None:
        headings = ((1, "KẾT QUẢ THỰC HIỆN"), (2, "Cải cách thể chế"), (1, f"KIẾN NGHỊ {title}"))
        made = superior_outline_from(WordOutline(f"{title}.docx", tuple(Heading(*each) for each in headings)))
        self.does(lambda: self.office.outlines.use(YEAR, None if none else made))
