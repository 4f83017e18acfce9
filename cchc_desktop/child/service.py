"""The child's side: waits for requests, does one errand after the other, answers in lines of JSON.

It imports nothing of Qt. It ends when its input does, that is, with whoever asks, and it is held to its
limits by the system: by itself where there is `setrlimit`, on Windows by the job that it was put into
(`windows_job.py`) before the first request reached it.
"""

import json
import os
import sys
import threading
import warnings
from queue import SimpleQueue
from typing import Any

from ..domain.errors import EnvironmentProblem, Refusal
from ..log import Log
from .errands import Errand, function_of, parameters_of
from .plain import plain, value_of

_GRACE_SECONDS = 10
"""How much longer than its time the system lets a child run that nobody stops any more."""


def serve() -> None:
    """Answers requests until the input ends."""
    answers = _Answers()
    requests: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    _prepare()
    warnings.showwarning = answers.warn  # type: ignore[assignment]
    while True:
        _answer(json.loads(requests.get()), answers)


def _listen(requests: "SimpleQueue[bytes]") -> None:
    """Takes requests in; at the end of the input the process ends, whatever it is doing."""
    with os.fdopen(0, "rb", closefd=False) as stream:
        for line in stream:
            requests.put(line)
    os._exit(0)


class _Answers:
    """Lines to whoever asked. What a library prints by itself goes to the error output instead."""

    def __init__(self) -> None:
        sys.stdout = sys.stderr
        self._stream = os.fdopen(os.dup(1), "wb")
        os.dup2(2, 1)
        self._name = ""

    def send(self, *message: Any) -> None:
        """Sends one message."""
        self._stream.write(json.dumps(message).encode("ascii") + b"\n")
        self._stream.flush()

    def warn(self, message: Warning | str, category: type[Warning], *_where: object) -> None:
        """Stands in for `warnings.showwarning`."""
        self.send("warning", category.__name__, str(message))

    # What `log` needs of a logger

    def getChild(self, name: str) -> "_Answers":
        """The same under another name."""
        self._name = name
        return self

    def debug(self, _format: str, words: str) -> None:
        """Hands an entry of the debugging log on."""
        self.send("log", self._name, words)


def _prepare() -> None:
    """What a process does that may die of what it reads."""
    import faulthandler

    if sys.stderr is not None:
        faulthandler.enable()
    if sys.platform != "win32":
        import resource
        import signal

        # The keys that stop a command reach the whole group; who asked stops its child by itself.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit(memory: int, seconds: float) -> None:
    """Holds the process to its memory, and to its time should nobody be there any more to stop it."""
    if sys.platform == "win32":  # the job does
        return
    import resource

    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(spent + seconds) + _GRACE_SECONDS
    resource.setrlimit(
        resource.RLIMIT_CPU, (until if most == resource.RLIM_INFINITY else min(until, most), most)
    )


def _answer(request: dict[str, Any], answers: _Answers) -> None:
    """Does one errand and says what came of it."""
    _limit(request["memory"], request["seconds"])
    Log.written = answers if request["log"] else None  # type: ignore[assignment]
    try:
        errand = Errand(request["errand"])
        given = zip(parameters_of(errand), request["arguments"], strict=True)
        found = function_of(errand)(*(value_of(kind, data) for kind, data in given))
        answers.send("done", plain(found))
    except Refusal as refusal:
        answers.send("refused", str(refusal), refusal.field)
    except EnvironmentProblem as problem:
        answers.send("prevented", str(problem))
    except MemoryError:
        answers.send("memory")
    except Exception as error:  # a fault of ours: told where it can be seen
        import traceback

        answers.send("fault", type(error).__name__, "".join(traceback.format_exception(error)))
