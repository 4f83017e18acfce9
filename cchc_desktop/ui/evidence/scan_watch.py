"""Watching the folder that a scanner writes to: new files are told, and offered where files are attached."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QThreadPool, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ...domain.evidence import Owner
from ...domain.places import EvidencePlace
from ...office.evidence import Attached
from ...office.scans import Scan, Scans, listed
from ..shell import Shell
from .attaching import attach_taken, take_paths

NOTICE = "scans"
_SESSION = "scans.watch"
AGAIN_MS = 1500
"""A file that is still being written is another one after so long."""


class ScanWatch(QObject):
    """The new files of the folder, the newest first. ``changed`` comes when there are others."""

    changed = Signal()
    _found = Signal(object)

    def __init__(self, shell: Shell) -> None:
        # Without a parent: a look that is under way when the window goes holds it until it has ended.
        super().__init__()
        self._shell = shell
        self.scans: list[Scan] = []
        self._before: dict[str, Scan] = {}
        self._is_looking = False
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _: self._changed_there())
        self._timer = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self._found.connect(self._take)

    @property
    def rules(self) -> Scans:
        """The folder, and what was seen in it."""
        return self._shell.office.scans

    def begin(self) -> None:
        """Watches the folder that was chosen; nothing where none was."""
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        folder = self.rules.folder
        self._before = {}
        if folder is None:
            self._show([])
            return
        # A folder of the network may be out of reach; it is looked for again with the next look.
        if folder.is_dir():
            self._watcher.addPath(str(folder))
        self.look()

    def _changed_there(self) -> None:
        """Looks at once, and again: a file may have come empty, and what is written into it is not told."""
        self.look()
        self._timer.start()

    def look(self) -> None:
        """Looks through the folder in a worker."""
        folder = self.rules.folder
        if folder is None or self._is_looking:
            return
        self._is_looking = True
        QThreadPool.globalInstance().start(lambda: self._found.emit(listed(folder)))

    def _take(self, found: Sequence[Scan]) -> None:
        """Offers what lies there as it did before; what does not is looked at again."""
        self._is_looking = False
        if not isinstance(self._shell, QObject) or not isValid(self._shell):
            # The window went away meanwhile.
            return
        new = self.rules.new(found)
        settled = [scan for scan in new if self._before.get(scan.path.name) == scan]
        self._before = {scan.path.name: scan for scan in new}
        if len(settled) < len(new):
            self._timer.start()
        self._show(settled)

    def _show(self, scans: list[Scan]) -> None:
        if scans == self.scans:
            return
        self.scans = scans
        notices = getattr(self._shell, "notices", None)
        if notices is not None:
            if scans:
                go = ("Xem", lambda: self._shell.go(EvidencePlace(scans=True)))
                told = f"Có {len(scans)} tệp quét mới chờ đính kèm làm minh chứng."
                notices.show(NOTICE, told, "info", [go])
            else:
                notices.clear(NOTICE)
        self.changed.emit()

    def attach(self, owner: Owner, scans: Sequence[Scan], parent: QWidget) -> None:
        """Attaches files of the folder to something."""

        def done(_attached: Attached) -> None:
            self._shell.attempt(lambda: self.rules.attached(scans))
            self._show([scan for scan in self.scans if scan not in scans])

        take_paths(
            self._shell,
            parent,
            [scan.path for scan in scans],
            lambda taken: attach_taken(self._shell, owner, taken, done),
        )

    def pass_over(self, scans: Sequence[Scan]) -> None:
        """Offers files no more."""
        self.rules.pass_over(scans)
        self._show([scan for scan in self.scans if scan not in scans])

    def choose(self, folder: Path) -> bool:
        """Watches another folder; gives whether it can be."""
        done = self._shell.attempt(lambda: self.rules.watch(folder, self._shell.data))
        if done:
            self.begin()
        return done

    def forget(self) -> None:
        """Watches nothing any more."""
        self.rules.forget()
        self.begin()


def watch_of(shell: Shell) -> ScanWatch:
    """The one that watches for a window; it begins when it is first asked for."""
    found = shell.session.get(_SESSION)
    if not isinstance(found, ScanWatch):
        found = ScanWatch(shell)
        shell.session[_SESSION] = found
        found.begin()
    return found
