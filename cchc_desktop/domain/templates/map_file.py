"""A map as a small file that is sent to others: JSON with the version of its form.

It comes from anyone, so every value is looked at before a map is made of it.
"""

import json
from typing import Any

from ..errors import Refusal
from ..text import clean_line
from .columns import Column
from .map import CellMap, Certainty, Fact, SheetShape, TemplateMap
from .sheet import parse_area, parse_place, place_of

FORMAT = "cchc-template-map"
VERSION = 1
MAX_BYTES = 4_000_000
_MOST_CELLS = 20_000
_MOST_TEXTS = 60_000
_LONGEST = 33_000
_WRONG = "không phải bảng ghép biểu mẫu do chương trình lập. Hãy chọn đúng tệp, hoặc ghép lại biểu."


def to_text(made: TemplateMap) -> str:
    """The map as it is written to a file."""
    value = {
        "format": FORMAT,
        "version": VERSION,
        "name": made.name,
        "fingerprint": made.fingerprint,
        "sheets": [
            {"name": shape.name, "merged": list(shape.merged), "texts": dict(shape.texts)}
            for shape in made.shapes
        ],
        "cells": [_record(cell) for cell in made.cells],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _record(cell: CellMap) -> dict[str, str]:
    what = (
        {"fact": cell.fact.value}
        if cell.fact is not None
        else {"code": cell.code, "column": cell.takes.value if cell.takes is not None else ""}
    )
    return {"sheet": cell.sheet, "cell": cell.place, **what, "certainty": cell.certainty.value}


def from_text(text: str, where: str = "") -> TemplateMap:
    """The map that a text says; ``where`` is the name of its file.

    Raises Refusal where it says none, or one of a newer program.
    """
    name = f"Tệp «{where}»" if where else "Văn bản"
    try:
        value = json.loads(text)
        return _map(value, name)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Refusal(f"{name} {_WRONG}", "map") from None


def _map(value: Any, name: str) -> TemplateMap:
    """Raises Refusal, ValueError, TypeError, KeyError or AttributeError where it is no map."""
    if value["format"] != FORMAT:
        raise ValueError
    version = value["version"]
    if type(version) is not int or version < 1:
        raise ValueError
    if version > VERSION:
        raise Refusal(
            f"{name} do bản mới hơn của chương trình lập (khuôn dạng {version}). "
            "Hãy cập nhật chương trình rồi dùng lại bảng ghép.",
            "map",
        )
    shapes = tuple(_shape(each) for each in value["sheets"])
    if not shapes or sum(len(shape.texts) for shape in shapes) > _MOST_TEXTS:
        raise ValueError
    records = value["cells"]
    if len(records) > _MOST_CELLS:
        raise ValueError
    names = {shape.name for shape in shapes}
    made = TemplateMap(_word(value["name"]), shapes)
    cells = [_cell(each, names) for each in records]
    if len({cell.key for cell in cells}) != len(cells):
        raise ValueError
    if value.get("fingerprint") != made.fingerprint:
        raise Refusal(
            f"{name} đã bị sửa: dấu nhận dạng không khớp với biểu ghi trong tệp. "
            "Hãy xin lại tệp gốc, hoặc ghép lại biểu.",
            "map",
        )
    return made.with_cells(cells)


def _shape(value: Any) -> SheetShape:
    merged = tuple(_area(each) for each in value["merged"])
    texts = tuple((_place(place), _word(text, blank=False)) for place, text in value["texts"].items())
    return SheetShape(_word(value["name"]), tuple(sorted(merged)), texts)


def _cell(value: Any, sheets: set[str]) -> CellMap:
    sheet = _word(value["sheet"])
    place = parse_place(_word(value["cell"]))
    if place is None or sheet not in sheets:
        raise ValueError
    certainty = Certainty(value.get("certainty", Certainty.CONFIRMED.value))
    if "fact" in value:
        return CellMap(sheet, *place, fact=Fact(value["fact"]), certainty=certainty)
    code = clean_line(_word(value["code"]))
    return CellMap(sheet, *place, code=code, takes=Column(value["column"]), certainty=certainty)


def _word(value: Any, *, blank: bool = False) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST or (not value and not blank):
        raise ValueError
    return value


def _place(value: str) -> str:
    place = parse_place(value)
    if place is None:
        raise ValueError
    return place_of(*place)


def _area(value: Any) -> str:
    area = parse_area(_word(value))
    if area is None:
        raise ValueError
    return area.name
