"""What is known of the PC itself, as the system's own tables say it.

Python's ``platform`` asks Windows through WMI, which is slow on some PCs and ends the program on others.
"""

import os
import sys
import time
from pathlib import Path

_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def name() -> str:
    """The PC's name in its network, which it has without one, too."""
    return os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")


def system() -> str:
    """The system with its version and kind of processor, such as «Linux 6.1.0 x86_64»."""
    if sys.platform == "win32":  # pragma: no cover
        version = sys.getwindowsversion()
        numbers = f"{version.major}.{version.minor}.{version.build}"
        return f"Windows {numbers} {os.environ.get('PROCESSOR_ARCHITECTURE', '')}".rstrip()
    known = os.uname()
    return f"{known.sysname} {known.release} {known.machine}"


def python() -> str:
    """The version of Python, such as «3.12.9»."""
    return ".".join(map(str, sys.version_info[:3]))


def boot() -> str:
    """What tells this start of the system from others; nothing where the system does not number them."""
    try:
        return _BOOT_ID.read_text("ascii").strip()
    except (OSError, ValueError):
        return ""


def has_restarted(boot_then: str, since: float) -> bool:
    """Whether the system was started since then, a time in seconds when its ``boot`` was that.

    Where starts are not numbered their time is worked out. A clock that stands before that time was set back
    by what stopped it.
    """
    now = boot()
    if now and boot_then:
        return now != boot_then
    return time.time() < since or time.time() - time.monotonic() > since
