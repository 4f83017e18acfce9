"""A table that goes on after a page break or a line of text, without its header row."""

from datetime import date
from pathlib import Path

from cchc_desktop.domain.plan import ItemKind
from cchc_desktop.intake.plan.tables import DOUBT_NO_HEADER
from cchc_desktop.intake.source import SourceParagraph, SourceTable
from tests.cases.made_plans import FOOT, HEAD, draft_in, draft_of, tasks
from tests.intake.builders import new_document

HEADER = ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian", "Sản phẩm")
FIRST = (
    ("I", "Cải cách thể chế", "Cải cách thể chế", "Cải cách thể chế", "Cải cách thể chế", "Cải cách thể chế"),
    ("1", "Rà soát văn bản hết hiệu lực", "Văn phòng HĐND và UBND", "Các phòng", "Quý II/2026", "Báo cáo"),
    ("2", "Niêm yết thủ tục", "Phòng Kinh tế", "Các thôn", "Tháng 3/2026", "Bảng niêm yết"),
)
NEXT = (
    ("3", "Tập huấn công chức một cửa", "Phòng Văn hóa - Xã hội", "Các phòng", "Tháng 9/2026", "Báo cáo"),
)
TITLE = (SourceParagraph("PHỤ LỤC"), SourceParagraph("Danh mục nhiệm vụ cải cách hành chính năm 2026"))
BODY = "II. NHIỆM VỤ\n1. Cải cách thể chế\n- Rà soát văn bản của xã."


def test_a_note_between_is_text_and_the_rows_are_tasks() -> None:
    note = SourceParagraph("Ghi chú: bảng còn tiếp ở trang sau.")
    draft = draft_of(BODY, (*TITLE, SourceTable((HEADER, *FIRST)), note, SourceTable(NEXT)))
    annex = draft.plan.items[-1]
    assert [item.kind for item in annex.children] == [
        ItemKind.TASK, ItemKind.TASK, ItemKind.TEXT, ItemKind.TASK,
    ]  # fmt: skip
    last = annex.children[-1]
    assert last.text == "Tập huấn công chức một cửa"
    assert last.assignment is not None
    assert (last.assignment.lead, last.assignment.support) == ("Phòng Văn hóa - Xã hội", "Các phòng")
    assert (last.assignment.due, last.assignment.deliverable) == (date(2026, 9, 30), "Báo cáo")
    assert (last.area, last.doubt) == (2, "")  # its number says that it goes on


def test_in_a_word_file_with_a_break_by_hand(tmp_path: Path) -> None:
    document = new_document()
    for line in (*HEAD, *BODY.split("\n"), *FOOT, "PHỤ LỤC", "Danh mục nhiệm vụ"):
        document.add_paragraph(line)
    for rows in ((HEADER, *FIRST[1:]), NEXT):
        table = document.add_table(rows=0, cols=len(HEADER))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
        document.add_page_break()  # type: ignore[no-untyped-call]
    path = tmp_path / "ke_hoach.docx"
    document.save(str(path))
    found = tasks(draft_in(path))
    assert [item.text for item in found[-3:]] == [FIRST[1][1], FIRST[2][1], NEXT[0][1]]
    assert found[-1].assignment is not None
    assert found[-1].assignment.due == date(2026, 9, 30)


def test_in_a_file_of_libreoffice() -> None:
    draft = draft_in(Path(__file__).parent / "inputs/table_goes_on_without_header/libreoffice.odt")
    kinds = [item.kind for item in draft.plan.items[-1].children]
    assert kinds == [ItemKind.TASK, ItemKind.TASK, ItemKind.TEXT, ItemKind.TASK, ItemKind.TEXT]


def test_in_the_body_of_a_text_with_markdown_tables(tmp_path: Path) -> None:
    def table(rows: tuple[tuple[str, ...], ...]) -> list[str]:
        lines = ["| " + " | ".join(row) + " |" for row in rows]
        return ["", lines[0], "|" + "---|" * len(rows[0]), *lines[1:], ""]

    body = ["II. NHIỆM VỤ", *table((HEADER, *FIRST[1:])), *table(NEXT)]
    path = tmp_path / "ke_hoach.md"
    path.write_text("\n\n".join(HEAD) + "\n\n" + "\n".join(body) + "\n\n".join(FOOT), encoding="utf-8")
    last = tasks(draft_in(path))[-1]
    assert last.text == "Tập huấn công chức một cửa"
    assert last.assignment is not None
    assert last.assignment.lead == "Phòng Văn hóa - Xã hội"


def test_where_the_numbers_do_not_go_on_it_is_told() -> None:
    rows = (("", *NEXT[0][1:]),)
    draft = draft_of(BODY, (*TITLE, SourceTable((HEADER, *FIRST)), SourceTable(rows)))
    last = draft.plan.items[-1].children[-1]
    assert (last.kind, last.doubt) == (ItemKind.TASK, DOUBT_NO_HEADER)


def test_another_table_does_not_go_on() -> None:
    other = SourceTable((("Tổ trưởng", "Bà Lê Thị Dung", "0900"), ("Tổ phó", "Ông Trần Văn Bình", "0901")))
    longer = SourceTable(tuple((f"Biên bản họp số {n}", "a", "b", "c", "d", "e") for n in "12"))
    draft = draft_of(BODY, (*TITLE, SourceTable((HEADER, *FIRST)), other, longer))
    annex = draft.plan.items[-1]
    assert [item.kind for item in annex.children[2:]] == [ItemKind.TEXT] * 4
