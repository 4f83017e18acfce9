"""Operations done, undone, redone and opened again, against a model: states of all tables, with a cursor."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from cchc_desktop.domain.errors import ReasonNeeded, Refusal
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.plan import Draft
from cchc_desktop.office import Office
from cchc_desktop.storage.kinds import KINDS
from cchc_desktop.storage.store import Store
from tests.examples import share
from tests.plans import small_plan

TODAY = date(2026, 7, 15)
State = dict[str, list[dict[str, Any]]]


@cache
def template() -> Path:
    """A data folder with an office and its plan, made once."""
    folder = Path(tempfile.mkdtemp(prefix="cchc-sequence-"))
    office = Office.open(folder, lambda: TODAY)
    office.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
    office.plans.store_draft(Draft(small_plan()))
    office.close()
    return folder


def state(store: Store) -> State:
    """All that the office has stored, the journal left out."""
    return {table: store._data.rows(f"SELECT * FROM {table} ORDER BY id") for table in KINDS}


class Sequence(RuleBasedStateMachine):
    """Does, undoes and redoes; a refused operation must change nothing."""

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cchc-sequence-"))
        shutil.copytree(template(), self.folder, dirs_exist_ok=True)
        self.open()
        # The journal begins with the founding and the import.
        self.states: list[State] = [{}, {}, state(self.store)]
        self.at = 2

    def open(self) -> None:
        self.office = Office.open(self.folder, lambda: TODAY, lambda: datetime(2026, 7, 15, 9, 0))

    @property
    def store(self) -> Store:
        return self.office._desk.store

    def teardown(self) -> None:
        if not hasattr(self, "office"):
            return
        last = self.states[self.at]
        while self.at > 2:
            self.undo()
        assert state(self.store) == self.states[2]
        assert self.store.upkeep.problems() == []
        while self.at < len(self.states) - 1:
            self.redo()
        assert state(self.store) == self.states[-1]
        assert last in self.states
        assert self.store.upkeep.problems() == []
        self.office.close()
        shutil.rmtree(self.folder)

    def does(self, operation: Callable[[], object]) -> None:
        """One operation; it is a step of the journal where it changed anything."""
        before = state(self.store)
        try:
            operation()
        except ReasonNeeded:
            assert state(self.store) == before
            with self.office.corrections.because("đếm lại"):
                operation()
        except Refusal:
            assert state(self.store) == before
            return
        now = state(self.store)
        if now != before:
            self.states = [*self.states[: self.at + 1], now]
            self.at += 1

    @precondition(lambda self: self.at > 2)
    @rule()
    def undo(self) -> None:
        self.office.history.undo()
        self.at -= 1
        assert state(self.store) == self.states[self.at]

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        self.office.history.redo()
        self.at += 1
        assert state(self.store) == self.states[self.at]

    @precondition(lambda self: self.at > 3)
    @rule(data=st.data())
    def undo_through(self, data: st.DataObject) -> None:
        done = [entry.id for entry in self.office.history.entries() if entry.can_undo]
        back = data.draw(st.integers(0, self.at - 3))
        self.office.history.undo_through(done[back])
        self.at -= back + 1
        assert state(self.store) == self.states[self.at]

    @rule()
    def reopen(self) -> None:
        self.office.close()
        self.open()

    @invariant()
    def what_is_shown_is_what_is_stored(self) -> None:
        for head in self.office.plans.heads():
            assert self.office.plans.get(head.id) == self.store.plan(head.id)
        assert self.store.upkeep.rebuild_search() == 0
        assert bool(self.office.history.next_redo()) == (self.at < len(self.states) - 1)


def short(machine: type[Sequence]) -> Any:
    """The machine as a test, with as many examples as the profile has time for."""
    machine.TestCase.settings = settings(max_examples=share(5), stateful_step_count=30)
    return machine.TestCase
