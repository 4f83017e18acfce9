"""A backup put back, whole or one record of it, and the readable rest of a damaged file, by commands."""

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.storage.rescue import LIST_NAME
from tests.cli.conftest import Shell
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these

QUARTER, TASKS_DONE, PAPERS = "2026-Q1", "1.04", "1.01"
KEY = f"figures:{QUARTER}:{TASKS_DONE}"


@pytest.fixture
def run(shell: Shell) -> Shell:
    """The commands on an office with one figure, typed by one person."""
    office = ("--name", "Ủy ban nhân dân xã An Bình", "--superior", "UBND tỉnh", "--place", "An Bình")
    shell.json("new-office", *office)
    shell.json("who", "Trần Thị Bình")
    shell.json("set-figure", QUARTER, TASKS_DONE, "5")
    return shell


@pytest.fixture
def backup(run: Shell) -> Path:
    """A backup of it."""
    return Path(run.json("backup")["file"])


def figure(run: Shell, code: str = TASKS_DONE) -> Any:
    """The value of a figure; None where there is none."""
    (found,) = [each for each in run.json("figures", QUARTER) if each["code"] == code]
    return found["value"]


def answer(run: Shell, *words: object) -> Any:
    """The JSON value of a command."""
    return run.json(*map(str, words))


def said(run: Shell, *words: object) -> str:
    """What a command that is done says."""
    code, out, error = run.run(*map(str, words))
    assert (code, error) == (0, "")
    return out


def refused(run: Shell, *given: object) -> str:
    """What a command that is refused says, with --json as without; nothing is changed."""
    words = [str(word) for word in given]
    before = content(run.folder)
    sentence = run.refused(*words)
    assert run.refused(*words, "--json") == sentence
    assert content(run.folder) == before
    return sentence


def work_on(run: Shell) -> None:
    """Two more changes: another value of the figure, and another figure."""
    run.json("set-figure", QUARTER, TASKS_DONE, "8")
    run.json("set-figure", QUARTER, PAPERS, "3")


def content(folder: Path) -> dict[str, bytes]:
    """The files of a folder, but for the one that is held while the data are open."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != "cchc.lock")
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_all_of_it(run: Shell, backup: Path) -> None:
    work_on(run)
    done = answer(run, "restore", backup)
    assert figure(run) == 5
    assert figure(run, PAPERS) is None
    assert done["holds"]["office"] == "Ủy ban nhân dân xã An Bình"
    assert done["holds"]["counts"]["figures"] == 1
    assert done["set_aside"] == []
    # The present was saved first, so this can be taken back as well.
    out = said(run, "restore", done["saved"])
    assert figure(run) == 8
    assert "Đã khôi phục bản sao lưu lúc" in out
    assert done["saved"] in out
    assert "Thao tác cuối: " in out
    assert run.json("check")["ok"]


def test_into_a_folder_without_data(run: Shell, backup: Path, tmp_path: Path) -> None:
    known = figure(run)
    run.folder = tmp_path / "other"
    assert answer(run, "restore", backup)["saved"] is None
    assert figure(run) == known


def test_a_damaged_file_is_kept(run: Shell, backup: Path) -> None:
    path = run.folder / "cchc.db"
    path.write_bytes(path.read_bytes()[:100_000])
    damaged = path.read_bytes()
    assert "«restore»" in refused(run, "figures", QUARTER)
    done = answer(run, "restore", backup)
    assert [Path(each).read_bytes() for each in done["set_aside"]] == [damaged]
    assert figure(run) == 5


def test_the_list_changes_nothing(run: Shell, backup: Path) -> None:
    assert answer(run, "restore", backup, "--list")["differences"] == []
    said_of_none = said(run, "restore", backup, "--list")
    assert "sẽ không mất thao tác nào và không lấy lại thao tác nào." in said_of_none
    work_on(run)
    before = content(run.folder)
    known = answer(run, "restore", backup, "--list")
    assert known["differences"] == [
        {"key": KEY, "kind": "Số liệu", "title": known["differences"][0]["title"],
         "lost": False},
    ]  # fmt: skip
    assert (known["lost"], known["won"]) == (2, 0)
    assert PAPERS in known["newest_lost"][0]["words"]
    out = said(run, "restore", backup, "--list")
    assert "sẽ mất 2 thao tác hiện có" in out
    assert KEY in out
    assert content(run.folder) == before


@pytest.mark.parametrize("named", [KEY, "so lieu 1.04"])
def test_one_record(run: Shell, backup: Path, named: str) -> None:
    """By its key or by words of its title; the rest stays, and it can be undone."""
    work_on(run)
    done = answer(run, "restore", backup, "--only", named)
    assert (done["only"], done["records"]) == (KEY, 1)
    assert figure(run) == 5
    assert figure(run, PAPERS) == 3
    # By words as by its key: it is there, and is the same.
    for same in (KEY, "so lieu 1.04"):
        assert "đã giống" in said(run, "restore", backup, "--only", same)
        assert answer(run, "restore", backup, "--only", same)["records"] == 0
    said(run, "undo")
    assert figure(run) == 8


def test_what_is_not_clear_is_asked_for(run: Shell, backup: Path) -> None:
    said(run, "set-figure", QUARTER, TASKS_DONE, "8")
    said(run, "set-figure", QUARTER, PAPERS, "8")
    two = Path(answer(run, "backup")["file"])
    said(run, "set-figure", QUARTER, TASKS_DONE, "9")
    said(run, "set-figure", QUARTER, PAPERS, "9")
    assert "Có 2 bản ghi hợp với «so lieu»" in refused(run, "restore", two, "--only", "so lieu")
    assert "Không có bản ghi «khong-co»" in refused(run, "restore", two, "--only", "khong-co")
    assert "Không có bản ghi" in refused(run, "restore", backup, "--only", "figures:2026-Q1:1.01")


def test_what_is_no_backup(run: Shell, backup: Path, tmp_path: Path) -> None:
    text, cut = tmp_path / "ghi chép.db", tmp_path / "cut.db"
    text.write_text("Không phải dữ liệu", "utf-8")
    cut.write_bytes(backup.read_bytes()[:100_000])
    for more in ([], ["--list"], ["--only", KEY]):
        assert "Không có tệp" in refused(run, "restore", tmp_path / "none.db", *more)
        for bad, words in ((text, "không phải là dữ liệu của chương trình"), (cut, "bị cắt ngắn")):
            sentence = refused(run, "restore", bad, *more)
            assert words in sentence
            # To restore is no advice to who is at it.
            assert "«restore»" not in sentence
            assert "gõ: restore" not in sentence
            assert "Hãy chọn một bản sao lưu khác" in sentence
    assert "chính là dữ liệu đang dùng" in refused(run, "restore", run.folder)


def test_a_backup_that_is_not_as_it_was_made(run: Shell, backup: Path) -> None:
    changed = bytearray(backup.read_bytes())
    changed[-1] ^= 1
    backup.write_bytes(changed)
    assert "bị hỏng" in refused(run, "restore", backup)


def test_a_whole_file_is_rescued_whole(run: Shell, tmp_path: Path) -> None:
    known, before = figure(run), content(run.folder)
    done = answer(run, "rescue", run.folder, "--out", tmp_path / "rescued")
    assert done["whole"]
    assert done["missing"] == done["back"] == done["mended"] == done["problems"] == []
    assert "Không thấy thiếu gì" in said(run, "rescue", run.folder / "cchc.db", "--out", tmp_path / "again")
    assert content(run.folder) == before
    run.folder = tmp_path / "rescued"
    assert figure(run) == known
    assert run.json("check")["ok"]


def test_the_rest_of_a_damaged_file(run: Shell, tmp_path: Path) -> None:
    path = run.folder / "cchc.db"
    page = path.read_bytes()
    where = page.rindex("Trần Thị Bình".encode()) // 4096 * 4096
    path.write_bytes(page[:where] + bytes(4096) + page[where + 4096 :])
    before = content(run.folder)
    done = answer(run, "rescue", path, "--out", tmp_path / "rescued")
    assert not done["whole"]
    assert done["records"] > 0
    lines = [*done["missing"], *done["back"], *done["mended"], *done["problems"]]
    told = (tmp_path / "rescued" / LIST_NAME).read_text("utf-8")
    assert lines
    assert all(f"- {line}" in told for line in lines)
    out = said(run, "rescue", path, "--out", tmp_path / "again")
    assert str(tmp_path / "again" / LIST_NAME) in out
    assert all(line in out for line in lines)
    assert content(run.folder) == before
    run.folder = tmp_path / "rescued"
    assert run.json("check")["ok"]


def test_what_cannot_be_rescued(run: Shell, tmp_path: Path) -> None:
    empty, text = tmp_path / "empty.db", tmp_path / "text.db"
    empty.write_bytes(b"")
    text.write_text("Không phải dữ liệu" * 1000, "utf-8")
    out = tmp_path / "out"
    assert "Không có tệp" in refused(run, "rescue", tmp_path / "none.db", "--out", out)
    for file in (empty, text):
        assert "không cứu được gì" in refused(run, "rescue", file, "--out", out)
    assert "Đã có" in refused(run, "rescue", run.folder, "--out", tmp_path)
    assert not out.exists()
    assert not list(tmp_path.glob("out*"))


def test_a_way_into_a_file_is_no_folder(run: Shell, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    refused(run, "rescue", run.folder, "--out", tmp_path / "file" / "out")


def test_what_becomes_of_accounts_is_said(run: Shell, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup of before signing in was switched on does not switch it off, and the log says who did it."""

    def types(*lines: str) -> None:
        text = "".join(f"{line}\n" for line in lines)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    user = ("--user", "nguyễn văn an", "--password-stdin")
    types("Abcdef1@")
    assert run.json("users", "on", "Nguyễn Văn An", "--password-stdin")["on"]
    assert "phải đăng nhập" in refused(run, "restore", backup)
    types("Abcdef1@")
    assert "giữ nguyên như hiện nay" in said(run, "restore", backup, "--list", *user)
    types("Abcdef1@")
    out = said(run, "restore", backup, *user)
    assert "giữ nguyên như hiện nay" in out
    assert "Muốn quay lại như trước, gõ: restore" in out
    types("Abcdef1@")
    lines = run.json("users", "log", *user)
    (told,) = [line for line in lines if line["event"] == "restored"]
    assert told["by"] == "Nguyễn Văn An"
    types("Abcdef1@")
    (first, *_) = run.json("history", *user)
    assert (first["operation"], first["officer"]) == ("Khôi phục toàn bộ dữ liệu", "Nguyễn Văn An")
    assert "từ bản sao lưu lúc" in first["subject"]


def test_the_newest_of_a_second_place(run: Shell, backup: Path, tmp_path: Path) -> None:
    work_on(run)
    (tmp_path / "stick").mkdir()
    brought = run.json("backup", "--to", str(tmp_path / "stick"))["to"]["file"]
    said(run, "set-figure", QUARTER, TASKS_DONE, "9")
    for folder in (tmp_path / "stick", Path(brought).parent):
        assert brought in said(run, "restore", folder)
        assert figure(run) == 8
    (tmp_path / "none").mkdir()
    assert "bản sao lưu dùng được" in refused(run, "restore", tmp_path / "none")


def test_an_older_file_that_was_copied_over_the_data_is_told(run: Shell, backup: Path) -> None:
    work_on(run)
    newer = run.json("backup")["file"]
    (run.folder / "cchc.db").write_bytes(backup.read_bytes())
    assert run.json("check")["newer_backup"] == newer
    assert f"thiếu 2 thao tác). Lấy lại: restore {newer}" in said(run, "check")
    code, _, error = run.run("figures", QUARTER)
    assert code == 0
    assert "cũ hơn bản sao lưu" in error
    assert f"gõ: restore {newer}" in error
    said(run, "restore", newer)
    assert run.json("check")["newer_backup"] is None
    assert figure(run) == 8


@pytest.mark.parametrize(("content", "words"), [(b"", "tệp rỗng"), ("chữ".encode(), "tệp văn bản")])
def test_checking_what_is_no_data_gives_one_advice(run: Shell, content: bytes, words: str) -> None:
    (run.folder / "cchc.db").write_bytes(content)
    code, out, _ = run.run("check")
    assert code == 1
    assert words in out
    assert out.count("«restore»") == 1
    assert refused(run, "check", "--repair").count("«restore»") == 1


def test_undo_after_a_full_restore_says_that_the_restore_stays(shell: Shell) -> None:
    shell.demo()
    task = shell.json("tasks")[0]["task_id"]
    shell.json(
        "update-task",
        task,
        "--date",
        "15/3/2026",
        "--percent",
        "40",
        "--result",
        "Xong.",
        "--reason",
        "Sót.",
        "--late-reason",
        "Chờ ý kiến",
    )
    made = shell.json("backup")["file"]
    code, out, _ = shell.run("undo")
    assert code == 0
    assert "khôi phục toàn bộ" not in out
    assert shell.run("restore", made)[0] == 0
    code, out, _ = shell.run("undo")
    assert code == 0
    assert "khôi phục toàn bộ trước đó không hoàn tác" in out


def test_a_sentence_of_undo_ends_with_one_full_stop(shell: Shell) -> None:
    shell.demo()
    assert shell.run("who", "Trần Thị B.")[0] == 0
    assert shell.json("undo")["told"].endswith("B.")
    assert shell.run("redo")[1].strip().endswith("B.")
    out = shell.run("undo")[1].strip()
    assert out.endswith("B.")
    assert not out.endswith("..")
