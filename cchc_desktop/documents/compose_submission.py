"""The submission (Tờ trình) that lays a plan before who signs it: bases, reason, what is asked.

Nghị định 30/2020/NĐ-CP, Phụ lục III, mẫu 1.4.
"""

from ..domain import plan_views
from ..domain.offices import OfficeProfile
from ..domain.plan import Plan
from ..domain.plan_letters import LetterKind, PlanLetter, letter_id
from ..domain.text import fold, uncapitalized
from .compose_letters import (
    committee,
    drafting_unit,
    joined,
    letter_head_of,
    lines_of,
    paragraphs,
    signed,
)
from .facts import plan_facts
from .model import Document, Part, Title
from .office_text import addressed


def proposed_submission(plan: Plan, office: OfficeProfile) -> PlanLetter:
    """The submission of a plan as the program proposes it: from the unit that drafts it to the committee."""
    unit, letters = drafting_unit(plan, office)
    above = committee(plan, office)
    approves = "phê duyệt" if plan.decision is not None else "ban hành"
    return PlanLetter(
        plan.id,
        LetterKind.SUBMISSION,
        symbol=f"TTr-{letters}",
        superior=above,
        issuer=unit,
        subject=f"Về việc {approves} {plan.name}",
        addressees=above,
        body=joined(
            [
                *_bases(plan),
                f"Để triển khai công tác cải cách hành chính {uncapitalized(plan.period.label)} có trọng "
                f"tâm, rõ việc, rõ người, rõ thời hạn, {unit} đã xây dựng dự thảo {plan.name}"
                f"{_contents(plan)} (có dự thảo gửi kèm).",
                f"{unit} kính trình {above} xem xét, {approves} {plan.name}./.",
            ]
        ),
        recipients=joined(("Như trên;", f"Lưu: VT, {letters}.")),
        position="TRƯỞNG PHÒNG" if unit.startswith("Phòng") else "GIÁM ĐỐC",
        id=letter_id(plan.id, LetterKind.SUBMISSION),
    )


def _bases(plan: Plan) -> list[str]:
    """The plan's bases with the marks of a list: each but the last goes on."""
    texts = [item.text.strip().rstrip(".;,") for item in plan_views.legal_bases(plan)]
    found = [text for text in texts if fold(text).startswith("can cu")]
    return [f"{text}{'.' if number == len(found) else ';'}" for number, text in enumerate(found, 1)]


def _contents(plan: Plan) -> str:
    """What the draft holds, in numbers."""
    areas = plan_views.areas(plan)
    counts = (
        (len(plan_views.tasks(plan)), "nhiệm vụ"),
        (sum(len(area.targets) for area in areas) + len(plan_views.general_targets(plan)), "chỉ tiêu"),
    )
    said = " và ".join(f"{count:02} {words}" for count, words in counts if count)
    return f" gồm {said}" if said else ""


def compose_submission(letter: PlanLetter, plan: Plan, office: OfficeProfile) -> Document:
    """The submission, ready for a renderer."""
    return Document(
        title=f"Tờ trình {uncapitalized(letter.subject)}",
        author=letter.issuer,
        facts=plan_facts(plan, office),
        parts=(
            Part(
                "Tờ trình",
                (
                    letter_head_of(letter, plan, office),
                    Title("TỜ TRÌNH", letter.subject),
                    *addressed(lines_of(letter.addressees)),
                    *paragraphs(letter.body),
                    signed(letter),
                ),
            ),
        ),
    )
