"""The parts of an office that no first page needs: each is loaded and made once it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from .access import Access
    from .archive import Archive
    from .assigning import Assigning
    from .backups import Backups
    from .calendar import Calendar
    from .catalogues import Catalogues
    from .comparisons import Comparisons
    from .consolidated_papers import ConsolidatedPapers
    from .consolidating import Consolidating
    from .contribution.forms import Contributions
    from .corrections import Corrections
    from .coverage import Coverages
    from .criteria import Criteria
    from .criteria_sets import CriteriaSets
    from .criterion_tasks import CriterionTasks
    from .desk import Desk
    from .dossiers import DossierForms
    from .duties import Duties
    from .evidence import Evidence
    from .evidence_papers import EvidencePapers
    from .exchange import Exchanges
    from .figures import Figures
    from .forms import Forms
    from .given_tasks import GivenTasks
    from .history import History
    from .legal import Legal
    from .merging import Merging
    from .new_plans import NewPlans
    from .office import Office
    from .outgoing import Outgoing
    from .outlines import Outlines
    from .own_registers import OwnRegisters
    from .papers import Papers
    from .plan_bases import PlanBases
    from .plan_letters import PlanLetters
    from .plan_life import PlanLife
    from .plans import Plans
    from .proposals import Proposals
    from .reached_reports import ReachedReports
    from .record_counts import RecordCounts
    from .register_import import RegisterImport
    from .registers import Registers
    from .reports import Reports
    from .restoring import Restoring
    from .rules import Rules
    from .scans import Scans
    from .score_papers import ScorePapers
    from .score_reports import ScoreReports
    from .score_rounds import ScoreRounds
    from .scores import Scores
    from .settings import Settings
    from .surveys import Surveys
    from .task_care import TaskCares
    from .task_filters import TaskFilters
    from .task_papers import TaskPapers
    from .tasks import Tasks
    from .templates import Templates
    from .tidy_tables import TidyTables
    from .todo import Todo
    from .tracing import Tracing
    from .unit_merging import UnitMerging
    from .work_sheets import WorkSheets


class LateParts:
    """What an office can do, by subject, beside what it makes at once; the parts that these stand on are the
    office's own."""

    _desk: Desk
    _clock: Callable[[], datetime]
    calendar: Calendar
    catalogues: Catalogues
    history: History
    settings: Settings
    plans: Plans
    tasks: Tasks
    assigning: Assigning
    papers: Papers
    dossiers: DossierForms
    _counts: RecordCounts
    figures: Figures
    reports: Reports

    @cached_property
    def task_filters(self) -> TaskFilters:
        """The filters of tasks that are kept under a name."""
        from .task_filters import TaskFilters

        return TaskFilters(self._desk, self.settings)

    @cached_property
    def legal(self) -> Legal:
        """The library of legal documents, and what is cited of it."""
        from .legal import Legal

        return Legal(self._desk)

    @cached_property
    def plan_bases(self) -> PlanBases:
        """The legal bases of plans, out of the library."""
        from .plan_bases import PlanBases

        return PlanBases(self._desk, self.legal, self.plans)

    @cached_property
    def plan_life(self) -> PlanLife:
        """The official life of plans: what was issued of them, and how they were amended."""
        from .plan_life import PlanLife

        return PlanLife(self._desk, self.papers)

    @cached_property
    def plan_letters(self) -> PlanLetters:
        """The papers that go with plans: submission, letter, note of a copy."""
        from .plan_letters import PlanLetters

        return PlanLetters(self._desk, self.papers)

    @cached_property
    def coverages(self) -> Coverages:
        """How plans answer those of the superior."""
        from .coverage import Coverages

        return Coverages(self._desk, self.papers)

    @cached_property
    def new_plans(self) -> NewPlans:
        """New plans, and what the plans that are there propose for them."""
        from .new_plans import NewPlans

        return NewPlans(self._desk, self.plans, self.tasks, self.figures, self.legal, self.papers)

    @cached_property
    def task_papers(self) -> TaskPapers:
        """The slips and lists of tasks that are handed out."""
        from .task_papers import TaskPapers

        return TaskPapers(self._desk, self.tasks, self.settings)

    @cached_property
    def backups(self) -> Backups:
        """The backups of the data, which no first page shows."""
        from .backups import Backups

        return Backups(self._desk)

    @cached_property
    def registers(self) -> Registers:
        """The registers that the office keeps, which no first page shows."""
        from .registers import Registers

        return Registers(self._desk, self.calendar, lambda: self.given_tasks)

    @cached_property
    def given_tasks(self) -> GivenTasks:
        """The tasks that a superior gave, among the others."""
        from .given_tasks import GivenTasks

        return GivenTasks(self._desk, self.tasks, lambda: self.registers)

    @cached_property
    def register_import(self) -> RegisterImport:
        """Rows of registers that come in from the office's own files."""
        from .register_import import RegisterImport

        return RegisterImport(self._desk, self.registers)

    @cached_property
    def own_registers(self) -> OwnRegisters:
        """The descriptions of registers, which the office may change."""
        from .own_registers import OwnRegisters

        return OwnRegisters(self._desk, self.registers, self.catalogues)

    @cached_property
    def rules(self) -> Rules:
        """The rules that are watched all year."""
        from .rules import Rules

        return Rules(self._desk, self.calendar, self.figures, self.tasks, self.settings, self.registers)

    @cached_property
    def criteria(self) -> Criteria:
        """The index of administrative reform, which no first page shows."""
        from .criteria import Criteria

        return Criteria(
            self._desk, self.calendar, self.figures, self.tasks, self.registers, self.rules,
            lambda: self.score_rounds,
        )  # fmt: skip

    @cached_property
    def score_rounds(self) -> ScoreRounds:
        """The rounds that the index goes through once a year."""
        from .score_rounds import ScoreRounds

        return ScoreRounds(self._desk, self.criteria)

    @cached_property
    def score_papers(self) -> ScorePapers:
        """What goes out of the index beside its sheet."""
        from .score_papers import ScorePapers

        return ScorePapers(self._desk, self.criteria, self.score_rounds, self.evidence, self.evidence_papers)

    @cached_property
    def comparisons(self) -> Comparisons:
        """The index beside other years, the units' parts, and what was published."""
        from .comparisons import Comparisons

        return Comparisons(self._desk, self.criteria)

    @cached_property
    def score_reports(self) -> ScoreReports:
        """The report on a self-assessment, which is made once a year."""
        from .score_reports import ScoreReports

        return ScoreReports(self._desk, self.criteria, self.comparisons)

    @cached_property
    def criterion_tasks(self) -> CriterionTasks:
        """Lost points as tasks of the year's plan."""
        from .criterion_tasks import CriterionTasks

        return CriterionTasks(self._desk, self.criteria, self.plan_life, self.settings)

    @cached_property
    def criteria_sets(self) -> CriteriaSets:
        """Sets of criteria from files, and back."""
        from .criteria_sets import CriteriaSets

        return CriteriaSets(self._desk)

    @cached_property
    def restoring(self) -> Restoring:
        """What backups hold, and the way back to it."""
        from .restoring import Restoring

        return Restoring(self._desk, self.history.telling)

    @cached_property
    def merging(self) -> Merging:
        """Records that several copies of the data hold."""
        from .merging import Merging

        return Merging(self._desk, self.history.telling, lambda: self.reached_reports)

    @cached_property
    def reached_reports(self) -> ReachedReports:
        """Issued reports that wait for a correction since something came from elsewhere."""
        from .reached_reports import ReachedReports

        return ReachedReports(self._desk, lambda: self.corrections)

    @cached_property
    def proposals(self) -> Proposals:
        """What the plans themselves propose, which no first page shows."""
        from .proposals import Proposals

        return Proposals(self._desk, self.settings, self.assigning)

    @cached_property
    def archive(self) -> Archive:
        """The journal for the archive, which no first page needs."""
        from .archive import Archive

        return Archive(self._desk, self.history)

    @cached_property
    def task_care(self) -> TaskCares:
        """What the office adds to its tasks, which no first page shows."""
        from .task_care import TaskCares

        return TaskCares(self._desk, self.tasks)

    @cached_property
    def duties(self) -> Duties:
        """The calendar of all that the office reports, which most commands do without."""
        from .duties import Duties

        return Duties(self._desk, self.calendar, self.reports.schedule)

    @cached_property
    def evidence(self) -> Evidence:
        """The files that are kept as evidence, which no first page shows."""
        from .evidence import Evidence
        from .evidence_owners import EvidenceOwners

        owners = EvidenceOwners(
            self._desk, self.calendar, self.catalogues, self.tasks, lambda: self.registers
        )
        return Evidence(
            self._desk, self.calendar, self.tasks, owners, lambda: self.registers, lambda: self.outgoing
        )

    @cached_property
    def scans(self) -> Scans:
        """What is new in the folder of this PC's scanner."""
        from .scans import Scans

        return Scans(self._desk)

    @cached_property
    def evidence_papers(self) -> EvidencePapers:
        """What goes out of the evidence."""
        from .evidence_papers import EvidencePapers

        return EvidencePapers(self._desk, self.evidence, self.settings.export_choices)

    @cached_property
    def todo(self) -> Todo:
        """What needs a hand, which most commands do without."""
        from .todo import Todo

        return Todo(
            self._desk, self.calendar, self.tasks, self.duties, self.reports, lambda: self.registers,
            lambda: self.rules, lambda: self.evidence, self.settings, lambda: self.score_rounds,
            lambda: self.reached_reports,
        )  # fmt: skip

    @cached_property
    def forms(self) -> Forms:
        """Statistical forms other than II.06a, which no first page shows."""
        from .forms import Forms

        return Forms(self._desk, self.calendar, self.catalogues, self.reports.text)

    @cached_property
    def scores(self) -> Scores:
        """The office's own scores, which are given once a year."""
        from .scores import Scores

        return Scores(self._desk)

    @cached_property
    def surveys(self) -> Surveys:
        """Surveys of citizens, which are held once a year."""
        from .surveys import Surveys

        return Surveys(self._desk)

    @cached_property
    def consolidating(self) -> Consolidating:
        """What units send to an office that gathers reports."""
        from .consolidating import Consolidating

        return Consolidating(self._desk, self.calendar, self.catalogues)

    @cached_property
    def consolidated_papers(self) -> ConsolidatedPapers:
        """The papers that are made of what units have sent."""
        from .consolidated_papers import ConsolidatedPapers

        return ConsolidatedPapers(self._desk, self.calendar, self.consolidating, self.reports.text)

    @cached_property
    def outlines(self) -> Outlines:
        """The superior's outlines of reports, which most offices never use."""
        from .outlines import Outlines

        return Outlines(self._desk)

    @cached_property
    def templates(self) -> Templates:
        """The superior's own workbooks, which no first page shows."""
        from .templates import Templates

        return Templates(self._desk, self.calendar, self.catalogues, self.figures, self.settings)

    @cached_property
    def tidy_tables(self) -> TidyTables:
        """The office's figures as one table, for analysis elsewhere."""
        from .tidy_tables import TidyTables

        return TidyTables(self._desk, self.calendar, self.figures, lambda: self.consolidating)

    @cached_property
    def tracing(self) -> Tracing:
        """Where the numbers of reports come from, which no first page shows."""
        from .tracing import Tracing

        return Tracing(self._desk, self.figures, self.dossiers, self._counts, self.reports)

    @cached_property
    def unit_merging(self) -> UnitMerging:
        """Merges of units, which come once in years."""
        from .unit_merging import UnitMerging

        return UnitMerging(self._desk, self.settings, self.tasks)

    @cached_property
    def work_sheets(self) -> WorkSheets:
        """Officers' results in months and quarters, which no first page shows."""
        from .work_sheets import WorkSheets

        return WorkSheets(self._desk, self.tasks, self.settings)

    @cached_property
    def outgoing(self) -> Outgoing:
        """What leaves the house and comes back signed."""
        from .outgoing import Outgoing

        return Outgoing(self._desk, self.papers, self.reports)

    @cached_property
    def contributions(self) -> Contributions:
        """The forms of officers without the program, which most commands do without."""
        from .contribution.forms import Contributions

        return Contributions(
            self._desk, self.calendar, self.catalogues, self.figures, self.tasks, self.registers,
            self.reports, self.settings,
        )  # fmt: skip

    @cached_property
    def exchange(self) -> Exchanges:
        """Packages that go out and come in, which no first page shows."""
        from .exchange import Exchanges

        return Exchanges(self._desk, cast("Office", self), self._clock)

    @cached_property
    def corrections(self) -> Corrections:
        """What was changed of reports after they had gone out."""
        from .corrections import Corrections

        return Corrections(self._desk, self.calendar, self.figures, self.dossiers, self.reports)

    @cached_property
    def access(self) -> Access:
        """Accounts and signing in, which most offices do without."""
        from .access import Access

        return Access(self._desk, self._clock)
