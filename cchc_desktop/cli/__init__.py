"""The command line: one command without a window, or the window where none is named.

Exit codes: 0 done; 1 refused with one Vietnamese line on stderr and nothing changed, or found faulty; 2 wrong
usage.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__, log
from ..domain.errors import CchcError
from .arguments import build_parser

if TYPE_CHECKING:
    from .answers import Answer


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(encoding="utf-8", errors="replace")
    options = build_parser().parse_args(arguments)
    folder = Path(getattr(options, "data", None) or _default_folder())
    if not getattr(options, "debug", False):
        return _run(options, folder)
    try:
        log.start(folder)
    except OSError as error:
        return _refused(f"Không ghi được nhật ký vào «{log.path_in(folder)}» ({error.strerror}).")
    try:
        with log.CLI.timed("command", name=options.command or "window", version=__version__) as facts:
            code = facts["code"] = _run(options, folder)
        return code
    finally:
        log.stop()


def _run(options: argparse.Namespace, folder: Path) -> int:
    """Runs the command, or the window; gives the exit code."""
    as_json = getattr(options, "json", False)
    try:
        if options.version:
            name = f"CCHC Desktop {__version__}"
            return _say(json.dumps(name) if as_json else name)
        if options.command is None:
            platform = getattr(options, "platform", "")
            if not platform and not has_screen():
                return _refused(
                    "Máy này không có màn hình nên không mở được cửa sổ. Hãy dùng các lệnh; xem --help."
                )
            # The window is imported only when it is wanted: a command must not need Qt.
            from ..ui.load import load_window

            return load_window()(folder, platform)
        answer = _done(options, folder)
        return _say(answer.text(as_json)) or int(not answer.ok)
    except CchcError as error:
        return _refused(str(error))
    except KeyboardInterrupt:
        return _refused("Đã dừng theo yêu cầu.")
    except Exception as error:
        log.CLI("fault", kind=type(error).__name__)
        if damage := _damage_behind(folder):
            return _refused(damage)
        return _refused(_report(error, options.command or "", folder))


def _damage_behind(folder: Path) -> str:
    """What is damaged in the data that a command stumbled over: then it is no fault of the program's."""
    try:
        from ..storage.repairing import check_folder

        found = check_folder(folder).examination.damage
    except Exception:  # It is the first error that is told.
        return ""
    return f"{found[0]} Hãy chạy lệnh «check» để xem hết." if found else ""


def has_screen() -> bool:
    """Whether a window can be opened: Qt itself would end the program with an abort."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in named)


def _default_folder() -> str:
    from platformdirs import user_data_dir

    return os.environ.get("CCHC_DATA") or user_data_dir("CCHC Desktop", appauthor=False)


def _done(options: argparse.Namespace, folder: Path) -> "Answer":
    """Runs the command; gives what it has to say."""
    # Opening the data needs libraries that --help and --version do without.
    from .commands import COMMANDS

    return COMMANDS[options.command](options, folder)


def _say(text: str) -> int:
    """Prints the answer; gives the exit code."""
    if sys.stdout is None:
        # Started with standard output closed: nobody wants to hear, and the work is done.
        return 0
    try:
        print(text, flush=True)
    except OSError as error:
        # The reader has gone, or the disk is full; nothing more can be said there, at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return 1
        return _refused(f"Đã làm xong nhưng không ghi được kết quả ra đầu ra chuẩn ({error.strerror}).")
    return 0


def _refused(sentence: str) -> int:
    # print() takes a missing stream for standard output, which holds the answer and nothing else.
    if sys.stderr is not None:
        print(" ".join(sentence.split()), file=sys.stderr)
    return 1


def _report(error: Exception, command: str, folder: Path) -> str:
    """Keeps the report of a bug of ours in a file, so that one line is enough on the screen.

    Whether the command had stored anything by then is not known here; ``check`` looks.
    """
    from ..faults import crash_log, report

    trace = report.trace_of(error)
    text = report.report(trace, folder, (("Lệnh", lambda: command or "cửa sổ"),))
    is_kept = crash_log.append(folder, text)
    at = report.where(error)
    fault = f"{type(error).__name__} ở {at}" if at else type(error).__name__
    look = "" if command == "check" else " Hãy chạy lệnh «check» để kiểm tra dữ liệu."
    kept = f" Báo cáo lỗi ở «{crash_log.path_in(folder)}»." if is_kept else " Không ghi được báo cáo lỗi."
    return f"Chương trình gặp lỗi ngoài dự kiến ({fault}); việc này có thể chưa làm xong.{look}{kept}"
