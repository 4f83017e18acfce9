"""Bases out of the library: what is offered for a plan, what is added, what should be cited otherwise."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.legal import LegalState
from cchc_desktop.domain.legal_bases import basis_texts
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Draft, Item, ItemKind, Plan
from cchc_desktop.office import Office
from cchc_desktop.office.plan_bases import Offered

PLAN = "plan-1"
PROVINCE = Plan(
    "Cải cách hành chính nhà nước năm 2026", PlanPeriod.year(2026), id="province",
    issuer="ỦY BAN NHÂN DÂN TỈNH BÌNH MINH", number="7", issued_on=date(2026, 1, 5),
)  # fmt: skip
OLD = replace(PROVINCE, id="old", period=PlanPeriod.year(2025), issued_on=date(2025, 1, 5))
DECIDED = replace(
    PROVINCE, id="decided", number="9", symbol="QĐ-UBND",
    items=(Item(ItemKind.DECISION, "Về việc ban hành Kế hoạch", id="decision"),),
)  # fmt: skip


def texts(office: Office) -> list[str]:
    return basis_texts(office.plans.get(PLAN).items)


def offered(office: Office, words: str) -> list[Offered]:
    return [each for each in office.plan_bases.offered(PLAN) if each.has_words(words)]


def test_documents_that_hold_are_offered_first_then_by_their_force(office: Office) -> None:
    states = [each.state for each in office.plan_bases.offered(PLAN)]
    assert states[0] is LegalState.IN_FORCE
    assert states[-1] is LegalState.ENDED
    assert states == sorted(states, key=list(dict.fromkeys(states)).index)
    found = offered(office, "61/2018")
    assert [each.document.symbol for each in found] == ["61/2018/NĐ-CP"]
    assert found[0].state_words == "Hết hiệu lực từ 01/07/2025"
    assert (found[0].source_words, found[0].is_cited) == ("Thư viện", False)


def test_issued_plans_are_offered_as_they_are_cited(office: Office) -> None:
    for plan in (PROVINCE, OLD, DECIDED, replace(PROVINCE, id="draft", number="", issued_on=None)):
        office.plans.store_draft(Draft(plan=plan))
    words = "cải cách hành chính nhà nước năm 2026"
    found = [each for each in offered(office, words) if each.is_plan]
    assert [each.document.full for each in found] == [
        "Quyết định số 09/QĐ-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Bình Minh "
        "ban hành Kế hoạch cải cách hành chính nhà nước năm 2026",
        "Kế hoạch số 07/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân tỉnh Bình Minh "
        "về cải cách hành chính nhà nước năm 2026",
        "Kế hoạch số 07/KH-UBND ngày 05 tháng 01 năm 2025 của Ủy ban nhân dân tỉnh Bình Minh "
        "về cải cách hành chính nhà nước năm 2026",
    ]
    assert [each.state_words for each in found[1:]] == [
        "Còn hiệu lực từ 05/01/2026", "Hết thời gian thực hiện"
    ]  # fmt: skip
    assert {each.source_words for each in found} == {"Kế hoạch"}
    assert len({each.id for each in found}) == 3
    office.plan_bases.add(PLAN, [found[1].document])
    assert [each.is_cited for each in office.plan_bases.offered(PLAN) if each.is_plan] == [False, True, False]


def test_chosen_bases_are_added_at_once_and_taken_back_at_once(office: Office) -> None:
    library, before = office.legal.library(), texts(office)
    chosen = [library.find("118/2025/NĐ-CP"), library.find("72/2025/QH15")]
    office.plan_bases.add(PLAN, [each for each in chosen if each is not None])
    assert [text[:22] for text in texts(office)] == [
        "Căn cứ Luật Tổ chức ch", "Căn cứ Nghị định số 11", before[0][:22]
    ]  # fmt: skip
    assert [text[-1] for text in texts(office)] == [";", ";", "."]
    assert offered(office, "118/2025")[0].is_cited
    assert office.history.next_undo() == "Thêm căn cứ"
    office.history.undo()
    assert texts(office) == before


def test_what_does_not_hold_is_replaced_and_taken_back(office: Office) -> None:
    old = office.legal.library().find("61/2018/NĐ-CP")
    assert old is not None
    office.plan_bases.add(PLAN, [old])
    before = texts(office)
    (change,) = office.plan_bases.renewals(PLAN)
    office.plan_bases.apply(PLAN, "Thay căn cứ", [change])
    assert texts(office)[0].startswith("Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025")
    assert office.plan_bases.renewals(PLAN) == []
    assert office.legal.of_plan(office.plans.get(PLAN)) == []
    office.history.undo()
    assert texts(office) == before


def test_later_citations_are_made_short(office: Office) -> None:
    known = office.legal.library().find("30/2020/NĐ-CP")
    assert known is not None
    office.plan_bases.add(PLAN, [known])
    office.plans.set_text(PLAN, "task-2", f"Soạn thảo theo {known.full}.")
    (change,) = office.plan_bases.shortenings(PLAN)
    office.plan_bases.apply(PLAN, "Rút gọn viện dẫn", [change])
    item = next(item for item in office.plans.get(PLAN).walk() if item.id == "task-2")
    assert item.text == "Soạn thảo theo Nghị định số 30/2020/NĐ-CP."


def test_an_issued_plan_stays_as_it_is(office: Office) -> None:
    office.plan_life.issue(PLAN, "12", date(2026, 1, 15))
    known = office.legal.library().find("30/2020/NĐ-CP")
    assert known is not None
    with pytest.raises(Refusal, match="nội dung được giữ nguyên"):
        office.plan_bases.add(PLAN, [known])
