"""Form fields that are bound to the office's data: shown by a getter, saved by a setter when they are left.

A field that is refused keeps what was typed and says why in red beneath itself; Escape brings the stored
value back. Nothing here knows what it edits: a getter gives the stored value, a setter is an operation of
Office that may raise Refusal.
"""

from ..field import Field, holds_typing, show_problem
from .choices import CheckField, ChoiceField
from .dates import DateField
from .form import Form
from .numbers import MoneyField, NumberField, PercentField, YearField
from .texts import LineField, PassageField, TextField

__all__ = [
    "CheckField", "ChoiceField", "DateField", "Field", "Form", "LineField", "MoneyField", "NumberField",
    "PassageField", "PercentField", "TextField", "YearField", "holds_typing", "show_problem",
]  # fmt: skip
