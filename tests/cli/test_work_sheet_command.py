"""`work-sheet`: one officer, one unit, the whole office; shown and as a file."""

from pathlib import Path

import openpyxl

from tests.cli.conftest import Shell


def test_sheets_are_shown_and_written(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    everything = shell.json("work-sheet", "--period", "2026-Q1")
    assert everything["rule"]["id"] == "nd335"
    officer = max(
        (each for each in everything["sheets"] if "officer" in each), key=lambda each: each["given"]
    )
    one = shell.json("work-sheet", "--officer", officer["officer"].upper(), "--period", "2026-q1")
    assert one == officer
    assert one["result"] == round((one["done"] + one["good"] + one["in_time"]) / one["given"] / 3 * 70, 2)
    assert len(one["tasks"]) >= 1
    code, out, _ = shell.run("work-sheet", "--officer", officer["officer"], "--period", "2026-Q1")
    assert code == 0
    assert "× 23,33 = " in out
    other = shell.json(
        "work-sheet", "--officer", officer["officer"], "--period", "2026-Q1", "--rule", "hai-phong-212"
    )
    assert [part["name"] for part in other["parts"]] == ["Số lượng", "Chất lượng", "Tiến độ"]
    unit = next(each for each in everything["sheets"] if "unit" in each)
    assert shell.json("work-sheet", "--unit", unit["unit"], "--period", "2026-Q1") == unit
    target = tmp_path / "phieu.xlsx"
    shell.json("work-sheet", "--officer", officer["officer"], "--period", "2026-Q1", "--out", str(target))
    words = [
        str(cell.value) for row in openpyxl.load_workbook(target).worksheets[0] for cell in row if cell.value
    ]
    assert any(officer["officer"] in word for word in words)
    target = tmp_path / "phong.pdf"
    shell.json(
        "work-sheet", "--unit", unit["unit"], "--period", "2026-Q1", "--format", "pdf", "--out", str(target)
    )
    assert target.stat().st_size > 10_000


def test_what_cannot_be_shown_is_said(shell: Shell) -> None:
    shell.demo()
    assert "Hãy ghi tháng như 2026-05" in shell.refused("work-sheet", "--period", "2026-Q9")
    assert "danh sách công chức" in shell.refused("work-sheet", "--period", "2026-Q1", "--officer", "Ai Đó")
    assert "Không có đơn vị «X»" in shell.refused("work-sheet", "--period", "2026-Q1", "--unit", "X")
    both = ("work-sheet", "--period", "2026-Q1", "--unit", "X", "--officer", "Y")
    assert "không ghi cả hai" in shell.refused(*both)
    assert "đuôi .xlsx, .pdf" in shell.refused("work-sheet", "--period", "2026-Q1", "--out", "a.txt")
    assert "không áp dụng" in shell.refused("work-sheet", "--period", "2025-12", "--rule", "nd335")
