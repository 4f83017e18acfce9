"""What leaves the house and comes back signed: noted, attached, replaced, undone, kept through everything."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.child import process
from cchc_desktop.documents.outgoing import MadeFolder, make_folder
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.indicators import Severity
from cchc_desktop.domain.outgoing.records import PaperKey, PaperKind, SentFile
from cchc_desktop.domain.outgoing.signed import SignedText
from cchc_desktop.domain.places import PlanPlace, ReportPlace
from cchc_desktop.domain.plan import Signer
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.outgoing import Incoming, read_signed
from tests.office.report_desk import Q1, Desk
from tests.signed_pdfs import LINES, SUBJECT, write_pdf, write_scan

REPORT = PaperKey(PaperKind.REPORT, Q1.id)
PLAN = PaperKey(PaperKind.PLAN, "plan-1")
MADE = MadeFolder(Path("gui-di"), (SentFile("31-BC-UBND.pdf", 2048, "a" * 64),))


def issue(desk: Desk, number: str = "31") -> None:
    desk.office.reports.issue(Q1, number, date(2026, 3, 17))


def signed(path: Path, lines: tuple[str, ...] = LINES) -> Incoming:
    return read_signed(write_pdf(path, lines))


# Going out


@pytest.mark.parametrize("apart", [False, True])
def test_the_folder_of_a_report(desk: Desk, tmp_path: Path, apart: bool) -> None:
    issue(desk)
    outgoing = desk.office.outgoing
    target = outgoing.folder_in(tmp_path, REPORT)
    assert target.name == "31-BC-UBND-cai-cach-hanh-chinh-quy-i-nam-2026"
    made = make_folder(outgoing.sheaves(REPORT, apart=apart), target)
    names = [each.name for each in made.files]
    assert names[0] == f"{target.name}.pdf"
    assert all(len(name) <= 50 for name in names)
    if apart:
        assert "31-BC-UBND-phu-luc-i-quy-i-nam-2026.pdf" in names
    assert outgoing.folder_in(tmp_path, REPORT).name == f"{target.name}-2"
    changes = outgoing.note(REPORT, made, apart=apart)
    (sent,) = outgoing.dispatches(REPORT)
    assert (sent.number, sent.symbol, sent.issued_on) == ("31", "BC-UBND", date(2026, 3, 17))
    assert sent.title == f"Báo cáo {SUBJECT[:1].lower()}{SUBJECT[1:]}"
    assert sent.signer == "Trần Thị Bình"
    assert sent.recipients[-1] == "Lưu: VT, VHXH"
    assert sent.sent_on == desk.today
    assert sent.files == made.files
    assert sent.apart is apart
    assert desk.office.history.telling.told(changes).place == ReportPlace(Q1)
    assert outgoing.dispatches(PLAN) == []
    assert outgoing.dispatches() == [sent]
    desk.office.history.undo()
    assert outgoing.dispatches() == []
    desk.office.history.redo()
    assert outgoing.dispatches() == [sent]
    assert desk.office.check() == Findings()


def test_a_report_that_is_still_to_be_signed_is_not_noted(desk: Desk) -> None:
    outgoing = desk.office.outgoing
    names = [sheaf.name for sheaf in outgoing.sheaves(REPORT, apart=False)]
    assert names[0] == "BC-UBND-cai-cach-hanh-chinh-quy-i-nam-2026.pdf"
    assert not outgoing.note(REPORT, MADE, apart=False)
    assert outgoing.dispatches() == []


def test_the_folder_of_a_plan(desk: Desk, tmp_path: Path) -> None:
    desk.office.plan_life.issue("plan-1", "152", date(2025, 12, 26))
    outgoing = desk.office.outgoing
    made = make_folder(outgoing.sheaves(PLAN, apart=True), tmp_path / "ke-hoach")
    assert any(each.name.endswith("nam-2026.pdf") and "phu-luc" in each.name for each in made.files)
    changes = outgoing.note(PLAN, made, apart=True)
    (sent,) = outgoing.dispatches(PLAN)
    plan = desk.office.plans.get("plan-1")
    assert (sent.number, sent.symbol) == ("152", plan.symbol)
    assert plan.subject in sent.title
    assert desk.office.history.telling.told(changes).place == PlanPlace("plan-1")


def test_the_choice_of_annexes_is_kept(desk: Desk) -> None:
    outgoing = desk.office.outgoing
    found = [outgoing.is_apart]
    for apart in (True, False):
        outgoing.choose_apart(apart)
        found.append(outgoing.is_apart)
    assert found == [False, True, False]


def test_a_name_in_capitals_stands_on_the_check_list(desk: Desk) -> None:
    signer = Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "TRẦN THỊ BÌNH")
    assert not [item for item in desk.office.reports.checklist(Q1) if "viết hoa" in item.sentence]
    desk.office.reports.set_head(Q1, signer=signer)
    (item,) = [item for item in desk.office.reports.checklist(Q1) if "viết hoa" in item.sentence]
    assert item.severity is Severity.WARNING
    assert "«Trần Thị Bình»" in item.sentence


# Coming back


def test_a_signed_report_is_attached(desk: Desk, tmp_path: Path) -> None:
    issue(desk)
    outgoing, found = desk.office.outgoing, signed(tmp_path / "31-BC-UBND.signed.pdf")
    assert outgoing.copy(REPORT) is None
    copy = outgoing.attach(REPORT, found)
    assert outgoing.copy(REPORT) == copy
    assert outgoing.copies(REPORT) == [copy]
    assert copy.remarks == ()
    assert (copy.name, copy.pages, copy.attached_on) == ("31-BC-UBND.signed.pdf", 1, desk.today)
    assert outgoing.content(copy) == found.content
    target = tmp_path / "ra.pdf"
    outgoing.save(copy, target)
    assert target.read_bytes() == found.content
    with pytest.raises(Refusal, match=r"\.pdf"):
        outgoing.save(copy, tmp_path / "ra.docx")
    with pytest.raises(EnvironmentProblem):
        outgoing.save(copy, tmp_path / "khong-co" / "ra.pdf")
    # It stands beside the sealed text, which stays what it was.
    assert desk.office.reports.papers.compose(Q1).parts
    desk.office.history.undo()
    assert outgoing.copy(REPORT) is None
    desk.office.history.redo()
    assert outgoing.content(copy) == found.content
    assert desk.office.check() == Findings()


def test_the_papers_that_the_program_makes_agree_with_themselves(desk: Desk, tmp_path: Path) -> None:
    """What was issued is exported, signed elsewhere, and comes back: nothing is pointed out."""
    issue(desk)
    desk.office.plan_life.issue("plan-1", "152", date(2025, 12, 26))
    outgoing = desk.office.outgoing
    for key in (REPORT, PLAN):
        made = make_folder(outgoing.sheaves(key, apart=False), tmp_path / key.id)
        found = read_signed(made.folder / made.files[0].name)
        assert outgoing.attach(key, found).remarks == ()


def test_what_differs_is_kept_with_the_copy(desk: Desk, tmp_path: Path) -> None:
    issue(desk, "32")
    copy = desk.office.outgoing.attach(REPORT, signed(tmp_path / "a.pdf"))
    (remark,) = copy.remarks
    assert "31/BC-UBND" in remark
    assert "32/BC-UBND" in remark


def test_a_scan_is_attached_all_the_same(desk: Desk, tmp_path: Path) -> None:
    issue(desk)
    copy = desk.office.outgoing.attach(REPORT, read_signed(write_scan(tmp_path / "quet.pdf")))
    (remark,) = copy.remarks
    assert "ảnh quét" in remark
    assert desk.office.outgoing.copy(REPORT) == copy


def test_a_copy_is_replaced_with_a_reason(desk: Desk, tmp_path: Path) -> None:
    issue(desk)
    outgoing = desk.office.outgoing
    first, second = signed(tmp_path / "a.pdf"), signed(tmp_path / "b.pdf", (*LINES, "Bản ký lại."))
    before = outgoing.attach(REPORT, first)
    with pytest.raises(Refusal, match="đúng là bản ký đã đính kèm"):
        outgoing.attach(REPORT, first, "thử")
    with pytest.raises(Refusal, match="lý do") as refused:
        outgoing.attach(REPORT, second, "  ")
    assert refused.value.field == "reason"
    assert outgoing.copies(REPORT) == [before]
    after = outgoing.attach(REPORT, second, "Thiếu dấu cơ quan")
    assert outgoing.copies(REPORT) == [after]
    assert after.reason == "Thiếu dấu cơ quan"
    assert outgoing.content(after) == second.content
    desk.office.history.undo()
    assert outgoing.copies(REPORT) == [before]
    # The first one is still there, since the journal needs it.
    assert outgoing.content(before) == first.content


def test_a_report_that_is_not_issued_has_no_signed_copy(desk: Desk, tmp_path: Path) -> None:
    for key in (REPORT, PLAN):
        with pytest.raises(Refusal, match="chưa phát hành"):
            desk.office.outgoing.attach(key, signed(tmp_path / "a.pdf"))
        assert desk.office.outgoing.copies(key) == []


def test_a_recalled_report_keeps_the_copy_of_before(desk: Desk, tmp_path: Path) -> None:
    issue(desk)
    outgoing = desk.office.outgoing
    outgoing.attach(REPORT, signed(tmp_path / "a.pdf"))
    desk.office.reports.recall(Q1)
    assert outgoing.copy(REPORT) is None
    issue(desk, "45")
    assert outgoing.copy(REPORT) is None
    # No reason is asked: it takes nothing's place.
    after = outgoing.attach(REPORT, signed(tmp_path / "b.pdf", ("Số: 45/BC-UBND", *LINES)))
    assert outgoing.copy(REPORT) == after
    assert {each.number for each in outgoing.copies(REPORT)} == {"31", "45"}


def test_a_file_that_changes_while_it_is_read(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_pdf(tmp_path / "a.pdf")
    monkeypatch.setattr(process, "run", lambda *_given, **_named: SignedText("", 1, "0" * 64, True))
    with pytest.raises(Refusal, match="vừa bị thay đổi"):
        read_signed(path)


# Kept through everything


@pytest.fixture
def attached(desk: Desk, tmp_path: Path) -> bytes:
    """The bytes of a signed copy that is attached."""
    issue(desk)
    found = signed(tmp_path / "a.pdf")
    desk.office.outgoing.attach(REPORT, found)
    return found.content


def test_a_damaged_copy_is_found(desk: Desk, attached: bytes) -> None:
    office = desk.office
    copy = office.outgoing.copy(REPORT)
    assert copy is not None
    data = office._desk.store._data
    data.execute("UPDATE packs SET content = content || ' ' WHERE id = ?", [copy.pack])
    assert office.check().damage == ("Bản ký số «31/BC-UBND, quý I năm 2026» bị hỏng hoặc thiếu.",)
    with pytest.raises(EnvironmentProblem):
        office.outgoing.content(copy)
    data.execute("DELETE FROM packs WHERE id = ?", [copy.pack])
    assert office.check().damage == ("Bản ký số «31/BC-UBND, quý I năm 2026» bị hỏng hoặc thiếu.",)


def test_a_copy_that_only_the_journal_needs_is_not_swept(desk: Desk, attached: bytes) -> None:
    office = desk.office
    copy = office.outgoing.copy(REPORT)
    assert copy is not None
    office.history.undo()
    assert office._desk.store.upkeep.sweep_packs() == 0
    office.history.redo()
    assert office.outgoing.content(copy) == attached


def test_a_copy_comes_back_from_a_backup(
    desk: Desk, attached: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    office = desk.office
    kept = tmp_path_factory.mktemp("usb") / "ban-sao"
    office.copy_data(kept)
    other = Office.open(kept, lambda: desk.today)
    try:
        copy = other.outgoing.copy(REPORT)
        assert copy is not None
        assert other.outgoing.content(copy) == attached
        assert other.check() == Findings()
    finally:
        other.close()
    office.history.undo()
    # Even its content is gone, as in data that never had it.
    data = office._desk.store._data
    data.execute("DELETE FROM packs WHERE id = ?", [copy.pack])
    with office.restoring.opened(kept / "cchc.db") as view:
        keys = [each.key for each in office.restoring.differences(view) if "signed" in each.key]
        assert len(keys) == 1
        office.restoring.put_back(view, keys)
    assert office.outgoing.content(copy) == attached


@pytest.mark.parametrize("change", [lambda key: replace(key, id="2026-XX"), lambda _: PLAN])
def test_a_document_that_there_is_not(desk: Desk, change: Callable[[PaperKey], PaperKey]) -> None:
    key = change(REPORT)
    if key == PLAN:
        desk.office.plans.delete("plan-1")
    with pytest.raises(Refusal):
        desk.office.outgoing.head(key)
    assert Period.parse(Q1.id) == Q1
