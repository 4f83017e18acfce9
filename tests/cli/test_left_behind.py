"""A command says on standard error what lay beside the data and was put aside; its answer is as ever."""

import json

from tests.cli.conftest import Shell
from tests.storage.crashes import JOURNAL, aside, crash


def test_a_stray_journal_is_told_once(shell: Shell) -> None:
    shell.demo()
    kept = (shell.folder / "cchc.db").read_bytes()
    shell.run("undo")
    journal = crash(shell.folder)
    (shell.folder / "cchc.db").write_bytes(kept)
    code, out, err = shell.run("tasks", "--json")
    assert code == 0
    assert json.loads(out)
    assert err.count("\n") == 1
    assert "không thuộc về tệp này" in err
    assert str(shell.folder / "set-aside") in err
    assert not (shell.folder / JOURNAL).exists()
    assert aside(shell.folder) == [journal]
    assert shell.json("tasks") == json.loads(out)
    assert shell.run("check")[0] == 0
