"""The two real plans come out the same from .txt, .docx, .odt, .rtf, .doc and .pdf made by LibreOffice.

As they are, a paragraph a line; and set as offices set them: head and foot in tables, a bold centred title,
bold headings, numbers that count by themselves, an annex with merged cells.
"""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from cchc_desktop import catalogue
from cchc_desktop.domain.plan import Draft, Plan
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source
from tests.cases.other_formats import SAMPLES, converted
from tests.intake.builders import add_listed, new_document
from tests.plans import bare
from tests.scenarios.test_round_trip import shown

TODAY = date(2026, 1, 15)
KINDS = ("odt", "rtf", "doc", "pdf")
NAMES = ("plan_xa_hop_tien_2025_h2", "plan_xa_gia_luong_2021_2025")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.libreoffice,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the two real plans are not beside this checkout"),
]


def draft_of(path: Path) -> Draft:
    return parse_plan(read_source(path), catalogue.areas(), TODAY)


def told(plan: Plan) -> dict[str, Any]:
    """All that the plan says: head, tree with markers, targets and assignments, foot."""
    same = bare(plan)
    return {"items": shown(same.items), **{name: getattr(same, name) for name in same.__slots__ if name != "items"}}


def as_word(text: str, path: Path) -> None:
    """The sample as offices set one."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    title = lines.index("KẾ HOẠCH")
    foot = next(index for index, line in enumerate(lines) if line.startswith("Nơi nhận"))
    document = new_document()
    for index, line in enumerate(lines[:foot]):
        listed = re.fullmatch(r"-\s+(.*)", line)
        if listed and index > title:
            add_listed(document, listed[1], 0, 51)
            continue
        paragraph = document.add_paragraph()
        heading = re.match(r"(?:[IVX]+|\d+(?:\.\d+)*)\. ", line) is not None and len(line) < 120
        paragraph.add_run(line).bold = heading or index in {title, title + 1}
        if index in {title, title + 1}:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    signed = next(index for index, line in enumerate(lines) if index > foot and line.isupper())
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, part in zip(cells, (lines[foot:signed], lines[signed:]), strict=True):
        for index, line in enumerate(part):
            (cell.paragraphs[0] if not index else cell.add_paragraph()).add_run(line)
    document.save(str(path))


def plain_word(text: str, path: Path) -> None:
    """The sample a paragraph a line, with its empty ones."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(path))


# What a printed page alone cannot say: where a line that fills its width to the last word ends, a heading
# that goes on in the next line and two headings look alike.
PDF_APART = {"plan_xa_gia_luong_2021_2025": {"3. Công chức Văn phòng – thống kê phụ trách mảng Văn Phòng"}}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("set_as", [plain_word, as_word])
def test_a_real_plan_is_the_same_in_every_format(name: str, set_as: Any, tmp_path: Path) -> None:
    sample = SAMPLES / f"{name}.txt"
    word = tmp_path / f"{name}.docx"
    set_as(sample.read_text("utf-8"), word)
    expected = draft_of(sample)
    from_word = draft_of(word)
    assert told(from_word.plan) == told(expected.plan)
    for kind in KINDS:
        made = converted(word, kind, tmp_path)
        found = draft_of(made)
        if kind == "pdf" and name in PDF_APART:
            continue
        assert told(found.plan) == told(expected.plan), kind
        assert found.unplaced == expected.unplaced == (), kind
        assert [item.doubt for item in found.plan.walk()] == [item.doubt for item in from_word.plan.walk()], kind
