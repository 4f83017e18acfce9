"""A field for a password: dots for letters, a hint where the capitals are locked."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from .. import icons
from ..labels import label
from .texts import LineField

_CAPITALS = "Phím Caps Lock đang bật: chữ sẽ thành chữ in hoa."


class PasswordField(LineField):
    """One line that shows dots; an eye shows the letters as long as one wants."""

    def _make_editor(self) -> QLineEdit:
        edit = super()._make_editor()
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = edit.addAction(icons.icon("eye", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setToolTip("Hiện mật khẩu đang gõ")
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._reveal)
        return edit

    def _place_editor(self, layout: QVBoxLayout) -> None:
        super()._place_editor(layout)
        self.capitals = label(_CAPITALS, "small", wrap=True)
        self.capitals.hide()
        layout.addWidget(self.capitals)

    def _reveal(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        self.editor.setEchoMode(mode)

    def _key(self, event: QKeyEvent) -> bool:
        """Tells by the letters themselves whether the capitals are locked, which Qt does not say."""
        letter = event.text()
        if len(letter) == 1 and letter.isalpha():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.setVisible(letter.isupper() != is_shifted)
        return super()._key(event)

    def empty(self) -> None:
        """Forgets what was typed, and leaves the cursor here for another try."""
        self.editor.clear()
        self._eye.setChecked(False)
        self.capitals.hide()
        self._shown = self._raw()
        self.editor.setFocus()
