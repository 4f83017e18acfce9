"""Old encodings: the tables are complete and exact, and nothing else is taken for them."""

import shutil
import subprocess

import pytest

from cchc_desktop.intake.legacy_encodings import (
    VNI_LETTERS,
    Legacy,
    convert,
    convert_by_font,
    convert_lines,
    detect,
)
from cchc_desktop.intake.syllables import is_syllable

SMALL = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
SENTENCE = (
    "Ủy ban nhân dân xã An Bình ban hành kế hoạch cải cách hành chính, trong đó phấn đấu tỷ lệ hồ sơ "
    "giải quyết đúng hạn đạt từ 98% trở lên; người đứng đầu chịu trách nhiệm trước cấp trên."
)
_TO_VNI = {unicode: vni for vni, unicode in VNI_LETTERS.items()}


def vni(text: str) -> str:
    """The text as VNI-Windows bytes look in Windows-1252."""
    return "".join(
        _TO_VNI[c] if c in _TO_VNI else _TO_VNI[c.lower()].upper() if c.lower() in _TO_VNI else c
        for c in text
    )


def tcvn(text: str) -> bytes:
    """The text as iconv writes it in TCVN 5712."""
    if shutil.which("iconv") is None:
        pytest.skip("không có iconv trên máy này")
    done = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", "TCVN-5712"], input=text.encode(), capture_output=True, check=True
    )
    return done.stdout


def test_all_134_letters_of_tcvn_agree_with_iconv() -> None:
    assert len(SMALL) == 67
    letters = SMALL + SMALL.upper()
    assert convert(tcvn(letters).decode("latin-1"), Legacy.TCVN5712) == letters
    plain_capitals = SMALL + "ĂÂĐÊÔƠƯ"
    assert convert(tcvn(plain_capitals).decode("latin-1"), Legacy.TCVN3) == plain_capitals


def test_vni_has_all_67_small_letters_and_their_capitals() -> None:
    assert sorted(VNI_LETTERS.values()) == sorted(SMALL)
    assert len(set(VNI_LETTERS)) == 67
    assert convert(vni(SMALL + " " + SMALL.upper()), Legacy.VNI) == SMALL + " " + SMALL.upper()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("UÛY BAN NHAÂN DAÂN", "ỦY BAN NHÂN DÂN"),
        ("Uûy ban nhaân daân", "Ủy ban nhân dân"),
    ],
)
def test_vni_as_it_looks_in_old_files(old: str, new: str) -> None:
    assert convert(old, Legacy.VNI) == new


def test_the_encoding_is_told_by_the_spelling() -> None:
    assert detect(vni(SENTENCE)) is Legacy.VNI
    assert detect("Uû ban nh©n d©n x· An B×nh ®¹t kÕt qu¶ c¶i c¸ch hµnh chÝnh n¨m 2009") is Legacy.TCVN3
    assert detect(tcvn(SENTENCE).decode("latin-1")) in {Legacy.TCVN3, Legacy.TCVN5712}
    capitals = "KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH XÃ AN BÌNH, NHIỆM VỤ VÀ GIẢI PHÁP"
    assert detect(tcvn(SENTENCE + capitals).decode("latin-1")) is Legacy.TCVN5712


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE,
        "Plain ASCII text without any sign at all, only words.",
        "L'été dernier, à Orléans, les élèves ont présenté leurs idées à la mairie; ça a été très apprécié.",
        "Die Bürgermeister der Städte möchten für die Straßen größere Mittel; Grüße aus Köln, Düsseldorf.",
        "Señor Muñoz, la reunión será el miércoles por la mañana en el salón de la administración pública.",
        "café",
        "Céng hßa",
        "25 °C ± 2 µm, § 5, © 2024, «abc»",
        "",
    ],
)
def test_other_text_is_left_alone(text: str) -> None:
    assert detect(text) is None


def test_fonts_tell_the_encoding_of_a_run() -> None:
    assert convert_by_font("kÕ ho¹ch", ".VnTime") == "kế hoạch"
    assert convert_by_font("kÕ ho¹ch", ".VnTimeH") == "KẾ HOẠCH"
    assert convert_by_font("kÕ ho¹ch", ".VnArialH") == "KẾ HOẠCH"
    assert convert_by_font("Keá hoaïch", "VNI-Times") == "Kế hoạch"
    assert convert_by_font("kÕ ho¹ch", "ABCDEF+.VnTime") == "kế hoạch"
    assert convert_by_font("Kế hoạch", "Times New Roman") == "Kế hoạch"


def test_unicode_lines_stay_in_a_mixed_text() -> None:
    mixed = "Kế hoạch đã có\nKeá hoaïch cuõ"
    assert convert_lines(mixed, Legacy.VNI) == "Kế hoạch đã có\nKế hoạch cũ"


@pytest.mark.parametrize(
    "word", ["nghiêng", "khuỷu", "Quyết", "gìn", "giữ", "thuở", "yêu", "ƯỚC", "oanh", "xoong"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["été", "Bürger", "mát̉", "kạtr", "Straße", "cac", "tìch"])
def test_not_syllables(word: str) -> None:
    assert not is_syllable(word)
