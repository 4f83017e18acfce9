"""The two places where the command line says something: the answer on stdout, one line on stderr.

Either may be closed, cut off by its reader, or on a device that is full. What could not be said there is not
said at the interpreter's end either: it would turn any exit code into its own.
"""

import os
import sys
from typing import TextIO

from ..domain.text import presentable, shortened

_LONGEST_LINE = 500
"""The letters of the line on stderr."""


def answer(text: str) -> OSError | None:
    """Prints the answer; gives why it could not be. Nobody wants to hear where stdout was closed before."""
    return _print(text, sys.stdout)


def warn(sentence: str) -> None:
    """Says one line on stderr, if anybody can hear it."""
    # print() takes a missing stream for standard output, which holds the answer and nothing else.
    _print(shortened(presentable(" ".join(sentence.split())), _LONGEST_LINE), sys.stderr)


def _print(text: str, stream: TextIO | None) -> OSError | None:
    if stream is None:
        return None
    try:
        print(text, file=stream, flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return error
    return None
