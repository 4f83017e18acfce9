"""`attach`, `evidence` and `evidence-zip`."""

import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


@pytest.mark.slow
def test_a_file_is_attached_found_and_packed(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    task = shell.json("tasks")[0]["task_id"]
    scan = tmp_path / "Biên bản.pdf"
    scan.write_bytes(b"%PDF-1.7")
    done = shell.json("attach", str(scan), "--to", f"task:{task}", "--sort", "Biên bản")
    assert (done["name"], done["to"]) == ("Biên bản.pdf", f"task:{task}")
    code, _, err = shell.run("attach", str(scan), "--to", f"task:{task}")
    assert (code, "đã được đính kèm" in err) == (1, True)
    for wrong in ("task:khong-co", "plan:1", "report:2026"):
        assert shell.run("attach", str(scan), "--to", wrong)[0] == 1
    (listed,) = [each for each in shell.json("evidence")["files"] if not each["signed"]]
    assert (listed["id"], listed["sort"], listed["state"]) == (done["id"], "Biên bản", "present")
    target = tmp_path / "goi.zip"
    assert shell.json("evidence-zip", str(target))["files"] >= 1
    with zipfile.ZipFile(target) as archive:
        assert any(name.endswith("-bien-ban.pdf") for name in archive.namelist())
    assert shell.json("evidence", "--missing")["files"] == []
    (kept,) = [path for path in shell.folder.glob("evidence/*/*") if path.is_file()]
    kept.unlink()
    missing = shell.json("evidence", "--missing")
    assert [each["state"] for each in missing["files"]] == ["missing"]
    assert task not in [each["owner"].partition(":")[2] for each in missing["lacking"]]
    code, out, _ = shell.run("check")
    assert (code, "Biên bản.pdf" in out) == (1, True)
