"""Which files of evidence are listed: by period, area, what they are attached to, and what is wrong."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ... import catalogue
from ...domain.evidence import FileState, OwnerKind
from ...domain.report_periods import Period, periods_of
from ...domain.text import fold
from ...office.evidence import Item
from ..choice_box import ChoiceBox
from ..shell import Shell
from ..theme import SPACE

_LEAST_LETTERS = 8


class Standing(StrEnum):
    """What may be the matter with a file."""

    ALL = "all"
    FAULTY = "faulty"
    UNATTACHED = "unattached"


_STANDINGS = (
    (Standing.ALL, "Mọi tình trạng"),
    (Standing.FAULTY, "Mất hoặc bị sửa"),
    (Standing.UNATTACHED, "Không còn gắn với việc nào"),
)


class EvidenceFilters(QWidget):
    """The row of filters; ``changed`` comes when one of them is another."""

    changed = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.text = QLineEdit()
        self.text.setPlaceholderText("Lọc tên tệp, nội dung…")
        self.text.setAccessibleName("Lọc minh chứng")
        self.text.setClearButtonEnabled(True)
        self.text.textChanged.connect(lambda _: self.changed.emit())
        self.period, self.area, self.kind, self.standing = (
            self._box(name) for name in ("Kỳ", "Lĩnh vực", "Gắn với", "Tình trạng")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.text, 2)
        for box in (self.period, self.area, self.kind, self.standing):
            row.addWidget(box, 1)
        self._offer()

    def _box(self, name: str) -> ChoiceBox:
        box = ChoiceBox()
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_LEAST_LETTERS)
        box.activated.connect(lambda _: self.changed.emit())
        return box

    def _offer(self) -> None:
        year = self._shell.office.calendar.current_quarter().year
        periods = [period for each in (year, year - 1) for period in periods_of(each)]
        self.period.offer([(None, "Mọi thời gian"), *((each, each.label.capitalize()) for each in periods)])
        areas = [(each.code, each.short_name) for each in catalogue.areas()]
        self.area.offer([(None, "Mọi lĩnh vực"), (0, "Chung"), *areas])
        self.kind.offer([(None, "Mọi nơi gắn"), *((each, each.label) for each in OwnerKind)])
        self.standing.offer(list(_STANDINGS))
        for box in (self.period, self.area, self.kind):
            box.show_value(None)
        self.standing.show_value(Standing.ALL)

    def clear(self) -> None:
        """Lets everything through."""
        self.text.clear()
        for box in (self.period, self.area, self.kind):
            box.show_value(None)
        self.standing.show_value(Standing.ALL)
        self.changed.emit()

    @property
    def chosen_period(self) -> Period | None:
        """The period that is looked at; None for all."""
        found = self.period.value()
        return found if isinstance(found, Period) else None

    def accepts(self) -> Callable[[Item], bool]:
        """Whether a file is listed, by the filters as they are now."""
        words = fold(self.text.text()).split()
        period, area, kind = self.chosen_period, self.area.value(), self.kind.value()
        standing = self.standing.value()
        dates = self._shell.office.calendar.dates(period) if period is not None else None

        def accept(item: Item) -> bool:
            if dates is not None and not dates.starts <= item.day <= dates.ends:
                return False
            if area is not None and item.area != area:
                return False
            if kind is not None and item.file.owner_kind is not kind:
                return False
            if standing is Standing.FAULTY and item.state is FileState.PRESENT:
                return False
            if standing is Standing.UNATTACHED and item.is_attached:
                return False
            file = item.file
            text = fold(f"{file.name} {file.sort} {file.note} {file.officer} {item.title}")
            return all(word in text for word in words)

        return accept

    def words(self) -> str:
        """What is listed, for the head of a printed list: «quý I năm 2026; Thể chế»; nothing for all."""
        boxes = (self.period, self.area, self.kind, self.standing)
        told = [box.currentText() for box in boxes if box.value() not in (None, Standing.ALL)]
        return "; ".join([*told, *([f"«{self.text.text()}»"] if self.text.text() else [])])
