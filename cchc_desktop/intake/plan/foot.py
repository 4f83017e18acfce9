"""The foot of a plan: the recipients at the left, the signature at the right (NĐ 30/2020, Phụ lục I)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...domain.letters import CAPITALS, SMALLS
from ...domain.plan import Signer
from ...domain.text import fold
from .nodes import NumberedBlock

_RECIPIENTS = re.compile(r"noi nhan\s*[:;.]?\s*")
_AUTHORITY = re.compile(r"(?:T/?M|TM)\s*\.?\s+\S.*|T/?M\s*\.\s*\S.*")
_BEHALF = re.compile(r"(?:(?:K/?T|T/?L|TUQ|Q)\s*\.|[KT]/[TL](?=\s))\s*\S.*")
_POSITIONS = (
    "chu tich", "pho chu tich", "giam doc", "pho giam doc", "truong phong", "pho truong phong",
    "chanh van phong",
    "pho chanh van phong", "bi thu", "pho bi thu", "truong ban", "quyen chu tich", "chu tich ubnd",
    "bo truong",
)  # fmt: skip
_SPLIT = re.compile(
    rf"(?<=[\s;.:,])(?=(?:TM|T/M|KT|K/T|TL|TUQ)\s*\.\s*[{CAPITALS}])|"
    r"(?<=[;.:)])(?<!KT\.)(?<!TM\.)(?<!TL\.)(?<!Q\.)\s+(?=(?:PHÓ )?CHỦ TỊCH\b)|"
    r"(?<=[;.])\s+(?=[-–+]\s)|(?<= DÂN)\s+(?=(?:(?:KT|Q)\s*\.\s*)?(?:PHÓ )?CHỦ TỊCH\b)|"
    rf"(?<=CHỦ TỊCH)\s+(?=PHÓ CHỦ TỊCH\b|[{CAPITALS}][{SMALLS}])"
)
_ARCHIVE_AND_NAME = re.compile(r"([-–+]?\s*Lưu\b.*?\.)\s+(\S.*)")
_SYLLABLE = rf"[{CAPITALS}](?:[{SMALLS}]|['’`-](?:[{CAPITALS}]|(?=\w)))*['’]?"
_NAME = re.compile(rf"{_SYLLABLE}(?:\.?\s+{_SYLLABLE}){{1,5}}\.?")
"""Two to six syllables, those of the highlands' peoples too: «Y Thu», «K’ Brếp», «H’Hen Niê»."""
_DEGREE = re.compile(r"(?:(?:ThS|TS|BS|KS|CN|LS|PGS|GS)\.\s*){1,3}")
_SIGNED = frozenset(
    {"da ky", "(da ky)", "(ky)", "(ky, dong dau)", "(da ky va dong dau)", "da ky va dong dau", "[da ky]"}
)


@dataclass(slots=True)
class Foot:
    """What the foot says; ``used`` are the numbers of the paragraphs it was read from."""

    recipients: list[str] = field(default_factory=list)
    signer: Signer = field(default_factory=Signer)
    used: set[int] = field(default_factory=set)
    left: list[NumberedBlock] = field(default_factory=list)


def is_signature(text: str) -> bool:
    """Whether the line is the authority or the position of the signer («TM. …», «CHỦ TỊCH»)."""
    stripped = text.strip()
    if stripped != stripped.upper() or len(stripped) > 110:
        return False
    words = fold(stripped).strip(" .:")
    return bool(_AUTHORITY.fullmatch(stripped) or _BEHALF.fullmatch(stripped)) or words.startswith(_POSITIONS)


def opens_foot(text: str) -> bool:
    """Whether the foot begins with this line: «Nơi nhận:» or a line of the signature."""
    return bool(_RECIPIENTS.match(fold(text)) and len(text) < 160) or is_signature(text)


def read_foot(lines: Sequence[NumberedBlock]) -> Foot:
    """The recipients and the signer; lines that are neither are left over."""
    foot = Foot()
    authority = name = ""
    position: list[str] = []
    listing = signing = False
    for line in lines:
        for piece in _parts(line.text):
            part = piece
            heading = _RECIPIENTS.match(fold(part)) if len(fold(part)) == len(part) else None
            if heading:
                listing, signing = True, False
                foot.used.add(line.number)
                part = part[heading.end() :].strip()
                if not part:
                    continue
            if fold(part).strip(" .") in _SIGNED:
                foot.used.add(line.number)
                continue
            if is_signature(part):
                signing = True
                foot.used.add(line.number)
                if _AUTHORITY.fullmatch(part) and not authority:
                    authority = part
                elif len(position) < 2:
                    position.append(part)
                continue
            bullet = re.match(r"[-–—+•*·]\s*", part)
            # A long list goes on over the page beside which it was signed.
            goes_on = bool(name and foot.recipients) and foot.recipients[-1][-1:] not in ";."
            joins = listing and (bullet or not signing or part.startswith("(") or goes_on)
            if joins and _add_recipient(foot.recipients, part, bullet.end() if bullet else 0):
                foot.used.add(line.number)
                continue
            if not name and (signing or foot.recipients) and _is_name(part):
                name = part.strip()
                foot.used.add(line.number)
            elif not any(c.isalnum() for c in part):
                foot.used.add(line.number)
            elif bullet and not listing and signing:
                listing = True
                _add_recipient(foot.recipients, part, bullet.end())
                foot.used.add(line.number)
            else:
                foot.left.append(line)
    if (
        position
        and not name
        and foot.left
        and foot.left[-1] is lines[-1]
        and _is_name(lines[-1].text.title())
    ):
        name = foot.left.pop().text  # a name in capitals
        foot.used.add(lines[-1].number)
    foot.signer = Signer(authority, "\n".join(position), name)
    return foot


def _parts(text: str) -> list[str]:
    """The line cut before a signature that a reader left on a recipient's line."""
    parts = [part.strip() for part in _SPLIT.split(text) if part.strip()]
    last = _ARCHIVE_AND_NAME.fullmatch(parts[-1]) if parts else None
    return [*parts[:-1], *last.groups()] if last and _is_name(last[2]) else parts


def _is_name(text: str) -> bool:
    name = _DEGREE.sub("", text.strip())
    return 2 <= len(name.split()) <= 6 and bool(_NAME.fullmatch(name)) and not name.isupper()


def _add_recipient(recipients: list[str], text: str, dash: int) -> bool:
    """Puts the line to the recipients; one that only goes on joins the line before."""
    text = " ".join(text.split())
    if dash:
        recipients.append(text[dash:].strip() if dash < len(text) else "")
        return True
    ended = not recipients or recipients[-1].rstrip()[-1:] in (";", ".", ",", ":")
    if text.startswith("(") and recipients:
        recipients[-1] = f"{recipients[-1]} {text}"
        return True
    archived = bool(recipients) and fold(recipients[-1][:20]).startswith("luu")
    if _is_name(text) and (archived or (ended and bool(recipients))):
        return False
    if ended and not archived:
        recipients.append(text)
        return True
    if archived and recipients[-1].rstrip().endswith("."):
        return False
    if recipients and not ended:
        recipients[-1] = f"{recipients[-1]} {text}"
        return True
    return False
