"""The note that makes a printed document a copy: the form of copying, who copies, number, day and signer.

It stands below the end of the document, under a line over the whole width: Nghị định 30/2020/NĐ-CP, Phụ lục
I, Phần III, and Phụ lục III, mẫu 3.1.
"""

from dataclasses import replace

from ..domain.offices import OfficeProfile
from ..domain.plan import Plan
from ..domain.plan_letters import COPY_FORMS, LetterKind, PlanLetter, letter_id
from ..domain.text import uncapitalized
from .compose_letters import committee, joined, letter_head_of, signed
from .model import Document

_SYMBOLS = dict(zip(COPY_FORMS, ("SY", "SL", "TrS"), strict=True))
"""What stands for the forms of copying in symbols (Phụ lục III of the decree, Phần I)."""


def proposed_copy(plan: Plan, office: OfficeProfile) -> PlanLetter:
    """The note of a copy «SAO Y» as it is proposed, signed for the chairman by the head of his office."""
    return PlanLetter(
        plan.id,
        LetterKind.COPY,
        symbol=f"{_SYMBOLS[COPY_FORMS[0]]}-{office.symbol}",
        issuer=committee(plan, office),
        subject=COPY_FORMS[0],
        recipients=joined(plan.recipients),
        position="TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG",
        id=letter_id(plan.id, LetterKind.COPY),
    )


def with_form(letter: PlanLetter, form: str) -> PlanLetter:
    """The note with another form of copying, whose symbol follows."""
    symbol = letter.symbol
    for known in _SYMBOLS.values():
        if symbol.startswith(f"{known}-") and form in _SYMBOLS:
            symbol = f"{_SYMBOLS[form]}{symbol[len(known) :]}"
            break
    return replace(letter, subject=form, symbol=symbol)


def compose_copy(document: Document, letter: PlanLetter, plan: Plan, office: OfficeProfile) -> Document:
    """The document as a copy of it."""
    *before, last = document.parts
    head = replace(letter_head_of(letter, plan, office), superior="", copied=letter.subject.upper())
    return replace(
        document,
        title=f"{letter.subject.capitalize()} {uncapitalized(document.title)}",
        parts=(*before, replace(last, blocks=(*last.blocks, head, signed(letter)))),
    )
