"""Correcting issued reports that something from elsewhere made other than they told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from .shell import Shell

if TYPE_CHECKING:
    from ..office.corrections import Reported


def correct(shell: Shell, reached: "Sequence[Reported]") -> None:
    """Asks for the reason and keeps the corrections; without a reason they go on waiting."""
    reached = [each for each in reached if each.changes]
    if reached and shell.attempt(lambda: shell.office.corrections.correct(reached)):
        shell.notify(f"Đã ghi đính chính {', '.join(each.name for each in reached)}.", undoable=True)
