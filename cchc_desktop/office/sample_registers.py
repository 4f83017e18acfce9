"""The registers of the sample commune's year: what it has written into its books by today.

The rows are in resources/sample/registers.toml, typed as an official types them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from .. import resources
from ..catalogue.registers import registers
from ..domain.registers.register import RegisterRow
from ..storage.recorder import Recorder
from ..storage.register_kinds import write_register_row
from .registers import stored_of


def write_registers(recorder: Recorder, today: date, filled: Callable[[str], str]) -> None:
    """Writes the rows that there are by today into an operation that is under way.

    ``filled`` fills the years into a text. Of a row that has begun, what comes ``later`` is left out until
    its day.
    """
    known = {register.id: register for register in registers()}
    for name, described in resources.load_toml("sample", "registers.toml").items():
        register = known[name]
        later: Mapping[str, Sequence[str]] = described.get("later", {})
        for cells in described["rows"]:
            values = register.read(dict(zip(described["columns"], map(filled, cells), strict=True)))
            for key, follows in later.items():
                if _is_after(values.get(key), today):
                    values = {each: value for each, value in values.items() if each not in (key, *follows)}
            row = RegisterRow(register.id, values)
            day = row.day(register)
            if day is not None and day <= today:
                write_register_row(recorder, *stored_of(register, row))


def _is_after(value: Any, today: date) -> bool:
    return isinstance(value, date) and value > today
