"""All figures as one table, written by a worker."""

from PySide6.QtWidgets import QWidget

from ...office.tidy_tables import write_reports
from .. import file_dialogs, work
from ..shell import Shell

_KINDS = "Excel (*.xlsx);;CSV (*.csv);;Parquet (*.parquet)"


def export_table(shell: Shell) -> None:
    """Asks where to, and writes the office's figures of all periods."""
    parent = shell if isinstance(shell, QWidget) else None
    tables = shell.office.tidy_tables
    name = shell.office.settings.file_name("Bang so lieu", "xlsx")
    target = file_dialogs.ask_new_file(parent, "Xuất bảng để phân tích", name, _KINDS)
    if target is None:
        return
    path = target if target.suffix else target.with_suffix(".xlsx")

    def compose() -> None:
        reports = tables.own(tables.periods())

        def write(_progress: work.Progress, _cancelled: work.Cancelled) -> int:
            return write_reports(reports, path.suffix.lower().lstrip("."), path)

        def told(count: int) -> None:
            shell.notify(f"Đã xuất {count} dòng vào «{path}».")

        work.run(parent, f"Đang xuất {path.name}…", write, told)

    shell.attempt(compose)
