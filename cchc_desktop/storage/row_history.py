"""The history of one row, gone through action by action: what is known of it after each.

What this copy wrote itself is known by its actions; what it took in from others stands in what was kept of
it then (`origin_kinds.py`). An exchange that is undone is forgotten, so that the same may be taken in again.
What was written and taken back in between has been seen by others, perhaps: the undo says again what stood
before.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..domain.merging.state import (
    LIFE,
    NOTHING,
    Dot,
    RowState,
    Sibling,
    Siblings,
    Value,
    covers,
    joined_seen,
    removed,
    reopened,
    state_of,
    written,
)
from ..domain.merging.view import shown
from ..domain.merging.wire import from_plain
from .columns import Row
from .merge_shapes import Shape


@dataclass(slots=True)
class Step:
    """What one action did to a row, and to what is kept of where it came from: in an exchange, or once
    damaged data were put right."""

    action: int
    dot: Dot
    kind: str
    of_action: int | None
    is_change: bool = False
    before: Row | None = None
    after: Row | None = None
    is_exchange: bool = False
    is_rescue: bool = False
    origin: Row | None = None


class RowHistory:
    """The steps of one row in their order."""

    def __init__(self, shape: Shape, steps: Sequence[Step]) -> None:
        self._shape = shape
        self._steps = steps
        self._around: dict[int, tuple[RowState, RowState]] = {}
        """What was known before and after each action."""
        self._own = set[Dot]()

    def state(self) -> RowState:
        """What is known of the row after the last of them."""
        state = NOTHING
        for step in self._steps[self._first() :]:
            old = state
            if step.is_exchange:
                state = self._exchanged(old, step)
            elif step.is_rescue:
                state = self._rescued(step)
            else:
                state = self._done(old, step)
                self._own.add(step.dot)
            self._around[step.action] = (old, state)
        return state

    def _first(self) -> int:
        """The step that says all that was known before, where none of what came later goes back beyond it."""
        first = 0
        for at, step in enumerate(self._steps):
            if step.is_exchange and (step.kind != "do" or step.of_action is not None):
                return 0
            if step.is_exchange and step.origin is not None:
                first = at
        return first

    def _done(self, old: RowState, step: Step) -> RowState:
        """After an action of this copy."""
        if step.after is None:
            return removed(old, step.dot)
        after = self._shape.apart(step.after)
        before = self._shape.apart(step.before) if step.before is not None else self._shown(old)
        changed = {name for name in (*after, *before) if after.get(name) != before.get(name)}
        if not old.columns:
            changed = set(after)
        changed = self._shape.written_with(changed)
        state = written(old, step.dot, {name: after.get(name) for name in changed}, self._shape.texts)
        if step.kind == "undo" and step.of_action in self._around:
            return self._open_again(state, step, self._around[step.of_action][0], after)
        return state

    def _open_again(
        self, state: RowState, step: Step, before: RowState, after: Mapping[str, Value]
    ) -> RowState:
        """After the undo of what had decided between several values: they are open again."""
        open_again = {
            name: before.of(name)
            for name, siblings in state.columns.items()
            if name != LIFE and siblings[0].dot == step.dot and len(before.of(name)) > 1
        }
        open_again = {
            name: siblings
            for name, siblings in open_again.items()
            if shown(siblings, name in self._shape.texts, self._shape.wants_any(name)).value
            == after.get(name)
        }
        if any(each.value is not True for each in before.of(LIFE)):
            open_again[LIFE] = before.of(LIFE)
        return reopened(state, step.dot, open_again)

    def _rescued(self, step: Step) -> RowState:
        """After damaged data were put right: what was kept, with what was done here since."""
        state = NOTHING
        if step.origin is not None:
            state = _kept(step.origin)
            for each in self._steps:
                if (
                    step.origin["base"] < each.action < step.action
                    and each.is_change
                    and not each.is_exchange
                ):
                    state = self._done(state, each)
        return self._done(state, step) if step.is_change else state

    def _shown(self, state: RowState) -> dict[str, Value]:
        """The values that a row had last that is not there."""
        texts, wants_any = self._shape.texts, self._shape.wants_any
        return {
            name: shown(siblings, name in texts, wants_any(name)).value
            for name, siblings in state.columns.items()
            if name != LIFE
        }

    def _exchanged(self, old: RowState, step: Step) -> RowState:
        """After something was taken in from another copy, or that was undone or done again."""
        around = self._around.get(step.of_action or 0)
        if around is None:
            return _kept(step.origin) if step.origin is not None else NOTHING
        base = around[1] if step.kind == "redo" else around[0]
        touched = {
            name: [each for each in siblings if each.dot in self._own and not covers(base.seen, each.dot)]
            for name, siblings in old.columns.items()
        }
        touched = {name: own for name, own in touched.items() if own}
        if not touched:
            return base
        self._own.add(step.dot)
        seen = base.seen
        for own in touched.values():
            for each in own:
                seen = joined_seen(seen, {each.dot[0]: each.dot[1]})
        if step.kind == "do":
            # Taken back by itself: what was done later stays as it is.
            return state_of(base.columns | {name: old.of(name) for name in touched}, seen)
        if not base.columns:
            return self._forgotten(around[1], step, touched)
        stood: dict[str, Siblings] = {name: base.of(name) for name in touched}
        return reopened(base._replace(seen=seen), step.dot, stood)

    def _forgotten(self, came: RowState, step: Step, touched: Mapping[str, object]) -> RowState:
        """After the undo of what a row came with, where it was written meanwhile: it is as if it had been
        deleted here by somebody who knew his own writing alone."""
        own = {step.dot[0]: step.dot[1]}
        stood = reopened(NOTHING, step.dot, {name: came.of(name) for name in touched if name != LIFE})
        deleted = Sibling(step.dot, tuple(own.items()))
        return state_of(stood.columns | {LIFE: (deleted,)}, own)


def _kept(origin: Row) -> RowState:
    return from_plain(json.loads(origin["state"]))
