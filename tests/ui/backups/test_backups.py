"""Backups in the window: rounds by the clock and at the end, the line at the foot, the page, its place."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cchc_desktop.child import process
from cchc_desktop.domain.backups import Reason, Verified
from cchc_desktop.domain.errors import EnvironmentProblem
from cchc_desktop.domain.places import BackupsPlace, PageName
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from cchc_desktop.storage import backup_places
from cchc_desktop.storage.backups import Backup, look_through
from cchc_desktop.ui.backups import rounds, words
from cchc_desktop.ui.backups.leaving import Leaving
from cchc_desktop.ui.backups.page import BackupsPage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.messages import Messages
from tests.reporting import report
from tests.ui.conftest import TODAY, clock


def page(window: MainWindow) -> BackupsPage:
    window.go(BackupsPlace())
    found = window.current
    assert isinstance(found, BackupsPage)
    return found


def ended(window: MainWindow, qtbot: QtBot, start: Callable[[], object]) -> None:
    """Starts a round and waits for its end."""
    with qtbot.waitSignal(window.backup_rounds.changed, timeout=30_000):
        start()


def change(office: Office) -> None:
    report(office, "task-1", TaskUpdate(TODAY, 50, "Đã dự thảo"))


def foot(window: MainWindow) -> str:
    found = window.foot.findChild(QPushButton, "last-backup")
    return found.text() if found is not None else ""


def sentences(window: MainWindow) -> list[str]:
    return window.notices.sentences if "notices" in window.__dict__ else []


def test_the_first_round_and_the_line_at_the_foot(window: MainWindow, qtbot: QtBot) -> None:
    assert foot(window) == ""
    ended(window, qtbot, window.backup_rounds.begin)
    # Before the import of the plan, and now.
    made, imported = window.office.backups.list()
    assert (made.reason, made.verified) == (Reason.START, Verified.FULL)
    assert imported.reason is Reason.IMPORT
    assert foot(window) == "Sao lưu lúc 10:32"
    button = window.foot.findChild(QPushButton, "last-backup")
    assert button is not None
    assert "có 2 bản sao lưu" in button.toolTip()
    button.click()
    assert isinstance(window.current, BackupsPage)


def test_a_round_by_the_clock_only_where_something_changed(window: MainWindow, qtbot: QtBot) -> None:
    ended(window, qtbot, window.backup_rounds.begin)
    timer = window.backup_rounds._timer
    assert (timer.interval(), timer.isActive()) == (30 * 60 * 1000, True)
    ended(window, qtbot, timer.timeout.emit)
    assert len(window.office.backups.list()) == 2
    change(window.office)
    ended(window, qtbot, timer.timeout.emit)
    assert window.office.backups.list()[0].reason is Reason.INTERVAL


def test_one_button(window: MainWindow, qtbot: QtBot) -> None:
    shown = page(window)
    assert "có thay đổi sau đó chưa sao lưu" in shown._state.text()
    ended(window, qtbot, shown.make.click)
    assert [row.reason for row in shown.table.rows.rows] == [Reason.MANUAL, Reason.IMPORT]
    assert "đã gồm mọi thay đổi" in shown._state.text()
    assert window.foot.sentence.startswith("Đã sao lưu và kiểm tra: ")
    assert "4 nhiệm vụ" in window.foot.sentence
    shown.table.choose(shown.table.rows.rows[0].path)
    assert shown.chosen() == window.office.backups.list()[0]
    # Once more there is nothing new, and it says so.
    ended(window, qtbot, window.backup_rounds.back_up_now)
    assert "đã có đủ mọi thay đổi" in window.foot.sentence
    assert len(window.office.backups.list()) == 2
    change(window.office)
    window.refresh_now()
    assert "có thay đổi sau đó chưa sao lưu" in shown._state.text()


def test_one_round_at_a_time(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who wants one while another runs gets it afterwards; the clock waits for its next turn."""
    began: list[Reason] = []
    go_on = threading.Event()
    make = window.office.backups.round

    def slow(reason: Reason) -> Callable[..., Any]:
        work = make(reason)
        began.append(reason)

        def run(is_stopped: Callable[[], bool]) -> Any:
            assert go_on.wait(30)
            return work(is_stopped)

        return run

    monkeypatch.setattr(window.office.backups, "round", slow)
    window.backup_rounds.begin()
    window.backup_rounds.back_up_now()
    window.backup_rounds._timer.timeout.emit()
    assert began == [Reason.START]
    ended(window, qtbot, go_on.set)
    qtbot.waitUntil(lambda: not window.backup_rounds.is_running())
    assert began == [Reason.START, Reason.MANUAL]


# Second place


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    monkeypatch.setattr(BackupsPage, "ask_folder", lambda *_: made)
    return made


def test_choosing_a_second_place_brings_a_backup_there(window: MainWindow, qtbot: QtBot, stick: Path) -> None:
    shown = page(window)
    assert "Chưa có nơi sao lưu thứ hai" in shown._place.text()
    ended(window, qtbot, shown.choose.click)
    place = window.office.backups.place()
    assert place is not None
    assert place.path.parent == stick
    assert len(list(place.path.glob("*.db"))) == 1
    assert "đã chép sang" in window.foot.sentence
    assert str(place.path) in shown._place.text()
    assert "cùng ổ đĩa với dữ liệu" in shown._place_note.text()
    shown.forget.click()
    assert window.office.backups.place() is None
    assert shown.forget.isHidden()


def test_nothing_is_chosen_where_nobody_chose(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BackupsPage, "ask_folder", lambda *_: None)
    page(window).choose.click()
    assert window.office.backups.place() is None


def test_a_place_in_the_data_folder_is_refused(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BackupsPage, "ask_folder", lambda *_: window.data)
    page(window).choose.click()
    assert "trong thư mục dữ liệu" in window.foot.sentence
    assert window.office.backups.place() is None


def test_a_place_that_was_not_seen_for_long_is_spoken_of(
    window: MainWindow, qtbot: QtBot, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The strip says so until it is back."""
    ended(window, qtbot, page(window).choose.click)
    away = stick.rename(stick.with_name("away"))
    ended(window, qtbot, window.backup_rounds.begin)
    assert sentences(window) == []
    later = clock() + timedelta(days=9)
    monkeypatch.setattr(window.office._desk.store, "_clock", lambda: later)
    ended(window, qtbot, window.backup_rounds._timer.timeout.emit)
    (sentence,) = sentences(window)
    # Whole in a line of the window: where it was is on the page.
    assert sentence == "Đã 9 ngày chưa thấy nơi sao lưu thứ hai. Hãy cắm USB hoặc nối lại."
    shown = page(window)
    shown.refresh()
    assert "Đã 9 ngày" in shown._place_note.text()
    assert (shown._card.property("role"), shown._sign.isHidden()) == ("notice-warn", False)
    away.rename(stick)
    ended(window, qtbot, window.backup_rounds._timer.timeout.emit)
    assert sentences(window) == []
    assert (shown._card.property("role"), shown._sign.isHidden()) == ("card", True)


def test_a_stick_that_is_not_here_is_told_in_one_line(window: MainWindow, qtbot: QtBot, stick: Path) -> None:
    ended(window, qtbot, page(window).choose.click)
    stick.rename(stick.with_name("away"))
    change(window.office)
    ended(window, qtbot, page(window).make.click)
    assert window.foot.sentence == (
        "Đã sao lưu ở máy này; chưa chép được sang nơi thứ hai (xem trang Sao lưu)."
    )
    shown = page(window)
    assert "hiện không có ở máy này" in shown._place_note.text()
    assert shown._card.property("role") == "notice-warn"


def test_a_full_stick_is_spoken_of_and_the_backup_made(
    window: MainWindow, qtbot: QtBot, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.office.backups.choose_place(stick)

    def full(*_given: object, **_named: object) -> None:
        raise EnvironmentProblem("USB đầy.")

    monkeypatch.setattr(backup_places, "bring", full)
    ended(window, qtbot, window.backup_rounds.begin)
    assert sentences(window) == ["Chưa sao lưu được sang nơi thứ hai: USB đầy."]
    assert window.office.backups.list()[0].reason is Reason.START
    assert foot(window) == "Sao lưu lúc 10:32"


# What goes wrong


def test_damage_is_told_and_stays_told(window: MainWindow, qtbot: QtBot) -> None:
    window.office._desk.store._data.connection.execute("UPDATE task_updates SET percent = 41")
    ended(window, qtbot, window.backup_rounds.begin)
    (sentence,) = sentences(window)
    assert "bị hỏng" in sentence
    change(window.office)
    window.backup_rounds.back_up_now()
    assert not window.backup_rounds.is_running()
    assert sentences(window) == [sentence]
    # The one before the import is still what one would go back to.
    assert [backup.reason for backup in window.office.backups.list() if backup.is_good] == [Reason.IMPORT]


def test_a_full_disk_is_told_until_there_is_room(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise EnvironmentProblem("Ổ đĩa đầy.")

    with monkeypatch.context() as broken:
        broken.setattr("cchc_desktop.storage.backups.make", full)
        ended(window, qtbot, window.backup_rounds.begin)
    assert sentences(window) == ["Chưa sao lưu được: Ổ đĩa đầy."]
    ended(window, qtbot, window.backup_rounds.back_up_now)
    assert sentences(window) == []


def test_a_bug_goes_where_bugs_go(window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    caught: list[type] = []
    monkeypatch.setattr("sys.excepthook", lambda kind, *_: caught.append(kind))

    def broken(*_given: object, **_named: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("cchc_desktop.storage.backups.make", broken)
    ended(window, qtbot, window.backup_rounds.begin)
    assert caught == [ZeroDivisionError]


# At the end


def test_the_last_round(window: MainWindow) -> None:
    window.close()
    window.backup_rounds.leave()
    assert window.office.backups.list()[0].reason is Reason.LEAVE
    window.backup_rounds.leave()
    assert len(window.office.backups.list()) == 2


def test_the_last_round_takes_the_turn(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the one under way has not done yet, it does."""
    window.backup_rounds.begin()
    window.backup_rounds.leave()
    assert not window.backup_rounds.is_running()
    assert not window.office.backups.is_needed()


def test_who_cannot_wait(window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    stopped = []

    def endless(_reason: Reason) -> Callable[..., Any]:
        def run(is_stopped: Callable[[], bool]) -> Any:
            while not is_stopped():
                threading.Event().wait(0.01)
            stopped.append(True)
            raise EnvironmentProblem("Đã dừng.")

        return run

    said: list[str] = []
    monkeypatch.setattr(Messages, "error", lambda *told: said.append(str(told[-1])))
    monkeypatch.setattr(window.office.backups, "round", endless)

    def hurry() -> None:
        panels = [each for each in QApplication.topLevelWidgets() if isinstance(each, Leaving)]
        if panels and panels[0].isVisible():
            panels[0].hurry.click()
        else:
            QTimer.singleShot(20, hurry)

    QTimer.singleShot(0, hurry)
    window.backup_rounds.leave()
    assert stopped == [True]
    assert said == ["Đã dừng."]


def test_the_wait_has_an_end(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a dead network holds the worker."""
    held = threading.Event()

    def stuck(_reason: Reason) -> Callable[..., Any]:
        return lambda _: held.wait(30)

    monkeypatch.setattr(window.office.backups, "round", stuck)
    monkeypatch.setattr(rounds, "LEAVING_MS", 50)
    monkeypatch.setattr(rounds, "_PATIENCE_MS", 50)
    window.backup_rounds.leave()
    assert window.backup_rounds.is_running()
    held.set()


def test_data_for_reading_have_no_rounds(office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    view = Office.open(tmp_path / "data", lambda: TODAY, clock, view=True)
    window = MainWindow(view, tmp_path / "data")
    qtbot.addWidget(window)
    try:
        window.backup_rounds.begin()
        assert not window.backup_rounds.is_running()
        shown = page(window)
        assert not shown.make.isEnabled()
        assert not shown.choose.isEnabled()
        assert "chỉ để xem" in shown._state.text()
        window.backup_rounds.leave()
    finally:
        window.close()
        view.close()


# The page


def test_the_list_says_what_each_is(window: MainWindow) -> None:
    shown = page(window)
    rows = shown.table.rows
    texts = [rows.data(rows.index(0, column)) for column in range(rows.columnCount())]
    assert texts[0] == "15/06/2026 10:32"
    assert texts[1] == "Trước khi nhập từ tệp"
    assert "thao tác" in texts[2]
    assert texts[3].startswith("Sửa danh sách công chức") or texts[3].startswith("Thêm công chức")
    assert texts[5] == "Đã kiểm tra"


def test_a_small_window_shows_all_of_the_list_s_width(window: MainWindow) -> None:
    window.office.backups.make(Reason.MANUAL)
    shown = page(window)
    window.resize(910, 490)
    window.show()
    shown.refresh()
    QApplication.processEvents()
    assert shown.table.horizontalScrollBar().maximum() == 0
    assert shown.table.isColumnHidden(4)
    window.resize(1366, 768)
    QApplication.processEvents()
    assert not shown.table.isColumnHidden(4)


def test_an_office_without_backups(empty_office: Office, tmp_path: Path, qtbot: QtBot) -> None:
    window = MainWindow(empty_office, tmp_path / "data")
    qtbot.addWidget(window)
    try:
        shown = page(window)
        assert shown._state.text() == "Chưa có bản sao lưu nào của dữ liệu này."
        shown.open.click()
        assert "Chưa có bản sao lưu nào" in window.foot.sentence
        ended(window, qtbot, shown.make.click)
        assert window.foot.sentence == "Dữ liệu chưa có gì để sao lưu."
        assert foot(window) == "Chưa sao lưu"
    finally:
        window.close()


def test_a_look_that_failed_is_told_until_one_comes_to_its_end(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(process, "_command", lambda: ["/there/is/no/such/program"])
        ended(window, qtbot, window.backup_rounds.begin)
    (said,) = sentences(window)
    assert said.startswith("Chưa kiểm tra hết được bản sao lưu mới nhất: Không mở được tiến trình")
    assert foot(window) == "Sao lưu lúc 10:32"
    ended(window, qtbot, window.backup_rounds.back_up_now)
    assert sentences(window) == []


def test_only_what_failed(window: MainWindow) -> None:
    for backup in window.office.backups.list():
        backup.path.write_bytes(b"")
        window.office._desk.store.backup_keeper.look(backup, lambda it, _: look_through(it), lambda: False)
    assert "chưa có bản nào dùng được" in page(window)._state.text()


def test_opening_the_folder(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "cchc_desktop.ui.backups.page.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()),
    )
    page(window).open.click()
    assert opened == [str(window.office.backups.folder)]
    assert "Không mở được thư mục" in window.foot.sentence


def test_words() -> None:
    at = datetime(2026, 6, 15, 8, 5)
    assert words.moment(at, at.date()) == "08:05"
    assert words.moment(at - timedelta(days=1), at.date()) == "08:05 hôm qua"
    assert words.moment(at - timedelta(days=2), at.date()) == "08:05 ngày 13/06/2026"
    nothing = Backup(Path("a"), at, Reason.UNKNOWN, 0)
    assert (words.counts(nothing), words.last_done(nothing)) == ("", "")


def test_the_page_is_reached_by_its_keys(window: MainWindow) -> None:
    window.commands.go_to_page(PageName.BACKUPS)
    assert isinstance(window.current, BackupsPage)
