"""Names that no list holds are offered once, where they were typed and in the settings."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.places import PageName, SettingsPlace
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.name_offer import NameOffer
from cchc_desktop.ui.settings.page import SettingsPage
from cchc_desktop.ui.tasks.page import TasksPage
from cchc_desktop.ui.widgets.review import ReviewDialog
from tests.reporting import report


@pytest.fixture
def offer(window: MainWindow) -> NameOffer:
    window.open_page(PageName.TASKS)
    page = window.page(PageName.TASKS)
    assert isinstance(page, TasksPage)
    # The plan's own units are another matter.
    window.office.people.add_units(each.name for each in window.office.people.unlisted_units())
    window.refresh_now()
    assert page.offer.isHidden()
    return page.offer


def follow(window: MainWindow, *names: str) -> None:
    for number, name in enumerate(names, 1):
        window.office.plans.set_assignment("plan-1", f"task-{number}", officer=name)
    window.refresh_now()


def reviewed(monkeypatch: pytest.MonkeyPatch, look: Callable[[ReviewDialog], object]) -> None:
    """Answers the list of names in the user's place."""

    def run(dialog: ReviewDialog) -> int:
        look(dialog)
        return 0

    monkeypatch.setattr(ReviewDialog, "exec", run)


def test_a_typed_officer_becomes_one_with_one_click(window: MainWindow, offer: NameOffer) -> None:
    follow(window, "Phạm Thu Hà")
    assert not offer.isHidden()
    assert offer.sentence.text() == "«Phạm Thu Hà» chưa có trong danh sách công chức."
    offer.add.click()
    window.refresh_now()
    assert offer.isHidden()
    assert "Phạm Thu Hà" in [officer.name for officer in window.office.settings.officers()]
    window.undo()
    window.refresh_now()
    assert not offer.isHidden()


def test_the_answers_stand_under_the_sentence_where_there_is_little_room(
    window: MainWindow, offer: NameOffer
) -> None:
    follow(window, "Phạm Thu Hà", "Nguyễn Thị Thu Hương")
    for width, is_beside in ((1366, True), (760, False)):
        window.resize(width, 640)
        for _ in range(3):
            QApplication.processEvents()
        assert (offer.add.x() > offer.sentence.geometry().right()) is is_beside
        assert offer.sentence.height() >= offer.sentence.heightForWidth(offer.sentence.width())


def test_a_near_spelling_is_pointed_out_and_corrected(window: MainWindow, offer: NameOffer) -> None:
    follow(window, "Trần Thị Bính")
    report(window.office, "task-1", TaskUpdate(window.office.today, 10, officer="Trần Thị Bính"))
    window.refresh_now()
    assert "gần giống trong danh sách: «Trần Thị Bình»" in offer.sentence.text()
    offer.correct.click()
    window.refresh_now()
    assert window.office.tasks.get("task-1").assignment.officer == "Trần Thị Bình"
    assert window.office.tasks.updates("task-1")[0].officer == "Trần Thị Bình"
    assert offer.isHidden()


def test_names_that_are_passed_over_do_not_come_back(window: MainWindow, offer: NameOffer) -> None:
    follow(window, "Phạm Thu Hà", "Ngô Quang Vinh")
    assert "còn nêu 2 công chức" in offer.sentence.text()
    offer.leave.click()
    assert offer.isHidden()
    follow(window, "Phạm Thu Hà", "Ngô Quang Vinh", "Phạm Thu Hà")
    assert offer.isHidden()


def test_some_of_several_are_chosen(
    window: MainWindow, offer: NameOffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(window, "Phạm Thu Hà", "Trần Thị Bính", "Ngô Quang Vinh")

    def look(dialog: ReviewDialog) -> None:
        assert [row.name for row in dialog.ticked_rows()] == ["Phạm Thu Hà", "Ngô Quang Vinh"]
        dialog.table.setFocus()
        QTest.keyClick(dialog.table, Qt.Key.Key_Space)
        assert [row.name for row in dialog.ticked_rows()] == ["Ngô Quang Vinh"]
        assert dialog.answers[0][0].text() == "Thêm 1 công chức"
        dialog.answers[0][0].click()

    reviewed(monkeypatch, look)
    offer.choose.click()
    names = [officer.name for officer in window.office.settings.officers()]
    assert "Ngô Quang Vinh" in names
    assert "Phạm Thu Hà" not in names


def test_the_plan_s_units_are_offered_in_the_settings(window: MainWindow) -> None:
    window.go(SettingsPlace("units"))
    page = window.page(PageName.SETTINGS)
    assert isinstance(page, SettingsPage)
    strip = page.units_tab.offer
    assert not strip.isHidden()
    strip.add.click()
    window.refresh_now()
    assert strip.isHidden()
    assert window.office.people.unlisted_units() == []


def test_each_button_counts_the_names_that_it_is_for(
    window: MainWindow, offer: NameOffer, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(window, "Phạm Thu Hà", "Trần Thị Bính")
    # One is near to a listed name: all are not added unseen.
    assert offer.add.isHidden()

    def look(dialog: ReviewDialog) -> None:
        correct = dialog.answers[1][0]
        assert not correct.isEnabled()
        dialog.model.tick(dialog.model.rows, True)
        assert [button.text() for button, _ in dialog.answers] == [
            "Thêm 2 công chức",
            "Sửa 1 tên theo danh sách",
        ]
        correct.click()

    reviewed(monkeypatch, look)
    offer.choose.click()
    assert window.office.tasks.get("task-2").assignment.officer == "Trần Thị Bình"
    assert window.office.tasks.get("task-1").assignment.officer == "Phạm Thu Hà"
