"""A fault of the program: logged, shown, and never with the office's data."""

import faulthandler
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from cchc_desktop import log
from cchc_desktop.faults import crash_log
from cchc_desktop.faults.ending import Ending, How
from cchc_desktop.storage.database import Opening
from cchc_desktop.ui import crash, icons
from cchc_desktop.ui.crash_dialog import CrashDialog
from cchc_desktop.ui.frame import last_run
from cchc_desktop.ui.frame.main_window import MainWindow


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the watch takes over is given back, and nothing is written into the tests' own output."""
    monkeypatch.setattr(faulthandler, "enable", lambda _file: None)
    monkeypatch.setattr(faulthandler, "disable", lambda: None)
    monkeypatch.setattr(sys, "__excepthook__", lambda *_: None)
    monkeypatch.setattr(sys, "__unraisablehook__", lambda *_: None)
    monkeypatch.setattr(QMessageBox, "exec", lambda box: pytest.fail(box.detailedText()))


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> list[CrashDialog]:
    """The dialogs that were shown; each is closed at once."""
    found: list[CrashDialog] = []

    def wait(dialog: CrashDialog) -> None:
        found.append(dialog)

    monkeypatch.setattr(CrashDialog, "wait", wait)
    return found


@pytest.fixture
def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[crash.Watch]:
    for owner, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    made = crash.Watch(tmp_path)
    made.log.open()
    yield made
    made.log.close()


def report(watch: crash.Watch, error: BaseException) -> None:
    """What Python does with an error that nobody caught."""
    try:
        raise error
    except BaseException as caught:
        watch.caught(type(caught), caught, caught.__traceback__)


def text(dialog: CrashDialog) -> str:
    return dialog.findChildren(QPlainTextEdit)[0].toPlainText()


def kept(folder: Path) -> str:
    return crash_log.path_in(folder).read_text(encoding="utf-8")


def button(dialog: CrashDialog, words: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == words)


def test_a_fault_is_logged_and_shown_without_the_office_s_words(
    watch: crash.Watch, shown: list[CrashDialog], tmp_path: Path
) -> None:
    report(watch, ValueError("Trần Thị Bình"))
    assert "ValueError: <13>" in text(shown[0])
    assert "test_crash.py" in text(shown[0])
    for fact in ("Chương trình: CCHC Desktop", "Qt: 6.", "Màn hình: offscreen", "Trang đang mở: chưa có cửa"):
        assert fact in text(shown[0])
    assert "không biết được" not in text(shown[0]).replace("Tệp dữ liệu: không biết được", "")
    assert text(shown[0]).strip() in kept(tmp_path)


def test_the_same_fault_is_shown_once_in_a_while(
    watch: crash.Watch, shown: list[CrashDialog], tmp_path: Path
) -> None:
    for _ in range(20):
        report(watch, ValueError("x"))
    assert len(shown) == 1
    assert kept(tmp_path).count("ValueError") == 1
    watch._shown = dict.fromkeys(watch._shown, -1e9)
    report(watch, ValueError("x"))
    assert len(shown) == 2


def test_faults_while_the_dialog_is_open_are_told_in_it(
    watch: crash.Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[CrashDialog] = []

    def wait(dialog: CrashDialog) -> None:
        waited.append(dialog)
        report(watch, KeyError("other"))
        report(watch, KeyError("other"))
        for number in range(10):
            report(watch, KeyError(f"n{number}"))

    monkeypatch.setattr(CrashDialog, "wait", wait)
    report(watch, ValueError("first"))
    [dialog] = waited
    assert text(dialog).count("KeyError: 'other'") == 1
    assert text(dialog).count("KeyError") == 5
    assert "còn 11 lỗi khác" in dialog._logged.text()
    dialog.deleteLater()


def test_a_fault_in_a_thread_is_shown_too(watch: crash.Watch, shown: list[CrashDialog], qtbot: QtBot) -> None:
    def fail() -> None:
        raise ValueError("x")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(shown))
    assert "Trong luồng: Thread" in text(shown[0])


def test_a_fault_in_a_slot_and_in_painting_are_shown(
    watch: crash.Watch, shown: list[CrashDialog], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            raise ValueError("painting")

    # pytest-qt looks for errors in Qt's callbacks at the same place.
    monkeypatch.setattr(sys, "excepthook", watch.caught)
    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: bool(shown))
    for _ in range(10):
        widget.update()
        QApplication.processEvents()
    assert len(shown) == 1

    def slot() -> None:
        raise KeyError("slot")

    QTimer.singleShot(0, slot)
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert "KeyError" in text(shown[1])


def test_what_python_cannot_raise_is_kept_without_disturbing(
    watch: crash.Watch, shown: list[CrashDialog], tmp_path: Path
) -> None:
    class Mean:
        def __del__(self) -> None:
            raise ValueError("at the end")

    sys.unraisablehook = watch._caught_aside
    Mean()
    assert "ValueError" in kept(tmp_path)
    assert shown == []


def test_a_dialog_that_fails_itself_gives_way_to_a_plain_box(
    watch: crash.Watch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise FileNotFoundError("icon")

    boxes: list[str] = []

    def execute(box: QMessageBox) -> int:
        boxes.append(box.detailedText())
        return 0

    monkeypatch.setattr(icons, "pixmap", broken)
    monkeypatch.setattr(QMessageBox, "exec", execute)
    report(watch, ValueError("x"))
    assert "ValueError" in boxes[0]
    assert "ValueError" in kept(tmp_path)
    assert "FileNotFoundError" in kept(tmp_path)


def test_every_gatherer_of_the_window_may_fail(
    watch: crash.Watch, shown: list[CrashDialog], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise RuntimeError

    for name in ("_screens", "_look", "_page_of", "qVersion"):
        monkeypatch.setattr(crash, name, broken)
    report(watch, ValueError("x"))
    assert text(shown[0]).count("không biết được (RuntimeError)") == 4
    assert "ValueError" in text(shown[0])


def test_a_window_that_is_gone_is_no_trouble(
    watch: crash.Watch, shown: list[CrashDialog], qtbot: QtBot
) -> None:
    window = QWidget()
    watch.window = window
    window.deleteLater()
    qtbot.waitUntil(lambda: not isValid(window))
    report(watch, ValueError("x"))
    assert shown[0].parent() is None
    assert "Trang đang mở: chưa có cửa sổ" in text(shown[0])


def test_a_data_folder_that_is_gone_is_said(tmp_path: Path, shown: list[CrashDialog]) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    watch = crash.Watch(folder)
    watch.log.open()
    shutil.rmtree(folder)
    report(watch, ValueError("x"))
    assert "Thư mục dữ liệu: không còn ở đó" in text(shown[0])
    words = " ".join(label.text() for label in shown[0].findChildren(QLabel))
    assert "Chưa ghi được báo cáo vào thư mục dữ liệu" in words
    watch.close()
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def test_an_operation_s_fault_leaves_the_window_working(
    window: MainWindow, shown: list[CrashDialog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for owner, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    watch = crash.Watch(tmp_path / "data", window)

    def fail() -> None:
        raise ZeroDivisionError

    # The data may be closed by then.
    assert not window.attempt(fail)
    assert "Trang đang mở: today.page" in text(shown[0])
    assert shown[0].parent() is window
    assert window.attempt(lambda: None)
    watch.close()


@pytest.fixture
def dialog(tmp_path: Path, qtbot: QtBot) -> Iterator[CrashDialog]:
    made = CrashDialog(None, "báo cáo", tmp_path)
    qtbot.addWidget(made)
    yield made
    log.stop()


def test_the_report_can_be_copied(dialog: CrashDialog) -> None:
    button(dialog, "Chép báo cáo").click()
    assert QGuiApplication.clipboard().text() == "báo cáo"


def test_the_report_can_be_saved_and_where_it_cannot_that_is_said(
    dialog: CrashDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = ""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (name, ""))
    button(dialog, "Lưu báo cáo…").click()
    assert dialog._logged.isHidden()
    name = str(tmp_path / "gone" / "bao-cao.txt")
    button(dialog, "Lưu báo cáo…").click()
    assert dialog._logged.text().startswith("Không lưu được báo cáo vào")
    name = str(tmp_path / "bao-cao.txt")
    button(dialog, "Lưu báo cáo…").click()
    assert Path(name).read_text(encoding="utf-8") == "báo cáo"
    assert dialog._logged.text() == f"Đã lưu báo cáo vào «{name}»."


def test_the_log_is_begun_and_its_place_said(dialog: CrashDialog, tmp_path: Path, qtbot: QtBot) -> None:
    assert dialog._logged.isHidden()
    button(dialog, "Ghi nhật ký gỡ lỗi").click()
    assert log.is_on()
    assert str(tmp_path / "logs" / "cchc.log") in dialog._logged.text()
    assert not button(dialog, "Ghi nhật ký gỡ lỗi").isEnabled()
    again = CrashDialog(None, "báo cáo", tmp_path)
    qtbot.addWidget(again)
    assert again._logged.text() == dialog._logged.text()
    assert not button(again, "Ghi nhật ký gỡ lỗi").isEnabled()


def test_a_log_that_cannot_be_written_is_said(dialog: CrashDialog, tmp_path: Path) -> None:
    (tmp_path / "logs").touch()
    button(dialog, "Ghi nhật ký gỡ lỗi").click()
    assert not log.is_on()
    assert dialog._logged.text().startswith("Không ghi được nhật ký vào")
    assert button(dialog, "Ghi nhật ký gỡ lỗi").isEnabled()


def test_the_dialog_claims_nothing_that_it_cannot_know(dialog: CrashDialog) -> None:
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "an toàn" not in words
    assert "còn nguyên" not in words


def test_how_the_last_run_ended_is_said_in_the_window(window: MainWindow, shown: list[CrashDialog]) -> None:
    window.office._desk.store.opening = Opening()
    last_run.tell(window, Ending(How.POWER))
    assert window.notices.sentences == [
        "Lần trước máy mất điện hoặc tắt đột ngột; dữ liệu đã lưu còn nguyên; phần đang gõ dở đã mất."
    ]
    # More is said only where it was done.
    window.office._desk.store.opening = Opening(looked_through=True)
    last_run.tell(window, Ending(How.POWER))
    assert window.notices.sentences[0].endswith(
        "; dữ liệu đã lưu còn nguyên (đã kiểm tra); phần đang gõ dở đã mất."
    )
    assert "Xem báo cáo" not in [command.words for command in window.commands.offered()]
    last_run.tell(window, Ending(How.BELOW, "0.0.9", "Fatal Python error: Segmentation fault"))
    assert "do lỗi" in window.notices.sentences[0]
    next(command for command in window.commands.offered() if command.words == "Xem báo cáo").run()
    assert "Fatal Python error" in text(shown[0])
    assert "Phiên bản lần đó: 0.0.9" in text(shown[0])
    assert shown[0].windowTitle() == "Lần trước chương trình dừng đột ngột"


def test_the_dialog_goes_once_it_is_closed(tmp_path: Path, qtbot: QtBot) -> None:
    dialog = CrashDialog(None, "báo cáo", tmp_path)
    QTimer.singleShot(0, lambda: button(dialog, "Làm việc tiếp").click())
    dialog.wait()
    qtbot.waitUntil(lambda: not isValid(dialog))
