"""Tasks with their status, the journal in words, search, settings, the sample commune."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import OfficeProfile, Officer, Person, Unit
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.places import PlanPlace, TasksPlace
from cchc_desktop.domain.plan import Draft, Item, ItemKind, Signer
from cchc_desktop.domain.targets import Comparator, Measure, Milestone, TargetKind
from cchc_desktop.domain.tasks import IN_FORCE, Assignment, TaskFilter, TaskStatus, TaskUpdate
from cchc_desktop.office import Findings, Office, operations
from cchc_desktop.office.history import Entry, runs
from cchc_desktop.office.search import Results
from cchc_desktop.office.tasks import plans_in_force
from cchc_desktop.storage.kinds import KINDS
from tests.plans import small_plan
from tests.reporting import report

TODAY = date(2026, 7, 15)


def statuses(office: Office) -> dict[str, TaskStatus]:
    return {row.id: row.status for row in office.tasks.rows()}


def test_status_of_the_day(office: Office) -> None:
    assert statuses(office) == {
        "task-1": TaskStatus.OVERDUE,
        "task-2": TaskStatus.NOT_DUE,
        "task-3": TaskStatus.NOT_DUE,
    }
    report(office, "task-1", TaskUpdate(date(2026, 6, 30), 100, "Xong"))
    office.tasks.report("task-2", TaskUpdate(date(2026, 7, 1), 30))
    assert statuses(office)["task-1"] is TaskStatus.DONE_ON_TIME
    assert statuses(office)["task-2"] is TaskStatus.IN_PROGRESS
    office.history.undo()
    assert statuses(office)["task-2"] is TaskStatus.NOT_DUE
    assert office.tasks.counts()[TaskStatus.DONE_ON_TIME] == 1


def test_a_task_without_its_own_day_is_due_when_the_plan_ends(office: Office) -> None:
    row = office.tasks.get("task-2")
    assert (row.due, row.due_is_own) == (date(2026, 12, 31), False)


def test_filters(office: Office) -> None:
    def found(**chosen: object) -> list[str]:
        return [row.id for row in office.tasks.rows(TaskFilter(**chosen))]  # type: ignore[arg-type]

    assert found(area=6) == ["task-3"]
    assert found(unit="phong kinh te") == ["task-3"]
    assert found(statuses=frozenset({TaskStatus.OVERDUE})) == ["task-1"]
    assert found(text="niem yet") == ["task-2"]
    assert found(due_to=date(2026, 7, 1)) == ["task-1"]
    assert found(plan_id="other") == []


def test_correcting_and_deleting_an_update(office: Office) -> None:
    office.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 40, "Đang làm"))
    (update,) = office.tasks.updates("task-1")
    office.tasks.report("task-1", TaskUpdate(date(2026, 6, 2), 45, "Sửa lại", id=update.id))
    assert [(u.percent, u.result) for u in office.tasks.updates("task-1")] == [(45, "Sửa lại")]
    office.tasks.delete_update(update.id)
    assert office.tasks.updates("task-1") == []
    with pytest.raises(Refusal, match="sau hôm nay"):
        office.tasks.report("task-1", TaskUpdate(date(2026, 7, 16), 50))
    with pytest.raises(Refusal, match="Không có nhiệm vụ"):
        office.tasks.report("gone", TaskUpdate(TODAY, 50))


def test_history_reads_like_words(office: Office) -> None:
    office.settings.sit_down("Trần Thị Lan")
    office.plans.set_assignment("plan-1", "task-1", due=date(2026, 9, 1))
    entry = office.history.entries()[0]
    assert (entry.label, entry.officer, entry.can_undo) == ("Sửa phân công nhiệm vụ", "Trần Thị Lan", True)
    changes = {(c.field, c.before, c.after) for c in office.history.details(entry.id)}
    assert ("Hạn", "30/06/2026", "01/09/2026") in changes
    assert office.history.of_record("task-1")[0].record in ("Nhiệm vụ", "Nội dung")
    office.history.undo()
    assert office.history.entries()[0].label == "Hoàn tác: Sửa phân công nhiệm vụ"
    assert office.history.entries()[1].state == "Đã hoàn tác"


def test_every_column_has_its_word() -> None:
    """What can change can be seen: only identities and places in a list have no words."""
    places = {
        "plan_id",
        "parent_id",
        "item_id",
        "task_id",
        "unit_id",
        "period_id",
        "field_id",
        "code",
        "key",
        "catalogue_id",
        "form",
        "paper",
        "paper_id",
        "duty_id",
        "period",
        "entry",
        "successor",
    }
    unseen = {"id", "rank", "entered"} | places
    too_long = {
        "catalogues": {"text"},
        "template_maps": {"text"},
        "outlines": {"text"},
        "dispatches": {"files"},
        "signed_copies": {"pack"},
        "plans": {"parent"},
        "plan_items": {"answers"},
        "plan_issues": {"content", "document"},
        "legal_libraries": {"text"},
        "seals": {"report", "form", "statistics", "passages"},
        "surveys": {"questionnaire"},
        "survey_forms": {"survey_id"},
        "questionnaires": {"text"},
        "criteria_sets": {"text"},
        "published_results": {"head_rule"},
        "score_steps": {"content", "at"},
        "register_rows": {"words", "cells"},
        "register_maps": {"text"},
        "register_doubts": {"like_row", "cells"},
        "task_care": {"reason_due"},
        "registers": {"text"},
        "evidence": {"owner_id", "chain", "sha256"},
        "task_filters": {"criteria"},
        # What is known of a row, which its own columns tell in words.
        "row_origins": {"state", "authors", "base", "bent", "waiting", "conflicts"},
    }
    for table, kind in KINDS.items():
        hidden = unseen | too_long.get(table, set())
        assert {column.name for column in kind.fields} - {column.name for column in kind.shown} <= hidden


def test_values_in_words(office: Office) -> None:
    office.plans.set_head("plan-1", title="QUYẾT ĐỊNH", period=PlanPeriod(PeriodKind.HALF, 2027, 2027, 2))
    measure = Measure(TargetKind.PERCENT, milestones=(Milestone(2026, 2027, Comparator.AT_LEAST, 95.5),))
    office.plans.set_measure("plan-1", "target-1", measure)
    words = {
        (change.field, change.before, change.after)
        for entry in office.history.entries(2)
        for change in office.history.details(entry.id)
    }
    assert {
        ("Tên loại", "KẾ HOẠCH", "QUYẾT ĐỊNH"), ("Loại kỳ", "Năm", "6 tháng"), ("6 tháng", "", "cuối năm"),
        ("Từ năm", "2026", "2027"), ("Mốc từng năm", "", "2026 - 2027: ≥ 95,5"),
        ("Đã xác nhận", "Không", "Có"),
    } <= words  # fmt: skip


def test_search_finds_everything_without_accents(office: Office) -> None:
    office.settings.save_unit(Unit("Phòng Văn hóa - Xã hội"))
    office.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 40, "Đã lập danh mục đợt 1"))
    assert {hit.place for hit in office.search("dot 1 danh muc").hits} == {TasksPlace("task-1")}
    assert office.search("van hoa xa hoi").hits[0].where == "Thiết lập"
    assert office.search("NGUYEN VAN AN").hits[0].place == PlanPlace("plan-1")
    assert office.search("don vi khong co") == Results()
    assert office.search("   ") == Results()


def test_units_and_officers(office: Office) -> None:
    unit = Unit("Phòng Kinh tế", valid_from=date(2025, 7, 1))
    office.settings.save_unit(unit)
    with pytest.raises(Refusal, match="Đã có đơn vị"):
        office.settings.save_unit(Unit("phòng kinh tế"))
    office.settings.save_unit(Unit("Phòng Kinh tế", valid_to=date(2025, 6, 30)))
    assert [u.id for u in office.settings.units(TODAY)] == [unit.id]
    officer = Officer("Lê Văn Bình", unit_id=unit.id)
    office.settings.save_officer(officer)
    office.settings.save_officer(Officer("Nguyễn Thị An"))
    assert [o.name for o in office.settings.officers()] == ["Nguyễn Thị An", "Lê Văn Bình"]
    with pytest.raises(Refusal, match="còn công chức"):
        office.settings.delete_unit(unit.id)
    office.settings.delete_officer(officer.id)
    office.settings.delete_unit(unit.id)


def test_settings_keep_the_normal_form(office: Office) -> None:
    nfd = "Pho\u0300ng\u200b  Kinh te\u0302\u0301\udcff"
    office.settings.save_unit(Unit(nfd, id="u"))
    office.settings.save_officer(Officer(nfd, unit_id="u", id="o"))
    signer = Signer("TM. UY\u0309 BAN", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", " Lan ")
    office.settings.set_profile(replace(office.settings.require_profile(), name=nfd, signers=(signer,)))
    office.settings.sit_down(nfd)
    names = (
        office.settings.units()[0].name, office.settings.officers()[0].name,
        office.settings.require_profile().name, office.settings.at_the_desk(),
    )  # fmt: skip
    assert set(names) == {"Phòng Kinh tế"}
    assert office.settings.require_profile().signers == (
        Signer("TM. UỶ BAN", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "Lan"),
    )
    with pytest.raises(Refusal, match="tên đơn vị"):
        office.settings.save_unit(Unit("\u200b"))


def test_a_unit_that_is_gone_takes_nobody_in(office: Office) -> None:
    office.settings.save_unit(Unit("Phòng Kinh tế", id="u"))
    office.history.undo()
    with pytest.raises(Refusal, match="không còn trong danh sách"):
        office.settings.save_officer(Officer("Lan", unit_id="u"))
    assert office.settings.officers() == []


def test_an_office_is_founded_once(empty_office: Office) -> None:
    profile = OfficeProfile("Ủy ban nhân dân phường Bến Nghé", "Ủy ban nhân dân thành phố", "Bến Nghé")
    preset = catalogue.organisation_for(profile.name, TODAY)
    assert preset.key == "two_tier_ward"
    empty_office.settings.found(profile, preset)
    assert len(empty_office.settings.units(TODAY)) == len(preset.units)
    with pytest.raises(Refusal, match="đã thuộc về"):
        empty_office.settings.found(profile)
    assert catalogue.organisation_for(profile.name, date(2024, 1, 1)).key == "three_tier_commune"


def test_sample_commune(empty_office: Office) -> None:
    plan_id = empty_office.load_sample()
    rows = empty_office.tasks.rows()
    assert {row.plan_id for row in rows} == {plan_id}
    assert {row.area for row in rows} == set(range(1, 9))
    assert all(row.assignment.lead for row in rows)
    assert empty_office.tasks.counts()[TaskStatus.DONE_ON_TIME] > 0
    assert all(row.progress is None or row.progress.day <= TODAY for row in rows)
    assert empty_office.check() == Findings()
    with pytest.raises(Refusal, match="đã thuộc về"):
        empty_office.load_sample()
    empty_office.history.undo()
    assert empty_office.settings.profile() is None
    assert empty_office.plans.heads() == []


def test_past_plans_are_nobodys_work_of_the_day(office: Office) -> None:
    old = replace(small_plan(2024), id="old", items=())
    task = Item(ItemKind.TASK, "Việc cũ chưa xong.", "-", assignment=Assignment(), id="old-task")
    office.plans.store_draft(Draft(replace(old, items=(task,))))
    assert statuses(office)["old-task"] is TaskStatus.OVERDUE
    assert [row.id for row in office.tasks.rows(IN_FORCE)] == ["task-1", "task-2", "task-3"]
    current = office.plans.current()
    assert current is not None
    assert current.id == "plan-1"


def test_the_old_plan_counts_until_the_new_one_is_there() -> None:
    plans = [small_plan(2024), replace(small_plan(2025), id="last")]
    assert [plan.id for plan in plans_in_force(plans, date(2026, 1, 3))] == ["last"]
    assert [plan.id for plan in plans_in_force(plans, date(2020, 1, 3))] == ["last"]
    assert plans_in_force([], date(2026, 1, 3)) == []


def test_targets_are_counted_without_their_parts(office: Office) -> None:
    assert office.counts()["targets"] == 1


def test_undo_tells_what_came_of_it(office: Office) -> None:
    lan = Officer("Lan", id="o1")
    office.settings.save_officer(lan)
    office.settings.save_unit(Unit("Phòng Kinh tế", id="u1"))
    told = []
    for change in (
        lambda: office.settings.save_officer(replace(lan, unit_id="u1")),
        lambda: office.settings.save_officer(replace(lan, name="Tú")),
        lambda: office.plans.set_text("plan-1", "task-2", "Niêm yết."),
        lambda: office.plans.set_indicator("plan-1", "target-1", "-"),
        lambda: office.plans.create("Thử", PlanPeriod.year(2027)),
        lambda: office.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 40, "Đã làm", id="x1")),
    ):
        change()
        undone = office.history.told(office.history.undo())
        told.append((undone.sentence, undone.place))
    sentences = [sentence for sentence, _ in told]
    assert sentences[0] == "Lan: Đơn vị: Phòng Kinh tế → (trống)"
    assert sentences[1] == "Công chức: Họ tên: Tú → Lan"
    assert sentences[2].startswith("Nội dung kế hoạch: Nội dung: Niêm yết. → ")
    assert sentences[3].endswith("Đo bằng chỉ tiêu thống kê: không đo bằng số liệu → (trống)")
    assert sentences[4] == "Lập kế hoạch mới: Thử"
    # What is gone cannot be opened.
    assert told[4][1] is None
    assert sentences[5].startswith("Cập nhật tiến độ nhiệm vụ: ")


def test_undo_of_many_tells_of_what_was_made_and_removed_again(office: Office) -> None:
    first = office.settings.save_unit(Unit("Phòng Kinh tế", id="u1"))
    office.settings.delete_unit("u1")
    assert first.action_id is not None
    undone = office.history.undo_through(first.action_id)
    assert office.history.told(undone).sentence == "Thêm đơn vị: Phòng Kinh tế"


def test_plans_keep_their_order_through_undo(office: Office) -> None:
    first = office.plans.create("A", PlanPeriod.year(2026))
    office.plans.create("B", PlanPeriod.year(2026))
    before = [head.subject for head in office.plans.heads()]
    office.plans.delete(first.id)
    office.history.undo()
    assert [head.subject for head in office.plans.heads()] == before


def entry(number: int, at: str, label: str = "Nhập số liệu", officer: str = "Lan", state: str = "") -> Entry:
    """A line of the journal."""
    return Entry(number, datetime.fromisoformat(at), officer, label, f"{number}", state, not state)


def test_lines_that_say_the_same_make_a_run() -> None:
    kept = [
        entry(9, "2026-06-15 10:00"),
        entry(8, "2026-06-15 09:40"),
        entry(7, "2026-06-15 09:30", officer="Tú"),
        entry(6, "2026-06-15 09:20"),
        entry(5, "2026-06-15 08:45"),
        entry(4, "2026-06-15 08:40", label="Sửa nội dung"),
        entry(3, "2026-06-15 00:05", state="Đã hoàn tác"),
        entry(2, "2026-06-15 00:01"),
        entry(1, "2026-06-14 23:59"),
    ]
    found = [[each.id for each in run.entries] for run in runs(kept)]
    # Another person, a pause of more than half an hour, another operation, what was undone, another day.
    assert found == [[9, 8], [7], [6], [5], [4], [3], [2], [1]]
    assert (runs(kept)[0].newest.id, runs(kept)[0].oldest.id) == (9, 8)
    assert runs([]) == []


def test_undo_of_many_tells_how_many_and_what_they_share(office: Office) -> None:
    for number in range(3):
        office.settings.save_unit(Unit(f"Đơn vị {number}", id=f"u{number}"))
    desk = office._desk

    def rename(*names: str) -> str:
        with desk.operation(operations.SAVE_UNIT, label="Sửa nhiều đơn vị") as recorder:
            for number, name in enumerate(names):
                recorder.update("units", f"u{number}", {"short_name": name})
        return office.history.told(office.history.undo()).sentence

    assert rename("K", "K", "K") == "Sửa nhiều đơn vị, 3 đơn vị: Viết tắt: K → (trống)"
    assert rename("A", "B", "C") == "Sửa nhiều đơn vị, 3 đơn vị: Viết tắt: nhiều giá trị → (trống)"


def test_each_line_of_the_journal_says_what_it_changed(office: Office) -> None:
    office.settings.save_officer(Officer("Lan", id="o1"))
    office.settings.save_officer(Officer("Lan", "Chuyên viên", id="o1"))
    changed, made, *_ = office.history.entries()
    assert office.history.what(changed) == "Lan: Chức vụ: (trống) → Chuyên viên"
    assert office.history.what(made) == "Lan"


def test_who_works_here_becomes_an_officer_once(office: Office) -> None:
    """Who sits down is on the list from then on, in the unit that was named; nobody comes twice."""
    office.settings.save_unit(Unit("Văn phòng", id="vp"))
    office.settings.introduce(Person("Trần Thị  Lan", "Công chức", "văn phòng"))
    (officer,) = office.settings.officers()
    assert (officer.name, officer.position, officer.unit_id) == ("Trần Thị Lan", "Công chức", "vp")
    assert office.settings.at_the_desk() == "Trần Thị Lan"
    assert office.history.entries()[0].officer == "Trần Thị Lan"
    assert not office.settings.introduce(Person("trần thị lan"))
    with pytest.raises(Refusal, match="họ và tên"):
        office.settings.introduce(Person("\u200b"))
    with pytest.raises(Refusal, match="Không có đơn vị «Phòng Lạ»"):
        office.settings.introduce(Person("Lê Văn Minh", unit="Phòng Lạ"))
    assert len(office.settings.officers()) == 1
    assert office.settings.at_the_desk() == "Trần Thị Lan"


def test_an_office_that_had_districts_keeps_its_former_titles(empty_office: Office) -> None:
    profile = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")
    current = catalogue.organisation_for(profile.name, TODAY)
    before = catalogue.organisation_before(profile.name, current)
    assert before is not None
    empty_office.settings.found(profile, current, before, person=Person("Lan", unit=current.units[0].name))
    units = empty_office.settings.units()
    assert len(units) == len(current.units) + len(before.units)
    assert [unit.name for unit in empty_office.settings.units(TODAY)] == [unit.name for unit in current.units]
    assert {unit.valid_to for unit in units} == {None, date(2025, 6, 30)}
    (officer,) = empty_office.settings.officers()
    assert officer.unit_id == units[0].id
    assert empty_office.history.entries()[0].officer == "Lan"


def test_undo_of_a_removed_item_names_it_and_not_the_plan(office: Office) -> None:
    text = next(item.text for item in office.plans.get("plan-1").walk() if item.id == "task-1")
    office.plans.restructure("plan-1", "Xóa mục", lambda tree: outline.delete(tree, "task-1"))
    undone = office.history.told(office.history.undo())
    assert undone.sentence == f"Xóa mục: {text}"
    assert undone.place is not None
    office.plans.restructure("plan-1", "Chuyển mục", lambda tree: outline.move(tree, "task-2", None, 0))
    assert text not in office.history.told(office.history.undo()).sentence
