"""`export-plan --as …`: every table of a plan in its formats, and what does not go together."""

from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.cli.test_commands import OFFICE


@pytest.mark.parametrize("what", ["matrix", "calendar", "framework", "funding"])
def test_tables_are_exported(shell: Shell, plan_file: Path, tmp_path: Path, what: str) -> None:
    shell.json(*OFFICE)
    plan = shell.json("import-plan", str(plan_file))["plan_id"]
    for kind in ("pdf", "docx", "xlsx", *(("ics",) if what == "calendar" else ())):
        target = tmp_path / f"{what}.{kind}"
        found = shell.json("export-plan", plan, "--as", what, "--format", kind, "--out", str(target))
        assert found == {"file": str(target), "bytes": target.stat().st_size, "errors": []}


def test_what_does_not_go_together_is_refused(shell: Shell, plan_file: Path, tmp_path: Path) -> None:
    shell.json(*OFFICE)
    plan = shell.json("import-plan", str(plan_file))["plan_id"]
    out = ("--out", str(tmp_path / "x.xlsx"))
    refused = {
        ("--as", "matrix", "--format", "ics"): "chỉ dùng với «--as calendar»",
        ("--as", "matrix", "--format", "xlsx", "--columns", "nguoi"): "chỉ dùng với «--as framework»",
        ("--as", "framework", "--format", "xlsx", "--columns", "x"): "không có cột «x»",
        ("--as", "plan", "--format", "xlsx", "--turn", "1"): "chỉ dùng với «--as issued»",
    }
    for words, told in refused.items():
        assert told in shell.refused("export-plan", plan, *words, *out)
    assert not (tmp_path / "x.xlsx").exists()
    columns = ("--as", "framework", "--format", "xlsx", "--columns", "nguoi,chu-tri")
    assert shell.json("export-plan", plan, *columns, *out)["bytes"] > 1000
