"""Reporting duties: which reports a year has by each rule, and which rules and days are refused."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.catalogue.duties import duty_entries
from cchc_desktop.domain.duties import (
    DOSSIERS,
    MONTHLY,
    OWN,
    REPORT,
    Duty,
    DutyLine,
    DutyMark,
    DutyState,
    Month,
    Turn,
    check_turns,
    checked_duty,
    duty_of,
    mark_id,
    own_turns,
    period_label,
    state_of,
    turns,
    weekday,
)
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.regimes import adjusted, day_of_month, due_after
from cchc_desktop.domain.report_periods import Period

CALENDAR = catalogue.regimes()[0].dates(2026)
ENTRIES = {entry.id: entry for entry in duty_entries()}
OWN_ONE = Duty("Báo cáo riêng", "Q1 6T", due_day=20, id="own-1")


def duty(entry: str, **changes: object) -> Duty:
    return replace(ENTRIES[entry].duty, id=entry, **changes)  # type: ignore[arg-type]


def days(wanted: Duty, *marks: DutyMark, year: int = 2026) -> dict[str, tuple[date, date, date]]:
    found = turns(wanted, year, CALENDAR, {mark.id: mark for mark in marks})
    return {turn.period.id: (turn.starts, turn.ends, turn.due) for turn in found}


def mark(of: Duty, period: str, **said: object) -> DutyMark:
    return replace(DutyMark.of(of.id, period), **said)  # type: ignore[arg-type]


# The rules of FACTS_2026.md section 1.2


def test_the_ministry_takes_the_third_quarter_alone() -> None:
    found = days(duty("bnv_581"))
    assert list(found) == ["2026-Q1", "2026-6T", "2026-Q3", "2026-N"]
    assert found["2026-Q3"][:2] == (date(2026, 6, 15), date(2026, 9, 14))
    assert found["2026-6T"][:2] == (date(2025, 12, 15), date(2026, 6, 14))
    assert found["2026-N"][:2] == (date(2025, 12, 15), date(2026, 12, 14))
    assert "Bộ Nội vụ chậm nhất ngày 20" in ENTRIES["bnv_581"].note


def test_the_nine_months_variant_stays_the_default() -> None:
    default = catalogue.regimes()[0]
    assert list(days(replace(duty_of(default), id="x"))) == ["2026-Q1", "2026-6T", "2026-9T", "2026-N"]


def test_inspection_and_petitions_go_out_on_the_17th_of_the_last_month() -> None:
    found = days(duty("ttcp_06_2025"))
    assert {period: due for period, (_, _, due) in found.items()} == {
        "2026-Q1": date(2026, 3, 17), "2026-Q2": date(2026, 6, 17), "2026-6T": date(2026, 6, 17),
        "2026-Q3": date(2026, 9, 17), "2026-9T": date(2026, 9, 17), "2026-Q4": date(2026, 12, 17),
        "2026-N": date(2026, 12, 17),
    }  # fmt: skip
    assert found["2026-Q4"][:2] == (date(2026, 9, 15), date(2026, 12, 14))
    assert ENTRIES["ttcp_06_2025"].valid_from == date(2025, 9, 30)


def test_the_one_stop_form_goes_out_on_the_17th_each_quarter() -> None:
    found = days(duty("kstthc_ii06a"))
    assert {period: due for period, (_, _, due) in found.items()} == {
        "2026-Q1": date(2026, 3, 17), "2026-Q2": date(2026, 6, 17), "2026-Q3": date(2026, 9, 17),
        "2026-Q4": date(2026, 12, 17),
    }  # fmt: skip
    assert ENTRIES["kstthc_ii06a"].duty.form == DOSSIERS


def test_a_year_has_one_report_on_handling_violations() -> None:
    assert days(duty("xlvphc")) == {"2026-N": (date(2025, 12, 15), date(2026, 12, 14), date(2026, 12, 16))}


def test_a_month_of_reports_goes_from_the_15th_to_the_14th() -> None:
    found = days(duty("monthly"))
    assert len(found) == 12
    assert found["2026-T01"] == (date(2025, 12, 15), date(2026, 1, 14), date(2026, 1, 16))
    assert found["2026-T12"] == (date(2026, 11, 15), date(2026, 12, 14), date(2026, 12, 16))
    # The 14th of March is a Saturday: two working days later it is Tuesday.
    assert found["2026-T03"][2] == date(2026, 3, 17)
    # An office may have several of them.
    assert ENTRIES["monthly"].duty.entry == ""


def test_months_may_be_those_of_the_calendar() -> None:
    found = days(replace(OWN_ONE, spans=MONTHLY, cut_off_day=0, due_day=5, months_after=1))
    assert found["2026-T02"] == (date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 5))
    assert found["2026-T12"] == (date(2026, 12, 1), date(2026, 12, 31), date(2027, 1, 5))


def test_what_is_made_of_the_quarters_goes_by_the_office_s_own_days() -> None:
    moved = adjusted(CALENDAR, replace(CALENDAR[Period.parse("2026-Q1")], ends=date(2026, 3, 20)))
    for form, ends in ((DOSSIERS, date(2026, 3, 20)), (REPORT, date(2026, 3, 20)), ("", date(2026, 3, 14))):
        found = turns(replace(OWN_ONE, form=form), 2026, moved, {})
        assert found[0].ends == ends


def test_it_asks_for_what_ends_while_it_is_valid() -> None:
    limited = duty("ttcp_06_2025", valid_from=date(2026, 6, 15), valid_to=date(2026, 12, 13))
    assert list(days(limited)) == ["2026-Q3", "2026-9T"]


def test_a_due_day_that_a_month_lacks_is_its_last() -> None:
    assert day_of_month(2026, 2, 31) == date(2026, 2, 28)
    assert day_of_month(2026, 0, 14) == date(2025, 12, 14)
    assert day_of_month(2026, 14, 0) == date(2027, 2, 28)
    assert due_after(date(2026, 3, 14), None, None) is None


# Single periods


def test_days_of_single_periods_are_set_and_left_out() -> None:
    own = replace(OWN_ONE, spans="Q1 Q2")
    found = days(
        own,
        mark(own, "2026-Q1", due=date(2026, 3, 25)),
        mark(own, "2026-Q2", starts=date(2026, 3, 20), ends=date(2026, 6, 20)),
    )
    assert found == {
        "2026-Q1": (date(2025, 12, 15), date(2026, 3, 14), date(2026, 3, 25)),
        "2026-Q2": (date(2026, 3, 20), date(2026, 6, 20), date(2026, 6, 20)),
    }
    assert list(days(own, mark(own, "2026-Q1", skipped=True))) == ["2026-Q2"]


def test_without_a_rule_the_cut_off_is_the_due_day() -> None:
    assert days(replace(OWN_ONE, due_day=None))["2026-Q1"][2] == date(2026, 3, 14)


def test_the_office_s_own_regime_is_a_duty_among_others() -> None:
    regime = catalogue.regimes()[0]
    found = own_turns(regime, CALENDAR)
    assert [turn.id for turn in found] == [mark_id(OWN, f"2026-{span}") for span in ("Q1", "6T", "9T", "N")]
    bare = {period: replace(each, due=None) for period, each in CALENDAR.items()}
    assert own_turns(regime, bare)[0].due == CALENDAR[Period.parse("2026-Q1")].ends


def turn(due: date, **said: object) -> Turn:
    noted = mark(OWN_ONE, "2026-Q1", **said)
    return Turn(OWN_ONE, Period.parse("2026-Q1"), date(2025, 12, 15), date(2026, 3, 14), due, noted)


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2025, 12, 14), DutyState.NOT_BEGUN),
        (date(2025, 12, 15), DutyState.WAITING),
        (date(2026, 3, 20), DutyState.WAITING),
        (date(2026, 3, 21), DutyState.OVERDUE),
    ],
)
def test_a_duty_stands_where_the_day_says(today: date, state: DutyState) -> None:
    assert state_of(turn(date(2026, 3, 20)), today) is state
    assert state_of(turn(date(2026, 3, 20), sent_on=date(2026, 3, 1)), today) is DutyState.SENT


def test_a_due_day_on_a_weekend_is_told_with_the_friday_before() -> None:
    on_sunday = DutyLine(turn(date(2026, 5, 17)), DutyState.WAITING, None, "")
    assert on_sunday.is_on_day_off
    assert on_sunday.day_off_words == "Hạn rơi vào Chủ nhật: nên gửi trước, từ 15/05/2026"
    assert weekday(on_sunday.last_working_day) == "Thứ Sáu"
    on_friday = DutyLine(turn(date(2026, 5, 15)), DutyState.WAITING, None, "")
    assert on_friday.day_off_words == ""
    assert on_friday.last_working_day == date(2026, 5, 15)


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_the_last_working_day_is_never_late_nor_a_day_off(due: date) -> None:
    line = DutyLine(turn(due), DutyState.WAITING, None, "")
    assert line.last_working_day.weekday() < 5
    assert timedelta(0) <= due - line.last_working_day <= timedelta(days=2)


def test_lines_say_what_they_are() -> None:
    line = DutyLine(turn(date(2026, 3, 20)), DutyState.WAITING, None, "")
    assert line.name == "Báo cáo riêng quý I năm 2026"
    assert line.id == "own-1:2026-Q1"
    assert line.turn.report == ("own-1", "2026-Q1")
    assert not line.is_composed
    assert line.asked == ""
    assert replace(line, doubt="Có thể đã thay: hãy hỏi; rồi bấm nút.").asked == "Có thể đã thay: hãy hỏi."
    assert line.state.label == "Chưa gửi"
    monthly = replace(line, turn=replace(line.turn, duty=duty("monthly"), period=Month(2026, 5)))
    assert monthly.name == "Báo cáo tháng 5 năm 2026"
    composed = replace(line, turn=replace(line.turn, duty=duty("bnv_581")))
    assert composed.is_composed
    assert composed.turn.report == (REPORT, "2026-Q1")


def test_words_of_rules_and_periods() -> None:
    assert duty("ttcp_06_2025").due_words == "ngày 17 tháng cuối kỳ"
    assert duty("bnv_581").due_words == "02 ngày làm việc sau ngày chốt"
    assert replace(OWN_ONE, months_after=1).due_words == "ngày 20 tháng sau kỳ"
    assert replace(OWN_ONE, months_after=2).due_words == "ngày 20, 2 tháng sau kỳ"
    assert duty("bnv_581").span_words == "quý I, 6 tháng đầu, quý III, cả năm"
    assert replace(OWN_ONE, spans=f"{MONTHLY} N").span_words == "hằng tháng, cả năm"
    assert period_label("2026-T05") == "tháng 5 năm 2026"
    assert period_label("2026-6T") == "6 tháng đầu năm 2026"


def test_a_mark_that_says_nothing_is_blank() -> None:
    assert mark(OWN_ONE, "2026-Q1").is_blank
    assert not mark(OWN_ONE, "2026-Q1", skipped=True).is_blank


# What is refused


def test_a_duty_is_tidied() -> None:
    found = checked_duty(replace(OWN_ONE, name="  Báo cáo  riêng ", spans="N  Q1 M"), ())
    assert (found.name, found.spans) == ("Báo cáo riêng", "M Q1 N")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": "  "}, "name", "tên báo cáo"),
        ({"spans": ""}, "spans", "ít nhất một kỳ"),
        ({"spans": "Q1 Q5"}, "spans", "ít nhất một kỳ"),
        ({"spans": "Q1 Q1"}, "spans", "một kỳ hai lần"),
        ({"spans": "M", "form": DOSSIERS}, "spans", "không có kỳ tháng"),
        ({"due_day": None}, "due_day", "Hãy ghi hạn gửi"),
        ({"working_days": 2}, "due_day", "Hãy ghi hạn gửi"),
        ({"due_day": 0}, "due_day", "từ 1 đến 31"),
        ({"due_day": 32}, "due_day", "từ 1 đến 31"),
        ({"due_day": None, "working_days": 61}, "working_days", "từ 0 đến 60"),
        ({"months_after": 13}, "months_after", "12 tháng"),
        ({"cut_off_day": 29}, "cut_off_day", "từ 1 đến 28"),
        ({"valid_from": date(1999, 1, 1)}, "valid_from", "từ năm 2000"),
        ({"valid_to": date(2101, 1, 1)}, "valid_to", "từ năm 2000"),
        ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)}, "valid_to", "trước ngày bắt đầu"),
    ],
)
def test_what_is_no_duty_is_refused(changes: dict[str, object], field: str, words: str) -> None:
    with pytest.raises(Refusal, match=words) as refused:
        checked_duty(replace(OWN_ONE, **changes), ())  # type: ignore[arg-type]
    assert refused.value.field == field


def test_the_same_duty_never_covers_a_period_twice() -> None:
    known = duty("ttcp_06_2025", valid_to=date(2026, 6, 30))
    again = replace(known, id="again", name="Tên khác", valid_to=None)
    with pytest.raises(Refusal, match="cho kỳ quý I trong cùng thời gian") as refused:
        checked_duty(again, [known])
    assert refused.value.field == "valid_from"
    with pytest.raises(Refusal, match="trong cùng thời gian"):
        checked_duty(replace(again, entry="", name=known.name.upper()), [known])
    assert checked_duty(replace(again, valid_from=date(2026, 7, 1)), [known])
    assert checked_duty(known, [known])
    yearly, monthly = replace(OWN_ONE, spans="N"), replace(OWN_ONE, id="other", spans="M")
    assert checked_duty(monthly, [yearly])


def test_windows_that_overlap_are_refused() -> None:
    own = replace(OWN_ONE, spans="Q1 Q2 6T N M")

    def given_days(period: str, **said: object) -> list[Turn]:
        return turns(own, 2026, CALENDAR, {each.id: each for each in [mark(own, period, **said)]})

    check_turns(given_days("2026-Q2"))
    with pytest.raises(Refusal) as refused:
        check_turns(given_days("2026-Q2", starts=date(2026, 3, 10)))
    assert str(refused.value) == (
        "«Báo cáo riêng»: kỳ quý II năm 2026 bắt đầu 10/03/2026, chồng lên kỳ quý I năm 2026 (đến "
        "14/03/2026). Hãy cho bắt đầu từ 15/03/2026."
    )
    assert refused.value.field == "2026-Q2"
    with pytest.raises(Refusal, match="tháng 5 năm 2026 bắt đầu 15/04/2026, chồng lên kỳ tháng 4"):
        check_turns(given_days("2026-T04", ends=date(2026, 4, 20)))
    with pytest.raises(Refusal, match="ngày chốt 01/01/2026 trước ngày bắt đầu"):
        check_turns(given_days("2026-Q2", ends=date(2026, 1, 1)))
    with pytest.raises(Refusal, match="hạn gửi 01/03/2026 trước ngày bắt đầu"):
        check_turns(given_days("2026-Q2", due=date(2026, 3, 1)))


@given(
    spans=st.sets(st.sampled_from(["M", "Q1", "Q2", "6T", "Q3", "9T", "Q4", "N"]), min_size=1),
    cut_off=st.integers(0, 28), due=st.integers(1, 31), after=st.integers(0, 3), year=st.integers(2001, 2099),
)  # fmt: skip
def test_the_days_of_any_rule_fit_together(
    spans: set[str], cut_off: int, due: int, after: int, year: int
) -> None:
    any_one = Duty("x", " ".join(spans), due_day=due, months_after=after + 1, cut_off_day=cut_off)
    checked = checked_duty(any_one, ())
    regime = catalogue.regimes()[0]
    found = [turn for each in (year - 1, year) for turn in turns(checked, each, regime.dates(each), {})]
    check_turns(found)
    assert len({turn.id for turn in found}) == len(found)
