"""The office itself: its profile, units, officers, and this desk's preferences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from ..domain.errors import Refusal
from ..domain.names import name_key
from ..domain.offices import OfficeProfile, Officer, Organisation, Person, Succession, Unit, is_valid
from ..domain.plan import Signer
from ..domain.text import clean_line, clean_text, fold, person_sort_key, without_unseen
from ..storage import kinds
from ..storage.changes import Changes
from ..storage.office_rows import SUCCESSIONS, write_officer, write_profile, write_unit
from . import operations
from .desk import Desk, Part

if TYPE_CHECKING:
    from ..documents.export import ExportChoices
    from ..domain.unit_merge import Successors

Record = TypeVar("Record", OfficeProfile, Unit, Officer, Person)


SCANS_FOLDER = "scans.folder"
"""The preference that names the folder that this PC's scanner writes to."""
YES = "yes"
OWN_TYPEFACE, NO_TEXT, DRAFT_ALWAYS = "export.times_new_roman", "export.no_text", "export.draft_always"
LONG_NAMES = "export.long_names"
"""The preferences of exported files: the machine's typeface in PDF, no sheets of text in Excel, «DỰ THẢO» on
every document until it goes out and not only on those with open errors, names longer than document systems
take."""

PROFILE_TABLES = ("office", "signers")
"""What the office's profile is read from."""
PEOPLE_TABLES = ("units", "officers", "unit_successions")
"""What lists of units and officers are read from."""
SETTINGS_TABLES = (*PROFILE_TABLES, *PEOPLE_TABLES)
"""What the office's settings are read from."""


class Settings(Part):
    """What is set up once and changes seldom."""

    def profile(self) -> OfficeProfile | None:
        """The office, or None before the first run is through."""
        return self._desk.store.profile()

    def require_profile(self) -> OfficeProfile:
        """The office. Raises Refusal before the first run is through."""
        if (profile := self.profile()) is None:
            raise Refusal("Chưa có thông tin cơ quan. Hãy khai báo cơ quan trước.")
        return profile

    def set_profile(self, profile: OfficeProfile) -> Changes:
        """Makes the office what ``profile`` says."""
        profile = _cleaned(profile)
        with self._desk.operation(operations.SET_PROFILE, profile.name) as recorder:
            write_profile(recorder, profile)
        return recorder.changes

    def found(self, profile: OfficeProfile, *presets: Organisation, person: Person | None = None) -> Changes:
        """Sets the office up for the first time, with the units that organisations have while they are valid.

        ``person`` sits down at this PC, unless one signs in here, and becomes the first officer. Raises
        Refusal where the data already belong to an office.
        """
        self._desk.admit(operations.FOUND_OFFICE)
        if (existing := self.profile()) is not None:
            raise Refusal(f"Dữ liệu này đã thuộc về {existing.name}. Hãy chọn thư mục dữ liệu khác.")
        profile = _cleaned(profile)
        units = [
            Unit(unit.name, unit.short_name, preset.valid_from, preset.valid_to)
            for preset in presets
            for unit in preset.units
        ]
        officer = _officer_of(_cleaned(person), units) if person is not None else None
        if officer is not None and not self._desk.gate.is_on:
            self.sit_down(officer.name)
        with self._desk.operation(operations.FOUND_OFFICE, profile.name) as recorder:
            write_profile(recorder, profile)
            for unit in units:
                write_unit(recorder, unit)
            if officer is not None:
                write_officer(recorder, officer)
        return recorder.changes

    def units(self, day: date | None = None) -> list[Unit]:
        """The units that count on ``day``; all, past ones too, where None."""
        return [unit for unit in self._desk.store.records(kinds.UNITS) if day is None or is_valid(unit, day)]

    def save_unit(self, unit: Unit) -> Changes:
        """Adds a unit or changes the one of the same identity. Raises Refusal for a doubled name."""
        self._desk.admit(operations.SAVE_UNIT)
        unit = _cleaned(unit)
        for other in self.units():
            overlap = not (
                (other.valid_to and unit.valid_from and other.valid_to < unit.valid_from)
                or (unit.valid_to and other.valid_from and unit.valid_to < other.valid_from)
            )
            if other.id != unit.id and fold(other.name) == fold(unit.name) and overlap:
                raise Refusal(f"Đã có đơn vị «{other.name}» trong thời gian này.", "name")
        label = "" if any(each.id == unit.id for each in self.units()) else "Thêm đơn vị"
        with self._desk.operation(operations.SAVE_UNIT, unit.name, label) as recorder:
            write_unit(recorder, unit)
            for each in self.successions():
                if each.successor == unit.id:
                    recorder.save(SUCCESSIONS, replace(each, new=unit.name))
        return recorder.changes

    def successions(self) -> Sequence[Succession]:
        """Which units took over others, the earliest first."""
        return self._desk.store.records(SUCCESSIONS)

    def delete_unit(self, unit_id: str) -> Changes:
        """Removes a unit. Raises Refusal while an officer belongs to it, or it stands for another."""
        self._desk.admit(operations.DELETE_UNIT)
        if any(officer.unit_id == unit_id for officer in self.officers()):
            raise Refusal(
                "Đơn vị này còn công chức. Hãy chuyển công chức sang đơn vị khác hoặc ghi ngày hết hiệu lực."
            )
        name = next((unit.name for unit in self.units() if unit.id == unit_id), "")
        if old := next((each.old for each in self.successions() if each.successor == unit_id), ""):
            raise Refusal(f"«{old}» đã sáp nhập vào «{name}» nên không xóa được. Hãy ghi ngày hết hiệu lực.")
        with self._desk.operation(operations.DELETE_UNIT, name) as recorder:
            recorder.delete("units", unit_id)
        return recorder.changes

    def officers(self, day: date | None = None) -> list[Officer]:
        """The officers who count on ``day`` (all where None), in the order of lists of persons."""
        officers = [o for o in self._desk.store.records(kinds.OFFICERS) if day is None or is_valid(o, day)]
        return sorted(officers, key=lambda officer: person_sort_key(officer.name))

    def save_officer(self, officer: Officer) -> Changes:
        """Adds an officer or changes the one of the same identity. Raises Refusal for a unit that is gone."""
        self._desk.admit(operations.SAVE_OFFICER)
        officer = _cleaned(officer)
        if officer.unit_id is not None and all(unit.id != officer.unit_id for unit in self.units()):
            raise Refusal("Đơn vị này không còn trong danh sách. Hãy chọn đơn vị khác.", "unit_id")
        label = "" if any(each.id == officer.id for each in self.officers()) else "Thêm công chức"
        with self._desk.operation(operations.SAVE_OFFICER, officer.name, label) as recorder:
            write_officer(recorder, officer)
        return recorder.changes

    def delete_officer(self, officer_id: str) -> Changes:
        """Removes an officer; what they reported keeps their name."""
        name = next((officer.name for officer in self.officers() if officer.id == officer_id), "")
        with self._desk.operation(operations.DELETE_OFFICER, name) as recorder:
            recorder.delete("officers", officer_id)
        return recorder.changes

    def at_the_desk(self) -> str:
        """The name of who works at this PC, whom the journal names; nothing while nobody has said it."""
        return self._desk.store.at_the_desk()

    def sit_down(self, officer: str) -> None:
        """Says who works at this PC from now on."""
        self._refuse_others()
        self._desk.store.sit_down(clean_line(officer))

    def act_as(self, officer: str) -> None:
        """Says who works here until the data are closed, whoever usually works at this PC."""
        self._refuse_others()
        self._desk.store.act_as(clean_line(officer))

    def _refuse_others(self) -> None:
        if self._desk.gate.is_on:
            raise Refusal(
                "Đang bật đăng nhập nên người làm việc là người đã đăng nhập. Muốn đổi người, hãy đăng nhập "
                "bằng tài khoản của người đó.",
                "person",
            )

    def officer_named(self, name: str) -> Officer | None:
        """The officer of this name, however it is spelt; None where the list has none."""
        wanted = name_key(name)
        return next((each for each in self.officers() if name_key(each.name) == wanted), None)

    def introduce(self, person: Person) -> Changes:
        """Somebody sits down at this PC and becomes an officer, unless the list has one of the name."""
        person = _cleaned(person)
        known, officer = self.officer_named(person.name), _officer_of(person, self.units())
        self.sit_down(known.name if known is not None else officer.name)
        return self.save_officer(officer) if known is None else Changes()

    def preference(self, name: str, default: str = "") -> str:
        """A setting of this PC's desk, such as the theme."""
        return self._desk.store.preference(name, default)

    def export_choices(self) -> ExportChoices:
        """What was chosen at this desk for the files that are exported."""
        from ..documents.export import ExportChoices

        return ExportChoices(
            times_new_roman=self.preference(OWN_TYPEFACE) == YES,
            workbook_text=self.preference(NO_TEXT) != YES,
        )

    def file_name(self, subject: str, fmt: str, day: date | None = None) -> str:
        """The name that is proposed for a file, short or long as was chosen at this desk."""
        return file_name(self._desk, subject, fmt, day=day)

    def set_preference(self, name: str, value: str) -> None:
        """Keeps a setting of this PC's desk; it is neither journaled nor undone."""
        self._desk.store.set_preference(name, without_unseen(value))


def file_name(
    desk: Desk, subject: str, fmt: str, number: str = "", symbol: str = "", day: date | None = None
) -> str:
    """The name that is proposed for a document's file, short or long as was chosen at this desk."""
    from ..documents.file_names import suggested_name

    return suggested_name(subject, fmt, number, symbol, day, long=desk.store.preference(LONG_NAMES) == YES)


def successors(desk: Desk) -> Successors | None:
    """Which units took over others; None where none did, as in most offices."""
    found = desk.store.records(SUCCESSIONS)
    if not found:
        return None
    from ..domain.unit_merge import Successors

    return Successors(found)


def _officer_of(person: Person, units: Sequence[Unit]) -> Officer:
    """The officer that a person becomes, in the last unit of that name. Raises Refusal where none has it."""
    named = [unit.id for unit in units if name_key(unit.name) == name_key(person.unit)]
    if person.unit and not named:
        raise Refusal(f"Không có đơn vị «{person.unit}» trong danh sách đơn vị.", "unit")
    return Officer(person.name, person.position, named[-1] if named else None)


def _cleaned(record: Record) -> Record:
    """The record with its texts in one line and the normal form. Raises Refusal where one is then missing."""
    values: dict[str, Any] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if type(value) is str:
            values[field.name] = clean_line(value)
        elif field.name == "signers":
            # A deputy's position takes two lines.
            values[field.name] = tuple(
                Signer(*(clean_text(text) for text in (each.authority, each.position, each.name)))
                for each in value
            )
    return replace(record, **values)
