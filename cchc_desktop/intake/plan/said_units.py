"""Who leads and who supports, where a task's sentence says it: «Giao X chủ trì, phối hợp với Y rà soát …».

A unit's name is followed by what it has to do, and nothing but the words tells where it ends: before
«chủ trì», at a comma that no other unit follows, or at a verb. Verbs are known with their accents, for
folded «lập» and «lắp», «tổ chức» and «các tổ chức» are hard to tell apart.
"""

import re
from dataclasses import dataclass

from ...domain.text import fold_aligned
from .titles import names_unit

LONGEST = 1500
MOST_WORDS = 16
"""A unit's name has no more words; a list of units twice as many."""

DOUBT_UNITS = "Đơn vị chủ trì, phối hợp lấy từ trong câu; hãy kiểm tra"

_WORKS = (
    r"(?:chu tri|lam dau moi|la (?:don vi|co quan|dau moi) chu tri|(?:la )?dau moi|"
    r"chiu trach nhiem(?: chu tri)?|"
    r"thuc hien|tham muu|phu trach|dam nhiem|to chuc thuc hien|trien khai thuc hien|trien khai|theo doi|"
    r"xay dung|ra soat|tong hop|huong dan|lap)"
)
_GIVEN = re.compile(
    r"(?:^|[.;,(]\s*|\bubnd xa\s+|\buy ban nhan dan xa\s+)"
    r"(?:giao(?: cho)?|phan cong(?: cho)?|yeu cau|de nghi|nhiem vu do)\s+"
    rf"(?P<who>[^.;:()]{{4,140}}?)\s*,?\s+(?P<work>phoi hop|{_WORKS})\b"
)
_LEADS = re.compile(
    r"(?:^|[.;(]\s*)(?P<who>[^.;:()]{4,140}?)\s*,?\s+"
    r"(?P<work>chu tri|la (?:don vi|co quan|dau moi) chu tri|lam dau moi|chiu trach nhiem chu tri)\b"
)
_LEADS_LATE = re.compile(
    r",\s*(?P<who>(?!giao |do |phan cong )[^.;:(),]{4,80}?)\s+"
    r"(?P<work>chu tri|la (?:don vi|co quan) chu tri)\b"
)
_NAMED = (
    r"(?:phong (?!ngua|chong|trao|hop)|van phong|vp |trung tam|cong an|ban (?:chi huy|chi dao|quan ly)|"
    r"doan thanh nien|hoi (?:nong dan|phu nu|cuu chien binh|lien hiep)|uy ban|ubmttq|mat tran|mttq|bo phan|"
    r"cong chuc (?:tu phap|van phong|van hoa|dia chinh|tai chinh|ke toan|noi vu|phu trach)|"
    r"to (?:cong nghe|mot cua|truong)|truong phong|chanh van phong|tram y te|dai truyen thanh)"
)
_OPENS = re.compile(
    rf"^(?P<who>{_NAMED}[^.;:()]{{2,80}}?)\s*,?"
    r"(?:\s+(?P<work>phoi hop|chiu trach nhiem|tham muu)\b|:\s+(?=\S))"
)
_MAYBE = re.compile(r"chu tri|giao|phan cong|yeu cau|de nghi|\bdo\s|dau moi|chiu trach nhiem|\(")
_IN_BRACKETS = re.compile(rf"\(\s*(?P<who>{_NAMED}[^.;:(),]{{0,60}}?)(?P<work>)\s*[;,)]")
_NO_UNIT = re.compile(
    r"(?:ban (?:hanh|dinh|giao)|to chuc (?!chinh tri|xa hoi|doan the)|phong (?:ngua|chong|trao|hop)|"
    r"hoi (?:nghi|thao|hop)|doan ket|dai hoi|truong hop|so (?:hoa|luong|ho |lieu|ket|tay)|"
    r"don vi hanh chinh)\b"
)
"""Words that begin like a unit: «ban hành», «tổ chức hội nghị», «số hóa»."""
_DONE_BY = re.compile(rf"\bdo\s+(?P<who>[^.;:()]{{4,140}}?)\s+(?P<work>{_WORKS})\b")
_WITH = re.compile(
    r"[\s,;]*(?:va\s+)?(?:tham muu\s+)?(?:co su\s+)?phoi hop(?:\s+thuc hien)?\s+"
    r"(?:voi\s+|cung\s+(?:voi\s+)?|chat che voi\s+)?"
)
_SUPPORTED = re.compile(r"\s*[,;]\s*(?P<who>[^.;:()]{4,200}?)\s+phoi hop(?:\s+thuc hien)?\s*(?=[).;,]|$)")
_LATER = re.compile(r"[^.;()]{0,160}?[,;]\s*(?=(?:va\s+)?phoi hop\s+(?:voi|cung)\b)")
_VERB = re.compile(
    r"\s(?:(?<!các )(?<!và )(?<!những )(?<!trị )tổ chức|lập|rà soát|xây dựng|thực hiện|triển khai|"
    r"tham mưu|hướng dẫn|kiểm tra|theo dõi|ban hành|cập nhật|niêm yết|công khai|số hóa|số hoá|"
    r"tuyên truyền|trình|báo cáo|hoàn thành|"
    r"đăng tải|khảo sát|đánh giá|tổng hợp|đề xuất|đẩy mạnh|tăng cường|giải quyết|xử lý|bố trí|vận hành|"
    r"chuẩn bị|tiếp nhận|đôn đốc|giám sát|biên soạn|soạn thảo|mở|cử|áp dụng|duy trì|nâng cấp|nâng cao|"
    r"nghiên cứu|tiếp tục|để|nhằm|trong|khi|rút ngắn|cắt giảm|tập huấn|bồi dưỡng|phổ biến|quán triệt|"
    r"thống kê|phân loại|lắp đặt|cài đặt|kết nối|cung cấp|hỗ trợ|vận động|quản lý|sắp xếp|hoàn thiện|đưa|"
    r"tạo|tạo lập|phát động|thành lập|kiện toàn|bảo đảm|đảm bảo|chịu trách nhiệm|thường xuyên|kịp thời|"
    r"trước|xong)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*,\s*|\s+và\s+|\s+cùng\s+", re.IGNORECASE)
_AND_OTHERS = re.compile(
    r"(?:cac )?(?:don vi|co quan|bo phan|nganh|phong|ban|doan the|to chuc)?\s*(?:co )?lien quan"
)


@dataclass(frozen=True, slots=True)
class SaidUnits:
    """The units that a sentence names for its task, as printed, and why they may be doubted."""

    lead: str = ""
    support: str = ""
    doubt: str = ""


NO_UNITS = SaidUnits()


def said_units(sentence: str) -> SaidUnits:
    """Who a task's sentence says leads it, and who supports."""
    sentence = sentence[:LONGEST]
    folded = fold_aligned(sentence)
    if _MAYBE.search(folded) is None and _OPENS.match(folded) is None:
        return NO_UNITS
    for pattern in (_GIVEN, _LEADS, _LEADS_LATE, _DONE_BY, _OPENS, _IN_BRACKETS):
        for found in pattern.finditer(folded):
            lead = sentence[found.start("who") : found.end("who")].strip(" ,")
            if not _are_units(lead, MOST_WORDS):
                continue
            # «Giao X phối hợp với Y thực hiện»: who is given the work leads it.
            supported = found["work"] == "phoi hop"
            support = _supporting(sentence, folded, found.start("work") if supported else found.end())
            work = found["work"] or ""
            sure = pattern is _DONE_BY or work.startswith(("chu tri", "la ", "lam ", "chiu trach nhiem chu"))
            sure = sure and not fold_aligned(lead).startswith("cac ") and _all_units(lead)
            surely = sure and (not support or _all_units(support))
            return SaidUnits(lead, support, "" if surely else DOUBT_UNITS)
    return NO_UNITS


def _supporting(sentence: str, folded: str, start: int) -> str:
    """The units after «phối hợp với» that stands here or right after one phrase; nothing where none do."""
    found = _WITH.match(folded, start)
    if found is None:
        later = _LATER.match(folded, start)
        found = _WITH.match(folded, later.end()) if later else None
    if found is None:
        after = _SUPPORTED.match(folded, start)
        named = sentence[after.start("who") : after.end("who")].strip() if after else ""
        return named if _are_units(named, 2 * MOST_WORDS) else ""
    stop = re.search(r"[.;:()]", sentence[found.end() :])
    rest = sentence[found.end() : found.end() + stop.start()] if stop else sentence[found.end() :]
    if verb := _VERB.search(rest):
        rest = rest[: verb.start()]
    kept: list[str] = []
    place = 0
    for part in _PARTS.split(rest):
        here = rest.find(part, place)
        if kept and not (names_unit(part) or _AND_OTHERS.fullmatch(fold_aligned(part).strip())):
            break
        kept.append(part)
        place = here + len(part)
    support = rest[:place].strip(" ,")
    return support if _are_units(support, 2 * MOST_WORDS) else ""


def _are_units(words: str, most: int) -> bool:
    named = names_unit(words) and not _NO_UNIT.match(fold_aligned(words))
    return named and 0 < len(words.split()) <= most


def _all_units(words: str) -> bool:
    return all(
        names_unit(part) or _AND_OTHERS.fullmatch(fold_aligned(part).strip())
        for part in _PARTS.split(words)
        if part
    )
