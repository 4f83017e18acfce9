"""An exported annex that was filled in by hand: taken in as one operation, or refused with every mistake."""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.readings import Figure, State
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.figure_import import FigureDraft, FigureMistakes, read_draft, take
from tests.examples import share
from tests.intake.annexes import NOTE, VALUE, changed, fill, fill_notes, row_of

Q1, Q2, HALF = (Period.parse(text) for text in ("2026-Q1", "2026-Q2", "2026-6T"))
TYPED = {"1.01": "5", "1.02": "2", "1.23": "3", "1.24": "90", "3.42": "4", "3.43": "4", "8.04": "95,5"}


def type_figures(office: Office, figures: dict[str, str], period: Period = Q1) -> None:
    """Types figures as an official does."""
    for code, text in figures.items():
        office.figures.type_figure(period, code, text)


def exported(office: Office, path: Path, period: Period = Q1) -> Path:
    """The annex of a period as the program writes it."""
    export_file(office.reports.papers.statistics(period), "xlsx", path)
    return path


def dump(office: Office) -> list[str]:
    """Everything that is stored."""
    return list(office._desk.store._data.connection.iterdump())


def drafted(office: Office, path: Path, period: Period = Q1) -> FigureDraft:
    """What taking the file in would do; looking changes nothing."""
    before = dump(office)
    draft = read_draft(office.figures, period, path)
    assert dump(office) == before
    return draft


def mistakes(office: Office, path: Path, period: Period = Q1) -> list[str]:
    """All that is wrong with the file, each with its place; nothing is changed."""
    before = dump(office)
    with pytest.raises(FigureMistakes) as caught:
        read_draft(office.figures, period, path)
    assert dump(office) == before
    sentence = str(caught.value)
    assert sentence.startswith(f"Tệp «{path.name}» có {len(caught.value.mistakes)} chỗ sai")
    told = [one.words for one in caught.value.mistakes]
    assert all(words.endswith(".") and "\n" not in words for words in told)
    return told


@pytest.fixture
def path(office: Office, tmp_path: Path) -> Path:
    """The exported annex of an office with some figures."""
    type_figures(office, TYPED)
    return exported(office, tmp_path / "phu-luc.xlsx")


# Taken in


def test_an_unchanged_export_changes_nothing(office: Office, tmp_path: Path) -> None:
    type_figures(office, TYPED)
    type_figures(
        office, {"3.14": "KPS", "3.15": "ước 1.234", "1.34": "Kết hợp", "1.07": "2", "1.35": "250,5"}
    )
    type_figures(office, {"1.07": "1", "3.14": "7"}, Q2)
    noted = Figure(Decimal(9), note="Không phát sinh; đây là lời của công chức\nhai dòng", source="Sổ")
    office.figures.set_figures(Q1, {"1.22": noted})
    # The annex adds which quarters of the year lack a figure.
    office.figures.set_figures(Q2, {"1.23": replace(noted, note="KPS")})
    type_figures(office, {"1.22": "8"}, Period.parse("2025-Q1"))
    office.dossiers.set_row(Q2, office.dossiers.fields()[0].id, Dossiers(online=5, on_time=5))
    before = dump(office)
    for period in (Q1, Q2, HALF, Period.parse("2026-N")):
        draft = drafted(office, exported(office, tmp_path / "a.xlsx", period), period)
        assert (draft.changes, draft.ignored, draft.problems) == ((), (), ())
        assert draft.unchanged == len(office.catalogues.of_period(period).indicators)
        assert take(office.figures, draft) is None
    assert dump(office) == before


def test_what_was_filled_in_is_one_operation(office: Office, path: Path) -> None:
    def by_hand(sheet: Any) -> None:
        fill(
            sheet,
            {"1.01": 6, "3.14": "1.234", "3.15": "KPS", "1.35": 250.5, "1.34": "Kết hợp", "1.20": "ước 7"},
        )
        fill_notes(sheet, {"3.14": "Theo Cổng DVC", "3.01": "Chờ công bố"})

    before = dump(office)
    draft = drafted(office, changed(path, by_hand))
    assert {change.id for change in draft.changes} == {
        "1.01", "1.20", "1.34", "1.35", "3.01", "3.14", "3.15",
    }  # fmt: skip
    told = {change.id: (change.old, change.new, change.note) for change in draft.changes}
    assert told["1.01"] == ("5", "6", "")
    assert told["3.14"] == ("chưa có", "1.234", "Theo Cổng DVC")
    assert told["3.15"] == ("chưa có", "không phát sinh", "")
    assert told["1.20"] == ("chưa có", "ước 7", "")
    assert told["1.34"] == ("chưa có", "Kết hợp", "")
    take(office.figures, draft)
    readings = office.figures.ledger().readings(Q1)
    assert readings["3.14"].value == 1234
    assert readings["3.15"].state is State.NONE
    assert office.figures.ledger().figure(Q1, "3.01").note == "Chờ công bố"
    assert readings["1.23"].value == 3
    entry = office.history.entries()[0]
    assert (entry.label, entry.subject) == ("Nhập số liệu từ Excel", "7 chỉ tiêu, quý I năm 2026")
    office.history.undo()
    assert office.figures.ledger().figure(Q1, "1.01").value == 5
    assert office.figures.ledger().figure(Q1, "3.01").is_blank
    office.history.redo()
    again = drafted(office, exported(office, path))
    assert again.changes == ()
    assert before != dump(office)


def test_what_notes_say_of_figures(office: Office, tmp_path: Path) -> None:
    type_figures(office, {"3.14": "120", "3.15": "KPS", "3.28": "ước 90", "3.30": "ước 80"})
    path = exported(office, tmp_path / "a.xlsx")

    def by_hand(sheet: Any) -> None:
        fill(sheet, {"1.20": 0, "1.22": 14, "3.15": 8, "3.28": 95, "3.30": 82})
        fill_notes(sheet, {"1.20": "Không phát sinh", "1.21": "KPS", "1.22": "Ước; theo Zalo", "3.28": None})

    take(office.figures, drafted(office, changed(path, by_hand)))
    figures = {code: office.figures.ledger().figure(Q1, code) for code in ("1.20", "1.21", "1.22", "3.15")}
    assert figures["1.20"] == figures["1.21"] == Figure(Decimal(0), none=True)
    assert figures["1.22"] == Figure(Decimal(14), estimate=True, note="theo Zalo")
    # The number that was typed counts, not the words that were left beside it.
    assert figures["3.15"] == Figure(Decimal(8))
    assert office.figures.ledger().figure(Q1, "3.28") == Figure(Decimal(95))
    assert office.figures.ledger().figure(Q1, "3.30") == Figure(Decimal(82), estimate=True)


def test_empty_cells_leave_what_is_stored(office: Office, path: Path) -> None:
    draft = drafted(office, changed(path, lambda sheet: fill(sheet, dict.fromkeys(TYPED))))
    assert draft.changes == ()
    assert [one.code for one in draft.ignored] == list(TYPED)
    assert "trong tệp để trống hoặc bị gộp ô, đang lưu 5. Giữ số đang lưu" in draft.ignored[0].sentence


def test_a_cell_merged_away_is_told(office: Office, path: Path) -> None:
    def by_hand(sheet: Any) -> None:
        first, last = row_of(sheet, "1.01"), row_of(sheet, "1.02")
        sheet.merge_cells(start_row=first, end_row=last, start_column=VALUE, end_column=VALUE)

    draft = drafted(office, changed(path, by_hand))
    assert [one.code for one in draft.ignored] == ["1.02"]
    assert draft.changes == ()


def test_a_note_that_nothing_occurred_beside_a_number_is_told(office: Office, path: Path) -> None:
    def by_hand(sheet: Any) -> None:
        fill(sheet, {"1.20": 4})
        fill_notes(sheet, {"1.01": "Không phát sinh", "1.20": "KPS"})

    draft = drafted(office, changed(path, by_hand))
    assert [(one.id, one.new) for one in draft.changes] == [("1.20", "4")]
    assert [(one.code, one.place[0]) for one in draft.ignored] == [("1.01", "F"), ("1.20", "F")]
    assert "là không phát sinh mà số trong tệp là 5. Lấy số, bỏ ghi chú đó." in draft.ignored[0].sentence


def test_no_is_an_answer_whatever_is_noted_beside_it(office: Office, path: Path) -> None:
    """The annex itself notes «Không phát sinh» beside a «Không» that a register says."""

    def by_hand(sheet: Any) -> None:
        fill(sheet, {"7.18": "Không"})
        fill_notes(sheet, {"7.18": "Không phát sinh"})

    draft = drafted(office, changed(path, by_hand))
    assert [(one.id, one.after.value, one.after.none) for one in draft.changes] == [("7.18", 0, False)]


def test_worked_out_figures_are_told_and_left(office: Office, path: Path) -> None:
    type_figures(office, {"3.41": "2"})
    field = office.dossiers.fields()[0].id
    office.dossiers.set_row(Q2, field, Dossiers(online=5, on_time=5))
    exported(office, path, Q2)

    def by_hand(sheet: Any) -> None:
        # 3.13 is a sum, 3.14 a total of the form, 3.41 what the quarter before hands on.
        fill(sheet, {"3.13": 77, "3.14": 78, "3.41": 79, "1.01": 3})
        fill(sheet, {"1.01": 99}, VALUE + 1)

    draft = drafted(office, changed(path, by_hand), Q2)
    assert [change.id for change in draft.changes] == ["1.01"]
    told = {(one.code, one.place[0]): one.sentence for one in draft.ignored}
    assert set(told) == {("1.01", "E"), ("3.13", "D"), ("3.14", "D"), ("3.41", "D")}
    assert "lũy kế" in told["1.01", "E"]
    assert "chương trình tính: 8" in told["1.01", "E"]
    assert "cộng từ biểu II.06a: 5" in told["3.14", "D"]
    assert "lấy từ kỳ trước" in told["3.41", "D"]


def test_problems_that_may_be_stored_are_told(office: Office, path: Path) -> None:
    draft = drafted(office, changed(path, lambda sheet: fill(sheet, {"1.23": 100})))
    assert [problem.code for problem in draft.problems] == ["1.24"]
    take(office.figures, draft)


def test_longer_spans_take_what_is_counted_anew(office: Office, tmp_path: Path) -> None:
    type_figures(office, {"1.06": "9", "1.07": "4"})
    type_figures(office, {"1.06": "9", "1.07": "4"}, Q2)
    path = exported(office, tmp_path / "a.xlsx", HALF)
    draft = drafted(office, changed(path, lambda sheet: fill(sheet, {"1.07": 5})), HALF)
    assert [(one.id, one.new) for one in draft.changes] == [("1.07", "5")]
    take(office.figures, draft)
    assert office.figures.ledger().reading(HALF, "1.07").value == 5
    told = mistakes(office, changed(path, lambda sheet: fill(sheet, {"1.06": 8, "3.14": 5})), HALF)
    assert len(told) == 2
    assert all("được tính từ các quý. Hãy nhập ở từng quý" in words for words in told)


def test_figures_typed_since_the_file_was_looked_at(office: Office, path: Path) -> None:
    draft = drafted(office, changed(path, lambda sheet: fill(sheet, {"1.02": 4})))
    type_figures(office, {"1.02": "1", "1.01": "3"})
    before = dump(office)
    with pytest.raises(Refusal, match="lớn hơn"):
        take(office.figures, draft)
    assert dump(office) == before


# Refused


def test_the_annex_of_another_period(office: Office, path: Path) -> None:
    before = dump(office)
    with pytest.raises(Refusal) as caught:
        read_draft(office.figures, Q2, path)
    assert "quý I năm 2026, không phải của quý II năm 2026" in str(caught.value)
    assert dump(office) == before


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"3.14": -5}, "không thể là số âm"),
        ({"3.14": 1.234}, "nếu là 1.234 thì nhập 1234"),
        ({"3.14": "1,234"}, "nếu là 1.234 thì nhập 1.234"),
        ({"3.14": "một trăm"}, "không phải là số"),
        ({"3.14": date(2026, 3, 15)}, "ngày 15/03/2026"),
        ({"3.14": "=1/0"}, "chưa có kết quả"),
        ({"8.04": 100.5}, "không thể lớn hơn 100%"),
        ({"8.04": 95.123}, "2 chữ số sau dấu phẩy"),
        ({"1.02": 6}, "(6) lớn hơn"),
    ],
)
def test_a_mistake_in_a_cell(office: Office, path: Path, values: dict[str, object], says: str) -> None:
    rows: dict[str, int] = {}

    def by_hand(sheet: Any) -> None:
        fill(sheet, values)
        rows.update({code: row_of(sheet, code) for code in values})

    (told,) = mistakes(office, changed(path, by_hand))
    assert told.startswith(f"Ô D{rows[next(iter(values))]}: ")
    assert says in told


def test_all_mistakes_are_listed(office: Office, path: Path) -> None:
    wrong = {"1.01": "x", "1.02": -1, "3.14": 2.5, "8.04": 101}
    assert len(mistakes(office, changed(path, lambda sheet: fill(sheet, wrong)))) == 4
    many = {
        one.code: "x"
        for one in office.catalogues.of_period(Q1).indicators
        if one.is_typed and one.is_asked(Q1)
    }
    told = mistakes(office, changed(path, lambda sheet: fill(sheet, many)))
    assert len(told) == len(many)
    with pytest.raises(FigureMistakes, match=f"Còn {len(many) - 30} chỗ sai khác"):
        read_draft(office.figures, Q1, path)


def test_every_broken_rule_is_listed(office: Office, path: Path) -> None:
    told = mistakes(office, changed(path, lambda sheet: fill(sheet, {"1.02": 6, "7.01": 5, "7.02": 9})))
    assert len(told) == 2
    assert "Số kế hoạch (6)" in told[0]


def test_broken_rules_are_told_beside_other_mistakes(office: Office, path: Path) -> None:
    wrong = {"1.02": 6, "3.14": -5, "7.01": "x", "7.02": 9}
    told = mistakes(office, changed(path, lambda sheet: fill(sheet, wrong)))
    # What 7.02 is a part of could not be read: nothing can be said of them yet.
    assert len(told) == 3
    assert "Số kế hoạch (6)" in told[0]


def test_rows_that_are_missing(office: Office, path: Path) -> None:
    def by_hand(sheet: Any) -> None:
        for code in ("3.15", "3.16"):
            sheet.delete_rows(row_of(sheet, code))
        fill(sheet, {"1.01": 6})

    draft = drafted(office, changed(path, by_hand))
    assert [change.id for change in draft.changes] == ["1.01"]
    (asked,) = draft.to_confirm
    assert asked.startswith("Tệp thiếu 2 dòng của phụ lục (mã 3.15, 3.16); số đang lưu của các dòng đó giữ")
    # Where something else is wrong, they may be the rows that are meant.
    told = mistakes(office, changed(path, lambda sheet: fill(sheet, {"1.01": "x"})))
    assert "Thiếu các dòng mã 3.15, 3.16. Hãy thêm lại đúng chỗ như khi xuất ra." in told


def shift(sheet: Any, first: str, last: str, columns: Callable[[int], bool], by: int = 1) -> None:
    """Moves cells of some columns down within the rows of two codes; what falls out comes in at the top."""
    rows = range(row_of(sheet, first), row_of(sheet, last) + 1)
    for column in filter(columns, range(1, NOTE + 1)):
        values = [sheet.cell(row, column).value for row in rows]
        values = values[-by:] + values[:-by]
        for row, value in zip(rows, values, strict=True):
            sheet.cell(row, column).value = value


def test_rows_shifted_against_their_codes(office: Office, path: Path) -> None:
    told = mistakes(office, changed(path, lambda sheet: shift(sheet, "3.02", "3.05", lambda n: n > 1)))
    assert len(told) == 4
    assert all("đã bị lệch" in words for words in told)
    assert "mã 3.02 không đi với" in told[0]
    assert "(mã 3.05)" in told[0]


def test_rows_that_were_moved_as_a_whole(office: Office, path: Path) -> None:
    def by_hand(sheet: Any) -> None:
        shift(sheet, "3.02", "3.05", lambda _: True)

    (told,) = mistakes(office, changed(path, by_hand))
    assert "mã 3.05 không đứng đúng chỗ. Hãy chuyển dòng này về sau mã 3.04." in told


def test_rows_that_were_sorted_are_one_mistake(office: Office, path: Path) -> None:
    def by_hand(sheet: Any) -> None:
        first, last = row_of(sheet, "3.01"), row_of(sheet, "3.50")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first, max_row=last)]
        for number, row in enumerate(sorted(rows, key=lambda row: str(row[1])), first):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value

    (told,) = mistakes(office, changed(path, by_hand))
    assert re.match(r"Các dòng đã bị xếp lại: \d+ dòng không đứng đúng chỗ \(dòng \d+ mã 3\.\d\d, ", told)


def test_names_that_were_sorted_apart_from_their_codes_are_one_mistake(office: Office, path: Path) -> None:
    (told,) = mistakes(
        office, changed(path, lambda sheet: shift(sheet, "2.01", "2.10", lambda column: column == 2))
    )
    assert told.startswith("Mã và tên chỉ tiêu không đi với nhau ở 10 dòng (dòng ")
    assert " mã 2.01, " in told


@pytest.mark.parametrize("copied", [False, True])
def test_a_row_below_the_signatures(office: Office, path: Path, copied: bool) -> None:
    def by_hand(sheet: Any) -> None:
        row = row_of(sheet, "3.15")
        sheet.append([sheet.cell(row, column).value for column in range(1, NOTE + 1)])
        if not copied:
            sheet.delete_rows(row)

    (told,) = mistakes(office, changed(path, by_hand))
    assert ("trùng mã 3.15" if copied else "Hãy chuyển dòng này về sau mã 3.14.") in told


def test_another_unit_is_told_beside_a_number(office: Office, path: Path) -> None:
    rows: list[int] = []

    def by_hand(sheet: Any) -> None:
        rows.append(row_of(sheet, "1.35"))
        fill(sheet, {"1.35": 250_000_000})
        # Beside an empty cell, in other letters or left out, a unit does no harm.
        fill(sheet, {"1.35": "đồng", "1.20": "cái", "1.01": "Văn bản ", "1.02": None}, VALUE - 1)

    unit = office.catalogues.of_period(Q1).get("1.35").unit
    (told,) = mistakes(office, changed(path, by_hand))
    assert told.startswith(f"Ô C{rows[0]}: đơn vị ghi là «đồng» mà «")
    assert f"tính bằng {unit}. Hãy đổi số ở ô D{rows[0]}" in told


def test_what_is_typed_as_last_years_figure_is_told_and_left(office: Office, path: Path) -> None:
    type_figures(office, {"1.01": "4"}, Q1.last_year)
    by_column = VALUE + 1  # A first quarter has no cumulated figures.
    draft = drafted(office, changed(path, lambda sheet: fill(sheet, {"1.01": 9, "1.02": "ước 7"}, by_column)))
    assert draft.changes == ()
    assert [(one.code, one.place[0]) for one in draft.ignored] == [("1.01", "E"), ("1.02", "E")]
    assert "trong tệp là 9, chương trình đang lưu 4." in draft.ignored[0].sentence
    assert "trong tệp là 7, chương trình chưa có." in draft.ignored[1].sentence
    assert draft.ignored[1].sentence.endswith("số cùng kỳ lấy từ số liệu quý I năm 2025.")


def test_codes_that_are_unknown_or_there_twice(office: Office, path: Path) -> None:
    def by_hand(sheet: Any) -> None:
        sheet.cell(row_of(sheet, "3.14"), 1).value = "9.14"
        sheet.cell(row_of(sheet, "3.15"), 1).value = "3.16"
        sheet.cell(row_of(sheet, "3.30"), 1).value = "ba"

    told = mistakes(office, changed(path, by_hand))
    assert any(": «ba» không phải là mã chỉ tiêu. Mã ghi như 3.14." in words for words in told)
    assert any("không có chỉ tiêu mã «9.14»" in words for words in told)
    assert any("trùng mã 3.16" in words or "mã 3.16 không đi với" in words for words in told)
    assert "Thiếu các dòng mã 3.14, 3.15, 3.30." in told[0]


def test_names_that_were_corrected_are_fine(office: Office, path: Path) -> None:
    def by_hand(sheet: Any) -> None:
        row = row_of(sheet, "3.14")
        sheet.cell(row, 2).value = "  - Hồ sơ tiếp nhận  trực tuyên (qua Cổng)"
        sheet.cell(row, VALUE).value = 5

    assert [one.id for one in drafted(office, changed(path, by_hand)).changes] == ["3.14"]
    told = mistakes(office, changed(path, lambda sheet: fill(sheet, {"3.14": None}, 2)))
    assert "không còn tên chỉ tiêu" in told[0]
    told = mistakes(office, changed(path, lambda sheet: fill(sheet, {"3.14": "Số cây xanh đã trồng"}, 2)))
    assert "Tên đúng là «Hồ sơ tiếp nhận trực tuyến»" in told[0]


# Whatever happens to a file


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, bytes]]:
    """An office that stays as it is, and its exported annex."""
    folder = tmp_path_factory.mktemp("office")
    office = Office.open(folder, lambda: date(2026, 7, 15))
    type_figures(office, TYPED)
    yield office, exported(office, folder / "phu-luc.xlsx").read_bytes()
    office.close()


JUNK = st.sampled_from(
    [None, "", "x", "-5", -5, 0, 1, 3.14, 1.234, "1.234", "1,234", "KPS", True, 10**20, "=1+1", "#REF!",
     "3.14", "3.15", "Mã", "Trong kỳ", "I", date(2026, 1, 2), "Không phát sinh", "Hồ sơ tiếp nhận trực tuyến",
     "%"]
)  # fmt: skip
EDIT = st.one_of(
    st.tuples(st.just("put"), st.integers(1, 200), st.integers(1, 8), JUNK),
    st.tuples(st.just("drop"), st.integers(1, 200), st.integers(1, 3), st.none()),
    st.tuples(st.just("insert"), st.integers(1, 200), st.integers(1, 3), st.none()),
    st.tuples(st.just("column"), st.integers(1, 8), st.booleans(), st.none()),
    st.tuples(st.just("shuffle"), st.integers(10, 150), st.integers(0, 10**6), st.none()),
    st.tuples(st.just("swap"), st.integers(1, 200), st.integers(1, 7), st.integers(1, 7)),
)


def edit(sheet: Any, kind: str, first: int, second: int, third: object) -> None:
    """One thing that may happen to a sheet."""
    match kind:
        case "put":
            cell = sheet.cell(first, second)
            if type(cell).__name__ != "MergedCell":
                cell.value = third
        case "drop":
            sheet.delete_rows(first, second)
        case "insert":
            sheet.insert_rows(first, second)
        case "column" if second:
            sheet.delete_cols(first)
        case "column":
            sheet.insert_cols(first)
        case "shuffle":
            rows = [[cell.value for cell in row[:7]] for row in sheet.iter_rows(first, first + 20)]
            random.Random(second).shuffle(rows)
            for number, row in enumerate(rows, first):
                for column, content in enumerate(row, 1):
                    edit(sheet, "put", number, column, content)
        case "swap":
            one, other = sheet.cell(first, second).value, sheet.cell(first, int(str(third))).value
            edit(sheet, "put", first, second, other)
            edit(sheet, "put", first, int(str(third)), one)


@settings(
    max_examples=share(1), suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(EDIT, min_size=1, max_size=5))
@pytest.mark.slow
def test_any_edit_is_a_draft_or_refused(
    whole: tuple[Office, bytes], tmp_path: Path, edits: list[tuple[str, int, int, object]]
) -> None:
    office, data = whole
    path = tmp_path / "phu-luc.xlsx"
    path.write_bytes(data)
    book = load_workbook(path)
    for one in edits:
        edit(book.worksheets[0], *one)
    book.save(path)
    before = dump(office)
    try:
        draft = read_draft(office.figures, Q1, path)
    except Refusal:
        assert dump(office) == before
        return
    assert dump(office) == before
    if take(office.figures, draft) is not None:
        assert {one.id: office.figures.ledger().figure(Q1, one.id) for one in draft.changes} == {
            one.id: one.after for one in draft.changes
        }
        office.history.undo()


@pytest.mark.parametrize("text", ["\u200b", "1\u200b2", "1\n2", "\ufeff5", "1\u00ad0"])
def test_a_cell_with_what_is_not_seen_is_a_mistake(office: Office, tmp_path: Path, text: str) -> None:
    type_figures(office, {"1.01": "5"})
    path = changed(exported(office, tmp_path / "a.xlsx"), lambda sheet: fill(sheet, {"1.01": text}))
    (told,) = mistakes(office, path)
    assert "không thấy" in told or "xuống dòng" in told
