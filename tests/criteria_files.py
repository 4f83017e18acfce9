"""Workbooks of criteria as provinces lay them out, all invented: flat and numbered, set in with merged cells,
a sheet for each area."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

HEAD = (
    "STT",
    "Lĩnh vực/Tiêu chí/Tiêu chí thành phần",
    "Điểm tối đa",
    "Cách tính điểm",
    "Tài liệu kiểm chứng",
)
DECREE = "(Kèm theo Quyết định số 1450/QĐ-UBND ngày 12/9/2026 của UBND tỉnh Sông Lam)"


def _save(path: Path, sheets: Iterable[tuple[str, Sequence[Sequence[Any]], Sequence[str]]]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for name, rows, merged in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    book.save(path)
    book.close()
    return path


def plain(path: Path, *rows: Sequence[Any]) -> Path:
    """One table of a few rows, under the usual heads."""
    return _save(path, [("Bảng", [HEAD, *rows], [])])


def flat(path: Path, *, head_most: float = 6, tens: bool = False) -> Path:
    """Numbers 1, 1.1, 1.1.1 in one table, steps in rows of their own, bonus and penalty, a line of sums."""
    rows: list[Sequence[Any]] = [
        ("BỘ TIÊU CHÍ CHẤM ĐIỂM CHỈ SỐ CẢI CÁCH HÀNH CHÍNH CẤP XÃ",),
        (DECREE,),
        (),
        HEAD,
        (1, 2, 3, 4, 5),
        (1, "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", head_most),
        ("1.1", "Kế hoạch cải cách hành chính", 3),
        ("1.1.1", "Ban hành kế hoạch", 1,
         "Ban hành trong tháng 01: 1; trong quý I: 0,5; sau quý I: 0", "Kế hoạch"),
        ("1.1.2", "Mức độ hoàn thành kế hoạch", 2,
         "100%: 2; 80% đến <100%: tỷ lệ × 2; <80%: 0", "Báo cáo năm"),
        ("1.2", "Chế độ báo cáo", "1 điểm", "Mỗi báo cáo đủ nội dung, đúng hạn: 0,25", "04 báo cáo"),
        ("1.3", "Đối thoại với người dân", 2, "Có: 2; không: 0", "Biên bản"),
        (2, "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", 10),
        ("2.1", "Tỷ lệ hồ sơ giải quyết đúng hạn và trước hạn", 4, None, "Kết xuất hệ thống"),
        (None, "Từ 98% trở lên", 4),
        (None, "Từ 95% đến dưới 98%", 3),
        (None, "Dưới 95%", 0),
        ("2.2", "Xin lỗi khi quá hạn", 1, "Tỷ lệ × 1; không có hồ sơ quá hạn: 1", "Thư xin lỗi"),
        ("2.3", "Phản ánh, kiến nghị chậm xử lý", 1, "Trừ 0,5 điểm cho mỗi phản ánh chậm", "Sổ theo dõi"),
        ("2.4", "Cách làm do Hội đồng đánh giá", 1, "Hội đồng xem xét, thống nhất điểm", "Báo cáo"),
        ("2.5", "Điều tra xã hội học về thủ tục hành chính", 3, "Điểm quy đổi từ phiếu", "Phiếu"),
        (None, "TỔNG CỘNG", 16),
        (3, "ĐIỂM THƯỞNG, ĐIỂM PHẠT", None),
        ("3.1", "Điểm thưởng", 2),
        ("3.1.1", "Sáng kiến được nhân rộng", 2,
         "Mỗi sáng kiến được cộng 1 điểm, tối đa 2 điểm", "Quyết định"),
        ("3.2", "Điểm phạt", 1),
        ("3.2.1", "Bị phê bình bằng văn bản", -1, "Mỗi lần trừ 0,5 điểm", "Văn bản"),
        (),
        (None, "TM. ỦY BAN NHÂN DÂN"),
    ]  # fmt: skip
    if tens:
        rows[11:11] = [
            (number / 10 + 1, f"Việc {number}", 1, "Có: 1; không: 0", "Văn bản") for number in range(4, 10)
        ]
        rows[17:17] = [(1.1, "Việc 10", 1, "Có: 1; không: 0", "Văn bản")]
    return _save(path, [("Bảng chấm điểm", rows, ["A1:E1", "A2:E2"])])


def set_in(path: Path) -> Path:
    """No numbers: area, criterion and part in three columns under one merged head, areas merged down."""
    rows: list[Sequence[Any]] = [
        ("BỘ TIÊU CHÍ ĐÁNH GIÁ CẢI CÁCH HÀNH CHÍNH",),
        (DECREE,),
        ("Nội dung đánh giá", None, None, "Điểm", None, "Hướng dẫn chấm điểm", "Minh chứng"),
        (None, None, None, "Tối đa", "Tự chấm", None, None),
        ("Cải cách thể chế (5 điểm)", "Văn bản quản lý", "Ban hành đúng thẩm quyền", 2, None,
         "Tỷ lệ × 2", "Danh mục"),
        (None, None, "Rà soát văn bản", 1, None, "Có: 1; không: 0", "Báo cáo"),
        (None, "Theo dõi thi hành pháp luật", None, 2, None,
         "0 lần chậm: 2; 1 đến 2 lần: 1; từ 3 lần trở lên: 0", "Báo cáo"),
        ("Cải cách tài chính công (3 điểm)", "Giải ngân", None, 3, None,
         "Nếu tỷ lệ giải ngân đạt từ 70% - dưới 100% thì điểm được tính theo công thức: b × 3 / a. "
         "Nếu tỷ lệ < 70% thì điểm đánh giá là 0", "Kho bạc"),
        (None, None, None, None, None, None, None),
    ]  # fmt: skip
    merged = ["A1:G1", "A3:C4", "D3:E3", "F3:F4", "G3:G4", "A5:A7", "B5:B6", "B7:C7", "B8:C8"]
    return _save(path, [("Sheet1", rows, merged)])


def split(path: Path, *, summary: float = 4) -> Path:
    """A sheet that lists the areas, then one for each, whose rows are numbered from 1 again (I, 1, a)."""
    head = ("TT", "Tiêu chí", "Điểm chuẩn", "Phương pháp tính điểm", "Hồ sơ minh chứng", "Ghi chú")
    return _save(
        path,
        [
            ("Tổng hợp", [(DECREE,), ("STT", "Lĩnh vực", "Điểm tối đa"), ("I", "Tổ chức bộ máy", summary),
                          ("II", "Chế độ công vụ", 6), (None, "Tổng", 10)], []),
            ("Tổ chức bộ máy", [("LĨNH VỰC I. TỔ CHỨC BỘ MÁY",), (), head,
                                (1, "Sắp xếp tổ chức", 3),
                                ("a)", "Ban hành quy định chức năng", 1, "Có: 1; không: 0", "Quyết định"),
                                ("b)", "Sử dụng biên chế", 2,
                                 "Đúng quy định: 2; vượt dưới 5%: 1; vượt từ 5%: 0", "Báo cáo"),
                                (2, "Phân cấp", 1, "Có: 1; không: 0", "Văn bản"),
                                (None, "Cộng", 4)], ["A1:F1"]),
            ("Công vụ", [("LĨNH VỰC II. CHẾ ĐỘ CÔNG VỤ (6 điểm)",), (), head,
                         (1, "Kỷ luật, kỷ cương", 2, "Mỗi vụ việc bị trừ 1 điểm", "Báo cáo"),
                         (2, "Đào tạo, bồi dưỡng", 4,
                          "Tỷ lệ × 4; dưới 60%: 0; từ 95% trở lên: 4", "Báo cáo")], []),
        ],
    )  # fmt: skip
