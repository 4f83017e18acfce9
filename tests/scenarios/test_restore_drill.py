"""The drill of the guide, with real processes: a backup goes by stick to a PC with a new program."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.sample_office import lay_sample


def run(data: Path, *words: str, code: int = 0) -> Any:
    """What a command answers; for one that is refused, what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "cchc_desktop", "--data", str(data), *words, "--json"],
        check=False, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout) if code == 0 else done.stderr


@pytest.mark.slow
def test_from_a_backup_on_another_pc(tmp_path: Path) -> None:
    old, new, stick = tmp_path / "old", tmp_path / "new", tmp_path / "stick"
    stick.mkdir()
    lay_sample(old, date.today())
    run(old, "backup")
    (backup,) = (old / "backups").glob("*.db")
    shutil.copyfile(backup, stick / backup.name)
    restored = run(new, "restore", str(stick / backup.name))
    assert restored["saved"] is None
    assert restored["holds"]["counts"]["tasks"] == 120
    assert run(new, "plans") == run(old, "plans")
    assert run(new, "check")["ok"]
    # Damage is refused by every command, with the way out; the backup brings the data back.
    path = old / "cchc.db"
    content = path.read_bytes()[:300_000]
    path.write_bytes(content)
    assert "«restore»" in run(old, "plans", code=1)
    rescued = run(old, "rescue", str(path), "--out", str(tmp_path / "rescued"))
    assert rescued["records"] > 50
    assert rescued["missing"]
    assert run(tmp_path / "rescued", "check")["ok"]
    assert path.read_bytes() == content
    again = run(old, "restore", str(backup))
    assert [Path(each).read_bytes() for each in again["set_aside"]] == [content]
    assert run(old, "plans") == run(new, "plans")
    assert run(old, "restore", str(backup), "--list")["differences"] == []
