"""Paper, margins, typeface, colour and page numbers (Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, Mục I)."""

from collections.abc import Iterator

from ..numerals import format_number
from ..plan import Urgency
from .anatomy import Text
from .finding import Finding, quoted
from .look import Edge, Letters, PageNumber, Sheet, Stand
from .subject import Subject

_NEAR_PAPER, _NEAR_MARGIN, _NEAR_MEASURED = 2.0, 0.6, 1.5
"""Millimetres that a size of paper or a margin may be off: programs round them."""
_SIDES = {"top": "trên", "bottom": "dưới", "left": "trái", "right": "phải"}
_LONG = 4_500
"""Letters of a text that is longer than one page for certain: at size 13 a page holds some 3.000."""
_WORD = 2


def paper(subject: Subject) -> Iterator[Finding]:
    """The faults of paper, letters and page numbers."""
    yield from _sheets(subject)
    yield from _letters(subject)
    if subject.anatomy.is_official:
        yield from _page_numbers(subject)


def millimetres(length: float) -> str:
    """A length in words."""
    return f"{format_number(round(length, 1))} mm"


def _sheets(subject: Subject) -> Iterator[Finding]:
    rules = subject.rules
    several = len(subject.look.sheets) > 1
    main = {
        line.sheet for _, line in subject.anatomy.lines(subject.anatomy.main, *subject.anatomy.main.parts)
    }
    for number, sheet in enumerate(subject.look.sheets):
        name = f", phần {number + 1}" if several else ""
        sides = tuple(sorted((sheet.width, sheet.height)))
        if sheet.width and any(abs(a - b) > _NEAR_PAPER for a, b in zip(sides, rules.paper, strict=True)):
            yield subject.missing(
                f"Khổ giấy{name}",
                "paper",
                f"{millimetres(sheet.width)} x {millimetres(sheet.height)}",
                "A4 (210 mm x 297 mm)",
            )
        elif sheet.width > sheet.height and number in main and _has_no_table(subject, number):
            yield subject.missing(
                f"Khổ giấy{name}",
                "upright",
                "trang nằm ngang mà nội dung không có bảng",
                "trình bày theo chiều dài của khổ A4",
            )
        yield from _margins(subject, sheet, name)


def _has_no_table(subject: Subject, number: int) -> bool:
    return not any(line.framed for line in subject.look.lines if line.sheet == number)


def _margins(subject: Subject, sheet: Sheet, name: str) -> Iterator[Finding]:
    near = _NEAR_MEASURED if sheet.measured else _NEAR_MARGIN
    # A sheet that was turned keeps its margins at the sides of the text: the decree has no others for it.
    for side, words in _SIDES.items():
        length = getattr(sheet, side)
        least, most = subject.rules.margins[side]
        if length is not None and not least - near <= length <= most + near:
            yield subject.missing(
                f"Lề {words}{name}",
                "margins",
                f"lề {words} {millimetres(length)}",
                f"lề {words} từ {format_number(least)} đến {format_number(most)} mm",
            )


def _letters(subject: Subject) -> Iterator[Finding]:
    rules = subject.rules
    accepted = {_plain(font) for font in rules.fonts}
    for at, line in subject.look.running():
        for each in line.letters:
            if not _is_word(each):
                continue
            if each.font and _plain(each.font) not in accepted:
                yield subject.fault(
                    at, "font", f"phông chữ {_shown(each.font)}", f"phông chữ {rules.fonts[0]}, Unicode"
                )
            if each.colour and not Urgency.named(line.text):
                yield subject.fault(at, "font", f"chữ {quoted(each.text)} không phải màu đen", "chữ màu đen")
        if not line.composed:
            yield subject.fault(
                at,
                "font",
                "chữ Unicode tổ hợp (dấu gõ rời khỏi chữ)",
                "Unicode dựng sẵn theo TCVN 6909:2001",
            )


def _is_word(letters: Letters) -> bool:
    return sum(map(str.isalnum, letters.text)) >= _WORD


def _shown(font: str) -> str:
    """A typeface's name as it is told: without its subset and its style."""
    return font.rpartition("+")[2].split(",")[0].split("-")[0]


def _plain(font: str) -> str:
    """A typeface's name without what programs add to it: «ABCDEF+TimesNewRomanPS-BoldMT»."""
    name = _shown(font).replace(" ", "").lower()
    for ending in ("psmt", "ps", "mt", "italic", "bold", "regular"):
        name = name.removesuffix(ending)
    return "timesnewroman" if name in {"times", "timesroman"} else name


def _page_numbers(subject: Subject) -> Iterator[Finding]:
    look = subject.look
    letters = sum(len(line.text) for line in look.lines if line.sheet == 0)
    is_long = letters > _LONG
    if look.sheets[0].measured:
        # Annexes number their own pages: what counts is how far the text itself goes.
        is_long = any(look.lines[at].page > 1 for text in _own_texts(subject) for at in text.running)
    first = look.sheets[0].number
    if first is None:
        if is_long:
            yield subject.missing(
                "Số trang", "page_number", "văn bản nhiều trang không có số trang", "đánh số trang từ trang 2"
            )
        return
    yield from _page_number(subject, first)
    if not look.sheets[0].measured:
        yield from _annex_numbers(subject)


def _own_texts(subject: Subject) -> list[Text]:
    return [text for text in subject.anatomy.texts if not text.is_annex]


def _page_number(subject: Subject, number: PageNumber) -> Iterator[Finding]:
    least, most = subject.rules.number_size

    def fault(found: str, right: str) -> Finding:
        return subject.missing("Số trang", "page_number", found, right)

    if number.edge is Edge.BOTTOM:
        yield fault("số trang ở cuối trang", "số trang ở giữa lề trên")
    elif number.stand in (Stand.LEFT, Stand.RIGHT):
        yield fault("số trang không ở giữa trang", "số trang canh giữa trong lề trên")
    if number.size and not least <= number.size <= most:
        yield fault(
            f"số trang cỡ {format_number(number.size)}",
            f"số trang cỡ {format_number(least)} đến {format_number(most)}",
        )
    if not number.upright:
        yield fault("số trang chữ nghiêng", "số trang kiểu chữ đứng")
    if number.roman:
        yield fault("số trang bằng chữ số La Mã", "số trang bằng chữ số Ả Rập")
    if number.first:
        yield fault("trang thứ nhất có hiện số trang", "không hiển thị số trang thứ nhất")
    if number.start not in (None, 1):
        yield fault(f"số trang bắt đầu từ {number.start}", "đánh số từ 1")


def _annex_numbers(subject: Subject) -> Iterator[Finding]:
    """«Số trang của Phụ lục được đánh số riêng theo từng Phụ lục»."""
    before = 0
    for text in subject.anatomy.annexes:
        at = min(min(places) for places in text.parts.values())
        sheet = subject.look.lines[at].sheet
        number = subject.look.sheets[min(sheet, len(subject.look.sheets) - 1)].number
        # Annexes of a page or two without any number of their own are left to the office.
        if number is not None and at and (sheet == before or number.start is None):
            yield subject.fault(
                at,
                "annex_pages",
                "số trang của phụ lục đánh tiếp theo phần trước",
                "mỗi phụ lục đánh số trang riêng, bắt đầu từ 1",
            )
        before = sheet
