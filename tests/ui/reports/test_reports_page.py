"""The page of reports: the list, the calendar, the text with its marks, head and foot, annex, check list."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.indicators import Severity
from cchc_desktop.domain.places import DossiersPlace, FigurePlace, PageName, Place, ReportPlace
from cchc_desktop.domain.report.passages import PassageRow
from cchc_desktop.domain.report.records import Length
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.report_checks import CheckItem
from cchc_desktop.ui.forms import Field
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.reports.desk import ReportDesk
from cchc_desktop.ui.reports.dialogs import IssueReportDialog
from cchc_desktop.ui.reports.page import ReportsPage

Q1, HALF = Period.parse("2026-Q1"), Period.parse("2026-6T")
OPENING = "opening"


def fill(office: Office) -> None:
    """Types some figures of the first two quarters; what is counted without doubles occurs in the first."""
    none = "không phát sinh"
    for period in HALF.quarters:
        inspected, unannounced = ("4", "1") if period == Q1 else (none, none)
        for code, text in (("1.06", "20"), ("1.07", inspected), ("1.08", unannounced), ("1.10", none)):
            office.figures.type_figure(period, code, text)


@pytest.fixture
def page(window: MainWindow) -> ReportsPage:
    """The page on an office with some figures, with the preview folded away."""
    window.office.settings.set_preference("reports.preview", "folded")
    fill(window.office)
    window.open_page(PageName.REPORTS)
    found = window.current
    assert isinstance(found, ReportsPage)
    return found


@pytest.fixture
def desk(page: ReportsPage, window: MainWindow) -> ReportDesk:
    """The report of six months, opened."""
    window.go(ReportPlace(HALF))
    return page.desk


def passage(office: Office, key: str) -> PassageRow:
    """A passage as it is stored."""
    return office.reports.text.passage(HALF, key)


def speaking(office: Office) -> PassageRow:
    """A passage that speaks of figures."""
    return next(
        row for row in office.reports.text.passages(HALF) if "1.07" in row.codes or "1.08" in row.codes
    )


def type_into(field: Field, text: str) -> bool:
    """Types a text and leaves the field."""
    editor: Any = field.editor
    editor.setPlainText(text) if hasattr(editor, "setPlainText") else editor.setText(text)
    return field.commit()


def shown(page: ReportsPage) -> QWidget | None:
    """What the page shows: the list, the calendar or the opened report."""
    return page._stack.currentWidget()


# The list


def test_the_list_says_until_when_and_how_far(page: ReportsPage, window: MainWindow) -> None:
    lines = page.list.table.rows.rows
    assert [line.id for line in lines] == [line.id for line in window.office.reports.schedule.of_year(2026)]
    row = page.list.table.rows.find("2026-6T")
    texts = [str(page.list.table.rows.index(row, n).data()) for n in range(9)]
    assert texts[0] == "6 tháng đầu năm 2026"
    assert texts[4] == "còn 1 ngày"
    assert "/" in texts[6]
    overdue = page.list.table.rows.find("2026-Q1")
    assert page.list.table.rows.index(overdue, 5).data() == "Quá hạn gửi"
    assert page.list.empty.isHidden()


def test_a_report_is_opened_by_keyboard_and_left(page: ReportsPage, qtbot: QtBot) -> None:
    page.list.table.setFocus()
    page.list.table.choose("2026-6T")
    QTest.keyClick(page.list.table, Qt.Key.Key_Return)
    assert shown(page) is page.desk
    assert page.desk.opened.period == HALF
    QTest.keyClick(page.desk.content.outline, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.desk.opened.period == Q1
    QTest.keyClick(page.desk.content.outline, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shown(page) is page.list
    assert page.list.table.current_row().id == "2026-Q1"


def test_the_report_to_be_made_next_is_chosen_when_the_page_is_come_to_by_its_key(
    window: MainWindow,
) -> None:
    QTest.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.current, ReportsPage)
    assert [line.id for line in window.current.list.table.chosen_rows()] == ["2026-6T"]


def test_another_year_begins_empty_and_leads_to_the_figures(
    page: ReportsPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Place] = []
    monkeypatch.setattr(window, "go", asked.append)
    page.list.show_year(2027)
    assert not page.list.empty.isHidden()
    assert "năm 2027" in page.list.empty._words.text()
    primary = [
        button
        for button in page.list.findChildren(QPushButton)
        if button.isVisible() and button.property("kind") == "primary"
    ]
    assert primary == [page.list.empty.figures_button]
    page.list.empty.figures_button.click()
    page.list.figures_button.click()
    assert asked == [FigurePlace(Period.parse("2027-Q1"))] * 2


@pytest.mark.parametrize("size", [(1366, 768), (911, 441)])
def test_the_list_needs_no_scroll_bar_and_lies_under_nothing(
    page: ReportsPage, window: MainWindow, size: tuple[int, int]
) -> None:
    window.resize(*size)
    for year in (2026, 2027):
        page.list.show_year(year)
        for _ in range(3):
            QApplication.processEvents()
        table = page.list.table
        assert not table.horizontalScrollBar().isVisible()
        assert not table.verticalScrollBar().isVisible()
        assert not page.list.checks.isVisible() or page.list._checks_title.y() >= table.geometry().bottom()


def test_names_in_the_outline_stand_whole(desk: ReportDesk, window: MainWindow) -> None:
    window.resize(911, 512)
    for _ in range(3):
        QApplication.processEvents()
    outline = desk.content.outline
    room = outline.columnWidth(0) - 20
    for number in range(outline.rows.rowCount()):
        index = outline.model().index(number, 0)
        if outline.fontMetrics().horizontalAdvance(index.data()) > room:
            assert outline.rowHeight(number) >= 2 * outline.fontMetrics().lineSpacing()


def test_the_list_leads_to_what_is_left_to_do(
    page: ReportsPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Place] = []
    monkeypatch.setattr(window, "go", asked.append)
    page.list.table.choose("2026-6T")
    checks = page.list.checks.table
    assert [item.sentence for item in checks.rows.rows] == [
        item.sentence for item in window.office.reports.checklist(HALF)
    ]
    item = next(item for item in checks.rows.rows if isinstance(item.place, FigurePlace))
    checks.opened.emit(item)
    assert asked == [item.place]
    checks.opened.emit(next(item for item in checks.rows.rows if item.place is None))
    assert page.desk.tabs.currentWidget() is page.desk.ends


# The calendar


def test_the_regime_of_a_year_is_chosen_and_undone(page: ReportsPage, window: MainWindow) -> None:
    page.list.calendar_button.click()
    assert shown(page) is page.calendar
    box: Any = page.calendar.regime.editor
    box.setCurrentIndex(box.values.index("before_day_10"))
    assert page.calendar.regime.commit()
    window.refresh_now()
    assert window.office.calendar.regime(2026).id == "before_day_10"
    calendar = page.calendar.table.rows
    assert calendar.index(calendar.find("2026-Q2"), 4).data() == "09/06/2026"
    window.undo()
    window.refresh_now()
    assert page.calendar.regime.value() == "two_working_days"
    QTest.keyClick(page.calendar.table, Qt.Key.Key_Escape)
    assert shown(page) is page.list


def edit_cell(page: ReportsPage, key: str, column: int, text: str) -> None:
    """Types into a cell of the calendar."""
    table = page.calendar.table
    table.edit_row(key, column)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.setText(text)
    table.commit()
    QTest.qWait(0)


def test_dates_of_a_period_are_edited(page: ReportsPage, window: MainWindow, qtbot: QtBot) -> None:
    page.list.calendar_button.click()
    table = page.calendar.table
    edit_cell(page, "2026-6T", 4, "20/6/2026")
    assert window.office.calendar.dates(HALF).due == date(2026, 6, 20)
    window.refresh_now()
    edit_cell(page, "2026-Q1", 2, "10/3/2026")
    window.refresh_now()
    assert window.office.calendar.dates(Q1).ends == date(2026, 3, 10)
    assert window.office.calendar.dates(Period.parse("2026-Q2")).starts == date(2026, 3, 11)
    edit_cell(page, "2026-6T", 4, "1/1/2020")
    qtbot.waitUntil(lambda: table._bubble is not None)
    assert table._bubble is not None
    assert "hạn gửi" in table._bubble.text()
    assert not page.leave()
    assert window.office.calendar.dates(HALF).due == date(2026, 6, 20)


def test_a_period_is_no_longer_reported(page: ReportsPage, window: MainWindow) -> None:
    page.list.calendar_button.click()
    rows = page.calendar.table.rows
    rows.setData(rows.index(rows.find("2026-6T"), 3), False)
    assert not window.office.calendar.dates(HALF).reported
    window.refresh_now()
    page.calendar.closed.emit()
    assert page.list.table.rows.find("2026-6T") < 0
    window.undo()
    window.refresh_now()
    assert page.list.table.rows.find("2026-6T") >= 0


# The text


def test_own_words_are_stored_when_left_and_undone(desk: ReportDesk, window: MainWindow) -> None:
    desk.show_passage(OPENING)
    said = passage(window.office, OPENING).generated
    assert desk.content.passage.text.value() == said
    assert type_into(desk.content.passage.text, "Ủy ban nhân dân xã báo cáo như sau:\n- Một;")
    row = passage(window.office, OPENING)
    assert (row.own, row.text) == (True, "Ủy ban nhân dân xã báo cáo như sau:\n- Một;")
    window.refresh_now()
    assert desk.content.passage._compare.isVisible()
    assert said.split()[-1] in desk.content.passage.now.toPlainText()
    assert "line-through" in desk.content.passage.now.toHtml()
    assert desk.content.passage.keep.isHidden()
    window.undo()
    window.refresh_now()
    assert desk.content.passage.text.value() == said
    assert desk.content.passage._compare.isHidden()


def test_leaving_the_page_stores_the_passage(desk: ReportDesk, window: MainWindow) -> None:
    desk.show_passage(OPENING)
    editor: Any = desk.content.passage.text.editor
    editor.setFocus()
    editor.setPlainText("Câu của cơ quan.")
    window.open_page(PageName.TODAY)
    assert passage(window.office, OPENING).text == "Câu của cơ quan."


def test_changed_data_are_marked_and_settled(desk: ReportDesk, window: MainWindow) -> None:
    """The official's words stay when figures change; the passage is marked until he has decided."""
    office = window.office
    row = speaking(office)
    desk.show_passage(row.key)
    type_into(desk.content.passage.text, f"{row.generated} Chúng tôi nói thêm.")
    office.figures.type_figure(Q1, "1.07", "5")
    office.figures.type_figure(Q1, "1.08", "2")
    window.refresh_now()
    pane = desk.content.passage
    assert passage(office, row.key).changed
    assert "số liệu đã thay đổi" in pane._state.text()
    assert "underline" in pane.now.toHtml()
    place = desk.content.outline.rows.find(row.key)
    assert "thay đổi" in desk.content.outline.rows.index(place, 1).data(Qt.ItemDataRole.EditRole)
    pane.keep.click()
    assert not passage(office, row.key).changed
    assert passage(office, row.key).text.endswith("Chúng tôi nói thêm.")
    assert pane.keep.isHidden()
    pane.reset.click()
    assert not passage(office, row.key).own
    assert pane.text.value() == passage(office, row.key).generated
    assert pane._compare.isHidden()


def test_in_a_low_window_nothing_lies_over_what_the_data_say(
    desk: ReportDesk, window: MainWindow, qtbot: QtBot
) -> None:
    row = speaking(window.office)
    window.office.reports.set_passage(HALF, row.key, f"{row.text} Thêm.")
    window.office.figures.type_figure(Q1, "1.07", "5")
    window.refresh_now()
    desk.show_passage(row.key)
    window.resize(911, 512)
    pane = desk.content.passage
    qtbot.waitUntil(lambda: pane.keep.isVisible() and window.height() == 512)
    qtbot.waitUntil(lambda: pane.now.geometry().bottom() < pane.keep.geometry().top())
    assert pane._compare.geometry().bottom() < pane._chips.geometry().top()
    assert pane._chips.geometry().bottom() <= pane.height()


def test_next_mark_goes_to_what_wants_a_look(desk: ReportDesk, window: MainWindow) -> None:
    wanted = [row.key for row in desk.opened.rows if row.kind == "text" and not row.text]
    assert wanted
    desk.show_passage(OPENING)
    QTest.keyClick(desk.content.outline, Qt.Key.Key_F8)
    assert desk.opened.key == wanted[0]


def test_chips_open_the_figures(
    desk: ReportDesk, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Place] = []
    monkeypatch.setattr(window, "go", asked.append)
    row = speaking(window.office)
    desk.show_passage(row.key)
    chips = desk.content.passage._chips.findChildren(QPushButton)
    assert [chip.text().partition(":")[0] for chip in chips] == list(row.codes)
    chips[0].click()
    assert asked == [FigurePlace(HALF, row.codes[0])]


def test_the_preview_follows(page: ReportsPage, window: MainWindow, qtbot: QtBot) -> None:
    window.go(ReportPlace(HALF, OPENING))
    desk = page.desk
    with qtbot.waitSignal(desk.preview.rendered, timeout=20_000):
        desk.show_pages(True)
    with qtbot.waitSignal(desk.preview.rendered, timeout=20_000):
        type_into(desk.content.passage.text, "Câu mở đầu của riêng cơ quan chúng tôi:")
        window.refresh_now()
    assert desk.preview._pages is not None
    assert desk.preview._pages.spot(OPENING) is not None
    desk.preview.text_clicked.emit("bases")
    assert desk.opened.key == "bases"


def test_the_pages_show_what_is_typed_once_typing_pauses(
    page: ReportsPage, window: MainWindow, qtbot: QtBot
) -> None:
    window.go(ReportPlace(HALF, OPENING))
    desk = page.desk
    with qtbot.waitSignal(desk.preview.rendered, timeout=20_000):
        desk.show_pages(True)
    stored = window.office.reports.text.passages(HALF)
    editor = desk.content.passage.text.editor
    with qtbot.waitSignal(desk.preview.rendered, timeout=20_000):
        editor.setPlainText("Câu đang gõ dở, chưa rời ô")
    assert window.office.reports.text.passages(HALF) == stored, "nothing is stored by that"
    assert desk.preview._document == window.office.reports.papers.with_typed(
        HALF, {OPENING: "Câu đang gõ dở, chưa rời ô"}
    )
    assert desk.preview._document != window.office.reports.papers.compose(HALF)
    desk.content.passage.text.restore()
    with qtbot.waitSignal(desk.preview.rendered, timeout=20_000):
        desk.preview.render_now()
    assert desk.preview._document == window.office.reports.papers.compose(HALF), "given up, it is gone"


# Head and foot


def test_head_and_foot_are_stored_and_empty_ones_are_the_usual(desk: ReportDesk, window: MainWindow) -> None:
    desk.tabs.setCurrentWidget(desk.ends)
    usual = window.office.reports.text.head(HALF)
    assert type_into(desk.ends.addressees, "Sở Nội vụ tỉnh Bình Minh\n\nVăn phòng UBND tỉnh")
    assert type_into(desk.ends.name, "Trần Văn Bê")
    head = window.office.reports.text.head(HALF)
    assert head.addressees == ("Sở Nội vụ tỉnh Bình Minh", "Văn phòng UBND tỉnh")
    assert head.signer.name == "Trần Văn Bê"
    assert type_into(desk.ends.addressees, "")
    window.refresh_now()
    assert window.office.reports.text.head(HALF).addressees == usual.addressees
    assert desk.ends.addressees.value() == "\n".join(usual.addressees)


def test_issue_asks_for_number_and_day(
    desk: ReportDesk, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def answer(dialog: IssueReportDialog) -> int:
        told.extend(one.text() for one in dialog.findChildren(QLabel))
        dialog.number.set_value("không")
        dialog.answer()
        told.append(dialog.number._problem.text())
        dialog.number.set_value("45")
        dialog.day.set_value(date(2026, 6, 15))
        dialog.answer()
        return dialog.result()

    monkeypatch.setattr(IssueReportDialog, "exec", answer)
    errors = sum(item.severity is not Severity.WARNING for item in window.office.reports.checklist(HALF))
    desk.bar.issue_action.trigger()
    head = window.office.reports.text.head(HALF)
    assert (head.number, head.issued_on) == ("45", date(2026, 6, 15))
    assert "số nguyên dương" in told[-1]
    assert any(f"Báo cáo còn {errors} lỗi" in one for one in told)
    assert desk.banner.isVisible()
    editor: Any = desk.content.passage.text.editor
    assert editor.isReadOnly()
    assert desk.ends.name.editor.isReadOnly()  # type: ignore[attr-defined]
    assert "số 45" in desk.bar._state.text()
    assert f"Báo cáo còn {errors} lỗi" in window.foot.sentence
    # What stood open when it was issued is still open.
    items = desk.checks.table.rows.rows
    assert sum(item.severity is not Severity.WARNING for item in items) == errors
    assert f"theo số liệu hiện nay còn {errors} lỗi" in desk.checks._words.text()
    assert not any("chưa có số và ngày" in item.sentence for item in items)
    assert "đã phát hành" in desk.checks.table.empty_text
    desk.bar.reopen_action.trigger()
    assert not window.office.reports.text.head(HALF).is_issued
    assert not editor.isReadOnly()
    assert not desk.banner.isVisible()


# The check list


def test_the_check_list_leads_to_its_places(
    desk: ReportDesk, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = window.office
    field = office.dossiers.fields()[0]
    office.dossiers.set_row(Q1, field.id, Dossiers(10, 0, 0, 5, 0, 0, 3, 0))
    office.reports.set_passage(HALF, OPENING, "Của chúng tôi.")
    window.refresh_now()
    asked: list[Place] = []
    monkeypatch.setattr(window, "go", asked.append)
    desk.tabs.setCurrentWidget(desk.checks)
    rows = desk.checks.table.rows.rows
    assert desk.tabs.tabText(2) == f"Kiểm tra ({len(rows)})"
    figure = next(item for item in rows if isinstance(item.place, FigurePlace))
    desk.checks.table.opened.emit(figure)
    desk.checks.table.opened.emit(next(item for item in rows if isinstance(item.place, DossiersPlace)))
    assert asked == [figure.place, DossiersPlace(HALF)]
    passages = [item for item in rows if isinstance(item.place, ReportPlace)]
    desk.checks.table.opened.emit(passages[0])
    assert desk.tabs.currentWidget() is desk.content
    assert passages[0].place == ReportPlace(HALF, desk.opened.key)


def test_who_comes_back_from_an_item_goes_on_in_the_check_list(
    desk: ReportDesk, page: ReportsPage, window: MainWindow
) -> None:
    window.activateWindow()
    desk.tabs.setCurrentWidget(desk.checks)
    table = desk.checks.table
    item = next(row for row in table.rows.rows if isinstance(row.place, FigurePlace))
    table.opened.emit(item)
    assert window.current is not page
    window.commands.go_to_page(PageName.REPORTS)
    assert window.focusWidget() is table
    desk.tabs.setCurrentWidget(desk.content)
    page.setFocus()
    assert window.focusWidget() is desk.content.outline


def test_the_parts_of_a_report_are_gone_to_by_keys(desk: ReportDesk, window: MainWindow) -> None:
    desk.content.outline.setFocus()
    QTest.keyClick(desk.content.outline, Qt.Key.Key_F6)
    text: Any = desk.content.passage.text.editor
    assert window.focusWidget() is text
    QTest.keyClick(text, Qt.Key.Key_F6)
    assert window.focusWidget() is desk.content.outline
    for held, shown in ((1, desk.ends), (1, desk.checks), (-1, desk.ends)):
        control = Qt.KeyboardModifier.ControlModifier
        shift = Qt.KeyboardModifier.ShiftModifier if held < 0 else Qt.KeyboardModifier.NoModifier
        focused: Any = window.focusWidget()
        QTest.keyClick(focused, Qt.Key.Key_Backtab if held < 0 else Qt.Key.Key_Tab, control | shift)
        assert desk.tabs.currentWidget() is shown
        assert shown.isAncestorOf(window.focusWidget())


def test_the_length_is_chosen_for_the_report(desk: ReportDesk, window: MainWindow) -> None:
    box = desk.ends.length.editor
    box.show_value(Length.SHORT)
    box.activated.emit(box.currentIndex())
    assert window.office.reports.text.head(HALF).length is Length.SHORT
    assert window.office.reports.text.head(Q1).length is Length.FULL
    window.undo()
    window.refresh_now()
    assert desk.ends.length.value() == Length.FULL


def test_what_is_missing_of_head_and_foot_is_asked_for_in_its_field(
    desk: ReportDesk, window: MainWindow
) -> None:
    desk.put_right(CheckItem(Severity.WARNING, "Báo cáo chưa có số và ngày phát hành."))
    assert window.focusWidget() is desk.ends.number.editor
    profile = window.office.settings.profile()
    assert profile is not None
    window.office.settings.set_profile(replace(profile, signers=()))
    desk.put_right(CheckItem(Severity.ERROR, "Chưa có họ tên người ký."))
    assert window.focusWidget() is desk.ends.name.editor


# Documents


def test_an_export_says_what_is_still_wrong(
    desk: ReportDesk, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "cchc_desktop.ui.exporting.export_document", lambda *_, warning="": said.append(warning)
    )
    errors = sum(item.severity is not Severity.WARNING for item in window.office.reports.checklist(HALF))
    assert errors
    desk.bar.export_action.trigger()
    window.commands.export_action.trigger()
    window.office.reports.issue(HALF, "31", date(2026, 6, 15))
    desk.bar.export_action.trigger()
    assert said == [f"Báo cáo còn {errors} lỗi, ghi ở thẻ «Kiểm tra»."] * 2 + [""]


def test_what_was_added_by_hand_is_never_struck_out(desk: ReportDesk, window: MainWindow) -> None:
    office = window.office
    row = speaking(office)
    desk.show_passage(row.key)
    type_into(desk.content.passage.text, f"{row.generated} Chúng tôi nói thêm.")
    window.refresh_now()
    pane = desk.content.passage
    html = pane.now.toHtml()
    assert "underline" in html
    assert "line-through" not in html
    assert "gạch chân: cơ quan thêm" in pane._compared.text()
    assert "Chúng tôi nói thêm." in pane.now.toPlainText()
    office.figures.type_figure(Q1, "1.07", "5")
    office.figures.type_figure(Q1, "1.08", "2")
    window.refresh_now()
    # Now it is the data that changed: what they said is held against what they say.
    assert "gạch chân: mới" in pane._compared.text()
    assert "nói thêm" not in pane.now.toPlainText()
    assert "underline" in pane.now.toHtml()


def test_the_page_exports_what_it_shows(
    page: ReportsPage, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.list.table.choose("2026-6T")
    of_list = page.current_document()
    window.go(ReportPlace(HALF))
    of_desk = page.current_document()
    assert of_list is not None
    assert of_list == of_desk
    asked: list[tuple[Any, ...]] = []
    monkeypatch.setattr(
        "cchc_desktop.ui.reports.desk.export_document", lambda *given: asked.append(given[1:])
    )
    page.desk.bar.annex_action.trigger()
    assert asked[0][1:] == (window.office.reports.papers.file_name(HALF, "xlsx", "statistics"), "xlsx")


def test_an_issued_report_shows_what_would_be_said_otherwise_now(
    desk: ReportDesk, window: MainWindow
) -> None:
    window.office.reports.issue(HALF, "31", date(2026, 6, 15))
    row = speaking(window.office)
    printed = row.text
    with window.office.corrections.because("đếm lại"):
        window.office.figures.type_figure(Q1, "1.07", "6")
    window.refresh_now()
    assert "1 mục nay sẽ viết khác" in desk.banner._words.text()
    desk.show_passage(row.key)
    pane = desk.content.passage
    assert pane.text.editor.toPlainText() == printed
    assert pane._compare.isVisible()
    assert "line-through" in pane.now.toHtml()
    assert pane.keep.isHidden()
    assert pane.reset.isHidden()
