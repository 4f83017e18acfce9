"""The slots of open data's key follow the accounts: a new password opens the file, an old one no more.

The key file is written before the transaction that changes the account, with the new slot and the one of
before, which goes once the transaction is stored: whichever of the two passwords the account has after a
power cut, a slot takes it.
"""

from collections.abc import Collection
from pathlib import Path

from . import cipher, key_file
from .cipher import DataKey
from .data_copy import told_why
from .data_file import DataFile
from .key_file import Keys


class KeySlots:
    """The slots of the key of one open data file."""

    def __init__(self, data: DataFile, path: Path) -> None:
        self._data = data
        self._path = path

    @property
    def is_on(self) -> bool:
        """Whether the data are encrypted."""
        return self._key() is not None

    def lacks(self, slot_id: str) -> bool:
        """Whether an account cannot open the file, or could with an older password, too."""
        if not self.is_on or self._data.is_view:
            return False
        keys = self._keys()
        return keys.slot(slot_id) is None or keys.slot(key_file.before(slot_id)) is not None

    def opens(self, slot_id: str) -> bool:
        """Whether the password of an account opens the file, as it does any that is not encrypted."""
        return not self.is_on or self._keys().slot(slot_id) is not None

    def give(self, slot_id: str, name: str, password: str) -> None:
        """Lets a password open the file, beside the one that did so far. Raises EnvironmentProblem."""
        if (key := self._key()) is not None:
            self._write(self._keys().kept_before(slot_id).with_slot(key, slot_id, name, password))

    def settle(self, slot_id: str) -> None:
        """Takes the password of before away. Raises EnvironmentProblem."""
        if self.is_on and self._keys().slot(key_file.before(slot_id)) is not None:
            self._write(self._keys().without(key_file.before(slot_id)))

    def take(self, slot_id: str) -> None:
        """Takes a slot away. Raises EnvironmentProblem."""
        if self.is_on:
            self._write(self._keys().without(slot_id).without(key_file.before(slot_id)))

    def keep_only(self, slot_ids: Collection[str]) -> None:
        """Takes the slots of all others away than these accounts', where a power cut left any. Raises
        EnvironmentProblem."""
        if not self.is_on or self._data.is_view:
            return
        keys = self._keys()
        for slot in keys.people:
            if slot.id not in slot_ids:
                keys = keys.without(slot.id).without(key_file.before(slot.id))
        if keys != self._keys():
            self._write(keys)

    def rename(self, slot_id: str, name: str) -> None:
        """Gives a slot another name. Raises EnvironmentProblem."""
        if self.is_on:
            self._write(self._keys().renamed(slot_id, name))

    def _key(self) -> DataKey | None:
        return cipher.key_of_connection(self._data.connection)

    def _keys(self) -> Keys:
        key = self._key()
        assert key is not None
        return key_file.of_open(self._data.connection, self._path) or Keys(key.mark)

    def _write(self, keys: Keys) -> None:
        with told_why(self._path):
            key_file.write(self._path.parent, keys)
