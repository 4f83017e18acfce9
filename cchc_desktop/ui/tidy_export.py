"""Figures as one table, written by a worker."""

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QWidget

from ..domain.tidy import TidyReport
from ..office.tidy_tables import write_reports
from . import file_dialogs, work
from .shell import Shell

_KINDS = {"xlsx": "Excel (*.xlsx)", "csv": "CSV (*.csv)", "parquet": "Parquet (*.parquet)"}


def export_tidy(shell: Shell, name: str, reports: Callable[[], Iterable[TidyReport]]) -> None:
    """Asks where to, ``name`` being offered, and writes what ``reports`` gives, which is asked on the main
    thread; its rows are made by the worker."""
    parent = shell if isinstance(shell, QWidget) else None
    own = name.rpartition(".")[2]
    kinds = ";;".join([_KINDS[own], *(words for kind, words in _KINDS.items() if kind != own)])
    target = file_dialogs.ask_new_file(parent, "Xuất bảng để phân tích", name, kinds)
    if target is None:
        return
    path = target if target.suffix else target.with_suffix(f".{own}")

    def compose() -> None:
        every = reports()

        def write(_progress: work.Progress, _cancelled: work.Cancelled) -> int:
            return write_reports(every, path.suffix.lower().lstrip("."), path)

        def told(count: int) -> None:
            shell.notify(f"Đã xuất {count} dòng vào «{path}».")

        work.run(parent, f"Đang xuất {path.name}…", write, told)

    shell.attempt(compose)
