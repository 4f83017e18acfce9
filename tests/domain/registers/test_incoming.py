"""Tables of an office's own files and their maps: what is a header, a title, a total; what each row is."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.catalogue import registers as registers_catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.registers.book import FileTable, RowsBook, is_order, tables_of
from cchc_desktop.domain.registers.incoming import Comparison, Decision, PutAside, RowsDraft, State, results
from cchc_desktop.domain.registers.mapping import (
    ColumnMap,
    from_text,
    is_header_of,
    map_for,
    propose,
    to_text,
    told_map,
)
from cchc_desktop.domain.registers.register import Register, RegisterRow
from cchc_desktop.domain.templates.sheet import Area, Cell, CellKind, Sheet

HEADERS = ("TT", "Ngày kiểm tra", "Đơn vị được kiểm tra", "Loại kiểm tra", "Số vấn đề phát hiện")


def register(register_id: str = "kiem-tra") -> Register:
    """A register of the program's."""
    return next(each for each in registers_catalogue.registers() if each.id == register_id)


def sheet(*rows: tuple[object, ...], merged: tuple[Area, ...] = (), name: str = "Sổ") -> Sheet:
    """A sheet of texts and whole numbers."""
    cells = tuple(
        Cell(number, column, CellKind.NUMBER if isinstance(value, int) else CellKind.TEXT, str(value))
        for number, row in enumerate(rows, 1)
        for column, value in enumerate(row, 1)
        if value is not None
    )
    width = max(map(len, rows), default=0)
    return Sheet(name, len(rows), width, cells, merged)


def tables(*sheets: Sheet) -> tuple[FileTable, ...]:
    """The tables of sheets for the register of inspections."""
    return tables_of(RowsBook("so.xlsx", sheets), is_header_of(register()))


def draft(
    found: tuple[FileTable, ...], stored: list[RegisterRow] | None = None, aside: list[PutAside] | None = None
) -> RowsDraft:
    """What taking the tables in would do."""
    made, _, _ = map_for(register(), found, "so.xlsx", [])
    return Comparison(register(), made, stored or [], aside or []).draft(found)


def test_a_head_is_found_below_titles_and_repeated_on_each_page() -> None:
    (table,) = tables(
        sheet(
            ("ỦY BAN NHÂN DÂN XÃ", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("SỔ THEO DÕI",),
            HEADERS,
            (1, 2, 3, 4, 5),
            (1, "5/2/2026", "A", "Định kỳ", 2),
        )
    )
    assert table.top == 3
    assert table.titles == ("ỦY BAN NHÂN DÂN XÃ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SỔ THEO DÕI")
    assert [row.number for row in table.rows] == [5]
    found = tables(
        sheet(HEADERS, (1, "5/2/2026", "A", "Định kỳ", 2), HEADERS, (2, "6/2/2026", "B", "Định kỳ", 1))
    )
    assert [[row.number for row in table.rows] for table in found] == [[2], [4]]


def test_what_looks_like_a_total_or_a_foot_is_read_where_it_is_a_row() -> None:
    (table,) = tables(
        sheet(
            HEADERS,
            (1, "5/2/2026", "Công an xã", "Định kỳ", 2),
            (2, "6/2/2026", "Tổng đài 1022", "Định kỳ", 2),
            (3, "7/2/2026", "Chủ tịch", "Định kỳ", 2),
            ("Tổng cộng", None, None, None, 6),
            (None, "Cộng quý I:", None, None, 6),
            (None, None, "TM. ỦY BAN NHÂN DÂN"),
            (None, "Nguyễn Văn A", "Trần Thị B", "Lê C", 1),
            ("II. Quý II",),
            (9, "8/2/2026", "Sau chữ ký", "Định kỳ", 1),
            (None, "Số đơn vị đã kiểm tra", None, None, 3),
            (None, "Tổng đơn vị đã kiểm tra", None, None, 3),
        )
    )
    assert [row.number for row in table.rows] == [2, 3, 4, 10, 11]
    assert table.rows[3].groups[-1] == "Quý II"
    assert [left.what for left in table.left_out] == ["dòng cộng", "dòng cộng", "dòng tiêu đề", "dòng cộng"]


def test_a_value_that_is_merged_over_rows_is_each_ones_but_a_number_is_counted_once() -> None:
    rows = (HEADERS, (1, "5/2/2026", "A", "Định kỳ", 4), (2, None, "B", None, None))
    merged = tuple(Area(2, column, 3, column) for column in (2, 4, 5))
    first, second = draft(tables(sheet(*rows, merged=merged))).rows
    assert second.row.values["ngay"] == date(2026, 2, 5)
    assert second.row.values["loai"] == "Định kỳ"
    assert "van_de" in first.row.values
    assert "van_de" not in second.row.values


def test_days_whose_months_excel_may_have_read_first_are_pointed_out() -> None:
    """Those up to 12 became dates, those after 12 stayed texts."""
    rows = [(number, day, "A", "Định kỳ", 1) for number, day in enumerate(("13/3/2026", "25/3/2026"), 1)]
    (table,) = tables(sheet(HEADERS, *rows))
    days = (Cell(10 + day, 2, CellKind.DATE, f"03/{day:02}/2026") for day in (3, 4))
    dated = [
        replace(row, number=day.row, cells={**row.cells, 2: day})
        for row, day in zip(table.rows, days, strict=True)
    ]
    (doubt,) = draft((replace(table, rows=(*dated, *table.rows)),)).doubts
    assert (doubt.sheet, doubt.place) == ("Sổ", "B13")
    assert "như 03/03/2026" in doubt.sentence
    assert draft((table,)).doubts == ()
    early = Cell(2, 2, CellKind.TEXT, "2/3/2026")
    mixed = (*dated, *table.rows, replace(table.rows[0], cells={2: early}))
    assert draft((replace(table, rows=mixed),)).doubts == ()


def test_of_several_layouts_the_best_known_counts() -> None:
    other = sheet(("Ngày", "Đơn vị"), ("1/1/2026", "X"), name="Khác")
    mine = sheet(HEADERS, (1, "5/2/2026", "A", "Định kỳ", 2))
    (found,) = tables(other, mine)
    assert found.sheet == "Sổ"
    assert [(left.sheet, left.place) for left in found.left_out] == [("Khác", "dòng 1")]
    assert tables(sheet(("Một", "Hai"), ("a", "b"))) == ()
    assert is_order("S.T.T")
    assert not is_order("Thứ tự ưu tiên")


def test_proposals_are_by_words_and_by_what_stands_below() -> None:
    found = tables(
        sheet(("Ngày", "Cơ quan, đơn vị", "Loại kiểm tra", "Hạn"), ("5/2/2026", "A", "Định kỳ", "B"))
    )
    proposed = propose(register(), found)
    assert proposed["Ngày"].key == "ngay"
    assert proposed["Cơ quan, đơn vị"].key == "don_vi"
    assert not proposed["Cơ quan, đơn vị"].is_sure
    assert proposed["Loại kiểm tra"].is_sure


def test_a_column_is_known_by_being_a_deadline_or_by_holding_the_choices_of_a_field() -> None:
    feedback = register("phan-anh")
    heads = ("Ngày nhận", "Hình thức", "Nội dung", "Hạn trả lời", "Tính chất")
    rows = [
        ("3/11/2026", "Trực tiếp", "A", "10/11/2026", "Hành vi hành chính"),
        ("5/11/2026", "ĐIỆN THOẠI", "B", "12/11/2026", "Hành vi hành chính"),
        ("6/11/2026", "Nhắn tin", "C", "13/11/2026", "Hành vi hành chính"),
    ]
    found = tables_of(RowsBook("so.xlsx", (sheet(heads, *rows),)), is_header_of(feedback))
    proposed = propose(feedback, found)
    assert (proposed["Hình thức"].key, proposed["Hạn trả lời"].key) == ("kenh", "han")
    assert not proposed["Hình thức"].is_sure, "somebody looks at it"
    assert not proposed["Hạn trả lời"].is_sure
    assert "Tính chất" not in proposed, "a row does without"
    others = [(row[0], "Nhắn tin", *row[2:]) for row in rows]
    found = tables_of(RowsBook("so.xlsx", (sheet(heads, *others),)), is_header_of(feedback))
    assert "Hình thức" not in propose(feedback, found)


def test_a_topic_in_a_header_and_the_only_number_of_a_register_are_understood() -> None:
    publicity = register("tuyen-truyen")
    heads = ("Ngày", "Hình thức tuyên truyền", "Nội dung tuyên truyền", "Số lượng")
    rows = [("3/11/2026", "Hội nghị", "A", 2), ("5/11/2026", "Tờ rơi", "B", 1)]
    found = tables_of(RowsBook("so.xlsx", (sheet(heads, *rows),)), is_header_of(publicity))
    proposed = propose(publicity, found)
    keys = ["ngay", "hinh_thuc", "chu_de", "so_luong"]
    assert [proposed[head].key for head in heads] == keys
    assert [proposed[head].is_sure for head in heads] == [True, True, False, False], "somebody looks"
    # One of two names of a field, not of a list of what stands in it.
    documents = register("van-ban-den")
    (listed,) = (field for field in documents.fields if "ngày tháng" in field.label)
    found = tables_of(
        RowsBook("so.xlsx", (sheet(("Số đến", "Ngày tháng"), (1, "5/1/2026")),)), is_header_of(documents)
    )
    assert propose(documents, found)["Ngày tháng"].key != listed.key
    # Where no row needs a number, or each needs more than one, nothing is guessed.
    talks = register("doi-thoai")
    found = tables_of(
        RowsBook("so.xlsx", (sheet(("Ngày", "Đối tượng đối thoại", "Số lượng"), ("5/1/2026", "A", 3)),)),
        is_header_of(talks),
    )
    assert "Số lượng" not in propose(talks, found)


def test_headers_with_the_same_words_are_told_apart() -> None:
    (table,) = tables(sheet((*HEADERS, "Ghi chú", "Ghi chú"), (1, "5/2/2026", "A", "Định kỳ", 2, "a", "b")))
    assert list(table.headers.values())[-2:] == ["Ghi chú", "Ghi chú (2)"]


def test_a_map_is_written_read_and_kept_by_its_headers() -> None:
    made = ColumnMap("kiem-tra", "so.xlsx", {"TT": "", "Ngày": "ngay"})
    assert from_text(to_text(made), "kiem-tra") == made
    assert from_text('{"Ngày": "ngay", "TT": null}', "kiem-tra").columns == {"Ngày": "ngay", "TT": ""}
    assert made.id == ColumnMap("kiem-tra", "khac.xlsx", {"tt": "", "NGÀY": "don_vi"}).id
    assert made.id != ColumnMap("tthc", "so.xlsx", made.columns).id
    assert made.taking("TT", "ngay").columns == {"TT": "ngay", "Ngày": ""}
    for text in ("", "[]", "1", '{"columns": 3}', '{"columns": {"a": 3}}', '{"columns": {"a": ["b"]}}'):
        with pytest.raises(Refusal, match="không phải bảng ghép cột"):
            from_text(text, "kiem-tra", "ghep.json")
    with pytest.raises(Refusal, match="không có mục «la»"):
        told_map(register(), ["Ngày"], "a.xlsx", ColumnMap("kiem-tra", "", {"Ngày": "la"}))


def test_rows_are_matched_one_to_one_and_equals_first() -> None:
    found = tables(sheet(HEADERS, (1, "5/2/2026", "A", "Định kỳ", 2), (2, "5/2/2026", "A", "Định kỳ", 3)))
    first = draft(found)
    assert [row.state for row in first.rows] == [State.NEW, State.DOUBLE]
    assert [row.decision for row in first.rows] == [Decision.TAKE, Decision.LATER]
    stored, aside = results(first, {1: Decision.AS_NEW})
    assert (len(stored), aside) == (2, [])
    # Each row of the file finds its own, whichever comes first.
    assert {row.state for row in draft(found, stored[::-1]).rows} == {State.SAME}
    one, other = results(first, {})
    assert (len(one), len(other)) == (1, 1)
    assert {row.state for row in draft(found, one, other).rows} == {State.SAME}
    with pytest.raises(Refusal, match="không thể xử lý như đã chọn"):
        results(first, {0: Decision.AS_NEW})


def test_an_empty_cell_changes_nothing() -> None:
    values = register().read({"ngay": "5/2/2026", "don_vi": "A", "loai": "Định kỳ", "van_de": "4"})
    stored = [RegisterRow("kiem-tra", values)]
    found = tables(sheet(HEADERS, (1, "5/2/2026", "A", "Định kỳ", None)))
    assert [row.state for row in draft(found, stored).rows] == [State.SAME]


def test_a_full_list_with_its_ended_rows_comes_in_whole() -> None:
    headers = ("Mã TTHC", "Tên TTHC", "Trạng thái", "Ngày áp dụng", "Ngày bãi bỏ")
    rows = (
        ("1.000001", "A", "Bị bãi bỏ", "1/1/2024", "1/3/2026"),
        ("1.000002", "B", "Đang áp dụng", "1/1/2024", None),
    )
    found = tables_of(RowsBook("a.xlsx", (sheet(headers, *rows),)), is_header_of(register("tthc")))
    made, _, _ = map_for(register("tthc"), found, "a.xlsx", [])
    first = Comparison(register("tthc"), made, []).draft(found)
    assert [row.state for row in first.rows] == [State.NEW, State.NEW]
    stored, _ = results(first, {})
    again = Comparison(register("tthc"), made, stored).draft(found)
    assert [row.state for row in again.rows] == [State.SAME, State.SAME]
    assert again.absent == ()


def test_a_changed_row_keeps_the_day_since_which_there_is_it() -> None:
    """The day that a decision gives a procedure that it amends is that of the amendment."""
    kept = {"ma": "1.000001", "ten": "A", "trang_thai": "Đang áp dụng", "ngay_ap_dung": "1/1/2024"}
    stored = [RegisterRow("tthc", register("tthc").read(kept))]
    headers = ("Mã TTHC", "Tên TTHC", "Trạng thái", "Ngày áp dụng")
    day = date(2026, 6, 15)

    def changes(state: str, given: str | None, general: date | None) -> dict[str, object]:
        found = tables_of(
            RowsBook("a.xlsx", (sheet(headers, ("1.000001", "A", state, given)),)),
            is_header_of(register("tthc")),
        )
        made, _, _ = map_for(register("tthc"), found, "a.xlsx", [])
        [row] = Comparison(register("tthc"), made, stored, day=general).draft(found).rows
        return {change.key: (change.before, change.after) for change in row.changes}

    amended = {
        "trang_thai": ("Đang áp dụng", "Được sửa đổi, bổ sung"),
        "ngay_sua_doi": (None, day),
    }
    assert changes("Được sửa đổi, bổ sung", "15/6/2026", None) == amended
    assert changes("Được sửa đổi, bổ sung", "15/6/2026", date(2026, 7, 1)) == amended
    assert changes("Được sửa đổi, bổ sung", None, day) == amended
    # What is announced anew begins anew.
    assert changes("Mới ban hành", None, day)["ngay_ap_dung"] == (date(2024, 1, 1), day)
