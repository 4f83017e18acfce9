"""Proposals are as sure as the words are alike; what means the opposite is never alike."""

from dataclasses import replace

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.indicators import Indicator
from cchc_desktop.domain.templates.likeness import (
    is_ratio,
    likeness,
    money_scale,
    plain_words,
    same_unit,
)
from cchc_desktop.domain.templates.map import Certainty, Fact
from cchc_desktop.domain.templates.propose import Matcher, fact_of, propose
from cchc_desktop.domain.templates.tables import Row
from tests.domain.templates.sheets import sheet, template


def best(name: str, unit: str = "", code: str = "", *groups: str) -> tuple[str, Certainty] | None:
    matches = Matcher(catalogue.indicators()).matches([Row(1, name, code, unit, "", groups)])
    return (matches[1].code, matches[1].certainty) if 1 in matches else None


@pytest.mark.parametrize(
    ("name", "unit", "code"),
    [
        ("Số văn bản chỉ đạo, điều hành CCHC đã ban hành", "Văn bản", "1.01"),
        ("3.2. Số TTHC được công khai đầy đủ", "Thủ tục", "3.05"),
        ("Số thủ tục hành chính được công khai đầy đủ", "", "3.05"),
        ("so van ban quy pham phap luat da ra soat", "văn bản", "2.09"),
        ("Tỷ lệ hồ sơ nộp trực tuyến", "%", "3.25"),
        ("Tỷ lệ giải ngân (%)", "", "6.03"),
    ],
)
def test_the_same_words_written_otherwise(name: str, unit: str, code: str) -> None:
    found = best(name, unit)
    assert found is not None
    assert found[0] == code


def test_how_sure_a_proposal_is() -> None:
    assert best("Số văn bản chỉ đạo, điều hành CCHC đã ban hành", "văn bản") == ("1.01", Certainty.CERTAIN)
    # Another unit: the same words may count something else.
    found = best("Số văn bản chỉ đạo, điều hành CCHC đã ban hành", "cuộc họp")
    assert found is not None
    assert not found[1].is_filled
    # Only part of the words.
    found = best("Văn bản điều hành CCHC")
    assert found is None or not found[1].is_filled
    assert best("Số cây xanh trồng mới trong khuôn viên trụ sở", "cây") is None


def test_a_code_beside_words_that_are_nearly_the_same() -> None:
    assert best("Văn bản chỉ đạo điều hành CCHC ban hành", "văn bản", "1.01") == ("1.01", Certainty.CERTAIN)
    # A code of somebody else's beside other words says nothing.
    found = best("Số cây xanh trồng mới", "cây", "1.01")
    assert found is None or found[0] != "1.01"


def namesakes(indicator: Indicator) -> list[Indicator]:
    return [
        each
        for each in catalogue.indicators().indicators
        if (each.name, each.unit) == (indicator.name, indicator.unit)
    ]


def test_every_indicator_is_found_by_its_own_name_and_nothing_else_for_certain() -> None:
    """Also where the catalogue lacks it: then the nearest other one is never taken without being asked."""
    known = catalogue.indicators()
    matcher = Matcher(known)
    for indicator in known.indicators:
        row = Row(1, indicator.name, "", indicator.unit)
        found = matcher.matches([row])[1]
        if len(namesakes(indicator)) > 1:
            assert not found.certainty.is_filled
            continue
        assert (found.code, found.certainty) == (indicator.code, Certainty.CERTAIN)
        related = {indicator.code} | {
            each.code for each in known.indicators if each.formula and indicator.code in each.formula.operands
        }
        others = [
            each for each in known.indicators if each.code not in related and each.part_of != indicator.code
        ]
        without = Matcher(replace(known, indicators=tuple(others))).matches([row]).get(1)
        assert without is None or not without.certainty.is_filled, indicator.code


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hồ sơ giải quyết đúng hạn", "Hồ sơ giải quyết quá hạn"),
        ("Hồ sơ tiếp nhận trực tuyến", "Hồ sơ tiếp nhận trực tiếp"),
        ("Số TTHC cung cấp DVCTT toàn trình", "Số TTHC cung cấp DVCTT một phần"),
        ("Số tập thể được khen thưởng", "Số cá nhân được khen thưởng"),
    ],
)
def test_what_looks_alike_and_means_the_opposite(one: str, other: str) -> None:
    assert likeness(one, other) < 60
    assert likeness(one, one.upper()) == 100


def test_a_share_is_no_count() -> None:
    assert is_ratio("Tỷ lệ hồ sơ đúng hạn")
    assert is_ratio("2.1. Tỉ lệ giải ngân")
    assert is_ratio("Mức độ hài lòng", "%")
    assert not is_ratio("Số phiếu khảo sát mức độ hài lòng phát ra")
    assert not is_ratio("Tỷ lệ", "hồ sơ")
    found = best("Tỷ lệ TTHC được công khai", "%")
    assert found is not None
    assert found[0] == "3.06"


def test_words_as_they_are_compared() -> None:
    assert plain_words("  - 1.2) Số TTHC (mức độ 4)") == "so thu tuc hanh chinh muc do 4"
    assert plain_words("Trong đó: kế hoạch") == "ke hoach"
    assert likeness("", "Hồ sơ") == 0
    assert same_unit("Hồ sơ", "hồ sơ") is True
    assert same_unit("Tỷ lệ %", "%") is True
    assert same_unit("%", "hồ sơ") is False
    assert same_unit("Thủ tục", "TTHC") is True
    assert same_unit("người", "lượt người") is False
    assert same_unit("Nghìn đồng", "triệu đồng") is True
    assert same_unit("đồng", "hồ sơ") is False
    assert same_unit("", "hồ sơ") is None


@pytest.mark.parametrize(
    ("unit", "scale"),
    [
        ("đồng", 1), ("VNĐ", 1), ("Nghìn đồng", 10**3), ("ngàn đồng", 10**3), ("1.000 đồng", 10**3),
        ("Triệu đồng", 10**6), ("tr.đ", 10**6), ("Tỷ đồng", 10**9), ("tỉ đồng", 10**9), ("hồ sơ", None),
        ("Hội đồng", None), ("", None),
    ],
)  # fmt: skip
def test_units_of_money(unit: str, scale: int | None) -> None:
    assert money_scale(unit) == scale


def test_parts_of_a_row_are_told_by_the_row_they_are_part_of() -> None:
    found = best("- Trực tuyến", "Hồ sơ", "", "Hồ sơ tiếp nhận")
    assert found is not None
    assert found[0] == "3.14"


def test_no_two_rows_take_the_same_indicator() -> None:
    rows = [Row(number, "Số TTHC được công khai đầy đủ", "", "TTHC") for number in (1, 2)]
    matches = Matcher(catalogue.indicators()).matches(rows)
    assert matches[1].code == "3.05"
    assert 2 not in matches or matches[2].code != "3.05"


def test_cells_of_a_form() -> None:
    form = template(
        sheet(
            ["Đơn vị báo cáo:", "[ ]", "Kỳ báo cáo:", "……", "Ghi chú:", "x"],
            ["Nội dung", "Đơn vị tính", "Trong kỳ", "Lũy kế", "Lũy kế", "Ghi chú"],
            ["Số TTHC được công khai đầy đủ", "TTHC", "=1+1", None, "x", None],
            ["Số TTHC mới được công bố trong kỳ", "TTHC", 5, None, None, None],
        )
    )
    found = {cell.place: cell for cell in propose(form, catalogue.indicators())}
    assert (found["B1"].fact, found["D1"].fact) == (Fact.OFFICE, Fact.PERIOD)
    assert "F1" not in found
    assert "C3" not in found  # a formula
    assert "E3" not in found  # words of the form itself
    assert found["C4"].code == "3.02"
    assert found["C4"].certainty is Certainty.CERTAIN
    # Two columns of one meaning: somebody has to say which.
    assert not found["D4"].certainty.is_filled
    assert found["F4"].label == "3.02, ghi chú"
    assert propose(form, catalogue.indicators(), lambda: True) == ()


def test_locked_cells_are_not_proposed() -> None:
    form = template(
        sheet(
            ["Nội dung", "Trong kỳ", "Lũy kế"],
            ["Số TTHC được công khai đầy đủ", "[ ]", None],
            protected=True,
        )
    )
    assert [cell.place for cell in propose(form, catalogue.indicators())] == ["B2"]


@pytest.mark.parametrize(
    ("label", "fact"),
    [
        ("Tên đơn vị:", Fact.OFFICE), ("UBND xã:", Fact.OFFICE), ("Kính gửi:", Fact.SUPERIOR),
        ("Năm báo cáo:", Fact.YEAR), ("Đến ngày:", Fact.ENDS), ("Ngày lập biểu:", Fact.TODAY),
        ("Người ký:", Fact.SIGNER), ("Số điện thoại:", None),
    ],
)  # fmt: skip
def test_what_a_head_asks_for(label: str, fact: Fact | None) -> None:
    assert fact_of(label) == fact
    assert fact is None or fact.label
