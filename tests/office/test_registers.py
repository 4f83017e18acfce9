"""Registers at the office's desk: rows are kept, searched, undone, and counted for figures."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.places import RegisterPlace
from cchc_desktop.domain.readings import Figure, State
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from tests.directives import directives, save_directive

Q1, Q2, HALF = Period.parse("2026-Q1"), Period.parse("2026-Q2"), Period.parse("2026-6T")


def inspect(office: Office, day: str, unit: str, **others: str) -> str:
    """A unit that was inspected."""
    typed = {"ngay": day, "don_vi": unit, "loai": "Định kỳ", **others}
    return office.registers.add("kiem-tra", typed).id


def test_rows_are_kept_found_and_taken_back(office: Office) -> None:
    row_id = inspect(office, "5/2/2026", "Trạm Y tế", mo_ta="Niêm yết thiếu")
    (row,) = office.registers.rows("kiem-tra")
    assert row.values["don_vi"] == "Trạm Y tế"
    assert [hit.place for hit in office.search("niêm yết thiếu").hits] == [RegisterPlace("kiem-tra", row_id)]
    office.history.undo()
    assert office.registers.rows("kiem-tra") == []
    office.history.redo()
    office.registers.delete(row_id)
    assert office.registers.rows("kiem-tra") == []
    assert office.check().damage == ()


def test_rows_of_a_period_are_those_of_its_days(office: Office) -> None:
    inspect(office, "5/2/2026", "Trạm Y tế")
    inspect(office, "20/4/2026", "Phòng Kinh tế")
    assert [len(office.registers.rows("kiem-tra", period)) for period in (Q1, Q2, HALF)] == [1, 1, 2]


def test_rows_of_a_day_come_by_their_numbers(office: Office) -> None:
    for day, number in ((6, "2"), (5, "152/KH-UBND"), (5, "12/KH-UBND"), (5, "")):
        save_directive(office, date(2026, 1, day), number, "Cải cách hành chính")
    assert [each.number for each in directives(office)] == ["", "12/KH-UBND", "152/KH-UBND", "2"]


def test_what_cannot_be_is_refused_and_nothing_stored(office: Office) -> None:
    with pytest.raises(Refusal, match="không có mức «Bất chợt»"):
        inspect(office, "5/2/2026", "Trạm Y tế", loai="Bất chợt")
    with pytest.raises(Refusal, match="Không có sổ «so-la»"):
        office.registers.add("so-la", {})
    with pytest.raises(Refusal, match="không còn trong sổ"):
        office.registers.delete("khong-co")
    assert office.registers.rows("kiem-tra") == []


def test_a_row_like_another_is_pointed_out(office: Office) -> None:
    first = inspect(office, "5/2/2026", "Trạm Y tế")
    values = office.registers.row(first).values
    assert [row.id for row in office.registers.like("kiem-tra", values)] == [first]
    assert office.registers.like("kiem-tra", values, but=first) == []


def test_registers_give_figures(office: Office) -> None:
    inspect(office, "5/2/2026", "Trạm Y tế", van_de="3", da_xu_ly="2", ngay_xong="20/4/2026")
    inspect(office, "6/2/2026", "Phòng Kinh tế", loai="Đột xuất", van_de="1")
    inspect(office, "20/4/2026", "trạm y tế")
    counts = office.registers.counts(Q1)
    assert {code: found.value for code, found in counts.items()} == {
        "1.07": Decimal(2), "1.08": Decimal(1), "1.10": Decimal(4), "1.11": Decimal(0),
    }  # fmt: skip
    assert office.registers.counts(HALF)["1.07"].value == 2, "a unit is counted once in half a year"
    assert office.registers.counts(Q2)["1.11"].value == 2
    assert office.registers.counts(Period.parse("2025-Q3")) == {}


def test_what_stands_from_before_is_known_at_the_end(office: Office) -> None:
    for name, day in (("Thôn Đông", "5/2/2023"), ("Thôn Đoài", "6/2/2026")):
        office.registers.add("to-cong-nghe-so", {"to": name, "ngay_lap": day, "thanh_vien": "7"})
    counts = office.registers.counts(Q1)
    assert (counts["7.15"].value, counts["7.16"].value) == (2, 14)
    assert office.registers.counts(Period.parse("2025-Q4"))["7.15"].value == 1


def test_days_are_read_by_the_office(office: Office) -> None:
    inspect(office, "5/2/2026", "Trạm Y tế")
    (row,) = office.registers.rows("kiem-tra")
    assert row.values["ngay"] == date(2026, 2, 5)


def test_registers_are_figures_until_others_are_typed(office: Office) -> None:
    inspect(office, "5/2/2026", "Trạm Y tế", van_de="3", da_xu_ly="2", ngay_xong="20/4/2026")
    inspect(office, "20/4/2026", "Trạm Y tế", van_de="1")
    inspect(office, "21/4/2026", "Phòng Kinh tế")
    ledger = office.figures.ledger()
    told = {
        period.id: [ledger.reading(period, code).value for code in ("1.07", "1.10")]
        for period in (Q1, Q2, HALF)
    }
    assert told == {"2026-Q1": [1, 3], "2026-Q2": [2, 1], "2026-6T": [2, 4]}
    assert ledger.reading(HALF, "1.07").state is State.RECORDED
    office.figures.type_figure(Q1, "1.10", "5")
    ledger = office.figures.ledger()
    assert ledger.reading(Q1, "1.10").value == 5
    assert ledger.beside_count(Q1, "1.10") == (Figure(Decimal(5)), Decimal(3))
    (problem,) = [each for each in office.figures.problems(Q1) if each.code == "1.10"]
    assert "nhập tay 5 vấn đề, chương trình đếm được 3 vấn đề" in problem.sentence
    assert "sổ theo dõi" in problem.sentence


def test_amounts_are_figures_too(office: Office) -> None:
    for words, kind in (("30,5", "Được cấp"), ("12,25", "Đã chi")):
        typed = {"ngay": "5/2/2026", "loai": kind, "noi_dung": "In tờ rơi", "so_tien": words}
        office.registers.add("kinh-phi", typed)
    ledger = office.figures.ledger()
    assert ledger.reading(Q1, "1.35").value == Fraction(61, 2)
    assert ledger.reading(Q1, "1.36").value == Fraction(49, 4)


def test_a_figure_knows_the_rows_that_it_was_counted_from(office: Office) -> None:
    row_id = inspect(office, "5/2/2026", "Trạm Y tế", van_de="3")
    for period, code in ((Q1, "1.10"), (Q1, "1.07"), (HALF, "1.07")):
        lines = [line for each in office.tracing.of_code(period, code).values() for line in each.lines]
        (row,) = [line for line in lines if line.place == RegisterPlace("kiem-tra", row_id)]
        # What it brings to the sum, or what is told apart.
        assert row.shown == ("3" if code == "1.10" else "Trạm Y tế")


def test_what_is_due_later_in_a_period_that_runs_is_not_late(office: Office) -> None:
    given = {
        "van_ban": "12/UBND", "ngay_giao": "2/7/2026", "noi_dung": "Báo cáo", "han": "10/9/2026",
    }  # fmt: skip
    office.registers.add("cap-tren-giao", given)
    counts = office.registers.counts(Period.parse("2026-Q3"))
    assert office.today < date(2026, 9, 10)
    assert {code: counts[code].value for code in ("1.16", "1.17") if code in counts} == {"1.16": 1}
