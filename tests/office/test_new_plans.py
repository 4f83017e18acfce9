"""New plans, from the usual parts, from nothing and out of plans that are there; each is one operation."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from cchc_desktop.documents.model import Title
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan import Draft, ItemKind, Plan, PlanStatus
from cchc_desktop.domain.plan_drafting import Drafting, DraftLine
from cchc_desktop.domain.report_periods import Period, Span
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from tests.domain.test_adapting import above
from tests.domain.test_year_plan import term_plan
from tests.sample_office import lay_sample

PLAN = "plan-1"
NEXT = PlanPeriod.year(2027)
TERM = PlanPeriod(PeriodKind.MULTI, 2026, 2030)


def _term(office: Office, **fields: object) -> Plan:
    """The office's plan of five years, stored."""
    plan = replace(term_plan(), id="term", **fields)  # type: ignore[arg-type]
    office.plans.store_draft(Draft(plan))
    return plan


def _line(drafting: Drafting, key: str) -> DraftLine:
    return next(each for each in drafting.lines if each.key == key)


def test_a_plan_starts_with_the_usual_parts_or_with_none(office: Office) -> None:
    usual = office.new_plans.blank(NEXT)
    assert usual.subject == "Cải cách hành chính năm 2027"
    assert len(usual.items) == 6
    empty = office.new_plans.blank(PlanPeriod.year(2028), "Tuyên truyền", outline=False)
    assert office.plans.get(empty.id) == empty
    assert (empty.subject, empty.items) == ("Tuyên truyền", ())


def test_a_second_plan_of_a_period_is_asked_for_twice(office: Office) -> None:
    this = PlanPeriod.year(2026)
    assert [head.id for head in office.new_plans.same(this)] == [PLAN]
    with pytest.raises(
        Refusal, match=r"Đã có «Kế hoạch cải cách hành chính năm 2026» \(dự thảo\)"
    ) as refused:
        office.new_plans.blank(this)
    assert refused.value.field == "again"
    assert office.new_plans.blank(this, again=True).period == this
    # A superior's plan of the same year is no second one.
    office.plans.store_draft(Draft(replace(above(), period=NEXT)))
    assert office.new_plans.same(NEXT) == []
    drafting = office.new_plans.roll(PLAN, 2027)
    office.new_plans.make(drafting)
    with pytest.raises(Refusal, match="Đã có"):
        office.new_plans.make(drafting)


def test_the_year_of_a_term_knows_its_parent(office: Office) -> None:
    _term(office)
    year = PlanPeriod.year(2024)
    plan = office.new_plans.make(office.new_plans.propose("term", year))
    stored = office.plans.get(plan.id)
    assert stored == plan
    assert stored.parent == "term"
    assert next(item for item in stored.walk() if item.kind is ItemKind.TARGET).answers == ("satisfied",)
    assert office.new_plans.blank(PlanPeriod.year(2025)).parent == "term"
    office.history.undo()
    office.history.undo()
    assert [head.id for head in office.plans.heads()] == [PLAN, "term"]


def test_words_of_ones_own_are_read_anew_and_what_is_left_is_left(office: Office) -> None:
    _term(office)
    drafting = office.new_plans.propose("term", PlanPeriod.year(2024))
    taken = {"satisfied", "scanned", "this"}
    texts = {
        "satisfied": " Hài lòng đạt trên  98%. ",
        "scanned": "",
        "this": _line(drafting, "this").item.text,
    }
    plan = office.new_plans.make(drafting, taken, texts, "Kế hoạch riêng")
    satisfied, scanned = (item for item in plan.walk() if item.kind is ItemKind.TARGET)
    assert satisfied.text == "Hài lòng đạt trên 98%."
    assert satisfied.measure is not None
    assert satisfied.measure.label == "> 98%"
    assert scanned.text == "Số hóa kết quả đạt tối thiểu 75%."
    assert (plan.subject, len(list(plan.walk()))) == ("Kế hoạch riêng", 6)
    with pytest.raises(Refusal, match="Chưa chọn mục nào"):
        office.new_plans.make(drafting, set())


def test_a_superiors_plan_comes_down_under_the_offices_head(office: Office) -> None:
    _term(office, period=TERM)
    office.plans.store_draft(Draft(above()))
    drafting = office.new_plans.propose(above_id(office), NEXT)
    assert drafting.plan.issuer == "Ủy ban nhân dân xã An Bình"
    assert drafting.plan.parent == "term"
    assert drafting.plan.subject == "Cải cách hành chính xã An Bình năm 2027"
    plan = office.new_plans.make(drafting)
    assert office.plans.get(plan.id).recipients == (
        "Ủy ban nhân dân tỉnh Sông Hương (để báo cáo);",
        "Lưu: VT.",
    )


def above_id(office: Office) -> str:
    """The identity of the district's plan."""
    return next(head.id for head in office.plans.heads() if head.issuer == "UBND huyện Sông Thao")


def test_this_years_plan_rolls_forward_by_what_is_known(office: Office) -> None:
    with office.tasks.closing_subtasks():
        office.tasks.report("task-1", TaskUpdate(date(2026, 6, 20), 100))
    office.tasks.report("task-2", TaskUpdate(date(2026, 6, 20), 40))
    office.plans.set_text(PLAN, "task-3", "Công khai theo Nghị định số 61/2018/NĐ-CP.")
    drafting = office.new_plans.roll(PLAN, 2027)
    assert _line(drafting, "task-1").reasons == ("Đã hoàn thành ngày 20/06/2026.",)
    assert _line(drafting, "task-2").reasons == ("Chưa hoàn thành (40%), chuyển tiếp từ năm 2026.",)
    assert "hết hiệu lực từ ngày 01/07/2025" in _line(drafting, "task-3").reasons[0]
    plan = office.new_plans.make(drafting)
    assert [item.text for item in plan.walk() if item.kind is ItemKind.TASK] == [
        "Niêm yết công khai thủ tục tại bảng tin.",
        "Công khai theo Nghị định số 61/2018/NĐ-CP.",
    ]


def test_what_was_reached_and_who_took_over_is_known(tmp_path: Path) -> None:
    """The sample's year: figures say which targets were reached, a merge who leads from then on."""
    today = date(2026, 11, 28)
    lay_sample(tmp_path / "data", today)
    with closing(Office.open(tmp_path / "data", lambda: today, lambda: datetime(2026, 11, 28, 9))) as office:
        old = [unit.id for unit in office.settings.units(today) if unit.name == "Phòng Kinh tế"]
        office.unit_merging.merge(old, "Phòng Kinh tế - Hạ tầng", "KTHT", date(2026, 7, 1))
        (head,) = office.plans.heads()
        drafting = office.new_plans.roll(head.id, 2027)
        told = {line.before: " ".join(line.reasons) for line in drafting.told()}
        publicity = told["Tuyên truyền cải cách hành chính bằng ít nhất 04 hình thức."]
        assert publicity.startswith("Năm 2026 đã đạt 5 hình thức, mức đặt ra là ≥ 4 hình thức")
        assert any("«Phòng Kinh tế» → «Phòng Kinh tế - Hạ tầng»" in reasons for reasons in told.values())
        missed = [
            row.target.item_id
            for row in office.figures.rows(Period(2026, Span.YEAR))
            if row.target is not None and row.met is False
        ]
        assert not any("đã đạt" in " ".join(_line(drafting, each).reasons) for each in missed)


def test_a_plan_that_carries_out_a_term_keeps_it_while_the_term_lasts(office: Office) -> None:
    _term(office, period=TERM)
    first = office.new_plans.make(office.new_plans.propose("term", NEXT))
    rolled = office.new_plans.make(office.new_plans.roll(first.id, 2028))
    assert rolled.parent == "term"
    assert {item.answers for item in rolled.walk() if item.kind is ItemKind.TARGET} == {
        ("satisfied",), ("scanned",), ("waiting",)
    }  # fmt: skip
    office.plans.delete("term")
    assert office.new_plans.roll(first.id, 2029).plan.parent == ""


def test_what_a_plan_can_be_made_of_and_what_not(office: Office) -> None:
    _term(office, period=TERM)
    office.plans.store_draft(Draft(above()))
    new = office.new_plans
    assert {head.id for head in new.sources(NEXT)} == {PLAN, "term", above_id(office)}
    assert {head.id for head in new.sources(PlanPeriod.year(2026))} == {"term", above_id(office)}
    assert {head.id for head in new.sources(TERM)} == {above_id(office)}
    with pytest.raises(Refusal, match="Kế hoạch nhiều năm không lập được từ kế hoạch năm 2026"):
        new.propose(PLAN, TERM)
    with pytest.raises(Refusal, match="không lập được từ kế hoạch giai đoạn trước"):
        new.propose("term", PlanPeriod(PeriodKind.MULTI, 2031, 2035))
    with pytest.raises(Refusal, match="hãy chọn một năm sau năm 2026"):
        new.propose(PLAN, PlanPeriod.year(2025))
    office.plans.set_head(above_id(office), period=TERM)
    with pytest.raises(Refusal, match="Năm 2031 nằm ngoài giai đoạn 2026 - 2030"):
        new.propose(above_id(office), PlanPeriod.year(2031))


def test_a_superiors_plan_is_not_rolled_forward(office: Office) -> None:
    office.plans.store_draft(Draft(above()))
    with pytest.raises(Refusal, match="kế hoạch của cấp trên nên không chuyển sang năm sau"):
        office.new_plans.roll(above_id(office), 2027)


def test_a_plan_after_its_term_carries_out_that_term_no_more(office: Office) -> None:
    _term(office, period=TERM)
    last = office.new_plans.make(office.new_plans.propose("term", PlanPeriod.year(2030)))
    after = office.new_plans.make(office.new_plans.roll(last.id, 2031))
    assert after.parent == ""
    assert not any(item.answers for item in after.walk())


def test_the_symbol_goes_with_the_decision(office: Office) -> None:
    office.plans.add_decision(PLAN)
    drafting = office.new_plans.roll(PLAN, 2027)
    assert drafting.made().symbol == "QĐ-UBND"
    decided = {line.key for line in drafting.lines if line.item.kind is ItemKind.DECISION}
    below = {item.id for root in office.plans.get(PLAN).items if root.id in decided for item in root.walk()}
    plan = office.new_plans.make(drafting, {line.key for line in drafting.lines} - below)
    assert (plan.symbol, plan.decision) == ("KH-UBND", None)


def test_a_target_that_was_tied_to_an_indicator_stays_tied_to_it(office: Office) -> None:
    _term(office, status=PlanStatus.DRAFT, number="")
    office.plans.set_indicator("term", "satisfied", "2.13")
    office.plans.set_text("term", "satisfied", "Hài lòng đạt 94%; đến năm 2024 đạt 96%.")
    drafting = office.new_plans.propose("term", PlanPeriod.year(2024))
    plan = office.new_plans.make(drafting, {"satisfied"}, {"satisfied": "Hài lòng đạt trên 98%."})
    (measure,) = (item.measure for item in plan.walk() if item.kind is ItemKind.TARGET)
    assert measure is not None
    assert (measure.label, measure.indicator) == ("> 98%", "2.13")


def test_an_empty_plan_is_no_damage(office: Office) -> None:
    office.new_plans.blank(NEXT, outline=False)
    assert office.check().damage == ()


def test_the_list_names_the_plan_as_it_is_to_be_called(office: Office) -> None:
    drafting = office.new_plans.roll(PLAN, 2027)
    for subject, named in (
        ("", "Kế hoạch cải cách hành chính năm 2027"),
        (" CCHC  2027", "Kế hoạch CCHC 2027"),
    ):
        title = office.new_plans.document(drafting, PLAN, subject).parts[0].blocks[0]
        assert isinstance(title, Title)
        assert title.subject == f"{named}, lập từ kế hoạch cải cách hành chính năm 2026"
