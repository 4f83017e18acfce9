"""A catalogue that another program took in before there were bounds: its periods are shown all the same."""

import time
from decimal import Decimal

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.readings import Figure, State
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.storage.columns import Row
from cchc_desktop.storage.figure_rows import write_figure
from tests.catalogue.newer import newer_catalogue

Q3 = Period.parse("2026-Q3")
FACTORS = "*".join(["[1.01]"] * 40)


def poisoned(text: str) -> str:
    """The catalogue with a chain of products over products, as nothing forbade it."""
    products = [
        f'[[indicator]]\ncode = "1.{number}"\narea = 1\nname = "Tích {number}"\nunit = "văn bản"\n'
        f'kind = "computed"\nnature = "flow"\nformula = "{FACTORS.replace("1.01", before)}"\n\n'
        for number, before in ((91, "1.01"), (92, "1.91"), (93, "1.92"), (94, "1.93"))
    ]
    return text.replace("\n[[check]]", "\n" + "".join(products) + "[[check]]", 1)


def keep(office: Office, text: str, version: str) -> None:
    """Stores a catalogue past all checks and lets the third quarter follow it."""
    store = office._desk.store
    shipped = catalogue.indicators()
    dates = office.calendar.dates(Q3)
    with store.journal.operation("test", "Thử", "") as recorder:
        row: Row = {
            "id": "poison", "version": version, "title": shipped.title, "valid_from": "2026-06-15",
            "text": text,
        }  # fmt: skip
        recorder.insert("catalogues", row)
        recorder.insert(
            "periods",
            {
                "id": Q3.id, "starts": dates.starts.isoformat(), "ends": dates.ends.isoformat(),
                "due": dates.due.isoformat() if dates.due else None, "reported": int(dates.reported),
                "regime": "", "catalogue_id": "poison",
            },
        )  # fmt: skip
    office._desk.publish(recorder.changes)


@pytest.fixture
def harmed(office: Office) -> Office:
    text = poisoned(newer_catalogue())
    with pytest.raises(Refusal, match=r"số quá lớn"):
        catalogue.read_indicators(text)
    keep(office, text, "2026.9")
    return office


def test_its_periods_are_shown_with_another_catalogue_and_say_so(harmed: Office) -> None:
    began = time.process_time()
    harmed.figures.type_figure(Q3, "1.01", "999.999.999.999")
    for period in (Q3, Q3.cumulated, Period.parse("2026-N"), Q3.next_one):
        assert harmed.figures.rows(period)
        harmed.figures.problems(period)
        harmed.reports.checklist(period)
    assert time.process_time() - began < 20
    followed = harmed.catalogues.followed(Q3)
    assert followed.catalogue == catalogue.indicators()
    assert "2026.9" in followed.fault
    assert "số liệu đã nhập vẫn còn nguyên" in followed.fault
    assert "không dùng được" in followed.words
    assert harmed.figures.catalogue_fault(Q3.next_one) == ""
    (told,) = [item for item in harmed.reports.checklist(Q3) if "2026.9" in item.sentence]
    assert told.severity == "error"
    assert harmed._desk.store.periods()[Q3].catalogue_id == "poison"


def test_it_is_neither_the_newest_nor_taken_in_again(harmed: Office) -> None:
    assert harmed.catalogues.newest() == catalogue.indicators()
    with pytest.raises(Refusal, match="nội dung khác"):
        harmed.catalogues.take(catalogue.read_indicators(newer_catalogue("2026.9", "2026-06-15")))
    harmed.catalogues.take(catalogue.read_indicators(newer_catalogue("2026.10", "2026-06-20")))


def test_a_text_that_is_no_catalogue_at_all_hides_no_figures(office: Office) -> None:
    keep(office, "a" + ".a" * 200_000 + " = 1", "hỏng")
    office.figures.type_figure(Q3, "1.01", "5")
    assert office.figures.ledger().reading(Q3, "1.01").value == 5
    assert "lớp lồng nhau" in office.figures.catalogue_fault(Q3)


@pytest.mark.parametrize("value", ["9" * 5000, "1E+900000", "0." + "0" * 400 + "1", "NaN", "-Infinity"])
def test_a_stored_number_of_any_size_holds_no_screen_up(office: Office, value: str) -> None:
    office.figures.type_figure(Q3, "1.14", "5")
    with office._desk.store.journal.operation("test", "Thử", "") as recorder:
        write_figure(recorder, Q3, "1.15", Figure(Decimal(1)))
        recorder.update("figures", f"{Q3.id}:1.15", {"value": value})
    office._desk.publish(recorder.changes)
    for period in (Q3, Q3.cumulated, Q3.next_one):
        assert office.figures.rows(period)
        office.figures.problems(period)
    readings = office.figures.ledger().readings(Q3)
    assert (readings["1.15"].value, readings["1.15"].state) == (None, State.BEYOND)
    assert readings["1.15"].words(catalogue.indicators().get("1.15")) == "–"
    office.figures.type_figure(Q3, "1.15", "7")
    assert office.figures.ledger().reading(Q3, "1.15").value == 7


def test_no_number_is_stored_that_spreadsheets_do_not_keep(office: Office) -> None:
    for value in (Decimal(10) ** 15, Decimal("1E+999999"), Decimal("Infinity"), Decimal("NaN")):
        with pytest.raises(Refusal, match="15 chữ số"):
            office.figures.set_figures(Q3, {"1.01": Figure(value)})
    assert office.figures.figure(Q3, "1.01").value is None
