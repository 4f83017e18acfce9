"""set-opening and import-figures --opening: what an office had reported before it began."""

from typing import Any

from tests.cli.conftest import Shell


def row(shell: Shell, code: str, period: str) -> dict[str, Any]:
    """One row of ``figures``."""
    (found,) = [each for each in shell.json("figures", period) if each["code"] == code]
    return dict(found)


def test_an_opening_figure_is_given_and_read_back(shell: Shell) -> None:
    given = shell.json("set-opening", "2026-9T", "1.20", "1.234", "--source", "Báo cáo số 45", "--note", "Đủ")
    assert (given["code"], given["value"], given["source"], given["note"]) == (
        "1.20", 1234, "Báo cáo số 45", "Đủ",
    )  # fmt: skip
    assert given["opening"] == {"period": "2026-9T", "value": 1234}
    assert shell.json("set-opening", "2026-Q3", "1.20", "35")["source"] == "Báo cáo số 45"
    shell.json("set-figure", "2026-Q4", "1.20", "7")
    year = row(shell, "1.20", "2026-N")
    assert (year["value"], year["lacks"], year["opening"]) == (42, [], {"period": "2026-9T", "value": 35})
    assert row(shell, "1.20", "2026-6T")["opening"] is None
    assert row(shell, "1.20", "2026-Q3")["value"] is None
    out = shell.run("figures", "2026-N")[1]
    assert "Có số lũy kế ban đầu 9 tháng đầu năm 2026" in out
    assert "trang thông tin điện tử: 42 tin, bài, gồm số ban đầu" in out
    shell.json("set-opening", "2026-9T", "1.21", "--none")
    assert shell.json("set-opening", "2026-9T", "1.22", "5", "--estimate")["estimate"]
    assert row(shell, "1.21", "2026-9T")["state"] == "none"
    assert "Số lũy kế ban đầu 9 tháng đầu năm 2026: chưa có" not in shell.run("check-period", "2026-N")[1]
    shell.json("set-figure", "2026-Q4", "1.23", "2")
    assert shell.json("check-period", "2026-N")["gaps"] == {
        "2026-9T": ["1.23"], "2026-Q4": ["1.21", "1.22"],
    }  # fmt: skip
    assert (
        "Số lũy kế ban đầu 9 tháng đầu năm 2026: chưa có 1 số liệu"
        in (shell.run("check-period", "2026-N")[1])
    )
    shell.json("undo")
    assert shell.json("history")[0]["operation"] == "Hoàn tác: Nhập số liệu"


def test_the_first_quarters_cumulated_figure_is_its_own(shell: Shell) -> None:
    assert shell.json("set-opening", "2026-Q1", "1.20", "4")["opening"] is None
    assert row(shell, "1.20", "2026-Q1")["value"] == 4


def test_what_is_no_opening_figure_is_refused(shell: Shell) -> None:
    assert "được tính theo công thức" in shell.refused("set-opening", "2026-9T", "3.24", "95")
    assert "là số của cả năm" in shell.refused("set-opening", "2026-9T", "5.14", "2")
    assert "không thể là số âm" in shell.refused("set-opening", "2026-9T", "3.14", "-5")
    assert "Không có kỳ báo cáo" in shell.refused("set-opening", "2026-10T", "3.14", "5")
    assert shell.json("history") == []


def test_the_annex_of_the_last_report_is_taken_in(shell: Shell) -> None:
    for quarter in ("2026-Q1", "2026-Q2", "2026-Q3"):
        shell.json("set-figure", quarter, "1.20", "10")
    file = shell.folder / "phu-luc.xlsx"
    shell.json("export-form", "PL1", "2026-Q3", "--format", "xlsx", "--out", str(file))
    for _ in range(3):
        shell.json("undo")
    tried = shell.json("import-figures", str(file), "2026-Q3", "--opening", "--dry-run")
    assert [(each["code"], each["after"]) for each in tried["changed"]] == [("1.20", 30)]
    assert row(shell, "1.20", "2026-9T")["value"] is None
    assert shell.json("import-figures", str(file), "2026-9T", "--opening")["period"] == "2026-9T"
    assert row(shell, "1.20", "2026-9T")["value"] == 30
    assert row(shell, "1.20", "2026-Q3")["value"] is None
    assert "không có số lũy kế 6 tháng" in shell.refused("import-figures", str(file), "2026-6T", "--opening")


def test_the_form_of_nine_months_is_given_once(shell: Shell) -> None:
    given = shell.json(
        "set-dossiers", "2025-9T", "Hộ tịch", "--online", "200", "--direct", "100", "--carried", "10",
        "--on-time", "280", "--pending-in-time", "30",
    )  # fmt: skip
    assert (given["period"], given["received"], given["pending"]) == ("2025-9T", 310, 30)
    assert given["problems"] == []
    last = shell.json(
        "set-dossiers", "2025-Q4", "Hộ tịch", "--online", "70", "--on-time", "90", "--pending-in-time", "10"
    )
    assert last["carried"] == 30
    year = shell.json("dossiers", "2025-N")["total"]
    assert [year[name] for name in ("online", "carried", "on_time", "pending")] == [270, 10, 370, 10]
    assert row(shell, "3.14", "2025-N")["opening"] == {"period": "2025-9T", "value": 200}
    beside = shell.json("set-dossiers", "2025-Q1", "Hộ tịch", "--online", "250")
    assert "tiếp nhận trực tuyến 200 và 250" in beside["problems"][-1]
    assert "Biểu II.06a  Nên xem lại: Lĩnh vực «Hộ tịch»" in shell.run("check-period", "2025-N")[1]
    assert shell.json("dossiers", "2025-9T")["total"]["online"] == 200
    assert "Đã có biểu lũy kế 9 tháng" in shell.refused("set-dossiers", "2025-6T", "Hộ tịch", "--late", "1")
    shell.json("set-dossiers", "2024-Q3", "Hộ tịch", "--online", "5")
    refused = shell.refused("set-dossiers", "2024-9T", "Hộ tịch", "--late", "1")
    assert "cộng từ các quý; đã nhập quý III" in refused
