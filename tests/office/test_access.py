"""Signing in, rights and areas, the log, forgotten passwords, and what stays out of the journal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_desktop.domain.access import Account, Event, Need, Policy, Role
from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.errors import Damaged, EnvironmentProblem, Refusal, ViewOnly
from cchc_desktop.domain.evidence import Owner
from cchc_desktop.domain.offices import OfficeProfile, Officer, Person
from cchc_desktop.domain.outgoing.records import PaperKey, PaperKind
from cchc_desktop.domain.outgoing.signed import SignedText
from cchc_desktop.domain.plan import Draft
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.domain.typed_figures import parse_figure
from cchc_desktop.office import Office
from cchc_desktop.office.assigning import TaskEdit
from cchc_desktop.office.outgoing import Incoming
from cchc_desktop.storage import database, passwords
from tests.directives import save_directive
from tests.plans import small_plan
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these

TODAY = date(2026, 7, 15)
Q2 = Period.parse("2026-Q2")
GOOD, OTHER, THIRD = "Abcdef1@", "Khác-2026a", "Nữa-2026b"
BOSS, CLERK, AREA, LEADER = "Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung"


@dataclass
class Data:
    """A data folder whose clock the test sets."""

    folder: Path
    now: datetime = field(default=datetime(2026, 7, 15, 9, 0))
    office: Office = field(init=False)

    def _today(self) -> date:
        return self.now.date()

    def open(self, view: bool = False) -> Office:
        self.office = Office.open(self.folder, self._today, lambda: self.now, view)
        return self.office

    def signed_in(self, name: str, password: str) -> Account:
        return self.office.access.sign_in(self.office.access.account_named(name).id, password)


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Data]:
    """An office with a small plan, in which nobody signs in."""
    made = Data(tmp_path / "data")
    office = made.open()
    office.settings.found(OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh", "An Bình"))
    office.plans.store_draft(Draft(small_plan()))
    yield made
    made.office.close()


@pytest.fixture
def access(data: Data) -> Data:
    """The same with an administrator who is signed in, and one account of each other role."""
    signing = data.office.access
    signing.switch_on(BOSS, GOOD)
    for name, role, areas in (
        (CLERK, Role.GENERAL, ()), (AREA, Role.AREA, (6,)), (LEADER, Role.LEADER, ()),
    ):  # fmt: skip
        account = signing.add(name, role, areas, OTHER)
        signing.sign_in(account.id, OTHER)
        signing.change_password(OTHER, GOOD)
        data.signed_in(BOSS, GOOD)
    return data


def events(data: Data) -> list[Event]:
    return [line.event for line in data.office.access.log()]


def report(office: Office, task: str, percent: int = 50) -> None:
    with office.tasks.because("Chờ văn bản hướng dẫn"):
        office.tasks.report(task, TaskUpdate(date(2026, 7, 1), percent, "Đang làm"))


def decide(office: Office, code: str) -> None:
    """Declares one of something for a criterion."""
    year = Period.parse("2026-N")
    mark = office.criteria.mark(office.criteria.of_period(year), year, code)
    office.criteria.decide(replace(mark, number=Decimal(1)))


# Off, and switched on


def test_nobody_is_asked_before_it_is_switched_on(data: Data) -> None:
    office = data.office
    assert not office.asks_who
    assert office.access.why_not(Need.USERS) == ""
    report(office, "task-1")
    assert office.check().damage == ()
    with pytest.raises(Refusal, match="Chưa bật"):
        office.access.add(CLERK, Role.GENERAL, (), GOOD)


def test_a_weak_password_switches_nothing_on(data: Data) -> None:
    with pytest.raises(Refusal, match="còn thiếu"):
        data.office.access.switch_on(BOSS, "matkhau")
    with pytest.raises(Refusal, match="họ và tên"):
        data.office.access.switch_on(" ", GOOD)
    assert not data.office.asks_who
    assert data.office.access.log() == []


def test_once_on_everything_needs_somebody_who_is_signed_in(access: Data) -> None:
    access.office.close()
    office = access.open()
    assert office.asks_who
    assert office.access.who is None
    attempts: tuple[Callable[[], object], ...] = (
        lambda: report(office, "task-1"), office.history.undo, office.check, office.access.log,
        lambda: office.copy_data(access.folder / "copy"), office.trial.end,
    )  # fmt: skip
    for attempt in attempts:
        with pytest.raises(Refusal, match=r"đăng nhập|mẫu"):
            attempt()
    data_before = office.counts()
    access.signed_in(CLERK, GOOD)
    report(office, "task-1")
    assert office.counts()["task_updates"] == data_before["task_updates"] + 1
    office.access.sign_out()
    with pytest.raises(Refusal, match="phải đăng nhập"):
        report(office, "task-1")


def test_the_journal_names_who_is_signed_in_and_nobody_else_can_be_said(access: Data) -> None:
    office = access.office
    access.signed_in(CLERK, GOOD)
    report(office, "task-1")
    assert office.history.entries()[0].officer == CLERK
    with pytest.raises(Refusal, match="đã đăng nhập"):
        office.settings.sit_down(BOSS)
    with pytest.raises(Refusal, match="đã đăng nhập"):
        office.settings.act_as(BOSS)
    assert office.settings.at_the_desk() == CLERK


def test_switched_off_it_is_as_before_but_for_the_log(access: Data) -> None:
    office = access.office
    office.access.switch_off()
    assert not office.asks_who
    assert events(access)[0] is Event.SWITCHED_OFF
    report(office, "task-1")
    assert office.check().damage == ()
    code = office.access.switch_on(CLERK, GOOD)
    assert code.count("-") == 5
    assert office.access.accounts()[0].role is Role.ADMIN


# Wrong passwords


def test_five_wrong_passwords_lock_and_twelve_hours_open(access: Data) -> None:
    signing = access.office.access
    account = signing.account_named(CLERK)
    signing.sign_out()
    for left in (4, 3, 2, 1):
        with pytest.raises(Refusal, match=f"Còn {left} lần"):
            signing.sign_in(account.id, "sai")
    with pytest.raises(Refusal, match=f"quản trị \\({BOSS}\\) mở khóa.*21:00 ngày 15/07/2026"):
        signing.sign_in(account.id, "sai")
    # The right one opens nothing now, after a start neither.
    access.office.close()
    signing = access.open().access
    with pytest.raises(Refusal, match="đang bị khóa"):
        signing.sign_in(account.id, GOOD)
    access.now -= timedelta(days=3650)
    with pytest.raises(Refusal, match="đang bị khóa"):
        signing.sign_in(account.id, GOOD)
    access.now += timedelta(hours=12)
    assert signing.sign_in(account.id, GOOD).failures == 0
    access.signed_in(BOSS, GOOD)
    told = events(access)
    assert told.count(Event.FAILED) == 5
    assert Event.LOCKED in told
    assert Event.UNLOCKED in told


def test_a_right_password_forgets_the_wrong_ones(access: Data) -> None:
    signing = access.office.access
    account = signing.account_named(CLERK)
    for _ in range(3):
        with pytest.raises(Refusal):
            signing.sign_in(account.id, "sai")
        signing.sign_in(account.id, GOOD)
    with pytest.raises(Refusal, match="Còn 4 lần"):
        signing.sign_in(account.id, "sai")


def test_the_administrator_opens_an_account(access: Data) -> None:
    signing = access.office.access
    account = signing.account_named(CLERK)
    for _ in range(5):
        with pytest.raises(Refusal):
            signing.sign_in(account.id, "sai")
    access.signed_in(BOSS, GOOD)
    signing.unlock_account(account.id)
    assert signing.sign_in(account.id, GOOD).locked_at is None


def test_a_hash_of_old_parameters_is_renewed(access: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    before = access.office.access.account_named(CLERK).secret
    monkeypatch.setattr(passwords, "ROUNDS", 2)
    access.signed_in(CLERK, GOOD)
    after = access.office.access.account_named(CLERK).secret
    assert ("t=1" in before, "t=2" in after) == (True, True)
    access.signed_in(CLERK, GOOD)
    assert access.office.access.account_named(CLERK).secret == after


# The screen


def test_a_locked_screen_stores_nothing_until_the_password_is_given(access: Data) -> None:
    signing = access.office.access
    access.signed_in(CLERK, GOOD)
    signing.lock()
    signing.lock()
    assert signing.is_locked
    with pytest.raises(Refusal, match="đang khóa"):
        report(access.office, "task-1")
    with pytest.raises(Refusal, match="không đúng"):
        signing.unlock("sai")
    signing.unlock(GOOD)
    report(access.office, "task-1")
    access.signed_in(BOSS, GOOD)
    assert events(access).count(Event.SCREEN_LOCKED) == 1
    assert events(access).count(Event.SCREEN_UNLOCKED) == 1


# Rights


ROLES = (CLERK, AREA, LEADER)


@pytest.mark.parametrize(
    ("attempt", "allowed"),
    [
        (lambda office: report(office, "task-3"), {CLERK, AREA}),
        (lambda office: report(office, "task-1"), {CLERK}),
        (lambda office: office.settings.save_officer(Officer("Ai đó")), {CLERK}),
        (lambda office: office.plan_life.issue("plan-1", "7", date(2026, 1, 5)), {CLERK, LEADER}),
        (lambda office: office.reports.set_remarks(Q2, 6, results="Đã xong"), {CLERK, AREA}),
        (lambda office: office.reports.set_remarks(Q2, 5, results="Đã xong"), {CLERK}),
        (lambda office: office.reports.set_head(Q2, symbol="BC-X"), {CLERK}),
        (lambda office: decide(office, "6.3"), {CLERK, AREA}),
        (lambda office: decide(office, "5.2"), {CLERK}),
        (lambda office: decide(office, "P1"), {CLERK}),
        (lambda office: save_directive(office, TODAY, "1", "Chỉ đạo", area=6), {CLERK, AREA}),
        (lambda office: save_directive(office, TODAY, "1", "Chỉ đạo", area=0), {CLERK}),
        (lambda office: office.check(), {CLERK, AREA, LEADER}),
        (lambda office: office.access.log(), set()),
        (lambda office: office.access.add("Ai đó", Role.LEADER, (), GOOD), set()),
        (lambda office: office.access.set_policy(Policy(idle_minutes=1)), set()),
        (lambda office: office.access.new_recovery_code(), set()),
        (lambda office: office.access.switch_off(), set()),
    ],
)  # fmt: skip
def test_a_role_does_what_it_may_and_nothing_else(
    access: Data, attempt: Callable[[Office], object], allowed: set[str]
) -> None:
    office = access.office
    for name in ROLES:
        access.signed_in(name, GOOD)
        before = office.history.entries()
        if name in allowed:
            attempt(office)
            access.signed_in(BOSS, GOOD)
            if len(office.history.entries()) > len(before):
                office.history.undo()
        else:
            with pytest.raises(Refusal, match="Việc này dành cho"):
                attempt(office)
            assert office.history.entries() == before


def test_rights_are_refused_before_values(access: Data) -> None:
    """Nobody corrects a value that may not be stored anyway."""
    office = access.office
    known = office.catalogues.of_period(Q2)
    strange = next(each for each in known.indicators if each.area == 5 and each.is_typed)
    future = TaskUpdate(date(2027, 1, 1), 50)
    wrong: tuple[tuple[str, Callable[[], object]], ...] = (
        (AREA, lambda: office.figures.type_figure(Q2, strange.code, "mười")),
        (AREA, lambda: office.openings.type_figure(Q2.cumulated, strange.code, "mười")),
        (AREA, lambda: office.tasks.report("task-1", future)),
        (AREA, lambda: office.assigning.assign(["task-1"], TaskEdit(percent=500))),
        (AREA, lambda: office.dossiers.save_field(" ")),
        (AREA, lambda: office.dossiers.delete_field("không có")),
        (AREA, lambda: office.dossiers.set_rows(Q2, {"không có": Dossiers()})),
        (AREA, lambda: save_directive(office, date(2027, 1, 1), "", "Chỉ đạo", area=5)),
        (AREA, lambda: office.plans.create(" ", small_plan().period)),
        (AREA, lambda: office.plans.set_text("plan-1", "task-1", " ")),
        (AREA, lambda: office.settings.save_officer(Officer("Ai đó", unit_id="không có"))),
        (AREA, lambda: office.calendar.set_regime(2026, "không có")),
        (AREA, lambda: office.duties.take("không có", 2026)),
        (AREA, lambda: office.duties.delete("không có")),
        (LEADER, lambda: office.figures.type_figure(Q2, strange.code, "mười")),
        (LEADER, lambda: office.plans.store_draft(Draft(small_plan()))),
        (CLERK, lambda: office.access.add("", Role.LEADER, (), "yếu")),
    )  # fmt: skip
    for name, attempt in wrong:
        access.signed_in(name, GOOD)
        with pytest.raises(Refusal, match="Việc này dành cho"):
            attempt()


def test_a_refusal_names_who_writes_the_area(access: Data) -> None:
    office = access.office
    office.access.add("Đỗ Thị Em", Role.AREA, (5,), GOOD)
    access.signed_in(AREA, GOOD)
    closed = {area: office.why_closed(Need.FIGURES, area) for area in range(9)}
    assert {area for area, why in closed.items() if why} == {0, 1, 2, 3, 4, 5, 7, 8}
    assert "người phụ trách lĩnh vực đó (Đỗ Thị Em)" in closed[5]
    assert "(" not in closed[4].partition("dành cho")[2]
    with pytest.raises(Refusal, match="Đỗ Thị Em"):
        office.reports.set_remarks(Q2, 5, results="Đã xong")
    access.signed_in(LEADER, GOOD)
    assert "«Phụ trách lĩnh vực»" in office.why_closed(Need.FIGURES, 6)
    access.signed_in(CLERK, GOOD)
    assert not any(office.why_closed(Need.FIGURES, area) for area in range(9))
    access.office.access.sign_out()
    assert office.why_closed(Need.FIGURES, 1) == ""


def test_the_index_is_locked_by_whom_it_is_the_whole_offices_work_of(access: Data) -> None:
    """Who leads an area explains what was taken of it; locking and opening again is not for them."""
    office, year = access.office, Period.parse("2026-N")
    access.signed_in(CLERK, GOOD)
    given = office.criteria.of_period(year)
    for code in ("6.4", "4.3"):
        decide(office, code)
    access.signed_in(AREA, GOOD)
    with pytest.raises(Refusal, match="ban hành, phát hành"):
        office.score_rounds.lock(given, year)
    access.signed_in(LEADER, GOOD)
    office.score_rounds.lock(given, year)
    access.signed_in(CLERK, GOOD)
    for code in ("6.4", "4.3"):
        office.score_rounds.say(given, year, code, Decimal(0), "Thiếu minh chứng")
    office.score_rounds.verify(given, year, keep_others=True)
    access.signed_in(AREA, GOOD)
    office.score_rounds.explain(given, year, "6.4", "Đã gửi quy chế")
    with pytest.raises(Refusal, match="lĩnh vực"):
        office.score_rounds.explain(given, year, "4.3", "Đã gửi quy chế")
    with pytest.raises(Refusal, match="ban hành, phát hành"):
        office.score_rounds.reopen(given, year, "Nhầm")
    access.signed_in(LEADER, GOOD)
    office.score_rounds.send(given, year, agree_to_others=True)
    officers = [step.officer for step in office.score_rounds.standing(given, year).steps]
    assert officers == [LEADER, CLERK, LEADER]


def test_who_may_put_a_record_back_may_undo_it(access: Data) -> None:
    """Single records from a backup, by whomever; all of a backup is for the administrator."""
    office = access.office
    report(office, "task-1")
    backup = office.backups.make(Reason.MANUAL)
    assert backup is not None
    report(office, "task-1", 90)
    with office.restoring.opened(backup.path) as view:
        keys = [each.key for each in office.restoring.differences(view)]
        access.signed_in(AREA, GOOD)
        with pytest.raises(Refusal, match="Việc này dành cho"):
            office.restoring.put_back(view, keys)
        access.signed_in(BOSS, GOOD)
        assert office.restoring.put_back(view, keys)
        access.signed_in(CLERK, GOOD)
        assert office.history.undo()
        assert office.restoring.put_back(view, keys)
    assert office.history.undo()
    assert "toàn bộ" in office.access.why_not(Need.RESTORE)


def test_figures_are_typed_by_who_has_their_area_also_of_the_form(access: Data) -> None:
    office = access.office
    known = office.catalogues.of_period(Q2)
    own = next(each for each in known.indicators if each.area == 6 and each.is_typed)
    strange = next(each for each in known.indicators if each.area == 5 and each.is_typed)
    access.signed_in(AREA, GOOD)
    office.figures.set_figures(Q2, {own.code: parse_figure("1", own)})
    with pytest.raises(Refusal, match="không sửa được lĩnh vực 5"):
        office.figures.set_figures(
            Q2, {own.code: parse_figure("2", own), strange.code: parse_figure("1", strange)}
        )
    # All or nothing: the own one is not stored either.
    assert office.figures.figure(Q2, own.code) == parse_figure("1", own)
    with pytest.raises(Refusal, match="lĩnh vực 3"):
        office.dossiers.save_field("Đất đai khác")
    access.signed_in(BOSS, GOOD)
    office.access.change(office.access.account_named(AREA).id, AREA, Role.AREA, {3, 6})
    access.signed_in(AREA, GOOD)
    office.dossiers.save_field("Đất đai khác")


def test_a_passage_of_the_report_belongs_to_its_area(access: Data) -> None:
    from cchc_desktop.catalogue.report import report_outline

    office = access.office
    shown = {row.key for row in office.reports.text.passages(Q2)}
    sections = [each for each in report_outline().sections if each.key in shown]
    own = next(each.key for each in sections if each.area == 6)
    whole = next(each.key for each in sections if each.area == 0)
    access.signed_in(AREA, GOOD)
    office.reports.set_passage(Q2, own, "Lời của tôi.")
    with pytest.raises(Refusal, match="phần chung của cả cơ quan"):
        office.reports.set_passage(Q2, whole, "Lời của tôi.")


def test_who_takes_back_needs_what_was_needed_and_more_for_what_others_did(access: Data) -> None:
    office = access.office
    report(office, "task-3")
    access.signed_in(AREA, GOOD)
    with pytest.raises(Refusal, match="hoàn tác việc của người khác"):
        office.history.undo()
    report(office, "task-3", 60)
    office.history.undo()
    office.history.redo()
    assert office.tasks.get("task-3").percent == 60
    older = office.history.entries()[-1]
    with pytest.raises(Refusal):
        office.history.undo_through(older.id)
    assert office.tasks.get("task-3").percent == 60
    access.signed_in(CLERK, GOOD)
    office.history.undo()
    # What one may not do, one may not take back either.
    access.signed_in(BOSS, GOOD)
    office.access.change(office.access.account_named(AREA).id, AREA, Role.LEADER, ())
    access.signed_in(AREA, GOOD)
    with pytest.raises(Refusal, match="không được cập nhật tiến độ"):
        office.history.redo()


def test_no_part_of_office_stores_records_past_the_door() -> None:
    """The journal asks the gate of everything; a transaction that a part begins by itself is not."""
    folder = Path(__file__).parents[2] / "cchc_desktop" / "office"
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert ("journal.operation(" in text) == (path.name == "desk.py"), path.name
        assert "store._data" not in text, path.name


# Accounts


def test_a_first_password_is_changed_before_anything_else(data: Data) -> None:
    office = data.office
    office.access.switch_on(BOSS, GOOD)
    account = office.access.add(CLERK, Role.GENERAL, (), OTHER)
    assert office.access.sign_in(account.id, OTHER).must_change
    with pytest.raises(Refusal, match="Hãy đổi mật khẩu"):
        report(office, "task-1")
    for old, new, field_name in (
        ("sai", GOOD, "old"),
        (OTHER, OTHER, "password"),
        (OTHER, "yếu", "password"),
    ):
        with pytest.raises(Refusal) as refused:
            office.access.change_password(old, new)
        assert refused.value.field == field_name
    office.access.change_password(OTHER, GOOD)
    report(office, "task-1")
    assert not data.signed_in(CLERK, GOOD).must_change
    office.access.sign_out()
    with pytest.raises(Refusal, match="Hãy đăng nhập"):
        office.access.change_password(GOOD, OTHER)


def test_one_person_has_one_account(access: Data) -> None:
    signing = access.office.access
    with pytest.raises(Refusal, match="mỗi người một tài khoản"):
        signing.add("trần thị  bình", Role.LEADER, (), GOOD)
    with pytest.raises(Refusal, match="mỗi người một tài khoản"):
        signing.change(signing.account_named(CLERK).id, LEADER, Role.LEADER, ())
    with pytest.raises(Refusal, match="ít nhất một lĩnh vực"):
        signing.add("Ai đó", Role.AREA, (), GOOD)
    with pytest.raises(Refusal, match="Không có tài khoản"):
        signing.account_named("Ai đó")
    with pytest.raises(Refusal, match="không còn"):
        signing.disable("x")


def test_the_last_administrator_stays(access: Data) -> None:
    signing = access.office.access
    boss = signing.account_named(BOSS).id
    for attempt in (
        lambda: signing.disable(boss), lambda: signing.delete(boss),
        lambda: signing.change(boss, BOSS, Role.LEADER, ()),
    ):  # fmt: skip
        with pytest.raises(Refusal, match="quản trị duy nhất"):
            attempt()
    clerk = signing.account_named(CLERK).id
    signing.change(clerk, CLERK, Role.ADMIN, ())
    with pytest.raises(Refusal, match="đang đăng nhập"):
        signing.delete(boss)
    signing.disable(boss)
    access.signed_in(CLERK, GOOD)
    signing.delete(boss)
    assert [each.officer for each in signing.accounts() if each.role is Role.ADMIN] == [CLERK]


def test_what_is_done_with_accounts_is_told_in_the_log(access: Data) -> None:
    signing = access.office.access
    clerk = signing.account_named(CLERK).id
    signing.change(clerk, "Trần Thị Bình Minh", Role.AREA, {1, 2})
    signing.disable(clerk)
    with pytest.raises(Refusal, match="đã tắt"):
        signing.sign_in(clerk, GOOD)
    signing.enable(clerk)
    signing.reset(clerk, OTHER)
    with pytest.raises(Refusal, match="tài khoản của bạn"):
        signing.reset(signing.account_named(BOSS).id, OTHER)
    assert signing.sign_in(clerk, OTHER).must_change
    access.signed_in(BOSS, GOOD)
    signing.delete(clerk)
    signing.set_policy(Policy(idle_minutes=5))
    signing.set_policy(Policy(idle_minutes=5))
    told = [(line.event, line.officer) for line in signing.log()][:9]
    assert told == [
        (Event.POLICY, BOSS), (Event.DELETED, BOSS), (Event.SIGNED_IN, BOSS),
        (Event.SIGNED_OUT, "Trần Thị Bình Minh"), (Event.SIGNED_IN, "Trần Thị Bình Minh"),
        (Event.SIGNED_OUT, BOSS), (Event.RESET, BOSS), (Event.ENABLED, BOSS), (Event.DISABLED, BOSS),
    ]  # fmt: skip
    rights = next(line for line in signing.log() if line.event is Event.RIGHTS)
    assert "Văn phòng tổng hợp -> Phụ trách lĩnh vực 1, 2" in rights.details


def test_accounts_that_nobody_uses_are_disabled_but_not_the_last_administrator(access: Data) -> None:
    access.now += timedelta(days=46)
    signing = access.office.access
    shut = {each.officer: each.is_disabled for each in signing.accounts()}
    assert shut == {BOSS: False, CLERK: True, AREA: True, LEADER: True}
    with pytest.raises(Refusal, match="đã tắt"):
        access.signed_in(CLERK, GOOD)
    access.signed_in(BOSS, GOOD)
    signing.enable(signing.account_named(CLERK).id)
    assert not access.signed_in(CLERK, GOOD).is_disabled


def test_a_clock_that_was_years_ahead_takes_nothing_from_the_log(access: Data) -> None:
    before = access.office.access.log()
    access.now += timedelta(days=1200)
    access.signed_in(BOSS, GOOD)
    assert access.office.access.log()[-len(before) :] == before


def test_a_long_absence_leaves_one_of_several_administrators(data: Data) -> None:
    signing = data.office.access
    signing.switch_on(BOSS, GOOD)
    for name in (CLERK, LEADER):
        signing.add(name, Role.ADMIN, (), GOOD)
    data.now += timedelta(days=3)
    data.signed_in(CLERK, GOOD)
    signing.sign_out()
    data.now += timedelta(days=90)
    shut = {each.officer: each.is_disabled for each in signing.accounts()}
    assert shut == {BOSS: True, CLERK: False, LEADER: True}
    assert not data.signed_in(CLERK, GOOD).is_disabled


def test_out_is_out_where_the_disk_takes_no_line(access: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    signing = access.office.access

    def full(_: object) -> None:
        raise EnvironmentProblem("Ổ đĩa đã đầy.")

    with monkeypatch.context() as disk:
        disk.setattr(access.office._desk.store.access, "add_line", full)
        signing.sign_out()
        assert signing.who is None
        with pytest.raises(Refusal, match="phải đăng nhập"):
            access.office.history.undo()
        assert "Ổ đĩa đã đầy." in signing.unwritten
        # Wrong passwords count all the same, as long as the program runs.
        for left in (4, 3, 2, 1):
            with pytest.raises(Refusal, match=f"Còn {left} lần"):
                access.signed_in(CLERK, "sai")
        for _ in range(2):
            with pytest.raises(Refusal, match="khóa"):
                access.signed_in(CLERK, "sai")
        with pytest.raises(Refusal, match="khóa"):
            access.signed_in(CLERK, GOOD)
        # Who is to put it right gets in, and does what needs no log.
        before = access.now
        access.signed_in(BOSS, GOOD)
        signing.lock()
        signing.unlock(GOOD)
        report(access.office, "task-1")
        with pytest.raises(EnvironmentProblem):
            signing.add("Ai đó", Role.LEADER, (), GOOD)
    access.now += timedelta(hours=1)
    signing.sign_out()
    assert signing.unwritten == ""
    access.signed_in(BOSS, GOOD)
    # What had to wait is there with the hour at which it happened.
    told = [line for line in signing.log() if line.at == before]
    for event in (Event.SIGNED_IN, Event.FAILED, Event.LOCKED, Event.SCREEN_LOCKED, Event.SCREEN_UNLOCKED):
        assert event in [line.event for line in told]


def test_a_damaged_log_keeps_nobody_out(access: Data) -> None:
    rows = access.office._desk.store._data
    with rows.transaction():
        rows.execute("UPDATE access_log SET details = 'khác'")
    access.office.access.sign_out()
    assert access.signed_in(BOSS, GOOD).officer == BOSS


def test_the_data_are_moved_by_who_may_put_others_in_their_place(access: Data, tmp_path: Path) -> None:
    access.signed_in(CLERK, GOOD)
    with pytest.raises(Refusal, match="Việc này dành cho vai trò «Quản trị»"):
        access.office.move_data(tmp_path / "khác")
    assert not (tmp_path / "khác").exists()
    access.signed_in(BOSS, GOOD)
    access.office.move_data(tmp_path / "khác")
    assert (tmp_path / "khác" / database.FILE_NAME).exists()


def test_the_log_is_kept_for_two_years(access: Data) -> None:
    first = len(access.office.access.log())
    access.now += timedelta(days=700)
    access.signed_in(BOSS, GOOD)
    kept = len(access.office.access.log())
    assert kept > first
    access.now += timedelta(days=60)
    for _ in range(12):
        access.signed_in(BOSS, GOOD)
    assert min(line.at for line in access.office.access.log()) > access.now - timedelta(days=744)
    assert kept > first
    assert access.office.check().damage == ()


# Forgotten


def test_the_recovery_code_opens_once_and_gives_another(data: Data) -> None:
    signing = data.office.access
    code = signing.switch_on(BOSS, GOOD)
    boss = signing.account_named(BOSS).id
    clerk = signing.add(CLERK, Role.GENERAL, (), OTHER).id
    signing.sign_out()
    for _ in range(5):
        with pytest.raises(Refusal):
            signing.sign_in(boss, "sai")
    with pytest.raises(Refusal, match="không đúng") as refused:
        signing.recover("0000-0000-0000-0000-0000-0000", boss, THIRD)
    assert refused.value.field == "code"
    with pytest.raises(Refusal, match="chỉ dùng cho tài khoản quản trị"):
        signing.recover(code, clerk, THIRD)
    with pytest.raises(Refusal, match="còn thiếu"):
        signing.recover(code, boss, "yếu")
    new = signing.recover(code.lower(), boss, THIRD)
    assert new != code
    data.signed_in(BOSS, THIRD)
    with pytest.raises(Refusal, match="đã dùng rồi"):
        signing.recover(code, boss, OTHER)
    newest = signing.new_recovery_code()
    with pytest.raises(Refusal, match="đã dùng rồi"):
        signing.recover(new, boss, OTHER)
    signing.recover(newest, boss, OTHER)
    told = events(data)
    assert (told.count(Event.RECOVERED), told.count(Event.RECOVERY_FAILED)) == (2, 3)


def test_no_password_and_no_code_lies_in_the_file(data: Data) -> None:
    code = data.office.access.switch_on(BOSS, GOOD)
    data.office.close()
    content = (data.folder / database.FILE_NAME).read_bytes()
    assert GOOD.encode() not in content
    assert code.encode() not in content
    assert code.replace("-", "").encode() not in content
    data.open()


# Copies, views, damage, undo


def test_undo_and_the_end_of_a_trial_leave_accounts_alone(empty_office: Office) -> None:
    office = empty_office
    office.load_sample()
    office.access.switch_on(BOSS, GOOD)
    office.history.undo()
    assert [each.officer for each in office.access.accounts()] == [BOSS]
    office.history.redo()
    office.trial.end()
    assert [each.officer for each in office.access.accounts()] == [BOSS]
    assert office.settings.at_the_desk() == BOSS
    assert office.check().damage == ()
    # The office's own data begin with who is signed in, whomever the first run names.
    profile = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh", "An Bình")
    office.settings.found(profile, person=Person(CLERK))
    assert office.settings.at_the_desk() == BOSS
    assert [each.name for each in office.settings.officers()] == [CLERK]


def test_accounts_go_with_a_copy(access: Data, tmp_path: Path) -> None:
    target = tmp_path / "copy"
    access.office.copy_data(target)
    copy = Office.open(target, lambda: TODAY, lambda: access.now)
    try:
        assert copy.asks_who
        copy.access.sign_in(copy.access.account_named(CLERK).id, GOOD)
        report(copy, "task-1")
    finally:
        copy.close()


def test_data_for_reading_only_ask_too_and_count_wrong_ones_while_open(access: Data) -> None:
    access.office.close()
    office = access.open(view=True)
    account = office.access.account_named(CLERK)
    for _ in range(5):
        with pytest.raises(Refusal, match="không đúng"):
            office.access.sign_in(account.id, "sai")
    with pytest.raises(Refusal, match="đang bị khóa"):
        office.access.sign_in(account.id, GOOD)
    access.signed_in(LEADER, GOOD)
    office.access.lock()
    office.access.unlock(GOOD)
    access.signed_in(BOSS, GOOD)
    with pytest.raises(ViewOnly):
        report(office, "task-1")
    office.access.sign_out()


def test_an_account_that_was_written_from_outside_signs_nobody_in(access: Data) -> None:
    import sqlite3

    clerk = access.office.access.account_named(CLERK).id
    access.office.close()
    with sqlite3.connect(access.folder / database.FILE_NAME) as connection:
        connection.execute("UPDATE accounts SET role = 'admin' WHERE id = ?", [clerk])
    connection.close()
    with pytest.raises(Damaged):
        access.open()
    with sqlite3.connect(access.folder / database.FILE_NAME) as connection:
        connection.execute("UPDATE accounts SET role = 'general' WHERE id = ?", [clerk])
    connection.close()
    (access.folder / "cchc.sum").unlink()
    access.open()


def test_who_may_not_issue_neither_sends_nor_attaches(access: Data) -> None:
    office = access.office
    office.plan_life.issue("plan-1", "152", TODAY)
    key = PaperKey(PaperKind.PLAN, "plan-1")
    found = Incoming("da-ky.pdf", b"%PDF-1.7", SignedText("", 1, "0" * 64, False))
    access.signed_in(AREA, GOOD)
    for refused in (
        lambda: office.outgoing.sheaves(key, apart=False),
        lambda: office.outgoing.refuse_attaching(key),
        lambda: office.outgoing.attach(key, found),
    ):
        with pytest.raises(Refusal, match="không được"):
            refused()
    assert office.outgoing.copies(key) == []
    access.signed_in(BOSS, GOOD)
    assert office.outgoing.attach(key, found) == office.outgoing.copy(key)


def test_evidence_belongs_to_the_area_of_what_it_is_attached_to(access: Data, tmp_path: Path) -> None:
    office = access.office
    access.signed_in(AREA, GOOD)
    scan = tmp_path / "bb.pdf"
    scan.write_bytes(b"%PDF")
    taken = office.evidence.taker()(scan, lambda: None)
    own = next(row for row in office.tasks.rows() if row.area == 6)
    (file,) = office.evidence.attach(Owner.parse(f"task:{own.id}"), [taken]).files
    for to in ("task:task-1", "report:2026-Q2"):
        with pytest.raises(Refusal):
            office.evidence.attach(Owner.parse(to), [taken])
    access.signed_in(LEADER, GOOD)
    with pytest.raises(Refusal):
        office.evidence.taker()
    with pytest.raises(Refusal):
        office.evidence.remove(file.id)
    access.signed_in(CLERK, GOOD)
    office.evidence.attach(Owner.parse("report:2026-Q2"), [taken])
    office.evidence.remove(file.id)
    assert [each.owner.text for each in office.evidence.files()] == ["report:2026-Q2"]
