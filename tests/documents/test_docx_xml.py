"""What is written as XML stands in a Word document as it was meant."""

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from cchc_desktop.documents import styles
from cchc_desktop.documents.docx_styles import add_styles
from cchc_desktop.documents.docx_xml import BATCH, Body, paragraph, parsed, run, side_by_side


def written(*pieces: str) -> WordDocument:
    word = docx.Document()
    add_styles(word)
    body = Body(word.element.body)
    for piece in pieces:
        body.append(piece)
    body.flush()
    return word


def test_texts_stay_as_they_are() -> None:
    for text in ("", " ", "Số:       /KH-UBND ", " hai\ndòng\n", "<w:t> & \"'", "\N{NO-BREAK SPACE}"):
        (found,) = written(paragraph(styles.BODY, run(text))).paragraphs
        assert found.text == text


def test_styles_are_found_by_their_names() -> None:
    for look in (styles.BODY, styles.NATION, *styles.HEADING_LOOKS.values(), *styles.TABLE.looks):
        (found,) = written(paragraph(look, "")).paragraphs
        assert found.style is not None
        assert found.style.name == look.name


def test_long_documents_keep_their_order_and_their_section() -> None:
    texts = [str(number) for number in range(2 * BATCH + 1)]
    word = written(*(paragraph(styles.BODY, run(text)) for text in texts))
    assert [found.text for found in word.paragraphs] == texts
    assert word.element.body[-1].tag == qn("w:sectPr")


def test_a_table_is_begun_where_a_batch_is_full() -> None:
    word = docx.Document()
    body = Body(word.element.body)
    for _ in range(BATCH - 1):
        body.append(paragraph(styles.BODY, ""))
    row = "<w:tr><w:tc><w:p/></w:tc></w:tr>"
    body.begin(side_by_side([100], [["<w:p/>"]])).extend(parsed(row))
    (table,) = word.tables
    assert len(table.rows) == 2
