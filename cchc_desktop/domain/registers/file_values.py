"""What a cell of an office's own file says for a field, with what Excel makes of what was typed."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from ..errors import Refusal
from ..templates.sheet import Cell, CellKind
from ..text import clean_line, fold
from .fields import Holds, RegisterField, Value
from .money import scaled_money

_NOTHING = re.compile(r"[-–—−_.…/\s]*")
_TICK = re.compile(r"[✓✔☑√þüx×]", re.IGNORECASE)
_CROSS = re.compile(r"[✗✘☐]")
_SHORT_YEAR = re.compile(r"(\d{1,2} *[/.\-] *\d{1,2} *[/.\-] *)(\d{2})")
_HOUR = re.compile(r"[ T]+\d{1,2}(?:[:h]\d{0,2}){1,2}(?:\.\d+)?$|^\d{1,2}[:h]\d{0,2}[ ,]+(?:ngày )?")
_DAY_WORD = re.compile(r"^ngày +(?=\d)", re.IGNORECASE)
_FIRST = date(1899, 12, 30)
_DAYS = range((date(1990, 1, 1) - _FIRST).days, (date(2101, 1, 1) - _FIRST).days)
"""The numbers by which Excel counts the days that a register may hold."""
_PLACES = 6
"""Digits after the point of a procedure's code («1.000690»), whose zeros at the end Excel drops."""
_IN_TITLE = re.compile(r"ngày +(\d{1,2})(?: +tháng +| */ *)(\d{1,2})(?: +năm +| */ *)(20\d\d)", re.IGNORECASE)
_ERROR = re.compile(r"#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NULL!|NUM!|#+)", re.IGNORECASE)
_MARKS = re.compile(r"[^\w%]+")
_IN_BRACKETS = re.compile(r"\([^)]*\)?")
_ANNEXED = re.compile(r"\b(ban hành )?kèm theo\b.*", re.IGNORECASE | re.DOTALL)
_ITSELF = re.compile(
    r"(báo cáo|biểu|phụ lục|kế hoạch|quyết định|công văn|tờ trình|thông báo|nghị quyết|chỉ thị)(?=\s+\w)",
    re.IGNORECASE,
)
_LONGEST_INITIALS = 6
_BEFORE_DAY = re.compile(
    r"(?:[^\W\d]|[\s,.;:()–-]|\d{1,2}\s*(?:[:hg]|giờ)\s*\d{0,2}(?:\s*phút)?)*", re.IGNORECASE
)
_DAY_WITHIN = re.compile(
    r"(?<![\d/.\-])(\d{1,2}) ?([/.\-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})(?![\d/\-])"
    r"|ngày +(\d{1,2}) +tháng +(\d{1,2}) +năm +(\d{4})(?!\d)",
    re.IGNORECASE,
)
_ANOTHER_DAY = re.compile(r"\d{1,2} ?[/.\-] ?\d{1,2}|\bngày +\d|\bđến\b|[–-] ?\d", re.IGNORECASE)
_NOT_YET = re.compile(r"(chưa|đang)\b\D*", re.IGNORECASE)
_COUNTED = re.compile(r"([\d.,]*\d)\s+([^\W\d]+(?:[\s,]+[^\W\d]+){0,3})")
_MULTIPLES = frozenset("chuc tram nghin ngan van trieu tr ty ta ruoi doi cap".split())
_OF_HUNDRED = re.compile(r"%|\b(ty le|phan tram)\b")
_SAID_YES = frozenset("co da roi duoc dat dung".split())
_SAID_NO = frozenset("khong chua".split())
_AREA = re.compile(r"(?:(?:linh vuc|lv)\s*)?(?:so\s*)?([1-8])\b")


def value_of(
    field: RegisterField, cell: Cell, *, is_code: bool = False, money: Decimal | None = None
) -> Value | None:
    """The value that a cell says; None for nothing, a dash too. ``is_code`` says that rows are known by it,
    ``money`` in what the column counts đồng.

    Raises Refusal, whose sentence leaves the place out, where it says none that the field can hold.
    """
    text = cell.text.strip()
    if _NOTHING.fullmatch(text):
        return None
    if _ERROR.fullmatch(text):
        raise Refusal(f"Công thức báo lỗi {text}. Hãy sửa công thức hoặc ghi thẳng.", field.key)
    number = _number(cell)
    match field.holds:
        case Holds.DAY:
            return _day_value(field, text, number)
        case Holds.YES_NO:
            return _yes_no(field, text)
        case Holds.CHOICE:
            return choice_of(field, text)
        case Holds.AREA:
            found = _AREA.match(fold(text))
            return field.read(found[1] if found is not None else text)
        case Holds.NUMBER | Holds.AMOUNT if cell.kind is CellKind.DATE:
            raise Refusal(
                f"Excel đã đổi số thành ngày {text}. Hãy định dạng ô là số (Number) và nhập lại.", field.key
            )
        case Holds.NUMBER | Holds.AMOUNT if text.endswith("%") and not _OF_HUNDRED.search(fold(field.label)):
            raise Refusal(f"«{text}» ghi theo phần trăm, «{field.label}» thì không. Hãy nhập số.", field.key)
        case Holds.AMOUNT if (scaled := scaled_money(field, text, money)) is not None:
            return field.read(scaled)
        case Holds.NUMBER:
            return field.read(_counted(cell.text))
        case Holds.LINE if is_code and cell.kind is CellKind.DATE:
            raise Refusal(
                f"Excel đã đổi mã thành ngày {text}. Hãy định dạng ô là chữ (Text) và nhập lại.",
                field.key,
            )
        case Holds.LINE if is_code and number is not None and number != number.to_integral_value():
            return field.read(_code(number))
    return field.read(cell.text)


def _number(cell: Cell) -> Decimal | None:
    """The number in a cell, or of its formula; None where there is something else."""
    if cell.kind not in (CellKind.NUMBER, CellKind.FORMULA):
        return None
    try:
        return Decimal(cell.text.replace(",", "."))
    except ArithmeticError:
        return None


def _code(number: Decimal) -> str:
    """«1.000690» of the number 1,00069: codes of procedures have six digits after the point."""
    digits = -int(number.as_tuple().exponent)
    return f"{number:.{max(digits, _PLACES) if digits > _PLACES // 2 else digits}f}"


def _day(text: str, number: Decimal | None) -> str:
    """The words of a day as they are read: of a number of Excel's, with the century, without the hour."""
    if number is not None and number >= _DAYS.start and int(number) in _DAYS:
        return (_FIRST + timedelta(days=int(number))).isoformat()
    line = _DAY_WORD.sub("", _HOUR.sub("", clean_line(text)).strip(" ,.;"))
    if (short := _SHORT_YEAR.fullmatch(line)) is not None:
        line = f"{short[1]}20{short[2]}"
    # «ngày 05 tháng 01 năm 2026» needs its word again.
    return f"ngày {line}" if "tháng" in line.casefold() and line[:1].isdecimal() else line


def _day_value(field: RegisterField, text: str, number: Decimal | None) -> Value | None:
    try:
        return field.read(_day(text, number))
    except Refusal:
        if not field.is_required and _NOT_YET.fullmatch(text):
            return None
        if (within := _day_within(clean_line(text))) is None:
            raise
    return field.read(within)


def _day_within(line: str) -> str | None:
    """The one day that a text names beside an hour or a place; None where it names none, or several."""
    found = _DAY_WITHIN.search(line)
    if found is None:
        return None
    before, after = line[: found.start()], line[found.end() :]
    if not _BEFORE_DAY.fullmatch(before) or _ANOTHER_DAY.search(after) or re.search(r"\bđến\b", before):
        return None
    day, month, year = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
    return f"{day}/{month}/{year if len(year) > 2 else f'20{year}'}"


def _counted(text: str) -> str:
    """«120» of «120 người»: what is counted is not what multiplies it («2 nghìn»)."""
    found = _COUNTED.fullmatch(clean_line(text))
    if found is None or _MULTIPLES & set(fold(found[2]).replace(",", " ").split()):
        return text
    return found[1]


def day_of(field: RegisterField, text: str) -> date | None:
    """The day that a text says for a field, None for nothing. Raises Refusal where it says none."""
    found = field.read(_day(text, None))
    return found if isinstance(found, date) else None


def _yes_no(field: RegisterField, text: str) -> Value | None:
    if _TICK.fullmatch(text) or fold(text) == "dung":
        return True
    if _CROSS.fullmatch(text) or fold(text) == "sai":
        return False
    words = set(_words(text).split())
    # «Chưa công khai», «Đạt»: the words of the field itself, or that it is so, and nothing else.
    if words and words <= {*_words(f"{field.label} {field.header}").split(), *_SAID_YES, *_SAID_NO}:
        return not words & _SAID_NO
    return field.read(text)


def choice_of(field: RegisterField, text: str) -> Value | None:
    """The choice that a text says: itself, the one choice whose words are all in it («Kiểm tra định kỳ»), or
    the one whose initials it is («QĐ»).

    Raises Refusal where it says none.
    """
    if fold(text) not in map(fold, field.choices) and (short := _by_initials(field, text)) is not None:
        return short
    try:
        found = field.read(text)
    except Refusal:
        if (said := said_choice(field, text)) is not None:
            return said
        raise
    if found is not None and found not in field.choices and (said := said_choice(field, text)) is not None:
        return said
    return found


def _by_initials(field: RegisterField, text: str) -> str | None:
    """The one choice whose initials a text is: «QĐ», «TTr»."""
    short = fold(text)
    if not (1 < len(short) <= _LONGEST_INITIALS and short.isalpha() and text[0].isupper()):
        return None
    found = [choice for choice in field.choices if _initials_of(choice).fullmatch(short)]
    return found[0] if len(found) == 1 else None


def _initials_of(choice: str) -> re.Pattern[str]:
    """A pattern of the initials of a choice, each with or without the letters that are sounded with it."""
    pieces = []
    for word in _words(choice).split():
        sounded = re.match(r"[bcdfghjklmnpqrstvwxz]h?|.", word)
        assert sounded is not None
        rest = "r?" if word.startswith("tr") else f"{sounded[0][1:]}?" if sounded[0][1:] else ""
        pieces.append(word[0] + rest)
    return re.compile("".join(pieces) if len(pieces) > 1 else "(?!)")


def said_choice(field: RegisterField, text: str) -> str | None:
    """The one choice whose words stand in a text, None where none does, or several do."""
    words = f" {_words(text)} "
    found = []
    for choice in field.choices:
        said = _words(choice)
        if f" {said} " in words:
            found.append((said, choice))
    # «Được sửa đổi, bổ sung» may hold a shorter choice.
    longest = [
        choice for said, choice in found if not any(said != other and said in other for other, _ in found)
    ]
    return longest[0] if len(longest) == 1 else None


def _words(text: str) -> str:
    return " ".join(_MARKS.sub(" ", fold(text)).split())


def said_by_title(field: RegisterField, title: str) -> Value | None:
    """What a title over rows says for a field that no column fills: a choice («Thủ tục bị bãi bỏ»), or what
    the field is called by («Lĩnh vực: Hộ tịch»). The paper that the file is, or is annexed to, says none."""
    title = _ANNEXED.sub("", _IN_BRACKETS.sub("", title)) if field.holds is Holds.CHOICE else title
    if field.holds is Holds.CHOICE and field.choices:
        return said_choice(field, _ITSELF.sub("", title.strip()))
    if field.holds not in (Holds.LINE, Holds.UNIT):
        return None
    # «Lĩnh vực: Hộ tịch», «LĨNH VỰC HỘ TỊCH (12 thủ tục)»
    words = " ".join(title.split())
    label = fold(field.label)
    if not fold(words).startswith(f"{label} ") and not fold(words).startswith(f"{label}:"):
        return None
    rest = words[len(field.label) :].partition("(")[0].strip(" :–-.")
    return (rest.capitalize() if rest.isupper() else rest) or None


def day_in(titles: Iterable[str]) -> date | None:
    """The one day that titles over a table name: of the decision that it is the annex of; None where they
    name none, or several."""
    found = set()
    for title in titles:
        for day, month, year in _IN_TITLE.findall(title):
            try:
                found.add(date(int(year), int(month), int(day)))
            except ValueError:
                continue
    return found.pop() if len(found) == 1 else None
