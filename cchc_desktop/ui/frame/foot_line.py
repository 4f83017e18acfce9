"""The line at the foot: when was saved last, what was done, and the way back."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ...domain.places import Place
from ...domain.text import presentable
from .. import icons, theme
from ..labels import label
from ..theme import SPACE
from ..widgets.elided import ElidedLabel


class FootLine(QFrame):
    """Says «Đã lưu 10:32», or that typing is not stored yet, and one sentence.

    ``undo_wanted`` comes from its button, ``place_wanted`` from the one that leads to what the sentence
    speaks of.
    """

    undo_wanted = Signal()
    place_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "foot")
        self._picture = QLabel()
        self._saved = label("Mọi thay đổi được tự động lưu", "small")
        self._sign = QLabel()
        self._sentence = ElidedLabel("", "small")
        # Long sentences are cut rather than making the window wide; the tooltip has all of them.
        self._sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._undo = QPushButton("Hoàn tác")
        self._undo.setProperty("kind", "flat")
        self._undo.setToolTip("Hoàn tác thao tác vừa rồi (Ctrl+Z)")
        self._undo.clicked.connect(self.undo_wanted)
        self._undo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._undo.hide()
        self._place: Place | None = None
        self._go = QPushButton("Đến đó")
        self._go.setProperty("kind", "flat")
        self._go.setToolTip("Mở nơi câu này nói đến (Ctrl+G)")
        self._go.clicked.connect(self.go_to_place)
        self._go.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._go.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 1, 2 * SPACE, 1)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self._picture)
        layout.addWidget(self._saved)
        layout.addSpacing(2 * SPACE)
        layout.addWidget(self._sign)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self._go)
        layout.addWidget(self._undo)
        self._row = layout
        self._is_warning = False
        self._is_typing = False
        self._waits = False
        self._is_refused = False
        self._is_view = False
        self._saved_words = self._saved.text()
        self._dress()
        theme.changed().connect(self._dress)

    def add(self, widget: QWidget) -> None:
        """Adds something at the right end, which stays whatever is said."""
        self._row.addSpacing(SPACE)
        self._row.addWidget(widget)

    @property
    def sentence(self) -> str:
        """What the line says."""
        return self._sentence.text()

    def show_saved(self, at: datetime) -> None:
        """Says when was saved last."""
        self._saved_words = f"Đã lưu {at:%H:%M}"
        self._dress()

    def show_view(self) -> None:
        """Says from now on that nothing is stored here."""
        self._is_view = True
        self._dress()

    def show_typing(self, is_typing: bool, waits: bool = False, is_refused: bool = False) -> None:
        """Says, while something stands in a field that is not stored yet, when it will be; and, where it was
        refused, that it is not stored."""
        found = (is_typing, waits, is_refused)
        if found != (self._is_typing, self._waits, self._is_refused):
            self._is_typing, self._waits, self._is_refused = found
            self._dress()

    def say(
        self, sentence: str, undoable: bool = False, warning: bool = False, place: Place | None = None
    ) -> None:
        """Shows a sentence, with buttons where it can be undone and where it speaks of a place."""
        sentence = presentable(sentence)
        self._is_warning = warning
        self._place = place
        self._go.setVisible(place is not None)
        self._sentence.setText(sentence)
        self._sentence.setAccessibleName(sentence)
        self._undo.setVisible(undoable)
        self._dress()

    def go_to_place(self) -> None:
        """Goes to what the sentence speaks of, where it speaks of a place."""
        if self._place is not None:
            self.place_wanted.emit(self._place)

    def _dress(self) -> None:
        self.setFixedHeight(max(32, theme.scaled(30)))
        ratio = self.devicePixelRatioF()
        words = self._saved_words
        if self._is_typing or self._waits:
            words = "Chưa ghi, hãy bấm nút" if self._waits else "Đang nhập, sẽ lưu khi rời ô"
        picture = ("saved", "good") if words == self._saved_words else ("edit", "accent")
        if self._is_refused:
            words, picture = "Chưa lưu: hãy sửa ô viền đỏ", ("warning-filled", "warn")
        if self._is_view:
            words, picture = "Chỉ để xem, không lưu", ("eye", "muted")
        self._picture.setPixmap(icons.pixmap(picture[0], 16, picture[1], ratio))
        self._saved.setText(words)
        self._sign.setVisible(bool(self.sentence))
        sign = ("warning-filled", "warn") if self._is_warning else ("check", "muted")
        self._sign.setPixmap(icons.pixmap(sign[0], 16, sign[1], ratio))
        self._sign.setFixedSize(QSize(18, 18))
