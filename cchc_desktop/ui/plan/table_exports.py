"""Exporting the tables that follow from a plan's tasks."""

from PySide6.QtWidgets import QWidget

from ...domain.plan import Plan
from .. import file_dialogs
from ..shell import Shell
from .bar import PlanTable


def export_table(shell: Shell, plan: Plan, table: PlanTable, parent: QWidget) -> None:
    """Asks for format and place of one of a plan's tables, and writes it."""
    tables, settings = shell.office.papers.tables, shell.office.settings
    if table is PlanTable.EVENTS:
        name = settings.file_name(f"Lịch thực hiện {plan.period.label}", "ics")
        target = file_dialogs.ask_new_file(parent, "Tệp lịch", name, "Tệp lịch (*.ics)")
        if target is not None and shell.attempt(lambda: tables.write_calendar(plan.id, target)):
            shell.notify(f"Đã ghi lịch thực hiện vào «{target}».")
        return
    compose = {
        PlanTable.FRAMEWORK: tables.framework,
        PlanTable.MATRIX: tables.matrix,
        PlanTable.CALENDAR: tables.calendar,
        PlanTable.FUNDING: tables.funding,
    }[table]
    doubts = tables.money(plan.id).doubts if table is PlanTable.FUNDING else ()
    warning = " ".join(doubt.sentence for doubt in doubts)
    name = settings.file_name(f"{table.words} {plan.period.label}", "pdf")
    shell.attempt(lambda: shell.export(compose(plan.id), name, warning))
