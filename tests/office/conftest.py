"""An office with one small plan, on a fixed day."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.child import process
from cchc_desktop.child.errands import Errand, function_of
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.plan import Draft, Signer
from cchc_desktop.office import Office
from tests.office.report_desk import Desk
from tests.plans import small_plan

TODAY = date(2026, 7, 15)


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read without a child process, which tests/child has: here what is read counts."""

    def run(errand: Errand, *given: object, **_: object) -> object:
        return function_of(errand)(*given)

    monkeypatch.setattr(process, "run", run)


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


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The office of An Bình with a small plan, on 10/3/2026."""
    made = Desk()
    made.office = Office.open(tmp_path, lambda: made.today, lambda: datetime(2026, 3, 10, 9))
    signer = Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Thị Bình")
    made.office.settings.found(
        OfficeProfile(
            "Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình",
            archive="VHXH", signers=(signer,),
        )
    )  # fmt: skip
    made.office.plans.store_draft(Draft(small_plan()))
    yield made
    made.office.close()
