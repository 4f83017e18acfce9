"""What is told of how the data were opened."""

from pathlib import Path

from cchc_desktop.office.opened import About, notes
from cchc_desktop.storage.database import Opening

KEPT = Path("data", "backups", "cchc-20261128-101500-upgrade.db")
ASIDE = Path("data", "set-aside", "20261128-101500-cchc.db-journal")


def test_most_starts_say_nothing() -> None:
    assert list(notes(Opening())) == []
    assert list(notes(Opening(looked_through=True))) == []


def test_each_thing_that_was_done_is_said() -> None:
    told = list(notes(Opening((ASIDE,), True, 4, is_rebuilt=True, kept=KEPT)))
    assert [(note.about, note.folder) for note in told] == [
        (About.PUT_ASIDE, ASIDE.parent), (About.REBUILT, KEPT.parent), (About.UPGRADED, KEPT.parent),
    ]  # fmt: skip
    assert f"«{ASIDE.name}»" in told[0].sentence
    for note in told[1:]:
        assert note.sentence.endswith(f"được giữ ở «{Path('backups', KEPT.name)}».")
    assert [note.about for note in notes(Opening(upgraded_from=4, kept=KEPT))] == [About.UPGRADED]
    assert [note.about for note in notes(Opening(is_rebuilt=True, kept=KEPT))] == [About.REBUILT]
