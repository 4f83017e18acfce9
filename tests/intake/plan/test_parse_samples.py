"""The two real plans, held against counts made by machine and checked by eye (FACTS.md 2.2, 2.3)."""

from datetime import date
from pathlib import Path

import pytest

from cchc_desktop import catalogue
from cchc_desktop.domain import plan_views as views
from cchc_desktop.domain.periods import PeriodKind, PlanPeriod
from cchc_desktop.domain.plan import Draft, ItemKind, PlanLevel, Topic
from cchc_desktop.intake.plan.parse import parse_plan
from cchc_desktop.intake.read import read_source

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the real plans are not beside this checkout")


def _draft(name: str) -> Draft:
    return parse_plan(read_source(SAMPLES / name), catalogue.areas(), date(2026, 1, 1))


def _counts(draft: Draft) -> list[tuple[int, int, int, int]]:
    return [
        (
            area.code,
            len(area.targets),
            len(area.tasks),
            sum(child.kind is ItemKind.SUBTASK for task in area.tasks for child in task.children),
        )
        for area in views.areas(draft.plan)
    ]


def test_gia_luong() -> None:
    draft = _draft("plan_xa_gia_luong_2021_2025.txt")
    plan = draft.plan
    assert draft.unplaced == ()
    # Its bases go on without «Căn cứ», and the last one ends as if another followed.
    bases, signing = draft.warnings[:3], draft.warnings[3:]
    assert [sentence.split(" «")[0] for sentence in bases] == [
        "Căn cứ thứ 2", "Căn cứ thứ 3", "Căn cứ thứ 3",
    ]  # fmt: skip
    assert [sentence.split(";")[0] for sentence in signing] == ["Phần ký ghi «TM. ỦY BAN NHÂN DÂN XÃ»"]
    assert _counts(draft) == [
        (1, 6, 6, 0), (2, 3, 7, 2), (3, 9, 8, 0), (4, 3, 5, 0), (5, 4, 6, 0), (6, 3, 4, 0), (7, 5, 9, 0),
    ]  # fmt: skip
    assert len(views.general_targets(plan)) == 2
    solutions = next(section for section in views.sections(plan) if section.topic is Topic.SOLUTIONS)
    assert [len(item.children) for item in solutions.children] == [0, 0, 0, 1, 3, 2, 0]
    assert [len(duty.items) for duty in views.duties(plan)] == [6, 4, 4, 0, 2, 0, 1, 0, 0]
    assert len(views.texts_under(plan, Topic.REPORTING)) == 2
    assert len(views.texts_under(plan, Topic.FUNDING)) == 2
    assert len(views.legal_bases(plan)) == 3
    assert len(views.texts_under(plan, Topic.PURPOSE)) == 3
    assert len(views.texts_under(plan, Topic.REQUIREMENTS)) == 4
    assert [section.marker for section in views.sections(plan)] == ["I.", "II.", "III.", "IV.", "V."]
    assert len(plan.recipients) == 7
    assert plan.recipients[1] == "Phòng Nội vụ; (để báo cáo)"
    assert (plan.signer.authority, plan.signer.position) == ("TM. ỦY BAN NHÂN DÂN XÃ", "CHỦ TỊCH")
    assert plan.signer.name == "Đoàn Thanh Bình"
    assert plan.period == PlanPeriod(PeriodKind.MULTI, 2021, 2025)
    assert (plan.level, plan.issuer) == (PlanLevel.COMMUNE, "UBND xã Gia Lương")


def test_hop_tien() -> None:
    draft = _draft("plan_xa_hop_tien_2025_h2.txt")
    plan = draft.plan
    assert draft.unplaced == ()
    warning, signing = draft.warnings
    assert signing.startswith("Phần ký thiếu dòng «TM. ỦY BAN NHÂN DÂN»")
    assert warning.startswith("Thiếu mục 2.5, giữa «Trung tâm Phục vụ hành chính công» và ")
    assert [tasks for _, _, tasks, _ in _counts(draft)] == [5, 3, 5, 4, 6, 2, 6]
    assert len(views.general_targets(plan)) == 6
    assert [(duty.unit, len(duty.items)) for duty in views.duties(plan)] == [
        ("Trách nhiệm chung", 3),
        ("Phòng Văn hóa - Xã hội", 4),
        ("Văn phòng HĐND và UBND", 2),
        ("Phòng Kinh tế", 4),
        ("Trung tâm Phục vụ hành chính công", 3),
        ("Trung tâm Văn hóa, Thể thao và Truyền thông xã", 2),
    ]
    assert len(views.legal_bases(plan)) == 1
    assert len(views.texts_under(plan, Topic.PURPOSE)) == 2
    assert len(views.texts_under(plan, Topic.REQUIREMENTS)) == 6
    assert len(views.texts_under(plan, Topic.FUNDING)) == 1
    assert len(views.sections(plan)) == 3
    assert len(plan.recipients) == 5
    assert (plan.signer.authority, plan.signer.name) == ("", "Vũ Xuân Độ")
    assert plan.period == PlanPeriod(PeriodKind.HALF, 2025, 2025, 2)
    assert (plan.number, plan.symbol, plan.draft_year, plan.place) == ("", "KH-UBND", 2025, "Hợp Tiến")
