"""How figures of units make the figure of all of them, as the catalogue says (consolidation.toml)."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from enum import StrEnum

from ..indicators import Indicator, IndicatorCatalogue, Kind, Nature


class How(StrEnum):
    """How the total of an indicator comes about."""

    SUM = "sum"
    """The figures of all units are added up."""
    PARTS = "parts"
    """A formula is worked out anew from the totals of its parts, over the units that sent all of them."""
    WEIGHTED = "weighted"
    """The mean, each unit counting by another figure of its own: a waiting time by the dossiers."""
    COUNTED = "counted"
    """A state: how many units chose what."""
    RANGE = "range"
    """No sum says anything (a rank, things of a list that all units share): least, middle and greatest."""

    @property
    def label(self) -> str:
        """How, in Vietnamese."""
        return _LABELS[self]


_LABELS = {
    How.SUM: "Cộng",
    How.PARTS: "Tính lại từ số thành phần",
    How.WEIGHTED: "Bình quân theo trọng số",
    How.COUNTED: "Đếm số đơn vị",
    How.RANGE: "Không cộng; thấp nhất, ở giữa, cao nhất",
}


@dataclass(frozen=True, slots=True)
class SumRules:
    """What is not added up: figures counted in ``unsummed_units``, and ``unsummed`` codes; ``weights`` names
    the figure that a typed mean is weighted by, by its code."""

    unsummed_units: Set[str] = frozenset()
    unsummed: Set[str] = frozenset()
    weights: Mapping[str, str] | None = None

    def how(self, indicator: Indicator, catalogue: IndicatorCatalogue) -> How:
        """How the total of an indicator comes about."""
        if indicator.kind is Kind.CHOICE or indicator.nature is Nature.FLAG:
            return How.COUNTED
        if indicator.formula is not None and (indicator.formula.divides or not self._is_unsummed(indicator)):
            return How.PARTS
        weight = catalogue.by_code.get(self.weight(indicator))
        if weight is not None and weight.formula is None:
            return How.WEIGHTED
        return How.RANGE if self._is_unsummed(indicator) else How.SUM

    def is_share(self, indicator: Indicator) -> bool:
        """Whether an indicator is no count: a percentage, a mean, points, a rank."""
        return indicator.nature is Nature.RATIO or indicator.unit in self.unsummed_units

    def weight(self, indicator: Indicator) -> str:
        """The code that an indicator is weighted by; nothing where by none."""
        return (self.weights or {}).get(indicator.code, "")

    def _is_unsummed(self, indicator: Indicator) -> bool:
        is_mean = indicator.nature is Nature.RATIO
        return is_mean or indicator.unit in self.unsummed_units or indicator.code in self.unsummed
