"""The row of filters above a list of tasks."""

from dataclasses import replace

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ... import catalogue
from ...domain.dates import short_date
from ...domain.names import units_together
from ...domain.task_filters import DONE, OPEN, DueSpan
from ...domain.tasks import ALL_TASKS, GIVEN, TaskFilter
from ...domain.text import uncapitalized
from ...office.tasks import plan_label
from .. import icons
from ..buttons import text_button
from ..choice_box import ChoiceBox, Choices
from ..keystrokes import leads_down
from ..shell import Shell
from ..theme import SPACE
from . import status
from .kept_filters import KeptFilters

_TYPING_MS = 200
_CLEAR = "Bỏ lọc"
_ROOM_FOR_WORDS = 800
_ANY_PLAN = ("", False)
_WORKED_BY = ("", True)


class TaskFilters(QWidget):
    """Gives a TaskFilter; ``changed`` comes with every choice."""

    changed = Signal()
    left = Signal()
    """Enter, the arrow down, a filter's key: the keyboard is to go on to what is listed."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        super().__init__()
        self._office = shell.office
        self.kept = KeptFilters(shell, page)
        self.kept.wanted.connect(self.show_filter)
        self.kept.by_key.connect(self.left)
        self._filter = shell.office.tasks.first_filter()
        self.text = QLineEdit()
        self.text.setPlaceholderText("Lọc theo chữ…")
        self.text.setAccessibleName("Lọc nhiệm vụ theo chữ")
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icons.icon("filter", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.text.setMinimumWidth(14 * SPACE)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._choose)
        self.text.textEdited.connect(lambda _: self._timer.start(_TYPING_MS))
        self.text.textChanged.connect(lambda text: self._choose() if not text else None)
        leads_down(self.text, self._leave)
        self.plan = self._combo("Kế hoạch")
        self.area = self._combo("Lĩnh vực")
        self.unit = self._combo("Đơn vị chủ trì")
        self.officer = self._combo("Người theo dõi")
        self.status = self._combo("Tình trạng")
        self.due = self._combo("Hạn")
        self.clear = text_button(_CLEAR, "close", "flat", "Hiện lại mọi nhiệm vụ (Ctrl+Shift+0)")
        self.clear.setAccessibleName(_CLEAR)
        self.clear.clicked.connect(lambda: self.show_filter(ALL_TASKS))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE // 2)
        layout.addWidget(self.kept)
        layout.addWidget(self.text, 3)
        for combo in (self.plan, self.area, self.unit, self.officer, self.status, self.due):
            layout.addWidget(combo, 2)
        layout.addWidget(self.clear)
        self.setFocusProxy(self.text)
        self.reload()

    def _combo(self, name: str) -> ChoiceBox:
        combo = ChoiceBox()
        combo.setAccessibleName(f"Lọc theo {name.lower()}")
        combo.setToolTip(f"Lọc theo {name.lower()}")
        combo.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(5)
        combo.setMaxVisibleItems(16)
        combo.activated.connect(self._choose)
        return combo

    @property
    def chosen(self) -> TaskFilter:
        """What is chosen."""
        return self._filter

    def show_filter(self, chosen: TaskFilter) -> None:
        """Shows a filter that comes from elsewhere."""
        self._filter = chosen
        self.reload()
        self.changed.emit()

    def reload(self) -> None:
        """Offers the plans, units and persons of now, and shows the filter that is on."""
        chosen = self._filter
        heads = [(head.id, plan_label(head)) for head in self._office.plans.heads()]
        plans = [((each, False), words) for each, words in heads]
        if self._office.given_tasks.is_any() or chosen.plan_id == GIVEN:
            plans.append(((GIVEN, False), "Cấp trên giao (sổ theo dõi)"))
        plans.insert(0, (_WORKED_BY, "Kế hoạch đang thực hiện"))
        of_plan = (chosen.plan_id, chosen.in_force)
        if of_plan not in [_ANY_PLAN, *(value for value, _ in plans)]:
            # A kept filter may name a plan that is gone by now.
            plans.append((of_plan, dict(heads).get(chosen.plan_id, "Kế hoạch đã xóa")))
        _fill(self.plan, "Kế hoạch", plans, of_plan, _ANY_PLAN)
        self.plan.setVisible(len(plans) > 2)
        areas = [(area.code, area.short_name) for area in catalogue.areas()]
        _fill(self.area, "Lĩnh vực", [*areas, (0, "Nhiệm vụ chung")], chosen.area, None)
        given = (row.assignment.lead for row in self._office.given_tasks.rows() if row.assignment.lead)
        leads = [(lead, lead) for lead in units_together(self._office.tasks.leads(), given)]
        _fill(self.unit, "Đơn vị", leads, chosen.unit, "")
        names = set(self._office.tasks.officers())
        ordered = [o.name for o in self._office.settings.officers() if o.name in names]
        ordered += sorted(names - set(ordered))
        _fill(self.officer, "Người theo dõi", [(name, name) for name in ordered], chosen.officer, "")
        _fill(self.status, "Tình trạng", _status_choices(), chosen.statuses, frozenset())
        due = self._due_choices()
        span = (chosen.due_from, chosen.due_to)
        if span not in [(None, None), *(value for value, _ in due)]:
            due.append((span, _span_words(chosen)))
        _fill(self.due, "Thời hạn", due, span, (None, None))
        if not self.text.hasFocus() and self.text.text() != chosen.text:
            self.text.setText(chosen.text)
        self.clear.setEnabled(chosen != ALL_TASKS)

    def words(self) -> str:
        """The filter in words, for a name or a hint: «Phòng Kinh tế, quá hạn»; nothing for no filter."""
        chosen = self._filter
        boxes = (
            (self.unit, chosen.unit), (self.officer, chosen.officer), (self.area, chosen.area is not None),
            (self.status, chosen.statuses), (self.due, chosen.due_from or chosen.due_to),
            (self.plan, chosen.plan_id),
        )  # fmt: skip
        parts = [box.currentText() for box, is_on in boxes if is_on]
        if chosen.lacks is not None:
            parts.append(chosen.lacks.label)
        if chosen.text:
            parts.append(f"có chữ «{chosen.text}»")
        told = ", ".join(part if n == 0 else uncapitalized(part) for n, part in enumerate(parts))
        return told or ("Kế hoạch đang thực hiện" if chosen.in_force else "")

    def _due_choices(self) -> list[tuple[object, str]]:
        today = self._office.today
        return [(span.days(today), span.words(today)) for span in DueSpan]

    def _leave(self) -> None:
        if self._timer.isActive():
            self._choose()
        self.left.emit()

    def fit(self, room: int) -> None:
        """Leaves out what has no room; what filters stays."""
        self.clear.setText(_CLEAR if room >= _ROOM_FOR_WORDS else "")
        for combo, least in ((self.officer, 1000), (self.unit, 860), (self.area, 700), (self.due, 580)):
            combo.setVisible(room >= least or combo.currentIndex() > 0)

    def _choose(self) -> None:
        self._timer.stop()
        plan_id, in_force = self.plan.value() or _ANY_PLAN
        due_from, due_to = self.due.value() or (None, None)
        self._filter = replace(
            self._filter,
            plan_id=plan_id,
            in_force=in_force,
            area=self.area.value(),
            unit=self.unit.value() or "",
            officer=self.officer.value() or "",
            statuses=self.status.value() or frozenset(),
            due_from=due_from,
            due_to=due_to,
            text=self.text.text().strip(),
        )
        self.clear.setEnabled(self._filter != ALL_TASKS)
        self.changed.emit()


def _status_choices() -> list[tuple[object, str]]:
    single: list[tuple[object, str]] = [(frozenset({each}), each.label) for each in status.ORDER]
    return [(OPEN, "Chưa hoàn thành"), (DONE, "Đã hoàn thành"), *single]


def _span_words(chosen: TaskFilter) -> str:
    if chosen.due_from is None:
        return f"Đến {short_date(chosen.due_to)}"
    return f"{short_date(chosen.due_from)} - {short_date(chosen.due_to)}"


def _fill(box: ChoiceBox, all_words: str, choices: Choices, value: object, none: object) -> None:
    """Fills a box and shows a value; one that is not offered is added, so that no filter is hidden."""
    offered = [(none, all_words), *choices]
    if value not in [each for each, _ in offered]:
        words = ", ".join(s.label for s in value) if isinstance(value, frozenset) else str(value)
        offered.append((value, words))
    box.offer(offered)
    box.show_value(value)
