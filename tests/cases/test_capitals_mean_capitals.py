"""A class of letters in a pattern holds capitals alone, or small letters alone, where it means them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc_desktop.domain.letters import CAPITALS, SMALLS
from cchc_desktop.domain.text import fold
from cchc_desktop.intake.plan.foot import read_foot
from cchc_desktop.intake.plan.head import find_issuer
from cchc_desktop.intake.plan.markers import MarkerStyle, split_marker
from cchc_desktop.intake.plan.nodes import NumberedBlock

PACKAGE = Path(__file__).resolve().parents[2] / "cchc_desktop"
_CLASS = re.compile(r"\[\^?(?:\\.|[^\]\\])+\]")
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|U([0-9a-fA-F]{8}))")
_RANGE = re.compile(r"(?<!\\)(.)-(.)", re.DOTALL)


def mixed_ranges(text: str) -> list[str]:
    """The ranges in the text's classes that hold capital and small letters alike."""
    found = []
    plain = _ESCAPED.sub(lambda m: chr(int(m[1] or m[2] or m[3], 16)), text)
    for letters in _CLASS.findall(plain):
        for first, last in _RANGE.findall(letters[1:-1]):
            if not (first.isalpha() and last.isalpha()):
                continue
            held = [chr(code) for code in range(ord(first), ord(last) + 1)]
            if any(c.isupper() for c in held) and any(c.islower() for c in held):
                found.append(f"{first}-{last}")
    return found


def _texts(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "_" for part in node.values)


def test_no_pattern_of_the_program_has_a_range_of_both() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}: {held}"
        for path in PACKAGE.rglob("*.py")
        for text in _texts(path)
        for held in mixed_ranges(text)
    }
    assert not found


@pytest.mark.parametrize("pattern", ["[A-ZĐÀ-Ỹ]", "[a-zà-ỹ]", r"[\u00c0-\u1ef9]", "[^Á-Ỵ]x", "[A-z]"])
def test_a_range_of_both_is_found(pattern: str) -> None:
    assert mixed_ranges(pattern)


@pytest.mark.parametrize("pattern", ["[A-ZĐ]", "[a-zđ]", r"[\d-]", "A-ỹ", f"[{CAPITALS}]", f"[{SMALLS}]"])
def test_a_range_of_one_sort_is_none(pattern: str) -> None:
    assert not mixed_ranges(pattern)


def test_every_letter_of_vietnamese_is_of_its_sort() -> None:
    vowels = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ"
    for letter in vowels:
        assert letter in SMALLS
        assert letter not in CAPITALS
        assert letter.upper() in CAPITALS
        assert letter.upper() not in SMALLS
    assert not set(CAPITALS) & set(SMALLS)
    assert {fold(letter)[:1] for letter in "AZĐỸ"} <= set(SMALLS)


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("UBND xã đề nghị các bộ phận thực hiện.", ""),
        ("Ủy ban nhân dân phường ưu tiên bố trí kinh phí.", ""),
        ("UBND xã Ea Đrăng đề nghị các thôn thực hiện.", "UBND xã Ea Đrăng"),
        ("UBND phường Ô Chợ Dừa ủy quyền cho Văn phòng.", "UBND phường Ô Chợ Dừa"),
    ],
)
def test_the_issuers_name_ends_where_small_letters_begin(text: str, issuer: str) -> None:
    assert find_issuer([text], "") == issuer


def test_a_round_bullet_stands_before_a_capital() -> None:
    assert split_marker("o Ưu tiên hồ sơ của người già").style is MarkerStyle.GLYPH
    assert split_marker("o ưu tiên hồ sơ của người già").style is MarkerStyle.PLAIN


@pytest.mark.parametrize("name", ["Đặng Thị Ánh", "Y Ƀih Niê", "H’Êlê Ƀuôn Yă"])
def test_names_of_signers(name: str) -> None:
    lines = [NumberedBlock(n, text) for n, text in enumerate(["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", name])]
    assert read_foot(lines).signer.name == name


def test_a_line_in_small_letters_is_no_name() -> None:
    lines = [NumberedBlock(1, "TM. ỦY BAN NHÂN DÂN"), NumberedBlock(2, "được ủy quyền ký")]
    assert read_foot(lines).signer.name == ""
