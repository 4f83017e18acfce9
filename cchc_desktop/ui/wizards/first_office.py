"""The step of the first run that asks which office this is, and since when it has plans and figures."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.dates import short_date
from ...domain.offices import OfficeProfile, Organisation, full_name, place_of
from ...domain.plan import Signer
from ...domain.text import clean_line, clean_text
from ..forms import ChoiceField, Field, Form, LineField
from ..labels import label
from ..shell import Shell
from ..theme import SPACE
from ..widgets.scrolled import Scrolled


class OfficeStep(Scrolled):
    """What stands in the head and the foot of every document, and the units to begin with.

    ``changed`` comes once other units would be made.
    """

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(3 * SPACE)
        self._today = shell.office.today
        current = [each for each in catalogue.organisations() if each.valid_to is None]
        self.preset = ChoiceField(
            None, "Mô hình tổ chức", choices=lambda: [(preset, preset.label) for preset in current]
        )
        self.name = LineField(None, "Tên cơ quan", hint="Ủy ban nhân dân xã An Bình")
        self.superior = LineField(None, "Cơ quan cấp trên trực tiếp", hint="Ủy ban nhân dân tỉnh …")
        self.place = LineField(None, "Địa danh ghi trên văn bản", hint="An Bình")
        signers = current[0].signers
        self.position = ChoiceField(
            None, "Chức vụ người ký",
            choices=lambda: [(signer, signer.position.replace("\n", " / ")) for signer in signers],
        )  # fmt: skip
        self.signer = LineField(None, "Họ và tên người ký (nếu có)")
        named: tuple[tuple[Field, str], ...] = (
            (self.name, "name"), (self.superior, "superior"), (self.place, "place"),
        )  # fmt: skip
        for field, name in named:
            field.setObjectName(name)
        self.preset.set_value(catalogue.organisation_for("", self._today))
        if signers:
            self.position.set_value(signers[0])
        self.since = QRadioButton()
        self.before = QRadioButton()
        self.since.setChecked(True)
        self._accents = label(
            "Tên đang gõ không có dấu. Hãy bật bộ gõ tiếng Việt (UniKey hoặc bộ gõ của Windows), "
            "bảng mã Unicode.",
            "small", wrap=True,
        )  # fmt: skip
        self._accents.hide()
        self._units = label("", "small", wrap=True)
        self._lay_out()
        self.preset.changed.connect(self._preset_changed)
        self.name.changed.connect(self._name_changed)
        self.before.toggled.connect(lambda _: self._preset_changed())
        for field in (self.name, self.superior):
            field.changed.connect(self._look_for_accents)
            field.editor.editingFinished.connect(lambda field=field: self._write_out(field))
        self._preset_changed()

    def _lay_out(self) -> None:
        self.form = Form()
        self.form.add(self.name)
        self.form.add_widget(self._accents)
        self.form.add(self.superior, self.place, stretches=(3, 2))
        self._since = self._make_since()
        self.form.add_widget(self._since)
        self.form.add(self.preset)
        self.form.add_widget(self._units)
        self.form.add(self.position, self.signer)
        words = "Những nội dung này đứng ở đầu và cuối văn bản. Sau này sửa được ở trang Thiết lập."
        self.column.setSpacing(SPACE)
        self.column.addWidget(label("Cơ quan của bạn", "title"))
        self.column.addWidget(label(words, "muted", wrap=True))
        self.column.addSpacing(SPACE)
        self.column.addWidget(self.form)
        self.column.addStretch(1)

    def _make_since(self) -> QWidget:
        """The question whether the office's data reach back to the time of districts."""
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE // 2)
        column.addWidget(label("Kế hoạch, số liệu sẽ nhập vào chương trình", "label"))
        column.addWidget(self.since)
        column.addWidget(self.before)
        return group

    def organisations(self) -> Sequence[Organisation]:
        """Those whose units are made: the one of now, and the one before it where data reach back."""
        current = self.preset.value()
        if current is None:
            return ()
        before = self._organisation_before(current) if self.before.isChecked() else None
        return (current, before) if before else (current,)

    def _organisation_before(self, current: Organisation) -> Organisation | None:
        return catalogue.organisation_before(clean_line(self.name.value()), current)

    def profile(self) -> OfficeProfile:
        """The office as it was described. Raises Refusal for what is missing."""
        chosen = self.position.value()
        signer = clean_text(self.signer.value())
        return OfficeProfile(
            name=full_name(clean_line(self.name.value())),
            superior=full_name(clean_line(self.superior.value())),
            place=clean_line(self.place.value()),
            signers=(Signer(chosen.authority, chosen.position, signer),) if chosen is not None else (),
        )

    def _write_out(self, field: LineField) -> None:
        """«UBND xã An Bình» as documents print it; they put it into capitals themselves."""
        text = clean_line(field.value())
        if (full := full_name(text)) != text:
            field.editor.setText(full)
            field.changed.emit()

    def _look_for_accents(self) -> None:
        typed = [clean_line(field.value()) for field in (self.name, self.superior)]
        self._accents.setVisible(any(len(text) > 7 and " " in text and text.isascii() for text in typed))

    def _name_changed(self) -> None:
        """Proposes what follows from the name, while the user has typed nothing of their own there."""
        name = clean_line(self.name.value())
        if not self.place.dirty:
            self.place.set_value(place_of(name))
        if not self.preset.dirty:
            self.preset.set_value(catalogue.organisation_for(name, self._today))
            self._preset_changed()

    def _preset_changed(self) -> None:
        current = self.preset.value()
        before = self._organisation_before(current) if current is not None else None
        if current is not None and current.valid_from is not None:
            day = short_date(current.valid_from)
            self.since.setText(f"Chỉ từ ngày {day} (hai cấp, không còn cấp huyện)")
            self.before.setText(f"Có cả trước ngày {day} (còn cấp huyện)")
        self._since.setVisible(before is not None)
        lines = list(map(_units_words, self.organisations()))
        self._units.setText("\n".join(lines) or "Không tạo sẵn đơn vị nào.")
        self.changed.emit()


def _units_words(organisation: Organisation) -> str:
    """Which units are made for an organisation."""
    names = ", ".join(unit.name for unit in organisation.units)
    if organisation.valid_to is None:
        return f"Tạo sẵn các đơn vị: {names}."
    return f"Tạo sẵn các chức danh cũ, hiệu lực đến ngày {short_date(organisation.valid_to)}: {names}."
