"""Office: the operations on one data folder, gathered under one name."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from ..domain.access import Need
from ..domain.errors import LateReasonNeeded, ReasonNeeded
from ..storage.changes import Changes, RowChange
from ..storage.database import LOST_ENCRYPTION, Opening
from ..storage.evidence_kinds import EVIDENCE_FILES
from ..storage.recorder import Recorder
from ..storage.store import Store
from .assigning import Assigning
from .calendar import Calendar
from .catalogues import Catalogues
from .desk import Desk, Listener
from .dossiers import DossierForms
from .figures import Figures
from .first_steps import FirstSteps
from .history import History
from .late_parts import LateParts
from .openings import Openings
from .operations import CORRECTING, SENDING, Operation
from .papers import Papers
from .people import People
from .plans import Plans
from .record_counts import RecordCounts
from .report_checks import CheckList
from .report_data import Gathering
from .report_papers import ReportPapers
from .report_schedule import Schedule
from .report_text import ReportText
from .reports import Reports
from .search import Hit, Results, Search
from .settings import Settings
from .tasks import Tasks
from .trends import Trends
from .trial import Trial
from .words import Telling

if TYPE_CHECKING:
    from ..storage.data_copy import DataCopy
    from .lending import Loan

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Findings:
    """What a look over the data found: sentences about ``damage``, and about what is ``derived`` from what is
    stored and can be made anew without loss."""

    damage: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()


class Office(LateParts):
    """One office's data, open. Belongs to the main thread; close it when done.

    Its parts hold what it can do, by subject.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime] = datetime.now) -> None:
        desk = self._desk = Desk(store)
        self.calendar = Calendar(desk)
        self.catalogues = Catalogues(desk, self.calendar)
        self.history = History(desk, Telling(desk, self.catalogues))
        self.settings = Settings(desk)
        self._clock = clock
        desk.gate.areas = self._row_areas
        desk.watch = self._watched
        self.trial = Trial(desk)
        self.plans = Plans(desk)
        self.tasks = Tasks(desk, lambda: self.given_tasks)
        self.assigning = Assigning(desk, self.tasks, self.settings)
        self.people = People(desk, self.tasks, self.settings, self.assigning)
        self.papers = Papers(desk, self.tasks)
        self.dossiers = DossierForms(desk, self.calendar, self.catalogues)
        self._counts = RecordCounts(desk, self.calendar, self.catalogues, self.tasks, lambda: self.registers)
        self.figures = Figures(desk, self.calendar, self.catalogues, self._counts, self.history)
        self.openings = Openings(desk, self.calendar, self.catalogues, self.figures, self.history)
        self.first_steps = FirstSteps(
            desk, self.trial, self.settings, self.plans, self.tasks, self.people, self.calendar, self.figures,
            self.openings,
        )  # fmt: skip
        self.trends = Trends(desk, self.calendar, self.figures)
        gathering = Gathering(desk, self.calendar, self.figures, self.tasks, lambda: self.registers)
        text = ReportText(desk, gathering, lambda: self.outlines)
        checks = CheckList(
            desk, self.figures, self.openings, self.dossiers, text, lambda: self.rules, lambda: self.legal
        )
        papers = ReportPapers(desk, self.calendar, self.dossiers, text, checks.is_draft)
        schedule = Schedule(desk, self.calendar, self.figures, self.dossiers, text, checks)
        self.reports = Reports(desk, self.calendar, text, papers, checks, schedule, lambda: self.outlines)
        self._search = Search(desk, self.calendar, self.catalogues, text)

    @classmethod
    def open(
        cls,
        folder: Path,
        today: Callable[[], date] = date.today,
        clock: Callable[[], datetime] = datetime.now,
        view: bool = False,
    ) -> "Office":
        """Opens the data of a folder, making it where there is none; for reading only where ``view`` is set.

        Raises Damaged, ReadOnly or OpenElsewhere where the data are that, EnvironmentProblem where they are
        newer or out of reach.
        """
        return cls(Store.open(folder, clock, today, view), clock)

    def close(self) -> None:
        """Lets go of the data file."""
        self._desk.store.close()

    def _watched(self, operation: Operation, since: date | None) -> Callable[[Recorder], None] | None:
        # Only an office that has issued a report has something to correct.
        if operation.key in SENDING | CORRECTING and any(
            head.is_issued and (since is None or self.calendar.dates(period).ends >= since)
            for period, head in self._desk.store.reports().items()
        ):
            return self.corrections.watched(operation)
        return None

    @property
    def asks_who(self) -> bool:
        """Whether one has to sign in before anything is shown or done."""
        return self._desk.gate.is_on

    @property
    def is_encrypted(self) -> bool:
        """Whether the data and their new backups are encrypted."""
        return self._desk.store.is_encrypted

    def stay_plain(self) -> None:
        """Goes on without encryption, where a plain file has come in the place of encrypted data: no
        opening tells it any more. Raises Refusal where whoever is here may not decide it."""
        self.require(Need.USERS)
        self._desk.store.set_preference(LOST_ENCRYPTION, "")

    def require(self, need: Need) -> None:
        """Raises Refusal where whoever is here may not do something."""
        self._desk.gate.require(need)

    def _row_areas(self, changes: Iterable[RowChange]) -> set[int]:
        # Only who is held to areas needs it.
        from .row_areas import RowAreas

        return RowAreas(self._desk, self.catalogues)(changes)

    def because(self, needed: ReasonNeeded, reason: str) -> AbstractContextManager[None]:
        """While this lasts, what needed a reason is done for this one."""
        late = isinstance(needed, LateReasonNeeded)
        return self.tasks.because(reason) if late else self.corrections.because(reason)

    def why_closed(self, need: Need, area: int) -> str:
        """Why who is signed in may not do something in an area (0 for what is the whole office's), and whom
        to ask; nothing where that one may, or nobody has to sign in. For screens: storing asks again."""
        return self._desk.gate.why_closed(need, area)

    @property
    def is_view(self) -> bool:
        """Whether the data are open for reading only."""
        return self._desk.store.is_view

    @property
    def opening(self) -> Opening:
        """How the data were opened: what lay beside them, what was done to them."""
        return self._desk.store.opening

    @property
    def today(self) -> date:
        """The day that statuses are computed for."""
        return self._desk.today()

    def lend(self, work: Callable[[], Done]) -> "Loan[Done]":
        """Lends the data to a worker that is to do this; to be asked of the main thread, as `Loan` says."""
        # Few things take so long.
        from .lending import Loan

        return Loan(self._desk, work)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls ``listener`` with the Changes of every operation; what is returned ends that."""
        return self._desk.subscribe(listener)

    def load_sample(self) -> str:
        """Fills an empty data folder with the sample commune; gives the identity of its plan.

        Raises Refusal where the data already belong to an office.
        """
        from .sample import load_sample

        return load_sample(self._desk, self.calendar, self.catalogues, self.reports)

    def search(self, text: str, limit: int = 100) -> Results:
        """What is stored that holds every word of the text, blind to accents, đ and capitals."""
        return self._search.find(text, limit)

    def check(self) -> Findings:
        """Looks the data over; changes nothing."""
        self._desk.gate.require(Need.CHECK)
        found = self._desk.store.upkeep.examine()
        damage = list(found.damage)
        # What is damaged may not be readable.
        if not damage:
            damage.extend(
                f"Bản báo cáo đã phát hành {period.label} không mở được."
                for period in self.reports.papers.unreadable()
            )
            if self._desk.store.records(EVIDENCE_FILES):
                damage.extend(self.evidence.faults())
        return Findings(tuple(damage), found.derived)

    def damage(self) -> list[str]:
        """A sentence for each sort of damage to what is stored: asked where something could not be done."""
        return self._desk.store.upkeep.problems()

    def repair(self) -> tuple[str, ...]:
        """Makes anew what is derived from what is stored, once a backup is made; gives what was done.

        Raises Damaged where content is damaged: then nothing is changed.
        """
        self._desk.gate.require(Need.RESTORE)
        return self._desk.store.upkeep.repair()

    def copy_data(self, target: Path) -> "DataCopy":
        """Makes a copy of the data for keeping in the new folder ``target``, and compares it with them.

        Raises Refusal where that cannot be a folder for it, EnvironmentProblem where the disk is full or
        does not allow it; nothing is left behind then.
        """
        self._desk.gate.require(Need.BACKUP)
        return self._desk.store.copy_to(target)

    def move_data(self, target: Path) -> None:
        """Saves the open data in the new folder ``target`` and goes on there, where their own has gone away.

        Raises as `copy_data`, and Refusal where whoever is here may not put other data in the place of these;
        nothing is changed then.
        """
        self._desk.gate.require(Need.RESTORE)
        self._desk.store.move_to(target)

    def counts(self) -> dict[str, int]:
        """How many records of each sort there are."""
        return self._desk.store.counts()


__all__ = ["Changes", "Findings", "Hit", "Office", "Results"]
