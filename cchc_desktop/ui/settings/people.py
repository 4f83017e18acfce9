"""The tabs of units and officers: grids in which every cell is saved when it is left."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ... import catalogue
from ...domain.offices import Officer, Organisation, Unit, is_valid
from ...domain.text import clean_line, fold, person_sort_key
from ..buttons import text_button
from ..labels import label
from ..name_offer import OFFICERS, UNITS, NameKind, NameOffer
from ..shell import Shell
from ..tables import Column, Editor, TableModel, TableView
from ..theme import SPACE
from ..widgets.empty import EmptyList


class _GridTab(QWidget):
    """A grid of records with buttons above it; ``picture`` stands where there are none."""

    picture: ClassVar[str]

    def __init__(
        self, shell: Shell, columns: list[Column], words: str, empty: str, explained: str, kind: NameKind
    ) -> None:
        super().__init__()
        self._shell = shell
        self.offer = NameOffer(shell, kind)
        self.table = TableView(TableModel(columns, shell, parent=self))
        add = text_button(f"Thêm {words}", "add", "primary")
        add.clicked.connect(lambda _checked=False: self._add())
        self.empty = EmptyList(self.table, self.picture, f"Chưa có {words} nào", empty, add)
        self.table.setAccessibleName(words)
        self.add = text_button(f"Thêm {words}", "add")
        self.add.clicked.connect(self._add)
        self.delete = text_button("Xóa", "delete", tooltip=f"Xóa {words} đang chọn (Delete)")
        self.delete.clicked.connect(self._delete)
        self.delete.setEnabled(False)
        self.table.chosen.connect(lambda row: self.delete.setEnabled(row is not None))
        self.table.on_delete(self._delete)
        self.buttons = QHBoxLayout()
        self.buttons.addWidget(self.add)
        self.buttons.addWidget(self.delete)
        self.buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * SPACE, 2 * SPACE, 2 * SPACE, 2 * SPACE)
        layout.setSpacing(SPACE)
        layout.addWidget(label(explained, "muted", wrap=True))
        layout.addWidget(self.offer)
        layout.addLayout(self.buttons)
        layout.addWidget(self.table, 1)

    def _set(self, name: str) -> Callable[[Any, Any], object]:
        def set_(record: Any, value: Any) -> object:
            fields: dict[str, Any] = {name: clean_line(value) if isinstance(value, str) else value}
            # Another cell of it may have been saved since it was shown.
            stored = next((each for each in self._records() if each.id == record.id), record)
            return self._save(replace(stored, **fields))

        return set_

    def _add(self) -> None:
        record = self._new()
        if self._shell.attempt(lambda: self._save(record)):
            self.refresh()
            self.table.edit_row(record.id)

    def _delete(self) -> None:
        record = self.table.current_row()
        if record is not None:
            self._shell.attempt(lambda: self._remove(record.id))

    # What each kind of record says of itself

    def _new(self) -> Any:
        """A record to begin with."""
        raise NotImplementedError

    def _records(self) -> Sequence[Any]:
        """The records as they are stored."""
        raise NotImplementedError

    def _save(self, record: Any) -> object:
        raise NotImplementedError

    def _remove(self, record_id: str) -> object:
        raise NotImplementedError

    def refresh(self) -> None:
        """Shows the records of now."""
        self.table.rows.set_rows(self._records())
        self.offer.refresh()

    def commit(self) -> bool:
        """Saves the cell that is being edited."""
        return self.table.commit()


class UnitsTab(_GridTab):
    """The units (phòng, trung tâm, bộ phận) of the office."""

    help_topic = "thiet-lap#don-vi"
    picture = "unit"

    def __init__(self, shell: Shell) -> None:
        columns = [
            Column("Tên đơn vị", lambda unit: unit.name, width=240, stretch=True, setter=self._set("name")),
            Column("Viết tắt", lambda unit: unit.short_name, width=110, setter=self._set("short_name")),
            *_span_columns(self._set),
            Column("Đang hoạt động", lambda unit: _valid_words(shell, unit), width=130),
            Column("Nay là, trước là", lambda unit: _kin_words(shell, unit), width=200),
        ]
        super().__init__(
            shell, columns, "đơn vị",
            "Nhiệm vụ được giao cho đơn vị ở danh sách này. Thêm từng đơn vị, hoặc bấm «Lấy theo mô hình».",
            "Đơn vị sáp nhập hoặc đổi tên: bấm «Sáp nhập, đổi tên…» để việc đang mở chuyển sang đơn vị mới; "
            "đơn vị giải thể: ghi ngày hết hiệu lực thay vì xóa, để tài liệu cũ vẫn đúng.",
            UNITS,
        )  # fmt: skip
        preset = text_button(
            "Lấy theo mô hình", "unit", tooltip="Thêm các đơn vị thường có của xã, phường, đặc khu"
        )
        menu = QMenu(preset)
        for organisation in catalogue.organisations():
            menu.addAction(organisation.label).triggered.connect(partial(self._load, organisation))
        preset.setMenu(menu)
        self.buttons.insertWidget(2, preset)
        self.merge = text_button(
            "Sáp nhập, đổi tên…", "join", tooltip="Chuyển đơn vị cũ sang đơn vị mới từ một ngày, giữ lịch sử"
        )
        self.merge.clicked.connect(lambda _checked=False: self._merge())
        self.buttons.insertWidget(3, self.merge)

    def _new(self) -> Unit:
        names = {fold(unit.name) for unit in self._shell.office.settings.units()}
        name, number = "Đơn vị mới", 2
        while fold(name) in names:
            name, number = f"Đơn vị mới {number}", number + 1
        return Unit(name)

    def _save(self, record: Unit) -> object:
        return self._shell.office.settings.save_unit(record)

    def _remove(self, record_id: str) -> object:
        return self._shell.office.settings.delete_unit(record_id)

    def _merge(self) -> None:
        """Merges or renames units, the chosen one first."""
        if self.commit():
            from .merging import MergeUnits

            row = self.table.current_row()
            MergeUnits(self._shell, row.id if row is not None else "", self.window()).exec()

    def _load(self, organisation: Organisation, _checked: bool = False) -> None:
        """Adds the units of a preset that are not there yet."""
        settings = self._shell.office.settings
        known = {fold(unit.name) for unit in settings.units()}
        missing = [unit for unit in organisation.units if fold(unit.name) not in known]

        def load() -> None:
            for unit in missing:
                settings.save_unit(Unit(unit.name, unit.short_name, organisation.valid_from))

        if self._shell.attempt(load):
            words = f"Đã thêm {len(missing)} đơn vị." if missing else "Các đơn vị của mô hình này đã có đủ."
            self._shell.notify(words, undoable=bool(missing))

    def _records(self) -> Sequence[Unit]:
        return self._shell.office.settings.units()


class OfficersTab(_GridTab):
    """The officers (công chức) who follow tasks."""

    help_topic = "thiet-lap#cong-chuc"
    picture = "officer"

    def __init__(self, shell: Shell) -> None:
        columns = [
            Column(
                "Họ và tên", lambda row: row.name, width=200, stretch=True, setter=self._set("name"),
                sort=lambda row: person_sort_key(row.name),
            ),
            Column("Chức vụ", lambda row: row.position, width=170, setter=self._set("position")),
            Column(
                "Đơn vị", lambda row: row.unit_id, width=210, display=self._unit_name, sort=self._unit_name,
                editor=Editor.CHOICE, setter=self._set("unit_id"),
                choices=lambda _: [
                    (None, "(không ghi)"), *((u.id, u.name) for u in shell.office.settings.units())
                ],
            ),
            *_span_columns(self._set),
        ]  # fmt: skip
        super().__init__(
            shell, columns, "công chức",
            "Thêm công chức để giao nhiệm vụ cho từng người và biết ai đã cập nhật tiến độ.",
            "Công chức được chọn làm người theo dõi nhiệm vụ và người cập nhật tiến độ.",
            OFFICERS,
        )  # fmt: skip

    def _unit_name(self, officer: Officer) -> str:
        units = {unit.id: unit.name for unit in self._shell.office.settings.units()}
        return units.get(officer.unit_id or "", "")

    def _new(self) -> Officer:
        return Officer("Công chức mới")

    def _save(self, record: Officer) -> object:
        return self._shell.office.settings.save_officer(record)

    def _remove(self, record_id: str) -> object:
        return self._shell.office.settings.delete_officer(record_id)

    def _records(self) -> Sequence[Officer]:
        return self._shell.office.settings.officers()


def _span_columns(set_: Callable[[str], Callable[[Any, Any], object]]) -> list[Column]:
    return [
        Column(
            "Từ ngày", lambda row: row.valid_from, width=124, editor=Editor.DATE, setter=set_("valid_from")
        ),
        Column("Đến ngày", lambda row: row.valid_to, width=124, editor=Editor.DATE, setter=set_("valid_to")),
    ]


def _kin_words(shell: Shell, unit: Unit) -> str:
    """«nay là …» of a unit that another took over, «trước là …» of the one that did."""
    found = shell.office.settings.successions()
    after = next((each.new for each in found if each.id == unit.id), "")
    before = "; ".join(each.old for each in found if each.successor == unit.id)
    told = ([f"nay là {after}"] if after else []) + ([f"trước là {before}"] if before else [])
    return "; ".join(told)


def _valid_words(shell: Shell, unit: Unit) -> str:
    return "Đang hoạt động" if is_valid(unit, shell.office.today) else "Không"
