"""`conflicts`, `resolve`: what two copies say differently, and what holds."""

import json
import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from cchc_desktop.office import Office
from cchc_desktop.office.merging import Given
from tests.cli.conftest import Shell

NOW = datetime(2026, 7, 15, 9, 30)


def opened(folder: Path) -> Office:
    return Office.open(folder, lambda: date(2026, 7, 15), lambda: NOW)


def test_differences_are_listed_and_decided(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    assert shell.json("conflicts") == []
    other = tmp_path / "other"
    shutil.copytree(shell.folder, other)
    for folder, text in ((shell.folder, "Của Văn phòng"), (other, "Của Phòng Kinh tế")):
        office = opened(folder)
        office.settings.set_profile(replace(office.settings.require_profile(), archive=text))
        if folder == other:
            sent = office.merging.states()
        office.close()
    office = opened(shell.folder)
    office.merging.take_in(Given(*json.loads(json.dumps([sent.head, sent.dots, sent.rows]))), "Lan")
    office.close()
    [conflict] = shell.json("conflicts")
    assert conflict["field"] == "Nơi lưu"
    assert [(each["value"], each["ours"]) for each in conflict["choices"]] == [
        ("Của Văn phòng", True), ("Của Phòng Kinh tế", False),
    ]  # fmt: skip
    code, out, _ = shell.run("conflicts")
    assert code == 0
    assert "theirs Của Phòng Kinh tế  (" in out
    assert "09:30 15/07/2026" in out
    assert shell.refused("resolve", conflict["id"], "--take", "nobody")
    assert shell.refused("resolve", "office:office:name", "--take", "ours")
    code, out, _ = shell.run("resolve", conflict["id"], "--take", "theirs")
    assert code == 0
    assert "Đã quyết định" in out
    assert shell.json("conflicts") == []
    taken = next(each for each in shell.json("history") if each["operation"] == "Nhận gói của Lan")
    earlier = str(taken["id"] - 1)
    assert "--through-packages" in shell.refused("undo", "--back-to", earlier)
    code, out, _ = shell.run("undo", "--back-to", earlier, "--through-packages")
    assert code == 0
    assert shell.json("conflicts") == []
