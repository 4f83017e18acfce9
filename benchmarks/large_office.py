"""An office of many years: 100,000 rows over all registers, 20,000 tasks, most of them of years gone by.

``python -m benchmarks.large_office FOLDER`` makes one; `large.py` measures it.
"""

import random
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from cchc_desktop.domain.areas import AREA_CODES
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, PlanStatus
from cchc_desktop.domain.registers.fields import Holds, RegisterField, Value
from cchc_desktop.domain.registers.register import Register, RegisterRow
from cchc_desktop.domain.tasks import Assignment, TaskSource, TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.office.registers import stored_of
from cchc_desktop.storage.plan_writing import write_plan
from cchc_desktop.storage.recorder import Recorder
from cchc_desktop.storage.register_kinds import write_register_row
from cchc_desktop.storage.task_kinds import TASK_UPDATES

ROWS, TASKS = 100_000, 20_000
_YEARS = 11
_IN_FORCE = 0.04
"""So large a part of the tasks are of the year's plan."""
_WORDS = """
cải cách hành chính thủ tục đất đai hộ tịch chứng thực phản ánh kiến nghị người dân tuyên truyền hội nghị đài
truyền thanh kiểm tra công vụ văn hóa xã hội kinh tế tư pháp thống kê báo cáo quý năm phường thôn tổ dịch vụ
""".split()


def fill(office: Office, rows: int = ROWS, tasks: int = TASKS) -> None:
    """Puts rows and plans of years into an office that has what the sample has."""
    chance, store, today = random.Random(12), office._desk.store, office.today
    years = range(today.year - _YEARS + 1, today.year + 1)
    with store.journal.operation("plans.import", "Nhập kế hoạch") as recorder:
        for year in years:
            part = _IN_FORCE if year == today.year else (1 - _IN_FORCE) / (_YEARS - 1)
            _write_plan(recorder, year, round(tasks * part), today, chance)
    registers = office.registers.all()
    with store.journal.operation("registers.import", "Nhập sổ") as recorder:
        for number in range(rows):
            register = registers[number % len(registers)]
            day = min(date(years[0], 1, 1) + timedelta(chance.randrange(365 * _YEARS)), today)
            row = RegisterRow(register.id, _values(register, day, today, number, chance))
            write_register_row(recorder, *stored_of(register, row))


def _said(chance: random.Random, count: int) -> str:
    return " ".join(chance.choices(_WORDS, k=count))


def _write_plan(recorder: Recorder, year: int, count: int, today: date, chance: random.Random) -> None:
    """A plan of a year with its tasks by area; what is of years gone by was done, but for one in twenty."""
    items, last = [], int(recorder.data.value("SELECT coalesce(max(entered), 0) FROM task_updates"))
    updates = []
    for area in AREA_CODES:
        tasks = []
        for number in range(count // len(AREA_CODES)):
            due = date(year, 1, 1) + timedelta(chance.randrange(365))
            source = TaskSource.ABOVE if number % 5 == 0 else TaskSource.OWN
            officer, lead = f"Người {number % 40}", f"Đơn vị {number % 30}"
            assignment = Assignment(lead, due=due, officer=officer, source=source)
            task = Item(ItemKind.TASK, f"{_said(chance, 14)} {number}", "-", assignment=assignment)
            tasks.append(task)
            if number % 20:
                for back, percent in ((40, 50), (chance.randrange(-3, 20), 100)):
                    if (day := due - timedelta(back)) <= today:
                        result = _said(chance, 6)
                        updates.append((task.id, TaskUpdate(day, percent, result, officer)))
        items.append(Item(ItemKind.AREA, f"Lĩnh vực {area}", f"{area}.", area=area, children=tuple(tasks)))
    plan = Plan(
        f"Cải cách hành chính nhà nước năm {year}", PlanPeriod.year(year), status=PlanStatus.ISSUED,
        issued_on=date(year, 1, 5), number="15", items=tuple(items),
    )  # fmt: skip
    write_plan(recorder, None, plan)
    for entered, (task_id, update) in enumerate(updates, last + 1):
        row_id = f"{plan.id}-{entered}"
        recorder.put(
            TASK_UPDATES.table,
            row_id,
            {
                "id": row_id, "task_id": task_id, "day": update.day.isoformat(), "percent": update.percent,
                "result": update.result, "officer": update.officer, "note": "", "part": "",
                "entered": entered,
            },
        )  # fmt: skip


def _values(
    register: Register, day: date, today: date, number: int, chance: random.Random
) -> dict[str, Value]:
    """What a row of a day says: its days follow one another, and what is of the last weeks is partly open."""
    values: dict[str, Value] = {}
    after = 0
    for field in register.typed:
        if field.key == register.day:
            values[field.key] = day
        elif field.holds is Holds.DAY:
            after += 7
            if (later := day + timedelta(after)) <= today + timedelta(10):
                values[field.key] = later
        elif (value := _value(field, number, chance)) is not None:
            values[field.key] = value
    return values


def _value(field: RegisterField, number: int, chance: random.Random) -> Value | None:
    match field.holds:
        case Holds.NUMBER | Holds.AMOUNT:
            return Decimal(number % 7)
        case Holds.CHOICE:
            return chance.choice(field.choices)
        case Holds.YES_NO:
            return number % 9 != 0
        case Holds.UNIT:
            return f"Đơn vị {number % 30}"
        case Holds.OFFICER:
            return f"Người {number % 40}"
        case Holds.AREA:
            return str(number % 8 + 1)
        case Holds.TEXT:
            return _said(chance, 12)
    return f"{_said(chance, 6)} {number}"


def main() -> None:
    """Makes the sample office with all of it, in a new folder."""
    folder = Path(sys.argv[1])
    office = Office.open(folder)
    office.load_sample()
    fill(office)
    office.close()


if __name__ == "__main__":
    main()
