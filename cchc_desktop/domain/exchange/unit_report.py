"""The report of one unit on one period as it travels to the level above: its figures and its words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from ..errors import Refusal
from ..offices import lengthen
from ..report_periods import Period
from ..text import fold
from .manifest import Unfit

NONE = "kps"
"""A figure of which nothing occurred («không phát sinh»): it is 0, and known to be."""
Value = int | str | None
"""A figure: a whole number, a decimal text with a point, or `NONE`; None where it is not known."""

_MOST_CODES = 2_000
_MOST_TEXTS = 2_000
_LONGEST_TEXT = 200_000
_LONGEST_NAME = 300
_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,18})?")
_EXACT = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,18})?(/[1-9][0-9]{0,39})?")
_LARGEST = 10**15
_BLOCKS = {"xa": "xa", "thi tran": "xa", "phuong": "phuong", "dac khu": "dac-khu"}
BLOCKS = {"xa": "Xã", "phuong": "Phường", "dac-khu": "Đặc khu", "": "Đơn vị khác"}
"""The blocks in which units are compared, with their words."""
_REMARKS = ("results", "difficulties", "causes")


@dataclass(frozen=True, slots=True)
class ReportingUnit:
    """Whose report it is: ``id`` is the identity of the office, ``block`` a key of `BLOCKS`."""

    id: str
    name: str
    block: str
    superior: str = ""


@dataclass(frozen=True, slots=True)
class UnitIndex:
    """What the unit's index came to, as it reckons it: decimal texts. ``areas`` has points and the greatest
    of each; ``unknown`` is what nothing is known of yet."""

    set: str
    title: str
    points: str
    greatest: str
    unknown: str = "0"
    areas: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UnitReport:
    """A unit's report on a period.

    ``catalogue`` is the identity of the indicators' catalogue that it was made with. ``figures`` are those of
    the period, ``cumulated`` those since the year began where the period is a quarter after the first.
    ``parts`` are numerator and denominator of ratios, exact («45», «1/3»). ``number`` and ``issued`` are
    there once it went out; ``seal`` names the packs of what was signed.
    """

    unit: ReportingUnit
    period: Period
    catalogue: str
    figures: Mapping[str, Value]
    cumulated: Mapping[str, Value] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    estimates: tuple[str, ...] = ()
    remarks: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    index: UnitIndex | None = None
    number: str = ""
    issued: date | None = None
    seal: tuple[str, ...] = ()


def block_of(office_name: str) -> str:
    """The block that an office belongs to by its name; nothing where it does not tell."""
    words = f"{fold(lengthen(office_name)).removeprefix('uy ban nhan dan ')} "
    return next((block for kind, block in _BLOCKS.items() if words.startswith(f"{kind} ")), "")


def number_of(value: Value) -> Fraction | None:
    """A figure as a number; what did not occur is 0."""
    return None if value is None else Fraction(0) if value == NONE else Fraction(value)


def value_of(number: Fraction | None) -> Value:
    """A number as a figure travels: exact where it is a decimal, else with twelve decimals."""
    if number is None:
        return None
    if number.denominator == 1:
        return int(number) if abs(number) < _LARGEST else None
    text = f"{number.numerator * 10**12 // number.denominator:d}"
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    digits = digits.zfill(13)
    found = f"{sign}{digits[:-12]}.{digits[-12:].rstrip('0') or '0'}"
    return found if _NUMBER.fullmatch(found) else None


def report_json(report: UnitReport) -> dict[str, Any]:
    """A report as JSON has it."""
    unit, index = report.unit, report.index
    return {
        "unit": {"id": unit.id, "name": unit.name, "block": unit.block, "superior": unit.superior},
        "period": report.period.id,
        "catalogue": report.catalogue,
        "issued": {"number": report.number, "day": report.issued.isoformat()} if report.issued else None,
        "figures": dict(report.figures),
        "cumulated": dict(report.cumulated),
        "parts": {code: list(pair) for code, pair in report.parts.items()},
        "estimates": list(report.estimates),
        "remarks": {area: dict(each) for area, each in report.remarks.items()},
        "texts": dict(report.texts),
        "index": {
            "set": index.set,
            "title": index.title,
            "points": index.points,
            "greatest": index.greatest,
            "unknown": index.unknown,
            "areas": {area: list(pair) for area, pair in index.areas.items()},
        }
        if index
        else None,
        "seal": list(report.seal),
    }


def unit_report(value: Any) -> UnitReport:
    """The report that plain data from outside stand for. Raises Unfit, whatever is wrong with them."""
    known = _record(value)
    unit = _record(known.get("unit"))
    block = _line(unit.get("block"))
    if block not in BLOCKS:
        raise Unfit("block")
    number, issued = _issued(known.get("issued"))
    try:
        period = Period.parse(_line(known.get("period")))
    except Refusal as error:
        raise Unfit("period") from error
    return UnitReport(
        unit=ReportingUnit(
            _line(unit.get("id")), _line(unit.get("name")), block, _line(unit.get("superior", ""))
        ),
        period=period,
        catalogue=_line(known.get("catalogue")),
        figures=figures_of(known.get("figures")),
        cumulated=figures_of(known.get("cumulated", {})),
        parts=_pairs(known.get("parts", {}), _EXACT),
        estimates=tuple(_list(known.get("estimates", []), _MOST_CODES, _CODE)),
        remarks=_remarks(known.get("remarks", {})),
        texts=_texts(known.get("texts", {})),
        index=_index(known.get("index")),
        number=number,
        issued=issued,
        seal=tuple(_list(known.get("seal", []), 10, re.compile(r"[0-9a-f]{64}"))),
    )


def figures_of(value: Any) -> Mapping[str, Value]:
    """Figures of plain data from outside. Raises Unfit."""
    found: dict[str, Value] = _record(value)
    if len(found) > _MOST_CODES:
        raise Unfit("too many figures")
    for code, each in found.items():
        if type(each) is int:
            fits = -_LARGEST < each < _LARGEST
        elif type(each) is str:
            fits = each == NONE or _NUMBER.fullmatch(each) is not None
        else:
            fits = each is None
        if not fits or _CODE.fullmatch(code) is None:
            raise Unfit("figure")
    return found


def _issued(value: Any) -> tuple[str, date | None]:
    if value is None:
        return "", None
    known = _record(value)
    try:
        return _line(known.get("number")), date.fromisoformat(_line(known.get("day")))
    except ValueError as error:
        raise Unfit("day") from error


def _index(value: Any) -> UnitIndex | None:
    if value is None:
        return None
    known = _record(value)
    points, greatest, unknown = (_line(known.get(name, "0")) for name in ("points", "greatest", "unknown"))
    if not all(map(_NUMBER.fullmatch, (points, greatest, unknown))):
        raise Unfit("points")
    areas = _pairs(known.get("areas", {}), _NUMBER)
    return UnitIndex(_line(known.get("set")), _line(known.get("title")), points, greatest, unknown, areas)


def _remarks(value: Any) -> Mapping[str, Mapping[str, str]]:
    found = {area: _texts(each) for area, each in _record(value).items()}
    if len(found) > 100 or any(name not in _REMARKS for each in found.values() for name in each):
        raise Unfit("remarks")
    return found


def _texts(value: Any) -> Mapping[str, str]:
    found = _record(value)
    if len(found) > _MOST_TEXTS:
        raise Unfit("too many texts")
    for name, text in found.items():
        if len(name) > _LONGEST_NAME or not isinstance(text, str) or len(text) > _LONGEST_TEXT:
            raise Unfit("text")
    return found


def _pairs(value: Any, form: re.Pattern[str]) -> Mapping[str, tuple[str, str]]:
    found = {}
    known = _record(value)
    if len(known) > _MOST_CODES:
        raise Unfit("too many pairs")
    for name, each in known.items():
        pair = _list(each, 2, form)
        if len(pair) != 2 or _CODE.fullmatch(name) is None:
            raise Unfit("pair")
        found[name] = (pair[0], pair[1])
    return found


def _list(value: Any, most: int, form: re.Pattern[str]) -> list[str]:
    if not isinstance(value, list) or len(value) > most:
        raise Unfit("list")
    if not all(isinstance(each, str) and form.fullmatch(each) for each in value):
        raise Unfit("list")
    return value


def _record(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Unfit("no record")
    return value


def _line(value: Any) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_NAME or "\n" in value or "\0" in value:
        raise Unfit("no line")
    return value
