"""Head and foot of a document that plain text shows side by side: left block first, then the right one."""

import re

from .marks import is_recipients_heading, is_signature

_WIDE_GAP = re.compile(r"(?:\t|[ \u00a0]{3,})[\t ]*")
_NATION = re.compile(r"CỘNG\s+HÒA\s+XÃ\s+HỘI|CỘNG\s+HOÀ\s+XÃ\s+HỘI", re.IGNORECASE)
_CLOSE_NATION = re.compile(r"^(\S.{3,60}?)\s+(CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\b.*)$")
_CLOSE_MOTTO = re.compile(r"^(\S.{1,60}?)\s+(Độc\s+lập\s*[-–]\s*Tự\s+do\b.*)$")
_CLOSE_DATE = re.compile(r"^(Số\s*:.{0,30}?/[^\s,]{2,20})\s+(\S[^,]{1,40},\s*ngày\b.*)$")
_BULLET = re.compile(r"[-–—+*•·]\s*")
_SIGNED = re.compile(r"\((?:đã\s+)?(?:ký|k[ií])\b", re.IGNORECASE)
_BLANK_NUMBER = re.compile(r"Số\s*:\s*/")
_ENTRY = re.compile(r"[-–—+*•·(]|Như|Lưu")
# The right block stands in the right half of a page of some 80 characters.
_RIGHT_HALF = 24


def separate_columns(raw: list[str]) -> list[str]:
    """The lines with every head or foot of two columns laid out as its left and then its right lines."""
    result: list[str] = []
    index = 0
    while index < len(raw):
        end = _block_end(raw, index)
        if end > index:
            result += _columns(raw[index:end])
            index = end
        else:
            result.append(raw[index])
            index += 1
    return result


def _split(line: str) -> tuple[str, str]:
    """The left and right part of a line: what stands before and after the first wide gap."""
    if not line.strip():
        return "", ""
    lead = len(line) - len(line.lstrip())
    if lead >= _RIGHT_HALF or line.startswith("\t\t"):
        return "", line.strip()
    body = line.strip()
    # A head of two columns may have been printed with a single blank between them.
    for close in (_CLOSE_NATION, _CLOSE_MOTTO, _CLOSE_DATE):
        if (apart := close.match(body)) and not _WIDE_GAP.search(body):
            return apart[1], apart[2]
    bullet = _BULLET.match(body)
    found = _WIDE_GAP.search(body, bullet.end() if bullet else 0)
    # The blank that a number is written into («Số:      /KH-UBND») parts no columns.
    if found and _BLANK_NUMBER.match(body):
        found = _WIDE_GAP.search(body, found.end())
    return (body[: found.start()], body[found.end() :]) if found else (body, "")


def _block_end(raw: list[str], index: int) -> int:
    """Where the two-column block that begins at this line ends; the index itself where none begins."""
    left, right = _split(raw[index])
    if left and _NATION.match(right):
        last = index
        for offset, line in enumerate(raw[index : index + 9], index):
            part = _split(line)
            if part[1]:
                last = offset
            elif offset > last + 2:
                break
        return last + 1
    if is_recipients_heading(left) and (not right or is_signature(right)):
        end = index
        signed = False
        blank = 0
        for offset, line in enumerate(raw[index : index + 40], index):
            part = _split(line)
            blank = 0 if any(part) else blank + 1
            if blank > 6 or "\f" in line:
                break
            signed = signed or is_signature(part[1])
            if any(part):
                if offset > index and part[0] and not _ENTRY.match(part[0]):
                    break
                end = offset + 1
        return end if signed else index
    return index


def _columns(block: list[str]) -> list[str]:
    left: list[str] = []
    right: list[str] = []
    for line in block:
        each, other = _split(line)
        if _BULLET.match(each) and other.startswith("(") and not _SIGNED.match(other):
            each, other = f"{each} {other}", ""
        left += [each] if each else []
        right += [other] if other else []
    return [*left, *right]
