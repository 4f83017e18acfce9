"""Every command, its JSON, and its refusals."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from cchc_desktop import machine
from cchc_desktop.cli import main
from cchc_desktop.storage.database import FILE_NAME
from tests.cli.conftest import Shell

OFFICE = (
    "new-office", "--name", "Ủy ban nhân dân xã An Bình", "--superior", "Ủy ban nhân dân tỉnh Sông Hương",
    "--place", "An Bình",
)  # fmt: skip


def test_the_whole_way(shell: Shell, plan_file: Path, tmp_path: Path) -> None:
    assert len(shell.json(*OFFICE)["units"]) >= 4
    plan = shell.json("import-plan", str(plan_file))
    assert (plan["level"], plan["unplaced"]) == ("commune", [])
    assert plan["period"] == {"kind": "year", "from": 2026, "to": 2026, "half": None}
    (area,) = plan["areas"]
    assert (area["code"], area["printed_number"]) == (3, "1")
    assert [(t["kind"], t["comparator"], t["value"]) for t in area["targets"]] == [("percent", ">", 95)]
    (task,) = area["tasks"]
    assert (task["lead"], task["due_date"]) == ("Trung tâm Phục vụ hành chính công", "2026-06-30")
    assert plan["duties"][0]["unit"] == "Văn phòng HĐND và UBND"
    assert plan["signer"]["name"] == "Nguyễn Văn An"

    assert [one["plan_id"] for one in shell.json("plans")] == [plan["plan_id"]]
    assert shell.json("show-plan", plan["plan_id"][:8])["areas"] == plan["areas"]

    (row,) = shell.json("tasks")
    assert row["status"] in ("not_due", "overdue")
    done = shell.json(
        "update-task", row["task_id"], "--percent", "100", "--date", "15/06/2026", "--result", "Đã niêm yết"
    )
    assert (done["status"], done["percent"]) == ("done_on_time", 100)
    assert shell.json("tasks", "--overdue") == []
    assert len(shell.json("tasks", "--status", "hoàn thành đúng hạn")) == 1

    issued = shell.json("issue-plan", plan["plan_id"], "--number", "7", "--date", "2026-01-05")
    assert (issued["number"], issued["date"]) == ("7", "2026-01-05")
    for kind in ("pdf", "docx", "xlsx"):
        target = tmp_path / f"plan.{kind}"
        assert (
            shell.json("export-plan", plan["plan_id"], "--format", kind, "--out", str(target))["bytes"] > 1000
        )
        assert target.exists()
    for what in ("decision", "submission", "letter", "copy"):
        words = ("export-plan", plan["plan_id"], "--as", what, "--format", "docx", "--out")
        if what == "decision":
            assert "không kèm theo quyết định" in shell.refused(*words, str(tmp_path / f"{what}.docx"))
        else:
            assert shell.json(*words, str(tmp_path / f"{what}.docx"))["bytes"] > 1000
    letter = shell.json(
        "plan-letter", plan["plan_id"], "--kind", "letter", "--addressees", "Sở Nội vụ; Sở Tài chính",
        "--recipients", "Như trên; Lưu: VT", "--date", "06/01/2026",
    )  # fmt: skip
    assert (letter["addressees"], letter["recipients"]) == ("Sở Nội vụ\nSở Tài chính", "Như trên;\nLưu: VT.")
    assert (letter["date"], letter["kept"]) == ("2026-01-06", True)
    assert not shell.json("plan-letter", plan["plan_id"], "--kind", "letter", "--reset")["kept"]
    for kind in ("xlsx", "pdf"):
        shell.json("export-tasks", "--format", kind, "--out", str(tmp_path / f"tasks.{kind}"))

    place = shell.json("search", "niem yet")[0]["place"]
    assert place == {"page": "tasks", "task_id": row["task_id"]}
    last = "Lấy lại bản đề xuất của văn bản gửi kèm"
    assert shell.json("history")[0]["operation"] == last
    assert shell.json("undo")["operation"] == last
    assert shell.json("redo")["operation"] == last
    assert shell.json("check")["ok"]


def test_dry_run_stores_nothing(shell: Shell, plan_file: Path) -> None:
    assert len(shell.json("import-plan", str(plan_file), "--dry-run")["areas"]) == 1
    assert not shell.folder.exists()
    assert shell.json("plans") == []


def test_what_the_reading_doubts_is_told(shell: Shell, plan_file: Path) -> None:
    text = plan_file.read_text(encoding="utf-8")
    sure = shell.json("import-plan", str(plan_file), "--dry-run")
    assert sure["doubts"] == []
    plan_file.write_text(text.replace("Trên 95% hồ sơ", "Trên 195% hồ sơ"), encoding="utf-8")
    (doubt,) = shell.json("import-plan", str(plan_file), "--dry-run")["doubts"]
    assert (doubt["kind"], doubt["text"]) == ("target", "Trên 195% hồ sơ được trả đúng hạn.")
    assert "lớn hơn 100%" in doubt["doubt"]
    _, out, _ = shell.run("import-plan", str(plan_file), "--dry-run")
    assert "Cần xem lại «Trên 195% hồ sơ được trả đúng hạn.»" in out
    # What was only read has no identity to go on with.
    assert "Mã kế hoạch" not in out
    assert "Mã kế hoạch" in shell.run("import-plan", str(plan_file))[1]


def test_copy_data(shell: Shell, tmp_path: Path) -> None:
    target = tmp_path / "Sao lưu 1"
    assert "chưa có dữ liệu nào" in shell.refused("copy-data", "--out", str(target))
    assert not shell.folder.exists()
    shell.json(*OFFICE)
    copied = shell.json("copy-data", "--out", str(target))
    assert copied["folder"] == str(target)
    assert (copied["evidence"], len(copied["sha256"])) == (0, 64)
    assert copied["bytes"] == (target / "cchc.db").stat().st_size
    code, out, _ = shell.run("copy-data", "--out", str(tmp_path / "Sao lưu 2"))
    assert (code, f"{copied['rows']} bản ghi, giống hệt bản gốc" in out) == (0, True)
    assert "Đã có" in shell.refused("copy-data", "--out", str(target))
    assert "chính là thư mục dữ liệu" in shell.refused("copy-data", "--out", str(shell.folder))


def test_demo(shell: Shell) -> None:
    made = shell.json("demo")
    assert made["tasks"] >= 30
    assert "đã thuộc về" in shell.refused("demo")
    assert "đã thuộc về" in shell.refused(*OFFICE)
    years = {row["due"][:4] for row in shell.json("tasks")}
    assert years == {str(date.today().year)}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show-plan", "gone"), "Không có kế hoạch"),
        (("show-plan", ""), "Không có kế hoạch"),
        (("issue-plan", "gone", "--number", "1", "--date", "1/1/2026"), "Không có kế hoạch"),
        (("tasks", "--status", "lạ"), "Không có tình trạng"),
        (
            ("update-task", "gone", "--percent", "5", "--date", "1/1/2026", "--result", ""),
            "Không có nhiệm vụ",
        ),
        (
            ("update-task", "gone", "--percent", "nhiều", "--date", "1/1/2026", "--result", ""),
            "không phải là số",
        ),
        (("update-task", "gone", "--percent", "5,5", "--date", "1/1/2026", "--result", ""), "số nguyên"),
        (("undo",), "Không còn thao tác"),
        (("redo",), "Không có thao tác"),
        (("import-plan", "gone.txt"), "gone.txt"),
        (("new-office", "--name", " ", "--superior", "x", "--place", "y"), "tên cơ quan"),
        (("new-office", "--name", "a", "--superior", "x", "--place", "y", "--preset", "z"), "mẫu tổ chức"),
    ],
)
def test_refusals(shell: Shell, words: tuple[str, ...], says: str) -> None:
    assert says in shell.refused(*words)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("fly",), "không có 'fly'"),
        (("export-plan", "x", "--format", "pdf", "--as", "odt", "--out", "y"), "hãy chọn"),
        (("export-plan", "x", "--format", "odt", "--out", "y"), "hãy chọn"),
        (("show-plan",), "thiếu tham số"),
        (("plans", "--wrong"), "không có tham số --wrong"),
        (("search",), "thiếu tham số"),
        (("new-office", "--name"), "cần một giá trị"),
        (("undo", "--only", "x"), "--only: «x» không phải là số nguyên."),
    ],
)
def test_wrong_usage(shell: Shell, words: tuple[str, ...], says: str) -> None:
    code, out, err = shell.run(*words)
    assert (code, out) == (2, "")
    assert err.startswith("Sai cú pháp: ")
    assert says in err


def test_bad_dates_and_numbers_change_nothing(shell: Shell, plan_file: Path) -> None:
    plan = shell.json("import-plan", str(plan_file))["plan_id"]
    (row,) = shell.json("tasks")
    before = shell.json("history")
    for words, says in (
        (("issue-plan", plan, "--number", "-1", "--date", "1/1/2026"), "số nguyên dương"),
        (("issue-plan", plan, "--number", "1", "--date", "31/2/2026"), "Không có ngày"),
        (
            ("update-task", row["task_id"], "--percent", "101", "--date", "1/1/2026", "--result", ""),
            "0 đến 100",
        ),
        (("update-task", row["task_id"], "--percent", "5", "--date", "1/1/2999", "--result", ""), "năm 2100"),
        (("export-plan", plan, "--format", "pdf", "--out", "gone/x.pdf"), "gone"),
    ):
        assert says in shell.refused(*words)
    assert shell.json("history") == before


def test_data_open_elsewhere(shell: Shell) -> None:
    from cchc_desktop.office import Office

    office = Office.open(shell.folder)
    assert "cửa sổ khác" in shell.refused("demo")
    # What only reads reads what there is at this moment, and says so beside the answer.
    code, out, err = shell.run("plans", "--json")
    assert (code, out.strip()) == (0, "[]")
    assert err == "Dữ liệu đang được mở ở nơi khác: đã đọc từ một bản chụp lúc này.\n"
    office.close()


def test_a_bug_of_ours_is_one_line_and_a_log(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.json("plans")

    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("cchc_desktop.office.plans.Plans.heads", broken)
    told = shell.refused("plans")
    assert "ZeroDivisionError ở cli/commands.py:" in told
    # What was stored by then nobody knows here.
    assert "còn nguyên" not in told
    assert "Hãy chạy lệnh «check»" in told
    assert str(shell.folder / "crash.log") in told
    kept = (shell.folder / "crash.log").read_text(encoding="utf-8")
    assert "Lệnh: plans" in kept
    assert "cchc_desktop/cli/commands.py:" in kept
    shell.refused("plans")
    assert (shell.folder / "crash.log").read_text(encoding="utf-8").count("Lệnh: plans") == 2


def test_check_that_fails_itself_sends_nobody_to_check(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.json("plans")

    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("cchc_desktop.storage.repairing.check_folder", broken)
    told = shell.refused("check")
    assert "việc này có thể chưa làm xong" in told
    assert "Hãy chạy" not in told


def test_a_report_that_cannot_be_kept_is_said(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.json("plans")
    (shell.folder / "crash.log").mkdir()

    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("cchc_desktop.office.plans.Plans.heads", broken)
    assert "Không ghi được báo cáo lỗi" in shell.refused("plans")


def test_version(shell: Shell) -> None:
    assert shell.run("--version")[1].startswith("CCHC Desktop ")


def test_json_of_the_version(shell: Shell) -> None:
    assert shell.json("--version").startswith("CCHC Desktop ")


def test_relative_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    relative = Shell(Path("xã mẫu"), capsys)
    assert relative.json("demo")["tasks"] > 0
    assert relative.json("check")["ok"]


def test_hostile_words(shell: Shell, plan_file: Path) -> None:
    """Broken bytes, digits that are none, line ends and endless texts get an answer or one line."""
    plan = shell.json("import-plan", str(plan_file))["plan_id"]
    (task,) = [row["task_id"] for row in shell.json("tasks")]
    assert len(shell.json("search", "nie\u0302\u0301m \udcff\udcfe yết")) == 1
    assert shell.json("search", "a" * 60_000) == []
    assert shell.json("search", " ".join(map(str, range(3000)))) == []
    for number in ("²", "1" * 5000, "1.5", "٣", "-1", "\udcff"):
        assert "số nguyên dương" in shell.refused(
            "issue-plan", plan, "--number", number, "--date", "1/1/2026"
        )
    update = ("update-task", task, "--date", "1/1/2026", "--result")
    for percent in ("1" * 5000, "9" * 16 + ",5", "\udcff", "1e3", "0x1", ""):
        shell.refused(*update, "x", "--percent", percent)
    assert shell.json(*update, "Xong \udcff\x00\x1b[1m", "--percent", "5")["result"] == "Xong [1m"
    code, out, err = shell.run("plans", "more\nof\udcff it")
    assert (code, out, err.count("\n")) == (2, "", 1)


def test_texts_of_the_office_are_in_the_normal_form(shell: Shell) -> None:
    words = ("--superior", "UBND  ti\u0309nh\nA", "--place", "\udcffAn Bi\u0300nh")
    made = shell.json("new-office", "--name", "UBND xa\u0303 An\u200b Bi\u0300nh ", *words)
    assert (made["name"], made["superior"], made["place"]) == ("UBND xã An Bình", "UBND tỉnh A", "An Bình")
    assert "địa danh" in Shell(shell.folder / "b", shell._capture).refused(
        "new-office", "--name", "a", "--superior", "b", "--place", "\u200b\udcff"
    )


@pytest.mark.parametrize("empty", ["", " "])
def test_no_data_folder(empty: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["--data", empty, "plans"])
    assert stop.value.code == 2
    assert "--data: cần tên một thư mục" in capsys.readouterr().err


def test_a_crash_is_logged_whatever_its_words(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.json("plans")

    def broken(_: object) -> None:
        raise ZeroDivisionError("\udcff")

    monkeypatch.setattr("cchc_desktop.office.plans.Plans.heads", broken)
    assert "ZeroDivisionError" in shell.refused("plans")
    assert "ZeroDivisionError: <1>" in (shell.folder / "crash.log").read_text(encoding="utf-8")


def test_nobody_listens(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """With standard output closed the work is done; with standard error closed the answer stays clean."""
    monkeypatch.setattr("sys.stdout", None)
    assert main(["--data", str(shell.folder), "demo"]) == 0
    monkeypatch.undo()
    assert len(shell.json("plans")) == 1
    monkeypatch.setattr("sys.stderr", None)
    assert main(["--data", str(shell.folder), "demo"]) == 1
    monkeypatch.undo()
    assert shell._capture.readouterr().out == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a full device")
def test_full_disk_behind_standard_output(shell: Shell) -> None:
    command = [sys.executable, "-m", "cchc_desktop", "--data", str(shell.folder), "plans"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Không ghi được kết quả" in done.stderr


def test_the_history_says_who(shell: Shell) -> None:
    made = shell.json(*OFFICE, "--person", "Trần Thị Lan", "--unit", "Phòng Kinh tế", "--from-before")
    assert "Công chức Tư pháp - Hộ tịch" in made["units"]
    assert shell.json("who") == {"name": "Trần Thị Lan", "position": "", "unit": "Phòng Kinh tế"}
    assert "Không có đơn vị" in shell.refused("who", "Lê Văn Minh", "--unit", "Phòng Lạ")
    shell.json("undo", "--as", "Lê Văn Minh")
    shell.json("redo")
    assert [entry["officer"] for entry in shell.json("history")] == [
        "Trần Thị Lan", "Lê Văn Minh", "Trần Thị Lan",
    ]  # fmt: skip
    assert "Lê Văn Minh: Hoàn tác" in shell.run("history")[1]
    shell.json("who", "Phạm Thị Hoa")
    assert shell.run("who")[1] == "Đang làm việc ở máy này: Phạm Thị Hoa.\n"
    assert "họ và tên" in shell.refused("who", " ")


def test_the_demo_goes_as_it_came(shell: Shell) -> None:
    shell.json("demo")
    shell.json("who", "Trần Thị Lan")
    ended = shell.json("remove-demo")
    # Who works here became an officer of the sample, so something was done in it.
    assert Path(ended["copy"]).is_dir()
    assert shell.json("plans") == shell.json("history") == []
    shell.json(*OFFICE)
    assert "không phải là dữ liệu mẫu" in shell.refused("remove-demo")
    assert len(shell.json("history")) == 1


def test_a_command_that_stumbles_over_damage_says_so(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    shell.demo()

    def broken(_: object) -> None:
        with closing(sqlite3.connect(shell.folder / FILE_NAME)) as connection:
            connection.execute("UPDATE actions SET hash = ''")
            connection.commit()
        raise ZeroDivisionError

    monkeypatch.setattr("cchc_desktop.cli.answers.Office.open", broken)
    told = shell.refused("plans")
    assert "Nhật ký bị sửa ở ngoài chương trình" in told
    assert "ngoài dự kiến" not in told


def test_one_operation_is_undone_or_all_from_one_on(shell: Shell) -> None:
    shell.json(*OFFICE)
    for name in ("An", "Bình", "Cường"):
        shell.json("who", name, "--position", name)
    numbers = {entry["subject"]: entry["id"] for entry in shell.json("history")}
    assert shell.json("undo", "--only", str(numbers["Bình"]))["operation"].startswith("Hoàn tác riêng")
    left = [entry for entry in shell.json("history") if entry["subject"] in numbers and not entry["state"]]
    assert {"An", "Cường"} <= {entry["subject"] for entry in left}
    for number in ("99999", "0", str(2**80)):
        assert f"Không có thao tác số {number}" in shell.refused("undo", "--only", number)
    code, out, _ = shell.run("undo", "--back-to", str(numbers["Bình"]))
    assert (code, out.startswith("Đã hoàn tác 3 thao tác: ")) == (0, True)
    assert {entry["subject"] for entry in shell.json("history") if not entry["state"]} >= {"An"}
    assert "Đã hoàn tác riêng: Thêm công chức: An." in shell.run("undo", "--only", str(numbers["An"]))[1]
    assert shell.run("undo", "--only", "1", "--back-to", "1")[0] == 2


def test_the_journal_is_verified_and_exported(shell: Shell, plan_file: Path, tmp_path: Path) -> None:
    shell.json(*OFFICE)
    shell.json("import-plan", str(plan_file))
    shell.run("who", "=1+1")
    shell.run("undo")
    found = shell.json("journal", "--verify")
    assert found["ok"]
    assert found["problems"] == []
    assert sum(each["actions"] for each in found["chains"]) == found["actions"]
    lines_file = tmp_path / "nhat-ky.jsonl"
    assert shell.json("journal", "--export", str(lines_file))["actions"] == found["actions"]
    head, *actions = (json.loads(line) for line in lines_file.read_text("utf-8").splitlines())
    assert len(actions) == found["actions"] == head["actions"]
    last: dict[str, str] = {}
    for action in actions:
        # As the first line of the file says, without the program.
        rows = [[action[name] for name in head["action_fields"]], *action["changes"]]
        texts = [last.get(action["device_id"], "")]
        texts += [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows]
        digest = sha256("".join(f"{text}\n" for text in texts).encode()).hexdigest()
        assert digest == action["hash"]
        last[action["device_id"]] = digest
    assert last == {each["device"]: each["last_hash"] for each in head["chains"]}
    sheet_file = tmp_path / "nhat-ky.xlsx"
    shell.json("journal", "--export", str(sheet_file))
    book = openpyxl.load_workbook(sheet_file)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    sheet = book["Nhật ký"]
    titles, *rows = sheet.iter_rows(values_only=True)
    assert titles == ("STT", "Lúc", "Người làm", "Máy", "Việc", "Bản ghi", "Cột", "Từ", "Thành")
    assert {row[0] for row in rows} == set(range(1, found["actions"] + 1))
    assert {row[3] for row in rows} == {f"Máy 1 – {machine.name()}"}
    assert isinstance(rows[0][1], datetime)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (
        "landscape", 9, 1,
    )  # fmt: skip
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.freeze_panes == "A2"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.auto_filter.ref == f"A1:I{sheet.max_row}"
    assert all(sheet.row_dimensions[number].height for number in range(1, sheet.max_row + 1))
    told = {row[0]: row[2] for row in book["Giải thích"].iter_rows(values_only=True)}
    assert told["Người xuất"] == "=1+1"
    assert told["Kiểm tra chuỗi mã"] == "Nguyên vẹn."
    assert found["chains"][0]["last_hash"] in str(told[f"Máy 1 – {machine.name()}"])
    assert ".jsonl" in shell.refused("journal", "--export", str(tmp_path / "a.pdf"))


@pytest.mark.slow
def test_check_says_what_it_found_and_repairs_what_is_derived(shell: Shell) -> None:
    shell.demo()
    with closing(sqlite3.connect(shell.folder / FILE_NAME)) as connection:
        connection.execute("UPDATE search_texts SET folded = 'x' WHERE id = 1")
        connection.commit()
    (shell.folder / "cchc.sum").unlink()
    code, out, _ = shell.run("check", "--json")
    found = json.loads(out)
    assert (code, found["ok"], found["problems"]) == (1, False, [])
    assert found["derived"] == ["Chỉ mục tìm kiếm: 1 mục bị sai hoặc không còn dùng."]
    assert shell.json("check", "--repair")["backup"]
    assert shell.json("check")["ok"]
    with closing(sqlite3.connect(shell.folder / FILE_NAME)) as connection:
        connection.execute("UPDATE units SET name = 'X'")
        connection.commit()
    code, out, _ = shell.run("check")
    assert code == 1
    assert "khác với nhật ký" in out
    assert "restore" in shell.refused("check", "--repair")


def test_move_data(shell: Shell, tmp_path: Path) -> None:
    """Commands that name the old folder go on in the new one."""
    target = tmp_path / "Ổ D" / "CCHC"
    assert "chưa có dữ liệu nào" in shell.refused("move-data", "--to", str(target))
    shell.json("demo")
    old = shell.folder
    assert "nằm trong thư mục dữ liệu" in shell.refused("move-data", "--to", str(old / "trong"))
    moved = shell.json("move-data", "--to", str(target))
    assert moved["folder"] == str(target)
    assert Path(moved["kept"]).is_file()
    assert shell.json("plans")
    assert not (old / "cchc.db").exists()
    assert shell.json("who", "Trần Thị Bình")["name"] == "Trần Thị Bình"
    target.rename(tmp_path / "away")
    assert "hiện không thấy ở đó" in shell.refused("plans")
    assert not (old / "cchc.db").exists()
    assert not target.exists()
