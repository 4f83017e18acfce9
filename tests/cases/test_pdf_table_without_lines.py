"""Tables in a PDF that no ruled lines show: read by their columns' alignment, or told as not understood."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4

from cchc_desktop import catalogue
from cchc_desktop.domain.plan import Draft, Item, ItemKind
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import Source

from .pdf_pages import INPUTS, PLAN, Pages, tables, texts

READ = "Trang {} có bảng không kẻ khung, đã đọc theo vị trí các cột; hãy đối chiếu với bản gốc."
UNKNOWN = (
    "Trang {} có bảng không kẻ khung mà chương trình không hiểu; các dòng của bảng chỉ giữ làm đoạn văn, hãy "
    "nhập tay nhiệm vụ ở đó hoặc dùng bản Word."
)
KIND = INPUTS / "pdf-table-without-lines"
HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm")
ROWS = (
    ("I", "Cải cách thể chế", "", "", "", ""),
    (
        "1",
        "Rà soát văn bản quy phạm pháp luật do xã ban hành, đề xuất sửa đổi hoặc bãi bỏ văn bản hết hiệu lực",
        "Văn phòng HĐND và UBND xã",
        "Các phòng chuyên môn",
        "Quý II/2031",
        "Báo cáo kết quả rà soát",
    ),
    (
        "2",
        "Theo dõi thi hành pháp luật",
        "Phòng Kinh tế",
        "Văn phòng HĐND và UBND",
        "Tháng 11/2031",
        "Báo cáo",
    ),
    ("II", "Cải cách thủ tục hành chính", "", "", "", ""),
    (
        "3",
        "Niêm yết công khai thủ tục tại trụ sở và nhà văn hóa các thôn",
        "Trung tâm Phục vụ hành chính công",
        "Các thôn",
        "Thường xuyên",
        "Bảng niêm yết",
    ),
    (
        "4",
        "Khảo sát sự hài lòng của người dân",
        "Phòng Văn hóa - Xã hội",
        "Mặt trận Tổ quốc xã",
        "Quý IV/2031",
        "Báo cáo khảo sát",
    ),
)
XS = (60, 90, 230, 310, 390, 470)


def draft(source: Source) -> Draft:
    return parse_plan(source, catalogue.areas(), date(2031, 1, 1))


def grid(
    pages: Pages, rows: Sequence[tuple[str, ...]], top: float, *, xs: tuple[int, ...] = XS, step: int = 16
) -> float:
    """Rows of cells, whose lines «|» parts; the height of what comes below."""
    for row in rows:
        depth = 1
        for x, cell in zip(xs, row, strict=False):
            for place, line in enumerate(cell.split("|")):
                if line:
                    pages.text(x, top - 14 * place, line, 11)
            depth = max(depth, cell.count("|") + 1)
        top -= (depth - 1) * 14 + step
    return top


def test_an_annex_gives_the_tasks_that_it_lists() -> None:
    source = read_source(KIND / "input.pdf")
    assert source.notes == (READ.format(3),)
    found = draft(source)
    annex = next(item for item in found.plan.items if item.kind is ItemKind.ANNEX)
    tasks = [item for item in annex.walk() if item.kind is ItemKind.TASK]
    assert [task.text for task in tasks] == ["Rà soát văn bản hết hiệu lực", "Niêm yết thủ tục"]
    assert [lead(task) for task in tasks] == ["Văn phòng HĐND và UBND", "Trung tâm Phục vụ hành chính công"]
    assert [task.assignment.deliverable for task in tasks if task.assignment] == ["Báo cáo", "Bảng niêm yết"]
    assert [task.area for task in tasks] == [2, 3]
    assert [task.assignment.due for task in tasks if task.assignment] == [
        date(2026, 6, 30),
        date(2026, 3, 31),
    ]


def lead(task: Item) -> str:
    assert task.assignment is not None
    return task.assignment.lead


@pytest.mark.parametrize("name", ["portrait", "centred_cells", "centred_cells_ruled_between", "framed"])
def test_cells_of_a_word_processor(name: str) -> None:
    """Without any line; cells set in the middle, without lines and with some between rows; with a frame."""
    source = read_source(KIND / f"{name}.pdf")
    assert tables(source) == [(HEADER, *ROWS)]
    assert source.notes == (READ.format(1),)
    assert texts(source)[-1] == "Ghi chú: thời gian tính theo năm dương lịch."


def test_rows_without_numbers() -> None:
    source = read_source(KIND / "without_numbers.pdf")
    assert tables(source) == [(HEADER[1:], *(row[1:] for row in ROWS if row[0].isdigit()))]


def test_a_table_over_pages_with_its_header_again_in_the_middle_of_a_row() -> None:
    source = read_source(KIND / "over_pages.pdf")
    (table,) = tables(source)
    assert table[0] == HEADER
    assert [row[0] for row in table[1:]] == ["I", *map(str, range(1, 13)), "II", *map(str, range(13, 27))]
    assert table[11][1:] == ROWS[1][1:]
    spots = [spot.page for spot in source.spots[1:-1]]
    assert spots == sorted(spots)
    assert spots[-1] == 3


def test_lines_that_were_not_understood_are_no_tasks(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    below = pages.plan()
    grid(
        pages,
        [HEADER, ("1", "việc này|gồm hai dòng"), ("2", "việc kia|tiếp theo", "", "và các phòng")],
        below - 10,
    )
    source = pages.read()
    assert source.notes == (UNKNOWN.format(1),)
    found = draft(source)
    tasks = [item.text for item in found.plan.walk() if item.kind is ItemKind.TASK]
    assert tasks == ["Rà soát văn bản của xã, hoàn thành trước ngày 30/6/2031."]


def test_a_heading_over_two_columns_and_text_below(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    below = pages.plan(PLAN[:8])
    rows = [
        ("TT", "Nhiệm vụ", "   Cơ quan thực hiện", "", "Thời gian", "Sản phẩm"),
        ("", "", "Chủ trì", "Phối hợp"),
        ("1", "Rà soát văn bản do|xã ban hành", "Văn phòng", "Các phòng", "Quý I", "Báo cáo"),
        ("2", "Tập huấn", "Văn phòng", "Các thôn", "Quý II", "Lớp học"),
    ]
    pages.lines(PLAN[8:], grid(pages, rows, below - 10))
    source = pages.read()
    (table,) = tables(source)
    assert table[0][2:4] == ("Cơ quan thực hiện", "Cơ quan thực hiện")
    assert table[2] == ("1", "Rà soát văn bản do xã ban hành", "Văn phòng", "Các phòng", "Quý I", "Báo cáo")
    assert table[-1][1] == "Tập huấn"
    assert texts(source)[-3:] == list(PLAN[8:])
    tasks = [item for item in draft(source).plan.walk() if item.kind is ItemKind.TASK]
    assert [(lead(task), task.assignment.support) for task in tasks[1:] if task.assignment] == [
        ("Văn phòng", "Các phòng"),
        ("Văn phòng", "Các thôn"),
    ]


def test_headings_across_and_lists_within_cells(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    rows = [
        ("STT", "Nội dung", "Đơn vị chủ trì", "Phối hợp", "Thời gian", "Kết quả"),
        ("A", "Cải cách tổ chức bộ máy và chế độ công vụ của xã"),
        ("1", "Việc một|- Bước một của việc này;|- Bước hai.", "Văn phòng", "Các phòng", "Quý I", "Báo cáo"),
        ("B", "Cải cách tài chính công"),
        ("1", "Công khai dự toán", "Phòng Kinh tế", "", "Cả năm", "Văn bản"),
    ]
    grid(pages, rows, 700)
    (table,) = tables(pages.read())
    assert table[1] == ("A", *["Cải cách tổ chức bộ máy và chế độ công vụ của xã"] * 5)
    assert table[2][1] == "Việc một\n- Bước một của việc này;\n- Bước hai."
    assert table[3] == ("B", "Cải cách tài chính công", "", "", "", "")


def test_a_row_that_goes_on_at_the_top_of_the_next_page(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    below = grid(pages, [HEADER], 120)
    grid(pages, [("1", "Việc thứ nhất|của phần này", "Văn phòng", "Các phòng", "Quý I", "Báo cáo")], below)
    pages.turn()
    rows = [
        ("", "kéo dài sang|trang sau"),
        ("2", "Việc hai", "Phòng Kinh tế", "Các phòng", "Quý I", "Báo cáo"),
    ]
    pages.lines(("Nơi nhận:", "- Lưu: VT."), grid(pages, rows, A4[1] - 60) - 30)
    source = pages.read()
    (table,) = tables(source)
    assert table[1][1] == "Việc thứ nhất của phần này kéo dài sang trang sau"
    assert table[2][:2] == ("2", "Việc hai")
    assert texts(source) == ["Nơi nhận:", "- Lưu: VT."]


@pytest.mark.parametrize(
    "rows",
    [
        [("NGƯỜI LẬP BIỂU", "VĂN PHÒNG", "CHỦ TỊCH"), *[("(Ký, họ tên)",) * 3] * 2],
        [("- Họ tên: Nguyễn A", "Chức vụ: Công chức", "Điện thoại: 0123")] * 3,
    ],
    ids=["signatures", "entries"],
)
def test_other_things_that_stand_side_by_side_are_no_tables(
    tmp_path: Path, rows: list[tuple[str, ...]]
) -> None:
    pages = Pages(tmp_path / "a.pdf")
    grid(pages, rows, pages.plan() - 20, xs=(85, 230, 400))
    source = pages.read()
    assert not tables(source)
    assert not source.notes


def test_a_row_of_a_ruled_table_that_a_page_break_cut() -> None:
    source = read_source(INPUTS / "pdf-table-over-pages" / "row_cut.pdf")
    (table,) = tables(source)
    assert source.notes == ("Trang 2: đã nối dòng «10» của bảng bị ngắt trang; hãy đối chiếu với bản gốc.",)
    assert [row[0] for row in table[1:]] == ["I", *map(str, range(1, 13)), "II", *map(str, range(13, 27))]
    assert table[11][1:] == ROWS[1][1:]


def test_a_header_of_two_rows_printed_again_and_a_new_row_without_number(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    xs = [60, 90, 300, 400, 500]
    for page, (number, text) in enumerate((("1", "Việc một của bảng;"), ("", "Việc phụ không đánh số"))):
        pages.canvas.grid(xs, [640, 660, 680, 700])
        for y, row in (
            (685, ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian")),
            (665, ("(1)", "(2)", "(3)", "(4)")),
            (645, (number, text, "Văn phòng", f"Quý {'I' * (page + 1)}")),
        ):
            for x, cell in zip(xs, row, strict=False):
                pages.text(x + 3, y, cell, 11)
        pages.turn()
    (table,) = tables(pages.read())
    assert [row[1] for row in table] == ["Nhiệm vụ", "(2)", "Việc một của bảng;", "Việc phụ không đánh số"]


def ruled(pages: Pages, *, across: list[int], down: list[int], top: int, bottom: int) -> None:
    """Lines of a table: across at these heights, down at these places between the top and the bottom."""
    for y in across:
        pages.canvas.line(58, y, 540, y)
    for x in down:
        pages.canvas.line(x, top, x, bottom)


BODY = [
    ("1", "Rà soát văn bản do|xã ban hành", "Văn phòng", "Các phòng", "Quý I", "Báo cáo"),
    ("2", "Tập huấn", "Văn phòng", "Các thôn", "Quý II", "Lớp học"),
]
SHORT = ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm")
CELLS = [SHORT, *(tuple(cell.replace("|", " ") for cell in row) for row in BODY)]


def test_lines_between_columns_alone(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    grid(pages, [SHORT, *BODY], 700)
    ruled(pages, across=[715, 696, 600], down=[58, *(x - 4 for x in XS[1:]), 540], top=715, bottom=600)
    source = pages.read()
    assert tables(source) == [tuple(CELLS)]
    assert source.notes == (
        "Trang 1 có bảng thiếu đường kẻ giữa các dòng, đã tách dòng theo số thứ tự và khoảng cách; hãy đối "
        "chiếu với bản gốc.",
    )


def test_lines_between_columns_alone_and_cells_set_in_the_middle(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    grid(pages, [SHORT], 700)
    body = [("", "Rà soát văn bản"), ("1", "do xã", "Văn phòng"), ("", "ban hành"), ("2", "Tập huấn", "Xã")]
    grid(pages, body, 680, step=14)
    ruled(pages, across=[715, 696, 600], down=[58, *(x - 4 for x in XS[1:]), 540], top=715, bottom=600)
    source = pages.read()
    assert source.notes == (
        "Trang 1 có bảng thiếu đường kẻ giữa các dòng mà chương trình không tách được; các dòng đó chỉ giữ "
        "làm đoạn văn, hãy nhập tay nhiệm vụ ở đó hoặc dùng bản Word.",
    )
    assert [row[1] for row in tables(source)[0]] == ["Nhiệm vụ", "", "", "", ""]


@pytest.mark.parametrize("down", [[58, 86, 540], [58, 540]], ids=["the number's column", "a frame"])
def test_lines_between_some_columns(tmp_path: Path, down: list[int]) -> None:
    pages = Pages(tmp_path / "a.pdf")
    grid(pages, [SHORT, *BODY], 700)
    ruled(pages, across=[715, 696, 666, 650], down=down, top=715, bottom=650)
    source = pages.read()
    assert tables(source) == [tuple(CELLS)]
    assert source.notes == (READ.format(1),)


def test_a_ruled_header_above_rows_without_lines(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    grid(pages, [SHORT, *BODY], 700)
    ruled(pages, across=[715, 696], down=[58, *(x - 4 for x in XS[1:]), 540], top=715, bottom=696)
    source = pages.read()
    assert tables(source) == [tuple(CELLS)]
    assert source.notes == (READ.format(1),)


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_tables_on_turned_pages_among_upright_ones(tmp_path: Path, angle: int) -> None:
    """Drawn sideways on upright paper, or on wide paper that is shown turned."""
    pages = Pages(tmp_path / "a.pdf")
    pages.plan()
    pages.turn()
    width, height = A4
    pages.canvas.setPageSize(A4)
    pages.canvas.translate(*{0: (0, 0), 90: (width, 0), 180: (width, height), 270: (0, height)}[angle])
    pages.canvas.rotate(angle)
    grid(pages, [SHORT, *BODY], 500)
    pages.turn()
    pages.plan(PLAN[3:6])
    source = pages.read()
    assert tables(source) == [tuple(CELLS)]
    assert [spot.page for spot in source.spots] == sorted(spot.page for spot in source.spots)
    assert len(texts(source)) == len(PLAN) + 6 + 9


def test_two_columns_with_a_header(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    below = pages.plan(PLAN[:8])
    rows = [
        ("Nội dung công việc", "Thời hạn"),
        ("Rà soát văn bản do xã ban hành|từ năm trước", "Quý I"),
        ("Tập huấn công chức một cửa", "Quý II"),
    ]
    pages.lines(PLAN[8:], grid(pages, rows, below, xs=(85, 400)) - 20)
    source = pages.read()
    assert tables(source) == [(rows[0], ("Rà soát văn bản do xã ban hành từ năm trước", "Quý I"), rows[2])]
    assert texts(source)[-3:] == list(PLAN[8:])


def test_details_side_by_side_are_no_header(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    below = pages.plan(PLAN[:8])
    pages.text(85, below, "Chủ trì: Văn phòng")
    pages.text(250, below, "Phối hợp: các phòng")
    pages.text(420, below, "Thời gian: Quý I")
    pages.lines(PLAN[8:], below - 20)
    source = pages.read()
    assert not source.notes
    assert "Chủ trì: Văn phòng Phối hợp: các phòng Thời gian: Quý I" in texts(source)


def test_a_paragraph_directly_above_the_header(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    pages.text(60, 714, "như sau:", 11)
    grid(pages, [SHORT, *BODY], 700)
    source = pages.read()
    assert tables(source) == [tuple(CELLS)]
    assert texts(source) == ["như sau:"]


def test_a_table_of_a_library_without_its_grid(tmp_path: Path) -> None:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

    path = tmp_path / "a.pdf"
    Pages(tmp_path / "fonts.pdf")
    look = ParagraphStyle("cell", fontName="Read", fontSize=10, leading=12)
    cells = [[Paragraph(cell, look) for cell in row] for row in (HEADER, *ROWS)]
    SimpleDocTemplate(str(path)).build([Table(cells, colWidths=[28, 130, 85, 85, 65, 60])])
    assert tables(read_source(path)) == [(HEADER, *ROWS)]


def test_figures_in_columns_without_a_known_header_are_told(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "a.pdf")
    rows = [("Xã", "2029", "2030", "2031"), ("An Bình", "12", "15", "18"), ("Suối Lim", "9", "11", "13")]
    below = grid(pages, [*rows, ("Tổng", "21", "26", "31")], pages.plan(PLAN[:8]) - 5, xs=(85, 250, 330, 410))
    pages.lines(PLAN[8:], below - 10)
    source = pages.read()
    assert source.notes == (UNKNOWN.format(1),)
    assert texts(source)[-3:] == list(PLAN[8:])
