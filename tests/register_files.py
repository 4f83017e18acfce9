"""Files in which offices of invention keep registers, each in a layout of its own."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Cells = Sequence[str | float | date | None]


def inspections(path: Path) -> Path:
    """Two rows of headers, numbers of columns, titles of quarters, totals, rows without anything, days as
    texts, days and numbers; a column of the office's own; who signs below."""
    book, sheet = _book("Kiểm tra 2026")
    sheet.append(["ỦY BAN NHÂN DÂN XÃ HỢP TIẾN"])
    sheet.merge_cells("A1:I1")
    sheet.append(["BẢNG TỔNG HỢP KIỂM TRA CẢI CÁCH HÀNH CHÍNH NĂM 2026"])
    sheet.merge_cells("A2:I2")
    for column, words in zip(
        "ABCDE", ["TT", "Thời gian", "Đơn vị", "Loại kiểm tra", "Nội dung"], strict=True
    ):
        sheet[f"{column}4"] = words
        sheet.merge_cells(f"{column}4:{column}5")
    sheet["F4"], sheet["F5"], sheet["G5"] = "Vấn đề", "Số vấn đề phát hiện", "Số vấn đề đã khắc phục"
    sheet.merge_cells("F4:G4")
    sheet["H4"], sheet["I4"] = "Hạn khắc phục", "Ký nhận"
    sheet.merge_cells("H4:H5")
    sheet.merge_cells("I4:I5")
    _rows(sheet, 6, [
        [f"({number})" for number in range(1, 10)],
        ["I. Quý I"],
        [1, "05/02/2026", "Trạm Y tế", "Định kỳ", "Niêm yết", 3, 2, date(2026, 3, 1)],
        [2, 46070, "Trường Mầm non", "Kiểm tra đột xuất", "Trực", 1, "1", "15/3/26", "đã ký"],
        [3],
        ["Cộng", None, None, None, None, 4, 3],
        [],
        ["II. Quý II"],
        [1, datetime(2026, 4, 20), "Công an xã", "Tự kiểm tra", "Hồ sơ", None, None, "-"],
        [],
        [None, "Người lập biểu", None, None, None, None, "CHỦ TỊCH"],
        [None, "Nguyễn Văn A"],
    ])  # fmt: skip
    book.save(path)
    return path


def publicity(path: Path) -> Path:
    """A sheet for each month, laid out alike, the form merged over its rows; a hidden sheet with lists."""
    book, first = _book("Tháng 3")
    second = book.create_sheet("Tháng 4")
    months: list[tuple[Worksheet, list[Cells]]] = [
        (
            first,
            [
                ["05.03.2026", "Pano, áp phích", "Cải cách hành chính năm 2026", 2],
                ["12.03.2026", None, "Dịch vụ công trực tuyến", 1],
                ["Tổng cộng:", None, None, 3],
            ],
        ),
        (second, [["ngày 8 tháng 4 năm 2026", "Họp thôn", "Nộp hồ sơ trực tuyến", "5"]]),
    ]
    for sheet, rows in months:
        sheet.append(["THEO DÕI TUYÊN TRUYỀN"])
        sheet.append(["Ngày tháng", "Hình thức tuyên truyền", "Nội dung", "Số lượng tin, bài, lần"])
        for row in rows:
            sheet.append(list(row))
    first.merge_cells("B3:B4")
    lists = book.create_sheet("DanhMuc")
    lists.append(["Ngày", "Hình thức", "Nội dung"])
    lists.append(["01/01/2020", "Hội thi", "Không phải dữ liệu"])
    lists.sheet_state = "hidden"
    book.save(path)
    return path


PROCEDURES = [
    "STT", "Mã số TTHC", "Tên thủ tục hành chính", "Thời hạn giải quyết", "Phí", "Lệ phí",
    "Cơ quan thực hiện", "Ghi chú",
]  # fmt: skip
NEW: Cells = [1.00069, "Đăng ký A", "3 ngày", "Không", "Không", "UBND xã", None]
AMENDED: Cells = ["2.000488", "Cấp giấy B", "2 ngày", "Không", "2.000 đồng", "UBND xã", None]
ABOLISHED: Cells = ["1.000111", "Thủ tục C", None, None, None, None, None]
UNHEARD_OF: Cells = ["1.009999", "Thủ tục khác", None, None, None, None, None]


def decision(path: Path) -> Path:
    """The annex of a decision that announces procedures: three tables below one another, each with its head,
    the areas as titles, a code that Excel took for a number."""
    book, sheet = _book("Phụ lục")
    sheet.append(["PHỤ LỤC"])
    sheet.append(["(Kèm theo Quyết định số 123/QĐ-UBND ngày 10/6/2026 của Ủy ban nhân dân)"])
    parts: list[tuple[str, list[Cells]]] = [
        ("A. DANH MỤC THỦ TỤC HÀNH CHÍNH MỚI BAN HÀNH", [NEW]),
        ("B. DANH MỤC THỦ TỤC HÀNH CHÍNH ĐƯỢC SỬA ĐỔI, BỔ SUNG", [AMENDED]),
        ("C. DANH MỤC THỦ TỤC HÀNH CHÍNH BỊ BÃI BỎ", [ABOLISHED, UNHEARD_OF]),
    ]
    for title, rows in parts:
        sheet.append([])
        sheet.append([title])
        sheet.append(PROCEDURES)
        sheet.append(["I", "LĨNH VỰC HỘ TỊCH (01 thủ tục)"])
        for number, row in enumerate(rows, 1):
            sheet.append([number, *row])
    book.save(path)
    return path


def table(path: Path, headers: Cells, *rows: Cells) -> Path:
    """A plain table."""
    book, sheet = _book("Sổ")
    sheet.append(list(headers))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


def sheets(path: Path, **rows: Sequence[Cells]) -> Path:
    """A workbook of several sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, cells in rows.items():
        _rows(book.create_sheet(title), 1, cells)
    book.save(path)
    return path


def old_excel(path: Path, headers: Cells, *rows: Cells, nought: str = "") -> Path:
    """A plain table as Excel kept it until 2003; ``nought`` is the format of its numbers."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sổ")
    dated = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    counted = xlwt.easyxf(num_format_str=nought or "General")
    for number, row in enumerate((headers, *rows)):
        for column, value in enumerate(row):
            style = [dated] if isinstance(value, date) else [counted] if isinstance(value, int) else []
            sheet.write(number, column, value, *style)
    book.save(str(path))
    return path


def _book(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    return book, sheet


def _rows(sheet: Worksheet, first: int, rows: Sequence[Cells]) -> None:
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
