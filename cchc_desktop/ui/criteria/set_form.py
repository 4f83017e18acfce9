"""«Sửa bộ tiêu chí»: the tree of a set as a list, with the sums of points checked while it is worked on."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ... import catalogue
from ...domain.criteria.set_drafting import with_moved, without_criterion
from ...domain.criteria.sets import CriteriaSet, Criterion, problems_of, problems_of_one
from ...domain.criteria_file.rule_text import rule_text
from ...domain.numerals import format_number
from ...office import Office
from ..buttons import text_button
from ..shell import Shell
from ..tables import Column
from ..theme import SPACE
from ..wizards.draft_form import DraftForm
from .set_questions import CopyQuestion, SetCriterionQuestion, SetHeadQuestion


@dataclass(frozen=True, slots=True)
class SetLine:
    """A criterion at its depth; ``above`` is the code of what it stands below, nothing of an area."""

    criterion: Criterion
    depth: int
    above: str

    @property
    def id(self) -> str:
        """The criterion's code."""
        return self.criterion.code

    @property
    def words(self) -> str:
        """The code and the name, set in as the tree is."""
        return f"{'    ' * self.depth}{self.id}  {self.criterion.name}"

    @property
    def rule(self) -> str:
        """How it is scored."""
        return rule_text(self.criterion.rule) if self.criterion.rule is not None else ""

    @property
    def problem(self) -> str:
        """What is wrong with it; nothing where all is right."""
        return next(problems_of_one(self.criterion), "")


def set_lines(given: CriteriaSet) -> list[SetLine]:
    """Every criterion in the order of the set."""

    def lines(each: Criterion, depth: int, above: str) -> list[SetLine]:
        below = (line for child in each.children for line in lines(child, depth + 1, each.code))
        return [SetLine(each, depth, above), *below]

    return [line for each in (*given.areas, *given.extras) for line in lines(each, 0, "")]


class SetForm(DraftForm[CriteriaSet]):
    """A set's form, the size of the window. «Lưu bộ tiêu chí» stores all of it, as one operation."""

    help_topic = "chi-so#sua-bo-tieu-chi"

    def __init__(
        self, shell: Shell, given: CriteriaSet, parent: QWidget | None = None, *, is_new: bool = False
    ) -> None:
        title = f"Bộ tiêu chí «{given.title}»"
        super().__init__(shell, title, given, parent, is_new=is_new, saved_as="bộ tiêu chí")
        self.table.setAccessibleName("Tiêu chí của bộ")
        self.beside_button = text_button(
            "Thêm tiêu chí…", "add", "primary", "Thêm tiêu chí cùng cấp, sau dòng đang chọn (Insert)"
        )
        self.beside_button.clicked.connect(lambda _checked=False: self.add_beside())
        self.below_button = text_button(
            "Thêm tiêu chí con…", "add", tooltip="Thêm tiêu chí thành phần của dòng đang chọn (Ctrl+Insert)"
        )
        self.below_button.clicked.connect(lambda _checked=False: self.add_below())
        self.head_button = text_button(
            "Tên, năm áp dụng…", "edit", tooltip="Tên, quyết định, năm, điểm thưởng"
        )
        self.head_button.clicked.connect(lambda _checked=False: self.edit_head())
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        row.addWidget(self.list_with((self.beside_button, self.below_button), (self.head_button,)))
        self.pages.addWidget(page)
        self.add_foot(self.save_button, self.close_button)
        for keys, slot in (("Insert", self.add_beside), ("Ctrl+Insert", self.add_below)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self.show_lines()
        self.table.setFocus()

    @classmethod
    def work_on(cls, shell: Shell, office: Office, given: CriteriaSet, parent: QWidget | None) -> None:
        """Opens a set of the office, or a copy of the program's once it has a name."""
        if given in office.criteria_sets.own():
            cls.run(shell, given)
            return
        title = f"{given.title} (bản của cơ quan)"
        question = CopyQuestion(parent, lambda typed: office.criteria_sets.copy(given, typed), title)
        if question.exec() and question.made is not None:
            cls.run(shell, question.made, is_new=True)

    @staticmethod
    def columns() -> list[Column]:
        return [
            Column(
                "Tiêu chí", lambda line: line.words, width=320, stretch=True,
                bold=lambda line: bool(line.criterion.children),
                tooltip=lambda line: line.problem or line.criterion.name,
                colour=lambda line: "bad" if line.problem else "text",
            ),
            Column(
                "Tối đa", lambda line: line.criterion.most, width=68, align=Qt.AlignmentFlag.AlignRight
            ),
            Column("Quy tắc chấm", lambda line: line.rule, width=220, stretch=True,
                   tooltip=lambda line: line.criterion.method or line.rule),
            Column(
                "Nguồn", lambda line: ", ".join(each.text for each in line.criterion.sources), width=130
            ),
            Column("Tài liệu", lambda line: line.criterion.evidence, width=110),
            Column("Phụ trách", lambda line: line.criterion.answers, width=130),
        ]  # fmt: skip

    # What the form says

    def lines(self) -> list[SetLine]:
        return set_lines(self.draft)

    def problems(self) -> list[str]:
        return problems_of(self.draft)

    def counted(self) -> str:
        count = sum(not each.children for each in self.draft.walk())
        return f"{count} tiêu chí chấm điểm, tổng {format_number(self.draft.most)} điểm, các mức cộng đúng."

    def store(self) -> None:
        self._shell.office.criteria_sets.edit(self.draft)

    def moved(self, line: SetLine, by: int) -> tuple[CriteriaSet, str]:
        return with_moved(self.draft, line.id, by), line.id

    def removed(self, line: SetLine) -> CriteriaSet:
        return without_criterion(self.draft, line.id)

    # What is asked

    def add_beside(self) -> None:
        """Asks for a criterion behind the chosen one."""
        line: SetLine | None = self.line
        self._ask(
            None, above=line.above if line is not None else "", after=line.id if line is not None else ""
        )

    def add_below(self) -> None:
        """Asks for a part of the chosen criterion."""
        line: SetLine | None = self.line
        if line is not None:
            children = line.criterion.children
            self._ask(None, above=line.id, after=children[-1].code if children else "")

    def edit(self) -> None:
        line: SetLine | None = self.line
        if line is not None:
            self._ask(line.criterion, above=line.above)

    def _ask(self, shown: Criterion | None, *, above: str, after: str = "") -> None:
        named = tuple((area.code, area.name) for area in catalogue.areas())
        SetCriterionQuestion(self.draft, shown, self.take, self, above=above, after=after, areas=named).exec()

    def edit_head(self) -> None:
        """Asks for what the set is known by."""
        SetHeadQuestion(self.draft, self.take, self).exec()
