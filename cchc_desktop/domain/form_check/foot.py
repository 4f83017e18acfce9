"""The end of a text: «./.», addressees, recipients and who signs (Mục II, khoản 6, 7 and 9)."""

import re
from collections.abc import Iterator

from ..text import fold
from .anatomy import Text
from .finding import Finding, Severity, quoted
from .look import Line
from .rules import Part
from .subject import Subject

_SLASHED = re.compile(
    r"\b(?P<letters>TM|KT|TL|TUQ|T/M|K/T|T/L|T/UQ|Q)(?P<end>[./]?)(?P<blank>\s*)(?=[A-ZĐỦỬÂĂÊÔƠƯ])"
)
_LETTERS = {
    "TM": "TM",
    "T/M": "TM",
    "KT": "KT",
    "K/T": "KT",
    "TL": "TL",
    "T/L": "TL",
    "TUQ": "TUQ",
    "T/UQ": "TUQ",
    "Q": "Q",
}
_DEPUTY = re.compile(r"pho\b")
_ARCHIVE = re.compile(r"luu\s*:?\s*(?P<rest>.*)")
_AS_ABOVE = "nhu tren"
_MOST_SHOWN = 90


def foot(subject: Subject) -> Iterator[Finding]:
    """The faults of the end of each text that has one."""
    for text in subject.anatomy.texts:
        if text.is_annex or text.is_form:
            continue
        yield from _addressees(subject, text)
        yield from _recipients(subject, text)
        yield from _signature(subject, text)
        if Part.RECIPIENTS in text.parts or Part.AUTHORITY in text.parts or Part.POSITION in text.parts:
            yield from _ending(subject, text)
    yield from _missing(subject)


def _missing(subject: Subject) -> Iterator[Finding]:
    """A text that is attached to a decision needs no foot of its own: one of all texts has to have it."""
    texts = [text for text in subject.anatomy.texts if not text.is_annex]
    last = len(subject.look.lines) - 1
    if not any(text.running for text in texts):
        return
    if not any(Part.RECIPIENTS in text.parts for text in texts):
        yield subject.missing(
            "Cuối văn bản",
            "recipients",
            "thiếu «Nơi nhận»",
            "«Nơi nhận:» ở bên trái, ngang quyền hạn người ký",
            last,
        )
    if not any(part in text.parts for text in texts for part in (Part.AUTHORITY, Part.POSITION)):
        yield subject.missing(
            "Cuối văn bản",
            "signature",
            "thiếu quyền hạn, chức vụ của người ký",
            "quyền hạn, chức vụ, họ tên người ký ở bên phải",
            last,
        )


def _ending(subject: Subject, text: Text) -> Iterator[Finding]:
    """The body ends with «./.», as the decree's samples show."""
    running = [at for at in text.running if subject.look.lines[at].cell is None]
    if not running:
        return
    at = running[-1]
    words = subject.look.lines[at].text
    if not words.endswith("./."):
        yield subject.fault(
            at,
            "ending",
            f"nội dung kết thúc {quoted(words[-25:])}",
            "kết thúc nội dung bằng «./.»",
            Severity.LOOK,
        )


def _listed(subject: Subject, text: Text, part: Part, article: str) -> Iterator[Finding]:
    """A list of names: each with a dash before it and «;» behind it, the last with «.»."""
    entries = _entries(subject, text, part)
    name = subject.rules.name_of(part)
    for number, (at, words) in enumerate(entries):
        if not words.startswith("-"):
            yield subject.fault(
                at, article, f"{name} không có gạch đầu dòng (-)", f"{name} bắt đầu bằng gạch đầu dòng (-)"
            )
        is_last = number == len(entries) - 1
        wanted = "." if is_last else ";"
        if words.endswith(wanted):
            continue
        which = f"{name} cuối cùng" if is_last else name
        mark = "dấu chấm (.)" if is_last else "dấu chấm phẩy (;)"
        yield subject.fault(
            at, article, f"{which} không kết thúc bằng {mark}", f"{which} kết thúc bằng {mark}"
        )


def _entries(subject: Subject, text: Text, part: Part) -> list[tuple[int, str]]:
    """The entries of a list, with the lines that go on with one put to it."""
    found: list[tuple[int, str]] = []
    for at, line in subject.anatomy.lines(text, part):
        words = line.text
        is_new = words.startswith(("-", "–", "+", "•", "Lưu", "Như trên"))
        if found and not is_new and not found[-1][1].endswith((";", ".")):
            found[-1] = (found[-1][0], f"{found[-1][1]} {words}")
        else:
            found.append((at, words))
    return found


def _addressees(subject: Subject, text: Text) -> Iterator[Finding]:
    found = subject.first(text, Part.ADDRESS)
    if found is None:
        return
    at, line = found
    if not re.match(r"Kính gửi\s*:", line.text):
        yield subject.fault(
            at, "recipients", f"viết {quoted(line.text)}", "sau từ «Kính gửi» có dấu hai chấm (:)"
        )
    yield from _listed(subject, text, Part.ADDRESSEE, "recipients")


def _recipients(subject: Subject, text: Text) -> Iterator[Finding]:
    found = subject.first(text, Part.RECIPIENTS)
    if found is None:
        return
    at, line = found
    if not line.text.startswith("Nơi nhận:"):
        yield subject.fault(
            at, "recipients", f"viết {quoted(line.text)}", "«Nơi nhận:», sau có dấu hai chấm (:)"
        )
    entries = _entries(subject, text, Part.RECIPIENT)
    if not entries:
        yield subject.fault(
            at, "recipients", "«Nơi nhận» chưa có nơi nào", "liệt kê các nơi nhận, dòng cuối «Lưu: VT, …»"
        )
        return
    yield from _listed(subject, text, Part.RECIPIENT, "recipients")
    yield from _archive(subject, entries)
    bare = [fold(words) for _, words in entries]
    has_above = any(_AS_ABOVE in words for words in bare)
    if Part.ADDRESS in text.parts and not has_above:
        yield subject.fault(
            entries[0][0],
            "as_above",
            "văn bản có «Kính gửi» mà nơi nhận không có «Như trên»",
            "dòng đầu «- Như trên;»",
        )


def _archive(subject: Subject, entries: list[tuple[int, str]]) -> Iterator[Finding]:
    at, words = entries[-1]
    match = _ARCHIVE.search(fold(words))
    if match is None:
        yield subject.fault(
            at,
            "recipients",
            "dòng nơi nhận cuối cùng không phải «Lưu»",
            "dòng cuối «- Lưu: VT, <đơn vị soạn thảo>.»",
        )
    elif not re.search(r"Lưu:\s*VT\b", words):
        yield subject.fault(
            at,
            "recipients",
            f"dòng lưu viết {quoted(words)}",
            "«Lưu» có dấu hai chấm, tiếp theo là «VT»: «- Lưu: VT, …»",
        )
    elif not re.search(r"Lưu:\s*VT\s*[,.;(]", words):
        yield subject.fault(
            at, "recipients", f"dòng lưu viết {quoted(words)}", "sau «VT» có dấu phẩy: «- Lưu: VT, …»"
        )


def _signature(subject: Subject, text: Text) -> Iterator[Finding]:
    lines = list(subject.anatomy.lines(text, Part.AUTHORITY, Part.POSITION))
    for at, line in lines:
        yield from _letters(subject, at, line)
    yield from _deputy(subject, lines)
    found = subject.first(text, Part.SIGNER)
    if found is None:
        return
    at, line = found
    first = re.split(r"[\s.]", line.text)[0]
    titled = next((title for title in subject.rules.degrees if line.text.startswith(f"{title} ")), "")
    if "." in line.text.split()[0] or titled:
        yield subject.fault(
            at,
            "signer",
            f"trước họ tên người ký có học hàm, học vị «{titled or first}»",
            "chỉ ghi họ, tên đệm và tên của người ký",
        )


def _letters(subject: Subject, at: int, line: Line) -> Iterator[Finding]:
    match = _SLASHED.match(line.text)
    if match is None:
        return
    wanted = f"{_LETTERS[match['letters']]}."
    written = f"{match['letters']}{match['end']}"
    if written != wanted and not (match["letters"] == "Q" and not match["end"]):
        yield subject.fault(at, "authority", f"viết «{written}»", f"viết «{wanted}»")
    elif not match["blank"] and match["end"]:
        yield subject.fault(at, "authority", f"viết liền {quoted(line.text)}", f"có cách chữ sau «{wanted}»")
    if re.search(r"\bUBND\b", line.text):
        yield subject.fault(
            at, "authority", f"tên tập thể viết tắt {quoted(line.text)}", "ghi đầy đủ: TM. ỦY BAN NHÂN DÂN"
        )


def _deputy(subject: Subject, lines: list[tuple[int, Line]]) -> Iterator[Finding]:
    """A deputy signs for the head («KT.»); who signs «KT.» is a deputy."""
    bare = [fold(line.text) for _, line in lines]
    behalf = [number for number, words in enumerate(bare) if re.match(r"k/?t\b", words)]
    deputies = [number for number, words in enumerate(bare) if _DEPUTY.match(words)]
    others = any(re.match(r"(?:tl|t/l|tuq|t/uq|q)\b", words) for words in bare)
    if deputies and not behalf and not others and any(re.match(r"t/?m\b", words) for words in bare):
        at, line = lines[deputies[0]]
        yield subject.fault(
            at,
            "authority",
            f"cấp phó ký mà không có dòng «KT.» trên {quoted(line.text)}",
            f"thêm dòng «KT. {line.text.upper().removeprefix('PHÓ ')[:_MOST_SHOWN]}»",
        )
    if behalf and not deputies:
        at, line = lines[behalf[-1]]
        yield subject.fault(
            at,
            "authority",
            f"dưới {quoted(line.text)} không có chức vụ cấp phó",
            "chức vụ của người ký thay, như PHÓ CHỦ TỊCH",
        )
