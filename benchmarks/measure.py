"""Two ways of doing the same, timed in turns, so that what slows the machine down slows both."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured: medians of ours and of the bare way in ``unit``, over ``times`` turns."""

    name: str
    ours: float
    bare: float
    times: int
    what: str
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """How many times as much ours takes."""
        return self.ours / self.bare

    def line(self) -> str:
        """The result as a row of a Markdown table."""
        ours, bare = (f"{value:,.1f} {self.unit}" for value in (self.ours, self.bare))
        return f"| {self.name} | {ours} | {bare} | {self.ratio:.2f} | {self.times} |"


HEADER = "| measured | ours | bare | ratio | turns |\n|---|---:|---:|---:|---:|"


def in_turns(
    name: str,
    what: str,
    ours: Callable[[], object],
    bare: Callable[[], object],
    times: int,
    clock: Callable[[], float] = time.perf_counter,
) -> Result:
    """Times both ways in turns, after one turn of each that does not count where there are several.

    What waits for nothing may be timed by the processor's ``clock``, which others on the machine do not turn.
    """
    if times > 1:
        ours()
        bare()
    took: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for way, list_ in ((ours, took[0]), (bare, took[1])):
            began = clock()
            way()
            list_.append((clock() - began) * 1000)
    return Result(name, statistics.median(took[0]), statistics.median(took[1]), times, what)
