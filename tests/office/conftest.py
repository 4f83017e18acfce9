"""An office with one small plan, on a fixed day."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.plan import Draft
from cchc_desktop.office import Office
from tests.plans import small_plan

TODAY = date(2026, 7, 15)


@pytest.fixture
def empty_office(tmp_path: Path) -> Iterator[Office]:
    """A new data folder in which no office is set up yet."""
    made = Office.open(tmp_path, lambda: TODAY, lambda: datetime(2026, 7, 15, 9, 0))
    yield made
    made.close()


@pytest.fixture
def office(empty_office: Office) -> Office:
    """The office of An Bình with the plan ``plan-1``."""
    profile = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")
    empty_office.settings.found(profile)
    empty_office.plans.store_draft(Draft(small_plan()))
    return empty_office
