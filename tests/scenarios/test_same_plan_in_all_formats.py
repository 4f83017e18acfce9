"""The two real plans come out the same from .txt, .docx, .odt, .rtf, .doc and .pdf made by LibreOffice.

As they are, a paragraph a line; and set as offices set them: head and foot in tables, a bold centred title,
bold headings, numbers that count by themselves, an annex with merged cells.
"""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from cchc_desktop import catalogue
from cchc_desktop.domain.plan import Draft, Plan
from cchc_desktop.intake.marks import is_signature
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import SourceParagraph
from tests.cases.other_formats import SAMPLES
from tests.intake.builders import add_listed, new_document
from tests.libreoffice import convert
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
    return {
        "items": shown(same.items),
        **{name: getattr(same, name) for name in same.__slots__ if name != "items"},
    }


def as_word(sample: Path, path: Path) -> None:
    """The sample as offices set one."""
    blocks = [block for block in read_source(sample).blocks if isinstance(block, SourceParagraph)]
    lines = [block.text for block in blocks]
    title = lines.index("KẾ HOẠCH")
    foot = next(index for index, line in enumerate(lines) if line.startswith("Nơi nhận"))
    signed = next(index for index, line in enumerate(lines) if index > foot and is_signature(line))
    document = new_document()
    for index, line in enumerate(lines[:foot]):
        listed = re.fullmatch(r"- (.*)", line)
        if listed and index > title:
            add_listed(document, listed[1], 0, 51)
            continue
        paragraph = document.add_paragraph()
        heading = re.match(r"(?:[IVX]+|\d+(?:\.\d+)*)\. ", line) is not None and len(line) < 120
        paragraph.add_run(line).bold = heading or index in {title, title + 1}
        if index in {title, title + 1}:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif index > title + 1:
            paragraph.paragraph_format.first_line_indent = Pt(36)
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    for cell, part in zip(cells, (lines[foot:signed], lines[signed:]), strict=True):
        for index, line in enumerate(part):
            (cell.paragraphs[0] if not index else cell.add_paragraph()).add_run(line)
    document.save(str(path))


def as_it_is(sample: Path, path: Path) -> None:
    """The sample as LibreOffice opens it: a paragraph a line."""
    copy = shutil.copy(sample, path.with_suffix(".txt"))
    convert("docx:MS Word 2007 XML", path.parent, Path(copy), reading="Text (encoded):UTF8,LF,,,")


def letters(plan: Plan) -> str:
    """All that stands in the tree, without blanks and with one kind of dash."""
    shown_text = "".join(item.marker + item.text for item in plan.walk())
    return re.sub(r"\s+", "", shown_text).replace("–", "-")


# Two headings of this plan go on in a second line, which begins with capitals («HĐND- UBND») or with a dash
# («– Nội vụ»): on a printed page alone these look like lines of their own. Nothing is lost of them.
PRINTED_OTHERWISE = {"plan_xa_gia_luong_2021_2025"}


@pytest.mark.parametrize("set_as", [as_it_is, as_word])
def test_real_plans_are_the_same_in_every_format(set_as: Any, tmp_path: Path) -> None:
    words = [tmp_path / f"{name}.docx" for name in NAMES]
    expected, from_word = {}, {}
    for name, word in zip(NAMES, words, strict=True):
        sample = SAMPLES / f"{name}.txt"
        set_as(sample, word)
        expected[name] = told(draft_of(sample).plan)
        from_word[name] = draft_of(word).plan
        assert told(from_word[name]) == expected[name]
    for kind in KINDS:
        for name, made in zip(NAMES, convert(kind, tmp_path, *words), strict=True):
            found = draft_of(made)
            assert found.unplaced == (), (name, kind)
            if kind == "pdf" and name in PRINTED_OTHERWISE:
                assert letters(found.plan) == letters(from_word[name])
                continue
            assert told(found.plan) == expected[name], (name, kind)
            doubts = [item.doubt for item in found.plan.walk()]
            assert kind == "pdf" or doubts == [item.doubt for item in from_word[name].walk()], (name, kind)
