"""The words of targets: which numbers are no values, and what the words around a value mean.

All patterns are for text without accents, but for SCOPE_END. FACTS.md section 3 has the forms.
"""

import re

from ...domain.targets import Comparator

BLANK = "\x00"
LONGEST = 3000
"""What stands further on in a paragraph sets no target; real sentences have up to a thousand letters."""

NOT_VALUES = tuple(
    re.compile(pattern)
    for pattern in (
        r"https?://\S+",
        r"(?<!tong )(?<!mot )\bso\s*:?\s*\d[\w/.-]*(?![\d,.]*\s*%)",
        r"\b\d+(?:/\d{4})?\s*[-/]\s*[a-z]{2,}[\w/-]*",
        r"\b\d{1,2}/\d{1,2}/\d{4}\b|\b\d{1,2}/\d{4}\b",
        r"\b(?:truoc|den|xong|het|tu)\s+\d{1,2}/\d{1,2}\b(?!\s*(?:%|so\b|thoi\b|tong\b))",
        r"\b\d{1,2}[.\-]\d{1,2}[.\-]20\d{2}\b|\b\d{1,2}\s+thang\s+\d{1,2}\b(?!\s*%)(?:\s+nam\s+\d{4})?",
        r"\bngay\s+\d{1,2}(?:\s+thang\s+\d{1,2}(?:\s+nam\s+\d{4})?|/\d{1,2})",
        r"\b(?:giai doan|nhiem ky|thoi ky)\s+\d{4}\s*[-–]\s*\d{4}",
        r"\b(?:nam|tu nam|den nam)\s+\d{4}(?:\s*[-–]\s*(?:nam\s+)?\d{4})?",
        r"\b(?:19|20)\d{2}\s*[-–]\s*(?:19|20)\d{2}\b",
        r"\b(?:0?[1-9]|1[01])\s+thang(?=\s+(?:dau|cuoi))",
        r"\bthang\s+\d{1,2}\b(?![\d.,]*\s*%)(?:\s*(?:,|va|-|den)\s*(?:thang\s+)?\d{1,2}\b(?!\s*%))*|\bquy\s+\d\b",
        r"\bdot\s+\d{1,2}\b",
        r"\b(?:de an|nghi quyet|quyet dinh|nghi dinh|thong tu|chi thi|luat|chuong trinh|mau|bieu|bieu mau|"
        r"phu luc|dieu|khoan|muc|chuong|phien ban|cong nghiep|khoa|hang muc|lan thu)\s+\d+(?:[.,]\d+)*"
        r"(?![\d.,]*\s*(?:%|phut\b|ngay\b|gio\b|diem\b|lan\b|luot\b|dong\b|ty dong\b|trieu\b|phan tram\b))",
        r"\b(?:muc do|cap do)\s+\d(?:\s*(?:,|va|hoac|-|–|/)\s*(?:muc do\s*)?\d)*",
        r"\b(?:iso|tcvn|iso/iec)\s+\d+(?:[-:]\d+)*",
        r"\b24\s*/\s*(?:24|7)\b",
        r"\b(?:0?[23])\s+cap\b",
        r"^\s*\(?\d{1,2}[.)]\s",
        r"\(\d{1,2}\)",
    )
)
"""Numbers that are no values; each is blanked before the values are looked for."""

DASH = r"[-\u2010-\u2015\u2212~]"
NUMBER = r"(\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)"
UNITS = (
    "luot giao dich|diem tiep nhan|bo phan|y kien|phieu|ca nhan|tap the|thiet bi|tai khoan|"
    "hinh thuc|hoat dong|hoi nghi|mo hinh|sang kien|giai phap|van ban|ho so|thu tuc|tthc|"
    "dich vu|tin bai|don vi|co quan|truong hop|can bo|cong chuc|vien chuc|nguoi|nhiem vu|san pham|"
    "chuyen de|chuyen muc|quy trinh|ban tin|dau moi|thon|to dan pho|cuoc|dot|lop|buoi|lan|luot|tin|bai|"
    "tieu chi|chi tieu|"
    "phong|diem|bo|kenh|phan mem|he thong|chi so|linh vuc|ky|phien|to|doan|ban|doanh nghiep|ho|bac"
)
TIMES = "ngay lam viec|phut|gio|ngay"
MONEY = "ty dong|trieu dong|nghin dong|ngan dong|dong|trieu|ty(?! le| trong| suat)"
SPANS = "tuan|thang|quy|nam|ngay"

FREQUENCY = re.compile(
    rf"\b(\d+)\s*({SPANS})\s*/\s*(?:0?1\s*)?lan\b|\b(?:moi\s+)?(\d+)\s*({SPANS})\s+(?:0?1|mot)\s+lan\b"
)
TOP = re.compile(
    r"\b(?:top|nhom|tot dau|tốp|vi tri|thu hang|xep hang|xep thu|dung thu|hang)\s*(?:thu\s*)?"
    r"(?:tu\s*)?(?:thu\s*)?(\d{1,4})(?:\s*(?:-|–|den)\s*(?:thu\s*)?(\d{1,4}))?(?!\s*%|\d|[.,/]\d)"
)
TOP_OF = re.compile(
    r"\btrong\s+(?:so\s+|nhom\s+)?(\d{1,4})\s+[^\d.;]{2,60}?\b(?:dung dau|dan dau|cao nhat|xep dau|tot nhat)"
)
FIRST = re.compile(
    r"\b(?:(?:xep|dung|hang|vi tri|dat)\s+(?:hang\s+|vi tri\s+)?thu|hang(?=\s+(?:nhat|nhi)\b))"
    r"\s+(nhat|nhi|hai|ba|tu|nam)\b"
)
PERCENT = re.compile(
    rf"(?<![\d.,]){NUMBER}\s*(?:%|phan tram)?\s*(?:{DASH}|den|toi)\s*(?:(?:duoi|tren)\s+)?"
    rf"{NUMBER}\s*(?:%|phan tram)"
    rf"|(?<![\d.,]){NUMBER}\s*(?:%|phan tram)"
)
POINTS = re.compile(rf"(?<![\d.,]){NUMBER}\s*(?:(?:{DASH}|den)\s*{NUMBER}\s*)?(?:diem\s*)(?:phan tram\b|%)")
FRACTION = re.compile(
    r"(?<![\d/.,])(?<!ngay )(?<!truoc )(?<!thang )([1-9])/([2-9]|10)\b(?!\s*[/.]\s*\d)"
    r"(?=\s+(?:so|tong|thoi|chi|giay|thanh phan|luong|khoi|thon|to|ho|thu tuc|tthc|can bo|cong|van ban|"
    r"nguoi|dan|xa\b|phuong))"
    r"|([¼½¾⅓⅔])|\b(mot phan hai|mot phan ba|mot phan tu|hai phan ba|ba phan tu|mot nua|"
    r"nua(?= so| thoi| tong| chi))\b"
)
FRACTION_WORDS = {
    "¼": (1, 4),
    "½": (1, 2),
    "¾": (3, 4),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "mot phan hai": (1, 2),
    "mot phan ba": (1, 3),
    "mot phan tu": (1, 4),
    "hai phan ba": (2, 3),
    "ba phan tu": (3, 4),
    "mot nua": (1, 2),
    "nua": (1, 2),
}
TIMES_AS_MUCH = re.compile(rf"\bgap\s+(doi|hai|ba|bon|{NUMBER[1:-1]})(?:\s+lan)?\b")
QUANTITY = re.compile(
    rf"(?<![\d/.,]){NUMBER}\s*(?:(?:{TIMES}|{MONEY})?\s*(?:{DASH}|den|toi)\s*{NUMBER}\s*)?({TIMES}|{MONEY})\b"
    r"(?:\s*/\s*(?:(?:0?1|mot)\s*)?(luot|ho so|lan|thu tuc|tthc|giao dich)\b(?:\s+giao dich)?)?"
)
COUNT = re.compile(
    rf"(?<![\d/.,])(?<!\d )([1-9]\d{{0,2}}(?: \d{{3}})+|{NUMBER[1:-1]})"
    rf"\s*(?:/\s*\d+(?:[.,]\d+)?\s*|(?:{DASH}|den|toi)\s*{NUMBER}\s*)?({UNITS})\b"
    rf"(?:\s*/\s*(?:(?:0?1|mot)\s*)?({SPANS}|don vi|linh vuc|nguoi)\b)?"
)
WORD_COUNT = re.compile(
    rf"\b(mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)\s+({UNITS})\b(?:\s*/\s*(?:0?1\s*)?({SPANS})\b)?"
)
PER_PART = re.compile(
    r"[^.;,\d]{0,20}/\s*(?:0?1\s*|mot\s+)?(nam|quy|thang|tuan)\b"
    r"|[^.;,\d]{0,24}?\b(?:moi|hang|trong|mot|1)\s+(?:mot\s+)?(nam|quy|thang|tuan)\b(?!\s*(?:[ivx]+\b|\d))"
)
LOOSE_COUNT = re.compile(
    rf"\b{NUMBER}\s+([a-z]+[23²³](?!\w)|"
    r"(?!(?:va|tren|den|hoac|hay)\b)[a-z]+(?:\s+(?!(?:tro|do|hoac|va|ve|cua|doi|trong|cho|so)\b)[a-z]+)?)"
)
GRADE = re.compile(
    r"\b(?:xep\s+loai|dat\s+loai|loai|xep\s+muc|dat\s+muc|muc|hang|dat)\s+(?:tu\s+)?(?:loai\s+|muc\s+)?"
    r"(?:hoan thanh\s+)?(xuat sac|tot|kha|trung binh|yeu)\b(?:\s+nhiem vu)?(\s+tro len)?"
)
OVER_PLAN = re.compile(
    r"\bvuot\s+(?:muc\s+)?(?:chi tieu|du toan|ke hoach|muc)?\s*(?:thu\s+)?(?:ve\s+)?(?:thu\s+)?ngan sach"
    r"|\bvuot\s+(?:muc\s+)?(?:chi tieu|du toan|ke hoach)"
)
WORD_NUMBERS = {
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "nam": 5,
    "sau": 6,
    "muoi": 10,
    "nhat": 1,
    "nhi": 2,
    "tu": 4,
}
GRADES = {"xuat sac": "Xuất sắc", "tot": "Tốt", "kha": "Khá", "trung binh": "Trung bình", "yeu": "Yếu"}

FILLERS = (
    r"(?:\s+(?:la|dat|tu|muc|o muc|ty le|bang|co|cua|con|khoang|trung binh|tuong ung|lan luot|binh quan|duoc|"
    r"to chuc|thuc hien|xuong|len|them|phai|ve|moi|so|tong so|so luong|cung|duy tri))*\s*:?\s*$"
)
_NOT_LET = r"khong\s+(?:de|co|duoc|cho phep|con|phat sinh|xay ra|ai|ho so)\b[^.;,]{0,60}\b"
BEFORE: tuple[tuple[Comparator, re.Pattern[str]], ...] = (
    (
        Comparator.AT_LEAST,
        re.compile(
            r"\b(?:it nhat|toi thieu|khong duoi|khong thap hon|khong it hon|khong nho hon|khong kem|"
            r"thap nhat|tro len|"
            r"(?:dat|bang)\s*(?:va|hoac|,|/|-)\s*(?:vuot|hon|cao hon|lon hon|tren|nhieu hon)(?: muc)?|"
            rf"{_NOT_LET}(?:duoi|thap hon|it hon|kem))" + FILLERS + r"|(?:≥|>=|=>|⩾)\s*$"
        ),
    ),
    (
        Comparator.AT_MOST,
        re.compile(
            r"\b(?:toi da|khong qua|khong vuot qua|nhieu nhat|khong cao hon|khong lon hon|khong nhieu hon|"
            r"khong hon|cham nhat|muon nhat|trong vong|khong tre qua|xuong(?: con)?|chi con|con lai|"
            r"(?:giam|rut ngan|rut|ha|cat giam|keo giam)\b[^.;,]{0,80}?\bcon|"
            rf"khong\b(?! dung)[^.;,]{{0,60}}\b(?:qua|vuot)|{_NOT_LET}(?:tren|hon|cao hon|lon hon|nhieu hon))"
            + FILLERS
            + r"|(?:≤|<=|=<|⩽)\s*$"
        ),
    ),
    (
        Comparator.LESS_THAN,
        re.compile(
            r"\b(?:duoi|thap hon|it hon|nho hon|chua den|chua toi|khong den|khong toi)" + FILLERS + r"|<\s*$"
        ),
    ),
    (
        Comparator.MORE_THAN,
        re.compile(r"\b(?:tren|hon|cao hon|lon hon|nhieu hon|vuot)" + FILLERS + r"|>\s*$"),
    ),
)
"""Words right before a value that say how it is compared; the first that fits counts."""

_AFTER = r"^\s*[)\\]*\s*"
UPWARDS = re.compile(
    _AFTER + r"(?:tro len|do len|hoac (?:hon|cao hon|nhieu hon|lon hon)|la (?:toi thieu|it nhat)|"
    r"\((?:toi thieu|it nhat)\))"
)
DOWNWARDS = re.compile(
    _AFTER + r"(?:tro xuong|tro lai|do lai|hoac (?:it hon|thap hon|nho hon)|la (?:toi da|nhieu nhat)|"
    r"\((?:toi da|nhieu nhat)\))"
)
FAR_UP = re.compile(r"^([^.;,()\d\x00]{1,80}?)\b(tro len|la (?:muc )?(?:toi thieu|it nhat))\b")
FAR_DOWN = re.compile(r"^([^.;,()\d\x00]{1,80}?)\b(tro xuong|la (?:muc )?(?:toi da|nhieu nhat))\b")
OF_A_SCALE = re.compile(
    r"\b(?:trinh do|cap|muc|loai|hang|bac|dai hoc|cao dang|trung cap|thac si|tuoi|pho|truong|kha|tot|nganh)\b"
)
"""What «trở lên» may belong to instead of the value: «100% công chức có trình độ đại học trở lên»."""
FROM = re.compile(r"\btu(?:\s+(?:khoang|muc|it nhat))*\s*$")
RAISED_TO = re.compile(r"\b(?:tang|nang)\b[^.;,]{0,60}\blen(?:\s+(?:den|toi|muc|dat|thanh|it nhat))*\s*$")
ABOUT = re.compile(r"\b(?:khoang|gan|xap xi|tren duoi|chung)\s*$")
SOFT = re.compile(r"\b(?:phan dau|phan dau dat|co gang)\b|\bphan dau(?= tu)")
REDUCTION = re.compile(
    r"\b(?:giam|cat giam|tinh giam|rut ngan|tiet kiem|cat bo)\b(?!\s+(?:con|xuong))[^;.]*$"
)
REDUCED_TO = re.compile(r"\b(?:xuong|con)\b[^;.]*$")
GROWTH = re.compile(r"\btang(?:\s+(?:them|toi thieu|it nhat|tu|khoang|trung binh))*\s*$")
CHANGE = re.compile(
    r"(?:\s*\([^)]*\)|[^.;,:()%\d]{0,60}?)?\s*\b(len|xuong|con)"
    r"(?:\s+(?:den|con|toi|muc|it nhat|toi thieu|khong qua|toi da|duoi|tren))*\s*"
)
IN_WORDS = re.compile(
    r"\b(?:(?:mot|hai|ba|bon|nam|lam|sau|bay|tam|chin|muoi|tram|linh|le|phay|ruoi|tu)\s+)+phan tram\s*\(\s*$"
)
"""The value written out before its figures: «bảy mươi phần trăm (70%)»."""
STEP = re.compile(r"\b(?:moi nam|hang nam|binh quan(?: moi nam)?)\b[^;.%]*$")
STEP_WORDS = re.compile(
    r"\b(?:moi nam|hang nam|binh quan|moi|nam|them|giam|tang|du kien|phai|trung binh|khoang)\b"
)
WITHIN = re.compile(r"\btrong(?:\s+(?:vong|thoi han|thoi gian|toi da))?\s*$")
PER_YEAR = re.compile(r"^\s*(?:%\s*)?/\s*(?:0?1\s*)?nam\b")
CAP = re.compile(r"\b(?:den khi|cho den khi|toi khi)\s+(?:dat|hoan thanh|du)?\s*$")
BASE_YEAR = re.compile(r"\bso voi\s+(?:cuoi\s+|thoi diem\s+|thuc hien\s+)?(?:nam\s+)?(\d{4})")
REVIEW_YEAR = re.compile(r"\bra soat(?:\s+\w+){0,3}?\s+nam\s+(\d{4})")
NUMBER_ALONE = re.compile(
    r"(?<![\w/.,\"“«(-])(?<!cong )(?<!mo hinh )(?<!tong dai )(?<!nong )(?<!nghiep )(?<!xa hoi )"
    r"(?!0\d{3}|\d\.0\b|(?:19|20)\d{2}\b)(\d+(?:[.,]\d+)*(?:/\d+)?)"
    r"(?![\w/]|\s+(?:\d|ro\b|khong\b|co\b|sach\b|de\b|cung\b|tang\b|nhat\b))"
)
GROWN = re.compile(r"\b(?:thu ngan sach|thu nsnn|tang|vuot|gap|so voi|hon|nang cao)\b")
IN_BRACKETS = re.compile(r"\s*\(([^()%\d]{2,60})\)")
TIME_PHRASE = re.compile(
    r"\b(?:(?:den|truoc|het|xong|trong|tu)\s+)*(?:(?:het|cuoi)\s+)?"
    r"(?:ngay\s+\d{1,2}[/ ]\S+(?:\s+\d{1,2})?(?:\s+nam\s+\d{4})?|\d{1,2}/\d{1,2}/\d{4}|"
    r"thang\s+\d{1,2}(?:/|\s+nam\s+)\d{4}|quy\s+(?:[ivx]+|\d)\s*(?:/|\s+nam\s+)\d{4}|"
    r"(?:nam|giai doan)\s+\d{4}(?:\s*[-–]\s*(?:nam\s+)?\d{4})?)"
)
YEARS = re.compile(r"\d{4}")
LINKS = re.compile(
    r"\b(?:dat|tu|phan dau|tang|len|la|tren|duy tri|toi thieu|it nhat|tro len|ty le|va|muc|giam|xuong|con|"
    r"khoang|phai|dam bao|bao dam|hon|duoi|toi da|den|het|vao|trong|cuoi|truoc|ca nam|moc|con lai)\b|"
    r"[\s,:;.()\-–≥≤<>=]"
)
LEVELS = (
    ("cấp xã", r"\b(?:cap xa|cac xa|ubnd cap xa)\b"),
    ("cấp huyện", r"\b(?:cap huyen|cac huyen|ubnd cap huyen)\b"),
    ("cấp tỉnh", r"\b(?:cap tinh|cap so|cac so|ubnd cap tinh)\b"),
)
IN_TURN = re.compile(r"\b(?:tuong ung|lan luot)\b")
RANK_SCOPE = re.compile(
    r"\b(?:cua|trong|toan|cap|dan dau|dung dau)\s+(?:(?:cac|toan)\s+)?"
    r"(huyen|tinh|thanh pho|ca nuoc|quan|thi xa)\b"
)
SUB = re.compile(r"\b(?:trong do|rieng)\b[\s,:]*(.*)", re.DOTALL)
# With its accents: folded, «đạt» and «đất» are one word.
SCOPE_END = re.compile(
    r"\b(?:đạt|phấn đấu|tối thiểu|ít nhất|là|từ|không dưới|không quá|không vượt quá|tối đa|"
    r"(?:trên|dưới|hơn)(?=\s*\d))\b|[:%]",
    re.IGNORECASE,
)
SEPARATOR = re.compile(r"[;.(,:]|\bva\b|\btrong do\b|\brieng\b")
