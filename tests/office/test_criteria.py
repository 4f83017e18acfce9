"""The index of the sample commune: what figures, tasks, rules and registers come to, reckoned again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from cchc_desktop.domain.criteria.moves import worth_of
from cchc_desktop.domain.criteria.rules import Rule, RuleKind, Value
from cchc_desktop.domain.criteria.scoring import Score, Scored
from cchc_desktop.domain.criteria.sets import CriteriaSet, Criterion
from cchc_desktop.domain.criteria.sources import Source
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.evidence import Owner
from cchc_desktop.domain.places import (
    FigurePlace,
    PlanPlace,
    RegisterPlace,
    ReportPlace,
    SurveysPlace,
    TasksPlace,
)
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.criteria_values import Way
from cchc_desktop.office.tasks import plans_of_year
from tests.sample_office import lay_sample

YEAR = Period.parse("2026-N")
TODAY = date(2026, 11, 20)
D = Decimal


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample commune in November, which nothing is changed of."""
    folder = tmp_path_factory.mktemp("criteria")
    lay_sample(folder, TODAY)
    office = Office.open(folder, lambda: TODAY, lambda: datetime(2026, 11, 20, 9))
    yield office
    office.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    lay_sample(tmp_path, TODAY)
    office = Office.open(tmp_path, lambda: TODAY, lambda: datetime(2026, 11, 20, 9))
    yield office
    office.close()


def starter(office: Office) -> CriteriaSet:
    return office.criteria.of_period(YEAR)


def at(made: Score, code: str) -> Scored:
    return next(each for each in made.walk() if each.criterion.code == code)


def test_the_starter_set_scores_the_sample(laid: Office) -> None:
    made = laid.criteria.score(starter(laid), YEAR)
    assert made.set.id == "khoi-dau"
    known = [each for each in made.leaves() if each.proposed is not None]
    assert len(known) >= 35
    assert 0 < made.total < made.most == 100
    assert made.total == sum(area.points for area in made.areas)
    assert made.total + made.unknown <= 100


def test_figures_come_from_the_longest_span_that_is_known(laid: Office) -> None:
    readings = laid.figures.ledger().readings(YEAR)
    by_hand = (readings["3.18"].value or 0) + (readings["3.19"].value or 0)
    whole = readings["3.17"].value
    assert whole
    found = at(laid.criteria.score(starter(laid), YEAR), "3.4.1")
    assert found.value == Value(
        by_hand / whole * 100,
        (Fraction(by_hand), whole),
        said="Chỉ tiêu 3.18+3.19/3.17, 9 tháng đầu năm 2026",
    )
    percent = float(by_hand / whole * 100)
    assert found.points == (4 if percent >= 98 else 3 if percent >= 95 else D("1.5") if percent >= 90 else 0)
    # In May, the half year has begun, and half of it is known.
    in_may = laid.criteria.values(starter(laid), YEAR, date(2026, 5, 4))["3.4.1"]
    assert in_may.said.endswith("6 tháng đầu năm 2026")
    assert "3.4.1" not in laid.criteria.values(starter(laid), Period.parse("2031-N"), date(2031, 5, 4))


def test_no_part_is_held_against_a_whole_of_another_time(office: Office) -> None:
    """Of the last quarter only the whole is known: it counts once the part is known, too."""
    before = office.criteria.values(starter(office), YEAR)["7.3"]
    assert before.things is not None
    part, whole = before.things
    quarter = Period.parse("2026-Q4")
    office.figures.type_figure(quarter, "7.01", "1000")
    assert office.criteria.values(starter(office), YEAR)["7.3"] == before
    office.figures.type_figure(quarter, "7.02", "900")
    after = office.criteria.values(starter(office), YEAR)["7.3"]
    assert after.things == (part + 900, whole + 1000)
    assert after.said.endswith(", năm 2026")
    # Where no span is known to its end, what there is counts.
    office.figures.type_figure(Period.parse("2027-Q1"), "7.01", "100")
    office.figures.type_figure(Period.parse("2027-Q2"), "7.02", "90")
    partly = office.criteria.values(starter(office), Period.parse("2027-N"), date(2027, 5, 4))["7.3"]
    assert partly.number == 90
    assert partly.said.endswith("6 tháng đầu năm 2027")


def test_figures_are_held_against_the_plans_target(laid: Office) -> None:
    reading = laid.figures.ledger().reading(YEAR, "3.25").value
    target = laid.figures.targets(YEAR)["3.25"].measure.value
    assert reading is not None
    assert target == 70
    found = at(laid.criteria.score(starter(laid), YEAR), "7.5")
    assert found.value is not None
    assert found.value.number == reading / 70 * 100
    assert found.points == (D("2.5") if reading >= 70 else D("1.25") if reading >= 56 else 0)


def test_tasks_count_as_they_stand_on_the_day(laid: Office) -> None:
    for day in (date(2026, 3, 1), date(2026, 7, 1), TODAY):
        rows = laid.tasks.standing(plans_of_year(laid._desk.own_heads(), 2026, day), day)
        done = sum(row.status.is_done for row in rows)
        value = laid.criteria.values(starter(laid), YEAR, day)["1.1.2"]
        assert value.number == Fraction(100 * done, len(rows))


def test_rules_and_registers_tell_their_share(laid: Office) -> None:
    standing = {each.rule.id: each for each in laid.rules.of_year(2026, TODAY)}
    values = laid.criteria.values(starter(laid), YEAR)
    inspected = standing["kiem-tra-don-vi"].outcome
    assert values["1.3.1"].number == Fraction(100 * inspected.there, inspected.total)
    given = standing["cap-tren-giao"].outcome
    assert values["1.6"].number == Fraction(100 * (given.total - given.late), given.total)
    assert values["1.4.1"].number == standing["tuyen-truyen-hinh-thuc"].outcome.there
    assert values["1.4.2"].number == int(standing["tuyen-truyen-dang-tin"].is_met)
    rewarded = [
        row for row in laid.registers.rows("khen-thuong", YEAR)
        if row.values["loai"] == "Khen thưởng" and row.values["ngay"] <= TODAY  # type: ignore[operator]
    ]  # fmt: skip
    assert values["1.8"].number == len(rewarded) > 0
    # Before anything is written down, nobody can say; once something had to be, nothing occurred.
    early = laid.criteria.values(starter(laid), YEAR, date(2025, 12, 15))
    assert "1.4.2" not in early or early["1.4.2"].number in (0, 1)
    assert "1.8" not in early


def test_reports_count_that_went_out_by_their_day(laid: Office) -> None:
    heads, calendar = laid._desk.store.reports(), laid.calendar.of_year(2026)
    on_time = [
        period for period, dates in calendar.items()
        if dates.reported and dates.due and period in heads and heads[period].is_issued
        and (heads[period].issued_on or TODAY) <= dates.due
    ]  # fmt: skip
    assert laid.criteria.values(starter(laid), YEAR)["1.2"].number == len(on_time) == 3
    assert "1.2" not in laid.criteria.values(starter(laid), YEAR, date(2026, 1, 20))
    (way,) = laid.criteria.ways(starter(laid), YEAR, "1.2")
    assert way.place == ReportPlace(YEAR)
    assert way.words.startswith("Phát hành báo cáo năm 2026, chậm nhất ngày ")
    # The year's report goes out after the last day of its data.
    last_year = Period.parse("2025-N")
    assert laid.criteria.values(starter(laid), last_year)["1.2"].number == 4


def test_the_quarters_index_is_scored_by_its_own_set(laid: Office) -> None:
    quarter = Period.parse("2026-Q2")
    of_766 = laid.criteria.of_period(quarter)
    made = laid.criteria.score(of_766, quarter)
    readings = laid.figures.ledger().readings(quarter)
    on_time = (readings["3.18"].value or 0) + (readings["3.19"].value or 0)
    assert made.unknown == 0
    assert at(made, "2").points == round(D(float(on_time / (readings["3.17"].value or 1))) * 20, 2)
    assert made.most == 100


def test_which_set_is_meant(laid: Office) -> None:
    criteria = laid.criteria
    assert criteria.of_period(YEAR, "khoi-dau") is criteria.get("khoi-dau")
    with pytest.raises(Refusal, match="không dùng để chấm năm 2026"):
        criteria.of_period(YEAR, "chi-so-766")
    with pytest.raises(Refusal, match="Không có bộ tiêu chí «x»"):
        criteria.get("x")
    with pytest.raises(Refusal, match="Chưa có bộ tiêu chí để chấm quý I năm 2020"):
        criteria.of_period(Period.parse("2020-Q1"))


def test_a_set_that_comes_after_the_cut_off_can_be_scored_too(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two that were issued for a year that goes first by which the office has decided something; what
    nobody issued comes after both."""
    own = starter(office)
    old = replace(own, is_issued=True, signed=date(2026, 1, 9))
    new = replace(old, id="moi", decision="2712/QĐ-UBND", signed=date(2026, 12, 19), is_issued=True)
    office.criteria.decide(replace(office.criteria.mark(old, YEAR, "8.4"), number=D(2)))
    monkeypatch.setattr("cchc_desktop.office.criteria_sets.criteria_sets", lambda: (own, new))
    assert office.criteria.of_period(YEAR).id == "moi"
    monkeypatch.setattr("cchc_desktop.office.criteria_sets.criteria_sets", lambda: (old, new))
    assert office.criteria.of_period(YEAR).id == "khoi-dau"
    assert office.criteria.of_period(Period.parse("2027-N")).id == "moi"
    again = office.criteria.of_period(YEAR, "moi")
    assert at(office.criteria.score(again, YEAR), "8.4").proposed is None
    for each in old.areas[3].children:
        office.criteria.decide(replace(office.criteria.mark(again, YEAR, each.code), points=D(1)))
    assert office.criteria.of_period(YEAR).id == "moi"
    # The annex of the year's report has the areas of the newer one.
    assert office.scores.of_year(2026)[4].scored == 5
    assert at(office.criteria.score(old, YEAR), "8.4").points == 2
    owner = office.evidence.owners.get(office.criteria.owner(again, YEAR, "8.4"))
    assert owner.title.startswith("Tiêu chí 8.4 Tổ chức khảo sát")


def test_what_if_moves_a_value_and_stores_nothing(laid: Office) -> None:
    given = starter(laid)
    before = laid.criteria.score(given, YEAR)
    after = laid.criteria.what_if(given, YEAR, {"3.4.1": Value(Fraction(94))})
    assert after.total == before.total - at(before, "3.4.1").points + D("1.5")
    assert laid.criteria.score(given, YEAR).total == before.total


def test_where_points_are_lost_and_what_wins_them(laid: Office) -> None:
    found = laid.criteria.lost(starter(laid), YEAR)
    known = [each for each in found if not each.loss.is_unknown and not each.loss.win.is_final]
    worths = [worth_of(each.loss) for each in known]
    assert worths == sorted(worths, reverse=True)
    days = {each.loss.code: each.by for each in found}
    assert (days["1.2"], days["1.1.2"], days["8.4"]) == (
        date(2026, 12, 16), date(2026, 12, 31), date(2026, 12, 14),
    )  # fmt: skip
    by_code = {each.loss.code: each for each in found}
    made = laid.criteria.score(starter(laid), YEAR)
    assert set(by_code) == {each.criterion.code for each in made.leaves() if each.lost > 0}
    plan = by_code["1.1.2"]
    assert plan.answers == "Phòng Văn hóa - Xã hội"
    assert all(isinstance(way.place, TasksPlace) for way in plan.ways)
    assert plan.loss.win.needed is not None
    online = by_code["7.5"].ways
    assert isinstance(online[0].place, PlanPlace)
    assert isinstance(online[-1].place, FigurePlace)
    # What was given too late leads to the rule's own row.
    assert any(isinstance(way.place, RegisterPlace | TasksPlace) for way in by_code["1.6"].ways)


def test_a_rule_that_is_not_followed_leaves_it_to_the_next_source(office: Office) -> None:
    from cchc_desktop.domain.rule_settings import RuleSetting

    office.rules.set(RuleSetting("kiem-tra-don-vi", "", True, None, "Tỉnh không giao"))
    assert office.criteria.values(starter(office), YEAR)["1.3.1"].said.startswith("Chỉ tiêu 1.07/1.06")


# What the office decides


def test_a_number_is_declared_and_undone(office: Office) -> None:
    given = starter(office)
    office.criteria.decide(replace(office.criteria.mark(given, YEAR, "8.4"), number=D(2)))
    made = at(office.criteria.score(given, YEAR), "8.4")
    assert (made.points, made.reason) == (2, "2 nội dung × 1 → 2/3 điểm")
    assert made.value is not None
    assert made.value.said == "Cơ quan khai báo"
    assert office.history.next_undo() is not None
    office.history.undo()
    assert at(office.criteria.score(given, YEAR), "8.4").proposed is None
    office.history.redo()
    assert at(office.criteria.score(given, YEAR), "8.4").points == 2
    assert office.check() == Findings()


def test_points_are_accepted_in_one_step_or_overridden_with_a_reason(office: Office) -> None:
    given = starter(office)
    before = office.criteria.marks(given, YEAR)
    office.criteria.accept(given, YEAR, ["3.4.1", "1.3.1"])
    made = office.criteria.score(given, YEAR)
    assert at(made, "3.4.1").own == at(made, "3.4.1").proposed
    office.history.undo()
    assert office.criteria.marks(given, YEAR) == before
    mark = office.criteria.mark(given, YEAR, "3.4.1")
    with pytest.raises(Refusal, match="khác đề xuất"):
        office.criteria.decide(replace(mark, points=D("0.5")))
    office.criteria.decide(replace(mark, points=D("0.5"), note="Hệ thống đếm thiếu"))
    assert at(office.criteria.score(given, YEAR), "3.4.1").points == D("0.5")
    with pytest.raises(Refusal, match=r"Tiêu chí 3\.7 chưa có điểm đề xuất"):
        office.criteria.accept(given, YEAR, ["3.4.1", "3.7"])
    with pytest.raises(Refusal, match=r"không có tiêu chí 9\.9"):
        office.criteria.mark(given, YEAR, "9.9")
    # What says nothing any more is not kept.
    office.criteria.decide(replace(mark, points=None, note=""))
    assert office.criteria.marks(given, YEAR) == before


def test_what_does_not_apply_lowers_the_maximum(office: Office) -> None:
    given = starter(office)
    office.criteria.decide(replace(office.criteria.mark(given, YEAR, "3"), off=True, note="Không có TTHC"))
    made = office.criteria.score(given, YEAR)
    assert (made.most, at(made, "3").most, at(made, "3.4.1").points) == (80, 0, 0)


def test_points_without_a_file_or_an_explanation_are_listed(office: Office, tmp_path: Path) -> None:
    given = starter(office)

    def unproven() -> set[str]:
        made = office.criteria.score(given, YEAR)
        return {each.criterion.code for each in office.criteria.unproven(given, YEAR, made)}

    assert {"3.4.1", "1.3.1"} <= unproven()
    assert "3.7" not in unproven()
    file = tmp_path / "Kết xuất.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF\n")
    owner = office.criteria.owner(given, YEAR, "3.4.1")
    assert owner == Owner.parse("criterion:2026-N:khoi-dau:3.4.1")
    attached = office.evidence.attach(owner, [office.evidence.taker()(file, lambda: None)])
    (kept,) = attached.files
    assert kept.about == "Tiêu chí 3.4.1 Tỷ lệ hồ sơ giải quyết đúng hạn và trước hạn, năm 2026"
    assert kept.area == 3
    office.criteria.decide(replace(office.criteria.mark(given, YEAR, "1.3.1"), note="Xem báo cáo kiểm tra"))
    assert unproven().isdisjoint({"3.4.1", "1.3.1"})


# The annex of the year's report


def test_the_years_areas_come_from_the_criteria_once_all_are_decided(office: Office) -> None:
    given = starter(office)
    typed = office.scores.of_year(2026)
    area = next(each for each in given.areas if each.area == 4)
    for each in area.children:
        mark = office.criteria.mark(given, YEAR, each.code)
        office.criteria.decide(replace(mark, points=each.most))
        if each is not area.children[-1]:
            assert office.scores.of_year(2026).get(4) == typed.get(4)
    scored = office.scores.of_year(2026)
    assert (scored[4].most, scored[4].scored, scored[4].note) == (7, 7, "Theo Bộ tiêu chí khởi đầu")
    assert [scored[each] for each in scored if each != 4] == [typed[each] for each in typed if each != 4]
    with pytest.raises(Refusal, match="lấy từ bộ tiêu chí đã chấm"):
        office.scores.give(2026, 4, D(7), D(6))
    office.scores.give(2026, 5, D(10), D(6))
    assert office.scores.of_year(2026)[5].scored == 6
    assert office.check() == Findings()


def test_the_years_own_survey_tells_what_citizens_said(office: Office) -> None:
    """The general rate of the year's survey, or that of a factor."""
    asked = [
        Criterion("1", "A", D(5), rule=Rule(RuleKind.SURVEY), sources=(Source.parse(source),))
        for source in ("survey:sipas", "survey:sipas:cong-chuc", "survey:sipas:thong-tin-chung")
    ]

    def told() -> list[Fraction | None]:
        values = [office.criteria._values_of(YEAR, TODAY).of(each) for each in asked]
        return [value.number if value is not None else None for value in values]

    def ways() -> list[Way]:
        return office.criteria._values_of(YEAR, TODAY).ways(asked[0])

    assert told() == [None] * 3
    assert [way.place for way in ways()] == [SurveysPlace()]
    survey = office.surveys.new("SIPAS", "sipas", date(2026, 9, 1), date(2026, 9, 30))
    office.surveys.new("Năm trước", "sipas", date(2025, 9, 1), date(2025, 9, 30))
    assert told() == [None] * 3
    # Of twenty answers fifteen are satisfied, of the six on officers three.
    office.surveys.key_in(survey.id, 1, "11" + "5" * 10 + "111" + "55555" + "11")
    assert told() == [75, 50, None]
    assert [way.place for way in ways()] == [SurveysPlace(survey.id)]
    # What the figure says comes first, the survey where it says nothing.
    sources = at(office.criteria.score(starter(office), YEAR), "8.1").criterion.sources
    assert [source.text for source in sources] == ["figure:8.04", "survey:sipas"]


def test_other_figures_are_tried_without_being_stored(laid: Office) -> None:
    given = starter(laid)
    before = laid.criteria.score(given, YEAR)
    nine = Period.parse("2026-9T")
    whole, early, late = (laid.criteria.figure(nine, code) for code in ("3.17", "3.18", "3.20"))
    assert whole
    assert early is not None
    assert late is not None
    # On time: 3.18 + 3.19 of 3.17, which is computed of these and 3.20; with a hundred more that were late
    # 94,66 %, two steps down.
    after = laid.criteria.what_if(given, YEAR, {}, figures={"3.20": late + 100})
    good = early + (laid.criteria.figure(nine, "3.19") or 0)
    assert at(after, "3.4.1").value == Value(
        good / (whole + 100) * 100,
        (Fraction(good), whole + 100),
        said="Chỉ tiêu 3.18+3.19/3.17, 9 tháng đầu năm 2026",
    )
    assert at(after, "3.4.1").points == D("1.5")
    assert after.total < before.total - D("2.4")
    # What is computed of it follows, and what the office decided stands aside.
    online = laid.criteria.figure(nine, "3.14")
    assert online is not None
    for figures in ({"3.25": Fraction(70)}, {"3.14": Fraction(70), "3.15": Fraction(30)}):
        assert at(laid.criteria.what_if(given, YEAR, {}, figures=figures), "7.5").points == D("2.5")
    nothing = laid.criteria.what_if(given, YEAR, {}, figures={"3.14": Fraction(0), "3.15": Fraction(0)})
    assert at(nothing, "7.5").value == Value(nothing=True, said="Chỉ tiêu 3.25, 9 tháng đầu năm 2026")
    same = laid.criteria.what_if(given, YEAR, {}, figures={"3.18": early})
    assert same.total == before.total
    assert laid.criteria.score(given, YEAR) == before
    with pytest.raises(Refusal, match=r"Không có chỉ tiêu 3\.99"):
        laid.criteria.what_if(given, YEAR, {}, figures={"3.99": Fraction(1)})


def test_figures_that_tell_criteria_are_known(laid: Office) -> None:
    codes = [each.code for each in laid.criteria.indicators(starter(laid), YEAR)]
    assert {"3.18", "3.19", "3.17", "3.25", "3.14", "3.15", "6.10", "8.04"} <= set(codes)
    assert "1.01" not in codes
    assert len(codes) == len(set(codes))
