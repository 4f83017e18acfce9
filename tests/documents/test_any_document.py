"""Documents of any blocks in any order are rendered in all formats: nothing is too long or too odd."""

import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.catalogue import guide
from cchc_desktop.documents.book import Contents, Picture, Prose, Role, Run
from cchc_desktop.documents.model import (
    Align,
    AnnexTitle,
    Block,
    Column,
    Document,
    FormHead,
    Formula,
    Heading,
    HeadingLevel,
    LetterHead,
    Paragraph,
    Part,
    Row,
    RowKind,
    SignatureBlock,
    Style,
    Table,
    Title,
)
from cchc_desktop.documents.render_docx import render_docx
from cchc_desktop.documents.render_pdf import render_pdf
from cchc_desktop.documents.render_xlsx import render_xlsx
from tests.examples import share

_WORDS = ("cải cách", "Ủy ban nhân dân", "100%", "<b>", "&", "=1+1", "https://vi.du/" + "x" * 120)
_texts = st.builds(
    lambda words, times: " ".join(words * times),
    st.lists(st.sampled_from(_WORDS), max_size=4),
    st.sampled_from([1, 1, 2, 9, 150]),
)
_formulas = st.sampled_from(
    [Formula("{row}+1", Decimal("97.28")), Formula("{first}/0", "–"), Formula("{last}", "")]
)
_cells = st.one_of(st.none(), st.integers(0, 10**9), st.floats(0, 100), _texts, _formulas)


@st.composite
def _tables(draw: st.DrawFn) -> Table:
    count = draw(st.sampled_from([1, 2, 3, 8]))
    weights = st.sampled_from([0.4, 1.0, 3.0])
    groups = st.lists(st.sampled_from(["Nhóm", "Trong đó", "Nhóm rất dài " * 40]), max_size=2).map(tuple)
    columns = tuple(
        Column(
            draw(st.sampled_from(["TT", "Nội dung"])),
            draw(weights),
            draw(st.sampled_from(Align)),
            draw(st.one_of(st.just(()), groups)),
        )
        for _ in range(count)
    )
    numbers = draw(st.sampled_from([(), ("(1)=(2)+(3)", *("(2)" for _ in range(count - 1)))]))
    rows = draw(
        st.lists(
            st.builds(
                Row,
                st.tuples(*[_cells] * count),
                st.sampled_from([RowKind.BODY, RowKind.BODY, *RowKind]),
                indent=st.integers(0, 3),
            ),
            max_size=8,
        )
    )
    repeated = tuple(rows) * draw(st.sampled_from([1, 1, 5]))
    return Table(columns, repeated, draw(st.booleans()), numbers=numbers)


_recipients = st.builds(lambda text, times: (text,) * times, _texts, st.sampled_from([0, 1, 7, 80]))
_blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, _texts, st.sampled_from(Style), st.sampled_from(["", "-", "+"])),
    st.builds(Heading, st.sampled_from(HeadingLevel), st.sampled_from(["", "I.", "a)"]), _texts),
    _tables(),
    st.builds(SignatureBlock, _recipients, st.just("TM. UBND"), st.sampled_from(["", "A\nB"]), st.just("Ý")),
    st.builds(Title, st.just("KẾ HOẠCH"), _texts, _texts),
    st.builds(FormHead, _texts, _texts, st.lists(_texts, max_size=3).map(tuple), _texts, _texts, _texts),
    st.builds(AnnexTitle, st.just("Phụ lục"), _texts, _texts),
    st.builds(LetterHead, _texts, _texts, st.sampled_from(["", "Số:"]), st.sampled_from(["", "An Bình"])),
    st.builds(
        Prose,
        st.sampled_from(Role),
        st.lists(st.builds(Run, _texts, st.booleans()), max_size=3).map(tuple),
        st.sampled_from(["", "1.", "•"]),
    ),
    st.builds(
        Picture,
        st.just(guide.picture("hom-nay.png")),
        st.sampled_from(["", "Chú thích " * 30]),
        st.sampled_from([20.0, 150.0]),
    ),
    st.just(Contents("Mục lục")),
)
_parts = st.builds(
    lambda name, blocks, landscape: Part(name, tuple(blocks), landscape),
    st.sampled_from(["Phụ lục", "A/B", ""]),
    st.lists(_blocks, max_size=8),
    st.booleans(),
)


@settings(max_examples=share(3))
@given(st.lists(_parts, min_size=1, max_size=2))
@pytest.mark.slow
def test_any_document_is_rendered(parts: list[Part]) -> None:
    document = Document("Thử", "Xã", tuple(parts))
    for render in (render_pdf, render_docx, render_xlsx):
        out = io.BytesIO()
        render(document, out)
        assert len(out.getvalue()) > 500
