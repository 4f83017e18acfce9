"""`coverage`: what of the superior's plan is answered, proposed, missing; accepted, added, exported."""

from pathlib import Path

from tests.cli.conftest import Shell
from tests.cli.test_commands import OFFICE


def test_coverage(shell: Shell, plan_file: Path, tmp_path: Path) -> None:
    shell.json(*OFFICE)
    ours = shell.json("import-plan", str(plan_file))["plan_id"]
    words = plan_file.read_text(encoding="utf-8")
    more = tmp_path / "tinh.txt"
    more.write_text(words.replace("b) Nhiệm vụ\n", "b) Nhiệm vụ\n\n- Thí điểm kiốt tự phục vụ.\n"), "utf-8")
    above = shell.json("import-plan", str(more))["plan_id"]
    found = shell.json("coverage", ours, "--of", above)
    assert (found["plan_id"], found["of"]) == (ours, above)
    assert found["counts"] == {"answered": 0, "proposed": len(found["lines"]) - 1, "open": 1}
    (missing,) = [line for line in found["lines"] if line["state"] == "open"]
    assert (missing["text"], missing["state"], missing["proposal"]) == (
        "Thí điểm kiốt tự phục vụ.", "open", None
    )  # fmt: skip
    found = shell.json("coverage", ours, "--of", above, "--accept", "--add", missing["number"])
    assert found["counts"]["answered"] == len(found["lines"])
    task = next(line for line in found["lines"] if line["kind"] == "task" and line["id"] != missing["id"])
    assert task["answers"][0]["due"] == "2026-06-30"
    assert shell.json("coverage", ours, "--of", above, "--missing")["lines"] == []
    assert "Đã có (II.1.b, gạch 2): Niêm yết" in shell.run("coverage", ours, "--of", above)[1]
    target = tmp_path / "bang.xlsx"
    shell.json("coverage", ours, "--of", above, "--format", "xlsx", "--out", str(target))
    assert target.stat().st_size > 1000
    assert "khác kế hoạch đang xem" in shell.refused("coverage", ours, "--of", ours)
    again = shell.refused("coverage", ours, "--of", above, "--add", missing["number"])
    assert f"Câu {missing['number']} của cấp trên đã có chỉ tiêu, nhiệm vụ" in again
    assert "Không rõ câu «x»" in shell.refused("coverage", ours, "--of", above, "--add", "x")
    assert "cả «--format» và «--out»" in shell.refused("coverage", ours, "--of", above, "--format", "pdf")
