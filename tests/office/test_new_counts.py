"""Counts that are asked for from a day on, at the office's desk, in the annex and in reports."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.catalogue_changes import changes
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.operations import TAKE_CATALOGUE
from cchc_desktop.storage.figure_rows import write_catalogue, write_period
from tests.sample_office import lay_sample

Q2, Q4, YEAR = (Period.parse(text) for text in ("2025-Q2", "2025-Q4", "2025-N"))


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Office]:
    lay_sample(tmp_path / "data", date(2026, 10, 20))
    office = Office.open(tmp_path / "data", lambda: date(2026, 10, 20))
    yield office
    office.close()


def test_a_figure_is_taken_only_where_it_is_asked_for(office: Office) -> None:
    office.figures.type_figure(Q4, "3.59", "12")
    assert [row.reading.value for row in office.figures.rows(Q4) if row.id == "3.59"] == [12]
    assert "3.59" not in [row.id for row in office.figures.rows(Q2)]
    with pytest.raises(Refusal, match="Không có chỉ tiêu thống kê mã"):
        office.figures.type_figure(Q2, "3.59", "12")


def test_a_period_that_was_made_with_the_catalogue_before_keeps_it(office: Office, before: str) -> None:
    """What an older program kept with a period stays; the proposal says what is new."""
    older = catalogue.read_indicators(before)
    with office._desk.operation(TAKE_CATALOGUE) as recorder:
        write_catalogue(recorder, older)
        write_period(recorder, office.calendar.dates(Q4), "", older.id)
    assert office.catalogues.of_period(Q4).id == older.id
    assert "3.59" not in office.catalogues.of_period(Q4).by_code
    assert "3.59" in office.catalogues.of_period(Period.parse("2026-Q1")).by_code
    new = {each.id: each.words for each in changes(older, catalogue.indicators())}
    assert new["3.59"] == "Thêm mới"
    assert "3.14" not in new
    # And it may be used for that period, too, until that is undone.
    assert office.catalogues.outdated() == {Q4: older}
    office.figures.type_figure(Q4, "3.14", "12")
    office.catalogues.renew([Q4])
    assert office.catalogues.outdated() == {}
    assert "3.59" in office.catalogues.of_period(Q4).by_code
    assert office.figures.figure(Q4, "3.14").value == 12
    with pytest.raises(Refusal, match="không còn theo danh mục cũ"):
        office.catalogues.renew([Q4])
    office.history.undo()
    assert office.catalogues.outdated() == {Q4: older}


def test_a_quarter_that_a_report_went_out_with_keeps_its_catalogue(sample: Office, before: str) -> None:
    issued = Period.parse("2026-Q2")
    older = catalogue.read_indicators(before)
    with sample._desk.operation(TAKE_CATALOGUE) as recorder:
        write_catalogue(recorder, older)
        for quarter in (issued, Period.parse("2026-Q4")):
            write_period(recorder, sample.calendar.dates(quarter), "", older.id)
    assert [period.id for period in sample.catalogues.outdated()] == ["2026-Q4"]


@pytest.fixture
def before() -> str:
    """The catalogue as it was before these counts: the same text without what begins on a day."""
    blocks = catalogue.indicators().text.split("\n\n")
    kept = [each for each in blocks if not (each.startswith("[[indicator]]") and "\nvalid_from = " in each)]
    codes = [one.code for one in catalogue.indicators().indicators if one.valid_from is not None]
    kept = [
        each
        for each in kept
        if not each.startswith("[[check]]") or not any(f"[{code}]" in each for code in codes)
    ]
    return "\n\n".join(kept).replace('version = "2026.2"', 'version = "2026.1"')


def test_the_annex_of_the_year_says_from_when_its_sums_are(sample: Office) -> None:
    told = repr(sample.reports.papers.statistics(YEAR))
    assert "Lũy kế tính từ quý IV" in told
    assert "Lũy kế tính từ quý III" in told
    # In 2026 only what began on 01/7 did not begin with the year.
    told = repr(sample.reports.papers.statistics(Period.parse("2026-9T")))
    assert "Lũy kế tính từ quý III" in told
    assert "Lũy kế tính từ quý IV" not in told


def test_reports_tell_the_new_counts_of_their_period_alone(sample: Office) -> None:
    now, then = (
        "\n".join(row.text for row in sample.reports.text.passages(Period.parse(text)))
        for text in ("2026-9T", "2025-6T")
    )
    for words in ("tiếp công dân 97 lượt với 76 người", "tiếp nhận hộ 94 hồ sơ", "toàn trình chiếm 43,68%"):
        assert words in now
    assert "tiếp công dân" not in then
    assert "tiếp nhận hộ" not in then


def test_bases_are_those_in_force_and_each_is_cited_once(sample: Office) -> None:
    now, then = (
        next(row.text for row in sample.reports.text.passages(Period.parse(text)) if row.key == "bases")
        for text in ("2026-9T", "2025-9T")
    )
    assert now.count("76/NQ-CP") == then.count("76/NQ-CP") == 1
    assert "282/QĐ-TTg" in now
    assert "282/QĐ-TTg" not in then
