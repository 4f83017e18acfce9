"""Where lines break: at blanks, and the same words on both sides of it."""

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.documents import metrics
from cchc_desktop.documents.styles import Face

_texts = st.text("aăđêĩ ổ/-W.\n", max_size=120)


@given(_texts, st.floats(40, 400))
def test_lines_hold_the_text_and_fit(text: str, room: float) -> None:
    lines = metrics.wrap(text, Face.REGULAR, 12, room)
    assert "".join(lines).replace(" ", "") == text.replace("\n", "").replace(" ", "")
    assert all(metrics.width(line, Face.REGULAR, 12) <= room + 0.01 for line in lines if line.strip())


@given(_texts, st.floats(40, 400), st.integers(1, 4))
def test_chunks_hold_the_text(text: str, room: float, most: int) -> None:
    pieces = metrics.chunks(text, Face.REGULAR, 12, room, most)
    assert all(len(metrics.wrap(piece, Face.REGULAR, 12, room)) <= most for piece in pieces)
    kept = "".join(pieces).replace(" ", "").replace("\n", "")
    assert kept == text.replace("\n", "").replace(" ", "")


def test_blanks_to_be_filled_in_are_kept() -> None:
    assert metrics.wrap("Số:       /KH-UBND", Face.REGULAR, 13, 200) == ["Số:       /KH-UBND"]


def test_names_of_offices_break_before_the_place() -> None:
    lines = metrics.office_lines("ỦY BAN NHÂN DÂN XÃ AN BÌNH", Face.BOLD, 13, 189)
    assert lines == ["ỦY BAN NHÂN DÂN", "XÃ AN BÌNH"]
    assert len(metrics.office_lines("ỦY BAN NHÂN DÂN XÃ AN BÌNH", Face.BOLD, 13, 300)) == 1
