"""The debugging log: what the program did and how long it took, written only where it is asked for.

Each domain has its logger (``INTAKE``, ``STORAGE`` …). While nothing is logged a call costs one comparison,
and Python's ``logging`` is not even imported. No personal data get into the log: beside its fixed words an
entry holds numbers and identifiers, and any other text is replaced by its length.
"""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    import logging

FOLDER, NAME = "logs", "cchc.log"
MAX_BYTES, FILES = 1_000_000, 3
"""The size at which a new file is begun, and how many files are kept in all."""

Fact = str | int | float | None
"""An identifier, a kind, a count, a duration: never what an official typed, never a name."""

# Identifiers, operation keys, formats. Vietnamese words have marks or blanks, or say nothing without them.
_IDENTIFIER = re.compile(r"[A-Za-z0-9._:+-]{1,60}", re.ASCII)

_WORD = re.compile(r"[A-Za-z0-9._:+=<>-]{1,120}", re.ASCII)
"""One word of an entry: its event, or a fact with its name."""


class Log:
    """The logger of one domain: ``INTAKE("read", kind="pdf", bytes=12)``."""

    written: ClassVar["logging.Logger | None"] = None
    """What all loggers write to; None where nothing is logged."""
    handler: ClassVar["logging.Handler | None"] = None

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, event: str, /, **facts: Fact) -> None:
        """Writes one entry, where anything is logged."""
        # A worker may write while the main thread stops.
        root = Log.written
        if root is None:
            return
        words = (f"{key}={_safe(value)}" for key, value in facts.items())
        root.getChild(self.name).debug("%s", " ".join((event, *words)))

    @contextmanager
    def timed(self, event: str, /, **facts: Fact) -> Iterator[dict[str, Fact]]:
        """Writes one entry when the block ends, with its milliseconds and the kind of its error, if any.

        The block may add to the facts.
        """
        if Log.written is None:
            yield facts
            return
        began = time.perf_counter()
        try:
            yield facts
        except BaseException as error:
            facts["error"] = type(error).__name__
            raise
        finally:
            self(event, **facts, ms=round(1000 * (time.perf_counter() - began), 1))


CLI = Log("cli")
DOCUMENTS = Log("documents")
INTAKE = Log("intake")
OFFICE = Log("office")
STORAGE = Log("storage")
UI = Log("ui")


def path_in(data: Path) -> Path:
    """The newest file of the log of a data folder; it need not exist."""
    return data / FOLDER / NAME


def is_on() -> bool:
    """Whether entries are written."""
    return Log.written is not None


def start(data: Path) -> Path:
    """Writes entries into the log of a data folder from now on; gives its newest file.

    Raises OSError where that file cannot be written.
    """
    import logging
    from logging.handlers import RotatingFileHandler

    class Quiet(RotatingFileHandler):
        """A log that cannot be written, on a full disk for instance, must not disturb the work."""

        def handleError(self, record: logging.LogRecord) -> None:
            pass

    stop()
    path = path_in(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = Quiet(path, maxBytes=MAX_BYTES, backupCount=FILES - 1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s"))
    root = logging.getLogger("cchc")
    root.setLevel(logging.DEBUG)
    root.propagate = False
    root.addHandler(handler)
    Log.written, Log.handler = root, handler
    return path


def repeat(name: str, words: str) -> None:
    """Writes an entry that another process of the program made, where anything is logged.

    What no entry holds is replaced by its length, as ever.
    """
    root = Log.written
    if root is None:
        return
    safe = (word if _WORD.fullmatch(word) else f"<{len(word)}>" for word in words.split())
    root.getChild(_safe(name)).debug("%s", " ".join(safe))


def stop() -> None:
    """Writes nothing from now on."""
    root, handler = Log.written, Log.handler
    Log.written = Log.handler = None
    if root is not None and handler is not None:
        root.removeHandler(handler)
        handler.close()


def _safe(value: Fact) -> str:
    if isinstance(value, str) and not _IDENTIFIER.fullmatch(value):
        return f"<{len(value)}>"
    return str(value)
