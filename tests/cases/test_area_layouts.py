"""Reform areas under their usual other names, and layouts of six, seven and eight areas."""

from datetime import date

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain import plan_views as views
from cchc_desktop.domain.plan import Draft, ItemKind
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.plan.titles import AreaFinder
from cchc_desktop.intake.source import Source, SourceParagraph

TODAY = date(2026, 5, 5)
SIX = (
    "Cải cách thể chế",
    "Cải cách thủ tục hành chính",
    "Cải cách tổ chức bộ máy hành chính nhà nước",
    "Cải cách chế độ công vụ",
    "Cải cách tài chính công",
    "Xây dựng và phát triển chính quyền điện tử, chính quyền số",
)
FIRST = "Công tác chỉ đạo, điều hành cải cách hành chính"
LAST = "Tác động của cải cách hành chính đến người dân, tổ chức"


def _draft(names: tuple[str, ...], number: str = "{}. ", before: str = "") -> Draft:
    areas = "\n".join(f"{number.format(n)}{name}\n- Việc thứ {n}." for n, name in enumerate(names, 1))
    text = f"""KẾ HOẠCH
        Cải cách hành chính xã Đồng Tâm năm 2026
        I. MỤC ĐÍCH
        - Phục vụ tốt.
        II. NHIỆM VỤ
        {before}
        {areas}
        III. TỔ CHỨC THỰC HIỆN
        - Văn phòng theo dõi."""
    blocks = [SourceParagraph(line.strip()) for line in text.split("\n") if line.strip()]
    return parse_plan(Source("test", tuple(blocks)), catalogue.areas(), TODAY)


def _codes(draft: Draft) -> list[int]:
    return [area.code for area in views.areas(draft.plan)]


def _missing(draft: Draft) -> list[str]:
    return [words for words in draft.warnings if words.startswith("Không thấy lĩnh vực")]


@pytest.mark.parametrize(
    ("names", "codes", "layout"),
    [
        (SIX, [2, 3, 4, 5, 6, 7], "bố cục sáu lĩnh vực"),
        ((FIRST, *SIX), [1, 2, 3, 4, 5, 6, 7], "bố cục bảy lĩnh vực"),
        ((FIRST, *SIX, LAST), [1, 2, 3, 4, 5, 6, 7, 8], "bố cục tám lĩnh vực"),
    ],
)
@pytest.mark.parametrize("number", ["{}. ", "2.{}. ", "{}) ", "({}) ", "II.{}. ", "{}/ ", "2.{} "])
def test_layouts(names: tuple[str, ...], codes: list[int], layout: str, number: str) -> None:
    draft = _draft(names, number)
    assert _codes(draft) == codes
    assert [len(area.tasks) for area in views.areas(draft.plan)] == [1] * len(codes)
    assert _missing(draft) == []
    assert draft.layout.startswith(layout)


def test_what_a_layout_lacks_is_told() -> None:
    assert _missing(_draft(SIX[:4])) == [
        "Không thấy lĩnh vực «Tài chính công».",
        "Không thấy lĩnh vực «Chính quyền số».",
    ]
    assert _missing(_draft((FIRST, *SIX[1:]))) == ["Không thấy lĩnh vực «Thể chế»."]
    assert _missing(_draft((*SIX, LAST))) == ["Không thấy lĩnh vực «Chỉ đạo, điều hành»."]


def test_an_unknown_heading_before_six_areas_may_be_the_seventh() -> None:
    draft = _draft(("Những việc của người đứng đầu", *SIX))
    assert _missing(draft) == ["Không thấy lĩnh vực «Chỉ đạo, điều hành»."]


def test_too_few_areas_make_no_layout() -> None:
    assert _draft(SIX[:2]).layout == ""


@pytest.mark.parametrize(
    "names",
    [
        (
            "Công tác chỉ đạo điều hành", "Thể chế", "Kiểm soát thủ tục hành chính",
            "Tổ chức bộ máy và biên chế",
            "Xây dựng và nâng cao chất lượng đội ngũ CBCCVC", "Đổi mới cơ chế tài chính",
            "Hiện đại hóa hành chính",
        ),
        (
            "CÔNG TÁC LÃNH ĐẠO, CHỈ ĐẠO", "CẢI CÁCH THỂ CHẾ", "CẢI CÁCH TTHC", "CẢI CÁCH BỘ MÁY HÀNH CHÍNH",
            "CẢI CÁCH CÔNG VỤ, CÔNG CHỨC", "TÀI CHÍNH CÔNG", "CHÍNH QUYỀN SỐ",
        ),
        (
            "Chỉ đạo, điều hành CCHC", "Về thể chế", "Về TTHC, cơ chế một cửa",
            "Sắp xếp, kiện toàn tổ chức bộ máy",
            "Nâng cao chất lượng đội ngũ CBCC", "Tài chính - ngân sách", "Xây dựng CQĐT, CQS",
        ),
        (
            "Quản lý, điều hành CCHC", "Xây dựng pháp luật", "Thực hiện cơ chế một cửa, một cửa liên thông",
            "TCBM, biên chế", "Phát triển nguồn nhân lực", "Quản lý tài sản công",
            "Ứng dụng CNTT, chuyển đổi số",
        ),
    ],
)  # fmt: skip
def test_areas_under_other_names(names: tuple[str, ...]) -> None:
    draft = _draft(names)
    assert _codes(draft) == [1, 2, 3, 4, 5, 6, 7]
    assert _missing(draft) == []


@pytest.mark.parametrize("mark", ["- {}:", "* {}", "• {}:", "{}"])
def test_areas_without_a_number(mark: str) -> None:
    lines = "\n".join(f"{mark.format(name)}\n+ Việc thứ {n}." for n, name in enumerate(SIX))
    text = f"KẾ HOẠCH\nCải cách hành chính năm 2026\nI. NHIỆM VỤ\n{lines}\nII. TỔ CHỨC\n1. Văn phòng"
    blocks = tuple(SourceParagraph(line) for line in text.split("\n"))
    draft = parse_plan(Source("test", blocks), catalogue.areas(), TODAY)
    assert _codes(draft) == [2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    "text",
    [
        "Cụ thể chế độ báo cáo",
        "Tuyên truyền cải cách hành chính trên loa.",
        "Kiểm tra CCHC các thôn;",
        "Văn phòng HĐND và UBND",
        "Trung tâm Phục vụ hành chính công",
        "Phối hợp với đoàn thể hướng dẫn bà con sử dụng công nghệ thông tin tại nhà văn hóa các thôn",
    ],
)
def test_what_is_no_heading_of_an_area(text: str) -> None:
    assert AreaFinder(catalogue.areas()).find(text) is None


def test_tasks_that_begin_like_an_area_are_tasks() -> None:
    text = """KẾ HOẠCH
        Cải cách hành chính năm 2026
        I. MỤC TIÊU CHUNG
        1. Chuyển đổi số toàn diện trong giải quyết công việc
        2. Nâng cao mức độ hài lòng
        II. NHIỆM VỤ
        1. Rà soát văn bản quy phạm pháp luật của xã
        2. Kiểm tra cải cách hành chính tại các thôn
        3. Bồi dưỡng đội ngũ cán bộ
        III. TỔ CHỨC THỰC HIỆN
        - Văn phòng theo dõi."""
    blocks = tuple(SourceParagraph(line.strip()) for line in text.split("\n"))
    draft = parse_plan(Source("test", blocks), catalogue.areas(), TODAY)
    assert _codes(draft) == []
    assert [item.text[:8] for item in draft.plan.walk() if item.kind is ItemKind.TASK] == [
        "Rà soát ", "Kiểm tra", "Bồi dưỡn",
    ]  # fmt: skip


def test_two_areas_in_one_heading_are_a_guess_that_is_told() -> None:
    draft = _draft((*SIX[:2], "Cải cách tổ chức bộ máy và chế độ công vụ", *SIX[4:]))
    assert _codes(draft) == [2, 3, 4, 6, 7]
    (doubt,) = [each.doubt for each in draft.plan.walk() if each.text.endswith("chế độ công vụ")]
    assert doubt.startswith("Đoán lĩnh vực")
    assert "Không thấy lĩnh vực «Chế độ công vụ»." in _missing(draft)
