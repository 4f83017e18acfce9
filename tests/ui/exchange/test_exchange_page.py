"""«Trao đổi»: packing, taking in after a look, what waits for a decision, and packages that are dropped."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog

from cchc_desktop.child import process
from cchc_desktop.child.errands import Errand, function_of
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.exchange.manifest import PackageKind
from cchc_desktop.domain.places import ExchangePlace, PageName
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.package_files import came_in, look_at
from cchc_desktop.packages.load import write_load
from cchc_desktop.ui import work
from cchc_desktop.ui.exchange.packing import EVERYONE, PackQuestion, pack
from cchc_desktop.ui.exchange.page import ExchangePage
from cchc_desktop.ui.exchange.several import Round, Seen, packages_at
from cchc_desktop.ui.exchange.taking import PasswordQuestion, TakePackage
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.frame.package_door import dropped
from cchc_desktop.ui.reports.page import ReportsPage
from tests.quick_passwords import quick_hashes
from tests.ui.sample_window import sample_window

__all__ = ["quick_hashes"]

Q1, Q4 = Period.parse("2026-Q1"), Period.parse("2026-Q4")


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Packages are read without a child, and work is done at once."""

    def run(errand: Errand, *given: object, **_: object) -> object:
        return function_of(errand)(*given)

    class Done:
        @staticmethod
        def cancel() -> None:
            pass

        class finished:
            @staticmethod
            def connect(_slot: object) -> None:
                pass

    def at_once(
        _parent: object,
        _title: str,
        function: Callable[..., Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> object:
        try:
            found = function(lambda *_: None, lambda: False)
        except Refusal as refusal:
            if failed is None:
                raise
            failed(refusal)
        else:
            done(found)
        return Done

    monkeypatch.setattr(process, "run", run)
    monkeypatch.setattr(work, "run", at_once)


@pytest.fixture
def window(prepared: None, tmp_path: Path) -> Iterator[MainWindow]:
    with sample_window(tmp_path / "sample") as made:
        yield made


@pytest.fixture
def page(window: MainWindow) -> ExchangePage:
    window.go(ExchangePlace())
    found = window.current
    assert isinstance(found, ExchangePage)
    return found


def asked(window: MainWindow, kind: PackageKind, **values: object) -> PackQuestion:
    question = PackQuestion(window, kind, window)
    for name, value in values.items():
        getattr(question, name).set_value(value)
    return question


def copy_of(window: MainWindow, tmp_path: Path) -> Office:
    """The same office at another PC."""
    path = tmp_path / "whole.cchc"
    write_load(path, window.office.exchange.pack_whole())
    other = Office.open(tmp_path / "other", lambda: window.office.today)
    with came_in(path) as package:
        other.exchange.take_in(package)
    return other


def test_an_empty_page_says_what_it_is_for(page: ExchangePage) -> None:
    assert page._stack.currentWidget() is page.empty
    assert ".cchc" in page.empty.words
    assert page.focusProxy() is page.first_button, "the keys are where there is something to press"


def test_what_is_asked_follows_the_kind(window: MainWindow) -> None:
    question = asked(window, PackageKind.ASSIGNMENT)
    question.show()
    assert question.officer.isVisible()
    assert not question.period.isVisible()
    question.kind.set_value(PackageKind.REPORT)
    question.kind.changed.emit()
    assert question.period.isVisible()
    assert not question.officer.isVisible()
    question.kind.set_value(PackageKind.CATALOGUE)
    question.kind.changed.emit()
    assert question._list.isVisible()
    question.answer()
    assert question.loads == []
    assert "chưa có danh mục riêng" in question.kind.editor.accessibleDescription()
    question.deleteLater()


def test_a_report_is_packed_and_listed(page: ExchangePage, window: MainWindow, tmp_path: Path) -> None:
    question = asked(window, PackageKind.REPORT, period=Q1, password="mật khẩu", again="mật khẩ")
    question.show()
    question.answer()
    assert "chưa giống nhau" in question.again.editor.accessibleDescription()
    question.again.set_value("mật khẩu")
    question.answer()
    [load] = question.loads
    path = tmp_path / "bao-cao.cchc"
    pack(window, [(load, path)], "mật khẩu", page.refresh)
    assert look_at(path, "mật khẩu").manifest.head.period == Q1.id
    assert page._stack.currentWidget() is page._whole
    [row] = page.packages.rows.rows
    assert row.is_sent
    assert row.file == "bao-cao.cchc"
    question.deleteLater()


def test_a_package_is_looked_at_and_taken_in(
    page: ExchangePage, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "gop.cchc"
    with closing(copy_of(window, tmp_path)) as other:
        other.figures.type_figure(Q4, "1.35", "61")
        write_load(path, other.exchange.pack_contribution(), "bí mật")
    before = window.office.figures.figure(Q4, "1.35")
    window.office.figures.type_figure(Q4, "1.35", "60")
    answers = iter(["sai", "bí mật"])
    monkeypatch.setattr(PasswordQuestion, "ask", lambda *_: next(answers))
    dialog = TakePackage(window, window)
    dialog.show()
    dialog.read(path)
    for _ in range(3):
        QApplication.processEvents()
    assert dialog.preview is not None
    assert dialog.conflicts.isVisible()
    assert dialog.take_button.isEnabled()
    assert window.office.figures.figure(Q4, "1.35") != before
    folder = dialog.package.parts.folder if dialog.package else tmp_path
    dialog.take_in()
    assert not folder.exists()
    window.refresh_now()
    assert page.tabs.currentWidget() is page.conflicts
    assert page.tabs.tabText(1) == "Chờ quyết định (1)"
    assert len(page.conflicts.cards) == 2
    page.conflicts.cards[1].button.click()
    window.refresh_now()
    assert window.office.figures.figure(Q4, "1.35").number == 61
    assert window.office.merging.conflicts() == ()
    assert page.tabs.tabText(1) == "Chờ quyết định"
    assert page.conflicts.empty.isVisible()
    window.undo()
    window.refresh_now()
    assert page.tabs.tabText(1) == "Chờ quyết định (1)"
    page.tabs.setCurrentIndex(0)
    page.setFocus()
    assert window.focusWidget() is page.packages
    page.tabs.setCurrentIndex(1)
    assert window.focusWidget() is page.conflicts.table, "the keys hold once the tab was clicked"
    page.tabs.tabBar().setFocus()
    page.tabs.setCurrentIndex(0)
    assert window.focusWidget() is page.tabs.tabBar()
    keys = {each.key().toString(): each for each in page.conflicts.findChildren(QShortcut)}
    keys["9"].activated.emit()
    keys["1"].activated.emit()
    window.refresh_now()
    assert window.office.figures.figure(Q4, "1.35").number == 60
    assert window.office.merging.conflicts() == ()
    dialog.deleteLater()


def test_a_package_that_cannot_be_taken_in_says_why(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "bao-cao.cchc"
    write_load(path, window.office.exchange.pack_report(Q1))
    dialog = TakePackage(window, window)
    dialog.show()
    dialog.read(path)
    assert "trang Tổng hợp" in dialog.notice.sentence
    assert dialog.gather_button.isVisible()
    assert not dialog.take_button.isEnabled()
    assert "chỉ tiêu có số" in dialog._holds.text()
    wrong = tmp_path / "sai.cchc"
    wrong.write_text("không")
    dialog.read(wrong)
    assert "không phải gói trao đổi" in dialog.notice.sentence
    assert dialog.package is None
    assert not dialog.gather_button.isVisible()
    dialog.read(path)
    dialog.gather_button.click()
    assert window.shown is PageName.GATHERING
    dialog.deleteLater()


def test_catalogues_are_listed_with_what_becomes_of_them(window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "danh-muc.cchc"
    office = window.office
    office.surveys.save_questionnaire(office.surveys.questionnaire_text("sipas"))
    write_load(path, office.exchange.pack_catalogues())
    dialog = TakePackage(window, window)
    dialog.show()
    dialog.read(path)
    assert [row.item.id for row in dialog.offers.rows.rows] == ["sipas"]
    assert not dialog.take_button.isEnabled()
    office.surveys.drop_questionnaire("sipas")
    dialog.read(path)
    assert dialog.take_button.isEnabled()
    dialog.take_in()
    assert office.surveys.is_own("sipas")
    dialog.deleteLater()


def test_a_package_is_dropped_on_the_window(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[tuple[Path, ...]] = []
    monkeypatch.setattr(TakePackage, "run", lambda _shell, *paths: opened.append(paths))
    for names, count in (
        (["a.cchc"], 1),
        (["a.pdf"], 1),
        (["b.cchc", "a.pdf"], 1),
        (["b.cchc", "a.cchc"], 2),
    ):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
        enter = QDragEnterEvent(
            QPointF(9, 9).toPoint(), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        enter.ignore()
        QApplication.sendEvent(window, enter)
        assert enter.isAccepted() == ("a.pdf" not in names)
        drop = QDropEvent(
            QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(window, drop)
        QApplication.processEvents()
        assert len(opened) == count
    one, two = tmp_path / "a.cchc", tmp_path / "b.cchc"
    assert opened == [(one,), (one, two)], "in the order of their names, wherever they lay"
    assert window.shown is PageName.TODAY


def test_a_folder_of_packages_is_dropped(tmp_path: Path) -> None:
    full, empty = tmp_path / "goi", tmp_path / "khac"
    for folder in (full, empty):
        folder.mkdir()
    for name in ("b.cchc", "a.CCHC", "thu.txt", ".c.cchc"):
        (full / name).write_bytes(b"x")
    (full / "d.cchc").mkdir()
    (empty / "thu.txt").write_bytes(b"x")

    def of(*paths: Path) -> list[Path]:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        return dropped(data)

    assert of(full) == [full]
    assert packages_at(of(full)) == [full / "a.CCHC", full / "b.cchc"]
    assert packages_at(of(full / "b.cchc", full)) == [full / "a.CCHC", full / "b.cchc"]
    assert of(empty) == of(full, empty) == of(tmp_path / "khong-co") == []
    assert packages_at([empty]) == []


def test_what_came_of_several_packages_is_said_in_the_end(
    window: MainWindow, page: ExchangePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One is taken in, two bring nothing new, one is skipped, and the last is not wanted."""
    folder = tmp_path / "goi"
    folder.mkdir()
    with closing(copy_of(window, tmp_path)) as other:
        other.figures.type_figure(Q4, "1.35", "61")
        write_load(folder / "a.cchc", other.exchange.pack_contribution(), "bí mật")
        write_load(folder / "c.cchc", other.exchange.pack_contribution())
        other.figures.type_figure(Q4, "1.36", "3")
        write_load(folder / "d.cchc", other.exchange.pack_contribution(), "bí mật")
    window.office.figures.type_figure(Q4, "1.35", "60")
    (folder / "b.cchc").write_text("không")
    write_load(folder / "e.cchc", window.office.exchange.pack_contribution(), "khác")
    write_load(folder / "f.cchc", window.office.exchange.pack_contribution())
    asked: list[str] = []

    def ask(words: str, *_: object) -> str:
        asked.append(words)
        return "bí mật" if "a.cchc" in words else "khác"

    def choose(self: TakePackage) -> None:
        for _ in range(4):
            QApplication.processEvents()
        assert self.stop_button.isHidden() == (self._path == folder / "f.cchc")
        name = str(self._path.name if self._path else "")
        button = {"a.cchc": self.take_button, "e.cchc": self.stop_button}.get(name, self.close_button)
        shown.append((self._file.text(), self.close_button.text()))
        button.click()

    told: list[str] = []
    shown: list[tuple[str, str]] = []
    monkeypatch.setattr(PasswordQuestion, "ask", ask)
    monkeypatch.setattr(TakePackage, "exec", choose)
    monkeypatch.setattr(MainWindow, "notify", lambda _self, words, **_: told.append(words))
    TakePackage.run(window, folder)
    assert shown[0] == ("1/6: a.cchc", "Bỏ qua gói này")
    assert [words for words, _ in shown] == [f"{at}/6: {name}.cchc" for at, name in enumerate("abcde", 1)]
    assert [each[-7:-1] for each in asked] == ["a.cchc", "e.cchc"], (
        "one that opened the package before is tried first"
    )
    assert told[-1] == (
        "Đã nhận 1/6 gói. Không có gì mới: c.cchc, e.cchc. Chưa nhận: b.cchc, d.cchc. Chưa xem 1 gói. "
        "1 chỗ chờ quyết định."
    )
    window.refresh_now()
    assert page.tabs.currentWidget() is page.conflicts


def test_several_packages_are_gone_through_one_by_one(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [str(tmp_path / name) for name in ("b.cchc", "a.cchc")]
    for name in paths:
        Path(name).write_text("không")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (paths, ""))
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(
        TakePackage, "exec", lambda self: told.append((self._file.text(), self.notice.sentence))
    )
    TakePackage.run(window)
    assert [file for file, _ in told] == ["1/2: a.cchc", "2/2: b.cchc"]
    assert all("không phải gói" in sentence for _, sentence in told)
    paths.clear()
    TakePackage.run(window)
    assert len(told) == 2, "nothing is opened after a Cancel"


def test_of_many_packages_the_first_are_named() -> None:
    many = Round(5, 5, seen=[Seen(f"{name}.cchc") for name in "abcde"])
    assert many.summary() == "Đã nhận 0/5 gói. Chưa nhận: a.cchc, b.cchc, c.cchc và 2 gói khác."
    assert (many.turn, many.has_more) == ("5/5: ", False)
    assert Round().turn == ""


def test_a_report_that_a_package_reaches_is_corrected_at_once_or_later(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, office = tmp_path / "gop.cchc", window.office
    name = office.settings.officers()[0].name
    write_load(tmp_path / "giao.cchc", office.exchange.pack_assignment(name))
    with closing(Office.open(tmp_path / "other", lambda: office.today)) as other:
        with came_in(tmp_path / "giao.cchc") as package:
            other.exchange.take_in(package)
        before = other.figures.figure(Q1, "1.06").number
        assert before is not None
        other.figures.type_figure(Q1, "1.06", str(before + 7))
        other.figures.type_figure(Q4, "1.35", "61")
        office.figures.type_figure(Q4, "1.35", "60")
        write_load(path, other.exchange.pack_contribution())
    asked: list[str] = []
    answers = iter(["", "", "Đếm lại"])

    def ask(needed: Exception) -> str:
        asked.append(str(needed))
        return next(answers)

    monkeypatch.setattr(window.reasons, "ask", ask)
    monkeypatch.setattr(TakePackage, "exec", lambda dialog: dialog.take_in())
    TakePackage.run(window, path)
    window.refresh_now()
    exchange = window.current
    assert isinstance(exchange, ExchangePage)
    exchange.conflicts.decide(1)
    assert office.merging.conflicts() == ()
    assert len(asked) == 1, "what was declined is not asked for at each decision"
    assert "quý I năm 2026" in asked[0]
    assert office.figures.figure(Q1, "1.06").number == before + 7
    [line] = [line for line in office.todo.lines() if line.id == f"correct:{Q1.id}"]
    window.go(line.place)
    page = window.current
    assert isinstance(page, ReportsPage)
    desk = page.desk
    assert "chưa đính chính" in desk.banner._words.text()
    desk.banner.more.click()
    assert len(asked) == 2
    desk.banner.more.click()
    window.refresh_now()
    assert office.reached_reports.waiting() == []
    assert desk.banner.more.text() == "Bảng đính chính…"
    found = office.corrections.of_report(Q1)
    assert found is not None
    assert [each.reason for each in found.corrections if each.item == "1.06"] == ["Đếm lại"]


def test_all_who_have_tasks_get_a_package_each(
    page: ExchangePage, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = window.office
    everyone = office.exchange.assignees()
    assert len(everyone) > 1
    office.settings.sit_down(everyone[0])
    others = everyone[1:]
    assert office.exchange.assignees() == others, "who works here needs none"

    def answer(question: PackQuestion) -> None:
        question.show()
        question.officer.set_value(EVERYONE)
        question.answer()

    monkeypatch.setattr(PackQuestion, "exec", answer)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    for turn in (1, 2):
        page.pack(PackageKind.ASSIGNMENT)
        written = sorted(tmp_path.glob("*.cchc"))
        assert len(written) == turn * len(others), "what was sent before is not overwritten"
    units = {look_at(path).manifest.head.unit for path in written}
    assert units == set(others)
    assert len(page.packages.rows.rows) == 2 * len(others)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    page.pack(PackageKind.ASSIGNMENT)
    assert sorted(tmp_path.glob("*.cchc")) == written
