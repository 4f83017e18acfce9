"""Rows of registers from an office's own files: read, mapped, compared, and taken in as one operation.

Nothing is stored until what would be was looked at; the same file again changes nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..domain.errors import Refusal
from ..domain.registers.book import FileTable, RowsBook, headers_of, tables_of, unknown_tables_of
from ..domain.registers.incoming import Comparison, Decision, PutAside, RowsDraft, State, results
from ..domain.registers.mapping import (
    MAX_BYTES,
    ColumnMap,
    Proposal,
    from_text,
    is_header_of,
    map_for,
    refuse_incomplete,
    to_text,
    told_map,
)
from ..domain.registers.register import Register, RegisterRow
from ..storage.changes import Changes
from ..storage.register_kinds import (
    REGISTER_DOUBTS,
    REGISTER_MAPS,
    StoredDoubt,
    StoredMap,
    StoredRegisterRow,
    write_doubt,
    write_map,
    write_register_row,
)
from . import operations
from .desk import Desk, Part
from .registers import Registers, row_of, stored_of


@dataclass(frozen=True)
class Laid:
    """A file's tables of one layout, and the map that they have: ``proposals`` are what of it nobody has
    confirmed, ``is_remembered`` says that this layout was mapped before, ``is_strange`` that it was not, and
    that no table has headers of the register: it may be another register's file."""

    file: str
    register: Register
    tables: tuple[FileTable, ...]
    made: ColumnMap
    proposals: Mapping[str, Proposal]
    is_remembered: bool
    is_strange: bool = False

    @property
    def unsure(self) -> list[str]:
        """The headers whose fields somebody should look at."""
        return [
            header
            for header, proposal in self.proposals.items()
            if not proposal.is_sure and self.made.columns.get(header) == proposal.key
        ]


def read_rows(path: Path, cancelled: Callable[[], bool] | None = None) -> RowsBook:
    """The cells of a workbook from outside, read in a child process, fit for a worker.

    Raises Refusal where it cannot be read, EnvironmentProblem where no child can be started.
    """
    from ..child import process
    from ..child.errands import Errand

    found: RowsBook = process.run(Errand.ROWS, path, cancelled=cancelled)
    return found


def read_map(path: Path, register: str) -> ColumnMap:
    """The map in a file. Raises Refusal where it holds none."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError):
        raise Refusal(f"Không đọc được tệp «{path.name}». Hãy kiểm tra lại đường dẫn.", "map") from None
    if len(data) > MAX_BYTES:
        raise Refusal(f"Tệp «{path.name}» lớn hơn một bảng ghép cột. Hãy chọn đúng tệp.", "map")
    return from_text(data.decode("utf-8-sig", "replace"), register, path.name)


class RegisterImport(Part):
    """Files of rows for the office's registers, and what was put aside of them."""

    def __init__(self, desk: Desk, registers: Registers) -> None:
        super().__init__(desk)
        self._registers = registers

    def kept(self, register_id: str) -> list[ColumnMap]:
        """The maps of layouts that a register's files had."""
        stored: Sequence[StoredMap] = self._desk.store.records(REGISTER_MAPS)
        return [
            from_text(each.text, each.register, each.name) for each in stored if each.register == register_id
        ]

    def lay(self, register_id: str, book: RowsBook, told: ColumnMap | None = None) -> Laid:
        """The tables of a file for a register, with the map that is told, was kept, or is proposed.

        Raises Refusal where no table has headers of the register, or the told map is of another file.
        """
        register = self._registers.get(register_id)
        known = is_header_of(register)
        named = {header.casefold() for header in told.columns} if told is not None else set()
        tables = tables_of(book, lambda words: words.casefold() in named or known(words))
        if is_strange := (not tables and told is None):
            # Somebody may know what the columns are whose words say nothing here.
            tables = unknown_tables_of(book)
        if not tables:
            raise Refusal(
                f"Tệp «{book.file}» không có bảng nào có tên cột giống các mục của sổ «{register.name}». "
                "Hãy chọn đúng sổ, đúng tệp; bảng cần một dòng tên cột.",
                "file",
            )
        if told is not None:
            made = told_map(register, headers_of(tables), book.file, told)
            return Laid(book.file, register, tables, made, {}, is_remembered=True)
        made, proposals, is_remembered = map_for(register, tables, book.file, self.kept(register_id))
        is_strange = is_strange and not is_remembered
        return Laid(book.file, register, tables, made, proposals, is_remembered, is_strange)

    def compare(
        self, laid: Laid, made: ColumnMap | None = None, day: date | None = None, *, whole: bool = False
    ) -> RowsDraft:
        """What taking in the tables would do: ``day`` is that of rows without one, ``whole`` says that rows
        in force that the file does not name are at their end.

        Raises Refusal where no column is mapped to something that every row needs.
        """
        register, made = laid.register, made or laid.made
        refuse_incomplete(register, made, has_day=day is not None)
        stored = self._registers.rows(register.id)
        aside = self.put_aside(register.id)
        comparison = Comparison(register, made, stored, aside, day, self._desk.today())
        return comparison.draft(laid.tables, whole=whole)

    def take(
        self, draft: RowsDraft, decided: Mapping[int, Decision] | None = None, *, skip_wrong: bool = False
    ) -> Changes | None:
        """Stores what a draft says, as it was decided by the places of its rows, with the map of its layout,
        in one operation; None where nothing changes.

        Raises RowMistakes where something is wrong in the file, Refusal where a row has changed meanwhile.
        """
        register = draft.register
        rows, aside = results(draft, decided or {}, skip_wrong=skip_wrong)
        self._registers.admit(operations.IMPORT_REGISTER_ROWS, [*rows, *(each.row for each in aside)])
        changing = draft.of(State.CHANGED, State.ENDED)
        likes = {each.like.id: each.like for each in changing if each.like is not None}
        for row in rows:
            like = likes.get(row.id)
            if like is not None and dict(self._registers.row(row.id).values) != dict(like.values):
                raise Refusal("Sổ vừa có người sửa sau khi đọc tệp. Hãy bấm «Đọc lại» rồi xem lại.", "file")
        knows = any(each.id == draft.made.id and each == draft.made for each in self.kept(register.id))
        if not rows and not aside and knows:
            return None
        told = f"{register.name}: {len(rows)} dòng" + (f", để lại {len(aside)} dòng" if aside else "")
        with self._desk.operation(operations.IMPORT_REGISTER_ROWS, told) as recorder:
            for row in rows:
                write_register_row(recorder, *stored_of(register, row))
            for each in aside:
                stored, _ = stored_of(register, each.row)
                name = register.name_of(each.row.values)[:300]
                write_doubt(recorder, StoredDoubt(each.row.id, register.id, name, each.like, stored.values))
            if not knows:
                write_map(
                    recorder, StoredMap(draft.made.id, register.id, draft.made.name, to_text(draft.made))
                )
        return recorder.changes

    # What was put aside

    def put_aside(self, register_id: str) -> list[PutAside]:
        """The rows of a register that nobody has decided on."""
        register = self._registers.get(register_id)
        stored: Sequence[StoredDoubt] = self._desk.store.records(REGISTER_DOUBTS)
        return [
            PutAside(
                row_of(register, StoredRegisterRow(each.id, register.id, None, each.name, each.values)),
                each.like,
            )
            for each in stored
            if each.register == register_id
        ]

    def set_aside(self, row_id: str) -> Changes:
        """Takes a stored row out of its register until somebody knows whether it is the one that it is like.

        Raises Refusal where it is gone, or like no other row.
        """
        row = self._registers.row(row_id)
        register = self._registers.get(row.register)
        self._registers.admit(operations.SET_REGISTER_ROW_ASIDE, [row])
        like = self._registers.like(register.id, row.values, but=row.id)
        if not like:
            raise Refusal("Dòng này không giống dòng nào khác của sổ.", "row")
        name = register.name_of(row.values)
        with self._desk.operation(operations.SET_REGISTER_ROW_ASIDE, f"{register.name}: {name}") as recorder:
            recorder.delete("register_rows", row.id)
            stored, _ = stored_of(register, row)
            write_doubt(recorder, StoredDoubt(row.id, register.id, name[:300], like[0].id, stored.values))
        return recorder.changes

    def decide(self, register_id: str, row_id: str, decision: Decision) -> Changes:
        """Ends the waiting of a row: AS_NEW stores it as its own, TAKE puts what it says into the row that it
        is like, SKIP drops it.

        Raises Refusal where it waits no more, or cannot be stored so.
        """
        register = self._registers.get(register_id)
        found = next((each for each in self.put_aside(register_id) if each.row.id == row_id), None)
        self._registers.admit(operations.DECIDE_REGISTER_DOUBT, [found.row] if found is not None else [])
        if found is None:
            raise Refusal("Dòng này không còn trong danh sách nghi trùng. Hãy mở lại.", "row")
        row: RegisterRow | None = None
        if decision is Decision.AS_NEW:
            row = found.row
        elif decision is Decision.TAKE:
            if not found.like or not self._registers.is_there(found.like):
                raise Refusal("Dòng giống nó không còn trong sổ. Hãy ghi thành dòng mới, hoặc bỏ.", "row")
            like = self._registers.row(found.like)
            row = replace(like, values={**like.values, **found.row.values})
        if row is not None:
            register.refuse_row(row, self._desk.today())
        told = f"{register.name}: {register.name_of(found.row.values)}"
        with self._desk.operation(operations.DECIDE_REGISTER_DOUBT, told) as recorder:
            recorder.delete(REGISTER_DOUBTS.table, row_id)
            if row is not None:
                write_register_row(recorder, *stored_of(register, row))
        return recorder.changes
