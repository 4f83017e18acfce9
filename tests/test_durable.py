"""Files that another program holds for a moment: tried again, and given up with the system's own error."""

from pathlib import Path

import pytest

from cchc_desktop import durable
from cchc_desktop.domain.errors import EnvironmentProblem
from cchc_desktop.office import Office
from cchc_desktop.storage.lock import LOCK


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "PAUSE_SECONDS", 0)


class Held:
    """A file that is held for so many attempts."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self, *arguments: object, **named: object) -> str:
        if self.left:
            self.left -= 1
            raise PermissionError(13, "held")
        return "done"


def test_what_is_held_for_a_moment_is_had_in_the_end() -> None:
    assert durable.patiently(Held(3)) == "done"
    assert durable.patiently(Held(0), attempts=1) == "done"


def test_what_stays_held_is_told() -> None:
    with pytest.raises(PermissionError):
        durable.patiently(Held(4))
    with pytest.raises(PermissionError):
        durable.patiently(Held(1), attempts=1)


def test_other_errors_are_told_at_once(tmp_path: Path) -> None:
    tried = []

    def missing() -> None:
        tried.append(1)
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        durable.patiently(missing)
    assert tried == [1]


def test_what_nobody_needs_may_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "cu"
    path.touch()
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", Held(100))
        durable.discard(path)
    assert path.exists()
    durable.discard(path)
    assert not path.exists()
    durable.discard(path)


def test_a_scanner_that_looks_at_the_lock_does_not_make_the_data_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Office.open(tmp_path).close()
    real, held = durable.os.open, Held(2)  # type: ignore[attr-defined]

    def look(path: object, *others: int) -> int:
        if str(path).endswith(LOCK):
            held()
        return int(real(path, *others))

    monkeypatch.setattr(durable.os, "open", look)  # type: ignore[attr-defined]
    monkeypatch.setattr(durable, "HELD_ATTEMPTS", 4)
    Office.open(tmp_path).close()
    held.left = 2
    monkeypatch.setattr(durable, "HELD_ATTEMPTS", 1)
    with pytest.raises(EnvironmentProblem, match="chỉ cho đọc"):
        Office.open(tmp_path)


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    path, folder = tmp_path / "Gói.cchc", tmp_path / "CCHC-du-lieu"
    assert durable.free_name(path) == path
    path.touch()
    (tmp_path / "Gói-2.cchc").touch()
    folder.mkdir()
    assert durable.free_name(path) == tmp_path / "Gói-3.cchc"
    assert durable.free_name(folder) == tmp_path / "CCHC-du-lieu-2"
