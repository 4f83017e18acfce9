"""The command that hands all figures on to analysis: as one table, or into a province's PostgreSQL."""

import argparse
from pathlib import Path

from ..domain.report_periods import Period
from ..office import Office
from ..office.tidy_tables import load_reports, write_reports
from ..storage.postgresql.address import read_address
from .answers import Answer, Command, reading


def _export_figures(office: Office, options: argparse.Namespace) -> Answer:
    tables = office.tidy_tables
    periods = [Period.parse(each) for each in options.periods] or tables.periods()
    reports = tables.reports(periods, options.unit, options.block)
    if options.to:
        address = read_address(options.to)
        loaded = load_reports(reports, address, tables.now())
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
    path = Path(options.out)
    count = write_reports(reports, path.suffix.lower().lstrip("."), path)
    record = {"file": str(path), "periods": [each.id for each in periods], "rows": count}
    return Answer(record, [f"Đã xuất {count} dòng của {len(periods)} kỳ vào «{path.name}»."], done=True)


TIDY_COMMANDS: dict[str, Command] = {"export-figures": reading(_export_figures)}
