"""The rounds of the index: self score, lock, verification, explanation, verification again, final result."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from random import Random

import pytest

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.criteria.rounds import Stage
from cchc_desktop.domain.criteria.sealed import AGREED
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.rule_settings import RuleSetting
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.register_import import read_rows
from tests.office.round_desk import (
    TODAY,
    YEAR,
    D,
    at,
    attach,
    lock,
    november,
    say,
    standing,
    starter,
    tables,
    verify,
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with november(tmp_path) as made:
        yield made


def test_the_whole_way(office: Office, tmp_path: Path) -> None:
    rounds, given = office.score_rounds, starter(office)
    assert standing(office).stage is Stage.SELF
    live = office.criteria.score(given, YEAR)
    lock(office)
    now = standing(office)
    assert now.stage is Stage.LOCKED
    assert now.own is not None
    assert (now.own.total, now.own.most, now.own.penalty) == (live.total, live.most, live.penalty)
    assert now.own.unknown == live.unknown
    line = at(office, "3.4.1")
    scored = next(each for each in live.walk() if each.criterion.code == "3.4.1")
    assert (line.points, line.own.proposed, line.own.reason) == (
        scored.points,
        scored.proposed,
        scored.reason,
    )
    assert line.own.declared == scored.declared
    assert [file.number for file in line.own.files] == ["3.4.1-01"]
    assert at(office, "3.3").own.note == "Chưa thành lập Trung tâm"
    assert at(office, "3.3.1").most == 0
    assert at(office, "P1").points == -1
    (step,) = now.steps
    assert (step.note, step.at, step.officer) == (
        "Họp ngày 18/11", datetime(2026, 11, 20, 9), office._desk.store.at_the_desk()
    )  # fmt: skip

    # The superior takes points of two criteria, and says what the survey came to.
    before = at(office, "3.4.1").points
    assert before
    say(office, "3.4.1", "1.5", "Hệ thống báo 94,1% đúng hạn")
    say(office, "1.2", "0.5", "Báo cáo quý I chậm")
    say(office, "3.7", "4.5")
    say(office, "P1", "0")
    with pytest.raises(Refusal, match=r"Còn \d+ tiêu chí chưa ghi điểm thẩm định"):
        rounds.verify(given, YEAR)
    verify(office, due=date(2026, 12, 5))
    now = standing(office)
    assert now.stage is Stage.VERIFIED
    assert now.due == date(2026, 12, 5)
    assert now.first is not None
    assert now.first.total == now.own.total - (before - D("1.5")) - D("0.25") + D("4.5") + 1  # type: ignore[union-attr]
    assert at(office, "3.4.1").gap == D("1.5") - before
    assert at(office, "3").gap == D("1.5") - before + D("4.5")
    assert {each.code for each in now.waiting} == {"3.4.1", "1.2"}

    # The office explains one, with a new file, and agrees to the other.
    rounds.explain(given, YEAR, "3.4.1", "Hệ thống đếm cả hồ sơ tạm dừng; số thực là 96,3%.")
    attach(office, tmp_path, "3.4.1", "Đối soát.pdf")
    assert [file.number for file in at(office, "3.4.1").new_files] == ["3.4.1-02"]
    with pytest.raises(Refusal, match=r"Còn 1 tiêu chí bị trừ điểm chưa giải trình: 1\.2"):
        rounds.send(given, YEAR)
    rounds.send(given, YEAR, agree_to_others=True)
    assert standing(office).stage is Stage.EXPLAINED
    assert at(office, "1.2").explanation == AGREED
    assert standing(office).waiting == []

    # The second verification gives the points of one back.
    say(office, "3.4.1", str(before), "Chấp nhận giải trình")
    verify(office)
    rounds.finish(given, YEAR, "QĐ 33/QĐ-UBND")
    now = standing(office)
    assert now.stage is Stage.FINAL
    assert now.second is not None
    assert at(office, "3.4.1").last == before
    assert at(office, "1.2").last == D("0.5")
    assert now.second.total == now.own.total - D("0.25") + D("4.5") + 1  # type: ignore[union-attr]
    assert office.score_rounds.open_rounds() == []
    assert office.check() == Findings()

    # All of it can be taken back, and done again.
    stages = []
    while standing(office).stage is not Stage.SELF:
        office.history.undo()
        stages.append(standing(office).stage)
    assert list(dict.fromkeys(stages)) == [
        Stage.SECOND, Stage.EXPLAINED, Stage.VERIFIED, Stage.LOCKED, Stage.SELF
    ]  # fmt: skip
    while office.history.next_redo():
        office.history.redo()
    assert standing(office).stage is Stage.FINAL
    assert office.check() == Findings()


def test_what_is_locked_stays_whatever_the_data_become(office: Office) -> None:
    lock(office)
    say(office, "3.4.1", "1")
    verify(office)
    before = standing(office)
    sheet = office.criteria.sheet(starter(office), YEAR)
    for quarter in ("2026-Q2", "2026-Q3", "2026-Q4"):
        for code, value in (("7.02", "1"), ("7.01", "500")):
            with office.corrections.because("đếm lại"):
                office.figures.type_figure(Period.parse(quarter), code, value)
    open_task = next(row for row in office.tasks.rows() if row.status.is_open)
    office.tasks.report(open_task.id, TaskUpdate(TODAY, 100, "Xong"))
    office.rules.set(RuleSetting("kiem-tra-don-vi", "", True, None, "Tỉnh không giao"))
    live = office.criteria.score(starter(office), YEAR)
    assert before.own is not None
    assert office.criteria.claimed(starter(office), YEAR) == before.own
    assert live.total != before.own.total
    assert standing(office) == before
    assert office.criteria.sheet(starter(office), YEAR) == sheet


def test_marks_and_evidence_of_a_locked_year_change_by_reopening_alone(
    office: Office, tmp_path: Path
) -> None:
    given, criteria = starter(office), office.criteria
    criteria.accept(given, YEAR, ["3.4.1"])
    (accepted, *_) = office.history.entries(1)
    lock(office)
    mark = criteria.mark(given, YEAR, "8.4")
    with pytest.raises(Refusal, match=r"Điểm tự chấm đã chốt \(năm 2026\)"):
        criteria.decide(replace(mark, number=D(1)))
    with pytest.raises(Refusal, match="mở lại bước chấm điểm"):
        criteria.accept(given, YEAR, ["1.3.1"])
    with pytest.raises(Refusal, match="Điểm tự chấm đã chốt"):
        attach(office, tmp_path, "1.3.1", "Muộn.pdf")
    with pytest.raises(Refusal, match="Điểm tự chấm đã chốt"):
        office.history.take_back(accepted.id)
    (file,) = [each for each in office.evidence.files() if each.owner_id.endswith(":3.4.1")]
    with pytest.raises(Refusal, match="Điểm tự chấm đã chốt"):
        office.evidence.remove(file.id)
    # Another period is none of its business.
    quarter = Period.parse("2026-Q2")
    of_766 = criteria.of_period(quarter)
    criteria.accept(of_766, quarter, ["2"])

    verify(office)
    attach(office, tmp_path, "1.3.1", "Kèm giải trình.pdf")
    (added,) = [each for each in office.evidence.files() if each.owner_id.endswith(":1.3.1")]
    office.evidence.edit(added.id, note="Trang 2")
    with pytest.raises(Refusal, match="Điểm tự chấm đã chốt"):
        office.evidence.edit(file.id, note="Trang 3")
    office.evidence.remove(added.id)

    with pytest.raises(Refusal, match="Hãy ghi lý do mở lại"):
        office.score_rounds.reopen(given, YEAR, "  ")
    office.score_rounds.reopen(given, YEAR, "Ghi nhầm")
    assert standing(office).stage is Stage.LOCKED
    office.score_rounds.reopen(given, YEAR, "Còn sót minh chứng")
    assert standing(office).stage is Stage.SELF
    criteria.decide(replace(mark, number=D(1)))
    lock(office)
    steps = standing(office).steps
    assert [(step.number, step.is_back, step.note) for step in steps] == [
        (1, False, "Họp ngày 18/11"), (2, False, "TB 12/TB-SNV"), (3, True, "Ghi nhầm"),
        (4, True, "Còn sót minh chứng"), (5, False, "Họp ngày 18/11"),
    ]  # fmt: skip
    # What was locked first is still there.
    first, again = (office.score_rounds.kept(steps[place]) for place in (0, 4))
    assert first is not None
    assert again is not None
    assert office.score_rounds.kept(steps[2]) is None
    # So is the sheet of it, whatever was opened again.
    (sheet, _) = tables(office.score_papers.sheet_at(given, YEAR, 2))
    assert "Chênh lệch" in [column.header for column in sheet.columns]
    assert office.score_rounds.at_step(given, YEAR, 1).by_code["8.4"].points == 2
    assert at(office, "8.4").points == 1
    with pytest.raises(Refusal, match="không còn điểm nào được chốt"):
        office.score_papers.sheet_at(given, YEAR, 4)
    with pytest.raises(Refusal, match="không có bước 6"):
        office.score_rounds.at_step(given, YEAR, 6)
    points = [next(line.points for line in each.lines if line.code == "8.4") for each in (first, again)]
    assert points == [2, 1]
    assert office.check() == Findings()


def test_a_step_in_the_middle_cannot_be_taken_away(office: Office) -> None:
    lock(office)
    (locked, *_) = office.history.entries(1)
    verify(office)
    with pytest.raises(Refusal, match="đã có bước sau"):
        office.history.take_back(locked.id)
    office.history.undo_through(locked.id)
    assert standing(office).stage is Stage.SELF


def test_steps_are_refused_out_of_their_order(office: Office) -> None:
    given, rounds = starter(office), office.score_rounds
    with pytest.raises(Refusal, match="Chưa nhận điểm thẩm định ở bước này: đang tự chấm"):
        say(office, "3.4.1", "1")
    with pytest.raises(Refusal, match="bước giải trình"):
        rounds.explain(given, YEAR, "3.4.1", "x")
    with pytest.raises(Refusal, match="Chưa có điểm thẩm định để chốt"):
        rounds.finish(given, YEAR)
    with pytest.raises(Refusal, match="không có gì để mở lại"):
        rounds.reopen(given, YEAR, "x")
    lock(office)
    with pytest.raises(Refusal, match="đã chốt rồi"):
        lock(office)
    with pytest.raises(Refusal, match=r"không có tiêu chí 9\.9"):
        say(office, "9.9", "1")
    with pytest.raises(Refusal, match=r"3\.4 có tiêu chí con"):
        say(office, "3.4", "1")
    with pytest.raises(Refusal, match=r"3\.3\.1 không áp dụng"):
        say(office, "3.3.1", "1")
    with pytest.raises(Refusal, match=r"phải từ 0 đến 4, nhiều nhất 2 số lẻ"):
        say(office, "3.4.1", "4.5")
    with pytest.raises(Refusal, match="dài quá 2000 chữ"):
        say(office, "3.4.1", "1", "x" * 2001)
    # A remark alone is kept, and taken away again; nothing is kept of a criterion of which nothing is said.
    say(office, "3.4.1", None, "Xem lại")
    assert at(office, "3.4.1").first_remark == "Xem lại"
    say(office, "3.4.1", None)
    assert office._desk.store.table("criterion_rounds") == []
    verify(office)
    with pytest.raises(Refusal, match="dài quá 2000 chữ"):
        rounds.explain(given, YEAR, "3.4.1", "x" * 2001)
    # With nothing to explain, the first verification may be the last.
    rounds.finish(given, YEAR)
    assert standing(office).stage is Stage.FINAL
    rounds.reopen(given, YEAR, "Chốt nhầm")
    rounds.send(given, YEAR)
    with pytest.raises(Refusal, match="Hạn giải trình"):
        rounds.verify(given, YEAR, due=TODAY, keep_others=True)


def test_nothing_scored_is_not_locked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office.criteria, "_told", lambda *_: {})
    for mark in office.criteria.marks(starter(office), YEAR).values():
        office.criteria.decide(replace(mark, number=None, points=None, off=False, note=""))
    with pytest.raises(Refusal, match="Chưa chấm được tiêu chí nào"):
        lock(office)


def test_a_set_that_was_locked_by_is_not_replaced(office: Office, tmp_path: Path) -> None:
    from tests import criteria_files

    read = office.criteria_sets.read(
        read_rows(criteria_files.flat(tmp_path / "bo.xlsx")), 2026, decision="1/QĐ-UBND",
        signed=date(2026, 10, 1),
    )  # fmt: skip
    office.criteria_sets.take(read)
    given = office.criteria.of_period(YEAR, read.set.id)
    leaf = next(each for each in given.walk() if each.rule is not None)
    office.criteria.decide(replace(office.criteria.mark(given, YEAR, leaf.code), points=leaf.most, note="x"))
    office.score_rounds.lock(given, YEAR)
    # Of two sets of a year the one that was locked goes first.
    assert office.criteria.of_period(YEAR).id == given.id
    changed = replace(read, set=replace(read.set, title="Tên khác"))
    with pytest.raises(Refusal, match="Điểm tự chấm đã chốt"):
        office.criteria_sets.take(changed)
    assert office.score_rounds.standing(given, YEAR).given == given


def test_no_record_out_of_a_backup_changes_what_is_locked(office: Office) -> None:
    given, criteria = starter(office), office.criteria
    mark = criteria.mark(given, YEAR, "8.4")
    backup = office.backups.make(Reason.MANUAL)
    assert backup is not None
    criteria.decide(replace(mark, number=D(1)))
    lock(office)
    with (
        office.restoring.opened(backup.path) as view,
        pytest.raises(Refusal, match="Điểm tự chấm đã chốt"),
    ):
        office.restoring.put_back(view, [f"criterion_marks:{mark.id}"])
    assert at(office, "8.4").points == 1


def test_all_steps_come_in_at_once_with_what_they_locked(office: Office) -> None:
    """As from another PC that went all the way meanwhile."""
    given, rounds = starter(office), office.score_rounds
    lock(office)
    say(office, "3.4.1", "1", "Chậm")
    verify(office)
    rounds.explain(given, YEAR, "3.4.1", "Đã gửi")
    rounds.send(given, YEAR)
    backup = office.backups.make(Reason.MANUAL)
    assert backup is not None
    before = standing(office)
    while standing(office).steps:
        office.history.undo()
    with office.restoring.opened(backup.path) as view:
        keys = [each.key for each in office.restoring.differences(view)]
        assert [key.partition(":")[0] for key in keys] == ["score_steps"] * 3 + ["criterion_rounds"]
        with pytest.raises(Refusal, match="đã có bước sau"):
            office.restoring.put_back(view, keys[1:2])
        office.restoring.put_back(view, keys)
    assert standing(office) == before
    assert office.check() == Findings()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_done_what_is_locked_is_what_it_was(office: Office, tmp_path: Path, seed: int) -> None:
    """A random run of work on the year's data and of tries to change what is locked."""
    chance, given, criteria = Random(seed), starter(office), office.criteria
    lock(office)
    say(office, "3.4.1", "1")
    verify(office)
    before, sheet = standing(office), criteria.sheet(given, YEAR)
    tasks = [row.id for row in office.tasks.rows() if row.status.is_open]
    leaves = [line.code for line in before.lines if line.is_leaf]
    (kept,) = [each for each in office.evidence.files() if each.owner_id.endswith(":3.4.1")]

    def figure() -> None:
        quarter, code = chance.choice(("2026-Q3", "2026-Q4")), chance.choice(("1.07", "7.02", "8.04"))
        with office.corrections.because("đếm lại"):
            office.figures.type_figure(Period.parse(quarter), code, str(chance.randrange(5)))

    def task() -> None:
        with office.tasks.because("chậm"):
            office.tasks.report(chance.choice(tasks), TaskUpdate(TODAY, chance.randrange(100), "Đang làm"))

    def mark() -> None:
        found = criteria.mark(given, YEAR, chance.choice(leaves))
        criteria.decide(replace(found, points=D(0), note=f"lần {chance.random()}"))

    works: list[Callable[[], object]] = [
        figure, task, mark,
        lambda: office.rules.set(RuleSetting("kiem-tra-don-vi", "", True, None, f"x{chance.random()}")),
        lambda: office.evidence.edit(kept.id, note=f"{chance.random()}"),
        lambda: office.evidence.remove(kept.id),
        lambda: criteria.accept(given, YEAR, [chance.choice(leaves)]),
    ]  # fmt: skip
    done = refused = 0
    for _ in range(30):
        try:
            chance.choice(works)()
            done += 1
        except Refusal:
            refused += 1
        if done and chance.random() < 0.3:
            office.history.undo()
            office.history.redo()
    assert min(done, refused) > 3
    assert standing(office) == before
    assert criteria.sheet(given, YEAR) == sheet
    assert office.check() == Findings()
