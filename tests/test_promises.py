"""Every promise has a line, and every line names tests that are there, or says why there can be none."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROMISES = (ROOT / "docs" / "PROMISES.md").read_text("utf-8")
_ROW = re.compile(r"^\| (\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
_TEST = re.compile(r"`(tests/[^`:]+)(?:::(\w+))?`")


def sections() -> dict[str, list[tuple[str, str, str]]]:
    parts = re.split(r"^## ", PROMISES, flags=re.MULTILINE)[1:]
    return {part.splitlines()[0]: _ROW.findall(part) for part in parts}


def test_no_promise_is_left_out() -> None:
    assert [[int(row[0]) for row in rows] for rows in sections().values()] == [
        list(range(1, count + 1)) for count in (7, 23, 16, 8)
    ]


@pytest.mark.parametrize(
    "row", [row for rows in sections().values() for row in rows], ids=lambda row: row[1][:40]
)
def test_a_promise_is_proved_or_says_why_not(row: tuple[str, str, str]) -> None:
    _, promise, proof = row
    assert promise.endswith(".")
    named = _TEST.findall(proof)
    assert named or "Not tested here: " in proof
    for path, name in named:
        text = (ROOT / path).read_text("utf-8")
        assert re.search(rf"^def {name or 'test_'}", text, re.MULTILINE), (path, name)
        if name:
            assert f"\ndef {name}(" in text, (path, name)
