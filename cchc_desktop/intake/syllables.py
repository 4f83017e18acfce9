"""Whether a word can be a Vietnamese syllable: what tells a wrong encoding from a right one.

The rules of spelling are narrow (an onset, one of some sixty vowel groups, one of eight finals, one tone,
and only sắc or nặng before c, ch, p, t), so text that was decoded with the wrong table breaks them at once.
"""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_ONSETS = "b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x"
_VOWELS = (
    "a|ai|ao|au|ay|âu|ây|â|ă|e|eo|ê|êu|i|ia|iu|iê|iêu|o|oa|oai|oao|oay|oă|oe|oeo|oi|oo|ô|ôi|ơ|ơi|"
    "u|ua|uâ|uây|uê|ui|uô|uôi|uơ|uy|uya|uyê|uyu|ư|ưa|ưi|ươ|ươi|ươu|ưu|y|yê|yêu"
)
_SYLLABLE = re.compile(f"(?:{_ONSETS})?(?:{_VOWELS})(c|ch|m|n|ng|nh|p|t)?")
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether the word, in any case, is spelled as a Vietnamese syllable."""
    tone = ""
    letters: list[str] = []
    for character in unicodedata.normalize("NFD", word.lower()):
        if character in _TONES:
            if tone:
                return False
            tone = character
        else:
            letters.append(character)
    found = _SYLLABLE.fullmatch(unicodedata.normalize("NFC", "".join(letters)))
    if found is None:
        return False
    return found.group(1) not in {"c", "ch", "p", "t"} or tone in {"\u0301", "\u0323"}


def marked_words(text: str) -> list[str]:
    """The words that hold a letter beyond ASCII."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


def vietnamese_share(text: str) -> tuple[int, int]:
    """How many of the words with a letter beyond ASCII are Vietnamese syllables, and how many there are."""
    words = marked_words(text)
    return sum(is_syllable(word) for word in words), len(words)
