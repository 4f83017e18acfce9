"""The backups of the office's data: made, listed, looked through, and brought to a second place."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from .. import machine
from ..domain.access import Need
from ..domain.backups import PASSED as _PASSED
from ..domain.backups import Reason, Verified
from ..domain.errors import EnvironmentProblem, Refusal, ViewOnly
from .desk import Part

if TYPE_CHECKING:
    from ..storage.backup_files import Backup, Newer
    from ..storage.backup_keeper import BackupKeeper
    from ..storage.backup_places import Brought, SecondPlace

Stop = Callable[[], bool]
UNSEEN_DAYS = 7
"""A second place that was not seen for longer is spoken of: a week's work hangs on one disk then."""
_PLACE, _SEEN = "backup_place@", "backup_seen@"
"""Before a PC's name: the preferences that hold its second place, and when it was there last."""
NOTHING = "Dữ liệu chưa có gì để sao lưu."
_VIEW_ONLY = "Dữ liệu đang mở chỉ để xem nên không sao lưu ở đây. Hãy mở ở máy ghi được dữ liệu rồi sao lưu."
_CUT_SHORT = "Việc kiểm tra dừng giữa chừng; lần sao lưu sau sẽ kiểm tra lại."
_BYTES_A_SECOND = 200_000
"""What an old PC looks through of a backup, at least: our own file is not to be given up early."""
_TIMES_IN_MEMORY = 3
"""So often a backup of before an upgrade may be held while its tables are made those of today."""
_AWAY = "Nơi sao lưu thứ hai «{}» hiện không có ở máy này. Hãy cắm USB hoặc nối lại ổ đĩa, thư mục mạng đó."


@dataclass(frozen=True, slots=True)
class Place:
    """This PC's second place: where it was last, and when; ``is_near`` says that it is on the data's disk."""

    path: Path
    seen: datetime | None
    is_near: bool


@dataclass(frozen=True, slots=True)
class Round:
    """What came of a round of backups.

    ``made`` is the backup that was made, ``newest`` the last good one there is now. ``place`` says where the
    second place was found, None where it is not here or there is none; ``problem`` why it did not get the
    backup. ``is_broken`` says that the look through found the data damaged, ``unlooked`` why there was none
    where one was due: the next round tries again.
    """

    made: "Backup | None" = None
    newest: "Backup | None" = None
    place: "SecondPlace | None" = None
    brought: "Brought | None" = None
    problem: str = ""
    is_broken: bool = False
    unlooked: str = ""


class Backups(Part):
    """Makes backups, at once or in a worker, where the data hold something that none holds yet."""

    @property
    def folder(self) -> Path:
        """Where the backups lie."""
        return self._desk.store.backups

    def list(self) -> "tuple[Backup, ...]":
        """The backups in the data folder, the last one first."""
        return self._desk.store.backup_keeper.list()

    def newest(self) -> "Backup | None":
        """The last good backup."""
        return self._desk.store.backup_keeper.newest()

    def current(self) -> "Backup | None":
        """The good backup that holds all that the data hold; None where there is none."""
        return self._desk.store.backup_keeper.current()

    def newer(self) -> "Newer | None":
        """The newest good backup that holds operations which the data lack, though both have come out of the
        same work, as where an older file was copied over them; None where there is none.

        Those that a restore went back behind, or that somebody has chosen to leave, are none.
        """
        from ..storage.backup_files import newer_than

        store = self._desk.store
        return newer_than(self.folder, store.last_of_devices(), store.preference(_PASSED))

    def leave_newer(self) -> None:
        """Goes on with the data as they are: no backup that lies there by now is spoken of as a newer one."""
        self._desk.gate.require(Need.RESTORE)
        newest = max((backup.serial for backup in self.list()), default=0)
        self._desk.store.set_preference(_PASSED, str(newest))

    def is_needed(self) -> bool:
        """Whether the data hold something that no good backup does."""
        return self._desk.store.backup_keeper.is_needed()

    def make(self, reason: Reason) -> "Backup | None":
        """Makes a backup now and waits for it; None where one holds all there is, or there is nothing yet.

        Raises ViewOnly where the data are open for reading, Damaged where they turn out to be that,
        EnvironmentProblem where the disk is in the way, Refusal where somebody may not.
        """
        self._ask_of(reason)
        self._check_view()
        return self._desk.store.backup(reason)

    def _ask_of(self, reason: Reason) -> None:
        """Raises Refusal where somebody may not make a backup; the program makes its own whoever is there."""
        if reason is Reason.MANUAL:
            self._desk.gate.require(Need.BACKUP)

    def _check_view(self) -> None:
        if self._desk.store.is_view:
            raise ViewOnly(_VIEW_ONLY)

    def copy_to(self, folder: Path) -> "Brought":
        """Brings the last good backup to a folder that is named once, with the evidence; makes one first
        where there is something new. Raises Refusal where there is nothing to back up, else as `make`."""
        from ..storage import backup_places

        self._ask_of(Reason.MANUAL)
        self._check_view()
        if not self.is_needed() and self.current() is None:
            raise Refusal(NOTHING)
        # First, so that nothing is made for a folder that cannot be.
        place = backup_places.make_place(folder, self.folder.parent)
        self.make(Reason.MANUAL)
        newest = self.current()
        assert newest is not None
        return backup_places.bring(newest, self.folder.parent, Path(place.path), self._now())

    def _now(self) -> datetime:
        return self._desk.store.now().replace(tzinfo=None)

    # The second place

    def bring(self) -> Round:
        """Brings the last good backup to this PC's second place at once; ``problem`` says why it did not.

        Nothing where none was chosen, or there is no backup.
        """
        self._ask_of(Reason.MANUAL)
        place, newest = self._second_place(), self.newest()
        if place is None or newest is None:
            return Round(newest=newest)
        found = _brought(Round(newest=newest), newest, place, self.folder.parent, self._now(), lambda: False)
        self.end_round(found)
        return found

    def place(self) -> Place | None:
        """This PC's second place; None where none was chosen."""
        found = self._second_place()
        if found is None:
            return None
        seen = self._preference(_SEEN)
        return Place(Path(found.path), datetime.fromisoformat(seen) if seen else None, found.is_near)

    def choose_place(self, chosen: Path) -> Place:
        """Makes a second place in a folder, for this PC. Raises as `backup_places.make_place`."""
        from ..storage import backup_places

        self._desk.gate.require(Need.BACKUP)
        self._check_view()
        made = backup_places.make_place(chosen, self.folder.parent)
        self._keep(_PLACE, made.as_text())
        self._keep(_SEEN, self._now().isoformat(timespec="seconds"))
        found = self.place()
        assert found is not None
        return found

    def forget_place(self) -> None:
        """Brings no more backups to the second place; those that are there stay."""
        self._desk.gate.require(Need.BACKUP)
        self._keep(_PLACE, "")
        self._keep(_SEEN, "")

    def unseen_days(self) -> int:
        """For how many days the second place was not seen, where that is too long; else 0."""
        place = self.place()
        if place is None or place.seen is None:
            return 0
        unseen = self._now() - place.seen
        return unseen.days if unseen > timedelta(days=UNSEEN_DAYS) else 0

    def _second_place(self) -> "SecondPlace | None":
        from ..storage.backup_places import SecondPlace

        return SecondPlace.read(self._preference(_PLACE))

    def _preference(self, name: str) -> str:
        return self._desk.store.preference(f"{name}{machine.name()}")

    def _keep(self, name: str, value: str) -> None:
        self._desk.store.set_preference(f"{name}{machine.name()}", value)

    # What a worker does

    def round(self, reason: Reason) -> Callable[[Stop], Round]:
        """What a worker is to run: makes a backup where one is needed, looks the last one through where that
        is due, and brings it to the second place where that is here; then give it to `end_round`.

        Raises Damaged where the data turned out to be that, Refusal where somebody may not. What is run
        raises as `make`, and Stopped; what is wrong with the second place, and what stood in the way of the
        look, is said in what it gives.
        """
        self._ask_of(reason)
        if self._desk.store.is_view:
            return lambda _: Round()
        keeper, place, now = self._desk.store.backup_keeper, self._second_place(), self._now()
        data = self.folder.parent
        task = keeper.task(reason)
        current = keeper.current() if task is None else None

        def run(is_stopped: Stop) -> Round:
            made = task(is_stopped) if task is not None else None
            newest = made or current or keeper.newest()
            found = Round(made, newest)
            if newest is None:
                return found
            if place is not None:
                found = _brought(found, newest, place, data, now, is_stopped)
            if reason is not Reason.LEAVE and _is_look_due(keeper.list(), newest, now):
                found = _looked(found, newest, keeper, is_stopped)
            return found

        return run

    def end_round(self, found: Round) -> None:
        """Remembers where the second place was found, and when."""
        if found.place is not None and found.brought is not None:
            self._keep(_PLACE, found.place.as_text())
            self._keep(_SEEN, self._now().isoformat(timespec="seconds"))


def _looked(found: Round, newest: "Backup", keeper: "BackupKeeper", is_stopped: Stop) -> Round:
    try:
        looked = keeper.look(newest, _look, is_stopped)
    except EnvironmentProblem as problem:
        return replace(found, unlooked=str(problem))
    if looked.verified is Verified.SPOILT:
        # The file alone went bad: the next round makes another.
        return replace(found, newest=keeper.newest())
    return replace(found, newest=looked, is_broken=looked.verified is Verified.FAILED)


def _look(backup: "Backup", is_stopped: Stop) -> Verified:
    """Has a child process look a backup through: what it holds of a large one meanwhile goes with it, and the
    window has its processor time for itself.

    Raises EnvironmentProblem where none can be started, or it did not get to its end, Stopped.
    """
    from ..child import process
    from ..child.errands import Errand, Limits
    from ..storage import cipher
    from ..storage.backups import Stopped

    key, usual = cipher.key_of(backup.path), Limits()
    limits = Limits(
        memory=usual.memory + _TIMES_IN_MEMORY * backup.size,
        seconds=usual.seconds + backup.size / _BYTES_A_SECOND,
    )
    try:
        verified: Verified = process.run(
            Errand.BACKUP, backup.path, key.as_text() if key is not None else "",
            cancelled=is_stopped, limits=limits,
        )  # fmt: skip
    except Refusal as refusal:
        if is_stopped():
            raise Stopped from None
        raise EnvironmentProblem(_CUT_SHORT) from refusal
    return verified


def _is_look_due(known: "tuple[Backup, ...]", newest: "Backup", now: datetime) -> bool:
    """Whether the last backup is to be looked through as a whole: that of a start, else one each day."""
    if newest.verified is Verified.FULL:
        return False
    if newest.reason is Reason.START:
        return True
    return not any(
        each.verified is Verified.FULL and abs(now - each.made_at) < timedelta(days=1) for each in known
    )


def _brought(
    found: Round, newest: "Backup", place: "SecondPlace", data: Path, now: datetime, is_stopped: Stop
) -> Round:
    from ..storage import backup_places
    from ..storage.backups import Work

    folder = backup_places.find(place)
    if folder is None:
        return replace(found, problem=_AWAY.format(place.path))
    try:
        place = backup_places.seen_at(place, folder, data)
        brought = backup_places.bring(newest, data, folder, now, Work(True, is_stopped))
    except OSError:  # It went away this moment.
        return replace(found, problem=_AWAY.format(place.path))
    except EnvironmentProblem as problem:
        return replace(found, place=place, problem=str(problem))
    return replace(found, place=place, brought=brought)
