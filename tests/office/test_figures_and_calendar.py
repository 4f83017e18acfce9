"""The office's figures and its calendar: which catalogue and dates a period has, what may be typed."""

from cchc_desktop import resources
from cchc_desktop.domain.report_periods import periods_of
from cchc_desktop.office import Office


def later_catalogue() -> str:
    """The shipped catalogue as a new one that is valid from the third quarter of 2026."""
    text = resources.read_text("catalogue", "indicators.toml")
    return text.replace('version = "2026.1"', 'version = "2026.2"', 1).replace(
        "valid_from = 2020-12-15", "valid_from = 2026-06-15", 1
    )


def test_a_longer_span_has_the_catalogue_of_its_last_quarter(office: Office) -> None:
    office.catalogues.take(later_catalogue())
    versions = {period.id: office.figures.catalogue(period).version for period in periods_of(2026)}
    assert versions == {
        "2026-Q1": "2026.1", "2026-Q2": "2026.1", "2026-6T": "2026.1", "2026-Q3": "2026.2",
        "2026-9T": "2026.2", "2026-Q4": "2026.2", "2026-N": "2026.2",
    }  # fmt: skip
    ledger = office.figures.ledger()
    assert versions == {period.id: ledger.catalogue(period).version for period in periods_of(2026)}
