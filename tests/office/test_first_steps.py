"""The path of a new office notices what is done by itself, and goes when there is nothing left to lead to."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.domain.offices import OfficeProfile, Officer, Person, Unit
from cchc_desktop.domain.places import FigurePlace, OpeningPlace, ReportPlace, SettingsPlace, TasksPlace
from cchc_desktop.domain.plan import Draft
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import UNASSIGNED
from cchc_desktop.office import Office
from cchc_desktop.office.assigning import TaskEdit
from cchc_desktop.office.first_steps import Step, StepKey
from cchc_desktop.office.plans import AssignmentFields
from tests.plans import small_plan

PROFILE = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")
QUARTER = Period.parse("2026-Q4")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """A new office in November."""
    made = Office.open(tmp_path, lambda: date(2026, 11, 20), lambda: datetime(2026, 11, 20, 9))
    made.settings.found(PROFILE, person=Person("Trần Thị Lan"))
    yield made
    made.close()


def step(office: Office, key: StepKey) -> Step:
    return next(each for each in office.first_steps.steps() if each.key is key)


def done(office: Office) -> list[str]:
    return [each.key.value for each in office.first_steps.steps() if each.is_done]


def test_a_new_office_begins_with_its_plan(office: Office) -> None:
    assert [each.key for each in office.first_steps.path()] == list(StepKey)
    first = office.first_steps.next()
    assert first is not None
    assert first.key is StepKey.PLAN
    assert done(office) == []


def test_each_step_is_noticed_by_itself(office: Office) -> None:
    office.plans.store_draft(Draft(small_plan()))
    assert done(office) == ["plan"]
    unlisted = [each.name for each in office.people.unlisted_units()]
    assert f"{len(unlisted)} đơn vị chưa có trong danh sách" in step(office, StepKey.PEOPLE).words
    office.people.add_units(unlisted)
    assert done(office) == ["plan", "people"]
    waiting = office.tasks.rows(UNASSIGNED)
    said = step(office, StepKey.ASSIGN)
    assert said.words.endswith(f"{len(waiting)} chưa phân công.") == bool(waiting)
    office.assigning.assign(
        [row.id for row in office.tasks.rows()],
        TaskEdit(AssignmentFields(officer="Trần Thị Lan", lead=unlisted[0])),
    )
    assert done(office) == ["plan", "people", "assign"]
    # In November nine months are behind: they are given once, as cumulated.
    figures = step(office, StepKey.FIGURES)
    assert [way.place for way in figures.ways] == [
        OpeningPlace(Period.parse("2026-9T")), FigurePlace(QUARTER),
    ]  # fmt: skip
    assert "9 tháng đầu" in figures.words
    office.figures.type_figure(QUARTER, "1.01", "3")
    assert not step(office, StepKey.FIGURES).is_done
    office.openings.type_figure(Period.parse("2026-9T"), "1.01", "12")
    assert done(office) == ["plan", "people", "assign", "figures"]
    last = office.first_steps.next()
    assert last is not None
    assert last.ways[0].place == ReportPlace(Period.parse("2026-N"))
    assert "năm 2026, hạn gửi" in last.words
    office.reports.issue(Period.parse("2026-N"), "12", date(2026, 11, 20))
    assert office.first_steps.path() == ()
    office.history.undo()
    assert office.first_steps.next() is not None


def test_an_early_office_needs_no_cumulated_figures(tmp_path: Path) -> None:
    made = Office.open(tmp_path, lambda: date(2026, 1, 20))
    made.settings.found(PROFILE)
    assert [way.place for way in step(made, StepKey.FIGURES).ways] == [FigurePlace(Period.parse("2026-Q1"))]
    made.figures.type_figure(Period.parse("2026-Q1"), "1.01", "3")
    assert step(made, StepKey.FIGURES).is_done
    made.close()


def test_who_is_missing_comes_first(office: Office) -> None:
    assert step(office, StepKey.PEOPLE).ways[0].place == SettingsPlace("units")
    office.settings.save_unit(Unit("Văn phòng", id="vp"))
    office.settings.delete_officer(office.settings.officers()[0].id)
    assert step(office, StepKey.PEOPLE).ways[0].place == SettingsPlace("officers")
    office.settings.save_officer(Officer("Lê Văn Minh", unit_id="vp"))
    assert not step(office, StepKey.PEOPLE).is_done


def test_a_step_may_be_passed_over(office: Office) -> None:
    office.first_steps.pass_over(StepKey.PLAN)
    office.first_steps.pass_over(StepKey.PEOPLE)
    now = office.first_steps.next()
    assert now is not None
    assert now.key is StepKey.ASSIGN
    assert isinstance(now.ways[0].place, TasksPlace)
    for key in StepKey:
        office.first_steps.pass_over(key)
    assert office.first_steps.path() == ()
    office.first_steps.bring_back()
    assert office.first_steps.next() == step(office, StepKey.PLAN)


def test_the_path_is_put_away_and_brought_back(office: Office) -> None:
    office.first_steps.put_away()
    assert office.first_steps.path() == ()
    assert office.first_steps.next() is None
    office.first_steps.bring_back()
    assert len(office.first_steps.path()) == 5


def test_no_path_before_there_is_an_office_nor_in_the_sample(tmp_path: Path) -> None:
    made = Office.open(tmp_path, lambda: date(2026, 11, 20))
    assert made.first_steps.path() == ()
    made.load_sample()
    assert made.first_steps.path() == ()
    made.trial.end()
    made.settings.found(PROFILE)
    assert len(made.first_steps.path()) == 5
    made.close()
