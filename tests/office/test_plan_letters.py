"""The papers that go with a plan: proposed, written otherwise, composed in the layout of the decree."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.catalogue.legal import library
from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Document, LetterHead, Paragraph, SignatureBlock, Style, Title
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import PlanLevel
from cchc_desktop.domain.plan_letters import COPY_FORMS, LetterKind
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.form_check import check_file
from cchc_desktop.storage.kinds import KINDS
from tests.documents import reading

PLAN = "plan-1"
DAY = date(2026, 1, 5)


def blocks(document: Document) -> list[object]:
    return [block for part in document.parts for block in part.blocks]


def test_a_submission_has_bases_a_reason_and_what_is_asked(office: Office) -> None:
    letters = office.plan_letters
    head, title, addressed, *text, foot = blocks(letters.document(PLAN, LetterKind.SUBMISSION))
    assert head == LetterHead(
        "ỦY BAN NHÂN DÂN XÃ AN BÌNH", "PHÒNG VĂN HÓA - XÃ HỘI", head.number_line, head.place_date,  # type: ignore[attr-defined]
    )  # fmt: skip
    assert "/TTr-VHXH" in head.number_line
    assert title == Title("TỜ TRÌNH", "Về việc ban hành Kế hoạch cải cách hành chính năm 2026")
    assert addressed == Paragraph("Kính gửi: Ủy ban nhân dân xã An Bình", Style.ADDRESS)
    basis, reason, asked = text
    assert basis == Paragraph("Căn cứ Kế hoạch của tỉnh.", Style.BASIS)
    assert isinstance(reason, Paragraph)
    assert "03 nhiệm vụ và 01 chỉ tiêu" in reason.text
    assert isinstance(asked, Paragraph)
    assert asked.text.endswith("xem xét, ban hành Kế hoạch cải cách hành chính năm 2026./.")
    assert isinstance(foot, SignatureBlock)
    assert (foot.recipients, foot.position) == (("Như trên;", "Lưu: VT, VHXH."), "TRƯỞNG PHÒNG")
    office.plans.add_decision(PLAN)
    assert "phê duyệt Kế hoạch" in letters.get(PLAN, LetterKind.SUBMISSION).subject


def test_a_letter_says_what_it_is_about_below_its_number(office: Office) -> None:
    office.plan_life.issue(PLAN, "7", DAY)
    head, kind, first, second, text, asked, foot = blocks(
        office.plan_letters.document(PLAN, LetterKind.COVER)
    )
    assert isinstance(head, LetterHead)
    assert (head.about, head.issuer) == (
        "gửi Kế hoạch cải cách hành chính năm 2026", "ỦY BAN NHÂN DÂN XÃ AN BÌNH",
    )  # fmt: skip
    assert head.number_line.endswith("/UBND-VHXH")
    assert [each.text for each in (kind, first, second) if isinstance(each, Paragraph)] == [
        "Kính gửi:", "Ủy ban nhân dân tỉnh Sông Hương;", "Sở Nội vụ tỉnh Sông Hương.",
    ]  # fmt: skip
    assert isinstance(text, Paragraph)
    assert "Kế hoạch số 07/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã An Bình" in text.text
    assert isinstance(asked, Paragraph)
    assert isinstance(foot, SignatureBlock)
    assert foot.name == "Nguyễn Văn An"


def test_a_copy_is_the_issued_plan_with_a_note(office: Office) -> None:
    letters = office.plan_letters
    with pytest.raises(Refusal, match="đã ban hành"):
        letters.document(PLAN, LetterKind.COPY)
    office.plan_life.issue(PLAN, "7", DAY)
    letters.set(PLAN, LetterKind.COPY, number="3", day=DAY, signer_name="Lê Thị Hoa")
    letters.set(PLAN, LetterKind.COPY, subject="SAO LỤC")
    with pytest.raises(Refusal, match="Hình thức sao là SAO Y, SAO LỤC hoặc TRÍCH SAO"):
        letters.set(PLAN, LetterKind.COPY, subject="SAO CHÉP")
    document = letters.document(PLAN, LetterKind.COPY)
    plan = blocks(office.papers.plan(PLAN))
    *copied, head, foot = blocks(document)
    assert copied == plan
    assert isinstance(head, LetterHead)
    assert (head.copied, head.superior, head.number_line) == ("SAO LỤC", "", "Số: 03/SL-UBND")
    assert head.place_date == "An Bình, ngày 05 tháng 01 năm 2026"
    assert isinstance(foot, SignatureBlock)
    assert (foot.position, foot.name) == ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "Lê Thị Hoa")
    for said in (
        " ".join(reading.pdf_pages(reading.pdf_bytes(document))[-1:]),
        " ".join(reading.word_paragraphs(reading.word(document))),
        " ".join(str(cell.value) for cell in reading.cells(reading.workbook(document))),
    ):
        assert said.index("SAO LỤC") < said.index("Lê Thị Hoa")
    assert [letters.set(PLAN, LetterKind.COPY, subject=form) and letters.get(PLAN, LetterKind.COPY).symbol
            for form in COPY_FORMS] == ["SY-UBND", "SL-UBND", "TrS-UBND"]  # fmt: skip


def test_what_an_official_made_of_a_paper_is_kept(office: Office) -> None:
    letters = office.plan_letters
    proposed = letters.get(PLAN, LetterKind.COVER)
    assert not letters.is_kept(PLAN, LetterKind.COVER)
    letters.set(PLAN, LetterKind.COVER, body="Gửi kế hoạch.\n\n  Hết", number="05", symbol="UBND-VP")
    kept = letters.get(PLAN, LetterKind.COVER)
    assert (kept.body, kept.number, kept.symbol) == ("Gửi kế hoạch.\n\nHết", "5", "UBND-VP")
    texts = [
        block.text
        for block in blocks(letters.document(PLAN, LetterKind.COVER))
        if isinstance(block, Paragraph)
    ]
    assert texts[-2:] == ["Gửi kế hoạch.", "Hết./."]
    # What was kept stays; what the plan is called since is not told in it.
    office.plans.set_head(PLAN, subject="Cải cách hành chính xã An Bình năm 2026")
    assert letters.get(PLAN, LetterKind.COVER) == kept
    for field, value, words in (
        ("subject", " ", "trích yếu"), ("issuer", "", "cơ quan ban hành"), ("body", "\n", "nội dung"),
        ("number", "x", "nguyên dương"),
    ):  # fmt: skip
        with pytest.raises(Refusal, match=words) as refused:
            letters.set(PLAN, LetterKind.COVER, **{field: value})  # type: ignore[arg-type]
        assert refused.value.field == field
    letters.reset(PLAN, LetterKind.COVER)
    letters.reset(PLAN, LetterKind.COVER)
    again = letters.get(PLAN, LetterKind.COVER)
    assert again.body != kept.body
    assert again.symbol == proposed.symbol
    office.history.undo()
    assert letters.get(PLAN, LetterKind.COVER) in (kept, again)
    assert letters.file_name(PLAN, LetterKind.COVER, "docx").endswith(".docx")
    assert office.check() == Findings()


def test_papers_go_with_their_plan(office: Office) -> None:
    office.plan_letters.set(PLAN, LetterKind.SUBMISSION, number="2")
    office.plans.delete(PLAN)
    assert office.check() == Findings()
    office.history.undo()
    assert office.plan_letters.get(PLAN, LetterKind.SUBMISSION).number == "2"
    with pytest.raises(Refusal, match="Không có kế hoạch"):
        office.plan_letters.get("x", LetterKind.COVER)


def test_levels_have_their_own_units_and_superiors(office: Office) -> None:
    letters = office.plan_letters
    office.plans.set_head(
        PLAN, level=PlanLevel.PROVINCE, superior="", issuer="Ủy ban nhân dân tỉnh Sông Hương"
    )
    submission, cover = letters.get(PLAN, LetterKind.SUBMISSION), letters.get(PLAN, LetterKind.COVER)
    assert (submission.issuer, submission.symbol, submission.position) == ("Sở Nội vụ", "TTr-SNV", "GIÁM ĐỐC")
    assert (cover.superior, cover.addressees) == ("", "Bộ Nội vụ")
    office.plans.set_head(
        PLAN, level=PlanLevel.DISTRICT, superior="Đảng ủy", issuer="Ủy ban nhân dân huyện A"
    )
    assert letters.get(PLAN, LetterKind.SUBMISSION).issuer == "Phòng Nội vụ"
    assert letters.get(PLAN, LetterKind.COVER).addressees == "Đảng ủy"


@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_their_form_has_no_fault(ending: str, office: Office, tmp_path: Path) -> None:
    office.plans.set_head(PLAN, signer=replace(office.plans.get(PLAN).signer, position="CHỦ TỊCH"))
    basis = "Căn cứ Kế hoạch số 12/KH-UBND ngày 05 tháng 12 năm 2025 của Ủy ban nhân dân tỉnh Sông Hương."
    office.plans.set_text(PLAN, "basis-1", basis)
    office.plan_life.issue(PLAN, "7", DAY)

    def faults(name: str, document: Document) -> list[str]:
        export_file(document, ending, tmp_path / f"{name}.{ending}")
        return [each.found for each in check_file(tmp_path / f"{name}.{ending}", library(), DAY).findings]

    for kind in (LetterKind.SUBMISSION, LetterKind.COVER):
        assert faults(kind, office.plan_letters.document(PLAN, kind)) == []
    # A copy has the faults of what it copies.
    copied = office.plan_letters.document(PLAN, LetterKind.COPY)
    assert faults("copy", copied) == faults("plan", office.papers.plan(PLAN))


def test_words_of_stored_kinds_are_those_of_the_papers() -> None:
    codes = KINDS["plan_letters"].field("kind").codes
    assert codes == {str(kind): kind.label for kind in LetterKind}
