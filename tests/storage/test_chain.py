"""The hash chains of the journal: every word of an action is in its hash, and one made anew is the same."""

import sqlite3
from contextlib import closing
from pathlib import Path

from cchc_desktop.storage import chain
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.store import Store
from tests.storage.crashes import work

ACTION = ["uuid", "device", 1, 5, "do", "tasks.report", "Cập nhật", "Việc", "2026-07-15T09:00:00", "Lan"]
CHANGES = [("units", "u1", "name", None, '{"name": "a"}'), ("units", "u2", "name", '{"name": "b"}', None)]


def test_every_value_counts() -> None:
    seen = {chain.link("", ACTION, "", CHANGES)}
    variants = [("x", ACTION, "", CHANGES), ("", ACTION, "x", CHANGES), ("", ACTION, "", CHANGES[:1]),
                ("", ACTION, "", CHANGES[::-1]), ("", ACTION, "", [])]  # fmt: skip
    for place in range(len(ACTION)):
        variants.append(("", [*ACTION[:place], "khác", *ACTION[place + 1 :]], "", CHANGES))
    for place in range(len(CHANGES[0])):
        first = (*CHANGES[0][:place], "khác", *CHANGES[0][place + 1 :])
        variants.append(("", ACTION, "", [first, CHANGES[1]]))  # type: ignore[list-item]
    # Where one value ends and the next begins counts, too.
    variants.append(("", [*ACTION[:5], "tasks", ".report", *ACTION[7:]], "", CHANGES))
    for variant in variants:
        found = chain.link(*variant)
        assert len(found) == 64
        assert found not in seen
        seen.add(found)
    assert chain.link("", ACTION, "", CHANGES) in seen


def test_text_that_is_no_unicode_has_a_hash() -> None:
    assert chain.link("", [*ACTION[:-1], "\ud800"], "", []) != chain.link("", ACTION, "", [])


def hashes(folder: Path, anew: bool = False) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        if anew:
            connection.execute("UPDATE actions SET hash = ''")
            chain.link_all(connection)
        return connection.execute("SELECT device_id, hash FROM actions ORDER BY id").fetchall()


def test_what_an_upgrade_gives_is_what_the_journal_gives(tmp_path: Path) -> None:
    """With undone and redone operations, and those of two devices."""
    work(tmp_path, "a", "b")
    (tmp_path / "cchc.device").unlink()
    work(tmp_path, "c")
    with closing(Store.open(tmp_path)) as store:
        store.journal.undo()
        store.journal.redo()
        store.journal.undo()
    written = hashes(tmp_path)
    assert len({device for device, _ in written}) == 2
    assert len({found for _, found in written}) == len(written) == 6
    assert hashes(tmp_path, anew=True) == written
