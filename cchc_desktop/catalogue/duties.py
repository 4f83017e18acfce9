"""The duties that an office may take over beside the regime of its own report."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from .. import resources
from ..domain.duties import Duty, duty_of
from . import plain_toml
from .regimes import regimes


@dataclass(frozen=True, slots=True)
class DutyEntry:
    """A duty that is offered: since when there is it, and what to know when it is taken over (``note``)."""

    id: str
    duty: Duty
    valid_from: date
    note: str = ""


@cache
def duty_entries() -> tuple[DutyEntry, ...]:
    """The duties of resources/catalogue/duties.toml, then the regimes of the composed report."""
    listed = plain_toml.loads(resources.read_text("catalogue", "duties.toml"))["duty"]
    own = (DutyEntry(each.id, duty_of(each), each.valid_from, each.note) for each in regimes())
    return (*map(_entry, listed), *own)


def _entry(entry: dict[str, Any]) -> DutyEntry:
    duty = Duty(
        name=entry["name"],
        spans=" ".join(entry["periods"]),
        due_day=entry.get("due_day"),
        working_days=entry.get("working_days_after"),
        months_after=entry.get("months_after", 0),
        cut_off_day=entry["cut_off_day"],
        form=entry.get("form", ""),
        receiver=entry["receiver"],
        legal=entry["legal"],
        entry="" if entry.get("generic") else entry["id"],
    )
    return DutyEntry(entry["id"], duty, entry["valid_from"], entry.get("note", ""))
