"""A device is one incarnation of one data folder on one PC: no copy numbers its actions as another does."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from cchc_desktop.domain.offices import Unit
from cchc_desktop.storage.database import FILE_NAME, open_database
from cchc_desktop.storage.device import MARK
from cchc_desktop.storage.office_rows import write_unit
from cchc_desktop.storage.store import Store


def work(folder: Path, name: str) -> tuple[str, int]:
    """Does something in a folder; gives the device and the number of the action."""
    store = Store.open(folder)
    try:
        with store.journal.operation("test", "Thêm") as recorder:
            write_unit(recorder, Unit(name))
        action = store.journal.actions()[0]
        return action.device, action.counter
    finally:
        store.close()


def test_a_folder_stays_one_device(tmp_path: Path) -> None:
    first = work(tmp_path, "a")
    assert first[1] == 1
    assert work(tmp_path, "b") == (first[0], 2)
    tmp_path.joinpath("elsewhere").mkdir()


def test_each_device_has_the_name_of_its_pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_desktop.machine.name", lambda: "MAY-MOT")
    first, _ = work(tmp_path / "a", "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    monkeypatch.setattr("cchc_desktop.machine.name", lambda: "MAY-HAI")
    second, _ = work(tmp_path / "b", "b")
    store = Store.open(tmp_path / "b")
    assert store.device_names() == {first: "MAY-MOT", second: "MAY-HAI"}
    assert store.action_devices() == {1: first, 2: second}
    assert store.upkeep.examine().damage == ()
    store.close()


def test_looking_makes_no_device(tmp_path: Path) -> None:
    Store.open(tmp_path).close()
    assert not (tmp_path / MARK).exists()


def test_a_copied_folder_is_another_device(tmp_path: Path) -> None:
    first, _ = work(tmp_path / "a", "a")
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    second = work(tmp_path / "b", "b")
    assert second[0] != first
    assert second[1] == 1
    assert work(tmp_path / "a", "c") == (first, 2)
    assert work(tmp_path / "b", "d") == (second[0], 2)


def test_a_file_that_is_put_back_is_another_device(tmp_path: Path) -> None:
    first, _ = work(tmp_path, "a")
    kept = (tmp_path / FILE_NAME).read_bytes()
    assert work(tmp_path, "b") == (first, 2)
    (tmp_path / FILE_NAME).write_bytes(kept)
    assert work(tmp_path, "c")[0] != first


def test_the_file_alone_is_another_device(tmp_path: Path) -> None:
    first, _ = work(tmp_path, "a")
    (tmp_path / MARK).unlink()
    second, counter = work(tmp_path, "b")
    assert second != first
    assert counter == 1


def test_another_machine_is_another_device(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = work(tmp_path, "a")
    monkeypatch.setattr("cchc_desktop.machine.name", lambda: "another")
    assert work(tmp_path, "b")[0] != first


@pytest.mark.parametrize("content", ["", "{", "[]", '{"device": 1}', "\x00"])
def test_a_broken_mark_is_no_mark(content: str, tmp_path: Path) -> None:
    first, _ = work(tmp_path, "a")
    (tmp_path / MARK).write_text(content)
    second, _ = work(tmp_path, "b")
    assert second != first
    assert work(tmp_path, "c") == (second, 2)


def test_an_operation_that_fails_makes_no_device(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    real = store.journal._clock

    def fails() -> None:
        store.journal._clock = lambda: 1 / 0  # type: ignore[assignment, return-value]
        with store.journal.operation("test", "Thêm") as recorder:
            write_unit(recorder, Unit("a"))

    with pytest.raises(ZeroDivisionError):
        fails()
    assert not (tmp_path / MARK).exists()
    store.journal._clock = real
    with store.journal.operation("test", "Thêm") as recorder:
        write_unit(recorder, Unit("a"))
    assert (tmp_path / MARK).exists()
    assert store.journal.actions()[0].counter == 1
    store.close()


def test_an_operation_that_writes_nothing_keeps_no_device_of_a_later_failure(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with store.journal.operation("test", "Xem"):
        pass
    store.journal._clock, real = lambda: 1 / 0, store.journal._clock  # type: ignore[assignment, return-value]
    with suppress(ZeroDivisionError), store.journal.operation("test", "Thêm") as recorder:
        write_unit(recorder, Unit("a"))
    store.journal._clock = real
    assert store.journal.actions() == []
    with store.journal.operation("test", "Thêm") as recorder:
        write_unit(recorder, Unit("a"))
    known = {row["id"] for row in store._data.rows("SELECT id FROM devices")}
    assert {store.journal.actions()[0].device} == known
    store.close()


def test_data_without_a_folder_are_a_device_for_once(tmp_path: Path) -> None:
    """As where a file is looked at in memory."""
    found = []
    for _ in range(2):
        store = Store(open_database(tmp_path))
        with store.journal.operation("test", "Thêm") as recorder:
            write_unit(recorder, Unit("a"))
        found.append(store.journal.actions()[0].device)
        store.close()
    assert found[0] != found[1]
    assert not (tmp_path / MARK).exists()


def test_a_copy_taken_while_the_program_runs_is_another_device(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    for name in "ab":
        with store.journal.operation("test", "Thêm") as recorder:
            write_unit(recorder, Unit(name))
    kept = (tmp_path / FILE_NAME).read_bytes()
    with store.journal.operation("test", "Thêm") as recorder:
        write_unit(recorder, Unit("c"))
    first = store.journal.actions()[0].device
    store.close()
    (tmp_path / FILE_NAME).write_bytes(kept)
    assert work(tmp_path, "d")[0] != first


def test_after_a_crash_a_new_device_goes_on(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    for name in "ab":
        with store.journal.operation("test", "Thêm") as recorder:
            write_unit(recorder, Unit(name))
    first = store.journal.actions()[0].device
    store._data.close()
    second = work(tmp_path, "c")
    assert second[0] != first
    assert work(tmp_path, "d") == (second[0], 2)


def test_who_works_here_is_known_on_this_pc_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store.open(tmp_path / "a")
    store.sit_down("Trần Thị Lan")
    store.close()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    monkeypatch.setattr("cchc_desktop.machine.name", lambda: "another")
    store = Store.open(tmp_path / "b")
    assert store.at_the_desk() == ""
    store.sit_down("Lê Văn Minh")
    store.close()
    monkeypatch.undo()
    store = Store.open(tmp_path / "b")
    assert store.at_the_desk() == "Trần Thị Lan"
    store.act_as("Phạm Thị Hoa")
    assert store.at_the_desk() == "Phạm Thị Hoa"
    store.close()
    store = Store.open(tmp_path / "b")
    assert store.at_the_desk() == "Trần Thị Lan"
    store.close()


def test_data_that_start_anew_are_another_device(tmp_path: Path) -> None:
    before = work(tmp_path, "a")
    store = Store.open(tmp_path)
    assert store.start_anew("Xóa").touches("units", "officers")
    assert store.journal.actions() == []
    store.close()
    after = work(tmp_path, "b")
    assert after[0] != before[0]
    assert after[1] == 1


def test_data_that_go_on_elsewhere_are_another_device(tmp_path: Path) -> None:
    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    store = Store.open(tmp_path / "here")
    with store.journal.operation("test", "Thêm") as recorder:
        write_unit(recorder, Unit("a"))
    store._device.move(tmp_path / "there" / FILE_NAME)
    with store.journal.operation("test", "Thêm") as recorder:
        write_unit(recorder, Unit("b"))
    later, earlier = store.journal.actions()[:2]
    assert later.device != earlier.device
    assert store.journal.identities() == {later.uuid: later.id, earlier.uuid: earlier.id}
    store.close()
    assert (tmp_path / "there" / MARK).exists()
