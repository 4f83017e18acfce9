"""The start of the program with a window."""

import gc
import re
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QLocale, QThreadPool, QTimer
from PySide6.QtGui import QPixmapCache
from PySide6.QtWidgets import QApplication

from ..domain.errors import CchcError, Refusal
from ..faults import ending
from ..office import Office
from ..office.settings import SCANS_FOLDER
from ..storage.database import current_folder
from . import crash, garbage, icons, messages, theme, work
from .frame import surroundings
from .frame.main_window import MainWindow
from .shell import Next, Step
from .start.opening import Opened, open_office
from .translator import VIETNAMESE, VietnameseTranslator

if TYPE_CHECKING:
    from .frame.damage import Damage

_LISTENING_MS = 300
"""When the first page was painted; who starts the program again has hardly seen it before."""
_SETTLED_MS = 2500
"""When the first page was certainly painted and, most likely, nobody types yet."""
_FEWEST_WORKERS = 6
"""On the smallest PC, too: a worker that a dead network holds is not to keep others from what they do."""
_PICTURES_KB = 2048
"""As Qt reckons them: a picture counts as one at least."""


def application(platform: str = "") -> QApplication:
    """Qt's application, prepared; its windows are drawn by the platform's plugin of this name, where given.

    Raises Refusal for a platform that this Qt has not: Qt itself would end the process.
    """
    app = QApplication.instance()
    if app is None:
        known = _platforms()
        if platform and platform.partition(":")[0] not in known:
            raise Refusal(f"Qt trên máy này không có cách vẽ «{platform}». Hãy chọn: {', '.join(known)}.")
        app = QApplication([*sys.argv[:1], *(("-platform", platform) if platform else ())])
    assert isinstance(app, QApplication)
    prepare(app)
    return app


def _platforms() -> list[str]:
    """The names of the platforms that Qt brings plugins for."""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforms")
    found = (re.fullmatch(r"(?:lib)?q(.+)\.(?:so|dll|dylib)", path.name) for path in plugins.iterdir())
    return sorted(each[1] for each in found if each)


def prepare(app: QApplication) -> None:
    """What every window stands on: the name, Vietnamese, the fonts and a theme."""
    app.setApplicationName("cchc-desktop")
    app.setApplicationDisplayName("")
    app.setDesktopFileName("cchc-desktop")
    QLocale.setDefault(VIETNAMESE)
    translator = VietnameseTranslator(app)
    app.installTranslator(translator)
    theme.load_fonts()
    theme.apply(app, "auto")
    app.setWindowIcon(icons.icon("app"))
    workers = QThreadPool.globalInstance()
    workers.setMaxThreadCount(max(_FEWEST_WORKERS, workers.maxThreadCount()))
    # Pages come and go with small pictures of their own, each of which costs far more than Qt reckons.
    QPixmapCache.setCacheLimit(_PICTURES_KB)


def run_window(data: Path, platform: str = "", package: Path | None = None) -> int:
    """Opens the office of a data folder in a window; gives the exit code when the window is closed.

    ``platform`` as for `application`; ``package`` is a file that the program was opened with.
    """
    app = application(platform)
    try:
        data = current_folder(data.resolve())
    except CchcError as problem:
        messages.show_error(None, problem)
        return 1
    watch = crash.Watch(data)
    try:
        return _run(app, data, watch, package)
    except CchcError as problem:
        messages.show_error(None, problem)
    except Exception as error:  # ours, before there is a window or after it: said as any other
        watch.caught(type(error), error, error.__traceback__)
    finally:
        watch.close()
    return 1


def _run(app: QApplication, data: Path, watch: crash.Watch, package: Path | None) -> int:
    done = Next(data)
    while True:
        opened = open_office(done.folder, package)
        if isinstance(opened, int):
            return opened
        # What was done before another folder was chosen instead says nothing of that one.
        done = opened.done or (done if done.folder == opened.folder else Next(opened.folder))
        code, step = _shown(app, opened, watch, done, package)
        package = None
        if step is None:
            return code
        done = _done(step, opened.folder)


def _done(step: Step, folder: Path) -> Next:
    """Does what was to be done once the data are closed; gives the folder to open now."""
    try:
        given = step()
    except CchcError as problem:
        messages.show_error(None, problem)
        return Next(folder)
    return given if isinstance(given, Next) else Next(given)


def _shown(
    app: QApplication, opened: Opened, watch: crash.Watch, done: Next, package: Path | None
) -> tuple[int, Step | None]:
    """Shows the window until it is closed; gives the exit code, and what is to be done before another one.
    ``done`` is what was done before this one, ``package`` a package to be looked at first."""
    office, data = opened.office, opened.folder
    # The mark and the log of a run belong to the one who has the data open for writing.
    ended = None if office.is_view else ending.begin(data)
    if not office.is_view:
        watch.log.open()
        # The system waits for no program that is still open.
        app.commitDataRequest.connect(lambda _manager: ending.leaving(data))
    settings = office.settings
    theme.apply(
        app, settings.preference("theme", "auto"), theme.read_text_size(settings.preference("text_size"))
    )
    code = _signed_in(office, opened.proof) if office.asks_who else ""
    if code is None:
        _close(office, data)
        return 0, None
    window = MainWindow(office, data)
    watch.window = window
    watch.tells = _Telling(window)
    window.take_place()
    window.show()
    # What the program itself consists of is no garbage: later rounds pass it over.
    gc.freeze()
    garbage.collect_here(window)
    QTimer.singleShot(_SETTLED_MS, window, _collect_what_the_start_left)
    QTimer.singleShot(_SETTLED_MS, window, partial(_begin_backups, window))
    if office.is_view:
        from .frame import viewing

        viewing.tell(window, opened.why)
    else:
        QTimer.singleShot(_LISTENING_MS, window, partial(_listen, window))
    if ended is not None:
        from .frame import last_run

        last_run.tell(window, ended)
    if done.told:
        from .frame import restored

        restored.tell(window, done)
    if not office.is_view:
        _tell_how_opened(window)
        surroundings.tell(window)
    if package is not None and not office.is_view:
        QTimer.singleShot(0, window, partial(window.packages.open, package))
    elif office.settings.profile() is None:
        # Once the window is there: the wizard belongs to it.
        QTimer.singleShot(0, window, window.found_office)
    if office.asks_who:
        window.access.begin(code)
    result = app.exec()
    window.backup_rounds.leave()
    work.stop_all()
    if office.asks_who:
        office.access.sign_out()
    _close(office, window.data)
    watch.window, step = None, window.afterwards
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return result, step


def _signed_in(office: Office, proof: tuple[str, str] | None = None) -> str | None:
    """Asks who one is, before anything is shown; gives a recovery code that was made on the way, if any, and
    None where nobody signed in."""
    from .access.sign_in import SignIn, signed_in_as_unlocked

    if proof is not None and signed_in_as_unlocked(office, *proof):
        return ""
    dialog = SignIn(office)
    return dialog.new_code if dialog.exec() else None


def _tell_how_opened(window: MainWindow) -> None:
    if not window.office.opening.is_plain:
        from .frame import how_opened

        how_opened.tell(window)


def _close(office: Office, data: Path) -> None:
    is_view = office.is_view
    office.close()
    if not is_view:
        ending.end(data)


def _begin_backups(window: MainWindow) -> None:
    # Not before: what makes them is imported then.
    window.backup_rounds.begin()
    if window.office.settings.preference(SCANS_FOLDER):
        # Few PCs watch a scanner's folder.
        from .evidence.scan_watch import watch_of

        watch_of(window)


def _listen(window: MainWindow) -> None:
    from .start.raising import listen

    listen(window, window.data, window.packages.hand_over)


class _Telling:
    """Says of an error what it means for the data; made of what most days do not need."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._damage: Damage | None = None

    def __call__(self, error: BaseException) -> bool:
        from .frame.damage import Damage

        if self._damage is None:
            self._damage = Damage(self._window)
        return self._damage.tells(error)


def _collect_what_the_start_left() -> None:
    gc.unfreeze()
    gc.collect()
    gc.freeze()
