"""A report of a fault: made when everything is broken, and without anything of the office's data."""

import os
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import log, machine
from cchc_desktop.faults import report as reports
from cchc_desktop.faults.report import masked, report, short, trace_of, where, without_folders
from cchc_desktop.office import Office

NAMES = [
    "Không có kế hoạch mã «Trần Thị Bình»",
    "invalid literal for int() with base 10: 'Nguyen Van An'",
    "could not convert string to float: 'Tổ 7'",
    "[Errno 2] No such file or directory: 'C:\\\\Users\\\\nguyenvanan\\\\cchc.db'",
    "[Errno 13] Permission denied: '/home/nguyenvanan/data'",
    "/home/nguyenvanan/data/cchc.db is gone",
    "no row for 001085012345",
    "'001085012345'",
    "an.nguyen@example.vn refused",
    "ông Binh",
    "'Nguyễn'",
]


@pytest.mark.parametrize("words", NAMES)
def test_words_that_may_be_of_the_data_are_not_told(words: str) -> None:
    told = masked(words)
    for part in ("Trần", "Nguyen", "nguyen", "Tổ 7", "001085012345", "Binh", "Nguyễn", "example"):
        assert part not in told


def test_words_of_the_program_are_told() -> None:
    told = "'NoneType' object has no attribute 'text'"
    assert masked(told) == told
    assert masked("UNIQUE constraint failed: plans.id") == "UNIQUE constraint failed: plans.id"
    assert masked("'1.20'") == "'1.20'"
    assert masked("x " * 1000).endswith(" …")
    assert len(masked("x " * 1000)) < 500


@given(st.text())
def test_any_words_can_be_told_in_plain_letters(words: str) -> None:
    assert masked(words).removesuffix(" …").isascii()


def raised(fail: object) -> BaseException:
    try:
        fail()  # type: ignore[operator]
    except BaseException as error:
        return error
    raise AssertionError


def test_the_trace_says_where_without_folders() -> None:
    error = raised(lambda: Office.open(Path("/proc/nowhere")))
    told = trace_of(error)
    assert "cchc_desktop/storage/database.py:" in told
    assert "EnvironmentProblem: <" in told
    assert "FileNotFoundError: [Errno 2] No such file or directory: <" in told
    assert "Lỗi này dẫn đến:" in told
    assert str(Path(__file__).parents[2]) not in told
    assert where(error).startswith("storage/database.py:")


def test_a_chain_without_end_and_a_deep_one_are_told_in_short() -> None:
    def deep(count: int) -> None:
        if count:
            deep(count - 1)
        raise ValueError

    told = trace_of(raised(lambda: deep(300)))
    assert "lời gọi nữa" in told
    assert len(told.splitlines()) < 80
    one, other = ValueError("a"), KeyError("b")
    one.__context__, other.__context__ = other, one
    assert "Khi đang xử lý lỗi này thì gặp:" in trace_of(one)


def test_an_error_that_cannot_be_told_is_told_as_such() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    assert trace_of(Mute()) == "Mute: (không đọc được)"
    assert where(Mute()) == ""
    assert where(raised(lambda: int("x"))) == ""


def test_a_trace_that_fails_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> None:
        raise OSError

    monkeypatch.setattr(reports, "_linked", broken)
    monkeypatch.setattr(reports, "_calls", broken)
    assert trace_of(ValueError("x")) == "ValueError (không kể được nơi gặp lỗi: OSError)"
    assert where(ValueError("x")) == ""


FACTS = (
    "Chương trình",
    "Lúc",
    "Đã chạy",
    "Python",
    "Máy",
    "Luồng",
    "Thư mục dữ liệu",
    "Tệp dữ liệu",
    "Ổ đĩa",
)


def facts(text: str) -> dict[str, str]:
    """What a report says of each fact."""
    return dict(line.split(": ", 1) for line in text.split("\n\n", maxsplit=1)[0].splitlines())


def test_what_is_known_is_told(tmp_path: Path) -> None:
    Office.open(tmp_path).close()
    told = facts(report("dấu vết", tmp_path, [("Riêng", lambda: "của  nơi\nkhác")]))
    assert set(FACTS) <= set(told)
    assert told["Riêng"] == "của nơi khác"
    assert told["Thư mục dữ liệu"] == "cho phép ghi"
    assert "MB, phiên bản" in told["Tệp dữ liệu"]
    assert not [each for each in told.values() if "không biết" in each]
    text = report("dấu vết", tmp_path)
    assert text.rstrip().endswith("dấu vết")
    for private in (str(tmp_path), machine.name(), os.environ.get("USER") or "root"):
        assert private not in text.replace(machine.system(), "")


def test_a_change_that_was_not_finished_is_told_of(tmp_path: Path) -> None:
    Office.open(tmp_path).close()
    assert "dở dang" not in facts(report("", tmp_path))["Tệp dữ liệu"]
    (tmp_path / "cchc.db-journal").touch()
    assert "còn nhật ký dở dang" in facts(report("", tmp_path))["Tệp dữ liệu"]


def test_data_that_are_damaged_or_gone_are_told_of(tmp_path: Path) -> None:
    (tmp_path / "cchc.db").write_bytes(b"\0" * 5000)
    assert facts(report("", tmp_path))["Tệp dữ liệu"] == "5000 byte, phần đầu không phải tệp dữ liệu"
    (tmp_path / "cchc.db").write_bytes(b"SQLite format 3\0")
    assert "không phải tệp dữ liệu" in facts(report("", tmp_path))["Tệp dữ liệu"]
    told = facts(report("", tmp_path / "gone" / "deeper"))
    assert told["Thư mục dữ liệu"] == "không còn ở đó"
    assert told["Tệp dữ liệu"] == "không biết được (FileNotFoundError)"
    assert told["Ổ đĩa"].startswith("còn trống")


BROKEN = [
    ("Python", machine, "python"),
    ("Máy", machine, "system"),
    ("Luồng", threading, "active_count"),
    ("Thư mục dữ liệu", reports, "_of_folder"),
    ("Tệp dữ liệu", reports, "_of_data"),
    ("Ổ đĩa", shutil, "disk_usage"),
    ("Nhật ký gỡ lỗi", log, "is_on"),
    ("Đã chạy", time, "monotonic"),
]


@pytest.mark.parametrize(("name", "owner", "attribute"), BROKEN)
@pytest.mark.parametrize("error", [OSError("x"), ValueError, MemoryError, sqlite3.OperationalError])
def test_each_fact_is_gathered_by_itself(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    owner: object,
    attribute: str,
    error: Exception,
) -> None:
    Office.open(tmp_path).close()
    whole = facts(report("dấu vết", tmp_path))

    def broken(*_: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(owner, attribute, broken)
        told = report("dấu vết", tmp_path)
    assert facts(told)[name].startswith("không biết được (")
    assert {each for each, found in facts(told).items() if "không biết" in found} == {name}
    assert facts(told).keys() == whole.keys()
    assert "dấu vết" in told


def test_a_report_is_made_where_every_gatherer_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> str:
        raise OSError

    with monkeypatch.context() as patched:
        for _, owner, attribute in BROKEN:
            patched.setattr(owner, attribute, broken)
        told = report("dấu vết", tmp_path, [("Riêng", broken)])
    assert told.count("không biết được (OSError)") == len(BROKEN) + 1
    assert told.rstrip().endswith("dấu vết")


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/home/an/.venv/lib/python3.11/site-packages/openpyxl/reader.py", "openpyxl/reader.py"),
        (r"C:\Users\An\AppData\Local\Programs\CCHC\lib\cchc_desktop\ui\app.py", "cchc_desktop/ui/app.py"),
        ("/home/an/cchc_desktop/cchc_desktop/ui/app.py", "cchc_desktop/ui/app.py"),
        ("/usr/lib/python3.11/json/decoder.py", "python3.11/json/decoder.py"),
        ("/home/an/thu.py", "thu.py"),
        ("<string>", "<string>"),
    ],
)
def test_a_file_is_told_without_the_folders_it_lies_in(path: str, told: str) -> None:
    assert short(path) == told
    assert without_folders(f'  File "{path}", line 3 in x') == f'  File "{told}", line 3 in x'
