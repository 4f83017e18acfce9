"""The period that is looked at, the same on Số liệu, Biểu II.06a and the areas' pages."""

from ...domain.report_periods import Period
from ...office.calendar import CALENDAR_TABLES
from ...office.desk import DAY
from ..shell import Shell

PERIOD_TABLES = (*CALENDAR_TABLES, "reports", DAY)
"""What says which period is offered first."""
_KEPT = "figures.period"


def period_to_type(shell: Shell) -> Period:
    """The quarter whose figures are to be typed now: the one that the report due next ends with.

    The year's report is due next in November, and what it says follows from its quarters: those are typed.
    """
    due = shell.office.reports.schedule.next_due()
    return due.last_quarter if due is not None else shell.office.calendar.current_quarter()


def recall_period(shell: Shell) -> Period:
    """The period that was chosen last in this session, while the same report is due; else the one to type.

    Once that report is out, nobody's figures should go into a period that is closed because it was once
    looked at.
    """
    to_type = period_to_type(shell)
    was_to_type, chosen = shell.session.get(_KEPT, (None, to_type))
    return chosen if was_to_type == to_type else to_type


def remember_period(shell: Shell, period: Period) -> None:
    """Keeps the period that was chosen, until the window is closed."""
    shell.session[_KEPT] = period_to_type(shell), period
