"""What is locked of the index stays as it is: asked of everything that is about to be stored, an undo and a
record out of a backup too."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.criteria.rounds import WRITTEN_IN, RoundStep, Stage, holding, stage_of
from ..domain.errors import Refusal
from ..domain.evidence import OwnerKind
from ..domain.report_periods import Period
from ..storage.changes import RowChange
from ..storage.columns import Row
from ..storage.round_kinds import SCORE_STEPS, unpack_sealed
from ..storage.store import Store

Key = tuple[str, str]
"""The period's and the set's identities."""
_SAID = {
    Stage.LOCKED: "Điểm tự chấm đã chốt",
    Stage.VERIFIED: "Điểm thẩm định lần 1 đã chốt",
    Stage.EXPLAINED: "Giải trình đã chốt",
    Stage.SECOND: "Điểm thẩm định lần 2 đã chốt",
    Stage.FINAL: "Kết quả cuối cùng đã chốt",
}
_OPENED_IN = {Stage.SELF: Stage.LOCKED, Stage.LOCKED: Stage.VERIFIED, Stage.VERIFIED: Stage.EXPLAINED}
"""What is locked once a stage has passed."""


def refuse_locked(store: Store, changes: Iterable[RowChange]) -> None:
    """Raises Refusal where rows would change that a step has locked, or a step that others came after.

    What is written together with steps may be of any stage that they leave or lead to: that is how steps go
    on, how they are taken back, and how several come in at once from a backup or another PC.
    """
    changes = tuple(changes)
    stages = _Stages(store, changes)
    for change in changes:
        match change.table:
            case "criterion_marks":
                stages.require(_key(change), Stage.SELF)
            case "criterion_rounds":
                for stage in _written(change):
                    stages.require(_key(change), stage)
            case "evidence":
                _check_evidence(stages, change)
            case "criteria_sets":
                for key in stages.locked:
                    if key[1] == change.row_id:
                        stages.require(key, Stage.SELF)


class _Stages:
    """The stages of what is scored, before and after what is about to be stored."""

    def __init__(self, store: Store, changes: Iterable[RowChange]) -> None:
        self._store = store
        after = {step.id: step for step in store.records(SCORE_STEPS)}
        before = dict(after)
        self._passed: dict[Key, set[Stage]] = {}
        for change in reversed([each for each in changes if each.table == SCORE_STEPS.table]):
            before.pop(change.row_id, None)
            if change.before is not None:
                before[change.row_id] = SCORE_STEPS.read(change.before)
            row = _row(change)
            self._passed.setdefault((row["period_id"], row["set_id"]), set()).add(Stage(row["stage"]))
        self._before, self._after = _held(before.values()), _held(after.values())
        self.locked = {*self._before, *self._after}

    def of(self, key: Key) -> set[Stage]:
        """The stages before and after, and those on the way."""
        ends = (stage_of(steps.get(key, [])) for steps in (self._before, self._after))
        return {*ends, *self._passed.get(key, ())}

    def require(self, key: Key, stage: Stage) -> None:
        """Raises Refusal where neither of them is the one in which something is written."""
        if stage not in self.of(key):
            now = stage_of(self._after.get(key, []))
            if stage is Stage.SELF or list(Stage).index(now) > list(Stage).index(stage):
                done = _SAID[_OPENED_IN.get(stage, Stage.SECOND)]
                raise Refusal(
                    f"{done} ({Period.parse(key[0]).label}). Muốn sửa thì mở lại bước chấm điểm, có lý do."
                )
            raise Refusal(f"Chưa đến bước này: {now.label.lower()}.")

    def proofs(self, key: Key, code: str) -> set[str]:
        """The hashes of the files that proved a criterion when the office's points were locked."""
        held = self._after.get(key) or self._before.get(key, [])
        locked = unpack_sealed(self._store.packs.get(held[0].content))
        return {file.sha256 for line in locked.lines if line.code == code for file in line.files}


def _held(steps: Iterable[RoundStep]) -> dict[Key, list[RoundStep]]:
    found: dict[Key, list[RoundStep]] = {}
    for step in sorted(steps, key=lambda each: each.number):
        found.setdefault((step.period.id, step.set_id), []).append(step)
    return {key: holding(each) for key, each in found.items()}


def _row(change: RowChange) -> Row:
    row = change.after if change.after is not None else change.before
    assert row is not None
    return row


def _key(change: RowChange) -> Key:
    row = _row(change)
    return row["period_id"], row["set_id"]


def _written(change: RowChange) -> set[Stage]:
    """The stages in which the fields are written that change."""
    before, after = change.before or {}, change.after or {}
    return {
        stage for name, stage in WRITTEN_IN.items() if (before.get(name) or None) != (after.get(name) or None)
    }


def _check_evidence(stages: _Stages, change: RowChange) -> None:
    """Evidence of a criterion is locked with its points; what comes with the explanation is not yet."""
    for row in (change.before, change.after):
        if row is None or row["owner_kind"] != OwnerKind.CRITERION:
            continue
        period_id, _, rest = row["owner_id"].partition(":")
        set_id, _, code = rest.partition(":")
        key = (period_id, set_id)
        now = stages.of(key)
        if Stage.SELF in now:
            continue
        if Stage.VERIFIED not in now or (row is change.before and row["sha256"] in stages.proofs(key, code)):
            stages.require(key, Stage.SELF)
