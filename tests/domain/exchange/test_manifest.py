"""What a package says of itself goes out and comes back; what anything else says is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from cchc_desktop.domain.exchange.manifest import (
    MOST_LINES,
    MOST_PART,
    MOST_VALUE,
    Head,
    Manifest,
    PackageKind,
    Part,
    Sender,
    TooNew,
    Unfit,
    digest,
    is_part_name,
    manifest_json,
    manifest_of,
    most_bytes,
)

SHA = "0a" * 32
HEAD = Head(
    PackageKind.CONTRIBUTION, "3f0e", "UBND xã An Bình", Sender("Lê Thị Bình", "d1", "PC-2"), "1.0.0",
    datetime(2026, 4, 2, 9, 30), "Lĩnh vực 2", "2026-Q1", (("nhiệm vụ", 12),),
)  # fmt: skip
PARTS = (Part("states.jsonl", "1" * 64, 100), Part(f"evidence/{SHA}", SHA, 5))
MANIFEST = Manifest(HEAD, PARTS)


def test_a_manifest_comes_back_as_it_was() -> None:
    assert manifest_of(manifest_json(MANIFEST)) == MANIFEST
    assert MANIFEST.size == 105
    assert MANIFEST.part("states.jsonl") == PARTS[0]
    assert MANIFEST.part("other.json") is None


def test_the_hash_is_that_of_the_content_alone() -> None:
    other = Sender("Trần Văn Cường", "d2", "PC-9")
    later = replace(HEAD, made=datetime(2027, 1, 1), program="9.0", sender=other, holds=())
    assert replace(MANIFEST, head=later).hash == MANIFEST.hash
    for changed in (
        replace(MANIFEST, parts=PARTS[:1]),
        replace(MANIFEST, parts=(replace(PARTS[0], size=101), PARTS[1])),
        replace(MANIFEST, head=replace(HEAD, period="")),
        replace(MANIFEST, head=replace(HEAD, office="other")),
        replace(MANIFEST, head=replace(HEAD, kind=PackageKind.WHOLE)),
        replace(MANIFEST, head=replace(HEAD, unit="")),
    ):
        assert changed.hash != MANIFEST.hash


def _summed(known: dict[str, Any]) -> dict[str, Any]:
    return known | {"sum": digest({name: each for name, each in known.items() if name != "sum"})}


def test_what_a_later_program_adds_is_passed_over() -> None:
    assert manifest_of(_summed({**manifest_json(MANIFEST), "more": [1]})) == MANIFEST


@pytest.mark.parametrize(("program", "named"), [("2.1.0", "2.1.0"), ("../..", ""), (None, "")])
def test_a_later_format_is_told(program: object, named: str) -> None:
    with pytest.raises(TooNew) as told:
        manifest_of(_summed({"format": 2, "program": program}))
    assert str(told.value) == named


def _with(**fields: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda known: _summed({**known, **fields})


def _part(**fields: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda known: _summed({**known, "parts": [{**known["parts"][1], **fields}]})


@pytest.mark.parametrize(
    "change",
    [
        lambda _: [],
        lambda known: {**known, "unit": "changed"},
        _with(format="1"),
        _with(format=0),
        _with(format=True),
        _with(kind="other"),
        _with(kind=None),
        _with(office=None),
        _with(office={"id": 3, "name": ""}),
        _with(sender=[]),
        _with(period="2026-Q5"),
        _with(made="yesterday"),
        _with(program="1\n2"),
        _with(unit="x" * 301),
        _with(holds=None),
        _with(holds=[["a", 1]] * 41),
        _with(seen={}),
        _with(seen=[["a", 1]] * 1001),
        _with(seen=[["a", "1"]]),
        _with(holds=[["a", True]]),
        _with(holds=[["a", -1]]),
        _with(holds=[["a"]]),
        _with(parts=None),
        _with(parts=[1]),
        _with(parts=[manifest_json(MANIFEST)["parts"][0]] * 2),
        _with(hash="0" * 64),
        _part(name="../x"),
        _part(name=None),
        _part(sha256="0"),
        _part(sha256="1" * 64),
        _part(size="5"),
        _part(size=True),
        _part(size=-1),
        _part(size=MOST_PART + 1),
    ],
)  # fmt: skip
def test_what_is_no_manifest_is_refused(change: Callable[[dict[str, Any]], Any]) -> None:
    with pytest.raises(Unfit):
        manifest_of(change(manifest_json(MANIFEST)))


def test_no_name_of_a_part_is_a_path() -> None:
    for name in ("report.json", "states.jsonl", "item-1.toml", f"packs/{SHA}", f"evidence/{SHA}"):
        assert is_part_name(name)
    wrong = ("", "../a.json", "/a.json", "a/b.json", "A.json", "a.exe", "evidence/x", "a.json\n")
    for name in (*wrong, f"other/{SHA}"):
        assert not is_part_name(name)
    bounds = [most_bytes(name) for name in ("states.jsonl", "report.json", f"packs/{SHA}")]
    assert bounds == [MOST_LINES, MOST_VALUE, MOST_PART]


def test_kinds_say_what_they_are() -> None:
    assert len({kind.label for kind in PackageKind}) == len(PackageKind)
    assert [kind for kind in PackageKind if kind.merges] == [
        PackageKind.ASSIGNMENT,
        PackageKind.CONTRIBUTION,
        PackageKind.WHOLE,
    ]


def test_what_a_report_was_made_from_travels_and_is_no_part_of_its_identity() -> None:
    told = replace(MANIFEST, head=replace(HEAD, seen=(("máy 1", 12), ("máy 2", 3))))
    assert manifest_of(manifest_json(told)) == told
    assert told.hash == MANIFEST.hash
    assert "seen" not in manifest_json(MANIFEST)
