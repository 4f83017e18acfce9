"""Whether letters can be told from their ground."""

from functools import cache

_LEAST = 24
"""Steps, of the 255 of a colour, by which letters differ from their ground where they can be read."""


@cache
def is_unseen(ink: str, ground: str) -> bool:
    """Whether letters of a colour are not seen on a ground («#rrggbb»; nothing for what is automatic)."""
    if not ink:
        return False
    front, back = _parts(ink), _parts(ground or "#ffffff")
    return max(abs(one - other) for one, other in zip(front, back, strict=True)) < _LEAST


def _parts(colour: str) -> tuple[int, int, int]:
    try:
        return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
    except ValueError:
        return 0, 0, 0
