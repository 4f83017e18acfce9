"""Annexes: told of in the text, numbered in Roman figures, with their line «(Kèm theo …)» (Mục III, khoản
1)."""

import re
from collections.abc import Iterator

from ..numerals import from_roman, to_roman
from ..text import fold
from .finding import Finding
from .rules import Part
from .subject import Subject

_LABEL = re.compile(r"phụ lục\s*(?:số\s*)?(?P<number>[ivxlc]+|\d+)?\W*", re.IGNORECASE)
_TOLD = re.compile(r"\bphu luc\b|\bkem theo\b|\bdinh kem\b|\bbieu\b")
_ENCLOSED = re.compile(r"\(\s*(?:ban hanh )?kem theo\b.*\)\W*")


def annexes(subject: Subject) -> Iterator[Finding]:
    """The faults of annexes."""
    found = subject.anatomy.annexes
    if not found:
        return
    several = len(found) > 1
    for number, text in enumerate(found, start=1):
        at = text.first(Part.ANNEX_LABEL)
        assert at is not None
        label = subject.look.lines[at].text
        match = _LABEL.fullmatch(label)
        written = match["number"] or "" if match else ""
        roman = from_roman(written.upper()) if written and not written.isdigit() else None
        if several and roman != number:
            yield subject.fault(
                at,
                "annex",
                f"phụ lục thứ {number} ghi «{label}»",
                f"từ hai phụ lục trở lên đánh số La Mã theo thứ tự: «Phụ lục {to_roman(number)}»",
            )
        elif not several and written.isdigit():
            yield subject.fault(at, "annex", f"ghi «{label}»", "số thứ tự phụ lục bằng chữ số La Mã")
        line = subject.first(text, Part.ANNEX_LINE)
        if line is None:
            yield subject.fault(
                at,
                "annex_line",
                "phụ lục không có dòng chỉ dẫn kèm theo văn bản",
                "(Kèm theo … số …/… ngày … tháng … năm … của …) dưới tên phụ lục",
            )
        elif not _ENCLOSED.fullmatch(
            fold(" ".join(each.text for _, each in subject.anatomy.lines(text, Part.ANNEX_LINE)))
        ):
            yield subject.fault(
                line[0],
                "annex_line",
                "dòng chỉ dẫn kèm theo không trong ngoặc đơn",
                "đặt trong ngoặc đơn: (Kèm theo …)",
            )
    yield from _untold(subject)


def _untold(subject: Subject) -> Iterator[Finding]:
    texts = [text for text in subject.anatomy.texts if not text.is_annex]
    words = [subject.look.lines[at].text for text in texts for at in text.running]
    if words and not any(_TOLD.search(fold(each)) for each in words):
        at = subject.anatomy.annexes[0].first(Part.ANNEX_LABEL)
        assert at is not None
        yield subject.fault(
            at,
            "annex",
            "nội dung văn bản không nhắc đến phụ lục",
            "trong văn bản phải có chỉ dẫn về phụ lục, như «(có Phụ lục kèm theo)»",
        )
