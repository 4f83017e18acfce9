"""Proposals to look over: a box to tick before each, and buttons for what is done with the ticked ones."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from .. import theme
from ..buttons import text_button
from ..labels import label
from ..tables import Column
from ..tables.ticked import TickModel, TickTable
from ..theme import SPACE


@dataclass(frozen=True, slots=True)
class Answer:
    """A button: its words («Nhận {} đề xuất» gets a number), what it does with the ticked rows, which gives
    whether it was done, and which rows it is for; it counts and takes only these."""

    words: str
    do: Callable[[list[Any]], bool]
    takes: Callable[[Any], bool] = lambda _row: True


class ReviewDialog(QDialog):
    """Shows ``rows`` under a sentence; those of ``ticked`` identities are ticked at first.

    When one of ``answers`` was done, the dialog closes.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        sentence: str,
        columns: Sequence[Column],
        rows: Sequence[Any],
        ticked: Collection[Any],
        answers: Sequence[Answer],
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.model = TickModel(columns, self)
        self.table = TickTable(self.model, lines=0)
        self.table.setAccessibleName(title)
        self.model.set_rows(rows)
        self.model.ticked = set(ticked)
        self.model.ticked_changed.connect(self._show_count)
        every = text_button("Chọn tất cả", "check", "flat")
        every.clicked.connect(lambda: self.model.tick(self.model.rows, True))
        none = text_button("Bỏ chọn hết", "", "flat")
        none.clicked.connect(lambda: self.model.tick(self.model.rows, False))
        foot = QHBoxLayout()
        foot.addWidget(every)
        foot.addWidget(none)
        foot.addStretch(1)
        self.answers: list[tuple[QPushButton, Answer]] = []
        for answer in answers:
            button = text_button(answer.words, "", "" if self.answers else "primary")
            button.clicked.connect(lambda _checked=False, answer=answer: self._answer(answer))
            self.answers.append((button, answer))
            foot.addWidget(button)
        cancel = text_button("Để sau", tooltip="Đóng, chưa làm gì (Esc)")
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(label(sentence, wrap=True))
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        window = parent.window().size() if parent is not None else self.sizeHint()
        wanted = sum(column.width for column in columns)
        self.resize(
            min(theme.scaled(wanted + 80), window.width() - 4 * SPACE),
            min(theme.scaled(160 + 52 * min(len(rows), 8)), window.height() - 8 * SPACE),
        )
        self._show_count()
        self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus()

    def ticked_rows(self) -> list[Any]:
        """The rows that are ticked, in their order."""
        return [row for row in self.model.rows if self.model.key_of(row) in self.model.ticked]

    def _show_count(self) -> None:
        for button, answer in self.answers:
            count = sum(map(answer.takes, self.ticked_rows()))
            button.setText(answer.words.format(count))
            button.setEnabled(count > 0)

    def _answer(self, answer: Answer) -> None:
        if answer.do(list(filter(answer.takes, self.ticked_rows()))):
            self.accept()
