"""«Quy định phải giữ» on the first page: the rules that want something, each with the way to it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...domain.dates import short_date
from ...domain.places import RulesPlace
from ...domain.standing_rules import Standing, State
from ..buttons import text_button
from ..labels import label
from ..reports.due_words import left_words
from ..rules.lines import RULE_SIGNS
from ..shell import Shell
from ..theme import SPACE
from ..widgets.elided import ElidedLabel
from ..widgets.scrolled import Card
from ..widgets.sign import Sign

_MOST = 5
"""So many rules are shown; all of them stand on their page."""
_ORDER = list(State)
_WORDS = {State.FAILED: "Mở", State.UNKNOWN: "Mở"}


class RulesCard(Card):
    """One line for each rule that is not met or goes on; nothing where all of them are met for the year."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._shown: tuple[object, ...] = ()
        self.all_button = text_button("Mọi quy định", "check", "line", "Bảng các quy định phải giữ trong năm")
        self.all_button.clicked.connect(lambda _checked=False: shell.go(RulesPlace()))
        self._count = label("", "muted")
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Quy định phải giữ", "heading"))
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self.all_button)
        self.column.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(SPACE // 2)
        self.column.addLayout(self._lines)

    def refresh(self) -> None:
        """Shows how the rules stand today."""
        office = self._shell.office
        standing = office.rules.standing()
        if (shown := (office.today, standing)) == self._shown:
            return
        self._shown = shown
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        wanting = wanted_first(standing)
        for each in wanting[:_MOST]:
            self._lines.addWidget(self._line(each))
        if len(wanting) > _MOST:
            self._lines.addWidget(label(f"Và {len(wanting) - _MOST} quy định khác.", "muted"))
        met = sum(each.is_met for each in standing)
        self._count.setText(f"{met}/{len(standing)} đạt hoặc đang giữ được")
        self.setVisible(bool(wanting))

    def _line(self, standing: Standing) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE)
        icon, colour = RULE_SIGNS[standing.state]
        layout.addWidget(Sign(icon, colour, 20))
        name = label(standing.rule.name)
        layout.addWidget(name)
        sentence = ElidedLabel(standing.sentence, "muted")
        sentence.setToolTip(f"{standing.sentence}\nTheo: {standing.whose.words}")
        layout.addWidget(sentence, 1)
        if standing.by is not None:
            today = self._shell.office.today
            when = label(f"{short_date(standing.by)}, {left_words(standing.by, today)}")
            when.setProperty("state", "bad" if standing.by < today else colour)
            layout.addWidget(when)
        button = text_button(_WORDS.get(standing.state, "Ghi vào sổ"), "add", "line", standing.sentence)
        button.setAccessibleName(f"{button.text()}: {standing.rule.name}")
        button.clicked.connect(lambda _checked=False: self._shell.go(standing.place))
        layout.addWidget(button)
        return row


def wanted_first(standing: Sequence[Standing]) -> list[Standing]:
    """The rules that want something, the most urgent first: by how they stand, then by the day."""
    wanting = [each for each in standing if each.state not in (State.MET, State.NOTHING)]
    return sorted(wanting, key=lambda each: (_ORDER.index(each.state), each.by or each.year.ends))
