"""The pages of a PDF from outside as pictures, drawn one after the other by a child process that is kept."""

from collections.abc import Callable, Sequence
from pathlib import Path

from ..child.errands import Errand, Limits
from ..child.process import Child
from ..intake.pdf.picture import PagePicture

_LIMITS = Limits(memory=768 * 1024 * 1024, seconds=20.0)


class PagePictures:
    """Draws pages of one file; fit for a worker, by one of them at a time. ``turns`` are the quarter turns
    clockwise that pages need, by their numbers from 0; close it when done."""

    def __init__(self, path: Path, turns: Sequence[int] = ()) -> None:
        self._path = path
        self._turns = turns
        self._child = Child()

    def turn(self, number: int) -> int:
        """By how many quarter turns a page (from 0) is drawn."""
        return self._turns[number] if number < len(self._turns) else 0

    def draw(self, number: int, scale: float, cancelled: Callable[[], bool]) -> PagePicture:
        """A page (from 0) at ``scale`` pixels for a point.

        Raises Refusal where it cannot be drawn or ``cancelled`` says so, and EnvironmentProblem where no
        child can be started.
        """
        drawn: PagePicture = self._child.run(
            Errand.PICTURE, self._path, number, scale, self.turn(number), cancelled=cancelled, limits=_LIMITS
        )
        return drawn

    def close(self) -> None:
        """Ends the child process."""
        self._child.close()
