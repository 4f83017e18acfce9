"""The guide and the quick card as files: pages, contents, pictures; two pages for the wall."""

import re
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.catalogue import guide
from cchc_desktop.catalogue.guide_text import Figure
from cchc_desktop.documents.book import Contents, Picture, Prose, Role, Run, png_size
from cchc_desktop.documents.compose_guide import compose_card, compose_guide
from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Block, Document, Part
from cchc_desktop.domain.errors import Refusal
from tests.documents.reading import folded, pdf_bytes, pdf_pages, word

DAY = date(2026, 11, 28)


def pages_of(document: Document) -> list[str]:
    return [folded(page) for page in pdf_pages(pdf_bytes(document))]


@pytest.fixture(scope="module")
def book() -> list[str]:
    return pages_of(compose_guide("1.0", DAY))


def test_the_contents_name_the_page_of_each_topic(book: list[str]) -> None:
    assert "HƯỚNG DẪN SỬ DỤNG" in book[0]
    assert "28/11/2026" in book[0]
    contents = "\n".join(book[1:3])  # a page, and the last lines on the next one
    for topic in guide.topics().values():
        pages = re.findall(re.escape(topic.title) + r"[ .]*(\d+)", contents)
        assert any(topic.title in book[int(page) - 1] for page in pages), topic.title


def test_every_topic_is_printed_to_its_end(book: list[str]) -> None:
    text = "".join(" ".join(book).split())
    for topic in guide.topics().values():
        for piece in topic.pieces:
            if isinstance(piece, Figure):
                assert "".join(piece.caption.split()) in text
    assert "Căncứ:Nghịđịnhsố30/2020/NĐ-CP" in text


def test_word_has_headings_contents_and_pictures() -> None:
    read = word(compose_guide("1.0", DAY))
    texts = [paragraph.text for paragraph in read.paragraphs]
    assert f"{1}. {guide.chapters()[0].title}" in texts
    shown = sum(isinstance(piece, Figure) for topic in guide.topics().values() for piece in topic.pieces)
    assert len(read.inline_shapes) == shown + 1
    xml = read.element.xml
    assert xml.count("PAGEREF") == len(guide.chapters()) + len(guide.topics())
    assert xml.count("w:bookmarkStart") == xml.count("PAGEREF")


def test_the_card_has_two_pages() -> None:
    sides = pages_of(compose_card())
    assert len(sides) == 2
    assert "Mười bước" in sides[0]
    assert "10." in sides[0]
    for sign in ("LV", "CT", "NV", "ĐV", "CC", "KPS", "thiếu"):
        assert f"{sign} " in sides[1]


def test_a_manual_becomes_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="chỉ xuất được thành PDF hoặc DOCX"):
        export_file(compose_card(), "xlsx", tmp_path / "card.xlsx")
    assert not list(tmp_path.iterdir())


def test_a_heading_and_a_caption_are_never_left_alone() -> None:
    """A heading goes with what follows it; a picture that has no room takes its heading along."""
    picture = Picture(guide.picture("hom-nay.png"), "Chú thích")
    filler = tuple(Prose(Role.TEXT, (Run("Dòng."),)) for _ in range(22))
    blocks: tuple[Block, ...] = (*filler, Prose(Role.SECTION, (Run("Đề mục"),)), picture)
    pages = pages_of(Document("t", "a", (Part("p", blocks),)))
    assert "Đề mục" in pages[1]
    assert "Chú thích" in pages[1]


def test_contents_without_headings_and_markup_in_texts() -> None:
    blocks: tuple[Block, ...] = (
        Contents("Mục lục"),
        Prose(Role.STEP, (Run("<i>&", strong=True), Run(" x")), "1."),
    )
    assert pages_of(Document("t", "a", (Part("p", blocks),)))[-1].replace(" ", "").endswith("1.<i>&x")


def test_png_size_refuses_other_files() -> None:
    with pytest.raises(ValueError, match="not a PNG"):
        png_size(b"GIF89a")
