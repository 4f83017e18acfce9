"""An office that begins in November: its cumulated figures are given once, and the year's report is whole."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.indicators import Kind, Severity
from cchc_desktop.domain.places import OpeningPlace
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.figure_import import FigureDraft, FigureMistakes
from cchc_desktop.office.opening_import import read_opening, take_opening
from cchc_desktop.office.report_schedule import ReportState
from tests.intake.annexes import CUMULATED, changed, fill
from tests.office.report_desk import YEAR, Desk

Q1, Q2, Q3, Q4 = (Period.parse(f"2026-Q{number}") for number in (1, 2, 3, 4))
HALF, NINE = Period.parse("2026-6T"), Period.parse("2026-9T")
SOURCE = "Báo cáo số 45/BC-UBND"


def give(office: Office, span: Period = NINE, **figures: str) -> None:
    """Gives opening figures, by codes written ``c3_14``."""
    for name, text in figures.items():
        office.openings.type_figure(span, name[1:].replace("_", "."), text)


def everything(office: Office, period: Period, value: int = 0) -> dict[str, Figure]:
    """A figure for all that is typed in a period."""
    asked = office.catalogues.of_period(period).asked(period)
    none = {each.code: Figure(Decimal(value)) for each in asked}
    # No rank is the 0th.
    return none | {rank: Figure(Decimal(1)) for rank in ("8.06", "8.08") if rank in none}


@pytest.fixture
def november(desk: Desk) -> Office:
    """The office of An Bình on 28/11/2026, in the last quarter of the year of reports."""
    desk.today = date(2026, 11, 28)
    return desk.office


def sentences(office: Office, period: Period = YEAR) -> list[str]:
    return [item.sentence for item in office.reports.checklist(period)]


# What follows from them


def test_reports_that_opening_figures_tell_of_went_out_before(november: Office) -> None:
    schedule = november.reports.schedule

    def states() -> dict[Period, ReportState]:
        return {line.period: line.state for line in schedule.of_year(2026)}

    assert states()[NINE] is ReportState.OVERDUE
    give(november, HALF, c1_20="20")
    assert states()[HALF] is ReportState.EARLIER
    assert states()[NINE] is ReportState.OVERDUE, "half a year says nothing of the third quarter"
    give(november, NINE, c1_20="35")
    assert {states()[Q1], states()[HALF], states()[NINE]} == {ReportState.EARLIER}
    assert states()[YEAR] is ReportState.OPEN
    november.figures.type_figure(Q2, "1.20", "5")
    assert states()[HALF] is ReportState.OVERDUE, "its figures are kept here"
    assert states()[Q1] is ReportState.EARLIER


def test_no_report_is_waited_for_that_went_out_before(november: Office, desk: Desk) -> None:
    desk.today = date(2026, 10, 5)
    assert november.reports.schedule.next_due() == NINE
    give(november, NINE, c1_20="35")
    assert november.reports.schedule.next_due() == YEAR


def test_the_years_report_is_whole_without_three_old_quarters(november: Office) -> None:
    office = november
    openings, figures = office.openings, office.figures
    assert openings.due() == NINE
    openings.set_figures(NINE, everything(office, NINE) | {"1.20": Figure(Decimal(35))})
    carried = {each.code for each in office.catalogues.of_period(Q4).carried}
    last = everything(office, Q4) | {"1.20": Figure(Decimal(7))}
    figures.set_figures(Q4, {code: figure for code, figure in last.items() if code not in carried})
    assert figures.missing(YEAR) == []
    assert figures.gaps(YEAR) == {}
    done, wanted = figures.completeness(YEAR)
    assert done == wanted
    items = office.reports.checklist(YEAR)
    assert not [item for item in items if "Hãy nhập" in item.sentence]
    (told,) = [item for item in items if "khi bắt đầu dùng chương trình" in item.sentence]
    assert (told.severity, told.place) == (Severity.WARNING, OpeningPlace(NINE))
    text = " ".join(str(block) for part in office.reports.papers.compose(YEAR).parts for block in part.blocks)
    assert "hưa có số liệu quý" not in text
    assert "ban đầu" not in text
    assert "bắt đầu dùng" not in text
    row = next(row for row in figures.rows(YEAR) if row.id == "1.20")
    assert (row.reading.value, row.opening.value) == (42, 35)
    assert row.previous.value == 35, "nine months before the year"
    quarter = next(row for row in figures.rows(Q4) if row.id == "1.20")
    assert quarter.previous.value is None, "nobody knows what the third quarter alone had"


def test_what_an_opening_was_left_without_is_asked_for_there(november: Office) -> None:
    give(november, c1_20="35")
    november.figures.type_figure(Q4, "1.20", "7")
    november.figures.type_figure(Q4, "1.21", "2")
    (gap,) = [item for item in november.reports.checklist(YEAR) if "ban đầu" in item.sentence]
    assert gap.sentence.startswith("Số lũy kế ban đầu 9 tháng đầu năm 2026: chưa có 1 số liệu")
    assert gap.place == OpeningPlace(NINE, "1.21")
    data = november.reports.text.data(YEAR)
    assert (list(data.unfilled), list(data.partly_filled)) == ([], [Q1, Q2, Q3])


def test_quarters_without_figures_may_be_given_at_once(november: Office) -> None:
    november.figures.type_figure(Q4, "1.20", "7")
    (item,) = [item for item in november.reports.checklist(YEAR) if "quý" in item.sentence]
    assert item.sentence == (
        "Chưa có số liệu quý I, II, III nên số năm 2026 chưa đủ. Nếu mới dùng chương trình, hãy nhập số lũy "
        "kế 9 tháng đầu năm 2026 một lần; nếu không, hãy nhập số liệu từng quý."
    )
    assert item.place == OpeningPlace(NINE)
    november.figures.type_figure(Q3, "1.20", "2")
    assert november.openings.wanted(YEAR) == HALF
    november.figures.type_figure(Q2, "1.20", "2")
    assert november.openings.wanted(YEAR) is None, "one quarter is typed as soon"
    assert november.openings.wanted(Period.parse("2027-N")) is None, "what is to come is typed then"
    assert "Quý I năm 2026: chưa có 1 số liệu" in " ".join(sentences(november))


def test_an_office_without_any_figure_is_led_there_too(november: Office) -> None:
    places = [item.place for item in november.reports.checklist(YEAR)]
    assert places[0] == OpeningPlace(NINE)


def test_which_opening_is_due(desk: Desk) -> None:
    openings = desk.office.openings
    for day, due in (
        (date(2026, 3, 10), "2025-N"), (date(2026, 5, 1), "2025-N"), (date(2026, 8, 1), "2026-6T"),
        (date(2026, 11, 28), "2026-9T"), (date(2026, 12, 20), "2026-N"),
    ):  # fmt: skip
        desk.today = day
        assert openings.due() == Period.parse(due), day
    give(desk.office, HALF, c1_20="3")
    desk.today = date(2026, 11, 28)
    assert openings.due() == HALF, "what there is already"
    assert openings.spans() == [HALF]


def test_stocks_of_the_last_quarter_are_offered(november: Office) -> None:
    give(november, c3_01="401", c6_12="có", c3_22="5", c3_23="0", c1_20="35")
    rows = {row.id: row for row in november.figures.rows(Q4)}
    offered = [rows[code].suggestion for code in ("3.01", "6.12", "1.20", "3.22")]
    assert offered == [401, 1, None, None]
    november.figures.set_figures(Q4, {"3.01": Figure(rows["3.01"].suggestion)}, "Lấy số gợi ý")
    now = next(row for row in november.figures.rows(Q4) if row.id == "3.01")
    assert (now.suggestion, now.reading.opening) == (None, None)
    assert not any(row.suggestion for row in november.figures.rows(YEAR)), "only a quarter is typed"


def test_the_last_quarter_of_an_opening_takes_its_stocks_from_there(november: Office) -> None:
    november.figures.type_figure(Q3, "3.01", "390")
    give(november, c3_01="401", c3_22="5", c3_23="0")
    assert november.figures.ledger().reading(Q3, "3.01").value == 401
    with pytest.raises(Refusal, match="lấy từ số lũy kế ban đầu 9 tháng đầu năm 2026 \\(401\\)"):
        november.figures.type_figure(Q3, "3.01", "395")
    with pytest.raises(Refusal, match="lấy từ số lũy kế ban đầu 9 tháng đầu năm 2026 \\(5\\)"):
        november.figures.type_figure(Q4, "3.16", "6")
    assert "401 TTHC, quý III năm 2026 là 390" in " ".join(sentences(november))
    november.figures.type_figure(Q3, "3.01", "")
    assert "390" not in " ".join(sentences(november))


def test_different_things_are_counted_over_the_year_beside_an_opening(november: Office) -> None:
    give(november, c1_06="20", c1_07="8")
    november.figures.set_figures(Q4, {"1.06": Figure(Decimal(20)), "1.07": Figure(Decimal(5))})
    assert november.figures.ledger().reading(YEAR, "1.07").value is None, "nobody has counted them yet"
    november.figures.type_figure(YEAR, "1.07", "10")
    assert november.figures.ledger().reading(YEAR, "1.07").value == 10
    with pytest.raises(Refusal, match="lấy từ số lũy kế ban đầu 9 tháng đầu năm 2026 \\(8\\)"):
        november.figures.type_figure(NINE, "1.07", "7")


# Giving them


def test_an_opening_figure_is_given_undone_found_and_told(november: Office) -> None:
    openings = november.openings
    changes = openings.type_figure(NINE, "3.14", "ước 1.200")
    told = november.history.told(changes)
    assert told.sentence.endswith("lũy kế 9 tháng/2026: chưa có → ước 1.200")
    assert told.place == OpeningPlace(NINE, "3.14")
    assert openings.figure(NINE, "3.14") == Figure(Decimal(1200), estimate=True)
    openings.type_figure(NINE, "3.14", "1.250")
    assert openings.figure(NINE, "3.14") == Figure(Decimal(1250), estimate=True)
    assert [(one.before, one.after) for one in openings.history(NINE, "3.14")][:1] == [("1.200", "1.250")]
    openings.set_source(NINE, SOURCE)
    assert openings.source(NINE) == SOURCE
    (hit,) = [hit for hit in november.search("45/BC-UBND").hits if hit.table == "openings"]
    assert (hit.where, hit.place) == ("lũy kế 9 tháng đầu năm 2026", OpeningPlace(NINE, "3.14"))
    assert november.check() == Findings()
    openings.clear(NINE)
    assert openings.spans() == []
    with pytest.raises(Refusal, match="Chưa có số lũy kế ban đầu 9 tháng đầu năm 2026 để xóa"):
        openings.clear(NINE)
    for _ in range(3):
        november.history.undo()
    assert openings.figure(NINE, "3.14") == Figure(Decimal(1200), estimate=True)
    november.history.undo()
    assert openings.figure(NINE, "3.14") == Figure()
    assert openings.history(NINE, "3.14")
    assert november.figures.history(NINE, "3.14") == [], "a figure of the same span is another record"


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("3.24", "95", "được tính theo công thức"),
        ("5.14", "3", "là số của cả năm, nhập ở quý IV"),
        ("3.14", "-5", "không thể là số âm"),
        ("3.14", "mười", "không phải là số"),
        ("9.99", "1", "Không có chỉ tiêu thống kê mã «9.99»"),
        ("1.02", "9", "lớn hơn"),
    ],
)
def test_what_is_no_opening_figure_changes_nothing(november: Office, code: str, text: str, said: str) -> None:
    give(november, c1_01="5")
    before = list(november._desk.store._data.connection.iterdump())
    with pytest.raises(Refusal, match=said):
        november.openings.type_figure(NINE, code, text)
    assert list(november._desk.store._data.connection.iterdump()) == before


def test_a_note_alone_stands_for_no_quarters(november: Office) -> None:
    noted = Figure(Decimal(35), note="theo báo cáo quý III")
    november.openings.set_figures(NINE, {"1.20": noted, "1.21": Figure(note="chưa rõ")})
    november.openings.type_figure(NINE, "1.20", "")
    assert november.openings.figure(NINE, "1.20").note == "theo báo cáo quý III"
    assert november.openings.spans() == []
    assert november.figures.ledger().opening_of(YEAR) is None
    for quarter in (Q1, Q2, Q3, Q4):
        november.figures.type_figure(quarter, "1.20", "5")
    assert not [sentence for sentence in sentences(november) if "bắt đầu dùng" in sentence]
    november.openings.clear(NINE)
    assert november.openings.figure(NINE, "1.20") == Figure()


def test_what_was_reported_as_a_sum_with_doubles_is_taken(november: Office) -> None:
    give(november, c1_06="20", c1_07="31")
    (told,) = [one for one in november.figures.problems(NINE) if one.code == "1.07"]
    assert told.severity is Severity.WARNING
    with pytest.raises(Refusal, match="lớn hơn số đơn vị thuộc diện kiểm tra"):
        november.figures.set_figures(Q4, {"1.06": Figure(Decimal(20)), "1.07": Figure(Decimal(31))})


def test_until_the_first_quarters_end_it_is_that_quarters_figure(november: Office) -> None:
    november.openings.set_figures(Q1, {"1.20": Figure(Decimal(4))})
    assert november.figures.figure(Q1, "1.20").value == 4
    november.openings.set_figures(Q3, {"1.20": Figure(Decimal(9))})
    assert november.openings.spans() == [NINE]


def test_what_was_given_of_the_year_before_is_compared_with(desk: Desk) -> None:
    before = Period.parse("2025-N")
    give(desk.office, before, c1_20="30", c5_14="2", c3_22="4", c3_23="1")
    ledger = desk.office.figures.ledger()
    assert ledger.reading(YEAR.last_year, "1.20").value == 30
    assert ledger.reading(Q1, "3.16").value == 5
    assert desk.office.figures.years() == [2026, 2025]


# From the annex of the last report


@pytest.fixture
def annex(november: Office, tmp_path: Path) -> Callable[[Period], Path]:
    """The annex of a period of an office that has typed three quarters; it then begins anew."""

    def made(period: Period) -> Path:
        office = november
        for quarter in (Q1, Q2, Q3):
            for code, text in {"3.14": "100", "3.15": "20", "3.18": "110", "3.19": "5", "3.20": "0",
                               "3.22": "5", "3.23": "0", "3.01": "401", "1.20": "không phát sinh",
                               "3.50": "95,5", "6.12": "có"}.items():  # fmt: skip
                office.figures.type_figure(quarter, code, text)
            if quarter == Q1:
                office.figures.type_figure(quarter, "3.16", "2")
        path = tmp_path / f"{period.id}.xlsx"
        export_file(office.reports.papers.statistics(period), "xlsx", path)
        while office.figures.ledger().periods:
            office.history.undo()
        return path

    return made


def taken(office: Office, path: Path, span: Period = NINE) -> FigureDraft:
    draft = read_opening(office.openings, span, path)
    take_opening(office.openings, draft)
    return draft


@pytest.mark.parametrize("period", [NINE, Q3])
def test_the_annex_of_the_last_report_is_taken_in(
    november: Office, annex: Callable[[Period], Path], period: Period
) -> None:
    path = annex(period)
    draft = taken(november, path)
    given = {row.id: row.figure for row in november.openings.rows(NINE) if row.figure.value is not None}
    assert {code: figure.value for code, figure in given.items()} == {
        "1.03": 3, "1.04": 0, "1.20": 0, "3.01": 401, "3.14": 300, "3.15": 60, "3.18": 330, "3.19": 15,
        "3.20": 0, "3.22": 5,
        "3.16": 2, "3.23": 0, "3.50": Decimal("95.5"), "6.12": 1,
    }  # fmt: skip
    assert given["3.14"].source == f"Tệp {path.name}"
    assert draft.ignored == ()
    assert november.figures.ledger().reading(NINE, "3.24").value == 100
    assert november.history.entries()[0].label == "Nhập số lũy kế ban đầu từ Excel"
    assert take_opening(november.openings, read_opening(november.openings, NINE, path)) is None
    november.history.undo()
    assert november.openings.spans() == []


def test_an_annex_without_the_cumulated_figures_is_refused(
    november: Office, annex: Callable[[Period], Path]
) -> None:
    path = annex(Q2)
    with pytest.raises(Refusal, match="là phụ lục của quý II năm 2026, không có số lũy kế 9 tháng"):
        read_opening(november.openings, NINE, path)
    assert read_opening(november.openings, HALF, path).changes
    changed(path, lambda sheet: sheet.delete_cols(CUMULATED))
    with pytest.raises(Refusal, match="không có cột «Lũy kế» nào có số"):
        read_opening(november.openings, HALF, path)


def test_mistakes_in_the_cumulated_column_are_told_with_their_cells(
    november: Office, annex: Callable[[Period], Path]
) -> None:
    path = annex(Q3)
    changed(path, lambda sheet: fill(sheet, {"3.14": "mười", "5.14": 3, "3.24": 12}, CUMULATED))
    with pytest.raises(FigureMistakes) as caught:
        read_opening(november.openings, NINE, path)
    (mistake,) = caught.value.mistakes
    assert mistake.place.startswith("Ô E")
    changed(path, lambda sheet: fill(sheet, {"3.14": 300}, CUMULATED))
    draft = read_opening(november.openings, NINE, path, SOURCE)
    assert {each.code for each in draft.ignored} == {"3.24", "5.14"}
    assert all(change.after.source == SOURCE for change in draft.changes)


def test_all_that_is_asked_can_be_given(november: Office) -> None:
    openings = november.openings
    asked = openings.asked(NINE)
    assert openings.missing(NINE) == [each.code for each in asked]
    assert not any(each.kind is Kind.COMPUTED or each.yearly for each in asked)
    openings.set_figures(NINE, everything(november, NINE))
    assert openings.missing(NINE) == []
    rows = {row.id: row for row in openings.rows(NINE)}
    assert rows["3.14"].is_opening
    assert replace(rows["3.14"].figure, source="") == Figure(Decimal(0))
