"""The log of faults: bounded, kept over a few runs, and no trouble where it cannot be written."""

import faulthandler
import os
import shutil
from pathlib import Path

import pytest

from cchc_desktop.faults import crash_log
from cchc_desktop.faults.crash_log import CrashLog, append, path_in, shorten


@pytest.fixture(autouse=True)
def handler(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What Python's handler was given; the one of pytest goes on working."""
    given: list[object] = []
    monkeypatch.setattr(faulthandler, "enable", given.append)
    monkeypatch.setattr(faulthandler, "disable", lambda: None)
    return given


def opened(folder: Path) -> CrashLog:
    made = CrashLog(folder)
    made.open()
    return made


def text(folder: Path) -> str:
    return path_in(folder).read_text(encoding="utf-8")


def test_reports_of_several_runs_are_kept(tmp_path: Path) -> None:
    for run in range(3):
        log = opened(tmp_path)
        assert log.write(f"lỗi {run}", f"dấu vết {run}")
        log.close()
    append(tmp_path, "lỗi của lệnh")
    assert [line for line in text(tmp_path).splitlines() if line != crash_log.RULE] == [
        "lỗi 0", "lỗi 1", "lỗi 2", "lỗi của lệnh"
    ]  # fmt: skip


def test_the_same_fault_is_kept_once(tmp_path: Path) -> None:
    log = opened(tmp_path)
    assert all(log.write("lỗi", "dấu vết") for _ in range(1000))
    log.close()
    assert text(tmp_path).count("lỗi") == 1


def test_a_run_of_endless_faults_fills_no_disk(tmp_path: Path) -> None:
    log = opened(tmp_path)
    kept = [log.write("lỗi " * 500, str(number)) for number in range(1000)]
    log.close()
    assert kept[0]
    assert not kept[-1]
    assert path_in(tmp_path).stat().st_size <= crash_log.KEPT_BYTES


def test_the_newest_reports_stay(tmp_path: Path) -> None:
    for number in range(400):
        append(tmp_path, f"lỗi {number}\n" + "x" * 2000)
        assert path_in(tmp_path).stat().st_size <= crash_log.KEPT_BYTES + 4000
    assert "lỗi 399\n" in text(tmp_path)
    assert "lỗi 380\n" in text(tmp_path)
    assert "lỗi 0\n" not in text(tmp_path)
    shorten(tmp_path)
    assert text(tmp_path).startswith(crash_log.RULE)


def test_a_log_without_whole_reports_begins_with_a_whole_line(tmp_path: Path) -> None:
    path_in(tmp_path).write_text("".join(f"dòng {number}\n" for number in range(30_000)), encoding="utf-8")
    shorten(tmp_path)
    assert text(tmp_path).splitlines()[0].startswith("dòng ")
    assert text(tmp_path).endswith("dòng 29999\n")


def test_a_run_without_faults_leaves_no_file(tmp_path: Path, handler: list[object]) -> None:
    log = opened(tmp_path)
    assert len(handler) == 1
    log.close()
    log.close()
    assert not path_in(tmp_path).exists()


def test_a_folder_that_is_gone_or_closed_is_no_trouble(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    log = opened(folder)
    assert not log.write("lỗi", "a")
    folder.mkdir()
    assert log.write("lỗi", "a")
    shutil.rmtree(folder)
    assert not log.write("lỗi", "b")
    assert not append(folder, "lỗi")
    folder.mkdir()
    assert log.write("lỗi", "b")
    assert "lỗi" in text(folder)
    log.close()


def test_a_log_that_was_replaced_is_opened_anew(tmp_path: Path, handler: list[object]) -> None:
    log = opened(tmp_path)
    assert log.write("một", "a")
    os.replace(path_in(tmp_path), tmp_path / "moved.log")
    assert log.write("hai", "b")
    assert "hai" in text(tmp_path)
    assert len(handler) == 2
    log.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_no_trouble(tmp_path: Path) -> None:
    path_in(tmp_path).symlink_to("/dev/full")
    log = opened(tmp_path)
    assert not log.write("lỗi", "a")
    assert not log.write("lỗi", "a")
    log.close()
    assert not append(tmp_path, "lỗi")


def test_words_that_no_file_takes_are_kept_as_they_can_be(tmp_path: Path) -> None:
    log = opened(tmp_path)
    assert log.write("\udcff", "a")
    log.close()
    assert "\\udcff" in text(tmp_path)
