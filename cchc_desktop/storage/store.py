"""The open data file: what can be read from it, and the journal through which it is changed."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from ..domain.directives import Directive
from ..domain.dossiers import DossierField, Dossiers
from ..domain.figures import Figure
from ..domain.offices import OfficeProfile, Officer, Unit
from ..domain.plan import Plan
from ..domain.regimes import PeriodDates
from ..domain.report.records import Passage, Remarks, ReportHead, Seal
from ..domain.report_periods import Period
from ..domain.tasks import TaskUpdate
from . import figure_rows, office_rows, plan_rows, report_rows, soundness
from .database import is_sound, open_database
from .errors import told_apart
from .journal import Journal
from .search import SearchTexts

OFFICER = "officer"
"""The preference that holds the name of the person at the desk, whom the journal names."""


class Store:
    """One office's data file, held open and locked until closed. Belongs to the main thread."""

    def __init__(self, db: Database, clock: Callable[[], datetime]) -> None:
        self._db = db
        self.journal = Journal(db, clock, lambda: self.preference(OFFICER))

    @classmethod
    def open(cls, folder: Path, clock: Callable[[], datetime] = datetime.now) -> "Store":
        """Opens the data file of a folder; raises EnvironmentProblem as ``open_database`` does."""
        return cls(open_database(folder), clock)

    def close(self) -> None:
        """Lets go of the file and its lock."""
        self._db.close()

    @told_apart()
    def preference(self, name: str, default: str = "") -> str:
        """A setting of this PC's desk, such as the theme; not part of the office's data."""
        row = next(self._db.table("preferences").rows_where("id = ?", [name]), None)
        return str(row["value"]) if row else default

    @told_apart()
    def set_preference(self, name: str, value: str) -> None:
        """Keeps a setting of this PC's desk; it is neither journaled nor undone."""
        self._db.table("preferences").upsert({"id": name, "value": value}, pk="id")

    @told_apart()
    def profile(self) -> OfficeProfile | None:
        """The office, or None before the first run is through."""
        return office_rows.read_profile(self._db)

    @told_apart()
    def units(self) -> list[Unit]:
        """All units, past ones too, in their order."""
        return office_rows.read_units(self._db)

    @told_apart()
    def officers(self) -> list[Officer]:
        """All officers, past ones too."""
        return office_rows.read_officers(self._db)

    @told_apart()
    def plan_heads(self) -> list[Plan]:
        """Every plan without its tree, in the order they came in."""
        return [plan_rows.plan_head(row) for row in self._db.table("plans").rows_where(order_by="rowid")]

    @told_apart()
    def plan(self, plan_id: str) -> Plan | None:
        """The plan of this identity with its whole tree, or None."""
        return plan_rows.read_plan(self._db, plan_id)

    @told_apart()
    def updates(self) -> dict[str, list[TaskUpdate]]:
        """Every task's updates by the task's id, oldest first."""
        found: dict[str, list[TaskUpdate]] = {}
        for row in self._db.table("task_updates").rows_where(order_by="day, entered"):
            found.setdefault(row["task_id"], []).append(plan_rows.task_update(row))
        return found

    @told_apart()
    def catalogues(self) -> dict[str, str]:
        """The text of each catalogue that periods were made with, by its version."""
        return figure_rows.read_catalogues(self._db)

    @told_apart()
    def periods(self) -> dict[Period, PeriodDates]:
        """The dates of every period that was touched."""
        return figure_rows.read_periods(self._db)

    @told_apart()
    def period_catalogues(self) -> dict[Period, str]:
        """The version of the catalogue that each period was made with."""
        return figure_rows.read_period_catalogues(self._db)

    @told_apart()
    def period_regimes(self) -> dict[Period, str]:
        """The regime that each period which was touched follows."""
        return figure_rows.read_period_regimes(self._db)

    @told_apart()
    def figures(self) -> dict[Period, dict[str, Figure]]:
        """All typed figures by period and code."""
        return figure_rows.read_figures(self._db)

    @told_apart()
    def dossier_fields(self) -> list[DossierField]:
        """The fields of procedures of form II.06a, in their order."""
        return figure_rows.read_dossier_fields(self._db)

    @told_apart()
    def dossiers(self) -> dict[Period, dict[str, Dossiers]]:
        """All rows of form II.06a by period and field."""
        return figure_rows.read_dossiers(self._db)

    @told_apart()
    def directives(self) -> list[Directive]:
        """All directive documents, earliest first."""
        return figure_rows.read_directives(self._db)

    @told_apart()
    def reports(self) -> dict[Period, ReportHead]:
        """The heads of all reports that somebody has touched."""
        return report_rows.read_reports(self._db)

    @told_apart()
    def seal(self, period: Period) -> Seal | None:
        """The copy of a period's report as it was issued."""
        return report_rows.read_seal(self._db, period)

    @told_apart()
    def passages(self, period: Period) -> dict[str, Passage]:
        """The officials' own passages of a period's report, by their keys."""
        return report_rows.read_passages(self._db, period)

    @told_apart()
    def remarks(self, period: Period) -> dict[int, Remarks]:
        """The officers' remarks of a period by area."""
        return report_rows.read_remarks(self._db, period)

    @told_apart()
    def find(self, text: str, limit: int) -> list[tuple[str, str]]:
        """The (table, row id) of records that hold every word of the text."""
        return SearchTexts(self._db).find(text, limit)

    @told_apart()
    def row(self, table: str, row_id: str) -> dict[str, object] | None:
        """One record as its columns."""
        return next(self._db.table(table).rows_where("id = ?", [row_id]), None)

    @told_apart()
    def counts(self) -> dict[str, int]:
        """How many records each table of the office's data holds; sub-targets are not counted apart."""
        names = (
            "plans", "plan_items", "targets", "tasks", "task_updates", "units", "officers",
            "figures", "dossiers", "directives", "reports", "actions",
        )  # fmt: skip
        counted = {name: self._db.table(name).count for name in names}
        counted["targets"] = self._db.table("targets").count_where("parent_id IS NULL")
        return counted

    @told_apart()
    def is_sound(self) -> bool:
        """Whether SQLite finds the file whole, down to the references between rows."""
        return is_sound(self._db)

    @told_apart()
    def problems(self) -> list[str]:
        """A sentence for each sort of damage to the office's records that is found."""
        return soundness.problems(self._db)

    @told_apart()
    def rebuild_search(self) -> int:
        """Makes the search texts what they should be; gives how many were wrong or left over."""
        with self._db.atomic():
            return SearchTexts(self._db).rebuild()
