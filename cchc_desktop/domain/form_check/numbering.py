"""Numbers of headings and paragraphs: no gap, none twice, closed as the decree has it (khoản 6, điểm đ)."""

from collections.abc import Iterator

from ..numerals import POINT_LETTERS, from_roman, to_roman
from .anatomy import Mark, Text, mark_of
from .finding import Finding
from .rules import Part
from .subject import Subject

_CLOSED = {Part.SECTION: ".", Part.CLAUSE: ".", Part.POINT: ")", Part.ARTICLE: "."}
_NAMES = {Part.SECTION: "mục", Part.CLAUSE: "khoản", Part.POINT: "điểm", Part.ARTICLE: "điều"}


def numbering(subject: Subject) -> Iterator[Finding]:
    """The faults of numbers in every text but annexes, whose lists are of their own kinds."""
    for text in subject.anatomy.texts:
        if text.is_annex:
            continue
        yield from _closings(subject, text)
        yield from _order(subject, text)


def _marks(subject: Subject, text: Text) -> Iterator[tuple[int, Mark]]:
    for at in text.running:
        line = subject.look.lines[at]
        mark = mark_of(line.text) if line.cell is None else None
        if mark is not None:
            yield at, mark


def _closings(subject: Subject, text: Text) -> Iterator[Finding]:
    for at, mark in _marks(subject, text):
        wanted = _CLOSED[mark.kind]
        # «2.1» of one number under another is seen with and without a point after it.
        if mark.end == wanted or (mark.kind is Part.CLAUSE and "." in mark.label and not mark.end):
            continue
        shown = f"«{mark.label}{mark.end}»"
        yield subject.fault(at, "numbering", f"số thứ tự viết {shown}", f"viết «{mark.label}{wanted}»")


def _order(subject: Subject, text: Text) -> Iterator[Finding]:
    """Each list counts from its first number: what stands above it begins it anew."""
    last: dict[str, int] = {}
    for at, mark in _marks(subject, text):
        stem, number = _split(mark)
        if number is None:
            if mark.kind is Part.POINT and mark.label not in POINT_LETTERS:
                right = "chữ cái tiếng Việt theo thứ tự: a, b, c, d, đ, e, g, …"
                yield subject.fault(
                    at, "numbering", f"điểm «{mark.label})» không có trong thứ tự chữ cái", right
                )
            continue
        before = last.get(stem, 0)
        if mark.kind is Part.POINT and number == 1:
            before = 0
        if number != before + 1 and not (number == 1 and before != 1 and _may_restart(mark)):
            yield _told(subject, at, mark, before, number)
        last[stem] = number
        _close_below(last, mark, stem)


def _split(mark: Mark) -> tuple[str, int | None]:
    """The list that a number is in, and its place there."""
    if mark.kind is Part.SECTION:
        return "I", from_roman(mark.label)
    if mark.kind is Part.ARTICLE:
        return "Đ", int(mark.label.split()[-1])
    if mark.kind is Part.POINT:
        place = POINT_LETTERS.find(mark.label)
        return "a", place + 1 if place >= 0 else None
    *above, own = mark.label.split(".")
    return ".".join(["1", *above]), int(own)


def _may_restart(mark: Mark) -> bool:
    """Numbers of clauses may begin anew in a text that has lists within paragraphs."""
    return mark.kind in (Part.CLAUSE, Part.POINT)


def _close_below(last: dict[str, int], mark: Mark, stem: str) -> None:
    """Forgets the lists under what a number closes: sections close clauses, clauses close points."""
    if mark.kind in (Part.SECTION, Part.ARTICLE):
        for key in [key for key in last if key == "a" or key.startswith("1")]:
            del last[key]
    elif mark.kind is Part.CLAUSE:
        below = ".".join([*stem.split(".")[1:], mark.label.split(".")[-1]])
        for key in [key for key in last if key in ("a", f"1.{below}") or key.startswith(f"1.{below}.")]:
            del last[key]


def _told(subject: Subject, at: int, mark: Mark, before: int, number: int) -> Finding:
    wanted = _label(mark, before + 1)
    name = _NAMES[mark.kind]
    if number == before:
        return subject.fault(at, "numbering", f"{name} «{mark.label}» đánh số trùng", f"{name} «{wanted}»")
    if before == 0:
        return subject.fault(at, "numbering", f"{name} đầu tiên đánh số «{mark.label}»", f"{name} «{wanted}»")
    return subject.fault(
        at,
        "numbering",
        f"{name} «{mark.label}» không liền sau «{_label(mark, before)}»",
        f"{name} «{wanted}», số thứ tự liên tục",
    )


def _label(mark: Mark, number: int) -> str:
    if mark.kind is Part.SECTION:
        return to_roman(number)
    if mark.kind is Part.ARTICLE:
        return f"Điều {number}"
    if mark.kind is Part.POINT:
        return POINT_LETTERS[(number - 1) % len(POINT_LETTERS)]
    return ".".join([*mark.label.split(".")[:-1], str(number)])
