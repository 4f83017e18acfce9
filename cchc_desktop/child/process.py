"""The parent's side: a child process that does errands within limits, and whose end is always a sentence."""

import contextlib
import json
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

from .. import log
from ..domain.errors import EnvironmentProblem, Refusal
from .errands import Errand, Limits, result_of
from .plain import Unexpected, plain, value_of

Cancelled = Callable[[], bool]
STARTED_WITH = "--read-outside"
"""The word that the launchers for Windows take for this instead of a command line."""

_PATIENCE_SECONDS = 0.05
"""How long at most it takes until a Cancel is noticed."""
_PIPE = 64 * 1024
"""As much as a pipe holds is taken out of it at once: a child waits while it is full, and each time that it
is read whoever asked may be busy with something else."""
_TAIL = 20_000
"""How much of what a child wrote to its error output is kept."""
_SMALLER = "Hãy tách phần cần nhập ra một tệp nhỏ hơn rồi chọn lại."


class ChildEnded(Exception):
    """A child did not answer; ``code`` is what it ended with, the message what it wrote last."""

    def __init__(self, code: int | None, written: str) -> None:
        super().__init__(f"child ended with {code}\n{written}" if written else f"child ended with {code}")
        self.code = code


class ChildFault(Exception):
    """A bug of ours in a child; the message is its traceback."""


def run(
    errand: Errand,
    path: Path,
    *others: object,
    cancelled: Cancelled | None = None,
    limits: Limits | None = None,
) -> Any:
    """Does an errand on a file from outside in a child process of its own.

    ``cancelled`` is asked twenty times a second.

    :raises Refusal: as the errand itself; also where the child was stopped, took too much or died.
    :raises EnvironmentProblem: no child can be started, or the machine stood in its way.
    """
    with Child() as child:
        return child.run(errand, path, *others, cancelled=cancelled, limits=limits)


class Child:
    """A child process; it is started when it is first needed, and again where it was ended."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._job: Any = None
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self._written = bytearray()
        self._readers: list[threading.Thread] = []

    def __enter__(self) -> "Child":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """The process's number, None where none runs."""
        return self._process.pid if self._process is not None else None

    def run(
        self,
        errand: Errand,
        path: Path,
        *others: object,
        cancelled: Cancelled | None = None,
        limits: Limits | None = None,
    ) -> Any:
        """Does one errand, as `run` says."""
        limits = limits or Limits()
        facts: dict[str, log.Fact]
        with log.INTAKE.timed("child", errand=errand.value) as facts:
            try:
                found = self._run(errand, path, others, cancelled or (lambda: False), limits, facts)
            except BaseException:
                # Whatever it was, the child may be in the middle of something.
                self.close()
                raise
            if isinstance(found, Refusal):
                raise found
            return found

    def _run(
        self,
        errand: Errand,
        path: Path,
        others: tuple[object, ...],
        cancelled: Cancelled,
        limits: Limits,
        facts: dict[str, log.Fact],
    ) -> Any:
        """What the errand brings, or the Refusal that it answered with: the child can go on after either."""
        deadline = time.monotonic() + limits.seconds
        request = {
            "errand": errand.value,
            "arguments": [plain(path.absolute()), *map(plain, others)],
            "memory": limits.memory,
            "seconds": limits.seconds,
            "log": log.is_on(),
        }
        process = self._started(limits)
        assert process.stdin is not None
        # It may be gone already; why, the loop says.
        with contextlib.suppress(OSError):
            process.stdin.write(json.dumps(request).encode("ascii") + b"\n")
            process.stdin.flush()
        name = f"«{path.name}»"
        taken = 0
        while True:
            try:
                line = self._lines.get(timeout=_PATIENCE_SECONDS)
            except Empty:
                if cancelled():
                    raise Refusal("Đã dừng đọc tệp.") from None
                if time.monotonic() > deadline:
                    facts["end"] = "time"
                    raise Refusal(
                        f"Đọc tệp {name} quá {limits.seconds:.0f} giây nên đã dừng. {_SMALLER}"
                    ) from None
                continue
            if not line:
                facts["end"] = facts["code"] = code = process.wait()
                raise Refusal(
                    f"Tệp {name} bị hỏng, hoặc chứa dữ liệu bất thường nên việc đọc tệp đã dừng giữa chừng. "
                    "Hãy mở tệp, lưu lại thành tệp mới rồi chọn lại."
                ) from ChildEnded(code, self._tail())
            taken += len(line)
            if taken > limits.answer:
                facts["end"] = "answer"
                raise Refusal(f"Tệp {name} chứa quá nhiều nội dung. {_SMALLER}")
            match _message(line):
                case ["done", data]:
                    facts["bytes"] = taken
                    try:
                        return value_of(result_of(errand), data)
                    except Unexpected as error:
                        raise ChildFault(f"an answer of another kind: {error}") from error
                case ["refused", str(sentence), str(field)]:
                    return Refusal(sentence, field)
                case ["prevented", str(sentence)]:
                    raise EnvironmentProblem(sentence)
                case ["memory"]:
                    facts["end"] = "memory"
                    raise Refusal(f"Đọc tệp {name} cần nhiều bộ nhớ hơn mức cho phép nên đã dừng. {_SMALLER}")
                case ["fault", str(kind), str(trace)]:
                    raise ChildFault(f"{kind} in a child\n{trace}")
                case ["log", str(part), str(words)]:
                    log.repeat(part, words)
                case ["warning", str(kind), str(words)]:
                    warnings.warn(f"{kind} in a child: {words}", stacklevel=2)
                case _:
                    raise ChildFault("an answer that is no message")

    def close(self) -> None:
        """Ends the process, whatever it is doing."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if self._job is not None:
            self._job.close()
            self._job = None
        for reader in self._readers:
            reader.join()
        for stream in (process.stdin, process.stdout, process.stderr):
            assert stream is not None
            # What was still to be written to it reaches nobody any more.
            with contextlib.suppress(OSError):
                stream.close()

    # The process

    def _started(self, limits: Limits) -> "subprocess.Popen[bytes]":
        if self._process is not None and self._process.poll() is None:
            return self._process
        self.close()
        try:
            process = subprocess.Popen(
                _command(),
                bufsize=_PIPE,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                creationflags=_creation_flags(),
            )
        except OSError as error:
            raise EnvironmentProblem(
                f"Không mở được tiến trình đọc tệp ({error.strerror}). "
                "Hãy đóng bớt chương trình đang chạy rồi thử lại."
            ) from error
        self._process = process
        self._written = bytearray()
        self._lines = SimpleQueue()
        if sys.platform == "win32":
            self._hold(process, limits)
        pumps = (
            (_take_lines, (process.stdout, self._lines, limits.answer)),
            (_keep_tail, (process.stderr, self._written)),
        )
        self._readers = [threading.Thread(target=pump, args=given, daemon=True) for pump, given in pumps]
        for reader in self._readers:
            reader.start()
        return process

    def _hold(self, process: "subprocess.Popen[bytes]", limits: Limits) -> None:
        """Puts the process into a job. It waits for its first request, so nothing of a file was read yet."""
        from . import windows_job

        job: Any = getattr(windows_job, "Job")  # noqa: B009 (on Linux the module ends at its first line)
        try:
            self._job = job(int(process._handle), limits.memory)  # type: ignore[attr-defined]
        except OSError as error:
            raise EnvironmentProblem(
                f"Windows không cho đặt giới hạn bộ nhớ khi đọc tệp ({error.strerror}). "
                "Hãy khởi động lại máy rồi thử lại."
            ) from error

    def _tail(self) -> str:
        """What it wrote last to its error output."""
        self._readers[-1].join()
        return bytes(self._written).decode("utf-8", "replace")


def _command() -> list[str]:
    """What starts a child: the launcher itself where the program is packed, else this Python."""
    if "packed_modules" in sys.modules:
        return [sys.executable, STARTED_WITH]
    place = str(Path(__file__).resolve().parents[2])
    code = f"import sys; sys.path.insert(0, {place!r}); from cchc_desktop.child.service import serve; serve()"
    # -P: the folder that the program was started in has no say in what is imported.
    return [sys.executable, "-P", "-c", code]


def _creation_flags() -> int:
    """No console of its own, and not reached by the keys that stop a command."""
    if sys.platform == "win32":
        return subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
    return 0


def _message(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _take_lines(stream: IO[bytes], lines: "SimpleQueue[bytes]", most: int) -> None:
    """Hands lines on as they come, an empty one at the end. No more than may be answered is taken in."""
    while line := stream.readline(most + 2):
        lines.put(line)
        if len(line) > most:
            break
    lines.put(b"")


def _keep_tail(stream: IO[bytes], kept: bytearray) -> None:
    """Keeps the end of what comes."""
    while piece := stream.read1(4096):  # type: ignore[attr-defined]
        kept += piece
        del kept[:-_TAIL]
