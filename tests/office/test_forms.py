"""Statistical forms at the office's desk: typed rows, columns of levels that are gone, spans, undo."""

from datetime import date

import pytest

from cchc_desktop.documents.model import Document, FormHead, Formula, Table
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.forms import FormRow
from cchc_desktop.domain.places import FormPlace
from cchc_desktop.domain.regimes import PeriodDates
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office

Q1, Q2, HALF = Period.parse("2026-Q1"), Period.parse("2026-Q2"), Period.parse("2026-6T")
OLD, NEW = Period.parse("2025-Q2"), Period.parse("2025-Q3")
COUNTS = {"all_province": 120, "all_commune": 368, "desk_commune": 355, "processes_commune": 318}
DISTRICT = {"all_district": 40, "desk_district": 38, "processes_district": 30}


def test_the_forms_of_a_period_are_those_in_force(office: Office) -> None:
    assert [form.short for form in office.forms.offered(Q1)] == ["II.07b", "II.05a"]
    assert office.forms.doubt("ii07b", Q1) == ""
    assert "có thể" in office.forms.doubt("ii07b", Period.parse("2026-Q3"))
    with pytest.raises(Refusal, match="Không có biểu"):
        office.forms.view("ii99", Q1)


def test_a_row_is_typed_changed_undone_and_deleted(office: Office) -> None:
    row = office.forms.add_row("ii07b", Q1, "  UBND xã   An Bình ", COUNTS)
    assert (row.name, row.counts) == ("UBND xã An Bình", COUNTS)
    changes = office.forms.save_rows(
        "ii07b", Q1, [FormRow(row.id, row.name, {**COUNTS, "desk_commune": 356})]
    )
    told = office.history.told(changes)
    assert "(10) 355" in told.sentence or "(10) 356" in told.sentence
    assert told.place == FormPlace(Q1, "ii07b", row.id)
    assert office.forms.view("ii07b", Q1).total["desk_commune"] == 356
    office.history.undo()
    assert office.forms.view("ii07b", Q1).total["desk_commune"] == 355
    office.forms.delete_row(row.id)
    assert office.forms.view("ii07b", Q1).rows == ()
    office.history.undo()
    assert len(office.forms.view("ii07b", Q1).rows) == 1
    (hit,) = [hit for hit in office.search("an binh").hits if hit.table == "form_rows"]
    assert (hit.text, hit.where, hit.place) == (
        "UBND xã An Bình", "Biểu II.07b, quý I năm 2026", FormPlace(Q1, "ii07b", row.id),
    )  # fmt: skip


def test_columns_of_districts_are_there_while_there_were_districts(office: Office) -> None:
    office.forms.add_row("ii07b", OLD, "UBND xã", COUNTS | DISTRICT)
    assert [column.number for column in office.forms.view("ii07b", OLD).columns] == list(range(3, 15))
    assert [column.number for column in office.forms.view("ii07b", NEW).columns] == [
        3, 4, 6, 7, 8, 10, 11, 12, 14,
    ]  # fmt: skip
    with pytest.raises(Refusal, match="không có cột «Cấp huyện»"):
        office.forms.add_row("ii07b", NEW, "UBND xã", DISTRICT)
    assert office.forms.view("ii07b", NEW).rows == ()
    # What a quarter had of districts is not copied into one that has none.
    office.forms.copy_rows("ii07b", NEW)
    (row,) = office.forms.view("ii07b", NEW).rows
    assert row.counts == COUNTS


def test_what_was_typed_stays_seen_where_the_days_of_the_period_move(office: Office) -> None:
    office.forms.add_row("ii07b", OLD, "UBND xã", DISTRICT)
    dates = office.calendar.dates(OLD)
    office.calendar.set_dates(
        PeriodDates(OLD, dates.starts, date(2025, 7, 14), date(2025, 7, 16), dates.reported)
    )
    view = office.forms.view("ii07b", OLD)
    assert "Cấp huyện" in [column.header for column in view.columns]
    # And can be corrected there.
    (row,) = view.rows
    office.forms.save_rows("ii07b", OLD, [FormRow(row.id, row.name, {"all_district": 41})])
    assert office.forms.view("ii07b", OLD).total == {"all_district": 41}


def test_a_longer_span_has_what_its_last_quarter_has(office: Office) -> None:
    office.forms.add_row("ii07b", Q1, "UBND xã", COUNTS)
    office.forms.add_row("ii07b", Q2, "UBND xã", COUNTS | {"all_commune": 370})
    assert office.forms.view("ii07b", HALF).total["all_commune"] == 370
    with pytest.raises(Refusal, match="Hãy nhập ở từng quý"):
        office.forms.add_row("ii07b", HALF, "UBND xã", COUNTS)


def test_rows_are_copied_only_into_an_empty_quarter(office: Office) -> None:
    with pytest.raises(Refusal, match="của kỳ nào trước quý II"):
        office.forms.copy_rows("ii07b", Q2)
    office.forms.add_row("ii07b", Q1, "UBND xã", COUNTS)
    office.forms.copy_rows("ii07b", Q2)
    assert office.forms.view("ii07b", Q2).total == COUNTS
    with pytest.raises(Refusal, match="đã có dòng"):
        office.forms.copy_rows("ii07b", Q2)


def test_what_cannot_be_stored_changes_nothing(office: Office) -> None:
    office.forms.add_row("ii07b", Q1, "UBND xã", COUNTS)
    good, bad = FormRow("a", "Phòng Kinh tế", {"all_commune": 1}), FormRow("b", "Phòng Y tế", {"desk": 1})
    with pytest.raises(Refusal, match="không có cột «desk» để nhập"):
        office.forms.save_rows("ii07b", Q1, [good, bad])
    with pytest.raises(Refusal, match="đã có dòng «ubnd xã»"):
        office.forms.add_row("ii07b", Q1, "ubnd xã")
    assert [row.name for row in office.forms.view("ii07b", Q1).rows] == ["UBND xã"]


def test_a_form_whose_columns_are_not_known_is_neither_typed_nor_printed(office: Office) -> None:
    with pytest.raises(Refusal, match="tệp Excel của cấp trên"):
        office.forms.add_row("ii05a", Q1, "Đất đai")
    with pytest.raises(Refusal, match="Chương trình không in Biểu"):
        office.forms.document("ii05a", Q1)


def table(document: Document) -> Table:
    (found,) = [block for block in document.parts[0].blocks if isinstance(block, Table)]
    return found


def test_the_printed_form_has_the_columns_of_its_day_and_their_sums(office: Office) -> None:
    office.forms.add_row("ii07b", OLD, "UBND xã", COUNTS | DISTRICT)
    office.forms.add_row("ii07b", NEW, "UBND xã", COUNTS)
    old, new = (table(office.forms.document("ii07b", period)) for period in (OLD, NEW))
    assert [column.header for column in old.columns].count("Cấp huyện") == 2
    assert not [column for column in new.columns if "huyện" in column.header]
    assert old.numbers[2:4] == ("(3)=(4)+(5)+(6)", "(4)")
    assert new.numbers[2:5] == ("(3)=(4)+(6)", "(4)", "(6)")
    (row, foot) = new.rows
    assert isinstance(row.cells[2], Formula)
    assert (row.cells[2].value, row.cells[2].excel) == (
        488,
        'IF(COUNT({D}{row}:{E}{row})=0,"",SUM({D}{row}:{E}{row}))',
    )
    assert [cell.value for cell in foot.cells[2:] if isinstance(cell, Formula)][:3] == [488, 120, 368]
    head = office.forms.document("ii07b", NEW).parts[0].blocks[0]
    assert isinstance(head, FormHead)
    assert head.code == "Biểu số II.07b/VPCP/KSTT\nBan hành theo Thông tư số 01/2020/TT-VPCP"
