"""A newer catalogue is taken in for later periods and undone; an older or altered one is refused."""

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from tests.catalogue.newer import newer_catalogue

LAST, FIRST = Period.parse("2026-Q4"), Period.parse("2027-Q1")


def taken(office: Office) -> int:
    return len(office._desk.store.catalogues())


def test_it_holds_for_later_periods_until_undone(office: Office) -> None:
    new = catalogue.read_indicators(newer_catalogue())
    office.catalogues.take(new)
    assert office.catalogues.newest() == new
    versions = [office.catalogues.of_period(period).version for period in (LAST, FIRST)]
    assert versions == ["2026.2", "2027.1"]
    assert office.history.next_undo().startswith("Nhập danh mục chỉ tiêu")
    office.history.undo()
    assert office.catalogues.of_period(FIRST).version == "2026.2"
    assert (taken(office), office.catalogues.newest()) == (0, catalogue.indicators())


def test_an_opening_stays_with_the_catalogue_that_it_was_given_in(office: Office) -> None:
    nine = Period.parse("2026-9T")
    office.openings.type_figure(nine, "1.21", "4")
    office.catalogues.take(catalogue.read_indicators(newer_catalogue("2026.9", "2026-05-15")))
    versions = [office.catalogues.of_period(period).version for period in (nine, LAST)]
    assert versions == ["2026.2", "2026.9"]
    assert office.figures.ledger().reading(nine, "1.21").value == 4
    office.openings.clear(nine)
    assert office.openings.spans() == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (catalogue.indicators().text, "phiên bản «2026.2» đã có trong chương trình, không cần nhập lại"),
        (newer_catalogue("2026.2"), "nội dung khác danh mục phiên bản đó đang có. Tệp có thể đã bị sửa"),
        (newer_catalogue("2020.9", "2020-12-15"), "không mới hơn danh mục phiên bản «2026.2»"),
        (newer_catalogue("2019.1", "2019-06-15"), r"áp dụng từ 15/06/2019.*áp dụng từ 15/12/2020"),
    ],
)
def test_what_is_known_altered_or_older_is_refused(office: Office, text: str, says: str) -> None:
    with pytest.raises(Refusal, match=says):
        office.catalogues.take(catalogue.read_indicators(text))
    assert taken(office) == 0


def test_a_file_between_two_that_are_taken_in_is_older(office: Office) -> None:
    office.catalogues.take(catalogue.read_indicators(newer_catalogue()))
    with pytest.raises(Refusal, match=r"không mới hơn danh mục phiên bản «2027\.1»"):
        office.catalogues.take(catalogue.read_indicators(newer_catalogue("2026.9", "2026-06-15")))
    with pytest.raises(Refusal, match="đã có trong chương trình"):
        office.catalogues.take(catalogue.read_indicators(newer_catalogue()))
