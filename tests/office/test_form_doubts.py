"""Form II.06a of periods that end after its circular may have been replaced."""

from collections.abc import Sequence

import pytest

from cchc_desktop.domain.indicators import Severity
from cchc_desktop.domain.places import DossiersPlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.report_checks import CheckItem

MAYBE = "có thể đã được thay thế bởi Thông tư số 09/2026/TT-BTP"


def doubts(items: Sequence[CheckItem]) -> list[CheckItem]:
    return [item for item in items if MAYBE in item.sentence]


@pytest.mark.parametrize(
    ("period", "told"),
    [("2026-Q2", False), ("2026-6T", False), ("2026-Q3", True), ("2026-N", True), ("2027-Q1", True)],
)
def test_the_check_list_tells_it_of_periods_that_end_after_august_2026(
    office: Office, period: str, told: bool
) -> None:
    found = doubts(office.reports.checklist(Period.parse(period)))
    assert len(found) == told
    for item in found:
        assert (item.severity, item.place) == (Severity.WARNING, DossiersPlace(Period.parse(period)))


def test_the_form_itself_says_nothing_of_it(office: Office) -> None:
    document = office.reports.papers.form(Period.parse("2026-Q3"))
    assert "Thông tư số 01/2020/TT-VPCP" in repr(document)
    assert "TT-BTP" not in repr(document)
