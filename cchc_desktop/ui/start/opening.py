"""Opening the data at the start of the window, and the ways on where they cannot be opened."""

from dataclasses import dataclass
from pathlib import Path

from ... import machine
from ...domain.errors import Damaged, EnvironmentProblem, KeyNeeded, OpenElsewhere, ReadOnly
from ...office import Office
from .. import messages
from ..shell import Next


@dataclass(frozen=True, slots=True)
class Opened:
    """The open data and their folder; ``why`` says why they are open for reading only, if they are.
    ``proof`` is the account and the password that unlocked encrypted ones, ``done`` what was done to damaged
    ones before they could be opened."""

    office: Office
    folder: Path
    why: str = ""
    proof: tuple[str, str] | None = None
    done: Next | None = None


def open_office(folder: Path, package: Path | None = None) -> Opened | int:
    """The open data, or the exit code once there is nothing to be shown here: the window that has them open
    came forward, and shows the ``package`` that this start was given."""
    proof: tuple[str, str] | None = None
    done: Next | None = None
    while True:
        try:
            return Opened(Office.open(folder), folder, proof=proof, done=done)
        except KeyNeeded as problem:
            from ..access.dialogs import shown
            from ..access.unlock import Unlock

            dialog = Unlock(problem)
            if not shown(dialog):
                return 0
            proof = dialog.proof
        except Damaged as problem:
            from .damaged import DamagedDialog

            done = DamagedDialog.ask(folder, problem)
            if done is None:
                return 1
            folder, proof = done.folder, done.proof or proof
        except (OpenElsewhere, ReadOnly) as problem:
            if isinstance(problem, OpenElsewhere) and problem.machine in ("", machine.name()):
                from .raising import bring_forward

                if bring_forward(folder, problem.pid, package):
                    return 0
            if not messages.confirm(None, f"{problem}\n\nThư mục dữ liệu: {folder}", "Mở để xem"):
                return 1
            try:
                return Opened(Office.open(folder, view=True), folder, str(problem), proof)
            except EnvironmentProblem as other:
                messages.show_error(None, other)
                return 1
        except EnvironmentProblem as problem:
            if not messages.confirm(None, f"{problem}\n\nThư mục dữ liệu: {folder}", "Thử lại"):
                return 1
