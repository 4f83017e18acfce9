"""A second place for backups: known again wherever it is, whole or nothing, nothing else there touched."""

import errno
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.office import Office
from cchc_desktop.storage import backup_places
from cchc_desktop.storage.backup_files import list_backups
from cchc_desktop.storage.backup_places import MARK, bring, find, make_place
from cchc_desktop.storage.backups import Backup, Stopped, Work
from cchc_desktop.storage.content import EVIDENCE, FolderStore
from cchc_desktop.storage.store import Store

NOW = datetime(2026, 7, 15, 9, 30)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store.open(tmp_path / "data", lambda: NOW)
    change(made, "a")
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with something of its owner's on it."""
    made = tmp_path / "media" / "stick"
    made.mkdir(parents=True)
    (made / "ảnh.jpg").write_bytes(b"a picture")
    return made


def change(store: Store, name: str) -> None:
    with store.journal.operation("settings.officer", "Sửa danh sách công chức", name) as recorder:
        recorder.put("units", name, {
            "id": name, "rank": "1", "name": name, "short_name": "", "valid_from": None, "valid_to": None,
        })  # fmt: skip


def made(store: Store) -> Backup:
    found = store.backup(Reason.MANUAL)
    assert found is not None
    return found


def data(store: Store) -> Path:
    return store.backups.parent


def test_a_place_gets_a_backup_with_its_words(store: Store, stick: Path) -> None:
    place = make_place(stick, data(store))
    folder = find(place)
    assert folder is not None
    assert folder.parent == stick
    backup = made(store)
    brought = bring(backup, data(store), folder, NOW)
    assert (brought.backup.sha256, brought.backup.verified) == (backup.sha256, backup.verified)
    assert brought.backup.path.read_bytes() == backup.path.read_bytes()
    assert list_backups(folder) == (brought.backup,)
    # Once is enough.
    written = brought.backup.path.stat().st_mtime_ns
    assert bring(backup, data(store), folder, NOW) == brought
    assert brought.backup.path.stat().st_mtime_ns == written
    assert {path.name for path in stick.iterdir()} == {"ảnh.jpg", folder.name}


def test_a_place_is_kept_as_text(store: Store, stick: Path) -> None:
    place = make_place(stick, data(store))
    assert backup_places.SecondPlace.read(place.as_text()) == place
    for text in ("", "{", "[]", '{"mark": 1}'):
        assert backup_places.SecondPlace.read(text) is None


def test_the_same_folder_is_the_same_place(store: Store, stick: Path) -> None:
    """Chosen again it goes on; another PC's or office's is another place on the same stick."""
    (stick.parent.parent / "other").mkdir()
    place = make_place(stick, data(store))
    assert make_place(stick, data(store)) == place
    assert make_place(Path(place.path), data(store)) == place
    other = make_place(stick, stick.parent.parent / "other")
    assert other.mark != place.mark
    (Path(place.path) / MARK).write_text("{")
    assert make_place(stick, data(store)).mark not in (place.mark, other.mark)


def test_a_stick_under_another_letter(store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as mounted:
        mounted.setattr("os.path.ismount", lambda path: Path(path) == stick)
        place = make_place(stick, data(store))
    assert place.root == str(stick)
    moved = stick.rename(stick.with_name("stick1"))
    found = find(place)
    assert found == moved / place.inside
    assert backup_places.seen_at(place, found, data(store)).path == str(found)
    shutil.rmtree(moved)
    assert find(place) is None


def test_another_stick_in_its_place_is_not_taken_for_it(store: Store, stick: Path) -> None:
    place = make_place(stick, data(store))
    shutil.rmtree(place.path)
    assert find(place) is None
    Path(place.path).mkdir()
    assert find(place) is None
    (Path(place.path) / MARK).write_text('{"mark": "other", "machine": "", "data": ""}')
    assert find(place) is None


def test_where_no_place_can_be(store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal, match="Không có thư mục"):
        make_place(stick / "none", data(store))
    for inside in (data(store), store.backups):
        inside.mkdir(exist_ok=True)
        with pytest.raises(Refusal, match="trong thư mục dữ liệu"):
            make_place(inside, data(store))

    def read_only(*_given: object, **_named: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    place = make_place(stick, data(store))
    with monkeypatch.context() as broken:
        broken.setattr(Path, "write_bytes", read_only)
        with pytest.raises(EnvironmentProblem, match="Không ghi được"):
            make_place(stick, data(store))
    shutil.rmtree(place.path)
    monkeypatch.setattr(Path, "mkdir", read_only)
    with pytest.raises(EnvironmentProblem, match="Không ghi được"):
        make_place(stick, data(store))


def test_it_is_thinned_by_the_same_rule(store: Store, stick: Path) -> None:
    folder = Path(make_place(stick, data(store)).path)
    (folder / "của tôi.db").write_bytes(b"mine")
    (folder / "cchc-20200101-080000-start.db").write_bytes(b"without words")
    moment = NOW
    for number in range(8):
        moment = NOW + timedelta(hours=6 * number)
        change(store, f"n{number}")
        store._clock = lambda moment=moment: moment  # type: ignore[misc]
        store.__dict__.pop("backup_keeper", None)
        bring(made(store), data(store), folder, moment)
    assert {path.name for path in folder.glob("*.db")} == {
        "của tôi.db", "cchc-20200101-080000-start.db",
        *(f"cchc-20260716-{hour}3000-manual.db" for hour in ("03", "09", "15", "21")),
        *(f"cchc-20260717-{hour}3000-manual.db" for hour in ("03",)),
        "cchc-20260715-213000-manual.db",
    }  # fmt: skip


def test_two_of_one_name_are_both_kept(store: Store, stick: Path) -> None:
    """As after a clock that was set back, or data that were put back."""
    folder = Path(make_place(stick, data(store)).path)
    first = made(store)
    bring(first, data(store), folder, NOW)
    first.path.unlink()
    first.path.with_suffix(".json").unlink()
    change(store, "b")
    second = made(store)
    assert second.path == first.path
    bring(second, data(store), folder, NOW)
    assert {backup.sha256 for backup in list_backups(folder)} == {first.sha256, second.sha256}


def test_evidence_goes_along_once(store: Store, stick: Path) -> None:
    folder = Path(make_place(stick, data(store)).path)
    assert store.evidence is not None
    first, second = (store.evidence.put(content) for content in (b"one", b"two"))
    assert bring(made(store), data(store), folder, NOW).evidence == 2
    third = store.evidence.put(b"three")
    broken = store.evidence.put(b"four")
    (data(store) / EVIDENCE / broken[:2] / broken).write_bytes(b"5")
    change(store, "b")
    brought = bring(made(store), data(store), folder, NOW)
    assert (brought.evidence, brought.missing) == (1, 1)
    kept = FolderStore(folder / EVIDENCE)
    assert set(kept.ids()) == {first, second, third}
    assert kept.broken() == []


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("os.fsync", OSError(errno.ENOSPC, "No space left on device")),
        ("durable.replace", PermissionError(errno.EACCES, "Permission denied")),
        ("write_manifest", OSError(errno.EIO, "Input/output error")),
    ],
)
def test_a_place_that_fails(
    store: Store, stick: Path, target: str, error: OSError, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says so; nothing half is left; and it works again afterwards."""
    folder = Path(make_place(stick, data(store)).path)
    backup = made(store)

    def fails(*_given: object, **_named: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(f"cchc_desktop.storage.backup_places.{target}", fails)
        with pytest.raises(EnvironmentProblem, match=r"không đủ chỗ|Không ghi được"):
            bring(backup, data(store), folder, NOW)
    assert list_backups(folder) == ()
    assert list(folder.glob("*.new-*")) == []
    assert bring(backup, data(store), folder, NOW).backup.sha256 == backup.sha256


def test_a_full_stick(store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(make_place(stick, data(store)).path)
    backup = made(store)
    room = shutil.disk_usage(folder)._replace(free=10)
    monkeypatch.setattr("cchc_desktop.storage.backup_places.shutil.disk_usage", lambda _: room)
    with pytest.raises(EnvironmentProblem, match="không đủ chỗ"):
        bring(backup, data(store), folder, NOW)


def test_what_is_read_back_is_something_else(
    store: Store, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(make_place(stick, data(store)).path)
    backup = made(store)
    monkeypatch.setattr(backup_places, "file_hash", lambda *_: "0")
    with pytest.raises(EnvironmentProblem, match="đọc lại thấy khác"):
        bring(backup, data(store), folder, NOW)
    assert list_backups(folder) == ()


def test_a_backup_that_went_bad_is_not_brought(store: Store, stick: Path) -> None:
    folder = Path(make_place(stick, data(store)).path)
    backup = made(store)
    backup.path.write_bytes(backup.path.read_bytes()[:-1] + b"!")
    with pytest.raises(EnvironmentProblem, match="không còn như lúc tạo"):
        bring(backup, data(store), folder, NOW)
    assert list_backups(folder) == ()
    # It stands for the data no longer: another one is made, and brought.
    bring(made(store), data(store), folder, NOW)
    assert len(list_backups(folder)) == 1


def test_stopped_on_the_way(store: Store, stick: Path) -> None:
    folder = Path(make_place(stick, data(store)).path)
    left = folder / "cchc-1.db.new-1"
    left.write_bytes(b"of a kill")
    with pytest.raises(Stopped):
        bring(made(store), data(store), folder, NOW, Work(True, lambda: True))
    assert [path.name for path in folder.iterdir()] == [MARK]


def test_a_backup_there_opens_as_data(store: Store, stick: Path, tmp_path: Path) -> None:
    """On another PC, with nothing but the stick."""
    folder = Path(make_place(stick, data(store)).path)
    brought = bring(made(store), data(store), folder, NOW)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(brought.backup.path, elsewhere / "cchc.db")
    office = Office.open(elsewhere)
    try:
        assert [unit.name for unit in office.settings.units()] == ["a"]
    finally:
        office.close()
