"""The head of a plan is read however it is laid out, and where no line «KẾ HOẠCH» stands after it, too."""

import time
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from cchc_desktop import catalogue
from cchc_desktop.domain.plan import Draft, ItemKind, Plan, PlanLevel
from cchc_desktop.intake.plan.head import level_of
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.plan.preamble import issuing_sentence
from cchc_desktop.intake.read import read_source
from cchc_desktop.intake.source import Source, SourceBlock, SourceParagraph, SourceTable

TODAY = date(2026, 5, 5)
INPUTS = Path(__file__).parent / "inputs" / "head_unread"
TITLE = ("KẾ HOẠCH", "Cải cách hành chính năm 2026")
BODY = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025.",
    "UBND xã Đồng Tâm ban hành Kế hoạch cải cách hành chính năm 2026 như sau:",
    "I. NHIỆM VỤ",
    "1. Cải cách thể chế",
    "- Rà soát văn bản.",
    "II. TỔ CHỨC THỰC HIỆN",
    "1. Văn phòng theo dõi.",
)


def _draft(*parts: str | SourceBlock) -> Draft:
    blocks = [SourceParagraph(part.strip()) if isinstance(part, str) else part for part in parts]
    return parse_plan(Source("test", tuple(blocks)), catalogue.areas(), TODAY)


def _head(draft: Draft) -> tuple[str, str, str, date | None]:
    plan = draft.plan
    return plan.number, plan.symbol, plan.place, plan.issued_on


def _no_head_in_the_body(plan: Plan) -> bool:
    texts = [item.text for item in plan.walk() if item.kind is ItemKind.TEXT]
    return not any("CỘNG HÒA" in text or text.startswith("Số:") for text in texts)


@pytest.mark.parametrize(
    ("name", "head", "subject"),
    [
        (
            "bang.md",
            ("48", "KH-UBND", "Mẫu", date(2025, 10, 11)),
            "Xác định Chỉ số cải cách hành chính năm 2025",
        ),
        (
            "cau-ban-hanh.docx",
            ("52", "KH-UBND", "Đồng Tâm", date(2026, 3, 2)),
            "Kiểm soát thủ tục hành chính năm 2026",
        ),
        (
            "khong-tieu-de.pdf",
            ("53", "KH-UBND", "Đồng Tâm", date(2026, 3, 3)),
            "Tuyên truyền cải cách hành chính năm 2026",
        ),
    ],
)
def test_files_without_a_title_line(name: str, head: tuple[str, str, str, date], subject: str) -> None:
    draft = parse_plan(read_source(INPUTS / name), catalogue.areas(), TODAY)
    assert _head(draft) == head
    assert draft.plan.subject == subject
    assert _no_head_in_the_body(draft.plan)
    assert any(f"đoán trích yếu là «{subject}»" in words for words in draft.warnings)
    assert draft.unplaced == ()


def test_the_subject_without_its_title_stands_below_the_head() -> None:
    draft = _draft("UBND XÃ ĐỒNG TÂM", "Số: 9/KH-UBND", "Cải cách hành chính xã Đồng Tâm năm 2026", *BODY)
    assert draft.plan.subject == "Cải cách hành chính xã Đồng Tâm năm 2026"
    assert any("Không thấy tiêu đề «KẾ HOẠCH»" in words for words in draft.warnings)
    assert _no_head_in_the_body(draft.plan)


def test_about_in_the_head_of_a_plan_is_its_subject() -> None:
    draft = _draft("UBND XÃ ĐỒNG TÂM", "Số: 9/KH-UBND", "V/v đẩy mạnh cải cách hành chính năm 2026", *BODY)
    assert draft.plan.subject == "Đẩy mạnh cải cách hành chính năm 2026"


def test_a_title_in_small_letters_that_stands_out() -> None:
    title = SourceParagraph("Kế hoạch cải cách hành chính xã Đồng Tâm năm 2026", centered=True)
    draft = _draft("UBND XÃ ĐỒNG TÂM", "Số: 9/KH-UBND", title, *BODY)
    assert draft.plan.subject == "cải cách hành chính xã Đồng Tâm năm 2026"
    assert not any("tiêu đề" in words for words in draft.warnings)


_ONE_LINE = (
    "ỦY BAN NHÂN DÂN XÃ ĐỒNG TÂM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc "
    "Số: 27/KH-UBND Đồng Tâm, ngày 12 tháng 01 năm 2026"
)
_DAY = date(2026, 1, 12)


@pytest.mark.parametrize(
    ("lines", "head"),
    [
        ([_ONE_LINE, *TITLE], ("27", "KH-UBND", "Đồng Tâm", _DAY)),
        ([f"{_ONE_LINE} KẾ HOẠCH Cải cách hành chính năm 2026"], ("27", "KH-UBND", "Đồng Tâm", _DAY)),
        (
            [
                "ỦY BAN NHÂN DÂN    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "XÃ ĐỒNG TÂM    Độc lập – Tự do – Hạnh phúc",
                "Số: 27a/KH-UBND    Đồng Tâm, ngày 12 tháng 01 năm 2026",
                *TITLE,
            ],
            ("27a", "KH-UBND", "Đồng Tâm", _DAY),
        ),
        (["UBND XÃ ĐỒNG TÂM", "Số:      /KH-UBND", "Đồng Tâm, ngày      tháng 01 năm 2026", *TITLE],
         ("", "KH-UBND", "Đồng Tâm", None)),
        (["UBND XÃ ĐỒNG TÂM", "Số: 27/KH-UBNDĐồng Tâm, ngày 12/01/2026", *TITLE],
         ("27", "KH-UBND", "Đồng Tâm", _DAY)),
        (["UBND XÃ ĐỒNG TÂM", "SỐ : 27 / KH - UBND", "Đồng Tâm ngày 12 tháng 1 năm 2026", *TITLE],
         ("27", "KH-UBND", "Đồng Tâm", _DAY)),
        (["UBND XÃ ĐỒNG TÂM", "27/KH-UBND", "Ngày 12 tháng 01 năm 2026", *TITLE],
         ("27", "KH-UBND", "", _DAY)),
        (["VĂN PHÒNG HĐND VÀ UBND", "XÃ ĐỒNG TÂM", "Số: 5/KH-VP", "Đồng Tâm, ngày 12.01.2026", *TITLE],
         ("5", "KH-VP", "Đồng Tâm", _DAY)),
        (["HỘI ĐỒNG NHÂN DÂN", "XÃ ĐỒNG TÂM", "Số: 5/KH-HĐND", "Đồng Tâm, ngày 12 tháng 01 năm 2026", *TITLE],
         ("5", "KH-HĐND", "Đồng Tâm", _DAY)),
        (["UBND XÃ ĐỒNG TÂM", "PHÒNG KINH TẾ, HẠ TẦNG", "VÀ ĐÔ THỊ", "Số: 7/KH-KTHT&ĐT",
          "Đồng Tâm, ngày 12 tháng 01 năm 2026", *TITLE], ("7", "KH-KTHT&ĐT", "Đồng Tâm", _DAY)),
        (["UBND XÃ CƯ M'GAR", "Số: 27/KH-UBND", "Cư M'gar, ngày 12 tháng 01 năm 2026", *TITLE],
         ("27", "KH-UBND", "Cư M'gar", _DAY)),
    ],
)  # fmt: skip
def test_layouts_of_heads(lines: list[str], head: tuple[str, str, str, date | None]) -> None:
    draft = _draft(*lines, *BODY)
    assert _head(draft) == head
    assert draft.plan.subject == "Cải cách hành chính năm 2026"
    assert draft.unplaced == ()
    assert not any("số" in words and "hai" in words for words in draft.warnings)


@pytest.mark.parametrize(
    ("lines", "superior", "issuer", "level"),
    [
        (["UBND TỈNH LAM KINH", "UBND XÃ ĐỒNG TÂM"], "UBND tỉnh Lam Kinh", "UBND xã Đồng Tâm",
         PlanLevel.COMMUNE),
        (["UBND TỈNH LAM KINH", "SỞ NỘI VỤ"], "UBND tỉnh Lam Kinh", "Sở Nội vụ", PlanLevel.PROVINCE),
        (["UBND TỈNH BIỂN XANH", "UBND ĐẶC KHU HÒN CAU"], "UBND tỉnh Biển Xanh", "UBND đặc khu Hòn Cau",
         PlanLevel.COMMUNE),
        (["ỦY BAN NHÂN DÂN", "PHƯỜNG CHỢ MỚI"], "", "UBND phường Chợ Mới", PlanLevel.COMMUNE),
        (["UBND TỈNH LAM KINH", "UBND HUYỆN ĐÔNG HẢI"], "UBND tỉnh Lam Kinh", "UBND huyện Đông Hải",
         PlanLevel.DISTRICT),
        (["UBND TỈNH LAM KINH", "UBND THÀNH PHỐ LAM KINH"], "UBND tỉnh Lam Kinh", "UBND thành phố Lam Kinh",
         PlanLevel.DISTRICT),
        (["ỦY BAN NHÂN DÂN", "THÀNH PHỐ HẢI ĐÔNG"], "", "UBND thành phố Hải Đông", PlanLevel.PROVINCE),
        (["TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "XÃ ĐỒNG TÂM"], "",
         "Trung tâm Phục vụ hành chính công xã Đồng Tâm", PlanLevel.COMMUNE),
        (["UBND TỈNH LAM KINH UBND XÃ ĐỒNG TÂM CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"], "UBND tỉnh Lam Kinh",
         "UBND xã Đồng Tâm", PlanLevel.COMMUNE),
    ],
)  # fmt: skip
def test_issuers_and_their_levels(lines: list[str], superior: str, issuer: str, level: PlanLevel) -> None:
    body = BODY[2:]
    plan = _draft(*lines, "Số: 3/KH-UBND", *TITLE, *body).plan
    assert (plan.superior, plan.issuer, plan.level) == (superior, issuer, level)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("UBND xã Đồng Tâm", PlanLevel.COMMUNE),
        ("phát triển kinh tế - xã hội của các cơ quan, chính quyền số", None),
        ("tình hình quản lý", None),
        ("Thị xã Đông Hải", PlanLevel.DISTRICT),
        ("SỞ TƯ PHÁP", PlanLevel.PROVINCE),
    ],
)
def test_words_that_name_a_level(name: str, level: PlanLevel | None) -> None:
    assert level_of([name]) is level


def test_a_district_after_its_end_is_told() -> None:
    head = ("UBND TỈNH LAM KINH", "UBND HUYỆN ĐÔNG HẢI", "Số: 3/KH-UBND")
    after = _draft(*head, "Đông Hải, ngày 12 tháng 01 năm 2026", *TITLE, *BODY[2:])
    assert any("không còn cấp huyện" in words for words in after.warnings)
    before = _draft(*head, "Đông Hải, ngày 12 tháng 01 năm 2024", "KẾ HOẠCH", "CCHC năm 2024", *BODY[2:])
    assert not any("cấp huyện" in words for words in before.warnings)


@pytest.mark.parametrize(
    ("lines", "doubt"),
    [
        (
            ["Số: 27/KH-UBND", "Đồng Tâm, ngày 31 tháng 02 năm 2026"],
            "Không có ngày nào như «ngày 31 tháng 02",
        ),
        (["Số: 27/KH-UBND", "Số: 28/KH-UBND"], "hai số; lấy «27/KH-UBND», bỏ «Số: 28/KH-UBND»"),
        (["Số: 345/CV-VP", "Số: 27/KH-UBND"], "hai số; lấy «Số: 27/KH-UBND», bỏ «345/CV-VP»"),
        (["Số: 27/2026/KH-UBND"], "có năm ở giữa; đọc là số 27"),
        (["Số 12-KH/ĐU"], "thể thức của Đảng"),
        (["Đồng Tâm, ngày 12 tháng 01 năm 2026", "Lam Kinh, ngày 15 tháng 01 năm 2026"], "hai ngày tháng"),
    ],
)
def test_what_is_doubtful_in_a_head_is_told(lines: list[str], doubt: str) -> None:
    draft = _draft("UBND XÃ ĐỒNG TÂM", *lines, *TITLE, *BODY)
    assert any(doubt in words for words in draft.warnings), draft.warnings


def test_the_day_of_a_stamp_is_not_the_day_of_issue() -> None:
    draft = _draft(
        "UBND XÃ ĐỒNG TÂM", "Đồng Tâm, ngày 12 tháng 01 năm 2026", "Ngày 15/01/2026", *TITLE, *BODY
    )
    assert draft.plan.issued_on == _DAY


def test_a_letterhead_is_no_issuer_and_not_lost() -> None:
    draft = _draft(
        "TRANG TIN XÃ ĐỒNG TÂM", "Điện thoại: 0200 000", "UBND XÃ ĐỒNG TÂM", "Số: 1/KH-UBND", *TITLE, *BODY
    )
    assert draft.plan.issuer == "UBND xã Đồng Tâm"
    assert draft.unplaced == ("TRANG TIN XÃ ĐỒNG TÂM", "Điện thoại: 0200 000")


@pytest.mark.parametrize(
    ("lines", "subject"),
    [
        (["Đẩy mạnh cải cách hành chính", "theo Nghị quyết số 76/NQ-CP năm 2026"],
         "Đẩy mạnh cải cách hành chính theo Nghị quyết số 76/NQ-CP năm 2026"),
        (["Cải cách hành chính năm 2026."], "Cải cách hành chính năm 2026."),
        (["CẢI CÁCH HÀNH CHÍNH", "XÃ ĐỒNG TÂM NĂM 2026"], "CẢI CÁCH HÀNH CHÍNH XÃ ĐỒNG TÂM NĂM 2026"),
    ],
)  # fmt: skip
def test_subjects_of_several_lines(lines: list[str], subject: str) -> None:
    draft = _draft("UBND XÃ ĐỒNG TÂM", "Số: 27/KH-UBND", "KẾ HOẠCH", *lines, *BODY)
    assert draft.plan.subject == subject
    assert len([item for item in draft.plan.items if item.kind is ItemKind.BASIS]) == 1


def test_a_title_after_a_list_of_contents() -> None:
    contents = ("MỤC LỤC", "1. Mục đích 2", "2. Nhiệm vụ 3")
    draft = _draft(*contents, "UBND XÃ ĐỒNG TÂM", "Số: 27/KH-UBND", *TITLE, *BODY)
    assert (draft.plan.number, draft.plan.subject) == ("27", "Cải cách hành chính năm 2026")
    assert draft.unplaced == contents


def test_lines_of_any_length_are_read_at_once() -> None:
    began = time.process_time()
    for line in (
        "." * 49_000 + " ngày 1 tháng 1 năm 2026",
        "Số: " + "1." * 24_000,
        "Số " * 16_000,
        "ngày " * 9_000,
    ):
        assert _draft("UBND XÃ ĐỒNG TÂM", line, *TITLE, *BODY).unplaced == (line.strip(),)
    capitals = [f"UBND XÃ ĐỒNG TÂM {n}" for n in range(4000)]
    _draft("1. Cải cách hành chính", *capitals, *TITLE, *BODY)
    _draft(*TITLE, *BODY[2:], "Trên đây là Kế hoạch " + "1.1." * 12_000 + "năm 2026 ./.")
    assert time.process_time() - began < 5


def test_a_head_in_a_ruled_table() -> None:
    table = SourceTable(
        (
            (
                "ỦY BAN NHÂN DÂN\nXÃ ĐỒNG TÂM",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            ),
            ("Số: 27/KH-UBND", "Đồng Tâm, ngày 12 tháng 01 năm 2026"),
        )
    )
    draft = _draft(table, *TITLE, *BODY)
    assert _head(draft) == ("27", "KH-UBND", "Đồng Tâm", _DAY)
    assert draft.plan.issuer == "UBND xã Đồng Tâm"
    assert draft.unplaced == ()


def test_a_ruled_head_written_with_word(tmp_path: Path) -> None:
    document = Document()
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    texts = (
        "UBND XÃ ĐỒNG TÂM",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Số: 41/KH-UBND",
        "Đồng Tâm, ngày 12 tháng 01 năm 2026",
    )
    for number, text in enumerate(texts):
        table.cell(*divmod(number, 2)).text = text
    for text in BODY:
        document.add_paragraph(text)
    document.save(str(tmp_path / "plan.docx"))
    draft = parse_plan(read_source(tmp_path / "plan.docx"), catalogue.areas(), TODAY)
    assert _head(draft) == ("41", "KH-UBND", "Đồng Tâm", _DAY)
    assert draft.plan.subject == "Cải cách hành chính năm 2026"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("UBND xã ban hành Kế hoạch cải cách hành chính năm 2026 như sau:", "cải cách hành chính năm 2026"),
        ("Căn cứ Luật X; Ủy ban nhân dân xã xây dựng kế hoạch CCHC, cụ thể như sau:", "CCHC"),
        ("Phòng Văn hóa - Xã hội lập Kế hoạch kiểm tra với các nội dung sau:", "kiểm tra"),
        ("UBND xã ban hành Kế hoạch như sau:", ""),
        ("Ngày 10/01/2026, UBND xã đã ban hành kế hoạch cải cách hành chính, gồm các việc:", None),
        ("UBND tỉnh ban hành Kế hoạch số 12/KH-UBND như sau:", None),
        ("Các thôn xây dựng kế hoạch riêng.", None),
    ],
)
def test_the_sentence_that_issues_a_plan(text: str, name: str | None) -> None:
    assert issuing_sentence(text) == name
