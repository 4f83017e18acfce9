"""``python -m installer build | test | bench``: what the Makefile calls."""

import argparse
import sys

from . import build
from .workplace import BuildError


def main(arguments: list[str] | None = None) -> int:
    """Does what is asked for; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m installer", description=__doc__)
    tasks = parser.add_subparsers(dest="task", required=True)
    tasks.add_parser("build", help="the setup file, the portable archive and their hashes, in dist/")
    trial = tasks.add_parser("test", help="installs, runs and removes them under Wine")
    trial.add_argument("--quick", action="store_true", help="try a setup file that is packed less")
    trial.add_argument("--pictures", metavar="DIR", help="where pictures of the window and the setup go")
    bench = tasks.add_parser("bench", help="the window under Wine, beside the program as packages come")
    bench.add_argument("--turns", type=int, default=7)
    bench.add_argument("--before", metavar="COMMIT", default="", help="what the plain program is made of")
    options = parser.parse_args(arguments)
    try:
        if options.task == "build":
            build.build()
        elif options.task == "test":
            from .wine.trial import run_trial

            return run_trial(options.pictures, options.quick)
        else:
            from .wine.bench import compare

            compare(options.turns, options.before)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
