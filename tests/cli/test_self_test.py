"""The self-test: every step for real, and a report that says which of them failed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cchc_desktop.cli import self_test
from cchc_desktop.cli.self_test import Trial
from cchc_desktop.domain.errors import EnvironmentProblem
from cchc_desktop.office.office import Office
from tests.cli.conftest import Shell

DATA_STEPS = tuple(step for step in self_test.STEPS if step[0] not in ("print", "pages"))


@pytest.mark.slow
def test_all_steps(tmp_path: Path) -> None:
    environment = {
        name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "DISPLAY")
    }
    report, data = tmp_path / "kết quả.txt", tmp_path / "data"
    words = ["--data", str(data), "self-test", "--platform", "offscreen", "--report", str(report)]
    run = subprocess.run(
        [sys.executable, "-m", "cchc_desktop", *words],
        capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    # Qt's screen in memory says so for every window of a least size.
    complaints = [line for line in run.stderr.splitlines() if "propagateSizeHints" not in line]
    assert (run.returncode, complaints) == (0, [])
    lines = run.stdout.splitlines()
    assert [line[0] for line in lines[1:-1]] == ["✓"] * len(self_test.STEPS)
    assert lines[-1] == "Chương trình chạy tốt trên máy này."
    assert report.read_text(encoding="utf-8") == run.stdout
    assert not data.exists()


def test_a_step_that_fails_stops_only_those_that_need_it(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Trial) -> str:
        raise EnvironmentProblem("Ổ đĩa đã đầy.")

    def faulty(_: Trial) -> str:
        raise KeyError("a")

    steps = [*DATA_STEPS, ("fault", "Lỗi", faulty)]
    steps[1] = ("plan", "Nhập kế hoạch", broken)
    monkeypatch.setattr(self_test, "STEPS", tuple(steps))
    report = tmp_path / "report.json"
    code, out, err = shell.run("self-test", "--json", "--report", str(report))
    assert (code, err) == (1, "")
    assert report.read_text(encoding="utf-8") == out
    told = json.loads(out)
    assert not told["ok"]
    assert {step["key"]: step["state"] for step in told["steps"]} == {
        "office": "ok",
        "plan": "failed",
        "stop": "ok",
        "figure": "ok",
        "pdf": "skipped",
        "docx": "skipped",
        "xlsx": "ok",
        "survey": "ok",
        "copy": "ok",
        "package": "ok",
        "sign_in": "ok",
        "encrypt": "ok",
        "fault": "failed",
    }
    plan, fault = told["steps"][1], told["steps"][-1]
    assert plan["sentence"] == "Ổ đĩa đã đầy."
    assert "KeyError" in fault["sentence"]
    assert "test_self_test.py" in fault["trace"]
    assert not shell.folder.exists()


def test_what_is_read_back_is_compared(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Office.copy_data

    def other(office: Office, target: Path) -> object:
        copied = real(office, target)
        opened = Office.open(target)
        opened.history.undo()
        opened.close()
        return copied

    monkeypatch.setattr(Office, "copy_data", other)
    monkeypatch.setattr(self_test, "STEPS", tuple(s for s in DATA_STEPS if s[0] in ("office", "copy")))
    code, out, _ = shell.run("self-test")
    assert code == 1
    assert "✗ Sao dữ liệu" in out
    assert out.splitlines()[-1] == "Đạt 1/2 bước."


def test_a_process_that_dies_leaves_the_name_of_its_step(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    script = (
        "import os, sys\n"
        "from cchc_desktop.cli import main, self_test\n"
        "self_test.STEPS = (self_test.STEPS[0], ('pages', 'Mở cửa sổ', lambda trial: os._exit(7)))\n"
        "main(['self-test', '--report', sys.argv[1]])\n"
    )
    assert subprocess.run([sys.executable, "-c", script, report], check=False).returncode == 7
    lines = report.read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("✓ Khai báo cơ quan")
    assert lines[2].startswith("… Mở cửa sổ")
    assert lines[3] == "Đạt 1/2 bước."


def test_a_report_that_cannot_be_written(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "STEPS", (("never", "Không tới", lambda _: pytest.fail("too late")),))
    assert "Không ghi được kết quả" in shell.refused("self-test", "--report", str(tmp_path / "no" / "r.txt"))


def test_a_platform_that_qt_has_not(tmp_path: Path) -> None:
    """Qt itself would end the process without a word in Vietnamese."""
    run = subprocess.run(
        [sys.executable, "-m", "cchc_desktop", "--data", str(tmp_path), "--platform", "gương"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.startswith("Qt trên máy này không có cách vẽ «gương». Hãy chọn: ")
    assert "offscreen" in run.stderr
