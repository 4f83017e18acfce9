"""What was tried, what it survived, and what was lost: the lines of the table that the torture prints."""

import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Tally:
    """One line: ``what`` was done, how often, and each time that something was lost by it, in words.

    ``note`` says what could not be done here, such as without the rights for it.
    """

    what: str
    tried: int = 0
    lost: list[str] = field(default_factory=list)
    seconds: float = 0.0
    note: str = ""

    @property
    def survived(self) -> int:
        """How often nothing was lost."""
        return self.tried - len(self.lost)

    @contextmanager
    def trial(self, words: str) -> Iterator[None]:
        """One trial; whatever is raised in it is a loss, which ``words`` and the error tell."""
        begun = time.perf_counter()
        self.tried += 1
        try:
            yield
        except Exception as error:
            self.lost.append(f"{words}: {type(error).__name__}: {error} ({_where(error)})"[:600])
        finally:
            self.seconds += time.perf_counter() - begun

    def __iadd__(self, other: "Tally") -> "Tally":
        """Both lines as one."""
        self.tried += other.tried
        self.lost += other.lost
        self.seconds += other.seconds
        self.note = self.note or other.note
        return self


def _where(error: BaseException) -> str:
    """The last places of the program and of the torture that an error came through."""
    frames = [(Path(each.filename), each.lineno) for each in traceback.extract_tb(error.__traceback__)]
    ours = [f"{path.name}:{line}" for path, line in frames if "/lib/python" not in path.as_posix()]
    return ", ".join(ours[-5:])


def table(tallies: Iterable[Tally]) -> str:
    """The lines under their headings, and what was lost below them."""
    found = list(tallies)
    whole = Tally("in all")
    for each in found:
        whole += each
    rows = [("what", "tried", "survived", "lost", "seconds")]
    rows += [
        (each.what, str(each.tried), str(each.survived), str(len(each.lost)), f"{each.seconds:.0f}")
        for each in (*found, whole)
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    lines = []
    for row in rows:
        numbers = [word.rjust(width) for word, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join([row[0].ljust(widths[0]), *numbers]))
    lines += [f"not done: {each.what}: {each.note}" for each in found if each.note]
    lines += [f"LOST: {each.what}: {words}" for each in found for words in each.lost]
    return "\n".join(lines)
