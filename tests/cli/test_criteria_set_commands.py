"""`import-criteria`, `criteria-sets`, `export-criteria`: looked at, stored, refused, written."""

from pathlib import Path

from tests import criteria_files
from tests.cli.conftest import Shell


def test_a_set_is_looked_at_and_stored(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    path = criteria_files.flat(tmp_path / "bo.xlsx")
    seen = shell.json("import-criteria", str(path), "--year", "2026", "--dry-run")
    assert (seen["maximum"], seen["dry_run"], seen["decision"]) == (16, True, "1450/QĐ-UBND")
    area = seen["criteria"][0]
    assert (area["maximum"], [each["maximum"] for each in area["children"]]) == (6, [3, 1, 2])
    assert [(each["row"], each["must_mend"]) for each in seen["problems"]] == [(19, False)]
    assert [each["set"] for each in shell.json("criteria-sets")["sets"]] == ["khoi-dau", "chi-so-766"]
    code, out, _ = shell.run("import-criteria", str(path), "--year", "2026", "--title", "Bộ của tỉnh")
    assert code == 0
    assert "Đã nhập «Bộ của tỉnh» (qd-1450-qd-ubnd)" in out
    assert shell.json("score", "--year", "2026")["set"] == "qd-1450-qd-ubnd"
    back = tmp_path / "lai.xlsx"
    shell.json("export-criteria", "qd-1450-qd-ubnd", "--format", "xlsx", "--out", str(back))
    again = shell.json("import-criteria", str(back), "--year", "2026", "--dry-run")
    assert [each["code"] for each in again["criteria"]] == ["1", "2"]
    assert shell.json("criteria-sets", "--remove", "qd-1450-qd-ubnd")["sets"][0]["set"] == "khoi-dau"


def test_what_does_not_add_up_changes_nothing(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    path = criteria_files.flat(tmp_path / "sai.xlsx", head_most=7)
    seen = shell.json("import-criteria", str(path), "--year", "2026", "--dry-run")
    assert [each["row"] for each in seen["problems"] if each["must_mend"]] == [6, 21]
    assert "dòng 6" in shell.refused("import-criteria", str(path), "--year", "2026")
    assert len(shell.json("criteria-sets")["sets"]) == 2
