"""Registers that the office describes itself: its own, and the program's with fields of its own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..catalogue.register_text import differences, register_text, shipped_register
from ..catalogue.registers import LARGEST, read_register
from ..documents.model import Document
from ..domain.errors import Refusal
from ..domain.indicators import Indicator
from ..domain.registers.effects import Effects, carried, effects_of
from ..domain.registers.register import Register
from ..domain.registers.shape import Fault, faults_of, is_fed
from ..domain.text import fold
from ..storage.changes import Changes
from ..storage.recorder import Recorder
from ..storage.register_kinds import (
    OWN_REGISTERS,
    REGISTER_DOUBTS,
    REGISTER_MAPS,
    REGISTER_ROWS,
    StoredDoubt,
    StoredRegister,
    write_doubt,
    write_register,
    write_register_row,
)
from . import operations
from .catalogues import Catalogues
from .desk import Desk, Part
from .registers import Registers, row_of, stored_of


@dataclass(frozen=True, slots=True)
class Offered:
    """An indicator that a register may feed; ``register`` is the name of one that feeds it already."""

    indicator: Indicator
    register: str = ""


def register_in(path: Path) -> Register:
    """The register that a TOML file describes. Raises Refusal with the first mistake in it."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
        text = data.decode("utf-8-sig")
    except (OSError, ValueError):
        raise Refusal(f"Không đọc được tệp «{path.name}». Hãy kiểm tra đường dẫn.", "file") from None
    return read_register(text, path.name)


class OwnRegisters(Part):
    """The descriptions of registers: which the office may change, what that does to rows, and back again."""

    def __init__(self, desk: Desk, registers: Registers, catalogues: Catalogues) -> None:
        super().__init__(desk)
        self._registers = registers
        self._catalogues = catalogues

    # What there is

    @staticmethod
    def is_shipped(register_id: str) -> bool:
        """Whether the program brings this register."""
        return shipped_register(register_id) is not None

    def is_changed(self, register_id: str) -> bool:
        """Whether the office made something else of a register of the program; fields that it gave up again
        are no change."""
        shipped = shipped_register(register_id)
        if shipped is None:
            return False
        register, own = self._registers.get(register_id), {each.key for each in shipped.fields}
        gone = tuple(each for each in register.gone if each.key in own)
        return bool(differences(shipped, replace(register, gone=gone)))

    def text(self, register_id: str) -> str:
        """The file that describes a register as the office has it."""
        return register_text(self._registers.get(register_id))

    def write(self, register_id: str, target: Path) -> None:
        """Writes it. Raises EnvironmentProblem where it cannot be written; what was there before stays."""
        from ..documents.export import write_atomically

        write_atomically(target, self.text(register_id).encode())

    def indicators(self) -> Mapping[str, Indicator]:
        """The indicators that may be fed, by code."""
        known = self._catalogues.newest().on(self._desk.today()).indicators
        return {each.code: each for each in known if is_fed(each)}

    def offered(self, register_id: str) -> list[Offered]:
        """The indicators that a register may feed, with what feeds them already."""
        others = {
            feed.indicator: each.name
            for each in self._registers.all()
            if each.id != register_id
            for feed in each.feeds
        }
        return [Offered(each, others.get(code, "")) for code, each in self.indicators().items()]

    def keys_in_use(self, register_id: str) -> set[str]:
        """The keys that rows of a register hold something of, whether there is a field for it or not."""
        return {key for row in self._desk.store.register_rows(register_id) for key in row.values}

    def blank(self, register: Register) -> Document:
        """The empty book of a register that is not stored yet."""
        return self._registers.book(register, ())

    # What is wrong, and what would become of rows

    def faults(self, register: Register) -> list[Fault]:
        """All that is wrong with a register that is to be stored."""
        known, shipped = self._catalogues.newest().by_code, shipped_register(register.id)
        # What the program's form feeds may be of another circular than today's.
        found = faults_of(register, known, shipped.feeds if shipped is not None else ())
        others = [each for each in self._registers.all() if each.id != register.id]
        if any(fold(each.name) == fold(register.name) for each in others):
            found.append(Fault("name", f"Đã có sổ tên «{register.name}». Hãy đặt tên khác."))
        fed = {feed.indicator: each.name for each in others for feed in each.feeds}
        found += [
            Fault(
                f"feed:{feed.indicator}",
                f"Chỉ tiêu {feed.indicator} đã được đếm từ sổ «{fed[feed.indicator]}». "
                "Hãy bỏ ở sổ đó trước, hoặc chọn chỉ tiêu khác.",
            )
            for feed in register.feeds
            if feed.indicator in fed
        ]
        return found

    def effects(self, register: Register) -> Effects:
        """What storing a register would do to its rows."""
        before = self._now(register.id)
        if before is None:
            return Effects()
        rows = tuple(self._desk.store.register_rows(register.id))
        return effects_of(before, register, [each.values for each in rows])

    def _now(self, register_id: str) -> Register | None:
        return next((each for each in self._registers.all() if each.id == register_id), None)

    # Changing

    def save(self, register: Register) -> Changes | None:
        """Keeps a register as it is now described, new or changed, and carries its rows over, in one
        operation; None where nothing changes. Fields that are given up are kept with it while rows hold
        something of them.

        Raises Refusal, with the place of the fault as its field.
        """
        return self._store(operations.DESCRIBE_REGISTER, register)

    def reset(self, register_id: str) -> Changes | None:
        """Makes a register of the program what the program brings; what rows hold in fields of the office's
        own stays with them. None where it is that already. Raises Refusal where the program brings none."""
        shipped = shipped_register(register_id)
        if shipped is None:
            raise Refusal("Sổ này do cơ quan tự lập, không có mẫu của chương trình.", "register")
        return self._store(operations.RESET_REGISTER, shipped)

    def refuse(self, register: Register) -> None:
        """Raises Refusal, with the place of the fault as its field, where a register cannot be stored so."""
        for fault in (*self.faults(register), *self.effects(register).why_not):
            raise Refusal(fault.sentence, fault.place)

    def _store(self, operation: operations.Operation, register: Register) -> Changes | None:
        self._desk.admit(operation)
        before, shipped = self._now(register.id), shipped_register(register.id)
        register = self._with_gone(before, _with_day(register))
        if operation is operations.DESCRIBE_REGISTER:
            self.refuse(register)
        text = differences(shipped, register) if shipped is not None else register_text(register)
        read_register(register_text(register), register.name)
        stored = self._desk.store.row(OWN_REGISTERS.table, register.id)
        if (stored["text"] if stored is not None else "") == text:
            return None
        with self._desk.operation(operation, register.name) as recorder:
            if text:
                write_register(recorder, StoredRegister(register.id, register.name, text))
            elif stored is not None:
                recorder.delete(OWN_REGISTERS.table, register.id)
            if before is not None and _kept_as(before) != _kept_as(register):
                self._carry(recorder, before, register)
        return recorder.changes

    def _with_gone(self, before: Register | None, register: Register) -> Register:
        """The register with the fields that it had and has no more, as far as rows hold something of them."""
        if before is None:
            return register
        kept = self.keys_in_use(register.id)
        now = {each.key for each in (*register.fields, *register.gone)}
        gone = [each for each in (*before.fields, *before.gone) if each.key not in now and each.key in kept]
        there = {each.key for each in register.fields}
        return replace(
            register, gone=tuple(each for each in (*register.gone, *gone) if each.key not in there)
        )

    def _carry(self, recorder: Recorder, before: Register, after: Register) -> None:
        """Writes what rows are in the fields of today, where that is something else."""
        for row in self._desk.store.register_rows(after.id):
            values = carried(before, after, row.values)
            now, words = stored_of(after, row_of(after, replace(row, values=values)))
            known = self._desk.store.row(REGISTER_ROWS.table, row.id)
            if now != row or (known is not None and known["words"] != words):
                write_register_row(recorder, now, words)
        for doubt in self._doubts(after.id):
            values = carried(before, after, doubt.values)
            if values != doubt.values:
                write_doubt(recorder, replace(doubt, values=values))

    def _doubts(self, register_id: str) -> Iterator[StoredDoubt]:
        known: Sequence[StoredDoubt] = self._desk.store.records(REGISTER_DOUBTS)
        return (each for each in known if each.register == register_id)

    def delete(self, register_id: str) -> Changes:
        """Removes a register of the office's own with all that it holds, in one operation, which one undo
        brings back whole. Raises Refusal where the program brings the register."""
        if self.is_shipped(register_id):
            raise Refusal(
                "Sổ này của chương trình nên không xóa được. Có thể trả về mẫu của chương trình.", "register"
            )
        register = self._registers.get(register_id)
        self._desk.admit(operations.DELETE_REGISTER)
        rows = tuple(self._desk.store.register_rows(register_id))
        told = f"{register.name}{f' ({len(rows)} dòng)' if rows else ''}"
        with self._desk.operation(operations.DELETE_REGISTER, told) as recorder:
            for row in rows:
                recorder.delete(REGISTER_ROWS.table, row.id)
            for doubt in list(self._doubts(register_id)):
                recorder.delete(REGISTER_DOUBTS.table, doubt.id)
            for made in self._desk.store.records(REGISTER_MAPS):
                if made.register == register_id:
                    recorder.delete(REGISTER_MAPS.table, made.id)
            recorder.delete(OWN_REGISTERS.table, register_id)
        return recorder.changes


def _kept_as(register: Register) -> object:
    """What of a description has a say in how its rows are kept."""
    fields = {each.key: (each.holds, each.is_hidden, each.is_personal) for each in register.fields}
    return fields, register.day, register.row_name, register.row_number


def _with_day(register: Register) -> Register:
    """The register whose every row must say its day: without one it is in no period."""
    fields = (
        replace(each, is_required=True) if each.key == register.day else each for each in register.fields
    )
    return replace(register, fields=tuple(fields))
