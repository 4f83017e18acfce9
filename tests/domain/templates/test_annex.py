"""Rows of an annex keep the codes of what is known; what is new gets a code, a unit, its total."""

from typing import Any

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.indicators import Kind, Nature
from cchc_desktop.domain.templates.annex import AnnexCatalogue, Standing, annex_catalogue
from tests.domain.templates.sheets import Value, sheet, template

HEAD: list[Value] = ["STT", "Nội dung", "ĐVT", "Kết quả"]


def made(*rows: list[Value], **options: Any) -> AnnexCatalogue:
    form = template(sheet(["PHỤ LỤC"], HEAD, *rows, **options), file="pl.xlsx")
    return annex_catalogue(form, catalogue.indicators(), catalogue.areas())


def test_known_rows_keep_their_codes_and_new_ones_get_the_next() -> None:
    found = made(
        ["II", "Cải cách thủ tục hành chính"],
        ["1", "Số TTHC được công khai đầy đủ", "TTHC", None],
        ["2", "Tổng số lượt tư vấn tại nhà", "Lượt", "=D6+D7"],
        [None, "- Tư vấn cho người cao tuổi", "Lượt", None],
        [None, "- Tư vấn cho người khuyết tật", "Lượt", None],
        ["3", "Tỷ lệ tư vấn cho người cao tuổi", "%", "=IF(D5=0,0,D6/D5)"],
    )
    assert [(line.code, line.standing) for line in found.lines] == [
        ("3.05", Standing.KEPT),
        ("3.67", Standing.NEW),
        ("3.68", Standing.NEW),
        ("3.69", Standing.NEW),
        ("3.70", Standing.NEW),
    ]
    total, old, _, share = found.added
    assert (total.kind, total.nature) == (Kind.COMPUTED, Nature.FLOW)
    assert total.formula is not None
    assert total.formula.text == "[3.68]+[3.69]"
    assert (old.name, old.part_of, old.unit, old.kind) == (
        "Tư vấn cho người cao tuổi", "3.67", "lượt", Kind.TYPED,
    )  # fmt: skip
    assert share.formula is not None
    assert (share.formula.text, share.nature, share.decimals) == ("[3.68]/[3.67]*100", Nature.RATIO, 2)
    assert total.source == "Biểu «pl.xlsx»"


def test_areas_are_those_of_the_titles() -> None:
    found = made(
        ["I", "Cải cách thể chế"],
        ["1", "Số cuộc họp thẩm tra văn bản tại thôn", "Cuộc", None],
        ["II", "Cải cách tài chính công"],
        ["1", "Số điểm thu hộ phí không dùng tiền mặt", "Điểm", None],
    )
    assert [each.area for each in found.added] == [2, 6]


def test_what_should_be_looked_at_is_said() -> None:
    found = made(
        ["1", "Số mô hình hay tại thôn, bản", None, "=VLOOKUP(D3,A1:B2,2)"],
        ["2", "Số mô hình hay tại thôn, bản", None, None],
        ["3", "Vòng một của thôn, bản", "cái", "=D6"],
        ["4", "Vòng hai của thôn, bản", "cái", "=D5"],
    )
    notes = [line.note for line in found.lines]
    assert "biểu không ghi đơn vị tính" in notes[0]
    assert "công thức của ô không chuyển được" in notes[0]
    assert "dùng chung mã" in notes[1]
    assert found.lines[0].code == found.lines[1].code
    assert "tham chiếu vòng" in notes[2]
    assert all(each.formula is None for each in found.added)


def test_nothing_to_take_and_too_much() -> None:
    with pytest.raises(Refusal, match="không có bảng nào"):
        annex_catalogue(
            template(sheet(["Họ tên", "Điểm"], ["An", 5])), catalogue.indicators(), catalogue.areas()
        )
    rows: list[list[Value]] = [
        [number, f"Việc riêng xyz{number}q của thôn", "cái", None] for number in range(120)
    ]
    with pytest.raises(Refusal, match="quá nhiều chỉ tiêu mới"):
        made(*rows)


def test_columns_of_notes_alone_are_no_table_of_figures() -> None:
    form = template(sheet(["Nội dung", "Ghi chú"], ["Một", None]))
    with pytest.raises(Refusal, match="không có bảng nào"):
        annex_catalogue(form, catalogue.indicators(), catalogue.areas())
