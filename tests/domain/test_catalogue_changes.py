"""What another catalogue changes is found and said, indicator by indicator."""

from dataclasses import fields, replace
from datetime import date

from cchc_desktop.domain import catalogue_changes
from cchc_desktop.domain.catalogue_changes import IndicatorChange, changes
from cchc_desktop.domain.indicators import Indicator, IndicatorCatalogue, Nature

A = Indicator("1.01", 1, "Văn bản", "văn bản")
B = Indicator("1.02", 1, "Bài viết", "bài")
C = Indicator("1.03", 1, "Hội nghị", "hội nghị")


def of(*indicators: Indicator) -> IndicatorCatalogue:
    return IndicatorCatalogue("1", "Danh mục", date(2026, 1, 1), "", indicators, ())


def test_the_same_indicators_are_no_change() -> None:
    assert changes(of(A, B), of(B, A)) == ()


def test_new_changed_and_dropped_in_their_order() -> None:
    other = replace(B, help="Đếm theo sổ")
    found = changes(of(A, B), of(C, other))
    assert found == (IndicatorChange(None, C), IndicatorChange(B, other), IndicatorChange(A, None))
    assert [(each.id, each.words) for each in found] == [
        ("1.03", "Thêm mới"),
        ("1.02", "Đổi hướng dẫn"),
        ("1.01", "Bỏ"),
    ]


def test_what_changes_is_said_with_what_it_was() -> None:
    other = replace(B, name="Tin, bài", unit="lượt", nature=Nature.STOCK, yearly=True)
    (found,) = changes(of(B), of(other))
    assert found.words == (
        "Đổi tên, trước là «Bài viết»; đổi đơn vị tính từ bài sang lượt; đổi cách cộng dồn, kỳ phải nhập"
    )
    (found,) = changes(of(B), of(replace(B, unit="")))
    assert found.words == "Đổi đơn vị tính từ bài sang không có"


def test_every_field_has_words() -> None:
    told = {"code", "name", "unit", *catalogue_changes._WORDS}
    assert told == {field.name for field in fields(Indicator)}
