"""How each component looks: letters, size, weight, slant and stand, against the decree's table (Mục V)."""

from collections.abc import Iterator

from ..numerals import format_number
from .anatomy import Text
from .finding import Finding
from .look import Line, Stand
from .rules import Component, Part
from .subject import Subject

_MOSTLY = 0.6
_FEW, _SHARE = 8, 0.2
"""So many letters, or such a share of them, in another size are seen."""
_FULL_LINE = 90
"""Letters of a paragraph that takes more than one line for certain, so that its stand and indent are seen."""
_NEAR_INDENT = 1.1
_NEAR_GAP, _NEAR_SPACING = 0.3, 0.06
_STANDS = {Stand.CENTER: "canh giữa", Stand.JUSTIFY: "canh đều hai lề", Stand.LEFT: "sát lề trái"}
_RUNNING = (Part.BODY, Part.CLAUSE, Part.POINT)
_OF_BODY_SIZE = (Part.BODY, Part.CLAUSE, Part.CLAUSE_TITLE, Part.POINT, Part.ARTICLE)


def looks(subject: Subject) -> Iterator[Finding]:
    """The faults of components."""
    for text in subject.anatomy.texts:
        for part, places in text.parts.items():
            component = subject.rules.components[part]
            if text.is_annex and part in (*_OF_BODY_SIZE, Part.SECTION, Part.BASIS):
                # What an annex looks like inside, the decree leaves to its contents.
                continue
            for at in places:
                yield from _component(subject, component, at)
        if not text.is_annex:
            yield from _body(subject, text)


def _component(subject: Subject, component: Component, at: int) -> Iterator[Finding]:
    line = subject.look.lines[at]
    name = component.name

    def fault(found: str, right: str) -> Finding:
        return subject.fault(at, component.article, f"{name} {found}", f"{name} {right}")

    if component.sizes is not None and (size := _odd_size(line, component.sizes)):
        yield fault(f"cỡ {format_number(size)}", f"cỡ {_range(component.sizes)}")
    if component.bold is not None and _knows_faces(line):
        if component.bold and line.bold < _MOSTLY:
            yield fault("không đậm", "kiểu chữ đậm")
        elif not component.bold and line.bold > _MOSTLY:
            yield fault("in đậm", "kiểu chữ không đậm")
    if component.italic is not None and _knows_faces(line):
        if component.italic and line.italic < _MOSTLY:
            yield fault("kiểu chữ đứng", "kiểu chữ nghiêng")
        elif not component.italic and line.italic > _MOSTLY:
            yield fault("kiểu chữ nghiêng", "kiểu chữ đứng")
    if component.capitals is True and not line.is_capitals:
        yield fault("viết chữ thường", "viết bằng chữ in hoa")
    elif component.capitals is False and line.is_capitals:
        yield fault("viết in hoa", "viết bằng chữ in thường")
    # In one column of a head without a table, blanks and tabulators bring words to their place.
    known = line.stand is not Stand.UNKNOWN and (line.cell is not None or not _is_spaced(line))
    if component.stand is Stand.CENTER and known and line.stand is not Stand.CENTER:
        yield fault(_STANDS.get(line.stand, "canh phải"), "canh giữa")


def _is_spaced(line: Line) -> bool:
    raw = "".join(each.text for each in line.letters)
    return "\t" in raw or raw.startswith("   ") or bool(line.indent and line.indent > 20)


def _knows_faces(line: Line) -> bool:
    return any(each.size for each in line.letters)


def _odd_size(line: Line, sizes: tuple[float, float]) -> float:
    """A size that is none of these and is seen in the line; 0 where all is well."""
    total = sum(line.sizes.values())
    for size, count in line.sizes.most_common():
        if not sizes[0] - 0.26 <= size <= sizes[1] + 0.26 and (count >= _FEW or count >= _SHARE * total):
            return size
    return 0.0


def _range(sizes: tuple[float, float]) -> str:
    least, most = map(format_number, sizes)
    return least if least == most else f"{least} đến {most}"


def _body(subject: Subject, text: Text) -> Iterator[Finding]:
    """Running text: one size, justified, with its indents and distances (Mục II, khoản 6, điểm đ and e)."""
    rules = subject.rules
    lines = [(at, line) for at, line in subject.anatomy.lines(text, *_OF_BODY_SIZE) if line.cell is None]
    sizes = [line.size for _, line in lines if line.size]
    usual = max(set(sizes), key=sizes.count) if sizes else 0.0
    within = rules.components[Part.BODY].sizes or (0.0, 0.0)
    for at, line in lines:
        part = subject.anatomy.part_of[at]
        if line.size != usual and within[0] <= line.size <= within[1]:
            yield subject.fault(
                at,
                "numbering",
                f"cỡ {format_number(line.size)}, khác phần lời văn cỡ {format_number(usual)}",
                f"cùng một cỡ chữ {format_number(usual)} trong phần lời văn",
            )
        if part not in _RUNNING:
            continue
        is_full = len(line.text) > _FULL_LINE
        if is_full and line.stand in (Stand.LEFT, Stand.CENTER, Stand.RIGHT):
            words = _STANDS.get(line.stand, "sát lề phải")
            yield subject.fault(at, "body", f"đoạn văn {words}", "canh đều cả hai lề")
        if is_full and line.indent is not None and not _is_indent(line.indent, rules.indents):
            yield subject.fault(
                at, "body", _indent_words(line.indent), "chữ đầu dòng lùi vào 1 cm hoặc 1,27 cm"
            )
        if line.spacing is not None and line.spacing > rules.spacing[1] + _NEAR_SPACING:
            yield subject.fault(
                at, "body", f"cách dòng {_lines(line.spacing)}", "cách dòng từ dòng đơn đến 1,5 lines"
            )
        elif line.spacing is not None and line.spacing < rules.spacing[0] - _NEAR_SPACING:
            yield subject.fault(
                at, "body", f"cách dòng {_lines(line.spacing)}", "cách dòng ít nhất là dòng đơn"
            )
    yield from _gaps(subject, lines)


def _lines(spacing: float) -> str:
    return f"{format_number(round(spacing, 2))} lines"


def _is_indent(indent: float, known: tuple[float, ...]) -> bool:
    return any(abs(indent - each) <= _NEAR_INDENT for each in known)


def _indent_words(indent: float) -> str:
    centimetres = format_number(round(indent / 10, 2))
    if abs(indent) < 1:
        return "chữ đầu dòng không lùi vào"
    return f"chữ đầu dòng lùi vào {centimetres} cm" if indent > 0 else "dòng đầu nhô ra so với các dòng sau"


def _gaps(subject: Subject, lines: list[tuple[int, Line]]) -> Iterator[Finding]:
    """Paragraphs need 6 points between them: what Word leaves is the larger of both for some, the sum for
    others, so a paragraph is only faulted where neither comes to it."""
    least = subject.rules.gap - _NEAR_GAP
    for at, line in lines:
        if line.gap is not None and line.gap < least and subject.anatomy.part_of[at] in _RUNNING:
            yield subject.fault(
                at,
                "body",
                f"đoạn cách nhau {format_number(round(line.gap, 1))} pt",
                f"đoạn cách nhau ít nhất {format_number(subject.rules.gap)} pt",
            )
