"""Text of the years before Unicode: TCVN3 (ABC, fonts «.Vn…»), TCVN 5712 and VNI-Windows (fonts «VNI-…»).

Such text reads as Western letters («Uû ban nh©n d©n», «Uûy ban nhaân daân»). It is told by its spelling:
the reading under which nearly every accented word becomes a Vietnamese syllable is the right one
(FACTS.md section 11). The tables are checked in the tests against iconv's TCVN-5712.
"""

import re
from enum import StrEnum
from functools import lru_cache
from unicodedata import normalize

from .syllables import is_syllable, marked_words, vietnamese_share


class Legacy(StrEnum):
    """An encoding from before Unicode."""

    TCVN3 = "TCVN3 (ABC)"
    """One byte a letter; accented capitals are lower-case bytes in a font of capitals."""
    TCVN5712 = "TCVN 5712"
    """TCVN3 with the accented capitals on control codes."""
    VNI = "VNI-Windows"
    """A base letter followed by a letter that stands for the mark."""


# TCVN 5712:1993 VN1. The small letters and the seven plain capitals are common to VN1 and VN3 (ABC).
_TCVN_SHARED = dict(
    zip(
        bytes.fromhex(
            "a1a2a3a4a5a6a7 a8a9aaabacadae b5b6b7b8b9 bbbcbdbec6 c7c8c9cacb cccecfd0d1 d2d3d4d5d6"
            "d7d8dcddde dfe1e2e3e4 e5e6e7e8e9 eaebecedee eff1f2f3f4 f5f6f7f8f9 fafbfcfdfe"
        ),
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TCVN_CAPITALS = dict(
    zip(
        bytes.fromhex(
            "8081828384 afbabfc085 c1c2c3c486 8788898a8b c5cdd9da8c 8d8e8f9091 9293949596"
            "dbe0f0ff97 98999a9b9c 9d9e9f0102 0405061112 1314151617"
        ),
        "ÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ",
        strict=True,
    )
)

# VNI-Windows: after a, e, o, u, y and after ô (for ơ), ö (for ư) a mark gives the tone; other marks give
# the hat or the breve together with the tone. i, đ and ỵ have letters of their own.
_VNI_TONES = dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True))
_VNI_HATS = dict(zip("âáàåãä", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True))
_VNI_BREVES = dict(zip("êéèúüë", ("", *"\u0301\u0300\u0309\u0303\u0323"), strict=True))
_VNI_SINGLE = dict(zip("ôöíìæóòîñ", "ơưíìỉĩịỵđ", strict=True))
_VNI_BASES = {"a": "a", "e": "e", "o": "o", "u": "u", "y": "y", "ô": "ơ", "ö": "ư"}


def _vni_pairs() -> dict[str, str]:
    """Every pair of base and mark, in small letters, with the letter that it stands for."""
    pairs = {
        base + mark: normalize("NFC", letter + tone)
        for base, letter in _VNI_BASES.items()
        for mark, tone in _VNI_TONES.items()
        if base + mark != "yï"  # ỵ is a letter of its own
    }
    for base in "aeo":
        pairs |= {base + mark: normalize("NFC", base + "\u0302" + t) for mark, t in _VNI_HATS.items()}
    pairs |= {"a" + mark: normalize("NFC", "a\u0306" + t) for mark, t in _VNI_BREVES.items()}
    return pairs


VNI_LETTERS: dict[str, str] = {**_vni_pairs(), **_VNI_SINGLE}
"""The 67 small letters of VNI-Windows; a capital is the same with its base in capitals."""
_VNI = re.compile(
    "|".join(re.escape(key) for key in sorted(VNI_LETTERS, key=len, reverse=True)), re.IGNORECASE
)


def _western_codes(text: str) -> list[int | None]:
    """The byte that each character had in Windows-1252; None for one that never was a byte there."""
    codes: list[int | None] = []
    for character in text:
        try:
            codes.append(character.encode("cp1252")[0])
        except UnicodeEncodeError:
            codes.append(ord(character) if ord(character) < 0x100 else None)
    return codes


def _from_tcvn(text: str, *, capitals: bool) -> str:
    table = _TCVN_SHARED | _TCVN_CAPITALS if capitals else _TCVN_SHARED
    result: list[str] = []
    for character, code in zip(text, _western_codes(text), strict=True):
        result.append(character if code is None else table.get(code, character))
    converted = "".join(result)
    return converted if capitals else "\n".join(_with_capitals(line) for line in converted.split("\n"))


_PLAIN_SMALL = re.compile(r"[a-z]")
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_SYLLABLE = 7


def _with_capitals(line: str) -> str:
    """The line with the accented capitals that the table lacks: «Tổ CHứC THựC HIệN» was meant in capitals.

    A converter puts the small accented letter in their place, so a word mixes capitals and small letters
    as no Vietnamese word does. Such a word is raised; with it the whole line, if the line has no small
    letter but accented ones.
    """
    words = [word for word in _WORD.findall(line) if len(word) <= _LONGEST_SYLLABLE]
    words = [word for word in words if not (word.isupper() or word.islower() or word.istitle())]
    mixed = {word for word in words if not _PLAIN_SMALL.search(word)}
    if not mixed:
        return line
    if not _PLAIN_SMALL.search(line):
        return line.upper()
    return _WORD.sub(lambda found: found[0].upper() if found[0] in mixed else found[0], line)


def _from_vni(text: str) -> str:
    def letter(found: re.Match[str]) -> str:
        small = VNI_LETTERS[found.group().lower()]
        return small.upper() if found.group()[0].isupper() else small

    return _VNI.sub(letter, text)


def convert(text: str, encoding: Legacy) -> str:
    """The text, as its bytes look in Windows-1252, in Unicode."""
    if encoding is Legacy.VNI:
        return _from_vni(text)
    return _from_tcvn(text, capitals=encoding is Legacy.TCVN5712)


@lru_cache(maxsize=1024)
def encoding_of_font(font: str) -> Legacy | None:
    """The encoding that text in a font of this name has; None for a Unicode font."""
    name = font.rsplit("+", 1)[-1].strip().lower()
    if name.startswith((".vn", ".tcvn", "vntime", "vnarial")):
        return Legacy.TCVN3
    return Legacy.VNI if name.startswith(("vni-", "vni ")) else None


def convert_by_font(text: str, font: str) -> str:
    """The text of a run in the font of this name, in Unicode; unchanged for a Unicode font.

    Fonts of the ABC family whose name ends in H print capitals for small bytes.
    """
    encoding = encoding_of_font(font)
    if encoding is None:
        return text
    converted = convert(text, encoding)
    face = font.partition(",")[0].partition("-")[0].strip()
    if encoding is Legacy.TCVN3 and face.endswith("H"):
        return converted.upper()
    return converted


# A long enough look: fewer accented words than this can come out Vietnamese by chance.
_ENOUGH_WORDS = 5
_SURE = 0.8


def is_unicode(text: str) -> bool:
    """Whether the text holds letters that no Windows-1252 text can hold, so it is Unicode already."""
    return any(ord(c) >= 0x100 and c.isalpha() and c not in "ŒœŠšŽžŸƒ" for c in text)


def detect(text: str) -> Legacy | None:
    """The encoding whose bytes the text shows as Western letters; None where it is what it seems.

    Paragraphs that hold real Vietnamese letters of Unicode are left out of the look.
    """
    sample = "\n".join(line for line in text.split("\n") if detectable(line))
    sample = sample[:200_000]
    good, words = vietnamese_share(sample)
    least = max(_SURE, (good / words if words else 0.0) + 0.15)
    best: Legacy | None = None
    best_score = 0
    for encoding in (Legacy.TCVN3, Legacy.TCVN5712, Legacy.VNI):
        # What counts is how the accented words come out. A single letter may be a dash or a quotation
        # mark that the table of capitals makes a vowel of.
        accented = [word for word in marked_words(convert(sample, encoding)) if len(word) > 1]
        right = sum(is_syllable(word) for word in accented)
        score = 2 * right - len(accented)
        if right >= _ENOUGH_WORDS and right / len(accented) >= least and score > best_score:
            best, best_score = encoding, score
    return best


def detectable(text: str) -> bool:
    """Whether the text may be in an old encoding: it has accents, and none that only Unicode has."""
    return not text.isascii() and not is_unicode(text)


def convert_lines(text: str, encoding: Legacy) -> str:
    """The text with every line in Unicode; lines that are in Unicode already stay as they are."""
    return "\n".join(convert(line, encoding) if detectable(line) else line for line in text.split("\n"))


_OLD = re.compile("[\x80-\xff]")
_BLANK = re.compile(r"(\s+)")
_NO_LETTERS = re.compile(r"[\x00-@\[-`{-\x7f“”‘’…–—]+")
_AT_HOME = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
_EDGES = " .,;:!?()[]{}\"'“”«»…–—-/"


def convert_pieces(text: str) -> tuple[str, list[str]]:
    """A text in Unicode with the words that were left in an old encoding put right, and what was done.

    Someone converts one part of a text and forgets another. Words in which letters stand as no Vietnamese
    syllable has them are taken with all between them, where every one of them comes out as a syllable.
    """
    changed = 0
    example = ""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if not _OLD.search(line):
            continue
        words = _BLANK.split(line)
        for first, last in _odd_runs(words):
            piece = "".join(words[first:last])
            if meant := _meant(piece):
                words[first:last] = [meant, *[""] * (last - first - 1)]
                changed += 1
                example = example or f"«{piece.strip(_EDGES)}» thành «{meant.strip(_EDGES)}»"
        lines[index] = "".join(words)
    if not changed:
        return text, []
    note = f"Đã chuyển {changed} cụm từ còn ở bảng mã cũ sang Unicode ({example}); hãy đối chiếu với bản gốc."
    return "\n".join(lines), [note]


def _odd_runs(words: list[str]) -> list[tuple[int, int]]:
    """From where to where words without letters of Unicode's own stand, from an odd one to an odd one."""
    runs: list[tuple[int, int]] = []
    begin = end = -1
    for index, word in enumerate(words):
        if is_unicode(word):
            if begin >= 0:
                runs.append((begin, end))
            begin = -1
        elif _is_odd(word):
            begin = index if begin < 0 else begin
            end = index + 1
    return [*runs, (begin, end)] if begin >= 0 else runs


def _is_odd(word: str) -> bool:
    """Whether letters or signs from beyond ASCII stand in the word as in no Vietnamese syllable."""
    if not _OLD.search(word):
        return False
    parts = _NO_LETTERS.split(word.strip(_EDGES))
    return any(not is_syllable(part) for part in parts if _OLD.search(part))


def _meant(piece: str) -> str:
    """The piece in Unicode, where one old encoding makes syllables of all its words; else nothing."""
    # A misspelled word of Unicode has only letters that are Vietnamese, and mostly stands alone.
    foreign = any(c not in _AT_HOME for c in _OLD.findall(piece.strip(_EDGES)))
    for encoding in (Legacy.TCVN3, Legacy.VNI):
        if not foreign and (encoding is Legacy.TCVN3 or sum(map(_is_odd, piece.split())) < 2):
            continue
        meant = convert(piece, encoding)
        words = marked_words(meant)
        # «QĐ» is no syllable either.
        whole = all(is_syllable(word) or (word.isupper() and len(word) < 5) for word in words)
        if words and whole and not any(map(_is_odd, meant.split())):
            return meant
    return ""
