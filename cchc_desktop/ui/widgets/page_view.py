"""A continuous column of pages, drawn only where they are looked at."""

from collections import OrderedDict
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from .page_numbers import PageNumbers, box_of

_MARGIN = 16
_GAP = 12
_KEPT_PICTURES = 10
ZOOM_STEPS = (0.4, 0.5, 0.6, 0.75, 0.9, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


class Pages(Protocol):
    """Pages that can be drawn, numbered from 0. Sizes are in points."""

    sizes: list[QSizeF]

    def __len__(self) -> int: ...

    def picture(self, number: int, scale: float) -> QImage | None:
        """A page at so many pixels for a point; None where it is still to come."""

    def close(self) -> None:
        """Lets go of them."""


class PageView(QAbstractScrollArea):
    """The pages of one PDF; a new PDF takes the place of the old one without moving what is seen.

    ``zoom`` 1.0 is the size on paper at 96 dots an inch; while ``fits_width`` the zoom follows the width.
    """

    page_changed = Signal(int)
    zoom_changed = Signal(float)
    clicked_at = Signal(int, float, float)
    """A page (from 0) and the point on it, in points from its top left."""
    number_chosen = Signal(object)
    """The spot of a number that was clicked, or that Enter was pressed on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Trang in")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.waiting = ""
        """What is said in the place of pages while there are none yet."""
        self.fits_width = True
        self.zoom = 1.0
        self.page = 0
        self.mark: tuple[int, QRectF] | None = None
        self.numbers = PageNumbers()
        self._pages: Pages | None = None
        self._tops: list[float] = []
        self._extent = QSize()
        self._pictures: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._stale: dict[int, QImage] = {}
        self._drawing = QTimer(self, interval=0, singleShot=True, timeout=self._draw_one)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.viewport().setMouseTracking(True)

    def set_pages(self, pages: Pages | None) -> None:
        """Shows another PDF at the place that is looked at; the old one is closed."""
        old, self._pages = self._pages, pages
        self._stale = {n: image for n, (_, image) in self._pictures.items()}
        self._pictures.clear()
        self.mark = None
        if old is not None and old is not pages:
            old.close()
        self._lay_out()
        for number in self._visible():
            self._picture(number)
        self._stale.clear()
        self.viewport().update()
        self._scrolled()

    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._pages) if self._pages else 0

    def set_zoom(self, zoom: float) -> None:
        """Draws the pages at this size from now on, whatever the width."""
        self.fits_width = False
        self._apply_zoom(max(ZOOM_STEPS[0], min(ZOOM_STEPS[-1], zoom)))

    def zoom_by(self, steps: int) -> None:
        """Goes to the next larger (+1) or smaller (-1) size."""
        larger = [step for step in ZOOM_STEPS if step > self.zoom + 0.01]
        smaller = [step for step in ZOOM_STEPS if step < self.zoom - 0.01]
        for _ in range(abs(steps)):
            rest = larger if steps > 0 else smaller
            if rest:
                self.set_zoom(rest[0] if steps > 0 else rest[-1])

    def fit_width(self) -> None:
        """Lets the pages follow the width of the view."""
        self.fits_width = True
        self._lay_out()
        self.viewport().update()

    def show_mark(self, page: int, box: QRectF) -> None:
        """Marks a box of a page (in points) and scrolls to it where it is out of sight."""
        self.mark = (page, box)
        self._bring(page, box)
        self.viewport().update()

    def _bring(self, page: int, box: QRectF) -> None:
        """Scrolls to a box where it is out of sight."""
        top = self._tops[page] + box.top() * self._scale(page)
        bottom = self._tops[page] + box.bottom() * self._scale(page)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if top < bar.value() + _GAP or bottom > bar.value() + height - _GAP:
            bar.setValue(int(top - height / 4))

    def clear_mark(self) -> None:
        """Takes the mark away."""
        self.mark = None
        self.viewport().update()

    def _scale(self, number: int) -> float:
        """Logical pixels for a point of a page; a landscape page that fits the width is drawn smaller."""
        if self.fits_width and self._pages:
            return max(0.2, (self.viewport().width() - 2 * _MARGIN) / self._pages.sizes[number].width())
        return self.zoom * 96 / 72

    def _apply_zoom(self, zoom: float) -> None:
        bar = self.verticalScrollBar()
        middle = bar.value() + self.viewport().height() / 2
        share = middle / self._extent.height() if self._extent.height() else 0.0
        self.zoom = zoom
        self._lay_out()
        bar.setValue(int(share * self._extent.height() - self.viewport().height() / 2))
        self.viewport().update()

    def _lay_out(self) -> None:
        """Works out where the pages stand, and the range of the scroll bars."""
        sizes = self._pages.sizes if self._pages else []
        width = self.viewport().width()
        if self.fits_width and sizes:
            self.zoom = self._scale(0) * 72 / 96
        anchor = self._anchor()
        top, self._tops = float(_MARGIN), []
        for number, size in enumerate(sizes):
            self._tops.append(top)
            top += size.height() * self._scale(number) + _GAP
        across = max((size.width() * self._scale(n) for n, size in enumerate(sizes)), default=0) + 2 * _MARGIN
        self._extent = QSize(int(across), int(top - _GAP + _MARGIN) if sizes else 0)
        bar, across_bar = self.verticalScrollBar(), self.horizontalScrollBar()
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, self._extent.height() - self.viewport().height()))
        across_bar.setPageStep(width)
        across_bar.setRange(0, max(0, self._extent.width() - width))
        if anchor is not None and anchor[0] < len(self._tops):
            page, share = anchor
            bar.setValue(int(self._tops[page] + share * sizes[page].height() * self._scale(page)))
        self.zoom_changed.emit(self.zoom)

    def _anchor(self) -> tuple[int, float] | None:
        """The page at the top of the view and how much of it is scrolled past."""
        if not self._tops or not self._pages or len(self._tops) > len(self._pages):
            return None
        value = self.verticalScrollBar().value()
        page = max((n for n, top in enumerate(self._tops) if top <= value), default=0)
        height = (
            self._tops[page + 1] - self._tops[page] - _GAP
            if page + 1 < len(self._tops)
            else self._pages.sizes[page].height() * self._scale(page)
        )
        return page, (value - self._tops[page]) / height if height else 0.0

    def _frame(self, number: int) -> QRectF:
        """Where a page stands in the viewport."""
        assert self._pages is not None
        size = self._pages.sizes[number] * self._scale(number)
        room = max(self.viewport().width(), self._extent.width())
        x = (room - size.width()) / 2 - self.horizontalScrollBar().value()
        return QRectF(QPointF(round(x), round(self._tops[number] - self.verticalScrollBar().value())), size)

    def _visible(self) -> list[int]:
        if not self._pages:
            return []
        view = QRectF(self.viewport().rect())
        return [n for n in range(len(self._tops)) if self._frame(n).intersects(view)]

    def _sharpness(self, number: int) -> float:
        """Pixels of the screen for a point of a page."""
        return self._scale(number) * self.viewport().devicePixelRatioF()

    def _is_sharp(self, number: int) -> bool:
        kept = self._pictures.get(number)
        return kept is not None and abs(kept[0] - self._sharpness(number)) <= 0.001

    def _picture(self, number: int) -> QImage | None:
        """The page's picture at the present size, drawn now; None where it is still to come."""
        if not self._pages:
            return None
        if not self._is_sharp(number):
            scale = self._sharpness(number)
            image = self._pages.picture(number, scale)
            if image is None:
                return None
            image.setDevicePixelRatio(self.viewport().devicePixelRatioF())
            self._pictures[number] = (scale, image)
        self._pictures.move_to_end(number)
        while len(self._pictures) > _KEPT_PICTURES:
            self._pictures.popitem(last=False)
        return self._pictures[number][1]

    def page_arrived(self, number: int) -> None:
        """Takes in the picture of a page that was still to come."""
        if number in self._visible():
            self._picture(number)
            self.viewport().update()

    def _draw_one(self) -> None:
        """Draws one page that is seen and not drawn yet; more follow, so that scrolling stays smooth."""
        for number in self._visible():
            # One that is still to come is asked for, and comes by itself.
            if not self._is_sharp(number) and self._picture(number) is not None:
                self.viewport().update()
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the pages in sight; one that is not drawn yet shows its old picture or white."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._desk_colour())
        if not self.page_count() and self.waiting:
            area = self.viewport().rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, flags, self.waiting)
        missing = False
        for number in self._visible():
            frame = self._frame(number)
            painter.fillRect(frame.adjusted(-1, 1, 2, 3), QColor(0, 0, 0, 36))
            painter.fillRect(frame, Qt.GlobalColor.white)
            kept = self._pictures.get(number)
            if kept is not None and self._is_sharp(number):
                painter.drawImage(frame.topLeft(), kept[1])
            else:
                missing = True
                if image := (kept[1] if kept else self._stale.get(number)):
                    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                    painter.drawImage(frame, image)
            if self.mark and self.mark[0] == number:
                self._paint_mark(painter, frame, self.mark[1], self._scale(number))
            if (spot := self.numbers.current) is not None and spot.page == number:
                self._paint_number(painter, frame, box_of(spot), self._scale(number))
        painter.end()
        if missing and not self._drawing.isActive():
            self._drawing.start()

    def _paint_mark(self, painter: QPainter, frame: QRectF, box: QRectF, scale: float) -> None:
        band = QRectF(
            frame.left() + box.left() * scale, frame.top() + box.top() * scale,
            box.width() * scale, box.height() * scale,
        ).adjusted(-4, -2, 4, 2)  # fmt: skip
        colour = QColor(self.palette().accent().color())
        colour.setAlpha(28)
        painter.fillRect(band, colour)
        colour.setAlpha(220)
        painter.fillRect(QRectF(band.left() - 4, band.top(), 3, band.height()), colour)

    def _paint_number(self, painter: QPainter, frame: QRectF, box: QRectF, scale: float) -> None:
        """Draws a frame around the number that is looked at."""
        band = QRectF(
            frame.left() + box.left() * scale, frame.top() + box.top() * scale,
            box.width() * scale, box.height() * scale,
        ).adjusted(-2, -1, 2, 1)  # fmt: skip
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self.palette().accent().color(), 2))
        painter.drawRoundedRect(band, 3, 3)

    def _desk_colour(self) -> QColor:
        """What lies behind the pages: a shade darker than the window, in the light and in the dark."""
        window = self.palette().window().color()
        return window.darker(108) if window.lightnessF() > 0.5 else window.darker(125)

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        page = max((n for n, top in enumerate(self._tops) if top <= middle), default=0)
        if page != self.page:
            self.page = page
        self.page_changed.emit(page)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps the pages fitting the width."""
        super().resizeEvent(event)
        self._lay_out()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms with Ctrl, else scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scrolls by keys; Ctrl with + - 0 zooms, with → and ← it goes from number to number."""
        bar = self.verticalScrollBar()
        match event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            case ((Qt.Key.Key_Plus | Qt.Key.Key_Equal), True):
                self.zoom_by(1)
            case Qt.Key.Key_Minus, True:
                self.zoom_by(-1)
            case Qt.Key.Key_0, True:
                self.fit_width()
            case ((Qt.Key.Key_PageDown | Qt.Key.Key_Space), False):
                bar.setValue(bar.value() + bar.pageStep() - 40)
            case Qt.Key.Key_PageUp, False:
                bar.setValue(bar.value() - bar.pageStep() + 40)
            case ((Qt.Key.Key_Right | Qt.Key.Key_Left) as key, True):
                self._step_number(1 if key == Qt.Key.Key_Right else -1)
            case ((Qt.Key.Key_Return | Qt.Key.Key_Enter), False) if self.numbers.current is not None:
                self.number_chosen.emit(self.numbers.current)
            case Qt.Key.Key_Home, _:
                bar.setValue(0)
            case Qt.Key.Key_End, _:
                bar.setValue(bar.maximum())
            case _:
                super().keyPressEvent(event)

    def _step_number(self, by: int) -> None:
        """Goes to the next or previous number, the first one from the page that is looked at."""
        if (spot := self.numbers.step(by, self.page)) is not None:
            self._bring(spot.page, box_of(spot))
            self.setAccessibleDescription(f"Số {spot.shown}. Nhấn Enter để xem số này từ đâu")
            self.viewport().update()

    def _point_at(self, position: QPointF) -> tuple[int, QPointF] | None:
        """The page that is seen at a place of the view, and the point on it."""
        for number in self._visible():
            frame = self._frame(number)
            if frame.contains(position):
                return number, (position - frame.topLeft()) / self._scale(number)
        return None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tells where on a page the mouse was pressed, and on which number."""
        if (found := self._point_at(event.position())) is not None:
            number, point = found
            self.clicked_at.emit(number, point.x(), point.y())
            if (spot := self.numbers.at(number, point)) is not None:
                self.numbers.choose(spot)
                self.number_chosen.emit(spot)
                self.viewport().update()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Shows which numbers can be clicked."""
        found = self._point_at(event.position())
        is_number = found is not None and self.numbers.at(*found) is not None
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if is_number else Qt.CursorShape.ArrowCursor
        )
        self.viewport().setToolTip("Bấm để xem số này từ đâu" if is_number else "")
        super().mouseMoveEvent(event)
