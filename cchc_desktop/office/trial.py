"""The trial: an official looks around in the sample commune, and then makes room for an office of one's own.

What ends a trial takes everything with it, the journal too, so that the office begins as in a new folder. It
is offered and done only while the data are those that the sample began with, and never where somebody has
made them those of an office: by founding it, or by giving the sample another name.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..domain.access import Need
from ..domain.errors import Refusal
from ..domain.names import name_key
from . import operations
from .desk import Desk, Part
from .settings import PROFILE_TABLES

_COPY = "du-lieu-mau"


@dataclass(frozen=True, slots=True)
class EndedTrial:
    """The name of the sample that was removed, and the ``copy`` of what somebody had tried in it, if any."""

    name: str
    copy: Path | None


class Trial(Part):
    """Whether the data are the sample commune's, and the way out of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        # The first operation is another one only where the office was founded anew, or taken back.
        self._name = desk.derived(self._read_name, PROFILE_TABLES)

    def name(self) -> str:
        """The sample commune's name while the data are its own, else nothing."""
        return self._name()

    def _read_name(self) -> str:
        profile = self._desk.store.profile()
        first = self._desk.store.journal.first_done() if profile is not None else None
        if profile is None or first is None or first.operation != operations.LOAD_SAMPLE.key:
            return ""
        founded = next(
            (
                change.after
                for change in self._desk.store.journal.history(["office"])
                if change.action.id == first.id
            ),
            None,
        )
        same = founded is not None and all(
            founded[field] == getattr(profile, field) for field in ("name", "superior", "place")
        )
        return profile.name if same else ""

    def own_operations(self) -> int:
        """How much was done in the sample since it was made; an end of the trial takes it away, too."""
        first = self._desk.store.journal.first_done()
        return self._desk.store.journal.done_after(first.id) if first is not None else 0

    def end(self) -> EndedTrial:
        """Removes the sample with all that was tried in it, in one transaction: the data are as new.

        What was tried lies in a copy among the backups, so that nothing that somebody typed is gone. Raises
        Refusal where the data are not the sample's, EnvironmentProblem where the disk does not take the copy;
        nothing is removed then. Who works at this PC stays, unless it is somebody whom the sample made up.
        """
        name = self.name()
        if not name:
            raise Refusal("Dữ liệu đang mở không phải là dữ liệu mẫu nên được giữ nguyên.")
        self._desk.gate.require(Need.RESTORE)
        at_the_desk = self._desk.store.at_the_desk()
        is_made_up = name_key(at_the_desk) in self._made_up()
        copy = None
        if self.own_operations():
            copy = self._desk.store.backups / f"{_COPY}-{datetime.now():%Y%m%d-%H%M%S}"
            self._desk.store.copy_to(copy)
        changes = self._desk.store.start_anew(operations.REMOVE_SAMPLE.label)
        if is_made_up and self._desk.gate.account is None:
            self._desk.store.sit_down("")
        self._desk.publish(changes)
        return EndedTrial(name, copy)

    def _made_up(self) -> set[str]:
        """The keys of the names of the officers that the sample came with."""
        first = self._desk.store.journal.first_done()
        changes = self._desk.store.journal.changes_of(first.id) if first is not None else ()
        return {name_key(each.after["name"]) for each in changes if each.table == "officers" and each.after}
