"""Slips of writing: tones, numbers and dates written two ways, the wrong name for oneself, slips of
typing."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

from ..text import normalize
from .finding import Finding, Severity, quoted
from .subject import Subject

_NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split()
_OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split()
_OTHER = dict(zip(_NEW, _OLD, strict=True))
_OTHER |= {old: new for new, old in _OTHER.items()}
_TONED = re.compile(rf"\b(?P<head>[^\W\d_]*?)(?P<end>{'|'.join(_NEW + _OLD)})(?![^\W\d_])", re.IGNORECASE)
_PERCENT = re.compile(r"\d(?P<blank>\s?)%")
_POINT_PERCENT = re.compile(r"\b\d{1,3}\.\d{1,2}\s?%")
_POINT_DECIMAL = re.compile(r"(?<![\d.,/])\d{1,3}\.\d{1,2}(?=\s*(?:tỷ|triệu|nghìn|điểm|km|ha|m2|kg)\b)")
_COMMA_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3}){2,}(?![\d,])")
_ONE_COMMA = re.compile(r"(?<![\d.,])[1-9]\d{0,2},000(?![\d,])")
_GROUPED = re.compile(r"(?<![\d.,/])\d{1,3}(?:\.\d{3})+(?![\d.,]*/)(?!\d)")
_PLAIN = re.compile(
    r"(?<![\d.,/:–-])(?P<number>\d{4,9})"
    r"(?=\s+(?:hồ sơ|lượt|người|đồng|triệu|tỷ|văn bản|phiếu|hộ|dân|trường hợp|giao dịch|tin|bài))"
)
_LONG_DATE = re.compile(r"\bngày\s+(?P<day>\d{1,2})\s+tháng\s+(?P<month>\d{1,2})\s+năm\s+(?P<year>\d{4})")
_SHORT_DATE = re.compile(
    r"(?<![\d/.\-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\d/]|\.\d)"
)
_LISTED = re.compile(r"[-–+•]\s+[A-ZĐ][^\d.;]{2,30}\bsố\s+\d")
_SELF = re.compile(r"\b(?P<name>{})\s+này\b")
_TWICE = re.compile(
    r"\b(?P<word>của|và|các|là|cho|trong|theo|với|những|tại|đã|về)\s+(?P=word)\b", re.IGNORECASE
)
_BLANK_BEFORE = re.compile(r"[^\W_]\s+[,;:](?=\s|$)|[^\W\d_]\s+\.(?=\s|$)")


def writing(subject: Subject) -> Iterator[Finding]:
    """The slips of a document."""
    texts = [(at, line.text) for at, line in subject.look.running()]
    yield from _tones(subject, texts)
    yield from _percent(subject, texts)
    yield from _numbers(subject, texts)
    yield from _dates(subject, texts)
    yield from _own_name(subject, texts)
    yield from _typing(subject, texts)


Texts = list[tuple[int, str]]


def _slip(subject: Subject, at: int, article: str, found: str, right: str) -> Finding:
    return subject.fault(at, article, found, right, Severity.LOOK)


def _tones(subject: Subject, texts: Texts) -> Iterator[Finding]:
    """Where «hoà» and «hòa» both stand, the way that is met less often; «quý» has its tone in one place
    only."""
    met: dict[bool, list[tuple[int, str]]] = {True: [], False: []}
    for at, text in texts:
        for match in _TONED.finditer(text):
            head, end = match["head"], normalize(match["end"]).lower()
            if end[0] in "uùúủũụ" and head[-1:].lower() == "q":
                continue
            met[end in _NEW].append((at, match[0]))
    fewer = min(met, key=lambda each: len(met[each]))
    usual = met[not fewer]
    if not met[fewer]:
        return
    counted = Counter(word.lower() for _, word in usual)
    for at, word in met[fewer]:
        # The same word written the other way says most; else the word that is met most.
        same = _other_way(word).lower()
        example = same if same in counted else counted.most_common(1)[0][0]
        yield _slip(
            subject,
            at,
            "tones",
            f"«{word}», trong khi nơi khác đặt dấu như «{example}»",
            f"«{_other_way(word)}», đặt dấu một cách trong cả văn bản",
        )


def _other_way(word: str) -> str:
    end = word[-2:]
    other = _OTHER[end.lower()]
    if end.isupper():
        other = other.upper()
    elif end[0].isupper():
        other = other.capitalize()
    return word[:-2] + other


def _percent(subject: Subject, texts: Texts) -> Iterator[Finding]:
    met: dict[bool, list[int]] = {True: [], False: []}
    for at, text in texts:
        for match in _PERCENT.finditer(text):
            met[bool(match["blank"])].append(at)
    if met[True] and met[False]:
        for at in dict.fromkeys(met[True]):
            yield _slip(
                subject, at, "numbers", "dấu % có chỗ viết cách, có chỗ viết liền", "dấu % viết liền sau số"
            )


def _numbers(subject: Subject, texts: Texts) -> Iterator[Finding]:
    grouped = next((match[0] for _, text in texts for match in _GROUPED.finditer(text)), "")
    for at, text in texts:
        # In tables codes stand beside words.
        points = () if subject.look.lines[at].framed else _POINT_DECIMAL.finditer(text)
        for match in (*_POINT_PERCENT.finditer(text), *points):
            yield _slip(
                subject,
                at,
                "numbers",
                f"«{match[0]}»",
                f"«{match[0].replace('.', ',')}», dấu phẩy cho phần thập phân",
            )
        commas = [*_COMMA_THOUSANDS.finditer(text), *(_ONE_COMMA.finditer(text) if grouped else ())]
        for match in commas:
            yield _slip(
                subject,
                at,
                "numbers",
                f"«{match[0]}»",
                f"«{match[0].replace(',', '.')}», dấu chấm cho hàng nghìn",
            )
        if grouped:
            for match in _PLAIN.finditer(text):
                right = f"{int(match['number']):,}".replace(",", ".")
                yield _slip(
                    subject,
                    at,
                    "numbers",
                    f"«{match['number']}», trong khi nơi khác viết «{grouped}»",
                    f"«{right}»",
                )


def _dates(subject: Subject, texts: Texts) -> Iterator[Finding]:
    """Days that are no days, one day in words and in figures, signs or noughts that change from place to
    place."""
    signs: dict[str, list[tuple[int, str]]] = {}
    padded: dict[bool, list[tuple[int, re.Match[str]]]] = {True: [], False: []}
    for at, text in texts:
        for match in (*_LONG_DATE.finditer(text), *_SHORT_DATE.finditer(text)):
            if not _is_day(match):
                yield _slip(
                    subject,
                    at,
                    "real_date",
                    f"«{match[0]}» không có trong lịch",
                    "kiểm tra lại ngày, tháng, năm",
                )
        for match in _SHORT_DATE.finditer(text):
            signs.setdefault(match["sign"], []).append((at, match[0]))
            if match["sign"] == "/" and _is_day(match) and (shape := _is_padded(match)) is not None:
                padded[shape].append((at, match))
    usual = max(signs, key=lambda sign: (len(signs[sign]), sign == "/")) if signs else "/"
    for sign, met in signs.items():
        if sign != usual:
            for at, words in met:
                yield _slip(
                    subject,
                    at,
                    "dates",
                    f"«{words}», trong khi nơi khác viết dấu «{usual}»",
                    f"«{words.replace(sign, usual)}»",
                )
    yield from _two_ways(subject, texts)
    if padded[True] and padded[False]:
        fewer = min(padded, key=lambda each: len(padded[each]))
        for at, match in padded[fewer]:
            yield _slip(
                subject,
                at,
                "dates",
                f"«{match[0]}», trong khi nơi khác viết «{padded[not fewer][0][1][0]}»",
                f"«{_repadded(match, padded=not fewer)}»",
            )


def _two_ways(subject: Subject, texts: Texts) -> Iterator[Finding]:
    """The same day in words and in figures in running sentences, which is one date written two ways.

    Bases write days in words, as head and annexes do, tables and lists of documents in figures: there is
    nothing to say of that.
    """
    running = set(subject.anatomy.main.running)
    texts = [(at, text) for at, text in texts if at in running and not _LISTED.match(text)]
    long: dict[date, str] = {}
    for _, text in texts:
        for match in _LONG_DATE.finditer(text):
            if _is_day(match):
                long.setdefault(_day(match), match[0])
    for at, text in texts:
        for match in _SHORT_DATE.finditer(text):
            if _is_day(match) and (words := long.get(_day(match))) and "ngày" in text[: match.start()][-6:]:
                yield _slip(subject, at, "dates", f"«ngày {match[0]}», nơi khác viết «{words}»", f"«{words}»")


def _is_day(match: re.Match[str]) -> bool:
    try:
        _day(match)
    except ValueError:
        return False
    return True


def _day(match: re.Match[str]) -> date:
    return date(int(match["year"]), int(match["month"]), int(match["day"]))


def _is_padded(match: re.Match[str]) -> bool | None:
    """Whether a date in figures writes noughts before days and months; None where it needs none.

    The decree pads days and the months 1 and 2, so «05/3/2026» is right; «05/03» and «5/3» are other ways.
    """
    day, month = match["day"], match["month"]
    shapes = {len(part) == 2 for part in (day, month) if int(part) < 10}
    if len(shapes) != 1 or ((int(day) < 10) != (int(month) < 10) and int(month) > 2 and int(day) >= 10):
        return None
    return shapes.pop()


def _repadded(match: re.Match[str], *, padded: bool) -> str:
    width = 2 if padded else 1
    return "/".join([f"{int(match['day']):0{width}d}", f"{int(match['month']):0{width}d}", match["year"]])


def _own_name(subject: Subject, texts: Texts) -> Iterator[Finding]:
    """«Kế hoạch này» in a report, where no plan is spoken of in the paragraph."""
    kinds = {text.kind.name for text in subject.anatomy.texts if text.kind is not None}
    if not kinds or subject.anatomy.main.kind is None:
        return
    names = [kind.name for kind in subject.rules.kinds if kind.name not in ("QUY ĐỊNH", "CHƯƠNG TRÌNH")]
    pattern = re.compile(_SELF.pattern.format("|".join(map(str.capitalize, names))))
    own = subject.anatomy.main.kind.name.capitalize()
    before = ""
    running = set(subject.anatomy.main.running)
    for at, text in texts:
        if at not in running:
            # Annexes list what others say, in their words.
            continue
        for match in pattern.finditer(text):
            name = match["name"]
            spoken = f"{before} {text[: match.start()]}"
            if name.upper() not in kinds and not re.search(rf"\b{name}\b", spoken):
                yield _slip(subject, at, "self_name", f"«{match[0]}» trong {own.lower()}", f"«{own} này»")
        before = text


def _typing(subject: Subject, texts: Texts) -> Iterator[Finding]:
    for at, text in texts:
        for match in _TWICE.finditer(text):
            yield _slip(subject, at, "typing", f"lặp từ {quoted(match[0])}", f"«{match['word']}»")
        if (found := _BLANK_BEFORE.search(text)) and ". ." not in text:
            yield _slip(
                subject,
                at,
                "typing",
                f"cách chữ trước dấu câu ở {quoted(text[max(0, found.start() - 12) : found.end()])}",
                "dấu câu viết liền sau chữ",
            )
