"""Forms for officers without the program at the office's desk: made, read back, looked over, taken in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ...catalogue import area as area_of_code
from ...domain.access import Need, Role
from ...domain.areas import AREA_CODES
from ...domain.contribution import form as parts
from ...domain.contribution.form import FIGURES, REGISTER, REMARKS, TASKS, Form, FormMarks, with_keys
from ...domain.errors import Refusal
from ...domain.names import name_key
from ...domain.plan import new_id
from ...domain.readings import Figure
from ...domain.registers.fields import Holds
from ...domain.registers.register import Register, RegisterRow
from ...domain.report.records import Remarks
from ...domain.report_periods import Period
from ...intake.read_contribution import FilledForm
from ...intake.read_figures import Mistake
from ...storage.changes import Changes
from ...storage.figure_rows import write_figure
from ...storage.plan_writing import write_update
from ...storage.register_kinds import write_register_row
from ...storage.report_rows import write_remarks
from ...storage.task_kinds import write_care
from .. import operations
from ..desk import Desk, Part
from ..settings import file_name
from .draft import CellChange, Decisions, FormDraft, FormMistakes, Reading
from .figures import MARK, NOTE, VALUE, FiguresFound, compare_figures, figure_section
from .registers import compare_register, register_section
from .remarks import WORDS, compare_remarks, remarks_section
from .tasks import DAY, PERCENT, REASON, RESULT, TasksFound, compare_tasks, task_section

if TYPE_CHECKING:
    from ...storage.recorder import Recorder
    from ..calendar import Calendar
    from ..catalogues import Catalogues
    from ..figures import Figures
    from ..registers import Registers
    from ..reports import Reports
    from ..settings import Settings
    from ..tasks import Tasks

_MOST_ROWS = 2_400
"""Rows of a whole form: its marks have a line for each, and no more are read of a sheet."""
_COLUMNS = {
    FIGURES: (VALUE, MARK, NOTE),
    TASKS: (PERCENT, DAY, RESULT, REASON),
    REMARKS: (WORDS,),
}
"""The columns that the sections need which are known by their names."""
_TITLE = "Phiếu cung cấp số liệu, tiến độ cải cách hành chính"


def read_form(path: Path, cancelled: Callable[[], bool] | None = None) -> FilledForm:
    """A form that came back, read in a child process, fit for a worker.

    Raises Refusal where it cannot be read or is no form, EnvironmentProblem where no child can be started.
    """
    from ...child import process
    from ...child.errands import Errand

    found: FilledForm = process.run(Errand.CONTRIBUTION, path, cancelled=cancelled)
    return found


def write_form(form: Form, target: Path) -> None:
    """Writes a form as a workbook, whole or not at all.

    Raises Refusal for another ending, EnvironmentProblem where it cannot be written.
    """
    import io

    from ...documents.export import write_atomically
    from ...documents.input_form import render_input_form

    if target.suffix.lower() != ".xlsx":
        raise Refusal(f"Tên tệp phải kết thúc bằng .xlsx. Hãy sửa «{target.name}» rồi xuất lại.", "path")
    buffer = io.BytesIO()
    render_input_form(form, buffer)
    write_atomically(target, buffer.getvalue())


@dataclass
class _Work:
    """All that a form would write, with what was found on the way."""

    figures: FiguresFound = field(default_factory=lambda: FiguresFound({}, {}))
    tasks: TasksFound = field(default_factory=lambda: TasksFound([], []))
    rows: list[RegisterRow] = field(default_factory=list)
    remarks: list[Remarks] = field(default_factory=list)
    changes: list[CellChange] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    notes: list[Mistake] = field(default_factory=list)

    @property
    def needs(self) -> set[Need]:
        """What one must be entitled to for it."""
        wanted = {
            Need.FIGURES: self.figures.taken or self.rows,
            Need.TASKS: self.tasks.updates or self.tasks.cares,
            Need.REPORT: self.remarks,
        }
        return {need for need, writes in wanted.items() if writes}


class Contributions(Part):
    """The forms that officers without the program fill in."""

    def __init__(
        self,
        desk: Desk,
        calendar: Calendar,
        catalogues: Catalogues,
        figures: Figures,
        tasks: Tasks,
        registers: Registers,
        reports: Reports,
        settings: Settings,
    ) -> None:
        super().__init__(desk)
        self._calendar, self._catalogues, self._figures = calendar, catalogues, figures
        self._tasks, self._registers, self._reports, self._settings = tasks, registers, reports, settings

    # Making one

    def officers(self) -> list[str]:
        """The officers that a form may be made for."""
        return [officer.name for officer in self._settings.officers()]

    def areas_of(self, officer: str) -> tuple[int, ...]:
        """The areas of an officer: those of the account, else those of the tasks that are followed."""
        accounts = self._desk.store.access.accounts()
        for account in accounts:
            if account.role is Role.AREA and name_key(account.officer) == name_key(officer):
                return tuple(sorted(account.areas))
        followed = {
            row.area
            for row in self._tasks.rows()
            if row.in_force and name_key(row.assignment.officer) == name_key(officer)
        }
        return tuple(sorted(followed & set(AREA_CODES)))

    def form(self, period: Period, officer: str = "", areas: Sequence[int] = ()) -> Form:
        """The form of an officer, of areas, or of both; without areas those of the officer.

        Raises Refusal for an unknown officer or area, where there is nothing to fill in, and for too much.
        """
        name = self._named(officer) if officer else ""
        if not set(areas) <= set(AREA_CODES):
            raise Refusal("Lĩnh vực phải từ 1 đến 8.", "area")
        chosen = tuple(sorted(set(areas))) or (self.areas_of(name) if name else ())
        if not chosen and not name:
            raise Refusal("Hãy chọn người hoặc lĩnh vực của phiếu.", "area")
        dates, today = self._calendar.dates(period), self._desk.today()
        ledger = self._figures.ledger()
        names = {
            Holds.UNIT: tuple(unit.name for unit in self._settings.units(today)),
            Holds.OFFICER: tuple(each.name for each in self._settings.officers(today)),
        }
        made = [
            figure_section(ledger, period, chosen),
            task_section(self._tasks, name, chosen, dates),
            *(
                register_section(self._registers, register, chosen, dates, today, names)
                for register in self._registers.all()
            ),
            remarks_section(self._reports.text.remarks(period), chosen),
        ]
        sections = tuple(section for section in made if section is not None)
        if not sections:
            raise Refusal(
                f"«{name}» chưa theo dõi nhiệm vụ nào và chưa có lĩnh vực. Hãy chọn lĩnh vực cho phiếu.",
                "officer",
            )
        if sum(len(section.rows) for section in sections) > _MOST_ROWS:
            raise Refusal("Phiếu có quá nhiều dòng. Hãy lập riêng cho từng lĩnh vực.", "area")
        known = ledger.catalogue(period)
        marks = FormMarks(
            form=new_id(),
            office=self._desk.whose(),
            office_name=self._desk.office_name(),
            period=period.id,
            catalogue=known.id,
            version=known.version,
            areas=chosen,
            officer=name,
            made_on=today.isoformat(),
        )
        profile = self._settings.require_profile()
        return with_keys(Form(marks, _TITLE, _lines(period, chosen, name), sections, profile.place))

    def _named(self, officer: str) -> str:
        """The officer's name as it is stored. Raises Refusal where there is none of it."""
        found = self._settings.officer_named(officer)
        if found is not None:
            return found.name
        named = {row.assignment.officer for row in self._tasks.rows() if row.assignment.officer}
        spelled = next((each for each in named if name_key(each) == name_key(officer)), None)
        if spelled is None:
            raise Refusal(f"Không có công chức «{officer}». Hãy xem danh sách ở trang Thiết lập.", "officer")
        return spelled

    def file_name(self, form: Form) -> str:
        """A file name for a form."""
        marks = form.marks
        whose = marks.officer or f"linh vuc {'-'.join(map(str, marks.areas))}"
        return file_name(self._desk, f"Phieu {whose} {Period.parse(marks.period).label}", "xlsx")

    # Taking one in

    def compare(self, filled: FilledForm, decided: Decisions | None = None) -> FormDraft:
        """What taking a form in would do, as far as it was decided.

        Raises Refusal for the form of another office, or of a period that there is not.
        """
        marks = filled.marks
        if marks.office != self._desk.whose():
            whose = f"«{marks.office_name}»" if marks.office_name else "cơ quan khác"
            same = " (dữ liệu khác cùng tên)" if marks.office_name == self._desk.office_name() else ""
            raise Refusal(
                f"Phiếu «{filled.file}» do {whose}{same} lập, không phải từ dữ liệu này. Hãy chọn đúng tệp.",
                "file",
            )
        period = Period.parse(marks.period)
        work = self._work(filled, period, decided or {})
        return FormDraft(
            filled,
            period,
            tuple(work.changes),
            tuple(work.mistakes),
            tuple(work.notes),
            self._asked(marks, period),
        )

    def _asked(self, marks: FormMarks, period: Period) -> tuple[str, ...]:
        """What is to be asked before anything of a form is stored."""
        known = self._catalogues.of_period(period)
        if marks.catalogue == known.id:
            return ()
        return (
            f"Phiếu lập theo bộ chỉ tiêu phiên bản {marks.version[:40] or 'khác'}, số liệu {period.label} "
            f"nay theo phiên bản {known.version}; tên và cách tính của một số chỉ tiêu có thể khác. "
            "Có vẫn nhận không?",
        )

    def _work(self, filled: FilledForm, period: Period, decided: Decisions) -> _Work:
        work = _Work()
        work.mistakes += filled.mistakes
        work.notes += filled.notes
        marks = {section.id: section for section in filled.marks.sections}
        registers = {f"{REGISTER}{each.id}": each for each in self._registers.all()}
        for section in filled.sections:
            reading = Reading(section, marks[section.id], decided)
            if reading.has(_COLUMNS.get(section.id, ())):
                self._compare(work, reading, filled.marks, period, registers.get(section.id))
            work.changes += reading.changes
            work.mistakes += reading.mistakes
            work.notes += reading.notes
        return work

    def _compare(
        self, work: _Work, reading: Reading, marks: FormMarks, period: Period, register: Register | None
    ) -> None:
        """Holds one section against what is stored."""
        today = self._desk.today()
        match reading.filled.id:
            case parts.FIGURES:
                work.figures = compare_figures(reading, self._figures, period)
            case parts.TASKS:
                work.tasks = compare_tasks(reading, self._tasks, marks.form, marks.officer, today)
            case parts.REMARKS:
                work.remarks = compare_remarks(reading, self._reports.text.remarks(period))
                self._refuse_issued(reading, period, work.remarks)
            case _ if register is not None:
                work.rows += compare_register(reading, self._registers, register, marks.form, today).rows
            case _:
                where = f"Trang «{reading.filled.sheet}»"
                reading.notes.append(Mistake(where, "sổ này không còn trong chương trình; không lấy."))

    def _refuse_issued(self, reading: Reading, period: Period, remarks: Sequence[Remarks]) -> None:
        """Notes that remarks come too late."""
        if remarks and self._reports.text.stored_head(period).is_issued:
            reading.wrong(
                reading.changes[0].place,
                f"báo cáo {period.label} đã phát hành nên nhận xét được giữ nguyên. Muốn sửa thì thu hồi "
                "phát hành trước.",
            )

    def take(self, draft: FormDraft, decided: Decisions | None = None) -> Changes | None:
        """Stores what a form says, as it was decided, in one operation; None where nothing changes.

        Raises FormMistakes where something is wrong in it, Refusal where something is not decided or the data
        have changed since the draft was made, and what the parts raise that it writes to.
        """
        decisions = decided or {}
        filled = draft.filled
        work = self._work(filled, draft.period, decisions)
        if _seen(work.changes) != _seen(draft.changes):
            raise Refusal(
                "Dữ liệu vừa có người sửa sau khi đọc phiếu. Hãy bấm «Đọc lại» rồi xem lại.", "file"
            )
        if work.mistakes:
            raise FormMistakes(filled.file, work.mistakes)
        open_ones = [each for each in work.changes if each.meets.is_decided and each.id not in decisions]
        if open_ones:
            told = ", ".join(each.id for each in open_ones[:10])
            raise Refusal(
                f"Còn {len(open_ones)} chỗ phải chọn giữ số đang lưu hay lấy theo phiếu: {told}.", "take"
            )
        if not work.needs:
            return None
        for need in sorted(work.needs):
            self._desk.gate.require(need)
        whose = filled.marks.whose
        subject = f"{whose}, {draft.period.label}: {len(work.changes)} chỗ"
        self._registers.admit(operations.TAKE_FORM, work.rows)
        with self._desk.operation(operations.TAKE_FORM, subject) as recorder:
            if work.figures.taken:
                self._write_figures(recorder, draft.period, work.figures.taken)
            for row, update in work.tasks.updates:
                write_update(recorder, row.id, update)
            for care in work.tasks.cares:
                write_care(recorder, care)
            whole = {row.id: update for row, update in work.tasks.updates if not update.part}
            self._tasks.given().follow_tasks(recorder, whole)
            self._write_rows(recorder, work.rows)
            for remarks in work.remarks:
                write_remarks(recorder, draft.period, remarks)
        return recorder.changes

    def _write_figures(self, recorder: Recorder, period: Period, figures: Mapping[str, Figure]) -> None:
        taken, _ = self._figures.admitted(period, figures)
        self._catalogues.open_period(recorder, period)
        for code, figure in taken.items():
            write_figure(recorder, period, code, figure)

    def _write_rows(self, recorder: Recorder, rows: Sequence[RegisterRow]) -> None:
        from ..registers import stored_of

        for row in rows:
            write_register_row(recorder, *stored_of(self._registers.get(row.register), row))
        self._tasks.given().follow_rows(recorder, rows)


def _seen(changes: Sequence[CellChange]) -> list[CellChange]:
    """The changes as they were looked at, in an order of their own."""
    return sorted(changes, key=lambda each: (each.id, each.column))


def _lines(period: Period, areas: Sequence[int], officer: str) -> tuple[str, ...]:
    """What stands under the title of each sheet."""
    of = "; ".join(f"{code}. {area_of_code(code).short_name}" for code in areas)
    whose = f"Người cung cấp: {officer}" if officer else ""
    words = " – ".join(filter(None, (f"Lĩnh vực: {of}" if of else "", whose)))
    return (f"Kỳ báo cáo: {period.label}", words)
