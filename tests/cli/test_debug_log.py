"""--debug: what a command did, how long it took, and nothing of what the office wrote."""

from pathlib import Path

from cchc_desktop import log

from .conftest import Shell


def entries(shell: Shell) -> list[str]:
    return log.path_in(shell.folder).read_text(encoding="utf-8").splitlines()


def test_a_command_is_logged_with_what_it_read_and_wrote(shell: Shell, plan_file: Path) -> None:
    code, _, _ = shell.run("--debug", "import-plan", str(plan_file))
    assert code == 0
    plan = shell.json("plans")[0]["plan_id"]
    target = plan_file.with_name("Kế hoạch.pdf")
    shell.run("export-plan", plan, "--format", "pdf", "--out", str(target), "--debug")
    lines = [line.split(" ", 2)[2] for line in entries(shell)]
    stored = [line for line in lines if line.startswith(("cchc.storage", "cchc.office"))]
    assert [line for line in stored if line.startswith("cchc.office operation key=plans.import rows=")]
    assert [line for line in stored if line.startswith("cchc.storage open bytes=")]
    read, child, imported, exported, done = (line for line in lines if line not in stored)
    assert read.startswith(f"cchc.intake read kind=txt bytes={plan_file.stat().st_size} blocks=")
    # What the child read is told first: then it has answered.
    assert child.startswith("cchc.intake child errand=plan ")
    assert imported.startswith("cchc.cli command name=import-plan version=")
    assert " code=0 ms=" in imported
    assert exported.startswith(f"cchc.documents export format=pdf bytes={target.stat().st_size} ms=")
    assert done.startswith("cchc.cli command name=export-plan")
    assert not log.is_on()


def test_nothing_personal_is_logged(shell: Shell, plan_file: Path) -> None:
    shell.run("--debug", "import-plan", str(plan_file))
    shell.run("--debug", "search", "Nguyễn Văn An")
    shell.run("--debug", "new-office", "--name", "UBND xã An Bình", "--superior", "Tỉnh", "--place", "Lam")
    shell.run("--debug", "import-plan", str(plan_file.with_name("Trần Thị Bình.Lan")))
    said = "\n".join(entries(shell))
    assert "name=search" in said
    assert "kind=other error=Refusal" in said
    for word in ("Nguyễn", "An Bình", "Lam", "Lan", "hoach", "Trần", str(plan_file.parent)):
        assert word not in said


def test_without_it_nothing_is_written(shell: Shell) -> None:
    shell.demo()
    assert not log.path_in(shell.folder).parent.exists()


def test_a_log_that_cannot_be_written_is_refused(shell: Shell) -> None:
    shell.folder.mkdir()
    (shell.folder / "logs").touch()
    assert "Không ghi được nhật ký vào" in shell.refused("--debug", "plans")
    assert not (shell.folder / "cchc.db").exists()
