"""Where the data cannot be opened, or go away: what the window offers, and that it does it."""

import json
import os
import shutil
import sqlite3
import threading
import time
from contextlib import closing
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.errors import Damaged, ViewOnly
from cchc_desktop.domain.offices import Unit
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.restoring import Compared
from cchc_desktop.ui.backups import restore_dialog, waiting
from cchc_desktop.ui.backups.page import BackupsPage
from cchc_desktop.ui.frame import data_gone, restored, viewing
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.messages import Messages
from cchc_desktop.ui.shell import Next
from cchc_desktop.ui.start import damaged, opening, raising
from cchc_desktop.ui.start.damaged import DamagedDialog
from cchc_desktop.ui.start.opening import Opened, open_office
from tests.sample_office import lay_sample


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A folder with a backup, and a data file that was cut."""
    folder = tmp_path / "broken"
    lay_sample(folder, date.today())
    office = Office.open(folder)
    assert office.backups.make(Reason.MANUAL) is not None
    office.close()
    path = folder / "cchc.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 3 // 4])
    return folder


def is_gone(path: Path) -> bool:
    return not path.exists()


def dialog_for(folder: Path) -> DamagedDialog:
    with pytest.raises(Damaged) as caught:
        Office.open(folder)
    return DamagedDialog(folder, caught.value)


def test_the_best_backup_is_offered(broken: Path, qtbot: QtBot) -> None:
    before = (broken / "cchc.db").read_bytes()
    dialog = dialog_for(broken)
    qtbot.addWidget(dialog)
    assert "bị cắt ngắn" in dialog.words.text()
    assert "«restore»" not in dialog.words.text()
    assert "1 kế hoạch, 120 nhiệm vụ" in dialog.offer.text()
    assert dialog.take.isDefault()
    dialog.take.click()
    assert dialog.done_now is not None
    assert dialog.done_now.folder == broken
    assert dialog.done_now.told.startswith("Đã khôi phục bản ")
    assert "set-aside" in dialog.done_now.told
    assert [each.read_bytes() for each in (broken / "set-aside").iterdir()] == [before]
    office = Office.open(broken)
    assert office.check() == Findings()
    assert office.counts()["tasks"] == 120
    office.close()


def test_what_the_best_backup_lacks_is_said_before_and_after(broken: Path, qtbot: QtBot) -> None:
    shutil.copyfile(next((broken / "backups").glob("*.db")), broken / "cchc.db")
    office = Office.open(broken)
    for name in ("Đơn vị một", "Đơn vị hai"):
        office.settings.save_unit(Unit(name))
    office.close()
    # The tasks are gone, the journal is there.
    with closing(sqlite3.connect(broken / "cchc.db")) as connection:
        found = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'plan_items'")
        place = found.fetchone()[0] - 1
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with open(broken / "cchc.db", "r+b") as file:
        file.seek(place * size)
        file.write(b"\xa5" * size)
    dialog = dialog_for(broken)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.look()
    qtbot.waitUntil(lambda: not dialog.lacking.isHidden() and dialog.take.isEnabled(), timeout=30_000)
    words = dialog.lacking.text()
    assert "thiếu 2 thao tác sau đó" in words
    assert words.index("Đơn vị hai") < words.index("Đơn vị một")
    assert "«Cứu phần còn đọc được»" in words
    dialog._fit()
    QApplication.processEvents()
    for each in (dialog.words, dialog.offer, dialog.lacking, dialog.note):
        assert each.height() >= each.heightForWidth(each.width())
    dialog.take.click()
    assert dialog.done_now is not None
    assert "thiếu 2 thao tác sau đó" in dialog.done_now.told


def test_a_loss_that_nobody_knows_is_said(broken: Path, qtbot: QtBot) -> None:
    (broken / "cchc.db").write_bytes(b"")
    dialog = dialog_for(broken)
    qtbot.addWidget(dialog)
    dialog.look()
    qtbot.waitUntil(lambda: not dialog.lacking.isHidden() and dialog.take.isEnabled(), timeout=30_000)
    assert dialog.lacking.text().startswith("Không biết được")
    dialog.take.click()
    assert dialog.done_now is not None
    assert "không biết được" in dialog.done_now.told


def test_without_a_backup_the_rest_is_rescued(
    broken: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(broken / "backups")
    dialog = dialog_for(broken)
    qtbot.addWidget(dialog)
    assert dialog.take.isHidden()
    assert dialog.other.isDefault()
    damaged_bytes = (broken / "cchc.db").read_bytes()
    asked: list[tuple[str, str]] = []
    answers = [False, True]

    def ask(_parent: object, question: str, yes: str, _danger: bool) -> bool:
        asked.append((question, yes))
        return answers.pop(0)

    monkeypatch.setattr(Messages, "ask", ask)
    dialog.rescue_into(tmp_path / "first")
    qtbot.waitUntil(lambda: len(asked) == 1, timeout=20_000)
    assert (broken / "cchc.db").read_bytes() == damaged_bytes
    dialog.rescue_into(tmp_path / "rescued")
    qtbot.waitUntil(lambda: dialog.done_now is not None, timeout=20_000)
    assert asked[1][1] == "Dùng dữ liệu cứu được"
    assert "thay cho dữ liệu bị hỏng" in asked[1][0]
    # They are in the place of the damaged ones at every start from now on, and these are kept.
    assert dialog.done_now is not None
    assert dialog.done_now.folder == broken
    assert [each.read_bytes() for each in (broken / "set-aside").glob("*-cchc.db")] == [damaged_bytes]
    office = Office.open(broken)
    assert office.counts()["tasks"] >= 10
    assert office.check() == Findings()
    labels = [entry.label for entry in office.history.entries(2)]
    assert labels == ["Khôi phục toàn bộ dữ liệu", "Cứu dữ liệu từ tệp bị hỏng"]
    office.close()


@pytest.fixture
def touched(tmp_path: Path) -> Path:
    """A folder with a backup, whose file another program touched where nothing of the office's is."""
    folder = tmp_path / "touched"
    lay_sample(folder, date.today())
    office = Office.open(folder)
    assert office.backups.make(Reason.MANUAL) is not None
    office.settings.save_unit(Unit("Sau bản sao lưu"))
    office.close()
    with closing(sqlite3.connect(folder / "cchc.db")) as connection:
        connection.execute("CREATE TABLE gone (text TEXT)")
        connection.execute("DROP TABLE gone")
        connection.commit()
    return folder


def test_a_file_with_whole_content_is_mended(touched: Path, qtbot: QtBot) -> None:
    """It is the first choice, and keeps what came after the last backup."""
    before = (touched / "cchc.db").read_bytes()
    dialog = dialog_for(touched)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.take.isDefault()
    dialog.look()
    dialog.reject()
    assert not any(each.isEnabled() for each in (dialog.take, dialog.leave, dialog.other))
    qtbot.waitUntil(dialog.take.isEnabled, timeout=20_000)
    assert dialog.isVisible()
    assert dialog.fix.isDefault()
    assert dialog.focusWidget() is dialog.fix
    assert dialog.fix.isVisible()
    assert not dialog.rescue.isVisible()
    assert "còn nguyên" in dialog.words.text()
    assert "không có những thay đổi làm sau đó" in dialog.offer.text()
    assert (touched / "cchc.db").read_bytes() == before
    dialog.fix.click()
    qtbot.waitUntil(lambda: dialog.done_now is not None, timeout=20_000)
    assert dialog.done_now == Next(touched)
    assert [each.read_bytes() for each in (touched / "backups").glob("*-repair.db")] == [before]
    office = Office.open(touched)
    assert office.check() == Findings()
    assert "Sau bản sao lưu" in [unit.name for unit in office.settings.units()]
    office.close()


@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_content_that_is_not_whole_is_not_mended(touched: Path, damage: str, qtbot: QtBot) -> None:
    path = touched / "cchc.db"
    if damage == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size * 3 // 4])
    elif damage == "changed":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("UPDATE units SET name = 'X' WHERE name = 'Sau bản sao lưu'")
            connection.commit()
    else:
        path.unlink()
    dialog = dialog_for(touched)
    qtbot.addWidget(dialog)
    dialog.show()
    told = dialog.words.text()
    dialog.look()
    qtbot.waitUntil(dialog.take.isEnabled, timeout=20_000)
    assert not dialog.fix.isVisible()
    assert dialog.take.isDefault()
    assert dialog.words.text() == told
    dialog.reject()
    assert not dialog.isVisible()


def test_the_start_goes_on_with_what_was_mended(
    touched: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def press(dialog: DamagedDialog) -> int:
        dialog.show()
        qtbot.waitUntil(dialog.fix.isVisible, timeout=20_000)
        qtbot.waitUntil(dialog.fix.isEnabled, timeout=20_000)
        dialog.fix.click()
        qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=20_000)
        return dialog.result()

    monkeypatch.setattr(DamagedDialog, "exec", press)
    opened = open_office(touched)
    assert isinstance(opened, Opened)
    opened.office.close()


def test_the_start_goes_on_with_what_was_restored(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ask(folder: Path, problem: object) -> Next | None:
        dialog = DamagedDialog(folder, problem)  # type: ignore[arg-type]
        dialog.take.click()
        return dialog.done_now

    monkeypatch.setattr(damaged.DamagedDialog, "ask", ask)
    opened = open_office(broken)
    assert isinstance(opened, Opened)
    assert opened.office.counts()["tasks"] == 120
    assert opened.done is not None
    assert "Đã khôi phục" in opened.done.told
    opened.office.close()
    (broken / "cchc.db").write_bytes(b"")
    monkeypatch.setattr(damaged.DamagedDialog, "ask", lambda *_: None)
    assert open_office(broken) == 1


def test_data_open_elsewhere_are_shown(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raising, "PATIENCE_SECONDS", 0.1)
    opened = open_office(tmp_path / "data")
    assert isinstance(opened, Opened)
    assert opened.office.is_view
    window = MainWindow(opened.office, opened.folder)
    viewing.tell(window, opened.why)
    assert "chỉ để xem" in window.notices.sentences[0]
    assert window.foot._saved.text() == "Chỉ để xem, không lưu"
    window.foot.show_typing(True)
    assert "sẽ lưu" not in window.foot._saved.text()
    with pytest.raises(ViewOnly):
        opened.office.settings.save_unit(Unit("Mới"))
    (button,) = [each for each in window.notices.strip._buttons if not each.isHidden()]
    assert button.text() == "Mở lại để ghi"
    button.click()
    step = window.afterwards
    assert step is not None
    assert step() == tmp_path / "data"
    opened.office.close()
    window.deleteLater()
    assert not list((tmp_path / "data").glob(f"{raising.NAME}*"))


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_the_second_start_brings_the_first_forward(window: MainWindow, qtbot: QtBot) -> None:
    """The first answers by taking the file away; the second ends with 0."""
    opened: list[Path] = []
    raising.listen(window, window.data, opened.append)
    window.showMinimized()
    codes: list[object] = []
    second = threading.Thread(target=lambda: codes.append(raising.bring_forward(window.data, 0)))
    second.start()
    qtbot.waitUntil(lambda: bool(codes), timeout=5000)
    second.join()
    assert codes == [True]
    assert not window.isMinimized()
    assert opened == []


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_the_second_start_hands_its_package_over(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    """One that is there, by its whole path: nothing else that somebody writes is heard."""
    opened: list[Path] = []
    package = tmp_path / "gói của tôi.CCHC"
    package.write_bytes(b"x")
    old = window.data / f"{raising.NAME}-1"
    old.write_text(json.dumps({"open": str(package)}))
    os.utime(old, (0, 0))
    raising.listen(window, window.data, opened.append)
    assert not old.exists(), "who asked long ago waits no more"
    assert opened == []
    other, folder = tmp_path / "a.exe", tmp_path / "thu-muc.cchc"
    other.write_bytes(b"x")
    folder.mkdir()
    os.link(package, window.data / "gan.cchc")
    for number, told in enumerate((
        json.dumps({"open": str(other)}), json.dumps({"open": str(folder)}), json.dumps({"open": "gan.cchc"}),
        json.dumps({"open": str(tmp_path / "khong.cchc")}), json.dumps({"open": "\0.cchc"}),
        json.dumps({"open": [str(package)]}), json.dumps([str(package)]), json.dumps({"run": str(package)}),
        "{", "[" * 90_000, "", str(package), " " * 200_000 + json.dumps({"open": str(package)}),
    )):  # fmt: skip
        asked = window.data / f"{raising.NAME}-{number + 2}"
        asked.write_text(told)
        qtbot.waitUntil(partial(is_gone, asked), timeout=5000)
    assert opened == []
    codes: list[object] = []
    second = threading.Thread(target=lambda: codes.append(raising.bring_forward(window.data, 0, package)))
    second.start()
    qtbot.waitUntil(lambda: bool(opened), timeout=5000)
    second.join()
    assert (codes, opened) == ([True], [package])


def test_a_first_program_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raising, "PATIENCE_SECONDS", 0.1)
    begun = time.monotonic()
    assert not raising.bring_forward(tmp_path, 0)
    assert time.monotonic() - begun < 2
    assert list(tmp_path.iterdir()) == []
    assert not raising.bring_forward(tmp_path / "gone", 0)


@pytest.mark.parametrize("is_replaced", [False, True])
def test_data_that_went_away_are_saved_elsewhere(
    is_replaced: bool, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is acknowledged that was not stored; once saved elsewhere, work goes on there."""
    told: list[str] = []

    def ask(_parent: object, question: str, _yes: str, _danger: bool) -> bool:
        told.append(question)
        return False

    monkeypatch.setattr(Messages, "ask", ask)
    (tmp_path / "data").rename(tmp_path / "away")
    if is_replaced:
        Office.open(tmp_path / "data").close()
    assert not window.attempt(lambda: window.office.settings.save_unit(Unit("Mới")))
    assert "chưa được lưu" in told[0]
    assert "chưa được lưu" in window.notices.sentences[0]
    data_gone.save_in(window, tmp_path / "saved")
    assert window.data == tmp_path / "saved"
    assert window.notices.sentences == []
    assert window.attempt(lambda: window.office.settings.save_unit(Unit("Mới")))
    window.office.backups.make(Reason.MANUAL)
    assert list((tmp_path / "saved" / "backups").glob("*.db"))
    again = Office.open(tmp_path / "saved", view=True)
    assert "Mới" in [unit.name for unit in again.settings.units()]
    again.close()
    assert window.office.check() == Findings()


def test_a_dangling_link_is_no_new_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(_parent: object, question: str, _yes: str, _danger: bool) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(Messages, "ask", ask)
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked" / "cchc.db").symlink_to(tmp_path / "stick" / "cchc.db")
    assert open_office(tmp_path / "linked") == 1
    assert "liên kết" in asked[0]
    assert not (tmp_path / "stick").exists()


def test_records_are_chosen_and_come_back(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window.office.backups.make(Reason.MANUAL)
    assert made is not None
    window.office.plans.delete("plan-1")

    def choose(dialog: restore_dialog.RestoreDialog) -> int:
        assert "sẽ mất 1 thao tác" in dialog.preview.text()
        dialog.search.setText("ke hoach")
        dialog.table.selectRow(0)
        assert dialog.some.isEnabled()
        dialog.some.click()
        return 1

    monkeypatch.setattr(restore_dialog.RestoreDialog, "exec", choose)
    restore_dialog.restore_from(window, made.path)
    assert [plan.id for plan in window.office.plans.heads()] == ["plan-1"]
    assert "Khôi phục từ bản sao lưu" in window.foot.sentence
    assert window.afterwards is None


def test_all_of_it_closes_the_window_first(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    made = window.office.backups.make(Reason.MANUAL)
    assert made is not None
    window.office.settings.save_unit(Unit("Sau"))

    def choose(dialog: restore_dialog.RestoreDialog) -> int:
        dialog.all.click()
        return 1

    monkeypatch.setattr(restore_dialog.RestoreDialog, "exec", choose)
    restore_dialog.restore_from(window, made.path)
    assert window.afterwards is not None
    window.office.close()
    monkeypatch.setattr(window.office, "close", lambda: None)
    done = window.afterwards()
    assert isinstance(done, Next)
    assert done.folder == window.data
    again = Office.open(window.data)
    assert "Sau" not in [unit.name for unit in again.settings.units()]
    # Where the data of before are is said, with the way to them.
    assert done.told.startswith(f"Đã khôi phục bản {made.made_at:%H:%M %d/%m/%Y}. Dữ liệu trước đó ở bản ")
    opened = MainWindow(again, window.data)
    qtbot.addWidget(opened)
    restored.tell(opened, done)
    assert opened.notices.sentences == [done.told]
    (button,) = [each for each in opened.notices.strip._buttons if not each.isHidden()]
    button.click()
    page = opened.current
    assert isinstance(page, BackupsPage)
    chosen = page.chosen()
    assert chosen is not None
    assert chosen.path == done.saved
    opened.close()
    again.close()


def test_a_restore_says_what_becomes_of_accounts(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    made = window.office.backups.make(Reason.MANUAL)
    assert made is not None
    window.office.access.switch_on("Nguyễn Văn An", "Abcdef1@")
    asked: list[str] = []

    def ask(_parent: object, question: str, _yes: str, _danger: bool) -> bool:
        asked.append(question)
        return False

    def choose(dialog: restore_dialog.RestoreDialog) -> int:
        assert "giữ nguyên như hiện nay" in dialog.access.text()
        assert not dialog.access.isHidden()
        dialog.all.click()
        return 0

    monkeypatch.setattr(Messages, "ask", ask)
    monkeypatch.setattr(restore_dialog.RestoreDialog, "exec", choose)
    restore_dialog.restore_from(window, made.path)
    assert "Tài khoản, mật khẩu, mã khôi phục và nhật ký đăng nhập giữ nguyên" in asked[0]
    assert window.afterwards is None


def test_data_older_than_a_backup_are_told_with_both_ways_on(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where an older file was copied over them by hand."""
    made = window.office.backups.make(Reason.MANUAL)
    assert made is not None
    monkeypatch.setattr(window.office._desk.store, "last_of_devices", lambda: dict.fromkeys(made.devices, 1))
    window.backup_rounds._tell_newer()
    (sentence,) = window.notices.sentences
    assert sentence.startswith("Dữ liệu đang mở cũ hơn bản sao lưu lúc 10:32")
    shown: list[Path] = []
    monkeypatch.setattr(restore_dialog, "restore_from", lambda _shell, file: shown.append(file))
    look, leave = [each for each in window.notices.strip._buttons if not each.isHidden()]
    look.click()
    assert shown == [made.path]
    leave.click()
    assert window.notices.sentences == []
    window.backup_rounds._tell_newer()
    assert window.notices.sentences == []


def test_the_window_answers_while_it_waits(window: MainWindow, qtbot: QtBot) -> None:
    window.show()
    ticks: list[bool] = []
    go_on = threading.Event()
    timer = QTimer()

    def tick() -> None:
        panels = [each for each in QApplication.topLevelWidgets() if isinstance(each, waiting.Waiting)]
        if panels and panels[0].isVisible():
            panels[0].reject()
            ticks.append(panels[0].isVisible() and not panels[0].close())
            go_on.set()

    timer.timeout.connect(tick)
    timer.start(20)
    assert waiting.waited(window, "Đang chờ…", lambda: go_on.wait(20))
    timer.stop()
    assert ticks
    assert all(ticks)
    assert window.isEnabled()
    with pytest.raises(Damaged):
        waiting.waited(None, "Đang chờ…", broken_work)


def broken_work() -> None:
    raise Damaged("hỏng")


@pytest.mark.parametrize(
    ("lost", "won", "says"),
    [
        (0, 0, "Bản sao lưu này giống dữ liệu đang có."),
        (2, 0, "Khôi phục toàn bộ sẽ mất 2 thao tác làm sau bản này."),
        (0, 3, "Khôi phục toàn bộ sẽ lấy lại 3 thao tác hiện không có."),
        (2, 3, "Khôi phục toàn bộ sẽ mất 2 thao tác làm sau bản này và lấy lại 3 thao tác hiện không có."),
    ],
)
def test_what_is_lost_and_won_is_one_sentence(lost: int, won: int, says: str) -> None:
    assert restore_dialog.losses(Compared(lost, won, (), ())) == says


def test_ages() -> None:
    from datetime import datetime

    now = datetime(2026, 6, 15, 10, 32)
    moments = (now, datetime(2026, 6, 15, 10, 0), datetime(2026, 6, 14, 10, 0), datetime(2026, 6, 1))
    assert [damaged.age_words(each, now) for each in moments] == [
        "vừa xong", "32 phút trước", "24 giờ trước", "14 ngày trước",
    ]  # fmt: skip
    assert QApplication.instance() is not None
    assert opening.Opened is Opened


@pytest.mark.parametrize("content", [b"", "Kế hoạch năm 2026".encode()])
def test_no_rest_is_offered_of_what_holds_nothing_of_ours(
    touched: Path, content: bytes, qtbot: QtBot
) -> None:
    (touched / "cchc.db").write_bytes(content)
    dialog = dialog_for(touched)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.rescue.isVisible()
    assert dialog.other.isVisible()
