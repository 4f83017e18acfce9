"""Workbooks in the manner of those that provinces send down, to be mapped and filled in.

They are made by XlsxWriter, so that they hold what openpyxl would lose: a picture, a chart, comments,
validations, conditional formats, printing set up, defined names.
"""

import struct
import zlib
from pathlib import Path
from typing import Any

import xlsxwriter

SUMMARY, DETAILS, LISTS = "Tổng hợp", "Biểu 1. TTHC", "DM"

STATISTICS: tuple[tuple[str, str, str], ...] = (
    ("I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", ""),
    ("1", "Số văn bản chỉ đạo, điều hành CCHC đã ban hành", "Văn bản"),
    ("2", "Tổng số nhiệm vụ đề ra trong Kế hoạch cải cách hành chính năm", "Nhiệm vụ"),
    ("3", "Số nhiệm vụ trong Kế hoạch đã hoàn thành", "Nhiệm vụ"),
    ("4", "Số cơ quan, đơn vị, bộ phận đã kiểm tra CCHC", "Đơn vị"),
    ("5", "Số tin, bài về CCHC trên trang thông tin điện tử", "Tin, bài"),
    ("II", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", ""),
    ("6", "Số TTHC được công khai đầy đủ", "TTHC"),
    ("7", "Số buổi tiếp công dân lưu động tại thôn, bản", "Buổi"),
)
DOSSIERS: tuple[tuple[str, str, str], ...] = (
    ("1", "Hồ sơ tiếp nhận: Tổng số", "=D{0}+D{1}+D{2}"),
    ("1.1", "- Hồ sơ tiếp nhận trực tuyến", ""),
    ("1.2", "- Hồ sơ tiếp nhận trực tiếp, qua dịch vụ bưu chính", ""),
    ("1.3", "- Hồ sơ từ kỳ trước chuyển sang", ""),
    ("2", "Hồ sơ đã giải quyết: Tổng số", "=SUM(D{0}:D{2})"),
    ("2.1", "- Đã giải quyết trước hạn", ""),
    ("2.2", "- Đã giải quyết đúng hạn", ""),
    ("2.3", "- Đã giải quyết quá hạn", ""),
)


def picture() -> bytes:
    """A small picture (PNG)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\x00" + bytes((200, 30, 30)) * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def statistics(path: Path, *, year: int = 2026, header: str = "Kết quả trong kỳ") -> Path:
    """A form with a head of two merged rows, a hidden column of codes, a protected sheet whose empty cells
    are open, a picture, a sum over rows, a percentage, and a summary sheet that refers to it."""
    book = xlsxwriter.Workbook(str(path))
    words = {"font_name": "Times New Roman", "font_size": 12, "border": 1}
    head = book.add_format(
        {**words, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#DDEBF7"}
    )
    label = book.add_format({**words, "text_wrap": True})
    group = book.add_format({**words, "bold": True, "bg_color": "#FFF2CC"})
    opened = book.add_format({**words, "locked": False, "num_format": "#,##0"})
    note = book.add_format({**words, "locked": False})
    total = book.add_format({**words, "bold": True, "num_format": "#,##0"})
    percent = book.add_format({**words, "num_format": "0.0%"})
    title = book.add_format({"bold": True, "align": "center", "font_size": 14})
    blank = book.add_format({"locked": False, "bottom": 4})
    sheet = book.add_worksheet("Biểu 01")
    sheet.insert_image("A1", "huy-hieu.png", {"image_data": _stream(picture())})
    sheet.merge_range("B1:H1", "ỦY BAN NHÂN DÂN TỈNH SÔNG HƯƠNG", title)
    sheet.merge_range("B2:H2", f"BIỂU TỔNG HỢP SỐ LIỆU CẢI CÁCH HÀNH CHÍNH NĂM {year}", title)
    sheet.write("B3", "Đơn vị báo cáo:")
    sheet.merge_range("C3:E3", "", blank)
    sheet.write("F3", "Kỳ báo cáo:")
    sheet.write_blank("G3", None, blank)
    sheet.merge_range("A5:A6", "STT", head)
    sheet.merge_range("B5:B6", "Nội dung", head)
    sheet.merge_range("C5:C6", "Mã", head)
    sheet.merge_range("D5:D6", "ĐVT", head)
    sheet.merge_range("E5:G5", f"Số liệu năm {year}", head)
    for place, words_of in (("E6", header), ("F6", "Lũy kế từ đầu năm"), ("G6", "Cùng kỳ năm trước")):
        sheet.write(place, words_of, head)
    sheet.merge_range("H5:H6", "Ghi chú", head)
    for column in range(8):
        sheet.write(6, column, f"({column + 1})", head)
    row = 7
    for order, name, unit in STATISTICS:
        if not unit:
            sheet.write(row, 0, order, group)
            sheet.merge_range(row, 1, row, 7, name, group)
        else:
            sheet.write(row, 0, order, label)
            sheet.write(row, 1, name, label)
            sheet.write_blank(row, 2, None, label)
            sheet.write(row, 3, unit, label)
            for column in (4, 5, 6):
                sheet.write_blank(row, column, None, opened)
            sheet.write_blank(row, 7, None, note)
        row += 1
    sheet.write(row, 1, "Tỷ lệ hoàn thành Kế hoạch", label)
    sheet.write(row, 3, "%", label)
    sheet.write_formula(row, 4, "=IF(E10=0,0,E11/E10)", percent, 0.25)
    sheet.write(row + 2, 1, "NGƯỜI LẬP BIỂU", title)
    sheet.set_column("A:A", 6)
    sheet.set_column("B:B", 48)
    sheet.set_column("C:C", 8, None, {"hidden": True})
    sheet.set_column("D:H", 14)
    sheet.protect("", {"format_cells": False})
    sheet.data_validation("E9:E16", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.conditional_format("E9:E16", {"type": "cell", "criteria": "<", "value": 0, "format": group})
    sheet.write_comment("E9", "Chỉ ghi số phát sinh trong kỳ")
    sheet.freeze_panes(7, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(4, 6)
    sheet.print_area(0, 0, row, 7)
    summary = book.add_worksheet(SUMMARY)
    summary.write("A1", "Tổng số nhiệm vụ hoàn thành")
    summary.write_formula("B1", "='Biểu 01'!E11", total, 1)
    summary.write("A2", "Tổng văn bản và tin bài")
    summary.write_formula("B2", "=SUM('Biểu 01'!E9,'Biểu 01'!E13)", total, 2)
    summary.write("A3", "Tên")
    summary.write_formula("B3", "=\"Kỳ: \"&'Biểu 01'!G3", total, "Kỳ: cũ")
    book.define_name("NhiemVu", "='Biểu 01'!$E$11")
    chart: Any = book.add_chart({"type": "column"})
    chart.add_series({"categories": "='Biểu 01'!$B$9:$B$13", "values": "='Biểu 01'!$E$9:$E$13"})
    summary.insert_chart("D2", chart)
    book.close()
    return path


def dossiers(path: Path) -> Path:
    """A form of quarters: columns «Quý I» … «Quý IV» under one heading, totals as formulas of rows in every
    column, a hidden sheet of lists, and an old figure in a cell."""
    book = xlsxwriter.Workbook(str(path))
    cell = book.add_format({"border": 1, "num_format": "#,##0"})
    head = book.add_format({"border": 1, "bold": True, "align": "center"})
    sheet = book.add_worksheet(DETAILS)
    sheet.merge_range("A1:H1", "BIỂU 1. TÌNH HÌNH GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH", head)
    sheet.merge_range("A3:A4", "TT", head)
    sheet.merge_range("B3:B4", "Chỉ tiêu", head)
    sheet.merge_range("C3:C4", "Đơn vị tính", head)
    sheet.merge_range("D3:G3", "Kết quả thực hiện", head)
    for place, words in zip("DEFG", ("Quý I", "Quý II", "Quý III", "Quý IV"), strict=True):
        sheet.write(f"{place}4", words, head)
    sheet.merge_range("H3:H4", "Cả năm", head)
    first = 5
    for row, (order, name, formula) in enumerate(DOSSIERS, first):
        sheet.write(row - 1, 0, order, cell)
        sheet.write(row - 1, 1, name, cell)
        sheet.write(row - 1, 2, "Hồ sơ", cell)
        for letter in "DEFGH":
            if formula:
                text = formula.format(row + 1, row + 2, row + 3).replace("D", letter)
                sheet.write_formula(f"{letter}{row}", text, cell, 7)
            elif letter == "H":
                sheet.write_formula(f"H{row}", f"=SUM(D{row}:G{row})", cell, 7)
            else:
                sheet.write_blank(f"{letter}{row}", None, cell)
    sheet.write("D6", 999, cell)
    lists = book.add_worksheet(LISTS)
    lists.write_column("A1", ["Đạt", "Không đạt"])
    lists.hide()
    book.close()
    return path


def checklist(path: Path) -> Path:
    """A form without codes: choices from a list, a plan's column, percentages in cells of that format, days
    in the head, and cells merged over two columns."""
    book = xlsxwriter.Workbook(str(path))
    cell = book.add_format({"border": 1})
    head = book.add_format({"border": 1, "bold": True})
    percent = book.add_format({"border": 1, "num_format": "0.00%"})
    day = book.add_format({"num_format": "dd/mm/yyyy", "bottom": 1})
    sheet = book.add_worksheet("Chỉ tiêu")
    sheet.write("A1", "Từ ngày:")
    sheet.write_blank("B1", None, day)
    sheet.write("C1", "Đến ngày:")
    sheet.write_blank("D1", None, day)
    for column, words in enumerate(("STT", "Tiêu chí", "ĐVT", "Kế hoạch năm 2026", "Thực hiện")):
        sheet.write(2, column, words, head)
    sheet.merge_range("F3:G3", "Ghi chú", head)
    rows = (
        ("Tỷ lệ hồ sơ nộp trực tuyến", "%"),
        ("Ban hành/cập nhật Quy chế chi tiêu nội bộ", ""),
        ("Số hội nghị đối thoại với người dân, tổ chức, doanh nghiệp", "Hội nghị"),
    )
    for number, (name, unit) in enumerate(rows, 4):
        style = percent if unit == "%" else cell
        sheet.write(f"A{number}", number - 3, cell)
        sheet.write(f"B{number}", name, cell)
        sheet.write(f"C{number}", unit, cell)
        sheet.write_blank(f"D{number}", None, style)
        sheet.write_blank(f"E{number}", None, style)
        sheet.merge_range(f"F{number}:G{number}", "", cell)
    sheet.data_validation("E5", {"validate": "list", "source": ["có", "không"]})
    sheet.data_validation("E6", {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 5})
    book.close()
    return path


def _stream(data: bytes) -> Any:
    from io import BytesIO

    return BytesIO(data)
