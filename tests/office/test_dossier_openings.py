"""An office that begins in November types form II.06a of nine months once; the year's form is then whole."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.indicators import Severity
from cchc_desktop.domain.places import DossiersPlace
from cchc_desktop.domain.readings import State
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Findings, Office
from tests.office.report_desk import YEAR, Desk

Q1, Q2, Q3, Q4 = (Period.parse(f"2026-Q{number}") for number in (1, 2, 3, 4))
HALF, NINE = Period.parse("2026-6T"), Period.parse("2026-9T")
OPENING = Dossiers(200, 100, 10, 150, 120, 10, 25, 5)
LAST = Dossiers(70, 30, None, 60, 40, 10, 18, 2)


@pytest.fixture
def november(desk: Desk) -> Office:
    """The office of An Bình on 28/11/2026, in the last quarter of the year of reports."""
    desk.today = date(2026, 11, 28)
    return desk.office


def first(office: Office) -> str:
    """The identity of the first field of procedures."""
    return office.dossiers.fields()[0].id


def sentences(office: Office, period: Period = YEAR) -> list[str]:
    return [item.sentence for item in office.reports.checklist(period)]


def test_the_years_form_is_the_opening_and_the_last_quarter(november: Office, tmp_path: Path) -> None:
    dossiers, one = november.dossiers, first(november)
    dossiers.set_row(NINE, one, OPENING)
    row = dossiers.rows(Q4)[0]
    assert (row.dossiers, row.carried_from) == (Dossiers(carried=30), NINE), "it is proposed"
    dossiers.set_row(Q4, one, LAST)
    whole = Dossiers(270, 130, 10, 210, 160, 20, 18, 2)
    assert dossiers.rows(YEAR)[0].dossiers == whole
    assert dossiers.rows(NINE)[0].dossiers == OPENING
    assert dossiers.problems(YEAR) == dossiers.differences(YEAR) == []
    assert dossiers.lacking(YEAR) == []
    path = tmp_path / "form.xlsx"
    export_file(november.reports.papers.form(YEAR), "xlsx", path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    printed = [list(line) for line in sheet.iter_rows(values_only=True)]
    (line,) = [line for line in printed if "Hộ tịch" in line]
    typed = [cell for cell in line[line.index("Hộ tịch") + 1 :] if isinstance(cell, int)]
    assert typed == [270, 130, 10, 210, 160, 20, 18, 2]


def test_the_figures_of_the_form_are_opened_too(november: Office) -> None:
    figures, one = november.figures, first(november)
    november.dossiers.set_row(NINE, one, OPENING)
    november.dossiers.set_row(Q4, one, LAST)
    reading = figures.ledger().reading(YEAR, "3.14")
    assert (reading.value, reading.state, reading.opening, reading.lacks) == (270, State.COUNTED, NINE, ())
    assert figures.ledger().reading(YEAR, "3.16").value == 10
    assert figures.ledger().reading(Q4, "3.16").value == 30
    assert figures.ledger().reading(YEAR, "3.22").value == 18
    row = next(row for row in november.openings.rows(NINE) if row.id == "3.14")
    assert (row.figure.value, row.reading.value) == (None, 200)
    assert "3.14" not in november.openings.missing(NINE)
    assert november.openings.spans() == []
    assert november.openings.wanted(YEAR) == NINE, "the other figures still want theirs"


def test_a_figure_given_beside_the_form_stands_and_is_told(november: Office) -> None:
    november.dossiers.set_row(NINE, first(november), OPENING)
    november.openings.type_figure(NINE, "3.14", "200")
    assert "3.14" not in {each.code for each in november.figures.problems(NINE)}
    november.openings.type_figure(NINE, "3.14", "210")
    assert november.figures.ledger().reading(NINE, "3.14").value == 210
    for period in (NINE, YEAR):
        (told,) = [each for each in november.figures.problems(period) if each.code == "3.14"]
        assert told.severity is Severity.WARNING
        assert (
            "số lũy kế ban đầu 9 tháng đầu năm 2026 là 210 hồ sơ, biểu II.06a lũy kế là 200" in told.sentence
        )
    rows = {row.id: row for row in november.openings.rows(NINE)}
    assert rows["3.14"].problems


def test_quarters_typed_as_well_do_not_count_but_are_told(november: Office) -> None:
    dossiers, one = november.dossiers, first(november)
    dossiers.set_row(NINE, one, OPENING)
    dossiers.set_row(Q1, one, Dossiers(50, 20, 10, 40, 30, 0, 10, 0))
    assert dossiers.rows(NINE)[0].dossiers == OPENING
    assert dossiers.differences(NINE) == [], "one quarter may have less than all three"
    dossiers.set_row(Q1, one, Dossiers(250, 20, 12, 40, 30, 0, 212, 0))
    (_, told) = dossiers.differences(YEAR)[0]
    assert "tiếp nhận trực tuyến 200 và 250; từ kỳ trước 10 và 12)" in told
    assert dossiers.differences(Q1) == dossiers.differences(YEAR)
    (item,) = [item for item in november.reports.checklist(YEAR) if item.sentence == told]
    assert (item.severity, item.place) == (Severity.WARNING, DossiersPlace(NINE))
    assert dossiers.rows(Q4)[0].dossiers.carried == 30
    assert (dossiers.covering(Q1), dossiers.covering(Q4)) == (NINE, None)
    dossiers.set_row(NINE, one, OPENING)
    assert november.figures.ledger().reading(NINE, "3.14").value == 200


def test_a_longer_span_is_typed_only_where_it_stands_for_quarters(november: Office, desk: Desk) -> None:
    dossiers, one = november.dossiers, first(november)
    with pytest.raises(Refusal, match=r"được cộng từ các quý\. Hãy nhập ở từng quý"):
        dossiers.set_row(YEAR, one, OPENING)
    dossiers.set_row(Q3, one, LAST)
    with pytest.raises(Refusal, match=r"cộng từ các quý; đã nhập quý III\. Hãy nhập ở từng quý"):
        dossiers.set_row(NINE, one, OPENING)
    assert dossiers.wanted(YEAR) == dossiers.wanted(Q4) == HALF
    dossiers.set_row(HALF, one, OPENING)
    assert dossiers.wanted(YEAR) is None
    with pytest.raises(Refusal, match="Đã có biểu lũy kế 6 tháng đầu năm 2026"):
        dossiers.set_row(NINE, one, OPENING)
    november.history.undo()
    november.history.undo()
    desk.today = date(2026, 8, 1)
    with pytest.raises(Refusal, match="9 tháng đầu năm 2026 được cộng từ các quý"):
        dossiers.set_row(NINE, one, OPENING)
    assert dossiers.why_locked(HALF) == ""


def test_it_is_told_undone_and_sound(november: Office) -> None:
    dossiers, one = november.dossiers, first(november)
    dossiers.set_row(NINE, one, Dossiers(online=4))
    told = november.history.told(dossiers.set_row(NINE, one, Dossiers(online=5)))
    assert "Hộ tịch, lũy kế 9 tháng/2026: Tiếp nhận trực tuyến: 4 → 5" in told.sentence
    assert told.place == DossiersPlace(NINE, one)
    assert november.history.entries()[0].label == "Nhập biểu II.06a lũy kế"
    assert november.check() == Findings()
    november.history.undo()
    assert dossiers.rows(NINE)[0].dossiers == Dossiers(online=4)
    november.history.undo()
    assert dossiers.opening_of(YEAR) is None
    assert dossiers.rows(YEAR)[0].dossiers.is_blank


def test_the_check_list_leads_to_the_form_that_is_lacking(november: Office) -> None:
    november.openings.type_figure(NINE, "1.20", "35")
    (item,) = [item for item in november.reports.checklist(YEAR) if "chưa gồm" in item.sentence]
    assert item.sentence == (
        "Biểu II.06a năm 2026 chưa gồm quý I, II, III. Nếu gửi kèm biểu này, hãy nhập biểu II.06a lũy kế "
        "9 tháng đầu năm 2026 một lần."
    )
    assert item.place == DossiersPlace(NINE)
    november.dossiers.set_row(NINE, first(november), OPENING)
    assert not [said for said in sentences(november) if "chưa gồm" in said]
    november.history.undo()
    november.dossiers.set_row(Q2, first(november), LAST)
    (item,) = [item for item in november.reports.checklist(YEAR) if "chưa gồm" in item.sentence]
    assert item.sentence.startswith("Biểu II.06a năm 2026 chưa gồm quý I, III. Nếu gửi kèm")
    assert item.place == DossiersPlace(Q1)


def test_the_form_of_last_year_hands_on_into_this_one(desk: Desk) -> None:
    before = Period.parse("2025-N")
    desk.office.dossiers.set_row(before, first(desk.office), OPENING)
    assert desk.office.dossiers.rows(Q1)[0].dossiers.carried == 30
    desk.office.dossiers.set_row(Q1, first(desk.office), LAST)
    assert desk.office.figures.ledger().reading(Q1, "3.16").value == Decimal(30)
    with pytest.raises(Refusal, match=r"lấy từ biểu năm 2025 \(30\)"):
        desk.office.dossiers.set_row(Q1, first(desk.office), Dossiers(carried=4))
