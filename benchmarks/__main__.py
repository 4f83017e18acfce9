"""All measurements on a new sample office: ``python -m benchmarks [--short]``."""

import argparse
import shutil
import tempfile
from pathlib import Path

from cchc_desktop.office import Office

from . import (
    backups,
    cells,
    comparisons,
    consolidation,
    criteria,
    encryption,
    exports,
    imports,
    large,
    memory,
    merging,
    plans,
    postgresql,
    registers,
    search,
    startup,
    surveys,
    templates,
)
from .measure import HEADER


def main() -> None:
    """Measures and prints the table of README.md; ``--short`` only shows that everything can be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("--short", action="store_true", help="one turn of each")
    short = parser.parse_args().short
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        office = Office.open(folder)
        office.load_sample()
        office.close()
        print(HEADER)
        for module, times in (
            (startup, 15),
            (cells, 150),
            (exports, 7),
            (imports, 9),
            (templates, 7),
            (backups, 7),
            (encryption, 150),
            (comparisons, 25),
            (plans, 15),
            (search, 50),
            (registers, 3),
            (large, 5),
            (memory, 3),
            (surveys, 15),
            (criteria, 25),
            (merging, 5),
            (consolidation, 3),
            (postgresql, 3),
        ):
            own = folder / module.__name__
            shutil.copytree(folder, own, ignore=lambda _, names: [n for n in names if n != "cchc.db"])
            for result in module.measure(own, 1 if short else times):
                print(result.line(), flush=True)


if __name__ == "__main__":
    main()
