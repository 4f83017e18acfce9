"""Content is kept once, by its hash; what was changed outside is found, what nothing needs is swept away."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import EnvironmentProblem
from cchc_desktop.storage.content import (
    ContentStore,
    FolderStore,
    PackStore,
    content_hash,
    get_file,
    put_file,
)
from cchc_desktop.storage.database import open_database


@pytest.fixture(params=["table", "folder"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[ContentStore]:
    """Either way of keeping content."""
    if request.param == "folder":
        yield FolderStore(tmp_path / "evidence")
        return
    data = open_database(tmp_path)
    yield PackStore(data)
    data.close()


def test_content_is_kept_once(kept: ContentStore) -> None:
    first = kept.put("Báo cáo".encode())
    assert first == sha256("Báo cáo".encode()).hexdigest() == content_hash("Báo cáo".encode())
    assert kept.put("Báo cáo".encode()) == first
    second = kept.put(b"")
    assert sorted(kept.ids()) == sorted([first, second])
    assert kept.get(first).decode() == "Báo cáo"
    assert kept.get(second) == b""
    assert kept.broken() == []


def test_what_is_not_there(kept: ContentStore) -> None:
    with pytest.raises(EnvironmentProblem, match="không còn trong dữ liệu"):
        kept.get("0" * 64)


def test_what_nothing_needs_is_swept(kept: ContentStore) -> None:
    ids = [kept.put(f"{number}".encode()) for number in range(4)]
    assert kept.sweep(ids[:3]) == 1
    assert sorted(kept.ids()) == sorted(ids[:3])
    assert kept.sweep(ids) == 0


def test_what_was_changed_outside_is_found(tmp_path: Path) -> None:
    data = open_database(tmp_path)
    packs, files = PackStore(data), FolderStore(tmp_path / "evidence")
    for store in (packs, files):
        store.put(b"whole")
        store.put(b"to be broken")
    broken = content_hash(b"to be broken")
    data.execute("UPDATE packs SET content = CAST(x'ff00' AS TEXT) WHERE id = ?", [broken])
    (tmp_path / "evidence" / broken[:2] / broken).write_bytes(b"to be Broken")
    for store in (packs, files):
        assert store.broken() == [broken]
        assert store.get(content_hash(b"whole")) == b"whole"
        with pytest.raises(EnvironmentProblem, match="bị thay đổi"):
            store.get(broken)
    data.close()


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = FolderStore(tmp_path / "evidence")

    def fails(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(EnvironmentProblem, match="ổ đĩa còn chỗ"):
        store.put(b"x" * 1000)
    monkeypatch.undo()
    assert list(store.ids()) == []
    assert [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()] == []


def test_what_a_crash_left_is_swept(tmp_path: Path) -> None:
    store = FolderStore(tmp_path / "evidence")
    assert store.folder == tmp_path / "evidence"
    first = store.put(b"x")
    left = tmp_path / "evidence" / first[:2] / f"{first}.new-1234"
    left.write_bytes(b"half")
    assert list(store.ids()) == [first]
    assert store.sweep([first]) == 0
    assert not left.exists()
    assert store.get(first) == b"x"


def test_files_of_any_bytes_are_kept(kept: ContentStore) -> None:
    content = bytes(range(256)) * 9
    kept_as = put_file(kept, content)
    assert put_file(kept, content) == kept_as
    assert get_file(kept, kept_as) == content
    assert get_file(kept, put_file(kept, b"")) == b""
    with pytest.raises(EnvironmentProblem):
        get_file(kept, "0" * 64)
