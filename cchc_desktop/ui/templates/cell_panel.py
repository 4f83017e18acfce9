"""What the chosen cell of a form takes: an indicator and its column, or a text of the form's head."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ...domain.indicators import IndicatorCatalogue
from ...domain.templates.columns import Column
from ...domain.templates.map import CellMap, Fact
from ...domain.templates.sheet import Sheet, place_of
from ...domain.templates.tables import Table, tables_in
from ..buttons import text_button
from ..choice_box import ChoiceBox
from ..labels import label
from ..theme import SPACE, scaled
from ..wizards.frame import Notice

_WIDTH = 300
_FIGURE, _FACT = "figure", "fact"


class CellPanel(QWidget):
    """Shows one cell; ``mapped`` comes with what it is to take, ``unmapped`` where it takes nothing more."""

    mapped = Signal(object)
    unmapped = Signal(object)

    def __init__(self, catalogue: IndicatorCatalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(scaled(_WIDTH))
        self._catalogue = catalogue
        self._sheet = Sheet("")
        self._tables: tuple[Table, ...] = ()
        self._at = (0, 0)
        self._title = label("", "heading")
        self._about = label("", "muted", wrap=True)
        self.notice = Notice("notice-warn")
        self.what = ChoiceBox()
        self.what.setAccessibleName("Điền vào ô này")
        self.what.offer([(_FIGURE, "Số liệu của chỉ tiêu"), (_FACT, "Thông tin chung")])
        self.what.activated.connect(lambda _: self._show_what())
        self.indicators = ChoiceBox(editable=True)
        self.indicators.setAccessibleName("Chỉ tiêu")
        self.indicators.setToolTip("Gõ mã hoặc vài chữ của tên, không cần dấu")
        self._words = {f"{each.code}  {each.name}": each.code for each in catalogue.indicators}
        self.indicators.offer([(words, words) for words in self._words])
        self.columns = ChoiceBox()
        self.columns.setAccessibleName("Cột")
        self.columns.offer([(column, column.label) for column in Column])
        self.facts = ChoiceBox()
        self.facts.setAccessibleName("Thông tin chung")
        self.facts.offer([(fact, fact.label) for fact in Fact])
        self._state = label("", "muted", wrap=True)
        self.problem = label("", "problem", wrap=True)
        self.set_button = text_button("Ghép ô này", "link", "primary", "Ghép, hoặc xác nhận đề xuất")
        self.set_button.clicked.connect(lambda _checked=False: self.apply())
        self.unset_button = text_button("Bỏ ghép", "close", tooltip="Ô này không điền gì")
        self.unset_button.clicked.connect(lambda _checked=False: self.unmapped.emit(self._key))
        self._fields = QWidget()
        self._lay_out()
        self.show_cell(Sheet(""), 0, 0, None)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.set_button)
        buttons.addWidget(self.unset_button)
        buttons.addStretch(1)
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(SPACE)
        self._captions = {}
        for caption, box in (
            ("Điền vào ô này", self.what),
            ("Chỉ tiêu", self.indicators),
            ("Cột", self.columns),
            ("Thông tin", self.facts),
        ):
            words = label(caption, "small")
            words.setBuddy(box)
            self._captions[box] = words
            fields.addWidget(words)
            fields.addWidget(box)
        fields.addWidget(self._state)
        fields.addWidget(self.problem)
        fields.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, SPACE, 2 * SPACE, SPACE)
        column.setSpacing(SPACE)
        for part in (self._title, self._about, self.notice, self._fields):
            column.addWidget(part)
        column.addStretch(1)

    @property
    def _key(self) -> tuple[str, int, int]:
        return (self._sheet.name, *self._at)

    def show_cell(self, sheet: Sheet, row: int, column: int, mapped: CellMap | None) -> None:
        """Shows what a cell takes, and what the form says of it."""
        if sheet is not self._sheet:
            self._sheet, self._tables = sheet, tables_in(sheet)
        self._at = (row, column)
        self.problem.clear()
        has_cell = bool(sheet.name)
        why = sheet.refusal(row, column) if has_cell else ""
        self._title.setText(f"Ô {place_of(row, column)}" if has_cell else "Chưa chọn ô")
        self._about.setText(self._about_words(row, column) if has_cell else "Bấm vào một ô của biểu.")
        self.notice.say(f"Không điền được: {why}." if why else "")
        self._fields.setVisible(has_cell and not why)
        self.unset_button.setVisible(mapped is not None)
        self._state.setText(mapped.certainty.label if mapped is not None else "")
        is_fact = mapped is not None and mapped.fact is not None
        self.what.show_value(_FACT if is_fact else _FIGURE)
        code = mapped.code if mapped is not None else ""
        self.indicators.show_value(next((words for words, known in self._words.items() if known == code), ""))
        takes = (
            mapped.takes if mapped is not None and mapped.takes is not None else self._meaning(row, column)
        )
        self.columns.show_value(takes or Column.VALUE)
        self.facts.show_value(mapped.fact if mapped is not None and mapped.fact is not None else Fact.PERIOD)
        self._show_what()

    def _table(self, row: int) -> Table | None:
        return next((table for table in self._tables if table.holds(row)), None)

    def _meaning(self, row: int, column: int) -> Column | None:
        table = self._table(row)
        return table.columns.get(column) if table is not None else None

    def _about_words(self, row: int, column: int) -> str:
        """The words of the form for a cell: its row, its column."""
        table = self._table(row)
        if table is None:
            return self._sheet.shown(row, column).text
        name = next((each.name for each in table.rows if each.number == row), "")
        header = table.headers.get(column, "")
        return "\n".join(
            words for words in (f"Dòng: {name}" if name else "", f"Cột: {header}" if header else "") if words
        )

    def _show_what(self) -> None:
        is_fact = self.what.value() == _FACT
        for box, shown in (
            (self.indicators, not is_fact),
            (self.columns, not is_fact),
            (self.facts, is_fact),
        ):
            box.setVisible(shown)
            self._captions[box].setVisible(shown)

    def apply(self) -> None:
        """Maps the cell as it is chosen here."""
        self.problem.clear()
        if self.what.value() == _FACT:
            self.mapped.emit(CellMap(*self._key, fact=self.facts.value()))
            return
        self.indicators.take_only_match()
        typed = self.indicators.value()
        code = self._words.get(typed) or (typed if typed in self._catalogue.by_code else None)
        if code is None:
            self.problem.setText(
                "Chưa rõ chỉ tiêu nào. Hãy gõ mã hoặc vài chữ của tên rồi chọn trong danh sách."
            )
            self.indicators.setFocus()
            return
        self.mapped.emit(CellMap(*self._key, code=code, takes=self.columns.value()))
