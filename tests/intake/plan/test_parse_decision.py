"""A decision with its plan attached, and heads and feet that narrow columns and pages break."""

from cchc_desktop.domain.plan import Draft
from tests.intake.plan.test_parse_plan import draft_of

DECISION = """
    ỦY BAN NHÂN DÂN
    HUYỆN
    TÂN LẬP
    Số: {number}/QĐ-UBND
    Tân Lập, ngày {day} năm 2026
    QUYẾT ĐỊNH
    Phê duyệt Kế hoạch cải cách hành chính năm 2026
    Căn cứ Luật Tổ chức chính quyền địa phương;
    Theo đề nghị của Trưởng phòng Nội vụ.
    QUYẾT ĐỊNH:
    Điều 1. Phê duyệt kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2026.
    Điều 2. Các phòng thi hành Quyết định này./.
    Nơi nhận:
    - Như Điều 2;
    - Lưu: VT.
    TM. ỦY BAN NHÂN DÂN
    CHỦ TỊCH
    Lê Thị Dung
    KẾ HOẠCH
    Cải cách hành chính năm 2026
    {enclosure}
    I. NHIỆM VỤ
    1. Cải cách thể chế
    - Rà soát văn bản.
    II. TỔ CHỨC THỰC HIỆN
    1. Phòng Nội vụ theo dõi.
    {foot}
"""
NO_DAY = "    tháng    "


def decided(enclosure: str, number: str = "", day: str = NO_DAY, foot: str = "") -> Draft:
    return draft_of(DECISION.format(enclosure=enclosure, number=number, day=day, foot=foot))


def test_the_line_of_the_enclosure_follows_from_the_decision() -> None:
    blank = decided(
        "(Ban hành kèm theo Quyết định số    /QĐ-UBND ngày    tháng    năm 2026 của UBND huyện Tân Lập)"
    )
    assert (blank.plan.enclosure, blank.unplaced, blank.plan.issuer) == ("", (), "UBND huyện Tân Lập")
    day = "09 tháng 02"
    same = "(Kèm theo Quyết định số 12/QĐ-UBND ngày 09/02/2026 của Ủy ban nhân dân\n huyện Tân Lập)"
    assert decided(same, "12", day).plan.enclosure == ""
    for other in (
        "(Kèm theo Quyết định số 13/QĐ-UBND ngày 09/02/2026 của UBND huyện Tân Lập)",
        "(Kèm theo Quyết định số 12/QĐ-UBND ngày 10/02/2026 của UBND huyện Tân Lập)",
        "(Kèm theo Quyết định số 12/QĐ-UBND ngày 09/02/2026 của Chủ tịch UBND huyện Tân Lập)",
        "(Kèm theo Quyết định của huyện",
    ):
        assert decided(other, "12", day).plan.enclosure == other


def test_what_a_foot_of_the_attached_plan_says_otherwise_is_left_over() -> None:
    foot = "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n{}"
    draft = decided("", foot=foot.format("Trần Văn Em"))
    assert draft.plan.signer.name == "Lê Thị Dung"
    assert draft.plan.recipients == ("Như Điều 2;", "Lưu: VT.")
    assert draft.unplaced == tuple(foot.format("Trần Văn Em").split("\n"))
    assert any("chữ ký riêng" in words for words in draft.warnings)
    same = decided("", foot="TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLê Thị Dung")
    assert (same.unplaced, same.plan.signer.name) == ((), "Lê Thị Dung")


def test_names_that_a_narrow_head_breaks_are_put_together() -> None:
    for lines, superior, issuer in (
        ("ỦY BAN NHÂN DÂN TỈNH\nSÔNG HƯƠNG\nỦY BAN NHÂN DÂN XÃ AN\nBÌNH", "tỉnh Sông Hương", "xã An Bình"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ\nHỘI AN\nUBND PHƯỜNG CỬA\nNAM", "thành phố Hội An", "phường Cửa Nam"),
        ("UBND TỈNH SÔNG HƯƠNG\nUBND XÃ BẢN\nHỘI ĐỒNG NHÂN DÂN XÃ BẢN", "tỉnh Sông Hương UBND xã Bản", ""),
    ):
        plan = draft_of(
            f"{lines}\nKẾ HOẠCH\nCải cách hành chính năm 2026\nI. NHIỆM VỤ\n1. Cải cách thể chế"
        ).plan
        assert plan.superior == f"UBND {superior}"
        assert plan.issuer == (f"UBND {issuer}" if issuer else "HĐND xã Bản")


def test_recipients_go_on_over_the_page_that_was_signed() -> None:
    draft = draft_of("""
        KẾ HOẠCH
        Cải cách hành chính năm 2026 xã An Bình
        I. NHIỆM VỤ
        1. Cải cách thể chế
        - Rà soát văn bản.
        Nơi nhận:
        - Thường trực Đảng ủy, HĐND
        TM. ỦY BAN NHÂN DÂN
        CHỦ TỊCH
        Lê Thị Dung
        xã;
        - Lưu: VT.
    """)
    assert draft.plan.recipients == ("Thường trực Đảng ủy, HĐND xã;", "Lưu: VT.")
    assert (draft.plan.signer.name, draft.unplaced) == ("Lê Thị Dung", ())
