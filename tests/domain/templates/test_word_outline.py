"""Our sentences go under the superior's headings that they belong to, each once."""

from cchc_desktop.domain.templates.word_outline import (
    Heading,
    OurSection,
    Placed,
    keys_of,
    outline_of,
    passage_keys,
    placed,
)

OURS = (
    OurSection("I", "Công tác chỉ đạo, điều hành cải cách hành chính", False),
    OurSection("I.1", "Kế hoạch cải cách hành chính và mức độ hoàn thành", True),
    OurSection("I.2", "Kiểm tra cải cách hành chính", True),
    OurSection("II.2", "Cải cách thủ tục hành chính", True),
    OurSection("II.2.a", "Kiểm soát, công khai thủ tục hành chính", True),
    OurSection("V", "Kiến nghị, đề xuất", True),
)


def headings(*found: tuple[int, str]) -> list[Heading]:
    return [Heading(level, title) for level, title in found]


def test_keys_follow_the_levels() -> None:
    found = headings((1, "a"), (2, "b"), (3, "c"), (3, "d"), (2, "e"), (1, "f"), (3, "g"))
    assert keys_of(found) == ["I", "I.1", "I.1.a", "I.1.b", "I.2", "II", "II.1"]


def test_sections_are_placed_under_the_headings_that_they_are() -> None:
    found = placed(
        headings(
            (1, "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
            (1, "KẾT QUẢ"),
            (2, "Về cải cách thủ tục hành chính"),
            (2, "Công tác phối hợp liên ngành"),
            (1, "KIẾN NGHỊ, ĐỀ XUẤT"),
        ),
        OURS,
    )
    by_key = {each.key: each for each in found}
    # A heading without others below it takes what is below ours, too.
    assert by_key["I"].sections == ("I.1", "I.2")
    assert by_key["II.1"].sections == ("II.2", "II.2.a")
    assert by_key["II.2"].sections == ()
    assert by_key["II"].sections == ()
    assert by_key["III"].sections == ("V",)


def test_what_has_a_heading_of_its_own_is_placed_there() -> None:
    found = placed(
        headings((1, "Chỉ đạo, điều hành cải cách hành chính"), (1, "Kiểm tra cải cách hành chính")), OURS
    )
    assert [each.sections for each in found] == [("I.1",), ("I.2",)]
    # Under a heading that has others below it nothing is placed.
    found = placed(
        headings((1, "Chỉ đạo, điều hành cải cách hành chính"), (2, "Kiểm tra cải cách hành chính")), OURS
    )
    assert [each.sections for each in found] == [(), ("I.2",)]


JUDGED = (
    OurSection("II", "Kết quả thực hiện cải cách hành chính", False),
    OurSection("II.1", "Cải cách thể chế", True),
    OurSection("II.2", "Cải cách thủ tục hành chính", False),
    OurSection("II.2.a", "Kiểm soát, công khai thủ tục hành chính", True),
    OurSection("III", "Đánh giá chung", False),
    OurSection("III.1", "Kết quả nổi bật", True),
    OurSection("III.2", "Tồn tại, hạn chế", True),
    OurSection("III.3", "Nguyên nhân", True),
)


def test_a_heading_is_looked_for_below_the_one_above_it() -> None:
    found = placed(
        headings(
            (1, "KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH"),
            (2, "Cải cách thể chế"),
            (2, "Cải cách thủ tục hành chính"),
            (1, "ĐÁNH GIÁ CHUNG"),
            (2, "Kết quả đạt được"),
            (2, "Tồn tại, hạn chế và nguyên nhân"),
        ),
        JUDGED,
    )
    assert [(each.alike, each.sections) for each in found] == [
        ("II", ()),
        ("II.1", ("II.1",)),
        ("II.2", ("II.2.a",)),
        ("III", ()),
        ("III.1", ("III.1",)),
        # What a heading names among other things goes there, too.
        ("III.2", ("III.2", "III.3")),
    ]


def test_no_section_is_placed_twice() -> None:
    found = placed(
        headings((1, "Kết quả thực hiện cải cách hành chính"), (1, "Cải cách thủ tục hành chính")), JUDGED
    )
    assert [each.sections for each in found] == [("II.1",), ("II.2.a",)]


def test_words_are_kept_by_what_they_are_of() -> None:
    made = [
        Placed(Heading(1, "A"), "I", "I", ()),
        Placed(Heading(2, "Một"), "I.1", "I.3", ("I.3",)),
        Placed(Heading(2, "Thủ tục"), "I.2", "II.2", ("II.2.a", "II.2.b")),
        Placed(Heading(2, "Khác: {a} – b"), "I.3", "", ()),
        Placed(Heading(2, "Khác: {a} – b"), "I.4", "", ()),
        Placed(Heading(2, "Đã chuyển"), "I.5", "I.3", ("I.4", "I.5")),
    ]
    assert passage_keys(made) == ["Mục A", "I.3", "II.2", "Mục Khác a b", "Mục Khác a b (2)", "I.4"]


def test_a_section_is_moved() -> None:
    made = outline_of("a.docx", placed(headings((1, "Kiểm tra cải cách hành chính"), (1, "Khác")), OURS))
    moved = made.moved("II.2.a", 0).moved("I.1", 0)
    assert moved.headings[0].sections == ("I.1", "I.2", "II.2.a")
    assert moved.moved("I.2", 1).headings[1].sections == ("I.2",)
    assert moved.moved("II.2.a", None).moved("I.1", None) == made
    assert made.id != moved.id
    assert not made.is_parent(0)
