"""Whether a plan is about administrative reform, about a part of it, about something near it, or about none.

What counts is what the plan calls itself: its subject, else the sentence that issues it. A mention elsewhere
(«gắn với cải cách hành chính») makes no plan of reform of a plan for elections.
"""

import re
from dataclasses import dataclass
from enum import Enum

from ...domain.errors import Refusal
from ...domain.text import fold, shortened

_REFORM_WORDS = r"(?:cai cach (?:nen |cac )?(?:thu tuc )?hanh chinh|\bcchc\b|\bpar ?-?index\b|\bparindex\b)"
_REFORM = re.compile(rf"{_REFORM_WORDS}|cai cach (?:tthc|thu tuc)|cai cach che do cong vu")


class Extent(Enum):
    """How much of the reform a plan is about."""

    WHOLE = "whole"
    PART = "part"
    NEAR = "near"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a plan is about; ``name`` says of a part, or of what is near the reform, which it is."""

    extent: Extent
    name: str = ""


_PROCEDURES = r"(?:thu tuc hanh chinh|\btthc\b)"
_ABOUT_REFORM = r"(?:cai cach (?:nen )?hanh chinh|\bcchc\b)"
_PARTS = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (rf"chi so\b.{{0,40}}{_ABOUT_REFORM}|\bpar ?-?index\b|\bparindex\b", "Chỉ số cải cách hành chính"),
        (r"\bsipas\b|hai long\b.{0,60}(?:nguoi dan|to chuc|doanh nghiep|phuc vu)", "đo mức độ hài lòng"),
        (rf"kiem soat {_PROCEDURES}", "kiểm soát thủ tục hành chính"),
        (rf"(?:ra soat|don gian hoa|cat giam)\b.{{0,60}}{_PROCEDURES}", "rà soát thủ tục hành chính"),
        (
            rf"(?:kiem tra|tu kiem tra|thanh tra|giam sat)\b.{{0,80}}(?:{_ABOUT_REFORM}|\bcong vu\b)",
            "kiểm tra cải cách hành chính, công vụ",
        ),
        (rf"(?:tuyen truyen|truyen thong)\b.{{0,60}}{_ABOUT_REFORM}", "tuyên truyền cải cách hành chính"),
        (rf"(?:thi dua|hoi thi|cuoc thi|sang kien)\b.{{0,80}}{_ABOUT_REFORM}", "thi đua cải cách hành chính"),
        (rf"(?:tap huan|boi duong|dao tao)\b.{{0,80}}{_ABOUT_REFORM}", "tập huấn cải cách hành chính"),
        (rf"(?:doi thoai)\b.{{0,80}}(?:{_ABOUT_REFORM}|{_PROCEDURES})", "đối thoại về cải cách hành chính"),
        (r"cai cach che do cong vu|cai cach cong vu", "cải cách chế độ công vụ"),
        (r"cai cach the che", "cải cách thể chế"),
        (r"cai cach (?:to chuc )?bo may", "cải cách tổ chức bộ máy"),
        (r"cai cach tai chinh cong", "cải cách tài chính công"),
        (r"\bmot cua\b|phuc vu hanh chinh cong", "cơ chế một cửa"),
        (_PROCEDURES, "thủ tục hành chính"),
    )
)
_NEAR = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"chuyen doi so", "chuyển đổi số"),
        (r"chinh (?:quyen|phu) (?:so|dien tu)|ung dung (?:cong nghe thong tin|cntt)", "chính quyền số"),
        (r"de an (?:so )?0?6\b", "Đề án 06"),
        (r"dich vu cong", "dịch vụ công"),
        (r"so hoa\b", "số hóa"),
        (
            r"ky (?:luat|cuong)\b.{0,40}hanh chinh|van hoa (?:cong so|cong vu)|\bcong vu\b",
            "kỷ luật, văn hóa công vụ",
        ),
        (r"tinh gian bien che|vi tri viec lam|sap xep (?:to chuc )?bo may", "tổ chức bộ máy, biên chế"),
        (
            r"ra soat\b.{0,40}van ban|kiem tra\b.{0,40}van ban quy pham|thi hanh phap luat",
            "thi hành pháp luật",
        ),
        (r"\biso ?9001|quan ly chat luong", "hệ thống quản lý chất lượng"),
        (
            r"nang luc canh tranh|\b(?:papi|pci|ddci)\b|moi truong (?:dau tu|kinh doanh)",
            "năng lực cạnh tranh",
        ),
        (r"dan chu\b.{0,20}co so|tiep cong dan", "dân chủ ở cơ sở, tiếp công dân"),
    )
)
_OTHERS = re.compile(
    r"\b(?:bau cu|5g|phong,? chay|giao duc phap luat|phat trien kinh te|kinh te ?[-–,]? ?xa hoi|"
    r"nong thon moi|an toan giao thong|thien tai|dich benh|tiem chung|nhap ngu|quoc phong|quan su|"
    r"an ninh|giam ngheo|thu ngan sach|trong cay|"
    r"tham nhung|thuc hanh tiet kiem|dan van|thanh nien|phu nu|tre em|the thao)\b"
)
"""Matters of other plans, in whose subjects reform stands beside them at most."""
_ASIDE = re.compile(
    r"\b(?:gan voi|gan lien voi|ket hop(?: voi)?|long ghep(?: voi| vao)?|gop phan|di doi voi|di lien voi|"
    r"phuc vu(?! hanh chinh)(?: cho)?(?: cong tac)?|nham|de thuc day|huong toi|dong thoi)\b"
)
"""What comes after these is no more what the plan is about."""


def names_reform(text: str) -> bool:
    """Whether the text speaks of administrative reform at all."""
    folded = " ".join(fold(text).split())
    return _REFORM.search(folded) is not None or any(pattern.search(folded) for pattern, _ in _PARTS[:4])


def matter_of(subject: str) -> Matter:
    """What a plan of this subject is about; Extent.NONE also where the subject is empty."""
    folded = " ".join(fold(subject).split())
    aside = _ASIDE.search(folded)
    if aside and len(folded[: aside.start()].split()) > 1:
        folded = folded[: aside.start()]
    place = _REFORM.search(folded)
    other = _OTHERS.search(folded)
    if other and (place is None or other.start() < place.start()):
        beside = "việc khác, có nêu cải cách hành chính"
        return Matter(Extent.NONE, other[0]) if place is None else Matter(Extent.NEAR, beside)
    for pattern, name in _PARTS:
        found = pattern.search(folded)
        if found is None:
            continue
        before = folded[: found.start()]
        if place is not None and place.start() < found.start() and re.search(_ABOUT_REFORM, before):
            continue  # «Cải cách hành chính và kiểm soát thủ tục hành chính»
        if name in ("cơ chế một cửa", "thủ tục hành chính") and re.search(_ABOUT_REFORM, folded):
            continue
        return Matter(Extent.PART, name)
    if place is not None:
        return Matter(Extent.WHOLE)
    for pattern, name in _NEAR:
        if pattern.search(folded):
            return Matter(Extent.NEAR, name)
    return Matter(Extent.NONE)


_ENOUGH = 3
"""A plan with so many reform areas is taken for one of reform, whatever its subject is."""
_SHOWN = 80
_NAME = "kế hoạch cải cách hành chính"


def judged(subject: str, calls_itself: str, areas: int, opening: str) -> tuple[Extent, str]:
    """How much of the reform the plan is about, and a sentence where that is doubtful or only a part.

    ``calls_itself`` is what the issuing sentence calls the plan, ``areas`` how many reform areas its headings
    open, ``opening`` its first paragraphs. Raises Refusal, with a sentence that says what the plan is about,
    where it is not about reform.
    """
    matter, by_sentence = matter_of(subject), matter_of(calls_itself)
    if not subject and by_sentence.extent in (Extent.WHOLE, Extent.PART):
        matter = by_sentence
    if matter.extent is Extent.WHOLE or (not subject and not calls_itself and names_reform(opening)):
        return Extent.WHOLE, ""
    if matter.extent is Extent.PART:
        return matter.extent, f"Kế hoạch này là về một phần của cải cách hành chính: {matter.name}."
    named = shortened(subject, _SHOWN)
    unnamed = f"Trích yếu «{named}» không nói đến cải cách hành chính; nhận là {_NAME}"
    if areas >= _ENOUGH and not matter.name:
        return Extent.WHOLE, f"{unnamed} vì nội dung có {areas} lĩnh vực. Hãy kiểm tra."
    if matter.extent is Extent.NEAR and (areas or names_reform(opening)):
        return Extent.NEAR, (
            f"Đây là kế hoạch về {matter.name}, gần với cải cách hành chính nhưng không phải {_NAME}; chỉ "
            "nhập nếu muốn theo dõi nó ở đây."
        )
    if by_sentence.extent in (Extent.WHOLE, Extent.PART) and not matter.name:
        return by_sentence.extent, f"{unnamed} theo câu ban hành. Hãy kiểm tra."
    about = f" (trích yếu «{named}»)" if subject else ""
    what = f"về {matter.name}" if matter.extent is Extent.NEAR else "về việc khác"
    raise Refusal(f"Đây là kế hoạch {what}{about}, không phải {_NAME}. Hãy chọn tệp {_NAME}.", "file")
