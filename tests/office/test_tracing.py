"""From the numbers of the sample's reports to what was typed by whom and when, and to what was counted."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_desktop.documents.model import Table
from cchc_desktop.documents.traced import traced_numbers
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.figure_steps import Rule
from cchc_desktop.domain.numerals import parse_number
from cchc_desktop.domain.places import DossiersPlace, FigurePlace, OpeningPlace, TasksPlace
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.tracing import Explained
from tests.sample_office import lay_sample

DAY = date(2026, 11, 28)
Q1, HALF, NINE, YEAR = (Period.parse(f"2026-{span}") for span in ("Q1", "6T", "9T", "N"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    lay_sample(tmp_path, DAY)
    opened = Office.open(tmp_path, lambda: DAY, lambda: datetime(2026, 11, 28, 10, 32))
    yield opened
    opened.close()


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Office]:
    """An office that begins in mid-year, with nothing yet."""
    opened = Office.open(tmp_path, lambda: DAY, lambda: datetime(2026, 11, 28, 10, 32))
    yield opened
    opened.close()


def own(office: Office, period: Period, code: str) -> Explained:
    return office.tracing.of_code(period, code)[""]


@pytest.mark.slow
def test_every_number_of_a_report_is_explained(office: Office) -> None:
    """The year's report, a quarter of which lacks, and an issued one, whose copy tells its sources too."""
    for period in (HALF, YEAR):
        document = office.reports.papers.compose(period)
        found = office.tracing.numbers(period)
        assert [each.number for each in found] == list(traced_numbers(document))
        assert {each.changed for each in found} == {""}
        for each in found:
            value = each.explained.trace.value
            assert value is not None
            assert abs(value) == abs(parse_number(each.number.shown)), each.number


def test_a_total_of_the_form_tells_its_rows(office: Office) -> None:
    explained = own(office, HALF, "3.19")
    assert explained.trace.worked == "268 + 303 = 571"
    quarters = [line for line in explained.lines if line.step is not None]
    assert [line.words for line in quarters] == ["Quý I năm 2026", "Quý II năm 2026"]
    rows = [line for line in explained.lines if line.step is None]
    assert sum(parse_number(row.shown) for row in rows) == 571
    assert {row.typed[:16] for row in rows} == {"28/11/2026 09:00"}
    place = rows[0].place
    assert isinstance(place, DossiersPlace)
    assert (place.period, place.field_id) == (Q1, office.dossiers.fields()[0].id)


def test_who_typed_what_stands_there_now_is_told(office: Office) -> None:
    office.settings.sit_down("Trần Thị Bình")
    office.figures.type_figure(Q1, "1.20", "7")
    [line] = own(office, Q1, "1.20").lines
    assert (line.shown, line.how) == ("7", "Nhập")
    assert line.typed == "28/11/2026 10:32 · Trần Thị Bình"
    # A note is no number: who typed that is still told.
    office.settings.sit_down("Lê Văn Hùng")
    office.figures.set_figures(Q1, {"1.20": Figure(Decimal(7), note="Theo trang thông tin", source="Sổ")})
    [line] = own(office, Q1, "1.20").lines
    assert line.typed == "28/11/2026 10:32 · Trần Thị Bình"
    assert line.note == "Theo trang thông tin; Nguồn: Sổ"
    assert line.place == FigurePlace(Q1, "1.20")


def test_what_the_program_counts_tells_tasks_and_documents(office: Office) -> None:
    for code, counted in (("1.03", "tasks"), ("1.04", "tasks"), ("1.01", "documents")):
        explained = own(office, Q1, code)
        [step] = explained.trace.steps
        assert step.rule is Rule.RECORDED
        records = office.tracing.records(step)
        assert len(records) == explained.trace.value, counted
        assert all(record.place is not None for record in records)


def test_lists_and_counts_of_tasks_tell_each(office: Office) -> None:
    explained = office.tracing.explain(HALF, "tasks.open")
    assert explained is not None
    assert len(explained.lines) == explained.trace.value
    assert all(isinstance(line.place, TasksPlace) for line in explained.lines)
    target = office.tracing.explain(HALF, "3.24!")
    assert target is not None
    assert target.trace.shown == "98"
    assert office.tracing.explain(HALF, "9.99") is None
    assert office.tracing.explain(HALF, "???") is None


def test_an_opening_is_told_as_what_it_is(begun: Office) -> None:
    begun.openings.set_figures(NINE, {"1.20": Figure(Decimal(40), note="Báo cáo 9 tháng")})
    begun.figures.type_figure(Period.parse("2026-Q4"), "1.20", "5")
    explained = own(begun, YEAR, "1.20")
    assert explained.trace.worked == "40 + 5 = 45"
    opening = explained.lines[0]
    assert opening.how == "Số lũy kế ban đầu"
    assert opening.place == OpeningPlace(NINE, "1.20")
    assert opening.typed.startswith("28/11/2026 10:32")
    assert opening.note == "Báo cáo 9 tháng"


def test_a_number_that_differs_from_the_issued_report_is_told(office: Office) -> None:
    assert not [each for each in office.tracing.numbers(Q1) if each.changed]
    before = office.figures.ledger().reading(Q1, "1.20").value
    assert before is not None
    office.figures.type_figure(Q1, "1.20", str(int(before) + 1))
    changed = [each for each in office.tracing.numbers(Q1) if each.changed]
    assert changed
    assert {each.number.source[:4] for each in changed} <= {"1.20", "1.22"}
    assert changed[0].changed == str(int(before) + 1)


def test_dossiers_that_are_corrected_say_who_did_it(office: Office) -> None:
    field = office.dossiers.fields()[0]
    row = next(row for row in office.dossiers.rows(Period.parse("2026-Q3")) if row.id == field.id)
    assert row.dossiers.online is not None
    corrected = replace(row.dossiers, online=row.dossiers.online + 1, carried=None)
    office.dossiers.set_row(Period.parse("2026-Q3"), field.id, corrected)
    explained = own(office, Period.parse("2026-Q3"), "3.14")
    by_words = {line.words: line.typed for line in explained.lines}
    assert by_words[field.name].startswith("28/11/2026 10:32")
    assert by_words["Chứng thực"].startswith("28/11/2026 09:00")


def test_the_table_has_every_number_and_tells_a_repeated_one_once(office: Office) -> None:
    document = office.tracing.table(HALF)
    [part] = document.parts
    [table] = [block for block in part.blocks if isinstance(block, Table)]
    assert len(table.rows) == len(office.tracing.numbers(HALF))
    first = next(row for row in table.rows if str(row.cells[3]).startswith("3.19."))
    assert first.cells[1] == "Mục II.2.b, đoạn 2"
    assert first.cells[2] == 571
    assert "268 + 303 = 571" in str(first.cells[5])
    assert "Cộng từ biểu II.06a, quý I năm 2026: Hộ tịch 87;" in str(first.cells[6])
    again = [row for row in table.rows if row.cells[6] == f"Như số thứ tự {first.cells[0]}"]
    assert [row.cells[1] for row in again] == ["Phụ lục I, dòng 3.19, cột «Trong kỳ»"]
    assert office.tracing.file_name(HALF).endswith(".xlsx")


def test_an_unknown_code_is_refused(office: Office) -> None:
    with pytest.raises(Refusal, match=r"mã «9\.99»"):
        office.tracing.of_code(Q1, "9.99")


def test_marks_follow_what_an_official_writes(office: Office) -> None:
    """Whether it is stored, issued, or only typed: a number that was left alone is still traced."""
    text = office.reports.text
    row = text.passage(YEAR, "I.8")
    first = row.marks[0]
    number = row.text[first.start : first.end]
    own = f"Xã đã chi {number} việc, thêm 99 việc khác."
    office.reports.set_passage(YEAR, "I.8", own)
    typed = f"Đang gõ dở: {number}"
    for printed, document in (
        (own, office.reports.papers.compose(YEAR)),
        (typed, office.reports.papers.with_typed(YEAR, {"I.8": typed})),
    ):
        found = [each for each in traced_numbers(document) if each.context == printed]
        assert [(each.shown, each.source) for each in found] == [(number, first.source)]
    stored = text.passage(YEAR, "I.8")
    assert [stored.text[mark.start : mark.end] for mark in stored.marks] == [number]
    # An issued passage keeps its words and their numbers, whatever is typed since.
    before = text.passage(HALF, "I.4")
    office.figures.type_figure(Period.parse("2026-Q1"), "1.20", "77")
    after = text.passage(HALF, "I.4")
    assert (after.text, after.changed) == (before.text, True)
    assert all(after.text[mark.start : mark.end][0].isdigit() for mark in after.marks)
    assert after.marks
