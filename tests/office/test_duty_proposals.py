"""Duties by unit that a plan lacks are taken in one operation, and not into a plan that stands."""

from datetime import date

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import Unit
from cchc_desktop.domain.plan import ItemKind, Topic
from cchc_desktop.domain.plan_views import duties
from cchc_desktop.office import Office

PLAN = "plan-1"


def test_duties_are_taken_and_taken_back(office: Office) -> None:
    with pytest.raises(Refusal, match="Tổ chức thực hiện"):
        office.proposals.accept_duties(PLAN, office.proposals.duties(PLAN))
    office.plans.add(PLAN, ItemKind.SECTION, "TỔ CHỨC THỰC HIỆN", None, 2, topic=Topic.DUTIES)
    office.settings.save_unit(Unit("Phòng Kinh tế"))
    found = office.proposals.duties(PLAN)
    assert [each.unit for each in found] == ["Phòng Kinh tế", "Phòng Kinh tế", "Văn phòng HĐND và UBND"]
    office.proposals.accept_duties(PLAN, found)
    assert office.history.entries()[0].label == "Thêm 3 việc cho các đơn vị"
    assert [(view.unit, len(view.items)) for view in duties(office.plans.get(PLAN))] == [
        ("Phòng Kinh tế", 2), ("Văn phòng HĐND và UBND", 1),
    ]  # fmt: skip
    assert office.proposals.duties(PLAN) == []
    office.history.undo()
    assert office.proposals.duties(PLAN) == found
    office.plan_life.issue(PLAN, "7", date(2026, 1, 5))
    with pytest.raises(Refusal, match="đã ban hành"):
        office.proposals.accept_duties(PLAN, found)
