"""A combo box on values of Python."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QElapsedTimer, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QCompleter, QListView, QWidget

from ..domain.text import fold

Choices = Sequence[tuple[Any, str]]
"""What a combo box offers: values with the words that stand for them."""


_PAUSE = 1000
"""After so many milliseconds a letter begins what is looked for anew."""
_HELD = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_STEPS = frozenset({
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End,
})  # fmt: skip


class _Completer(QCompleter):
    """Shows all of its model, which holds what matches already."""

    def splitPath(self, path: str) -> list[str]:
        return [""]


class ChoiceBox(QComboBox):
    """Gives back the very values that it was given; Qt's own item data turn an enum of texts into a text.

    With ``editable`` it takes a text of one's own too, and completes it from the words that it offers,
    whatever accents are typed; Tab takes the only ones that match. Its value is then the text. Without, the
    letters that are typed look for words that begin with them, whatever their accents; the same letter again
    goes on to the next. ``ends_with_key`` says that a letter or an arrow chooses, as a click does; else what
    it came to is only shown, and may be gone on from.
    """

    ends_with_key = True

    def __init__(self, editable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices: list[tuple[Any, str]] = []
        self._sought = ""
        self._since = QElapsedTimer()
        self.setEditable(editable)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        if editable:
            # Qt matches accents as they are; the words that match are chosen here, at each keystroke.
            self._matching = QStringListModel(self)
            completer = _Completer(self._matching, self)
            self._found = QListView()
            self._found.setProperty("role", "choices")
            completer.setPopup(self._found)
            self.setCompleter(completer)
            line = self.lineEdit()
            assert line is not None
            line.textEdited.connect(self._match)

    def _match(self, text: str) -> None:
        """Lists what matches, as wide as it is, however narrow the box."""
        self._matching.setStringList(self.matches(text))
        self._found.setMinimumWidth(self._room(self._found))

    @property
    def values(self) -> list[Any]:
        """The values that are offered, in their order."""
        return [value for value, _ in self._choices]

    def offer(self, choices: Choices) -> None:
        """Offers these and no others, keeping the value that is shown where it is still among them."""
        if list(choices) == self._choices:
            return
        kept = self.value()
        self._choices = list(choices)
        was_blocked = self.blockSignals(True)
        self.clear()
        for _, words in self._choices:
            self.addItem(words)
            self.setItemData(self.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self.show_value(kept)
        self.blockSignals(was_blocked)

    def matches(self, text: str) -> list[str]:
        """The offered words that hold a text, whatever its accents; those that begin with it come first."""
        wanted = fold(text.strip())
        if not wanted:
            return []
        found = [words for _, words in self._choices if wanted in fold(words)]
        return sorted(found, key=lambda words: not fold(words).startswith(wanted))

    def take_only_match(self, same: bool = False) -> None:
        """Puts the offered words in the place of what was typed, where only they match; with ``same`` only
        where they differ by accents and capitals alone."""
        line = self.lineEdit()
        if line is None or not line.isModified():
            return
        found = self.matches(line.text())
        equal = [words for words in found if fold(words) == fold(line.text().strip())]
        candidates = equal if same else equal or found
        if len(candidates) == 1:
            line.setText(candidates[0])
            line.setModified(True)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes the only words that match before it goes on."""
        if self.isEditable() and self._found.isVisible():
            # Qt hands the keys of an open list past whoever watches the box, such as a table with its cell.
            self._found.hide()
            keys = (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier)
            if not forward:
                keys = (Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
            return QApplication.sendEvent(self, QKeyEvent(QKeyEvent.Type.KeyPress, *keys))
        self.take_only_match()
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Looks for what is typed among the offered words."""
        letter = event.text()
        is_letter = bool(letter.strip()) or (letter == " " and bool(self._sought))
        if self.isEditable() or not is_letter or not letter.isprintable() or event.modifiers() & _HELD:
            # Qt takes the first entry that an arrow comes to for what was chosen.
            was_blocked = self.blockSignals(event.key() in _STEPS and not self.ends_with_key)
            super().keyPressEvent(event)
            self.blockSignals(was_blocked)
            return
        if not self._since.isValid() or self._since.elapsed() > _PAUSE:
            self._sought = ""
        self._since.start()
        at = self._place_of(self._sought + letter)
        if at >= 0:
            self._sought += letter
        elif len(set(fold(self._sought + letter))) == 1:
            at = self._place_of(letter, self.currentIndex() + 1)
        if at >= 0 and at != self.currentIndex():
            self.setCurrentIndex(at)
            if self.ends_with_key:
                self.activated.emit(at)

    def _place_of(self, begun: str, first: int = 0) -> int:
        """The place of the words that begin so, looked for from a place on and round; -1 for none."""
        count = len(self._choices)
        for step in range(count):
            at = (first + step) % count
            if fold(self._choices[at][1]).startswith(fold(begun)):
                return at
        return -1

    def showPopup(self) -> None:
        """Opens the list as wide as its longest entry asks for, however narrow the box is."""
        view = self.view()
        view.setMinimumWidth(self._room(view))
        super().showPopup()

    def _room(self, view: QAbstractItemView) -> int:
        """How wide a list is whose entries are whole."""
        margins = view.contentsMargins()
        frame = margins.left() + margins.right() + 2 * view.frameWidth()
        if view.model().rowCount() > self.maxVisibleItems():
            frame += view.verticalScrollBar().sizeHint().width()
        return min(view.sizeHintForColumn(0) + frame, self.screen().availableGeometry().width())

    def value(self) -> Any:
        """The value that is chosen, None for none; of an editable box its text."""
        if self.isEditable():
            return self.currentText().strip()
        at = self.currentIndex()
        return self._choices[at][0] if at >= 0 else None

    def show_value(self, value: Any) -> None:
        """Shows a value, nothing where it is not offered; an editable box shows any text from its start."""
        if (line := self.lineEdit()) is not None:
            self.setCurrentText(value or "")
            line.setCursorPosition(0)
        else:
            values = self.values
            self.setCurrentIndex(values.index(value) if value in values else -1)
