"""What was issued comes back from its copy as the same value."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.documents import model
from cchc_desktop.documents.archive import pack, unpack
from tests.documents import forms_of_an_binh as forms

CELLS = st.one_of(
    st.none(), st.text(max_size=5), st.integers(), st.booleans(), st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False),
    st.builds(model.Formula, st.text(max_size=5), st.integers() | st.text(max_size=3)),
)  # fmt: skip
ROWS = st.builds(
    model.Row, st.lists(CELLS, max_size=3).map(tuple), st.sampled_from(model.RowKind), st.text(max_size=3)
)
COLUMN = model.Column("Số", 1.5, model.Align.RIGHT, ("Nhóm",), whole=True)
BLOCKS = st.one_of(
    st.builds(model.Paragraph, st.text(max_size=9), st.sampled_from(model.Style)),
    st.builds(model.Heading, st.sampled_from(model.HeadingLevel), st.just("1."), st.text(max_size=9)),
    st.builds(model.Table, st.just((COLUMN,)), st.lists(ROWS, max_size=3).map(tuple)),
)


@given(st.lists(BLOCKS, max_size=4).map(tuple), st.booleans())
def test_any_document_comes_back(blocks: tuple[model.Block, ...], landscape: bool) -> None:
    document = model.Document("Báo cáo", "An Bình", (model.Part("Một", blocks, landscape),))
    again = unpack(pack(document))
    assert again == document
    # Equal is not enough for a spreadsheet: 1 is no True, and 1.50 has two decimals.
    assert repr(again) == repr(document)


@pytest.mark.parametrize("document", [forms.annex(), forms.form()])
def test_forms_come_back(document: model.Document) -> None:
    assert repr(unpack(pack(document))) == repr(document)


def test_a_value_that_is_no_document() -> None:
    for text in ("[]", '{"is":"Row","cells":[]}', '{"is":"os"}', "{}"):
        with pytest.raises(ValueError, match="document"):
            unpack(text)


def test_days_and_decimals_stay_what_they_are() -> None:
    row = model.Row((date(2026, 1, 5), Decimal("1.50")))
    table = model.Table((COLUMN, COLUMN), (row,))
    packed = pack(model.Document("", "", (model.Part("", (table,)),)))
    assert json.loads(packed)["parts"][0]["blocks"][0]["rows"][0]["cells"] == [
        {"is": "date", "value": "2026-01-05"},
        {"is": "Decimal", "value": "1.50"},
    ]
