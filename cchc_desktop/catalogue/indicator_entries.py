"""The rules that each indicator of a catalogue keeps by itself, and those between indicators."""

import re
from collections.abc import Mapping, Sequence, Set

from ..domain import dossiers
from ..domain.areas import AREA_CODES
from ..domain.errors import Refusal
from ..domain.formulas import Formula, parse_formula
from ..domain.indicators import Indicator, Kind, Nature
from ..domain.target_links import sign_phrases
from ..domain.text import fold, shortened
from .entry import Entry

COUNTED = frozenset({*dossiers.COUNTED, "plan.tasks", "plan.tasks_done", "directives", "directives.plans"})
"""What the program can count by itself."""

_KEYS = {
    "code", "area", "name", "unit", "kind", "nature", "formula", "carried_from", "part_of", "at_most",
    "choices", "yearly", "measures", "counted", "source", "help",
    "valid_from", "valid_to",
}  # fmt: skip
_KINDS = tuple(each.value for each in Kind)
_NATURES = tuple(each.value for each in Nature)
_CODE = re.compile(r"[0-9]{1,2}\.[0-9]{2}")
_HUNDRED = re.compile(r"(?<![\d.])100(?![\d.])")
_SUM = re.compile(r"\(([^()*/]+)\)")
_ANY_CODE = re.compile(r"\[([0-9.]+)\]")


def read_units(entries: Sequence[Entry]) -> dict[str, int]:
    """The decimals of each unit by its name."""
    units: dict[str, int] = {}
    for entry in entries:
        entry.refuse_unknown({"name", "decimals"})
        name, decimals = entry.text("name"), entry.whole("decimals", range(7))
        if name in units:
            entry.fault(f"trùng tên «{name}». Hãy bỏ một mục.")
        if name and decimals is not None:
            units[name] = decimals
    return units


def as_indicator(entry: Entry, units: Mapping[str, int]) -> Indicator | None:
    """The indicator of an entry, or None where it has no usable code, unit, kind or nature."""
    entry.refuse_unknown(_KEYS)
    code, area = entry.text("code"), entry.whole("area", AREA_CODES)
    name, unit = entry.text("name"), entry.text("unit")
    kind = entry.choice("kind", _KINDS)
    nature = entry.choice("nature", _NATURES)
    if code and not _CODE.fullmatch(code):
        entry.fault(f"có mã «{code[:20]}» viết sai. Mã gồm số lĩnh vực, dấu chấm và hai chữ số, như 3.24.")
        return None
    if code and area is not None and int(code.partition(".")[0]) != area:
        entry.fault(f"có mã không thuộc lĩnh vực {area}. Hãy sửa mã hoặc sửa «area».")
    if unit and unit not in units:
        entry.fault(f"có đơn vị tính «{unit[:40]}» chưa khai báo. Hãy thêm một mục [[unit]] hoặc sửa lại.")
    choices, formula = _choices(entry), _formula(entry)
    measures, counted = entry.texts("measures"), entry.text("counted", required=False)
    at_most, yearly = entry.number("at_most"), entry.flag("yearly")
    carried_from, part_of = entry.text("carried_from", required=False), entry.text("part_of", required=False)
    valid_from, valid_to = entry.day("valid_from", required=False), entry.day("valid_to", required=False)
    if valid_from is not None and valid_to is not None and valid_to < valid_from:
        entry.fault("có valid_to trước valid_from. Hãy sửa lại.")
    source, help_text = entry.text("source", required=False), entry.text("help", required=False)
    if not (code and name and kind and nature and unit in units and area is not None):
        return None
    indicator = Indicator(
        code=code,
        area=area,
        name=name,
        unit=unit,
        kind=Kind(kind),
        nature=Nature(nature),
        formula=formula,
        carried_from=carried_from,
        part_of=part_of,
        decimals=units[unit],
        at_most=at_most,
        choices=choices,
        yearly=yearly,
        measures=measures,
        counted=counted,
        source=source,
        help=help_text,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    _check_kind(entry, indicator)
    _check_words(entry, indicator)
    return indicator


def _formula(entry: Entry) -> Formula | None:
    text = entry.text("formula", required=False)
    if not text:
        return None
    try:
        formula = parse_formula(text)
    except Refusal as refusal:
        entry.fault(f"có công thức viết sai. {refusal}")
        return None
    if not formula.operands:
        entry.fault(f"có công thức «{text}» không dùng chỉ tiêu nào. Hãy ghi mã như [1.04].")
    return formula


def _choices(entry: Entry) -> tuple[tuple[int, str], ...]:
    found: dict[int, str] = {}
    for choice in entry.tables("choices", required=False):
        choice.place = f"{entry.place}, {choice.place}"
        choice.refuse_unknown({"value", "words"})
        value, words = choice.whole("value", range(100)), choice.text("words")
        if value in found:
            choice.fault(f"trùng giá trị {value}. Hãy đặt giá trị khác.")
        elif value is not None and words:
            found[value] = words
    return tuple(found.items())


def _check_kind(entry: Entry, indicator: Indicator) -> None:
    """What a kind must have, and what the other kinds may not."""
    for kind, key, words in (
        (Kind.COMPUTED, "formula", "công thức (formula)"),
        (Kind.CARRIED, "carried_from", "mã lấy từ kỳ trước (carried_from)"),
        (Kind.CHOICE, "choices", "các lựa chọn (choices)"),
    ):
        if indicator.kind is kind and not entry.has(key):
            entry.fault(f"có kind là {kind.value} mà thiếu {words}. Hãy bổ sung.")
        if indicator.kind is not kind and entry.has(key):
            entry.fault(f"có {words} mà kind không phải là {kind.value}. Hãy bỏ đi hoặc sửa kind.")
    if indicator.kind is Kind.CHOICE and entry.has("choices") and len(indicator.choices) < 2:
        entry.fault("chỉ có một lựa chọn. Hãy ghi ít nhất hai.")


def _check_words(entry: Entry, indicator: Indicator) -> None:
    """What the program compares with words of its own or of a plan."""
    if indicator.counted and indicator.counted not in COUNTED:
        known = ", ".join(sorted(COUNTED))
        entry.fault(f"có «counted» là «{indicator.counted[:40]}». Hãy chọn một trong: {known}.")
    for measure in indicator.measures:
        wanted, unwanted = sign_phrases(measure)
        if not wanted or not all((*wanted, *unwanted)) or fold(measure) != measure:
            entry.fault(
                f"có dấu hiệu «{measure[:60]}» viết sai. Hãy ghi chữ thường, không dấu, "
                "các cụm từ cách nhau bởi dấu «;»."
            )


def faults_between(known: Mapping[str, Indicator], declared: Set[str]) -> list[str]:
    """What is wrong between indicators: codes that are nowhere declared, units that do not fit, circles.

    ``known`` are those that could be read.
    """
    problems: list[str] = []
    counting: dict[str, str] = {}
    for indicator in known.values():
        place = f"chỉ tiêu {indicator.code}"
        other = counting.setdefault(indicator.counted, indicator.code)
        if indicator.counted and other != indicator.code:
            problems.append(
                f"{place} có «counted» là «{indicator.counted}» trùng với {other}. Hãy bỏ ở một chỉ tiêu."
            )
        operands = indicator.formula.operands if indicator.formula else ()
        named = dict.fromkeys((*operands, *filter(None, (indicator.carried_from, indicator.part_of))))
        problems += [
            f"{place} nhắc đến mã {code[:20]} không có trong danh mục. Hãy sửa mã hoặc thêm chỉ tiêu."
            for code in named
            if code not in declared
        ]
        if all(code in known for code in named):
            problems += [f"{place} {fault}" for fault in _unit_faults(indicator, known)]
            problems += [
                f"{place} áp dụng cả khi {code} không áp dụng. Hãy sửa valid_from, valid_to của một chỉ tiêu."
                for code in named
                if not known[code].outlasts(indicator)
            ]
    for words, needs in (
        (
            "được tính từ",
            {code: each.formula.operands if each.formula else () for code, each in known.items()},
        ),
        ("là một phần của", {code: (each.part_of,) for code, each in known.items()}),
        ("lấy số kỳ trước từ", {code: (each.carried_from,) for code, each in known.items()}),
    ):
        if circle := _circle(needs):
            problems.append(
                f"chỉ tiêu {circle[0]} {words} chính nó ({' → '.join(circle)}). Hãy bỏ vòng lặp này."
            )
    return problems


def _unit_faults(indicator: Indicator, known: Mapping[str, Indicator]) -> list[str]:
    faults = []
    unit = indicator.unit
    if indicator.carried_from and known[indicator.carried_from].unit != unit:
        origin = known[indicator.carried_from]
        faults.append(
            f"sai đơn vị tính: đếm bằng {unit} mà lấy từ {origin.code} đếm bằng {origin.unit}. Hãy sửa lại."
        )
    if indicator.part_of:
        whole = known[indicator.part_of]
        if whole.area != indicator.area:
            faults.append(f"là một phần của {whole.code} ở lĩnh vực khác. Hãy sửa «part_of».")
        elif whole.unit != unit:
            faults.append(
                f"sai đơn vị tính: đếm bằng {unit} mà là một phần của {whole.code} đếm bằng {whole.unit}. "
                "Hãy sửa lại."
            )
    if indicator.formula is not None:
        faults += _formula_faults(indicator, indicator.formula, known)
    return faults


def _formula_faults(indicator: Indicator, formula: Formula, known: Mapping[str, Indicator]) -> list[str]:
    """Units that a formula cannot bring together; a quotient times 100 is a percentage, and only that is."""
    text, unit, shown = formula.text, indicator.unit, shortened(formula.text, 60)
    is_percentage = formula.divides and _HUNDRED.search(text) is not None
    if is_percentage and unit != "%":
        return [f"sai đơn vị tính: công thức {shown} là tỷ lệ phần trăm mà đơn vị là {unit}. Hãy ghi %."]
    if formula.divides and unit == "%" and not is_percentage:
        return [f"sai đơn vị tính: công thức {shown} chưa nhân 100 mà đơn vị là %. Hãy thêm *100."]
    is_sum = not set(text) & set("*/")
    for part in [text] if is_sum else _SUM.findall(text):
        units = list(dict.fromkeys(known[code].unit for code in _ANY_CODE.findall(part)))
        if len(units) > 1:
            return [f"sai đơn vị tính: công thức {shown} cộng {' với '.join(units)}. Hãy sửa công thức."]
        if is_sum and units and units[0] != unit:
            return [f"sai đơn vị tính: công thức {shown} cho ra {units[0]} mà đơn vị là {unit}. Hãy sửa lại."]
    return []


def _circle(needs: Mapping[str, Sequence[str]]) -> list[str]:
    """The codes of one circle in a graph, its first one again at its end, or nothing."""
    finished: set[str] = set()
    for start in needs:
        path: dict[str, None] = {}
        waiting = [] if start in finished else [(start, iter(needs[start]))]
        if waiting:
            path[start] = None
        while waiting:
            code, rest = waiting[-1]
            following = next(rest, None)
            if following is None:
                waiting.pop()
                finished.add(code)
                del path[code]
            elif following in path:
                codes = list(path)
                return [*codes[codes.index(following) :], following]
            elif following in needs and following not in finished:
                path[following] = None
                waiting.append((following, iter(needs[following])))
    return []
