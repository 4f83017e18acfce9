"""The trial of what `make installer` has built: installed, used, replaced and removed under Wine."""

import shutil
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from ..build import build, portable_name, setup_name
from ..setup import build_setup
from ..stage import stage
from ..workplace import APP, BUILD, COMMAND, DIST, BuildError, emptied, files_in, say, sha256
from .prefix import Done, Prefix
from .screen import Screen

_DONE, _RUNNING, _NO_COPY, _NEWER = 0, 4, 5, 6
"""Exit codes of the setup file (setup/setup.nsi)."""


class Wrong(Exception):
    """Something is not as it should be; says what."""


def expect(holds: bool, otherwise: str) -> None:
    """Raises Wrong where something does not hold."""
    if not holds:
        raise Wrong(otherwise)


class Trial:
    """One Windows, and what is tried in it, step by step."""

    def __init__(self, version: str, newer: str, pictures: Path) -> None:
        self.version, self.newer, self.pictures = version, newer, pictures
        self.windows = Prefix(BUILD / "trial")
        self.screen: Screen

    # --- where things are

    @property
    def installed(self) -> Path:
        """The folder that the program is installed in."""
        return self.windows.local_data / "Programs" / APP

    @property
    def app(self) -> Path:
        """The program in it."""
        return self.installed / "app"

    @property
    def data(self) -> Path:
        """The office's data."""
        return self.windows.local_data / APP

    def copies(self) -> list[Path]:
        """The copies of the data that the setup has made."""
        return sorted((self.data / "backups").glob("*trước khi cài*/cchc.db"))

    def shortcuts(self) -> list[Path]:
        """The shortcuts of this user."""
        folders = (self.windows.user, self.windows.folder / "home")
        return [path for folder in folders for path in folder.rglob(f"{APP}.lnk")]

    def setup(self, version: str, *more: str) -> Done:
        """Runs a setup file silently."""
        folder = DIST if version == self.version else BUILD
        return self.windows.run(folder / setup_name(version), "/S", *more)

    def command(self, *words: str, program: Path | None = None, limit: float = 120) -> str:
        """Runs one of the program's commands; gives what it says."""
        done = self.windows.run((program or self.app) / f"{COMMAND}.exe", *words, limit=limit)
        expect(done.code == 0, f"{COMMAND} {' '.join(words)} ended with {done.code}: {done.errors}")
        return done.output.strip()

    # --- the steps

    def install(self) -> str:
        """Silently, on a Windows that never saw the program."""
        self.windows.create()
        self.windows.add_stubs()
        self.screen = Screen(self.windows.environment)
        self.windows.keep_warm()
        done = self.setup(self.version)
        expect(done.code == _DONE, f"the setup ended with {done.code}: {done.errors}")
        expect(self.command("--version") == f"{APP} {self.version}", "another version is installed")
        expect(len(self.shortcuts()) == 2, f"{len(self.shortcuts())} shortcuts in place of two")
        size = sum(path.stat().st_size for path in files_in(self.installed))
        return f"{len(files_in(self.installed))} files, {size / 1e6:.1f} MB, two shortcuts"

    def self_test(self) -> str:
        """The program's own test of the PC that it is on."""
        report = self.windows.drive / "self-test.txt"
        words = ("self-test", "--platform", "windows", "--report", self.windows.windows_path(report))
        done = self.windows.run(self.app / f"{COMMAND}.exe", *words, limit=400)
        told = report.read_text(encoding="utf-8") if report.exists() else "no report"
        shutil.copyfile(report, self.pictures / "self-test.txt")
        expect(done.code == 0, f"it ended with {done.code}\n{told}\n{done.errors}")
        return f"passed; its report is {self.pictures / 'self-test.txt'}"

    def window(self) -> str:
        """The real window with the sample office; and what the setup says while it is open."""
        self.command("demo")
        process = self.windows.start(self.app / f"{APP}.exe")
        try:
            self.screen.wait_for(APP)
            self.screen.picture(self.pictures / "window.png")
            done = self.setup(self.version)
            expect(done.code == _RUNNING, f"installed over the running program ({done.code})")
            removed = self.windows.run(self.installed / "Uninstall.exe", "/S")
            time.sleep(3)
            expect((self.app / f"{APP}.exe").exists(), f"removed the running program ({removed.code})")
            self.screen.close(APP)
            code = process.wait(60)
        finally:
            process.kill()
        expect(code == 0, f"the window ended with {code}")
        crashes = self.data / "crash.log"
        expect(not crashes.exists() or not crashes.stat().st_size, "crash.log is not empty")
        return f"opened and closed, {self.pictures / 'window.png'}; setup and removal refused meanwhile"

    def same_version_over_it(self) -> str:
        """The same setup file once more: the data are copied first."""
        before = sha256(self.data / "cchc.db")
        done = self.setup(self.version)
        expect(done.code == _DONE, f"the setup ended with {done.code}")
        expect(len(self.copies()) == 1, "the data were not copied")
        expect(sha256(self.data / "cchc.db") == before, "the data differ")
        copy = self.copies()[0].parent
        told = self.command("--data", self.windows.windows_path(copy), "check")
        return f"data as before, copy in «{copy.name}»: {told}"

    def newer_version_over_it(self) -> str:
        """A newer version takes its place, and an older one is refused afterwards."""
        before = sha256(self.data / "cchc.db")
        done = self.setup(self.newer)
        expect(done.code == _DONE, f"the setup ended with {done.code}")
        expect(self.command("--version") == f"{APP} {self.newer}", "the old version is still there")
        expect(len(self.copies()) == 2, "the data were not copied")
        expect(sha256(self.data / "cchc.db") == before, "the data differ")
        expect(
            sorted(path.name for path in self.installed.iterdir()) == ["Uninstall.exe", "app"], "leftovers"
        )
        refused = self.setup(self.version)
        expect(refused.code == _NEWER, f"an older version over a newer one: {refused.code}")
        return f"{self.newer} works on the same data; {self.version} is refused over it"

    def no_copy_no_setup(self) -> str:
        """Where the data cannot be copied, nothing is installed: here another program has them open."""
        elsewhere = self.windows.drive / "other"
        shutil.copytree(self.app, elsewhere)
        process = self.windows.start(elsewhere / f"{APP}.exe")
        try:
            self.screen.wait_for(APP)
            done = self.setup(self.newer)
            expect(done.code == _NO_COPY, f"the setup ended with {done.code}")
            expect(self.command("--version") == f"{APP} {self.newer}", "the program does not start any more")
            expect(len(self.copies()) == 2, "half a copy was left behind")
            self.screen.close(APP)
            process.wait(60)
        finally:
            process.kill()
        return "refused, nothing changed"

    def remove(self) -> str:
        """The program goes, the office's data stay."""
        before = sha256(self.data / "cchc.db")
        done = self.windows.run(self.installed / "Uninstall.exe", "/S")
        expect(done.code == 0, f"the removal ended with {done.code}")
        until = time.monotonic() + 60
        while self.installed.exists() and time.monotonic() < until:
            time.sleep(0.5)
        expect(not self.installed.exists(), f"{len(files_in(self.installed))} files are left")
        time.sleep(1)
        expect(not self.shortcuts(), "shortcuts are left")
        for key in (rf"Software\{APP}", r"Software\Classes\.cchc"):
            found = self.windows.run("reg", "query", rf"HKCU\{key}")
            expect(found.code != 0, f"{key} is left in the registry")
        expect(sha256(self.data / "cchc.db") == before, "the data are not there any more")
        return "no file, shortcut or key is left; the data are"

    def another_folder(self) -> str:
        """Into a folder with blanks and Vietnamese letters."""
        folder = self.windows.drive / "Chương trình" / "Cải cách hành chính"
        # In words, since NSIS takes no quotes there, and Wine puts some around a word with a blank.
        done = self.setup(self.version, *f"/D={self.windows.windows_path(folder)}".split(" "))
        expect(done.code == _DONE, f"the setup ended with {done.code}")
        said = self.command("check", program=folder / "app")
        self.windows.run(folder / "Uninstall.exe", "/S")
        return f"«{folder.name}»: {said}"

    def portable(self) -> str:
        """The portable archive, from a stick with its data beside it."""
        stick = self.windows.drive / "USB"
        with zipfile.ZipFile(DIST / portable_name(self.version)) as archive:
            archive.extractall(stick)
        program = stick / APP
        self.command("demo", program=program)
        expect((program / "Dữ liệu" / "cchc.db").is_file(), "the data do not lie beside the program")
        process = self.windows.start(program / f"{APP}.exe")
        try:
            self.screen.wait_for(APP)
            self.screen.picture(self.pictures / "portable.png")
            self.screen.close(APP)
            process.wait(60)
        finally:
            process.kill()
        return f"runs, with its data beside it, {self.pictures / 'portable.png'}"

    def pages(self) -> str:
        """The pages of the setup, one picture each, to be looked at."""
        process = self.windows.start(DIST / setup_name(self.version))
        taken, done = 0, self.installed / "Uninstall.exe"
        try:
            self.screen.wait_for(APP)
            for name in ("welcome", "licence", "folder", "shortcuts"):
                self.screen.picture(self.pictures / f"setup-{name}.png")
                taken += 1
                self.screen.press("Return")
            self.screen.wait(90, done.exists)
            time.sleep(5)
            self.screen.picture(self.pictures / "setup-finish.png")
            self.screen.press("alt+F4")
        finally:
            process.kill()
            self.windows.end()
        return f"{taken + 1} pictures in {self.pictures}"

    def end(self) -> None:
        """Ends what still runs."""
        self.windows.end()
        if hasattr(self, "screen"):
            self.screen.close_all()


def run_trial(pictures: str | None, quick: bool = False) -> int:
    """Tries everything; gives the exit code: 1 where a step failed.

    :raises BuildError: what is to be tried cannot be built, or Wine does not work.
    """
    version, newer = _setups(quick)
    trial = Trial(version, newer, emptied(Path(pictures).absolute() if pictures else BUILD / "pictures"))
    steps: list[Callable[[], str]] = [
        *(trial.install, trial.self_test, trial.window, trial.same_version_over_it),
        *(trial.newer_version_over_it, trial.no_copy_no_setup, trial.remove, trial.another_folder),
        *(trial.portable, trial.pages),
    ]
    failed = 0
    try:
        for step in steps:
            began = time.monotonic()
            try:
                sign, told = "✓", step()
            except (Wrong, BuildError) as error:
                sign, told = "✗", str(error)
                failed += 1
            name = step.__name__.replace("_", " ")
            say(f"{sign} {name} ({time.monotonic() - began:.0f} s): {told}")
            if failed and step == trial.install:
                break
    finally:
        trial.end()
    print(f"{len(steps) - failed} passed, {failed} failed", file=sys.stderr if failed else sys.stdout)
    return int(failed > 0)


def _setups(quick: bool) -> tuple[str, str]:
    """The setup file that is published, and one of a newer version, both built where they are not there."""
    payload = stage("payload-now")
    if quick:
        build_setup(payload, DIST / setup_name(payload.version), quick=True)
    elif not (DIST / setup_name(payload.version)).is_file():
        payload = build()
    first, second, third = payload.version.split(".")
    newer = f"{first}.{second}.{int(third) + 1}"
    build_setup(stage("payload-newer", newer), BUILD / setup_name(newer), quick=True)
    return payload.version, newer
