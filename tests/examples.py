"""How often hypothesis tries: the short form of `make test` a few times, `make thorough` often.

What is dear to try takes a share of the profile's number, so that it grows with it.
"""

from hypothesis import settings

LEAST = 4
"""Fewer examples than that say nothing."""


def share(part: int) -> int:
    """One of so many parts of the profile's examples."""
    return max(LEAST, settings().max_examples // part)
