"""The bar of commands on what is opened (a plan, a report), and the banner that says that it was issued."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from ..buttons import action_button, text_button
from ..icons import icon
from ..labels import label
from ..theme import SPACE
from .sign import Sign


class CommandBar(QFrame):
    """Buttons with words where there is room, and a menu for what is rarely done.

    A bar makes its actions with ``action``, and puts their buttons into ``row`` in its own order.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.preview_action = self.action("Trang in", "eye", "Hiện hoặc ẩn trang in")
        self.preview_action.setCheckable(True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SPACE, 6, SPACE, 6)
        self.row.setSpacing(SPACE // 2)
        self._buttons: dict[QAction, QToolButton] = {}
        self._worded: tuple[QAction, ...] = ()

    def action(self, text: str, picture: str, tip: str) -> QAction:
        """A command of this bar."""
        action = QAction(icon(picture), text, self)
        action.setToolTip(tip)
        return action

    def add(self, *actions: QAction) -> None:
        """Puts buttons at the end of the bar."""
        for action in actions:
            self._buttons[action] = action_button(action)
            self.row.addWidget(self._buttons[action])

    def add_menu(self, often: QAction | tuple[QAction, ...], rarely: QAction) -> None:
        """Puts «Việc khác» at the end of the bar, then the button of the preview."""
        more = QToolButton(icon=icon("more"), toolTip="Việc khác")
        more.setAccessibleName("Việc khác")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addActions([often] if isinstance(often, QAction) else list(often))
        menu.addSeparator()
        menu.addActions([rarely])
        more.setMenu(menu)
        self.row.addWidget(more)
        self.add(self.preview_action)

    def keep_words(self, *actions: QAction) -> None:
        """Says which buttons have words in a narrow window too: of these one is shown at a time."""
        self._worded = actions
        self.set_compact(False)

    def show_only(self, action: QAction, shown: bool) -> None:
        """Shows the button of an action, or hides it."""
        self._buttons[action].setVisible(shown)

    def set_compact(self, compact: bool) -> None:
        """Shows the commands as icons alone where there is little room."""
        icon_only, with_words = (
            Qt.ToolButtonStyle.ToolButtonIconOnly,
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
        )
        for action, button in self._buttons.items():
            wordless = action is self.preview_action or (compact and action not in self._worded)
            button.setToolButtonStyle(icon_only if wordless else with_words)


class IssuedBanner(QFrame):
    """Says that what was issued stands, and how to change it all the same."""

    change_wanted = Signal()

    def __init__(self, command: str, picture: str) -> None:
        super().__init__()
        self.setProperty("role", "notice-info")
        self._words = label("", wrap=True)
        button = text_button(command, picture)
        button.clicked.connect(lambda _checked=False: self.change_wanted.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 6, SPACE, 6)
        row.addWidget(Sign("lock", "info", 18))
        row.addWidget(self._words, 1)
        row.addWidget(button)

    def say(self, words: str) -> None:
        """Shows under which number it was issued."""
        self._words.setText(words)
