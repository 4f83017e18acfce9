"""The tab of what a survey came to: the general rate, factors, questions and groups, each with a bar."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.surveys.results import Results, margin_words, percent_words
from ...domain.surveys.tally import ItemResult, Rate
from ..labels import label
from ..shell import Shell
from ..tables import Column, TableModel, TableView
from ..theme import SPACE


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A line of the results: what it is of, its rate, and how the answers are spread."""

    id: str
    words: str
    rate: Rate | None
    forms: int | None = None
    spread: str = ""
    is_head: bool = False

    @property
    def percent(self) -> float | None:
        """The rate as a bar is long."""
        found = self.rate.percent if self.rate is not None else None
        return float(found) if found is not None else None


def result_lines(results: Results) -> Iterator[ResultLine]:
    """All lines: the general rate, each factor with its questions, each group."""
    counts = results.tally
    yield ResultLine("*", "Chỉ số hài lòng chung", counts.general, counts.general.forms, is_head=True)
    for factor in counts.factors:
        rate = factor.rate
        yield ResultLine(
            factor.part.id, factor.part.name, rate, rate.forms if rate is not None else None, is_head=True
        )
        for item in factor.items:
            yield ResultLine(
                f"{factor.part.id}/{item.question.id}", item.question.text, item.rate, item.answered,
                spread_words(item),
            )  # fmt: skip
    for group in results.groups:
        rate = group.tally.general
        words = f"Nhóm: {group.name}"
        yield ResultLine(f"{group.question.id}={group.answer}", words, rate, rate.forms, is_head=True)


def spread_words(item: ItemResult) -> str:
    """How many gave each answer: «Hài lòng 40 · Rất hài lòng 12»."""
    found = [
        f"{words} {count}"
        for words, count in zip(item.question.answers, item.counts[1:], strict=True)
        if count
    ]
    return " · ".join([*found, *([f"không trả lời {item.counts[0]}"] if item.counts[0] else [])])


class ResultsTab(QWidget):
    """A sentence on the sample, and the table of rates."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.how = label("", "muted", wrap=True)
        self.table = TableView(TableModel(self._columns(), parent=self))
        self.table.setSortingEnabled(False)
        self.table.setAccessibleName("Kết quả khảo sát")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE, 0, 0)
        column.setSpacing(SPACE)
        column.addWidget(self.how)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    @staticmethod
    def _columns() -> list[Column]:
        right = Qt.AlignmentFlag.AlignRight
        return [
            Column(
                "Yếu tố, câu hỏi, nhóm", lambda line: line.words, width=300, stretch=True,
                bold=lambda line: line.is_head,
            ),
            Column(
                "Mức độ hài lòng", lambda line: line.percent, lambda line: percent_words(line.rate),
                width=150, bar=True, bold=lambda line: line.is_head,
            ),
            Column(
                "Sai số (điểm %)", lambda line: margin_words(line.rate), width=110, align=right
            ),
            Column("Phiếu trả lời", lambda line: line.forms, width=95, align=right),
            Column("Các câu trả lời", lambda line: line.spread, width=280, stretch=True),
        ]  # fmt: skip

    def show_results(self, results: Results | None) -> None:
        """Shows what a survey came to."""
        self.table.rows.set_rows(list(result_lines(results)) if results is not None else [])
        if results is not None:
            words = f"Chỉ số chung {results.general_words}."
            if results.differing:
                words += f" Còn {results.differing} phiếu có hai lần nhập khác nhau, đang tính theo lần đầu."
            self.how.setText(words)
