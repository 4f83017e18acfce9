"""Pages at their limits: many tasks and one, long names, a cell of two pages, forty recipients."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_plan import compose_plan
from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Document
from cchc_desktop.domain.decisions import with_decision
from cchc_desktop.domain.plan import Item, ItemKind, Plan, Topic
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source
from tests.documents import reading
from tests.documents.plan_of_an_binh import OFFICE, PLAN
from tests.scenarios.test_same_sentences import letters

LONG_NAME = "Thượng Hạ Nguyên Phúc Sơn Trường Thọ Đông"
RECIPIENTS = tuple(f"Cơ quan, đơn vị nhận văn bản thứ {n} thuộc Ủy ban nhân dân xã;" for n in range(1, 41))


def task(number: int, text: str = "Niêm yết thủ tục tại nhà văn hóa thôn") -> Item:
    assignment = Assignment(
        "Phòng Văn hóa - Xã hội", "Các phòng, đơn vị thuộc xã", "Báo cáo", due_text="Quý II"
    )
    return Item(ItemKind.TASK, f"{text} số {number}.", "-", assignment=assignment)


def plan_of(*tasks: Item) -> Plan:
    heading = Item(ItemKind.HEADING, "Nhiệm vụ", "a)", Topic.TASKS, children=tasks)
    area = Item(ItemKind.AREA, "Cải cách thủ tục hành chính", "1.", area=3, children=(heading,))
    section = Item(ItemKind.SECTION, "NỘI DUNG", "I.", children=(area,))
    bases = [item for item in PLAN.items if item.kind is ItemKind.BASIS]
    return replace(PLAN, items=(*bases, section, Item(ItemKind.CLOSING, "Trên đây là Kế hoạch./.")))


def composed(plan: Plan) -> Document:
    return compose_plan(plan, OFFICE, catalogue.areas())


@pytest.mark.parametrize("count", [1, 150])
def test_every_task_is_numbered_once_below_its_header(count: int) -> None:
    pages = reading.pdf_lines(reading.pdf_bytes(composed(plan_of(*map(task, range(1, count + 1))))))
    annex = [page for page in pages if any(line.text == "TT" for line in page)]
    left = min(line.left for page in annex for line in page if line.text == "TT")
    first = [line for page in annex for line in page if line.left < left + 20]
    numbers = [int(line.text) for line in first if line.text.isdigit()]
    assert numbers == list(range(1, count + 1))
    assert len(annex) == len(pages[pages.index(annex[0]) :])


def test_a_cell_of_two_pages_goes_on_below_the_header() -> None:
    text = "; ".join(f"({n}) đối chiếu hồ sơ thứ {n} với bản gốc, ghi lại chỗ sai lệch" for n in range(1, 60))
    document = composed(plan_of(task(1), task(2, text), task(3)))
    pages = reading.pdf_pages(reading.pdf_bytes(document))
    annex = [page for page in pages if "Đơn vị chủ trì" in page]
    assert len(annex) == 3
    said = "".join(letters(line) for page in annex for line in page.splitlines())
    for number in range(1, 60):
        assert f"({number})đốichiếuhồsơ" in said
    assert said.rindex("thônsố3") > said.rindex("(59)") > said.index("(30)") > said.index("thônsố1")


def test_a_long_list_of_recipients_stands_beside_the_signature_and_goes_on(tmp_path: Path) -> None:
    plan = replace(plan_of(task(1)), recipients=(*RECIPIENTS, "Lưu: VT."))
    document = composed(plan)
    first, second, *_ = reading.pdf_pages(reading.pdf_bytes(document))
    assert PLAN.signer.name in first
    assert "thứ 1 thuộc" in first
    assert "thứ 40 thuộc" in second
    word = reading.word(document)
    foot = next(table for table in word.tables if "Nơi nhận:" in table.cell(0, 0).text)
    assert PLAN.signer.name in foot.cell(0, 1).text
    assert 3 < len(foot.cell(0, 0).paragraphs) < 15
    # What stands beside the signature is never parted from it, the rest goes on over pages.
    assert [row._tr.find(qn("w:trPr")) is None for row in foot.rows] == [False, True]
    for ending in ("docx", "pdf"):
        export_file(document, ending, tmp_path / f"plan.{ending}")
        back = parse_plan(read_source(tmp_path / f"plan.{ending}"), catalogue.areas(), date(2026, 1, 15))
        assert (back.plan.recipients, back.plan.signer) == (plan.recipients, plan.signer)
        assert back.unplaced == ()


def test_a_list_of_usual_length_is_one_row() -> None:
    word = reading.word(composed(plan_of(task(1))))
    foot = next(table for table in word.tables if "Nơi nhận:" in table.cell(0, 0).text)
    assert len(foot.rows) == 1


def test_a_long_name_breaks_within_its_lines() -> None:
    plan = replace(
        plan_of(task(1)),
        number="",
        issuer=f"Ủy ban nhân dân xã {LONG_NAME}",
        superior="Ủy ban nhân dân tỉnh Bà Rịa Sông Hương - Vũng Đồng Nai Thượng",
        place=LONG_NAME,
    )
    document = composed(with_decision(plan))
    lines = [line for page in reading.pdf_lines(reading.pdf_bytes(document)) for line in page]
    assert not any(line.text.startswith("- VŨNG") for line in lines)
    centred = [line.text for line in lines if line.text.isupper() and "THƯỢNG" in line.text]
    assert all(len(text.split()) > 2 for text in centred), centred
    assert max(line.right for line in lines if line.foot > 100) < 842
    # In a sheet of one column each line of the date has a row of its own, which is as high as one line.
    sheet = reading.workbook(document).worksheets[0]
    values = {row[0].row: str(row[0].value) for row in sheet.iter_rows()}
    dated = next(row for row, value in values.items() if value.startswith(f"{LONG_NAME},"))
    assert values[dated + 1].strip().startswith("ngày")
    assert "\n" not in values[dated]
