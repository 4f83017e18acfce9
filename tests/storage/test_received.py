"""What units have sent is kept apart from the office's data; the latest counts, older ones stay."""

import sqlite3
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from cchc_desktop.domain.consolidation.packed import Layout, pack
from cchc_desktop.domain.consolidation.ranking import Index
from cchc_desktop.domain.consolidation.versions import is_by_clock
from cchc_desktop.domain.errors import Damaged, EnvironmentProblem
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.storage import cipher, received_schema
from cchc_desktop.storage.database import RECEIVED
from cchc_desktop.storage.received import Failure, ReceivedFile, Submission
from cchc_desktop.storage.received_schema import ReceivedAt
from tests.domain.consolidation.small import SMALL

LAYOUT = Layout.of(SMALL)
Q1, Q2, HALF = (Period.parse(text) for text in ("2026-Q1", "2026-Q2", "2026-6T"))
TAKEN = datetime(2026, 3, 20, 8, 15)


def sent(unit: str, period: Period, count: int, made: datetime = TAKEN, **others: object) -> Submission:
    figures = pack(LAYOUT, {"3.01": count})
    key = f"{unit} {period.id} {count}".encode()
    given: dict[str, object] = {"file": f"/{unit}-{count}.cchc", **others}
    return Submission(
        unit,
        period,
        key,
        key,
        made=made,
        taken_at=TAKEN,
        figures=figures,
        **given,  # type: ignore[arg-type]
    )


def numbers(received: ReceivedFile, period: Period) -> dict[str, int]:
    return {unit: row.numbers[0] for unit, row in received.figures(period, LAYOUT).items()}


def test_what_was_taken_in_comes_back(tmp_path: Path) -> None:
    first = sent(
        "01", Q1, 5, cumulated=pack(LAYOUT, {"3.01": 9}), issued=date(2026, 3, 16), number="12/BC-UBND",
        index=Index("khoi-dau", Fraction("47.5"), Fraction(100)), problems=("Thiếu biểu.",),
    )  # fmt: skip
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        assert received.add([first, sent("02", Q1, 7)], LAYOUT) == 2
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        assert numbers(received, Q1) == {"01": 5, "02": 7}
        known = received.received(Q1)["01"]
        assert (known.day, known.problems, known.times) == (date(2026, 3, 16), ("Thiếu biểu.",), 1)
        assert received.indexes(Q1) == {"01": first.index}
        (back,) = received.submissions("01", LAYOUT)
        assert back.id
        assert (back.figures, back.cumulated, back.number) == (first.figures, first.cumulated, "12/BC-UBND")
        assert received.units() == {"01", "02"}
        assert received.known_files() == {first.file_hash, b"02 2026-Q1 7"}


def test_the_latest_counts_in_whatever_order_they_come(tmp_path: Path) -> None:
    later = datetime(2026, 3, 21)
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        assert received.add([sent("01", Q1, 2, later), sent("01", Q1, 1)], LAYOUT) == 2
        assert numbers(received, Q1) == {"01": 2}
        # The same package again changes nothing; the first one sent anew counts again.
        assert received.add([sent("01", Q1, 1)], LAYOUT) == 0
        assert numbers(received, Q1) == {"01": 2}
        assert received.add([sent("01", Q1, 1, datetime(2026, 3, 22))], LAYOUT) == 1
        assert numbers(received, Q1) == {"01": 1}
        assert received.received(Q1)["01"].times == 3
        assert [each.figures.numbers[0] for each in received.submissions("01", LAYOUT)] == [1, 2, 1]


def test_one_that_is_taken_away_leaves_the_one_before_it(tmp_path: Path) -> None:
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        received.add([sent("01", Q1, 1), sent("01", Q1, 2, datetime(2026, 3, 21))], LAYOUT)
        latest, first = received.submissions("01", LAYOUT)
        received.remove(latest.id)
        assert numbers(received, Q1) == {"01": 1}
        received.remove(latest.id)
        received.remove(first.id)
        assert numbers(received, Q1) == {}
        assert received.periods() == {}


def test_a_longer_span_is_what_was_cumulated_until_its_end(tmp_path: Path) -> None:
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        received.add([sent("01", Q2, 3, cumulated=pack(LAYOUT, {"3.01": 8})), sent("02", Q2, 4)], LAYOUT)
        assert numbers(received, HALF) == {"01": 8}
        received.add([sent("01", HALF, 9)], LAYOUT)
        assert numbers(received, HALF) == {"01": 9}
        assert list(received.periods()) in ([Q2, HALF], [HALF, Q2])
        received.add([sent("01", Q1, 1)], LAYOUT)
        assert list(received.periods())[-1] == Q1


def test_what_failed_is_told_until_it_is_taken_in_or_looked_at(tmp_path: Path) -> None:
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        failed = [
            Failure("/01-1.cchc", "Tệp hỏng.", "01", "2026-Q1", TAKEN),
            Failure("/x.xlsx", "Không rõ đơn vị."),
            Failure("/y.cchc", "Mật khẩu.", "", "2026-Q2", TAKEN),
        ]
        received.add([], LAYOUT, failed)
        assert [each.file for each in received.failures(Q1)] == ["/01-1.cchc", "/x.xlsx"]
        assert len(received.failures()) == 3
        received.add([sent("01", Q1, 1)], LAYOUT)
        received.forget_failures(["/x.xlsx"])
        assert [each.file for each in received.failures()] == ["/y.cchc"]


def test_figures_of_another_catalogue_are_read_in_todays(tmp_path: Path) -> None:
    older = Layout(("3.02", "9.99"), (1, 1))
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        received.add([sent("01", Q1, 1)], LAYOUT)
        old = Submission("02", Q1, b"2", b"2", "/2", TAKEN, TAKEN, pack(older, {"3.02": 6, "9.99": 1}))
        received.add([old], older)
        found = received.figures(Q1, LAYOUT)
        assert found["02"].numbers[LAYOUT.places["3.02"]] == 6


def test_a_transaction_is_whole_or_not_at_all(tmp_path: Path) -> None:
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        broken = sent("02", Q1, 2, file=None)
        with pytest.raises(sqlite3.IntegrityError):
            received.add([sent("01", Q1, 1), broken], LAYOUT)
        assert numbers(received, Q1) == {}
        received.add([sent("01", Q1, 1)], LAYOUT)
        assert numbers(received, Q1) == {"01": 1}


def test_who_only_looks_makes_no_file(tmp_path: Path) -> None:
    with ReceivedFile.open(ReceivedAt(tmp_path), view=True) as received:
        assert received.periods() == {}
    assert not (tmp_path / RECEIVED).exists()


def test_files_that_are_none_of_ours_are_told(tmp_path: Path) -> None:
    path = tmp_path / RECEIVED
    sqlite3.connect(path).executescript("CREATE TABLE a (b)").close()
    with pytest.raises(Damaged, match=r"received\.db"):
        ReceivedFile.open(ReceivedAt(tmp_path))
    path.write_bytes(b"x" * 4096)
    with pytest.raises(EnvironmentProblem):
        ReceivedFile.open(ReceivedAt(tmp_path))
    path.unlink()
    ReceivedFile.open(ReceivedAt(tmp_path)).close()
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    with pytest.raises(EnvironmentProblem, match="mới hơn"):
        ReceivedFile.open(ReceivedAt(tmp_path))


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE submissions SET figures = x'00'",
        "UPDATE submissions SET layout = 77",
        "UPDATE layouts SET codes = 'abc'",
    ],
)
def test_damage_is_told_as_that(tmp_path: Path, damage: str) -> None:
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        received.add([sent("01", Q1, 1)], LAYOUT)
    connection = sqlite3.connect(tmp_path / RECEIVED)
    connection.execute(damage)
    connection.commit()
    connection.close()
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received, pytest.raises(Damaged):
        received.figures(Q1, LAYOUT)


def test_it_is_encrypted_once_the_data_are_and_plain_again(tmp_path: Path) -> None:
    key = cipher.new_key()
    cipher.hold(key)
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        received.add([sent("01", Q1, 5)], LAYOUT, [Failure("/x", "Hỏng.")])
    with ReceivedFile.open(ReceivedAt(tmp_path, key)) as received:
        assert numbers(received, Q1) == {"01": 5}
        received.add([sent("02", Q1, 6)], LAYOUT)
    assert cipher.mark_of(tmp_path / RECEIVED) == key.mark
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        assert numbers(received, Q1) == {"01": 5, "02": 6}
        assert len(received.failures()) == 1
    assert cipher.is_plain(tmp_path / RECEIVED)
    cipher.let_go(key.mark)


def test_which_package_counts_for_a_unit(tmp_path: Path) -> None:
    later = datetime(2026, 3, 21)
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        received.add([sent("01", Q1, 1), sent("01", Q1, 2, later), sent("02", Q2, 3)], LAYOUT)
        found = received.packages(Q1)
    assert set(found) == {"01"}
    assert found["01"][1] == later


def test_a_page_that_reads_and_a_worker_that_stores_may_both_make_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = ReceivedAt(tmp_path)
    connect = cipher.connect_with

    def overtaken(*args: object, **named: object) -> sqlite3.Connection:
        """Somebody else makes the file between the look for it and the making."""
        monkeypatch.setattr(cipher, "connect_with", connect)
        with ReceivedFile.open(at) as other:
            other.add([sent("01", Q1, 5)], LAYOUT)
        return connect(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(cipher, "connect_with", overtaken)
    with ReceivedFile.open(at) as received:
        assert numbers(received, Q1) == {"01": 5}


EARLY, LATE = datetime(2026, 3, 10), datetime(2026, 3, 19)


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_report_that_knew_of_the_others_counts_whatever_the_clocks_say(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    made = [
        sent("01", Q1, 1, LATE, seen={"a": 5}),
        sent("01", Q1, 2, EARLY, seen={"a": 9, "b": 1}),
        sent("01", Q1, 3, LATE, seen={"a": 7}),
    ]
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        for number in order:
            received.add([made[number]], LAYOUT)
        assert numbers(received, Q1) == {"01": 2}
        assert received.received(Q1)["01"].times == 3
        assert received.packages(Q1)["01"] == (made[1].package.hex(), LATE)
        listed = received.submissions("01", LAYOUT)
        assert [each.counts for each in listed] == [True, False, False]
        assert not is_by_clock(each.version for each in listed)
        received.remove(listed[0].id)
        assert numbers(received, Q1) == {"01": 3}
        # An annex says nothing of what it was made from: the clock has to.
        received.add([sent("01", Q1, 4, datetime(2026, 3, 25))], LAYOUT)
        assert numbers(received, Q1) == {"01": 4}
        assert is_by_clock(each.version for each in received.submissions("01", LAYOUT))
        for each in received.submissions("01", LAYOUT):
            received.remove(each.id)
        assert numbers(received, Q1) == {}


def as_version_1(folder: Path) -> None:
    connection = sqlite3.connect(folder / RECEIVED)
    connection.executescript(
        "ALTER TABLE submissions DROP COLUMN seen; ALTER TABLE failures DROP COLUMN locked;"
        "PRAGMA user_version = 1;"
    )
    connection.close()


def test_a_file_of_the_version_before_is_brought_up_to_date(tmp_path: Path) -> None:
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        received.add([sent("01", Q1, 1)], LAYOUT, [Failure("/x", "hỏng", is_locked=True)])
        assert [each.is_locked for each in received.failures()] == [True]
    as_version_1(tmp_path)
    before = (tmp_path / RECEIVED).read_bytes()
    with ReceivedFile.open(ReceivedAt(tmp_path), view=True) as received:
        assert numbers(received, Q1) == {"01": 1}
    assert (tmp_path / RECEIVED).read_bytes() == before
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        received.add([sent("02", Q1, 2, seen={"a": 1})], LAYOUT)
        assert numbers(received, Q1) == {"01": 1, "02": 2}
        assert [each.is_locked for each in received.failures()] == [False]


def test_two_that_find_the_version_before_bring_it_up_once(tmp_path: Path) -> None:
    ReceivedFile.open(ReceivedAt(tmp_path)).close()
    as_version_1(tmp_path)
    known = received_schema._VERSION
    connection = sqlite3.connect(tmp_path / RECEIVED)
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        assert received.periods() == {}
    # Whoever waited for the lock finds it done.
    looked = received_schema.brought_up_to_date(connection)
    assert looked.execute("PRAGMA user_version").fetchone()[0] == known
    connection.close()


def test_what_a_unit_sends_anew_settles_what_could_not_be_read(tmp_path: Path) -> None:
    before = datetime(2026, 3, 19)
    failures = [
        Failure("/a", "hỏng", "01", Q1.id, before),
        Failure("/b", "hỏng", "01", Q2.id, before),
        Failure("/c", "hỏng", "02", Q1.id, before),
        Failure("/d", "hỏng", "01", Q1.id, TAKEN),
    ]
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        received.add([], LAYOUT, failures)
        received.add([sent("01", Q1, 1)], LAYOUT)
        # One that came with it may be the newer.
        assert [each.file for each in received.failures()] == ["/b", "/c", "/d"]
