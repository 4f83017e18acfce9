"""The pages of a PDF or a scan from outside as pictures, drawn one by one by a child process that is kept."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from ..child.errands import Errand, Limits
from ..child.process import Child
from ..intake.pdf.picture import PagePicture

_LIMITS = Limits(memory=768 * 1024 * 1024, seconds=20.0)


class PagePictures:
    """Draws pages of one file; fit for a worker, by one of them at a time. ``turns`` are the quarter turns
    clockwise that pages need, by their numbers from 0; ``errand`` says whether it is a PDF or a picture
    itself. Close it when done."""

    def __init__(
        self,
        path: Path,
        turns: Sequence[int] = (),
        errand: Literal[Errand.PICTURE, Errand.IMAGE] = Errand.PICTURE,
    ) -> None:
        self._path = path
        self._errand = errand
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
            self._errand, self._path, number, scale, self.turn(number), cancelled=cancelled, limits=_LIMITS
        )
        return drawn

    def close(self) -> None:
        """Ends the child process."""
        self._child.close()
