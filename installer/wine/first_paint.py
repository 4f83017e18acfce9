"""Runs under Wine, with the Python of a payload: opens the window on a data folder, and writes how many
milliseconds went by from the start of the process to the window's first paint, and how many of these a
processor worked for it.

    python.exe first_paint.py DATA RESULT
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from inspect import signature
from pathlib import Path


def since_start() -> tuple[float, float]:
    """The milliseconds since this process was made, and those of work, by Windows' own account."""
    import ctypes

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    times = [ctypes.c_uint64() for _ in range(5)]
    made, exit_, in_kernel, in_user, now = times
    kernel.GetProcessTimes(
        ctypes.c_void_p(kernel.GetCurrentProcess()), *map(ctypes.byref, (made, exit_, in_kernel, in_user))
    )
    kernel.GetSystemTimeAsFileTime(ctypes.byref(now))
    return (now.value - made.value) / 10_000, (in_kernel.value + in_user.value) / 10_000


def window_of() -> Callable[..., int]:
    """What opens the window, in programs of before, too."""
    try:
        from cchc_desktop.ui.load import load_window
    except ImportError:
        from cchc_desktop.ui.app import run_window

        return run_window
    return load_window()


def main(data: Path, result: Path) -> int:
    """Opens the window, and closes it once it was painted."""
    with suppress(ImportError):
        import packed_modules  # type: ignore[import-not-found]

        packed_modules.install(packed_modules.__file__.rpartition("\\")[0])
    run_window = window_of()
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
            went_by, worked = since_start()
            result.write_text(f"{went_by:.0f} {worked:.0f}", encoding="utf-8")
            app.quit()

    app = QApplication(sys.argv[:1])
    watch = FirstPaint()
    app.installEventFilter(watch)
    # Programs of before took no platform.
    return run_window(data, *[""] * (len(signature(run_window).parameters) - 1))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
