"""The letter (Công văn) that sends a plan to the superior and others: «V/v …» below its number, «Kính gửi».

Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.5.
"""

from ..domain.offices import OfficeProfile, heads_alone, lengthen
from ..domain.plan import Plan, PlanLevel
from ..domain.plan_letters import LetterKind, PlanLetter, letter_id
from .compose_amendment import cited_plan
from .compose_letters import committee, drafting_unit, joined, letter_head_of, lines_of, paragraphs, signed
from .facts import plan_facts
from .model import Document, Part
from .office_text import addressed, chosen_signer

_HOME_AFFAIRS = ("tỉnh", "thành phố")


def proposed_cover_letter(plan: Plan, office: OfficeProfile) -> PlanLetter:
    """The letter that sends a plan out, as the program proposes it."""
    sender = committee(plan, office)
    above = lengthen(plan.superior or office.superior)
    if plan.level is PlanLevel.PROVINCE or heads_alone(sender, above):
        above = ""
    _, letters = drafting_unit(plan, office)
    signer = chosen_signer(plan.signer, office)
    addressees = [above, f"Sở Nội vụ {_place(above)}"] if _place(above) else [above or "Bộ Nội vụ"]
    return PlanLetter(
        plan.id,
        LetterKind.COVER,
        symbol=f"{office.symbol}-{letters}",
        superior=above,
        issuer=sender,
        subject=f"gửi {plan.name}",
        addressees=joined(addressees),
        body=joined(
            [
                f"{sender} gửi kèm theo Công văn này {cited_plan(plan, office)}.",
                f"{sender} kính báo cáo {addressees[0]} theo dõi, chỉ đạo; đề nghị các cơ quan liên quan "
                "quan tâm, phối hợp trong quá trình thực hiện./.",
            ]
        ),
        recipients=joined(("Như trên;", f"Lưu: VT, {letters}.")),
        authority=signer.authority,
        position=signer.position,
        signer_name=signer.name,
        id=letter_id(plan.id, LetterKind.COVER),
    )


def _place(superior: str) -> str:
    """«tỉnh Sông Hương» of its committee; nothing where the superior is another one."""
    place = superior.removeprefix("Ủy ban nhân dân ")
    return place if place.startswith(_HOME_AFFAIRS) else ""


def compose_cover_letter(letter: PlanLetter, plan: Plan, office: OfficeProfile) -> Document:
    """The letter, ready for a renderer."""
    return Document(
        title=f"Công văn V/v {letter.subject}",
        author=letter.issuer,
        facts=plan_facts(plan, office),
        parts=(
            Part(
                "Công văn",
                (
                    letter_head_of(letter, plan, office, about=letter.subject),
                    *addressed(lines_of(letter.addressees)),
                    *paragraphs(letter.body),
                    signed(letter),
                ),
            ),
        ),
    )
