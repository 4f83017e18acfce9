"""Units by name and day, what they were merged into, and lists of them out of sheets."""

from datetime import date

import pytest

from cchc_desktop.domain.consolidation.units import Block, GatheredUnit, UnitList, block_of, read_block
from cchc_desktop.domain.consolidation.units_file import read_units
from cchc_desktop.domain.errors import Refusal

BEFORE, AFTER = date(2025, 6, 14), date(2025, 9, 14)
LAST, FIRST = date(2025, 6, 30), date(2025, 7, 1)


def unit(code: str, name: str, **others: object) -> GatheredUnit:
    full = f"Ủy ban nhân dân {name}"
    return GatheredUnit(code, full, block_of(full), id=f"id-{code}", **others)  # type: ignore[arg-type]


UNITS = UnitList(
    [
        unit("01", "xã An Bình", valid_to=LAST, merged_into="09"),
        unit("02", "xã Bình An", valid_to=LAST, merged_into="03"),
        unit("03", "xã Tân Lập", valid_to=LAST, merged_into="09"),
        unit("09", "xã An Bình", valid_from=FIRST),
        unit("10", "phường Đông Hải"),
        unit("11", "xã An Bình Tây"),
        unit("12", "xã Hòa Phú"),
        unit("13", "xã Hòa Phú"),
        unit("14", "đặc khu Hải Vân"),
    ]
)


def test_who_is_expected_follows_from_the_day() -> None:
    assert [each.code for each in UNITS.expected(BEFORE)] == ["10", "14", "01", "11", "02", "12", "13", "03"]
    assert [each.code for each in UNITS.expected(AFTER)] == ["10", "14", "09", "11", "12", "13"]


def test_a_unit_is_known_by_its_code_and_by_its_name_of_the_day() -> None:
    assert UNITS.named("13", AFTER) is UNITS.by_code["13"]
    for name in ("UBND xã An Bình", "xã an bình", "Ủy ban nhân dân xã An Bình"):
        assert UNITS.named(name, AFTER) is UNITS.by_code["09"]
        assert UNITS.named(name, BEFORE) is UNITS.by_code["01"]
    assert UNITS.named("xã Tân Lập", AFTER) is UNITS.by_code["03"]
    assert UNITS.named("xã Hòa Phú", AFTER) is None
    assert UNITS.named("xã Khác", AFTER) is None


def test_names_that_differ_in_their_accents_are_two_units() -> None:
    units = UnitList([unit("1", "xã Thanh Lộc"), unit("2", "xã Thạnh Lộc"), unit("3", "xã Thạnh Lộc B")])
    for name in ("Ủy ban nhân dân xã Thạnh Lộc", "UBND XÃ THẠNH LỘC", "xã Tha\u0323nh Lộc"):
        assert units.named(name, AFTER) is units.by_code["2"]
    assert units.named("xa thanh loc", AFTER) is None


def test_a_unit_is_found_in_the_name_of_a_file() -> None:
    assert UNITS.in_words("phu-luc_xa-an-binh-tay_Q3", AFTER) is UNITS.by_code["11"]
    assert UNITS.in_words("12_Phụ lục xã An Bình quý III", AFTER) is UNITS.by_code["09"]
    assert UNITS.in_words("phuong dong hai va xa an binh", AFTER) is None
    assert UNITS.in_words("bao cao quy", AFTER) is None
    assert UNITS.in_words("xa hoa phu", AFTER) is None
    assert UNITS.in_words("xa tan lap.xlsx", AFTER) is UNITS.by_code["03"]


def test_what_a_unit_became_and_was() -> None:
    assert UNITS.successor("02", AFTER) is UNITS.by_code["09"]
    assert UNITS.successor("02", BEFORE) is UNITS.by_code["02"]
    assert UNITS.successor("99", AFTER) is None
    assert UNITS.successor("09", BEFORE) is None
    assert {each.code for each in UNITS.parts_of("09")} == {"01", "02", "03"}
    assert UNITS.parts_of("10") == []


def test_names_as_tables_have_them() -> None:
    assert UNITS.by_code["14"].short_name == "UBND đặc khu Hải Vân"
    assert UNITS.by_code["14"].place_name == "đặc khu Hải Vân"
    assert block_of("UBND thị trấn Cũ") is Block.WARD
    assert block_of("Sở Nội vụ") is Block.OTHER
    assert [read_block(words) for words in ("phường", "Xã, đặc khu", "dac-khu", "Sở", "huyện")] == [
        Block.WARD, Block.COMMUNE, Block.COMMUNE, Block.OTHER, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "name", "others", "words"),
    [
        ("", "xã A", {}, "Mã đơn vị"),
        ("0 1", "xã A", {}, "Mã đơn vị"),
        ("1", " ", {}, "tên đơn vị"),
        ("1", "xã A", {"valid_from": AFTER, "valid_to": BEFORE}, "sau ngày bắt đầu"),
        ("1", "xã A", {"valid_to": BEFORE, "merged_into": "1"}, "chính nó"),
        ("1", "xã A", {"merged_into": "2"}, "phải có ngày hết hiệu lực"),
    ],
)
def test_what_no_unit_can_be(code: str, name: str, others: dict[str, object], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        GatheredUnit(code, name, Block.COMMUNE, **others)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ([unit("1", "xã A"), unit("1", "xã B")], "đã có ở đơn vị khác"),
        ([unit("1", "xã A", valid_to=LAST, merged_into="7")], "không có trong danh sách"),
        (
            [
                unit("1", "xã A", valid_to=LAST, merged_into="2"),
                unit("2", "xã B", valid_to=LAST, merged_into="1"),
            ],
            "nhập vào chính nó",
        ),
    ],
)
def test_what_no_list_can_be(units: list[GatheredUnit], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        UnitList(units).refuse_broken()
    circle = UnitList(units)
    assert circle.successor("1", AFTER) is None or not units[0].merged_into


def test_a_sheet_of_units_is_read_by_its_headers() -> None:
    rows = [
        ["DANH SÁCH ĐƠN VỊ", "", "", "", "", ""],
        ["TT", "Mã đơn vị", "Tên đơn vị", "Khối", "Đến ngày", "Nhập vào"],
        ["1", "01", "xã An Bình", "", "30/6/2025", "09"],
        ["", "", "", "", "", ""],
        ["2", "09", "UBND xã An Bình", "Xã, đặc khu"],
        ["3", "20", "phường Tây Hồ", "Phường", "", ""],
    ]
    found = read_units(rows, UNITS)
    assert found.mistakes == ()
    assert [each.code for each in found.units] == ["01", "09", "20"]
    first, second, third = found.units
    assert (first.id, first.valid_to, first.merged_into) == ("id-01", LAST, "09")
    assert second.name == "Ủy ban nhân dân xã An Bình"
    assert (third.block, third.valid_from) == (Block.WARD, None)


def test_mistakes_of_a_sheet_are_told_by_row() -> None:
    head = ["Mã", "Đơn vị", "Khối", "Nhập vào", "Hết hiệu lực"]
    found = read_units(
        [
            head,
            ["1", "xã A", "huyện"],
            ["2", ""],
            ["3", "xã B"],
            ["3", "xã C"],
            ["4", "xã D", "", "", "32/1"],
        ],
        UNITS,
    )
    assert [each.row for each in found.mistakes] == [2, 3, 5, 6]
    assert found.mistakes[0].words.startswith("Dòng 2: ")
    broken = read_units([head, ["1", "xã A", "", "77", "30/6/2025"]], UNITS)
    assert [each.words for each in broken.mistakes] == [
        "«xã A» nhập vào đơn vị mã «77» không có trong danh sách."
    ]
    assert "không có đơn vị nào" in read_units([head], UNITS).mistakes[0].words
    with pytest.raises(Refusal, match="dòng tiêu đề"):
        read_units([["Mã", "Ghi chú"]], UNITS)


def test_a_sheet_longer_than_any_country_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc_desktop.domain.consolidation.units_file.MOST_UNITS", 2)
    with pytest.raises(Refusal, match="hơn 2 đơn vị"):
        read_units([["Mã", "Tên"], *([str(at), f"xã {at}"] for at in range(9))], UnitList([]))
