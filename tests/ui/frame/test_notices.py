"""The strip of lasting notices: what must be seen first is in front, one line whatever there is."""

import pytest
from PySide6.QtWidgets import QAbstractButton

from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.frame.notices import Notices


def buttons(notices: Notices) -> dict[str, QAbstractButton]:
    """The strip's buttons that are shown, by their words."""
    found = notices.strip.findChildren(QAbstractButton)
    return {each.text() or each.accessibleName(): each for each in found if not each.isHidden()}


def test_a_window_without_notices_has_no_strip(window: MainWindow) -> None:
    assert "notices" not in window.__dict__


def test_the_strip_stands_under_the_bar_and_takes_one_line(window: MainWindow) -> None:
    done: list[str] = []
    window.notices.show("a", "Câu thứ nhất.", "info", [("Xem", lambda: done.append("xem"))])
    strip = window.notices.strip
    assert strip.isVisible()
    assert strip.geometry().top() == window.top.geometry().bottom() + 1
    height = strip.height()
    buttons(window.notices)["Xem"].click()
    assert done == ["xem"]
    window.notices.show("b", "Câu thứ hai " + "dài " * 200, "info")
    assert strip.height() == height
    assert window.width() == 1366


def test_what_is_bad_stands_before_what_may_wait(window: MainWindow) -> None:
    notices = window.notices
    notices.show("info", "Tin.", "info")
    notices.show("bad", "Hỏng.", "bad")
    notices.show("warn", "Coi chừng.", "warn")
    assert notices.sentences == ["Hỏng.", "Coi chừng.", "Tin."]
    buttons(notices)["+2"].click()
    assert notices.sentences == ["Coi chừng.", "Tin.", "Hỏng."]
    assert notices.strip.accessibleName() == "Coi chừng."
    notices.clear("warn")
    assert notices.sentences == ["Hỏng.", "Tin."]
    assert "+1" in buttons(notices)
    notices.clear("bad")
    notices.clear("nobody")
    notices.clear("info")
    assert not notices.strip.isVisible()


def test_a_notice_that_was_closed_does_not_come_back_with_the_same_words(window: MainWindow) -> None:
    notices = window.notices
    notices.show("clock", "Đồng hồ sai.", "warn")
    buttons(notices)["Đóng thông báo"].click()
    assert not notices.strip.isVisible()
    notices.show("clock", "Đồng hồ sai.", "warn")
    assert notices.sentences == []
    notices.show("clock", "Đồng hồ sai 3 năm.", "warn")
    assert notices.sentences == ["Đồng hồ sai 3 năm."]


def test_the_same_key_is_said_in_its_place(window: MainWindow) -> None:
    notices = window.notices
    notices.show("a", "Một.", "info")
    notices.show("b", "Hai.", "info")
    notices.show("a", "Một, mới.", "info")
    assert notices.sentences == ["Một, mới.", "Hai."]
    notices.show("b", "Hai, gấp.", "bad")
    assert notices.sentences == ["Hai, gấp.", "Một, mới."]


def test_a_notice_that_must_stay_has_no_cross(window: MainWindow) -> None:
    window.notices.show("view", "Dữ liệu chỉ mở để xem.", "warn", can_close=False)
    assert "Đóng thông báo" not in buttons(window.notices)


def test_the_palette_offers_what_a_notice_offers(window: MainWindow) -> None:
    window.notices.show("a", "Câu.", "info", [("Mở báo cáo lỗi", lambda: None)])
    assert "Mở báo cáo lỗi" in [command.words for command in window.commands.offered()]


def test_a_notice_has_at_most_two_buttons(window: MainWindow) -> None:
    many = [(word, lambda: None) for word in ("a", "b", "c")]
    with pytest.raises(ValueError, match="at most 2 buttons"):
        window.notices.show("a", "Câu.", "info", many)
