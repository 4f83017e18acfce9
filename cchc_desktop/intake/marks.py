"""What a line of an official document shows by itself: its number or bullet, its end, its standing alone.

The rules come from FACTS.md sections 1.2 (components), 2.1 (parts) and 2.4 (what real plans do to them).
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class MarkKind(StrEnum):
    """The kinds of number or bullet that open a paragraph."""

    BULLET = "bullet"
    ROMAN = "roman"
    NUMBER = "number"
    LETTER = "letter"
    BRACKETED = "bracketed"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Mark:
    """The number or bullet that a line begins with; ``label`` is it without dots and brackets."""

    kind: MarkKind
    label: str
    rest: str


_BULLET = re.compile(r"(?P<label>[-–—+•*●○▪■◦➢✓☑☒·])(?:\s+(?P<rest>\S.*)|(?P<tight>(?<=[-–+•●▪])[^\W\d_].*))")
_ROMAN = re.compile(r"(?P<label>[IVX]{1,6}(?:\.\d{1,2}){0,3})\s*[.)/]\s*(?P<rest>\S.*)")
_ROMAN_DASH = re.compile(r"(?P<label>[IVX]{1,6})\s*[-–:]\s+(?P<rest>\S.*)")
_NUMBER = re.compile(r"(?P<label>\d{1,2}(?:\.\d{1,2}){0,4})(?:\s?(?P<end>[.)/]))?(?P<gap>\s*)(?P<rest>\S.*)")
_LETTER = re.compile(r"(?P<label>[a-zđ]|[A-HĐ])(?P<end>[.)])\s*(?P<rest>\S.*)")
_BRACKETED = re.compile(r"\((?P<label>\d{1,2}|[a-zđ]|[ivx]{1,4})\)\s*(?P<rest>\S.*)")
_ARTICLE = re.compile(
    r"(?P<label>(?:Điều\s+\d{1,3}\s*[.:]|(?:Phần|Chương|Mục|Tiểu mục|PHẦN|CHƯƠNG|MỤC)\s+(?:thứ\s+)?"
    r"[IVX\d]{1,5}(?:\s*[.:]|$)))\s*(?P<rest>.*)"
)
_BARE = re.compile(r"(?P<label>[-–+•●▪]|(?:[IVX]{1,5}|\d{1,2}(?:\.\d{1,2})*)\.|[a-zđ]\)|\(\d{1,2}\))")


def _opens_sentence(text: str) -> bool:
    return text[:1].isupper() or text[:1] in "“\"‘'(«["


def mark_of(text: str) -> Mark | None:
    """The number or bullet that opens the line, or None.

    «2030; Chương trình», «31/KH-UBND» and «15%)» are no numbers of paragraphs.
    """
    if found := _BULLET.fullmatch(text):
        return Mark(MarkKind.BULLET, found["label"], found["rest"] or found["tight"])
    if found := _ARTICLE.fullmatch(text):
        return Mark(MarkKind.ARTICLE, found["label"].rstrip(" .:"), found["rest"])
    if (found := _ROMAN.fullmatch(text) or _ROMAN_DASH.fullmatch(text)) and _opens_sentence(found["rest"]):
        return Mark(MarkKind.ROMAN, found["label"], found["rest"])
    if found := _NUMBER.fullmatch(text):
        closed = bool(found["end"])
        spaced = bool(found["gap"]) or (closed and _opens_sentence(found["rest"]))
        if spaced and found["end"] != "/" and (closed or "." in found["label"]):
            if closed or _opens_sentence(found["rest"]):
                return Mark(MarkKind.NUMBER, found["label"], found["rest"])
        elif found["end"] == "/" and found["gap"] and _opens_sentence(found["rest"]):
            return Mark(MarkKind.NUMBER, found["label"], found["rest"])
    if (found := _LETTER.fullmatch(text)) and (found["end"] == ")" or _opens_sentence(found["rest"])):
        return Mark(MarkKind.LETTER, found["label"], found["rest"])
    if found := _BRACKETED.fullmatch(text):
        return Mark(MarkKind.BRACKETED, found["label"], found["rest"])
    if found := _BARE.fullmatch(text):
        return Mark(_bare_kind(found["label"]), found["label"].strip(".)("), "")
    return None


def _bare_kind(label: str) -> MarkKind:
    """The kind of a number or bullet that stands alone on its line."""
    if label.endswith(")"):
        return MarkKind.BRACKETED if label.startswith("(") else MarkKind.LETTER
    if label in "-–+•●▪":
        return MarkKind.BULLET
    return MarkKind.ROMAN if label[0].isalpha() else MarkKind.NUMBER


# The end of a paragraph is looked at once for every line of it, so only so much of it is.
_TAIL = 80

# The number of a note may stand behind the mark.
_END = re.compile(r"[.;:!?…][\"”’»)\]]*(?:\s?[⁰¹²³⁴-⁹⁽⁾]+)?$")
_SENTENCE_END = re.compile(r"[.!?…][\"”’»)\]]*(?:\s?[⁰¹²³⁴-⁹⁽⁾]+)?$")


_RAISED = " ⁰¹²³⁴⁵⁶⁷⁸⁹"


def _tail(text: str) -> str:
    """The end of the text, without the raised number of a note after its last mark."""
    return text[-_TAIL:].rstrip().rstrip(_RAISED)


def has_end_mark(text: str) -> bool:
    """Whether the text ends as a sentence or an entry of a list does, with «.», «;», «:», «./.» …"""
    return _END.search(_tail(text)) is not None


# Words after which no sentence of an official document ends, so what follows belongs to it even when it
# looks like a number («mức độ / 4. Xây dựng …»).
_OPEN_ENDS = re.compile(
    r"(?:^|[\s(])(?:số|của|và|hoặc|tại|theo|về|các|những|mỗi|từng|cho|đến|từ|với|là|do|để|bởi|trong|trên|dưới|"
    r"bằng|gồm|tháng|quý|ngày|năm|khoản|điểm|mục|điều|độ|loại|cấp|lần|thứ|khóa|khoá|kỳ|nhóm|hơn|khoảng|đạt|"
    r"tối đa|tối thiểu|ít nhất|TP\.|TX\.)$|[-–,(/]$",
    re.IGNORECASE,
)


# In these «số» means digital: «chính quyền số» is a heading that is at its end.
_DIGITAL = re.compile(
    r"\b(?:chính quyền|chính phủ|chuyển đổi|kinh tế|xã hội|công dân|công nghệ|kỹ năng|dữ liệu|hạ tầng|"
    r"nền tảng|môi trường|văn hóa|văn hoá|thể chế|ký) số$",
    re.IGNORECASE,
)


def is_left_open(text: str) -> bool:
    """Whether the text ends with a word, comma or dash that calls for more."""
    end = _tail(text)
    return _OPEN_ENDS.search(end) is not None and _DIGITAL.search(end) is None


_ACCENTED_VOWELS = frozenset("ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ")


def is_capitals(text: str) -> bool:
    """Whether the line is a heading in capitals; «HĐND - UBND» is none, for it has no accented vowel."""
    return text == text.upper() and any(c in _ACCENTED_VOWELS for c in text)


_DOCUMENT_TYPES = (
    "KẾ HOẠCH|QUYẾT ĐỊNH|BÁO CÁO|TỜ TRÌNH|THÔNG BÁO|CHƯƠNG TRÌNH|PHƯƠNG ÁN|ĐỀ ÁN|CÔNG VĂN|CHỈ THỊ|NGHỊ QUYẾT|"
    "HƯỚNG DẪN|DANH MỤC|PHỤ LỤC|KHUNG KẾ HOẠCH|QUY CHẾ|DỰ THẢO|BIÊN BẢN"
)
_TITLE = re.compile(rf"\W*(?:{_DOCUMENT_TYPES})(?:\s+(?:SỐ\s*)?[IVX\d]{{1,4}})?\W*")
_ANNEX = re.compile(r"(?:Phụ lục|PHỤ LỤC|Biểu|Mẫu)(?:\s+(?:số\s*)?[IVXLC\d]{1,4})?\s*[.:]?")
_RECIPIENTS = re.compile(r"(?:Nơi\s+nhận|NƠI\s+NHẬN)\s*[:;.]?(?:\s.*)?")
_BEHALF = re.compile(r"(?:T/?M|K/?T|T/?L|TUQ|Q)\s*\.\s*[^\W\d_].*")
_POSITION = re.compile(
    r"(?:PHÓ\s+)?(?:Q\.\s*)?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG PHÒNG|CHÁNH VĂN PHÒNG|BÍ THƯ|"
    r"TRƯỞNG BAN|TRƯỞNG ĐOÀN)\b.{0,40}"
)
_NUMBER_LINE = re.compile(r"Số\s*:.{0,40}|Số\s*\d*\s*/\s*[A-ZĐ].{0,30}")
_PLACE_DATE = re.compile(
    r"[^\W\d_][^,;:]{1,40},\s*ngày[\s.…_]*\d{0,2}[\s.…_]*tháng[\s.…_]*\d{0,2}[\s.…_]*năm[\s.…_]*\d{0,4}[\s.…_]*"
)
_ADDRESSEE = re.compile(r"Kính gửi\s*:.*", re.IGNORECASE)
_MOTTO = re.compile(r"Độc lập\s*[-–]\s*Tự do\s*[-–]\s*Hạnh phúc\W*", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"(?:Căn cứ|CĂN CỨ|Xét đề nghị|Theo đề nghị|Trên cơ sở"
    r"|Thực hiện (?:Nghị|Quyết định|Kế hoạch|Chương trình|Chỉ thị|Công văn|Luật|Thông tư|Đề án))\b.*"
)


_NATION = re.compile(r"CỘNG\s+H(?:ÒA|OÀ)\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM\W*", re.IGNORECASE)


def is_letterhead(text: str) -> bool:
    """Whether the line stands in the head of a document alone: nation, motto, number, place and date."""
    return (
        _NATION.fullmatch(text) is not None
        or _MOTTO.fullmatch(text) is not None
        or _NUMBER_LINE.fullmatch(text) is not None
        or is_place_and_date(text)
    )


def is_document_title(text: str) -> bool:
    """Whether the line names a kind of document or an annex («KẾ HOẠCH»), under which its subject stands."""
    return _TITLE.fullmatch(text) is not None or _ANNEX.fullmatch(text) is not None


def is_recipients_heading(text: str) -> bool:
    """Whether the line opens the list of recipients («Nơi nhận:»)."""
    return _RECIPIENTS.fullmatch(text) is not None


def is_signature(text: str) -> bool:
    """Whether the line is the authority or the position of the one who signs («TM. …», «CHỦ TỊCH»)."""
    if _BEHALF.fullmatch(text) or _POSITION.fullmatch(text):
        return text == text.upper() and len(text) <= 90
    return False


_CUT_NATION = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ(?: NGHĨA)?")


def is_cut_nation(text: str) -> bool:
    """Whether the line is the national title without its end, which a narrow column cut off."""
    return _CUT_NATION.fullmatch(text) is not None


def is_place_and_date(text: str) -> bool:
    """Whether the line is the place and date of the head («An Bình, ngày … tháng … năm …»)."""
    return _PLACE_DATE.fullmatch(text) is not None


def is_preamble(text: str) -> bool:
    """Whether the line opens a legal basis or the paragraph before the first section."""
    return _PREAMBLE.fullmatch(text) is not None


def ends_whole(text: str) -> bool:
    """Whether the text ends as the whole body does, with «./.»."""
    return _tail(text).endswith("./.")


def ends_sentence(text: str) -> bool:
    """Whether the text ends with the mark of a sentence."""
    return _SENTENCE_END.search(_tail(text)) is not None


def stands_alone(text: str) -> bool:
    """Whether the line is one that is never part of a running paragraph (FACTS.md section 1.2)."""
    return (
        is_recipients_heading(text)
        or is_signature(text)
        or is_document_title(text)
        or _NUMBER_LINE.fullmatch(text) is not None
        or is_place_and_date(text)
        or _MOTTO.fullmatch(text) is not None
        or _ADDRESSEE.fullmatch(text) is not None
        or is_capitals(text)
    )
