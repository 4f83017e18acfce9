"""Layouts of plans beside the usual one: small excerpts made up for the fictional commune An Bình."""

from datetime import date

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain import plan_views as views
from cchc_desktop.domain.details import DetailField, parse_details
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import Draft, ItemKind, Topic
from cchc_desktop.domain.targets import Comparator, Direction
from cchc_desktop.intake.columns import separate_columns
from cchc_desktop.intake.docx.cells import cell_text
from cchc_desktop.intake.legacy_encodings import Legacy, convert
from cchc_desktop.intake.markdown import lines_of
from cchc_desktop.intake.plan.foot import read_foot
from cchc_desktop.intake.plan.nodes import NumberedBlock
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.plan.target import parse_target
from cchc_desktop.intake.read_text import blocks_of
from cchc_desktop.intake.source import Source, SourceBlock, SourceParagraph, SourceTable

TODAY = date(2026, 1, 15)
HEAD = "KẾ HOẠCH\nCải cách hành chính năm 2026 xã An Bình\n"


def draft_of(text: str, *more: SourceBlock) -> Draft:
    """The draft of a text without layout, with blocks after it."""
    blocks = [SourceParagraph(line.strip()) for line in text.strip().split("\n")]
    return parse_plan(Source("test.txt", (*blocks, *more)), catalogue.areas(), TODAY)


def test_capital_letters_divide_a_roman_section() -> None:
    draft = draft_of(f"""{HEAD}
        I. MỤC TIÊU
        - Trả kết quả đúng hạn đạt 95% trở lên.
        II. NHIỆM VỤ
        A. CẢI CÁCH THỂ CHẾ
        1. Rà soát các văn bản đã ban hành trong năm.
        B. CẢI CÁCH TÀI CHÍNH CÔNG
        1. Công khai dự toán ngân sách của xã.
        III. CHẾ ĐỘ BÁO CÁO
        Báo cáo hằng quý.
        IV. TỔ CHỨC THỰC HIỆN
        1. Phòng Kinh tế
        - Bố trí kinh phí.
    """)
    assert [item.marker for item in draft.plan.items] == ["I.", "II.", "III.", "IV."]
    assert [child.kind for child in draft.plan.items[1].children] == [ItemKind.AREA, ItemKind.AREA]
    assert [(area.code, len(area.tasks)) for area in views.areas(draft.plan)] == [(2, 1), (6, 1)]


def test_roman_areas_are_sections_too() -> None:
    draft = draft_of(f"""{HEAD}
        I. MỤC ĐÍCH
        - Phục vụ tốt hơn.
        II. CẢI CÁCH THỂ CHẾ
        - Rà soát văn bản.
        III. CẢI CÁCH TÀI CHÍNH CÔNG
        - Công khai ngân sách.
        IV. TỔ CHỨC THỰC HIỆN
        1. Phòng Kinh tế
        - Bố trí kinh phí.
    """)
    assert [item.marker for item in views.sections(draft.plan)] == ["I.", "II.", "III.", "IV."]


def test_purpose_and_requirements_on_the_line_of_their_heading() -> None:
    draft = draft_of(f"""{HEAD}
        I. MỤC ĐÍCH, YÊU CẦU
        1. Mục đích: Nâng cao trách nhiệm thực thi công vụ của từng công chức trong xã, để người dân hài lòng.
        2. Yêu cầu: Mỗi nhiệm vụ phải rõ đơn vị chủ trì, đơn vị phối hợp, sản phẩm và thời gian hoàn thành.
        II. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản.
    """)
    purpose = [item.text for item in views.texts_under(draft.plan, Topic.PURPOSE)]
    required = [item.text for item in views.texts_under(draft.plan, Topic.REQUIREMENTS)]
    assert [text.split()[0] for text in purpose] == ["Nâng"]
    assert [text.split()[0] for text in required] == ["Mỗi"]


def test_a_line_of_details_in_brackets() -> None:
    details = parse_details("(Chủ trì: Phòng Kinh tế (bộ phận kế toán); thời gian: Cả năm)")
    assert [(detail.field, detail.value) for detail in details] == [
        (DetailField.LEAD, "Phòng Kinh tế (bộ phận kế toán)"),
        (DetailField.DUE, "Cả năm"),
    ]


@pytest.mark.parametrize("name", ["K’ Brếp", "H’Hen Niê", "Y Bhiu Niê", "Trần Thị Mẫu", "Lê Văn Bình."])
def test_names_of_signers(name: str) -> None:
    lines = ["Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "(Đã ký)", "CHỦ TỊCH", name]
    foot = read_foot([NumberedBlock(number, text) for number, text in enumerate(lines, 1)])
    assert (foot.recipients, foot.signer.name) == (["UBND tỉnh;", "Lưu: VT."], name)
    assert not foot.left


def test_capitals_that_tcvn3_lacks() -> None:
    def meant(text: str) -> str:
        return convert(text, Legacy.TCVN3)

    assert meant("III. Tæ CHøC THùC HIÖN") == "III. TỔ CHỨC THỰC HIỆN"
    assert meant("1. MôC §ÝCH cña kÕ ho¹ch") == "1. MỤC ĐÍCH của kế hoạch"
    assert meant("Lª Hµ\nTæ 3, UBND x·") == "Lê Hà\nTổ 3, UBND xã"


def test_a_list_in_a_cell_is_made_of_subtasks() -> None:
    cell = cell_text(["Rà soát văn bản", "- Lập danh mục;", "- Công bố kết quả."], heading=False)
    table = SourceTable(
        (
            ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"),
            ("I", "Cải cách thể chế", "", ""),
            ("1", cell, "Phòng Kinh tế", "Quý I/2026"),
        )
    )
    text = f"{HEAD}I. NHIỆM VỤ\nTheo Phụ lục.\nII. TỔ CHỨC THỰC HIỆN\n1. Phòng Kinh tế\n- Bố trí kinh phí."
    draft = draft_of(text, SourceParagraph("PHỤ LỤC"), table)
    (task,) = (place.item for place in views.tasks(draft.plan))
    assert task.text == "Rà soát văn bản"
    assert [child.text for child in task.children] == ["Lập danh mục;", "Công bố kết quả."]


def test_a_report_without_its_title_is_refused() -> None:
    with pytest.raises(Refusal, match="báo cáo"):
        draft_of("""
            Tình hình thực hiện kế hoạch cải cách hành chính năm 2025
            I. KẾT QUẢ ĐẠT ĐƯỢC
            1. Cải cách thể chế
            - Đã rà soát 12 văn bản.
            II. ĐÁNH GIÁ CHUNG
            - Còn hồ sơ trễ hạn.
        """)


def test_head_and_foot_in_tables_of_markdown() -> None:
    text = f"""| ỦY BAN NHÂN DÂN<br>XÃ AN BÌNH | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
|---|---|
| Số: /KH-UBND | *An Bình, ngày tháng 12 năm 2025* |

{HEAD}
I. NHIỆM VỤ

1. Cải cách thể chế

- Rà soát văn bản.

Trên đây là Kế hoạch năm 2026./.

| **Nơi nhận:** - UBND tỉnh; - Lưu: VT. | **TM. ỦY BAN NHÂN DÂN**<br>**CHỦ TỊCH**<br>**Lê Văn Bình** |
|---|---|
"""
    draft = parse_plan(Source("test.md", tuple(blocks_of(text, is_markdown=True))), catalogue.areas(), TODAY)
    assert (draft.plan.issuer, draft.plan.draft_month) == ("UBND xã An Bình", 12)
    assert draft.plan.recipients == ("UBND tỉnh;", "Lưu: VT.")
    assert (draft.plan.signer.position, draft.plan.signer.name) == ("CHỦ TỊCH", "Lê Văn Bình")
    assert not draft.unplaced


def test_a_short_bullet_that_a_page_cut() -> None:
    blocks = blocks_of("II. NHIỆM VỤ\n\n- Rà soát lĩnh vực xây dựng,\n\nđô thị.\n\n- Công khai.\n")
    texts = [block.text for block in blocks if isinstance(block, SourceParagraph)]
    assert texts == ["II. NHIỆM VỤ", "- Rà soát lĩnh vực xây dựng, đô thị.", "- Công khai."]


def test_a_unit_named_at_the_beginning_of_its_duty() -> None:
    draft = draft_of(f"""{HEAD}
        I. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản.
        II. TỔ CHỨC THỰC HIỆN
        1. Phòng Văn hóa - Xã hội là cơ quan thường trực, theo dõi việc thực hiện và tổng hợp báo cáo.
        2. Phòng Kinh tế bố trí kinh phí cho các nhiệm vụ.
        3. Chế độ thông tin, báo cáo: Trước ngày 05 hằng tháng, các phòng gửi báo cáo kết quả thực hiện.
    """)
    assert [duty.unit for duty in views.duties(draft.plan)] == ["Phòng Văn hóa - Xã hội", "Phòng Kinh tế"]
    assert len(views.texts_under(draft.plan, Topic.REPORTING)) == 1


def test_a_change_from_one_value_to_another() -> None:
    up = parse_target("Tỷ lệ hồ sơ nộp trực tuyến tăng từ 60% lên 75%; tỷ lệ thanh toán đạt 50%.")
    assert (up.comparator, up.value, up.baseline_value) == (Comparator.AT_LEAST, 75, 60)
    assert [part.value for part in up.subtargets] == [50]
    down = parse_target("Giảm thời gian chờ của người dân từ 30 phút xuống còn 15 phút.")
    assert (down.comparator, down.value, down.direction) == (Comparator.AT_MOST, 15, Direction.DOWN)
    assert down.baseline_value == 30


def test_a_bullet_cut_after_a_linking_word() -> None:
    blocks = blocks_of("II. NHIỆM VỤ\n\n- Nâng cấp trụ sở của xã và\n\nTrung tâm Phục vụ.\n\n- Công khai.\n")
    texts = [block.text for block in blocks if isinstance(block, SourceParagraph)]
    assert texts[1:] == ["- Nâng cấp trụ sở của xã và Trung tâm Phục vụ.", "- Công khai."]


def test_a_plain_title_over_the_bullets_of_an_area() -> None:
    draft = draft_of(f"""{HEAD}
        I. NHIỆM VỤ
        1. Xây dựng chính quyền số
        Phát triển hạ tầng số
        - Nâng cấp mạng nội bộ.
        Phát triển dữ liệu số
        - Cập nhật dữ liệu hộ tịch.
    """)
    (area,) = views.areas(draft.plan)
    assert [task.text for task in area.tasks] == ["Nâng cấp mạng nội bộ.", "Cập nhật dữ liệu hộ tịch."]


def test_a_comparison_said_once_for_all_levels() -> None:
    measure = parse_target(
        "Tối thiểu 85% hồ sơ tại cấp tỉnh; 75% hồ sơ tại cấp huyện và 65% hồ sơ tại cấp xã."
    )
    assert (measure.scope, measure.comparator, measure.value) == ("cấp xã", Comparator.AT_LEAST, 65)
    assert {part.comparator for part in measure.subtargets} == {Comparator.AT_LEAST}


def test_a_sign_of_comparison_in_markdown() -> None:
    assert lines_of("- **Tỷ lệ** >= 50%, sau đó > 60%.")[0].text == "- Tỷ lệ >= 50%, sau đó > 60%."
    assert lines_of("> - Trích dẫn.")[0].text == "- Trích dẫn."


def test_a_foot_in_two_columns_with_tabs_after_its_bullets() -> None:
    foot = ["Nơi nhận:\t\tTM. ỦY BAN NHÂN DÂN", "-\tUBND tỉnh;\t\tCHỦ TỊCH", "•\tLưu: VT.\t\tLê Văn Bình"]
    assert separate_columns(foot) == [
        "Nơi nhận:",
        "-\tUBND tỉnh;",
        "•\tLưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Lê Văn Bình",
    ]


def test_number_and_place_on_one_line_of_the_head() -> None:
    draft = draft_of(f"""
        ỦY BAN NHÂN DÂN XÃ AN BÌNH CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
        Số: 12 /KH-UBND An Bình, ngày 05 tháng 12 năm 2025
        {HEAD}
        I. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản.
    """)
    plan = draft.plan
    assert (plan.issuer, plan.number, plan.place) == ("UBND xã An Bình", "12", "An Bình")
    assert plan.issued_on == date(2025, 12, 5)
    assert not draft.unplaced


@pytest.mark.parametrize(
    "lines",
    [
        ["Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH", "Lê Văn Bình"],
        ["Nơi nhận: - UBND tỉnh; - Lưu: VT. TM. ỦY BAN NHÂN DÂN CHỦ TỊCH Lê Văn Bình"],
        ["Nơi nhận: TM. ỦY BAN NHÂN DÂN", "- UBND tỉnh; CHỦ TỊCH", "- Lưu: VT. Lê Văn Bình"],
    ],
)
def test_feet_whose_blocks_a_converter_ran_together(lines: list[str]) -> None:
    foot = read_foot([NumberedBlock(number, text) for number, text in enumerate(lines, 1)])
    assert foot.recipients == ["UBND tỉnh;", "Lưu: VT."]
    signer = foot.signer
    assert (signer.authority, signer.position, signer.name) == (
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Lê Văn Bình",
    )
    assert not foot.left


def test_a_deputy_whose_name_is_in_capitals() -> None:
    lines = ["Nơi nhận:", "- Lưu: VT.", "T/M ỦY BAN NHÂN DÂN", "K/T CHỦ TỊCH", "PHÓ CHỦ TỊCH", "LÊ VĂN BÌNH"]
    foot = read_foot([NumberedBlock(number, text) for number, text in enumerate(lines, 1)])
    assert (foot.signer.position, foot.signer.name) == ("K/T CHỦ TỊCH\nPHÓ CHỦ TỊCH", "LÊ VĂN BÌNH")


def test_a_head_whose_lines_were_cut_leaves_the_issuer_to_the_text() -> None:
    draft = draft_of(f"""
        ỦY BAN NHÂN DÂN
        CỘNG HÒA XÃ
        HỘI CHỦ NGHĨA VIỆT NAM
        {HEAD}
        Căn cứ Kế hoạch số 5/KH-UBND, Ủy ban nhân dân xã An Bình ban hành Kế hoạch như sau:
        I. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản.
    """)
    assert draft.plan.issuer == "UBND xã An Bình"
