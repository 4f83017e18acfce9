"""Work with the data that takes seconds, done by a worker while the main thread keeps the window alive."""

from collections.abc import Callable
from typing import Generic, TypeVar

from .desk import Desk

Done = TypeVar("Done")


class Loan(Generic[Done]):
    """The data lent to a worker for one piece of work, from the moment that it is made, on the main thread.

    What the main thread needs of the data meanwhile it waits for, so the window must ask for nothing: a panel
    stands over it. Whoever is told of changes hears of them once `settle` is called there.
    """

    def __init__(self, desk: Desk, work: Callable[[], Done]) -> None:
        self._desk, self._work = desk, work
        self._borrowed = desk.store.lend()
        self._is_settled = False
        desk.hold_back()

    def run(self) -> Done:
        """Does the work, in the worker, and gives the data back, whatever becomes of it."""
        with self._borrowed:
            return self._work()

    def settle(self) -> None:
        """Tells on the main thread, once the work is over, what it has stored; nothing the second time."""
        if not self._is_settled:
            self._is_settled = True
            self._desk.tell_held()
