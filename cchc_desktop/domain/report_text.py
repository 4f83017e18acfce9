"""The passages of a report: what the data say, and what an official wrote in their place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from .reports import Passage


class PassageKind(StrEnum):
    """What a passage of the outline holds."""

    HEADING = "heading"
    """Only its title: others stand under it."""
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a report's outline («I.3»).

    ``level`` is 1 for sections with a Roman number, 2 for their clauses, 3 for points, and 0 for what has
    no title on paper (bases, opening, closing). ``area`` is the reform area that it speaks of, or 0.
    """

    key: str
    title: str
    level: int
    kind: PassageKind = PassageKind.TEXT
    area: int = 0


@dataclass(frozen=True, slots=True)
class Generated:
    """What the data say in a section: lines of text, the codes of the figures in it, what is missing."""

    text: str = ""
    codes: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PassageRow:
    """A passage as the screen lists it and as it is printed.

    ``generated`` is what the data say now, ``text`` what will be printed: the same, or the official's words
    where ``own``. ``changed`` marks own words whose data say something else than when they were written.
    ``marker`` is the printed number, empty where nothing is printed; ``codes`` are the figures that the data
    speak of; ``hint`` says what is missing, for the screen only.
    """

    key: str
    marker: str
    title: str
    level: int
    kind: PassageKind
    generated: str = ""
    text: str = ""
    own: bool = False
    changed: bool = False
    codes: tuple[str, ...] = ()
    hint: str = ""

    @property
    def id(self) -> str:
        """The passage's key, by which a list finds its row again."""
        return self.key


def passage_rows(
    outline: Iterable[Section], generated: Mapping[str, Generated], own: Mapping[str, Passage]
) -> list[PassageRow]:
    """The passages of a report in the order of its outline, an official's words before the data's."""
    rows = []
    for section in outline:
        made = generated.get(section.key, Generated())
        kept = own.get(section.key)
        rows.append(
            PassageRow(
                key=section.key,
                marker=_marker(section),
                title=section.title,
                level=section.level,
                kind=section.kind,
                generated=made.text,
                text=made.text if kept is None else kept.text,
                own=kept is not None,
                changed=kept is not None and kept.made_from != made.text,
                codes=made.codes,
                hint=made.hint,
            )
        )
    return rows


def _marker(section: Section) -> str:
    if section.level == 0:
        return ""
    last = section.key.rpartition(".")[2]
    return f"{last})" if section.level == 3 else f"{last}."
