"""The real window, ended badly in each way, and what the next start says of it."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.faults.crash_log import path_in
from cchc_desktop.faults.ending import MARK
from tests.sample_office import lay_sample

pytestmark = pytest.mark.slow

PROGRAM = Path(__file__).with_name("end_badly.py")
ROOT = Path(__file__).resolve().parents[2]
LOST = "phần đang gõ dở đã mất."
WHOLE = f"; dữ liệu đã lưu còn nguyên; {LOST}"
CHECKED = f"; dữ liệu đã lưu còn nguyên (đã kiểm tra); {LOST}"


def run(folder: Path, how: str) -> tuple[int, str]:
    """The exit code of a window that ends in this way, and what it said."""
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder), how],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    return done.returncode, done.stdout.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lay_sample(tmp_path, date.today())
    return tmp_path


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_what_the_next_start_says(folder: Path) -> None:
    code, said = run(folder, "below")
    assert code < 0
    assert "Fatal Python error: Segmentation fault" in path_in(folder).read_text(encoding="utf-8")
    assert run(folder, "look") == (0, f"Lần trước chương trình dừng đột ngột do lỗi{CHECKED}")
    assert run(folder, "look") == (0, "nothing")
    assert not (folder / MARK).exists()

    run(folder, "killed")
    code, said = run(folder, "look")
    assert said == f"Lần trước chương trình bị tắt đột ngột{CHECKED}"

    code, said = run(folder, "fault-and-killed")
    assert said == "dialog ZeroDivisionError"
    code, said = run(folder, "look")
    assert said == f"Lần trước chương trình gặp lỗi rồi dừng đột ngột{CHECKED}"

    # Whoever goes on after a fault and closes the window has been told already.
    assert run(folder, "fault-and-closed") == (0, "dialog ZeroDivisionError")
    assert run(folder, "look") == (0, "nothing")


def test_a_fault_outside_the_window_s_life_is_shown_too(folder: Path) -> None:
    # Where nothing was stored since the end before, the checksum of then vouches for the data.
    for how, said in (("before-the-window", WHOLE), ("at-the-end", CHECKED)):
        assert run(folder, how) == (1, "dialog ZeroDivisionError")
        assert run(folder, "look")[1] == f"Lần trước chương trình gặp lỗi rồi dừng đột ngột{said}"
