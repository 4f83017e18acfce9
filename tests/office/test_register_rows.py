"""Rows that are read again only where they changed are what reading all of them anew would give."""

from datetime import date, timedelta
from random import Random

from cchc_desktop.domain.registers.fields import Value
from cchc_desktop.domain.registers.register import RegisterRow
from cchc_desktop.domain.report_periods import Period, Span
from cchc_desktop.office import Office
from cchc_desktop.office.registers import Registers

PERIODS = [Period(year, span) for year in (2025, 2026) for span in Span]


def anew(office: Office) -> Registers:
    """A reader that knows nothing yet."""
    return Registers(office._desk, office.calendar)


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


def test_what_is_kept_follows_every_change(office: Office) -> None:
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
