"""Plans of five kinds are read, edited, issued, printed in every format, and read again as they were."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop import catalogue
from cchc_desktop.documents.export import export_file
from cchc_desktop.domain import outline
from cchc_desktop.domain import plan_views as views
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.plan import Draft, Item, ItemKind, Plan, PlanLevel, PlanStatus, Topic
from cchc_desktop.intake.plan.own_annex import read_own_annex
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source
from cchc_desktop.office import Findings, Office
from tests.kinds_of_plans import KINDS, KindOfPlan, as_word
from tests.libreoffice import convert
from tests.plans import bare
from tests.scenarios.test_round_trip import SAMPLES, comparable, shown

TODAY = date(2026, 1, 15)
OFFICE = OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh Sông Hương", "An Bình")
BOTH = ("plan_xa_gia_luong_2021_2025", "plan_xa_hop_tien_2025_h2")
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def read(path: Path) -> Draft:
    return parse_plan(read_source(path), catalogue.areas(), TODAY)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office.open(tmp_path / "data", lambda: TODAY)
    made.settings.found(OFFICE)
    yield made
    made.close()


@each_kind
def test_what_a_plan_holds_is_read_part_for_part(kind: KindOfPlan, tmp_path: Path) -> None:
    draft = read(kind.path)
    plan = draft.plan
    assert draft.unplaced == ()
    assert (plan.level, plan.period, plan.signer.name) == (kind.level, kind.period, kind.signer)
    assert len(views.sections(plan)) == kind.sections
    found = tuple((area.code, len(area.targets), len(area.tasks)) for area in views.areas(plan))
    assert found == kind.areas
    assert (len(views.duties(plan)), len(plan.recipients)) == (kind.units, kind.recipients)
    assert (plan.superior == "") == (plan.level is PlanLevel.PROVINCE)
    as_word(kind.path, tmp_path / "plan.docx")
    again = read(tmp_path / "plan.docx")
    assert again.unplaced == ()
    assert shown(bare(again.plan).items) == shown(bare(plan).items)
    assert bare(again.plan) == bare(plan)


@pytest.mark.slow
@pytest.mark.libreoffice
def test_pages_that_another_program_prints_are_read_alike(tmp_path: Path) -> None:
    words = [tmp_path / f"{kind.name}.docx" for kind in KINDS]
    for kind, word in zip(KINDS, words, strict=True):
        as_word(kind.path, word)
    for word, printed in zip(words, convert("pdf", tmp_path / "pdf", *words), strict=True):
        draft = read(printed)
        assert draft.unplaced == ()
        assert bare(draft.plan) == bare(read(word).plan), word.name


def edited(office: Office, plan_id: str) -> None:
    """One edit of each sort: text, place, level, kind, number, assignment, and what is new or gone."""
    plans = office.plans
    tasks = views.tasks(plans.get(plan_id))
    first, second = tasks[0].item, tasks[1].item
    plans.set_text(plan_id, first.id, f"{first.text.rstrip('.:;')}, có danh sách kèm theo.")
    plans.set_assignment(
        plan_id, first.id, lead="Phòng Nội vụ", deliverable="Danh sách", due_text="Quý II", funding=12_500_000
    )
    plans.restructure(plan_id, "Chuyển", lambda tree: _later(tree, first.id))
    parent_id, index = outline.position(plans.get(plan_id).items, second.id)
    new = plans.add(plan_id, ItemKind.TASK, "Lập sổ theo dõi việc giao ngoài kế hoạch.", parent_id, index + 1)
    below = plans.add(plan_id, ItemKind.TASK, "Ghi vào sổ trong ngày nhận việc;", parent_id, index + 2)
    plans.restructure(plan_id, "Đưa vào", lambda tree: outline.indent(tree, below))
    plans.restructure(plan_id, "Đổi loại", lambda tree: outline.retype(tree, below, ItemKind.SUBTASK))
    plans.set_marker(plan_id, below, "+")
    assert [child.id for child in outline.find(plans.get(plan_id).items, new).children] == [below]
    requirements = views.texts_under(plans.get(plan_id), Topic.REQUIREMENTS)
    plans.restructure(plan_id, "Xóa", lambda tree: outline.delete(tree, requirements[-1].id))
    unit = next(item for item in plans.get(plan_id).walk() if item.kind is ItemKind.UNIT)
    parent_id, index = outline.position(plans.get(plan_id).items, unit.id)
    added = plans.add(plan_id, ItemKind.UNIT, "Công an xã", parent_id, index + 1)
    plans.add(plan_id, ItemKind.TEXT, "Giữ trật tự ở nơi tiếp công dân.", added, 0)
    plans.renumber(plan_id)


def _later(tree: tuple[Item, ...], item_id: str) -> tuple[Item, ...]:
    parent_id, index = outline.position(tree, item_id)
    last = index + 1 == len(outline.find(tree, parent_id).children if parent_id else tree)
    return tree if last else outline.shift(tree, item_id, 1)


def live_through(office: Office, draft: Draft, folder: Path) -> None:
    """A read plan is taken in, edited and issued; what comes back from its files is what was issued."""
    office.plans.store_draft(draft)
    plan_id = draft.plan.id
    edited(office, plan_id)
    office.plan_life.submit(plan_id)
    office.plan_life.issue(plan_id, "15", date(2026, 1, 9))
    (issue,) = office.plan_life.issues(plan_id)
    plan = office.plan_life.issued_plan(issue)
    assert plan.status is PlanStatus.ISSUED
    assert bare(plan) == bare(office.plans.get(plan_id))
    document = office.plan_life.issued_document(issue)
    for ending in ("docx", "pdf"):
        path = folder / f"issued.{ending}"
        export_file(document, ending, path)
        again = read(path)
        assert again.unplaced == (), ending
        assert _lines(again.plan) == _lines(plan), ending
        # The day that it was issued on says the month and the year of the draft, too.
        same = replace(again.plan, items=plan.items, draft_month=plan.draft_month, draft_year=plan.draft_year)
        assert comparable(same) == comparable(plan), ending
    export_file(document, "xlsx", folder / "issued.xlsx")
    annex = read_own_annex(folder / "issued.xlsx", catalogue.areas(), plan.period)
    printed = [row for row in annex.rows if row.assignment is not None]
    assert [row.text for row in printed] == [place.item.text for place in views.tasks(plan)]
    assert office.check() == Findings()


def _lines(plan: Plan) -> list[str]:
    """The tree; a blank after a hyphen is not told from a line's end on paper («HĐND- UBND»)."""
    return [line.replace("- ", "-") for line in shown(bare(plan).items)]


@each_kind
def test_issued_plans_come_back_from_their_files(kind: KindOfPlan, office: Office, tmp_path: Path) -> None:
    as_word(kind.path, tmp_path / "plan.docx")
    live_through(office, read(tmp_path / "plan.docx"), tmp_path)


@pytest.mark.parametrize("name", BOTH)
def test_real_plans_come_back_from_their_files(name: str, office: Office, tmp_path: Path) -> None:
    if not SAMPLES.is_dir():
        pytest.skip("the real plans (../shared/samples) are not here")
    draft = read(SAMPLES / f"{name}.txt")
    # What the head lacks would be printed as the office's own.
    plan = replace(
        draft.plan, superior=draft.plan.superior or OFFICE.superior, place=draft.plan.place or "Gò Mây"
    )
    live_through(office, replace(draft, plan=plan), tmp_path)
