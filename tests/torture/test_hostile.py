"""Hostile files in short: `make torture` takes ten thousand of them in."""

import random
from pathlib import Path

import pytest

from tests.torture import hostile
from tests.torture.hostile_files import hostile_file


@pytest.mark.slow
def test_hostile_files_are_read_or_refused_and_leave_nothing_behind() -> None:
    table = hostile.run(80, 2031)
    assert table.failed == [], table.text
    assert table.tried == 80
    assert {"docx", "xlsx", "pdf", "txt", "md", "toml", "odt", "rtf", "doc"} <= set(table.lines)
    # Files that are all refused, or all read, would prove little.
    assert sum(line.read for line in table.lines.values()) > 15
    assert sum(line.refused for line in table.lines.values()) > 15


def test_the_same_seed_makes_the_same_files() -> None:
    each, again = (hostile_file(random.Random("5:1")) for _ in range(2))
    assert (each.name, each.data) == (again.name, again.data)


def test_what_is_neither_read_nor_refused_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_desk: object, _path: Path) -> None:
        raise KeyError("ours")

    monkeypatch.setattr(hostile._Desk, "take_in", fail)
    table = hostile.run(2, 1)
    assert len(table.failed) == 2
    assert "KeyError" in table.text
