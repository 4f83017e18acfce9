"""Catalogues that the program writes: one with a superior's indicators added, an outline of reports in the
superior's order. Each is read back before it is given away."""

import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from .. import resources
from ..domain.errors import Refusal
from ..domain.indicators import Indicator, IndicatorCatalogue
from ..domain.report.outline import Outline
from ..domain.templates.word_outline import OurSection, Placed, passage_keys
from .report import read_outline

_ENTRY = re.compile(r"^\[\[(\w+)\]\]\s*$", re.MULTILINE)
_CODE = re.compile(r'^code\s*=\s*"([^"]*)"', re.MULTILINE)
_HINT = "Mục của đề cương cấp trên; chương trình chưa có câu lập sẵn, cơ quan tự viết."


def text_of(value: Any) -> str:
    """A value as TOML writes it. A text of JSON is one of TOML, too."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {text_of(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(text_of, value)) + "]"
    return str(value)


def filled(found: Mapping[str, Any]) -> dict[str, Any]:
    """What is said, without what is empty."""
    return {key: value for key, value in found.items() if value}


def text_of_tables(found: Mapping[str, Any]) -> str:
    """A file of TOML: the keys of its head, then each list of tables, an entry for each."""
    head = [f"{key} = {text_of(value)}" for key, value in found.items() if not _is_tables(value)]
    parts = ["\n".join(head) + "\n"]
    for key, tables in found.items():
        if _is_tables(tables):
            parts += [_entry(key, each).rstrip() + "\n" for each in tables]
    return "\n".join(parts)


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping)


# Indicators


def extended(
    known: IndicatorCatalogue, added: Sequence[Indicator], *, version: str, valid_from: date, source: str
) -> str:
    """The text of a catalogue with indicators added at the end of their areas, under another version."""
    text = known.text
    for key, value in (("version", version), ("valid_from", valid_from), ("source", source)):
        line = f"{key} = {text_of(value)}"
        text = re.sub(rf"^{key}\s*=.*$", lambda _, line=line: line, text, count=1, flags=re.MULTILINE)  # type: ignore[misc]
    units = {each.unit for each in known.indicators} | set(_units(text))
    new_units = {each.unit: each.decimals for each in added if each.unit not in units}
    blocks = _ENTRY.finditer(text)
    entries = [(found.start(), found[1]) for found in blocks]
    places: dict[int, int] = {}
    first = len(text)
    for number, (start, kind) in enumerate(entries):
        end = entries[number + 1][0] if number + 1 < len(entries) else len(text)
        if kind == "indicator":
            first = min(first, start)
            code = _CODE.search(text, start, end)
            if code is not None:
                places[int(code[1].partition(".")[0])] = end
    pieces = [(first, "".join(_entry("unit", {"name": n, "decimals": d}) for n, d in new_units.items()))]
    for area in sorted({each.area for each in added}):
        end = places.get(area, max(places.values(), default=len(text)))
        pieces.append((end, "".join(_entry("indicator", _indicator(e)) for e in added if e.area == area)))
    # From the end, so that places before stay what they are.
    for place, more in sorted(pieces, key=lambda piece: -piece[0]):
        text = f"{text[:place].rstrip()}\n\n{more}{text[place:]}" if more else text
    return text.rstrip() + "\n"


def _units(text: str) -> list[str]:
    return re.findall(r'^\[\[unit\]\]\s*^name\s*=\s*"([^"]*)"', text, flags=re.MULTILINE)


def _indicator(each: Indicator) -> dict[str, Any]:
    found: dict[str, Any] = {
        "code": each.code,
        "area": each.area,
        "name": each.name,
        "unit": each.unit,
        "kind": each.kind.value,
        "nature": each.nature.value,
    }
    if each.formula is not None:
        found["formula"] = each.formula.text
    if each.part_of:
        found["part_of"] = each.part_of
    found |= {key: day for key in ("valid_from", "valid_to") if (day := getattr(each, key)) is not None}
    found["source"] = each.source
    return found


def _entry(kind: str, values: Mapping[str, Any]) -> str:
    lines = [f"[[{kind}]]", *(f"{key} = {text_of(value)}" for key, value in values.items())]
    return "\n".join(lines) + "\n\n"


# The outline of reports


def described_outline() -> dict[str, Any]:
    """Our own outline as its TOML describes it."""
    return tomllib.loads(resources.read_text("catalogue", "report.toml"))


@lru_cache(maxsize=8)
def superior_outline(headings: tuple[Placed, ...], name: str) -> Outline:
    """The outline of reports in a superior's order, with our sentences as they are today. Raises Refusal."""
    described = described_outline()
    return read_outline(outline_text(described, headings, described["version"], name))


def our_sections(described: Mapping[str, Any]) -> list[OurSection]:
    """The sections of an outline that have a number on paper, but for what is only there when needed: that
    follows whatever headings a superior has."""
    return [
        OurSection(each["key"], _spoken(each["title"]), "line" in each or "none" in each)
        for each in described["section"]
        if each["level"] and "needs" not in each
    ]


def _spoken(title: str) -> str:
    """The words of a title without its slots."""
    return re.sub(r"\{[^{}]*\}", "", title).strip()


def outline_text(described: Mapping[str, Any], headings: Sequence[Placed], version: str, source: str) -> str:
    """The text of an outline in the superior's order: our sentences under the headings that they belong to.

    ``described`` is our own outline as its TOML describes it. What has no number on paper (bases, opening,
    closing), the subjects, the watches and the duties stay ours. Raises Refusal where it comes to no outline.
    """
    by_key = {each["key"]: each for each in described["section"]}
    unnumbered = [each for each in described["section"] if not each["level"]]
    last = next((n for n, each in enumerate(described["section"]) if each["level"]), 0)
    before = [each for each in unnumbered if described["section"].index(each) < last]
    sections = [
        *before,
        *(_section(*each, by_key) for each in zip(headings, passage_keys(headings), strict=True)),
        *(each for each in described["section"] if each["level"] and "needs" in each),
        *(each for each in unnumbered if each not in before),
    ]
    head = {"version": version, "valid_from": described["valid_from"], "source": source}
    head["duties"] = described.get("duties", [])
    parts = ["\n".join(f"{key} = {text_of(value)}" for key, value in head.items()) + "\n"]
    for name in ("subject", "head"):
        parts.append(f"[{name}]\n" + "".join(f"{k} = {text_of(v)}\n" for k, v in described[name].items()))
    parts += [_entry("section", each).rstrip() + "\n" for each in sections]
    parts += [_entry("watch", each).rstrip() + "\n" for each in described.get("watch", ())]
    text = "\n".join(parts)
    try:
        read_outline(text)
    except Refusal as refusal:
        raise Refusal(f"Chưa lập được đề cương từ tệp này: {refusal}") from refusal
    return text


def _section(each: Placed, name: str, by_key: Mapping[str, Any]) -> dict[str, Any]:
    """A section under the superior's heading; our own title stays where it names the period by itself."""
    alike = by_key.get(each.alike, {})
    title = alike["title"] if "{" in alike.get("title", "") else _plain(each.heading.title)
    found: dict[str, Any] = {"key": name, "title": title, "level": each.key.count(".") + 1}
    if "area" in alike:
        found["area"] = alike["area"]
    parts = [by_key[key] for key in each.sections]
    if not parts:
        return found | {"hint": _HINT}
    first = parts[0]
    for key in ("area", "spans", "none", "ends", "listed", "hint"):
        # What holds for one section of ours holds for several together only where they agree in it.
        if key in first and all(part.get(key) == first[key] for part in parts):
            found[key] = first[key]
    lines = [line for part in parts for line in _lines(part, found.get("area"))]
    return found | ({"line": lines} if lines else {})


def _lines(part: Mapping[str, Any], area: int | None) -> list[dict[str, Any]]:
    """The lines of one of our sections; under a heading of another area they keep that of their own."""
    own = part.get("area")
    return [
        line if own in (None, area) or "areas" in line else {**line, "areas": [own]}
        for line in part.get("line", ())
    ]


def _plain(title: str) -> str:
    """A title without the signs that mean something in our sentences."""
    return title.translate(str.maketrans("{}[]|", "()()/"))
