"""Markdown as people and converters write it: lists, tables of HTML, notes, comments, what is not shown."""

import pytest

from cchc_desktop.domain import plan_views as views
from cchc_desktop.domain.plan import Draft, Item, ItemKind
from tests.cases.test_table_as_tabs_or_cells_per_line import TASKS, read, told
from tests.cases.trees import draft_of_lines, tree

HEAD = """# KẾ HOẠCH

**Cải cách hành chính năm 2026 của xã Suối Lim**

## I. MỤC TIÊU

- Từ 96% hồ sơ trở lên được trả đúng hạn.

## II. NHIỆM VỤ

### 1. Cải cách thể chế

"""
FOOT = """
## III. TỔ CHỨC THỰC HIỆN

1. Văn phòng HĐND và UBND

- Theo dõi, đôn đốc và tổng hợp báo cáo hằng quý.

Trên đây là Kế hoạch cải cách hành chính năm 2026 của xã Suối Lim./.
"""


def draft_with(tasks: str, before: str = "", after: str = "") -> Draft:
    return draft_of_lines(before + HEAD + tasks + FOOT + after, is_markdown=True)


def work(draft: Draft) -> list[str]:
    """The items below the area, one a line: kind, number, text."""
    (area,) = (item for item in draft.plan.walk() if item.kind is ItemKind.AREA)

    def walk(items: tuple[Item, ...], depth: int) -> list[str]:
        lines = []
        for item in items:
            lines.append(f"{'  ' * depth}{item.kind}|{item.marker}|{item.text}")
            lines += walk(item.children, depth + 1)
        return lines

    return walk(area.children, 0)


def noted(draft: Draft) -> list[str]:
    """What the reader said of the file's lines."""
    return [warning for warning in draft.warnings if "dòng " in warning.lower() and "Căn cứ" not in warning]


def test_bullets_within_bullets() -> None:
    draft = draft_with(
        "* Rà soát văn bản:\n    * Lập danh mục;\n    * Công bố kết quả.\n* Niêm yết thủ tục.\n"
    )
    assert work(draft) == [
        "task|-|Rà soát văn bản:", "  subtask|+|Lập danh mục;", "  subtask|+|Công bố kết quả.",
        "task|-|Niêm yết thủ tục.",
    ]  # fmt: skip
    assert not noted(draft)


def test_marks_of_an_office_stay_as_they_are() -> None:
    draft = draft_with("- Rà soát văn bản:\n+ Lập danh mục;\n+ Công bố kết quả.\n- Niêm yết thủ tục.\n")
    assert [line.split("|")[1] for line in work(draft)] == ["-", "+", "+", "-"]


def test_lists_that_count_by_themselves() -> None:
    draft = draft_with(
        "1. Rà soát văn bản của xã.\n1. Niêm yết thủ tục tại trụ sở.\n\n1. Công khai kết quả.\n"
    )
    assert [line.split("|")[1] for line in work(draft)] == ["1.", "2.", "3."]
    # Another heading begins another list.
    text = HEAD + "1. Rà soát văn bản.\n\n### 2. Cải cách tài chính công\n\n1. Công khai ngân sách.\n" + FOOT
    plan = draft_of_lines(text, is_markdown=True).plan
    assert [place.item.marker for place in views.tasks(plan)] == ["1.", "1."]


def test_lines_of_one_paragraph_and_breaks_on_purpose() -> None:
    draft = draft_with(
        "- Phối hợp với Ban Quản lý các khu công nghiệp\n  Bắc Sông Hương và Sở Tư pháp rà soát\n"
        "văn bản.\n- Niêm yết tại trụ sở.  \n  Chủ trì: Văn phòng HĐND và UBND\\\n  Thời gian: Quý II/2026\n"
    )
    first, second = views.tasks(draft.plan)
    assert first.item.text == (
        "Phối hợp với Ban Quản lý các khu công nghiệp Bắc Sông Hương và Sở Tư pháp rà soát văn bản."
    )
    given = second.item.assignment
    assert given is not None
    assert (given.lead, given.due_text) == ("Văn phòng HĐND và UBND", "Quý II/2026")


def test_what_is_not_shown_is_left_out_and_said() -> None:
    draft = draft_with(
        "- Rà soát văn bản <!-- hỏi lại anh Lâm --> của xã.\n\n<!--\n- Việc đã bỏ, không làm nữa.\n-->\n\n"
        "![Sơ đồ quy trình](so_do.png)\n\n- [ ] Niêm yết thủ tục.\n"
        "- [x] Công khai {.mark} [kết quả]{.underline}.\n",
        before="---\ntitle: Kế hoạch khác năm 2020\nauthor: Văn phòng\n---\n\n",
    )
    assert work(draft) == [
        "task|-|Rà soát văn bản của xã.", "task|-|Niêm yết thủ tục.", "task|-|Công khai kết quả.",
    ]  # fmt: skip
    assert noted(draft) == [
        "Dòng 1–4 là phần khai báo của tệp Markdown, không đưa vào kế hoạch.",
        "Dòng 20–22 là chú thích ẩn, đã bỏ qua.",
        "Dòng 24 có hình «Sơ đồ quy trình», chữ trong hình không đọc được.",
    ]


def test_a_comment_that_is_never_closed_hides_nothing() -> None:
    draft = draft_with("- Rà soát văn bản.\n<!--\n- Niêm yết thủ tục.\n")
    assert "task|-|Niêm yết thủ tục." in work(draft)


@pytest.mark.parametrize("mark", ["[^1]", "^1^", "<sup>1</sup>", "<sup>(1)</sup>"])
def test_numbers_of_notes_join_no_number(mark: str) -> None:
    draft = draft_with(
        f"- Sơn lại 300 m<sup>2</sup> tường trụ sở.\n- Niêm yết 88{mark} thủ tục.\n",
        after="\n[^1]: Theo Quyết định số 5.\n    Có hiệu lực từ ngày 01/3/2026.\n" if mark == "[^1]" else "",
    )
    assert work(draft) == ["task|-|Sơn lại 300 m² tường trụ sở.", "task|-|Niêm yết 88 thủ tục."]
    note = "Chú thích 1: Theo Quyết định số 5. Có hiệu lực từ ngày 01/3/2026."
    assert (note in draft.source) is (mark == "[^1]")


def test_code_and_quotes_are_read_as_text() -> None:
    plain = draft_with("- Rà soát văn bản.\n- Niêm yết thủ tục.\n")
    fenced = draft_of_lines(
        f"```text\n{HEAD}- Rà soát văn bản.\n- Niêm yết thủ tục.\n{FOOT}```\n", is_markdown=True
    )
    assert tree(fenced) == tree(plain)
    assert ["khối mã" in note for note in noted(fenced)] == [True]
    text = f"{HEAD}- Rà soát văn bản.\n- Niêm yết thủ tục.\n{FOOT}"
    quoted = "\n".join(f">> {line}".rstrip() for line in text.split("\n"))
    assert tree(draft_of_lines(quoted, is_markdown=True)) == tree(plain)


def test_links_by_reference_and_divisions() -> None:
    draft = draft_with(
        "::: note\n- Rà soát theo [Cổng dữ liệu][1] của tỉnh.\n:::\n\n[1]: https://vi.example.vn/a\n"
    )
    assert work(draft) == ["task|-|Rà soát theo Cổng dữ liệu của tỉnh."]


# -- tables --------------------------------------------------------------------------------------------

HTML = """<table>
<thead><tr><th rowspan="2">TT</th><th rowspan="2">Nhiệm vụ</th><th colspan="2">Cơ quan thực hiện</th>
<th rowspan="2">Thời gian hoàn thành</th><th rowspan="2">Sản phẩm</th></tr>
<tr><th>Chủ trì</th><th>Phối hợp</th></tr></thead>
<tr><td>I</td><td colspan="5"><b>Cải cách thể chế</b></td></tr>
<tr><td>1</td><td>Rà soát văn bản<br>hết hiệu lực</td><td>Văn phòng HĐND &amp; UBND</td><td>Các phòng</td>
<td>Quý II/2026</td><td>Báo cáo</td></tr>
<tr><td>2</td><td>Tự kiểm tra văn bản</td><td>Phòng Kinh tế</td><td></td><td rowspan="1">Tháng 9/2026</td>
<td>Kết luận</td></tr>
<tr><td>II</td><td colspan="5">Cải cách thủ tục hành chính</td></tr>
<tr><td>3</td><td><p>Niêm yết thủ tục</p></td><td>Trung tâm Phục vụ hành chính công</td>
<td>Văn phòng HĐND và UBND</td><td>Tháng 3/2026</td><td>Bảng niêm yết</td></tr>
</table>"""
PIPES = """\
TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian | Sản phẩm
--|:--|--|--|--|--:
I | **Cải cách thể chế** | | | |
1 | Rà soát văn bản<br>hết hiệu lực | Văn phòng HĐND và UBND | Các phòng | Quý II/2026 | Báo cáo
2 | Tự kiểm tra văn bản | Phòng Kinh tế | | *Tháng 9/2026* | Kết luận
II | Cải cách thủ tục hành chính
3 | Niêm yết thủ tục | Trung tâm Phục vụ hành chính công|Văn phòng HĐND và UBND|Tháng 3/2026|Bảng niêm yết"""
WRAPPED = """| TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian | Sản phẩm |
|----|----------|---------|----------|-----------|----------|
| I | Cải cách thể chế |||||
| 1 | Rà soát văn bản
hết hiệu lực | Văn phòng HĐND và UBND | Các phòng | Quý II/2026 | Báo cáo |
| 2 | Tự kiểm tra văn bản | Phòng Kinh tế | | Tháng 9/2026
| Kết luận |
| II | Cải cách thủ tục hành chính |||||
| 3 | Niêm yết thủ tục|Trung tâm Phục vụ hành chính công|Văn phòng HĐND và UBND|Tháng 3/2026|Bảng niêm yết|"""


@pytest.mark.parametrize("table", [HTML, HTML.replace("\n", ""), HTML.replace("&amp;", "và"), PIPES])
def test_tables_of_html_and_of_bars(table: str) -> None:
    draft, notes = read(table, "Ghi chú: báo cáo hằng tháng.", is_markdown=True)
    rows = [
        tuple(str(cell).replace("&", "và") if isinstance(cell, str) else cell for cell in row)
        for row in told(draft)
    ]
    assert rows == TASKS
    assert not notes


def test_html_in_a_text_file_and_without_its_end() -> None:
    draft, notes = read(HTML)
    assert [row[0] for row in told(draft)] == [row[0] for row in TASKS]
    draft, notes = read(HTML.replace("</table>", ""))
    assert [row[0] for row in told(draft)] == [row[0] for row in TASKS]
    assert "không có thẻ đóng </table>" in notes[0]


def test_escaped_bars_stay_in_their_cells() -> None:
    draft, _ = read(PIPES.replace("Kết luận", "Kết luận \\| biên bản"), is_markdown=True)
    assert told(draft)[1][5] == "Kết luận | biên bản"


def test_rows_of_bars_that_were_wrapped() -> None:
    draft, _ = read(WRAPPED, is_markdown=True)
    assert told(draft)[0] == TASKS[0]
    assert told(draft)[2] == TASKS[2]
    assert told(draft)[1][:4] == TASKS[1][:4]
