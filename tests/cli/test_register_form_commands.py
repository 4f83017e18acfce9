"""An office's own register without a window: from a file, changed, written out, deleted, brought back."""

from pathlib import Path

from tests.cli.conftest import Shell

CARS = """
id = "xe-cong"
name = "Xe công"
day = "ngay"
row_name = "xe"

[[field]]
key = "ngay"
label = "Ngày"
holds = "day"

[[field]]
key = "xe"
label = "Biển số xe"

[[field]]
key = "km"
label = "Số ki-lô-mét"
"""


def test_a_register_is_added_changed_and_deleted(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    path = tmp_path / "xe.toml"
    path.write_text(CARS, "utf-8")
    assert shell.json("add-register", str(path), "--dry-run")["id"] == "xe-cong"
    assert "xe-cong" not in [each["id"] for each in shell.json("registers")]
    added = shell.json("add-register", str(path))
    assert [each["key"] for each in added["fields"]] == ["ngay", "xe", "km"]
    shell.json("add-row", "xe-cong", "--field", "ngay=5/2/2026", "--field", "km=khoảng 30")
    path.write_text(CARS + 'holds = "number"\n', "utf-8")
    (note,) = shell.json("add-register", str(path))["notes"]
    assert note.startswith("«Số ki-lô-mét» ở 1 dòng không đọc được")
    form = tmp_path / "mau.toml"
    shell.json("export-register-form", "xe-cong", "--out", str(form))
    code, out, _ = shell.run("add-register", str(form))
    assert (code, "Không có gì thay đổi" in out) == (0, True)
    assert shell.json("export-register-form", "xe-cong")["text"] == form.read_text("utf-8")
    assert shell.json("delete-register", "xe-cong")["rows"] == 1
    shell.json("undo")
    (row,) = shell.json("rows", "xe-cong")
    assert (row["values"], row["unread"]) == ({"ngay": "2026-02-05"}, {"km": "khoảng 30"})


def test_the_program_s_register_goes_back(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    form = tmp_path / "mau.toml"
    shell.json("export-register-form", "kiem-tra", "--out", str(form))
    form.write_text(form.read_text("utf-8").replace("Đơn vị được kiểm tra", "Nơi được kiểm tra"), "utf-8")
    assert shell.json("add-register", str(form))["fields"][1]["label"] == "Nơi được kiểm tra"
    assert shell.json("reset-register", "kiem-tra")["reset"] is True
    assert shell.json("reset-register", "kiem-tra")["reset"] is False
    code, _, err = shell.run("delete-register", "kiem-tra")
    assert (code, "không xóa được" in err) == (1, True)


def test_a_file_that_is_no_register_is_refused(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    path = tmp_path / "xe.toml"
    path.write_bytes(b"\xff\xfe")
    assert shell.run("add-register", str(path))[0] == 1
    path.write_text(CARS.replace('day = "ngay"', 'day = "xe"'), "utf-8")
    code, _, err = shell.run("add-register", str(path))
    assert (code, "xe.toml" in err) == (1, True)
