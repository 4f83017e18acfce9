"""Runs under Wine, with the Python of a payload: opens the window on a data folder, and writes how many
milliseconds went by from the start of the process to the window's first paint.

    python.exe first_paint.py DATA RESULT
"""

import sys
from collections.abc import Callable
from inspect import signature
from pathlib import Path


def since_start() -> float:
    """The milliseconds since this process was made, by Windows' own account."""
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    times = [ctypes.c_uint64() for _ in range(5)]
    made, exit_, in_kernel, in_user, now = times
    kernel.GetProcessTimes(
        ctypes.c_void_p(kernel.GetCurrentProcess()), *map(ctypes.byref, (made, exit_, in_kernel, in_user))
    )
    kernel.GetSystemTimeAsFileTime(ctypes.byref(now))
    return (now.value - made.value) / 10_000


def main(data: Path, result: Path) -> int:
    """Opens the window, and closes it once it was painted."""
    from cchc_desktop.ui.load import load_window

    run_window: Callable[..., int] = load_window()
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    class FirstPaint(QObject):
        """As in benchmarks/startup.py."""

        def eventFilter(self, _: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                app.removeEventFilter(self)
                QTimer.singleShot(0, self.tell)
            return False

        def tell(self) -> None:
            result.write_text(f"{since_start():.0f}", encoding="utf-8")
            app.quit()

    app = QApplication(sys.argv[:1])
    watch = FirstPaint()
    app.installEventFilter(watch)
    # Programs of before took no platform.
    return run_window(data, *[""] * (len(signature(run_window).parameters) - 1))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
