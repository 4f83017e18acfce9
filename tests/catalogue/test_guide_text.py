"""The guide's Markdown: what each line becomes, and what cannot be read is said."""

import pytest

from cchc_desktop.catalogue.guide_text import (
    Figure,
    Go,
    Grid,
    Head,
    Insert,
    Look,
    Span,
    Words,
    WordsKind,
    anchor_of,
    plain,
    read_pieces,
    spans,
)


def test_spans_know_words_of_the_screen_keys_and_links() -> None:
    found = spans("Bấm [[Thêm đơn vị]] hoặc {Ctrl+I}, xem [Báo cáo](bao-cao#phat-hanh) và `cchc.db`.")
    assert [(span.text, span.look) for span in found if span.look is not Look.PLAIN] == [
        ("Thêm đơn vị", Look.LABEL),
        ("Ctrl+I", Look.KEY),
        ("Báo cáo", Look.LINK),
        ("cchc.db", Look.CODE),
    ]
    assert found[5].target == "bao-cao#phat-hanh"
    assert plain(found) == "Bấm «Thêm đơn vị» hoặc Ctrl+I, xem Báo cáo và cchc.db."


def test_steps_are_numbered_anew_unless_a_picture_stands_between_them() -> None:
    text = "1. Một\n2. Hai\n\n![Hình](a.png)\n\n5. Ba\n\nXong.\n\n1. Lại một\n"
    steps = [piece for piece in read_pieces(text) if isinstance(piece, Words) and piece.number]
    assert [(step.number, plain(step.spans)) for step in steps] == [
        (1, "Một"),
        (2, "Hai"),
        (3, "Ba"),
        (1, "Lại một"),
    ]


def test_lines_of_every_kind() -> None:
    text = (
        "## Nhập số\nĐoạn\nviết tiếp.\n\n> Lưu ý\n- Ý\n\n| A | B |\n| --- | --- |\n| {F8} | hai |\n\n"
        "![Trang Số liệu](so-lieu.png)\n\n[Mở trang Số liệu](go:figures)\n\n::: legend plan tasks\n"
    )
    assert read_pieces(text) == (
        Head(2, "Nhập số"),
        Words(WordsKind.TEXT, (Span("Đoạn viết tiếp."),)),
        Words(WordsKind.NOTE, (Span("Lưu ý"),)),
        Words(WordsKind.POINT, (Span("Ý"),)),
        Grid(("A", "B"), (((Span("F8", Look.KEY),), (Span("hai"),)),)),
        Figure("so-lieu.png", "Trang Số liệu"),
        Go("Mở trang Số liệu", "figures"),
        Insert("legend", ("plan", "tasks")),
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("#### Sâu quá", "cannot be read"),
        ("![](a.png)", "cannot be read"),
        ("::: khac", "cannot be read"),
        ("| A |\n| a |", "line of dashes"),
        ("| A |\n| --- |\n| a | b |", "as many cells"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_pieces(text)


def test_an_anchor_is_blind_to_accents() -> None:
    assert anchor_of("Đọc và sửa: «câu»") == "doc-va-sua-cau"
