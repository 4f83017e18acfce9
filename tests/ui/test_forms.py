"""Fields save when they are left, say what is wrong, and keep what was typed."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.tasks import TaskSource
from cchc_desktop.ui import forms, messages
from cchc_desktop.ui.forms import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    Form,
    LineField,
    MoneyField,
    NumberField,
    PercentField,
    TextField,
)
from cchc_desktop.ui.forms.question import Question
from cchc_desktop.ui.frame.main_window import MainWindow


class Record:
    """Something with one value, and how often it was set."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self.saves = 0

    def get(self) -> Any:
        return self.value

    def set(self, value: Any) -> None:
        if value == "sai":
            raise Refusal("Không được ghi «sai».")
        self.value = value
        self.saves += 1


@pytest.fixture
def shown(qtbot: QtBot, window: MainWindow) -> Callable[[Field], QLineEdit]:
    """Shows a field beside another one and gives the other, to which the cursor may go."""

    def show(field: Field) -> QLineEdit:
        holder = QWidget(window)
        other = QLineEdit()
        layout = QVBoxLayout(holder)
        layout.addWidget(field)
        layout.addWidget(other)
        holder.resize(400, 200)
        holder.show()
        field.load()
        field.setFocus()
        return other

    return show


def test_a_field_saves_when_it_is_left(window: MainWindow, shown: Any) -> None:
    record = Record("cũ")
    field = LineField(window, "Tên", record.get, record.set)
    other = shown(field)
    field.editor.setText("mới")
    assert record.value == "cũ"
    other.setFocus()
    assert (record.value, record.saves) == ("mới", 1)
    field.setFocus()
    other.setFocus()
    assert record.saves == 1


def test_enter_saves_and_escape_restores(window: MainWindow, shown: Any) -> None:
    record = Record("cũ")
    field = LineField(window, "Tên", record.get, record.set)
    shown(field)
    field.editor.setText("mới")
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert record.value == "mới"
    field.editor.setText("khác")
    QTest.keyClick(field.editor, Qt.Key.Key_Escape)
    assert field.editor.text() == "mới"
    assert not field.dirty


def test_what_is_refused_stays_with_its_sentence(window: MainWindow, shown: Any) -> None:
    record = Record("cũ")
    field = LineField(window, "Tên", record.get, record.set)
    other = shown(field)
    field.editor.setText("sai")
    other.setFocus()
    assert record.value == "cũ"
    assert field.editor.text() == "sai"
    assert field._problem.text() == "Không được ghi «sai»."
    assert field.editor.accessibleDescription() == "Không được ghi «sai»."
    field.load()
    assert field.editor.text() == "sai"
    field.restore()
    assert field.editor.text() == "cũ"
    assert field._problem.isHidden()


def test_a_date_is_typed_freely(window: MainWindow, shown: Any) -> None:
    record = Record(date(2026, 1, 5))
    field = DateField(window, "Hạn", record.get, record.set)
    shown(field)
    assert field.editor.text() == "05/01/2026"
    field.editor.setText("31/2/2026")
    assert not field.commit()
    assert "31/2/2026" in field._problem.text()
    field.editor.setText("7.3.2026")
    assert field.commit()
    assert record.value == date(2026, 3, 7)
    assert field.editor.text() == "07/03/2026"
    field.editor.setText("")
    assert field.commit()
    assert record.value is None


def test_a_number_has_a_decimal_comma(window: MainWindow, shown: Any) -> None:
    record = Record(Decimal("1234.5"))
    field = NumberField(window, "Giá trị", record.get, record.set)
    shown(field)
    assert field.editor.text() == "1.234,5"
    field.editor.setText("95,25")
    assert field.commit()
    assert record.value == Decimal("95.25")
    field.editor.setText("chín mươi")
    assert not field.commit()


def test_a_whole_number_has_no_decimals(window: MainWindow, shown: Any) -> None:
    record = Record(5)
    field = NumberField(window, "Số lần", record.get, record.set, whole=True)
    shown(field)
    field.editor.setText("2,5")
    assert not field.commit()
    field.editor.setText("12.000")
    assert field.commit()
    assert record.value == 12000


def test_money_is_asked_for_as_it_is_written(window: MainWindow, shown: Any) -> None:
    record = Record(None)
    field = MoneyField(window, "Kinh phí", record.get, record.set)
    shown(field)
    field.editor.setText("5trieu")
    assert not field.commit()
    assert field._problem.text() == "«5trieu» không phải là số tiền. Hãy nhập như 5.000.000."
    field.editor.setText("5.000.000")
    assert field.commit()
    assert record.value == 5_000_000


def test_escape_closes_a_question_whatever_was_typed_in_it(window: MainWindow, qtbot: QtBot) -> None:
    question = Question(window, "Hỏi", "Ghi")
    field = LineField(None, "Lý do")
    question.form.add(field)
    qtbot.addWidget(question)
    with qtbot.waitExposed(question):
        question.open()
    QTest.keyClicks(field.editor, "thu")
    QTest.keyClick(field.editor, Qt.Key.Key_Escape)
    assert not question.isVisible()


def test_dialogs_of_qt_speak_vietnamese(qtbot: QtBot) -> None:
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    words = {label.text() for label in dialog.findChildren(QLabel)}
    assert words >= {"Tìm &trong:", "&Tên tệp:", "&Loại tệp:"}
    assert "Hủy" in {button.text() for button in dialog.findChildren(QPushButton)}


def test_a_choice_saves_at_once(window: MainWindow, shown: Any) -> None:
    record = Record("b")
    field = ChoiceField(
        window, "Loại", record.get, record.set, choices=lambda: [("a", "Loại A"), ("b", "Loại B")]
    )
    shown(field)
    assert field.editor.currentText() == "Loại B"
    field.editor.setCurrentIndex(0)
    field.editor.activated.emit(0)
    assert record.value == "a"


def test_a_choice_gives_back_the_values_that_it_was_given(window: MainWindow, shown: Any) -> None:
    record = Record(TaskSource.ABOVE)
    pairs = [(TaskSource.OWN, "Của cơ quan"), (TaskSource.ABOVE, "Cấp trên giao"), ((1, 2), "Cả hai")]
    field = ChoiceField(window, "Nguồn", record.get, record.set, choices=lambda: pairs)
    shown(field)
    assert field.editor.currentText() == "Cấp trên giao"
    for value, _ in pairs:
        field.editor.show_value(value)
        assert field.value() is value
        assert field.commit()
        assert record.value is value


def test_a_choice_outlives_other_choices_before_it(window: MainWindow, shown: Any) -> None:
    pairs = [("b", "Loại B"), ("c", "Loại C")]
    field = ChoiceField(window, "Loại", lambda: "b", lambda _: None, choices=lambda: list(pairs))
    shown(field)
    pairs.insert(0, ("a", "Loại A"))
    field.reload_choices()
    assert (field.value(), field.editor.currentText()) == ("b", "Loại B")
    assert not field.dirty
    del pairs[1]
    field.reload_choices()
    assert field.value() is None


def test_an_open_choice_takes_other_words(window: MainWindow, shown: Any) -> None:
    record = Record("Phòng Kinh tế")
    field = ChoiceField(
        window, "Đơn vị", record.get, record.set, choices=lambda: [("x", "Văn phòng")], editable=True
    )
    other = shown(field)
    assert field.editor.currentText() == "Phòng Kinh tế"
    field.editor.setCurrentText("Trạm Y tế")
    other.setFocus()
    assert field.commit()
    assert record.value == "Trạm Y tế"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_an_open_choice_is_found_without_accents(window: MainWindow, shown: Any) -> None:
    record = Record("")
    names = ["Văn phòng", "Phòng Văn hóa - Xã hội", "Phòng Kinh tế"]
    field = ChoiceField(
        window, "Đơn vị", record.get, record.set, choices=lambda: [(n, n) for n in names], editable=True
    )
    shown(field)
    QTest.keyClicks(field.editor, "van")
    completer = field.editor.completer()
    assert completer is not None
    assert completer.completionCount() == 2
    QTest.keyClicks(field.editor, " hoa")
    assert completer.completionCount() == 1
    assert completer.currentCompletion() == "Phòng Văn hóa - Xã hội"
    popup = completer.popup()
    assert popup is not None
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Tab)
    assert record.value == "Phòng Văn hóa - Xã hội"


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_other_words_than_the_offered_ones_stay_on_tab(window: MainWindow, shown: Any) -> None:
    record = Record("phong")
    names = ["Văn phòng", "Phòng Kinh tế"]
    field = ChoiceField(
        window, "Đơn vị", record.get, record.set, choices=lambda: [(n, n) for n in names], editable=True
    )
    shown(field)
    QTest.keyClick(field.editor, Qt.Key.Key_Tab)
    assert (record.value, record.saves) == ("phong", 0)
    field.setFocus()
    QTest.keyClick(field.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field.editor, "phong")
    QTest.keyClick(field.editor, Qt.Key.Key_Tab)
    assert field.editor.currentText() == "phong"


def test_a_check_box_saves_at_once(window: MainWindow, shown: Any) -> None:
    record = Record(False)
    field = CheckField(window, "Phấn đấu", record.get, record.set)
    shown(field)
    field.editor.click()
    assert record.value is True


def test_slider_and_number_are_one(window: MainWindow, shown: Any) -> None:
    field = PercentField(None, "Tiến độ")
    shown(field)
    field.slider.setValue(40)
    assert field.value() == 40
    field.editor.setValue(75)
    assert field.slider.value() == 75


def test_enter_in_a_text_begins_a_line(window: MainWindow, shown: Any) -> None:
    record = Record("một")
    field = TextField(window, "Kết quả", record.get, record.set)
    shown(field)
    QTest.keyClick(field.editor, Qt.Key.Key_End)
    QTest.keyClick(field.editor, Qt.Key.Key_Return)
    assert record.saves == 0
    QTest.keyClick(field.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert record.value == "một\n"


def test_undo_belongs_to_the_field_only_while_something_is_typed(window: MainWindow, shown: Any) -> None:
    field = LineField(window, "Tên", lambda: "cũ", lambda _: None)
    shown(field)
    undo = QKeySequence(QKeySequence.StandardKey.Undo)
    taken = window.office.history.next_undo()
    assert taken
    QTest.keyClicks(field.editor, "a")
    QTest.keySequence(field.editor, undo)
    assert window.office.history.next_undo() == taken
    assert not field.dirty


def test_a_form_stops_at_what_is_refused(window: MainWindow, shown: Any) -> None:
    first, second = Record("một"), Record("hai")
    fields = LineField(window, "A", first.get, first.set), LineField(window, "B", second.get, second.set)
    form = Form()
    form.add(*fields)
    form.load()
    fields[0].editor.setText("sai")
    fields[1].editor.setText("được")
    assert not form.commit()
    fields[0].editor.setText("đúng")
    assert form.commit()
    assert (first.value, second.value) == ("đúng", "được")


def test_a_problem_finds_its_field(qtbot: QtBot) -> None:
    field = LineField(None, "Tên")
    qtbot.addWidget(field)
    assert forms.show_problem(field.editor, "Sai rồi.")
    assert field._problem.text() == "Sai rồi."
    assert not forms.show_problem(None, "Sai rồi.")


def test_messages_ask_in_vietnamese(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask(parent: object, question: str, yes_label: str, danger: bool) -> bool:
        asked.append(f"{question} [{yes_label}]")
        return True

    monkeypatch.setattr(messages.Messages, "ask", ask)
    assert messages.confirm(None, "Xóa hẳn?", "Xóa", danger=True)
    assert asked == ["Xóa hẳn? [Xóa]"]
