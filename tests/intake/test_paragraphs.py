"""Which lines are one paragraph, decided line by line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.intake.marks import MarkKind, is_capitals, mark_of
from cchc_desktop.intake.paragraphs import DOUBT_MARK, DOUBT_PAGE_BREAK, Line, join_lines


def texts(*lines: Line) -> list[str]:
    return [paragraph.text for paragraph in join_lines(lines)]


def wrapped(*lines: str) -> list[str]:
    """The paragraphs of lines that are all full and follow each other directly."""
    return texts(*(Line(line, full=True) for line in lines))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Chương trình hành động giai đoạn 2031 -", "2035; Kế hoạch của tỉnh"),
        ("Chương trình hành động giai đoạn 2031", "- 2035; Kế hoạch của tỉnh"),
        ("theo Kế hoạch số", "31/KH-UBND về việc kiểm tra"),
        ("tỷ lệ số hóa đạt", "15%) trong năm"),
        ("dịch vụ công trực tuyến mức độ", "4. Xây dựng chính quyền số"),
        ("nộp trước ngày 15 tháng", "6. Văn phòng tổng hợp"),
        ("phát triển kinh tế", "- xã hội của địa phương"),
        ("quy định tại khoản 2", "Điều 5 của Quy chế làm việc"),
        ("quy định tại điểm", "a) khoản 2 của Quy chế"),
        ("đúng hạn. Cán bộ một cửa", "HĐND - UBND phối hợp"),
        ("công khai thủ tục.", "Tăng cường kiểm tra việc niêm yết"),
    ],
)
def test_a_wrapped_line_is_joined_whatever_it_begins_with(before: str, after: str) -> None:
    assert wrapped(f"- Việc cần làm {before}", after) == [f"- Việc cần làm {before} {after}"]


@pytest.mark.parametrize(
    "after",
    [
        "- Phòng Kinh tế làm việc này.",
        "-Phòng Kinh tế làm việc này.",
        "+ Hồ sơ hộ tịch.",
        "• Hồ sơ hộ tịch.",
        "II. NHIỆM VỤ",
        "2. Yêu cầu",
        "2.1. Công tác chỉ đạo",
        "2.1 Công tác chỉ đạo",
        "b) Nhiệm vụ",
        "(2) Rà soát",
        "2) Rà soát",
        "Điều 2. Tổ chức thực hiện",
        "Nơi nhận:",
        "TM. ỦY BAN NHÂN DÂN",
        "KẾ HOẠCH",
        "Số: 12/KH-UBND",
        "An Bình, ngày 05 tháng 01 năm 2031",
        "Phụ lục II",
        "TỔ CHỨC THỰC HIỆN",
    ],
)
def test_a_marked_or_lone_line_begins_a_paragraph(after: str) -> None:
    first = "1. Người đứng đầu chịu trách nhiệm về kết quả của bộ phận mình;"
    assert wrapped(first, after) == [first, after]


def test_a_number_out_of_turn_in_a_full_line_is_joined_with_a_doubt() -> None:
    (paragraph,) = join_lines(
        [
            Line("- Việc thực hiện nghị quyết này được giao cho bộ phận", full=True),
            Line("17. Văn phòng theo dõi."),
        ]
    )
    assert paragraph.doubt == DOUBT_MARK


def test_inline_counting_goes_on() -> None:
    assert wrapped(
        "- Gồm ba việc: (1) rà soát thủ tục; (2) niêm yết công khai;", "(3) trả lời phản ánh."
    ) == ["- Gồm ba việc: (1) rà soát thủ tục; (2) niêm yết công khai; (3) trả lời phản ánh."]


def test_a_page_break_is_mended_with_a_doubt() -> None:
    paragraphs = join_lines(
        [
            Line("- Giao nhiệm vụ gắn với người chịu trách nhiệm và sản phẩm đầu", full=True),
            Line("ra, bảo đảm đúng hạn.", gap=True),
        ]
    )
    assert [p.text for p in paragraphs] == [
        "- Giao nhiệm vụ gắn với người chịu trách nhiệm và sản phẩm đầu ra, bảo đảm đúng hạn."
    ]
    assert paragraphs[0].doubt == DOUBT_PAGE_BREAK


def test_a_page_break_within_a_syllable_is_mended() -> None:
    assert texts(
        Line("- Cán bộ xã phải hướng dẫn người dân thật tận tì", full=True), Line("nh, chu đáo.", gap=True)
    ) == ["- Cán bộ xã phải hướng dẫn người dân thật tận tình, chu đáo."]


@pytest.mark.parametrize("gap", [False, True])
def test_a_letter_that_names_something_is_no_end_of_a_syllable(gap: bool) -> None:
    assert texts(
        Line("- Thực hiện theo quy định của cấp trên nêu tại điểm", full=True),
        Line("c khoản 2 Điều này.", gap=gap),
    ) == ["- Thực hiện theo quy định của cấp trên nêu tại điểm c khoản 2 Điều này."]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("2. Yêu cầu", "các bộ phận thực hiện nghiêm."),  # a heading, not full
        ("- Trả kết quả đúng hạn;", "các bộ phận phối hợp."),  # has an end mark
        ("- Trả kết quả đúng hạn", "Các bộ phận phối hợp."),  # begins with a capital
    ],
)
def test_a_blank_line_ends_a_paragraph(before: str, after: str) -> None:
    assert texts(Line(before), Line(after, gap=True)) == [before, after]


def test_title_recipients_and_signature_are_never_joined() -> None:
    lines = [
        "KẾ HOẠCH",
        "Cải cách hành chính nhà nước xã An Bình",
        "giai đoạn 2031 - 2035",
        "Nơi nhận:",
        "- UBND tỉnh",
        "- Các thôn",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Trần Thị Mẫu",
    ]
    assert texts(*(Line(line) for line in lines)) == lines


def test_a_long_subject_is_no_text_and_no_part_of_it() -> None:
    lines = [
        Line("KẾ HOẠCH"),
        Line("Cải cách hành chính nhà nước trên địa bàn xã An Bình", full=True),
        Line("giai đoạn 2031 - 2035"),
        Line("Căn cứ Kế hoạch số 88/KH-UBND của tỉnh về cải cách", full=True),
        Line("hành chính, xã An Bình ban hành Kế hoạch như sau:"),
    ]
    assert [len(text.split("Kế hoạch")) for text in texts(*lines)] == [1, 1, 1, 3]


def test_a_national_title_cut_by_a_narrow_column() -> None:
    assert texts(Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA"), Line("VIỆT NAM")) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    ]


def test_a_wrapped_recipient_is_joined() -> None:
    assert texts(
        Line("Nơi nhận:"), Line("- Các phòng, ban, đơn vị"), Line("thuộc UBND xã;"), Line("- Lưu: VT.")
    ) == ["Nơi nhận:", "- Các phòng, ban, đơn vị thuộc UBND xã;", "- Lưu: VT."]


def test_a_heading_in_capitals_may_need_two_lines() -> None:
    assert wrapped("II. MỤC TIÊU, NHIỆM VỤ VÀ GIẢI PHÁP CẢI CÁCH", "HÀNH CHÍNH NĂM 2031") == [
        "II. MỤC TIÊU, NHIỆM VỤ VÀ GIẢI PHÁP CẢI CÁCH HÀNH CHÍNH NĂM 2031"
    ]


def test_indents_decide_before_words() -> None:
    assert texts(
        Line("Cuối dòng trước có dấu chấm.", full=True), Line("Đoạn mới thụt đầu dòng.", starts=True)
    ) == ["Cuối dòng trước có dấu chấm.", "Đoạn mới thụt đầu dòng."]


def test_bold_words_stay_counted_over_a_join() -> None:
    (paragraph,) = join_lines(
        [
            Line("3. Công chức phụ trách mảng Văn phòng", full=True, bold_lead=37),
            Line("HĐND và UBND", bold_lead=12),
        ]
    )
    assert paragraph.bold_lead == len(paragraph.text)


def test_a_hyphen_at_the_end_of_a_line() -> None:
    assert texts(
        Line("- Chỉ thị số 19/CT-", full=True, broken_after_hyphen=True), Line("UBND của tỉnh.")
    ) == ["- Chỉ thị số 19/CT-UBND của tỉnh."]


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("- Việc", MarkKind.BULLET, "-"),
        ("IV. KINH PHÍ", MarkKind.ROMAN, "IV"),
        ("1.Mục đích", MarkKind.NUMBER, "1"),
        ("2.3.1. Nội dung", MarkKind.NUMBER, "2.3.1"),
        ("đ) Nội dung", MarkKind.LETTER, "đ"),
        ("(3) nội dung", MarkKind.BRACKETED, "3"),
        ("Điều 12. Hiệu lực", MarkKind.ARTICLE, "Điều 12"),
        ("A. PHẦN CHUNG", MarkKind.LETTER, "A"),
    ],
)
def test_marks(text: str, kind: MarkKind, label: str) -> None:
    mark = mark_of(text)
    assert mark is not None
    assert (mark.kind, mark.label) == (kind, label)


@pytest.mark.parametrize(
    "text", ["2030; Chương trình", "31/KH-UBND về việc", "15%)\\. Phấn đấu", "1.000 hồ sơ", ""]
)
def test_no_marks(text: str) -> None:
    assert mark_of(text) is None


def test_abbreviations_are_no_headings() -> None:
    assert not is_capitals("HĐND- UBND")
    assert is_capitals("MỤC ĐÍCH")


LINE = st.builds(
    Line,
    text=st.text("aăđ TM.-+:;/,()12IVĐ“”\n", max_size=12).map(lambda t: " ".join(t.split())),
    gap=st.booleans(),
    full=st.booleans(),
    starts=st.sampled_from([None, True, False]),
)


@given(st.lists(LINE, max_size=12))
def test_nothing_is_lost_or_moved(lines: list[Line]) -> None:
    joined = "".join(paragraph.text for paragraph in join_lines(lines))
    assert joined.replace(" ", "") == "".join(line.text for line in lines).replace(" ", "")


def test_a_heading_that_ends_in_digital_is_at_its_end() -> None:
    heading = "7. Xây dựng và phát triển chính quyền điện tử, chính quyền số"
    after = "Triển khai các nhiệm vụ tại Phụ lục kèm theo Kế hoạch này."
    assert texts(Line(heading, full=True), Line(after, gap=True)) == [heading, after]
    cut = "Thực hiện các nội dung tại Kế hoạch số"
    assert texts(Line(cut, full=True), Line("Hai mươi của tỉnh.", gap=True)) == [f"{cut} Hai mươi của tỉnh."]


@pytest.mark.parametrize("mark", ["a)", "đ)", "(1)", "I.", "2.", "-", "1.2."])
def test_a_number_or_bullet_alone_on_its_line(mark: str) -> None:
    """A list's number that stands apart from its words, as some programs print it, stops nothing."""
    found = wrapped("Các bộ phận chuyên môn của xã có trách nhiệm triển khai kế hoạch này với nội dung", mark)
    assert " ".join(found).endswith(mark)
    assert mark_of(mark) is not None
