"""«a) Nhiệm vụ · b) Cơ quan thực hiện · c) Thời gian»: groups that word the assignment of the tasks above."""

from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.domain.plan import ItemKind
from cchc_desktop.intake.plan.groups import DOUBT_ABOVE, DOUBT_ALL, DOUBT_BELOW
from cchc_desktop.intake.source import SourceParagraph
from tests.cases.made_plans import FOOT, HEAD, assigned, draft_in, draft_of, lines_of, paragraphs, tasks
from tests.intake.builders import new_document

OFFICE = "Văn phòng HĐND và UBND"
ECONOMY = "Phòng Kinh tế"
CENTRE = "Trung tâm Phục vụ hành chính công"
LETTERS = """
    II. NHIỆM VỤ
    1. Cải cách thể chế
    a) Nhiệm vụ:
    - Rà soát toàn bộ văn bản do xã ban hành.
    - Lập danh mục văn bản hết hiệu lực.
    b) Cơ quan thực hiện:
    - Đơn vị chủ trì: Văn phòng HĐND và UBND.
    - Đơn vị phối hợp: Phòng Kinh tế.
    c) Thời gian thực hiện: Hoàn thành trong quý II năm 2026.
    2. Cải cách thủ tục hành chính
    a) Nhiệm vụ: Niêm yết thủ tục tại trụ sở.
    b) Cơ quan chủ trì: Trung tâm Phục vụ hành chính công.
    c) Thời gian hoàn thành: 31/3/2026.
"""
JUNE, MARCH = date(2026, 6, 30), date(2026, 3, 31)


def test_letters_with_bullets_below_and_values_on_the_line() -> None:
    draft = draft_of(LETTERS)
    found = tasks(draft)
    assert [assigned(task) for task in found] == [
        (OFFICE, ECONOMY, JUNE), (OFFICE, ECONOMY, JUNE), (CENTRE, "", MARCH),
    ]  # fmt: skip
    assert [task.text for task in found][2] == "Niêm yết thủ tục tại trụ sở."
    assert not any(task.doubt for task in found)
    printed = [item.text for item in draft.plan.walk()]
    assert "Cơ quan thực hiện:" in printed  # kept as the plan prints it, as no task


def test_in_a_word_file(tmp_path: Path) -> None:
    document = new_document()
    for line in (*HEAD, *lines_of(LETTERS), *FOOT):
        document.add_paragraph(line)
    document.save(str(path := tmp_path / "ke_hoach.docx"))
    assert [assigned(task)[2] for task in tasks(draft_in(path))] == [JUNE, JUNE, MARCH]


def test_in_a_file_of_libreoffice() -> None:
    path = Path(__file__).parent / "inputs/groups_of_task_body_and_time/libreoffice.odt"
    assert [assigned(task) for task in tasks(draft_in(path))] == [
        (OFFICE, ECONOMY, JUNE), (OFFICE, ECONOMY, JUNE), (CENTRE, "", MARCH),
    ]  # fmt: skip


LAYOUTS = {
    "every field, letters with đ": """
        a) Nội dung nhiệm vụ:
        - Rà soát văn bản.
        - Lập danh mục.
        b) Đơn vị chủ trì: Văn phòng HĐND và UBND.
        c) Đơn vị phối hợp: Phòng Kinh tế.
        d) Thời gian hoàn thành: Quý II/2026.
        đ) Sản phẩm: Báo cáo.
    """,
    "numbers in brackets, labels without a colon": """
        (1) Nhiệm vụ
        + Rà soát văn bản.
        + Lập danh mục.
        (2) Phân công thực hiện
        + Chủ trì: Văn phòng HĐND và UBND
        + Phối hợp: Phòng Kinh tế
        (3) Thời gian: quý II năm 2026
        (4) Kết quả đầu ra: Báo cáo
    """,
    "decimals, plain values below": """
        1.1. Nhiệm vụ
        - Rà soát văn bản.
        - Lập danh mục.
        1.2. Cơ quan chủ trì
        Văn phòng HĐND và UBND
        1.3. Cơ quan phối hợp
        Phòng Kinh tế
        1.4. Thời gian thực hiện
        Quý II/2026
        1.5. Sản phẩm
        Báo cáo
    """,
    "bullets beside «- Nhiệm vụ:»": """
        - Nhiệm vụ:
        + Rà soát văn bản.
        + Lập danh mục.
        - Cơ quan thực hiện: Văn phòng HĐND và UBND chủ trì, phối hợp với Phòng Kinh tế.
        - Thời gian: Quý II/2026.
        - Sản phẩm: Báo cáo.
    """,
    "stars": """
        * Nhiệm vụ:
        - Rà soát văn bản.
        - Lập danh mục.
        * Cơ quan chủ trì: Văn phòng HĐND và UBND; phối hợp: Phòng Kinh tế.
        * Thời gian hoàn thành: 30/6/2026.
        * Kết quả: Báo cáo.
    """,
    "stars, the task on the line of its heading": """
        * Mục tiêu: 100% văn bản được rà soát.
        * Nhiệm vụ: Rà soát văn bản.
        - Lập danh mục.
        * Đơn vị thực hiện: Văn phòng HĐND và UBND chủ trì, phối hợp với Phòng Kinh tế.
        * Thời gian thực hiện: Quý II/2026. Sản phẩm: Báo cáo.
    """,
    "after «Giải pháp», without a colon": """
        a) Nhiệm vụ
        - Rà soát văn bản.
        - Lập danh mục.
        b) Giải pháp
        - Tăng cường kiểm tra.
        c) Phân công
        - Văn phòng HĐND và UBND chủ trì;
        - Phòng Kinh tế phối hợp.
        d) Tiến độ
        - Quý II/2026
        đ) Sản phẩm
        - Báo cáo
    """,
    "one label for all, lines with and without labels": """
        a) Thực hiện:
        - Rà soát văn bản.
        - Lập danh mục.
        b) Đơn vị chủ trì, phối hợp, thời gian:
        - Văn phòng HĐND và UBND: chủ trì.
        - Phòng Kinh tế (phối hợp).
        - Hoàn thành trong quý II.
        - Sản phẩm: Báo cáo.
    """,
    "tasks in the same list of letters": """
        a) Rà soát văn bản.
        b) Lập danh mục.
        c) Cơ quan chủ trì, phối hợp: Văn phòng HĐND và UBND chủ trì, Phòng Kinh tế phối hợp.
        d) Thời hạn: trước ngày 01/7/2026.
        đ) Sản phẩm: Báo cáo.
    """,
}


@pytest.mark.parametrize("body", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_other_wordings_and_numbers(body: str) -> None:
    found = tasks(draft_of(f"II. NHIỆM VỤ\n1. Cải cách thể chế\n{body}"))
    assert [task.text for task in found] == ["Rà soát văn bản.", "Lập danh mục."]
    for task in found:
        lead, support, due = assigned(task)
        assert (lead, support, task.doubt) == (OFFICE, ECONOMY, "")
        assert due in (JUNE, date(2026, 7, 1))
        assert task.assignment is not None
        assert task.assignment.deliverable == "Báo cáo"


def test_below_a_heading_that_is_the_task() -> None:
    found = tasks(
        draft_of("""
        II. NHIỆM VỤ
        1. Cải cách thể chế
        1.1. Rà soát văn bản quy phạm pháp luật
        a) Cơ quan chủ trì: Văn phòng HĐND và UBND
        b) Thời gian: Quý I/2026
        1.2. Ban hành quy chế làm việc
        a) Cơ quan chủ trì: Phòng Kinh tế
        b) Thời gian: Quý II/2026
    """)
    )
    assert [assigned(task) for task in found] == [(OFFICE, "", MARCH), (ECONOMY, "", JUNE)]
    assert {child.kind for task in found for child in task.children} == {ItemKind.DETAIL}


def test_groups_follow_one_another_in_one_area() -> None:
    found = tasks(
        draft_of("""
        II. NHIỆM VỤ
        1. Cải cách thể chế
        a) Rà soát văn bản.
        b) Cơ quan chủ trì: Văn phòng HĐND và UBND
        c) Lập danh mục.
        d) Cơ quan chủ trì: Phòng Kinh tế
    """)
    )
    assert [assigned(task)[0] for task in found] == [OFFICE, ECONOMY]


def test_a_section_on_funding_beside_the_areas_stays_one() -> None:
    draft = draft_of("""
        II. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản.
        2. Kinh phí thực hiện
        Ngân sách xã bảo đảm.
        III. TỔ CHỨC THỰC HIỆN
        1. Phòng Kinh tế
        - Bố trí kinh phí.
    """)
    kinds = {item.text: item.kind for item in draft.plan.walk()}
    assert kinds["Kinh phí thực hiện"] is ItemKind.HEADING
    assert kinds["Phòng Kinh tế"] is ItemKind.UNIT


def test_what_is_guessed_is_told() -> None:
    first = tasks(
        draft_of("""
        II. NHIỆM VỤ
        1. Cải cách tài chính công
        a) Cơ quan chủ trì: Phòng Kinh tế
        b) Thời gian: Quý I/2026
        c) Công khai dự toán.
        d) Công khai quyết toán.
    """)
    )
    assert [assigned(task) for task in first] == [(ECONOMY, "", MARCH)] * 2
    assert [task.doubt for task in first] == [DOUBT_BELOW, ""]
    bold = tasks(
        draft_of(
            [
                *_plain(
                    "II. NHIỆM VỤ",
                    "1. Cải cách thể chế",
                    "Nhiệm vụ:",
                    "- Rà soát văn bản.",
                    "- Lập danh mục.",
                ),
                *_plain("Cơ quan chủ trì: Phòng Kinh tế.", "Thời gian: Quý I/2026."),
            ]
        )
    )
    assert [assigned(task) for task in bold] == [(ECONOMY, "", MARCH)] * 2
    assert bold[0].doubt == DOUBT_ALL
    above = tasks(
        draft_of("""
        II. NHIỆM VỤ
        1. Cải cách thủ tục hành chính
        Trách nhiệm thực hiện: Phòng Kinh tế. Thời gian: Quý I/2026.
        - Công khai đầy đủ thủ tục.
        - Giải quyết hồ sơ đúng hạn.
    """)
    )
    assert [assigned(task) for task in above] == [(ECONOMY, "", MARCH)] * 2
    assert above[0].doubt == DOUBT_BELOW
    lonely = tasks(
        draft_of("""
        II. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản.
        - Lập danh mục.
        Thời gian: Quý I/2026.
    """)
    )
    assert [assigned(task)[2] for task in lonely] == [None, MARCH]
    assert lonely[1].doubt == DOUBT_ABOVE


def _plain(*lines: str) -> list[SourceParagraph]:
    return paragraphs(lines)


def test_lines_after_each_task_are_its_own_without_a_doubt() -> None:
    found = tasks(
        draft_of("""
        II. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản.
        Đơn vị chủ trì: Văn phòng HĐND và UBND.
        - Lập danh mục.
        Đơn vị chủ trì: Phòng Kinh tế.
        2. Cải cách thủ tục hành chính
        - Niêm yết thủ tục.
        + Chủ trì: Trung tâm Phục vụ hành chính công.
        + Thời gian: tháng 3/2026.
    """)
    )
    assert [assigned(task)[0] for task in found] == [OFFICE, ECONOMY, CENTRE]
    assert not any(task.doubt for task in found)


def test_numbers_with_a_bracket_stay_in_their_area() -> None:
    draft = draft_of("""
        II. NHIỆM VỤ
        1. Cải cách thể chế
        - Nhiệm vụ trọng tâm gồm:
        1) Rà soát văn bản.
        2) Lập danh mục.
        - Công khai kết quả.
        1) Trên trang thông tin.
        2. Cải cách thủ tục hành chính
        - Kiểm soát thủ tục:
        + Công khai thủ tục.
        • Tại trụ sở.
        + Đơn giản hóa.
    """)
    areas = [item for item in draft.plan.walk() if item.kind is ItemKind.AREA]
    assert [area.text for area in areas] == ["Cải cách thể chế", "Cải cách thủ tục hành chính"]
    inside = [item.text for item in areas[0].walk() if item.kind is ItemKind.TASK]
    assert inside == ["Rà soát văn bản.", "Lập danh mục.", "Công khai kết quả.", "Trên trang thông tin."]
    (control,) = areas[1].children
    assert [child.text for child in control.children] == ["Công khai thủ tục.", "Đơn giản hóa."]
    assert [child.text for child in control.children[0].children] == ["Tại trụ sở."]


def test_stars_with_a_phrase_for_lead_and_support() -> None:
    draft = draft_of("""
        II. NHIỆM VỤ
        1. Cải cách thể chế
        * Nhiệm vụ:
        - Rà soát văn bản.
        * Phân công: Phòng Kinh tế chủ trì; phối hợp: Văn phòng HĐND và UBND.
        * Thời gian: Tháng 6.
        * Nhiệm vụ:
        - Kiểm tra văn bản.
        * Phân công: Văn phòng HĐND và UBND chủ trì.
        * Thời gian: Tháng 3.
    """)
    assert [(task.text, *assigned(task)) for task in tasks(draft)] == [
        ("Rà soát văn bản.", ECONOMY, OFFICE, JUNE), ("Kiểm tra văn bản.", OFFICE, "", MARCH),
    ]  # fmt: skip


def test_a_heading_with_its_first_and_last_day_below() -> None:
    draft = draft_of("""
        II. NHIỆM VỤ
        1. Cải cách thể chế
        1.1. Rà soát văn bản
        a) Người thực hiện: Phòng Kinh tế
        b) Thời gian bắt đầu: 01/3/2026
        c) Thời gian kết thúc: 30/6/2026
        1.2. Kiểm tra văn bản
        a) Người thực hiện: Phòng Kinh tế
        b) Thời điểm bắt đầu: tháng 02/2026
        c) Thời gian kết thúc: 31/3/2026
    """)
    found = tasks(draft)
    assert [task.text for task in found] == ["Rà soát văn bản", "Kiểm tra văn bản"]
    assert [assigned(task) for task in found] == [(ECONOMY, "", JUNE), (ECONOMY, "", MARCH)]
    assert [task.assignment and task.assignment.start for task in found] == [
        date(2026, 3, 1), date(2026, 2, 1),
    ]  # fmt: skip


def test_a_time_behind_the_unit() -> None:
    [first, second] = tasks(
        draft_of("""
            II. NHIỆM VỤ
            1. Cải cách thể chế
            - Rà soát văn bản (chủ trì: Phòng Kinh tế - tháng 6/2026).
            - Kiểm tra văn bản. Chủ trì: Phòng Kinh tế; xong trước 31/3/2026.
        """)
    )
    assert assigned(first) == (ECONOMY, "", JUNE)
    assert assigned(second) == (ECONOMY, "", MARCH)
