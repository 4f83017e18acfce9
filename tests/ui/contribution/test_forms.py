"""Forms for officers without the program in the window: handed out, and taken in with what both changed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.contribution.forms import write_form
from cchc_desktop.ui import file_dialogs
from cchc_desktop.ui.contribution.hand_out import HandOutForm
from cchc_desktop.ui.contribution.take_form import TakeForm
from cchc_desktop.ui.exchange.page import ExchangePage
from cchc_desktop.ui.frame.main_window import MainWindow
from tests.contributions import FIGURES, Filled

Q1 = Period.parse("2026-Q1")


@pytest.fixture
def form(office: Office, tmp_path: Path) -> Filled:
    """A form of an area with a figure that is known."""
    office.figures.type_figure(Q1, "3.55", "7")
    path = tmp_path / "phieu.xlsx"
    write_form(office.contributions.form(Q1, areas=(3,)), path)
    return Filled(path)


@pytest.fixture
def dialog(window: MainWindow) -> Iterator[TakeForm]:
    """The dialog over the window, before a file is read."""
    made = TakeForm(window, window)
    made.resize(1100, 600)
    made.show()
    yield made
    made.hide()
    made.deleteLater()


def read(qtbot: QtBot, dialog: TakeForm, path: Path) -> None:
    """Reads a form and waits for what is found."""
    dialog.read(path)
    qtbot.waitUntil(lambda: dialog._job is None)


def test_what_would_change_is_shown_and_taken_in(
    window: MainWindow, office: Office, dialog: TakeForm, form: Filled, qtbot: QtBot
) -> None:
    form.put(FIGURES, "3.55", Trong_kỳ=8)
    read(qtbot, dialog, form.save())
    (row,) = dialog.changes.rows.rows
    assert (row.change.ours, row.change.theirs) == ("7", "8")
    assert dialog.take_button.isEnabled()
    assert dialog.take_button.text() == "Nhận 1 chỗ"
    dialog.take_in()
    assert office.figures.figure(Q1, "3.55").value == 8
    window.undo()
    assert office.figures.figure(Q1, "3.55").value == 7


def test_what_both_changed_is_decided_before_it_is_taken(
    office: Office, dialog: TakeForm, form: Filled, qtbot: QtBot
) -> None:
    form.put(FIGURES, "3.55", Trong_kỳ=8)
    form.put(FIGURES, "3.56", Trong_kỳ=3)
    office.figures.type_figure(Q1, "3.55", "9")
    office.figures.type_figure(Q1, "3.56", "9")
    read(qtbot, dialog, form.save())
    assert "2 chỗ hai bên cùng sửa" in dialog.notice.sentence
    assert not dialog.take_button.isEnabled()
    first = dialog.changes.rows.rows[0]
    model = dialog.changes.rows
    assert model.setData(model.index(0, 0), True)
    assert dialog.decided == {first.change.id: True}
    assert not dialog.take_button.isEnabled()
    dialog.ours_button.click()
    assert dialog.take_button.text() == "Nhận 1 chỗ"
    dialog.take_in()
    assert office.figures.figure(Q1, "3.55").value == 8
    assert office.figures.figure(Q1, "3.56").value == 9


def test_what_is_wrong_stands_with_its_cell_and_the_file_is_read_again(
    office: Office, dialog: TakeForm, form: Filled, qtbot: QtBot
) -> None:
    form.put(FIGURES, "3.55", Trong_kỳ="nhiều")
    read(qtbot, dialog, form.save())
    assert "1 chỗ sai" in dialog.notice.sentence
    assert not dialog.take_button.isEnabled()
    assert dialog.remarks.rows.rows[0].place.startswith(FIGURES)
    form.put(FIGURES, "3.55", Trong_kỳ=8)
    form.sheet(FIGURES).row_dimensions[form.row(FIGURES, "3.55")].hidden = True
    form.save()
    dialog.read_again()
    qtbot.waitUntil(lambda: dialog._job is None)
    assert "phải xem" in dialog.notice.sentence
    assert not dialog.take_button.isEnabled()
    dialog.confirm.setChecked(True)
    assert dialog.take_button.isEnabled()
    office.figures.type_figure(Q1, "3.55", "9")
    dialog.take_in()
    assert "vừa có người sửa" in dialog.notice.sentence
    dialog.read_again()
    qtbot.waitUntil(lambda: dialog._job is None)
    dialog.theirs_button.click()
    dialog.changes.opened.emit(dialog.changes.rows.rows[0])


def test_a_file_that_is_no_form_says_so(dialog: TakeForm, tmp_path: Path, qtbot: QtBot) -> None:
    other = tmp_path / "khac.xlsx"
    other.write_bytes(b"PK")
    read(qtbot, dialog, other)
    assert "khac.xlsx" in dialog.notice.sentence
    assert dialog.changes.isHidden()


def test_a_form_is_handed_out(
    window: MainWindow, office: Office, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "cho-anh-loi"
    monkeypatch.setattr(file_dialogs, "ask_new_file", lambda *_: target)

    def answer(question: HandOutForm) -> int:
        question.answer()
        assert question.made is None
        question.areas[3].setChecked(True)
        question.answer()
        return 1

    monkeypatch.setattr(HandOutForm, "exec", answer)
    HandOutForm.run(window, Q1)
    qtbot.waitUntil((tmp_path / "cho-anh-loi.xlsx").exists)
    assert Filled(tmp_path / "cho-anh-loi.xlsx").cell(FIGURES, "3.55", "Mã").value == "3.55"
    question = HandOutForm(window, Q1, window)
    for name in office.contributions.officers():
        question.officer.set_value(name)
        question.officer.changed.emit()
        ticked = {code for code, box in question.areas.items() if box.isChecked()}
        assert ticked == set(office.contributions.areas_of(name))
    question.deleteLater()


def test_the_page_of_exchange_leads_to_both(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(HandOutForm, "exec", lambda _: opened.append("out"))
    monkeypatch.setattr(TakeForm, "ask_file", lambda *_: opened.append("in"))
    page = ExchangePage(window)
    page.form_button.click()
    page.filled_button.click()
    page.deleteLater()
    assert opened == ["out", "in"]
