"""Whatever a file holds: no crash, no paragraph forgotten, no word lost, no long wait."""

import time
from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import Draft
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.source import Source, SourceBlock, SourceParagraph, SourceTable

_MARKS = (
    "", "", "- ", "+ ", "• ", "* ", "1. ", "2. ", "3. ", "a) ", "b) ", "(1) ", "2.1. ", "I. ", "II. ",
    "A. ", "Phần I ",
    "Điều 1. ", "Nơi nhận: ", "TM. ", "Phụ lục ",
)  # fmt: skip
_WORDS = (
    "Cải cách thể chế", "Cải cách tài chính công", "MỤC ĐÍCH, YÊU CẦU", "Chỉ tiêu", "Nhiệm vụ",
    "Mục tiêu:", "Kinh phí",
    "TỔ CHỨC THỰC HIỆN", "Phòng Kinh tế", "Đơn vị chủ trì: Văn phòng", "Thời gian: Quý II/2026",
    "đạt 95% trở lên",
    "Trên đây là Kế hoạch này./.", "rà soát văn bản; báo cáo", "(Chi tiết tại Phụ lục kèm theo)",
    "CHỦ TỊCH", "Lê Văn A",
    "KẾ HOẠCH", "QUYẾT ĐỊNH", "Căn cứ Luật số 1; Nghị quyết số 2", "sau đây:",
)  # fmt: skip


@st.composite
def _paragraphs(draw: st.DrawFn) -> SourceBlock:
    words = draw(st.lists(st.one_of(st.sampled_from(_WORDS), st.text(max_size=12)), min_size=1, max_size=4))
    text = " ".join((draw(st.sampled_from(_MARKS)) + " ".join(words)).split())
    return SourceParagraph(
        text,
        bold_lead=draw(st.integers(0, len(text))),
        italic=draw(st.booleans()),
        centered=draw(st.booleans()),
    )


_CELLS = st.sampled_from(
    ("", "TT", "1", "Nhiệm vụ", "Chủ trì", "Chỉ tiêu", "Cải cách thể chế", "Rà soát.", "95%")
)
_TABLES = st.lists(st.lists(_CELLS, max_size=4).map(tuple), max_size=5).map(
    lambda rows: SourceTable(tuple(rows))
)
_START = (
    SourceParagraph("KẾ HOẠCH"),
    SourceParagraph("Cải cách hành chính năm 2026"),
    SourceParagraph("I. NHIỆM VỤ"),
)
_BLOCKS = st.lists(st.one_of(_paragraphs(), _paragraphs(), _paragraphs(), _TABLES), max_size=25)


def _parse(blocks: tuple[SourceBlock, ...]) -> Draft | None:
    try:
        return parse_plan(Source("any", blocks), catalogue.areas(), date(2026, 1, 1))
    except Refusal:
        return None


def _words(text: str) -> Counter[str]:
    return Counter(word for word in "".join(c if c.isalnum() else " " for c in text).split())


@given(_BLOCKS, st.booleans())
def test_every_paragraph_goes_somewhere_with_its_words(blocks: list[SourceBlock], titled: bool) -> None:
    source = Source("any", (*(_START if titled else ()), *blocks))
    draft = _parse(source.blocks)
    if draft is None:
        return
    read: dict[int, Counter[str]] = {}
    for item in draft.plan.walk():
        for number in item.source:
            read.setdefault(number, Counter()).update(_words(f"{item.marker} {item.text}"))
    lines = source.lines
    somewhere = set(read) | draft.placed | {n for n, text in enumerate(lines, 1) if text in draft.unplaced}
    assert somewhere == set(range(1, len(lines) + 1))
    tables = {
        number + row
        for number, block in source.numbered()
        if isinstance(block, SourceTable)
        for row in range(len(block.rows))
    }
    for number, words in read.items():
        if number not in tables:
            assert not _words(lines[number - 1]) - words, lines[number - 1]


@given(st.lists(st.text(max_size=60), max_size=12))
def test_random_text(texts: list[str]) -> None:
    _parse(tuple(SourceParagraph(text) for text in texts))


def test_a_long_file_is_read_in_seconds() -> None:
    lines = [SourceParagraph(f"- Rà soát thủ tục số {n}, bảo đảm đạt 95% trở lên.") for n in range(5000)]
    began = time.process_time()
    assert _parse((*_START, *lines)) is not None
    assert time.process_time() - began < 20
