"""The tab «Thông tin sổ» of a register's form: its name, its area, and what its fields are for."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget

from ... import catalogue
from ...domain.registers import drafting
from ...domain.registers.fields import Holds
from ..forms import CheckField, ChoiceField, Form, LineField, TextField
from ..labels import label
from ..theme import SPACE
from ..widgets.scrolled import Scrolled
from .draft import Draft, fill, key_of

_ROWS = 6


class HeadTab(Scrolled):
    """What is said of the register as a whole; each answer is taken as soon as it is left."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(SPACE)
        self._draft = draft
        self.name = self._line("Tên sổ", "name", "ví dụ Quản lý xe công")
        self.title = self._line("Tên in ở đầu sổ", "title", "để trống thì in tên sổ bằng chữ hoa")
        self.area = ChoiceField(
            None,
            "Lĩnh vực",
            lambda: draft.register.area,
            lambda area: self._take(area=area),
            choices=self._areas,
        )
        self.legal = self._line("Mẫu sổ, căn cứ", "legal", "in dưới tên cơ quan, ví dụ Mẫu số 03/TCD")
        self.day = ChoiceField(
            None, "Ngày của dòng", lambda: draft.register.day, self._set_day, choices=self._days,
            tooltip="Mục ngày cho biết dòng thuộc kỳ báo cáo nào",
        )  # fmt: skip
        self.row_name = ChoiceField(
            None, "Mục gọi tên dòng", lambda: draft.register.row_name, lambda key: self._take(row_name=key),
            choices=self._names, tooltip="Dòng được gọi theo mục này khi tìm, khi nhắc và trong nhật ký",
        )  # fmt: skip
        self.evidence = CheckField(
            None,
            "Mỗi dòng cần có tệp minh chứng",
            lambda: draft.register.needs_evidence,
            lambda needed: self._take(needs_evidence=needed),
        )
        self.same = QListWidget()
        self.same.setAccessibleName("Các mục để nhận ra dòng trùng")
        self.same.setProperty("role", "ticks")
        self.same.setFixedHeight(self.same.fontMetrics().lineSpacing() * 2 * _ROWS)
        self.same.itemChanged.connect(lambda _: self._take_same())
        self.help = TextField(
            None,
            "Hướng dẫn ghi sổ",
            lambda: draft.register.help,
            lambda text: self._take(help=" ".join(text.split())),
        )
        form = self.form = Form()
        form.add(self.name)
        form.add(self.title)
        form.add(self.area, self.legal)
        form.add(self.day, self.row_name)
        form.add(self.evidence)
        form.add_widget(label("Hai dòng giống nhau ở tất cả các mục này thì nhắc là có thể trùng", "label"))
        form.add_widget(self.same)
        form.add(self.help)
        self.column.addWidget(form)
        self.column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Shows the register as it is by now."""
        register = self._draft.register
        self.form.load()
        with QSignalBlocker(self.same):
            fill(self.same, [(each.key, each.label or "(chưa có tên)") for each in register.typed])
            for row, each in enumerate(register.typed):
                item = self.same.item(row)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                ticked = each.key in register.same
                item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _take(self, **said: Any) -> None:
        self._draft.take(replace(self._draft.register, **said))

    def _line(self, caption: str, name: str, hint: str) -> LineField:
        def get() -> str:
            return str(getattr(self._draft.register, name))

        return LineField(
            None, caption, get, lambda text: self._take(**{name: " ".join(text.split())}), hint=hint
        )

    @staticmethod
    def _areas() -> list[tuple[int, str]]:
        known = [(area.code, f"{area.code}. {area.name}") for area in catalogue.areas()]
        return [(0, "Chung cả cơ quan"), *known]

    def _days(self) -> list[tuple[str, str]]:
        register = self._draft.register
        return [(each.key, each.label) for each in register.typed if each.holds is Holds.DAY]

    def _names(self) -> list[tuple[str, str]]:
        return [("", "(chỉ theo ngày)"), *((each.key, each.label) for each in self._draft.register.typed)]

    def _set_day(self, key: str) -> None:
        before = self._draft.register
        feeds = tuple(replace(each, day=key) if each.day == before.day else each for each in before.feeds)
        self._draft.take(drafting.changed(replace(before, day=key, feeds=feeds), key, is_required=True))

    def _take_same(self) -> None:
        items = [self.same.item(row) for row in range(self.same.count())]
        ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        self._take(same=tuple(map(key_of, ticked)))
