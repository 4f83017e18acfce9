"""«Bắt đầu»: the steps of a new office, what there is of each, and a button to the next."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...domain.places import Place
from ...office.first_steps import Step, StepKey
from ..buttons import text_button
from ..labels import label, repolish, rule
from ..not_yet import plan_buttons
from ..shell import Shell
from ..theme import SPACE
from ..widgets.scrolled import Card
from ..widgets.sign import Sign


class FirstStepsCard(Card):
    """The path from the plan to the first report.

    ``passed`` goes on without a step, ``put_away`` closes the path.
    """

    help_topic = "bat-dau#nam-buoc-o-trang-hom-nay"

    passed = Signal(str)
    put_away = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._count = label("", "muted")
        self.all_button = text_button(
            "Mọi bước", "chevron-down", "flat", "Hiện cả các bước đã xong và chưa đến"
        )
        self.all_button.setCheckable(True)
        self.all_button.clicked.connect(lambda _checked=False: self._show_lines())
        away = text_button("Cất đi", "close", "flat", "Không hiện nữa; mở lại ở Thiết lập, thẻ Màn hình")
        away.clicked.connect(lambda _checked=False: self.put_away.emit())
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(label("Bắt đầu", "heading"))
        head.addWidget(self._count, 1)
        head.addWidget(self.all_button)
        head.addWidget(away)
        self.column.addLayout(head)
        self.lines: dict[StepKey, StepLine] = {}
        self._rules: dict[StepKey, QWidget] = {}
        self._now: StepKey | None = None

    def show_path(self, path: tuple[Step, ...], is_short: bool = False) -> None:
        """Shows the steps, the first that is not over with its buttons; hides itself where there is none.
        ``is_short`` shows that one alone, until all are asked for."""
        self.setVisible(bool(path))
        self.all_button.setVisible(is_short)
        self._count.setText(f"Đã xong {sum(step.is_over for step in path)}/{len(path)} bước")
        now = next((step for step in path if not step.is_over), None)
        for number, step in enumerate(path, 1):
            if step.key not in self.lines:
                self.lines[step.key] = self._add_line(step.key, number)
            self.lines[step.key].show_step(step, is_next=step is now)
        self._now = now.key if now is not None else None
        self._show_lines()

    def _show_lines(self) -> None:
        is_whole = self.all_button.isHidden() or self.all_button.isChecked() or self._now is None
        for key, line in self.lines.items():
            for widget in (line, self._rules[key]):
                widget.setVisible(is_whole or key == self._now)

    def _add_line(self, key: StepKey, number: int) -> "StepLine":
        line = StepLine(number)
        line.place_wanted.connect(self._shell.go)
        line.passed.connect(lambda: self.passed.emit(key))
        if key is StepKey.PLAN:
            line.offer(*plan_buttons(self._shell))
        self._rules[key] = rule()
        self.column.addWidget(self._rules[key])
        self.column.addWidget(line)
        return line


class StepLine(QWidget):
    """One step: a number or a tick, its title over what there is of it, and its buttons."""

    place_wanted = Signal(object)
    passed = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number
        self._sign = Sign("done-filled", "good", 20)
        self._digit = label(f"{number}.", "heading")
        self.title = label("")
        self.words = label("", "muted", wrap=True)
        self._imports: list[QWidget] = []
        self._places: list[Place] = []
        self.ways = [text_button("", "", kind) for kind in ("primary", "")]
        for at, button in enumerate(self.ways):
            button.clicked.connect(partial(self._go, at))
        self.skip = text_button("Bỏ qua", "", "flat", "Coi như bước này đã xong")
        self.skip.clicked.connect(lambda _checked=False: self.passed.emit())
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self.title)
        texts.addWidget(self.words)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE)
        for sign in (self._sign, self._digit):
            sign.setFixedWidth(3 * SPACE)
            self._row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(texts, 1)
        for button in (*self.ways, self.skip):
            self._row.addWidget(button)

    def offer(self, *buttons: QWidget) -> None:
        """Gives the step buttons that do it here, in the place of ways to a page."""
        for button in buttons:
            self._imports.append(button)
            self._row.insertWidget(self._row.count() - 1, button)

    def show_step(self, step: Step, is_next: bool) -> None:
        """Shows how far the step is; the one to be taken now has its buttons."""
        self._sign.setVisible(step.is_over)
        self._sign.show_icon("done-filled" if step.is_done else "next", "good" if step.is_done else "muted")
        self._digit.setVisible(not step.is_over)
        self.title.setText(step.title)
        self.title.setProperty("role", "heading" if is_next else "")
        repolish(self.title)
        self.words.setText(step.words if not step.is_passed or step.is_done else f"{step.words} Đã bỏ qua.")
        self._places = [way.place for way in step.ways]
        for button in self._imports:
            button.setVisible(is_next)
        for at, button in enumerate(self.ways):
            shown = is_next and not self._imports and at < len(step.ways)
            button.setVisible(shown)
            if shown:
                button.setText(step.ways[at].words)
        self.skip.setVisible(is_next)
        state = "đã xong" if step.is_done else "đã bỏ qua" if step.is_passed else "chưa xong"
        self.setAccessibleName(f"Bước {self._number}: {step.title}, {state}. {step.words}")

    def _go(self, at: int, _checked: bool = False) -> None:
        self.place_wanted.emit(self._places[at])
