"""The catalogues that the program carries: rules as data, with the day they are valid from."""

from functools import cache

from . import resources
from .domain.areas import Area


@cache
def areas() -> tuple[Area, ...]:
    """The eight reform areas, by code (resources/catalogue/areas.toml)."""
    return tuple(
        Area(
            code=entry["code"],
            name=entry["name"],
            short_name=entry["short_name"],
            keywords=tuple(entry["keywords"]),
            owners=dict(entry["owners"]),
        )
        for entry in resources.load_toml("catalogue", "areas.toml")["area"]
    )


def area(code: int) -> Area:
    """The area of this code (1 to 8)."""
    return areas()[code - 1]
