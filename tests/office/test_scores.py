"""The office's own scores: given, undone, checked, and printed as an annex of the year's report."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_desktop.documents.cells import shown
from cchc_desktop.documents.model import AnnexTitle, Formula, Table
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.places import FigurePlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Findings, Office
from tests.sample_office import lay_sample

YEAR, NINE = Period.parse("2026-N"), Period.parse("2026-9T")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The sample when its year is over and its last report can still be written."""
    lay_sample(tmp_path / "data", date(2026, 12, 31))
    made = Office.open(tmp_path / "data", lambda: date(2026, 12, 31), lambda: datetime(2026, 12, 31, 9))
    made.reports.recall(YEAR)
    yield made
    made.close()


def annexes(office: Office, period: Period) -> dict[str, Table]:
    parts = office.reports.papers.compose(period).parts
    found = {}
    for part in parts:
        for title in (block for block in part.blocks if isinstance(block, AnnexTitle)):
            found[f"{title.label}. {title.name}"] = next(b for b in part.blocks if isinstance(b, Table))
    return found


def told(office: Office) -> list[str]:
    return [item.sentence for item in office.reports.checklist(YEAR) if "tự chấm" in item.sentence]


def test_the_years_report_has_the_scores_as_its_last_annex(office: Office) -> None:
    name = "Phụ lục IV. TỰ ĐÁNH GIÁ, CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH NĂM 2026"
    table = annexes(office, YEAR)[name]
    assert [shown(cell) for cell in table.rows[0].cells] == [
        "1", "Công tác chỉ đạo, điều hành cải cách hành chính", "15,00", "13,50", "90,00",
        "Biên bản kiểm tra, 07 đơn vị",
    ]  # fmt: skip
    total = table.rows[-1].cells
    assert [shown(cell) for cell in total[1:5]] == ["Tổng cộng", "100,00", "86,75", "86,75"]
    assert isinstance(total[3], Formula)
    assert total[3].excel == "SUM({D}{first}:{D}{last})"
    text = office.reports.text.passage(YEAR, "II.7").text
    assert "tự chấm ước đạt 86,75 điểm; tăng 4,25 điểm so với năm trước (chi tiết tại Phụ lục IV)." in text
    assert not any("TỰ ĐÁNH GIÁ" in title for title in annexes(office, NINE))
    assert told(office) == []


def test_a_sum_that_is_another_than_the_figure_is_an_error_with_both_numbers(office: Office) -> None:
    office.scores.give(2026, 8, Decimal(8), Decimal(6))
    (item,) = [each for each in office.reports.checklist(YEAR) if "cộng lại" in each.sentence]
    assert "ghi 86,75 điểm, bảng tự chấm điểm cộng lại là 87,25 điểm" in item.sentence
    assert isinstance(item.place, FigurePlace)
    office.history.undo()
    assert told(office) == []


def test_a_report_without_scores_says_that_it_needs_them(office: Office) -> None:
    for area in list(office.scores.of_year(2026)):
        office.scores.take_back(2026, area)
    assert not any("TỰ ĐÁNH GIÁ" in title for title in annexes(office, YEAR))
    (sentence,) = told(office)
    assert "Hãy ghi điểm từng lĩnh vực ở «Tự chấm điểm…»" in sentence
    assert "Phụ lục IV" not in office.reports.text.passage(YEAR, "II.7").text
    office.history.undo()
    assert list(office.scores.of_year(2026)) == [8]
    assert office.check() == Findings()


def test_what_are_no_points_changes_nothing(office: Office) -> None:
    before = office.scores.of_year(2026)
    with pytest.raises(Refusal, match="không được lớn hơn điểm tối đa"):
        office.scores.give(2026, 1, Decimal(5), Decimal(6))
    assert office.scores.of_year(2026) == before
