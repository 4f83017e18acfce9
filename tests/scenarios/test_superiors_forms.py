"""A superior's forms from end to end: mapped by what is proposed, filled in with the sample's figures through
the child process, compared part by part with the form, and worked out by LibreOffice."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.templates.columns import Column
from cchc_desktop.domain.templates.filling import Filling
from cchc_desktop.office import Office
from cchc_desktop.office.templates import filled_copy, read_template, write_copy
from tests import workbooks
from tests.libreoffice import WORKBOOK, convert
from tests.same_workbook import same_but
from tests.sample_office import lay_sample

pytestmark = pytest.mark.slow
TODAY = date(2026, 12, 20)
NINE = Period.parse("2026-9T")
MAKERS = (workbooks.statistics, workbooks.dossiers, workbooks.checklist)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample with a whole year of figures."""
    folder = tmp_path_factory.mktemp("forms")
    lay_sample(folder, TODAY)
    made = Office.open(folder, lambda: TODAY, lambda: datetime(2026, 12, 20, 9))
    yield made
    made.close()


def filled(office: Office, form: Path) -> tuple[Path, Filling]:
    """The form filled in for nine months, by every proposal."""
    template = read_template(form)
    made = office.templates.proposed(template, NINE).confirmed()
    filling = office.templates.filling(template, made, NINE)
    target = form.with_name(f"dien-{form.name}")
    write_copy(form, target, filled_copy(form, template, filling))
    return target, filling


@pytest.mark.parametrize("make", MAKERS)
def test_a_form_is_mapped_filled_in_and_otherwise_the_same(
    office: Office, make: Callable[[Path], Path], tmp_path: Path
) -> None:
    form = make(tmp_path / "bieu.xlsx")
    before = form.read_bytes()
    target, filling = filled(office, form)
    assert len(filling.cells) >= 4
    same_but(form, target, filling.cells)
    assert form.read_bytes() == before
    # What the cells hold is what the ledger says of the figure that they are mapped to.
    template = read_template(form)
    made = office.templates.proposed(template, NINE).confirmed()
    book, ledger = load_workbook(target), office.figures.ledger()
    own = [cell for cell in made.cells if cell.takes is Column.VALUE]
    written = {(cell.sheet, cell.row, cell.column) for cell in filling.cells}
    counted = 0
    for cell in own:
        value = book[cell.sheet].cell(cell.row, cell.column).value
        reading = ledger.reading(NINE, cell.code)
        if cell.key in written and isinstance(value, int):
            counted += 1
            assert Fraction(value) == reading.value, cell
    assert counted or not own or make is workbooks.checklist


@pytest.mark.libreoffice
def test_libreoffice_works_the_filled_forms_out(office: Office, tmp_path: Path) -> None:
    made = {make.__name__: filled(office, make(tmp_path / f"{make.__name__}.xlsx"))[0] for make in MAKERS}
    again = convert(WORKBOOK, tmp_path / "out", *made.values())
    books = {name: load_workbook(path, data_only=True) for name, path in zip(made, again, strict=True)}
    reading = office.figures.ledger().reading
    tasks, done = (reading(NINE, code).value for code in ("1.03", "1.04"))
    assert tasks
    assert done
    statistics = books["statistics"]
    assert statistics["Biểu 01"]["E17"].value == pytest.approx(float(done / tasks))
    assert statistics[workbooks.SUMMARY]["B1"].value == done
    details = books["dossiers"][workbooks.DETAILS]
    for row in range(5, 13):
        quarters = [details[f"{letter}{row}"].value or 0 for letter in "DEFG"]
        assert details[f"H{row}"].value == sum(quarters)
        assert sum(quarters) > 0 or row > 8
    for name, book in books.items():
        for sheet in book.worksheets:
            for line in sheet.iter_rows():
                assert not any(str(cell.value).startswith(("#REF", "#NAME", "#VALUE")) for cell in line), name
