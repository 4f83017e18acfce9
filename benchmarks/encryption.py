"""Encrypted data beside the same that are plain: storing a figure, and opening."""

import itertools
import shutil
from collections.abc import Callable
from pathlib import Path

from cchc_desktop.office import Office
from cchc_desktop.storage import cipher, encrypting
from cchc_desktop.storage.key_file import Keys

from .measure import Result, in_turns

_CODE = "1.20"


def measure(folder: Path, times: int) -> list[Result]:
    """One figure stored as a whole, and data opened with a key that is unlocked already."""
    encrypted = folder.with_name(f"{folder.name}-encrypted")
    shutil.copytree(folder, encrypted)
    key = cipher.new_key()
    encrypting.encrypt(encrypted, key, Keys(key.mark).with_slot(key, "one", "Nguyễn Văn An", "Abcdef1@"))
    return [_stored(encrypted, folder, times), _opened(encrypted, folder, times)]


def _stored(encrypted: Path, plain: Path, times: int) -> Result:
    one, other = Office.open(encrypted), Office.open(plain)
    try:
        return in_turns(
            "a figure, encrypted", "a figure stored, beside the same in plain data", _typing(one),
            _typing(other), times,
        )  # fmt: skip
    finally:
        one.close()
        other.close()


def _typing(office: Office) -> Callable[[], object]:
    numbers = itertools.count(1)
    period = office.calendar.current_quarter()
    return lambda: office.figures.type_figure(period, _CODE, str(next(numbers)))


def _opened(encrypted: Path, plain: Path, times: int) -> Result:
    def opening(folder: Path) -> Callable[[], None]:
        def do() -> None:
            office = Office.open(folder)
            office.plans.heads()
            office.close()

        return do

    what = "opened once the key is unlocked, beside plain data"
    return in_turns("opening, encrypted", what, opening(encrypted), opening(plain), times)
