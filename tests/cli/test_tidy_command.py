"""`export-figures`: one table as a file, or loaded into PostgreSQL, with no word of a password."""

import csv
from pathlib import Path

from tests import postgres
from tests.cli.conftest import Shell


def test_the_figures_go_out_as_a_file(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    path = tmp_path / "so-lieu.csv"
    made = shell.json("export-figures", "--period", "2025-Q1", "--unit", "00123", "--out", str(path))
    assert made["periods"] == ["2025-Q1"]
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == made["rows"]
    assert {row["unit"] for row in rows} == {"00123"}
    whole = shell.json("export-figures", "--out", str(tmp_path / "tat-ca.xlsx"))
    assert whole["rows"] > made["rows"]
    assert "xlsx, csv, parquet" in shell.refused("export-figures", "--out", str(tmp_path / "a.ods"))


def test_the_figures_go_into_a_database_once(shell: Shell) -> None:
    url = postgres.database_or_skip("tidy_command")
    shell.demo()
    loaded = shell.json("export-figures", "--period", "2025-Q1", "--period", "2025-Q2", "--to", url)
    assert (loaded["new"], loaded["known"]) == (2, 0)
    assert loaded["to"] == url
    code, out, err = shell.run("export-figures", "--period", "2025-Q1", "--to", url)
    assert (code, err) == (0, "")
    assert "Đã nạp 0 báo cáo" in out
    assert "1 báo cáo đã có từ trước" in out


def test_a_password_in_an_address_is_never_repeated(shell: Shell) -> None:
    shell.demo()
    for address, sentence in {
        "mysql://a:bi-mat@may/x": "postgresql://",
        "postgresql://a:bi-mat@may:cong/x": "không đúng",
        "postgresql://a:bi-mat@127.0.0.1:1/x": "PGPASSWORD",
    }.items():
        code, out, err = shell.run("export-figures", "--to", address, "--debug")
        assert code == 1
        assert sentence in err
        assert "bi-mat" not in out + err
    kept = [path.read_bytes() for path in shell.folder.rglob("*") if path.is_file()]
    assert not any(b"bi-mat" in each for each in kept)


def test_a_password_in_a_file_opens_the_database(shell: Shell, tmp_path: Path) -> None:
    url = postgres.database_or_skip("tidy_password")
    shell.demo()
    right, wrong = tmp_path / "dung", tmp_path / "sai"
    right.write_text(f"{postgres.PASSWORD}\n", encoding="utf-8")
    wrong.write_text("sai-bi-mat", encoding="utf-8")
    told = shell.refused("export-figures", "--period", "2025-Q1", "--to", url, "--password-file", str(wrong))
    assert "từ chối tài khoản" in told
    loaded = shell.json("export-figures", "--period", "2025-Q1", "--to", url, "--password-file", str(right))
    assert loaded["new"] == 1
