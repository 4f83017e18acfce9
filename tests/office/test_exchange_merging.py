"""Work goes from the office to an officer and back as packages, and lies side by side where both differ."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.evidence import Owner, OwnerKind
from cchc_desktop.domain.exchange.manifest import PackageKind
from cchc_desktop.domain.offices import OfficeProfile, Officer, Organisation, Person, Unit, UnitPreset
from cchc_desktop.domain.plan import Draft
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.office.assigning import TaskEdit
from cchc_desktop.office.evidence_files import take_bytes
from cchc_desktop.office.exchange import Preview
from cchc_desktop.office.package_files import came_in, look_at
from cchc_desktop.office.plans import AssignmentFields
from cchc_desktop.packages.load import Load, write_load
from tests.plans import small_plan

DAY = date(2026, 7, 15)
Q2 = Period.parse("2026-Q2")
LAN, BINH = "Trần Thị Lan", "Lê Văn Bình"
PROFILE = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")
Opener = Callable[[str], Office]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opener]:
    with ExitStack() as stack:

        def open_one(name: str) -> Office:
            folder = tmp_path / name
            office = Office.open(folder, lambda: DAY, lambda: datetime(2026, 7, 15, 9))
            return stack.enter_context(closing(office))

        yield open_one


@pytest.fixture
def office(opened: Opener) -> Office:
    made = opened("office")
    made.settings.found(PROFILE)
    for name in (LAN, BINH):
        made.settings.save_officer(Officer(name))
    made.plans.store_draft(Draft(small_plan()))
    first, second = made.tasks.rows()[:2]
    made.assigning.assign([first.id], TaskEdit(AssignmentFields(officer=LAN)))
    made.assigning.assign([second.id], TaskEdit(AssignmentFields(officer=BINH)))
    return made


def _sent(load: Load, to: Office, path: Path, password: str = "") -> Preview:
    write_load(path, load, password)
    with came_in(path, password) as package:
        seen = to.exchange.preview(package)
        taken = to.exchange.take_in(package)
    assert (taken.lines, taken.is_new) == (seen.lines, seen.is_new)
    return taken


def _task_of(office: Office, officer: str) -> str:
    return next(row.id for row in office.tasks.rows() if row.assignment.officer == officer)


def test_an_officer_gets_his_work_and_hands_it_back(office: Office, opened: Opener, tmp_path: Path) -> None:
    lan = opened("lan")
    for name in (LAN, BINH):
        with office.tasks.because("Chờ ý kiến"):
            office.tasks.report(_task_of(office, name), TaskUpdate(date(2026, 7, 1), 20, "Bắt đầu"))
    taken = _sent(office.exchange.pack_assignment(LAN), lan, tmp_path / "giao.cchc", "mật khẩu")
    assert taken.is_new
    assert taken.manifest.head.kind is PackageKind.ASSIGNMENT
    assert taken.manifest.head.unit == LAN
    assert lan.exchange.identity() == office.exchange.identity()
    assert lan.settings.require_profile() == PROFILE
    progress = {row.assignment.officer: row.progress for row in lan.tasks.rows()}
    assert progress[LAN] is not None
    assert progress[BINH] is None
    assert taken.seats == lan.settings.at_the_desk() == LAN
    assert taken.lines[:2] == (
        f"Máy này thành một máy của {PROFILE.name}.",
        f"Người làm việc ở máy này: {LAN}.",
    )
    assert lan.first_steps.is_away, "units and people are the office's, not one officer's"
    task = _task_of(lan, LAN)
    lan.tasks.report(task, TaskUpdate(date(2026, 7, 14), 60, "Đã niêm yết tại 5 thôn"))
    lan.figures.type_figure(Q2, "1.35", "40")
    store = lan._desk.store.evidence
    assert store is not None
    file = take_bytes(store, "bien ban.pdf", b"%PDF-1.4 bien ban")
    lan.evidence.attach(Owner(OwnerKind.TASK, task), [file], sort="Biên bản")
    back = _sent(lan.exchange.pack_contribution(), office, tmp_path / "gop.cchc")
    assert back.manifest.head.sender.officer == LAN
    row = next(row for row in office.tasks.rows() if row.id == task)
    assert row.percent == 60
    assert office.figures.figure(Q2, "1.35").number == 40
    assert [each.file.name for each in office.evidence.all()] == ["bien ban.pdf"]
    assert office._desk.store.evidence is not None
    assert office._desk.store.evidence.is_whole(file.sha256)
    assert not back.conflicts
    assert [(each.is_sent, each.other) for each in office.exchange.history()] == [(False, LAN)]
    assert office.check().damage == lan.check().damage == ()
    again = _sent(lan.exchange.pack_contribution(), office, tmp_path / "lai.cchc")
    assert not again.is_new
    assert again.known is not None
    assert again.lines == ("Mọi nội dung của gói đã có ở đây.",)
    assert len(office.exchange.history()) == 1
    # One operation, which can be taken back.
    office.history.undo()
    assert office.figures.figure(Q2, "1.35").number is None


def test_who_works_at_a_pc_stays_there(office: Office, opened: Opener, tmp_path: Path) -> None:
    lan = opened("lan")
    lan.settings.sit_down(BINH)
    assert not _sent(office.exchange.pack_assignment(LAN), lan, tmp_path / "giao.cchc").seats
    assert lan.settings.at_the_desk() == BINH


def test_what_both_changed_waits_for_a_decision(office: Office, opened: Opener, tmp_path: Path) -> None:
    lan = opened("lan")
    office.figures.type_figure(Q2, "1.35", "10")
    _sent(office.exchange.pack_assignment(LAN), lan, tmp_path / "giao.cchc")
    lan.figures.type_figure(Q2, "1.35", "40")
    office.figures.type_figure(Q2, "1.35", "30")
    back = _sent(lan.exchange.pack_contribution(), office, tmp_path / "gop.cchc")
    assert len(back.conflicts) == 1
    assert any("cần quyết định" in line for line in back.lines)
    [conflict] = office.merging.conflicts()
    office.merging.resolve(conflict.id, "theirs")
    assert office.figures.figure(Q2, "1.35").number == 40


def test_everything_moves_to_another_pc(office: Office, opened: Opener, tmp_path: Path) -> None:
    new = opened("new")
    taken = _sent(office.exchange.pack_whole(), new, tmp_path / "tat-ca.cchc", "x")
    assert taken.lines[1].startswith("Thêm: ")
    assert taken.seats == new.settings.at_the_desk() == ""
    assert not new.first_steps.is_away
    assert [row.id for row in new.tasks.rows()] == [row.id for row in office.tasks.rows()]
    assert new.exchange.identity() == office.exchange.identity()
    assert new.check().damage == ()


def test_packages_of_another_office_are_refused(office: Office, opened: Opener, tmp_path: Path) -> None:
    other = opened("other")
    other.settings.found(OfficeProfile("UBND xã Hòa Lạc", "UBND tỉnh Sông Hương", "Hòa Lạc"))
    path = tmp_path / "a.cchc"
    write_load(path, office.exchange.pack_whole())
    with came_in(path) as package, pytest.raises(Refusal, match="của Ủy ban nhân dân xã An Bình, không phải"):
        other.exchange.take_in(package)
    assert other.exchange.history() == ()
    assert other.tasks.rows() == []


def test_data_that_were_only_set_up_take_over_the_office(
    office: Office, opened: Opener, tmp_path: Path
) -> None:
    lan = opened("lan")
    lan.settings.found(PROFILE)
    assert lan.exchange.identity() != office.exchange.identity()
    _sent(office.exchange.pack_assignment(LAN), lan, tmp_path / "giao.cchc")
    assert lan.exchange.identity() == office.exchange.identity()
    worked = opened("worked")
    worked.settings.found(PROFILE)
    worked.plans.store_draft(Draft(small_plan()))
    with came_in(tmp_path / "giao.cchc") as package, pytest.raises(Refusal, match="được lập riêng"):
        worked.exchange.take_in(package)


def test_what_was_set_up_for_the_office_is_not_there_twice(
    office: Office, opened: Opener, tmp_path: Path
) -> None:
    presets = (UnitPreset("Văn phòng", "", ()), UnitPreset("Phòng Kinh tế", "", ()))
    organisation = Organisation("", "", date(2025, 7, 1), None, presets)
    for unit in presets:
        office.settings.save_unit(Unit(unit.name))
    lan = opened("lan")
    lan.settings.found(replace(PROFILE, archive="Của máy này"), organisation, person=Person(LAN))
    before = lan.settings.units(), lan.settings.officers(), lan.settings.profile()
    _sent(office.exchange.pack_assignment(LAN), lan, tmp_path / "giao.cchc")
    assert lan.settings.units() == office.settings.units()
    assert lan.settings.officers() == office.settings.officers()
    assert lan.settings.profile() == office.settings.profile()
    assert lan.merging.conflicts() == ()
    lan.tasks.report(_task_of(lan, LAN), TaskUpdate(date(2026, 6, 20), 50, "Đã họp.", LAN))
    back = _sent(lan.exchange.pack_contribution(), office, tmp_path / "ve.cchc")
    assert (back.lines, back.conflicts) == (("Thêm: 1 tiến độ.",), ())
    assert lan.check().damage == ()
    lan.history.undo()
    lan.history.undo()
    assert (lan.settings.units(), lan.settings.officers(), lan.settings.profile()) == before
    with came_in(tmp_path / "giao.cchc") as package:
        lan.exchange.take_in(package)
    assert lan.settings.units() == office.settings.units()
    assert lan.merging.conflicts() == ()


def test_rows_that_two_have_written_of_one_event_are_told(
    office: Office, opened: Opener, tmp_path: Path
) -> None:
    lan = opened("lan")
    _sent(office.exchange.pack_assignment(LAN), lan, tmp_path / "giao.cchc")
    event = {"ngay": "14/7/2026", "doi_tuong": "Hộ kinh doanh", "so_nguoi": "40"}
    for desk in (office, lan):
        desk.registers.add("doi-thoai", event)
    lan.registers.add("doi-thoai", event | {"doi_tuong": "hộ kinh  doanh", "so_nguoi": "25"})
    lan.registers.add("doi-thoai", event | {"ngay": "15/7/2026"})
    came = _sent(lan.exchange.pack_contribution(), office, tmp_path / "ve.cchc")
    title = "«14/07/2026 Hộ kinh doanh»"
    assert came.lines == (
        "Thêm: 3 dòng sổ theo dõi.",
        "2 dòng của sổ «Đối thoại với người dân, tổ chức» trùng với dòng đã có: "
        f"{title}; «14/07/2026 hộ kinh doanh». Hãy xem có ghi hai lần một việc không.",
    )


def test_an_officer_whom_nobody_knows_and_work_that_nobody_did(
    office: Office, opened: Opener, tmp_path: Path
) -> None:
    with pytest.raises(Refusal, match="Không có công chức «Ai đó»"):
        office.exchange.pack_assignment("Ai đó")
    lan = opened("lan")
    with pytest.raises(Refusal, match="Chưa khai báo cơ quan"):
        lan.exchange.pack_contribution()
    _sent(office.exchange.pack_whole(), lan, tmp_path / "a.cchc")
    with pytest.raises(Refusal, match="Chưa làm gì ở máy này"):
        lan.exchange.pack_contribution()


def test_evidence_that_is_gone_is_counted(office: Office, tmp_path: Path) -> None:
    store = office._desk.store.evidence
    assert store is not None
    file = take_bytes(store, "a.pdf", b"%PDF-1.4 a")
    office.evidence.attach(Owner(OwnerKind.TASK, _task_of(office, LAN)), [file])
    load = office.exchange.pack_assignment(LAN)
    store.place(file.sha256).write_bytes(b"other")
    assert write_load(tmp_path / "a.cchc", load).missing == 1
    store.place(file.sha256).unlink()
    packed = write_load(tmp_path / "a.cchc", load)
    assert packed.missing == 1
    assert look_at(tmp_path / "a.cchc").manifest == packed.manifest


def test_what_is_encrypted_here_goes_out_under_a_password(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.exchange.require_password(PackageKind.WHOLE, "")
    monkeypatch.setattr(type(office._desk.store), "is_encrypted", True)
    with pytest.raises(Refusal, match="hãy đặt mật khẩu"):
        office.exchange.require_password(PackageKind.WHOLE, "")
    office.exchange.require_password(PackageKind.WHOLE, "mật khẩu")
    office.exchange.require_password(PackageKind.REPORT, "")


@pytest.mark.parametrize("part", ["states.json", "states.jsonl", "dots.jsonl"])
def test_states_that_are_none_are_refused(office: Office, opened: Opener, tmp_path: Path, part: str) -> None:
    load = office.exchange.pack_whole()
    path, new = tmp_path / "a.cchc", opened("new")
    values = {"states.json": {"format": 99}} if part == "states.json" else load.values
    lines = {**load.lines, part: [{"table": "nothing"}]} if part.endswith("l") else load.lines
    write_load(path, Load(load.head, values, lines))
    with came_in(path) as package, pytest.raises(Refusal):
        new.exchange.take_in(package)
    assert new.exchange.history() == ()
    assert new.settings.profile() is None


def test_a_catalogue_that_is_another_text_than_its_name_says_is_refused(
    office: Office, opened: Opener, tmp_path: Path
) -> None:
    office.figures.type_figure(Q2, "1.35", "10")
    load = office.exchange.pack_whole()
    rows = json.loads(json.dumps(list(load.lines["states.jsonl"])))
    [row] = [each for each in rows if each["table"] == "catalogues"]
    renamed = json.loads(json.dumps(rows).replace(row["id"], "0" * 64))
    path, new = tmp_path / "a.cchc", opened("new")
    write_load(path, replace(load, lines={**load.lines, "states.jsonl": renamed}))
    with came_in(path) as package, pytest.raises(Refusal, match="khác với mã của nó"):
        new.exchange.take_in(package)
    assert new.settings.profile() is None
