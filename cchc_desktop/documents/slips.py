"""What the slips on tasks that go to one unit or person share: head, foot, and what they are based on."""

from collections.abc import Sequence
from datetime import date

from ..domain.dates import place_and_date
from ..domain.offices import OfficeProfile
from ..domain.plan import Signer
from ..domain.task_papers import Receiver
from .facts import office_facts
from .model import Block, Document, Fact, Part, Title
from .office_text import addressed, chosen_signer, letter_head, number_line, signature

FORMATS = ("pdf", "docx")


def slip(
    kind: str, symbol: str, subject: str, receiver: Receiver, office: OfficeProfile, today: date,
    body: Sequence[Block],
) -> Document:  # fmt: skip
    """A slip as it goes out; number and day are left to be filled in when it is signed.

    ``kind`` is «Phiếu giao việc», ``symbol`` its letters in the number («PGV»).
    """
    archive = f"Lưu: VT, {office.archive}" if office.archive else "Lưu: VT"
    blocks: tuple[Block, ...] = (
        letter_head(
            office,
            number_line("", f"{symbol}-{office.symbol}"),
            place_and_date(office.place, None, today.month, today.year),
        ),
        Title(kind.upper(), subject),
        *addressed([receiver.addressed]),
        *body,
        signature(("Như trên", archive), chosen_signer(Signer(), office)),
    )
    return Document(
        title=f"{kind}: {receiver.name}",
        author=office.name,
        facts=(*office_facts(office), Fact("Ngay", "Tình hình đến ngày", today)),
        parts=(Part(kind, blocks),),
        formats=FORMATS,
    )


def based_on(plans: Sequence[str]) -> str:
    """The plans in a row: «Kế hoạch số 05/KH-UBND …; Kế hoạch …»."""
    return "; ".join(plans)


def counted(number: int) -> str:
    """A count as administrative texts write it: «02», «14»."""
    return f"{number:02}"
