"""``import-annex``: an annex in a file of its own goes into its plan, told row by row."""

from pathlib import Path

import openpyxl

from tests.cli.conftest import Shell
from tests.cli.test_commands import OFFICE


def _annex(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["KHUNG KẾ HOẠCH CẢI CÁCH HÀNH CHÍNH NĂM 2026"])
    sheet.append(["TT", "Nhiệm vụ", "Sản phẩm", "Chủ trì", "Phối hợp", "Thời gian"])
    task = "Niêm yết công khai thủ tục tại nhà văn hóa các thôn"
    sheet.append([1, task, "Bảng niêm yết", "Phòng Kinh tế", "Các thôn", "Quý II/2026"])
    sheet.append([2, "Tập huấn công chức một cửa", "Báo cáo", "Phòng Văn hóa - Xã hội", None, "Tháng 9/2026"])
    book.save(path := folder / "khung.xlsx")
    return path


def test_an_annex_goes_into_its_plan(shell: Shell, plan_file: Path, tmp_path: Path) -> None:
    shell.json(*OFFICE)
    plan = shell.json("import-plan", str(plan_file))["plan_id"]
    path = str(_annex(tmp_path))
    tried = shell.json("import-annex", path, "--plan", plan[:8], "--dry-run")
    assert len(shell.json("tasks")) == 1
    taken = shell.json("import-annex", path, "--plan", plan)
    for told in (tried, taken):
        assert told["rows"] == 2
        assert [new["text"] for new in told["new"]] == ["Tập huấn công chức một cửa"]
        assert (told["new"][0]["lead"], told["new"][0]["due_date"]) == (
            "Phòng Văn hóa - Xã hội",
            "2026-09-30",
        )
        (filled,) = told["filled"]
        assert filled["place"] == "Trang tính «Sheet», dòng 3"
        assert [field["field"] for field in filled["fields"]] == ["Phối hợp", "Sản phẩm"]
        (different,) = told["different"]
        assert different["fields"] == [
            {"field": "Chủ trì", "plan": "Trung tâm Phục vụ hành chính công", "annex": "Phòng Kinh tế"}
        ]
    rows = {row["text"]: row for row in shell.json("tasks")}
    assert len(rows) == 2
    assert rows["Tập huấn công chức một cửa"]["lead"] == "Phòng Văn hóa - Xã hội"
    assert shell.json("history")[0]["operation"] == "Nhập phụ lục vào kế hoạch"
    again = shell.json("import-annex", path, "--plan", plan)
    assert (again["new"], again["filled"]) == ([], [])
    assert shell.json("check")["ok"]
    shell.json("undo")
    assert len(shell.json("tasks")) == 1


def test_it_says_what_it_does(shell: Shell, plan_file: Path, tmp_path: Path) -> None:
    shell.json(*OFFICE)
    plan = shell.json("import-plan", str(plan_file))["plan_id"]
    code, out, _ = shell.run("import-annex", str(_annex(tmp_path)), "--plan", plan)
    assert code == 0
    assert "thêm 1, điền cho 1, khác với kế hoạch 1" in out
    assert "Khác, giữ theo kế hoạch" in out


def test_an_issued_plan_stays(shell: Shell, plan_file: Path, tmp_path: Path) -> None:
    shell.json(*OFFICE)
    plan = shell.json("import-plan", str(plan_file))["plan_id"]
    shell.json("issue-plan", plan, "--number", "7", "--date", "2026-01-05")
    code, _, err = shell.run("import-annex", str(_annex(tmp_path)), "--plan", plan)
    assert code != 0
    assert "Sửa đổi kế hoạch" in err
