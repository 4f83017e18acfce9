"""«Đề xuất phân công…» ticks what units lack, and takes it in one step that can be undone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from cchc_desktop.domain.places import PlanPlace
from cchc_desktop.domain.plan import ItemKind, Topic
from cchc_desktop.domain.plan_views import duties
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.widgets.review import ReviewDialog

PLAN = "plan-1"


def test_ticked_duties_are_taken(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    window.go(PlanPlace(PLAN))
    page = window.current
    assert isinstance(page, PlanPage)
    window.office.plans.add(PLAN, ItemKind.SECTION, "TỔ CHỨC THỰC HIỆN", None, 1, topic=Topic.DUTIES)
    proposals = window.office.proposals
    count = len(proposals.duties(PLAN))
    assert count > 1

    def take(dialog: ReviewDialog) -> int:
        QTest.keyClick(dialog.table, Qt.Key.Key_Space)
        button, _ = dialog.answers[0]
        assert button.text() == f"Thêm {count - 1} việc"
        button.click()
        return dialog.result()

    monkeypatch.setattr(ReviewDialog, "exec", take)
    page.desk.bar.duties_action.trigger()
    assert window.foot.sentence == f"Đã thêm {count - 1} việc vào phần Tổ chức thực hiện."
    assert sum(len(view.items) for view in duties(window.office.plans.get(PLAN))) == count - 1
    proposals.accept_duties(PLAN, proposals.duties(PLAN))
    page.desk.bar.duties_action.trigger()
    assert window.foot.sentence == "Phần Tổ chức thực hiện đã có việc của mọi đơn vị chủ trì, phối hợp."
