"""Periodic reports (báo cáo định kỳ): their head, the officials' own words, and what those were made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ..plan import Signer

NO_SIGNER = Signer()
OUR_OUTLINE = "Đề cương của chương trình"
"""What a report is said to be written in where it is no outline of the superior's."""

OWN_SECTION = "Mục "
"""What the key of a passage begins with where a superior's outline has a heading that is none of ours."""


class Length(StrEnum):
    """How much a report tells of the same figures."""

    FULL = "full"
    SHORT = "short"
    """A line for each task, its result in the annex; side matters are left to the annexes."""

    @property
    def label(self) -> str:
        """The length in Vietnamese."""
        return "Đầy đủ" if self is Length.FULL else "Rút gọn"


@dataclass(frozen=True, slots=True)
class ReportHead:
    """Head and foot of the report of one period (``period`` as it is written: «2026-Q1»).

    Empty fields take what the office usually puts there. ``addressees`` stand after «Kính gửi»,
    ``recipients`` under «Nơi nhận». A report with number and day has been issued.
    ``length`` says how much of its text is told, ``outline`` in which outline: OUR_OUTLINE, the id of a
    superior's, or nothing where it goes on with that of the report before.
    """

    period: str
    number: str = ""
    symbol: str = ""
    issued_on: date | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    signer: Signer = NO_SIGNER
    length: Length = Length.FULL
    outline: str = ""

    @property
    def is_issued(self) -> bool:
        """Whether it went out."""
        return bool(self.number) and self.issued_on is not None


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a report in an official's own words.

    ``key`` names the passage in the report's outline («I.3»); ``made_from`` is what the data said when the
    words were written: where the data say something else by now, the passage is marked.
    """

    key: str
    text: str
    made_from: str = ""


@dataclass(frozen=True, slots=True)
class Remarks:
    """What the officer of an area wants said in the report of a period; each a text of one or more lines."""

    area: int
    results: str = ""
    difficulties: str = ""
    causes: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written."""
        return not (self.results or self.difficulties or self.causes)


@dataclass(frozen=True, slots=True)
class Seal:
    """The copy of a report as it was issued: what was signed and sent does not follow later corrections.

    ``report``, ``form`` (II.06a) and ``statistics`` (annex 1 alone) are packed documents; ``passages`` are
    the printed number and text of each passage by its key.
    """

    report: str
    form: str
    statistics: str
    passages: Mapping[str, tuple[str, str]]
