"""Looking after an open data file: whether it and its journal are sound, and what is derived made anew."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..domain.backups import Reason
from ..domain.errors import Damaged
from . import journal_look, report_rows, soundness
from .backup_files import evidence_in_use as backed_up
from .backup_files import list_backups
from .data_file import DataFile
from .errors import explained
from .evidence_kinds import evidence_in_use
from .search import SearchTexts

if TYPE_CHECKING:
    from .store import Store


class Upkeep:
    """What looks after the file of a ``store``."""

    def __init__(self, store: "Store", data: DataFile, search: SearchTexts) -> None:
        self._store = store
        self._data = data
        self._search = search

    def problems(self) -> list[str]:
        """A sentence for each sort of damage to what the office has stored; none where all is well."""
        return list(self.examine().damage)

    def examine(self) -> soundness.Examination:
        """What a full look over the data file finds."""
        return soundness.examine(self._data)

    def verify_journal(self) -> journal_look.Verification:
        """What comes of going through the whole journal. Raises Damaged where it cannot be read."""
        with explained():
            return journal_look.verify(self._data)

    def journal_lines(self) -> Iterator[dict[str, Any]]:
        """Every action of the journal with its changes and its hash, oldest first."""
        return journal_look.lines(self._data)

    def repair(self) -> tuple[str, ...]:
        """Makes anew what is derived from what is stored, once the file is kept; gives what was done.

        Raises Damaged where content is damaged: then nothing is changed.
        """
        found = self.examine()
        if found.damage:
            raise Damaged(" ".join(found.damage))
        if not found.derived:
            return ()
        self._store.backup(Reason.REPAIR)
        with self._data.transaction():
            self.rebuild_search()
            self.sweep_packs()
        self.sweep_evidence()
        return tuple(f"{each} Đã dựng lại." for each in found.derived)

    def rebuild_search(self) -> int:
        """Makes the search texts what they should be; gives how many were wrong or left over."""
        with self._data.transaction():
            return self._search.rebuild()

    def sweep_packs(self) -> int:
        """Removes issued documents that neither a report nor the journal refers to; gives how many."""
        with self._data.transaction():
            return self._store.packs.sweep(report_rows.packs_in_use(self._data))

    def sweep_evidence(self) -> int:
        """Removes files of evidence that no record, nothing that can be undone and no backup refers to, as an
        attaching that was refused leaves them; gives how many."""
        if self._store.evidence is None:
            return 0
        in_use = evidence_in_use(self._data) | backed_up(list_backups(self._store.backups))
        return self._store.evidence.sweep(in_use)
