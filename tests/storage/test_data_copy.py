"""A copy of the data for keeping is whole and like the original, or not there at all."""

import errno
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.offices import Unit
from cchc_desktop.storage import schema
from cchc_desktop.storage.content import EVIDENCE
from cchc_desktop.storage.data_copy import copy_closed
from cchc_desktop.storage.database import BACKUPS, FILE_NAME
from cchc_desktop.storage.device import MARK
from cchc_desktop.storage.office_rows import write_unit
from cchc_desktop.storage.store import Store

VERSIONS = Path(__file__).parent / "versions"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a unit, two files of evidence and one that an interrupted write left; closed."""
    folder = tmp_path / "Dữ liệu xã"
    work(folder, "Văn phòng")
    return folder


def work(folder: Path, name: str) -> str:
    """Adds a unit and evidence; gives the device that did."""
    store = Store.open(folder)
    try:
        assert store.evidence is not None
        for content in (b"quyet dinh", b"bien ban"):
            kept = store.evidence.put(content)
        (folder / EVIDENCE / kept[:2] / f"{kept}.new-1").write_bytes(b"half")
        with store.journal.operation("test", "Thêm") as recorder:
            write_unit(recorder, Unit(name))
        return store.journal.actions()[0].device
    finally:
        store.close()


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_the_copy_holds_all_that_belongs_to_the_data(data: Path, tmp_path: Path) -> None:
    before = content(data)
    copied = copy_closed(data, tmp_path / "USB" / "Bản sao")
    assert content(data) == before
    made = content(tmp_path / "USB" / "Bản sao")
    evidence = {name for name in before if name.startswith(EVIDENCE) and ".new-" not in name}
    assert len(evidence) == 2
    assert set(made) == {FILE_NAME, *evidence}
    assert (copied.evidence, copied.bytes) == (2, sum(map(len, made.values())))
    assert copied.content.version == schema.VERSION
    assert copied.content.rows >= 5
    store = Store.open(copied.folder)
    assert store.upkeep.problems() == []
    assert store.counts()["units"] == 1
    assert store.evidence is not None
    assert store.evidence.broken() == []
    store.close()


def test_who_opens_the_copy_is_another_device(data: Path, tmp_path: Path) -> None:
    assert (data / MARK).exists()
    device = work(data, "Văn hóa")
    copy_closed(data, tmp_path / "copy")
    assert work(tmp_path / "copy", "Kinh tế") != device
    assert work(data, "Kinh tế") == device


@pytest.mark.parametrize("kept", sorted(VERSIONS.glob("*.db")), ids=lambda path: path.stem)
def test_older_data_are_copied_as_they_are(kept: Path, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir()
    shutil.copy(kept, folder / FILE_NAME)
    copied = copy_closed(folder, tmp_path / "copy")
    assert content(folder) == {FILE_NAME: kept.read_bytes()}
    assert f"v{copied.content.version}" == kept.stem
    Store.open(tmp_path / "copy").close()


def test_open_data_are_copied_by_who_holds_them(data: Path, tmp_path: Path) -> None:
    store = Store.open(data)
    with pytest.raises(EnvironmentProblem, match="đang được mở ở một cửa sổ khác"):
        copy_closed(data, tmp_path / "other")
    own = store.copy_to(tmp_path / "own")
    assert store.counts()["units"] == 1
    store.close()
    assert copy_closed(data, tmp_path / "other").content == own.content


def refused(data: Path, target: Path) -> str:
    """The sentence with which a copy is refused; nothing may be left of it, and the data are as before."""
    before, beside = content(data), sorted(os.listdir(target.parent)) if target.parent.is_dir() else None
    with pytest.raises((Refusal, EnvironmentProblem)) as caught:
        copy_closed(data, target)
    assert content(data) == before
    assert beside is None or sorted(os.listdir(target.parent)) == beside
    return str(caught.value)


def test_places_where_no_copy_may_lie(data: Path, tmp_path: Path) -> None:
    assert "chính là thư mục dữ liệu" in refused(data, data)
    assert "nằm trong thư mục dữ liệu" in refused(data, data / "copy")
    assert "nằm trong thư mục dữ liệu" in refused(data, tmp_path / "x" / ".." / data.name / "copy")
    (tmp_path / "there").mkdir()
    assert "Đã có" in refused(data, tmp_path / "there")
    (tmp_path / "file").write_text("x")
    assert "Không ghi được bản sao" in refused(data, tmp_path / "file" / "copy")


def test_beside_the_copies_that_the_program_makes_itself(data: Path) -> None:
    assert copy_closed(data, data / BACKUPS / "truoc-khi-cai").content.rows
    # A copy of the data holds no earlier copies.
    assert copy_closed(data, data.parent / "copy").evidence == 2
    assert not (data.parent / "copy" / BACKUPS).exists()


def test_no_data(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="chưa có dữ liệu nào"):
        copy_closed(tmp_path / "none", tmp_path / "copy")
    assert list(tmp_path.iterdir()) == []


def test_data_of_another_program(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as other:
        other.execute("CREATE TABLE t (a)")
    assert "không phải là dữ liệu của chương trình" in refused(tmp_path, tmp_path.parent / "copy")


def test_damaged_data(data: Path, tmp_path: Path) -> None:
    path = data / FILE_NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * 4096 + whole[12288:])
    assert "bị hỏng" in refused(data, tmp_path / "copy")
    path.write_bytes(b"nothing of a data file" * 100)
    assert "bị hỏng" in refused(data, tmp_path / "copy")


def test_a_full_disk(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as little:
        little.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
        assert "không đủ chỗ" in refused(data, tmp_path / "copy")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(shutil, "copyfile", full)
    assert "không đủ chỗ" in refused(data, tmp_path / "copy")


def test_a_disk_that_writes_something_else(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as evidence:
        evidence.setattr(shutil, "copyfile", lambda _, copy: Path(copy).write_bytes(b"other"))
        assert "khác với tệp gốc" in refused(data, tmp_path / "copy")

    def after(copy: sqlite3.Connection) -> None:
        copy.execute("UPDATE units SET name = 'khác'")
        copy.commit()

    class Connection(sqlite3.Connection):
        def backup(self, target: sqlite3.Connection, **_: object) -> None:
            super().backup(target)
            after(target)

    real = sqlite3.connect

    def connect(*words: object, **options: object) -> sqlite3.Connection:
        return real(*words, **{**options, "factory": Connection})  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(sqlite3, "connect", connect)
    assert "khác với tệp gốc" in refused(data, tmp_path / "copy")


def test_a_change_that_a_power_cut_left_half_is_taken_back_first(data: Path, tmp_path: Path) -> None:
    """As the program itself does when it opens the data."""
    expected = copy_closed(data, tmp_path / "before").content
    with closing(sqlite3.connect(data / FILE_NAME)) as broken:
        broken.execute("PRAGMA cache_size = 1")
        broken.execute("BEGIN")
        broken.execute("CREATE TABLE filler AS SELECT randomblob(3000) FROM actions, changes, units")
        broken.execute("UPDATE units SET name = 'nửa chừng'")
        for name in (FILE_NAME, f"{FILE_NAME}-journal"):
            shutil.copy(data / name, tmp_path / name)
    cut = tmp_path / "cut"
    cut.mkdir()
    for name in (FILE_NAME, f"{FILE_NAME}-journal"):
        shutil.move(tmp_path / name, cut / name)
    assert copy_closed(cut, tmp_path / "after").content == expected
