"""The head and the title: words, number and symbol, place and date, lines under them (Mục II, khoản 1 to
5)."""

import re
from collections.abc import Iterator
from datetime import date

from ..text import fold
from .finding import Finding, quoted
from .look import Line
from .rules import Kind, Part
from .subject import Subject

_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_NUMBER = re.compile(r"Số(?P<colon>\s*:?)\s*(?P<number>[\d.…_]*)\s*(?P<slash>/?)\s*(?P<symbol>.*)")
_SHORT = re.compile(r"\bUBND\b|\bHĐND\b")
_DATE = re.compile(
    r"(?P<place>.*?)(?P<comma>,?)\s*ngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})\W*"
)
_FIGURES = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}")
_PADDED_MONTH = 2
_DISTRICTS = re.compile(r"\b(?:huyen|quan|thi xa)\b")
_NO_DISTRICTS = date(2025, 7, 1)


def head(subject: Subject) -> Iterator[Finding]:
    """The faults of the head and of titles."""
    main = subject.anatomy.main
    yield from _missing(subject)
    yield from _motto(subject)
    yield from _office(subject)
    yield from _number(subject)
    yield from _place_date(subject)
    yield from _rules_below(subject)
    for text in subject.anatomy.texts:
        if text.kind is not None and text.first(Part.SUBJECT) is None and text is main:
            at = text.first(Part.KIND)
            assert at is not None
            yield subject.fault(
                at, "title", "thiếu trích yếu nội dung dưới tên loại", "ghi trích yếu dưới tên loại"
            )


def _missing(subject: Subject) -> Iterator[Finding]:
    parts = subject.anatomy.main.parts
    wanted = (
        (Part.NATION, "nation", "Quốc hiệu CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (Part.MOTTO, "motto", f"Tiêu ngữ {_MOTTO}"),
        (Part.ISSUER, "office_name", "tên cơ quan ban hành ở phía trên, bên trái trang đầu"),
        (Part.NUMBER, "number", "số, ký hiệu dưới tên cơ quan, như Số: 15/KH-UBND"),
        (Part.PLACE_DATE, "place_date", "địa danh, ngày, tháng, năm trên cùng một dòng với số, ký hiệu"),
    )
    for part, article, right in wanted:
        if part not in parts:
            yield subject.missing(
                "Phần đầu văn bản", article, f"thiếu {subject.rules.name_of(part)}", right, 0
            )
    if Part.KIND not in parts and Part.LETTER_SUBJECT not in parts and Part.ADDRESS in parts:
        # What has neither a kind nor «V/v» is an official letter without its subject.
        yield subject.missing(
            "Phần đầu văn bản", "title", "công văn thiếu trích yếu", "trích yếu V/v … dưới số, ký hiệu", 0
        )


def _motto(subject: Subject) -> Iterator[Finding]:
    found = subject.first(subject.anatomy.main, Part.MOTTO)
    if found is None:
        return
    at, line = found
    text = line.text.strip(" .")
    if text != _MOTTO and not line.is_capitals:
        yield subject.fault(
            at,
            "motto",
            f"Tiêu ngữ viết {quoted(text)}",
            f"«{_MOTTO}»: viết hoa chữ đầu mỗi cụm từ, giữa các cụm từ có gạch nối (-), có cách chữ",
        )


def _office(subject: Subject) -> Iterator[Finding]:
    main = subject.anatomy.main
    for at, line in subject.anatomy.lines(main, Part.ISSUER):
        if _SHORT.search(line.text):
            yield subject.fault(
                at,
                "office_name",
                "tên cơ quan ban hành viết tắt",
                "tên chính thức, đầy đủ: ỦY BAN NHÂN DÂN …",
            )
    day = issued_on(subject)
    for at, line in subject.anatomy.lines(main, Part.SUPERIOR):
        bare = fold(line.text)
        if day is not None and day >= _NO_DISTRICTS and _DISTRICTS.search(bare) and "dac khu" not in bare:
            yield subject.fault(
                at,
                "office_name",
                f"cơ quan chủ quản {quoted(line.text)}",
                "tên cơ quan cấp tỉnh: từ 01/7/2025 không còn cấp huyện",
            )


def _number(subject: Subject) -> Iterator[Finding]:
    found = subject.first(subject.anatomy.main, Part.NUMBER)
    if found is None:
        return
    at, line = found
    match = _NUMBER.match(line.text)
    if match is None:
        yield subject.fault(
            at, "number", f"số, ký hiệu viết {quoted(line.text)}", "chữ «Số» in thường, sau có dấu hai chấm"
        )
        return
    if match["colon"] != ":":
        yield subject.fault(
            at,
            "number",
            "sau chữ «Số» không có dấu hai chấm liền sau"
            if ":" not in match["colon"]
            else "cách chữ trước dấu hai chấm",
            "«Số:», dấu hai chấm viết liền",
        )
    number, symbol = match["number"].strip("._…"), match["symbol"].strip()
    if number.isdigit() and len(number) == 1:
        yield subject.fault(at, "number", f"số {number}", f"số nhỏ hơn 10 ghi thêm số 0: 0{number}")
    if symbol and not match["slash"]:
        yield subject.fault(
            at,
            "number",
            f"giữa số và ký hiệu không có dấu gạch chéo: {quoted(line.text)}",
            "như Số: 15/KH-UBND",
        )
    if " " in symbol or "–" in symbol or "_" in symbol:
        yield subject.fault(
            at,
            "number",
            f"ký hiệu viết {quoted(symbol)}",
            "giữa các nhóm chữ viết tắt có dấu gạch nối (-), không cách chữ",
        )
    kind = subject.anatomy.main.kind
    if kind is not None and symbol:
        yield from _symbol(subject, at, symbol, kind)


def _symbol(subject: Subject, at: int, symbol: str, kind: Kind) -> Iterator[Finding]:
    first = re.split(r"[-–\s/]", re.sub(r"^\d{4}/", "", symbol))[0]
    if first == kind.symbol:
        return
    if first.upper() == kind.symbol.upper() or any(first == each.symbol for each in subject.rules.kinds):
        yield subject.fault(
            at,
            "symbol",
            f"ký hiệu «{first}» của {kind.name.lower()}",
            f"ký hiệu của {kind.name.lower()} là «{kind.symbol}»",
        )


def issued_on(subject: Subject) -> date | None:
    """The day of issue in the head; None where it is blank or is none."""
    found = subject.first(subject.anatomy.main, Part.PLACE_DATE)
    match = _DATE.fullmatch(found[1].text) if found is not None else None
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None


def _place_date(subject: Subject) -> Iterator[Finding]:
    found = subject.first(subject.anatomy.main, Part.PLACE_DATE)
    if found is None:
        return
    at, line = found
    if _FIGURES.search(line.text):
        yield subject.fault(at, "date", f"ngày viết {quoted(line.text)}", "viết đầy đủ: ngày … tháng … năm …")
        return
    place = re.split(r",|\s+ngày\b", line.text)[0].strip()
    if place[:1].islower():
        yield subject.fault(
            at, "place_date", f"địa danh {quoted(place)}", "viết hoa các chữ cái đầu của địa danh"
        )
    if "," not in line.text:
        yield subject.fault(
            at, "place_date", "sau địa danh không có dấu phẩy", "sau địa danh có dấu phẩy (,)"
        )
    match = _DATE.fullmatch(line.text)
    if match is None:
        return
    day, month = match["day"], match["month"]
    if len(day) == 1:
        yield subject.fault(at, "date", f"ngày {day}", f"ngày nhỏ hơn 10 ghi thêm số 0: ngày 0{day}")
    if len(month) == 1 and int(month) <= _PADDED_MONTH:
        yield subject.fault(at, "date", f"tháng {month}", f"tháng 1, 2 ghi thêm số 0: tháng 0{month}")
    elif month.startswith("0") and int(month) > _PADDED_MONTH:
        yield subject.fault(at, "date", f"tháng {month}", f"chỉ tháng 1, 2 thêm số 0: tháng {int(month)}")


def _rules_below(subject: Subject) -> Iterator[Finding]:
    """The lines under motto, issuer and subject: only where the reader sees lines at all."""
    if not subject.look.has_rules:
        return
    main = subject.anatomy.main
    for part, article, right in (
        (Part.MOTTO, "motto", "đường kẻ ngang, nét liền, dài bằng dòng Tiêu ngữ"),
        (Part.ISSUER, "office_line", "đường kẻ ngang, nét liền, dài 1/3 đến 1/2 dòng tên cơ quan"),
        (Part.SUBJECT, "title", "đường kẻ ngang, nét liền, dài 1/3 đến 1/2 dòng trích yếu"),
    ):
        places = main.parts.get(part)
        if places and not _is_ruled(subject, places):
            name = subject.rules.name_of(part)
            yield subject.fault(places[-1], article, f"dưới {name} không có đường kẻ", right)


def _is_ruled(subject: Subject, places: list[int]) -> bool:
    """Whether a line is drawn near a part: programs hang one on any paragraph around."""
    lines = subject.look.lines
    near: list[Line] = [lines[place] for place in places]
    cell = near[-1].cell
    if cell is not None:
        near += [
            line
            for line in lines
            if line.cell is not None and line.cell.table == cell.table and line.cell.column == cell.column
        ]
    else:
        near += lines[places[-1] : places[-1] + 2]
    return any(line.ruled for line in near)
