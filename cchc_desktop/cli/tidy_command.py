"""What hands figures on to analysis: as one table, or into a province's PostgreSQL."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..domain.report_periods import Period
from ..office import Office
from ..office.tidy_tables import load_reports, write_reports
from ..storage.postgresql.address import Address, read_address
from ..storage.postgresql.loading import Loaded
from ..storage.postgresql.statements import UnitLine
from .answers import Answer, Command, reading
from .password_files import password_in

_BY_PSQL = "Cạnh tệp có schema.sql, load.sql: nạp vào PostgreSQL bằng psql, xem docs/POSTGRESQL.md."


def _export_figures(office: Office, options: argparse.Namespace) -> Answer:
    tables = office.tidy_tables
    periods = [Period.parse(each) for each in options.periods] or tables.periods()
    reports = tables.own(periods, options.unit, options.block)
    if options.to:
        address = read_address(options.to, password_in(options))
        catalogues = [(each.period, each.catalogue) for each in reports]
        units = {each.unit: UnitLine(each.unit, each.unit_name, each.block) for each in reports}
        return _loaded(address, periods, load_reports(reports, address, catalogues, units.values()))
    path = Path(options.out)
    return _written(path, periods, write_reports(reports, path.suffix.lower().lstrip("."), path))


def gathered(office: Office, period: Period, options: argparse.Namespace) -> Answer:
    """What was received of a period as a file, or loaded; ``options`` say where to."""
    tables = office.tidy_tables
    reports, known = tables.gathered(period), office.catalogues.of_period(period)
    if options.to:
        address = read_address(options.to, password_in(options))
        catalogues = [(period, known)]
        return _loaded(address, [period], load_reports(reports, address, catalogues, tables.unit_lines()))
    path = Path(options.out)
    if options.format == "csv":
        from ..office.tidy_scripts import write_with_scripts

        written = _written(path, [period], write_with_scripts(reports, path, known, tables.unit_lines()))
        return replace(written, lines=[*written.lines, _BY_PSQL])
    return _written(path, [period], write_reports(reports, options.format, path))


def _loaded(address: Address, periods: Sequence[Period], loaded: Loaded) -> Answer:
    value = {
        "to": address.shown,
        "periods": [each.id for each in periods],
        "new": loaded.new,
        "known": loaded.known,
        "figures": loaded.figures,
    }
    words = (
        f"Đã nạp {loaded.new} báo cáo ({loaded.figures} số liệu) vào {address.shown}; "
        f"{loaded.known} báo cáo đã có từ trước."
    )
    return Answer(value, [words], done=True)


def _written(path: Path, periods: Sequence[Period], rows: int) -> Answer:
    value: dict[str, Any] = {"file": str(path), "periods": [each.id for each in periods], "rows": rows}
    return Answer(value, [f"Đã xuất {rows} dòng của {len(periods)} kỳ vào «{path.name}»."], done=True)


TIDY_COMMANDS: dict[str, Command] = {"export-figures": reading(_export_figures)}
