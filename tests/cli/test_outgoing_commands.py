"""`outgoing`, `attach-signed` and `export-signed`: through the real child process, with what they refuse."""

import os
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Shell
from tests.signed_pdfs import write_pdf, write_scan

pytestmark = pytest.mark.slow


def test_a_report_goes_out_and_comes_back(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    plan = shell.json("plans")[0]["plan_id"]
    target = tmp_path / "gui di"
    made = shell.json("outgoing", "2026-Q1", "--out", str(target), "--annexes", "apart")
    assert (made["paper"], made["id"], made["annexes"], made["noted"]) == ("report", "2026-Q1", "apart", True)
    assert sorted(each["name"] for each in made["files"]) == sorted(os.listdir(target))
    for each in made["files"]:
        data = (target / each["name"]).read_bytes()
        assert (each["bytes"], each["sha256"]) == (len(data), sha256(data).hexdigest())
        assert len(each["name"]) <= 50
    assert sum(each["name"].endswith(".pdf") for each in made["files"]) == 4
    assert sum(each["name"].endswith(".xlsx") for each in made["files"]) == 1
    # A folder that is there stays as it is.
    code, _, err = shell.run("outgoing", "2026-Q1", "--out", str(target))
    assert code == 1
    assert "Đã có «gui di»" in err
    # The choice is kept.
    again = shell.json("outgoing", "2026-Q1", "--out", str(tmp_path / "lần 2"))
    assert again["annexes"] == "apart"
    # What was exported agrees with what was issued.
    paper = target / made["files"][0]["name"]
    attached = shell.json("attach-signed", "2026-Q1", str(paper))
    assert attached["remarks"] == []
    assert attached["replaced"] is False
    back = tmp_path / "bản ký.pdf"
    assert shell.json("export-signed", "2026-Q1", "--out", str(back))["sha256"] == attached["sha256"]
    assert back.read_bytes() == paper.read_bytes()
    assert "Đính kèm bản ký số" in shell.run("history")[1]
    assert shell.run("check")[0] == 0
    # A plan goes by the beginning of its identity.
    code, out, err = shell.run("outgoing", plan[:8], "--out", str(tmp_path / "kh"), "--annexes", "together")
    assert (code, err) == (0, "")
    assert "với 3 tệp" in out
    shell.json("undo")
    assert len(os.listdir(tmp_path / "kh")) == 3


def test_what_comes_back_is_looked_at(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    other = write_pdf(
        tmp_path / "khac.pdf", ("Số: 7/KH-UBND", "An Bình, ngày 2 tháng 1 năm 2026", "KẾ HOẠCH")
    )
    remarks = shell.json("attach-signed", "2026-Q1", str(other))["remarks"]
    assert len(remarks) == 3
    code, _, err = shell.run("attach-signed", "2026-Q1", str(write_scan(tmp_path / "quet.pdf")))
    assert code == 1
    assert "lý do" in err
    found = shell.json(
        "attach-signed", "2026-Q1", str(tmp_path / "quet.pdf"), "--reason", "Bản trước thiếu trang"
    )
    assert found["replaced"]
    assert "ảnh quét" in found["remarks"][0]


def test_bad_input_changes_nothing(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    before = shell.json("history")
    word = tmp_path / "bao-cao.pdf"
    word.write_bytes(b"PK\x03\x04 no PDF")
    good, locked = write_pdf(tmp_path / "a.pdf"), write_pdf(tmp_path / "khoa.pdf", password="mật")
    for arguments, words in (
        (("attach-signed", "2026-Q1", str(word)), "không phải là tệp PDF"),
        (("attach-signed", "2026-Q1", str(locked)), "mật khẩu"),
        (("attach-signed", "2026-Q1", str(tmp_path / "mất.pdf")), "Không tìm thấy"),
        (("attach-signed", "2026-N", str(good)), "chưa phát hành"),
        (("attach-signed", "2026-Q9", str(good)), "mã «2026-Q9»"),
        (("export-signed", "2026-Q1", "--out", str(tmp_path / "b.pdf")), "chưa có bản ký"),
        (("outgoing", "2026-Q1", "--out", str(tmp_path / "không có" / "x")), "Không có thư mục"),
        (("outgoing", "2026-Q1", "--out", str(word)), "Đã có"),
    ):
        code, out, err = shell.run(*arguments)
        assert (code, out) == (1, ""), arguments
        assert words in err
        assert err.count("\n") == 1
    assert shell.json("history") == before


def test_a_report_that_is_not_issued_is_to_be_signed(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    code, out, _ = shell.run("outgoing", "2026-N", "--out", str(tmp_path / "trình ký"))
    assert code == 0
    assert "trình ký" in out.replace(str(tmp_path), "")
    assert "Ghi lần gửi đi" not in shell.run("history")[1]
