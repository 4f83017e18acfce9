"""Places: everything in the program that can be opened, as plain values.

Search hits, problems, check lists, reminders, the journal and undo carry a place; the window goes there.
``page`` names the page that shows it; each kind of place belongs to one page.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from .report_periods import Period
from .tasks import TaskFilter


class PageName(StrEnum):
    """The pages of the window."""

    TODAY = "today"
    PLAN = "plan"
    FIGURES = "figures"
    DOSSIERS = "dossiers"
    REGISTERS = "registers"
    EVIDENCE = "evidence"
    RULES = "rules"
    CRITERIA = "criteria"
    SURVEYS = "surveys"
    EXCHANGE = "exchange"
    FORMS = "forms"
    OPENING = "opening"
    GATHERING = "gathering"
    REPORTS = "reports"
    TASKS = "tasks"
    WORK_SHEETS = "work-sheets"
    JOURNAL = "journal"
    BACKUPS = "backups"
    SETTINGS = "settings"
    HELP = "help"
    AREA_1 = "area-1"
    AREA_2 = "area-2"
    AREA_3 = "area-3"
    AREA_4 = "area-4"
    AREA_5 = "area-5"
    AREA_6 = "area-6"
    AREA_7 = "area-7"
    AREA_8 = "area-8"


@dataclass(frozen=True, slots=True)
class TodayPlace:
    """What is due today."""

    page: ClassVar[PageName] = PageName.TODAY


@dataclass(frozen=True, slots=True)
class PlanPlace:
    """A plan, at one of its items where given; with the item alone, the plan that holds it."""

    page: ClassVar[PageName] = PageName.PLAN
    plan_id: str = ""
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class TasksPlace:
    """The list of tasks as a filter shows it (as it was left where None), at one task where given."""

    page: ClassVar[PageName] = PageName.TASKS
    task_id: str = ""
    chosen: TaskFilter | None = None


@dataclass(frozen=True, slots=True)
class WorkSheetPlace:
    """The sheets of officers' results in a month or quarter (as it was left where empty), at an officer, or
    at a task in whichever period it counts, where given."""

    page: ClassVar[PageName] = PageName.WORK_SHEETS
    period: str = ""
    officer: str = ""
    task_id: str = ""


@dataclass(frozen=True, slots=True)
class AreaPlace:
    """A reform area; with ``remarks`` its remarks for the report of a period (the current one where None)."""

    area: int
    period: Period | None = None
    remarks: bool = False

    @property
    def page(self) -> PageName:
        """The area's page."""
        return PageName(f"area-{self.area}")


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """The figures of a period (the current quarter where None), at an indicator where given."""

    page: ClassVar[PageName] = PageName.FIGURES
    period: Period | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class OpeningPlace:
    """The opening figures of an office that began in mid-year, cumulated over ``span`` (what is to be given
    now where None), at an indicator where given."""

    page: ClassVar[PageName] = PageName.OPENING
    span: Period | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class DossiersPlace:
    """Form II.06a of a period (the current quarter where None), at a field of procedures where given."""

    page: ClassVar[PageName] = PageName.DOSSIERS
    period: Period | None = None
    field_id: str = ""


@dataclass(frozen=True, slots=True)
class FormPlace:
    """Another statistical form (by its id; the first where empty) of a period (the current quarter where
    None), at one of its rows where given."""

    page: ClassVar[PageName] = PageName.FORMS
    period: Period | None = None
    form: str = ""
    row_id: str = ""


@dataclass(frozen=True, slots=True)
class RegisterPlace:
    """A register (by its id; the list of registers where empty), at one of its rows where given, and there at
    the field of this key; with ``preset`` at a new row that is begun with these texts, by the keys of their
    fields."""

    page: ClassVar[PageName] = PageName.REGISTERS
    register: str = ""
    row_id: str = ""
    field: str = ""
    preset: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RulesPlace:
    """The rules that are watched all year, at one of them where given."""

    page: ClassVar[PageName] = PageName.RULES
    rule_id: str = ""


@dataclass(frozen=True, slots=True)
class CriteriaPlace:
    """The index of a year or quarter (as it was left where None), at a criterion where given."""

    page: ClassVar[PageName] = PageName.CRITERIA
    period: Period | None = None
    code: str = ""


@dataclass(frozen=True, slots=True)
class SurveysPlace:
    """The surveys, at one of them, and there at the form of a number, where given."""

    page: ClassVar[PageName] = PageName.SURVEYS
    survey_id: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class ExchangePlace:
    """The packages that were sent and taken in; with ``conflicts`` what waits for a decision."""

    page: ClassVar[PageName] = PageName.EXCHANGE
    conflicts: bool = False


@dataclass(frozen=True, slots=True)
class EvidencePlace:
    """The files that are kept as evidence, at one of them where given; with ``lacking`` what has none yet,
    with ``scans`` what a scanner has brought."""

    page: ClassVar[PageName] = PageName.EVIDENCE
    file_id: str = ""
    lacking: bool = False
    scans: bool = False


@dataclass(frozen=True, slots=True)
class GatheringPlace:
    """What units have sent of a period (as it was left where None), at a unit (by its code) and an indicator
    where given."""

    page: ClassVar[PageName] = PageName.GATHERING
    period: Period | None = None
    unit: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """The report of a period (the list of reports where None), at a passage where given."""

    page: ClassVar[PageName] = PageName.REPORTS
    period: Period | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class CalendarPlace:
    """The calendar of report duties of a year (this one where 0), at one of its lines, or at a duty, where
    given."""

    page: ClassVar[PageName] = PageName.REPORTS
    year: int = 0
    line: str = ""
    duty_id: str = ""


@dataclass(frozen=True, slots=True)
class JournalPlace:
    """The journal, at one of its entries where given; of one record, which ``title`` names, where given."""

    page: ClassVar[PageName] = PageName.JOURNAL
    action_id: int | None = None
    row_id: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class BackupsPlace:
    """The backups of the data."""

    page: ClassVar[PageName] = PageName.BACKUPS


@dataclass(frozen=True, slots=True)
class SettingsPlace:
    """The settings, at a record of one of their tables where given."""

    page: ClassVar[PageName] = PageName.SETTINGS
    table: str = ""
    row_id: str = ""


@dataclass(frozen=True, slots=True)
class HelpPlace:
    """The help, at a topic (the name of its file without number and ending) where given."""

    page: ClassVar[PageName] = PageName.HELP
    topic: str = ""


Place = (
    TodayPlace
    | PlanPlace
    | TasksPlace
    | WorkSheetPlace
    | AreaPlace
    | FigurePlace
    | OpeningPlace
    | DossiersPlace
    | FormPlace
    | RegisterPlace
    | EvidencePlace
    | RulesPlace
    | CriteriaPlace
    | SurveysPlace
    | GatheringPlace
    | ExchangePlace
    | ReportPlace
    | CalendarPlace
    | JournalPlace
    | BackupsPlace
    | SettingsPlace
    | HelpPlace
)
