"""A backup in the place of the data: nothing of what was there is destroyed, whatever comes in between."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from threading import Thread

import pytest

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.errors import Damaged, EnvironmentProblem, OpenElsewhere, Refusal
from cchc_desktop.domain.offices import Unit
from cchc_desktop.office import Findings, Office
from cchc_desktop.storage import backups, leftovers, restoring
from cchc_desktop.storage.data_file import WrongThread
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.restoring import restore
from cchc_desktop.storage.viewed_file import ViewedFile

PAGE = 4096


def opened(folder: Path) -> Office:
    return Office.open(folder, lambda: date(2026, 7, 15), lambda: datetime(2026, 7, 15, 9, 0))


def units(folder: Path) -> list[str]:
    """The units of a folder, which must be in order."""
    office = opened(folder)
    try:
        assert office.check() == Findings()
        return sorted(unit.name for unit in office.settings.units())
    finally:
        office.close()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a unit «Cũ» in its backup, and «Mới» beside it in the data."""
    folder = tmp_path / "data"
    office = opened(folder)
    office.settings.save_unit(Unit("Cũ"))
    assert office.backups.make(Reason.MANUAL) is not None
    office.settings.save_unit(Unit("Mới"))
    office.close()
    return folder


@pytest.fixture
def backup(data: Path) -> Path:
    (found,) = (data / "backups").glob("*.db")
    return found


def test_the_present_is_saved_first(data: Path, backup: Path) -> None:
    restored = restore(data, backup)
    assert restored.saved is not None
    assert restored.put_aside == ()
    assert units(data) == ["Cũ"]
    again = restore(data, restored.saved)
    assert again.saved is not None
    assert units(data) == ["Cũ", "Mới"]
    # That it was restored belongs to what was there after the first time.
    assert len(list((data / "backups").glob("*.db"))) == 3


def test_what_the_newest_backup_holds_already_is_not_saved_again(data: Path, backup: Path) -> None:
    office = opened(data)
    made = office.backups.make(Reason.MANUAL)
    office.close()
    assert made is not None
    assert restore(data, backup).saved == made.path


def test_an_older_backup_is_not_named_as_the_data_of_before(data: Path, backup: Path) -> None:
    """The data are those of an older one, by a copy made by hand: who reads of it would look for newer."""
    restored = restore(data, backup)
    shutil.copyfile(backup, data / FILE_NAME)
    again = restore(data, restored.saved or backup)
    assert again.saved not in (None, backup, restored.saved)
    newest = max((data / "backups").glob("*.json"), key=lambda each: json.loads(each.read_text())["serial"])
    assert again.saved == newest.with_suffix(".db")


def test_a_backup_that_went_bad_does_not_stand_for_the_present(data: Path, backup: Path) -> None:
    """It has its size still; what restoring would take away is saved anew."""
    office = opened(data)
    there = office.backups.make(Reason.MANUAL)
    office.close()
    assert there is not None
    content = there.path.read_bytes()
    there.path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    restored = restore(data, backup)
    assert restored.saved not in (None, there.path)
    assert restored.saved is not None
    restore(data, restored.saved)
    assert units(data) == ["Cũ", "Mới"]


def test_the_restored_data_are_another_device(data: Path, backup: Path) -> None:
    restore(data, backup)
    office = opened(data)
    office.settings.save_unit(Unit("Sau"))
    devices = {action.device for action in office._desk.store.journal.actions()}
    assert len(devices) == 2
    office.close()


@pytest.mark.parametrize("damage", ["truncated", "empty", "foreign", "zeroed", "flipped"])
def test_a_damaged_file_is_put_aside_whole(damage: str, data: Path, backup: Path) -> None:
    path = data / FILE_NAME
    content = path.read_bytes()
    content = {
        "truncated": content[: 9 * PAGE],
        "empty": b"",
        "foreign": b"PK\x03\x04" + bytes(range(256)) * 90,
        "zeroed": bytes(len(content)),
        "flipped": content[:30000] + bytes([content[30000] ^ 1]) + content[30001:],
    }[damage]
    path.write_bytes(content)
    path.with_name(f"{FILE_NAME}-journal").write_bytes(b"what a crash left")
    with pytest.raises(Damaged):
        opened(data)
    restored = restore(data, backup)
    assert restored.saved is None
    kept = {each.name.split("-", 2)[2]: each.read_bytes() for each in (data / leftovers.ASIDE).iterdir()}
    assert kept[FILE_NAME] == content
    assert b"what a crash left" in kept.values()
    assert units(data) == ["Cũ"]


def test_without_second_names_the_damaged_file_is_copied(
    data: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a stick, whose files have one name each."""

    def refuse(*_: object) -> None:
        raise OSError(1, "not permitted")

    monkeypatch.setattr(os, "link", refuse)
    (data / FILE_NAME).write_bytes(b"junk")
    restore(data, backup)
    assert [each.read_bytes() for each in (data / leftovers.ASIDE).iterdir()] == [b"junk"]


def test_a_journal_of_a_crash_is_taken_back_first(data: Path, backup: Path) -> None:
    """What is saved is the state before the transaction that the crash ended."""
    code = (
        "import os, sys, sqlite3\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('PRAGMA cache_size = 1')\n"
        "c.execute('BEGIN IMMEDIATE')\n"
        "state = c.execute('SELECT mark FROM generation').fetchone()[0][-32:]\n"
        "c.execute('UPDATE generation SET mark = ?', [f'cchc-gen:{state}:' + '7' * 32])\n"
        "c.execute(\"UPDATE units SET name = 'Nửa chừng'\")\n"
        "c.execute('CREATE TABLE much AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
        "LIMIT 3000) SELECT hex(randomblob(200)) FROM n')\n"
        "os._exit(1)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(data / FILE_NAME)], check=False)
    assert (data / f"{FILE_NAME}-journal").exists()
    restored = restore(data, backup)
    assert restored.saved is not None
    assert units(data) == ["Cũ"]
    restore(data, restored.saved)
    assert units(data) == ["Cũ", "Mới"]


def test_into_a_new_folder(backup: Path, tmp_path: Path) -> None:
    """As on another PC."""
    assert restore(tmp_path / "new" / "deep", backup) == restoring.Restored(None, ())
    assert units(tmp_path / "new" / "deep") == ["Cũ"]


def test_evidence_comes_along_from_a_copied_folder(data: Path, tmp_path: Path) -> None:
    office = opened(data)
    assert office._desk.store.evidence is not None
    kept = office._desk.store.evidence.put(b"minutes")
    office.copy_data(tmp_path / "stick")
    office.close()
    broken = tmp_path / "stick" / "evidence" / "aa" / ("a" * 64)
    broken.parent.mkdir()
    broken.write_bytes(b"other")
    restore(tmp_path / "new", tmp_path / "stick")
    found = [each.name for each in (tmp_path / "new" / "evidence").glob("??/*")]
    assert found == [kept]


def test_an_older_version(tmp_path: Path) -> None:
    restore(tmp_path / "new", Path(__file__).with_name("versions") / "v2.db")
    office = opened(tmp_path / "new")
    assert office.counts()["plans"] == 1
    office.close()


def test_a_damaged_backup_changes_nothing(data: Path, backup: Path) -> None:
    before = (data / FILE_NAME).read_bytes()
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2])
    told = []
    for content in (whole[: len(whole) // 2], whole[:50000] + b"????" + whole[50004:], b"", b"text"):
        backup.write_bytes(content)
        with pytest.raises(EnvironmentProblem) as caught:
            restore(data, backup)
        # It is not the data that are damaged, and the way out is no restore.
        assert not isinstance(caught.value, Damaged)
        assert "restore" not in str(caught.value)
        assert "dữ liệu chưa thay đổi" in str(caught.value)
        told.append(str(caught.value))
    for sentence, words in zip(
        told, ("một phần", "thay đổi ở ngoài", "tệp rỗng", "tệp văn bản"), strict=True
    ):
        assert words in sentence
    assert (data / FILE_NAME).read_bytes() == before
    assert not (data / leftovers.ASIDE).exists()
    assert units(data) == ["Cũ", "Mới"]


def test_a_backup_that_a_worker_opened_belongs_to_who_takes_it_over(backup: Path) -> None:
    found: list[ViewedFile] = []
    worker = Thread(target=lambda: found.append(restoring.open_backup(backup)))
    worker.start()
    worker.join()
    (copy,) = found
    with pytest.raises(WrongThread):
        copy.value("SELECT 1")
    copy.take_over()
    assert copy.value("SELECT count(*) FROM units") == 1
    copy.close()
    assert not copy.file.exists()


def test_refusals(data: Path, backup: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Không có tệp"):
        restore(data, tmp_path / "gone.db")
    with pytest.raises(Refusal, match="chính là dữ liệu đang dùng"):
        restore(data, data)
    office = opened(data)
    with pytest.raises(OpenElsewhere):
        restore(data, backup)
    office.close()
    assert units(data) == ["Cũ", "Mới"]


def test_dangling_link(tmp_path: Path, backup: Path) -> None:
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / FILE_NAME).symlink_to(tmp_path / "stick" / FILE_NAME)
    with pytest.raises(EnvironmentProblem, match="liên kết"):
        restore(tmp_path / "linked", backup)
    assert (tmp_path / "linked" / FILE_NAME).is_symlink()


STEPS = ("durable.replace", "backups.make", "restoring._write", "leftovers.keep_aside", "generation.renew")


@pytest.mark.parametrize("is_damaged", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_a_full_disk_at_any_step(
    step: str, is_damaged: bool, data: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The data are those of before, whole, or the damaged file is in its place as it was."""
    path = data / FILE_NAME
    if is_damaged:
        path.write_bytes(path.read_bytes()[: 9 * PAGE])
    before = path.read_bytes()
    module, name = step.split(".")
    places = {"backups": backups, "restoring": restoring, "leftovers": leftovers}

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(places.get(module) or getattr(restoring, module), name, refuse)
    told = ""
    try:
        restore(data, backup)
    except EnvironmentProblem as problem:
        told = str(problem)
    assert told == "" or "không đủ chỗ" in told
    assert told == "" or path.read_bytes() == before or not is_damaged
    monkeypatch.undo()
    assert not list(data.glob("*.new-*"))
    restore(data, backup)
    assert units(data) == ["Cũ"]


@pytest.mark.slow
def test_killed_at_any_file_operation(data: Path, backup: Path, tmp_path: Path) -> None:
    """The folder holds the data of before or those of the backup; restoring goes on afterwards."""
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from cchc_desktop.storage import backups, diagnosis, restoring, soundness\n"
        "EVENTS = ('os.rename', 'os.remove', 'os.link', 'open')\n"
        "left = int(sys.argv[3])\n"
        "def hook(event, args):\n"
        "    global left\n"
        "    if event in EVENTS and str(args[0]).startswith(sys.argv[1]):\n"
        "        left -= 1\n"
        "        if left == 0:\n"
        "            os._exit(9)\n"
        "sys.addaudithook(hook)\n"
        "restoring.restore(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    seen = set()
    for moment in range(1, 60):
        folder = tmp_path / f"trial-{moment}"
        shutil.copytree(data, folder)
        done = subprocess.run(
            [sys.executable, "-c", code, str(folder), str(folder / "backups" / backup.name), str(moment)],
            check=False,
        )
        found = units(folder)
        assert found in (["Cũ"], ["Cũ", "Mới"])
        seen.add((done.returncode, tuple(found)))
        if done.returncode == 0:
            break
        restore(folder, folder / "backups" / backup.name)
        assert units(folder) == ["Cũ"]
        shutil.rmtree(folder)
    assert done.returncode == 0
    assert (9, ("Cũ", "Mới")) in seen


def test_the_file_that_was_read_is_left(backup: Path, tmp_path: Path) -> None:
    before = backup.read_bytes()
    beside = sorted(backup.parent.iterdir())
    restore(tmp_path / "new", backup)
    assert backup.read_bytes() == before
    assert sorted(backup.parent.iterdir()) == beside
    with (
        closing(sqlite3.connect(tmp_path / "new" / FILE_NAME)) as made,
        closing(sqlite3.connect(backup)) as old,
    ):
        marks = [each.execute("SELECT mark FROM generation").fetchone()[0] for each in (made, old)]
    assert marks[0] != marks[1]
