"""Statistical forms: which issue and which columns hold by a day, sums of what is shown, spans, refusals."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.forms import (
    Content,
    Form,
    FormColumn,
    FormRow,
    checked,
    form_on,
    forms_on,
    numbers_line,
    over_quarters,
    receiver,
    total,
    value_of,
)

GONE = date(2025, 6, 30)
COLUMNS = (
    FormColumn("sum", 3, "Tổng số", parts=("province", "district", "commune")),
    FormColumn("province", 4, "Cấp tỉnh"),
    FormColumn("district", 5, "Cấp huyện", valid_to=GONE),
    FormColumn("commune", 6, "Cấp xã"),
    FormColumn("came", 7, "Tiếp nhận trong kỳ", is_flow=True, valid_from=date(2024, 1, 1)),
)
FORM = Form(
    "x1", "X.01/ABC", "Biểu X.01", "Biểu thử", "Thông tư số 1", "Sở của {superior}", "việc", Content.ROWS,
    date(2020, 1, 1), rows="Đơn vị", columns=COLUMNS,
)  # fmt: skip
ROW = FormRow("r", "Phòng Kinh tế", {"province": 2, "commune": 3})


def ids(form: Form, day: date, *filled: str) -> list[str]:
    return [column.id for column in form.shown(day, filled)]


def test_a_level_that_is_gone_has_no_column_from_that_day_on() -> None:
    assert ids(FORM, GONE) == ["sum", "province", "district", "commune", "came"]
    assert ids(FORM, GONE + timedelta(days=1)) == ["sum", "province", "commune", "came"]
    assert ids(FORM, date(2023, 12, 31)) == ["sum", "province", "district", "commune"]
    assert numbers_line(FORM.shown(GONE))[0] == "(3)=(4)+(5)+(6)"
    # The columns keep the numbers of the circular.
    assert numbers_line(FORM.shown(date(2026, 1, 1))) == ("(3)=(4)+(6)", "(4)", "(6)", "(7)")


def test_what_was_typed_is_never_hidden() -> None:
    assert ids(FORM, date(2026, 1, 1), "district") == ["sum", "province", "district", "commune", "came"]


def test_a_sum_of_columns_that_are_gone_goes_with_them() -> None:
    only = replace(FORM, columns=(FormColumn("sum", 3, "Tổng", parts=("district",)), COLUMNS[2]))
    assert ids(only, GONE) == ["sum", "district"]
    assert ids(only, date(2026, 1, 1)) == []


counts = st.dictionaries(
    st.sampled_from(["province", "district", "commune", "came"]), st.none() | st.integers(0, 10**6)
)


@given(counts, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_sum_is_that_of_the_columns_beside_it(row: dict[str, int | None], day: date) -> None:
    filled = {key for key, count in row.items() if count is not None}
    shown = FORM.shown(day, filled)
    by_id = {column.id: value_of(column, row) for column in shown}
    parts = [by_id[each] for each in ("province", "district", "commune") if each in by_id]
    typed = [count for count in parts if count is not None]
    assert by_id["sum"] == (sum(typed) if typed else None)
    assert filled <= set(by_id)


def test_the_foot_adds_up_rows_and_stays_empty_where_they_are() -> None:
    assert total(COLUMNS, [{"province": 2, "commune": None}, {"province": 5}]) == {"province": 7}
    assert total(COLUMNS, []) == {}


def test_the_issue_of_a_form_is_that_of_the_day() -> None:
    later = replace(FORM, code="X.01/XYZ", legal="Thông tư số 2", valid_from=date(2026, 8, 1))
    issues = [later, replace(FORM, valid_to=date(2026, 7, 31))]
    assert form_on(issues, "x1", date(2026, 7, 31)).legal == "Thông tư số 1"
    assert form_on(issues, "x1", date(2026, 8, 1)).legal == "Thông tư số 2"
    # Before the first one there was none that anybody knows.
    assert form_on(issues, "x1", date(2019, 1, 1)).legal == "Thông tư số 1"
    assert [form.code for form in forms_on(issues, date(2026, 9, 14))] == ["X.01/XYZ"]
    assert forms_on(issues, date(2019, 1, 1)) == []
    with pytest.raises(Refusal, match="Không có biểu «x2»"):
        form_on(issues, "x2", date(2026, 1, 1))
    assert (later.short, receiver(later, "UBND tỉnh")) == ("X.01", "Sở của UBND tỉnh")


def test_a_form_that_may_have_been_replaced_says_so_and_asserts_nothing() -> None:
    doubted = replace(FORM, successor="Thông tư số 9", doubted_from=date(2026, 8, 1))
    assert doubted.doubt(date(2026, 7, 31)) == ""
    told = doubted.doubt(date(2026, 9, 14))
    assert "có thể đã được thay thế bởi Thông tư số 9" in told
    assert "01/8/2026" in told
    assert "hãy hỏi cấp trên" in told
    assert told.count(". ") == 0
    assert FORM.doubt(date(2030, 1, 1)) == ""


def test_a_longer_span_adds_up_what_came_and_takes_what_is_there_at_the_end() -> None:
    first = [FormRow("a", "Phòng A", {"commune": 4, "came": 10}), FormRow("b", "Phòng B", {"came": 1})]
    last = [FormRow("c", "Phòng a", {"commune": 5, "came": 20}), FormRow("d", "Phòng C", {"commune": 1})]
    rows = over_quarters(FORM, [first, [], last])
    assert [(row.name, dict(row.counts)) for row in rows] == [
        ("Phòng a", {"commune": 5, "came": 30}),
        ("Phòng C", {"commune": 1}),
        ("Phòng B", {"came": 1}),
    ]
    assert over_quarters(FORM, [[], []]) == []
    stocks = replace(FORM, columns=COLUMNS[:4])
    assert [row.name for row in over_quarters(stocks, [first, last])] == ["Phòng a", "Phòng C"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (replace(ROW, name=" "), "name"),
        (replace(ROW, name="Phòng  Nội vụ"), "name"),
        (replace(ROW, counts={"sum": 3}), "sum"),
        (replace(ROW, counts={"province": -1}), "province"),
        (replace(ROW, counts={"province": 10**9}), "province"),
    ],
)
def test_a_row_that_cannot_be_is_refused(row: FormRow, field: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked(FORM, row, [FormRow("s", "phòng nội vụ", {}), ROW])
    assert refused.value.field == field


def test_a_row_is_kept_without_what_was_not_typed() -> None:
    kept = checked(
        FORM, replace(ROW, name="  Phòng  Kinh tế ", counts={"province": 0, "commune": None}), [ROW]
    )
    assert (kept.name, kept.counts, kept.filled) == ("Phòng Kinh tế", {"province": 0}, {"province"})
