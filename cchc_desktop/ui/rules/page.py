"""«Quy định phải giữ»: all rules that are watched all year, how each stands, the way to what is missing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...documents.model import Document
from ...domain.access import WHOLE_OFFICE, Need
from ...domain.places import Place, PlanPlace, RulesPlace, TodayPlace
from ...domain.standing_rules import State
from ...office.rule_tables import RULE_TABLES
from ...storage.changes import Changes
from ..buttons import close, text_button
from ..labels import label
from ..reports.due_words import SOON_DAYS, left_words
from ..shell import Page, Shell, tables
from ..tables import Column, TableModel, TableView
from ..theme import SPACE
from ..widgets.command_row import CommandRow
from .lines import RuleLine, rule_lines


class RulesPage(Page):
    """A table of the rules, and what is told of the one that is chosen."""

    help_topic = "quy-dinh"
    has_document = True
    reads = tables(RULE_TABLES)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.table = TableView(TableModel(self._columns(), shell), "Chưa có quy định nào.", 2)
        self.table.rows.setParent(self.table)
        self.table.setAccessibleName("Quy định phải giữ")
        self.table.opened.connect(self._go)
        self.table.chosen.connect(lambda _: self._tell())
        self.back_button = text_button("Về Hôm nay", "back", "flat")
        self.back_button.clicked.connect(lambda _checked=False: shell.go(TodayPlace()))
        self.go_button = text_button(
            "Ghi vào sổ", "add", "primary", "Mở sổ với dòng mới đã điền sẵn, hoặc việc phải làm (Enter)"
        )
        self.go_button.clicked.connect(lambda _checked=False: self._go(self.table.current_row()))
        self.plan_button = text_button("Xem kế hoạch", "plan", tooltip="Mở chỉ tiêu của kế hoạch có mức này")
        self.plan_button.clicked.connect(lambda _checked=False: self._go_to_plan())
        self.value_button = text_button("Đổi mức…", "edit", tooltip="Đặt mức khác cho cơ quan, có lý do")
        self.value_button.clicked.connect(lambda _checked=False: self._ask(is_off=False))
        self.off_button = text_button("Không theo dõi…", "eye", tooltip="Quy định này không áp dụng ở đây")
        self.off_button.clicked.connect(lambda _checked=False: self._ask(is_off=True))
        self.follow_button = text_button(
            "Theo quy định", "undo", tooltip="Theo dõi lại, với mức của kế hoạch hoặc quy định"
        )
        self.follow_button.clicked.connect(lambda _checked=False: self._follow())
        self.export_button = text_button("Xuất", "export", tooltip="Xuất ra Excel, PDF hoặc Word (Ctrl+E)")
        self.export_button.clicked.connect(lambda _checked=False: self.export_document())
        self.print_button = text_button("In", "print", tooltip="In bảng theo dõi quy định (Ctrl+P)")
        self.print_button.clicked.connect(lambda _checked=False: self.print_document())
        self._count = label("", "muted")
        self._told = label("", "muted", wrap=True)
        self._lay_out()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.back_button)
        head.addWidget(label("Quy định phải giữ", "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        commands = (
            self.go_button, self.plan_button, self.value_button, self.off_button, self.follow_button,
            self.export_button, self.print_button,
        )  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addWidget(CommandRow(commands))
        column.addWidget(self.table, 1)
        column.addWidget(self._told)

    def _columns(self) -> list[Column]:
        return [
            Column("Quy định", lambda line: line.rule.name, width=220, bold=lambda _: True),
            Column("Mức", lambda line: line.rule.level, width=150),
            Column(
                "Tình trạng", lambda line: line.state, width=140,
                icon=lambda line: line.sign, colour=lambda line: line.sign[1],
            ),
            Column(
                "Đã có, còn thiếu", lambda line: line.sentence, width=300, stretch=True,
                tooltip=lambda line: line.sentence,
            ),
            Column(
                "Chậm nhất", lambda line: line.standing.by if line.standing is not None else None, width=108
            ),
            Column(
                "Còn lại", lambda line: line.standing.by if line.standing is not None else None, width=120,
                display=self._left, colour=self._left_colour,
            ),
        ]  # fmt: skip

    def _left(self, line: RuleLine) -> str:
        by = line.standing.by if line.standing is not None else None
        return "" if by is None else left_words(by, self.shell.office.today)

    def _left_colour(self, line: RuleLine) -> str:
        by = line.standing.by if line.standing is not None else None
        if by is None:
            return "muted"
        days = (by - self.shell.office.today).days
        return "bad" if days < 0 else "warn" if days <= SOON_DAYS else "muted"

    # Showing

    def refresh(self, changes: Changes | None = None) -> None:
        """Shows how the rules stand now."""
        lines = rule_lines(self.shell.office)
        self.table.rows.set_rows(lines)
        if lines and self.table.current_row() is None:
            self.table.choose(lines[0].id)
        standing = [line.standing for line in lines if line.standing is not None]
        lacking = sum(not each.is_met for each in standing)
        words = f"{lacking} chưa đạt" if lacking else "không có gì phải lo"
        self._count.setText(f"{len(standing)} quy định, {words}")
        self._tell()

    def show_place(self, place: Place) -> None:
        """Shows a rule."""
        if isinstance(place, RulesPlace) and place.rule_id:
            self.table.choose(place.rule_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self) -> None:
        """Says of the chosen rule whose number it is and by which year it is measured."""
        line: RuleLine | None = self.table.current_row()
        why = self.shell.office.why_closed(Need.SET_UP, WHOLE_OFFICE)
        for button in (self.value_button, self.off_button, self.follow_button):
            close(button, why)
        self.go_button.setEnabled(line is not None and line.standing is not None)
        self.plan_button.setEnabled(line is not None and isinstance(line.plan, PlanPlace))
        if line is None:
            self._told.setText("")
            return
        self.off_button.setEnabled(not why and not line.is_off)
        self.follow_button.setEnabled(not why and line.setting is not None)
        told = [line.sentence, f"Theo: {line.source}."]
        if line.standing is not None:
            year = line.standing.year
            told.append(
                f"Tính từ ngày {year.starts:%d/%m/%Y} đến ngày {year.ends:%d/%m/%Y}."
                if line.standing.state is not State.UNKNOWN
                else ""
            )
        self._told.setText(" ".join(filter(None, told)))

    # Doing

    def _go(self, line: RuleLine | None) -> None:
        if line is not None and line.standing is not None:
            self.shell.go(line.standing.place)

    def _go_to_plan(self) -> None:
        line: RuleLine | None = self.table.current_row()
        if line is not None and isinstance(line.plan, PlanPlace):
            self.shell.go(line.plan)

    def _ask(self, *, is_off: bool) -> None:
        line: RuleLine | None = self.table.current_row()
        if line is not None:
            from .question import RuleQuestion

            RuleQuestion.ask(self.shell, line, self, is_off=is_off)

    def _follow(self) -> None:
        line: RuleLine | None = self.table.current_row()
        if line is not None and self.shell.attempt(lambda: self.shell.office.rules.follow(line.id)):
            self.shell.notify(f"Theo dõi «{line.rule.name}» như quy định.", undoable=True)

    def current_document(self) -> tuple[Document, str] | None:
        """All rules and how they stand, as a paper."""
        rules = self.shell.office.rules
        return rules.document(), rules.file_name("pdf")
