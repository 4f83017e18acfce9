"""The command line: one command without a window, or the window where none is named.

Exit codes: 0 done; 1 refused with one Vietnamese line on stderr and nothing changed, or found faulty; 2 wrong
usage. What was stored, or written to a file, is done: where the answer cannot be worked out or printed then
(a fault of ours, a full device, a reader that has gone), the code is 0 and a line on stderr says so. Where
there was nothing to do but to answer, a full device gives 1; a reader that has gone (``| head``) heard
enough.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .. import __version__, log
from ..domain.errors import CchcError, Damaged
from ..domain.text import shortened
from . import streams
from .arguments import build_parser

if TYPE_CHECKING:
    from .answers import Answer


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(encoding="utf-8", errors="replace")
    options = build_parser().parse_args(_words(sys.argv[1:] if arguments is None else arguments))
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


def _words(typed: Sequence[str]) -> list[str]:
    """What was typed. A package alone, as the system gives the file that somebody opened, is shown in the
    window."""
    words = list(typed)
    if words and words[-1].lower().endswith(".cchc") and (len(words) == 1 or words[:-2] == ["--data"]):
        words.insert(len(words) - 1, "--open")
    return words


def _run(options: argparse.Namespace, folder: Path) -> int:
    """Runs the command, or the window; gives the exit code."""
    as_json = getattr(options, "json", False)
    try:
        if options.version:
            name = f"CCHC Desktop {__version__}"
            return int(streams.answer(json.dumps(name) if as_json else name) is not None)
        if options.command is None:
            platform = getattr(options, "platform", "")
            if not platform and not has_screen():
                return _refused(
                    "Máy này không có màn hình nên không mở được cửa sổ. Hãy dùng các lệnh; xem --help."
                )
            # The window is imported only when it is wanted: a command must not need Qt.
            from ..ui.load import load_window

            package = Path(options.package).absolute() if options.package else None
            return load_window()(folder, platform, package)
        return _say(_done(options, folder), as_json)
    except Damaged as error:
        return _refused(f"{error} {_best_backup(folder)}".rstrip())
    except CchcError as error:
        return _refused(str(error))
    except KeyboardInterrupt:
        return _refused(_STOPPED)
    except Exception as error:
        return _failed(error, options.command or "", folder, as_json)


def _best_backup(folder: Path) -> str:
    """What to type where the data are damaged: restoring the newest good backup, where there is one."""
    import shlex

    from ..storage.backup_files import best
    from ..storage.database import BACKUPS

    found = best(folder / BACKUPS)
    if found is None:
        return ""
    made_at = f"{found.made_at:%H:%M %d/%m/%Y}"
    return f"Bản sao lưu mới nhất: {made_at}; gõ: restore {shlex.quote(str(found.path))}"


_STOPPED = "Đã dừng theo yêu cầu."


def _failed(error: BaseException, command: str, folder: Path, as_json: bool) -> int:
    """Says what went wrong; gives the exit code. What was stored before is told, and is done."""
    stored = getattr(error, "stored", "")
    cause = error.__cause__ if stored else error
    if isinstance(cause, CchcError):
        why = str(cause)
    elif isinstance(cause, Exception):
        log.CLI("fault", kind=type(cause).__name__)
        why = _damage_behind(folder) or _report(cause, command, folder)
    else:
        why = _STOPPED
    if not stored:
        return _refused(why)
    streams.answer(json.dumps({"stored": stored}, ensure_ascii=False) if as_json else f"Đã lưu: {stored}.")
    streams.warn(f"Đã lưu ({shortened(stored, 120)}) nhưng chưa báo lại được kết quả. {why}")
    return 0


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
    from ..storage.database import current_folder
    from .commands import COMMANDS

    return COMMANDS[options.command](options, current_folder(folder))


def _say(answer: "Answer", as_json: bool) -> int:
    """Prints the answer; gives the exit code."""
    code = int(not answer.ok)
    problem = streams.answer(answer.text(as_json))
    if problem is None or (isinstance(problem, BrokenPipeError) and not answer.done):
        return code
    done = "Đã làm xong nhưng không" if answer.done else "Không"
    words = f"{done} ghi được kết quả ra đầu ra chuẩn ({problem.strerror})."
    streams.warn(f"{words} {answer.otherwise}".strip())
    return code if answer.done else 1


def _refused(sentence: str) -> int:
    streams.warn(sentence)
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
