"""The panel of one target: its sentence, and the measure that an official reads out of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ...domain.plan import Item
from ...domain.targets import GRADES, QUALITATIVE, Comparator, Measure, TargetKind
from ..buttons import close, text_button
from ..forms import CheckField, ChoiceField, DateField, Form, LineField, NumberField, TextField
from ..indicator_choices import indicator_choices
from ..labels import label
from ..shell import Shell
from ..tasks.columns import why_not_assign
from ..tasks.item_panel import ItemPanel
from ..theme import SPACE
from ..widgets.scrolled import Scrolled
from ..widgets.sign import Sign


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A target as lists show it."""

    plan_id: str
    item: Item
    editable: bool

    @property
    def id(self) -> str:
        """The item's identity."""
        return self.item.id

    @property
    def measure(self) -> Measure:
        """What the target sets."""
        return self.item.measure or QUALITATIVE


class TargetPanel(ItemPanel):
    """Shows and edits one target; every field is saved when it is left."""

    _row: TargetRow | None

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._sign = Sign("warning", "warn")
        self._state = label("", "small", wrap=True)
        self.confirm = text_button("Xác nhận mức này", "check", tooltip="Xác nhận mức đã đọc ra là đúng")
        self.confirm.clicked.connect(self._confirm)
        self._parts = label("", "small", wrap=True)
        self._make_fields()
        self._column.addLayout(self._make_head())
        scrolled = Scrolled()
        scrolled.column.setSpacing(SPACE)
        scrolled.column.addWidget(self.form)
        state = QHBoxLayout()
        state.addWidget(self._sign)
        state.addWidget(self._state, 1)
        scrolled.column.addLayout(state)
        buttons = QHBoxLayout()
        buttons.addWidget(self.confirm)
        buttons.addStretch(1)
        scrolled.column.addLayout(buttons)
        scrolled.column.addWidget(self._parts)
        scrolled.column.addStretch(1)
        self._column.addWidget(scrolled, 1)

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(2 * SPACE, 0, SPACE, 0)
        head.addWidget(label("Chỉ tiêu", "heading"), 1)
        for button in self._head_buttons("Đóng (Esc)"):
            head.addWidget(button)
        return head

    def _make_fields(self) -> None:
        shell = self._shell
        self.text = TextField(shell, "Nội dung chỉ tiêu", self._get_text, self._set_text, lines=4)
        self.kind = ChoiceField(
            shell,
            "Loại chỉ tiêu",
            *self._bind("kind"),
            choices=lambda: [(kind, kind.label) for kind in TargetKind],
        )
        self.comparator = ChoiceField(
            shell,
            "So sánh",
            *self._bind("comparator"),
            choices=lambda: [(comparator, comparator.label) for comparator in Comparator],
        )
        self.number = NumberField(shell, "Giá trị", *self._bind("value"))
        self.upper = NumberField(shell, "Đến", *self._bind("upper"))
        self.grade = ChoiceField(
            shell,
            "Mức xếp loại",
            *self._bind("grade"),
            choices=lambda: [("", "(chưa chọn)"), *((g, g) for g in GRADES)],
        )
        self.unit = LineField(shell, "Đơn vị tính", *self._bind("unit"), hint="%, phút/lượt, lần…")
        self.per = LineField(shell, "Trên mỗi", *self._bind("per"), hint="năm, quý…")
        self.deadline = DateField(shell, "Thời hạn", *self._bind("deadline"))
        self.soft = CheckField(shell, "Phấn đấu (không bắt buộc)", *self._bind("soft"))
        self.indicator = ChoiceField(
            shell,
            "Đo bằng chỉ tiêu thống kê",
            lambda: self._row.measure.indicator if self._row else "",
            self._set_indicator,
            choices=self._indicators,
        )
        self.form = Form()
        self.form.add(self.text)
        self.form.add(self.kind, self.comparator)
        self.form.add(self.grade)
        self.form.add(self.number, self.upper)
        self.form.add(self.unit, self.per)
        self.form.add(self.deadline)
        self.form.add(self.soft)
        self.form.add(self.indicator)

    def _indicators(self) -> list[tuple[str, str]]:
        """The statistical indicators, and what the program finds by itself."""
        return indicator_choices(
            self._shell, *((self._row.plan_id, self._row.id) if self._row is not None else ("", ""))
        )

    def _set_indicator(self, code: str) -> object:
        assert self._row is not None
        return self._shell.office.plans.set_indicator(self._row.plan_id, self._row.id, code)

    def _bind(self, name: str) -> tuple[Callable[[], Any], Callable[[Any], object]]:
        def get() -> Any:
            return getattr(self._row.measure, name) if self._row else None

        def set_(value: Any) -> object:
            return self._save(**{name: float(value) if isinstance(value, Decimal) else value})

        return get, set_

    def _save(self, **fields: Any) -> object:
        assert self._row is not None
        measure = replace(self._row.measure, **fields)
        return self._shell.office.plans.set_measure(self._row.plan_id, self._row.id, measure)

    def _get_text(self) -> str:
        return self._row.item.text if self._row else ""

    def _set_text(self, text: str) -> object:
        assert self._row is not None
        return self._shell.office.plans.set_text(self._row.plan_id, self._row.id, text)

    @property
    def row(self) -> TargetRow | None:
        """The target that is shown."""
        return self._row

    def show_target(self, row: TargetRow) -> None:
        """Shows a target as it stands now."""
        is_other = self._row is None or self._row.id != row.id
        self._row = row
        why = why_not_assign(self._shell)
        for field in self.form.fields:
            field.lock(bool(why), why)
        close(self.confirm, why)
        if is_other:
            self.form.restore()
        else:
            self.form.load()
        measure = row.measure
        is_grade, is_words = measure.kind is TargetKind.GRADE, measure.kind is TargetKind.QUALITATIVE
        self.grade.setVisible(is_grade)
        for field in (self.number, self.unit, self.per):
            field.setVisible(not is_grade and not is_words)
        self.comparator.setVisible(not is_words)
        self.upper.setVisible(measure.comparator is Comparator.BETWEEN and not is_grade and not is_words)
        self._sign.show_icon(*(("done", "good") if measure.confirmed else ("warning", "warn")))
        self._state.setText(
            f"Mức «{measure.label}» đã được xác nhận."
            if measure.confirmed
            else f"Chương trình đọc ra mức «{measure.label}». Hãy sửa hoặc xác nhận."
        )
        self.confirm.setVisible(not measure.confirmed)
        parts = [f"• {part.label}: {part.fragment}" for part in measure.subtargets]
        self._parts.setVisible(bool(parts))
        self._parts.setText("Gồm các mức:\n" + "\n".join(parts))

    def commit(self) -> bool:
        """Saves the field that is being edited; says where it is refused."""
        if self.form.commit():
            return True
        self._shell.notify("Hãy sửa ô có viền đỏ rồi mới rời chỉ tiêu này.")
        return False

    def _confirm(self) -> None:
        if self.commit():
            self._shell.attempt(self._save, self.text)
