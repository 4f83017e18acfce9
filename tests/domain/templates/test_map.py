"""A form is known by its structure; a map goes with no other one, and travels as a file."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.templates.columns import Column
from cchc_desktop.domain.templates.map import (
    CellMap,
    Certainty,
    Fact,
    TemplateMap,
    carried_over,
    differences,
    map_of,
    refuse_other,
)
from cchc_desktop.domain.templates.map_file import VERSION, from_text, to_text
from cchc_desktop.domain.templates.sheet import Template
from tests.domain.templates.sheets import Value, sheet, template

HEAD: list[Value] = ["STT", "Nội dung", "Kết quả năm 2026", "Lũy kế"]
ROWS: list[list[Value]] = [["1", "Hồ sơ tiếp nhận", 12, None], ["2", "Hồ sơ giải quyết", None, None]]


def form(
    *changes: tuple[int, int, Value],
    title: str = "BIỂU QUÝ I",
    name: str = "Biểu",
    merged: tuple[str, ...] = (),
) -> Template:
    rows: list[list[Value]] = [[title], list(HEAD), *map(list, ROWS), [None, "Hồ sơ tồn"]]
    for row, column, value in changes:
        rows[row - 1][column - 1] = value
    return template(sheet(*rows, name=name, merged=merged))


CELLS = (
    CellMap("Biểu", 3, 3, "3.13", Column.VALUE, certainty=Certainty.CERTAIN),
    CellMap("Biểu", 4, 3, "3.17", Column.VALUE, certainty=Certainty.LIKELY),
    CellMap("Biểu", 4, 4, "3.17", Column.CUMULATED),
    CellMap("Biểu", 1, 4, fact=Fact.PERIOD),
)
MADE = map_of(form(), CELLS)


def test_values_titles_and_years_are_no_structure() -> None:
    for other in (
        form((3, 3, 99)),
        form((3, 3, "đã điền")),
        form(title="BIỂU QUÝ II NĂM 2027"),
        form((2, 3, "Kết quả năm 2027")),
        form((2, 2, "NỘI  DUNG")),
        form(merged=("A1:D1",)),
    ):
        assert map_of(other).fingerprint == MADE.fingerprint
        assert differences(MADE, other) == []
        refuse_other(MADE, other)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (form((2, 4, "Cùng kỳ năm trước")), "ô D2 trước là «Lũy kế», nay là «Cùng kỳ năm trước»"),
        (form((3, 2, "Hồ sơ chuyển sang")), "ô B3 trước là «Hồ sơ tiếp nhận», nay là «Hồ sơ chuyển sang»"),
        (form((5, 2, None)), "ô B5 trước là «Hồ sơ tồn», nay là trống"),
        (form(merged=("C3:D3",)), "vùng C3:D3 mới được gộp"),
        (form(name="Biểu"), ""),
    ],
)
def test_a_form_that_changed_says_where(other: Template, words: str) -> None:
    if not words:
        refuse_other(MADE, other)
        return
    assert map_of(other).fingerprint != MADE.fingerprint
    with pytest.raises(Refusal) as refused:
        refuse_other(MADE, other)
    assert "đã thay đổi so với khi ghép" in str(refused.value)
    assert words in str(refused.value)


def test_columns_of_quarters_that_changed_places_are_told() -> None:
    before = template(sheet(["Nội dung", "Quý I", "Quý II"], ["Hồ sơ", 1, 2]))
    after = template(sheet(["Nội dung", "Quý II", "Quý I"], ["Hồ sơ", 1, 2]))
    with pytest.raises(Refusal, match="ô B1 trước là «Quý I», nay là «Quý II»"):
        refuse_other(map_of(before), after)


def test_another_form_is_told_as_that() -> None:
    others = (form(name="Trang khác"), template(sheet(["Họ tên", "Điểm"], ["An", 5], name="Biểu")))
    for other in others:
        with pytest.raises(Refusal, match=r"lập cho biểu khác \(«bieu.xlsx»\)"):
            refuse_other(MADE, other)


def test_sheets_that_came_and_went() -> None:
    two = template(form().sheets[0], sheet(["Nội dung", "Kết quả"], ["Một", 1], name="Hai"))
    with pytest.raises(Refusal, match="có thêm trang «Hai»"):
        refuse_other(MADE, two)
    with pytest.raises(Refusal, match="không còn trang «Hai»"):
        refuse_other(map_of(two), form())


def test_no_more_than_five_places_are_told() -> None:
    rows: list[list[Value]] = [["Nội dung", "Kết quả"]]
    rows += [[f"Dòng {number}", None] for number in range(30)]
    before = template(sheet(*rows))
    others: list[list[Value]] = [[f"Hàng {row[0]}", None] for row in rows[1:9]]
    after = template(sheet(rows[0], *others, *rows[9:]))
    with pytest.raises(Refusal, match="và 3 chỗ khác"):
        refuse_other(map_of(before), after)


def test_what_an_older_map_still_knows() -> None:
    changed = form((3, 2, "Hồ sơ chuyển sang"))
    assert [cell.place for cell in carried_over(MADE, changed)] == ["D1", "C4", "D4"]
    moved = form((2, 4, "Cùng kỳ năm trước"))
    assert [cell.place for cell in carried_over(MADE, moved)] == ["C3", "C4"]
    assert carried_over(MADE, form(name="Khác")) == []


def test_cells_are_set_confirmed_and_taken_away() -> None:
    assert [cell.place for cell in MADE.cells] == ["D1", "C3", "C4", "D4"]
    assert [cell.place for cell in MADE.filled] == ["D1", "C3", "D4"]
    assert len(MADE.confirmed().filled) == 4
    other = MADE.with_cells([CellMap("Biểu", 3, 3, "3.14", Column.Q1)])
    assert other.by_place["Biểu", 3, 3].label == "3.14, quý I"
    assert other.without([("Biểu", 3, 3)]).cells == MADE.without([("Biểu", 3, 3)]).cells


def test_a_map_as_a_file() -> None:
    again = from_text(to_text(MADE), "bieu.json")
    assert again == MADE
    assert again.fingerprint == MADE.fingerprint


@given(
    st.lists(
        st.tuples(
            st.integers(1, 500), st.integers(1, 60), st.sampled_from(list(Column)),
            st.sampled_from(list(Certainty)),
        ),
        unique_by=lambda each: each[:2],
        max_size=30,
    ),
    st.text(min_size=1, max_size=20).filter(str.strip),
)  # fmt: skip
def test_any_map_comes_back(cells: list[tuple[int, int, Column, Certainty]], name: str) -> None:
    made = (
        replace(MADE, name=name)
        .without(MADE.by_place)
        .with_cells(
            CellMap("Biểu", row, column, "1.01", takes, certainty=certainty)
            for row, column, takes, certainty in cells
        )
    )
    assert from_text(to_text(made)) == made


def changed(change: Any) -> str:
    value = json.loads(to_text(MADE))
    change(value)
    return json.dumps(value)


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", '"x"', "{" * 100_000, "nan",
        changed(lambda value: value.update(format="khac")),
        changed(lambda value: value.update(version="1")),
        changed(lambda value: value.update(version=0)),
        changed(lambda value: value.update(sheets=[])),
        changed(lambda value: value.update(name="")),
        changed(lambda value: value["cells"].append(value["cells"][0])),
        changed(lambda value: value["cells"][1].update(sheet="Không có")),
        changed(lambda value: value["cells"][1].update(cell="12")),
        changed(lambda value: value["cells"][1].update(column="khac")),
        changed(lambda value: value["cells"][1].update(code=5)),
        changed(lambda value: value["cells"][0].update(fact="khac")),
        changed(lambda value: value["cells"][0].update(certainty="khac")),
        changed(lambda value: value["sheets"][0].update(merged=["A"])),
        changed(lambda value: value["sheets"][0]["texts"].update({"x": "y"})),
    ],
)  # fmt: skip
def test_what_is_no_map(text: str) -> None:
    with pytest.raises(Refusal, match="không phải bảng ghép") as refused:
        from_text(text, "x.json")
    assert "\n" not in str(refused.value)


def test_a_map_of_a_newer_program_and_one_that_was_altered() -> None:
    with pytest.raises(Refusal, match="bản mới hơn"):
        from_text(changed(lambda value: value.update(version=VERSION + 1)), "x.json")
    with pytest.raises(Refusal, match="đã bị sửa"):
        from_text(changed(lambda value: value["sheets"][0]["texts"].update({"B3": "khác"})))


def test_a_map_needs_no_table() -> None:
    bare = template(sheet(["Số hồ sơ", None], ["Ngày", None], name="Phiếu", merged=("A1:A2",)))
    made: TemplateMap = map_of(bare)
    assert made.shapes[0].texts == (("A1", "Số hồ sơ"), ("A2", "Ngày"))
    assert made.shapes[0].merged == ("A1:A2",)
