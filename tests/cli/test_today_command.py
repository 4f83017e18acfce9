"""`today`: what needs a hand on a day, as lines, as JSON, and as a file for the meeting."""

from datetime import date
from pathlib import Path

from tests.cli.conftest import Shell


def test_what_needs_a_hand_is_told_by_urgency(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    year = date.today().year
    told = shell.json("today", "--date", f"10/12/{year}")
    assert told["date"] == f"{year}-12-10"
    assert told["week_ends"] == f"{year}-12-17"
    by = [line["by"] for line in told["lines"]]
    assert by == sorted(by)
    assert {line["source"] for line in told["lines"]} >= {"task", "report"}
    named = next(line for line in told["lines"] if line["officer"])
    mine = shell.json("today", "--date", f"10/12/{year}", "--officer", named["officer"].upper())
    assert mine["officer"] == named["officer"]
    assert named["id"] in [line["id"] for line in mine["lines"]]
    assert len(mine["lines"]) < len(told["lines"])
    code, out, err = shell.run("today", "--date", f"10/12/{year}")
    assert (code, err) == (0, "")
    assert f"Trong 7 ngày tới, đến 17/12/{year}" in out
    assert named["sentence"] in out
    target = tmp_path / "viec.pdf"
    written = shell.json("today", "--out", str(target))
    assert target.read_bytes().startswith(b"%PDF")
    assert written["bytes"] == target.stat().st_size


def test_a_wrong_ending_or_day_is_refused(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    assert shell.run("today", "--out", str(tmp_path / "viec.txt"))[0] == 1
    assert shell.run("today", "--date", "hôm qua")[0] == 1
    assert not (tmp_path / "viec.txt").exists()
