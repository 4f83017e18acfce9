"""Three copies of one office's data, changed apart and exchanged in any order."""

import json
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from cchc_desktop.domain.errors import ReasonNeeded, Refusal
from cchc_desktop.domain.merging.wire import to_plain
from cchc_desktop.office import Office
from cchc_desktop.office.merging import Given
from tests.examples import share

from .sequence import TODAY, Sequence, state, template

COPIES = 3
which = st.integers(0, COPIES - 1)


def opened(folder: Path) -> Office:
    return Office.open(folder, lambda: TODAY, lambda: datetime(2026, 7, 15, 9, 0))


def records(office: Office) -> dict[str, Any]:
    """All that an office has stored, but what its own copy knows of where it came from."""
    found = state(office._desk.store)
    del found["row_origins"]
    return found


def known(office: Office) -> dict[Any, Any]:
    """The states of all rows."""
    return {key: to_plain(each) for key, each in office._desk.store.journal.knowledge.every().items()}


def differing(one: dict[Any, Any], other: dict[Any, Any]) -> dict[Any, Any]:
    """What two say differently, by their keys."""
    return {key: (one.get(key), other.get(key)) for key in {*one, *other} if one.get(key) != other.get(key)}


def package(office: Office, scope: Any = None) -> Given:
    """What travels, as it comes out of a package."""
    sent = office.merging.states(scope)
    head, dots, rows = json.loads(json.dumps([sent.head, sent.dots, sent.rows]))
    return Given(head, dots, rows, {each: office._desk.store.packs.get(each) for each in sent.packs})


class Copies(Sequence):
    """Operations on any of three copies, and packages between them."""

    @initialize()
    def start(self) -> None:
        self.folders = [Path(tempfile.mkdtemp(prefix="cchc-copies-")) for _ in range(COPIES)]
        for folder in self.folders:
            shutil.copytree(template(), folder, dirs_exist_ok=True)
        self.offices = [opened(folder) for folder in self.folders]

        self.office = self.offices[0]

    def open(self) -> None:
        at = self.offices.index(self.office)
        self.office = self.offices[at] = opened(self.folders[at])

    @rule(at=which)
    def work_at(self, at: int) -> None:
        self.office = self.offices[at]

    def does(self, operation: Callable[[], object]) -> None:
        before = state(self.store)
        try:
            operation()
        except ReasonNeeded:
            with self.office.corrections.because("đếm lại"):
                operation()
        except Refusal:
            assert state(self.store) == before

    @rule()
    def undo(self) -> None:
        # The founding and the import are of all three.
        last = self.store.journal.undoable()
        if last is not None and last.id > 2:
            self.office.history.undo()

    @precondition(lambda self: self.store.journal.redoable() is not None)
    @rule()
    def redo(self) -> None:
        self.office.history.redo()

    @rule(data=st.data())
    def undo_through(self, data: st.DataObject) -> None:
        done = [entry.id for entry in self.office.history.entries() if entry.can_undo and entry.id > 2]
        if done:
            with self.office.history.reaching_elsewhere():
                self.office.history.undo_through(data.draw(st.sampled_from(done)))

    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        done = [entry.id for entry in self.office.history.entries() if entry.can_undo and entry.id > 2]
        if done:
            with self.office.history.reaching_elsewhere():
                self.does(lambda: self.office.history.take_back(data.draw(st.sampled_from(done))))

    @rule(data=st.data(), giver=which, taker=which, all_of_it=st.booleans())
    def exchange(self, data: st.DataObject, giver: int, taker: int, all_of_it: bool) -> None:
        scope = None
        if not all_of_it:
            every = sorted(self.offices[giver]._desk.store.journal.knowledge.every())
            scope = data.draw(st.lists(st.sampled_from(every), max_size=3))
        self.send(giver, taker, scope)

    def send(self, giver: int, taker: int, scope: Any = None) -> None:
        given = package(self.offices[giver], scope)
        files, others = (self.offices[each].evidence.folder for each in (giver, taker))
        for each in files.ids():
            others.put(files.get(each))
        self.take_in(self.offices[taker], given)
        assert self.offices[taker]._desk.store.upkeep.problems() == []
        before = state(self.offices[taker]._desk.store)
        assert not self.take_in(self.offices[taker], given).is_new
        assert state(self.offices[taker]._desk.store) == before

    def take_in(self, office: Office, given: Given) -> Any:
        return office.merging.take_in(given, "nơi khác")

    @rule(data=st.data(), choice=st.sampled_from(("ours", "theirs")))
    def decide(self, data: st.DataObject, choice: str) -> None:
        open_ones = [each.id for each in self.office.merging.conflicts()]
        if open_ones:
            self.does(lambda: self.office.merging.resolve(data.draw(st.sampled_from(open_ones)), choice))

    @invariant()
    def what_is_shown_is_what_is_stored(self) -> None:
        if hasattr(self, "offices"):
            for head in self.office.plans.heads():
                assert self.office.plans.get(head.id) == self.store.plan(head.id)

    def teardown(self) -> None:
        if not hasattr(self, "offices"):
            return
        for giver, taker in ((1, 0), (2, 0), (0, 1), (0, 2), (1, 0), (2, 1), (0, 1), (0, 2)):
            self.send(giver, taker)
        first, *others = self.offices
        for other in others:
            assert differing(known(other), known(first)) == {}
            for table, rows in records(first).items():
                assert records(other)[table] == rows, table
            assert [each.id for each in other.merging.conflicts()] == [
                each.id for each in first.merging.conflicts()
            ]
        for office in self.offices:
            assert office.check().damage == ()
            sealed = {row["id"] for row in office._desk.store.table("seals")}
            assert sealed == {row["id"] for row in office._desk.store.table("reports") if row["issued_on"]}
            office.close()
        for folder in self.folders:
            shutil.rmtree(folder)


def short_copies(machine: type[Copies]) -> Any:
    """The machine as a test, with as many examples as the profile has time for."""
    machine.TestCase.settings = settings(max_examples=share(10), stateful_step_count=20)
    return machine.TestCase
