"""Printed numbers and bullets, and the vocabulary of headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.domain.plan import Topic
from cchc_desktop.intake.plan.markers import MarkerStyle, split_marker
from cchc_desktop.intake.plan.titles import AreaFinder, names_unit, topic_of

FINDER = AreaFinder(catalogue.areas())


@pytest.mark.parametrize(
    ("text", "style", "printed", "path"),
    [
        ("I. MỤC ĐÍCH", MarkerStyle.ROMAN, "I.", (1,)),
        ("II.1. Cải cách", MarkerStyle.ROMAN_SUB, "II.1.", (2, 1)),
        ("2.1. Công tác", MarkerStyle.NUMBER_2, "2.1.", (2, 1)),
        ("2.1 Cải cách", MarkerStyle.NUMBER_2, "2.1", (2, 1)),
        ("1.Ban hành", MarkerStyle.NUMBER, "1.", (1,)),
        ("đ) Chỉ tiêu", MarkerStyle.LETTER, "đ)", (5,)),
        ("a- Hồ sơ đất đai", MarkerStyle.LETTER, "a-", (1,)),
        ("ii) Kiểm tra", MarkerStyle.LETTER, "ii)", (2,)),
        ("→ Tiết kiệm chi", MarkerStyle.GLYPH, "→", ()),
        ("(2) Rà soát", MarkerStyle.BRACKET, "(2)", (2,)),
        ("- Rà soát", MarkerStyle.DASH, "-", ()),
        ("-Rà soát", MarkerStyle.DASH, "-", ()),
        ("+ Rà soát", MarkerStyle.PLUS, "+", ()),
        ("+) Rà soát", MarkerStyle.PLUS, "+)", ()),
        ("*) Rà soát", MarkerStyle.STAR, "*)", ()),
        ("4.- Cải cách", MarkerStyle.NUMBER, "4.-", (4,)),
        ("I.- MỤC ĐÍCH", MarkerStyle.ROMAN, "I.-", (1,)),
        ("PHẦN II. NHIỆM VỤ", MarkerStyle.PART, "PHẦN II.", (2,)),
        ("Phần thứ nhất", MarkerStyle.PART, "Phần thứ nhất", (1,)),
        ("A. MỤC ĐÍCH", MarkerStyle.CAPITAL, "A.", (1,)),
        ("Điều 3. Hiệu lực", MarkerStyle.ARTICLE, "Điều 3.", (3,)),
    ],
)
def test_numbers_and_bullets(text: str, style: MarkerStyle, printed: str, path: tuple[int, ...]) -> None:
    marker = split_marker(text)
    assert (marker.style, marker.printed, marker.path) == (style, printed, path)
    assert f"{marker.printed}{marker.text}".replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "text",
    [
        "15/7/2021 là ngày",
        "31/KH-UBND",
        "1.500 hồ sơ",
        "V/v ban hành",
        "100% hồ sơ",
        "Mục tiêu chung",
        "-----",
    ],
)
def test_no_numbers_of_paragraphs(text: str) -> None:
    assert split_marker(text).style is MarkerStyle.PLAIN


@given(st.text(max_size=60))
def test_nothing_is_lost(text: str) -> None:
    marker = split_marker(text)
    assert f"{marker.printed}{marker.text}".split() == text.split() or "".join(
        f"{marker.printed}{marker.text}".split()
    ) == "".join(text.split())


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Mục đích", Topic.PURPOSE),
        ("MỤC TIÊU, YÊU CẦU", Topic.PURPOSE),
        ("Yêu cầu:", Topic.REQUIREMENTS),
        ("Một số chỉ tiêu chủ yếu", Topic.GENERAL_TARGETS),
        ("Chỉ tiêu", Topic.TARGETS),
        ("Mục tiêu và nhiệm vụ cụ thể", Topic.NONE),
        ("Nhiệm vụ", Topic.TASKS),
        ("Nhiệm vụ và giải pháp", Topic.TASKS),
        ("Nhiệm vụ, giải pháp", Topic.TASKS),
        ("GIẢI PHÁP THỰC HIỆN", Topic.SOLUTIONS),
        ("Kinh phí", Topic.FUNDING),
        ("Chế độ thông tin, báo cáo", Topic.REPORTING),
        ("TỔ CHỨC THỰC HIỆN", Topic.DUTIES),
        ("NỘI DUNG", None),
        ("Yêu cầu các thôn báo cáo tình hình về xã trước ngày 10", None),
    ],
)
def test_titles(title: str, topic: Topic | None) -> None:
    assert topic_of(title) is topic


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Công tác chỉ đạo, điều hành", 1),
        ("CẢI CÁCH THỂ CHẾ", 2),
        ("Cải cách thủ tục hành chính (TTHC)", 3),
        ("Cải cách tổ chức bộ máy", 4),
        ("Xây dựng và nâng cao chất lượng đội ngũ cán bộ, công chức", 5),
        ("Về tài chính công:", 6),
        ("Xây dựng và phát triển Chính phủ điện tử, Chính phủ số", 7),
        ("Hiện đại hóa hành chính", 7),
        ("Tác động của cải cách hành chính đến người dân, tổ chức và phát triển kinh tế - xã hội", 8),
    ],
)
def test_areas(title: str, code: int) -> None:
    guess = FINDER.find(title)
    assert guess is not None
    assert (guess.code, guess.sure) == (code, True)


def test_what_is_no_area() -> None:
    assert FINDER.find("Nhiệm vụ cải cách hành chính") is None
    long = FINDER.find("Rà soát quy trình nội bộ, bảo đảm thủ tục hành chính đơn giản, dễ hiểu, dễ làm.")
    assert long is None or not long.sure


def test_units() -> None:
    assert names_unit("Đề nghị Mặt trận Tổ quốc xã")
    assert names_unit("Trách nhiệm chung")
    assert not names_unit("Căn cứ Kế hoạch này")
