"""The kinds of administrative documents, by their names and by the symbols of their numbers.

Nghị định 30/2020/NĐ-CP, Điều 7 (the kinds) and Phụ lục III (their symbols); beside them what else an office's
folder holds: legal documents, papers of the Party, speeches, forms.
"""

import re
from dataclasses import dataclass

from .text import fold


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind: its name as it is said («chỉ thị»), the symbol in its number («CT»), empty where it has none.

    ``directs`` tells whether an office keeps it among its directive documents; ``instead`` is what its reader
    should look for in the program in place of an import.
    """

    name: str
    symbol: str = ""
    directs: bool = False
    instead: str = ""


PLAN = DocumentKind("kế hoạch", "KH")
DECISION = DocumentKind("quyết định", "QĐ", directs=True)
PROGRAMME = DocumentKind("chương trình", "CTr")
LETTER = DocumentKind("công văn", "CV", directs=True)
"""A letter has no name of its kind and no symbol of it; «CV» is the Party's."""

_REPORTS = "Báo cáo của cơ quan được soạn ở trang Báo cáo."
_KINDS = (
    PLAN,
    DECISION,
    PROGRAMME,
    LETTER,
    DocumentKind("nghị quyết", "NQ", directs=True),
    DocumentKind("chỉ thị", "CT", directs=True),
    DocumentKind("quy chế", "QC"),
    DocumentKind("quy định", "QyĐ"),
    DocumentKind("thông cáo", "TC"),
    DocumentKind("thông báo", "TB", directs=True),
    DocumentKind("hướng dẫn", "HD", directs=True),
    DocumentKind("phương án", "PA"),
    DocumentKind("đề án", "ĐA"),
    DocumentKind("dự án", "DA"),
    DocumentKind("báo cáo", "BC", instead=_REPORTS),
    DocumentKind("biên bản", "BB"),
    DocumentKind("tờ trình", "TTr"),
    DocumentKind("hợp đồng", "HĐ"),
    DocumentKind("công điện", "CĐ", directs=True),
    DocumentKind("bản ghi nhớ", "BGN"),
    DocumentKind("bản thỏa thuận", "BTT"),
    DocumentKind("giấy ủy quyền", "GUQ"),
    DocumentKind("giấy mời", "GM"),
    DocumentKind("giấy giới thiệu", "GGT"),
    DocumentKind("giấy nghỉ phép", "GNP"),
    DocumentKind("phiếu gửi", "PG"),
    DocumentKind("phiếu chuyển", "PC"),
    DocumentKind("phiếu báo", "PB"),
    DocumentKind("thư công"),
    # Legal documents, papers of the Party, and others
    DocumentKind("luật"),
    DocumentKind("pháp lệnh"),
    DocumentKind("nghị định", "NĐ"),
    DocumentKind("thông tư", "TT"),
    DocumentKind("kết luận", "KL", directs=True),
    DocumentKind("thông tri", "TTri", directs=True),
    DocumentKind("quy trình"),
    DocumentKind("thư ngỏ"),
    DocumentKind("thư mời"),
    DocumentKind("bài phát biểu"),
    DocumentKind("bài tham luận"),
    DocumentKind("tham luận"),
    DocumentKind("đề cương"),
    DocumentKind("phiếu khảo sát"),
    DocumentKind("phiếu đánh giá"),
    DocumentKind("phiếu trình"),
    DocumentKind("lịch công tác"),
    DocumentKind("lịch làm việc"),
    DocumentKind("kịch bản"),
    DocumentKind("bản cam kết"),
    DocumentKind("bản tin"),
    DocumentKind("tóm tắt báo cáo", instead=_REPORTS),
)
_STAMPS = frozenset({"cong van den", "cong van di"})
_DRAFT = re.compile(r"\(?du thao(?: lan \d+)?\)?[\s:.-]*")


_NAMES = {fold(kind.name): kind for kind in sorted(_KINDS, key=lambda kind: -len(kind.name))}
"""The kinds by their folded names, the longest first."""


def kind_of_symbol(symbol: str) -> DocumentKind | None:
    """The kind that the symbol of a number names: «CT-UBND» a directive, «UBND-VP» a letter.

    None for a symbol without letters, and for one whose kind nobody knows.
    """
    parts = [part for part in re.split(r"[-–/&.\s]+", symbol) if part]
    if not parts:
        return None
    for kind in _KINDS:
        if kind.symbol and kind.symbol.upper() == parts[0].upper():
            return kind
    # «UBND-VP», «SNV-CCHC»: the issuer stands first, where a kind would.
    return LETTER if len(parts) > 1 or parts[0] in ("UBND", "HĐND") else None


def kind_of_title(line: str) -> tuple[DocumentKind, str] | None:
    """The kind that the line is the title of, and what follows the kind's name on it; None for no title.

    A title is written in capitals, or stands on a line of its own; «CÔNG VĂN ĐẾN» is a stamp.
    """
    text = " ".join(line.split()).strip(' .:*_-#“”"«»')
    text = _joined(text)
    folded = fold(text)
    if len(folded) != len(text) or folded in _STAMPS:
        return None
    draft = _DRAFT.match(folded)
    start = draft.end() if draft and draft.end() < len(text) else 0
    for name, kind in _NAMES.items():
        if not folded.startswith(name, start):
            continue
        written, rest = text[start : start + len(name)], text[start + len(name) :]
        alone = not rest and written[:1].isupper()
        if alone or (written.isupper() and not rest[:1].isalnum()):
            return kind, rest.strip(" .:-–_*")
    return None


def _joined(text: str) -> str:
    """«K Ế  H O Ạ C H» as «KẾ HOẠCH»: letters set apart are put together where they make a kind's name."""
    letters = text.split(" ")
    if len(letters) < 5 or any(len(letter) != 1 for letter in letters):
        return text
    folded = "".join(map(fold, letters))
    for name in _NAMES:
        if name.replace(" ", "") == folded:
            places = [len(word) for word in name.split(" ")]
            words, rest = [], "".join(letters)
            for length in places:
                words.append(rest[:length])
                rest = rest[length:]
            return " ".join(words)
    return text
