"""The form of a register: described by keyboard, read back, stored as one operation, and taken back."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cchc_desktop.domain.indicators import Nature
from cchc_desktop.domain.places import RegisterPlace
from cchc_desktop.domain.registers.fields import Holds
from cchc_desktop.domain.registers.register import Condition, Counting, Feed, Over, Test
from cchc_desktop.ui.field import Field
from cchc_desktop.ui.forms import ChoiceField
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.messages import Messages
from cchc_desktop.ui.registers.form import RegisterForm
from cchc_desktop.ui.registers.page import RegistersPage


def put(field: Field, value: object) -> None:
    """Answers a field as a user does: shows the value and leaves it."""
    if isinstance(field, ChoiceField):
        assert value in field.editor.values, field.editor.values
    field._show(value)
    assert field.commit()


@pytest.fixture(autouse=True)
def closed(window: MainWindow) -> Iterator[None]:
    """No form is left open behind a test, where it would go on drawing its pages."""
    yield
    for form in window.findChildren(RegisterForm):
        form.hide()


@pytest.fixture
def new(window: MainWindow) -> RegisterForm:
    """The form of a new register."""
    form = RegisterForm(window, None, window)
    form.show()
    return form


def of(window: MainWindow, register: str) -> RegisterForm:
    """The form of a register that there is."""
    form = RegisterForm(window, window.office.registers.get(register), window)
    form.show()
    return form


def labels(form: RegisterForm) -> list[str]:
    """The fields as they are listed."""
    items = [form.fields_tab.list.item(row) for row in range(form.fields_tab.list.count())]
    return [item.text().partition("\n")[0] for item in items]


def test_a_register_is_described_and_taken_back_with_one_key(new: RegisterForm, window: MainWindow) -> None:
    new.save()
    assert new._counts.text() == "Hãy đặt tên sổ."
    put(new.head_tab.name, "Xe công")
    tab = new.fields_tab
    new.tabs.setCurrentWidget(tab)
    tab.list.setCurrentRow(0)
    tab.list.setFocus()
    QTest.keyClick(tab.list, Qt.Key.Key_Insert)
    new.save()
    assert tab.form.label.editor.accessibleDescription() == "Hãy đặt tên mục."
    put(tab.form.label, "Loại xe")
    put(tab.form.holds, Holds.CHOICE)
    assert tab.form.choices.isVisibleTo(tab.form)
    put(tab.form.choices, "Ô tô\n\nXe máy ")
    tab.list.setFocus()
    QTest.keyClick(tab.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert labels(new) == ["Ngày", "Nội dung", "Loại xe", "Ghi chú"]
    new.tabs.setCurrentWidget(new.feeds_tab)
    new.feeds_tab.add_button.click()
    feed = new.feeds_tab.form
    offered = window.office.own_registers.offered("")
    free = next(
        each.indicator.code for each in offered if not each.register and each.indicator.nature is Nature.FLOW
    )
    put(feed.indicator, free)
    put(feed.counting, Counting.DISTINCT)
    put(feed.of, tab.key())
    feed.more_button.click()
    put(feed.conditions[0].of, tab.key())
    put(feed.conditions[0].words, "xe; Ô tô")
    assert "mà «Loại xe» là Xe máy hoặc Ô tô." in feed._said.text()
    new.save()
    register = window.office.registers.get("rieng-xe-cong")
    assert [each.key for each in register.fields] == ["ngay", "noi_dung", "loai_xe", "ghi_chu"]
    condition = Condition("loai_xe", Test.IS, ("Xe máy", "Ô tô"))
    assert register.feeds == (Feed(free, Counting.DISTINCT, "loai_xe", "ngay", Over.PERIOD, (condition,)),)
    page = window.findChild(RegistersPage)
    assert page is not None
    assert page.registers.value() == "rieng-xe-cong"
    window.office.history.undo()
    window.refresh_now()
    assert page.registers.value() != "rieng-xe-cong"


def test_what_a_change_does_to_rows_is_told_before_it_is_stored(window: MainWindow) -> None:
    office = window.office
    form = RegisterForm(window, None, window)
    put(form.head_tab.name, "Xe")
    form.save()
    office.registers.add("rieng-xe", {"ngay": "10/6/2026", "noi_dung": "Đi họp", "ghi_chu": "ba"})
    window.refresh_now()
    form = of(window, "rieng-xe")
    form.fields_tab.choose("ghi_chu")
    put(form.fields_tab.form.holds, Holds.NUMBER)
    assert "«Ghi chú» ở 1 dòng không đọc được theo kiểu mới" in form.notice.sentence
    form.fields_tab.remove_button.click()
    assert "«Ghi chú» bị bỏ nhưng nội dung ở 1 dòng vẫn giữ" in form.notice.sentence
    form.save()
    form = of(window, "rieng-xe")
    (back,) = form.fields_tab._menu.actions()
    back.trigger()
    assert labels(form)[-1] == "Ghi chú"
    assert "«Ghi chú» trở lại cùng nội dung đã ghi ở 1 dòng" in form.notice.sentence
    form.save()
    window.refresh_now()
    page = window.findChild(RegistersPage)
    assert page is not None
    assert page.model is not None
    shown = page.model.index(0, 2)
    assert shown.data() == "ba"
    assert "Không đúng kiểu của mục" in shown.data(Qt.ItemDataRole.ToolTipRole)
    of(window, "rieng-xe").delete_button.click()
    assert "rieng-xe" not in [each.id for each in office.registers.all()]


def test_the_program_s_register_keeps_what_its_figures_need(window: MainWindow) -> None:
    form = of(window, "kiem-tra")
    tab = form.fields_tab
    tab.choose("don_vi")
    assert not tab.remove_button.isEnabled()
    assert "Số liệu 1.07, 1.08 được đếm từ mục" in tab.remove_button.toolTip()
    tab.choose("doan")
    assert tab.remove_button.isEnabled()
    assert not form.reset_button.isEnabled()
    tab.form.column_width.editor.setText("rộng")
    form.save()
    assert form.isVisible(), "what cannot be read is not passed over"
    put(tab.form.column_width, 120)
    put(tab.form.label, "Đoàn kiểm tra")
    put(tab.form.shown, "typed")
    form.save()
    field = window.office.registers.get("kiem-tra").field("doan")
    assert (field.label, field.is_printed) == ("Đoàn kiểm tra", False)
    form = of(window, "kiem-tra")
    form.reset_button.click()
    assert window.office.registers.get("kiem-tra").field("doan").label == "Thành phần đoàn"


def test_fields_are_dragged_into_another_order(window: MainWindow, qtbot: QtBot) -> None:
    form = of(window, "kiem-tra")
    before = labels(form)
    list_ = form.fields_tab.list
    list_.model().moveRow(QModelIndex(), 0, QModelIndex(), 3)
    qtbot.waitUntil(lambda: form.draft.is_changed)
    assert [each.label for each in form.draft.register.fields[:3]] == [*before[1:3], before[0]]
    assert labels(form)[:3] == [*before[1:3], before[0]]


def test_a_row_that_is_begun_outlives_a_change_of_its_register(window: MainWindow) -> None:
    window.go(RegisterPlace("kiem-tra"))
    page = window.findChild(RegistersPage)
    assert page is not None
    assert page.model is not None
    page.model.begin({"van_de": Decimal(3), "noi_dung": "Niêm yết"})
    form = of(window, "kiem-tra")
    form.fields_tab.choose("noi_dung")
    put(form.fields_tab.form.label, "Nội dung kiểm tra")
    form.save()
    window.refresh_now()
    (row,) = page.model.unfinished
    assert row.values == {"van_de": 3, "noi_dung": "Niêm yết"}


def test_what_is_not_saved_is_only_dropped_once_asked(
    new: RegisterForm, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refuse(_parent: object, question: str, *_: object) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(Messages, "ask", refuse)
    put(new.head_tab.name, "Xe công")
    new.reject()
    assert new.isVisible()
    assert asked == ["Mẫu sổ đã sửa mà chưa lưu. Đóng và bỏ phần sửa đó?"]
    assert window.office.registers.all()[-1].name != "Xe công"


def test_the_form_opens_from_the_page(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []
    monkeypatch.setattr(RegisterForm, "exec", lambda form: opened.append(form.draft.register.id))
    window.go(RegisterPlace("kiem-tra"))
    page = window.findChild(RegistersPage)
    assert page is not None
    page.edit_button.click()
    page.new_button.click()
    assert opened == ["kiem-tra", "+"]
