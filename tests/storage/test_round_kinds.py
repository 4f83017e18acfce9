"""Steps of the index with what they lock: stored, read back, and told where they are damaged."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.criteria.rounds import CriterionRound, RoundStep, Stage
from cchc_desktop.domain.criteria.rules import Value
from cchc_desktop.domain.criteria.sealed import Sealed, SealedFile, SealedLine
from cchc_desktop.domain.errors import Damaged, EnvironmentProblem
from cchc_desktop.domain.places import CriteriaPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.storage.report_rows import packs_in_use, packs_of
from cchc_desktop.storage.round_kinds import (
    CRITERION_ROUNDS,
    SCORE_STEPS,
    pack_sealed,
    unpack_sealed,
    write_round,
    write_step,
)
from cchc_desktop.storage.store import Store

YEAR = Period.parse("2026-N")
D = Decimal
POINTS = st.none() | st.decimals(-10, 100, places=2)
FILES = st.builds(
    SealedFile, st.text(), st.text(), st.text(), st.dates(), st.text(), st.text("0123456789abcdef")
)
VALUES = st.builds(
    Value, st.fractions(), st.none() | st.tuples(st.fractions(), st.fractions()), st.booleans(), st.text()
)
LINES = st.builds(
    SealedLine, st.text(min_size=1), POINTS, POINTS, st.text(), st.text(), st.text(), st.booleans(),
    st.lists(FILES, max_size=2).map(tuple), st.none() | VALUES,
)  # fmt: skip


@given(st.builds(Sealed, st.lists(LINES, max_size=4).map(tuple), st.text()))
def test_what_was_locked_is_read_as_it_was(sealed: Sealed) -> None:
    assert unpack_sealed(pack_sealed(sealed)) == sealed
    assert pack_sealed(unpack_sealed(pack_sealed(sealed))) == pack_sealed(sealed)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"\xff",
        b'{"lines":[{}],"set":""}',
        b'{"lines":[{"code":"1","points":"NaN"}],"set":""}',
        b'{"lines":[{"code":"1","files":[["1"]]}],"set":""}',
    ],
)
def test_what_is_damaged_is_told(content: bytes) -> None:
    with pytest.raises(EnvironmentProblem, match="không đọc được"):
        unpack_sealed(content)


def test_steps_and_what_is_said_are_stored(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    sealed = Sealed((SealedLine("1.1", D(2)),), "bộ")
    steps = (
        RoundStep("thu", YEAR, 1, Stage.LOCKED, False, datetime(2026, 12, 1, 9), "Lan", "Họp"),
        RoundStep("thu", YEAR, 2, Stage.VERIFIED, False, datetime(2026, 12, 2), "", due=date(2026, 12, 9)),
        RoundStep("thu", YEAR, 3, Stage.LOCKED, True, datetime(2026, 12, 3), "Lan", "Nhầm"),
    )
    said = CriterionRound("thu", YEAR, "1.1", "A", 3, D("1.5"), "Chậm", "Đã gửi", None, "")
    with store.journal.operation("rounds.lock", "Chốt") as recorder:
        for step in steps:
            write_step(recorder, store.packs, step, None if step.is_back else sealed)
        write_round(recorder, said)
        write_round(recorder, CriterionRound("thu", YEAR, "1.2"))
    kept = store.records(SCORE_STEPS)
    assert [step.number for step in kept] == [1, 2, 3]
    assert (kept[0].stage, kept[0].note, kept[1].due, kept[2].is_back) == (
        Stage.LOCKED, "Họp", date(2026, 12, 9), True
    )  # fmt: skip
    assert unpack_sealed(store.packs.get(kept[0].content)) == sealed
    assert kept[0].content == kept[1].content != kept[2].content == ""
    assert store.records(CRITERION_ROUNDS) == (said,)
    (row, _, back) = store.table("score_steps")
    assert packs_of("score_steps", row) == {kept[0].content}
    assert packs_of("score_steps", back) == set()
    assert packs_in_use(store._data) == {kept[0].content}
    assert SCORE_STEPS.name(row) == "Bước chấm điểm «Chốt điểm tự chấm, năm 2026»"
    assert SCORE_STEPS.place(row) == CriteriaPlace(YEAR)
    (own,) = store.table("criterion_rounds")
    assert CRITERION_ROUNDS.place(own) == CriteriaPlace(YEAR, "1.1")
    assert CRITERION_ROUNDS.name(own) == "Thẩm định, giải trình tiêu chí «Tiêu chí 1.1, năm 2026»"
    with pytest.raises(Damaged):
        CRITERION_ROUNDS.read({**own, "first": "Infinity"})
    with pytest.raises(Damaged):
        SCORE_STEPS.read({**row, "stage": "gone"})
    store.close()
