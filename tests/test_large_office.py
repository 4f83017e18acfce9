"""The large office that benchmarks and torture stand on is what it says, and whole."""

from pathlib import Path

import pytest

from cchc_desktop.office import Findings, Office
from tests import large_office


@pytest.mark.slow
def test_years_of_work_and_the_size_that_was_asked_for(tmp_path: Path) -> None:
    large_office.make(tmp_path, years=3, megabytes=9)
    assert 9_000_000 <= (tmp_path / "cchc.db").stat().st_size < 9_500_000
    office = Office.open(tmp_path, lambda: large_office.UNTIL)
    assert office.check() == Findings()
    assert office.figures.years() == [2026, 2025, 2024]
    assert len(office.plans.heads()) == 2
    issued = [period.id for period, head in office._desk.store.reports().items() if head.is_issued]
    assert len(issued) == 11
    counted = office.counts()
    assert counted["figures"] > 1000
    assert counted["actions"] > 120
    times = [entry.at for entry in office.history.entries(2000)]
    assert [each.date() for each in times] == sorted((each.date() for each in times), reverse=True)
    office.close()
