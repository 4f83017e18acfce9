"""Tables in plain text: with tabs, bars or semicolons, drawn, laid out with blanks, or one cell a line."""

import csv
import io

import pytest

from cchc_desktop.domain import plan_views as views
from cchc_desktop.domain.plan import Draft, Item, ItemKind
from tests.cases.trees import INPUTS, draft_of_file, draft_of_lines

HERE = INPUTS / "table_as_tabs_or_cells_per_line"
HEADER = ["TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành", "Sản phẩm"]
ROWS = [
    ["I", "Cải cách thể chế", "", "", "", ""],
    ["1", "Rà soát văn bản hết hiệu lực", "Văn phòng HĐND và UBND", "Các phòng", "Quý II/2026", "Báo cáo"],
    ["2", "Tự kiểm tra văn bản", "Phòng Kinh tế", "", "Tháng 9/2026", "Kết luận"],
    ["II", "Cải cách thủ tục hành chính", "", "", "", ""],
    ["3", "Niêm yết thủ tục", "Trung tâm Phục vụ hành chính công", "Văn phòng HĐND và UBND",
     "Tháng 3/2026", "Bảng niêm yết"],
]  # fmt: skip
TASKS = [
    ("Rà soát văn bản hết hiệu lực", 2, "Văn phòng HĐND và UBND", "Các phòng", "Quý II/2026", "Báo cáo"),
    ("Tự kiểm tra văn bản", 2, "Phòng Kinh tế", "", "Tháng 9/2026", "Kết luận"),
    ("Niêm yết thủ tục", 3, "Trung tâm Phục vụ hành chính công", "Văn phòng HĐND và UBND", "Tháng 3/2026",
     "Bảng niêm yết"),
]  # fmt: skip
BODY = """KẾ HOẠCH
Cải cách hành chính năm 2026 của xã Suối Lim

I. MỤC TIÊU
- Từ 96% hồ sơ trở lên được trả đúng hạn.
II. NHIỆM VỤ
Các nhiệm vụ cụ thể tại Phụ lục kèm theo.
III. TỔ CHỨC THỰC HIỆN
1. Văn phòng HĐND và UBND
- Theo dõi, đôn đốc và tổng hợp báo cáo hằng quý.
Trên đây là Kế hoạch cải cách hành chính năm 2026 của xã Suối Lim./.
Nơi nhận:
- UBND tỉnh (báo cáo);
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Lê Văn Mẫu

PHỤ LỤC
Danh mục nhiệm vụ cải cách hành chính năm 2026
"""


def read(table: str, after: str = "", *, is_markdown: bool = False) -> tuple[Draft, list[str]]:
    """The plan with the table in its annex, and what is noted about tables."""
    draft = draft_of_lines(f"{BODY}\n{table}\n{after}", is_markdown=is_markdown)
    return draft, [warning for warning in draft.warnings if "ảng " in warning]


def told(draft: Draft) -> list[tuple[str, int | None, str, str, str, str]]:
    """The tasks with their area and what the table says of them."""
    rows = []
    for place in views.tasks(draft.plan):
        given = place.item.assignment
        assert given is not None
        rows.append(
            (place.item.text, place.area, given.lead, given.support, given.due_text, given.deliverable)
        )
    return rows


def annex(draft: Draft) -> Item:
    (item,) = (item for item in draft.plan.items if item.kind is ItemKind.ANNEX)
    return item


@pytest.mark.parametrize("name", ["tabs.txt", "cell_per_line.txt"])
def test_saved_by_an_office(name: str) -> None:
    draft = draft_of_file(HERE / name)
    assert [row for row in told(draft) if row[2]] == [TASKS[0], TASKS[2]]
    assert annex(draft).text.startswith("Danh mục nhiệm vụ")
    assert all(child.kind is ItemKind.TASK for child in annex(draft).children)
    noted = [
        warning for warning in draft.warnings if warning.startswith("Bảng ở dòng 50–79 lưu mỗi ô một dòng")
    ]
    assert len(noted) == (name == "cell_per_line.txt")


# -- the same rows as other programs write them --------------------------------------------------------


def with_tabs(rows: list[list[str]]) -> str:
    return "\n".join("\t".join(row) for row in rows)


def from_excel(rows: list[list[str]], delimiter: str = "\t") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def drawn(
    rows: list[list[str]],
    widths: list[int],
    marks: tuple[str, str, str] = ("+", "-", "|"),
    *,
    every: bool = True,
) -> str:
    """A grid whose cells are wrapped; ``marks``: joint, stroke, bar."""
    joint, stroke, bar = marks
    rule = joint + joint.join(stroke * (width + 2) for width in widths) + joint
    lines = [rule]
    for number, row in enumerate(rows):
        cells = [folded(cell, width) for cell, width in zip(row, widths, strict=True)]
        for line in range(max(map(len, cells))):
            texts = [cell[line] if line < len(cell) else "" for cell in cells]
            lines.append(
                bar + bar.join(f" {text:<{width}} " for text, width in zip(texts, widths, strict=True)) + bar
            )
        if every or number == 0:
            lines.append(rule)
    return "\n".join(lines if every else [*lines, rule])


def folded(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


WIDTHS = [3, 18, 16, 14, 12, 12]
ALL = [HEADER, *ROWS]
TABS = with_tabs(ALL)


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(with_tabs(ALL), id="tabs"),
        pytest.param("\n".join(line.rstrip() for line in with_tabs(ALL).split("\n")), id="no tabs at ends"),
        pytest.param(with_tabs([HEADER, ["", "", "", "", "", ""], *ROWS]), id="an empty row"),
        pytest.param("\n \f\n".join((with_tabs(ALL[:3]), with_tabs(ALL[3:]))), id="a page break"),
        pytest.param("\n\n2\n".join((with_tabs(ALL[:3]), with_tabs(ALL[3:]))), id="a page number"),
        pytest.param(TABS.replace("I\tCải cách thể chế\t\t\t\t", "I. Cải cách thể chế"), id="a group"),
        pytest.param(TABS.replace("quan chủ", "quan\nchủ").replace("tra văn", "tra\nvăn"), id="cells cut"),
        pytest.param("\n".join(" | ".join(row) for row in ALL), id="bars"),
        pytest.param("\n".join(f"| {' | '.join(row)} |" for row in ALL), id="bars around"),
        pytest.param(from_excel(ALL, ";"), id="semicolons"),
        pytest.param(from_excel(ALL, ","), id="commas"),
        pytest.param(drawn(ALL, WIDTHS), id="grid"),
        pytest.param(drawn(ALL, WIDTHS, every=False), id="rules around the header"),
        pytest.param(drawn(ALL, WIDTHS, ("┼", "─", "│")), id="boxes"),
        pytest.param(drawn(ALL, WIDTHS, ("╬", "═", "║")), id="double boxes"),
        pytest.param("\n".join("|".join(row) for row in (HEADER, ["---"] * 6, *ROWS)), id="Markdown in .txt"),
    ],
)  # fmt: skip
def test_tables_read_as_in_word(table: str) -> None:
    for after in ("", "\nGhi chú: các bộ phận báo cáo trước ngày 15 hằng tháng."):
        draft, notes = read(table, after)
        assert told(draft) == TASKS
        assert not notes


def test_cells_with_line_ends_in_quotes() -> None:
    rows = [list(row) for row in ALL]
    rows[2][1] = 'Rà soát văn bản "hết hiệu lực":\n- Lập danh mục;\n- Công bố.'
    rows[0][2] = "Cơ quan\nchủ trì"
    for delimiter in "\t;":
        draft, notes = read(from_excel(rows, delimiter))
        assert not notes
        task = next(place.item for place in views.tasks(draft.plan))
        assert task.text == 'Rà soát văn bản "hết hiệu lực":'
        assert [child.text for child in task.children] == ["Lập danh mục;", "Công bố."]
        assert [row[2:] for row in told(draft)] == [row[2:] for row in TASKS]


@pytest.mark.parametrize("blank", [True, False])
def test_columns_that_blanks_part(blank: bool) -> None:
    lines = []
    for row in ALL:
        cells = [folded(cell, width) for cell, width in zip(row, WIDTHS, strict=True)]
        for line in range(max(map(len, cells))):
            texts = [cell[line] if line < len(cell) else "" for cell in cells]
            lines.append(
                "   ".join(f"{text:<{width}}" for text, width in zip(texts, WIDTHS, strict=True)).rstrip()
            )
        lines += [""] if blank else []
    draft, notes = read("\n".join(lines))
    assert told(draft) == TASKS
    assert not notes


# -- one cell a line -----------------------------------------------------------------------------------


def stacked(rows: list[list[str]], between: str = "\n") -> str:
    return between.join(cell for row in rows for cell in row)


FULL = [row for row in ALL if row[3] or not row[2]]
FULL[-1] = ["2", *FULL[-1][1:]]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(stacked(ALL), id="as LibreOffice writes it"),
        pytest.param(stacked([[cell for cell in row if cell] for row in FULL]), id="no empty lines"),
        pytest.param(stacked([row for row in FULL if row[3]], "\n\n"), id="blank lines between"),
    ],
)
def test_one_cell_a_line(table: str) -> None:
    for after in ("", "\nPHỤ LỤC II\nBiểu mẫu báo cáo\n"):
        draft, notes = read(table, after)
        rows = [row for row in TASKS if row[3] or "Tự kiểm tra" in table]
        assert [(row[0], *row[2:]) for row in told(draft)] == [(row[0], *row[2:]) for row in rows]
        assert ["lưu mỗi ô một dòng" in note for note in notes] == [True]


@pytest.mark.parametrize(
    "table",
    [
        pytest.param(stacked([[c for c in row if c] for row in ALL]), id="empty cells lost"),
        pytest.param(stacked(ALL).replace("Các phòng", "Các phòng\nCác thôn"), id="a cell of two lines"),
        pytest.param(stacked([row[1:] for row in ALL]), id="no numbers"),
        pytest.param(with_tabs(ALL).replace("Quý II/2026", "Quý\tII/2026"), id="a cell too many"),
        pytest.param(from_excel(ALL, ";").replace("Báo cáo", "Báo cáo; biểu"), id="a semicolon in a cell"),
        pytest.param(drawn(ALL, WIDTHS).replace("Phòng Kinh tế   ", "Phòng | Kinh tế "), id="a bar"),
        pytest.param(drawn(ALL, WIDTHS).replace("| Các phòng      |", "| Các phòng  +---|"), id="spans rows"),
        pytest.param(
            "TT  Nhiệm vụ   Cơ quan chủ trì   Thời gian\n1  Rà soát văn bản  Văn phòng   Quý II\n"
            "2  Niêm yết thủ tục  Trung tâm Phục vụ   Quý III",
            id="columns that run into each other",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_put_together_is_no_task(table: str) -> None:
    draft, notes = read(table, "\nGhi chú: các bộ phận báo cáo trước ngày 15 hằng tháng.")
    assert told(draft) == []
    (note,) = notes
    assert note.startswith("Bảng ở dòng 2")
    assert "không ghép lại được theo cột" in note
    said = " ".join(item.text for item in annex(draft).walk())
    for word in ("Rà soát", "Niêm yết"):
        assert word in said


def test_tabs_without_a_known_header_are_kept_as_text() -> None:
    draft, notes = read("Thôn\tSố hộ\tTrưởng thôn\nĐông\t120\tông Lê\nĐoài\t98\tbà Trần")
    assert told(draft) == []
    assert "không có tiêu đề cột hiểu được" in notes[0]
    assert "Đoài | 98 | bà Trần" in [item.text for item in annex(draft).children]


def test_what_is_no_table_stays_text() -> None:
    text = BODY.replace("- Theo dõi, đôn đốc", "-\tTheo dõi,\tđôn đốc").replace("1. Văn", "1.\tVăn")
    text = text.replace("- UBND tỉnh (báo cáo);", "-\tUBND tỉnh (báo cáo);")
    draft = draft_of_lines(text)
    right = draft_of_lines(BODY)
    assert [item.text for item in draft.plan.walk()] == [item.text for item in right.plan.walk()]
    assert draft.plan.recipients == right.plan.recipients
    assert draft.warnings == right.warnings
