"""Which device writes: one incarnation of one data folder on one PC.

A device numbers its actions, so that PCs which exchange them can tell what they have; two that number alike
would be taken for one. A copy of the file that is opened elsewhere, or put back in place of a later one, must
therefore become a device of its own. It is known by a mark that lies both in the file and beside it, with
the machine's name and the file's place on the disk, which no copy shares.
"""

import json
import os
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from .. import machine
from ..domain.errors import EnvironmentProblem
from .data_file import DataFile
from .row_sums import summed

MARK = "cchc.device"
"""The file beside the data file."""
NAME = "device."
"""Before a device's id: the preference with the name of its PC, by which a reader of the journal knows it."""


class Device:
    """The device that writes into one data file; found out, or made, when something is first written."""

    def __init__(self, data: DataFile, path: Path | None) -> None:
        self._data = data
        self._path = path
        self._id: str | None = None
        self._mark: dict[str, str | int] | None = None
        self._is_marked = False

    def next_action(self) -> tuple[str, int]:
        """The device and the number of its next action; to be asked inside the transaction that stores it."""
        if self._id is None:
            self._recognise()
        assert self._id is not None
        return self._id, (self._last_action(self._id) or 0) + 1

    def stored(self) -> None:
        """To be called once a transaction is stored: leaves the mark beside the file, where it is new.

        A transaction that wrote nothing has asked for no device, and leaves none that later ones could keep.
        """
        if self._mark is not None and not self._is_marked:
            self._is_marked = True
            self.leave_mark()

    def leave_mark(self) -> None:
        """Leaves the mark beside the file, with the number of the last action; to be called at the end, too.

        Without it, or after a crash, the next start is a new device, which is no harm.
        """
        if self._mark is not None and self._path is not None:
            with suppress(OSError, EnvironmentProblem):
                mark = json.dumps(self._mark | {"counter": self._last_action(self._id)})
                self._path.with_name(MARK).write_text(mark, "utf-8")

    def forget(self) -> None:
        """To be called where all data are gone: what is written next is a new device's."""
        self._mark, self._id, self._is_marked = None, None, False

    def move(self, path: Path) -> None:
        """To be called where the data go on in another file: what is written next is a new device's."""
        self._path = path
        self.forget()

    def failed(self) -> None:
        """To be called where a transaction is taken back: a device that it made is gone with it."""
        if not self._is_marked:
            self._mark, self._id = None, None

    def _recognise(self) -> None:
        latest = self._data.rows("SELECT id, token FROM devices ORDER BY rowid DESC LIMIT 1")
        token = str(uuid4())
        if latest and self._is_beside(latest[0]["id"], latest[0]["token"]):
            self._id = latest[0]["id"]
            self._data.execute("UPDATE devices SET token = ? WHERE id = ?", (token, self._id))
        else:
            self._id = str(uuid4())
            self._data.execute("INSERT INTO devices (id, token) VALUES (?, ?)", (self._id, token))
        # It belongs to the PC, like other preferences, and is no part of what the journal holds.
        self._data.put("preferences", summed({"id": f"{NAME}{self._id}", "value": machine.name()}))
        self._mark = {"device": self._id, "token": token, **self._whereabouts()}

    def _is_beside(self, device_id: str, token: str) -> bool:
        """Whether the mark beside the file is the file's own, left on this PC."""
        if self._path is None:
            return False
        try:
            beside = json.loads(self._path.with_name(MARK).read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return False
        last = self._last_action(device_id)
        own = {"device": device_id, "token": token, "counter": last, **self._whereabouts()}
        return bool(beside == own)

    def _last_action(self, device_id: str | None) -> int | None:
        last = self._data.value("SELECT max(counter) FROM actions WHERE device_id = ?", (device_id,))
        return None if last is None else int(last)

    def _whereabouts(self) -> dict[str, str | int]:
        found: dict[str, str | int] = {"machine": machine.name()}
        if self._path is not None:
            with suppress(OSError):
                found["file"] = os.stat(self._path).st_ino
        return found
