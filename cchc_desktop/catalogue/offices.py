"""The eight reform areas, and the usual organisations of an office."""

from datetime import date, timedelta
from functools import cache

from .. import resources
from ..domain.areas import Area
from ..domain.offices import Organisation, UnitPreset
from ..domain.plan import Signer
from ..domain.text import fold
from . import plain_toml


@cache
def areas() -> tuple[Area, ...]:
    """The eight reform areas, by code (resources/catalogue/areas.toml)."""
    return tuple(
        Area(
            code=entry["code"],
            name=entry["name"],
            short_name=entry["short_name"],
            keywords=tuple(entry["keywords"]),
            matters=tuple(entry["matters"]),
            owners=dict(entry["owners"]),
            titles=tuple(entry["titles"]),
            layouts=tuple(entry["layouts"]),
        )
        for entry in plain_toml.loads(resources.read_text("catalogue", "areas.toml"))["area"]
    )


def area(code: int) -> Area:
    """The area of this code (1 to 8)."""
    return areas()[code - 1]


@cache
def organisations() -> tuple[Organisation, ...]:
    """The usual organisations of an office, newest first (resources/catalogue/organisations.toml)."""
    described = resources.load_toml("catalogue", "organisations.toml")
    signers = tuple(Signer(entry["authority"], entry["position"]) for entry in described["signer_positions"])
    return tuple(
        Organisation(
            key=entry["id"],
            label=entry["label"],
            valid_from=entry.get("valid_from"),
            valid_to=entry.get("valid_to"),
            units=tuple(
                UnitPreset(unit["name"], unit["short_name"], tuple(unit["areas"])) for unit in entry["units"]
            ),
            signers=signers,
        )
        for entry in described["preset"]
    )


def organisation_before(office_name: str, current: Organisation) -> Organisation | None:
    """The organisation that an office of this name had until the current one began; None for none known."""
    if current.valid_from is None:
        return None
    day = current.valid_from - timedelta(days=1)
    known = [each for each in organisations() if each.valid_to is not None and each.valid_to >= day]
    return organisation_for(office_name, day) if known else None


def organisation_for(office_name: str, day: date) -> Organisation:
    """The organisation that an office of this name has on this day."""
    ward = fold(office_name).startswith(("uy ban nhan dan phuong", "ubnd phuong", "phuong"))
    valid = [
        preset
        for preset in organisations()
        if (preset.valid_from is None or preset.valid_from <= day)
        and (preset.valid_to is None or day <= preset.valid_to)
    ]
    return next((preset for preset in valid if ward == preset.key.endswith("_ward")), valid[0])
