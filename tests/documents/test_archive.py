"""What was issued comes back from its copy as the same value."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.documents import archive, model
from cchc_desktop.documents.archive import UnreadablePack, pack, unpack
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
    for text in ("", "[]", "7", '{"is":"Row","cells":[]}', '{"is":"os"}', "{}", '{"format":1}', "[" * 9999):
        with pytest.raises(UnreadablePack):
            unpack(text)


def test_a_field_that_is_lost_or_unknown_is_no_bug() -> None:
    packed = json.loads(pack(forms.form()))
    with_more = {**packed, "document": {**packed["document"], "colour": "red"}}
    with_less = {**packed, "document": {k: v for k, v in packed["document"].items() if k != "parts"}}
    for content in (with_more, with_less):
        with pytest.raises(UnreadablePack):
            unpack(json.dumps(content))


def test_a_pack_of_a_newer_program_is_not_read() -> None:
    packed = json.loads(pack(forms.form()))
    with pytest.raises(UnreadablePack, match="newer"):
        unpack(json.dumps({**packed, "format": archive.FORMAT + 1}))


def test_packs_of_every_format_are_kept_and_read() -> None:
    """``packs/`` holds the same document in each format that ever was; a new format adds its own."""
    kept = sorted((Path(__file__).parent / "packs").glob("*.json"))
    assert [path.stem for path in kept] == [f"format{number}" for number in range(archive.FORMAT + 1)]
    for path in kept:
        assert repr(unpack(path.read_text("utf-8"))) == repr(forms.form()), path.stem


def test_a_format_is_upgraded_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a renamed field of a later format would take."""

    def renamed(document: archive.Packed) -> archive.Packed:
        return {("title" if key == "heading" else key): value for key, value in document.items()}

    packed = json.loads(pack(forms.form()))
    old = {("heading" if key == "title" else key): value for key, value in packed["document"].items()}
    assert "heading" in old
    monkeypatch.setattr(archive, "FORMAT", archive.FORMAT + 1)
    monkeypatch.setitem(archive._UPGRADES, packed["format"], renamed)
    assert repr(unpack(json.dumps({**packed, "document": old}))) == repr(forms.form())


def test_days_and_decimals_stay_what_they_are() -> None:
    row = model.Row((date(2026, 1, 5), Decimal("1.50")))
    table = model.Table((COLUMN, COLUMN), (row,))
    packed = pack(model.Document("", "", (model.Part("", (table,)),)))
    assert json.loads(packed)["document"]["parts"][0]["blocks"][0]["rows"][0]["cells"] == [
        {"is": "date", "value": "2026-01-05"},
        {"is": "Decimal", "value": "1.50"},
    ]
