"""The report of a fault, which an official may read, keep and pass on by hand.

It says where in the program it happened and what is known of the PC, and holds nothing of the office's data:
no path of a person's folder, and of an error's own words only those that cannot be somebody's. Each fact is
gathered by itself; one that cannot be had is told as such.
"""

import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from types import CodeType, TracebackType

from .. import __version__, log, machine

Fact = tuple[str, Callable[[], str]]
"""What is told, and what finds it out."""

_STARTED = time.monotonic()
_FIRST, _LAST = 15, 45
"""Of a trace that is longer (a recursion), so many calls are told from either end."""
_MOST_LINKED = 8
_MOST_WORDS = 400
_DATA_FILE = "cchc.db"

# What an error's words hold between quotes, of paths and addresses, and of long numbers.
_FOREIGN = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(\S*(?:[/\\]\S+|@\S+))|(\d{6,})""")
_QUOTED = 2
# Names of things of the program have no blank and no accent; a long number may be a person's.
_NAME = re.compile(r"[A-Za-z0-9._:+-]{1,60}", re.ASCII)
_LONG_NUMBER = re.compile(r"\d{6,}")


def report(trace: str, folder: Path, facts: Iterable[Fact] = ()) -> str:
    """The report of a fault: what is known now, with ``facts`` of the caller, and the trace of it.

    ``folder`` is the data folder, which need not be there. Raises nothing.
    """
    known: tuple[Fact, ...] = (
        ("Chương trình", lambda: f"CCHC Desktop {__version__}"),
        ("Lúc", lambda: datetime.now().isoformat(" ", "seconds")),
        ("Đã chạy", lambda: f"{(time.monotonic() - _STARTED) / 60:.0f} phút"),
        ("Python", machine.python),
        ("Máy", machine.system),
        *facts,
        ("Luồng", lambda: str(threading.active_count())),
        ("Thư mục dữ liệu", lambda: _of_folder(folder)),
        ("Tệp dữ liệu", lambda: _of_data(folder)),
        ("Ổ đĩa", lambda: _of_disk(folder)),
        ("Nhật ký gỡ lỗi", lambda: "đang ghi" if log.is_on() else "không ghi"),
    )
    return "\n".join((*(f"{name}: {told(find)}" for name, find in known), "", trace.strip(), ""))


def told(find: Callable[[], str]) -> str:
    """What a gatherer finds, in one line, or that it found nothing and why."""
    try:
        return " ".join(str(find()).split())[:_MOST_WORDS]
    except Exception as error:
        return f"không biết được ({type(error).__name__})"


def trace_of(error: BaseException) -> str:
    """Where an error comes from, with those that led to it; raises nothing."""
    try:
        return "\n".join(line for each in _linked(error) for line in each)
    except Exception as another:
        return f"{type(error).__name__} (không kể được nơi gặp lỗi: {type(another).__name__})"


def where(error: BaseException) -> str:
    """The place of the program that an error comes from: «office/figures.py:120», or nothing."""
    try:
        found = ""
        for code, line in _calls(error.__traceback__):
            if (path := short(code.co_filename)).startswith("cchc_desktop/"):
                found = f"{path.removeprefix('cchc_desktop/')}:{line}"
        return found
    except Exception:
        return ""


def short(path: str) -> str:
    """A file of the program or of a library without the folders that it is installed in."""
    parts = re.split(r"[/\\]", path)
    for known in ("cchc_desktop", "site-packages", "lib"):
        if known in parts[:-1]:
            at = len(parts) - 1 - parts[::-1].index(known)
            kept = parts[at:] if known == "cchc_desktop" else parts[at + 1 :]
            return "/".join(kept)
    return parts[-1]


def without_folders(text: str) -> str:
    """What Python's faulthandler wrote, its files as `short` has them."""
    return re.sub(r'File "([^"\n]+)"', lambda found: f'File "{short(found[1])}"', text)


def masked(words: str) -> str:
    """An error's own words: what may come from the office's data is replaced by its length.

    Those of Python and its libraries are plain ASCII around what they quote; a sentence of ours names things.
    """
    plain = _FOREIGN.sub(_masked, " ".join(words[:_MOST_WORDS].split()))
    if not plain.isascii():
        return f"<{len(words)}>"
    return plain + (" …" if len(words) > _MOST_WORDS else "")


def _masked(found: "re.Match[str]") -> str:
    inside = next(group for group in found.groups() if group is not None)
    is_quoted = any(group is not None for group in found.groups()[:_QUOTED])
    if is_quoted and _NAME.fullmatch(inside) and not _LONG_NUMBER.search(inside):
        return found[0]
    return f"<{len(inside)}>"


def _linked(error: BaseException) -> Iterator[list[str]]:
    """Each error of a chain, the first cause first."""
    chain: list[tuple[BaseException, str]] = []
    at: BaseException | None = error
    led_to = ""
    while at is not None and len(chain) < _MOST_LINKED and all(at is not known for known, _ in chain):
        chain.append((at, led_to))
        if at.__cause__ is not None:
            at, led_to = at.__cause__, "Lỗi này dẫn đến:"
        elif at.__context__ is not None and not at.__suppress_context__:
            at, led_to = at.__context__, "Khi đang xử lý lỗi này thì gặp:"
        else:
            at = None
    for each, follows in reversed(chain):
        lines = [*_lines(each.__traceback__), f"{type(each).__name__}: {_words(each)}".rstrip(": ")]
        yield [*lines, "", follows] if follows else lines


def _words(error: BaseException) -> str:
    try:
        return masked(str(error))
    except Exception:
        return "(không đọc được)"


def _lines(trace: TracebackType | None) -> list[str]:
    calls = [f"  {short(code.co_filename)}:{line} {code.co_name}" for code, line in _calls(trace)]
    if len(calls) > _FIRST + _LAST:
        left = len(calls) - _FIRST - _LAST
        calls[_FIRST:-_LAST] = [f"  … {left} lời gọi nữa …"]
    return ["Nơi gặp lỗi (lời gọi cuối ở dưới):", *calls] if calls else []


def _calls(trace: TracebackType | None) -> Iterator[tuple[CodeType, int]]:
    while trace is not None:
        yield trace.tb_frame.f_code, trace.tb_lineno
        trace = trace.tb_next


def _of_folder(folder: Path) -> str:
    if not folder.is_dir():
        return "không còn ở đó"
    return "cho phép ghi" if os.access(folder, os.W_OK) else "chỉ cho đọc"


def _of_data(folder: Path) -> str:
    """The size of the data file and its version, as the file itself says without being opened as data."""
    path = folder / _DATA_FILE
    with open(path, "rb") as file:
        head = file.read(100)
        size = file.seek(0, os.SEEK_END)
    if not head.startswith(b"SQLite format 3\0") or len(head) < 100:
        return f"{size} byte, phần đầu không phải tệp dữ liệu"
    left = ", còn nhật ký dở dang" if path.with_name(f"{_DATA_FILE}-journal").exists() else ""
    return f"{size / 1e6:.1f} MB, phiên bản {int.from_bytes(head[60:64], 'big')}{left}"


def _of_disk(folder: Path) -> str:
    at = next(each for each in (folder, *folder.parents) if each.exists())
    return f"còn trống {shutil.disk_usage(at).free / 1e9:.1f} GB"
