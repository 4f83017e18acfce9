"""What the superior sends down, taken as data of ours: an annex as a catalogue, an outline of reports."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import catalogue
from ..catalogue.written import described_outline, extended, our_sections, outline_text
from ..domain.errors import Refusal
from ..domain.indicators import IndicatorCatalogue
from ..domain.templates.annex import AnnexCatalogue, annex_catalogue
from ..domain.templates.map import map_of
from ..domain.templates.sheet import Template
from ..domain.templates.word_outline import (
    OurSection,
    Placed,
    SuperiorOutline,
    WordOutline,
    outline_of,
    placed,
)
from ..intake.sniff import SUFFIXES

WORD = SUFFIXES
"""The endings of files that are read as outlines; others are read as workbooks."""

_NAME_LENGTH = 120
_SUBJECT = re.compile(r"Chỉ tiêu (\d{1,2}\.\d{2}) ")
"""Which indicator a problem of a catalogue is about."""


@dataclass(frozen=True, slots=True)
class CatalogueDraft:
    """A catalogue from an annex: its text, and what became of each row."""

    text: str
    catalogue: IndicatorCatalogue
    annex: AnnexCatalogue


@dataclass(frozen=True, slots=True)
class OutlineDraft:
    """An outline of reports from a superior's: its text, the headings with what was placed under each, and
    our sections that found no heading."""

    text: str
    headings: tuple[Placed, ...]
    left: tuple[OurSection, ...]


def read_word_outline(path: Path) -> WordOutline:
    """The outline in a file from outside, read in a child process. Raises Refusal, EnvironmentProblem."""
    from ..child import process
    from ..child.errands import Errand

    found: WordOutline = process.run(Errand.OUTLINE, path)
    return found


def superior_outline_from(word: WordOutline) -> SuperiorOutline:
    """A superior's outline with our sections under the headings that they are like.

    Raises Refusal where none of them is like one.
    """
    headings = placed(word.headings, our_sections(described_outline()))
    if not any(each.alike for each in headings):
        raise Refusal(
            f"Không mục nào của «{word.file}» giống mục của báo cáo cải cách hành chính. Hãy chọn đúng tệp "
            "đề cương báo cáo."
        )
    return outline_of(word.file[-_NAME_LENGTH:], headings)


def catalogue_from(template: Template, known: IndicatorCatalogue, valid_from: date) -> CatalogueDraft:
    """The known catalogue with the rows of an annex: those it has keep their codes, others are added.

    Raises Refusal where there are no rows, or nothing in them is new.
    """
    annex = annex_catalogue(template, known, catalogue.areas())
    if not annex.added:
        raise Refusal(
            f"Mọi dòng của «{template.file}» đều đã có trong danh mục phiên bản «{known.version}», "
            "không cần danh mục mới."
        )
    version = f"{known.version}-{map_of(template).fingerprint[:6]}"
    source = f"{known.source}; bổ sung theo biểu «{template.file}»"[:500]
    while True:
        text = extended(known, annex.added, version=version, valid_from=valid_from, source=source)
        problems = catalogue.problems_in(text)
        if not problems:
            return CatalogueDraft(text, catalogue.read_indicators(text), annex)
        # A total that brings units together which ours do not: it is typed then, and said.
        subject = _SUBJECT.match(problems[0])
        computed = {each.code for each in annex.added if each.formula is not None}
        if subject is None or subject[1] not in computed:
            raise Refusal(f"Chưa lập được danh mục từ «{template.file}»: {problems[0]}")
        annex = annex.without_formula(subject[1], "công thức của ô không khớp đơn vị tính, để nhập tay")


def outline_from(word: WordOutline) -> OutlineDraft:
    """Our outline of reports in the order of a superior's."""
    described = described_outline()
    ours = our_sections(described)
    headings = placed(word.headings, ours)
    digest = hashlib.sha256("\n".join(each.title for each in word.headings).encode()).hexdigest()
    text = outline_text(
        described, headings, f"{described['version']}-{digest[:6]}", f"Đề cương «{word.file}»"[:500]
    )
    used = {key for each in headings for key in each.sections}
    left = tuple(section for section in ours if section.has_lines and section.key not in used)
    return OutlineDraft(text, tuple(headings), left)
