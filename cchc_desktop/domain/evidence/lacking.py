"""What has no evidence yet and should have: one line each."""

from dataclasses import dataclass
from datetime import date

from ..places import Place
from .records import Owner


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is done, and that nobody has handed in evidence of.

    ``title`` names it, ``sentence`` says what is lacking, ``day`` since when it should be there, ``place``
    where a file is attached to it; ``area`` is 0 for the whole office, ``officer`` and ``unit`` are empty
    where nobody is named.
    """

    owner: Owner
    title: str
    sentence: str
    day: date
    place: Place
    area: int = 0
    officer: str = ""
    unit: str = ""
