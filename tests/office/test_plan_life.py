"""The official life of a plan: what was issued stays, and an amendment tells what it changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.documents.model import Document, Heading, Paragraph, SignatureBlock, Table, Title
from cchc_desktop.domain import outline
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan import Draft, ItemKind, PlanStatus
from cchc_desktop.domain.plan_comparison import ChangeKind
from cchc_desktop.domain.plan_issues import IssuedBy
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.plan_life import _WHY_NOT_AMENDED, PlanSide
from cchc_desktop.office.report_data import plan_named

PLAN = "plan-1"
DAY, LATER = date(2026, 1, 5), date(2026, 6, 1)


def status(office: Office) -> PlanStatus:
    return office.plans.get(PLAN).status


def lines(document: Document) -> list[str]:
    """What a document says, line by line."""
    found = []
    for block in (block for part in document.parts for block in part.blocks):
        match block:
            case Title():
                found += [block.kind, block.subject, block.enclosure]
            case Paragraph() | Heading():
                found.append(f"{block.marker} {block.text}".strip())
    return found


@pytest.fixture
def amended(office: Office) -> Office:
    """An issued plan in which one task is changed, one added and one dropped."""
    office.plan_life.issue(PLAN, "7", DAY)
    office.plan_life.amend(PLAN)
    office.plans.set_text(PLAN, "task-1", "Rà soát thủ tục hành chính nội bộ hai lần.")
    office.plans.set_assignment(PLAN, "task-1", due_text="Quý III/2026")
    office.plans.add(PLAN, ItemKind.TASK, "Số hóa hồ sơ.", "head-b", 2)
    office.plans.restructure(PLAN, "Xóa", lambda tree: outline.delete(tree, "task-3"))
    return office


def test_from_draft_to_closed(office: Office) -> None:
    life = office.plan_life
    life.submit(PLAN)
    assert status(office) is PlanStatus.SUBMITTED
    with pytest.raises(Refusal, match="Lấy về sửa"):
        office.plans.set_text(PLAN, "task-1", "Khác")
    with pytest.raises(Refusal, match="Chỉ dự thảo"):
        life.submit(PLAN)
    life.take_back(PLAN)
    assert status(office) is PlanStatus.DRAFT
    life.submit(PLAN)
    life.issue(PLAN, "7", DAY)
    with pytest.raises(Refusal, match="Chỉ kế hoạch đã trình"):
        life.take_back(PLAN)
    life.close(PLAN)
    assert status(office) is PlanStatus.CLOSED
    refusals: tuple[Callable[[], object], ...] = (
        lambda: office.plans.set_text(PLAN, "task-1", "Khác"),
        lambda: life.issue(PLAN, "8", DAY),
        lambda: life.amend(PLAN),
        lambda: life.close(PLAN),
    )
    for refused in refusals:
        with pytest.raises(Refusal):
            refused()
    life.reopen(PLAN)
    assert status(office) is PlanStatus.ISSUED
    with pytest.raises(Refusal, match="Chỉ kế hoạch đã kết thúc"):
        life.reopen(PLAN)
    labels = []
    while label := office.history.next_undo():
        labels.append(label)
        office.history.undo()
    assert labels[:4] == [
        "Mở lại kế hoạch đã kết thúc",
        "Kết thúc kế hoạch",
        "Ban hành kế hoạch",
        "Trình kế hoạch",
    ]
    assert life.issues(PLAN) == []
    while office.history.next_redo():
        office.history.redo()
    assert status(office) is PlanStatus.ISSUED
    assert office.check() == Findings()


def test_what_was_issued_stays_as_it_was(amended: Office) -> None:
    life = amended.plan_life
    (first,) = life.issues(PLAN)
    assert (first.turn, first.number, first.symbol, first.issued_on) == (1, "7", "KH-UBND", DAY)
    assert first.signer == "Nguyễn Văn An"
    issued = life.issued_plan(first)
    assert issued.status is PlanStatus.ISSUED
    texts = {item.id: item.text for item in issued.walk()}
    assert texts["task-1"] == "Rà soát thủ tục hành chính nội bộ."
    assert "task-3" in texts
    assert "Rà soát thủ tục hành chính nội bộ." in " ".join(lines(life.issued_document(first)))
    comparison = life.amended(PLAN)
    assert comparison is not None
    assert [change.kind for change in comparison.changes] == [
        ChangeKind.CHANGED, ChangeKind.ADDED, ChangeKind.DROPPED,
    ]  # fmt: skip


def test_amended_by_a_decision(amended: Office) -> None:
    life = amended.plan_life
    draft = lines(life.amending_decision(PLAN))
    life.issue(PLAN, "20", LATER, IssuedBy.DECISION)
    plan = amended.plans.get(PLAN)
    assert (plan.number, plan.issued_on, plan.status) == ("7", DAY, PlanStatus.ISSUED)
    _, second = life.issues(PLAN)
    assert (second.turn, second.label) == (2, "Quyết định số 20/QĐ-UBND")
    signed = lines(life.issued_document(second))
    assert signed[0] == "QUYẾT ĐỊNH"
    assert [line for line in signed if line[:2] in ("1.", "2.", "3.", "4.")] == [
        "1. Sửa đổi nội dung “Rà soát thủ tục hành chính nội bộ” tại điểm b khoản 1 Mục I thành "
        "“Rà soát thủ tục hành chính nội bộ hai lần”.",
        "2. Điều chỉnh nội dung “Rà soát thủ tục hành chính nội bộ hai lần” tại điểm b khoản 1 Mục I: "
        "thời hạn từ “Quý II” thành “Quý III/2026”.",
        "3. Bổ sung vào điểm b khoản 1 Mục I nội dung: “Số hóa hồ sơ”.",
        "4. Bãi bỏ nội dung “Công khai dự toán ngân sách xã” tại khoản 2 Mục I.",
    ]
    assert draft == signed
    # The plan says by what it was amended, and so does the decision that amends it next.
    note = "(Được điều chỉnh, bổ sung tại Quyết định số 20/QĐ-UBND ngày 01 tháng 6 năm 2026)"
    assert note in lines(amended.papers.plan(PLAN))
    life.amend(PLAN)
    assert len(life.issues(PLAN)) == 2
    amended.plans.set_text(PLAN, "task-2", "Niêm yết tại nhà văn hóa.")
    again = lines(life.amending_decision(PLAN))
    assert "Căn cứ Quyết định số 20/QĐ-UBND ngày 01 tháng 6 năm 2026;" in again
    # Issued anew as a whole, it is a plan without amendments.
    life.issue(PLAN, "31", LATER)
    assert note not in lines(amended.papers.plan(PLAN))
    assert [issue.label for issue in life.issues(PLAN)][-1] == "Kế hoạch số 31/KH-UBND"
    assert amended.check() == Findings()


def test_a_plan_that_a_decision_approves(office: Office) -> None:
    proposed = office.papers.decision(PLAN)
    assert office.plans.get(PLAN).decision is None
    office.plans.add_decision(PLAN)
    plan = office.plans.get(PLAN)
    assert plan.decision is not None
    assert lines(office.papers.decision(PLAN)) == lines(office.papers.plan(PLAN)) == lines(proposed)
    with pytest.raises(Refusal, match="đã kèm theo"):
        office.plans.add_decision(PLAN)
    office.plan_life.issue(PLAN, "12", DAY)
    (issue,) = office.plan_life.issues(PLAN)
    assert issue.label == "Quyết định số 12/QĐ-UBND"
    decision, attached, _ = office.plan_life.issued_document(issue).parts
    assert [isinstance(block, SignatureBlock) for block in decision.blocks].count(True) == 1
    assert not any(isinstance(block, SignatureBlock) for block in attached.blocks)
    named = "(Ban hành kèm theo Quyết định số 12/QĐ-UBND ngày 05 tháng 01 năm 2026 của UBND xã An Bình)"
    assert named in lines(office.plan_life.issued_document(issue))
    assert plan_named(office.plans.get(PLAN), office.papers.profile(None)) == (
        "Kế hoạch cải cách hành chính năm 2026 ban hành kèm theo Quyết định số 12/QĐ-UBND "
        "ngày 05 tháng 01 năm 2026"
    )
    office.plan_life.amend(PLAN)
    decided = plan.decision.id
    office.plans.restructure(PLAN, "Xóa", lambda tree: outline.delete(tree, decided))
    assert office.plans.get(PLAN).symbol == "KH-UBND"
    with pytest.raises(Refusal, match="bằng văn bản riêng"):
        office.papers.decision(PLAN)
    assert office.check() == Findings()


def test_an_amendment_is_given_up(amended: Office) -> None:
    amended.tasks.report("task-2", TaskUpdate(DAY, 40, "Đang làm"))
    amended.plan_life.drop_amendment(PLAN)
    plan = amended.plans.get(PLAN)
    assert plan == amended.plan_life.issued_plan(amended.plan_life.issues(PLAN)[0])
    # What was done meanwhile is not given up with it.
    assert [row.percent for row in amended.tasks.rows() if row.id == "task-2"] == [40]
    with pytest.raises(Refusal, match="không có nội dung đang sửa đổi"):
        amended.plan_life.drop_amendment(PLAN)


def test_what_no_signed_text_holds_stays_where_an_amendment_is_given_up(office: Office) -> None:
    office.plan_life.issue(PLAN, "7", DAY)
    office.plans.set_assignment(PLAN, "task-2", officer="Trần Thị B", note="Gấp")
    office.plans.set_indicator(PLAN, "target-1", "2.13")
    office.plan_life.amend(PLAN)
    office.plans.set_text(PLAN, "task-2", "Khác.")
    office.plans.set_assignment(PLAN, "task-2", lead="Công an xã")
    before = outline.find(office.plans.get(PLAN).items, "task-2")
    office.plan_life.drop_amendment(PLAN)
    found = {item.id: item for item in office.plans.get(PLAN).walk()}
    task, target = found["task-2"], found["target-1"]
    assert task.assignment is not None
    assert (task.assignment.officer, task.assignment.note) == ("Trần Thị B", "Gấp")
    assert task.text != before.text
    assert task.assignment.lead != "Công an xã"
    assert target.measure is not None
    assert target.measure.indicator == "2.13"


def test_offices_number_their_documents_each_by_themselves(office: Office) -> None:
    theirs = replace(office.plans.get(PLAN), id="theirs", items=(), issuer="UBND tỉnh Sông Hương", number="7")
    office.plans.store_draft(Draft(replace(theirs, issued_on=DAY, status=PlanStatus.ISSUED)))
    office.plan_life.issue(PLAN, "7", DAY)
    ours = replace(theirs, id="ours", issuer="Ủy ban nhân dân xã An Bình", number="")
    office.plans.store_draft(Draft(ours))
    with pytest.raises(Refusal, match="Số 7/KH-UBND năm 2026 đã dùng"):
        office.plan_life.issue("ours", "7", DAY)


def test_nothing_to_amend(office: Office) -> None:
    life = office.plan_life
    with pytest.raises(Refusal, match="đang sửa đổi"):
        life.amending_decision(PLAN)
    life.issue(PLAN, "7", DAY)
    life.amend(PLAN)
    with pytest.raises(Refusal, match="chưa có gì khác"):
        life.issue(PLAN, "20", LATER, IssuedBy.DECISION)
    assert status(office) is PlanStatus.AMENDED
    life.drop_amendment(PLAN)
    with pytest.raises(Refusal, match="đã được ban hành"):
        life.issue(PLAN, "20", LATER, IssuedBy.DECISION)


def test_numbers_and_days(amended: Office) -> None:
    life = amended.plan_life
    other = amended.plans.create("Tuyên truyền cải cách hành chính năm 2026", PlanPeriod.year(2026))
    for number, day, sentence in (
        ("7", DAY, "đã dùng cho «Kế hoạch cải cách hành chính năm 2026»"),
        ("8", date(1999, 1, 1), "từ năm 2000"),
        ("8", date(2026, 12, 31), "còn xa"),
    ):
        with pytest.raises(Refusal, match=sentence):
            life.issue(other.id, number, day)
    with pytest.raises(Refusal, match="trước lần ban hành trước"):
        life.issue(PLAN, "20", date(2026, 1, 4), IssuedBy.DECISION)
    life.issue(PLAN, "20", LATER, IssuedBy.DECISION)
    life.issue(other.id, "20", LATER)
    life.amend(other.id)
    amended.plans.set_head(other.id, subject="Tuyên truyền cải cách hành chính")
    with pytest.raises(Refusal, match="đã dùng cho một quyết định"):
        life.issue(other.id, "20", LATER, IssuedBy.DECISION)
    # Numbers begin anew each year, and each kind of document has its own.
    assert amended.plans.get(other.id).number == "20"


@pytest.mark.parametrize(
    ("attempt", "words"),
    [
        (lambda office: office.plan_life.issue(PLAN, "bảy", DAY), "Số"),
        (lambda office: office.plan_life.issue(PLAN, "8", date(1999, 1, 5)), "từ năm 2000 đến năm 2100"),
        (lambda office: office.plans.create("Khác", PlanPeriod(PeriodKind.MULTI, 2030, 2026)), "năm cuối"),
        (lambda office: office.plans.set_assignment(PLAN, "task-1", start=DAY, due=date(2025, 1, 1)), "sau"),
        (lambda office: office.plans.set_assignment(PLAN, "task-1", funding=-1), "số âm"),
        (lambda office: office.plans.set_text(PLAN, "target-1", " "), "không được để trống"),
        (lambda office: office.plans.set_text(PLAN, "nowhere", "Khác"), "không còn trong kế hoạch"),
    ],
)
def test_bad_input_has_its_sentence_and_changes_nothing(
    office: Office, attempt: Callable[[Office], object], words: str
) -> None:
    before, done = office.plans.get(PLAN), office.history.next_undo()
    with pytest.raises(Refusal, match=words):
        attempt(office)
    assert office.plans.get(PLAN) == before
    assert office.history.next_undo() == done


@pytest.mark.parametrize("state", [each for each in PlanStatus if each is not PlanStatus.ISSUED])
def test_why_a_plan_is_not_amended(office: Office, state: PlanStatus) -> None:
    life = office.plan_life
    for step in {
        PlanStatus.DRAFT: (),
        PlanStatus.SUBMITTED: (life.submit,),
        PlanStatus.AMENDED: (lambda plan: life.issue(plan, "7", DAY), life.amend),
        PlanStatus.CLOSED: (lambda plan: life.issue(plan, "7", DAY), life.close),
    }[state]:
        step(PLAN)
    with pytest.raises(Refusal) as refusal:
        life.amend(PLAN)
    assert refusal.value.args[0] == _WHY_NOT_AMENDED[state]
    assert status(office) is state


def test_a_plan_goes_with_what_was_issued_of_it(amended: Office) -> None:
    amended.plans.delete(PLAN)
    assert amended.plan_life.issues(PLAN) == []
    amended.history.undo()
    assert len(amended.plan_life.issues(PLAN)) == 1
    assert amended.check() == Findings()


def test_a_kept_text_that_is_damaged_is_named(amended: Office) -> None:
    (first,) = amended.plan_life.issues(PLAN)
    store = amended._desk.store
    for broken in (b"{}", b"[", b'{"version": 8, "rows": {"plans": []}}'):
        content = store.packs.put(broken)
        wrong = replace(first, content=content, document=content)
        for read in (amended.plan_life.issued_plan, amended.plan_life.issued_document):
            with pytest.raises(EnvironmentProblem, match="không đọc được"):
                read(wrong)


def test_two_plans_are_compared(office: Office) -> None:
    office.plans.create("Cải cách hành chính năm 2027", PlanPeriod.year(2027))
    life = office.plan_life
    mine, theirs = life.sides(PLAN)
    assert [mine.name, theirs.name] == [
        "Kế hoạch cải cách hành chính năm 2026 (hiện nay)", "Kế hoạch cải cách hành chính năm 2027",
    ]  # fmt: skip
    found = life.compare(mine, theirs)
    assert {"Trích yếu", "Thời kỳ"} <= {each.name for each in found.head}
    assert found.of(ChangeKind.ADDED)
    (table,) = (
        block for part in life.comparison_document(mine, theirs).parts for block in part.blocks
        if isinstance(block, Table)
    )  # fmt: skip
    assert len(table.rows) == len(found.head) + len(found.changes)
    with pytest.raises(Refusal, match="Không có kế hoạch"):
        life.compare(mine, PlanSide("x"))
    with pytest.raises(Refusal, match="không còn"):
        life.compare(PlanSide(PLAN, "x"), mine)
    life.issue(PLAN, "7", DAY)
    issued, now, _ = life.sides(PLAN)
    assert issued.name == "Kế hoạch số 7/KH-UBND ngày 05/01/2026"
    same = life.comparison_document(issued, now)
    assert "Hai bản không khác nhau." in lines(same)
