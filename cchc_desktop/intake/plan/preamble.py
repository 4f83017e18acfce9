"""What stands between the title and the first section: legal bases and the sentence that leads in."""

import re
from collections.abc import Sequence

from ...domain.plan import Item, ItemKind
from ...domain.text import fold, fold_aligned
from .markers import split_marker
from .nodes import NumberedBlock

_BASIS = re.compile(r"(?:can cu|theo|xet|thuc hien|tren co so|thi hanh)\b")
_CITED = re.compile(
    r"(?:va\s+)?(?:cac\s+)?(?:luat|bo luat|nghi quyet|nghi dinh|quyet dinh|thong tu|chi thi|ke hoach|"
    r"chuong trinh|"
    r"cong van|huong dan|de an|ket luan|thong bao|van ban|phap lenh|bo chi so|quy dinh|cong dien|thong tri|"
    r"can cu|theo|xet|thuc hien|tren co so)\b"
)
_ISSUES = (
    r"(?:xây dựng|ban hành|triển khai|lập|đề ra|tổ chức thực hiện|quyết định|thực hiện|phê duyệt|cụ thể hóa)"
)
_LEAD_IN = re.compile(
    r"[;.,]\s+(?=(?:nay\s+)?(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Ủy Ban nhân dân|Sở|Phòng|Văn phòng|"
    r"Chủ tịch)\b"
    rf"[^;]{{0,120}}?\b{_ISSUES}\b)"
)
_SEPARATOR = re.compile(r";\s+(?=\S)")


def is_basis(text: str) -> bool:
    """Whether the paragraph opens a legal basis."""
    return _BASIS.match(fold(text)) is not None


def preamble_items(lines: Sequence[NumberedBlock]) -> list[Item]:
    """The preamble's items, in order.

    A single paragraph that cites all bases one after the other is cut into one item for each; bases that
    stand in paragraphs of their own stay as they are. Every item keeps its words and end mark.
    """
    bases = [line for line in lines if is_basis(line.text) or _CITED.match(fold(line.text))]
    single = len(bases) == 1
    items: list[Item] = []
    cited = False
    for line in lines:
        marker = split_marker(line.text)
        for piece in _pieces(marker.text, single):
            folded = fold(piece)
            basis = is_basis(piece) or (cited and _CITED.match(folded) is not None)
            if basis and folded.rstrip().endswith((":", "nhu sau")):
                basis = False
            cited = cited or basis
            kind = ItemKind.BASIS if basis else ItemKind.TEXT
            printed = "" if items_of(items, line.number) else marker.printed
            items.append(Item(kind, piece, printed, source=(line.number,), doubt=line.doubt))
    return items


def items_of(items: Sequence[Item], number: int) -> bool:
    """Whether one of the items was read from this paragraph."""
    return any(number in item.source for item in items[-12:])


def _pieces(text: str, single: bool) -> list[str]:
    """The paragraph cut before its lead-in and, where it is the only basis, between the cited documents."""
    cuts = [found.end() for found in _LEAD_IN.finditer(text) if _depth(text, found.start()) == 0]
    start = 0
    folded = fold_aligned(text)
    if single and is_basis(text):
        end = cuts[-1] if cuts else len(text)
        for found in _SEPARATOR.finditer(text, 0, end):
            if _depth(text, found.start()) == 0 and _CITED.match(folded, found.end()):
                cuts.append(found.end())
    elif cuts and not is_basis(text):
        cuts = []
    pieces = []
    for cut in [*sorted(set(cuts)), len(text)]:
        pieces.append(text[start:cut].strip())
        start = cut
    return [piece for piece in pieces if piece]


def _depth(text: str, place: int) -> int:
    """How many brackets and quotes are open at this place."""
    before = text[:place]
    return before.count("(") - before.count(")") + before.count("“") - before.count("”")


_ISSUING = re.compile(
    r"\b(?:ban hanh|xay dung|de ra|lap|trien khai|to chuc)\s+"
    r"(?:va\s+(?:trien khai|to chuc)\s+(?:thuc hien\s+)?)?(?:ban\s+)?ke hoach\b(?!\s+so\b)(?!\s*\d)"
)
_ISSUED_BEFORE = re.compile(
    r"\b(?:da|vua|moi|duoc|viec|yeu cau|chi dao|chua|can|phai|cham)\s+(?:\w+\s+){0,2}$"
)
_ISSUERS = re.compile(
    r"\b(?:ubnd|uy ban nhan dan|hdnd|so|phong|van phong|chu tich|trung tam|ban|dang uy|doan|hoi)\b"
)
_LEADS_ON = re.compile(
    r",?\s*(?:(?:cu the|voi (?:cac|nhung|mot so) noi dung|gom cac|nhu sau|voi noi dung|theo cac noi dung|"
    r"noi dung nhu)\b.*|:.*)"
)


def issuing_sentence(text: str, *, leads_on: bool = True) -> str | None:
    """What the plan calls itself in the sentence that issues it: «… ban hành Kế hoạch X như sau:» gives «X».

    None where the text is no such sentence; empty where it names nothing. A sentence that tells of a plan
    («UBND xã đã ban hành kế hoạch …») issues none. With ``leads_on`` the sentence must lead on to the text.
    """
    if len(text) > 3000:
        return None
    folded = fold_aligned(text)
    for found in _ISSUING.finditer(folded):
        if _ISSUED_BEFORE.search(folded[: found.start()]) or not _ISSUERS.search(folded[: found.start()]):
            continue
        end = _LEADS_ON.search(folded, found.end())
        if leads_on and end is None:
            continue
        words = text[found.end() : end.start() if end else len(text)]
        return " ".join(words.split()).strip(' .:;,-–"“”')
    return None
