"""What is known of the PC itself, as the system's own tables say it.

Python's ``platform`` asks Windows through WMI, which is slow on some PCs and ends the program on others.
"""

import os
import sys


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
