"""Vietnamese text: one normal form at every boundary, folding for search, and the dictionary order."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

_LOOK_ALIKES = str.maketrans(
    {
        "ǎ": "ă",  # caron for breve: seen in documents of real communes (FACTS.md section 11)
        "Ǎ": "Ă",
        "Ð": "Đ",  # Icelandic eth
        "ð": "đ",
        "Ɖ": "Đ",  # African d with tail
        "ɖ": "đ",
        "\u00a0": " ",
        "\u2007": " ",
        "\u202f": " ",
        "\u3000": " ",
        "\u2028": "\n",
        "\u2029": "\n",
        "\u2011": "-",
    }
)
_LOOK_ALIKE = re.compile(f"[{''.join(map(chr, _LOOK_ALIKES))}]")
"""Finds a character to map many times faster than mapping does, where there mostly is none."""
_UNSEEN = re.compile(
    # Control characters, without line ends and tabs: XML 1.0 and XLSX cannot hold them, SQLite no surrogates.
    r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff"
    # What Unicode calls default ignorable: soft hyphen, joiners, marks of direction, fillers, tags …
    r"\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000e0000-\U000e0fff"
    # … and the braille cell without a dot.
    r"\u2800]"
)
"""What nobody sees, and what turns the letters around it: no text of ours holds such a character."""
_ACCENTS = re.compile("[\u0300-\u036f]+")
"""The marks that Vietnamese letters come apart into; looking each character up takes ten times as long."""
_MORE_MARKS = re.compile("[^\u0000-\u0482\u2000-\u20cf]")
"""Where other scripts have marks like these; no letter, quotation mark or dash of ours is among them. Said by
what it is not: as a range of a million characters it would take two milliseconds of every start."""
_BEYOND = re.compile("[^\x00-\x7f\u0300-\u036f]")
"""What of a text that came apart is neither plain nor one of these marks: quotation marks, dashes."""
_APART = "\f"
"""Parts texts that are folded at once: a line of ours holds none, and folding makes none."""
_RANGE = re.compile("(?<=[0-9%])\u00ad(?=[0-9])")
"""A soft hyphen between two numbers, which would be one without it: «70-75», not «7075»."""
_BLANKS = re.compile(r"[^\S\n]+")
_LINE_END = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")
_QUOTE = re.compile("«([^«»]*)»")
_LONGEST_QUOTE = 80
_LONGEST_PATH = 240


def normalize(text: str) -> str:
    """The text in NFC with look-alike letters mapped and invisible characters removed.

    Line ends become ``\\n``; nothing else of the layout is touched.
    """
    if "\u00ad" in text:
        text = _RANGE.sub("-", text)
    # Before the letters are composed: what is unseen may part a letter from its mark.
    text = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = unicodedata.normalize("NFC", text)
    if _LOOK_ALIKE.search(text):
        # A combining mark may follow a mapped letter (ð + dot below), so it is composed once more.
        text = unicodedata.normalize("NFC", text.translate(_LOOK_ALIKES))
    return text


def unseen_in(text: str) -> str:
    """The first character of the text that nobody sees, as «U+200B»; nothing where there is none.

    Where numbers and days are typed it is refused, for there what is taken must be what is seen; elsewhere
    ``normalize`` leaves it out.
    """
    found = _UNSEEN.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def without_unseen(text: str) -> str:
    """The text without the characters that nobody sees."""
    return _UNSEEN.sub("", text)


def has_line_end(text: str) -> bool:
    """Whether the text goes over more than one line, or over tabs, but for those at its ends."""
    return bool(_LINE_END.search(text.strip()))


def presentable(sentence: str) -> str:
    """A message as it may be shown wherever messages are: nothing unseen in it, nothing quoted at length.

    What stands in «…» is cut to its first and last letters; a path keeps more of them, for it is of use only
    where it can be followed.
    """
    return _QUOTE.sub(_cut_quote, without_unseen(sentence))


def shortened(text: str, most: int) -> str:
    """The text in at most so many letters: its middle becomes «…»."""
    if len(text) <= most:
        return text
    head = (most - 1) * 2 // 3
    return f"{text[:head].rstrip()}…{text[len(text) - (most - 1 - head) :].lstrip()}"


def _cut_quote(quote: re.Match[str]) -> str:
    text = quote[1]
    return f"«{shortened(text, _LONGEST_PATH if '/' in text or chr(92) in text else _LONGEST_QUOTE)}»"


def clean_line(text: str) -> str:
    """The normalised text as one line: every run of blanks or line ends is one space."""
    if text.isascii() and text.isprintable():
        # Codes and numbers, of which there are many: in them there is nothing to normalise.
        return " ".join(text.split())
    return " ".join(normalize(text).split())


def clean_text(text: str) -> str:
    """The normalised text with its line ends kept, runs of blanks made one, outer blanks cut."""
    lines = (_BLANKS.sub(" ", line).strip() for line in normalize(text).split("\n"))
    return "\n".join(lines).strip()


def capitalized(text: str) -> str:
    """The text as it begins a sentence: its first letter large, the others as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def uncapitalized(text: str) -> str:
    """The text as it goes on within a sentence: its first letter small, where no abbreviation begins it."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def fold(text: str) -> str:
    """The text as it is compared in searches: no accents, đ as d, small letters."""
    if text.isascii():
        return text.lower()
    return _fold_sentence(text) if len(text) <= _SENTENCE else _fold(text)


_SENTENCE = 500
"""So many letters has what is folded again and again: a sentence that one rule after the other looks at."""


def _fold(text: str) -> str:
    text = _UNSEEN.sub("", text)
    if _LOOK_ALIKE.search(text):
        text = text.translate(_LOOK_ALIKES)
    apart = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "d")
    if not _BEYOND.search(apart):
        # Most texts, of which encoding leaves the marks out ten times as fast.
        return apart.encode("ascii", "ignore").decode("ascii").lower()
    bare = _ACCENTS.sub("", apart)
    if _MORE_MARKS.search(bare):
        bare = "".join(c for c in bare if not unicodedata.combining(c))
    return bare.casefold()


_fold_sentence = lru_cache(maxsize=2048)(_fold)


def fold_each(texts: Sequence[str]) -> list[str]:
    """Each of the texts folded: many at once, since what a call costs is more than the folding."""
    found: list[str] = []
    for begin in range(0, len(texts), _AT_ONCE):
        some = texts[begin : begin + _AT_ONCE]
        folded = _fold(_APART.join(some)).split(_APART)
        # One of them may hold what parts them.
        found += folded if len(folded) == len(some) else map(fold, some)
    return found


_AT_ONCE = 100


def fold_aligned(text: str) -> str:
    """The folded text with exactly one character for each of the text's, so that places agree."""
    return _align_sentence(text) if len(text) <= _SENTENCE else _align(text)


def _align(text: str) -> str:
    return "".join(map(_fold_character, text))


_align_sentence = lru_cache(maxsize=2048)(_align)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    """A character folded, itself where that would be several or none."""
    folded = fold(character)
    return folded if len(folded) == 1 else character


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: chr(0x100 + rank) for rank, letter in enumerate(_ALPHABET)}
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_NUMBER = re.compile(r"\d+")


@lru_cache(maxsize=4096)
def _ranked(character: str) -> tuple[str, str]:
    """A letter's place in the alphabet and its tone, nothing where it bears none."""
    parts = unicodedata.normalize("NFD", character)
    tone = next((_TONE_RANK[mark] for mark in parts if mark in _TONE_RANK), "")
    letter = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONE_RANK))
    return _LETTER_RANK.get(letter, letter), tone


def sort_key(text: str) -> str:
    """A key whose plain comparison gives the order of Vietnamese dictionaries (FACTS.md section 11).

    Letters rank a ă â b c d đ e ê …, then tones rank ngang, huyền, hỏi, ngã, sắc, nặng; capitals
    and the place of the tone (hoà, hòa) make no difference; numbers compare by value.
    """
    padded = _NUMBER.sub(lambda found: found.group().zfill(12), normalize(text).lower())
    # A number stands for itself: those of thousands of rows would take the place of words that come often.
    ranked = [(each, "0") if each.isdecimal() else _ranked_syllable(each) for each in padded.split()]
    letters = " ".join([letters for letters, _ in ranked]).rstrip()
    return letters + "\x01" + "".join([tone for _, tone in ranked])


@lru_cache(maxsize=2048)
def _ranked_syllable(syllable: str) -> tuple[str, str]:
    """A syllable's letters by their places in the alphabet, and its tone: the same ones come often."""
    letters, tone = "", "0"
    for character in syllable:
        letter, own_tone = _ranked(character)
        letters += letter
        tone = own_tone or tone
    return letters, tone


def person_sort_key(name: str) -> str:
    """The order of lists of persons: by given name (the last word), then family, then middle names."""
    words = name.split()
    return sort_key(" ".join([words[-1], *words[:-1]])) if words else ""


_ABBREVIATIONS = {
    "tthc": "thu tuc hanh chinh",
    "cchc": "cai cach hanh chinh",
    "pakn": "phan anh, kien nghi",
    "vbqppl": "van ban quy pham phap luat",
    "dvctt": "dich vu cong truc tuyen",
    "kt-xh": "kinh te - xa hoi",
}
_SHORT = re.compile(rf"\b(?:{'|'.join(map(re.escape, _ABBREVIATIONS))})\b")


@cache
def written_out(text: str) -> str:
    """The text folded, on one line, its usual abbreviations written out."""
    return _SHORT.sub(lambda found: _ABBREVIATIONS[found[0]], " ".join(fold(text).split()))
