"""Our sentences go under the superior's headings that they belong to, each once."""

from cchc_desktop.domain.templates.word_outline import Heading, OurSection, keys_of, placed

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
