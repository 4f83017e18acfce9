"""Work in a thread beside other work of a file: reading, hashing and syncing let go of the interpreter."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread


@contextmanager
def beside(function: Callable[[], object]) -> Iterator[None]:
    """Runs a function in a thread beside what is inside, and waits for it; raises what it raised."""
    failures: list[BaseException] = []

    def run() -> None:
        try:
            function()
        except BaseException as error:  # handed over to the thread that waits
            failures.append(error)

    thread = Thread(target=run, name="beside")
    thread.start()
    try:
        yield
    finally:
        thread.join()
    if failures:
        raise failures[0]
