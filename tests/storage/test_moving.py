"""The data folder moved elsewhere: whole there, kept here, and opened there whichever folder is named."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from cchc_desktop import durable
from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.errors import Damaged, EnvironmentProblem, OpenElsewhere, Refusal
from cchc_desktop.storage import data_copy, moving
from cchc_desktop.storage.backup_files import list_backups
from cchc_desktop.storage.content import file_hash
from cchc_desktop.storage.database import BACKUPS, FILE_NAME, MOVED
from cchc_desktop.storage.followed import followed
from cchc_desktop.storage.moving import LETTER, move
from cchc_desktop.storage.store import Store
from tests.storage.crashes import units, work


def at() -> datetime:
    return datetime(2026, 7, 15, 9, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Data with a backup, and a file of evidence."""
    made = tmp_path / "Cũ"
    work(made, "Văn phòng")
    with closing(Store.open(made)) as store:
        assert store.evidence is not None
        store.evidence.put(b"minutes")
        store.backup(Reason.MANUAL)
    work(made, "Văn hóa")
    return made


def content(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "cchc.lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


@pytest.mark.parametrize("is_there", [False, True])
def test_all_of_it_goes_and_the_old_folder_leads_there(folder: Path, tmp_path: Path, is_there: bool) -> None:
    target = tmp_path / "Ổ đĩa D" / "CCHC"
    if is_there:
        target.mkdir(parents=True)
    data = (folder / FILE_NAME).read_bytes()
    moved = move(folder, target, at)
    assert moved.folder == target
    assert moved.kept.read_bytes() == data
    assert followed(folder) == followed(target) == target
    assert units(target) == ["Văn phòng", "Văn hóa"]
    (known,) = list_backups(target / BACKUPS)
    assert known.is_good
    assert known.path.read_bytes() == (folder / BACKUPS / known.path.name).read_bytes()
    with closing(Store.open(target)) as store:
        assert store.evidence is not None
        assert len(list(store.evidence.ids())) == 1
        # Looked through when it was moved; what is written now is another device's.
        assert not store.opening.looked_through
    work(target, "Mới")
    with closing(Store.open(target)) as store:
        last, before = store.journal.actions(2)
    assert last.device != before.device
    letter = (folder / LETTER).read_text("utf-8-sig")
    assert str(target) in letter
    assert "09:00 ngày 15/07/2026" in letter
    assert not list(tmp_path.rglob("*.new-*"))


def test_on_and_on_and_back(folder: Path, tmp_path: Path) -> None:
    second, third = tmp_path / "hai", tmp_path / "ba"
    move(folder, second)
    move(second, third)
    assert followed(folder) == third
    # Nobody who opens the old one by itself begins a new office there.
    with pytest.raises(EnvironmentProblem, match="đã được chuyển khỏi"):
        Store.open(folder)
    assert not (folder / FILE_NAME).exists()
    with pytest.raises(Refusal, match="chưa có dữ liệu nào để chuyển"):
        move(folder, tmp_path / "bốn")
    # Whoever puts a data file into the old folder means that one.
    shutil.copyfile(third / FILE_NAME, folder / FILE_NAME)
    assert followed(folder) == folder
    assert units(folder) == ["Văn phòng", "Văn hóa"]
    assert not (folder / MOVED).exists()


def test_where_it_went_to_is_gone(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "usb" / "CCHC"
    move(folder, target)
    (tmp_path / "usb").rename(tmp_path / "away")
    with pytest.raises(EnvironmentProblem, match="hiện không thấy ở đó") as caught:
        followed(folder)
    assert str(target) in str(caught.value)
    assert not (folder / FILE_NAME).exists()
    # A ring of notes leads nowhere.
    target.mkdir(parents=True)
    (target / MOVED).write_bytes((folder / MOVED).read_bytes().replace(b"usb/CCHC", "Cũ".encode()))
    with pytest.raises(EnvironmentProblem, match="hiện không thấy"):
        followed(folder)
    (folder / MOVED).write_text("not a note", "utf-8")
    assert followed(folder) == folder


def test_places_that_are_none(folder: Path, tmp_path: Path) -> None:
    before = content(folder)
    full = tmp_path / "đầy"
    full.mkdir()
    (full / "thư.docx").write_text("x", "utf-8")
    (tmp_path / "tệp").write_text("x", "utf-8")
    for target, words in (
        (folder, "chính thư mục này"),
        (folder / "trong", "nằm trong thư mục dữ liệu"),
        (folder / BACKUPS / "trong", "nằm trong thư mục dữ liệu"),
        (full, "không trống"),
        (tmp_path, "không trống"),
        (tmp_path / "tệp", "không phải là thư mục"),
    ):
        with pytest.raises(Refusal, match=words):
            move(folder, target)
    with pytest.raises(EnvironmentProblem, match="Không ghi được"):
        move(folder, tmp_path / "tệp" / "dưới")
    assert content(folder) == before
    assert sorted(path.name for path in full.iterdir()) == ["thư.docx"]


def test_data_that_are_open_or_damaged_stay(folder: Path, tmp_path: Path) -> None:
    with closing(Store.open(folder)), pytest.raises(OpenElsewhere):
        move(folder, tmp_path / "mới")
    path = folder / FILE_NAME
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(Damaged):
        move(folder, tmp_path / "mới")
    assert not (tmp_path / "mới").exists()


@pytest.mark.parametrize("step", ["disk_usage", "copyfile", "file_hash", "replace", "copy_open", "rmdir"])
def test_a_disk_in_the_way_moves_nothing(
    folder: Path, tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "mới"
    target.mkdir()
    before = content(folder)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    if step == "disk_usage":
        monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 0))
    elif step == "file_hash":
        # Of what goes along; evidence is compared by the copy of the data.
        hashes = iter(range(1000))
        monkeypatch.setattr(
            data_copy, "file_hash", lambda path: next(hashes) if BACKUPS in path.parts else file_hash(path)
        )
    elif step == "rmdir":
        monkeypatch.setattr(Path, "rmdir", full)
    else:
        place = {"copyfile": shutil, "replace": durable, "copy_open": moving}[step]
        monkeypatch.setattr(place, step, full)
    with pytest.raises(EnvironmentProblem, match=r"không đủ chỗ|đọc lại thấy khác"):
        move(folder, target)
    monkeypatch.undo()
    assert content(folder) == before
    assert list(target.iterdir()) == []
    assert not list(tmp_path.glob("*.new-*"))
    assert units(folder) == ["Văn phòng", "Văn hóa"]


@pytest.mark.slow
def test_killed_at_any_file_operation(folder: Path, tmp_path: Path) -> None:
    """Whichever folder is opened then, it holds everything; moving again, elsewhere, goes on."""
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from cchc_desktop.storage import backups, soundness, moving\n"
        "EVENTS = ('os.rename', 'os.remove', 'os.mkdir', 'os.rmdir', 'open')\n"
        "left = int(sys.argv[3])\n"
        "def hook(event, args):\n"
        "    global left\n"
        "    if event in EVENTS and str(args[0]).startswith(sys.argv[4]):\n"
        "        left -= 1\n"
        "        if left == 0:\n"
        "            os._exit(9)\n"
        "sys.addaudithook(hook)\n"
        "moving.move(Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    seen = set()
    for moment in range(1, 200, 3):
        trial = tmp_path / f"trial-{moment}"
        shutil.copytree(folder, trial / "old")
        done = subprocess.run(
            [sys.executable, "-c", code, str(trial / "old"), str(trial / "new"), str(moment), str(trial)],
            check=False,
        )
        found = followed(trial / "old")
        assert units(found) == ["Văn phòng", "Văn hóa"]
        assert len(list_backups(found / BACKUPS)) == 1
        seen.add((done.returncode, found.name))
        if done.returncode == 0:
            break
        move(found, trial / "third")
        assert units(followed(trial / "old")) == ["Văn phòng", "Văn hóa"]
        shutil.rmtree(trial)
    assert done.returncode == 0
    assert {(9, "old"), (9, "new"), (0, "new")} <= seen


def test_a_link_to_the_data_stays_what_it_was(folder: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    linked.mkdir()
    os.symlink(folder / FILE_NAME, linked / FILE_NAME)
    move(linked, tmp_path / "mới")
    assert followed(linked) == tmp_path / "mới"
    assert units(folder) == ["Văn phòng", "Văn hóa"]
