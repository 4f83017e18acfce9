"""The open data file: what can be read from it, and the journal through which it is changed.

Everything read is kept until one of its tables changes (`revisions.py`); what is given is shared, so nobody
may change it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from .. import machine
from ..domain.backups import Reason
from ..domain.clock import working_day
from ..domain.dossiers import Dossiers
from ..domain.errors import Damaged
from ..domain.offices import OfficeProfile
from ..domain.plan import Plan
from ..domain.readings import Figure
from ..domain.report.records import Passage, Remarks, ReportHead, Seal
from ..domain.report_periods import Period
from ..domain.task_care import TaskCare
from . import chain, cipher, database, figure_rows, kinds, office_rows, plan_rows, report_rows, schema
from .access_rows import AccessRows
from .changes import Changes
from .columns import Row
from .content import EVIDENCE, ContentStore, FolderStore, PackStore
from .data_file import DataFile
from .database import BACKUPS
from .device import NAME, Device
from .errors import reading
from .figure_rows import CatalogueText, StoredPeriod
from .journal import Journal
from .kind import Kind
from .kinds import KINDS
from .known_plans import PLAN_TABLES, KnownPlans
from .register_kinds import (
    REGISTER_ROWS,
    StoredRegisterRow,
    count_register_rows,
    read_open_rows,
    read_register_rows,
    read_register_values,
    read_register_years,
    read_registers_in_use,
)
from .revisions import Derived, Revisions
from .row_sums import summed
from .search import SearchTexts
from .survey_forms import SurveyForms
from .task_kinds import read_cares

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from ..domain.surveys.survey import SurveyForm
    from .backup_files import Backup
    from .backup_keeper import BackupKeeper
    from .data_copy import DataCopy
    from .key_slots import KeySlots
    from .received_schema import ReceivedAt
    from .upkeep import Upkeep
    from .viewed_file import ViewedFile
    from .word_index import WordIndex

_DEVICES = "SELECT id FROM devices ORDER BY rowid"
_OFFICER = "officer@"
"""Before a PC's name: the preference that holds the name of who works at that PC."""

Given = ParamSpec("Given")
Value = TypeVar("Value")
Record = TypeVar("Record")


class Store:
    """One office's data file, held open and locked until closed. Belongs to the main thread.

    ``revisions`` counts the changes of each table; ``packs`` keeps issued documents, ``evidence`` large
    files. Each reader (``profile``, ``plan(id)``, ``figures()`` …) is kept until one of its tables changes.
    """

    def __init__(
        self,
        data: DataFile,
        clock: Callable[[], datetime] = datetime.now,
        today: Callable[[], date] = date.today,
        folder: Path | None = None,
    ) -> None:
        self._data = data
        self.revisions = Revisions(lambda: working_day(today()))
        self.packs: ContentStore = PackStore(data)
        self.evidence: FolderStore | None = FolderStore(folder / EVIDENCE) if folder else None
        self._folder = folder
        self._search = SearchTexts(data, KINDS)
        self._device = Device(data, folder / database.FILE_NAME if folder else None)
        self.access = AccessRows(data)
        self.journal = Journal(data, self._device, self.revisions, self._search, clock, self.at_the_desk)
        self._records: dict[str, Derived[[], tuple[Any, ...]]] = {}
        self.known_plans = KnownPlans(data, self.revisions)
        self._preferences: dict[str, str] | None = None
        self._acting = ""
        self._clock = clock
        self.opening = database.Opening()
        """How the file was opened."""
        self._make_readers()

    def now(self) -> datetime:
        """The moment, by the clock that the data were opened with."""
        return self._clock()

    @property
    def received_at(self) -> "ReceivedAt | None":
        """Where the file is of what units have sent, with the key that the data take; None for data that are
        in memory alone."""
        # Most offices gather nothing.
        from .received_schema import ReceivedAt

        if self._folder is None:
            return None
        return ReceivedAt(self._folder, cipher.key_of_connection(self._data.connection))

    @property
    def is_view(self) -> bool:
        """Whether the data are open for reading only."""
        return self._data.is_view

    @classmethod
    def open(
        cls,
        folder: Path,
        clock: Callable[[], datetime] = datetime.now,
        today: Callable[[], date] = date.today,
        view: bool = False,
    ) -> "Store":
        """Opens the data file of a folder, for reading only where ``view`` is set.

        Raises EnvironmentProblem as `database.open_database` and `viewed_file.open_view` do.
        """
        data: database.OpenedFile | ViewedFile
        if view:
            # Most starts do without.
            from .viewed_file import open_view

            data = open_view(folder)
        else:
            data = database.open_database(folder)
        store = cls(data, clock, today, folder.absolute())
        store.opening = data.opening
        return store

    def close(self) -> None:
        """Lets go of the file and its lock."""
        if "backup_keeper" in self.__dict__:
            self.backup_keeper.close()
        self._search.close()
        if not self.is_view:
            self._device.leave_mark()
        self._data.close()

    def lend(self) -> "AbstractContextManager[None]":
        """Lends the data to another thread, as `DataFile.lend` does. What has been worked out is waited for,
        too: it may be of a transaction that is taken back."""
        borrowed = self._data.lend()
        self.revisions.await_turn = self._data.await_turn
        return borrowed

    def derived(
        self, function: Callable[Given, Value], tables: Iterable[str], keep: int = 64
    ) -> Derived[Given, Value]:
        """A value that is worked out from these tables and kept until one of them changes."""
        return Derived(self.revisions, function, tables, keep)

    def _make_readers(self) -> None:
        data = self._data

        def profile() -> OfficeProfile | None:
            return office_rows.read_profile(data)

        def plan_heads() -> tuple[Plan, ...]:
            return tuple(map(plan_rows.plan_head, data.rows("SELECT * FROM plans ORDER BY rank, id")))

        def cares() -> Mapping[str, Mapping[str, TaskCare]]:
            return read_cares(data)

        def catalogues() -> Mapping[str, CatalogueText]:
            return {found.id: found for found in map(kinds.CATALOGUES.read, self._rows(kinds.CATALOGUES))}

        def periods() -> Mapping[Period, StoredPeriod]:
            return figure_rows.read_periods(data)

        def figures() -> Mapping[Period, Mapping[str, Figure]]:
            return figure_rows.read_figures(data)

        def openings() -> Mapping[Period, Mapping[str, Figure]]:
            return figure_rows.read_figures(data, kinds.OPENINGS.table)

        def dossiers() -> Mapping[Period, Mapping[str, Dossiers]]:
            return figure_rows.read_dossiers(data)

        def reports() -> Mapping[Period, ReportHead]:
            return report_rows.read_reports(data)

        def seal(period: Period) -> Seal | None:
            return report_rows.read_seal(data, period)

        def passages(period: Period) -> Mapping[str, Passage]:
            return report_rows.read_passages(data, period)

        def remarks(period: Period) -> Mapping[int, Remarks]:
            return report_rows.read_remarks(data, period)

        def register_years() -> tuple[int, ...]:
            return read_register_years(data)

        def open_register_rows(
            register: str, due: str, done: str, day: date | None
        ) -> tuple[StoredRegisterRow, ...]:
            return read_open_rows(data, register, due, done, day)

        def register_size(register: str) -> int:
            return count_register_rows(data, register)

        def registers_in_use() -> tuple[str, ...]:
            return read_registers_in_use(data)

        self._survey_forms = SurveyForms(data, self.revisions)
        self.open_register_rows = self._reader(open_register_rows, ("register_rows",))
        self.register_size = self._reader(register_size, ("register_rows",))
        self.registers_in_use = self._reader(registers_in_use, ("register_rows",))
        self.register_years = self._reader(register_years, ("register_rows",))
        self.profile = self._reader(profile, ("office", "signers"))
        self.plan_heads = self._reader(plan_heads, ("plans",))
        self.cares = self._reader(cares, ("task_care",))
        self.catalogues = self._reader(catalogues, ("catalogues",))
        self.periods = self._reader(periods, ("periods",))
        self.figures = self._reader(figures, ("figures",))
        self.openings = self._reader(openings, ("openings",))
        self.dossiers = self._reader(dossiers, ("dossiers",))
        self.reports = self._reader(reports, ("reports",))
        self.seal = self._reader(seal, ("seals",))
        self.passages = self._reader(passages, ("passages",))
        self.remarks = self._reader(remarks, ("remarks",))

    def plan(self, plan_id: str) -> Plan | None:
        """The plan of this identity with its tree, or None."""
        self.revisions.reading(PLAN_TABLES)
        with reading(lambda: self._unreadable(PLAN_TABLES)):
            return self.known_plans.get(plan_id)

    def register_rows(self, register: str) -> Iterator[StoredRegisterRow]:
        """The rows of a register, earliest first; not kept here, since whoever asks keeps them."""
        self.revisions.reading((REGISTER_ROWS.table,))
        return read_register_rows(self._data, register)

    def register_values(
        self, register: str, days: tuple[date, date] | None = None
    ) -> Iterator[tuple[Sequence[str], list[dict[str, str | bool]]]]:
        """The ids and values of the same rows, or of those of some days, a few at a time; they are whoever's
        that asks."""
        self.revisions.reading((REGISTER_ROWS.table,))
        return read_register_values(self._data, register, days)

    def survey_forms(self, survey_id: str) -> tuple["SurveyForm", ...]:
        """The forms of a survey by their numbers, read again only where they changed."""
        with reading(lambda: self._unreadable(("survey_forms",))):
            return self._survey_forms.of(survey_id)

    def _reader(self, function: Callable[Given, Value], tables: Sequence[str]) -> Derived[Given, Value]:
        """A reader of stored records: what it cannot read is damage, and told by the record's name."""

        @wraps(function)
        def read(*args: Given.args, **kwargs: Given.kwargs) -> Value:
            with reading(lambda: self._unreadable(tables)):
                return function(*args, **kwargs)

        return self.derived(read, tables)

    def _unreadable(self, tables: Sequence[str]) -> str:
        """The name of the first record of these tables that cannot be read."""
        for kind in map(KINDS.__getitem__, tables):
            for row in self._rows(kind):
                try:
                    kind.check(row)
                except Damaged:
                    return kind.name(row)
        return f"Phần «{KINDS[tables[0]].words}» của dữ liệu"

    def records(self, kind: Kind[Record]) -> tuple[Record, ...]:
        """All records of a kind, in their order."""
        if kind.table not in self._records:

            def read_all() -> tuple[Record, ...]:
                return tuple(map(kind.read, self._rows(kind)))

            self._records[kind.table] = self._reader(read_all, (kind.table,))
        found: tuple[Record, ...] = self._records[kind.table]()
        return found

    def _rows(self, kind: Kind[Any]) -> list[Row]:
        order = f" ORDER BY {', '.join(kind.order)}" if kind.order else ""
        return self._data.rows(f"SELECT * FROM {kind.table}{order}")

    def preference(self, name: str, default: str = "") -> str:
        """A setting of this PC's desk, such as the theme; not part of the office's data."""
        if self._preferences is None:
            found = self._data.rows("SELECT id, value FROM preferences")
            self._preferences = {row["id"]: row["value"] for row in found}
        return self._preferences.get(name, default)

    def set_preference(self, name: str, value: str) -> None:
        """Keeps a setting of this PC's desk; it is neither journaled nor undone."""
        row = {"id": name, "value": value}
        if not self.is_view:
            self._store_preference(row)
        if self._preferences is not None:
            self._preferences[name] = value

    def _store_preference(self, row: Row) -> None:
        with self._data.transaction():
            self._data.put("preferences", summed(row))

    def at_the_desk(self) -> str:
        """The name of the person at the desk, whom the journal names; nothing while nobody said who it is.

        The name belongs to the PC: in data that were copied to another one nobody is at the desk yet.
        """
        return self._acting or self.preference(f"{_OFFICER}{machine.name()}")

    def sit_down(self, name: str) -> None:
        """Says who works at this PC from now on; nobody where there is no name."""
        self._acting = ""
        self.set_preference(f"{_OFFICER}{machine.name()}", name)

    def act_as(self, name: str) -> None:
        """Says who works here until the data are closed, whoever usually works at this PC."""
        self._acting = name

    @property
    def words(self) -> "WordIndex":
        """The index of everything that is searched."""
        return self._search.index

    def row(self, table: str, row_id: str) -> Row | None:
        """One record as its columns. Raises Damaged where they hold none."""
        row = self._data.row(table, row_id)
        if row is not None and table in KINDS:
            KINDS[table].check(row)
        return row

    def rows(self, table: str, ids: Iterable[str]) -> dict[str, Row]:
        """Records of a kind by their ids, as far as they are there. Raises as ``row`` does."""
        query = f"SELECT * FROM {table} WHERE id IN (SELECT value FROM json_each(?))"
        found = {row["id"]: row for row in self._data.rows(query, [json.dumps(list(ids))])}
        for row in found.values():
            KINDS[table].check(row)
        return found

    def table(self, table: str) -> list[Row]:
        """All records of a kind as their columns."""
        return self._data.rows(f"SELECT * FROM {KINDS[table].table}")

    def counts(self) -> dict[str, int]:
        """How many records each table of the office's data holds; sub-targets are not counted apart."""
        names = [kind.table for kind in KINDS.values() if kind.counted]
        counted = {name: self._data.value(f"SELECT count(*) FROM {name}") for name in (*names, "actions")}
        counted["targets"] = self._data.value("SELECT count(*) FROM targets WHERE parent_id IS NULL")
        return counted

    @property
    def is_encrypted(self) -> bool:
        """Whether the data file is encrypted."""
        return cipher.key_of_connection(self._data.connection) is not None

    @cached_property
    def key_slots(self) -> "KeySlots":
        """Who can open these data, where they are encrypted."""
        from .key_slots import KeySlots

        assert self._folder is not None
        return KeySlots(self._data, (self._folder / database.FILE_NAME).resolve())

    @property
    def backups(self) -> Path:
        """The folder for copies of the data, in the data folder."""
        assert self._folder is not None
        return self._folder / BACKUPS

    @cached_property
    def backup_keeper(self) -> "BackupKeeper":
        """What makes and lists the backups of these data."""
        from .backup_keeper import BackupKeeper

        assert self._folder is not None
        return BackupKeeper(self._data, self._folder, self._clock)

    def backup(self, reason: Reason) -> "Backup | None":
        """Makes a backup now, before something that changes much; None where one holds all there is, or
        these data lie in no folder. To be called outside of a transaction.

        Raises Damaged where the data turn out to be that, EnvironmentProblem where the disk is in the way.
        """
        return self.backup_keeper.make(reason) if self._folder is not None else None

    @cached_property
    def upkeep(self) -> "Upkeep":
        """What looks after the file."""
        from .upkeep import Upkeep

        return Upkeep(self, self._data, self._search)

    def start_anew(self, label: str) -> Changes:
        """Removes every record, the journal and the devices in one transaction: the data are as new.

        This desk's preferences stay, and so do accounts and their log. It is no operation and cannot be
        undone; what is given, under ``label``, touches every table.
        """
        tables = self._data.rows(
            "SELECT name FROM sqlite_schema WHERE type = 'table' "
            "AND name NOT IN ('preferences', 'generation', 'accounts', 'access_log', ?)",
            [schema.STEPS_TABLE],
        )
        with self._data.transaction():
            # Rows refer to one another in both directions; in the end none is left.
            self._data.execute("PRAGMA defer_foreign_keys = ON")
            for table in tables:
                # Numbers of the journal begin anew, too: they are in one of SQLite's own tables.
                self._data.execute(f"DELETE FROM {table['name']}")
            # The names of the devices go with them.
            self._data.execute("DELETE FROM preferences WHERE substr(id, 1, ?) = ?", (len(NAME), NAME))
        self._device.forget()
        self.upkeep.sweep_evidence()
        self.revisions.changed(KINDS)
        return Changes(label, rows=frozenset((table, "") for table in KINDS))

    def device_id(self) -> str:
        """The device that wrote last; nothing before anything was written."""
        return next(reversed(self.device_names()), "")

    def last_of_devices(self) -> dict[str, int]:
        """The number of the last action of each device."""
        return dict(self._data.tuples(chain.LAST_OF_DEVICES))

    def copy_to(self, target: Path) -> "DataCopy":
        """Makes a copy for keeping in a new folder; raises as ``data_copy.copy_open`` does."""
        from .data_copy import copy_open

        assert self._folder is not None
        return copy_open(self._data.connection, self._folder, target)

    def move_to(self, target: Path) -> None:
        """Saves the open data in a new folder and goes on there, where their own has gone away.

        Raises as `copy_to` and `database.open_database`; the data are open as before then. What is written
        next is another device's.
        """
        assert isinstance(self._data, database.OpenedFile)
        folder = self.copy_to(target).folder
        if "backup_keeper" in self.__dict__:
            self.backup_keeper.close()
            del self.backup_keeper
        # Passwords are changed there from now on.
        self.__dict__.pop("key_slots", None)
        self._data.go_on_in(database.open_database(folder))
        self._folder = folder
        self.evidence = FolderStore(folder / EVIDENCE)
        self._device.move(folder / database.FILE_NAME)

    def action_devices(self) -> dict[int, str]:
        """The device that did each action, by the action's id."""
        return dict(self._data.tuples("SELECT id, device_id FROM actions"))

    def device_names(self) -> dict[str, str]:
        """Every device that wrote, first to last, with the name of its PC; none for one of before names were
        kept."""
        return {row["id"]: self.preference(f"{NAME}{row['id']}") for row in self._data.rows(_DEVICES)}
