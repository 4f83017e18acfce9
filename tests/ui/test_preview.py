"""The pages as they will print: rendered in a worker, following edits, found by their texts."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from pytestqt.qtbot import QtBot

from cchc_desktop.documents.model import Block, Document, Heading, HeadingLevel, Paragraph, Part
from cchc_desktop.domain.places import PlanPlace
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.plan.page import PlanPage
from cchc_desktop.ui.widgets import preview as module
from cchc_desktop.ui.widgets.preview import Preview

LONG = "Thực hiện đồng bộ các nhiệm vụ cải cách hành chính trên địa bàn xã. " * 6


def document(count: int, last: str = "Kết thúc.") -> Document:
    """A document of ``count`` long paragraphs under two headings of the same name."""
    blocks: list[Block] = [Heading(HeadingLevel.CLAUSE, "1.", "Nhiệm vụ"), Paragraph("Mở đầu.")]
    blocks += [Paragraph(f"Đoạn số {number}. {LONG}") for number in range(count)]
    blocks += [Heading(HeadingLevel.CLAUSE, "2.", "Nhiệm vụ"), Paragraph(last)]
    wide = Part("Phụ lục", (Paragraph("Bảng ngang."),), landscape=True)
    return Document("Văn bản", "UBND xã", (Part("Văn bản", tuple(blocks)), wide))


def anchors(count: int, last: str = "Kết thúc.") -> list[tuple[str, str]]:
    """The keys of the document's texts, in their order."""
    middle = [(f"p{number}", f"Đoạn số {number}. {LONG}") for number in range(count)]
    return [("a", "Nhiệm vụ"), ("start", "Mở đầu."), *middle, ("b", "Nhiệm vụ"), ("end", last)]


@pytest.fixture
def preview(qtbot: QtBot) -> Iterator[Preview]:
    """A preview of a document of several pages, rendered."""
    made = Preview()
    made.resize(520, 600)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    with qtbot.waitSignal(made.rendered):
        made.set_source(lambda: document(14), lambda: anchors(14))
    yield made
    made.view.set_pages(None)


def test_pages_fit_the_width(preview: Preview) -> None:
    """Every page, also one that lies, fits the width; the label counts them."""
    view = preview.view
    assert view.page_count() >= 3
    assert preview._page_label.text() == f"Trang 1/{view.page_count()}"
    for number in range(view.page_count()):
        assert view._frame(number).width() <= view.viewport().width()
    assert view.horizontalScrollBar().maximum() == 0


def test_zoom_by_keys_and_wheel(preview: Preview, qtbot: QtBot) -> None:
    """Ctrl with + and the wheel zoom, Ctrl+0 fits the width again."""
    view = preview.view
    fitted = view.zoom
    qtbot.keyClick(view, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom > fitted
    larger = view.zoom
    wheel = QWheelEvent(
        QPointF(50, 50),
        QPointF(50, 50),
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    view.wheelEvent(wheel)
    assert view.zoom > larger
    qtbot.keyClick(view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom == pytest.approx(fitted)


def test_keys_scroll(preview: Preview, qtbot: QtBot) -> None:
    """End goes to the last page, Home back to the first."""
    view = preview.view
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert view.page == view.page_count() - 1
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.page == 0
    qtbot.keyClick(view, Qt.Key.Key_PageDown)
    assert view.verticalScrollBar().value() > 0


def test_texts_are_found_in_their_order(preview: Preview) -> None:
    """The second «Nhiệm vụ» is not the first; a text that no page holds is nowhere."""
    pages = preview._pages
    assert pages is not None
    first, second = pages.spot("a"), pages.spot("b")
    assert first is not None
    assert second is not None
    assert first.page == 0
    assert second.page > 0
    assert pages.spot("none") is None
    preview.reveal("end")
    assert preview.view.mark is not None
    assert preview.view.mark[0] == second.page
    assert preview.view.page == second.page
    preview.reveal("none")
    assert preview.view.mark is None


def test_click_tells_what_is_printed_there(preview: Preview, qtbot: QtBot) -> None:
    """A click on a paragraph gives its key."""
    pages = preview._pages
    assert pages is not None
    spot = pages.spot("p1")
    assert spot is not None
    frame = preview.view._frame(spot.page)
    point = frame.topLeft() + spot.box.center() * preview.view._scale(spot.page)
    with qtbot.waitSignal(preview.text_clicked) as clicked:
        qtbot.mouseClick(preview.view.viewport(), Qt.MouseButton.LeftButton, pos=point.toPoint())
    assert clicked.args == ["p1"]


def test_new_pages_take_the_old_ones_place(preview: Preview, qtbot: QtBot) -> None:
    """While the new pages are made the old ones stay; the place that is looked at does not move."""
    view = preview.view
    view.verticalScrollBar().setValue(int(view._tops[1]))
    value, old = view.verticalScrollBar().value(), preview._pages
    preview._compose = lambda: document(14, "Đoạn kết mới.")
    preview._anchors = lambda: anchors(14, "Đoạn kết mới.")
    with qtbot.waitSignal(preview.rendered):
        preview.invalidate()
        preview.invalidate()
        assert preview._pages is old
    assert preview._pages is not old
    assert abs(view.verticalScrollBar().value() - value) <= 2
    preview.reveal("end")
    assert view.mark is not None


def test_same_document_is_not_rendered_again(preview: Preview, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change that prints nothing costs nothing."""
    monkeypatch.setattr(module, "render_pdf", lambda *_a, **_k: pytest.fail("rendered"))
    preview.render_now()
    assert not preview.is_busy()


def test_last_change_wins(preview: Preview, qtbot: QtBot) -> None:
    """Of several renderings under way only the last is shown."""
    preview._compose = lambda: document(30)
    preview.render_now()
    preview._compose = lambda: document(1)
    with qtbot.waitSignal(preview.rendered):
        preview.render_now()
    assert preview.view.page_count() == 2
    qtbot.wait(150)
    assert preview.view.page_count() == 2


def test_failure_is_told_and_forgotten(
    preview: Preview, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What cannot be rendered leaves the old pages and a sentence; the next change tries again."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise ValueError("no layout")

    with monkeypatch.context() as broken:
        broken.setattr(module, "render_pdf", fail)
        preview._compose = lambda: document(2)
        preview.render_now()
        qtbot.waitUntil(preview._problem.isVisible)
    assert preview.view.page_count() >= 3
    with qtbot.waitSignal(preview.rendered):
        preview.render_now()
    assert not preview._problem.isVisible()


def test_waiting_is_said_from_the_first_moment(qtbot: QtBot) -> None:
    """Before the document is composed the sign is there, in the place of the pages; then it goes."""
    made = Preview()
    made.resize(520, 600)
    qtbot.addWidget(made)
    composed: list[bool] = []

    def compose() -> Document:
        composed.append(made.view.waiting == "Đang dựng trang in…")
        return document(2)

    made.set_source(compose, lambda: anchors(2))
    with qtbot.waitExposed(made):
        made.show()
    assert made.view.waiting
    assert made._page_label.text() == "Đang dựng trang in…"
    qtbot.waitUntil(lambda: made.view.page_count() > 0)
    assert composed == [True]
    assert not made.view.waiting
    assert made._page_label.text().startswith("Trang 1/")
    made.invalidate()
    assert made._page_label.text() == "Đang dựng trang in…", "newer pages are on their way"
    qtbot.waitUntil(lambda: not made.is_busy())
    assert made._page_label.text().startswith("Trang 1/"), "nothing had changed"
    made.view.set_pages(None)


def test_hidden_preview_rests(preview: Preview, qtbot: QtBot) -> None:
    """Nothing is rendered while it is folded away; it catches up when it is shown."""
    preview.hide()
    preview._compose = lambda: document(1)
    preview.render_now()
    assert not preview.is_busy()
    with qtbot.waitSignal(preview.rendered):
        preview.show()
    assert preview.view.page_count() == 2


def test_plan_page_follows_edits(window: MainWindow, qtbot: QtBot) -> None:
    """On the plan's page the preview shows the plan, marks what is chosen, and follows what is typed."""
    window.go(PlanPlace("plan-1"))
    page = window.current
    assert isinstance(page, PlanPage)
    page.desk.show_pages(True)
    qtbot.waitUntil(lambda: page.desk.preview.view.page_count() > 0)
    page.desk.tree.select("task-2")
    assert page.desk.preview.view.mark is not None
    pages = page.desk.preview._pages
    text = page.desk.form.field("text")
    text.editor.setPlainText("Tổ chức hội nghị đối thoại với người dân.")  # type: ignore[attr-defined]
    with qtbot.waitSignal(page.desk.preview.rendered):
        assert text.commit()
    assert page.desk.preview._pages is not pages
    found = page.desk.preview._pages
    assert found is not None
    assert "đốithoạivớingườidân" in found._letters
    page.desk.preview.text_clicked.emit("task-1")
    assert page.desk.tree.current_id() == "task-1"
