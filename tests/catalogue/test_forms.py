"""The catalogue of forms: what is shipped, and what is refused of one that is wrong."""

from dataclasses import fields
from datetime import date

import pytest

from cchc_desktop.catalogue.forms import forms, read_forms
from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.forms import Content, form_on

HEAD = 'version = "1"\n'
FORM = """
[[form]]
id = "x1"
code = "X.01/ABC"
name = "Biểu X.01"
title = "Biểu thử"
legal = "Thông tư số 1"
receiver = "{superior}"
unit = "việc"
content = "rows"
rows = "Đơn vị"
valid_from = 2020-01-01
"""
COLUMNS = """
[[column]]
form = "x1"
id = "x_sum"
number = 3
header = "Tổng số"
parts = ["x_one"]

[[column]]
form = "x1"
id = "x_one"
number = 4
header = "Một"
nature = "flow"
width = 150
valid_to = 2025-06-30
"""


def test_the_shipped_forms_are_sound() -> None:
    known = {form.id: form for form in forms()}
    assert list(known) == ["ii06a", "ii07b", "ii05a"]
    typed = {field.name for field in fields(Dossiers)}
    assert {column.id for column in known["ii06a"].typed} == typed
    assert [column.number for column in known["ii06a"].columns] == list(range(3, 14))
    assert [column.number for column in known["ii07b"].columns] == list(range(3, 15))
    # What is stored of a row is told by its column alone.
    ids = [column.id for form in forms() for column in form.columns]
    assert len(set(ids)) == len(ids)
    # The columns of II.05a are in no source that was read, so the program prints none.
    assert (known["ii05a"].content, known["ii05a"].columns) == (Content.TEMPLATE, ())
    assert "tệp Excel của cấp trên" in known["ii05a"].unknown


@pytest.mark.parametrize(
    ("ends", "shown"), [("2025-06-14", True), ("2025-09-14", False), ("2026-12-14", False)]
)
def test_ii07b_has_columns_of_districts_while_there_were_districts(ends: str, shown: bool) -> None:
    day = date.fromisoformat(ends)
    headers = [column.header for column in form_on(forms(), "ii07b", day).shown(day)]
    assert any("huyện" in header for header in headers) == shown
    assert len(headers) == (12 if shown else 9)


def test_every_form_of_the_old_circular_is_doubted_from_august_2026() -> None:
    for form in forms():
        assert form.legal == "Thông tư số 01/2020/TT-VPCP"
        assert not form.doubt(date(2026, 7, 31))
        assert "có thể" in form.doubt(date(2026, 8, 1))


def test_a_form_of_ones_own_is_held() -> None:
    later = FORM.replace("2020-01-01", "2026-08-01").replace("số 1", "số 2")
    (first, second) = read_forms(HEAD + FORM + "valid_to = 2026-07-31\n" + later + COLUMNS)
    assert (first.legal, second.legal) == ("Thông tư số 1", "Thông tư số 2")
    one = first.columns[1]
    assert (one.is_flow, one.weight, one.valid_to) == (True, 1.5, date(2025, 6, 30))
    assert first.columns[0].weight == 0.95


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + FORM + FORM.replace("2020", "2026") + COLUMNS, "hai bản cùng áp dụng từ 01/01/2026"),
        (HEAD + FORM, "không có cột nào"),
        (HEAD + FORM + "valid_to = 2019-01-01\n" + COLUMNS, "valid_to trước valid_from"),
        (HEAD + FORM + 'successor = "Thông tư số 9"\n' + COLUMNS, "cả successor và doubted_from"),
        (HEAD + FORM + COLUMNS.replace('["x_one"]', '["x_two"]'), "cộng «x_two»"),
        (HEAD + FORM + COLUMNS.replace('id = "x_one"', 'id = "x_sum"'), "viết sai hoặc trùng"),
        (HEAD + FORM + COLUMNS.replace('id = "x_one"', 'id = "Một"'), "viết sai hoặc trùng"),
        (HEAD + FORM.replace('"rows"', '"template"'), "thiếu khóa «unknown»"),
        (HEAD + FORM.replace('"rows"', '"other"') + COLUMNS, "có «content» là «other»"),
        (HEAD + FORM.replace("valid_from", "begins") + COLUMNS, "có khóa lạ «begins»"),
        (HEAD + COLUMNS, "thiếu khóa «form»"),
        ("version = ", "không đúng cú pháp TOML"),
    ],
)
def test_a_catalogue_that_is_wrong_is_refused_with_its_place(text: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        read_forms(text)
