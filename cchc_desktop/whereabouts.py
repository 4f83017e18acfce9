r"""What the system says of a folder: the sort of disk it is on, and which services copy it elsewhere.

Under Windows «\\server» and mapped drives are told apart from sticks and disks by the system itself; under
Linux by the table of what is mounted. What cannot be found out is left out: it is no reason to stop.
"""

import os
import re
import sys
from contextlib import suppress
from pathlib import Path

from .domain.folders import Drive, FolderFacts

_ROOTS = {
    "OneDrive": ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"),
    "Dropbox": ("DROPBOX",),
}
"""The variables of the environment in which services say where their folders are."""
_MOUNTS = Path("/proc/mounts")
_BLOCKS = Path("/sys/class/block")
_NETWORK = re.compile(
    r"nfs4?|cifs|smb3|smbfs|ncpfs|afs|9p|davfs|ceph|glusterfs|fuse\.(sshfs|rclone|davfs2|.*drive.*)"
)
_OPTICAL = {"iso9660", "udf"}
_STICKS = ("/media/", "/run/media/")
# Of Windows' own header winbase.h.
_DRIVES = {2: Drive.REMOVABLE, 3: Drive.FIXED, 4: Drive.NETWORK, 5: Drive.OPTICAL}


def facts_of(folder: Path) -> FolderFacts:
    """What is known of a folder; raises nothing."""
    path = str(folder.absolute())
    with suppress(OSError, RuntimeError):
        path = str(folder.resolve())
    drive, label = Drive.UNKNOWN, ""
    with suppress(OSError, ValueError, AttributeError, ImportError):
        drive, label = _of_windows(path) if sys.platform == "win32" else (_of_mounts(path), "")
    return FolderFacts(path, drive, label, _roots(), _marks(Path(path)))


def _roots() -> dict[str, str]:
    found = {}
    for name, variables in _ROOTS.items():
        for variable in variables:
            if root := os.environ.get(variable):
                found[name] = root
    return found


def _marks(folder: Path) -> frozenset[str]:
    """The names of hidden files in the folder and above it."""
    found: set[str] = set()
    for each in (folder, *folder.parents):
        with suppress(OSError), os.scandir(each) as entries:
            found.update(entry.name.lower() for entry in entries if entry.name.startswith("."))
    return frozenset(found)


def _of_windows(path: str) -> tuple[Drive, str]:  # pragma: no cover
    """The sort of drive and its label, as Windows says."""
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    root = os.path.splitdrive(path)[0] + "\\"
    drive = _DRIVES.get(kernel.GetDriveTypeW(root), Drive.UNKNOWN)
    name = ctypes.create_unicode_buffer(261)
    # A drive that sleeps, or a share that is gone, must not hold the window up.
    if drive is not Drive.NETWORK:
        kernel.GetVolumeInformationW(root, name, 261, None, None, None, None, 0)
    return drive, name.value


def _of_mounts(path: str) -> Drive:
    """The sort of disk that is mounted where the path is."""
    found = ("", "", "")
    for line in _MOUNTS.read_text("utf-8", errors="surrogateescape").splitlines():
        device, at, kind = (_plain(word) for word in line.split()[:3])
        if len(at) >= len(found[1]) and (path == at or path.startswith(at.rstrip("/") + "/")):
            found = (device, at, kind)
    device, at, kind = found
    if _NETWORK.fullmatch(kind):
        return Drive.NETWORK
    if kind in _OPTICAL:
        return Drive.OPTICAL
    if f"{at}/".startswith(_STICKS) or _is_removable(device):
        return Drive.REMOVABLE
    return Drive.FIXED if device.startswith("/dev/") else Drive.UNKNOWN


def _plain(word: str) -> str:
    """A word of the table, in which blanks stand as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), word)


def _is_removable(device: str) -> bool:
    block = (_BLOCKS / Path(device).name).resolve()
    for each in (block, block.parent):
        with suppress(OSError):
            return (each / "removable").read_text("ascii").strip() == "1"
    return False
