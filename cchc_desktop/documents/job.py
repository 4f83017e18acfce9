"""What all renderers share of running: progress, cancelling, and where the bytes go."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from os import PathLike
from typing import BinaryIO

from .model import Document, Table

Progress = Callable[[int, int], None]
"""Called with the units done and their total."""
CancelCheck = Callable[[], bool]
"""Asked between units; true stops the work."""
Target = BinaryIO | str | PathLike[str]


class Cancelled(Exception):
    """The user stopped the work; nothing of it is kept."""


class Job:
    """Counts a renderer's work: one unit for each block and for each row of a table.

    ``step`` raises Cancelled as soon as the user has stopped the work.
    """

    def __init__(
        self, document: Document, progress: Progress | None = None, cancelled: CancelCheck | None = None
    ) -> None:
        self.total = 1 + sum(
            1 + (len(block.rows) if isinstance(block, Table) else 0)
            for part in document.parts
            for block in part.blocks
        )
        self.done = 0
        self._progress = progress
        self._cancelled = cancelled

    def step(self, units: int = 1) -> None:
        """Note that ``units`` more are done; the last unit is kept for ``finish``."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        self.done = min(self.done + units, self.total - 1)
        if self._progress is not None:
            self._progress(self.done, self.total)

    def finish(self) -> None:
        """Note that all is done."""
        if self._progress is not None:
            self._progress(self.total, self.total)


@contextmanager
def opened(target: Target) -> Iterator[BinaryIO]:
    """The target as a stream: a path is opened for writing and closed again, a stream is left open."""
    if isinstance(target, str | PathLike):
        with open(target, "wb") as stream:
            yield stream
    else:
        yield target
