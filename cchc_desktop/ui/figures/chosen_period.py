"""The period that was last looked at, so that the page Số liệu and the areas' pages show the same one."""

from ...domain.report_periods import Period
from ..shell import Shell

_PREFERENCE = "figures.period"


def recall_period(shell: Shell) -> Period:
    """The period that was chosen last, as long as the quarter that is being gathered is still the same.

    Once that quarter is over, the next one is shown: nobody's figures should go into a period that is
    closed because it was once looked at.
    """
    current = shell.office.calendar.current_quarter()
    gathered, _, chosen = shell.office.settings.preference(_PREFERENCE).partition(" ")
    return Period.parse(chosen) if chosen and gathered == current.id else current


def remember_period(shell: Shell, period: Period) -> None:
    """Keeps the period that was chosen."""
    if period != recall_period(shell):
        words = f"{shell.office.calendar.current_quarter().id} {period.id}"
        shell.attempt(lambda: shell.office.settings.set_preference(_PREFERENCE, words))
