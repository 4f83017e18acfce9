"""How the last run ended is told apart from what it left behind."""

import json
import time
from pathlib import Path

import pytest

from cchc_desktop import machine
from cchc_desktop.faults import crash_log, ending
from cchc_desktop.faults.ending import MARK, Ending, How


def how(folder: Path) -> How | None:
    found = ending.begin(folder)
    return None if found is None else found.how


def change(folder: Path, **values: object) -> None:
    """Changes what the mark says."""
    path = folder / MARK
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | values), "utf-8")


def test_a_run_that_ends_as_it_should_leaves_nothing(tmp_path: Path) -> None:
    assert ending.begin(tmp_path) is None
    assert (tmp_path / MARK).exists()
    ending.end(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert ending.begin(tmp_path) is None


def test_a_run_that_was_killed(tmp_path: Path) -> None:
    ending.begin(tmp_path)
    found = ending.begin(tmp_path)
    assert found is not None
    assert (found.how, found.reports) == (How.KILLED, "")
    assert found.version
    # Each start tells of the run just before it alone.
    ending.end(tmp_path)
    assert ending.begin(tmp_path) is None


def test_a_fault_of_the_program(tmp_path: Path) -> None:
    crash_log.append(tmp_path, "lỗi của tuần trước")
    ending.begin(tmp_path)
    crash_log.append(tmp_path, "lỗi lần này")
    found = ending.begin(tmp_path)
    assert found is not None
    assert found.how is How.FAULT
    assert "lỗi lần này" in found.reports
    assert "tuần trước" not in found.reports


def test_a_crash_below_python(tmp_path: Path) -> None:
    ending.begin(tmp_path)
    with open(crash_log.path_in(tmp_path), "a", encoding="utf-8") as file:
        file.write(
            'Fatal Python error: Segmentation fault\n\n  File "/home/an/cchc_desktop/ui/x.py", line 3 in f'
        )
    found = ending.begin(tmp_path)
    assert found is not None
    assert found.how is How.BELOW
    assert 'File "cchc_desktop/ui/x.py", line 3' in found.reports
    assert "/home/an" not in found.reports


def test_a_log_that_is_shortened_at_a_start_does_not_mix_up_the_runs(tmp_path: Path) -> None:
    ending.begin(tmp_path)
    for number in range(3):
        crash_log.append(tmp_path, f"{number} " + "x" * 50_000)
    assert how(tmp_path) is How.FAULT
    assert how(tmp_path) is How.KILLED
    crash_log.append(tmp_path, "lỗi mới")
    found = ending.begin(tmp_path)
    assert found is not None
    assert found.reports == f"{crash_log.RULE}\nlỗi mới"


def test_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ending.begin(tmp_path)
    monkeypatch.setattr(machine, "boot", lambda: "another")
    assert how(tmp_path) is How.POWER


def test_the_system_was_shut_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ending.begin(tmp_path)
    ending.leaving(tmp_path)
    monkeypatch.setattr(machine, "boot", lambda: "another")
    assert how(tmp_path) is How.SYSTEM
    ending.end(tmp_path)
    ending.leaving(tmp_path)
    assert not (tmp_path / MARK).exists()


def test_copied_data_say_nothing_of_a_run_here(tmp_path: Path) -> None:
    ending.begin(tmp_path)
    change(tmp_path, machine="another-pc")
    assert ending.begin(tmp_path) is None


@pytest.mark.parametrize(
    "left", [b"", b"\0" * 180, b"\xff\xfe", b"[]", b"{}", b'{"machine": 1', b"[" * 100_000, b"nan", b"null"]
)
def test_a_mark_that_never_reached_the_disk(tmp_path: Path, left: bytes) -> None:
    (tmp_path / MARK).write_bytes(left)
    assert how(tmp_path) is How.UNKNOWN
    assert how(tmp_path) is How.KILLED


@pytest.mark.parametrize("values", [{"started": "x"}, {"log": 1e400}, {"log": "1"}, {"started": None}])
def test_a_mark_with_impossible_values(tmp_path: Path, values: dict[str, object]) -> None:
    ending.begin(tmp_path)
    change(tmp_path, **values)
    assert how(tmp_path) in (How.UNKNOWN, How.KILLED)


def test_a_log_shorter_than_it_was_is_told_whole(tmp_path: Path) -> None:
    crash_log.append(tmp_path, "cũ " * 1000)
    ending.begin(tmp_path)
    crash_log.path_in(tmp_path).write_text("mới", encoding="utf-8")
    found = ending.begin(tmp_path)
    assert found is not None
    assert found.reports == "mới"


def test_a_folder_that_takes_no_mark_is_no_trouble(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    assert ending.begin(gone) is None
    ending.leaving(gone)
    ending.end(gone)
    (tmp_path / MARK).mkdir()
    assert how(tmp_path) is How.UNKNOWN


def test_every_way_has_its_words() -> None:
    told = {Ending(each).words for each in How}
    assert len(told) == len(How)
    assert all(each.startswith("Lần trước ") for each in told)


def test_a_restart_is_known_where_the_system_does_not_number_its_starts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(machine, "_BOOT_ID", Path("/nowhere"))
    assert machine.boot() == ""
    now = time.time()
    assert not machine.has_restarted("", now - 1)
    assert machine.has_restarted("", now - time.monotonic() - 1000)
    # The clock was set back by what stopped it, an empty battery for instance.
    assert machine.has_restarted("", now + 86_400)
