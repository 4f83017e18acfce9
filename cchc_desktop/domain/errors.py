"""The kinds of error that have a sentence for the official; anything else is a bug of ours."""

from .text import presentable


class CchcError(Exception):
    """An error whose message is one clear Vietnamese sentence, fit to be shown as it is.

    What it quotes may be anything that somebody typed, or that a file or folder is called: it is cut, and
    shown without what nobody sees.
    """

    def __init__(self, sentence: str = "") -> None:
        super().__init__(presentable(sentence))


class Refusal(CchcError):
    """The user's input cannot be accepted; nothing was changed.

    ``field`` names the form field the sentence belongs to, or is empty.
    """

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class ReasonNeeded(CchcError):
    """What was asked would change what a report says that has gone out: it is done once a reason is given.

    Nothing was changed. It is no `Refusal`, for the same input is accepted with a reason.
    """


class LateReasonNeeded(ReasonNeeded):
    """What is reported on was due before: the report is taken once it is said why it is late."""


class SubtasksOpen(CchcError):
    """A task would be closed whose sub-tasks are open: it is done once somebody says that they are closed.

    The sentence asks that; nothing was changed.
    """


class ReachesElsewhere(CchcError):
    """Taking back older work would take back what came from other copies, or what stands beside it: it is
    done once somebody says so. The sentence asks that; nothing was changed.
    """


class EnvironmentProblem(CchcError):
    """The machine's state stands in the way: disk full, read-only, locked, damaged, newer file."""


class Damaged(EnvironmentProblem):
    """What is stored cannot be read, or is not what was written.

    ``has_rest`` says whether anything of it may be readable still.
    """

    has_rest = True


class ReadOnly(EnvironmentProblem):
    """The disk lets the data be read and not written."""


class ViewOnly(EnvironmentProblem):
    """The data are open for reading only."""


class OpenElsewhere(EnvironmentProblem):
    """The data are open in another window or on another PC, as ``machine`` and ``pid`` say where known."""

    def __init__(self, sentence: str, machine: str = "", pid: int = 0) -> None:
        super().__init__(sentence)
        self.machine = machine
        self.pid = pid


class KeyNeeded(EnvironmentProblem):
    """The data file at ``path`` is encrypted, and nobody has unlocked its key.

    ``mark`` is what the key is known by, where the file itself does not begin with it any more.
    """

    def __init__(self, sentence: str, path: str, mark: bytes | None = None) -> None:
        super().__init__(sentence)
        self.path = path
        self.mark = mark


class DataGone(EnvironmentProblem):
    """The data file that is open was removed or replaced on the disk: what is written would be lost."""
