"""The words of head and foot that every document of an office shares."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ..domain.dates import BLANK, place_and_date
from ..domain.numerals import padded
from ..domain.offices import OfficeProfile, heads_alone, lengthen, shorten
from ..domain.plan import Plan, PlanLevel, Signer
from ..domain.text import clean_line, sort_key
from .model import LetterHead, Paragraph, SignatureBlock, Style


def number_line(number: str, symbol: str) -> str:
    """«Số: 05/KH-UBND», with a blank where the number is not given yet.

    A number under 10 is padded with 0; figures are all that is padded («05», but «12a» stays).
    """
    return f"Số: {padded(number) or BLANK}/{symbol}"


def letter_head(
    office: OfficeProfile,
    numbered_as: str,
    place_date: str,
    superior: str = "",
    issuer: str = "",
    *,
    draft: bool = False,
) -> LetterHead:
    """The head with the office's own names where others are not given, in capitals (components 4 and 5).

    That of a province's committee names nobody above it.
    """
    issuer, above = issuer or office.name, superior or office.superior
    return LetterHead(
        superior="" if heads_alone(issuer, above) else lengthen(above).upper(),
        issuer=lengthen(issuer).upper(),
        number_line=numbered_as,
        place_date=place_date,
        draft=draft,
    )


def head_of_plan(
    plan: Plan, office: OfficeProfile, numbered_as: str, place_date: str, *, draft: bool = False
) -> LetterHead:
    """The head of a plan and of what goes with it; what the plan does not name is the office's own.

    The head of a province's committee names nobody above it.
    """
    head = letter_head(office, numbered_as, place_date, plan.superior, plan.issuer, draft=draft)
    alone = plan.level is PlanLevel.PROVINCE and not plan.superior
    return replace(head, superior="" if alone else head.superior, urgency=plan.urgency.label)


def attached_to(kind: str, number: str, symbol: str, issued: str, issuer: str, lead: str = "Kèm theo") -> str:
    """«(Kèm theo Kế hoạch số 05/KH-UBND ngày … tháng … năm … của UBND xã …)» (component 29).

    ``issued`` is the date as it is written, from «ngày» on.
    """
    return f"({lead} {kind} số {padded(number) or BLANK}/{symbol} {issued} của {issuer})"


def written_date(issued: date | None, month: int | None = None, year: int | None = None) -> str:
    """«ngày 05 tháng 01 năm 2026», with blanks for what is not known."""
    return place_and_date("", issued, month, year)


def recipients(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines of «Nơi nhận», each with its end mark: «;», the last one «.» (component 26)."""
    cleaned = [line.strip().removeprefix("- ").strip() for line in lines if line.strip()]
    return tuple(
        text if text[-1] in ".;,:" or ";" in text else text + ("." if index == len(cleaned) - 1 else ";")
        for index, text in enumerate(cleaned)
    )


def signature(
    lines: Iterable[str], signer: Signer, preparer: str = "", place_date: str = "", hint: str = ""
) -> SignatureBlock:
    """The block at the foot."""
    return SignatureBlock(
        recipients=recipients(lines),
        authority=signer.authority.upper(),
        position=signer.position.upper(),
        name=signer.name,
        preparer=preparer,
        place_date=place_date,
        hint=hint,
    )


END_MARK = "./."
"""What ends the text of a document (FACTS.md section 1.2)."""


def closed(text: str) -> str:
    """The last paragraph of a document with the mark that ends it, where it is missing."""
    return text if text.rstrip().endswith(END_MARK) else text.rstrip().rstrip(".;,") + END_MARK


def chosen_signer(given: Signer, office: OfficeProfile) -> Signer:
    """The document's own signer, or the office's first where the document names none."""
    if given.authority or given.position or given.name or not office.signers:
        return given
    return office.signers[0]


def addressed(lines: Iterable[str]) -> Iterator[Paragraph]:
    """«Kính gửi: …»: one addressee in the same line, several as a list with dashes (component 24)."""
    cleaned = [text for line in lines if (text := clean_line(line).removeprefix("- ").rstrip(" .;,"))]
    if len(cleaned) == 1:
        yield Paragraph(f"Kính gửi: {cleaned[0]}", Style.ADDRESS)
    elif cleaned:
        yield Paragraph("Kính gửi:", Style.ADDRESS)
        for index, text in enumerate(cleaned, 1):
            yield Paragraph(f"{text}{'.' if index == len(cleaned) else ';'}", Style.ADDRESSEE, "-")


_LEVELS = ("thành phố", "thị trấn", "thị xã", "đặc khu", "phường", "huyện", "quận", "tỉnh", "xã")


def running_name(issuer: str, office: OfficeProfile) -> str:
    """The issuer as it is named in running text, «UBND xã An Bình», where the head was read in capitals.

    Names that differ in their accents are those of two offices.
    """
    issuer = clean_line(issuer)
    short = shorten(issuer)
    if not issuer or sort_key(short) == sort_key(office.short_name):
        return office.short_name
    if not issuer.isupper():
        return short
    council, _, place = short.partition(" ")
    for level in _LEVELS:
        if place.lower().startswith(level + " "):
            return f"{council} {level} {place[len(level) + 1 :].title()}"
    return f"{council} {place.title()}".strip()
