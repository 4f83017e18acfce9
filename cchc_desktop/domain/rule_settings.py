"""What an office sets for a standing rule: a record, which is known before any rule is read."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class RuleSetting:
    """What the office set for a rule (``id``, called ``name``), and why: that it is not followed here
    (``off``), or another ``value``."""

    id: str
    name: str = ""
    off: bool = False
    value: Decimal | None = None
    reason: str = ""
