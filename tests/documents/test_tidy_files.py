"""The tidy table as files: the same rows in each, exact, and nothing that a spreadsheet works out."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_desktop.documents import tidy_files
from cchc_desktop.documents.tidy_files import write_tidy
from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.tidy import COLUMNS, TidyRow

HOSTILE = ("=1+1", "+84", "-2+3", "@SUM(A1)", "\tx", "bình thường, «có phẩy»", 'ngoặc "kép"', "")


def rows(count: int = len(HOSTILE)) -> Iterator[TidyRow]:
    """Rows of units whose names nobody should let work anything out."""
    for at in range(count):
        yield TidyRow(
            f"{at:05}", HOSTILE[at % len(HOSTILE)], "xa", "2026-Q1", "3.24", "Tỷ lệ", "%", "computed",
            Decimal("97.123456789012") if at % 2 else None, Decimal(-at), Decimal("1E+2"), "computed",
            "ab" * 32,
        )  # fmt: skip


def test_a_text_has_a_mark_and_guards_what_would_be_worked_out(tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.csv"
    assert write_tidy(rows(), "csv", path) == len(HOSTILE)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as stream:
        head, *body = csv.reader(stream)
    assert head == list(COLUMNS)
    names = [row[1] for row in body]
    assert names == ["'=1+1", "'+84", "'-2+3", "'@SUM(A1)", "'\tx", *HOSTILE[5:]]
    assert body[1][8:11] == ["97.123456789012", "-1", "100"]
    assert body[0][8] == ""


def test_a_workbook_holds_texts_as_texts_and_says_what_columns_are(tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.xlsx"
    write_tidy(rows(), "xlsx", path)
    book = load_workbook(path)
    sheet = book["Số liệu"]
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    names = [str(sheet.cell(2 + at, 2).value or "").strip() for at in range(len(HOSTILE))]
    assert names == [each.strip() for each in HOSTILE]
    assert all(sheet.cell(2 + at, 2).data_type != "f" for at in range(len(HOSTILE)))
    assert (sheet["J3"].value, sheet["K3"].value, sheet["I2"].value) == (-1, 100, None)
    assert sheet.auto_filter.ref == f"A1:M{len(HOSTILE) + 1}"
    assert book["Các cột"]["B9"].value == COLUMNS["value"]


def test_a_workbook_goes_on_in_another_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tidy_files, "_SHEET_ROWS", 3)
    path = tmp_path / "so-lieu.xlsx"
    assert write_tidy(rows(7), "xlsx", path) == 7
    book = load_workbook(path)
    assert [book[name].max_row for name in book.sheetnames[:-1]] == [4, 4, 2]
    assert write_tidy(rows(0), "xlsx", path) == 0
    assert load_workbook(path)["Số liệu"].max_row == 1


def test_parquet_holds_exact_numbers_and_what_is_not_known(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB, which writes Parquet, is not installed")
    path = tmp_path / "số liệu.parquet"
    assert write_tidy(rows(), "parquet", path) == len(HOSTILE)
    assert list(tmp_path.iterdir()) == [path]
    with duckdb.connect() as read:
        found = read.execute(f"SELECT * FROM '{path}'").fetchall()
        told = read.execute(f"SELECT key::VARCHAR, value::VARCHAR FROM parquet_kv_metadata('{path}')")
        assert {key for key, _ in told.fetchall()} >= set(COLUMNS)
    assert [row[1] for row in found] == list(HOSTILE)
    assert found[0][8] is None
    assert (found[1][8], found[1][9], found[1][10]) == (Decimal("97.123456789012"), -1, 100)


def test_without_the_library_it_is_said_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    with pytest.raises(Refusal, match="DuckDB"):
        write_tidy(rows(), "parquet", tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


def test_other_formats_endings_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="xlsx, csv, parquet"):
        write_tidy(rows(), "ods", tmp_path / "a.ods")
    with pytest.raises(Refusal, match=r"\.csv"):
        write_tidy(rows(), "csv", tmp_path / "a.txt")
    with pytest.raises(EnvironmentProblem, match="Không có thư mục"):
        write_tidy(rows(), "csv", tmp_path / "khong" / "a.csv")
