"""The command line: one command without a window, or the window where none is named.

Exit codes: 0 done; 1 refused with one Vietnamese line on stderr and nothing changed; 2 wrong usage.
"""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from .. import __version__
from ..domain.errors import CchcError
from .arguments import build_parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(encoding="utf-8", errors="replace")
    options = build_parser().parse_args(arguments)
    folder = Path(getattr(options, "data", None) or _default_folder())
    try:
        if options.version:
            print(f"CCHC Desktop {__version__}")
        elif options.command is None:
            # The window is imported only when it is wanted: a command must not need Qt.
            from ..ui.app import run_window

            return run_window(folder)
        else:
            _run(options, folder)
        sys.stdout.flush()
    except CchcError as error:
        return _refused(str(error))
    except BrokenPipeError:
        # The reader has gone; nothing more can be said to it, at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return _refused("Đã dừng theo yêu cầu.")
    except Exception as error:
        return _refused(_report(error, folder))
    return 0


def _default_folder() -> str:
    from platformdirs import user_data_dir

    return os.environ.get("CCHC_DATA") or user_data_dir("CCHC Desktop", appauthor=False)


def _run(options: argparse.Namespace, folder: Path) -> None:
    # Opening the data needs libraries that --help and --version do without.
    from .commands import COMMANDS

    answer = COMMANDS[options.command](options, folder)
    if getattr(options, "json", False):
        print(json.dumps(answer.value, ensure_ascii=False, indent=2))
    else:
        print("\n".join(answer.lines))


def _refused(sentence: str) -> int:
    print(" ".join(sentence.split()), file=sys.stderr)
    return 1


def _report(error: Exception, folder: Path) -> str:
    """Keeps the traceback of a bug of ours in a file, so that one line is enough on the screen."""
    place = ""
    try:
        log = folder / "crash.log"
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        place = f" Chi tiết ở «{log}»."
    except OSError:
        pass
    return (
        f"Chương trình gặp lỗi ngoài dự kiến ({type(error).__name__}); dữ liệu đã lưu vẫn còn nguyên.{place}"
    )
