"""What is wrong with figures, what is missing, and which edits are refused."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.figure_checks import examine, missing, problems, refuse_broken
from cchc_desktop.domain.figure_rules import Problem
from cchc_desktop.domain.figures import Ledger
from cchc_desktop.domain.formulas import parse_comparison
from cchc_desktop.domain.indicators import Check, Kind, Severity
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period

KNOWN = catalogue.indicators()
PLACES = {indicator.code: place for place, indicator in enumerate(KNOWN.indicators)}

Typed = Mapping[str, Mapping[str, float | str]]


def ledger(typed: Typed, totals: Mapping[str, Mapping[str, int]] | None = None) -> Ledger:
    """The figures typed by period and code, as «2026-Q1»: {"1.07": 3}."""
    figures = {
        Period.parse(period): {code: Figure(Decimal(str(value))) for code, value in of_period.items()}
        for period, of_period in typed.items()
    }
    counted = {Period.parse(period): of_period for period, of_period in (totals or {}).items()}
    return Ledger(lambda _: KNOWN, figures, counted)


def found(typed: Typed, period: str, code: str = "") -> list[Problem]:
    return [one for one in problems(ledger(typed), Period.parse(period)) if code in ("", one.code)]


BALANCED = {
    "3.14": 60, "3.15": 40, "3.16": 10, "3.18": 50, "3.19": 40, "3.20": 5, "3.22": 13, "3.23": 2,
}  # fmt: skip


def test_figures_that_agree_have_no_problems() -> None:
    assert not found({"2026-Q1": {**BALANCED, "1.06": 10, "1.07": 3, "1.08": 1}}, "2026-Q1")
    assert not problems(ledger({}), Period.parse("2026-Q1"))
    assert not problems(ledger({}), Period.parse("2026-N"))


def test_a_part_beyond_its_whole_is_named_with_both_numbers() -> None:
    (one,) = found({"2026-Q1": {"1.07": 3, "1.08": 4}}, "2026-Q1")
    assert (one.code, one.severity, one.codes) == ("1.08", Severity.ERROR, ("1.08", "1.07"))
    assert one.sentence.startswith("Số đơn vị kiểm tra đột xuất (4) lớn hơn số đơn vị đã kiểm tra (3). Hãy")
    assert one.period == Period.parse("2026-Q1")


def test_dossiers_must_balance() -> None:
    (one,) = found({"2026-Q1": {**BALANCED, "3.22": 12}}, "2026-Q1")
    assert one.code == "3.13"
    assert one.sentence.startswith(
        "Không cân đối: tổng hồ sơ tiếp nhận (110) phải bằng đã giải quyết (95) cộng đang giải quyết (14)."
    )
    year = {f"2026-Q{n}": BALANCED for n in (1, 2)}
    assert not found({**year, "2026-Q2": {**BALANCED, "3.22": 18}}, "2026-6T")
    (cumulated,) = found(
        {**year, "2026-Q2": {**BALANCED, "3.22": 18}, "2026-Q1": {**BALANCED, "3.20": 4}}, "2026-6T"
    )
    assert (cumulated.code, cumulated.severity) == ("3.13", Severity.ERROR)


def test_a_rank_begins_at_one_where_there_is_one() -> None:
    (one,) = found({"2026-Q1": {"8.06": 0}}, "2026-Q1", "8.06")
    assert one.sentence.startswith("Thứ hạng bắt đầu từ 1, không có hạng 0.")
    assert not found({"2026-Q1": {"8.06": 1}}, "2026-Q1", "8.06")
    before = ledger({})
    period = Period.parse("2026-Q1")
    with pytest.raises(Refusal, match="Thứ hạng"):
        refuse_broken(before, before.with_figures(period, {"8.06": Figure(Decimal(0))}), period, ["8.06"])
    unranked = before.with_figures(period, {"8.06": Figure(Decimal(0), none=True)})
    refuse_broken(before, unranked, period, ["8.06"])
    assert not problems(unranked, period)


def test_a_percentage_that_looks_like_a_part_of_one_is_looked_at() -> None:
    typed: dict[str, dict[str, float | str]] = {"2026-Q1": {"3.50": 95.5}, "2026-Q2": {"3.50": "0.96"}}
    (one,) = found(typed, "2026-Q2", "3.50")
    assert one.severity is Severity.WARNING
    assert "là 0,96%, quý I năm 2026 là 95,5%. Có thể phải nhập 96%; hãy xem lại." in one.sentence
    assert not found({**typed, "2026-Q1": {"3.50": 40}}, "2026-Q2", "3.50")
    assert not found({**typed, "2026-Q2": {"3.50": 0}}, "2026-Q2", "3.50")
    assert found({"2025-Q2": {"3.50": 95}, "2026-Q2": {"3.50": "0.96"}}, "2026-Q2", "3.50")


def test_severities_are_the_catalogues() -> None:
    assert found({"2026-Q1": {"4.06": 30, "4.07": 31}}, "2026-Q1")[0].severity is Severity.ERROR
    (one,) = found({"2026-Q1": {"1.35": 15, "1.36": 16.5}}, "2026-Q1")
    assert one.severity is Severity.WARNING
    assert "(16,5 triệu đồng)" in one.sentence


def test_what_may_be_finished_later_is_held_over_what_was_cumulated() -> None:
    typed = {"2026-Q1": {"1.10": 5, "1.11": 1}, "2026-Q2": {"1.10": 1, "1.11": 4}}
    assert not [one for one in found(typed, "2026-Q2") if one.code == "1.11"]
    typed["2026-Q2"]["1.11"] = 6
    (one,) = found(typed, "2026-Q2", "1.11")
    assert one.sentence.startswith("Lũy kế 6 tháng đầu năm 2026: số vấn đề đã khắc phục (7) lớn hơn")
    assert one.period == Period.parse("2026-6T")
    assert [problem.sentence for problem in found(typed, "2026-6T", "1.11")] == [
        "Số vấn đề đã khắc phục (7) lớn hơn số vấn đề phát hiện từ đầu năm (6). "
        "Hãy chỉ đếm vấn đề phát hiện trong năm."
    ]


def test_sums_of_different_quarters_are_not_held_against_each_other() -> None:
    typed = {"2026-Q1": {"1.11": 3}, "2026-Q2": {"1.10": 1, "1.11": 1}}
    assert not found(typed, "2026-6T", "1.11")
    (ratio,) = found(typed, "2026-6T", "1.12")
    assert ratio.sentence.endswith("ở từng quý, kể cả quý chưa có số liệu.")
    assert found({**typed, "2026-Q1": {"1.10": 1, "1.11": 3}}, "2026-6T", "1.11")


def test_what_is_asked_since_a_later_quarter_is_not_held_against_sums_of_all() -> None:
    renewed = replace(
        KNOWN,
        indicators=(*KNOWN.indicators, replace(KNOWN.get("1.01"), code="1.99")),
        checks=(Check(parse_comparison("[1.99] = [1.01]"), Severity.ERROR, "Hai số khác nhau."),),
    )
    third = Period.parse("2026-Q3")

    def said(value: int) -> list[Period]:
        typed = {one: {"1.01": Figure(Decimal(2))} for one in Period.parse("2026-9T").quarters}
        typed[third]["1.99"] = Figure(Decimal(value))
        known = Ledger(lambda one: renewed if one == third else KNOWN, typed)
        return [one.period for one in problems(known, third)]

    assert said(2) == []
    assert said(3) == [third]


def test_what_may_be_counted_twice_is_held_against_nothing_until_it_was_counted() -> None:
    typed = {f"2026-Q{n}": {"1.06": 10, "1.07": 4} for n in (1, 2, 3)}
    assert not found(typed, "2026-9T", "1.07")
    assert "1.07" in missing(ledger(typed), Period.parse("2026-9T"))
    (one,) = found({**typed, "2026-9T": {"1.07": 11}}, "2026-9T", "1.07")
    assert one.severity is Severity.WARNING
    (of_quarter,) = found({**typed, "2026-9T": {"1.07": 11}}, "2026-Q3", "1.07")
    assert of_quarter.sentence.startswith("Lũy kế 9 tháng đầu năm 2026: số đơn vị đã kiểm tra (11)")
    assert not found({**typed, "2026-9T": {"1.07": 9}}, "2026-9T", "1.07")


def test_a_figure_beside_another_count_of_the_program_is_an_error_with_both_numbers() -> None:
    first, half = Period.parse("2026-Q1"), Period.parse("2026-6T")
    counts = {first: {"1.03": 43, "1.04": 6, "1.01": 5}}
    typed = {first: {"1.03": Figure(Decimal(43)), "1.04": Figure(Decimal(4)), "1.01": Figure(Decimal(5))}}
    counted = Ledger(lambda _: KNOWN, typed, counts=counts)
    (one,) = [each for each in problems(counted, first) if each.code == "1.04"]
    assert one.severity is Severity.ERROR
    assert "nhập tay 4 nhiệm vụ, chương trình đếm được 6 nhiệm vụ" in one.sentence
    assert "hoặc ghi lý do" in one.sentence
    assert not [each for each in problems(counted, first) if each.code in ("1.01", "1.03")]
    (of_half,) = [each for each in problems(counted, half) if each.code == "1.04"]
    assert "quý I nhập tay 4" in of_half.sentence
    assert of_half.period == first
    noted = counted.with_figures(first, {"1.04": Figure(Decimal(4), note="Chờ nghiệm thu")})
    (one,) = [each for each in problems(noted, first) if each.code == "1.04"]
    assert one.severity is Severity.ERROR, "it stays to be looked at"
    assert "lý do" not in one.sentence
    documents = counted.with_figures(first, {"1.01": Figure(Decimal(9))})
    (one,) = [each for each in problems(documents, first) if each.code == "1.01"]
    assert "cập nhật sổ theo dõi" in one.sentence
    opened = counted.with_opening(half, {"1.04": Figure(Decimal(9))})
    assert not [each for each in problems(opened, half) if "đếm được" in each.sentence]


def test_a_stock_is_an_error_over_a_longer_span_too() -> None:
    assert found({"2026-Q2": {"3.01": 300, "3.05": 310}}, "2026-6T")[0].severity is Severity.ERROR


def test_a_problem_of_the_quarter_is_not_said_twice() -> None:
    typed = {f"2026-Q{n}": {"3.47": 10, "3.48": 11} for n in (1, 2)}
    assert len(found(typed, "2026-Q2", "3.48")) == 1
    assert len(found({**typed, "2026-Q2": {"3.47": 10, "3.48": 10}}, "2026-Q2", "3.48")) == 1


def test_a_percentage_beyond_its_most_is_named_where_no_rule_says_why() -> None:
    typed = {"2026-Q1": {"1.10": 5, "1.11": 1}, "2026-Q2": {"1.10": 1, "1.11": 4}}
    (one,) = found(typed, "2026-Q2")
    assert (one.code, one.severity) == ("1.12", Severity.WARNING)
    assert one.sentence.startswith(
        "«Tỷ lệ xử lý sau kiểm tra» là 400%, lớn hơn 100%. Hãy kiểm tra các mã 1.11 và"
    )
    assert {one.code for one in found({"2026-Q2": {"1.06": 5, "1.07": 8}}, "2026-Q2")} == {"1.07"}


def test_an_opening_figure_that_is_not_what_was_handed_on() -> None:
    typed = {"2025-Q4": BALANCED, "2026-Q1": {**BALANCED, "3.16": 12, "3.22": 18}}
    (one,) = found(typed, "2026-Q1")
    assert (one.code, one.severity, one.codes) == ("3.16", Severity.ERROR, ("3.16", "3.21"))
    assert "ghi 12, khác số 15 do quý IV năm 2025 chuyển sang (mã 3.21)" in one.sentence
    assert not found({**typed, "2026-Q1": {**BALANCED, "3.16": 15, "3.22": 18}}, "2026-Q1")
    assert not found({"2026-Q1": typed["2026-Q1"] | {"3.22": 15}}, "2026-Q1")


def test_an_opening_figure_of_the_form_that_is_not_what_was_handed_on() -> None:
    counted = ledger({"2025-Q4": BALANCED}, {"2026-Q1": {"3.16": 9}})
    (one,) = problems(counted, Period.parse("2026-Q1"))
    assert one.code == "3.16"
    assert "Hãy sửa biểu II.06a" in one.sentence


@pytest.mark.parametrize(
    ("own", "says"),
    [
        (7, ""),
        (5, ""),
        (4, "nhỏ hơn riêng quý II năm 2026 (5 đơn vị)"),
        (9, "lớn hơn tổng các quý (8 đơn vị)"),
    ],
)
def test_a_count_without_doubles_lies_between_its_quarters_and_their_sum(own: int, says: str) -> None:
    typed = {"2026-Q1": {"1.07": 3}, "2026-Q2": {"1.07": 5}, "2026-6T": {"1.07": own}}
    of_half, of_quarter = found(typed, "2026-6T", "1.07"), found(typed, "2026-Q2", "1.07")
    assert len(of_half) == len(of_quarter) == bool(says)
    if says:
        assert says in of_half[0].sentence
        assert of_half[0].severity is Severity.ERROR
        assert of_quarter[0].sentence.startswith("Lũy kế 6 tháng đầu năm 2026: «Số cơ quan")


@pytest.mark.parametrize(
    ("own", "says"),
    [
        (4, ""),
        (6, ""),
        (3, "nhỏ hơn riêng 6 tháng đầu năm 2026 (4 đơn vị)"),
        (7, "lớn hơn tổng 6 tháng đầu và quý III (6 đơn vị). Hãy đếm lại hoặc sửa số của các kỳ này."),
    ],
)
def test_a_count_without_doubles_lies_above_that_of_a_shorter_span(own: int, says: str) -> None:
    quarters = {f"2026-Q{quarter}": {"1.07": value} for quarter, value in ((1, 3), (2, 3), (3, 2))}
    typed = {**quarters, "2026-6T": {"1.07": 4}, "2026-9T": {"1.07": own}}
    of_nine = found(typed, "2026-9T", "1.07")
    assert len(of_nine) == bool(says)
    if says:
        assert says in of_nine[0].sentence


def test_a_count_may_be_beyond_the_sum_of_quarters_that_are_not_all_there() -> None:
    assert not found({"2026-Q2": {"1.07": 5}, "2026-6T": {"1.07": 9}}, "2026-6T")


def test_a_figure_ten_times_all_before_it_may_have_a_digit_too_many() -> None:
    typed = {"2025-Q2": {"1.20": 12}, "2026-Q1": {"1.20": 15}, "2026-Q2": {"1.20": 150}}
    (one,) = found(typed, "2026-Q2")
    assert (one.code, one.severity) == ("1.20", Severity.WARNING)
    assert "quý I năm 2026: 15 tin, bài; quý II năm 2025: 12 tin, bài" in one.sentence
    others: list[Typed] = [
        {"2026-Q2": {"1.20": 149}},
        {"2025-Q2": {"1.20": 16}},
        {"2026-Q1": {"1.20": 0}},
        {"2025-Q2": {}},
    ]
    for changed in others:
        assert not found({**typed, **changed}, "2026-Q2")
    small = {"2025-Q2": {"1.20": 2}, "2026-Q1": {"1.20": 3}, "2026-Q2": {"1.20": 99}}
    assert not found(small, "2026-Q2")


def test_problems_come_in_the_catalogues_order() -> None:
    typed = {"2026-Q1": {"7.01": 1, "7.02": 2, "1.07": 3, "1.08": 4, "3.47": 1, "3.48": 2}}
    assert [one.code for one in found(typed, "2026-Q1")] == ["1.08", "3.48", "7.02"]


# Edits


def edit(before: Typed, period: str, **typed: float) -> None:
    """Raises Refusal where these edits (``_1_08=4``) of a period may not be stored."""
    known, where = ledger(before), Period.parse(period)
    codes = {name[1:].replace("_", "."): value for name, value in typed.items()}
    after = known.with_figures(where, {code: Figure(Decimal(str(value))) for code, value in codes.items()})
    refuse_broken(known, after, where, codes)


def test_a_part_beyond_its_whole_is_refused_at_the_cell_that_was_edited() -> None:
    edit({"2026-Q1": {"1.07": 3}}, "2026-Q1", _1_08=3)
    with pytest.raises(Refusal, match=r"đột xuất \(4\) lớn hơn số đơn vị đã kiểm tra \(3\)") as refused:
        edit({"2026-Q1": {"1.07": 3}}, "2026-Q1", _1_08=4)
    assert refused.value.field == "1.08"
    with pytest.raises(Refusal) as refused:
        edit({"2026-Q1": {"1.07": 3, "1.08": 3}}, "2026-Q1", _1_07=2)
    assert refused.value.field == "1.07"


def test_an_edit_that_breaks_a_rule_through_a_formula_is_refused() -> None:
    with pytest.raises(Refusal, match="tổng số VBQPPL") as refused:
        edit({"2026-Q1": {"2.02": 3, "2.03": 2, "2.04": 5}}, "2026-Q1", _2_03=1)
    assert refused.value.field == "2.03"


def test_both_sides_may_be_edited_at_once() -> None:
    edit({"2026-Q1": {"1.07": 3, "1.08": 3}}, "2026-Q1", _1_08=5, _1_07=5)


def test_what_was_broken_before_stands_in_nobodys_way() -> None:
    broken = {"2026-Q1": {"1.07": 3, "1.08": 9}}
    edit(broken, "2026-Q1", _1_20=5)
    edit(broken, "2026-Q1", _1_08=5)


def test_errors_and_warnings_are_stored() -> None:
    edit({"2026-Q1": {"4.06": 30}}, "2026-Q1", _4_07=31)
    edit({"2026-Q1": {"1.35": 10}}, "2026-Q1", _1_36=11)


def test_what_may_be_finished_later_is_refused_over_what_was_cumulated() -> None:
    edit({"2026-Q1": {"1.10": 5, "1.11": 1}, "2026-Q2": {"1.10": 1}}, "2026-Q2", _1_11=5)
    with pytest.raises(Refusal, match="Lũy kế 6 tháng đầu năm 2026: số vấn đề đã khắc phục"):
        edit({"2026-Q1": {"1.10": 5, "1.11": 1}, "2026-Q2": {"1.10": 1}}, "2026-Q2", _1_11=6)


def test_a_count_for_the_whole_span_is_refused_beyond_its_whole() -> None:
    quarters = {"2026-Q1": {"1.06": 10, "1.07": 8}, "2026-Q2": {"1.06": 10, "1.07": 8}}
    edit(quarters, "2026-6T", _1_07=10)
    with pytest.raises(Refusal, match="lớn hơn số đơn vị thuộc diện kiểm tra"):
        edit({**quarters, "2026-6T": {"1.07": 9}}, "2026-6T", _1_07=11)


def test_a_code_that_no_rule_speaks_of_is_never_refused() -> None:
    edit({"2026-Q1": {"1.07": 3, "1.08": 9}}, "2026-Q1", _4_14=100000)


# Missing figures


def test_an_empty_quarter_lacks_all_that_is_typed_but_not_what_is_asked_at_the_years_end() -> None:
    lacking = missing(ledger({}), Period.parse("2026-Q1"))
    typed = [one.code for one in KNOWN.indicators if one.kind is not Kind.COMPUTED and not one.yearly]
    assert lacking == typed
    assert "5.14" in missing(ledger({}), Period.parse("2026-Q4"))
    assert "5.14" in missing(ledger({}), Period.parse("2026-N"))
    assert "5.14" not in missing(ledger({}), Period.parse("2026-9T"))


def test_what_is_handed_on_or_counted_is_not_missing() -> None:
    known = ledger({"2025-Q4": BALANCED}, {"2026-Q1": {"3.14": 5}})
    lacking = missing(known, Period.parse("2026-Q1"))
    assert "3.16" not in lacking
    assert "3.14" not in lacking
    assert "3.15" in lacking
    assert "3.41" in lacking


def test_a_longer_span_lacks_what_no_quarter_has() -> None:
    known = ledger({"2026-Q1": {"1.01": 3}})
    assert "1.01" not in missing(known, Period.parse("2026-6T"))
    assert "1.02" in missing(known, Period.parse("2026-6T"))


cells = st.dictionaries(
    st.sampled_from([one.code for one in KNOWN.indicators if one.kind is Kind.TYPED]),
    st.integers(0, 50),
    max_size=60,
)


def refused_at(before: Ledger, after: Ledger, period: Period, code: str) -> str:
    """The field at which an edit is refused, or nothing."""
    try:
        refuse_broken(before, after, period, [code])
    except Refusal as refusal:
        return refusal.field
    return ""


@given(cells, cells)
def test_stored_after_the_refusals_no_rule_of_the_quarter_is_broken_that_would_be_refused(
    first: dict[str, int], second: dict[str, int]
) -> None:
    """Typed cell by cell, each edit is refused exactly where it breaks a rule of its quarter."""
    quarters = [Period.parse("2026-Q1"), Period.parse("2026-Q2")]
    kept = ledger({})
    for period, typed in zip(quarters, (first, second), strict=True):
        for code, value in typed.items():
            after = kept.with_figures(period, {code: Figure(Decimal(value))})
            at = refused_at(kept, after, period, code)
            assert at in ("", code)
            kept = kept if at else after
    refused = {check.rule.operands for check in KNOWN.checks if check.severity is Severity.REFUSED}
    for period in quarters:
        for problem in problems(kept, period):
            assert PLACES[problem.code] >= 0
            assert "{" not in problem.sentence
            assert not (problem.codes in refused and problem.period == period)


# Two of each rule, so that what is edited often meets what was edited before.
EDITED = ("1.06", "1.07", "1.08", "3.14", "3.15", "3.16", "3.18", "3.22", "3.23", "3.50", "6.01", "6.02")
SEEN = ("2025-Q2", "2026-Q1", "2026-Q2", "2026-6T", "2026-Q3", "2026-9T")


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            st.sampled_from(SEEN),
            st.sampled_from(EDITED),
            st.one_of(st.none(), st.sampled_from([0.5, 1, 9, 95, 120, 3000])),
        ),
        max_size=100,
    ),
    st.lists(st.integers(1, 10), min_size=1, max_size=20),
    st.sampled_from(SEEN),
)
def test_what_is_looked_at_anew_is_all_that_can_differ(
    edits: list[tuple[str, str, float | None]], steps: list[int], seen: str
) -> None:
    period = Period.parse(seen)
    now = ledger({})
    findings = examine(now, period)
    for step in steps:
        for where, code, value in edits[:step]:
            now = now.with_figures(
                Period.parse(where), {code: Figure() if value is None else Figure(Decimal(str(value)))}
            )
        edits = edits[step:]
        findings = examine(now, period, findings)
        assert findings.problems == problems(now, period)


@pytest.mark.parametrize("edited", ["2026-Q2", "2026-Q1", "2025-Q2"])
def test_what_a_figure_is_held_against_is_looked_at(edited: str) -> None:
    period = Period.parse("2026-Q2")
    typed = {"2026-Q2": {"3.14": 3000}, "2026-Q1": {"3.14": 9}, "2025-Q2": {"3.14": 95}}
    full = ledger(typed)
    kept = examine(full, period)
    assert [one.code for one in kept.problems] == ["3.14"]
    without = full.with_figures(Period.parse(edited), {"3.14": Figure()})
    lacking = examine(without, period, kept)
    assert not lacking.problems
    value = Figure(Decimal(str(typed[edited]["3.14"])))
    again = without.with_figures(Period.parse(edited), {"3.14": value})
    assert examine(again, period, lacking).problems == kept.problems


# Typed beside form II.06a

Q4, YEAR = Period.parse("2026-Q4"), Period.parse("2026-N")


def beside(note: str = "", total: int = 398) -> Ledger:
    """A quarter in which 410 was typed and the form comes to another number."""
    typed = {Q4: {"3.14": Figure(Decimal(410), note=note), "3.15": Figure(Decimal(7))}}
    return Ledger(lambda _: KNOWN, typed, {Q4: {"3.14": total, "3.15": 7, "3.19": 5}})


def test_what_was_typed_holds_beside_the_form_and_is_to_be_settled() -> None:
    kept = beside()
    assert kept.reading(Q4, "3.14").value == 410
    assert kept.reading(YEAR, "3.14").value == 410
    # Where nothing was typed the form counts, and where both agree there is nothing to settle.
    assert kept.reading(Q4, "3.19").value == 5
    assert kept.beside_form(Q4, "3.15") is None
    for period, where in ((Q4, "nhập tay"), (YEAR, "quý IV nhập tay")):
        (one,) = [each for each in problems(kept, period) if each.code == "3.14"]
        assert (one.severity, one.period) == (Severity.ERROR, Q4)
        assert f"{where} 410 hồ sơ, biểu II.06a cộng được 398 hồ sơ" in one.sentence
        assert "ghi lý do ở cột «Ghi chú»" in one.sentence


def test_with_a_reason_it_stays_on_the_list_with_both_numbers() -> None:
    for period in (Q4, YEAR):
        (one,) = [each for each in problems(beside("hồ sơ giấy"), period) if each.code == "3.14"]
        assert one.severity is Severity.WARNING
        assert "410" in one.sentence
        assert "398" in one.sentence
        assert "lý do: hồ sơ giấy" in one.sentence


def test_a_form_or_a_reason_that_changes_is_noticed() -> None:
    for period in (Q4, YEAR):
        before = examine(beside(), period)
        for after in (beside("hồ sơ giấy"), beside(total=399), beside(total=410)):
            assert examine(after, period, before).problems == problems(after, period)
        assert not [each for each in problems(beside(total=410), period) if each.code == "3.14"]
