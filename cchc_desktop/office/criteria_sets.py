"""Sets of criteria from a province's workbook, kept by their decision, and back into a workbook."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ..catalogue.criteria import criteria_sets
from ..catalogue.criteria_text import kept_set, set_text
from ..domain.criteria.sets import CriteriaSet, problems_of
from ..domain.errors import Refusal
from ..domain.text import clean_line, fold
from ..storage.changes import Changes
from ..storage.criteria_kinds import CRITERIA_SETS, CRITERION_MARKS, StoredSet, write_set
from ..storage.store import Store
from . import operations
from .desk import Part
from .operations import Operation
from .settings import file_name

if TYPE_CHECKING:
    from pathlib import Path

    from ..documents.model import Document
    from ..domain.criteria_file.reading import ReadSet
    from ..domain.registers.book import RowsBook

_YEARS = range(2000, 2100)
_LONGEST_ID = 60
_LONGEST_TITLE = 300


def sets_of(store: Store) -> tuple[CriteriaSet, ...]:
    """Every set that is known: those that the office took in, then the program's."""
    found = []
    for kept in store.records(CRITERIA_SETS):
        with suppress(Refusal):
            found.append(kept_set(kept.text))
    return (*found, *criteria_sets())


def read_book(path: Path, cancelled: Callable[[], bool] | None = None) -> RowsBook:
    """The cells of a workbook from outside, read in a child process, fit for a worker.

    Raises Refusal where it cannot be read, EnvironmentProblem where no child can be started.
    """
    from .register_import import read_rows

    return read_rows(path, cancelled)


class CriteriaSets(Part):
    """The sets that the office took in from files."""

    def own(self) -> tuple[CriteriaSet, ...]:
        """The sets that the office took in."""
        shipped = {each.id for each in criteria_sets()}
        return tuple(each for each in sets_of(self._desk.store) if each.id not in shipped)

    def read(
        self,
        book: RowsBook,
        year: int,
        *,
        title: str = "",
        decision: str = "",
        signed: date | None = None,
        until: int | None = None,
    ) -> ReadSet:
        """The set of criteria in a workbook, for a year and after, or until another one, with all that is
        told of its rows; what is given goes before what the file says. Nothing is stored.

        Raises Refusal where the file has no table of criteria, or a year cannot be one.
        """
        from ..domain.criteria_file.reading import read_set

        if year not in _YEARS or (until is not None and until not in range(year, _YEARS[-1])):
            raise Refusal("Năm áp dụng bộ tiêu chí không hợp lệ. Hãy kiểm tra lại.", "year")
        starter = criteria_sets()[0]
        read = read_set(book, year, starter.bands, tuple(starter.walk()))
        found = read.set
        decision = clean_line(decision) or found.decision
        found = replace(
            found,
            decision=decision,
            signed=signed or found.signed,
            is_issued=found.is_issued or bool(decision),
            valid_to=date(until, 12, 31) if until is not None else found.valid_to,
            title=clean_line(title) or found.title[:_LONGEST_TITLE] or _title(decision, year),
        )
        return replace(read, set=replace(found, id=self._id_of(found, year)))

    def take(self, read: ReadSet) -> Changes:
        """Keeps the set of a file, in place of one of the same decision and day.

        Raises Refusal where something of the file has to be mended first, or where points are kept of
        criteria that the set no longer has.
        """
        self._desk.admit(operations.IMPORT_CRITERIA)
        if read.faults:
            first, *others = read.faults
            more = f" Tệp còn {len(others)} chỗ khác phải sửa." if others else ""
            raise Refusal(f"{first.words}{more}", "file")
        return self.keep(read.set)

    def refuse_set(self, given: CriteriaSet) -> None:
        """Raises Refusal where a set may not be kept: it is the program's, or points are kept of criteria
        that it no longer has."""
        if given.id in {each.id for each in criteria_sets()}:
            raise Refusal(
                f"Bộ tiêu chí «{given.title}» đã có trong chương trình, không cần nhập lại.", "file"
            )
        self._refuse_lost(given)

    def keep(self, given: CriteriaSet) -> Changes:
        """Keeps a set, in place of the one of its identity. Raises Refusal as `refuse_set`."""
        return self._keep(given, operations.IMPORT_CRITERIA)

    def edit(self, given: CriteriaSet) -> Changes:
        """Keeps a set that was put together by hand. Raises Refusal where something is wrong with it, and as
        `refuse_set`."""
        if problems := problems_of(given):
            raise Refusal(problems[0], "criteria")
        return self._keep(given, operations.EDIT_CRITERIA)

    def copy(self, given: CriteriaSet, title: str) -> CriteriaSet:
        """A set of the office's own with the same criteria, to be worked on; nothing is stored. Raises
        Refusal where it has no name."""
        cleaned = clean_line(title)
        if not cleaned:
            raise Refusal("Hãy đặt tên cho bộ tiêu chí.", "title")
        made = replace(given, title=cleaned, decision="", signed=None, is_issued=False, note="")
        return replace(made, id=self._free_id(_slug(cleaned) or "bo-tieu-chi"))

    def _keep(self, given: CriteriaSet, operation: Operation) -> Changes:
        self._desk.admit(operation)
        self.refuse_set(given)
        text = set_text(given)
        kept_set(text)
        stored = StoredSet(given.id, given.title, given.decision, given.signed, text)
        with self._desk.operation(operation, given.title) as recorder:
            write_set(recorder, stored)
        return recorder.changes

    def remove(self, set_id: str) -> Changes:
        """Forgets a set that the office took in. Raises Refusal where it is none, or something was scored
        by it."""
        self._desk.admit(operations.REMOVE_CRITERIA)
        found = next((each for each in self.own() if each.id == set_id), None)
        if found is None:
            raise Refusal(f"«{set_id}» không phải là bộ tiêu chí đã nhập. Hãy kiểm tra lại mã.", "criteria")
        if self._scored(set_id):
            raise Refusal(f"Đã chấm điểm theo «{found.title}», không xóa được bộ này.", "criteria")
        with self._desk.operation(operations.REMOVE_CRITERIA, found.title) as recorder:
            recorder.put(CRITERIA_SETS.table, set_id, None)
        return recorder.changes

    # Back into a workbook

    def document(self, given: CriteriaSet) -> Document:
        """The workbook of a set, which `read` reads back as it is."""
        from ..documents.compose_criteria import compose_criteria

        return compose_criteria(given, self._desk.store.profile())

    def file_name(self, given: CriteriaSet, fmt: str) -> str:
        """A file name for it."""
        return file_name(self._desk, given.title[:_LONGEST_ID], fmt)

    # What a set is known by

    def _id_of(self, found: CriteriaSet, year: int) -> str:
        """The identity of a set: of the one with the same decision and day, else a new one."""
        shipped = {each.id for each in criteria_sets()}
        known = {each.id: each for each in self.own()}
        for each in known.values():
            if _key(each) == _key(found):
                return each.id
        of_file = found.id if found.id not in shipped else f"{found.id}-{year}"
        wanted = of_file or _slug(f"qd {found.decision}" if found.decision else found.title) or f"bo-{year}"
        return self._free_id(wanted)

    def _free_id(self, wanted: str) -> str:
        """An identity that no set has: this one, or it with a number."""
        taken = {each.id for each in (*self.own(), *criteria_sets())}
        place, made = 2, wanted
        while made in taken:
            made, place = f"{wanted}-{place}", place + 1
        return made

    def _scored(self, set_id: str) -> set[str]:
        return {each.code for each in self._desk.store.records(CRITERION_MARKS) if each.set_id == set_id}

    def _refuse_lost(self, given: CriteriaSet) -> None:
        lost = sorted(self._scored(given.id) - {each.code for each in given.walk()})
        if lost:
            raise Refusal(
                f"Đã chấm điểm tiêu chí {', '.join(lost[:5])} mà tệp không còn có. "
                "Hãy bỏ điểm đã chấm của các tiêu chí này rồi nhập lại.",
                "file",
            )


def _key(given: CriteriaSet) -> tuple[object, ...]:
    """What tells sets apart: decision and day, for those without a decision their title and validity."""
    if given.decision:
        return given.decision, given.signed
    return fold(given.title), given.valid_from, given.valid_to


def _title(decision: str, year: int) -> str:
    return f"Bộ tiêu chí theo Quyết định số {decision}" if decision else f"Bộ tiêu chí năm {year}"


def _slug(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(words)).strip("-")[:_LONGEST_ID].strip("-")
