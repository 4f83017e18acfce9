"""What goes with a plan: the submission that lays it before who signs it, the letter that sends it out, the
note that makes a copy of it one.

Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.4 (Tờ trình), mẫu 1.5 (Công văn), mẫu 3.1 (bản sao). The program
proposes each; what an official made of it is kept with the plan.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .plan import Signer


class LetterKind(StrEnum):
    """Which of the papers that go with a plan."""

    SUBMISSION = "submission"
    COVER = "cover"
    COPY = "copy"

    @property
    def label(self) -> str:
        """The paper in Vietnamese."""
        return _LABELS[self]


_LABELS = {
    LetterKind.SUBMISSION: "Tờ trình",
    LetterKind.COVER: "Công văn gửi kế hoạch",
    LetterKind.COPY: "Bản sao kế hoạch",
}
COPY_FORMS = ("SAO Y", "SAO LỤC", "TRÍCH SAO")
"""How a document is copied (Điều 3 of the decree): the subject of the note of a copy."""


@dataclass(frozen=True, slots=True)
class PlanLetter:
    """One of these papers of one plan.

    ``issuer`` is who writes it, ``superior`` whom that is under. ``subject`` is what it is about («gửi Kế
    hoạch …» after «V/v», «Về việc …» under «TỜ TRÌNH»), of a copy its form («SAO Y»). ``addressees``,
    ``body`` and ``recipients`` have a line for each addressee, paragraph and recipient; a copy has no body.
    The signer's position may have two lines.
    """

    plan_id: str
    kind: LetterKind
    number: str = ""
    symbol: str = ""
    day: date | None = None
    superior: str = ""
    issuer: str = ""
    subject: str = ""
    addressees: str = ""
    body: str = ""
    recipients: str = ""
    authority: str = ""
    position: str = ""
    signer_name: str = ""
    id: str = ""

    @property
    def signer(self) -> Signer:
        """Who signs it."""
        return Signer(self.authority, self.position, self.signer_name)


def letter_id(plan_id: str, kind: LetterKind) -> str:
    """The identity of a paper: a plan has one of each kind."""
    return f"{plan_id}:{kind}"
