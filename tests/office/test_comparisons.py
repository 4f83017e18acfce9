"""The index of the sample beside another year and its units, and what was published of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_desktop.domain.criteria.published import Block, PublishedResult
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.places import CriteriaPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from tests.sample_office import lay_sample

YEAR = Period.parse("2026-N")
TODAY = date(2026, 11, 20)
D = Decimal
RESULT = PublishedResult(
    2025, Block.COMMUNE, D("88.4"), 20, 68, D("87.9"), D("88.4"), D("94.15"),
    rating="Hoàn thành tốt nhiệm vụ", head_rule="hai-phong-212", note="Quyết định 4711 thử",
)  # fmt: skip


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    lay_sample(tmp_path, TODAY)
    office = Office.open(tmp_path, lambda: TODAY, lambda: datetime(2026, 11, 20, 9))
    yield office
    office.close()


def test_a_year_stands_beside_the_one_before(office: Office) -> None:
    given = office.criteria.of_period(YEAR)
    found = office.comparisons.years(given, YEAR)
    assert found.before_period == Period.parse("2025-N")
    assert found.now == office.criteria.score(given, YEAR)
    assert found.before == office.criteria.score(given, Period.parse("2025-N"))
    assert [each.shown.criterion.code for each in found.areas] == list("12345678")
    for each in found.criteria:
        assert each.now is not None
        assert each.before is not None
        assert each.now.criterion.code == each.before.criterion.code
    assert office.comparisons.years(given, YEAR, 2024).before_period.year == 2024
    for wrong in (2026, 2027):
        with pytest.raises(Refusal) as refused:
            office.comparisons.years(given, YEAR, wrong)
        assert refused.value.field == "with"


def test_what_units_answer_for_adds_up_to_the_score(office: Office) -> None:
    given = office.criteria.of_period(YEAR)
    made, units = office.criteria.score(given, YEAR), office.comparisons.units(given, YEAR)
    assert sum(each.points for each in units) == sum(area.points for area in made.areas)
    assert sum(each.most for each in units) == made.most
    assert "Trung tâm Phục vụ hành chính công" in {each.name for each in units}


def test_published_results_are_kept_found_undone(office: Office) -> None:
    assert office.comparisons.results() == []
    assert office.comparisons.own_block() is Block.COMMUNE
    office.comparisons.keep(RESULT)
    assert office.comparisons.result(2025) == RESULT
    points = office.comparisons.head_points(RESULT)
    assert points is not None
    assert points.points == 2
    assert office.search("4711 thử").hits[0].place == CriteriaPlace(Period.parse("2025-N"))
    office.comparisons.remove(2025)
    assert office.comparisons.result(2025) is None
    office.history.undo()
    assert office.comparisons.result(2025) == RESULT
    with pytest.raises(Refusal):
        office.comparisons.remove(2024)
    bare = PublishedResult(2024, Block.COMMUNE, D("85.1"))
    office.comparisons.keep(bare)
    assert [each.risen for each in office.comparisons.results()] == [None, D("3.3")]
    assert office.comparisons.head_points(bare) is None


def test_the_own_score_stands_beside_what_was_published(office: Office) -> None:
    assert office.comparisons.own_score(2026) is None
    assert office.comparisons.own_score(1990) is None
    given = office.criteria.of_period(YEAR)
    for each in office.criteria.score(given, YEAR).leaves():
        if each.unknown and each.criterion.rule is not None and not each.criterion.rule.kind.is_beside:
            mark = office.criteria.mark(given, YEAR, each.criterion.code)
            office.criteria.decide(replace(mark, off=True, note="Tỉnh chưa điều tra"))
    made = office.criteria.score(given, YEAR)
    assert office.comparisons.own_score(2026) == round(made.total / made.most * 100, 2)


def test_what_cannot_be_changes_nothing(office: Office) -> None:
    with pytest.raises(Refusal):
        office.comparisons.keep(PublishedResult(2025, Block.COMMUNE, D(101)))
    with pytest.raises(Refusal):
        office.comparisons.keep(PublishedResult(2025, Block.COMMUNE, D(90), head_rule="khac"))
    assert office.comparisons.results() == []
    without_mean = PublishedResult(2025, Block.COMMUNE, D(90), head_rule="hai-phong-212")
    assert office.comparisons.head_points(without_mean) is None
