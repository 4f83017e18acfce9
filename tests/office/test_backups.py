"""Backups of an office: before imports, in rounds, at a second place with its reminder."""

import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.domain.backups import Reason, Verified, missing
from cchc_desktop.domain.errors import Damaged, EnvironmentProblem, Refusal, ViewOnly
from cchc_desktop.domain.offices import OfficeProfile, Unit
from cchc_desktop.domain.plan import Draft
from cchc_desktop.office import Office
from cchc_desktop.office.backups import Round
from cchc_desktop.storage.restoring import restore
from tests.plans import small_plan
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these

TODAY = date(2026, 7, 15)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 7, 15, 9)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    made = Office.open(tmp_path / "data", lambda: TODAY, clock)
    made.settings.found(OfficeProfile("Ủy ban nhân dân xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def run(office: Office, reason: Reason) -> Round:
    """A round as a worker runs it."""
    found: list[Round] = []
    work = office.backups.round(reason)
    thread = threading.Thread(target=lambda: found.append(work(lambda: False)))
    thread.start()
    thread.join(60)
    office.backups.end_round(found[0])
    return found[0]


def change(office: Office, place: str) -> None:
    office.settings.set_profile(OfficeProfile("Ủy ban nhân dân xã An Bình", "UBND tỉnh", place))


def test_an_import_is_preceded_by_a_backup(office: Office) -> None:
    assert office.backups.list() == ()
    office.plans.store_draft(Draft(small_plan()))
    (backup,) = office.backups.list()
    assert (backup.reason, backup.rows["plans"]) == (Reason.IMPORT, 0)
    assert backup.office == "Ủy ban nhân dân xã An Bình"


def test_no_import_where_there_is_no_room_for_its_backup(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise EnvironmentProblem("Ổ đĩa đầy.")

    monkeypatch.setattr("cchc_desktop.storage.backups.make", full)
    with pytest.raises(EnvironmentProblem):
        office.plans.store_draft(Draft(small_plan()))
    assert office.plans.heads() == []


def test_a_round_backs_up_and_looks(office: Office, clock: Clock) -> None:
    found = run(office, Reason.START)
    assert found.made is not None
    assert found.newest is not None
    assert found.newest.verified is Verified.FULL
    assert (found.place, found.problem, found.is_broken) == (None, "", False)
    # Nothing is new: nothing is made.
    again = run(office, Reason.INTERVAL)
    assert again.made is None
    assert again.newest == found.newest
    # One whole look a day is enough; the next day has its own.
    change(office, "Bình An")
    clock.now += timedelta(hours=1)
    assert run(office, Reason.INTERVAL).newest.verified is Verified.QUICK  # type: ignore[union-attr]
    change(office, "An Bình")
    clock.now += timedelta(days=1, hours=1)
    assert run(office, Reason.INTERVAL).newest.verified is Verified.FULL  # type: ignore[union-attr]
    change(office, "Bình")
    assert run(office, Reason.LEAVE).newest.verified is Verified.QUICK  # type: ignore[union-attr]


def test_a_round_with_nothing_done_yet(tmp_path: Path) -> None:
    office = Office.open(tmp_path, lambda: TODAY)
    try:
        assert run(office, Reason.START) == Round()
        with pytest.raises(Refusal, match="chưa có gì để sao lưu"):
            office.backups.copy_to(tmp_path)
    finally:
        office.close()


def test_a_round_finds_damage(office: Office) -> None:
    office._desk.store._data.connection.execute("UPDATE office SET place = 'altered'")
    found = run(office, Reason.START)
    assert found.is_broken
    change(office, "Bình An")
    with pytest.raises(Damaged):
        office.backups.round(Reason.INTERVAL)
    assert office.backups.newest() is None


def test_a_round_finds_a_backup_that_went_bad(office: Office, clock: Clock) -> None:
    """The data are sound all the same: the next round makes another one."""
    backup = office.backups.make(Reason.MANUAL)
    assert backup is not None
    content = backup.path.read_bytes()
    backup.path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    found = run(office, Reason.START)
    assert (found.is_broken, found.newest) == (False, None)
    clock.now += timedelta(minutes=30)
    again = run(office, Reason.INTERVAL)
    assert again.made is not None
    assert again.newest == office.backups.newest()


def test_another_recovery_code_is_worth_a_backup(office: Office) -> None:
    """After restoring, the code on the paper of today is the one that opens."""
    office.access.switch_on("Nguyễn Văn An", "Abcdef1@")
    assert office.backups.make(Reason.MANUAL) is not None
    assert not office.backups.is_needed()
    office.access.new_recovery_code()
    assert office.backups.make(Reason.MANUAL) is not None
    office.access.switch_off()
    assert office.backups.is_needed()


def test_what_is_brought_is_a_backup_of_these_data(office: Office, stick: Path, tmp_path: Path) -> None:
    """Another one that somebody copied among them may say that it was made later."""
    other = Office.open(tmp_path / "other", lambda: TODAY)
    other.settings.found(OfficeProfile("Ủy ban nhân dân xã Khác", "UBND tỉnh", "Khác"))
    for place in ("a", "b"):
        strange = other.backups.make(Reason.MANUAL)
        other.settings.set_profile(OfficeProfile("Ủy ban nhân dân xã Khác", "UBND tỉnh", place))
    other.close()
    own = office.backups.make(Reason.MANUAL)
    assert strange is not None
    assert own is not None
    for path in (strange.path, strange.path.with_suffix(".json")):
        shutil.copy(path, own.path.parent)
    assert office.backups.newest() != own
    assert office.backups.copy_to(stick).backup.sha256 == own.sha256
    assert run(office, Reason.START).newest.sha256 == own.sha256  # type: ignore[union-attr]


def test_a_second_place(office: Office, stick: Path, clock: Clock) -> None:
    assert office.backups.place() is None
    assert office.backups.unseen_days() == 0
    place = office.backups.choose_place(stick)
    assert place.is_near
    clock.now += timedelta(hours=2)
    found = run(office, Reason.MANUAL)
    assert found.brought is not None
    assert found.brought.folder == place.path
    assert [path.suffix for path in sorted(place.path.glob("cchc-2*"))] == [".db", ".json"]
    assert office.backups.place() == type(place)(place.path, clock.now, True)
    office.backups.forget_place()
    assert office.backups.place() is None
    assert sorted(place.path.glob("*.db"))


def test_a_second_place_that_is_away(office: Office, stick: Path, clock: Clock) -> None:
    """After a week it is spoken of; once it is back, it gets the last backup and is spoken of no more."""
    office.backups.choose_place(stick)
    away = stick.rename(stick.with_name("away"))
    found = run(office, Reason.START)
    assert found.made is not None
    assert "hiện không có" in found.problem
    clock.now += timedelta(days=7)
    assert office.backups.unseen_days() == 0
    clock.now += timedelta(hours=1)
    assert office.backups.unseen_days() == 7
    away.rename(stick)
    found = run(office, Reason.INTERVAL)
    assert found.made is None
    assert found.brought is not None
    assert office.backups.unseen_days() == 0


def test_a_second_place_that_is_full(office: Office, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The backup itself was made all the same."""
    office.backups.choose_place(stick)

    def full(*_given: object, **_named: object) -> None:
        raise EnvironmentProblem("USB đầy.")

    monkeypatch.setattr("cchc_desktop.storage.backup_places.bring", full)
    found = run(office, Reason.START)
    assert found.made is not None
    assert found.problem == "USB đầy."

    def gone(*_given: object, **_named: object) -> None:
        raise FileNotFoundError

    monkeypatch.setattr("cchc_desktop.storage.backup_places.seen_at", gone)
    assert "hiện không có" in run(office, Reason.INTERVAL).problem


def test_a_second_place_is_of_this_pc(office: Office, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office.backups.choose_place(stick)
    monkeypatch.setattr("cchc_desktop.machine.name", lambda: "another")
    assert office.backups.place() is None


def test_a_copy_to_a_folder_once(office: Office, stick: Path) -> None:
    brought = office.backups.copy_to(stick)
    assert brought.folder.parent == stick
    assert brought.backup.path.is_file()
    assert office.backups.place() is None
    again = office.backups.copy_to(stick)
    assert again.backup.path == brought.backup.path


@pytest.mark.parametrize("use", [
    lambda office, _: office.backups.make(Reason.MANUAL),
    lambda office, folder: office.backups.copy_to(folder),
    lambda office, folder: office.backups.choose_place(folder),
])  # fmt: skip
def test_data_open_for_reading_make_none(
    office: Office, stick: Path, use: Callable[[Office, Path], Any]
) -> None:
    folder = office.backups.folder.parent
    view = Office.open(folder, lambda: TODAY, view=True)
    try:
        with pytest.raises(ViewOnly):
            use(view, stick)
        assert run(view, Reason.START) == Round()
    finally:
        view.close()
    assert not office.backups.folder.exists()
    assert list(stick.iterdir()) == []


def test_data_older_than_a_backup_are_known(tmp_path: Path) -> None:
    """A copy made by hand of an older backup; one that a restore went back to is none."""

    def opened() -> Office:
        return Office.open(tmp_path / "data", lambda: TODAY, Clock())

    office = opened()
    office.settings.save_unit(Unit("Cũ"))
    old = office.backups.make(Reason.MANUAL)
    for name in ("Mới", "Nữa"):
        office.settings.save_unit(Unit(name))
    new = office.backups.make(Reason.MANUAL)
    assert office.backups.newer() is None
    office.close()
    assert old is not None
    assert new is not None
    shutil.copyfile(old.path, tmp_path / "data" / "cchc.db")
    office = opened()
    found = office.backups.newer()
    assert found is not None
    assert (found.backup.path, found.lacking) == (new.path, 2)
    assert f"cũ hơn bản sao lưu lúc {new.made_at:%H:%M}" in found.words
    assert "thiếu 2 thao tác" in found.words
    # What is done on top does not make up for it, until somebody says that it is meant.
    office.settings.save_unit(Unit("Khác"))
    office.backups.make(Reason.MANUAL)
    assert office.backups.newer() == found
    office.backups.leave_newer()
    assert office.backups.newer() is None
    office.close()
    restore(tmp_path / "data", new.path)
    office = opened()
    assert office.backups.newer() is None
    office.close()
    restore(tmp_path / "data", old.path)
    office = opened()
    assert office.backups.newer() is None
    office.close()


def test_backups_of_other_data_are_none_that_the_data_lack() -> None:
    assert missing({"a": 5}, {"b": 2}) == 0
    assert missing({"a": 5, "b": 3}, {"a": 3, "b": 7}) == 2
    assert missing({}, {"a": 3}) == 0


def test_a_restore_is_none_of_the_operations_that_are_lacking(tmp_path: Path) -> None:
    """The notice and the window that leads back count the same."""
    data = tmp_path / "data"

    def opened() -> Office:
        return Office.open(data, lambda: TODAY, Clock())

    office = opened()
    office.settings.save_unit(Unit("Cũ"))
    old = office.backups.make(Reason.MANUAL)
    office.close()
    assert old is not None
    restore(data, old.path)
    office = opened()
    for name in ("Mới", "Nữa"):
        office.settings.save_unit(Unit(name))
    new = office.backups.make(Reason.MANUAL)
    office.close()
    assert new is not None
    shutil.copyfile(old.path, data / "cchc.db")
    office = opened()
    found = office.backups.newer()
    assert found is not None
    with office.restoring.opened(new.path) as view:
        assert (found.backup.path, found.lacking) == (new.path, office.restoring.compared(view).won)
    assert found.lacking == 2
    office.close()
