"""What kind of document a file holds, by its title, its number and its opening; only plans are read on.

A document says what it is in one of these ways, and the first that speaks counts: the title («CHỈ THỊ»), the
symbol of its number («03/CT-UBND»), «Kính gửi:» and «V/v», which letters alone have. What says none of these
is a plan only where it talks like one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...domain.document_kinds import (
    DECISION,
    LETTER,
    PLAN,
    PROGRAMME,
    DocumentKind,
    kind_of_symbol,
    kind_of_title,
)
from ...domain.errors import Refusal
from ...domain.plan import Topic
from ...domain.text import fold, uncapitalized
from .annex import opens_annex
from .head import NUMBER, is_plan_title
from .markers import BULLETS, Marker, MarkerStyle, split_marker
from .nodes import NumberedBlock
from .preamble import issuing_sentence
from .reform import names_reform
from .titles import topic_of

_OPENING = 60
"""So many lines at most come before a title."""
_ACTS = re.compile(r"(?:hanh dong|cong tac|thuc hien|cai cach)\b")
"""What a programme that is worked through like a plan is called after: «CHƯƠNG TRÌNH HÀNH ĐỘNG»."""
_ADDRESSED = re.compile(r"kinh gui\s*[:;]|kinh gui\s*$|kinh gui\s+\S")
_ABOUT = re.compile(r"(?:v/v|v\.v|ve viec)\b")
_BY_LINE = re.compile(
    r"(?:^|[|(])\s*(?:tin|bai|anh|tac gia)\s*(?:(?:,|va)\s*(?:tin|bai|anh)\s*)?:|"
    r"^hoi\s*:|^tra loi\s*:|\bluot xem\b|\bban doc\b|\d{4},?\s+(?:luc\s+)?\d{1,2}[:h]\d{2}\b"
)
_TOLD = re.compile(
    r"\b(?:da|vua|moi|chinh thuc)\s+(?:ban hanh|phe duyet|ky ban hanh|co|xay dung)\b|\btheo do\b|"
    r"\btheo ke hoach\b,|\bxem them\b|\bcho biet\b"
)
"""What news say, and plans do not; lines around the news say so even where it quotes a plan."""
_LAST = 3
"""So many lines at the end may name who wrote the news."""
_PLAN_TITLED_LATER = re.compile(r"(?:phe duyet|ban hanh|thong qua)\s+(?:kem theo\s+)?(?:ban\s+)?ke hoach\b")
_REPORT_SECTION = re.compile(r"(?:\w+\s+)?(?:ket qua (?:dat duoc|thuc hien)|danh gia chung)\b")
_LIKE_NONE = "Tệp này không giống một kế hoạch cải cách hành chính: "
_CHOOSE = "Hãy chọn tệp kế hoạch cải cách hành chính."
_KEPT = (
    "Nếu cần theo dõi văn bản này, hãy thêm vào thẻ «Văn bản chỉ đạo» của báo cáo, hoặc thêm việc được giao "
    "ở trang Nhiệm vụ."
)
_ANNEX_LABELS = ("phu luc", "bieu", "mau")
_APART = "Hãy tách phần kế hoạch ra một tệp riêng rồi nhập."


@dataclass(frozen=True, slots=True)
class Identity:
    """What the file is: a plan, by itself or after its decision.

    ``title`` is «KẾ HOẠCH» or the name of a programme that is read as a plan; ``title_at`` the place of
    its line, None where no line is one; ``decision_at`` that of «QUYẾT ĐỊNH» before it. ``warnings`` are
    sentences about what does not go together.
    """

    title: str = "KẾ HOẠCH"
    title_at: int | None = None
    decision_at: int | None = None
    warnings: tuple[str, ...] = ()


def identify(lines: Sequence[NumberedBlock]) -> Identity:
    """What the document is. Raises Refusal, with a sentence that names it, where it is no plan."""
    if not lines:
        raise Refusal("Tệp này không có chữ nào để đọc. Hãy chọn tệp kế hoạch khác.", "file")
    opening = _opening(lines)
    symbol, symbol_text = _symbol(lines[:opening])
    for place, line in enumerate(lines[:opening]):
        if line.table is not None:
            continue
        if is_plan_title(line):
            return Identity(title_at=place, warnings=_unlike(symbol, symbol_text))
        if (found := kind_of_title(line.text)) is not None and found[0] is not PLAN:
            return _titled(lines, place, *found)
    if symbol is not None and symbol is not PLAN:
        raise _other(symbol, lines)
    letter = next((line for line in lines[:opening] if _addressed(line)), None)
    if letter is not None and symbol is not PLAN:
        raise _letter(letter.text, symbol_text, lines)
    later = _later_title(lines)
    if later is None:
        _refuse_what_is_no_plan(lines, symbol)
    return Identity(title_at=later)


def _opening(lines: Sequence[NumberedBlock]) -> int:
    """The place of the first numbered paragraph: titles stand before it."""
    for place, line in enumerate(lines[:_OPENING]):
        if line.table is None:
            style = split_marker(line.text).style
            if style is not MarkerStyle.PLAIN and style not in BULLETS:
                return place
    return min(len(lines), _OPENING)


def _symbol(lines: Sequence[NumberedBlock]) -> tuple[DocumentKind | None, str]:
    """The kind that the document's own number tells, and the number as it is printed."""
    for line in lines:
        if line.table is not None or len(line.text) > 250 or _cites(line.text):
            continue
        if found := NUMBER.search(line.text):
            return kind_of_symbol(found["symbol"]), " ".join(found[0].split())
    return None, ""


def _cites(text: str) -> bool:
    return fold(text).startswith(("can cu", "thuc hien", "theo ", "xet ", "("))


def _addressed(line: NumberedBlock) -> bool:
    folded = fold(line.text)
    return line.table is None and bool(_ADDRESSED.match(folded) or _ABOUT.match(folded))


def _unlike(symbol: DocumentKind | None, number: str) -> tuple[str, ...]:
    if symbol is None or symbol in (PLAN, PROGRAMME):
        return ()
    return (f"Tiêu đề là kế hoạch nhưng «{number}» là số của {symbol.name}; hãy kiểm tra số, ký hiệu.",)


def _titled(lines: Sequence[NumberedBlock], place: int, kind: DocumentKind, rest: str) -> Identity:
    """The plan that comes with a document of another title; else what is refused."""
    if kind is DECISION:
        return _decision(lines, place, rest)
    if kind is PROGRAMME:
        following = _text_at(lines, place + 1)
        words = rest or following
        if _ACTS.match(fold(words)) and names_reform(" ".join((rest, following, _text_at(lines, place + 2)))):
            return Identity(
                "CHƯƠNG TRÌNH",
                place,
                warnings=("Đây là chương trình, được đọc như kế hoạch; hãy xem lại tiêu đề và trích yếu.",),
            )
    raise _other(kind, lines, place)


def _decision(lines: Sequence[NumberedBlock], place: int, rest: str) -> Identity:
    """The decision's attached plan; a decision about something else is refused."""
    subject = " ".join((rest, *(_text_at(lines, place + n) for n in (1, 2))))
    articles = False
    for later in range(place + 1, len(lines)):
        line = lines[later]
        if line.table is not None:
            continue
        articles = articles or split_marker(line.text).style is MarkerStyle.ARTICLE
        if is_plan_title(line):
            return Identity(title_at=later, decision_at=place)
        found = kind_of_title(line.text)
        if found is not None and found[0] not in (DECISION, PLAN) and articles:
            raise Refusal(
                f"Đây là quyết định ban hành {found[0].name}, không kèm kế hoạch nào. {_KEPT}",
                "file",
            )
    if _PLAN_TITLED_LATER.search(fold(subject)):
        raise Refusal(
            "Đây là quyết định ban hành kế hoạch, nhưng trong tệp không thấy kế hoạch kèm theo (tiêu đề "
            "«KẾ HOẠCH» sau quyết định). Hãy chọn tệp có phần kế hoạch.",
            "file",
        )
    raise Refusal(f"Đây là quyết định, không kèm kế hoạch nào. {_KEPT}", "file")


def _text_at(lines: Sequence[NumberedBlock], place: int) -> str:
    if place < len(lines) and lines[place].table is None:
        return lines[place].text.strip()
    return ""


def _later_title(lines: Sequence[NumberedBlock]) -> int | None:
    return next((p for p, line in enumerate(lines) if line.table is None and is_plan_title(line)), None)


def _other(kind: DocumentKind, lines: Sequence[NumberedBlock], place: int = 0) -> Refusal:
    """The sentence about a document of another kind, with what to do with it."""
    later = _later_title(lines[place + 1 :])
    if later is not None:
        way = f"Ở phần sau của tệp có một kế hoạch: nếu cần nhập, {uncapitalized(_APART)}"
    elif kind.directs:
        way = _KEPT
    else:
        way = kind.instead or _CHOOSE
    return Refusal(f"Đây là {kind.name}, không phải kế hoạch cải cách hành chính. {way}", "file")


def _letter(text: str, number: str, lines: Sequence[NumberedBlock]) -> Refusal:
    if number or _ABOUT.match(fold(text)) or _later_title(lines) is not None:
        return _other(LETTER, lines)
    return Refusal(f"Đây là thư hoặc công văn (có «Kính gửi»), không có tiêu đề «KẾ HOẠCH». {_KEPT}", "file")


def _refuse_what_is_no_plan(lines: Sequence[NumberedBlock], symbol: DocumentKind | None) -> None:
    """Refuse what has no title and does not talk like a plan."""
    first = " ".join(" ".join(fold(line.text) for line in lines[:40]).split())
    if not names_reform(first):
        raise Refusal(f"{_LIKE_NONE}phần đầu không nói đến cải cách hành chính.", "file")
    if "ke hoach" not in first:
        raise Refusal(f"{_LIKE_NONE}không thấy tiêu đề «KẾ HOẠCH».", "file")
    texts = [line.text for line in lines if line.table is None]
    told = any(_BY_LINE.search(fold(text)) for text in (*texts[:40], *texts[-_LAST:]))
    issues = any(issuing_sentence(text) for text in texts[:40])
    if symbol is PLAN or (issues and not told):
        return
    if told or _TOLD.search(first):
        raise Refusal(
            f"Đây là bài viết hoặc tin về cải cách hành chính, không phải văn bản kế hoạch. {_CHOOSE}", "file"
        )
    if any(_REPORT_SECTION.match(fold(marker.text)) for marker in map(_numbered, lines) if marker):
        raise Refusal(f"{_LIKE_NONE}các đề mục cho thấy đây là báo cáo kết quả.", "file")
    topics = {topic_of(split_marker(line.text).text) for line in lines if line.table is None} - {None}
    if any(opens_annex(line) for line in lines[:_LAST]):
        raise Refusal(
            "Đây là phụ lục (khung kế hoạch) không có kế hoạch đi cùng. Hãy nhập kế hoạch trước, rồi nhập "
            "phụ lục vào kế hoạch đó.",
            "file",
        )
    if len(topics) < 2 or Topic.DUTIES not in topics:
        raise Refusal(
            f"{_LIKE_NONE}không thấy tiêu đề «KẾ HOẠCH», câu ban hành và các đề mục của kế hoạch.", "file"
        )


def _numbered(line: NumberedBlock) -> Marker | None:
    marker = split_marker(line.text)
    return marker if line.table is None and marker.path else None


def second_document(lines: Sequence[NumberedBlock]) -> str:
    """A sentence about another document that follows the plan in its file; empty where none does."""
    for place, line in enumerate(lines):
        found = kind_of_title(line.text) if line.table is None else None
        label = any(
            fold(before.text).startswith(_ANNEX_LABELS) for before in lines[max(0, place - 3) : place]
        )
        if found is not None and not label:
            return (
                f"Sau kế hoạch, tệp còn một văn bản khác ({found[0].name}: «{line.text[:60]}»), cũng được "
                "đọc vào đây; hãy bỏ các đoạn của nó."
            )
    return ""


def programme_subject(text: str) -> str:
    """What stands after «CHƯƠNG TRÌNH» on the title's line; empty for another line."""
    found = kind_of_title(text)
    return found[1] if found is not None and found[0] is PROGRAMME else ""
