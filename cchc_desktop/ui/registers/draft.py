"""A register while its form is open: what was made of it, what is wrong with it, and what it does to rows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ...documents.model import Document
from ...domain.registers import drafting
from ...domain.registers.effects import Effects
from ...domain.registers.register import Register
from ...domain.registers.shape import Fault
from ..shell import Shell


class Draft(QObject):
    """The register that the tabs of the form work on; nothing of it is stored before it is saved."""

    changed = Signal()

    def __init__(self, shell: Shell, register: Register) -> None:
        super().__init__()
        self.shell = shell
        self.own = shell.office.own_registers
        # A head that only says the name again follows it.
        title = "" if register.title == register.name.upper() else register.title
        self.register = self._first = replace(register, title=title)
        self.of_program = self.own.is_shipped(register.id)
        """Whether the program brings it."""
        self._ids = {each.id for each in shell.office.registers.all()}
        self._keys = self.own.keys_in_use(register.id)

    @property
    def is_new(self) -> bool:
        """Whether it was never stored."""
        return drafting.is_new(self.register.id)

    @property
    def is_changed(self) -> bool:
        """Whether something of it would be lost if the form were closed."""
        return self.register != self._first

    def take(self, register: Register) -> None:
        """Goes on with another form of it."""
        if register != self.register:
            self.register = register
            self.changed.emit()

    def finished(self) -> Register:
        """The register as it may be stored."""
        return self._finished()[0]

    def _finished(self) -> tuple[Register, Mapping[str, str]]:
        return drafting.finished(self.register, self._ids, self._keys, of_program=self.of_program)

    def faults(self) -> Sequence[Fault]:
        """What is wrong with it, by the keys that its fields have here."""
        register, drafted = self._finished()
        found = (*self.own.faults(register), *self.own.effects(register).why_not)
        return [Fault(drafted.get(each.place, each.place), each.sentence) for each in found]

    def effects(self) -> Effects:
        """What storing it does to its rows."""
        return self.own.effects(self.finished())

    def book(self) -> Document:
        """The empty book as it prints."""
        return self.own.blank(self.finished())


def fill(list_: QListWidget, lines: Sequence[tuple[str, str]]) -> None:
    """Shows lines of (key, words) in a list. Its items stay where they are: one of them may be what is just
    being clicked or dropped."""
    while list_.count() > len(lines):
        list_.takeItem(list_.count() - 1)
    while list_.count() < len(lines):
        list_.addItem(QListWidgetItem())
    list_.setResizeMode(QListWidget.ResizeMode.Adjust)
    for row, (key, words) in enumerate(lines):
        item = list_.item(row)
        item.setText(words)
        item.setData(Qt.ItemDataRole.UserRole, key)


def key_of(item: QListWidgetItem | None) -> str:
    """The key of a line; nothing for none."""
    return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""
