"""Many packages read at once: a line for each, with what is kept of it or why it is no report."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from cchc_desktop.domain.consolidation.packed import Layout, Packed, Sort
from cchc_desktop.domain.exchange.manifest import PackageKind
from cchc_desktop.packages.many_reports import NoReport, ReportLine, lines_of, read_reports
from cchc_desktop.packages.writing import writing
from tests.quick_passwords import quick_hashes
from tests.torture.hostile_packages import Workshop, head, report, write

__all__ = ["quick_hashes"]

LAYOUT = Layout(("1.01", "1.02", "1.07"), (1, 10, 1))
KNOWN = "1.01 1.02 1.07 1.03"


def read(folder: Path, *names: str, password: str = "") -> list[ReportLine | NoReport]:
    return lines_of(read_reports(folder, names, LAYOUT.text, KNOWN, password))


def put(path: Path, value: object) -> None:
    with writing(path, head()) as package:
        package.json("report.json", value)


SOUND = {
    **report(random.Random(2)),
    "figures": {"1.01": 5, "1.02": "2.5", "1.03": 7, "1.07": "kps", "9.99": 1},
    "cumulated": {"1.01": 9},
    "estimates": ["1.01", 5],
}


def test_a_line_has_what_is_kept_of_a_report(tmp_path: Path) -> None:
    put(tmp_path / "a.cchc", SOUND)
    put(tmp_path / "b.cchc", {**SOUND, "figures": {}, "cumulated": {}, "issued": None, "index": None})
    line, plain = read(tmp_path, "a.cchc", "b.cchc")
    assert isinstance(line, ReportLine)
    assert isinstance(plain, ReportLine)
    assert (line.unit, line.period, line.issued, line.number) == (
        "Ủy ban nhân dân xã An Bình", "2026-Q1", "2026-03-16", "12/BC-UBND",
    )  # fmt: skip
    figures = Packed.read(line.figures, 3)
    assert (figures.numbers.tolist(), list(figures.sorts)) == ([5, 25, 0], [Sort.ESTIMATE, 1, Sort.NONE])
    assert Packed.read(line.cumulated, 3).numbers.tolist() == [9, 0, 0]
    assert (line.unknown, line.codes, line.is_empty) == (1, "9.99", False)
    assert (line.set_id, line.points, line.greatest) == ("khoi-dau", "47.68", "100")
    assert (plain.cumulated, plain.issued, plain.set_id, plain.unknown, plain.is_empty) == (
        b"",
        "",
        "",
        0,
        True,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        None, [], {"unit": []}, {"unit": {"name": 5}}, {"unit": {"name": "x" * 999}}, {"figures": []},
        {"cumulated": [1]}, {"issued": {"day": "x"}}, {"issued": {"day": 5}}, {"issued": 7}, {"index": 7},
        {"index": {"points": "1e999999999", "greatest": "1", "set": "a"}},
        {"index": {"points": "5", "greatest": "1", "set": "a"}}, {"estimates": 5}, {"catalogue": "a\nb"},
    ],
)  # fmt: skip
def test_what_is_no_report_is_told(tmp_path: Path, wrong: object) -> None:
    put(tmp_path / "a.cchc", {**SOUND, **wrong} if isinstance(wrong, dict) else wrong)
    (line,) = read(tmp_path, "a.cchc")
    assert isinstance(line, NoReport)
    assert "đúng mẫu" in line.sentence


def test_codes_that_are_not_known_are_named_in_a_few_letters(tmp_path: Path) -> None:
    put(tmp_path / "a.cchc", {**SOUND, "figures": {"x" * 100_000: 1, "9.99": 1}})
    (line,) = read(tmp_path, "a.cchc")
    assert isinstance(line, ReportLine)
    assert line.codes == "9.99, xxxxxxxxxxxx…xxxxxxx"


def test_the_reason_says_of_whom_and_when_as_far_as_it_was_read(tmp_path: Path) -> None:
    put(tmp_path / "a.cchc", {**SOUND, "figures": {"1.01": 1.5}})
    put(tmp_path / "b.cchc", {**SOUND, "period": "2026-Q9"})
    put(tmp_path / "c.cchc", {**SOUND, "figures": {"1.01": 10**15}})
    a, b, c, d = read(tmp_path, "a.cchc", "b.cchc", "c.cchc", "d.cchc")
    assert isinstance(a, NoReport)
    assert isinstance(b, NoReport)
    assert (a.unit, a.period) == ("Ủy ban nhân dân xã An Bình", "2026-Q1")
    assert "1.01" in a.sentence
    assert (b.period, "2026-Q9" in b.sentence) == ("", True)
    assert "1.01" in c[0]
    assert "Không đọc được" in d[0]


def test_other_packages_and_odd_ones_go_the_long_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "w.cchc", SOUND, kind=PackageKind.WHOLE)
    write(tmp_path / "l.cchc", SOUND, "mật khẩu")
    put(tmp_path / "t.cchc", SOUND)
    with (tmp_path / "t.cchc").open("ab") as stream:
        stream.write(b"")
    whole, locked, _ = read(tmp_path, "w.cchc", "l.cchc", "t.cchc")
    assert "không phải báo cáo" in whole[0]
    assert "mật khẩu" in locked[0]
    monkeypatch.setattr("cchc_desktop.packages.many_reports.quick_report", lambda _: None)
    (long,) = read(tmp_path, "t.cchc")
    assert isinstance(long, ReportLine)
    monkeypatch.setattr("cchc_desktop.packages.many_reports._MOST_BYTES", 10)
    assert "lớn hơn" in read(tmp_path, "t.cchc")[0][0]


def test_hostile_packages_are_lines_too(tmp_path: Path) -> None:
    workshop, dice = Workshop(tmp_path), random.Random(11)
    for number in range(60):
        (tmp_path / f"{number}.cchc").write_bytes(workshop.made(dice).data)
    found = read(tmp_path, *(f"{number}.cchc" for number in range(60)))
    assert len(found) == 60
    assert all(isinstance(each, ReportLine) or each.sentence.endswith(".") for each in found)


def test_a_locked_one_is_opened_by_its_password_alone(tmp_path: Path, quick_hashes: None) -> None:
    with writing(tmp_path / "a.cchc", replace(head(), seen=(("máy", 7),)), "mật khẩu") as package:
        package.json("report.json", SOUND)
    put(tmp_path / "b.cchc", SOUND)
    names = ("a.cchc", "b.cchc")
    for password, words in (("", "được đặt mật khẩu"), ("khác", "không đúng")):
        locked, plain = read(tmp_path, *names, password=password)
        assert isinstance(locked, NoReport)
        assert locked.is_locked
        assert words in locked.sentence
        assert isinstance(plain, ReportLine)
    opened, plain = read(tmp_path, *names, password="mật khẩu")
    assert isinstance(opened, ReportLine)
    assert isinstance(plain, ReportLine)
    assert (opened.figures, opened.package) == (plain.figures, plain.package)
    assert (json.loads(opened.seen), plain.seen) == ({"máy": 7}, "")
    (tmp_path / "b.cchc").write_bytes(b"x")
    assert not read(tmp_path, "b.cchc")[0].is_locked  # type: ignore[union-attr]
