"""«Đối chiếu với kế hoạch cấp trên»: which of the superior's sentences the plan answers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ...documents.compose_coverage import answer_words, due_words, lead_words
from ...domain.coverage import Coverage, CoverageState, Covered
from ...domain.plan import Item
from ...domain.plan_drafting import ANSWERING
from .. import theme
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.review import Answer, ReviewDialog

_LOOKS = {
    CoverageState.ANSWERED: ("done", "good"),
    CoverageState.PROPOSED: ("help", "warn"),
    CoverageState.OPEN: ("warning", "bad"),
}


class CoverageDialog(QDialog):
    """The superior's plan to choose, its sentences, and what is done with the chosen ones."""

    help_topic = "ke-hoach#doi-chieu"

    def __init__(self, shell: Shell, plan_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._plan_id = shell, plan_id
        self._known = Coverage(())
        self.setWindowTitle("Đối chiếu với kế hoạch cấp trên")
        self.superior = ChoiceBox()
        self.superior.setAccessibleName("Kế hoạch của cấp trên")
        self.superior.setMinimumContentsLength(30)
        heads = shell.office.coverages.superiors(plan_id)
        self.superior.offer([(head.id, head.name) for head in heads])
        if heads:
            self.superior.show_value(heads[0].id)
        self.superior.activated.connect(lambda _: self.refresh())
        self.only_open = QCheckBox("Chỉ những câu chưa có")
        self.only_open.toggled.connect(lambda _: self.refresh())
        self.summary = label("", wrap=True)
        model = TableModel(_columns(), key=lambda line: line.id, parent=self)
        self.table = TableView(model, "Không có câu nào.", lines=3)
        self.table.setAccessibleName("Các câu của kế hoạch cấp trên")
        self.table.chosen.connect(lambda _: self._show_buttons())
        self.table.opened.connect(lambda _: self._choose())
        self.accept_button = self._button("Nhận đề xuất", "check", "Space", self._accept)
        self.choose_button = self._button("Chọn nhiệm vụ…", "edit", "Enter", self._choose)
        self.forget_button = self._button("Gỡ", "", "Delete", self._forget)
        self.add_button = self._button("Thêm vào kế hoạch", "add", "Insert", self._take_over)
        for key, button in (
            (Qt.Key.Key_Space, self.accept_button),
            (Qt.Key.Key_Delete, self.forget_button),
            (Qt.Key.Key_Insert, self.add_button),
        ):
            shortcut = QShortcut(QKeySequence(key), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(button.click)
        self.export_button = text_button("Xuất bảng đối chiếu…", "export")
        self.export_button.clicked.connect(lambda _checked=False: self._export())
        self.close_button = text_button("Đóng", "", "primary")
        self.close_button.clicked.connect(self.accept)
        self._lay_out()
        self.refresh()
        self.table.setFocus()

    @classmethod
    def run(cls, shell: Shell, plan_id: str) -> None:
        """Opens the dialog over the window."""
        dialog = cls(shell, plan_id, shell if isinstance(shell, QWidget) else None)
        dialog.exec()
        dialog.deleteLater()

    def _button(self, words: str, picture: str, key: str, do: Callable[[], object]) -> QPushButton:
        button = text_button(words, picture, tooltip=f"{words} ({key})")
        button.clicked.connect(lambda _checked=False: do())
        return button

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        head = QHBoxLayout()
        words = label("Kế hoạch của cấp trên:", "muted")
        words.setBuddy(self.superior)
        head.addWidget(words)
        head.addWidget(self.superior, 1)
        head.addWidget(self.only_open)
        column.addLayout(head)
        column.addWidget(self.summary)
        column.addWidget(self.table, 1)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        for button in (self.accept_button, self.choose_button, self.forget_button, self.add_button):
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.export_button)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.scaled(144 * SPACE), room.width()), min(theme.scaled(76 * SPACE), room.height())
        )

    # Showing

    def refresh(self) -> None:
        """Shows how the plan answers now; the cursor stays where it is."""
        self._known = Coverage(())
        coverages, superior = self._shell.office.coverages, self._superior()
        if superior:
            self._shell.attempt(lambda: setattr(self, "_known", coverages.of(self._plan_id, superior)))
        lines = [
            line
            for line in self._known.lines
            if not self.only_open.isChecked() or line.state is not CoverageState.ANSWERED
        ]
        self.table.rows.set_rows(lines)
        self.summary.setText(self._known.summary if superior else _NO_SUPERIOR)
        self.export_button.setEnabled(bool(self._known.lines))
        if lines and self.table.current_row() is None:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self._show_buttons()

    def _superior(self) -> str:
        return str(self.superior.value() or "")

    def _chosen(self) -> list[Covered]:
        return list(self.table.chosen_rows())

    def _show_buttons(self) -> None:
        states = {line.state for line in self._chosen()}
        plan = self._shell.office.plans.get(self._plan_id)
        self.accept_button.setEnabled(CoverageState.PROPOSED in states)
        self.choose_button.setEnabled(bool(states))
        self.forget_button.setEnabled(CoverageState.ANSWERED in states)
        self.add_button.setEnabled(plan.status.is_open and bool(states - {CoverageState.ANSWERED}))

    # What is done with the chosen sentences

    def _do(self, change: Callable[[list[str]], object], of: Sequence[CoverageState]) -> bool:
        ids = [line.id for line in self._chosen() if line.state in of]
        done = bool(ids) and self._shell.attempt(lambda: change(ids))
        if done:
            self.refresh()
        return done

    def _accept(self) -> None:
        coverages, superior = self._shell.office.coverages, self._superior()
        at = self.table.currentIndex().row()
        accepted = self._do(
            lambda ids: coverages.accept(self._plan_id, superior, ids), (CoverageState.PROPOSED,)
        )
        # On to the next one; where only what is open is shown, it has come up by itself.
        if accepted and not self.only_open.isChecked() and at + 1 < self.table.rows.rowCount():
            self.table.setCurrentIndex(self.table.rows.index(at + 1, 0))

    def _forget(self) -> None:
        coverages, superior = self._shell.office.coverages, self._superior()
        self._do(lambda ids: coverages.forget(self._plan_id, superior, ids), (CoverageState.ANSWERED,))

    def _take_over(self) -> None:
        coverages, superior = self._shell.office.coverages, self._superior()
        self._do(
            lambda ids: coverages.take_over(self._plan_id, superior, ids),
            (CoverageState.OPEN, CoverageState.PROPOSED),
        )

    def _choose(self) -> None:
        """Lets own targets and tasks be ticked that answer the sentence at the cursor."""
        line = self.table.current_row()
        if line is None:
            return
        plan = self._shell.office.plans.get(self._plan_id)
        items = [item for item in plan.walk() if item.kind in ANSWERING]
        likely = [*line.answers, *((line.proposal,) if line.proposal is not None else ())]
        first = {item.id: at for at, item in enumerate(likely)}
        items.sort(key=lambda item: first.get(item.id, len(first)))
        columns = [
            Column("Chỉ tiêu, nhiệm vụ của kế hoạch này", answer_words, width=560, stretch=True),
            Column("Chủ trì", lead_words, width=180),
        ]

        def keep(chosen: Sequence[Item]) -> bool:
            pairs = [(item.id, line.id) for item in chosen]
            done = self._shell.attempt(
                lambda: self._shell.office.coverages.set_answers(self._plan_id, self._superior(), pairs)
            )
            if done:
                self.refresh()
            return done

        ReviewDialog(
            self,
            "Nhiệm vụ trả lời câu của cấp trên",
            line.demand.item.text,
            columns,
            items,
            set(first),
            [Answer("Ghi {} nội dung", keep)],
        ).exec()

    def _export(self) -> None:
        coverages, superior = self._shell.office.coverages, self._superior()
        self._shell.attempt(
            lambda: self._shell.export(coverages.document(self._plan_id, superior), "bang-doi-chieu-ke-hoach")
        )


_NO_SUPERIOR = "Chưa có kế hoạch nào khác để đối chiếu. Hãy nhập kế hoạch của cấp trên (Ctrl+I) trước."


def _own_words(line: Covered) -> str:
    if line.answers:
        return "\n".join(map(answer_words, line.answers))
    return f"Đề xuất: {answer_words(line.proposal)}" if line.proposal is not None else ""


def _of_answers(line: Covered, words: Callable[[Item], str]) -> str:
    return "; ".join(dict.fromkeys(filter(None, map(words, line.answers))))


def _columns() -> list[Column]:
    return [
        Column("Vị trí", lambda line: line.number, width=112),
        Column("Tình trạng", lambda line: line.state.label, width=100, icon=lambda line: _LOOKS[line.state]),
        Column(
            "Nội dung cấp trên giao", lambda line: line.demand.item.text, width=250, stretch=True,
            tooltip=lambda line: line.demand.item.text,
        ),
        Column("Kế hoạch này", _own_words, width=250, stretch=True, tooltip=_own_words),
        Column("Chủ trì", lambda line: _of_answers(line, lead_words), width=130),
        Column("Thời hạn", lambda line: _of_answers(line, due_words), width=90),
    ]  # fmt: skip
