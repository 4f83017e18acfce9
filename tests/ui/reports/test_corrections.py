"""A figure of a report that has gone out is changed in the window: the reason, the banner, the sheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.places import FigurePlace
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.ui.figures.page import FiguresPage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.frame.reason import ReasonQuestion
from cchc_desktop.ui.reports import desk as report_desk
from cchc_desktop.ui.reports.page import ReportsPage
from tests.ui.figure_keys import enter
from tests.ui.sample_window import ISSUED, sample_window

Q1, CODE = Period.parse("2026-Q1"), "1.06"


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with sample_window(tmp_path) as made:
        yield made


def answer(window: MainWindow, reason: str | None, seen: list[str]) -> None:
    """Answers the question once it is open; None leaves what was reported."""

    def reply() -> None:
        (question,) = (each for each in window.findChildren(ReasonQuestion) if each.isVisible())
        question.answer()
        seen.append(question.reason.value() or "chưa ghi")
        if reason is None:
            question.reject()
        else:
            question.reason.set_value(reason)
            question.answer()

    QTimer.singleShot(0, reply)


def value(window: MainWindow) -> str:
    found = window.office.figures.figure(Q1, CODE).value
    return "" if found is None else f"{found:f}"


def test_the_reason_is_asked_for(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    before, seen = value(window), list[str]()

    def type_it() -> None:
        window.office.figures.type_figure(Q1, CODE, "99")

    answer(window, None, seen)
    assert not window.attempt(type_it)
    assert value(window) == before
    assert seen == ["chưa ghi"]
    assert "hãy ghi lý do đính chính" in window.foot.sentence
    window.go(ISSUED)
    page = window.current
    assert isinstance(page, ReportsPage)
    assert not page.desk.banner.more.isVisible()
    answer(window, "đếm lại", seen)
    assert window.attempt(type_it)
    assert value(window) == "99"
    found = window.office.corrections.asked(Q1)
    assert (found.corrections[0].was, found.corrections[0].reason) == (before, "đếm lại")
    window.refresh_now()
    assert page.desk.banner.more.isVisible()
    assert f"Đã đính chính 0{found.count} số liệu." in page.desk.banner._words.text()
    exported = []
    monkeypatch.setattr(report_desk, "export_document", lambda *given: exported.append(given[2:]))
    page.desk.banner.more.click()
    assert exported == [("31-BC-UBND-dinh-chinh-so-lieu-quy-i-nam-2026.pdf", "pdf")]
    window.office.history.undo()
    window.refresh_now()
    assert not page.desk.banner.more.isVisible()


def test_a_cell_that_is_typed_asks_once(window: MainWindow, qtbot: QtBot) -> None:
    """The editor loses the keyboard to the question, and is not saved a second time by that."""
    seen = list[str]()
    before = value(window)
    window.go(FigurePlace(Q1, CODE))
    page = window.current
    assert isinstance(page, FiguresPage)
    grid = page.grid
    for reason, expected in ((None, before), ("đếm lại", "77")):
        assert grid.go_to(CODE)
        answer(window, reason, seen)
        enter(grid, "77")
        assert value(window) == expected
    assert seen == ["chưa ghi", "chưa ghi"]
