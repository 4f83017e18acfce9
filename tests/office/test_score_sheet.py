"""The sheet of the self-assessment: what it says is what the score is, its sums are reckoned by Excel's own
formulas, and each file that proves something has a number by its criterion."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Document, Formula, Table
from cchc_desktop.domain.criteria.scoring import Score
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from tests import libreoffice
from tests.sample_office import lay_sample

YEAR = Period.parse("2026-N")
TODAY = date(2026, 11, 20)
D = Decimal


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """The sample commune in November, with points beside the whole, and something that does not apply."""
    folder = tmp_path / "data"
    folder.mkdir()
    lay_sample(folder, TODAY)
    office = Office.open(folder, lambda: TODAY, lambda: datetime(2026, 11, 20, 9))
    given = office.criteria.get("khoi-dau")
    for code, number in (("T1", 1), ("T2", 1), ("P1", 1), ("1.2", 3)):
        office.criteria.decide(replace(office.criteria.mark(given, YEAR, code), number=D(number)))
    mark = office.criteria.mark(given, YEAR, "3.3")
    office.criteria.decide(replace(mark, off=True, note="Chưa thành lập Trung tâm"))
    file = tmp_path / "Kết xuất.pdf"
    file.write_bytes(b"%PDF-1.4\n%%EOF\n")
    owner = office.criteria.owner(given, YEAR, "3.4.1")
    office.evidence.attach(owner, [office.evidence.taker()(file, lambda: None)])
    yield office
    office.close()


def score(office: Office) -> Score:
    return office.criteria.score(office.criteria.get("khoi-dau"), YEAR)


def sheet(office: Office) -> Document:
    return office.criteria.sheet(office.criteria.get("khoi-dau"), YEAR)


def tables(document: Document) -> list[Table]:
    return [block for part in document.parts for block in part.blocks if isinstance(block, Table)]


def test_the_sheet_says_what_the_score_is(office: Office) -> None:
    made = score(office)
    scores, proofs = tables(sheet(office))
    rows = {row.cells[0]: row.cells for row in scores.rows}

    def number(cell: object) -> object:
        return cell.value if isinstance(cell, Formula) else cell

    for each in made.walk():
        cells = rows[each.criterion.code]
        assert number(cells[2]) == each.most
        if each.children and each.applies:
            assert number(cells[6]) == each.points
        else:
            assert cells[6] == (each.points if each.applies and not each.unknown else None)
        assert cells[7:10] == (None,) * 3
    assert rows["1.2"][3] == "3 báo cáo"
    assert rows["3.3.1"][3] == "Không áp dụng"
    assert rows["3.3"][10] == "Chưa thành lập Trung tâm"
    assert str(rows["3.4.1"][5]).endswith("\n3.4.1-01")
    assert [row.cells[0] for row in proofs.rows] == ["3.4.1-01"]
    assert number(scores.rows[-1].cells[6]) == made.total


def test_excel_reckons_the_same_sums(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    export_file(sheet(office), "xlsx", path)
    (folder := tmp_path / "lai").mkdir()
    (again,) = libreoffice.convert(libreoffice.WORKBOOK, folder, path)
    book = load_workbook(again, data_only=True)
    rows = {str(row[0]): row for row in book["Chấm điểm"].iter_rows(values_only=True) if row[0] or row[1]}
    made = score(office)
    for area in made.areas:
        assert rows[area.criterion.code][2] == float(area.most)
        assert rows[area.criterion.code][6] == pytest.approx(float(area.points))
    assert made.bonus == 2
    assert made.penalty == 1
    assert rows["None"][2] == float(made.most)
    assert rows["None"][6] == pytest.approx(float(made.total))
    book.close()


def test_a_quarter_has_its_own_sheet(office: Office) -> None:
    quarter = Period.parse("2026-Q2")
    document = office.criteria.sheet(office.criteria.of_period(quarter), quarter)
    assert "766" in document.title
    assert len(document.parts) == 1
    assert office.criteria.file_name(office.criteria.of_period(quarter), quarter, "pdf").endswith(".pdf")
