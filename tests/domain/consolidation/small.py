"""A small catalogue with every nature of indicator, for what is summed of it."""

from datetime import date

from cchc_desktop.domain.consolidation.rules import SumRules
from cchc_desktop.domain.formulas import parse_formula
from cchc_desktop.domain.indicators import Indicator, IndicatorCatalogue, Kind, Nature


def _computed(code: str, nature: Nature, formula: str, unit: str = "hồ sơ", decimals: int = 0) -> Indicator:
    return Indicator(
        code, 3, f"Chỉ tiêu {code}", unit, Kind.COMPUTED, nature, parse_formula(formula), decimals=decimals
    )


def _typed(code: str, unit: str, nature: Nature = Nature.FLOW, decimals: int = 0) -> Indicator:
    return Indicator(code, 3, f"Chỉ tiêu {code}", unit, nature=nature, decimals=decimals)


SMALL = IndicatorCatalogue(
    "1",
    "Danh mục nhỏ",
    date(2020, 1, 1),
    "",
    (
        _typed("3.01", "hồ sơ"),
        _typed("3.02", "hồ sơ"),
        _computed("3.03", Nature.RATIO, "[3.02]/[3.01]*100", "%", 2),
        _computed("3.04", Nature.FLOW, "[3.01]+[3.02]"),
        _typed("3.05", "phút", Nature.RATIO, 1),
        _typed("3.06", "hạng", Nature.STOCK),
        Indicator(
            "3.07", 3, "Có quy chế", "có/không", Kind.CHOICE, Nature.FLAG, choices=((1, "Có"), (0, "Không"))
        ),
        _typed("3.08", "triệu đồng", Nature.STOCK, 3),
        _computed("3.09", Nature.FLOW, "[3.01]*2"),
        _computed("3.10", Nature.RATIO, "[3.04]/([3.04]+[3.08])*100", "%", 2),
        _typed("3.11", "TTHC", Nature.STOCK),
        _typed("3.12", "người", Nature.DISTINCT),
        _typed("3.13", "phút", Nature.RATIO, 1),
        _typed("3.14", "TTHC", Nature.STOCK),
        _computed("3.15", Nature.STOCK, "[3.11]+[3.14]", "TTHC"),
        _computed("3.16", Nature.STOCK, "[3.11]-[3.14]", "TTHC"),
        _computed("3.17", Nature.STOCK, "[3.15]+[3.11]", "TTHC"),
    ),
    (),
)
RULES = SumRules(frozenset({"hạng", "TTHC"}), frozenset(), {"3.05": "3.01", "3.06": "9.99"})
