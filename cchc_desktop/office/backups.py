"""The backups of the office's data: made, listed, looked through."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..domain.access import Need
from ..domain.backups import Reason
from ..domain.errors import ViewOnly
from .desk import Part

if TYPE_CHECKING:
    from ..storage.backup_files import Backup

Stop = Callable[[], bool]
_VIEW_ONLY = "Dữ liệu đang mở chỉ để xem nên không sao lưu ở đây. Hãy mở ở máy ghi được dữ liệu rồi sao lưu."


class Backups(Part):
    """Makes backups, at once or in a worker, where the data hold something that none holds yet."""

    def list(self) -> "tuple[Backup, ...]":
        """The backups in the data folder, the last one first."""
        return self._desk.store.backup_keeper.list()

    def current(self) -> "Backup | None":
        """The good backup that holds all that the data hold; None where there is none."""
        return self._desk.store.backup_keeper.current()

    def make(self, reason: Reason) -> "Backup | None":
        """Makes a backup now and waits for it; None where one holds all there is, or there is nothing yet.

        Raises ViewOnly where the data are open for reading, Damaged where they turn out to be that,
        EnvironmentProblem where the disk is in the way, Refusal where somebody may not.
        """
        self._ask_of(reason)
        if self._desk.store.is_view:
            raise ViewOnly(_VIEW_ONLY)
        return self._desk.store.backup(reason)

    def task(self, reason: Reason) -> "Callable[[Stop], Backup] | None":
        """What a worker is to run for a backup, with a question whether to stop; None where none is needed.

        Raises Damaged where the data turned out to be that; what is run raises as `make`.
        """
        self._ask_of(reason)
        return self._desk.store.backup_keeper.task(reason)

    def _ask_of(self, reason: Reason) -> None:
        """Raises Refusal where somebody may not make a backup; the program makes its own whoever is there."""
        if reason is Reason.MANUAL:
            self._desk.gate.require(Need.BACKUP)
