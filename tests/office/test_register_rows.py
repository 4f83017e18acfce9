"""Rows that are read again only where they changed are what reading all of them anew would give."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from cchc_desktop.domain.registers.fields import Value
from cchc_desktop.domain.registers.register import RegisterRow
from cchc_desktop.domain.report_periods import Period, Span
from cchc_desktop.office import Office, register_rows
from cchc_desktop.office.register_rows import RegisterRows
from cchc_desktop.office.registers import Registers, stored_of
from cchc_desktop.storage.register_kinds import write_register_row

PERIODS = [Period(year, span) for year in (2025, 2026) for span in Span]


def anew(office: Office) -> Registers:
    """A reader that knows nothing yet."""
    return Registers(office._desk, office.calendar, lambda: office.given_tasks)


def same(office: Office, register: str) -> None:
    """Holds what is kept against what is stored: rows, their order, and every count of every period."""
    fresh = anew(office)
    assert office.registers.rows(register) == fresh.rows(register)
    assert office.registers.count(register) == len(fresh.rows(register))
    for period in PERIODS:
        assert office.registers.rows(register, period) == fresh.rows(register, period)
        ours, theirs = (
            {
                code: (each.value, {row.id for row in each.rows})
                for code, each in reader.counts(period).items()
            }
            for reader in (office.registers, fresh)
        )
        assert ours == theirs


def task(random: Random, row_id: str = "") -> RegisterRow:
    """A task that was given, may be finished, and may be late."""
    given = date(2024, 11, 1) + timedelta(days=random.randrange(700))
    values: dict[str, Value] = {
        "van_ban": f"{random.randrange(99)}/CV", "ngay_giao": given, "noi_dung": "Báo cáo",
        "han": given + timedelta(days=20),
    }  # fmt: skip
    if random.random() < 0.6:
        values["ngay_xong"] = given + timedelta(days=random.randrange(60))
        values["chat_luong"] = random.random() < 0.5
    row = RegisterRow("cap-tren-giao", values)
    return RegisterRow("cap-tren-giao", values, row_id or row.id)


@pytest.mark.parametrize("most", [10_000, 30])
def test_what_is_kept_follows_every_change(
    office: Office, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Of a short register as of one that is long for what may be kept."""
    monkeypatch.setattr(register_rows, "_MOST_ROWS", most)
    random, registers = Random(11), office.registers
    registers.save([task(random) for _ in range(40)])
    same(office, "cap-tren-giao")
    for turn in range(12):
        rows = registers.rows("cap-tren-giao")
        match turn % 4:
            case 0:
                registers.save([task(random) for _ in range(3)])
            case 1:
                registers.save([task(random, random.choice(rows).id)])
            case 2:
                registers.delete(random.choice(rows).id)
            case _:
                office.history.undo()
        same(office, "cap-tren-giao")


def test_many_changes_at_once_and_one_that_is_taken_back_are_read_whole(office: Office) -> None:
    random, registers = Random(3), office.registers
    first = registers.add("cap-tren-giao", {
        "van_ban": "1/CV", "ngay_giao": "5/1/2026", "noi_dung": "A", "han": "9/1/2026",
    })  # fmt: skip
    assert registers.rows("cap-tren-giao") == [first]
    registers.save([task(random) for _ in range(1_100)])
    assert registers.count("cap-tren-giao") == 1_101
    assert registers.rows("cap-tren-giao") == anew(office).rows("cap-tren-giao")
    known = registers.rows("cap-tren-giao")
    try:
        with office._desk.store.journal.operation("registers.delete", "Xóa") as recorder:
            recorder.delete("register_rows", first.id)
            assert registers.count("cap-tren-giao") == 1_100
            raise KeyError
    except KeyError:
        assert registers.rows("cap-tren-giao") == known


def test_rows_whose_day_cannot_be_read_stand_first(office: Office) -> None:
    """Whatever day they are stored under: what is shown of them is none."""
    registers = office.registers
    known = registers.get("kiem-tra")
    with office._desk.store.journal.operation("registers.import", "Nhập sổ") as recorder:
        for day in (date(2026, 3, 1), date(2026, 1, 5), date(2026, 2, 1)):
            stored, words = stored_of(known, RegisterRow(known.id, {"ngay": day}))
            if day.month == 2:
                stored = replace(stored, values={"ngay": "mai"})
            write_register_row(recorder, stored, words)
    assert [row.day(known) for row in registers.rows("kiem-tra")] == [
        None, date(2026, 1, 5), date(2026, 3, 1),
    ]  # fmt: skip
    assert [row.unread("ngay") for row in registers.rows("kiem-tra")] == ["mai", "", ""]
    assert len(registers.between("kiem-tra", date(2026, 1, 1), date(2026, 12, 31))) == 2


def test_of_rows_no_more_is_kept_than_was_asked_for_last(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One long register, and short ones of a few rows together; what is not kept is read again."""
    monkeypatch.setattr(register_rows, "_MOST_ROWS", 5)
    known = [
        office.registers.get(key)
        for key in ("kiem-tra", "doi-thoai", "tuyen-truyen", "phan-anh", "khen-thuong")
    ]
    first, second, third, long, longer = known
    random = Random(5)
    for register, count in zip(known, (3, 3, 2, 8, 9), strict=True):
        with office._desk.store.journal.operation("registers.import", "Nhập sổ") as recorder:
            for _ in range(count):
                day = date(2026, 1, 1) + timedelta(random.randrange(90))
                row = RegisterRow(register.id, {register.day: day})
                write_register_row(recorder, *stored_of(register, row))
    rows = RegisterRows(office._desk)
    kept = {register.id: rows.of(register) for register in known}
    assert [len(each.rows) for each in kept.values()] == [3, 3, 2, 8, 9]
    # In the order of asking: each that went made room for the next.
    assert rows.of(longer) is kept[longer.id]
    assert rows.of(third) is kept[third.id]
    assert rows.of(second) is kept[second.id]
    again = rows.of(first)
    assert again is not kept[first.id]
    assert again.rows == kept[first.id].rows
    assert rows.of(third) is not kept[third.id]
    assert rows.of(first) is again
    assert rows.of(long) is not kept[long.id]
    assert rows.of(longer) is not kept[longer.id]
    # What is shown from now on stays; another long one goes, whatever is short stays.
    last = rows.of(longer)
    rows.look_at(longer)
    assert rows.of(longer) is last
    rows.look_at(first)
    assert first.id in rows._kept
    assert longer.id not in rows._kept


def test_what_is_made_of_rows_is_made_anew_once_one_of_them_changed(office: Office) -> None:
    random, registers, made = Random(9), office.registers, []

    def count(rows: Iterable[RegisterRow]) -> int:
        made.append(sum(1 for _ in rows))
        return made[-1]

    def asked(key: str = "count") -> int:
        return registers.worked_out("cap-tren-giao", key, count)

    assert (asked(), asked(), made) == (0, 0, [0])
    row = task(random)
    registers.save([row])
    assert (asked(), asked(), made) == (1, 1, [0, 1])
    # What is of another register leaves it as it is.
    registers.add("kiem-tra", {"ngay": "5/1/2026", "don_vi": "Trạm Y tế", "loai": "Định kỳ"})
    assert (asked(), made) == (1, [0, 1])
    registers.delete(row.id)
    assert (asked(), made) == (0, [0, 1, 0])
    for number in range(80):
        asked(f"other {number}")
    assert (asked(), len(made)) == (0, 84)


def test_of_a_long_register_no_more_is_read_than_is_asked_for(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    random, registers = Random(3), office.registers
    registers.save([task(random) for _ in range(40)])
    every = registers.rows("cap-tren-giao")
    of_period = [registers.rows("cap-tren-giao", period) for period in PERIODS]
    monkeypatch.setattr(register_rows, "_MOST_ROWS", 5)
    fresh = anew(office)
    assert [fresh.rows("cap-tren-giao", period) for period in PERIODS] == of_period
    assert fresh.count("cap-tren-giao") == 40
    assert fresh.worked_out("cap-tren-giao", "all", list) == every
    first, last = date(2025, 6, 1), date(2026, 5, 31)
    of_year = fresh.worked_out("cap-tren-giao", "year", lambda rows: rows.between(first, last))
    assert of_year == registers.between("cap-tren-giao", first, last)
    assert not fresh._rows._kept, "one look at each row keeps none"
    registers.save([task(random)])
    assert len(fresh.worked_out("cap-tren-giao", "all", list)) == 41
    assert [len(each.rows) for each in fresh._rows._kept.values()] == [41], "where rows are typed they stay"
