"""A copy of encrypted data without their key, as the setup file makes one before an update."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from cchc_desktop import durable
from cchc_desktop.domain.errors import EnvironmentProblem, OpenElsewhere, Refusal
from cchc_desktop.storage import cipher, data_copy, encrypting, fingerprint, key_file
from cchc_desktop.storage.content import EVIDENCE
from cchc_desktop.storage.database import BACKUPS, FILE_NAME
from cchc_desktop.storage.device import MARK
from cchc_desktop.storage.sealed_copy import copy_sealed, is_sealed
from cchc_desktop.storage.store import Store
from tests.encrypted import (
    forget,
    made_keys,
    no_key_is_held_over,  # noqa: F401 - a fixture for all of these
    unlock,
)
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these
from tests.storage.crashes import JOURNAL, crash, units, work

UNITS = ["Văn phòng", "Văn hóa"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Encrypted data with a file of evidence, closed, their key forgotten."""
    folder = tmp_path / "Xã An Bình"
    work(folder, *UNITS)
    with closing(Store.open(folder)) as store:
        assert store.evidence is not None
        store.evidence.put(b"bien ban")
    encrypting.encrypt(folder, *made_keys())
    work(folder, "Địa chính")
    forget()
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_it_is_a_copy_that_the_same_password_opens(folder: Path) -> None:
    before, target = files(folder), folder / BACKUPS / "truoc khi cai"
    assert is_sealed(folder)
    made = copy_sealed(folder, target)
    assert {name: data for name, data in files(folder).items() if not name.startswith(BACKUPS)} == {
        name: data for name, data in before.items() if not name.startswith(BACKUPS)
    }
    copied = files(target)
    kept = {name for name in before if name.startswith(EVIDENCE)}
    assert set(copied) == {FILE_NAME, key_file.NAME, fingerprint.NAME, *kept}
    assert {name: before[name] for name in copied} == copied
    assert made.is_vouched
    assert made.evidence == len(kept) == 1
    assert made.bytes == sum(map(len, copied.values()))
    assert MARK in before
    assert not cipher._held
    unlock(target / FILE_NAME)
    assert units(target) == [*UNITS, "Địa chính"]


def test_what_a_crash_left_goes_along_and_is_settled_in_the_copy(folder: Path, tmp_path: Path) -> None:
    unlock(folder / FILE_NAME)
    crash(folder)
    forget()
    before = files(folder)
    made = copy_sealed(folder, tmp_path / "copy")
    assert not made.is_vouched
    assert files(folder) == before
    assert (tmp_path / "copy" / JOURNAL).read_bytes() == before[JOURNAL]
    unlock(tmp_path / "copy" / FILE_NAME)
    assert units(tmp_path / "copy") == [*UNITS, "Địa chính"]


def test_another_file_than_was_left_is_not_vouched_for(folder: Path, tmp_path: Path) -> None:
    content = bytearray((folder / FILE_NAME).read_bytes())
    content[5000] ^= 1
    (folder / FILE_NAME).write_bytes(content)
    assert not copy_sealed(folder, tmp_path / "copy").is_vouched
    (folder / fingerprint.NAME).unlink()
    assert not copy_sealed(folder, tmp_path / "another").is_vouched


def test_a_damaged_key_file_goes_along(folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder / BACKUPS)
    (folder / key_file.NAME).write_bytes(b"{")
    assert is_sealed(folder)
    copy_sealed(folder, tmp_path / "copy")
    assert (tmp_path / "copy" / key_file.NAME).read_bytes() == b"{"


def test_plain_and_unlocked_data_are_not_sealed(folder: Path, tmp_path: Path) -> None:
    work(tmp_path / "plain", "Khác")
    assert not is_sealed(tmp_path / "plain")
    (tmp_path / "plain" / key_file.NAME).write_bytes(b"{")
    assert not is_sealed(tmp_path / "plain")
    assert not is_sealed(tmp_path / "none")
    unlock(folder / FILE_NAME)
    assert not is_sealed(folder)


def test_it_is_refused_while_the_data_are_open(folder: Path, tmp_path: Path) -> None:
    unlock(folder / FILE_NAME)
    with closing(Store.open(folder)), pytest.raises(OpenElsewhere):
        copy_sealed(folder, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_where_it_cannot_be_made_nothing_is_left(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(tmp_path)
    with pytest.raises(Refusal, match="thư mục dữ liệu"):
        copy_sealed(folder, folder)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: type("Full", (), {"free": 0}))
        with pytest.raises(EnvironmentProblem, match="không đủ chỗ"):
            copy_sealed(folder, tmp_path / "copy")
    with monkeypatch.context() as patch:
        patch.setattr(data_copy, "file_hash", str)
        with pytest.raises(EnvironmentProblem, match="khác với tệp gốc"):
            copy_sealed(folder, tmp_path / "copy")
    with monkeypatch.context() as patch:
        patch.setattr(durable, "replace", _refuse)
        with pytest.raises(EnvironmentProblem, match="Không ghi được bản sao"):
            copy_sealed(folder, tmp_path / "copy")
    assert {name: data for name, data in files(tmp_path).items() if not name.endswith(".lock")} == {
        name: data for name, data in before.items() if not name.endswith(".lock")
    }


def _refuse(*_: object) -> None:
    raise PermissionError(13, "Permission denied")
