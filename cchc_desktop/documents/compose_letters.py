"""What the papers that go with a plan share: who writes and signs them, paragraphs of their text."""

from collections.abc import Iterable, Iterator

from ..domain.dates import place_and_date
from ..domain.offices import OfficeProfile, lengthen
from ..domain.plan import Plan, PlanLevel
from ..domain.plan_letters import PlanLetter
from ..domain.text import fold
from .model import LetterHead, Paragraph, SignatureBlock, Style
from .office_text import closed, number_line, signature

_DRAFTING = {
    PlanLevel.COMMUNE: ("Phòng Văn hóa - Xã hội", "VHXH"),
    PlanLevel.DISTRICT: ("Phòng Nội vụ", "NV"),
    PlanLevel.PROVINCE: ("Sở Nội vụ", "SNV"),
}
"""Who drafts a level's plan of the reform, and the letters that stand for it in symbols (FACTS.md 2.3)."""
_BASES = ("can cu", "theo de nghi", "xet de nghi")


def drafting_unit(plan: Plan, office: OfficeProfile) -> tuple[str, str]:
    """Who drafts a plan, by its level, and its letters: those of «Lưu: VT, …» where the office has them."""
    name, letters = _DRAFTING.get(plan.level, _DRAFTING[PlanLevel.COMMUNE])
    return name, office.archive or letters


def committee(plan: Plan, office: OfficeProfile) -> str:
    """The committee that issues the plan, written out."""
    return lengthen(plan.issuer or office.name)


def letter_head_of(letter: PlanLetter, plan: Plan, office: OfficeProfile, about: str = "") -> LetterHead:
    """The head of one of the papers; ``about`` stands below its number."""
    return LetterHead(
        superior=lengthen(letter.superior).upper(),
        issuer=lengthen(letter.issuer).upper(),
        number_line=number_line(letter.number, letter.symbol),
        place_date=place_and_date(plan.place or office.place, letter.day),
        about=about,
    )


def lines_of(text: str) -> list[str]:
    """The lines of a text that have words."""
    return [line.strip() for line in text.split("\n") if line.strip()]


def paragraphs(text: str) -> Iterator[Paragraph]:
    """A paragraph for each line: bases in italic (component 12), the last one with the mark of the end."""
    found = lines_of(text)
    for number, line in enumerate(found, 1):
        style = Style.BASIS if fold(line).startswith(_BASES) else Style.BODY
        yield Paragraph(closed(line) if number == len(found) else line, style)


def signed(letter: PlanLetter) -> SignatureBlock:
    """The foot."""
    return signature(lines_of(letter.recipients), letter.signer)


def joined(lines: Iterable[str]) -> str:
    """Lines as they are kept in one text."""
    return "\n".join(lines)
