"""`senders`, `consolidate`, `missing`: a list of units, a folder taken in, what it comes to, who is late."""

import csv
from pathlib import Path

from openpyxl import Workbook, load_workbook

from cchc_desktop.domain.report_periods import Period
from tests import country, postgres
from tests.cli.conftest import Shell
from tests.quick_passwords import quick_hashes

__all__ = ["quick_hashes"]

Q1 = Period.parse("2026-Q1")
UNITS = country.units(10, merged=1)
TODAY = [unit for unit in UNITS if unit.valid_to is None]


def _list(path: Path) -> Path:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Mã đơn vị", "Tên đơn vị", "Khối", "Từ ngày", "Đến ngày", "Nhập vào"])
    for unit in UNITS:
        days = [day.strftime("%d/%m/%Y") if day else "" for day in (unit.valid_from, unit.valid_to)]
        book.active.append([unit.code, unit.name, unit.block.label, *days, unit.merged_into])
    book.save(path)
    return path


def test_from_the_list_to_the_papers(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    assert shell.json("senders") == []
    assert "Chưa có đơn vị" in shell.run("senders")[1]
    assert "danh sách đơn vị" in shell.refused("missing", "--period", "2026-Q1")
    units = str(_list(tmp_path / "don-vi.xlsx"))
    assert "chưa lưu" in shell.run("senders", "--import", units, "--dry-run")[1]
    assert shell.json("senders", "--import", units) == {"units": 12}
    assert "nhập vào 00001" in shell.run("senders")[1]
    shell.json("senders", "--code", "99", "--name", "xã Mới")
    changed = shell.json(
        "senders", "--code", "99", "--block", "khac", "--from", "1/1/2026", "--to", "31/12/2026"
    )
    assert changed == {
        "code": "99", "name": "Ủy ban nhân dân xã Mới", "block": "khac", "from": "2026-01-01",
        "to": "2026-12-31", "into": None,
    }  # fmt: skip
    assert shell.json("senders", "--delete", "99") == {"code": "99"}
    assert "tên đơn vị" in shell.refused("senders", "--code", "98")
    assert "--code" in shell.refused("senders", "--name", "xã A")
    assert "Khối" in shell.refused("senders", "--code", "98", "--name", "xã A", "--block", "huyện")

    sent = tmp_path / "gui-len"
    plain = country.send(sent, TODAY[:8], [Q1])[Q1]
    (sent / "hong.cchc").write_bytes(b"x")
    assert "Chưa nhận được" in shell.refused(
        "consolidate", "--period", "2026-Q1", "--out", str(tmp_path / "a.xlsx")
    )
    found = shell.json("consolidate", str(sent), "--period", "2026-Q1")
    assert (found["added"], found["known"], found["sent"], found["units"]) == (8, 0, 8, 10)
    assert [Path(each["file"]).name for each in found["failures"]] == ["hong.cchc"]
    totals = {each["code"]: each for each in found["totals"]}
    assert totals["3.14"]["value"] == plain.sums["3.14"]
    assert totals["3.14"]["given"] == plain.given["3.14"]
    assert totals["3.01"]["how"] == "range"
    assert totals["3.01"]["value"] is None
    assert totals["3.01"]["least"] <= totals["3.01"]["middle"] <= totals["3.01"]["greatest"]
    assert sum(totals["6.12"]["choices"].values()) == totals["6.12"]["given"]
    assert set(totals["1.01"]["lacking"]) >= {unit.code for unit in TODAY[8:]}
    again = shell.json("consolidate", str(sent), "--period", "2026-Q1")
    assert (again["added"], again["known"]) == (0, 8)

    written = shell.json(
        "consolidate", "--period", "2026-Q1", "--format", "csv", "--out", str(tmp_path / "tong-hop.csv")
    )
    for fmt in ("xlsx", "pdf", "docx"):
        target = tmp_path / f"tong-hop.{fmt}"
        made = shell.json("consolidate", "--period", "2026-Q1", "--format", fmt, "--out", str(target))
        assert made["bytes"] == target.stat().st_size > 1000
    rows = list(csv.DictReader((tmp_path / "tong-hop.csv").read_text("utf-8-sig").splitlines()))
    assert len(rows) == written["rows"]
    one = sum(float(row["value"] or 0) for row in rows if row["code"] == "3.14")
    assert one == plain.sums["3.14"]
    sheet = load_workbook(tmp_path / "tong-hop.xlsx")["Tổng hợp"]
    assert any(str(cell.value).startswith("=SUM(") for row in sheet.iter_rows() for cell in row)
    # However many units there are, words and numbers have room, and it is seen whose they are.
    assert sheet.freeze_panes == "E7"
    assert sheet.print_title_cols == "$A:$D"
    assert sheet.column_dimensions["B"].width > 30
    assert sheet.column_dimensions["N"].width > 8

    late = shell.json("missing", "--period", "2026-Q1")
    assert late["counts"]["overdue"] + late["counts"]["waiting"] == 2
    assert {each["code"] for each in late["units"] if each["times"] == 0} == {unit.code for unit in TODAY[8:]}
    letter = tmp_path / "don-doc.docx"
    told = shell.run(
        "missing", "--period", "2026-Q1", "--out", str(letter), "--format", "docx", "--by", "31/12/2099"
    )[1]
    assert TODAY[9].place_name in told
    assert letter.stat().st_size > 1000
    for words in (
        ("consolidate", "--period", "2026-Q1", "--format", "pdf"),
        ("missing", "--period", "2026-Q1", "--format", "pdf"),
        ("missing", "--period", "2026-Q1", "--by", "1/1/2099"),
    ):
        assert "--out TỆP" in shell.refused(*words)
    assert "trước ngày hôm nay" in shell.refused(
        "missing", "--period", "2026-Q1", "--out", str(letter), "--by", "1/1/2020"
    )


def test_a_file_that_does_not_say_whose_it_is(shell: Shell, tmp_path: Path) -> None:
    shell.demo()
    shell.json("senders", "--code", "01", "--name", "xã Một")
    stranger = country.units(1)[0]
    path = tmp_path / "a.cchc"
    country.write_package(path, stranger, country.report_of(stranger, Q1, {"1.01": 4}))
    assert shell.json("consolidate", str(path), "--period", "2026-Q1")["added"] == 0
    assert "không có trong danh sách" in shell.run("missing", "--period", "2026-Q1", "--json")[1]
    assert "một tệp" in shell.refused(
        "consolidate", str(country_folder(tmp_path)), "--period", "2026-Q1", "--unit", "01"
    )
    taken = shell.json("consolidate", str(path), "--period", "2026-Q1", "--unit", "xã Một")
    assert (taken["added"], taken["sent"]) == (1, 1)
    assert shell.json("missing", "--period", "2026-Q1")["failures"] == []


def test_packages_under_one_password_and_of_another_period(
    shell: Shell, tmp_path: Path, quick_hashes: None
) -> None:
    shell.demo()
    sent, unit = tmp_path / "sent", TODAY[1]
    shell.json("senders", "--code", unit.code, "--name", unit.name)
    sent.mkdir()
    country.write_package(sent / "a.cchc", unit, country.report_of(unit, Q1, {"1.01": 4}), password="m k")
    half = Period.parse("2025-6T")
    country.write_package(sent / "b.cchc", unit, country.report_of(unit, half, {"1.01": 4}))
    told = shell.run("consolidate", str(sent), "--period", "2026-Q1")[1]
    assert "1 gói có mật khẩu" in told
    assert "kỳ khác: 6 tháng đầu năm 2025" in told
    (tmp_path / "mk.txt").write_text("m k\n", "utf-8")
    again = shell.json(
        "consolidate", str(sent), "--period", "2026-Q1", "--packages-password-file", str(tmp_path / "mk.txt")
    )
    assert (again["added"], again["known"], again["failures"]) == (1, 1, [])


def country_folder(tmp_path: Path) -> Path:
    """A folder of two packages."""
    country.send(tmp_path / "two", country.units(2), [Q1])
    return tmp_path / "two"


def test_what_was_sent_goes_into_a_database(shell: Shell, tmp_path: Path) -> None:
    url = postgres.database_or_skip("consolidate_command")
    shell.demo()
    shell.json("senders", "--import", str(_list(tmp_path / "don-vi.xlsx")))
    country.send(tmp_path / "gui-len", TODAY[:4], [Q1])
    loaded = shell.json("consolidate", str(tmp_path / "gui-len"), "--period", "2026-Q1", "--to", url)
    assert (loaded["added"], loaded["new"], loaded["known"]) == (4, 4, 0)
    table = tmp_path / "nap" / "so-lieu.csv"
    table.parent.mkdir()
    out, err = shell.run("consolidate", "--period", "2026-Q1", "--format", "csv", "--out", str(table))[1:]
    assert (err, "load.sql" in out) == ("", True)
    assert postgres.psql(url, "schema.sql", "load.sql", folder=table.parent).returncode == 0
    again = shell.json("consolidate", "--period", "2026-Q1", "--to", url)
    assert (again["new"], again["known"], again["figures"]) == (0, 4, 0)
    assert "postgresql://" in shell.refused("consolidate", "--period", "2026-Q1", "--to", "mysql://a:b@c/d")
