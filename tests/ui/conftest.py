"""An office with a small plan, and the window on it; a new data folder for each test."""

import shutil
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cchc_desktop import catalogue
from cchc_desktop.domain.offices import OfficeProfile, Officer, Unit
from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Draft, Item, ItemKind, Plan, Signer, Topic
from cchc_desktop.domain.targets import Comparator, Measure, TargetKind
from cchc_desktop.domain.tasks import Assignment, TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.ui import theme
from cchc_desktop.ui.app import prepare
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.frame.reason import ReasonQuestion
from cchc_desktop.ui.messages import Messages

TODAY = date(2026, 6, 15)


def task(text: str, due: date | None, lead: str, name: str, *subtasks: str) -> Item:
    """A task of the plan; its identity is ``name``."""
    children = tuple(Item(ItemKind.SUBTASK, one, "+") for one in subtasks)
    assignment = Assignment(lead=lead, due=due, deliverable="Báo cáo")
    return Item(ItemKind.TASK, text, "-", assignment=assignment, children=children, id=name)


def target(text: str, measure: Measure, name: str) -> Item:
    """A target of the plan; its identity is ``name``."""
    return Item(ItemKind.TARGET, text, "-", measure=measure, id=name)


def area_item(code: int, targets: tuple[Item, ...], tasks: tuple[Item, ...]) -> Item:
    """An area's heading with its targets and tasks."""
    return Item(
        ItemKind.AREA,
        catalogue.area(code).name,
        f"{code}.",
        area=code,
        id=f"area-{code}",
        children=(
            Item(ItemKind.HEADING, "Chỉ tiêu", "a)", topic=Topic.TARGETS, children=targets),
            Item(ItemKind.HEADING, "Nhiệm vụ", "b)", topic=Topic.TASKS, children=tasks),
        ),
    )


def small_plan() -> Plan:
    """A plan for 2026 with two areas, three targets and five tasks of every status."""
    on_time = Measure(TargetKind.PERCENT, Comparator.AT_LEAST, 95, unit="%")
    guided = (
        target("Từ 95% trở lên hồ sơ thủ tục hành chính được giải quyết đúng hạn.", on_time, "target-1"),
        target("Nâng cao chất lượng phục vụ người dân.", Measure(), "target-2"),
    )
    done = task("Công khai thủ tục hành chính tại Trung tâm.", date(2026, 3, 31), "Trung tâm", "task-3")
    section = Item(
        ItemKind.SECTION,
        "CHỈ TIÊU, NHIỆM VỤ CỤ THỂ",
        "I.",
        children=(
            area_item(
                1,
                (target("Phấn đấu 100% nhiệm vụ được giao hoàn thành.", on_time, "target-3"),),
                (
                    task("Ban hành kế hoạch tuyên truyền.", date(2026, 5, 31), "Phòng VH-XH", "task-1"),
                    task("Tổ chức hội nghị đối thoại.", date(2026, 6, 20), "Văn phòng", "task-2", "Mời dân"),
                ),
            ),
            area_item(
                3,
                guided,
                (done, task("Rà soát quy trình nội bộ.", None, "Trung tâm", "task-4")),
            ),
        ),
    )
    return Plan(
        subject="Cải cách hành chính nhà nước năm 2026",
        period=PlanPeriod.year(2026),
        place="An Bình",
        id="plan-1",
        items=(section,),
    )


def furnish(office: Office) -> None:
    """Gives an office its profile, a unit, an officer, the small plan and some progress."""
    office.settings.set_profile(
        OfficeProfile(
            name="Ủy ban nhân dân xã An Bình",
            superior="Ủy ban nhân dân tỉnh Bình Minh",
            place="An Bình",
            signers=(Signer("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Nguyễn Văn An"),),
        )
    )
    unit = Unit("Phòng Văn hóa - Xã hội", "VHXH", date(2025, 7, 1))
    office.settings.save_unit(unit)
    office.settings.save_officer(Officer("Trần Thị Bình", "Chuyên viên", unit.id))
    office.settings.sit_down("Trần Thị Bình")
    office.plans.store_draft(Draft(plan=small_plan()))
    office.tasks.report("task-2", TaskUpdate(date(2026, 6, 1), 40, "Đã gửi giấy mời"))
    office.tasks.report("task-3", TaskUpdate(date(2026, 3, 20), 100, "Đã niêm yết"))


def clock() -> datetime:
    """The hour of every operation in the tests."""
    return datetime(2026, 6, 15, 10, 32)


@pytest.fixture(scope="session", autouse=True)
def prepared(qapp: QApplication) -> None:
    """The application as the program starts it."""
    prepare(qapp)
    theme.apply(qapp, "light")


@pytest.fixture(autouse=True)
def answered(monkeypatch: pytest.MonkeyPatch) -> None:
    """No modal message waits for an answer that no one gives; a test that asks for one replaces this."""
    monkeypatch.setattr(Messages, "ask", lambda *_: True)
    monkeypatch.setattr(Messages, "error", lambda *told: pytest.fail(str(told[-1])))
    asked = ReasonQuestion.exec

    def late(question: ReasonQuestion) -> int:
        if question.windowTitle() != "Lý do chậm":
            return asked(question)
        question.reason.set_value("Chờ văn bản hướng dẫn")
        question.answer()
        return question.result()

    monkeypatch.setattr(ReasonQuestion, "exec", late)


@pytest.fixture
def empty_office(tmp_path: Path) -> Iterator[Office]:
    """An office that was just made."""
    office = Office.open(tmp_path / "data", today=lambda: TODAY, clock=clock)
    yield office
    office.close()


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The closed data of an office with the small plan."""
    folder = tmp_path_factory.mktemp("furnished")
    office = Office.open(folder, today=lambda: TODAY, clock=clock)
    furnish(office)
    office.close()
    return folder


@pytest.fixture
def office(furnished: Path, tmp_path: Path) -> Iterator[Office]:
    """An office with the small plan."""
    shutil.copytree(furnished, tmp_path / "data")
    office = Office.open(tmp_path / "data", today=lambda: TODAY, clock=clock)
    yield office
    office.close()


@pytest.fixture
def window(
    office: Office, tmp_path: Path, qtbot: QtBot, request: pytest.FixtureRequest
) -> Iterator[MainWindow]:
    """The main window on that office, shown; it is painted only where a test is marked ``painted``.

    Painting is a third of what such a test takes, and says nothing to most of them. Every page is painted
    on the sample office (`sample_window.py`).
    """
    made = MainWindow(office, tmp_path / "data")
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.setUpdatesEnabled(request.node.get_closest_marker("painted") is not None)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
