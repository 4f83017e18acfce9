"""What another copy knows is taken in as one operation, column by column, and what differs is decided."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import ReachesElsewhere, Refusal
from cchc_desktop.domain.offices import Unit
from cchc_desktop.domain.plan import Item, ItemKind, Topic
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.office.merging import Given
from tests.office.copies import known, opened, package, records
from tests.office.sequence import template

PLAN = "plan-1"
Q1 = Period.parse("2026-Q1")


class Two:
    """Two copies of one office's data."""

    def __init__(self, folder: Path) -> None:
        shutil.copytree(template(), folder / "here")
        shutil.copytree(template(), folder / "there")
        self.here, self.there = opened(folder / "here"), opened(folder / "there")
        self.there.settings.act_as("Lan")

    def take_in(self) -> Any:
        """What is there comes here."""
        return self.here.merging.take_in(package(self.there), "Lan")

    def exchange(self) -> None:
        """Both know the same."""
        self.take_in()
        self.there.merging.take_in(package(self.here), "Văn phòng")
        self.take_in()
        assert known(self.here) == known(self.there)
        assert records(self.here) == records(self.there)
        assert self.here.check() == self.there.check()
        assert self.here.check().damage == ()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[Two]:
    made = Two(tmp_path)
    yield made
    assert made.here.archive.verify().broken == ()
    for office in (made.here, made.there):
        assert office.check().damage == ()
        office.close()


def item_text(office: Office, item_id: str) -> str:
    row = office._desk.store.row("plan_items", item_id)
    assert row is not None
    return str(row["text"])


def assignment(office: Office, task_id: str = "task-1") -> dict[str, Any]:
    row = office._desk.store.row("tasks", task_id)
    assert row is not None
    return row


def test_columns_of_one_row_come_together_in_one_operation_that_is_undone(two: Two) -> None:
    two.here.plans.set_assignment(PLAN, "task-1", lead="Văn phòng")
    two.there.plans.set_assignment(PLAN, "task-1", deliverable="Báo cáo")
    before = records(two.here)
    outcome = two.take_in()
    assert (outcome.changed, outcome.added, outcome.removed) == ({"Nhiệm vụ": 1}, {}, {})
    assert outcome.is_new
    assert outcome.changes.label == "Nhận gói của Lan"
    assert (assignment(two.here)["lead"], assignment(two.here)["deliverable"]) == ("Văn phòng", "Báo cáo")
    assert two.here.merging.conflicts() == ()
    after = records(two.here)
    two.here.history.undo()
    assert records(two.here) == before
    two.here.history.redo()
    assert records(two.here) == after
    two.here.history.undo()
    assert two.take_in().changed == {"Nhiệm vụ": 1}
    assert not two.take_in().is_new
    two.exchange()


def test_a_look_changes_nothing(two: Two) -> None:
    two.there.settings.save_unit(Unit("Phòng Kinh tế", "", None, None, "one"))
    before, entries = records(two.here), len(two.here.history.entries())
    assert two.here.merging.preview(package(two.there), "Lan").added == {"Đơn vị": 1}
    assert (records(two.here), len(two.here.history.entries())) == (before, entries)


def test_the_same_column_waits_for_somebody_and_undo_opens_it_again(two: Two) -> None:
    two.here.plans.set_assignment(PLAN, "task-1", lead="Văn phòng")
    two.there.plans.set_assignment(PLAN, "task-1", lead="Phòng Kinh tế")
    (told,) = two.take_in().conflicts
    (conflict,) = two.here.merging.conflicts()
    assert told.id == conflict.id == "tasks:task-1:lead"
    assert conflict.field == "Chủ trì"
    assert conflict.record.startswith("Nhiệm vụ «")
    assert [(each.words, each.is_ours, each.officer) for each in conflict.choices] == [
        ("Văn phòng", True, ""), ("Phòng Kinh tế", False, "Lan"),
    ]  # fmt: skip
    assert sum(each.is_shown for each in conflict.choices) == 1
    assert conflict.choices[1].operation == "Sửa phân công nhiệm vụ"
    assert conflict.choices[1].at == datetime(2026, 7, 15, 9, 0)
    two.here.merging.resolve(conflict.id, "theirs")
    assert assignment(two.here)["lead"] == "Phòng Kinh tế"
    assert two.here.merging.conflicts() == ()
    two.here.history.undo()
    assert len(two.here.merging.conflicts()) == 1
    two.here.merging.resolve(conflict.id, conflict.choices[0].key)
    two.exchange()
    assert assignment(two.there)["lead"] == "Văn phòng"
    with pytest.raises(Refusal, match="Không có khác biệt"):
        two.here.merging.resolve(conflict.id, "ours")


def test_a_task_is_decided_with_the_lines_that_print_it(two: Two) -> None:
    line = Item(ItemKind.DETAIL, "Thời gian hoàn thành: Tháng 3/2026.", id="due-1")

    def add_line(tree: outline.Tree) -> outline.Tree:
        return outline.insert(tree, line, "task-1", 0)

    two.here.plans.restructure(PLAN, "Thêm", add_line)
    two.exchange()
    for office, day in ((two.here, 20), (two.there, 25)):
        office.plans.set_assignment(PLAN, "task-1", due=date(2026, 12, day), due_text=f"{day}/12/2026")
    two.there.plans.set_assignment(PLAN, "task-2", lead="Trạm Y tế")
    two.here.plans.set_assignment(PLAN, "task-2", lead="Văn phòng")
    two.take_in()
    found = {each.id: each for each in two.here.merging.conflicts()}
    assert found.keys() == {"tasks:task-1:start", "plan_items:due-1:text", "tasks:task-2:lead"}
    days = found["tasks:task-1:start"]
    assert days.field == "Hạn, Thời gian"
    assert [each.words for each in days.choices] == ["20/12/2026", "25/12/2026"]
    two.here.merging.resolve(days.id, "theirs")
    assert item_text(two.here, "due-1") == "Thời gian hoàn thành: 25/12/2026."
    assert [each.id for each in two.here.merging.conflicts()] == ["tasks:task-2:lead"]
    two.here.history.undo()
    assert len(two.here.merging.conflicts()) == 3
    two.here.merging.resolve("plan_items:due-1:text", "ours")
    assert assignment(two.here)["due"] == "2026-12-20"
    two.exchange()
    assert [each.id for each in two.there.merging.conflicts()] == ["tasks:task-2:lead"]


def test_what_differs_of_a_whole_record_is_told_by_its_lines(two: Two) -> None:
    for office, label in ((two.here, "Ngày họp"), (two.there, "Ngày tổ chức")):
        register = office.registers.get("doi-thoai")
        day = replace(register.field("ngay"), label=label)
        office.own_registers.save(replace(register, fields=(day, *register.fields[1:])))
    two.take_in()
    (conflict,) = two.here.merging.conflicts()
    assert conflict.field == "Nội dung"
    assert [each.words for each in conflict.choices] == ['label = "Ngày họp"', 'label = "Ngày tổ chức"']


def test_an_edit_decides_and_its_undo_opens_again(two: Two) -> None:
    two.here.plans.set_assignment(PLAN, "task-1", lead="Văn phòng")
    two.there.plans.set_assignment(PLAN, "task-1", lead="Phòng Kinh tế")
    two.take_in()
    two.here.plans.set_assignment(PLAN, "task-1", lead="Trạm Y tế")
    assert two.here.merging.conflicts() == ()
    two.here.history.undo()
    assert len(two.here.merging.conflicts()) == 1
    two.here.history.redo()
    two.exchange()
    assert assignment(two.there)["lead"] == "Trạm Y tế"


def test_texts_are_merged_by_paragraph(two: Two) -> None:
    def remark(office: Office, text: str) -> None:
        office.reports.set_remarks(Q1, 3, results=text)

    remark(two.here, "Một.\nHai.\nBa.")
    two.exchange()
    remark(two.here, "Một, sửa.\nHai.\nBa.")
    remark(two.there, "Một.\nHai.\nBa.\nBốn.")
    two.exchange()
    assert two.here._desk.store.remarks(Q1)[3].results == "Một, sửa.\nHai.\nBa.\nBốn."
    assert two.here.merging.conflicts() == ()
    remark(two.here, "Một, bỏ.\nHai.\nBa.\nBốn.")
    remark(two.there, "Một, thêm.\nHai.\nBa.\nBốn.")
    two.exchange()
    (conflict,) = two.here.merging.conflicts()
    assert conflict.field == "Kết quả"


def test_fields_of_a_register_row_and_cells_of_a_form_come_together(two: Two) -> None:
    row = two.here.registers.add("kiem-tra", {"ngay": "5/2/2026", "don_vi": "Trạm Y tế", "loai": "Định kỳ"})
    columns = [column for column in two.here.forms.view("ii07b", Q1).columns if not column.parts]
    first, second = columns[0].id, columns[1].id
    two.here.forms.add_row("ii07b", Q1, "UBND xã", {first: 1, second: 2})
    two.exchange()
    for office, field, column, count in (
        (two.here, "mo_ta", first, 5), (two.there, "don_vi", second, 7),
    ):  # fmt: skip
        (kept,) = office.registers.rows("kiem-tra")
        office.registers.save([kept.taking(field, "Nhà văn hóa")])
        (typed,) = office.forms.view("ii07b", Q1).rows
        office.forms.save_rows(
            "ii07b", Q1, [type(typed)(typed.id, typed.name, {**typed.counts, column: count})]
        )
    two.exchange()
    assert two.here.merging.conflicts() == ()
    (kept,) = two.here.registers.rows("kiem-tra")
    assert (kept.id, kept.values["mo_ta"], kept.values["don_vi"]) == (row.id, "Nhà văn hóa", "Nhà văn hóa")
    assert row.id in [getattr(hit.place, "row_id", "") for hit in two.here.search("nhà văn hóa").hits]
    assert dict(two.here.forms.view("ii07b", Q1).rows[0].counts) == {first: 5, second: 7}
    for office, words in ((two.here, "Đạt"), (two.there, "Chưa đạt")):
        (kept,) = office.registers.rows("kiem-tra")
        office.registers.save([kept.taking("mo_ta", words)])
        (typed,) = office.forms.view("ii07b", Q1).rows
        counts = {**typed.counts, first: len(words)}
        office.forms.save_rows("ii07b", Q1, [type(typed)(typed.id, typed.name, counts)])
    two.take_in()
    found = {each.table: each for each in two.here.merging.conflicts()}
    described = two.here.registers.get("kiem-tra").field("mo_ta")
    assert found["register_rows"].field == described.label
    assert [each.words for each in found["register_rows"].choices] == ["Đạt", "Chưa đạt"]
    assert found["form_rows"].field == columns[0].header
    assert [each.words for each in found["form_rows"].choices] == ["3", "8"]


def test_a_figure_is_one_value_with_its_marks(two: Two) -> None:
    two.here.figures.type_figure(Q1, "1.07", "12")
    two.exchange()
    two.here.figures.type_figure(Q1, "1.07", "KPS")
    two.there.figures.type_figure(Q1, "1.07", "ước 15")
    two.take_in()
    (conflict,) = two.here.merging.conflicts()
    assert conflict.id == "figures:2026-Q1:1.07:value"
    assert (conflict.field, [each.words for each in conflict.choices]) == (
        "Số liệu", ["không phát sinh", "ước 15"],
    )  # fmt: skip
    two.here.merging.resolve(conflict.id, "theirs")
    figure = two.here._desk.store.figures()[Q1]["1.07"]
    assert (figure.value, figure.none, figure.estimate) == (Decimal(15), False, True)


def test_a_whole_number_is_the_same_wherever_it_is_kept(two: Two) -> None:
    measure = two.here.plans.get(PLAN)
    (target,) = [item.measure for item in measure.walk() if item.id == "target-1"]
    assert target is not None
    for number in (80, 85):
        two.here.plans.set_measure(PLAN, "target-1", replace(target, value=number))
    two.here.history.undo()
    two.exchange()
    row = two.there._desk.store.row("targets", "target-1")
    assert row is not None
    assert row["value"] == 80


def test_what_was_deleted_and_written_at_once_stays_until_it_is_decided(two: Two) -> None:
    two.here.plans.restructure(PLAN, "Xóa", lambda tree: outline.delete(tree, "task-2"))
    two.there.plans.set_text(PLAN, "task-2", "Niêm yết lại.")
    two.exchange()
    assert item_text(two.here, "task-2") == "Niêm yết lại."
    found = {each.id: each for each in two.here.merging.conflicts()}
    life = found["plan_items:task-2:life"]
    assert life.field == "Xóa / sửa"
    assert {each.words for each in life.choices} == {"(xóa)", "(giữ) Nội dung: Niêm yết lại."}
    [kept] = [each for each in life.choices if each.words != "(xóa)"]
    assert (kept.officer, kept.operation) == ("Lan", "Sửa nội dung"), "what speaks for it is what was written"
    deletion = next(each.key for each in life.choices if each.words == "(xóa)")
    two.here.merging.resolve(life.id, deletion)
    assert two.here._desk.store.row("plan_items", "task-2") is None
    two.exchange()
    assert two.here.merging.conflicts() == ()


def test_what_is_kept_because_another_needs_it_cannot_be_deleted_first(two: Two) -> None:
    two.here.plans.restructure(PLAN, "Xóa", lambda tree: outline.delete(tree, "task-1"))
    two.there.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 40, "Đã họp.", id="u1"))
    two.exchange()
    assert [update.id for update in two.here.tasks.updates("task-1")] == ["u1"]
    (task,) = [each for each in two.here.merging.conflicts() if each.table == "tasks"]
    deletion = next(each.key for each in task.choices if each.words == "(xóa)")
    with pytest.raises(Refusal, match="còn bản ghi khác phụ thuộc"):
        two.here.merging.resolve(task.id, deletion)
    two.here.merging.resolve(task.id, next(each.key for each in task.choices if each.words == "(giữ)"))
    two.exchange()


def test_whoever_keeps_his_own_does_not_lose_it(two: Two) -> None:
    two.here.plans.restructure(PLAN, "Xóa", lambda tree: outline.delete(tree, "task-1"))
    two.here.plan_life.issue(PLAN, "7", date(2026, 7, 14))
    two.there.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 40, "Đã họp.", id="u1"))
    two.exchange()
    for office, ours in ((two.here, "(xóa)"), (two.there, "(giữ)")):
        (update,) = [each for each in office.merging.conflicts() if each.table == "task_updates"]
        assert [each.words for each in update.choices if each.is_ours] == [ours]
        assert "Đã họp." in update.record
    with pytest.raises(Refusal, match="không chọn được"):
        two.there.merging.resolve(update.id, "ours")
    two.there.plan_life.amend(PLAN)
    two.exchange()
    assert [each.result for each in two.here.tasks.updates("task-1")] == ["Đã họp."]


def test_an_item_that_is_two_things_is_one(two: Two) -> None:
    def retype(office: Office, kind: ItemKind) -> None:
        office.plans.restructure(
            PLAN, "Đổi loại", lambda tree: outline.retype(tree, "basis-1", kind, Topic.NONE, None)
        )

    retype(two.here, ItemKind.TASK)
    retype(two.there, ItemKind.TARGET)
    two.exchange()
    tables = {each.table for each in two.here.merging.conflicts()}
    assert "plan_items" in tables


def test_items_moved_under_one_another_are_put_straight_and_listed(two: Two) -> None:
    one, other = "head-a", "head-b"
    two.here.plans.restructure(PLAN, "Dời", lambda tree: outline.move(tree, one, other, 0))
    two.there.plans.restructure(PLAN, "Dời", lambda tree: outline.move(tree, other, one, 0))
    two.exchange()
    places = [each for each in two.here.merging.conflicts() if each.column == "parent_id"]
    assert [each.field for each in places] == ["Vị trí trong kế hoạch"]
    assert any("ở cấp trên cùng" in choice.words for choice in places[0].choices)
    assert any("dưới «" in choice.words for choice in places[0].choices)
    shown = next(each.key for each in places[0].choices if each.is_shown)
    two.here.merging.resolve(places[0].id, shown)
    two.exchange()
    assert two.here.merging.conflicts() == ()


def test_a_part_waits_for_what_it_belongs_to(two: Two, tmp_path: Path) -> None:
    two.there.tasks.report("task-1", TaskUpdate(date(2026, 6, 1), 40, "Đã họp.", id="u1"))
    empty = opened(tmp_path / "empty")
    given = package(two.there, [("task_updates", "u1")])
    alone = [row for row in given.rows if row["table"] == "task_updates"]
    assert len(list(given.rows)) > len(alone)
    outcome = empty.merging.take_in(Given(given.head, given.dots, alone), "Lan")
    assert (outcome.waiting, outcome.added) == (1, {})
    assert empty.merging.conflicts() == ()
    rest = empty.merging.take_in(package(two.there), "Lan")
    assert rest.added["Tiến độ"] == 1
    assert rest.waiting == 0
    assert records(empty) == records(two.there)
    assert empty.check().damage == ()
    empty.close()


def test_what_was_signed_stays_and_the_edit_waits(two: Two) -> None:
    was = item_text(two.here, "task-2")
    two.here.plan_life.issue(PLAN, "7", date(2026, 7, 14))
    two.there.plans.set_text(PLAN, "task-2", "Niêm yết lại.")
    two.there.plans.set_head(PLAN, recipients=("Như trên",))
    two.there.plans.add(PLAN, ItemKind.TASK, "Nhiệm vụ thêm", None, 0)
    two.exchange()
    assert item_text(two.there, "task-2") == was
    assert two.there.plans.get(PLAN) == two.here.plans.get(PLAN)
    assert "Nhiệm vụ thêm" not in [item.text for item in two.here.plans.get(PLAN).walk()]
    found = {each.id: each for each in two.here.merging.conflicts()}
    text = found["plan_items:task-2:text"]
    assert {each.words for each in text.choices} == {was, "Niêm yết lại."}
    with pytest.raises(Refusal, match="không chọn được"):
        two.here.merging.resolve(text.id, next(each.key for each in text.choices if not each.is_shown))
    two.here.plan_life.amend(PLAN)
    two.exchange()
    assert item_text(two.here, "task-2") == "Niêm yết lại."
    assert "Nhiệm vụ thêm" in [item.text for item in two.here.plans.get(PLAN).walk()]


def test_a_report_that_two_have_issued_keeps_both_documents_until_one_is_chosen(two: Two) -> None:
    two.here.reports.issue(Q1, "7", date(2026, 4, 14))
    two.there.reports.issue(Q1, "8", date(2026, 4, 15))
    two.exchange()
    found = {each.table: each for each in two.here.merging.conflicts()}
    assert {"reports", "seals"} <= found.keys()
    assert two.here._desk.store.upkeep.sweep_packs() == 0
    was = two.here._desk.store.seal(Q1)
    other = next(choice.key for choice in found["reports"].choices if not choice.is_shown)
    two.here.merging.resolve(found["reports"].id, other)
    assert two.here.merging.conflicts() == ()
    assert two.here._desk.store.seal(Q1) != was
    assert two.here.reports.papers.unreadable() == []
    two.exchange()
    assert two.here.merging.conflicts() == ()


def test_a_report_is_sealed_where_it_is_issued(two: Two) -> None:
    two.here.reports.issue(Q1, "7", date(2026, 4, 14))
    two.exchange()
    two.here.reports.recall(Q1)
    two.there.reports.recall(Q1)
    two.there.reports.issue(Q1, "9", date(2026, 4, 16))
    two.exchange()
    store = two.here._desk.store
    assert (store.seal(Q1) is not None) == store.reports()[Q1].is_issued


def test_older_work_is_not_undone_through_a_package_unasked(two: Two) -> None:
    two.here.plans.set_assignment(PLAN, "task-1", lead="Văn phòng")
    older = two.here.history.entries()[0].id
    two.there.plans.set_assignment(PLAN, "task-1", note="Gấp")
    two.take_in()
    taken = two.here.history.entries()[0].id
    with pytest.raises(ReachesElsewhere, match="«Nhận gói của Lan»"):
        two.here.history.undo_through(older)
    with pytest.raises(ReachesElsewhere, match="sau thao tác đó"):
        two.here.history.take_back(older)
    with pytest.raises(Refusal, match="không hoàn tác riêng từng bản ghi"):
        two.here.history.take_back(taken, "task-1")
    assert assignment(two.here)["note"] == "Gấp"
    with two.here.history.reaching_elsewhere():
        two.here.history.take_back(older)
    assert (assignment(two.here)["lead"] != "Văn phòng", assignment(two.here)["note"]) == (True, "Gấp")
    two.exchange()
    with two.here.history.reaching_elsewhere():
        two.here.history.undo_through(older)
    assert assignment(two.here)["note"] != "Gấp"
    two.exchange()
    assert assignment(two.here)["note"] == "Gấp"


def test_documents_come_along_or_nothing_does(two: Two) -> None:
    two.there.plan_life.issue(PLAN, "7", date(2026, 7, 14))
    given = package(two.there)
    with pytest.raises(Refusal, match="thiếu văn bản"):
        two.here.merging.take_in(Given(given.head, given.dots, given.rows), "Lan")
    altered = dict.fromkeys(given.packs, b"x")
    with pytest.raises(Refusal, match="thiếu văn bản"):
        two.here.merging.take_in(Given(given.head, given.dots, given.rows, altered), "Lan")
    assert two.here.plans.get(PLAN).status != two.there.plans.get(PLAN).status
    two.here.merging.take_in(given, "Lan")
    assert two.here.plans.get(PLAN) == two.there.plans.get(PLAN)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"table": "nowhere"}, "bị sửa hoặc bị hỏng"),
        ({"table": "row_origins"}, "bị sửa hoặc bị hỏng"),
        ({"id": ""}, "bị sửa hoặc bị hỏng"),
        ({"id": 5}, "bị sửa hoặc bị hỏng"),
        ({"values": {"": True, "lead": 7}}, "bị sửa hoặc bị hỏng"),
        ({"values": {"": True, "lead": "a\0"}}, "bị sửa hoặc bị hỏng"),
        ({"values": {"": True, "funding": 2**70}}, "bị sửa hoặc bị hỏng"),
        ({"values": {"": True, "strange": "x"}}, "bị sửa hoặc bị hỏng"),
        ({"values": {"": True, "due": "hôm qua"}}, "không đọc được"),
        ({"dot": ["somebody", -1]}, "bị sửa hoặc bị hỏng"),
        ({"seen": {"a": "b"}}, "bị sửa hoặc bị hỏng"),
    ],
)
def test_what_is_not_what_the_program_sends_is_refused(two: Two, change: dict[str, Any], words: str) -> None:
    before = records(two.here)
    two.there.plans.set_assignment(PLAN, "task-1", lead="Văn phòng")
    given = package(two.there)
    row = next(each for each in given.rows if (each["table"], each["id"]) == ("tasks", "task-1"))
    if "values" in change:
        named = dict.fromkeys(("lead", "support", "deliverable", "due_text", "funding_text"), "")
        named |= dict.fromkeys(("officer", "note"), "") | {"source": "own"}
        change = {"dot": ["other", 9], "values": {**named, **change["values"]}, "seen": {"other": 9}}
        row = {"table": "tasks", "id": "task-1"}
    bad = {name: value for name, value in {**row, **change}.items() if name != "apart"}
    with pytest.raises(Refusal, match=words):
        two.here.merging.take_in(Given(given.head, given.dots, [bad]), "Lan")
    assert records(two.here) == before


def test_other_programs_and_times_are_refused(two: Two) -> None:
    given = package(two.there)
    with pytest.raises(Refusal, match="không đúng định dạng"):
        two.here.merging.take_in(Given({}, [], []), "Lan")
    with pytest.raises(Refusal, match="phiên bản mới hơn"):
        two.here.merging.take_in(Given({**given.head, "schema": 99}, [], []), "Lan")
    for dot in (["a"], ["a", 1, "Lan", "hôm qua", "x"], ["a", 1, "Lan", 5, "x"]):
        with pytest.raises(Refusal, match="bị sửa hoặc bị hỏng"):
            two.here.merging.take_in(Given(given.head, [dot], []), "Lan")


def test_nobody_else_knows_what_this_copy_will_do(two: Two) -> None:
    two.here.settings.save_unit(Unit("Phòng Kinh tế", "", None, None, "one"))
    given = package(two.here)
    plain = json.dumps([each for each in given.rows if each["table"] == "units"])
    (device,) = {each["dot"][0] for each in json.loads(plain)}
    (row,) = json.loads(plain)
    ahead = row | {"dot": [device, 500]}
    ahead.pop("seen", None)
    with pytest.raises(Refusal, match="thao tác mà máy này chưa làm"):
        two.here.merging.take_in(Given(given.head, [], [ahead]), "Lan")


def test_rows_that_break_the_tables_are_refused(two: Two) -> None:
    two.here.figures.type_figure(Q1, "1.07", "12")
    given = package(two.here)
    figure = next(each for each in given.rows if each["table"] == "figures")
    twin = json.loads(json.dumps(figure)) | {"id": "another", "dot": ["other", 5]}
    with pytest.raises(Refusal, match="trùng"):
        two.here.merging.take_in(Given(given.head, [], [twin]), "Lan")
    assert list(two.here._desk.store.figures()[Q1]) == ["1.07"]


VERSIONS = sorted((Path(__file__).parents[1] / "storage" / "versions").glob("v*.db"))


@pytest.mark.parametrize("file", VERSIONS, ids=lambda path: path.stem)
def test_data_of_every_version_go_over_whole(file: Path, tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    shutil.copy(file, tmp_path / "old" / "cchc.db")
    old, new = opened(tmp_path / "old"), opened(tmp_path / "new")
    new.merging.take_in(package(old), "máy cũ")
    assert known(new) == known(old)
    assert records(new) == records(old)
    assert new.check().damage == ()
    old.close()
    new.close()


def test_what_was_lost_and_restored_from_before_comes_back(two: Two, tmp_path: Path) -> None:
    two.here.plans.set_assignment(PLAN, "task-1", lead="Văn phòng")
    two.here.close()
    shutil.copy(tmp_path / "here" / "cchc.db", tmp_path / "kept.db")
    two.here = opened(tmp_path / "here")
    two.here.plans.set_assignment(PLAN, "task-1", lead="Trạm Y tế")
    two.here.plans.set_assignment(PLAN, "task-2", note="Gấp")
    two.there.merging.take_in(package(two.here), "Văn phòng")
    two.here.close()
    shutil.copy(tmp_path / "kept.db", tmp_path / "here" / "cchc.db")
    two.here = opened(tmp_path / "here")
    two.here.plans.set_assignment(PLAN, "task-1", lead="Phòng Kinh tế")
    two.exchange()
    assert assignment(two.here, "task-2")["note"] == "Gấp"
    (conflict,) = two.here.merging.conflicts()
    assert {each.words for each in conflict.choices} == {"Phòng Kinh tế", "Trạm Y tế"}
