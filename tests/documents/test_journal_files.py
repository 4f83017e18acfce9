"""The journal as a workbook: what an archivist opens, filters and prints."""

from datetime import datetime
from pathlib import Path

import openpyxl

from cchc_desktop.documents.journal_files import JournalLine, write_workbook
from cchc_desktop.documents.xlsx_styles import HIGHEST_ROW

NOON = datetime(2026, 3, 31, 12)


def test_a_row_is_as_high_as_its_texts_and_a_long_one_goes_on_below(tmp_path: Path) -> None:
    short = JournalLine(1, NOON, "An", "Máy 1", "Nhập số liệu", "Số liệu: 1.1", "Số liệu", "", "5")
    words = " ".join(f"từ{number}" for number in range(3000))
    long = JournalLine(2, NOON, "An", "Máy 1", "Sửa nội dung", "Nội dung", "Nội dung", "=1+1", words)
    file = tmp_path / "nhat-ky.xlsx"
    assert write_workbook(file, [short, long], [("Cơ quan", "", "Xã An Bình")]) == file.stat().st_size
    sheet = openpyxl.load_workbook(file)["Nhật ký"]
    _, first, *rest = sheet.iter_rows(values_only=True)
    assert first == (1, NOON, "An", "Máy 1", "Nhập số liệu", "Số liệu: 1.1", "Số liệu", None, "5")
    assert len(rest) > 1
    assert " ".join(str(row[8]) for row in rest) == words
    # What a filter looks at is in each of them; the other text is there once.
    assert {row[:7] for row in rest} == {(2, NOON, "An", "Máy 1", "Sửa nội dung", "Nội dung", "Nội dung")}
    heights = [sheet.row_dimensions[number].height for number in range(1, sheet.max_row + 1)]
    assert max(heights) <= HIGHEST_ROW
    assert heights[2] > 5 * heights[1]
    assert sheet["H3"].data_type == "s"
    assert sheet["H3"].quotePrefix


def test_a_journal_of_nothing_is_a_table_with_its_head(tmp_path: Path) -> None:
    file = tmp_path / "nhat-ky.xlsx"
    write_workbook(file, [], [])
    sheet = openpyxl.load_workbook(file)["Nhật ký"]
    assert [row[:2] for row in sheet.iter_rows(values_only=True)] == [("STT", "Lúc")]
