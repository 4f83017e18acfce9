"""`corrections` and `--reason`: what was changed of a report that has gone out."""

from pathlib import Path

import pytest

from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from tests.cli.conftest import Shell
from tests.cli.test_figure_commands import kept_as_it_was


@pytest.fixture
def issued(shell: Shell) -> Shell:
    """The report of quarter I of 2025 has gone out."""
    shell.json(
        "new-office", "--name", "Ủy ban nhân dân xã An Bình", "--superior", "Ủy ban nhân dân tỉnh Sông Hương",
        "--place", "An Bình",
    )  # fmt: skip
    shell.json("set-figure", "2025-Q1", "1.06", "12")
    office = Office.open(shell.folder)
    try:
        period = Period.parse("2025-Q1")
        office.reports.issue(period, "31", office.calendar.dates(period).ends)
    finally:
        office.close()
    return shell


def test_a_reason_is_asked_for_and_kept(issued: Shell, tmp_path: Path) -> None:
    sentence = kept_as_it_was(issued, "set-figure", "2025-Q1", "1.06", "15")
    assert sentence.startswith("Thay đổi này làm khác Báo cáo số 31/BC-UBND")
    assert sentence.endswith("hãy ghi lý do đính chính (--reason).")
    assert "chưa có số liệu nào được đính chính" in kept_as_it_was(issued, "corrections", "2025-Q1")
    issued.json("set-figure", "2025-Q1", "1.06", "15", "--reason", "bổ sung đơn vị")
    found = issued.json("corrections", "2025-Q1")
    assert (found["number"], found["count"]) == ("31", 1)
    (one,) = found["corrections"]
    assert {name: one[name] for name in ("code", "was", "now", "reason", "told_in")} == {
        "code": "1.06", "was": "12", "now": "15", "reason": "bổ sung đơn vị", "told_in": None,
    }  # fmt: skip
    assert "từ 12 thành 15 đơn vị; lý do: bổ sung đơn vị" in issued.run("corrections", "2025-Q1")[1]
    for fmt in ("pdf", "docx", "xlsx"):
        target = tmp_path / f"a.{fmt}"
        assert issued.json("corrections", "2025-Q1", "--out", str(target))["bytes"] == target.stat().st_size


def test_what_there_is_none_of(issued: Shell, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    sentence = kept_as_it_was(issued, "corrections", "2025-6T", "--out", str(out))
    assert sentence.startswith("Báo cáo 6 tháng đầu năm 2025 chưa phát hành nên không có đính chính")
    issued.json("set-figure", "2025-Q1", "1.06", "15", "--reason", "bổ sung đơn vị")
    assert "phải có đuôi" in kept_as_it_was(
        issued, "corrections", "2025-Q1", "--out", str(tmp_path / "a.odt")
    )
    assert not out.exists()
