"""A folder of reports is taken in at once: right, refused with the reason, asked about; and goes on."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cchc_desktop.catalogue import indicators
from cchc_desktop.documents.export import export_file
from cchc_desktop.domain.consolidation.packed import Layout
from cchc_desktop.domain.consolidation.units import Block, GatheredUnit, UnitList
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.take_in import TakeIn, TakenIn, files_in, said_of_report, take_in
from cchc_desktop.packages.writing import writing
from cchc_desktop.storage.received import ReceivedFile
from cchc_desktop.storage.received_schema import ReceivedAt
from tests import country
from tests.quick_passwords import quick_hashes
from tests.torture.hostile_packages import head

__all__ = ["quick_hashes"]

Q1, Q2 = Period.parse("2026-Q1"), Period.parse("2026-Q2")
UNITS = country.units(12)
DAY = date(2026, 3, 14)


def wanted(folder: Path, **others: object) -> TakeIn:
    given = TakeIn(ReceivedAt(folder), UnitList(UNITS), indicators(), Q1, DAY, datetime(2026, 3, 20))
    return replace(given, **others)  # type: ignore[arg-type]


def state(folder: Path) -> dict[tuple[str, str], tuple[int, ...]]:
    with ReceivedFile.open(ReceivedAt(folder)) as received:
        layout = Layout.of(indicators())
        return {
            (period.id, unit): tuple(row.numbers)
            for period in received.periods()
            for unit, row in received.figures(period, layout).items()
        }


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    """A folder of the packages of twelve units and two periods."""
    country.send(tmp_path / "sent", UNITS, [Q1, Q2])
    return tmp_path / "sent"


def test_a_folder_is_taken_in_and_a_second_time_changes_nothing(sent: Path, tmp_path: Path) -> None:
    files, heard = files_in(sent), []
    taken = take_in(files, wanted(tmp_path), lambda done, total: heard.append((done, total)))
    assert taken == TakenIn(24, 0, (), (), True, (Q1, Q2))
    assert heard == [(24, 24)]
    before = state(tmp_path)
    assert take_in(files, wanted(tmp_path)) == TakenIn(0, 24)
    renamed = files[0].rename(files[0].with_name("khac.cchc"))
    assert take_in([renamed], wanted(tmp_path)) == TakenIn(0, 1)
    assert state(tmp_path) == before


def test_one_that_was_stopped_goes_on_where_it_stopped(
    sent: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_BATCH", "_STORED"):
        monkeypatch.setattr(f"cchc_desktop.office.take_in.{name}", 5)
    files, heard = files_in(sent), [0]
    stopped = take_in(
        files, wanted(tmp_path), lambda done, _: heard.append(done), cancelled=lambda: heard[-1] >= 10
    )
    assert not stopped.is_whole
    assert 0 < stopped.added < 24
    rest = take_in(files, wanted(tmp_path))
    assert (rest.added, rest.known, rest.is_whole) == (24 - stopped.added, stopped.added, True)
    assert len(state(tmp_path)) == 24


def test_what_cannot_be_taken_in_is_told_and_tried_again(sent: Path, tmp_path: Path) -> None:
    whole = files_in(sent)[0]
    sound = whole.read_bytes()
    whole.write_bytes(sound[:-40])
    (sent / "la.cchc").write_bytes(b"PK\3\4 no package")
    other = GatheredUnit("99", "Ủy ban nhân dân xã Lạ", Block.COMMUNE)
    country.write_package(sent / "x.cchc", other, country.report_of(other, Q1, {"1.01": 5}))
    wrong = country.report_of(UNITS[0], Q1, {"1.01": "nhiều"})
    country.write_package(sent / "y.cchc", UNITS[0], wrong)
    with writing(sent / "z.cchc", head()) as package:
        package.json("other.json", 1)
    taken = take_in(files_in(sent), wanted(tmp_path))
    assert taken.added == 23
    told = {Path(each.file).name: each.sentence for each in taken.failures}
    assert set(told) == {whole.name, "la.cchc", "x.cchc", "y.cchc", "z.cchc"}
    assert "hỏng" in told[whole.name]
    assert "không phải gói trao đổi" in told["la.cchc"]
    assert "không có trong danh sách" in told["x.cchc"]
    assert "1.01" in told["y.cchc"]
    assert "không phải báo cáo" in told["z.cchc"]
    assert taken.asked == (sent / "x.cchc",)
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        assert {each.unit for each in received.failures()} == {"", UNITS[0].code}
    whole.write_bytes(sound)
    again = take_in(files_in(sent), wanted(tmp_path, chosen={sent / "x.cchc": "00003"}))
    assert (again.added, len(again.failures)) == (2, 3)
    assert state(tmp_path)["2026-Q1", "00003"][0] == 5


@pytest.mark.parametrize(
    "value",
    [
        None, [], {"unit": []}, {"unit": {"name": 5}}, {"unit": {"name": "x" * 999}}, {"period": "2026-Q9"},
        {"figures": []}, {"figures": {"1.01": 1.5}}, {"figures": {"1.01": 10**30}}, {"issued": {"day": "x"}},
        {"issued": {"day": 5}}, {"index": {"points": "1e999999999", "greatest": "1"}},
        {"index": {"points": "5", "greatest": "1"}}, {"index": 7}, {"cumulated": {"1.01": [1]}},
    ],
)  # fmt: skip
def test_a_report_of_wrong_values_is_refused_in_a_sentence(tmp_path: Path, value: object) -> None:
    sound = {
        "unit": {"name": UNITS[0].name}, "period": "2026-Q1", "figures": {"1.01": 3}, "estimates": [1],
    }  # fmt: skip
    with writing(tmp_path / "a.cchc", head()) as package:
        package.json("report.json", {**sound, **value} if isinstance(value, dict) else value)
    (tmp_path / "data").mkdir()
    taken = take_in([tmp_path / "a.cchc"], wanted(tmp_path / "data"))
    assert (taken.added, len(taken.failures)) == (0, 1)
    assert taken.failures[0].sentence.endswith(".")
    with writing(tmp_path / "b.cchc", head()) as package:
        package.json("report.json", sound)
    assert take_in([tmp_path / "b.cchc"], wanted(tmp_path / "data")).added == 1


def test_a_report_by_another_catalogue_has_to_be_looked_at(tmp_path: Path) -> None:
    unit = UNITS[0]
    known = country.report_of(unit, Q1, {"1.01": 5, "9.99": 1}, "other")
    country.write_package(tmp_path / "a.cchc", unit, known)
    nothing = country.report_of(UNITS[1], Q1, {"1.01": None})
    country.write_package(tmp_path / "b.cchc", UNITS[1], nothing)
    assert take_in(files_in(tmp_path), wanted(tmp_path)).added == 2
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        found = received.received(Q1)
    assert "9.99" in found[unit.code].problems[0]
    assert found[UNITS[1].code].problems == ("Không có số liệu nào.",)


def test_folders_without_reports_are_told(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Không có thư mục"):
        files_in(tmp_path / "none")
    (tmp_path / "~$mo.xlsx").touch()
    (tmp_path / "a.txt").touch()
    with pytest.raises(Refusal, match="không có gói báo cáo"):
        files_in(tmp_path)
    (tmp_path / "sau").mkdir()
    (tmp_path / "sau" / "b.XLSX").touch()
    assert files_in(tmp_path) == [tmp_path / "sau" / "b.XLSX"]
    assert files_in(tmp_path / "a.txt") == [tmp_path / "a.txt"]
    taken = take_in([tmp_path / "gone.cchc"], wanted(tmp_path))
    assert "Không đọc được" in taken.failures[0].sentence


def test_an_annex_that_was_filled_in_is_taken_in_by_its_head_or_name(office: Office, tmp_path: Path) -> None:
    """The office is a commune here, which fills the annex in; its name stands in the sheet that is hidden."""
    own = office.settings.profile()
    assert own is not None
    path = tmp_path / "phu-luc.xlsx"
    export_file(office.reports.papers.statistics(Q1), "xlsx", path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=1):
        if row[0].value in ("1.01", "3.14"):
            row[3].value = 7
        if row[0].value == "1.02":
            row[3].value = "không phát sinh"
    book.save(path)
    unit = GatheredUnit("77", own.name, Block.COMMUNE)
    units = UnitList([*UNITS, unit])
    taken = take_in([path], wanted(tmp_path, units=units))
    assert taken.added == 1, taken.failures
    with ReceivedFile.open(ReceivedAt(tmp_path)) as received:
        (found,) = received.submissions("77", Layout.of(indicators()))
    layout = Layout.of(indicators())
    assert found.period == Q1
    assert found.figures.numbers[layout.places["1.01"]] == 7
    assert found.figures.sorts[layout.places["1.02"]] == 2
    # Without the hidden sheet the name of the file says whose it is; without that, somebody is asked.
    book.remove(book.worksheets[-1])
    name = tmp_path / f"Phụ lục {UNITS[2].place_name}.xlsx"
    book.save(name)
    assert take_in([name], wanted(tmp_path)).added == 1
    unknown = tmp_path / "bang.xlsx"
    book.worksheets[0].cell(3, 8).value = "thêm"
    book.save(unknown)
    asked = take_in([unknown], wanted(tmp_path))
    assert asked.asked == (unknown,)
    assert take_in([unknown], wanted(tmp_path, chosen={unknown: UNITS[4].code})).added == 1
    assert {unit for _, unit in state(tmp_path)} == {"77", UNITS[2].code, UNITS[4].code}


def test_the_totals_of_a_country_are_the_plain_sums(tmp_path: Path) -> None:
    units = country.units(60)
    plain = country.send(tmp_path / "sent", units, [Q1])[Q1]
    office = Office.open(tmp_path / "data", lambda: DAY, lambda: datetime(2026, 3, 20))
    try:
        for unit in units:
            office.consolidating.save_unit(unit)
        take_in(files_in(tmp_path / "sent"), office.consolidating.wanted(Q1))
        office.consolidating.received_anew()
        sheet = office.consolidating.gathered(Q1).sheet
        for total in sheet.totals():
            if total.how.value == "sum":
                assert total.value == plain.sums[total.code], total.code
                assert total.given == plain.given[total.code]
        both = [
            (said["3.14"], said["3.15"])
            for said in (country.figures(unit, Q1) for unit in units)
            if said["3.14"] is not None and said["3.15"] is not None
        ]
        online, direct = (
            sum(0 if each == "kps" else int(each or 0) for each in of) for of in zip(*both, strict=True)
        )
        assert sheet.total("3.25").value == Fraction(online, online + direct) * 100
    finally:
        office.close()


def test_packages_under_one_password(tmp_path: Path, quick_hashes: None) -> None:
    (tmp_path / "sent").mkdir()
    for unit, password in zip(UNITS[:3], ("tỉnh 2026", "tỉnh 2026", ""), strict=True):
        path = tmp_path / "sent" / f"bc {unit.place_name}.cchc"
        country.write_package(path, unit, country.report_of(unit, Q1, {"1.01": 3}), password=password)
    files = files_in(tmp_path / "sent")
    first = take_in(files, wanted(tmp_path))
    assert (first.added, len(first.locked)) == (1, 2)
    # The name of the file says whose it is.
    assert {each.unit for each in first.failures} == {unit.code for unit in UNITS[:2]}
    wrong = take_in(first.locked, wanted(tmp_path, password="khác"))
    assert len(wrong.locked) == 2
    opened = take_in(files, wanted(tmp_path, password="tỉnh 2026"))
    assert (opened.added, opened.known, opened.failures) == (2, 1, ())
    assert "tỉnh 2026" not in repr(wanted(tmp_path, password="tỉnh 2026"))


def test_a_damaged_one_is_of_the_unit_whose_code_its_file_has(tmp_path: Path) -> None:
    path = tmp_path / f"bao_cao-{UNITS[2].code}_9T.cchc"
    path.write_bytes(b"x")
    [failure] = take_in([path], wanted(tmp_path)).failures
    assert failure.unit == UNITS[2].code
    assert not failure.is_locked


@pytest.mark.parametrize(
    ("head", "day", "number"),
    [
        (
            "PL (Kèm theo Báo cáo số 59/BC-UBND\nngày 12 tháng 9 năm 2026 của UBND xã)",
            date(2026, 9, 12),
            "59",
        ),
        ("(Kèm theo Báo cáo số      /BC-UBND ngày     tháng 9 năm 2026)", None, ""),
        ("(Kèm theo Báo cáo số 59/BC-UBND ngày 45 tháng 9 năm 2026)", None, ""),
    ],
)
def test_an_annex_tells_the_day_of_its_report(head: str, day: date | None, number: str) -> None:
    assert said_of_report(head) == (day, number)
