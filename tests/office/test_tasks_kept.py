"""Tasks that are looked at again only where something is told of them stand as all of them anew would."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from cchc_desktop.domain.plan import Item, ItemKind
from cchc_desktop.domain.recurrence import Recurrence, Unit
from cchc_desktop.domain.task_care import Dropping
from cchc_desktop.domain.tasks import IN_FORCE, TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.office.tasks import Tasks
from cchc_desktop.storage import known_plans
from cchc_desktop.storage.known_plans import KnownPlans
from cchc_desktop.storage.plan_writing import write_plan
from tests.plans import small_plan

DAYS = [date(2025, 12, 31), date(2026, 3, 14), date(2026, 6, 14), date(2026, 7, 15), date(2026, 12, 31)]


def same(office: Office) -> None:
    """Holds what is kept against a reader that knows nothing yet."""
    store, plans = office._desk.store, office.plans.heads()
    known, store.known_plans = store.known_plans, KnownPlans(store._data, store.revisions)
    fresh = Tasks(office._desk, lambda: office.given_tasks)
    expected = {day: fresh.standing(plans, day) for day in DAYS}
    every = fresh.rows()
    store.known_plans = known
    assert office.tasks.rows() == every
    assert office.tasks.rows(IN_FORCE) == [row for row in every if row.in_force]
    for each in office.tasks.rows():
        assert office.tasks.get(each.id) == each
    assert office.tasks.total() == len(every)
    assert office.tasks.officers() == Counter(
        row.assignment.officer for row in every if row.assignment.officer
    )
    for day, standing in expected.items():
        assert office.tasks.standing(plans, day) == standing
        tally = (len(standing), sum(row.status.is_done for row in standing))
        assert office.tasks.tally(plans, day) == tally


@pytest.mark.parametrize("held", [4_000, 0])
def test_what_is_kept_follows_every_change(
    office: Office, held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_plans, "_MOST_ITEMS", held)
    chance = Random(5)
    of_last_year = tuple(Item(ItemKind.TASK, f"Việc {n}", id=f"old-{n}") for n in range(3))
    with office._desk.store.journal.operation("test", "Ghi") as recorder:
        write_plan(recorder, None, replace(small_plan(2025), id="old", items=of_last_year, recipients=()))
    ids = [row.id for row in office.tasks.rows()]
    assert len(ids) == 6

    def report() -> object:
        day = date(2026, 7, 15) - timedelta(chance.randrange(200))
        with office.tasks.because("Chờ văn bản"), office.tasks.closing_subtasks():
            return office.tasks.report(chance.choice(ids), TaskUpdate(day, chance.choice((0, 40, 100, 100))))

    def forget() -> object:
        updates = [update.id for task_id in ids for update in office.tasks.all_updates(task_id)]
        return office.tasks.delete_update(chance.choice(updates)) if updates else None

    def drop() -> object:
        return office.task_care.drop(ids[0], Dropping(date(2026, 5, 1), "1/UBND", "Nhập vào việc khác"))

    steps: list[Callable[[], object]] = [
        report, report, report, forget, drop, report, office.history.undo, forget, office.history.undo,
        lambda: office.task_care.set_rule(ids[1], Recurrence(1, Unit.MONTH, 20)), report, report, forget,
        lambda: office.plans.set_assignment("plan-1", ids[2], officer="Lê Văn Cường"), office.history.undo,
        lambda: office.task_care.set_rule(ids[1], None), report,
    ]  # fmt: skip
    same(office)
    for step in steps:
        step()
        same(office)


def test_reports_that_were_taken_back_are_read_anew(office: Office) -> None:
    task = office.tasks.rows()[0]
    office.tasks.report(task.id, TaskUpdate(date(2026, 3, 1), 40, id="first"))
    known = office._desk.store.known_plans.updates(task.plan_id)
    try:
        with office._desk.store.journal.operation("tasks.report", "Thử") as recorder:
            recorder.delete("task_updates", "first")
            assert office._desk.store.known_plans.updates(task.plan_id) == {}
            raise KeyError
    except KeyError:
        assert office._desk.store.known_plans.updates(task.plan_id) == known
