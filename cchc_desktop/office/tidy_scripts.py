"""The tidy table with what loads it into a province's PostgreSQL by psql alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from ..domain.errors import EnvironmentProblem, Refusal
from ..domain.indicators import IndicatorCatalogue
from ..domain.tidy import TidyReport
from ..storage.postgresql.script import (
    LOAD_FILE,
    MARK,
    SCHEMA_FILE,
    TABLE_ENDING,
    ReportHead,
    load_all_script,
    load_script,
    schema_script,
)
from ..storage.postgresql.statements import UnitLine
from .tidy_tables import indicator_lines, report_lines, write_reports


def write_with_scripts(
    reports: Iterable[TidyReport], path: Path, catalogue: IndicatorCatalogue, units: Iterable[UnitLine]
) -> int:
    """Writes the table of reports of ``units``, all in one ``catalogue``, as CSV, and its scripts beside it;
    gives its rows. Of several tables in a folder each has its script, and one runs all.

    Raises Refusal where one of the scripts would take the place of a file of somebody else, and as
    `write_reports`.
    """
    from ..documents.export import write_atomically

    own = path.with_name(f"{path.stem}{TABLE_ENDING}")
    schema, all_tables = path.with_name(SCHEMA_FILE), path.with_name(LOAD_FILE)
    for script in (schema, all_tables, own):
        _refuse_foreign(script)
    heads: list[ReportHead] = []
    count = write_reports(_noted(reports, heads), "csv", path)
    words = "".join(load_script(path.name, units, indicator_lines(catalogue), heads))
    write_atomically(own, words.encode())
    write_atomically(schema, schema_script().encode())
    names = sorted(each.name for each in path.parent.glob(f"*{TABLE_ENDING}"))
    write_atomically(all_tables, load_all_script(names).encode())
    return count


def _noted(reports: Iterable[TidyReport], heads: list[ReportHead]) -> Iterator[TidyReport]:
    """The reports, one after the other; what the script says of each is kept."""
    from ..documents.tidy_files import guarded

    for report in reports:
        row = report_lines(report)
        heads.append(
            ReportHead(
                row.period, row.unit, row.package, row.catalogue, row.made_at, guarded(row.unit),
                len(row.figures),
            )
        )  # fmt: skip
        yield report


def _refuse_foreign(script: Path) -> None:
    try:
        with script.open("rb") as stream:
            is_ours = stream.read(len(MARK)) == MARK.encode()
    except FileNotFoundError:
        return
    except OSError as problem:
        raise EnvironmentProblem(
            f"Không đọc được «{script.name}» có sẵn ở thư mục đó. Hãy chọn thư mục khác."
        ) from problem
    if not is_ours:
        raise Refusal(
            f"Ở thư mục đó đã có «{script.name}» không phải do chương trình lập. Hãy chọn thư mục khác.",
            "path",
        )
