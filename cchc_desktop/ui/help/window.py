"""A topic of the guide in a window of its own, beside a dialog that waits for an answer."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from ..theme import SPACE
from .f1 import FIRST
from .view import HelpView, split_address


class HelpWindow(QDialog):
    """One topic, and what its links lead to; Esc closes it."""

    def __init__(self, address: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowModality(Qt.WindowModality.NonModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.view = HelpView()
        self.view.topic_wanted.connect(self.show_topic)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)
        self.resize(72 * SPACE, 64 * SPACE)
        self.show_topic(address)

    def show_topic(self, address: str) -> None:
        """Shows a topic, from one of its headings where the address names one."""
        topic, anchor = split_address(address)
        if topic is None:
            topic, anchor = split_address(FIRST)
        assert topic is not None
        self.setWindowTitle(f"Trợ giúp: {topic.title}")
        self.view.show_topic(topic, anchor)


def show_beside(dialog: QWidget, address: str) -> HelpWindow:
    """Shows a topic over a dialog, in the window that is there already where there is one."""
    window = next(iter(dialog.findChildren(HelpWindow)), None)
    if window is None:
        window = HelpWindow(address, dialog)
    else:
        window.show_topic(address)
    window.show()
    window.activateWindow()
    return window
