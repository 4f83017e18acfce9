"""The shipped guide holds together: links, pictures, pages, sources, and the words of the screen."""

import ast
import importlib.util
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from cchc_desktop import resources
from cchc_desktop.catalogue import guide
from cchc_desktop.catalogue.guide import Topic
from cchc_desktop.catalogue.guide_text import Figure, Go, Grid, Head, Look, Piece, Span, Words
from cchc_desktop.catalogue.legend import sign_groups, sign_sentence
from cchc_desktop.documents.book import png_size
from cchc_desktop.domain.places import PageName
from cchc_desktop.ui.plan.item_words import SIGNS

ROOT = Path(__file__).resolve().parents[2]
LARGEST_PICTURE = 60 * 1024
LARGEST_SUM = 1536 * 1024


def spans_of(pieces: tuple[Piece, ...]) -> Iterator[Span]:
    for piece in pieces:
        if isinstance(piece, Words):
            yield from piece.spans
        elif isinstance(piece, Grid):
            for row in piece.rows:
                for cell in row:
                    yield from cell


def anchors(topic: Topic) -> set[str]:
    return {piece.anchor for piece in topic.pieces if isinstance(piece, Head)}


def all_pieces() -> tuple[Piece, ...]:
    return (*(piece for topic in guide.topics().values() for piece in topic.pieces), *guide.card_pieces())


def figures() -> list[str]:
    return [piece.file for piece in all_pieces() if isinstance(piece, Figure)]


@cache
def words_of_the_program() -> tuple[frozenset[str], str]:
    """Every text in the program's source, as a whole, and all of them in one."""
    texts: set[str] = set()
    for path in (ROOT / "cchc_desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                # «&» marks the key of a button.
                texts.add(" ".join(node.value.replace("&", "").split()))
    # What the setup file says, too.
    for line in (ROOT / "installer" / "setup" / "texts.nsh").read_text(encoding="utf-8").splitlines():
        texts |= {part.replace("&", "") for part in line.split('"')[1::2]}
    return frozenset(texts), "\n".join(texts)


def test_every_file_is_a_topic_and_every_topic_says_something() -> None:
    files = {name.removesuffix(".md") for name in resources.names("help", suffix=".md")}
    assert files == {*guide.topics(), "quick-card"}
    assert [topic.key for topic in guide.topics().values() if not topic.pieces] == []


def test_links_lead_to_topics_and_their_headings() -> None:
    for topic in guide.topics().values():
        assert len(anchors(topic)) == sum(isinstance(piece, Head) for piece in topic.pieces)
        for span in spans_of(topic.pieces):
            if span.look is Look.LINK:
                key, _, anchor = span.target.partition("#")
                assert key in guide.topics(), f"{topic.key}: {span.target}"
                assert not anchor or anchor in anchors(guide.topics()[key]), f"{topic.key}: {span.target}"


def test_links_to_pages_name_pages() -> None:
    assert {piece.page for piece in all_pieces() if isinstance(piece, Go)} <= set(PageName)


def test_words_of_the_screen_stand_in_the_program() -> None:
    """What the guide quotes as a button or field is a text of the program, letter by letter."""
    whole, together = words_of_the_program()
    quoted = {span.text for span in spans_of(all_pieces()) if span.look is Look.LABEL}
    # Of a sentence that is put together («Thêm » + «đơn vị»), its parts are.
    lost = {
        words
        for words in quoted
        if words not in whole and words not in together and not _is_joined(words, whole)
    }
    assert lost == set()


def _is_joined(words: str, whole: frozenset[str]) -> bool:
    parts = words.split(" ")
    return any(
        " ".join(parts[:place]) in whole and " ".join(parts[place:]) in whole
        for place in range(1, len(parts))
    )


def test_every_picture_is_there_and_shown_and_small() -> None:
    there = set(resources.names("help", "pictures", suffix=".png"))
    assert there == set(figures())
    sizes = [len(guide.picture(name)) for name in there]
    assert max(sizes) <= LARGEST_PICTURE
    assert sum(sizes) <= LARGEST_SUM
    assert all(min(png_size(guide.picture(name))) > 100 for name in there)


def test_the_script_takes_exactly_these_pictures() -> None:
    spec = importlib.util.spec_from_file_location("guide_pictures", ROOT / "installer" / "guide_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert {f"{name}.png" for name in script.PLANNED} == set(figures())


def test_every_sign_of_the_plan_has_its_words() -> None:
    assert {sign.sign for sign in sign_groups()[0].signs} == set(SIGNS.values())
    assert sign_sentence("plan", "LV") == "LV: lĩnh vực. Số đi kèm là số của lĩnh vực: LV3 là lĩnh vực 3."
    assert sign_sentence("plan", "XY") == ""


def test_no_sign_stands_twice_in_a_group() -> None:
    for group in sign_groups():
        signs = [sign.sign for sign in group.signs]
        assert len(signs) == len(set(signs)), group.key


@pytest.mark.parametrize("sign", ["KPS", "ước", "thiếu", "tự đếm", "cuối năm"])
def test_small_words_of_the_grid_have_theirs(sign: str) -> None:
    assert sign_sentence("figures", sign).startswith(f"{sign}: ")
    assert sign in words_of_the_program()[0]


def test_topics_that_follow_a_rule_cite_it() -> None:
    cited = {key: [source.key for source in topic.sources] for key, topic in guide.topics().items()}
    assert cited["bao-cao"] == ["nd09", "nd30"]
    listed = {source.name for topic in guide.topics().values() for source in topic.sources}
    assert all(name in guide.topics()["can-cu"].text for name in listed)
