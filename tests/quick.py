"""The tests of what has changed, without the slow ones: ``make quick``.

What has changed is what differs from the last commit; on a clean tree it is the last commit itself. A file of
a layer asks for the tests of the folder that mirrors its own (``intake/pdf`` for ``tests/intake/pdf``), else
for those of the layer. The layers themselves are always checked. ``make test`` is still the whole check.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[1]
ALWAYS = "tests/test_layers.py"
SHARED_UI = "tests/ui"
"""Tests of what the pages share lie right in this folder, those of a subject in one of its own."""

# Data that a layer reads.
_READERS = {
    "resources/catalogue": "tests/catalogue",
    "resources/help": "tests/ui/help",
    "resources/theme": "tests/ui/test_theme.py",
    "resources/licenses": "tests/test_packaging.py",
    "installer": "tests/installer",
    "pyproject.toml": "tests/test_packaging.py",
    "requirements": "tests/test_packaging.py",
    "benchmarks": "tests/test_benchmarks.py",
}


def changed_files(root: Path) -> list[str]:
    """The paths that differ from the last commit, or those of the last commit where none does."""
    differing = _git(root, "diff", "--name-only", "HEAD")
    untracked = _git(root, "ls-files", "--others", "--exclude-standard")
    return differing + untracked or _git(root, "show", "--name-only", "--pretty=format:", "HEAD")


def chosen_tests(paths: Iterable[str], root: Path) -> list[str]:
    """The test files and folders that concern the changed files, without those that lie in another."""
    found = {ALWAYS}
    for path in paths:
        found.update(_tests_for(PurePosixPath(path), root))
    return sorted(one for one in found if not any(str(up) in found for up in PurePosixPath(one).parents))


def _tests_for(path: PurePosixPath, root: Path) -> Iterable[str]:
    top, *rest = path.parts
    if top == "tests":
        if path.name.startswith("test_") and (root / path).exists():
            return [str(path)]
        # What tests share: those beside it. What all of them share is the business of the whole check.
        return _in_folder(path.parent, root) if len(rest) > 1 else []
    if top == "cchc_desktop" and path.suffix == ".py" and rest != ["__init__.py"]:
        mirrored = PurePosixPath("tests", *rest)
        own = mirrored.with_name(f"test_{path.name}")
        if mirrored.parts[1] in {"ui", own.name} and (root / own).exists():
            return [str(own)]
        return _in_folder(mirrored.parent, root)
    return [tests for start, tests in _READERS.items() if str(path).startswith(start)]


def _in_folder(folder: PurePosixPath, root: Path) -> list[str]:
    """The tests of a folder, else those of the nearest one above it."""
    while not (root / folder).is_dir():
        folder = folder.parent
    if str(folder) == "tests":
        return []
    if str(folder) == SHARED_UI:
        return sorted(file.relative_to(root).as_posix() for file in (root / folder).glob("test_*.py"))
    return [str(folder)]


def _git(root: Path, *words: str) -> list[str]:
    said = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
    return [line for line in said.stdout.splitlines() if line]


def main(options: list[str]) -> int:
    """Runs the tests; gives pytest's exit code."""
    chosen = chosen_tests(changed_files(ROOT), ROOT)
    print("make quick:", *chosen, flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "-m", "not slow and not libreoffice"]
    code = subprocess.run([*command, *options, *chosen], cwd=ROOT, check=False).returncode
    # 5: every test that concerns it is a slow one.
    return 0 if code == 5 else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
