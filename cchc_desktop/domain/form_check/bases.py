"""Legal bases: one to a line, how it ends, what it names (Mục II, khoản 6, điểm a)."""

import re
from collections.abc import Iterator

from ..text import fold
from .anatomy import Text
from .finding import Finding
from .rules import Part
from .subject import Subject

_ENDS = re.compile(r"[;.,:]$")
_NEXT = re.compile(r";\s+(?:Căn cứ|Xét|Theo đề nghị)\b")
_LAW = re.compile(
    r"Căn cứ (?:Luật|Pháp lệnh|Bộ luật)\b[^;]*?\bsố\s+\d+/\d{4}/(?:QH|UBTVQH|PL)", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"Căn cứ (?:(?:các|một số)\s+)?(?:Nghị định|Nghị quyết|Quyết định|Thông tư|Kế hoạch|Chỉ thị|"
    r"Chương trình|Công văn)"
    r"\s+(?P<number>số\s*:?\s*\S*\d\S*/\S+)?(?P<rest>.*)"
)
_DAY = re.compile(r"\bngày\s+[\d.…]|\bnăm\s+(?:19|20)\d\d|\d{1,2}/\d{1,2}/\d{4}")
_LEAST_SUBJECT = 12


def bases(subject: Subject) -> Iterator[Finding]:
    """The faults of the bases of each text."""
    for text in subject.anatomy.texts:
        if not text.is_annex:
            yield from _endings(subject, text)
            for at, line in subject.anatomy.lines(text, Part.BASIS):
                yield from _content(subject, at, line.text)


def _endings(subject: Subject, text: Text) -> Iterator[Finding]:
    places = text.parts.get(Part.BASIS, [])
    for number, at in enumerate(places):
        words = subject.look.lines[at].text
        if _NEXT.search(words):
            yield subject.fault(
                at, "basis", "nhiều căn cứ viết liền trong một đoạn", "sau mỗi căn cứ phải xuống dòng"
            )
        is_last = number == len(places) - 1
        wanted = "." if is_last else ";"
        if words.endswith(wanted) and not words.endswith("./."):
            continue
        found = words[-1] if _ENDS.search(words) else ""
        said = f"kết thúc bằng dấu «{found}»" if found else "không có dấu ở cuối dòng"
        which = "căn cứ cuối cùng" if is_last else "căn cứ"
        right = "kết thúc bằng dấu chấm (.)" if is_last else "cuối dòng có dấu chấm phẩy (;)"
        yield subject.fault(at, "basis", f"{which} {said}", f"{which} {right}")


def _content(subject: Subject, at: int, words: str) -> Iterator[Finding]:
    if _LAW.search(words):
        yield subject.fault(
            at,
            "basis_content",
            "căn cứ là Luật, Pháp lệnh có ghi số, ký hiệu",
            "Luật, Pháp lệnh không ghi số, ký hiệu, cơ quan ban hành",
        )
    match = _NUMBERED.match(words)
    if match is None:
        return
    if match["number"] is None:
        if not re.match(r"(?:của|về)\b.*\bsố\b", match["rest"]):
            yield subject.fault(
                at, "basis_content", "căn cứ không ghi số, ký hiệu văn bản", "ghi đủ tên loại, số, ký hiệu"
            )
        return
    rest = match["rest"]
    if not _DAY.search(rest):
        yield subject.fault(
            at, "basis_content", "căn cứ không ghi ngày tháng năm ban hành", "ghi ngày, tháng, năm ban hành"
        )
    if "của" not in rest:
        yield subject.fault(
            at, "basis_content", "căn cứ không ghi cơ quan ban hành", "ghi tên cơ quan ban hành"
        )
    elif len(fold(rest).split(" cua ", 1)[-1]) < _LEAST_SUBJECT + len("chinh phu"):
        yield subject.fault(
            at, "basis_content", "căn cứ không ghi trích yếu nội dung", "ghi trích yếu nội dung"
        )
