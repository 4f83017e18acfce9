"""What is stored and what is said of it never differ: whatever becomes of the answer, stored is done."""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TextIO

import pytest

from cchc_desktop import cli
from cchc_desktop.cli import (
    commands,
    directive_commands,
    figure_commands,
    plan_life_commands,
    report_commands,
    streams,
    task_commands,
)
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.office.desk import Desk
from cchc_desktop.office.figures import Figures
from cchc_desktop.office.history import History
from cchc_desktop.storage.changes import Changes
from cchc_desktop.storage.store import Store
from tests.catalogue.newer import newer_catalogue
from tests.cli.conftest import PLAN_TEXT, Shell
from tests.intake.annexes import annex, fill, saved

OFFICE = ("--name", "UBND xã An Bình", "--superior", "UBND tỉnh", "--place", "An Bình")
TASK = "TASK"
"""Stands for the identity of a task of the sample."""
PLAN = "PLAN"
WRITING: dict[str, tuple[str, ...]] = {
    "new-office": ("new-office", *OFFICE),
    "demo": ("demo",),
    "remove-demo": ("remove-demo",),
    "import-plan": ("import-plan", "{plan}"),
    "issue-plan": ("issue-plan", PLAN, "--number", "7", "--date", "05/01/2026"),
    "plan-letter": ("plan-letter", PLAN, "--kind", "submission", "--number", "7"),
    "update-task": (
        "update-task", TASK, "--percent", "40", "--date", "14/06/2026", "--result", "Đang làm",
        "--late-reason", "Chờ văn bản hướng dẫn",
        "--reason", "Sót",
    ),
    "assign": ("assign", TASK, "--officer", "Lê An"),
    "set-figure": ("set-figure", "2030-Q1", "1.01", "7"),
    "set-opening": ("set-opening", "2030-9T", "1.01", "7"),
    "import-figures": ("import-figures", "{annex}", "2026-Q1"),
    "catalogue": ("catalogue", "--import", "{catalogue}"),
    "set-dossiers": ("set-dossiers", "2030-Q1", "Hộ tịch", "--online", "7"),
    "set-form-row": ("set-form-row", "II.07b", "2030-Q1", "UBND xã", "--set", "4=7"),
    "add-directive": (
        "add-directive", "--date", "05/01/2026", "--number", "7", "--subject", "Công văn", "--reason", "Sót",
    ),
    "undo": ("undo",),
    "redo": ("redo",),
}  # fmt: skip
"""Every command that stores something of the office, as it does so in the sample or in a new folder."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What commands take in."""
    folder = tmp_path_factory.mktemp("files")
    book = annex(on=date(2026, 3, 14))
    fill(book.active, {"1.01": 7})
    (folder / "new.toml").write_text(newer_catalogue("2029.1", "2029-12-15"), encoding="utf-8")
    (folder / "plan.txt").write_text(PLAN_TEXT, encoding="utf-8")
    return {
        "{plan}": str(folder / "plan.txt"),
        "{annex}": str(saved(book, folder / "annex.xlsx")),
        "{catalogue}": str(folder / "new.toml"),
    }


@pytest.fixture
def ready(shell: Shell, files: dict[str, str]) -> Callable[[str], list[str]]:
    """The words of a command, on data where it has something to store."""

    def prepare(name: str) -> list[str]:
        words = list(WRITING[name])
        if name not in ("new-office", "demo", "import-figures"):
            shell.demo()
        if name == "import-figures":
            shell.json("new-office", *OFFICE)
        if name in ("undo", "redo"):
            shell.json("set-figure", "2030-Q1", "1.01", "7")
        if name == "redo":
            shell.json("undo")
        if PLAN in words:
            shell.json("import-plan", files["{plan}"])
            words[words.index(PLAN)] = shell.json("plans")[-1]["plan_id"]
        if TASK in words:
            words[words.index(TASK)] = shell.json("tasks")[0]["task_id"]
        return [files.get(word, word) for word in words]

    return prepare


def actions(shell: Shell) -> list[str]:
    """What the journal holds, undone or not; nothing where there is none."""
    if not (shell.folder / "cchc.db").exists():
        return []
    db = sqlite3.connect(shell.folder / "cchc.db")
    try:
        return [str(row) for row in db.execute("SELECT id, label, state FROM actions")]
    finally:
        db.close()


def test_every_command_is_known_to_store_or_not() -> None:
    reading = {
        "plans", "show-plan", "export-plan", "tasks", "export-tasks", "search", "guide", "quick-card",
        "history", "check", "copy-data", "self-test", "figures", "check-period", "periods", "export-report",
        "export-form", "forms", "form-rows", "dossiers", "directives", "who", "users", "trace",
        "corrections",
    }  # fmt: skip
    assert {*WRITING, *reading} <= set(commands.COMMANDS)


@pytest.mark.parametrize("name", WRITING)
def test_a_command_is_one_operation(
    name: str, ready: Callable[[str], list[str]], shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that nothing of it is stored where something of it is refused."""
    words = ready(name)
    heard: list[Changes] = []
    publish = Desk.publish

    def heard_of(desk: Desk, changes: Changes) -> Changes:
        heard.append(changes)
        return publish(desk, changes)

    monkeypatch.setattr(Desk, "publish", heard_of)
    shell.json(*words)
    assert [bool(changes) for changes in heard] == [True]


class Broken(RuntimeError):
    """A fault of ours."""


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        *((name, Broken) for name in WRITING),
        *(("set-figure", kind) for kind in (Refusal, EnvironmentProblem, KeyboardInterrupt)),
    ],
)
def test_a_fault_after_storing_says_what_is_stored(
    name: str,
    fault: type[Exception],
    ready: Callable[[str], list[str]],
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words = ready(name)
    before = actions(shell)

    def close(store: Store) -> None:
        monkeypatch.undo()
        store.close()
        raise fault("hỏng")

    monkeypatch.setattr(Store, "close", close)
    code, out, err = shell.run(*words)
    assert code == 0
    assert out.startswith("Đã lưu: ")
    assert err.count("\n") == 1
    assert err.startswith("Đã lưu (")
    assert "chưa báo lại được kết quả" in err
    assert len(err) < 510
    assert actions(shell) != before


def test_a_figure_that_cannot_be_described_is_stored(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise Broken

    shell.json("periods")
    monkeypatch.setattr(figure_commands, "_stored", broken)
    code, out, err = shell.run("set-figure", "2026-Q1", "3.14", "7", "--json")
    assert (code, json.loads(out)) == (0, {"stored": json.loads(out)["stored"]})
    assert "3.14" in out
    assert "Broken" in err
    monkeypatch.undo()
    assert shell.json("figures", "2026-Q1")[0]["code"] == "1.01"
    assert any(row["code"] == "3.14" and row["value"] == 7 for row in shell.json("figures", "2026-Q1"))


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ((History, "told"), ("undo",)),
        ((report_commands, "_dossier_line"), ("set-dossiers", "2026-Q1", "Hộ tịch", "--online", "7")),
        ((directive_commands, "_directive_record"), WRITING["add-directive"]),
        ((task_commands, "edit_words"), ("assign", TASK, "--officer", "Lê An")),
        ((task_commands, "_task_record"), WRITING["update-task"]),
        ((plan_life_commands, "plan_record"), WRITING["issue-plan"]),
        ((figure_commands, "_catalogue_record"), WRITING["catalogue"]),
        ((figure_commands, "_draft_record"), ("import-figures", "{annex}", "2026-Q1")),
    ],
)
def test_each_description_may_fail(
    place: tuple[Any, str],
    words: tuple[str, ...],
    ready: Callable[[str], list[str]],
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed = ready(words[0])
    before = actions(shell)

    def broken(*_: object) -> None:
        raise Broken

    monkeypatch.setattr(*place, broken)
    code, _, err = shell.run(*typed)
    monkeypatch.undo()
    assert (code == 0) is (actions(shell) != before)
    assert err.startswith("Đã lưu (") is (code == 0)


def test_a_refusal_of_the_form_leaves_its_row_as_it_was(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.json("set-figure", "2026-Q1", "3.14", "410", "--note", "theo sổ")
    shell.json("set-dossiers", "2026-Q1", "Hộ tịch", "--online", "5")

    def refuse(*_: object) -> None:
        raise Refusal("Không lấy được.")

    monkeypatch.setattr(Figures, "take_form", refuse)
    for online in ("7", "5"):
        said = shell.refused("set-dossiers", "2026-Q1", "Hộ tịch", "--online", online, "--replace")
        assert said == "Không lấy được."
    monkeypatch.undo()
    rows = {row["field"]: row for row in shell.json("dossiers", "2026-Q1")["rows"]}
    assert rows["Hộ tịch"]["online"] == 5
    typed = {row["code"]: row for row in shell.json("figures", "2026-Q1")}["3.14"]
    assert (typed["value"], typed["note"]) == (410, "theo sổ")


# Real streams


def run(shell: Shell, words: list[str], **streams_: Any) -> "subprocess.CompletedProcess[str]":
    """The program as a process of its own."""
    command = [sys.executable, "-m", "cchc_desktop", "--data", str(shell.folder), *words]
    return subprocess.run(command, text=True, check=False, **streams_)


@pytest.fixture
def full() -> Iterator[Any]:
    """A device that is always full."""
    if not Path("/dev/full").exists():
        pytest.skip("needs a full device")
    with open("/dev/full", "w") as device:
        yield device


@pytest.fixture
def gone() -> Iterator[int]:
    """A pipe whose reader has gone."""
    read, write = os.pipe()
    os.close(read)
    yield write
    os.close(write)


@pytest.fixture
def listener(kind: str, request: pytest.FixtureRequest) -> Iterator[TextIO]:
    """A full device, or a pipe whose reader has gone, as a standard output of this process."""
    stream = request.getfixturevalue(kind)
    with open(os.dup(stream if kind == "gone" else stream.fileno()), "w", encoding="utf-8") as answers:
        yield answers


@pytest.mark.parametrize("name", WRITING)
@pytest.mark.parametrize("kind", ["full", "gone"])
def test_what_is_stored_is_done_whoever_listens(
    name: str,
    kind: str,
    ready: Callable[[str], list[str]],
    shell: Shell,
    listener: TextIO,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ready(name)
    before = actions(shell)
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", listener)
        assert cli.main(["--data", str(shell.folder), *words]) == 0
    err = capsys.readouterr().err
    assert err.startswith("Đã làm xong nhưng không ghi được kết quả")
    assert err.count("\n") == 1
    assert actions(shell) != before


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["full", "gone"])
def test_a_process_whose_answer_nobody_takes_ends_well(
    kind: str, shell: Shell, request: pytest.FixtureRequest
) -> None:
    """As the others in this process; here its streams are closed at the end, too."""
    words = ["set-figure", "2030-Q1", "1.01", "7"]
    done = run(shell, words, stdout=request.getfixturevalue(kind), stderr=subprocess.PIPE)
    assert done.returncode == 0
    assert done.stderr.startswith("Đã làm xong nhưng không ghi được kết quả")
    assert done.stderr.count("\n") == 1
    assert actions(shell)


@pytest.mark.slow
def test_nobody_hears_anything_and_it_is_done(shell: Shell, full: Any) -> None:
    assert run(shell, ["set-figure", "2026-Q1", "3.14", "7"], stdout=full, stderr=full).returncode == 0
    assert run(shell, ["set-figure", "2026-Q1", "3.14", "bảy"], stdout=full, stderr=full).returncode == 1
    assert any(row["value"] == 7 for row in shell.json("figures", "2026-Q1"))


def test_a_reader_that_has_gone_heard_enough(shell: Shell, gone: int) -> None:
    shell.json("periods")
    done = run(shell, ["figures", "2026-Q1"], stdout=gone, stderr=subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_full_device_is_an_error_where_the_answer_is_all(shell: Shell, full: Any) -> None:
    done = run(shell, ["figures", "2026-Q1"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr.startswith("Không ghi được kết quả ra đầu ra chuẩn")


# The line on stderr


@pytest.mark.parametrize(
    "words",
    [
        ["show-plan", "x\u202e" * 3000],
        ["set-figure", "2026-Q1", "9" * 5000, "1"],
        ["plans", "\x1b[31m" * 500],
        ["set-figure", "2026-Q1\x07\u2066", "3.14", "1"], ["figures", "kỳ" * 5000], ["x\x1b]0;t\x07" * 900],
        ["set-figure", "2026-Q1", "3.14", "\udcff" * 900], ["catalogue", "--check", "a\u202e\n" * 99],
        ["import-plan", "/tmp/" + "\u200f" * 50 + "x" * 200 + ".docx"], ["search", "--x" + "y" * 5000],
    ],
)  # fmt: skip
def test_the_line_on_stderr_is_short_and_all_seen(shell: Shell, words: list[str]) -> None:
    code, _, err = shell.run(*words)
    assert code in (1, 2)
    assert err.count("\n") == 1
    assert len(err) <= 501
    assert not set(err) & set("\u202e\u2066\u200f\x1b\x07\udcff")


def test_names_of_files_are_shown_without_what_turns_them(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    target = tmp_path / "a\u202efdp.pdf"
    code, out, err = shell.run("quick-card", "--format", "pdf", "--out", str(target))
    assert (code, err, target.exists()) == (0, "", True)
    assert "\u202e" not in out
    assert shell.json("quick-card", "--format", "pdf", "--out", str(target))["file"] == str(target)


def test_a_stream_is_cut_off_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert streams.answer("x") is None
    assert cli.main(["--version"]) == 0
