"""`trace`: one figure for people and as JSON, the table of a report as a file, and what is refused."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.cli.conftest import Shell


@pytest.mark.slow
def test_a_figure_is_followed_back(shell: Shell) -> None:
    shell.demo()
    code, out, err = shell.run("trace", "2026-6T", "3.19")
    assert (code, err) == (0, "")
    assert out.startswith("3.19. Đã giải quyết đúng hạn (hồ sơ)\n")
    assert "  = quý I + quý II\n  = 268 + 303 = 571\n  Quý I năm 2026: 268 (Cộng từ biểu II.06a)\n" in out
    assert "    Hộ tịch: 87; nhập " in out
    assert "Trong báo cáo:\n  571  Mục II.2.b, đoạn 2\n" in out
    told = shell.json("trace", "2026-Q2", "3.24")
    assert told["code"] == "3.24"
    figures = {row["code"]: row["value"] for row in shell.json("figures", "2026-Q2")}
    assert told["value"]["value"] == figures["3.24"]
    [early, on_time, resolved] = told["value"]["parts"]
    assert (early["value"] + on_time["value"]) / resolved["value"] * 100 == pytest.approx(98.07, abs=0.005)
    assert early["rule"] == "form"
    assert sum(int(row["shown"]) for row in early["parts"]) == early["value"]
    assert told["cumulated"]["meaning"] == "Lũy kế từ đầu năm, 6 tháng đầu năm 2026"
    assert told["last_year"]["meaning"] == "Số cùng kỳ năm trước, quý II năm 2025"
    assert {"where", "shown", "source"} == set(told["in_report"][0])


@pytest.mark.slow
def test_the_table_of_a_report_is_written(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    target = tmp_path / "truy vet.xlsx"
    done = shell.json("trace", "2026-Q1", "--out", str(target))
    assert done["file"] == str(target)
    sheet = load_workbook(target).worksheets[0]
    heads = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, max_row=8)]
    assert any("Thành phần theo quý, dòng nguồn" in row for row in heads)
    assert sheet.auto_filter.ref
    pdf = tmp_path / "truy vet.pdf"
    assert shell.run("trace", "2026-Q1", "--out", str(pdf))[0] == 0
    assert pdf.read_bytes().startswith(b"%PDF-1.4")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("2026-Q9", "1.01"), "Không có kỳ báo cáo «2026-Q9»"),
        (("2026-Q1", "9.99"), "Không có chỉ tiêu thống kê mã «9.99»"),
        (("2026-Q1",), "Hãy ghi mã chỉ tiêu"),
        (("2026-Q1", "1.01", "--out", "x.xlsx"), "không ghi cả hai"),
        (("2026-Q1", "--out", "x.txt"), "phải có đuôi .xlsx, .pdf hoặc .docx"),
    ],
)
def test_what_cannot_be_followed_gets_a_sentence(shell: Shell, words: tuple[str, ...], says: str) -> None:
    code, out, err = shell.run("trace", *words)
    assert (code, out) == (1, "")
    assert says in err
    assert len(err.strip().splitlines()) == 1
