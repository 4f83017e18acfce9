"""«Tự chấm điểm»: the office's own points for the index of administrative reform, area by area."""

from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.areas import Area
from ...domain.numerals import format_number
from ...domain.scores import AreaScore, whole_score
from .. import theme
from ..buttons import text_button
from ..labels import label
from ..shell import Shell
from ..tables import Column, Editor, TableModel, TableView
from ..theme import SPACE


@dataclass(frozen=True, slots=True)
class _Line:
    area: Area
    score: AreaScore | None


class ScoresDialog(QDialog):
    """A line for each area: the most points, the office's own, and what proves them."""

    help_topic = "bao-cao#tu-cham-diem"

    def __init__(self, shell: Shell, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._year = year
        self.setWindowTitle(f"Tự chấm điểm Chỉ số cải cách hành chính năm {year}")
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        column.addWidget(label(f"Điểm tự chấm năm {year}", "heading"))
        words = (
            "Ghi điểm tối đa và điểm tự chấm của từng lĩnh vực theo bộ tiêu chí của tỉnh, thành phố. "
            "Bảng này là phụ lục của báo cáo năm; lĩnh vực để trống thì không in."
        )
        column.addWidget(label(words, "muted", wrap=True))
        self.table = TableView(TableModel(self._columns(), key=lambda line: line.area.code, parent=self))
        self.table.setAccessibleName("Điểm tự chấm của các lĩnh vực")
        self.table.on_delete(self._take_back)
        column.addWidget(self.table, 1)
        self.sum = label("", wrap=True)
        self.close_button = text_button("Đóng", "", "primary")
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addWidget(self.sum, 1)
        foot.addWidget(self.close_button)
        column.addLayout(foot)
        room = self.screen().availableGeometry()
        self.resize(
            min(theme.scaled(110 * SPACE), room.width()), min(theme.scaled(52 * SPACE), room.height())
        )
        self._show()

    @classmethod
    def run(cls, shell: Shell, year: int) -> None:
        """Opens the dialog over the window."""
        parent = shell if isinstance(shell, QWidget) else None
        dialog = cls(shell, year, parent)
        dialog.exec()
        dialog.deleteLater()

    def _columns(self) -> list[Column]:
        return [
            Column("Lĩnh vực", lambda line: line.area.name, width=240, stretch=True),
            self._points("Điểm tối đa", "most"),
            self._points("Điểm tự chấm", "scored"),
            Column(
                "Tài liệu kiểm chứng, ghi chú",
                lambda line: "" if line.score is None else line.score.note,
                width=200,
                stretch=True,
                setter=lambda line, value: self._give(line, note=value),
            ),
        ]

    def _points(self, header: str, name: str) -> Column:
        return Column(
            header,
            lambda line: None if line.score is None else getattr(line.score, name),
            width=110,
            align=Qt.AlignmentFlag.AlignRight,
            editor=Editor.NUMBER,
            setter=lambda line, value: self._give(line, **{name: value}),
        )

    def _give(
        self, line: _Line, most: Decimal | None = None, scored: Decimal | None = None, note: str | None = None
    ) -> None:
        """Gives an area what was typed; an area without points begins with as many as it can have."""
        before = line.score
        if before is None:
            before = AreaScore(self._year, line.area.code, most or scored or Decimal(0), scored or Decimal(0))
        self._shell.office.scores.give(
            self._year,
            line.area.code,
            before.most if most is None else most,
            before.scored if scored is None else scored,
            before.note if note is None else note,
        )
        self._show()

    def _take_back(self) -> None:
        """Removes the points of the chosen area."""
        line = self.table.current_row()
        if line is not None and line.score is not None:
            scores = self._shell.office.scores
            self._shell.attempt(lambda: scores.take_back(self._year, line.area.code))
            self._show()

    def _show(self) -> None:
        given = self._shell.office.scores.of_year(self._year)
        self.table.rows.set_rows([_Line(area, given.get(area.code)) for area in catalogue.areas()])
        most = sum((each.most for each in given.values()), Decimal(0))
        whole = f"{format_number(whole_score(given.values()))}/{format_number(most)}"
        self.sum.setText(
            f"Cộng: {whole} điểm của {len(given)} lĩnh vực." if given else "Chưa ghi điểm lĩnh vực nào."
        )
