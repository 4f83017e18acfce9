"""`rules` and `set-rule`: how each rule stands on a day, as lines, as JSON and as a file."""

from datetime import date
from pathlib import Path

from tests.cli.conftest import Shell


def test_rules_are_told_for_a_day(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    year = date.today().year
    told = shell.json("rules", "--date", f"10/12/{year}")
    assert told["date"] == f"{year}-12-10"
    found = {each["id"]: each for each in told["rules"]}
    share = found["kiem-tra-don-vi"]
    assert (share["value"], share["ends"]) == (50, f"{year}-12-14")
    assert share["source_place"]["page"] == "plan"
    assert share["place"]["register"] == "kiem-tra"
    assert share["met"] == (share["missing"] == 0)
    code, out, err = shell.run("rules", "--date", f"10/12/{year}")
    assert (code, err) == (0, "")
    assert all(each["sentence"] in out for each in told["rules"])
    target = tmp_path / "quy-dinh.xlsx"
    assert shell.json("rules", "--out", str(target))["bytes"] == target.stat().st_size
    assert shell.run("rules", "--out", str(tmp_path / "a.txt"))[0] == 1


def test_a_rule_is_set_and_followed_again(shell: Shell) -> None:
    shell.demo()
    assert shell.run("set-rule", "doi-thoai", "--value", "3")[0] == 1
    assert shell.json("set-rule", "doi-thoai", "--value", "3", "--reason", "CV 12")["value"] == 3
    assert shell.json("set-rule", "ky-nang-so", "--off", "--reason", "Không giao")["off"]
    told = shell.json("rules")
    assert told["off"] == [{"id": "ky-nang-so", "reason": "Không giao"}]
    assert next(each for each in told["rules"] if each["id"] == "doi-thoai")["wanted"] == 3
    assert shell.json("set-rule", "ky-nang-so", "--follow")["reason"] is None
    assert shell.json("rules")["off"] == []
