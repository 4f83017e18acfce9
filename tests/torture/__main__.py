"""The torture: kills, faults, full disks, power cuts, damage, hostile files, long use, and a table of it all.

    python -m tests.torture [--part NAME …] [--seed N] [--kills N] [--points N]

Ends with 1 where anything was lost.
"""

import argparse
import os
import sys
import time

from tests.torture.house import PARTS, Amounts, run
from tests.torture.tally import table


def main() -> int:
    """Runs what was asked for and prints the table; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.torture")
    parser.add_argument("--part", action="append", choices=[*PARTS], help="this part alone; again for more")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--kills", type=int, default=Amounts.kills)
    parser.add_argument("--points", type=int, default=Amounts.points, help="faults in each job, at most")
    options = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    begun = time.perf_counter()
    amounts = Amounts(kills=options.kills, points=options.points)
    tallies = list(run(options.part or [*PARTS], amounts, options.seed))
    print(table(tallies))
    print(f"{time.perf_counter() - begun:.0f} s")
    return int(any(each.lost for each in tallies))


if __name__ == "__main__":
    sys.exit(main())
