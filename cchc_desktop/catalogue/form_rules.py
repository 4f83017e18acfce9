"""How official documents have to look, from resources/catalogue/form_rules.toml.

The file travels with the program, so that what a newer decree changes is changed there.
"""

from functools import cache
from typing import Any

from .. import resources
from ..domain.form_check.look import Stand
from ..domain.form_check.rules import Component, FormRules, Kind, Part
from . import plain_toml


@cache
def form_rules() -> FormRules:
    """The rules that the program carries."""
    data = plain_toml.loads(resources.read_text("catalogue", "form_rules.toml"))
    parts = [_component(entry) for entry in data["component"]]
    return FormRules(
        source=data["source"],
        paper=_pair(data["paper"]),
        margins={side: _pair(given) for side, given in data["margins"].items()},
        fonts=tuple(data["fonts"]),
        indents=tuple(map(float, data["indents"])),
        gap=float(data["gap"]),
        spacing=_pair(data["spacing"]),
        number_size=_pair(data["number_size"]),
        components={each.part: each for each in parts},
        kinds=tuple(Kind(entry["name"], entry["symbol"]) for entry in data["kind"]),
        articles=data["articles"],
        organs=tuple(data["organs"]),
        degrees=tuple(data["degrees"]),
    )


def _pair(given: list[str]) -> tuple[float, float]:
    least, most = map(float, given)
    return least, most


def _component(entry: dict[str, Any]) -> Component:
    return Component(
        part=Part(entry["part"]),
        name=entry["name"],
        article=entry["article"],
        sizes=_pair(entry["sizes"]) if "sizes" in entry else None,
        bold=entry.get("bold"),
        italic=entry.get("italic"),
        capitals=entry.get("capitals"),
        stand=Stand(entry["stand"]) if "stand" in entry else None,
    )
