"""What copying into a text file leaves: odd bullets, letters of symbol fonts and wide ones, «>» of mail."""

import re
import unicodedata
from collections.abc import Sequence

from .marks import mark_of
from .syllables import is_syllable

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Letters, digits and marks as wide as Chinese characters."""
_SYMBOLS = {
    0xF02D: "-",
    0xF02B: "+",
    0xF0B3: "≥",
    0xF0A3: "≤",
    0xF0B1: "±",
    0xF0B0: "°",
    0xF0B4: "×",
    0xF025: "%",
}
"""Letters of the font Symbol that mean something within a sentence; Word writes them as private letters."""
_STYLED = re.compile("[\U0001d400-\U0001d7ff]+")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_GLYPHS = "•●○▪◦➢✓✔·‣⁃∙□■◆◇◊►▶▸▹➤➔→⇒✗✘❖❑❒★☆◉◎⦁⚫⬤◾◽▫‧☐☑☒"
_KNOWN = frozenset("•●○▪◦➢✓·")
_LETTERED = re.compile(r"^([ ]*)[oüØv§q]\t+(?=[^\t\n]+$)", re.MULTILINE)
"""Letters that Word's fonts for bullets show as bullets, as they come out with their tab."""
_BULLET = re.compile(
    rf"^([ \t]*)([{_GLYPHS}]|[\ue000-\uf8ff]|[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff]+)"
    r"[ \t]*(?=[^\W_])([^\t\n]*)$",
    re.MULTILINE,
)
_CIRCLED = re.compile(r"^([ \t]*)([①-⑳])[ \t]*(?=\w)", re.MULTILINE)
_KEYCAP = re.compile(r"^([ \t]*)(\d)\u20e3[ \t]*(?=\w)", re.MULTILINE)
_QUOTED = re.compile(r"\s{0,3}(?:>\s?)+")
_MOSTLY = 0.6


def plain_letters(text: str) -> tuple[str, list[str]]:
    """The text in usual letters and bullets, and a sentence where letters of symbol fonts are left."""
    if re.search("[\uff01-\uff5e]", text):
        text = re.sub(r"([，．；：！？])(?=[^\s\d])", r"\1 ", text).translate(_WIDE)
    text = _STYLED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _LETTERED.sub(r"\1• ", text)
    text = _CIRCLED.sub(lambda found: f"{found[1]}({ord(found[2]) - 0x245F}) ", text)
    text = _KEYCAP.sub(r"\1\2. ", text)
    text = _BULLET.sub(_bullet, text)
    if not _PRIVATE.search(text):
        return text, []
    text = text.translate(_SYMBOLS)
    lost = len(_PRIVATE.findall(text))
    note = f"Tệp có {lost} ký tự của phông ký hiệu không đọc được, đã bỏ; hãy đối chiếu với bản gốc."
    return _PRIVATE.sub("", text), [note] if lost else []


def _bullet(found: re.Match[str]) -> str:
    indent, glyph, rest = found.groups()
    if ord(glyph[0]) in _SYMBOLS:
        return f"{indent}{_SYMBOLS[ord(glyph[0])]} {rest}"
    # A picture before a numbered heading is an ornament.
    if len(glyph) > 1 or glyph not in _GLYPHS:
        return f"{indent}{rest}" if mark_of(rest.strip()) else f"{indent}• {rest}"
    return f"{indent}{glyph if glyph in _KNOWN else '•'} {rest}"


def unquoted(raw: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines without the «>» that mail puts before what it quotes, and a sentence where it did."""
    printed = [line for line in raw if line.strip()]
    quoted = sum(line.lstrip().startswith(">") for line in printed)
    if quoted < 3 or quoted < _MOSTLY * len(printed):
        return list(raw), []
    return (
        [_QUOTED.sub("", line, count=1) for line in raw],
        ["Đã bỏ dấu «>» của thư điện tử ở đầu các dòng."],
    )


_TORN = re.compile(
    r"(?<!\S)((?:ngh?|gh|kh|ch|nh|ph|th|tr|[bcdđghklmnpqrstvx]) [àáảãạăắằẳẵặâấầẩẫậèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộ"
    r"ơớờởỡợùúủũụưứừửữựỳýỷỹỵ][^\W\d_]{0,4})(?![^\W_])",
    re.IGNORECASE,
)
_FEW = 3


def torn_words(text: str) -> list[str]:
    """A sentence where blanks stand within words («h ội»), as they come out of some PDF viewers."""
    torn = [found[1] for found in _TORN.finditer(text) if is_syllable(found[1].replace(" ", "").capitalize())]
    if len(torn) < _FEW:
        return []
    return [
        f"Tệp có {len(torn)} chỗ dấu cách lọt vào giữa chữ («{torn[0]}»), thường do chép từ PDF; hãy nhập "
        "thẳng tệp PDF đó, hoặc sửa từng chỗ khi xem lại."
    ]


_FEWEST_CUT = 5
_NARROWEST = 30
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\W\d_]+$")


def uncut(raw: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines put together again where a program cut them after so many letters, within words too."""
    width = max(map(len, raw), default=0)
    full = [index for index, line in enumerate(raw[:-1]) if len(line) == width]
    if width < _NARROWEST or len(full) < _FEWEST_CUT:
        return list(raw), []
    torn = sum(_is_torn(raw[index], raw[index + 1]) for index in full)
    if torn < _FEW or 4 * torn < len(full):
        return list(raw), []
    lines: list[str] = []
    goes_on = False
    for line in raw:
        if goes_on:
            lines[-1] += line
        else:
            lines.append(line)
        goes_on = len(line) == width
    note = f"Các dòng bị cắt ở chữ thứ {width}, cả giữa từ; đã nối lại, hãy đối chiếu với bản gốc."
    return lines, [note]


def _is_torn(line: str, after: str) -> bool:
    """Whether the end of a line and the begin of the next make one word, and no two."""
    head, tail = _LAST_WORD.search(line), _FIRST_WORD.match(after)
    if head is None or tail is None:
        return False
    whole = is_syllable(head[0] + tail[0])
    return whole and not (is_syllable(head[0]) and is_syllable(tail[0]))
