"""A plan as a document: every item once, head and foot by the rules, the annex with its table."""

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TypeVar

import pytest

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_plan import compose_plan
from cchc_desktop.documents.model import (
    AnnexTitle,
    Document,
    Formula,
    Heading,
    HeadingLevel,
    LetterHead,
    Paragraph,
    RowKind,
    SignatureBlock,
    Style,
    Table,
    Title,
)
from cchc_desktop.domain.plan import ANNEX_NOTE, Item, ItemKind, Plan, Signer
from tests.documents import plan_of_an_binh as sample


def compose(plan: Plan) -> Document:
    return compose_plan(plan, sample.OFFICE, catalogue.areas())


_Block = TypeVar("_Block")


def blocks(document: Document, kind: type[_Block]) -> list[_Block]:
    return [block for part in document.parts for block in part.blocks if isinstance(block, kind)]


def running_texts(document: Document) -> Counter[str]:
    texts = [block.text for block in blocks(document, Paragraph)]
    texts += [block.text for block in blocks(document, Heading)]
    texts += [block.subject for block in blocks(document, Title)]
    return Counter(texts)


@pytest.mark.parametrize("plan", [sample.PLAN, sample.DRAFT, sample.WITH_DECISION, sample.WITH_ANNEX])
def test_every_item_is_printed_once(plan: Plan) -> None:
    document = compose(plan)
    texts = running_texts(document)
    in_annex = {item.id for root in plan.items if root.kind is ItemKind.ANNEX for item in root.walk()}
    table_texts = Counter(
        line
        for table in blocks(document, Table)
        for row in table.rows
        for line in str(row.cells[1]).split("\n")
    )
    for item in plan.walk():
        if item.kind is ItemKind.ANNEX:
            assert [title.name for title in blocks(document, AnnexTitle)].count(item.text.upper()) == 1
        elif item.id in in_annex and item.kind in (ItemKind.TASK, ItemKind.SUBTASK):
            line = item.text if item.kind is ItemKind.TASK else f"{item.marker} {item.text}"
            assert table_texts[line] == 1, line
            assert texts[item.text] == 0
        else:
            same = sum(other.text == item.text for other in plan.walk())
            assert texts[item.text] == same, item.text


def test_items_keep_their_order_and_markers() -> None:
    document = compose(sample.PLAN)
    printed = [
        (block.marker, block.text)
        for block in document.parts[0].blocks
        if isinstance(block, Paragraph | Heading)
    ]
    assert printed == [(item.marker, item.text) for item in sample.PLAN.walk()]


def test_head_of_an_issued_plan_and_of_a_draft() -> None:
    issued = blocks(compose(sample.PLAN), LetterHead)[0]
    assert issued == LetterHead(
        "ỦY BAN NHÂN DÂN THÀNH PHỐ BÌNH MINH",
        "ỦY BAN NHÂN DÂN XÃ AN BÌNH",
        "Số: 07/KH-UBND",
        "An Bình, ngày 05 tháng 01 năm 2026",
    )
    draft = blocks(compose(sample.DRAFT), LetterHead)[0]
    assert draft.number_line.split() == ["Số:", "/KH-UBND"]
    assert len(draft.number_line) > len("Số: /KH-UBND")
    assert draft.place_date.split() == ["An", "Bình,", "ngày", "tháng", "năm", "2026"]


def test_the_plans_own_head_wins() -> None:
    plan = replace(sample.PLAN, superior="UBND tỉnh Sông Xanh", issuer="UBND phường Gò Mây")
    head = blocks(compose(plan), LetterHead)[0]
    assert head.superior == "ỦY BAN NHÂN DÂN TỈNH SÔNG XANH"
    assert head.issuer == "ỦY BAN NHÂN DÂN PHƯỜNG GÒ MÂY"
    assert "của UBND phường Gò Mây)" in blocks(compose(plan), AnnexTitle)[0].enclosure


@pytest.mark.parametrize(
    ("issuer", "named"),
    [
        ("Ủy ban nhân dân xã Ân Bình", "UBND xã Ân Bình"),
        ("ỦY BAN NHÂN DÂN XÃ ÂN BÌNH", "UBND xã Ân Bình"),
        ("UỶ BAN NHÂN DÂN XÃ AN BÌNH", "UBND xã An Bình"),
        ("", "UBND xã An Bình"),
    ],
)
def test_one_issuer_in_the_whole_document(issuer: str, named: str) -> None:
    plan = replace(sample.WITH_DECISION, issuer=issuer)
    document = compose(plan)
    annex, title = blocks(document, AnnexTitle)[0], blocks(document, Title)[1]
    assert annex.enclosure.endswith(f"của {named})")
    assert title.enclosure.endswith(f"của {named})")
    head = blocks(document, LetterHead)[0].issuer
    assert head.replace("UỶ", "ỦY") == f"ỦY BAN NHÂN DÂN {named.removeprefix('UBND ').upper()}"


def test_heading_levels() -> None:
    levels = {block.text: block.level for block in blocks(compose(sample.PLAN), Heading)}
    assert levels["MỤC ĐÍCH, YÊU CẦU"] is HeadingLevel.SECTION
    assert levels["Mục đích"] is HeadingLevel.CLAUSE
    assert levels["Cải cách thủ tục hành chính"] is HeadingLevel.CLAUSE
    assert levels["Phòng Văn hóa - Xã hội"] is HeadingLevel.CLAUSE
    assert levels["Chỉ tiêu"] is HeadingLevel.POINT


def test_signature_with_recipients() -> None:
    block = blocks(compose(sample.PLAN), SignatureBlock)[0]
    assert block.position == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
    assert block.recipients[0] == "UBND thành phố Bình Minh (để báo cáo);"
    assert block.recipients[-1] == "Lưu: VT, VHXH."
    open_ended = replace(sample.PLAN, recipients=("Như trên", "Lưu: VT"), signer=Signer())
    block = blocks(compose(open_ended), SignatureBlock)[0]
    assert block.recipients == ("Như trên;", "Lưu: VT.")
    assert block.name == "Nguyễn Thị Ngọc Ánh"


def test_closing_gets_its_end_mark_once() -> None:
    for typed in ("Trên đây là Kế hoạch", "Trên đây là Kế hoạch.", "Trên đây là Kế hoạch./."):
        plan = replace(sample.PLAN, items=(Item(ItemKind.CLOSING, typed),))
        assert blocks(compose(plan), Paragraph)[0].text == "Trên đây là Kế hoạch./."


def test_decision_comes_first_and_carries_the_signature() -> None:
    document = compose(sample.WITH_DECISION)
    decision, plan, annex = document.parts
    assert [type(block).__name__ for block in decision.blocks] == [
        "LetterHead", "Title", "Paragraph", "Paragraph", "Paragraph",
        "Paragraph", "Heading", "Heading", "Heading", "SignatureBlock",
    ]  # fmt: skip
    paragraphs = [block for block in decision.blocks if isinstance(block, Paragraph)]
    assert paragraphs[0] == Paragraph("ỦY BAN NHÂN DÂN XÃ AN BÌNH", Style.CENTERED_BOLD)
    assert paragraphs[-1] == Paragraph("QUYẾT ĐỊNH:", Style.CENTERED_BOLD)
    title = plan.blocks[0]
    assert isinstance(title, Title)
    assert title.kind == "KẾ HOẠCH"
    assert title.enclosure == (
        "(Ban hành kèm theo Quyết định số 07/QĐ-UBND ngày 05 tháng 01 năm 2026 của UBND xã An Bình)"
    )
    assert not any(isinstance(block, SignatureBlock | LetterHead) for block in plan.blocks)
    assert annex.landscape


def test_decision_of_the_chairman_names_his_office() -> None:
    signer = Signer("", "CHỦ TỊCH", "Đỗ Văn Ý")
    document = compose(replace(sample.WITH_DECISION, signer=signer))
    assert blocks(document, Paragraph)[0].text == "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN BÌNH"


def test_lines_of_a_decision_that_was_read_are_not_doubled() -> None:
    head, *rest = sample.WITH_DECISION.items
    read = (
        Item(ItemKind.TEXT, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN BÌNH"),
        *head.children[:2],
        Item(ItemKind.TEXT, "QUYẾT ĐỊNH:"),
        *head.children[2:],
    )
    plan = replace(sample.WITH_DECISION, items=(replace(head, children=read), *rest))
    centered = [
        block.text for block in blocks(compose(plan), Paragraph) if block.style is Style.CENTERED_BOLD
    ]
    assert centered == ["CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN BÌNH", "QUYẾT ĐỊNH:"]


def test_annex_table() -> None:
    document = compose(sample.WITH_ANNEX)
    part = document.parts[-1]
    assert part.landscape
    (table,) = blocks(document, Table)
    groups = [row.cells[:2] for row in table.rows if row.kind is RowKind.GROUP]
    assert groups == [
        ("I", "Công tác chỉ đạo, điều hành"),
        ("II", "Cải cách thủ tục hành chính"),
        ("III", "Xây dựng và phát triển chính quyền điện tử, chính quyền số"),
    ]
    body = [row.cells for row in table.rows if row.kind is RowKind.BODY]
    assert [cells[0] for cells in body] == [1, 2, 3, 4, 5]
    assert body[0][5] == date(2026, 1, 31)
    assert body[1][5] == "Quý II và quý IV/2026"
    assert body[1][6] == 12_500_000
    assert body[1][7] == "12,5 triệu đồng từ ngân sách xã"
    assert body[3][6] == "Theo dự toán được giao"
    assert (
        body[4][1] == "Nâng cấp đường truyền và máy quét tại bộ phận tiếp nhận.\n+ Mua 02 máy quét hai mặt."
    )
    total = table.rows[-1]
    assert total.kind is RowKind.TOTAL
    assert isinstance(total.cells[6], Formula)
    assert total.cells[6].value == 12_500_000 + 8_000_000 + 45_000_000


def test_plan_without_tasks_has_no_annex() -> None:
    plan = replace(sample.PLAN, items=sample.PLAN.items[:3])
    assert len(compose(plan).parts) == 1


def test_empty_plan_is_still_a_document() -> None:
    plan = replace(sample.PLAN, items=(), recipients=())
    assert [type(block).__name__ for block in compose(plan).parts[0].blocks] == [
        "LetterHead", "Title", "SignatureBlock",
    ]  # fmt: skip


def test_the_text_leads_to_its_annex() -> None:
    """By its own words, else by a line before the closing; without an annex there is none."""

    def notes(plan: Plan) -> list[str]:
        return [block.text for block in blocks(compose(plan), Paragraph) if block.text == ANNEX_NOTE]

    silent = tuple(item for item in sample.PLAN.items if "phụ lục" not in item.text.lower())
    plan = replace(sample.PLAN, items=silent)
    if any("phụ lục" in item.text.lower() for item in plan.walk()):
        raise AssertionError("the sample names its annex within a section")
    assert notes(plan) == [ANNEX_NOTE]
    texts = [block.text for block in compose(plan).parts[0].blocks if isinstance(block, Paragraph)]
    assert texts.index(ANNEX_NOTE) == len(texts) - 2
    told = Item(ItemKind.NOTE, "(Có Phụ lục kèm theo).")
    assert notes(replace(plan, items=(*silent[:-1], told, silent[-1]))) == []
    assert notes(replace(plan, items=(silent[0],))) == []
