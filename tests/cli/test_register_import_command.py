"""`import-rows`: a file is looked over, taken in with a map, and changes nothing the second time."""

import json
from pathlib import Path

import pytest

from tests import register_files
from tests.cli.conftest import Shell


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return register_files.inspections(tmp_path / "so.xlsx")


def test_a_file_is_looked_over_taken_in_and_known_again(shell: Shell, path: Path, tmp_path: Path) -> None:
    shell.demo()
    before = shell.json("rows", "kiem-tra")
    seen = shell.json("import-rows", "kiem-tra", str(path), "--dry-run")
    assert (len(seen["new"]), seen["mistakes"], seen["remembered"]) == (3, [], False)
    assert seen["unsure"] == ["Thời gian", "Đơn vị"]
    assert shell.json("rows", "kiem-tra") == before
    # What is only guessed is not stored until somebody says so.
    code, out, err = shell.run("import-rows", "kiem-tra", str(path))
    assert (code, out) == (1, "")
    assert "Chưa chắc các cột: «Thời gian» là «ngay»; «Đơn vị» là «don_vi»" in err
    assert shell.json("rows", "kiem-tra") == before
    table = tmp_path / "ghep.json"
    table.write_text(json.dumps({"columns": seen["columns"]}), "utf-8")
    words = ("import-rows", "kiem-tra", str(path), "--map", str(table))
    # Reports of these quarters have gone out.
    assert "hãy ghi lý do đính chính" in shell.run(*words)[2]
    taken = shell.json(*words, "--reason", "Nhập từ sổ giấy")
    assert [row["values"]["don_vi"] for row in taken["new"]] == ["Trạm Y tế", "Trường Mầm non", "Công an xã"]
    assert {cell["field"]: cell["cell"] for cell in taken["new"][0]["changes"]}["van_de"] == "F8"
    assert len(shell.json("rows", "kiem-tra")) == len(before) + 3
    again = shell.json("import-rows", "kiem-tra", str(path))
    assert (again["new"], again["changed"], again["unchanged"], again["remembered"]) == ([], [], 3, True)
    _, out, _ = shell.run("import-rows", "kiem-tra", str(path))
    assert "3 giữ nguyên" in out
    assert shell.json("undo")
    assert shell.json("rows", "kiem-tra") == before


def test_a_decision_is_told_cell_by_cell(shell: Shell, tmp_path: Path) -> None:
    shell.json("new-office", "--name", "UBND xã An Bình", "--superior", "UBND tỉnh", "--place", "An Bình")
    for procedure in ("2.000488", "1.000111", "1.000222"):
        shell.run(
            "add-row",
            "tthc",
            "--field",
            f"ma={procedure}",
            "--field",
            "ten=A",
            "--field",
            "ngay_ap_dung=1/1/2026",
        )
    path = str(register_files.decision(tmp_path / "qd.xlsx"))
    code, _, err = shell.run("import-rows", "tthc", path)
    assert code == 1
    assert "Chưa có cột nào cho mục «Ngày áp dụng». Hãy chọn cột của mục này, hoặc nhập ngày chung" in err
    seen = shell.json("import-rows", "tthc", path, "--day", "15/6/2026", "--dry-run")
    assert [row["values"]["ma"] for row in seen["new"]] == ["1.000690"]
    (changed,) = seen["changed"]
    assert {"field": "le_phi", "cell": "F12", "before": None, "after": "2.000 đồng"} in changed["changes"]
    assert [row["values"]["ngay_bai_bo"] for row in seen["abolished"]] == ["2026-06-15"]
    assert [row["values"]["ma"] for row in seen["unknown"]] == ["1.009999"]
    assert [row["values"]["ma"] for row in seen["absent"]] == ["1.000222"]
    _, out, _ = shell.run("import-rows", "tthc", path, "--day", "15/6/2026")
    assert "1 mới, 1 sửa, 1 hết hiệu lực, 1 không có trong sổ" in out
    assert "Lệ phí: trống → 2.000 đồng" in out
    whole = shell.json("import-rows", "tthc", path, "--day", "1/7/2026", "--whole")
    assert [row["values"]["ma"] for row in whole["abolished"]] == ["1.000222"]


def test_what_is_wrong_is_told_and_nothing_stored(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    before = shell.json("rows", "kiem-tra")
    headers = ["Ngày kiểm tra", "Đơn vị được kiểm tra", "Loại kiểm tra"]
    path = str(
        register_files.table(
            tmp_path / "sai.xlsx", headers, ["32/1/2026", "A", "Định kỳ"], ["3/1/2026", "B", "Định kỳ"]
        )
    )
    seen = shell.json("import-rows", "kiem-tra", path, "--dry-run")
    assert [(each["sheet"], each["cell"], each["field"]) for each in seen["mistakes"]] == [
        ("Sổ", "A2", "ngay")
    ]
    code, _, err = shell.run("import-rows", "kiem-tra", path)
    assert code == 1
    assert "1 chỗ sai nên chưa nhập dòng nào. Ô A2" in err
    assert shell.json("rows", "kiem-tra") == before
    shell.run("import-rows", "kiem-tra", path, "--skip-wrong", "--reason", "Nhập từ sổ giấy")
    assert len(shell.json("rows", "kiem-tra")) == len(before) + 1
    for text, words in (
        ("[1]", "không phải bảng ghép cột"),
        ('{"register": "tthc", "columns": {}}', "của sổ"),
    ):
        (tmp_path / "ghep.json").write_text(text, "utf-8")
        code, _, err = shell.run("import-rows", "kiem-tra", path, "--map", str(tmp_path / "ghep.json"))
        assert code == 1
        assert words in err
    code, _, err = shell.run("import-rows", "kiem-tra", path, "--map", str(tmp_path / "khong.json"))
    assert (code, "Không đọc được tệp" in err) == (1, True)


def test_a_file_whose_headers_say_nothing_is_mapped_once(shell: Shell, tmp_path: Path) -> None:
    headers = ["TT", "Làm hôm nào", "Cách làm", "Nói về gì", "Bao nhiêu"]
    path = register_files.table(tmp_path / "la.xlsx", headers, [1, "5/1/2026", "Hội nghị", "A", 3])
    code, _, err = shell.run("import-rows", "tuyen-truyen", str(path))
    assert code == 1
    # What stands in a column tells one of them; nothing is taken on that alone.
    assert "Chưa chắc các cột: «Cách làm» là «hinh_thuc»" in err
    code, _, err = shell.run("import-rows", "tuyen-truyen", str(path), "--confirm-all")
    assert (code, "Chưa có cột nào cho mục" in err) == (1, True)
    keys = ["ngay", "hinh_thuc", "chu_de", "so_luong"]
    made = tmp_path / "map.json"
    made.write_text(json.dumps({"columns": dict(zip(headers[1:], keys, strict=True))}), "utf-8")
    assert len(shell.json("import-rows", "tuyen-truyen", str(path), "--map", str(made))["new"]) == 1
    again = shell.json("import-rows", "tuyen-truyen", str(path))
    assert (again["new"], again["changed"], again["unchanged"]) == ([], [], 1)
