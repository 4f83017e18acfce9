"""What units have sent goes to another PC as lines, and comes in as it was or not at all."""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from cchc_desktop.domain.consolidation.packed import Layout, pack
from cchc_desktop.domain.consolidation.ranking import Index
from cchc_desktop.domain.exchange.manifest import Unfit
from cchc_desktop.storage.received import ReceivedFile, Submission
from cchc_desktop.storage.received_lines import batches_of, lacking, lines_of, take
from cchc_desktop.storage.received_schema import ReceivedAt
from tests.storage.test_received import LAYOUT, Q1, Q2, TAKEN, numbers, sent


@pytest.fixture
def here(tmp_path: Path) -> ReceivedFile:
    (tmp_path / "here").mkdir()
    received = ReceivedFile.open(ReceivedAt(tmp_path / "here"))
    older = Layout(("3.02",), (1,))
    received.add(
        [Submission("03", Q1, b"3" * 32, b"4" * 32, "/3", TAKEN, TAKEN, pack(older, {"3.02": 6}))], older
    )
    first = sent(
        "01", Q1, 5, cumulated=pack(LAYOUT, {"3.01": 9}), issued=date(2026, 3, 16), number="12",
        index=Index("khoi-dau", Fraction("47.5"), Fraction(100)), problems=("Thiếu biểu.",), seen={"a": 3},
    )  # fmt: skip
    both = [first, sent("02", Q2, 7)]
    both = [replace(each, package=b"p" * 32, file_hash=b"f" * 32) for each in both]
    received.add(both, LAYOUT)
    return received


def test_it_comes_back_as_it_was_and_once(here: ReceivedFile, tmp_path: Path) -> None:
    lines = list(lines_of(here))
    assert here.count() == 3
    assert len(lines) == 5
    (tmp_path / "there").mkdir()
    with ReceivedFile.open(ReceivedAt(tmp_path / "there")) as there:
        batches = batches_of(lines)
        assert lacking(there, batches) == 3
        for _ in range(2):
            take(there, batches)
        assert lacking(there, batches) == 0
        assert list(lines_of(there)) == lines
        assert numbers(there, Q1) == numbers(here, Q1)
        assert there.indexes(Q1) == here.indexes(Q1)
        assert [each.seen for each in there.submissions("01", LAYOUT)] == [{"a": 3}]
    here.close()


def test_whatever_may_be_taken_in_comes_back(tmp_path: Path) -> None:
    """The longest that reports may hold: nothing of it makes a package of everything unreadable."""
    points = Fraction("99999.333333333333")
    odd = sent(
        "0" * 20, Q1, 5, file="/" + "x" * 4_000, number="n" * 200, problems=("p" * 200,) * 2,
        index=Index("s" * 200, points, points + Fraction(1, 10**12)), seen={"d" * 300: 10**9},
    )  # fmt: skip
    (tmp_path / "here").mkdir()
    with ReceivedFile.open(ReceivedAt(tmp_path / "here")) as received:
        received.add([replace(odd, package=b"p" * 32, file_hash=b"f" * 32)], LAYOUT)
        ((_, (before,)),) = received.everything()
        ((_, (after,)),) = batches_of(lines_of(received))
        assert after == replace(before, id=0, counts=False)


@pytest.mark.parametrize(
    "change",
    [
        {"unit": ""}, {"unit": 5}, {"unit": "x" * 21}, {"period": "2026-Q9"}, {"file": "\0"},
        {"made": "gestern"}, {"package": "x"}, {"taken_at": None}, {"figures": "!"}, {"figures": ""},
        {"figures": "YmE="},
        {"cumulated": 5}, {"issued": "x"}, {"index": ["a b", "1", "2"]}, {"index": ["a", "1", "0"]},
        {"index": ["a", "5", "2"]}, {"index": ["a", "1e9", "2"]}, {"index": ["a"]}, {"problems": "x"},
        {"problems": [5]}, {"problems": ["x"] * 41}, {"seen": []}, {"seen": {"a": "1"}}, {"seen": {"a": -1}},
        {"seen": {"x" * 1001: 1}},
    ],
)  # fmt: skip
def test_what_is_not_as_it_was_written_is_refused(here: ReceivedFile, change: Mapping[str, object]) -> None:
    layout, line = list(lines_of(here))[2:4]
    assert len(batches_of([layout, line])) == 1
    with pytest.raises(Unfit):
        batches_of([layout, {**line, **change}])
    here.close()


@pytest.mark.parametrize(
    "lines", [[5], ["unit"], [{}], [{"layout": ""}], [{"layout": "1.01/0"}], [{"layout": 7}]]
)
def test_lines_that_are_none_are_refused(lines: list[object]) -> None:
    with pytest.raises(Unfit):
        batches_of(lines)


def test_a_sort_that_nobody_knows_is_refused(here: ReceivedFile) -> None:
    layout, line = list(lines_of(here))[2:4]
    blob = bytearray(b64decode(line["figures"]))
    blob[1] = 9
    with pytest.raises(Unfit):
        batches_of([layout, {**line, "figures": b64encode(blob).decode()}])
    here.close()
