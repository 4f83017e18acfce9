"""Marks of urgency: a red frame of the decree's size below the number, read back from Word and PDF."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from cchc_desktop import catalogue
from cchc_desktop.catalogue.legal import library
from cchc_desktop.documents import components, styles
from cchc_desktop.documents.compose_plan import compose_plan
from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Document, LetterHead
from cchc_desktop.domain.decisions import with_decision
from cchc_desktop.domain.plan import Plan, Urgency
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source
from cchc_desktop.office.form_check import check_file
from tests.documents import reading
from tests.documents.plan_of_an_binh import OFFICE, PLAN

DAY = date(2026, 1, 15)
SIZES = {Urgency.URGENT: (20, 8), Urgency.VERY_URGENT: (40, 8), Urgency.AT_ONCE: (30, 8)}


def composed(plan: Plan) -> Document:
    return compose_plan(plan, OFFICE, catalogue.areas())


@pytest.mark.parametrize("urgency", SIZES)
def test_the_frame_has_the_size_of_the_decree(urgency: Urgency) -> None:
    document = composed(replace(PLAN, urgency=urgency))
    [head] = [block for part in document.parts for block in part.blocks if isinstance(block, LetterHead)]
    number, _, box = components.head(head, styles.text_width(document.parts[0])).number
    assert isinstance(number, components.TextBlock)
    assert isinstance(box, components.Boxed)
    assert box.line.text == urgency.label
    assert (round(box.width / styles.mm(1)), round(box.height / styles.mm(1))) == SIZES[urgency]
    assert (box.line.look.colour, box.line.look.size) == (styles.RED, 13)
    word = reading.word(document)
    [paragraph] = [
        each for each in word.element.body.iter(qn("w:p")) if reading.text_of(each) == urgency.label
    ]
    sides = paragraph.find(qn("w:pPr")).find(qn("w:pBdr"))
    assert [side.tag for side in sides] == [qn(f"w:{side}") for side in ("top", "left", "bottom", "right")]
    assert {side.get(qn("w:color")) for side in sides} == {"FF0000"}


@pytest.mark.parametrize("ending", ["docx", "pdf"])
@pytest.mark.parametrize("plan", [PLAN, with_decision(replace(PLAN, number=""))], ids=["plan", "decision"])
def test_a_mark_comes_back_and_is_no_fault(plan: Plan, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"plan.{ending}"
    export_file(composed(replace(plan, urgency=Urgency.AT_ONCE)), ending, path)
    draft = parse_plan(read_source(path), catalogue.areas(), DAY)
    assert (draft.plan.urgency, draft.unplaced) == (Urgency.AT_ONCE, ())
    assert check_file(path, library(), DAY).findings == ()


def test_a_plan_without_one_has_no_mark() -> None:
    assert not any("KHẨN" in page for page in reading.pdf_pages(reading.pdf_bytes(composed(PLAN))))
    assert Urgency.named("Hỏa tốc") is Urgency.AT_ONCE
    assert Urgency.named("DỰ THẢO") is Urgency.NONE
