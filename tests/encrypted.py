"""Keys for tests of encrypted data: made, forgotten as by another start of the program, and given."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop.storage import cipher, key_file
from cchc_desktop.storage.key_file import Keys

PASSWORD, CODE = "An-toan-2026", "ABCD-EFGH"


@pytest.fixture(autouse=True)
def no_key_is_held_over() -> Iterator[None]:
    """Each test begins, and leaves the next one, without keys."""
    forget()
    yield
    forget()


def forget() -> None:
    """As another start of the program knows nothing."""
    cipher._held.clear()
    key_file._seen.clear()


def made_keys() -> tuple[cipher.DataKey, Keys]:
    """A new key, wrapped for one person and a code."""
    key = cipher.new_key()
    keys = Keys(key.mark).with_slot(key, "lan", "Nguyễn Thị Lan", PASSWORD)
    return key, keys.with_slot(key, key_file.RECOVERY, "", CODE)


def unlock(path: Path, password: str = PASSWORD, slot: str = "lan") -> None:
    """Unlocks the key of a data file or a backup."""
    keys = key_file.of_file(path)
    assert keys is not None
    key = keys.opened(slot, password)
    assert key is not None
    cipher.hold(key)
