"""What a backup holds beside the data of now, and records brought back out of it, each as one operation."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from cchc_desktop.domain import outline
from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Findings, Office
from tests.sample_office import lay_sample

TODAY = date(2026, 7, 15)
Q2 = Period.parse("2026-Q2")


class Clock:
    """An hour that goes on by a minute at each asking."""

    def __init__(self) -> None:
        self.now = datetime(2026, 7, 15, 9, 0)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    lay_sample(tmp_path / "data", TODAY)
    made = Office.open(tmp_path / "data", lambda: TODAY, Clock())
    yield made
    made.close()


@pytest.fixture
def backup(office: Office) -> Path:
    """A backup of the sample."""
    made = office.backups.make(Reason.MANUAL)
    assert made is not None
    return made.path


def keys(office: Office, backup: Path, text: str = "") -> list[str]:
    with office.restoring.opened(backup) as view:
        return [each.key for each in office.restoring.differences(view, text)]


def put_back(office: Office, backup: Path, *chosen: str) -> str:
    with office.restoring.opened(backup) as view:
        changes = office.restoring.put_back(view, chosen)
    assert office.check() == Findings()
    return changes.subject


def test_what_a_backup_holds(office: Office, backup: Path) -> None:
    with office.restoring.opened(backup) as view:
        holding = view.holding()
        compared = office.restoring.compared(view)
    assert holding.office == "Ủy ban nhân dân xã An Bình"
    assert holding.counts == office.counts()
    assert holding.last is not None
    assert holding.last.words.startswith("Tạo dữ liệu mẫu")
    assert (compared.lost, compared.won) == (0, 0)
    assert keys(office, backup) == []


def test_what_would_be_lost_and_won(office: Office, backup: Path) -> None:
    task = office.tasks.rows()[0]
    with office.tasks.because("Chờ văn bản hướng dẫn"):
        office.tasks.report(task.id, TaskUpdate(TODAY, 60, "Đang làm"))
    office.history.undo()
    later = office.backups.make(Reason.MANUAL)
    assert later is not None
    with office.restoring.opened(backup) as view:
        compared = office.restoring.compared(view)
    assert (compared.lost, compared.won) == (2, 0)
    assert [told.words.split(":")[0] for told in compared.newest_lost] == [
        "Hoàn tác", "Cập nhật tiến độ nhiệm vụ",
    ]  # fmt: skip
    assert compared.newest_lost[0].at > compared.newest_lost[1].at


def test_a_task_that_was_reported_on_differs(office: Office, backup: Path) -> None:
    """Also where only something was added to what the backup has."""
    task = office.tasks.rows()[0]
    with office.tasks.because("Chờ văn bản hướng dẫn"):
        office.tasks.report(task.id, TaskUpdate(TODAY, 60, "Đang làm"))
    with office.restoring.opened(backup) as view:
        (found,) = office.restoring.differences(view)
    assert (found.key, found.kind, found.is_lost) == (f"plan_items:{task.id}", "Nhiệm vụ", False)
    assert found.title in task.text
    before = len(office.tasks.updates(task.id))
    put_back(office, backup, found.key)
    assert len(office.tasks.updates(task.id)) == before - 1
    office.history.undo()
    assert len(office.tasks.updates(task.id)) == before


def test_a_deleted_plan_comes_back_whole(office: Office, backup: Path) -> None:
    (head,) = office.plans.heads()
    before = office.plans.get(head.id)
    updates = office._desk.store.known_plans.updates(head.id)
    office.plans.delete(head.id)
    found = keys(office, backup)
    assert found[0] == f"plans:{head.id}"
    assert put_back(office, backup, found[0]) == before.subject
    assert office.plans.get(head.id) == before
    assert office._desk.store.known_plans.updates(head.id) == updates
    assert keys(office, backup) == []
    assert office.history.entries()[0].label == "Khôi phục từ bản sao lưu"
    office.history.undo()
    assert office.plans.heads() == []


def test_one_task_of_a_deleted_plan(office: Office, backup: Path) -> None:
    """With what it stands under, and nothing else."""
    (head,) = office.plans.heads()
    task = office.tasks.rows()[5]
    office.plans.delete(head.id)
    put_back(office, backup, f"plan_items:{task.id}")
    assert [row.id for row in office.tasks.rows()] == [task.id]
    assert [row.text for row in office.tasks.rows()] == [task.text]


def test_a_deleted_item_finds_its_place(office: Office, backup: Path) -> None:
    (head,) = office.plans.heads()
    before = office.plans.get(head.id)
    task = office.tasks.rows()[3]
    office.plan_life.amend(head.id)
    office.plans.restructure(head.id, "Xóa mục", partial(outline.delete, item_id=task.id))
    put_back(office, backup, f"plan_items:{task.id}")
    assert office.plans.get(head.id).items == before.items


def test_a_figure(office: Office, backup: Path) -> None:
    before = office.figures.figure(Q2, "1.06")
    assert before.value is not None
    office.figures.set_figures(Q2, {"1.06": replace(before, note="Ghi chú mới")})
    with office.restoring.opened(backup) as view:
        (found,) = office.restoring.differences(view)
    assert (found.key, found.kind) == ("figures:2026-Q2:1.06", "Số liệu")
    assert "1.06" in found.title
    assert "hiện đã khác" in found.words
    put_back(office, backup, found.key)
    assert office.figures.figure(Q2, "1.06") == before
    office.history.undo()
    assert office.figures.figure(Q2, "1.06").note == "Ghi chú mới"


def test_a_report_with_its_seal(office: Office, backup: Path) -> None:
    """Head, passages, remarks and the issued documents of a period, all together."""
    sealed = next(iter(office._desk.store.reports()))
    seal = office._desk.store.seal(sealed)
    remarks = office._desk.store.remarks(sealed)
    assert seal is not None
    office.reports.recall(sealed)
    office.reports.set_remarks(sealed, 1, results="Kết quả khác")
    assert office._desk.store.seal(sealed) is None
    found = keys(office, backup, "bao cao")
    assert f"report:{sealed.id}" in found
    put_back(office, backup, f"report:{sealed.id}")
    assert office._desk.store.seal(sealed) == seal
    assert office._desk.store.remarks(sealed) == remarks
    assert keys(office, backup) == []


def test_people_and_their_units(office: Office, backup: Path) -> None:
    officer = next(each for each in office.settings.officers() if each.unit_id)
    office.settings.delete_officer(officer.id)
    unit = next(each for each in office.settings.units() if each.id == officer.unit_id)
    for other in office.settings.officers():
        if other.unit_id == unit.id:
            office.settings.delete_officer(other.id)
    office.settings.delete_unit(unit.id)
    put_back(office, backup, f"officers:{officer.id}")
    assert officer in office.settings.officers()
    assert unit in office.settings.units()


def test_into_data_that_are_new(office: Office, backup: Path, tmp_path: Path) -> None:
    """A figure brings along its period and its catalogue."""
    other = Office.open(tmp_path / "other", lambda: TODAY, Clock())
    with other.restoring.opened(backup) as view:
        compared = other.restoring.compared(view)
        assert (compared.lost, compared.won) == (0, 1)
        assert len(other.restoring.differences(view)) > 1000
        assert all(each.is_lost for each in other.restoring.differences(view))
        other.restoring.put_back(view, ["figures:2026-Q1:1.06", "report:2026-Q1", "office:office"])
    assert other.figures.figure(Period.parse("2026-Q1"), "1.06").value is not None
    assert other.check() == Findings()
    other.close()


@pytest.mark.parametrize("key", ["figures:2026-Q1:9.99", "report:2019-Q1", "poems:1", "plans:gone", "x", ""])
def test_what_is_not_there(key: str, office: Office, backup: Path) -> None:
    before = office.counts()
    with office.restoring.opened(backup) as view, pytest.raises(Refusal, match="Không có bản ghi"):
        office.restoring.put_back(view, [key])
    assert office.counts() == before


def test_search_among_differences(office: Office, backup: Path) -> None:
    (head,) = office.plans.heads()
    office.plans.delete(head.id)
    office.figures.set_figures(Q2, {"1.06": replace(office.figures.figure(Q2, "1.06"), note="Mới")})
    assert keys(office, backup, "so lieu 1.06") == ["figures:2026-Q2:1.06"]
    assert keys(office, backup, "xyzzy") == []
