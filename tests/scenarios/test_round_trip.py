"""An exported plan, read again, is the same plan; and no word of it is lost on paper."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.documents.compose_plan import compose_plan
from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import RowKind, Table
from cchc_desktop.domain.decisions import with_decision
from cchc_desktop.domain.offices import OfficeProfile, shorten
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan, PlanLevel, Topic, Urgency
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.domain.text import fold
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source
from tests.examples import share
from tests.plan_strategies import plans
from tests.plans import bare

OFFICE = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")
SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples"
TODAY = date(2026, 1, 15)


def printed_and_read(plan: Plan, folder: Path, kind: str = "docx") -> Plan:
    """The plan as it comes back from an exported file."""
    path = folder / f"plan.{kind}"
    export_file(compose_plan(plan, OFFICE, catalogue.areas()), kind, path)
    draft = parse_plan(read_source(path), catalogue.areas(), TODAY)
    assert draft.unplaced == ()
    return draft.plan


def comparable(plan: Plan) -> Plan:
    """The plan with the head as capitals leave it."""
    return replace(
        bare(plan),
        superior=fold(shorten(plan.superior)),
        issuer=fold(shorten(plan.issuer)),
        level=PlanLevel.COMMUNE,
    )


def shown(items: tuple[Item, ...], depth: int = 0) -> list[str]:
    """A tree as lines, so that a difference is easy to see."""
    lines = []
    for item in items:
        facts = [
            item.kind.value,
            item.topic.value,
            str(item.area or ""),
            str(item.measure or ""),
            str(item.assignment or ""),
        ]
        lines.append("  " * depth + f"{item.marker} {item.text} [{' '.join(fact for fact in facts if fact)}]")
        lines.extend(shown(item.children, depth + 1))
    return lines


def test_a_sentence_that_says_who_and_when_reads_as_the_same(tmp_path: Path) -> None:
    tasks = tuple(
        Item(
            ItemKind.TASK,
            f"Kiểm tra công vụ. Đơn vị chủ trì: {unit}. Thời gian hoàn thành: Quý IV.",
            "-",
            assignment=Assignment(lead=unit, due=date(2026, 12, 31), due_text="Quý IV"),
        )
        for unit in ("Phòng Kinh tế", "Phòng Văn hóa - Xã hội")
    )
    area = Item(ItemKind.AREA, "Cải cách chế độ công vụ", "1.", area=5, children=tasks)
    section = Item(ItemKind.SECTION, "NHIỆM VỤ", "I.", Topic.TASKS, children=(area,))
    plan = Plan(subject="Cải cách hành chính năm 2026", period=PlanPeriod.year(2026), items=(section,))
    document = compose_plan(plan, OFFICE, catalogue.areas())
    table = next(block for part in document.parts for block in part.blocks if isinstance(block, Table))
    assert [row.cells[1] for row in table.rows if row.kind is RowKind.BODY] == ["Kiểm tra công vụ."] * 2
    back = printed_and_read(plan, tmp_path)
    again = [item for item in back.walk() if item.kind in (ItemKind.TASK, ItemKind.ANNEX)]
    assert [(item.text, item.assignment) for item in again] == [
        (item.text, item.assignment) for item in tasks
    ]


@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_the_note_on_amendments_is_no_sentence_of_the_plan(kind: str, tmp_path: Path) -> None:
    note = "(Được điều chỉnh, bổ sung tại Quyết định số 25/QĐ-UBND ngày 28 tháng 11 năm 2026)"
    words = Item(ItemKind.TEXT, "Ủy ban nhân dân xã An Bình ban hành Kế hoạch như sau:")
    aims = Item(ItemKind.SECTION, "MỤC ĐÍCH", "I.", children=(Item(ItemKind.TEXT, "Phục vụ.", "1."),))
    plan = Plan(
        subject="Cải cách hành chính năm 2026",
        period=PlanPeriod.year(2026),
        items=(words, aims),
        enclosure=note,
    )
    back = printed_and_read(plan, tmp_path, kind)
    assert (back.enclosure, [item.text for item in back.items]) == (note, [words.text, aims.text])


@given(plan=plans())
@settings(max_examples=share(4))
def test_docx_of_any_plan_reads_as_the_same_plan(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan
) -> None:
    back = printed_and_read(plan, tmp_path_factory.mktemp("docx"))
    assert shown(bare(back).items) == shown(bare(plan).items)
    assert comparable(back) == comparable(plan)


@given(plan=plans())
@settings(max_examples=share(8))
def test_pdf_of_any_plan_reads_as_the_same_tree(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> None:
    back = printed_and_read(plan, tmp_path_factory.mktemp("pdf"), "pdf")
    assert shown(bare(back).items) == shown(bare(plan).items)


def _sample(name: str) -> Plan:
    if not SAMPLES.is_dir():
        pytest.skip("the real plans (../shared/samples) are not here")
    return parse_plan(read_source(SAMPLES / name), catalogue.areas(), TODAY).plan


@pytest.mark.parametrize("name", ["plan_xa_gia_luong_2021_2025.txt", "plan_xa_hop_tien_2025_h2.txt"])
def test_docx_of_real_plans_reads_as_the_same_plan(name: str, tmp_path: Path) -> None:
    plan = _sample(name)
    back = printed_and_read(plan, tmp_path)
    assert shown(bare(back).items) == shown(bare(plan).items)
    assert (back.subject, back.period, back.recipients, back.signer) == (
        plan.subject, plan.period, plan.recipients, plan.signer,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["plan_xa_gia_luong_2021_2025.txt", "plan_xa_hop_tien_2025_h2.txt"])
@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_every_sentence_of_real_plans_is_on_paper(name: str, kind: str, tmp_path: Path) -> None:
    plan = _sample(name)
    path = tmp_path / f"plan.{kind}"
    export_file(compose_plan(plan, OFFICE, catalogue.areas()), kind, path)
    paper = _letters_of_docx(path) if kind == "docx" else _letters_of_pdf(path)
    for line in read_source(SAMPLES / name).lines:
        assert _letters(line.removeprefix("- ").removeprefix("+ ")) in paper, line


def _letters_of_docx(path: Path) -> str:
    from docx import Document
    from docx.table import Table

    parts: list[str] = []
    for block in Document(str(path)).iter_inner_content():
        if isinstance(block, Table):
            parts.extend(cell.text for row in block.rows for cell in row.cells)
        else:
            parts.append(block.text)
    return _letters(" ".join(parts))


def _letters_of_pdf(path: Path) -> str:
    """The text of all pages, page numbers left out: a sentence may go on over a page."""
    import pypdfium2

    pages: list[str] = []
    document = pypdfium2.PdfDocument(BytesIO(path.read_bytes()))
    for number in range(len(document)):
        # PDFium marks a hyphen at a line's end and drops the blank after it.
        text = document[number].get_textpage().get_text_range().replace("\ufffe", "-")
        lines = text.splitlines()
        pages.extend(line for line in lines if not line.strip().isdigit())
    document.close()
    return _letters(" ".join(pages))


def _letters(text: str) -> str:
    """The text without blanks and capitals: where a line breaks says nothing of the words."""
    return "".join(text.split()).lower()


@given(plan=plans(), urgency=st.sampled_from(Urgency))
@settings(max_examples=share(6))
@pytest.mark.parametrize("kind", ["docx", "pdf"])
def test_any_plan_of_a_decision_reads_as_the_same(
    tmp_path_factory: pytest.TempPathFactory, kind: str, plan: Plan, urgency: Urgency
) -> None:
    decided = replace(with_decision(plan), urgency=urgency)
    back = printed_and_read(decided, tmp_path_factory.mktemp(kind), kind)
    read = tuple(_as_proposed(item) for item in back.items)
    assert shown(bare(replace(back, items=read)).items) == shown(bare(decided).items)
    assert comparable(replace(back, items=())) == comparable(replace(decided, items=()))


def _as_proposed(item: Item) -> Item:
    """A decision without the lines that its composer prints of itself: who decides, «QUYẾT ĐỊNH:»."""
    if item.kind is not ItemKind.DECISION:
        return item
    return replace(item, children=tuple(child for child in item.children if not child.text.isupper()))
