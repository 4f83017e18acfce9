"""The bar of commands on an opened document, and the banner that says that it was issued."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from ..buttons import action_button, show_kind, text_button
from ..icons import icon
from ..labels import label
from ..theme import SPACE
from ..widgets.sign import Sign


@dataclass(frozen=True, slots=True)
class CommandWords:
    """What a button says: its words, its icon, and the tip over it."""

    text: str
    icon: str
    tip: str


class DocumentBar(QFrame):
    """Buttons with words where there is room, and a menu for what is rarely done.

    The commands on every document are here: issue it, reopen it once it is issued, export it, print it,
    show its pages. A bar makes its own with ``action``, and puts all their buttons into ``row`` in its order.
    ``name`` is the kind of document as the tips call it.
    """

    def __init__(self, issue: CommandWords, reopen: CommandWords, name: str) -> None:
        super().__init__()
        self.setProperty("role", "bar")
        self.preview_action = self.action("Trang in", "eye", "Hiện hoặc ẩn trang in")
        self.preview_action.setCheckable(True)
        self.issue_action = self.action(issue.text, issue.icon, issue.tip)
        self.reopen_action = self.action(reopen.text, reopen.icon, reopen.tip)
        self.export_action = self.action("Xuất", "export", f"Xuất {name} ra PDF, Word hoặc Excel (Ctrl+E)")
        self.print_action = self.action("In", "print", f"In {name} (Ctrl+P)")
        self.outgoing_action = self.action(
            "Tạo thư mục gửi đi…", "folder", f"Xuất {name} ra PDF, Word và Excel một lần, để ký và gửi"
        )
        self.form_check_action = self.action(
            "Kiểm tra thể thức văn bản…",
            "check",
            "Đối chiếu một tệp Word, PDF với Nghị định 30/2020/NĐ-CP",
        )
        self.signed_action = self.action("Bản ký số…", "attach", f"Tệp PDF đã ký của {name}, các lần gửi")
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(SPACE, 6, SPACE, 6)
        self.row.setSpacing(SPACE // 2)
        self._buttons: dict[QAction, QToolButton] = {}

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

    def add_choices(self, action: QAction, *others: QAction) -> None:
        """Puts a menu of further commands beside the button of one."""
        button = self._buttons[action]
        menu = QMenu(button)
        menu.addActions(others)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)

    def add_menu(self, often: QAction | tuple[QAction, ...], *rarely: QAction) -> None:
        """Puts «Việc khác» at the end of the bar, then the button of the preview."""
        more = QToolButton(icon=icon("more"), toolTip="Việc khác")
        more.setAccessibleName("Việc khác")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        menu.addActions([self.outgoing_action, self.signed_action, self.form_check_action])
        menu.addSeparator()
        menu.addActions([often] if isinstance(often, QAction) else list(often))
        menu.addSeparator()
        menu.addActions(rarely)
        more.setMenu(menu)
        self.row.addWidget(more)
        if self.preview_action.actionGroup() is None:
            self.add(self.preview_action)
        self.set_compact(False)

    def add_switch(self, other: str, tip: str) -> QAction:
        """Puts a switch at the end of the bar, between the printed pages and what takes turns with them."""
        action = self.action(other, "edit", tip)
        action.setCheckable(True)
        action.setChecked(True)
        both = QActionGroup(self)
        for each in (action, self.preview_action):
            both.addAction(each)
            button = action_button(each)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            self.row.addWidget(button)
        return action

    def show_issued(self, issued: bool) -> None:
        """Offers to reopen what was issued, else to issue it."""
        self._buttons[self.issue_action].setVisible(not issued)
        self._buttons[self.reopen_action].setVisible(issued)

    def set_compact(self, compact: bool) -> None:
        """Shows the commands as icons alone where there is little room."""
        icon_only, with_words = (
            Qt.ToolButtonStyle.ToolButtonIconOnly,
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
        )
        # Of these two one is shown at a time, and there is room for its words in a narrow window too.
        worded = (self.issue_action, self.reopen_action)
        for action, button in self._buttons.items():
            wordless = action is self.preview_action or (compact and action not in worded)
            button.setToolButtonStyle(icon_only if wordless else with_words)


class IssuedBanner(QFrame):
    """Says that what was issued stands, what is to be done next, and how to change it all the same."""

    change_wanted = Signal()
    next_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, command: str, picture: str) -> None:
        super().__init__()
        self.setProperty("role", "notice-info")
        self._words = label("", wrap=True)
        self.change = text_button(command, picture)
        self.change.clicked.connect(lambda _checked=False: self.change_wanted.emit())
        self.next = text_button("")
        self.next.clicked.connect(lambda _checked=False: self.next_wanted.emit())
        self.more = text_button("")
        self.more.clicked.connect(lambda _checked=False: self.more_wanted.emit())
        self.more.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE, 6, SPACE, 6)
        row.addWidget(Sign("lock", "info", 18))
        row.addWidget(self._words, 1)
        row.addWidget(self.more)
        row.addWidget(self.next)
        row.addWidget(self.change)
        self._issued, self._sent = "", ""

    def say(self, words: str) -> None:
        """Shows under which number it was issued."""
        self._issued = words
        self._words.setText(f"{words} {self._sent}".strip())

    def offer_more(self, command: str, picture: str) -> None:
        """Shows a button for what else there is to be seen; none where ``command`` is empty."""
        self.more.setText(command)
        if command:
            show_kind(self.more, picture, "")
        self.more.setVisible(bool(command))

    def offer(self, command: str, picture: str, sent: str) -> None:
        """Shows the next step as a button, and what became of the document since it was issued."""
        self._sent = sent
        self.next.setText(command)
        show_kind(self.next, picture, "")
        self.say(self._issued)
