"""Rows of registers from an office's own files: mapped once, remembered, and no change the second time."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cchc_desktop.child import process
from cchc_desktop.child.errands import Errand
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.registers.book import RowsBook
from cchc_desktop.domain.registers.incoming import Decision, RowMistakes, RowsDraft, State
from cchc_desktop.domain.registers.mapping import ColumnMap
from cchc_desktop.intake.read_rows import read_rows
from cchc_desktop.intake.workbook.read import Bounds
from cchc_desktop.office import Office
from tests import register_files

JUNE = date(2026, 6, 15)
INSPECTED = ["Thời gian", "Đơn vị", "Loại kiểm tra"]


def draft_of(
    office: Office, register: str, path: Path, day: date | None = None, *, whole: bool = False
) -> RowsDraft:
    """What taking a file in would do, with the map that is kept or proposed."""
    imports = office.register_import
    return imports.compare(imports.lay(register, read_rows(path)), day=day, whole=whole)


def states(draft: RowsDraft) -> list[State]:
    """The states of a draft's rows."""
    return [row.state for row in draft.rows]


def shown(office: Office, register: str, *keys: str) -> list[list[str]]:
    """Some cells of a register's rows."""
    described = office.registers.get(register)
    return [
        [described.field(key).shown(row.values.get(key)) for key in keys]
        for row in office.registers.rows(register)
    ]


@pytest.mark.parametrize(
    ("make", "register", "day"),
    [
        (register_files.inspections, "kiem-tra", None),
        (register_files.publicity, "tuyen-truyen", None),
        (register_files.decision, "tthc", JUNE),
    ],
)
def test_the_same_file_again_changes_nothing(
    office: Office, tmp_path: Path, make: Callable[[Path], Path], register: str, day: date | None
) -> None:
    path = make(tmp_path / "so.xlsx")
    imports = office.register_import
    laid = imports.lay(register, read_rows(path))
    assert not laid.is_remembered
    first = imports.compare(laid, day=day)
    assert first.mistakes == ()
    assert office.registers.rows(register) == []
    assert imports.take(first) is not None
    count = len(office.history.entries())
    again = imports.lay(register, read_rows(path))
    assert again.is_remembered
    assert again.unsure == []
    second = imports.compare(again, day=date(2026, 7, 1) if day else None)
    assert set(states(second)) <= {State.SAME, State.UNKNOWN}
    assert imports.take(second) is None
    assert len(office.history.entries()) == count
    office.history.undo()
    assert office.registers.rows(register) == []
    assert imports.kept(register) == []
    assert office.check().damage == ()


def test_days_texts_titles_and_totals_of_an_office_are_read_right(office: Office, tmp_path: Path) -> None:
    draft = draft_of(office, "kiem-tra", register_files.inspections(tmp_path / "so.xlsx"))
    office.register_import.take(draft)
    keys = ("ngay", "don_vi", "loai", "van_de", "da_xu_ly", "han")
    assert shown(office, "kiem-tra", *keys) == [
        ["05/02/2026", "Trạm Y tế", "Định kỳ", "3", "2", "01/03/2026"],
        ["17/02/2026", "Trường Mầm non", "Đột xuất", "1", "1", "15/03/2026"],
        ["20/04/2026", "Công an xã", "Tự kiểm tra", "", "", ""],
    ]
    assert [(each.place, each.what) for each in draft.left_out] == [
        ("A7", "dòng tiêu đề"),
        ("A11", "dòng cộng"),
        ("A13", "dòng tiêu đề"),
    ]
    assert draft.unread == ("TT", "Ký nhận")


def test_sheets_that_are_laid_out_alike_come_in_together(office: Office, tmp_path: Path) -> None:
    draft = draft_of(office, "tuyen-truyen", register_files.publicity(tmp_path / "so.xlsx"))
    office.register_import.take(draft)
    assert shown(office, "tuyen-truyen", "ngay", "hinh_thuc", "so_luong") == [
        ["05/03/2026", "Pano, áp phích", "2"],
        ["12/03/2026", "Pano, áp phích", "1"],
        ["08/04/2026", "Họp thôn", "5"],
    ]


def test_a_decision_is_compared_by_code(office: Office, tmp_path: Path) -> None:
    for code, name in (("2.000488", "Cấp giấy B"), ("1.000111", "Thủ tục C"), ("1.000222", "Thủ tục D")):
        office.registers.add("tthc", {"ma": code, "ten": name, "ngay_ap_dung": "1/1/2026", "phi": "Không"})
    path = register_files.decision(tmp_path / "qd.xlsx")
    draft = draft_of(office, "tthc", path, JUNE)
    assert states(draft) == [State.NEW, State.CHANGED, State.ENDED, State.UNKNOWN]
    changed = draft.rows[1]
    cells = {change.key: (change.before, change.after, change.place) for change in changed.changes}
    assert cells["le_phi"] == (None, "2.000 đồng", "F12")
    assert cells["trang_thai"] == (None, "Được sửa đổi, bổ sung", "")
    assert cells["ngay_sua_doi"] == (None, JUNE, "")
    assert "ngay_ap_dung" not in cells
    assert "phi" not in cells
    assert [row.values["ma"] for row in draft.absent] == ["1.000222"]
    office.register_import.take(draft)
    keys = ("ma", "linh_vuc", "trang_thai", "ngay_ap_dung", "ngay_sua_doi", "ngay_bai_bo")
    assert sorted(shown(office, "tthc", *keys)) == [
        ["1.000111", "Hộ tịch", "Bị bãi bỏ", "01/01/2026", "", "15/06/2026"],
        ["1.000222", "", "", "01/01/2026", "", ""],
        ["1.000690", "Hộ tịch", "Mới ban hành", "15/06/2026", "", ""],
        ["2.000488", "Hộ tịch", "Được sửa đổi, bổ sung", "01/01/2026", "15/06/2026", ""],
    ]
    # Another day for the same decision moves nothing that it had changed.
    again = draft_of(office, "tthc", path, date(2026, 7, 1))
    assert states(again) == [State.SAME, State.SAME, State.SAME, State.UNKNOWN]
    # Where the file is all that is in force, what it does not name is abolished.
    whole = draft_of(office, "tthc", path, date(2026, 7, 1), whole=True)
    assert [row.like.values["ma"] for row in whole.of(State.ENDED) if row.like] == ["1.000222"]
    office.register_import.take(whole)
    ended = [
        row.values["ngay_bai_bo"] for row in office.registers.rows("tthc") if "ngay_bai_bo" in row.values
    ]
    assert sorted(str(day) for day in ended) == ["2026-06-15", "2026-07-01"]
    assert draft_of(office, "tthc", path, date(2026, 8, 1), whole=True).of(State.ENDED) == ()


def test_mistakes_are_told_with_their_cells_and_nothing_is_stored(office: Office, tmp_path: Path) -> None:
    path = register_files.table(
        tmp_path / "sai.xlsx",
        [*INSPECTED, "Số vấn đề phát hiện"],
        ["31/02/2026", "Trạm Y tế", "Định kỳ", 1],
        ["05/02/2026", "Trạm Y tế", "Bất chợt", "hai"],
        ["05/02/2026", None, "Định kỳ", "=1/0"],
        ["06/02/2026", "Thôn Một", "Định kỳ", date(2026, 1, 3)],
        ["07/02/2026", "Thôn Hai", "Định kỳ", 4],
    )
    draft = draft_of(office, "kiem-tra", path)
    assert [mistake.place for mistake in draft.mistakes] == ["A2", "C3", "D3", "B4", "D5"]
    assert [(each.place, each.what) for each in draft.left_out] == [("D4", "công thức không có kết quả")]
    assert "Không có ngày 31/2/2026" in draft.mistakes[0].sentence
    assert "đổi số thành ngày" in draft.mistakes[4].sentence
    with pytest.raises(RowMistakes, match="5 chỗ sai nên chưa nhập dòng nào"):
        office.register_import.take(draft)
    assert office.registers.rows("kiem-tra") == []
    office.register_import.take(draft, skip_wrong=True)
    assert shown(office, "kiem-tra", "don_vi") == [["Thôn Hai"]]


def test_a_row_like_a_stored_one_changes_it_or_waits(office: Office, tmp_path: Path) -> None:
    imports = office.register_import
    stored = office.registers.add(
        "kiem-tra",
        {"ngay": "5/2/2026", "don_vi": "Trạm Y tế", "loai": "Định kỳ", "van_de": "1", "mo_ta": "A"},
    )
    path = register_files.table(
        tmp_path / "so.xlsx",
        [*INSPECTED, "Số vấn đề phát hiện", "Vấn đề phát hiện"],
        ["05/02/2026", "TRẠM Y TẾ", "Định kỳ", 2, None],
    )
    draft = draft_of(office, "kiem-tra", path)
    (row,) = draft.rows
    assert row.state is State.CHANGED
    assert {change.key for change in row.changes} == {"don_vi", "van_de"}
    assert row.row.values["mo_ta"] == "A"
    # Undecided: it is put aside, counted for nothing, and no change the next time.
    imports.take(draft, {0: Decision.LATER})
    assert office.registers.rows("kiem-tra") == [stored]
    assert states(draft_of(office, "kiem-tra", path)) == [State.SAME]
    (waiting,) = imports.put_aside("kiem-tra")
    assert waiting.like == stored.id
    imports.decide("kiem-tra", waiting.row.id, Decision.TAKE)
    assert imports.put_aside("kiem-tra") == []
    assert shown(office, "kiem-tra", "van_de", "mo_ta") == [["2", "A"]]
    with pytest.raises(Refusal, match="không còn trong danh sách"):
        imports.decide("kiem-tra", waiting.row.id, Decision.SKIP)
    office.history.undo()
    imports.decide("kiem-tra", waiting.row.id, Decision.AS_NEW)
    assert len(office.registers.rows("kiem-tra")) == 2
    assert states(draft_of(office, "kiem-tra", path)) == [State.SAME]
    assert office.check().damage == ()


def test_two_rows_of_a_file_that_are_like_one_another_are_not_both_stored(
    office: Office, tmp_path: Path
) -> None:
    rows = [["05/02/2026", "Trạm Y tế", "Định kỳ"]] * 2
    path = register_files.table(tmp_path / "so.xlsx", INSPECTED, *rows)
    draft = draft_of(office, "kiem-tra", path)
    assert states(draft) == [State.NEW, State.DOUBLE]
    office.register_import.take(draft)
    assert len(office.registers.rows("kiem-tra")) == 1
    (waiting,) = office.register_import.put_aside("kiem-tra")
    assert waiting.like == office.registers.rows("kiem-tra")[0].id
    assert states(draft_of(office, "kiem-tra", path)) == [State.SAME, State.SAME]


def test_what_was_edited_meanwhile_is_not_overwritten(office: Office, tmp_path: Path) -> None:
    typed = {"ngay": "5/2/2026", "don_vi": "Trạm Y tế", "loai": "Định kỳ", "van_de": "1"}
    stored = office.registers.add("kiem-tra", typed)
    headers = [*INSPECTED, "Số vấn đề phát hiện"]
    path = register_files.table(tmp_path / "so.xlsx", headers, ["05/02/2026", "Trạm Y tế", "Định kỳ", 2])
    draft = draft_of(office, "kiem-tra", path)
    values = {**stored.values, "van_de": Decimal(7)}
    office.registers.save([type(stored)(stored.register, values, stored.id)])
    with pytest.raises(Refusal, match="vừa có người sửa"):
        office.register_import.take(draft)
    assert shown(office, "kiem-tra", "van_de") == [["7"]]


def test_personal_data_are_never_read(office: Office, tmp_path: Path) -> None:
    register = office.registers.get("tiep-cong-dan")
    personal = next(field for field in register.fields if field.is_personal)
    needed = [field for field in register.typed if field.is_required and field.key != register.day]
    assert all(not field.choices or field.choices[0] for field in needed)
    path = register_files.table(
        tmp_path / "tcd.xlsx",
        [register.field(register.day).label, personal.label, *(field.label for field in needed)],
        ["05/02/2026", "Nguyễn Thị Riêng", *(field.choices[0] if field.choices else "1" for field in needed)],
    )
    draft = draft_of(office, register.id, path)
    assert draft.personal == (personal.label,)
    assert states(draft) == [State.NEW]
    office.register_import.take(draft)
    assert office.search("Riêng").hits == ()
    (row,) = office.registers.rows(register.id)
    assert personal.key not in row.values


def test_a_layout_with_another_column_takes_what_was_mapped_before(office: Office, tmp_path: Path) -> None:
    imports = office.register_import
    first = register_files.table(tmp_path / "a.xlsx", [*INSPECTED, "Số lỗi"], ["5/2/2026", "A", "Định kỳ", 2])
    laid = imports.lay("kiem-tra", read_rows(first))
    assert laid.made.columns["Số lỗi"] == ""
    made = laid.made.taking("Số lỗi", "van_de")
    imports.take(imports.compare(laid, made))
    assert shown(office, "kiem-tra", "van_de") == [["2"]]
    headers = ["TT", *INSPECTED, "Số lỗi", "Xếp loại"]
    second = register_files.table(tmp_path / "b.xlsx", headers, [1, "6/2/2026", "B", "Định kỳ", 3, "Tốt"])
    later = imports.lay("kiem-tra", read_rows(second))
    assert later.made.columns["Số lỗi"] == "van_de"
    assert not later.is_remembered


def test_a_map_that_is_told_is_held_to_the_file_and_the_register(office: Office, tmp_path: Path) -> None:
    imports = office.register_import
    headers = ["Lúc nào", "Ở đâu", "Kiểu gì"]
    book = read_rows(register_files.table(tmp_path / "la.xlsx", headers, ["5/2/2026", "Trạm", "Định kỳ"]))
    strange = imports.lay("kiem-tra", book)
    assert strange.is_strange
    with pytest.raises(Refusal, match="Chưa có cột nào"):
        imports.compare(strange)

    def told(**columns: str) -> ColumnMap:
        keys = {name.replace("_", " "): key for name, key in columns.items()}
        return ColumnMap("kiem-tra", "", keys)

    wanted = told(Lúc_nào="ngay", Ở_đâu="don_vi", Kiểu_gì="loai")
    imports.take(imports.compare(imports.lay("kiem-tra", book, wanted)))
    assert shown(office, "kiem-tra", "ngay", "don_vi", "loai") == [["05/02/2026", "Trạm", "Định kỳ"]]
    # From then on it is known without being told.
    with pytest.raises(Refusal, match="Tệp không có cột «Lạ»"):
        imports.lay("kiem-tra", book, told(Lúc_nào="ngay", Ở_đâu="don_vi", Lạ="loai"))
    with pytest.raises(Refusal, match="hai cột vào cùng mục"):
        imports.lay("kiem-tra", book, told(Lúc_nào="ngay", Ở_đâu="ngay"))
    laid = imports.lay("kiem-tra", book, told(Lúc_nào="ngay", Ở_đâu="don_vi"))
    with pytest.raises(Refusal, match="Chưa có cột nào cho mục «Loại kiểm tra»"):
        imports.compare(laid)


def test_a_file_with_more_rows_than_are_read_is_refused_whole(tmp_path: Path) -> None:
    path = register_files.table(tmp_path / "dai.xlsx", INSPECTED, *[["1/2/2026", "A", "Định kỳ"]] * 9)
    assert read_rows(path, Bounds(rows=10, is_whole=True)).sheets[0].rows == 10
    with pytest.raises(Refusal, match="Trang «Sổ» có hơn 9 dòng"):
        read_rows(path, Bounds(rows=9, is_whole=True))
    with pytest.raises(Refusal, match="Tệp có hơn 20 ô"):
        read_rows(path, Bounds(cells=20, is_whole=True, what="Tệp"))


def test_files_are_read_in_a_child_process(tmp_path: Path) -> None:
    path = register_files.inspections(tmp_path / "so.xlsx")
    found: RowsBook = process.run(Errand.ROWS, path)
    assert found == read_rows(path)


def test_a_table_in_a_text_and_one_of_an_old_excel_come_in_too(office: Office, tmp_path: Path) -> None:
    text = "Thời gian;Đơn vị;Loại kiểm tra\n5/2/2026;Trạm Y tế;Định kỳ\nCộng;1;\n"
    path = tmp_path / "so.csv"
    path.write_text(text, "utf-8-sig")
    office.register_import.take(draft_of(office, "kiem-tra", path))
    assert shown(office, "kiem-tra", "ngay", "don_vi") == [["05/02/2026", "Trạm Y tế"]]
    old = register_files.old_excel(
        tmp_path / "so.xls",
        INSPECTED,
        ["5/2/2026", "Trạm Y tế", "Định kỳ"],
        [date(2026, 2, 9), "Xã", "Đột xuất"],
    )
    draft = draft_of(office, "kiem-tra", old)
    assert states(draft) == [State.SAME, State.NEW]
    assert draft.rows[1].row.values["ngay"] == date(2026, 2, 9)
    (tmp_path / "so.doc").write_text("x")
    with pytest.raises(Refusal, match="không phải là bảng tính"):
        read_rows(tmp_path / "so.doc")
    path.write_text("A;B;C\n" + "1;2;3\n" * 3000)
    with pytest.raises(Refusal, match=r"có từ 3\.000 dòng"):
        read_rows(path)
