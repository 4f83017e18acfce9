"""The pages of a PDF from outside, for a view of pages: they come from another process, one by one."""

from collections import OrderedDict
from threading import Event

from PySide6.QtCore import QObject, QSizeF, QThreadPool, Signal
from PySide6.QtGui import QImage

from ...domain.errors import CchcError
from ...intake.pdf.picture import PagePicture
from ...office.page_pictures import PagePictures

_MOST_WAITING = 4
"""Pages that were scrolled past long ago are not drawn any more."""


class OutsidePages(QObject):
    """The pages of a file. Sizes are in points, and known from the first picture on (``opened``).

    What is asked for and not there yet comes with ``arrived``; ``failed`` tells why a page does not.
    """

    opened = Signal()
    arrived = Signal(int)
    failed = Signal(str)
    _drawn = Signal(object)
    _broke = Signal(object)

    def __init__(self, pictures: PagePictures) -> None:
        super().__init__()
        self.sizes: list[QSizeF] = []
        self._pictures = pictures
        self._waiting: OrderedDict[int, float] = OrderedDict()
        self._under_way: tuple[int, float] | None = None
        self._ready: dict[int, tuple[float, QImage]] = {}
        self._undrawable: set[int] = set()
        self._is_open = False
        self._stop = Event()
        self._drawn.connect(self._take)
        self._broke.connect(self._give_up)
        self._want(0, 1.0)

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float) -> QImage | None:
        """A page at so many pixels for a point; None where it is still to come, or cannot be drawn."""
        ready = self._ready.pop(number, None)
        if ready is not None and abs(ready[0] - scale) < 0.001:
            return ready[1]
        self._want(number, scale)
        return None

    def close(self) -> None:
        """Draws no more; the process ends. A view closes its pages, too."""
        if self._stop.is_set():
            return
        self._stop.set()
        self._waiting.clear()
        if self._under_way is None:
            self._end()

    def _want(self, number: int, scale: float) -> None:
        if number in self._undrawable or self._stop.is_set() or self._under_way == (number, scale):
            return
        self._waiting[number] = scale
        self._waiting.move_to_end(number)
        while len(self._waiting) > _MOST_WAITING:
            self._waiting.popitem(last=False)
        self._go_on()

    def _go_on(self) -> None:
        if self._under_way is None and self._waiting:
            # The latest first: it is what is looked at.
            self._under_way = self._waiting.popitem()
            _busy.add(self)
            QThreadPool.globalInstance().start(self._draw)

    def _draw(self) -> None:
        """Draws one page, in a worker; what goes wrong is told, not raised, because nobody would hear it."""
        assert self._under_way is not None
        number, scale = self._under_way
        try:
            drawn = self._pictures.draw(number, scale, self._stop.is_set)
        except Exception as error:
            self._broke.emit(error)
        else:
            self._drawn.emit(drawn)

    def _take(self, drawn: PagePicture) -> None:
        number, scale = self._ended()
        if self._stop.is_set():
            return
        image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.width * 3, QImage.Format.Format_BGR888)
        if not self.sizes:
            sizes = [QSizeF(size.width, size.height) for size in drawn.sizes]
            self.sizes = [
                size.transposed() if self._pictures.turn(n) % 2 else size for n, size in enumerate(sizes)
            ]
        width = round(self.sizes[number].width() * scale)
        # One that would be too large was drawn smaller.
        whole = image.copy() if abs(width - image.width()) <= 2 else image.scaledToWidth(width)
        self._ready[number] = (scale, whole)
        if number == 0 and not self._is_open:
            self._is_open = True
            self.opened.emit()
        self.arrived.emit(number)
        self._go_on()

    def _give_up(self, error: Exception) -> None:
        number, _ = self._ended()
        if self._stop.is_set():
            return
        if not isinstance(error, CchcError):
            raise error
        self._undrawable.add(number)
        self.failed.emit(str(error))
        self._go_on()

    def _ended(self) -> tuple[int, float]:
        """What was drawn; all ends where nobody wants more."""
        assert self._under_way is not None
        ended, self._under_way = self._under_way, None
        _busy.discard(self)
        if self._stop.is_set():
            self._end()
        return ended

    def _end(self) -> None:
        self._pictures.close()
        self.deleteLater()


_busy: set[OutsidePages] = set()
"""What a worker draws for, kept until it is told."""
