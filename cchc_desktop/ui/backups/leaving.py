"""What is seen while the program, its window closed, still backs the data up."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QProgressBar, QVBoxLayout

from .. import messages
from ..buttons import text_button
from ..labels import label
from ..theme import SPACE
from ..work import PANEL_DELAY_MS


class Leaving(QDialog):
    """A sentence and the button of who cannot wait; shown only where it takes a moment.

    ``hurried`` comes when somebody cannot.
    """

    hurried = Signal()

    def __init__(self, sentence: str) -> None:
        super().__init__(None)
        self.setWindowTitle(messages.APP_TITLE)
        self.setMinimumWidth(46 * SPACE)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(sentence)
        self.hurry = text_button("Đóng ngay", tooltip="Đóng không chờ: bản sao lưu này bỏ, các bản trước còn")
        self.hurry.clicked.connect(self.reject)
        self.rejected.connect(self.hurried)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(sentence, wrap=True))
        column.addWidget(bar)
        column.addWidget(self.hurry, 0, Qt.AlignmentFlag.AlignRight)
        QTimer.singleShot(PANEL_DELAY_MS, self, self.show)

    def end(self) -> None:
        """Goes: what was waited for is over."""
        self.rejected.disconnect(self.hurried)
        self.close()
        self.deleteLater()
