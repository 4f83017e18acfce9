"""The lock on a data folder: one program at a time, whatever was left there, and told who has it."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_desktop import machine
from cchc_desktop.domain.errors import EnvironmentProblem, OpenElsewhere, ReadOnly
from cchc_desktop.storage import database, leftovers, lock
from cchc_desktop.storage.lock import FolderLock
from cchc_desktop.storage.store import Store
from tests.storage.crashes import crash, units, work


def test_who_has_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = FolderLock.take(tmp_path)
    assert held.is_held
    assert json.loads((tmp_path / lock.LOCK).read_bytes())["pid"] == os.getpid()
    with pytest.raises(OpenElsewhere, match="cửa sổ khác") as caught:
        FolderLock.take(tmp_path)
    assert (caught.value.machine, caught.value.pid) == (machine.name(), os.getpid())
    with monkeypatch.context() as other:
        other.setattr("getpass.getuser", lambda: "lan")
        with pytest.raises(OpenElsewhere, match="mở trên chính máy này"):
            FolderLock.take(tmp_path)
    monkeypatch.setattr(machine, "name", lambda: "MAY-2")
    with pytest.raises(OpenElsewhere, match="trên máy «"):
        FolderLock.take(tmp_path)
    held.release()
    held.release()
    FolderLock.take(tmp_path).release()


def test_who_forgets_it_has_it_no_longer(tmp_path: Path) -> None:
    held = FolderLock.take(tmp_path)
    del held
    FolderLock.take(tmp_path).release()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff{", b"[]", b"{}", b'{"machine": "X", "user": "y", "pid": "z"}', b"[" * 100_000,
     json.dumps({"machine": "MAY-9", "user": "lan", "pid": 1}).encode()],
)  # fmt: skip
def test_a_file_that_was_left_locks_nothing(tmp_path: Path, content: bytes) -> None:
    """Of another PC, of a process number that is another's now, or of no sense."""
    (tmp_path / lock.LOCK).write_bytes(content)
    work(tmp_path, "Văn phòng")
    assert units(tmp_path) == ["Văn phòng"]


@pytest.mark.parametrize("content", [b"", b"\xff{", b"[]"])
def test_a_holder_that_says_nothing_of_itself(tmp_path: Path, content: bytes) -> None:
    held = FolderLock.take(tmp_path)
    (tmp_path / lock.LOCK).write_bytes(content)
    with pytest.raises(OpenElsewhere, match="cửa sổ khác") as caught:
        FolderLock.take(tmp_path)
    assert (caught.value.machine, caught.value.pid) == ("", 0)
    held.release()


def test_a_user_without_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise KeyError

    monkeypatch.setattr("getpass.getuser", none)
    FolderLock.take(tmp_path).release()
    assert json.loads((tmp_path / lock.LOCK).read_bytes())["user"] == ""


@pytest.fixture
def no_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A network folder that locks no files."""

    def refuses(_: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock, "_lock", refuses)


@pytest.mark.usefixtures("no_locks")
def test_a_folder_without_locks(tmp_path: Path) -> None:
    """SQLite's own lock is there still, and what the first program has not finished is left to it."""
    work(tmp_path, "Văn phòng")
    first = Store.open(tmp_path)
    draft = tmp_path / "cchc.db.new-4711"
    draft.write_bytes(b"half")
    program = (
        "import sys; from pathlib import Path; from cchc_desktop.storage import lock;"
        "from cchc_desktop.storage.store import Store; from cchc_desktop.domain.errors import OpenElsewhere\n"
        "def refuses(_): raise OSError(37, 'No locks available')\n"
        "lock._lock = refuses\n"
        "try: Store.open(Path(sys.argv[1]))\n"
        "except OpenElsewhere: sys.exit(7)"
    )
    second = subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False)
    assert second.returncode == 7
    assert draft.exists()
    first.close()
    crash(tmp_path)
    assert units(tmp_path) == ["Văn phòng"]


def test_two_starts_at_once(tmp_path: Path) -> None:
    """One has the data, the others are told so; the first of all makes them, whole."""
    program = (
        "import sys; from pathlib import Path; from cchc_desktop.storage.store import Store;"
        "from cchc_desktop.domain.errors import OpenElsewhere\n"
        "sys.stdin.readline()\n"
        "try: store = Store.open(Path(sys.argv[1]))\n"
        "except OpenElsewhere: print('elsewhere', flush=True); sys.exit()\n"
        "print('open', flush=True); sys.stdin.readline(); store.close()"
    )
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(tmp_path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(3)
    ]  # fmt: skip
    said = []
    for each in running:
        assert each.stdin is not None
        each.stdin.write("start\n")
        each.stdin.flush()
    for each in running:
        assert each.stdout is not None
        said.append(each.stdout.readline().strip())
    for each in running:
        each.communicate("end\n")
        assert each.returncode == 0
    assert sorted(said) == ["elsewhere", "elsewhere", "open"]
    with Store.open(tmp_path)._data.transaction():
        pass


def test_the_lock_file_of_another_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be read and locked, though not written to."""
    work(tmp_path, "Văn phòng")
    opened = os.open

    def may_read(path: Path, flags: int, *mode: int) -> int:
        if Path(path).name == lock.LOCK and flags & os.O_RDWR:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, flags, *mode)

    monkeypatch.setattr(os, "open", may_read)
    held = FolderLock.take(tmp_path)
    with pytest.raises(OpenElsewhere):
        FolderLock.take(tmp_path)
    held.release()
    assert units(tmp_path) == ["Văn phòng"]
    with pytest.raises(PermissionError):
        FolderLock.take(tmp_path.parent)


def failing(number: int, winerror: int = 0) -> OSError:
    error = OSError(number, os.strerror(number))
    if winerror:
        error.winerror = winerror  # type: ignore[attr-defined, unused-ignore]
    return error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (failing(errno.EROFS), ReadOnly, "chỉ cho đọc"),
        (failing(errno.EACCES), ReadOnly, "chỉ cho đọc"),
        (failing(errno.EACCES, 32), EnvironmentProblem, "Không mở được tệp dữ liệu"),
        (failing(errno.ENOSPC), EnvironmentProblem, "đầy"),
        (failing(errno.EIO), EnvironmentProblem, "Không mở được tệp dữ liệu"),
    ],
)
@pytest.mark.parametrize("where", ["lock", "later"])
def test_what_the_system_says_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, kind: type, words: str, where: str
) -> None:
    work(tmp_path, "Văn phòng")

    def fails(*_: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        if where == "lock":
            broken.setattr(lock, "_opened", fails)
        else:
            broken.setattr(leftovers, "settle", fails)
        with pytest.raises(EnvironmentProblem, match=words) as caught:
            database.open_database(tmp_path)
        assert type(caught.value) is kind
    assert units(tmp_path) == ["Văn phòng"]


def test_a_new_folder_that_is_read_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise failing(errno.EACCES)

    monkeypatch.setattr(lock, "_opened", fails)
    with pytest.raises(EnvironmentProblem, match="chọn thư mục khác") as caught:
        database.open_database(tmp_path / "new")
    assert not isinstance(caught.value, ReadOnly)
