"""The key of encrypted data, wrapped: a slot for each account with its password, one for the recovery code.

The data key is random and never changes with a password. It lies in ``cchc.key`` beside the data and in the
words of each backup, sealed by `nacl.secret.SecretBox` under argon2id of a password. Names lie there in the
open: they are asked for before anything can be read. Whoever knows a password that once was a slot's and has
kept a copy of the file of then can open the data still; a new key is made by decrypting and encrypting anew.
"""

import json
import os
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from .. import durable
from ..domain.errors import Damaged, KeyNeeded
from . import cipher, passwords, schema
from .cipher import DataKey

NAME, NEXT = cipher.KEYS, cipher.NEXT_KEYS
RECOVERY = "recovery"
"""The id of the slot that the recovery code opens."""
FORMAT = 1
_BEFORE = "/before"
_MOST_BYTES = 1 << 20
_MOST_SLOTS = 1000
_LARGEST_MEMORY, _MOST_ROUNDS = 1 << 30, 20
"""A file from elsewhere may not ask for more."""
MOST_FAILURES = 5
LOCKED_FOR = timedelta(hours=12)
_DAMAGED = (
    "Tệp khóa «{}» bị hỏng nên chưa mở được dữ liệu đã mã hóa. Hãy chép lại tệp này từ bản sao, hoặc khôi "
    "phục từ một bản sao lưu (lệnh «restore»): mỗi bản sao lưu mang khóa của nó. Tệp được giữ nguyên."
)
_NEEDED = "Dữ liệu trong «{}» đã mã hóa. Hãy đăng nhập bằng mật khẩu, hoặc dùng mã khôi phục, để mở."


def before(slot_id: str) -> str:
    """The id of the slot that a password of before opens, until the new one is stored with the account."""
    return f"{slot_id}{_BEFORE}"


class KeyDamaged(Damaged):
    """The wrapped key of encrypted data is not what was written, and lies nowhere else."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key as one password opens it; ``id`` is the account's, ``name`` the person's.

    ``failures`` counts the wrong passwords since the last right one, ``locked_at`` is when they became too
    many. They hold back who sits at the PC, not who has copied the file.
    """

    id: str
    name: str
    salt: bytes
    rounds: int
    memory: int
    box: bytes
    failures: int = 0
    locked_at: datetime | None = None

    def is_locked(self, now: datetime) -> bool:
        """Whether too many wrong passwords were tried a short time ago."""
        return self.locked_at is not None and abs(now - self.locked_at) < LOCKED_FOR


@dataclass(frozen=True, slots=True)
class Keys:
    """The wrapped key of data: ``mark`` is how their files begin."""

    mark: bytes
    slots: tuple[Slot, ...] = ()

    @property
    def people(self) -> tuple[Slot, ...]:
        """The slots of accounts."""
        return tuple(slot for slot in self.slots if slot.id != RECOVERY and not slot.id.endswith(_BEFORE))

    def slot(self, slot_id: str) -> Slot | None:
        """One slot, or None."""
        return next((slot for slot in self.slots if slot.id == slot_id), None)

    def with_slot(self, key: DataKey, slot_id: str, name: str, password: str) -> "Keys":
        """The same with a slot that this password opens, in place of the one of the same id."""
        assert key.mark == self.mark
        salt = os.urandom(16)
        box = _box(password, salt, passwords.ROUNDS, passwords.MEMORY).encrypt(key.secret)
        return self._with(Slot(slot_id, name, salt, passwords.ROUNDS, passwords.MEMORY, bytes(box)))

    def kept_before(self, slot_id: str) -> "Keys":
        """The same, where what a slot is now stays beside it."""
        slot = self.slot(slot_id)
        return self._with(replace(slot, id=before(slot_id))) if slot is not None else self

    def renamed(self, slot_id: str, name: str) -> "Keys":
        """The same with another name on a slot."""
        slot = self.slot(slot_id)
        return self._with(replace(slot, name=name)) if slot is not None else self

    def without(self, slot_id: str) -> "Keys":
        """The same without a slot."""
        return replace(self, slots=tuple(slot for slot in self.slots if slot.id != slot_id))

    def opened(self, slot_id: str, password: str) -> DataKey | None:
        """The data key; None where the password is not that of the slot, nor of the one of before."""
        from nacl.exceptions import CryptoError

        for slot in filter(None, (self.slot(slot_id), self.slot(before(slot_id)))):
            with suppress(CryptoError):
                secret = _box(password, slot.salt, slot.rounds, slot.memory).decrypt(slot.box)
                return DataKey(bytes(secret), self.mark)
        return None

    def counted(self, slot_id: str, is_right: bool, now: datetime) -> "Keys":
        """The same after a try at a slot."""
        slot = self.slot(slot_id)
        if slot is None:
            return self
        if is_right:
            return self._with(replace(slot, failures=0, locked_at=None))
        # Once the wait is over all tries are there again.
        failures = 1 if slot.locked_at is not None and not slot.is_locked(now) else slot.failures + 1
        return self._with(
            replace(slot, failures=failures, locked_at=now if failures >= MOST_FAILURES else None)
        )

    def _with(self, slot: Slot) -> "Keys":
        slots = [slot if each.id == slot.id else each for each in self.slots]
        return replace(self, slots=tuple(slots if self.slot(slot.id) else [*slots, slot]))


def record(keys: Keys) -> dict[str, Any]:
    """Wrapped keys, as JSON has them; they carry their own checksum."""
    slots = [
        {
            "id": slot.id,
            "name": slot.name,
            "salt": slot.salt.hex(),
            "rounds": slot.rounds,
            "memory": slot.memory,
            "box": slot.box.hex(),
            "failures": slot.failures,
            "locked_at": slot.locked_at.isoformat(timespec="seconds") if slot.locked_at else None,
        }
        for slot in keys.slots
    ]
    known: dict[str, Any] = {"format": FORMAT, "mark": keys.mark.hex(), "slots": slots}
    return known | {"sum": _sum(known)}


def from_record(known: Mapping[str, Any]) -> Keys:
    """Wrapped keys from what JSON has of them. Raises ValueError, TypeError or LookupError."""
    if known["sum"] != _sum({name: value for name, value in known.items() if name != "sum"}):
        raise ValueError("the checksum differs")
    if known["format"] != FORMAT or len(known["slots"]) > _MOST_SLOTS:
        raise ValueError("not these keys")
    slots = [
        Slot(
            str(each["id"]),
            str(each["name"]),
            bytes.fromhex(each["salt"]),
            int(each["rounds"]),
            int(each["memory"]),
            bytes.fromhex(each["box"]),
            int(each["failures"]),
            datetime.fromisoformat(each["locked_at"]).replace(tzinfo=None) if each["locked_at"] else None,
        )
        for each in known["slots"]
    ]
    is_bounded = all(
        1 <= slot.rounds <= _MOST_ROUNDS and 8192 <= slot.memory <= _LARGEST_MEMORY and len(slot.salt) == 16
        for slot in slots
    )
    if not is_bounded or len({slot.id for slot in slots}) != len(slots):
        raise ValueError("no such slots")
    mark = bytes.fromhex(known["mark"])
    if len(mark) != 16:
        raise ValueError("no such mark")
    return Keys(mark, tuple(slots))


def _sum(known: Mapping[str, Any]) -> str:
    return sha256(json.dumps(known, sort_keys=True).encode()).hexdigest()


def _box(password: str, salt: bytes, rounds: int, memory: int) -> Any:
    # With libsodium it is imported once data are encrypted.
    from nacl.pwhash import argon2id
    from nacl.secret import SecretBox

    return SecretBox(argon2id.kdf(SecretBox.KEY_SIZE, passwords.plain(password), salt, rounds, memory))


def read(folder: Path, name: str = NAME) -> Keys | None:
    """The wrapped keys that lie in a folder; None where there are none.

    Raises Damaged where they are not what was written, OSError.
    """
    path = folder / name
    try:
        with open(path, "rb") as file:
            keys = from_record(json.loads(file.read(_MOST_BYTES).decode("utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, LookupError, RecursionError, AttributeError, OverflowError) as error:
        raise KeyDamaged(_DAMAGED.format(path)) from error
    _seen[keys.mark] = keys
    return keys


_seen: dict[bytes, Keys] = {}
"""The keys that were read or written last: what has gone from the disk can still be written elsewhere."""


def write(folder: Path, keys: Keys, name: str = NAME) -> None:
    """Puts wrapped keys into a folder in place of those that are there, in one step. Raises OSError."""
    durable.write(folder / name, json.dumps(record(keys), ensure_ascii=False, indent=1).encode())
    _seen[keys.mark] = keys


def settle(path: Path) -> None:
    """Makes the key file beside a data file that of this file, as far as it can be found: where the program
    ended between the two, or it is missing or damaged. What was there is put aside. Raises OSError."""
    from .leftovers import put_aside_file

    folder = path.parent
    mark = cipher.mark_of(path)
    if mark is None:
        found = None
        if not ((folder / NAME).exists() or (folder / NEXT).exists()):
            return
        if not (cipher.is_plain(path) and schema.is_of_program(path)):
            # What is no data of the program's tells nothing of whose key this is.
            return
    else:
        try:
            found = of_file(path)
        except Damaged:
            return
        if found is None:
            return
    is_there = _is_of(folder, NAME, found)
    if found is not None and not is_there:
        if (folder / NAME).exists():
            put_aside_file(folder / NAME)
        write(folder, found)
    elif found is None and (folder / NAME).exists():
        put_aside_file(folder / NAME)
    durable.discard(folder / NEXT)


def is_replaced_by_plain(path: Path) -> bool:
    """Whether the key of encrypted data lies beside a plain data file of the program's, which somebody has
    copied there by hand."""
    return (path.parent / NAME).exists() and cipher.is_plain(path) and schema.is_of_program(path)


def _is_of(folder: Path, name: str, keys: Keys | None) -> bool:
    try:
        there = read(folder, name)
    except Damaged:
        return False
    return there is not None and keys is not None and there.mark == keys.mark


def of_file(path: Path, mark: bytes | None = None) -> Keys | None:
    """The wrapped keys of a data file or backup, from beside it or from the backups of its folder; None where
    there are none, or the file is a plain one, or none that any of these keys opens. ``mark`` is that of its
    key where the file does not say.

    Raises Damaged where those beside it cannot be read, and no others of this file are found; OSError.
    """
    mark = mark or cipher.mark_of(path)
    if mark is None:
        return None
    damage: Damaged | None = None
    # The keys of a linked file lie beside the file itself.
    for folder in dict.fromkeys((path.parent, path.resolve().parent)):
        for name in (NAME, NEXT):
            try:
                found = read(folder, name)
            except Damaged as error:
                damage = damage or error
                continue
            if found is not None and found.mark == mark:
                return found
    if (told := _of_words(path, mark)) is not None:
        return told
    if damage is not None:
        raise damage
    return None


def of_damaged(path: Path) -> Keys | None:
    """The wrapped keys that a damaged file may take: those of its mark, and where that is lost with its first
    page, whatever lie beside it; None where there are none, or the file begins as a plain one.

    Raises as `of_file`.
    """
    if cipher.mark_of(path) is None:
        return None
    if (found := of_file(path)) is not None:
        return found
    for name in (NAME, NEXT):
        if (beside := read(path.parent, name)) is not None:
            return beside
    return _of_words(path, None)


def _of_words(path: Path, mark: bytes | None) -> Keys | None:
    """The keys of this mark, or any, in the words of the file, or of a backup in its folder, the newest
    first."""
    from .backup_files import keys_in_words

    folders = (path.parent / "backups", path.parent)
    others = [each for folder in folders if folder.is_dir() for each in folder.glob("cchc-*.json")]
    for words in (path.with_suffix(".json"), *sorted(others, key=lambda each: each.name, reverse=True)):
        if (found := keys_in_words(words)) is not None and mark in (found.mark, None):
            return found
    return None


def of_open(connection: sqlite3.Connection, path: Path) -> Keys | None:
    """The wrapped keys of an open data file, which may have gone from its place; None for a plain one."""
    key = cipher.key_of_connection(connection)
    if key is None:
        return None
    with suppress(OSError, Damaged):
        if (found := read(path.resolve().parent)) is not None and found.mark == key.mark:
            return found
    # Those in the words of a backup may be older: a password that was changed since would open nothing.
    if (seen := _seen.get(key.mark)) is not None:
        return seen
    with suppress(OSError, Damaged):
        return of_file(path, key.mark)
    return None


def of_stored(connection: sqlite3.Connection, path: Path) -> Keys | None:
    """The wrapped keys of a backup or another file that a copy of is open: those of then, as the accounts in
    it are; None for a plain one."""
    key = cipher.key_of_connection(connection)
    if key is None:
        return None
    with suppress(OSError, Damaged):
        if (found := of_file(path, key.mark)) is not None:
            return found
    return _seen.get(key.mark)


def require(path: Path) -> None:
    """Raises KeyNeeded for a data file that is encrypted with a key that is not held, Damaged where its key
    file is that, or missing; what is neither encrypted nor plain is left to whoever reads it. OSError."""
    mark = cipher.mark_of(path)
    if mark is None or cipher.held(mark) is not None:
        return
    if of_file(path) is not None:
        raise needed(path)


def needed(path: Path, mark: bytes | None = None) -> KeyNeeded:
    """The error for a data file whose key is not held."""
    return KeyNeeded(_NEEDED.format(path), str(path), mark)
