"""Packages of an office: its report, its catalogues; what came in is shown before it is taken in."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

from cchc_desktop.catalogue.criteria import criteria_sets
from cchc_desktop.catalogue.indicators import read_indicators
from cchc_desktop.catalogue.legal import read_library, shipped
from cchc_desktop.catalogue.register_text import register_text
from cchc_desktop.catalogue.registers import read_register
from cchc_desktop.catalogue.surveys import shipped_texts
from cchc_desktop.domain.consolidation.versions import is_after
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.exchange.manifest import PackageKind
from cchc_desktop.domain.exchange.unit_report import NONE, number_of
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.templates.map import CellMap, Fact, SheetShape, TemplateMap
from cchc_desktop.office import Office
from cchc_desktop.office.package_catalogues import ItemKind
from cchc_desktop.office.package_files import came_in, look_at
from cchc_desktop.office.take_in import files_in, take_in
from cchc_desktop.packages.load import Load, write_load
from tests import country
from tests.catalogue.newer import newer_catalogue
from tests.quick_passwords import quick_hashes
from tests.sample_office import lay_sample

__all__ = ["quick_hashes"]

Q2 = Period.parse("2026-Q2")
DAY = date(2026, 7, 15)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Office]:
    folder = tmp_path / "sample"
    lay_sample(folder, DAY)
    with closing(Office.open(folder, lambda: DAY, lambda: datetime(2026, 7, 15, 9))) as office:
        yield office


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Office]:
    with closing(Office.open(tmp_path / "other", lambda: DAY, lambda: datetime(2026, 7, 16, 9))) as office:
        office.settings.found(OfficeProfile("UBND xã Hòa Lạc", "UBND tỉnh Sông Hương", "Hòa Lạc"))
        yield office


def _written(load: Load, path: Path, password: str = "") -> Path:
    write_load(path, load, password)
    return path


def test_a_report_travels_as_the_office_has_it(sample: Office, tmp_path: Path) -> None:
    path = _written(sample.exchange.pack_report(Q2), tmp_path / "r.cchc", "bí mật")
    look = look_at(path, "bí mật")
    report = look.report
    assert report is not None
    readings = sample.figures.ledger().readings(Q2)
    assert {code: number_of(value) for code, value in report.figures.items()}.keys() == readings.keys()
    for code, reading in readings.items():
        given = number_of(report.figures[code])
        assert (given is None) == (reading.value is None), code
        if given is not None and reading.value is not None:
            assert abs(given - reading.value) < Fraction(1, 10**11), code
    assert NONE in report.figures.values()
    assert report.cumulated["1.01"] == sample.figures.ledger().reading(Q2.cumulated, "1.01").value
    numerator, denominator = map(Fraction, report.parts["3.24"])
    assert numerator / denominator * 100 == readings["3.24"].value
    assert (report.unit.name, report.unit.block) == ("Ủy ban nhân dân xã An Bình", "xa")
    assert report.unit.id == look.manifest.head.office == sample.exchange.identity()
    assert report.texts
    assert report.index is not None
    assert sum(float(points) for points, _ in report.index.areas.values()) <= float(report.index.points) + 1
    assert "catalogue.toml" not in {part.name for part in look.manifest.parts}


def test_a_longer_span_is_packed_from_its_quarters(office: Office, tmp_path: Path) -> None:
    for quarter, count in (("2026-Q1", "3"), ("2026-Q2", "4")):
        office.figures.type_figure(Period.parse(quarter), "1.01", count)
    half = Period.parse("2026-6T")
    report = look_at(_written(office.exchange.pack_report(half), tmp_path / "r.cchc")).report
    assert report is not None
    assert (report.period, report.figures["1.01"]) == (half, 7)
    with pytest.raises(Refusal, match="Chưa có số liệu 6 tháng đầu năm 2025"):
        office.exchange.pack_report(Period.parse("2025-6T"))


def test_an_issued_report_brings_what_was_signed(sample: Office, tmp_path: Path) -> None:
    first = Period.parse("2026-Q1")
    if not sample.reports.text.head(first).is_issued:
        sample.reports.issue(first, "12", date(2026, 3, 16))
    load = sample.exchange.pack_report(first)
    look = look_at(_written(load, tmp_path / "r.cchc"))
    assert look.report is not None
    assert look.report.issued is not None
    assert look.report.seal
    assert {f"packs/{each}" for each in look.report.seal} <= {part.name for part in look.manifest.parts}


def test_the_same_report_is_the_same_package(sample: Office, tmp_path: Path) -> None:
    one, two = (_written(sample.exchange.pack_report(Q2), tmp_path / f"{n}.cchc") for n in (1, 2))
    assert look_at(one).manifest.hash == look_at(two).manifest.hash
    with sample.corrections.because("Đếm lại"):
        sample.figures.type_figure(Q2, "1.35", "77")
    first = dict(look_at(one).manifest.head.seen)
    three = _written(sample.exchange.pack_report(Q2), tmp_path / "3.cchc")
    # A later one is told from an earlier by what it was made from.
    assert is_after(dict(look_at(three).manifest.head.seen), first)
    assert look_at(three).manifest.hash != look_at(one).manifest.hash


def test_a_report_without_figures_and_one_of_no_office_are_refused(office: Office, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="Chưa có số liệu quý II"):
        office.exchange.pack_report(Q2)
    with (
        closing(Office.open(tmp_path / "new", lambda: DAY)) as empty,
        pytest.raises(Refusal, match="Chưa khai báo cơ quan"),
    ):
        empty.exchange.pack_report(Q2)


def test_a_report_is_not_taken_into_the_office_itself(sample: Office, tmp_path: Path) -> None:
    path = _written(sample.exchange.pack_report(Q2), tmp_path / "r.cchc")
    with came_in(path) as package, pytest.raises(Refusal, match="trang Tổng hợp"):
        sample.exchange.take_in(package)


def _library() -> str:
    return (
        shipped()
        .text.replace(f"updated = {shipped().updated.isoformat()}", "updated = 2027-06-01", 1)
        .replace(f'version = "{shipped().version}"', 'version = "2027.6"', 1)
    )


def _with_catalogues(office: Office) -> None:
    """One of the office's own of each kind."""
    office.catalogues.take(read_indicators(newer_catalogue()))
    office.own_registers.save(read_register(_own_register(office)))
    given = criteria_sets()[0]
    office.criteria_sets.keep(replace(given, id="bo-tinh", title="Bộ tiêu chí của tỉnh"))
    office.surveys.save_questionnaire(shipped_texts()["sipas"].replace('name = "', 'name = "Riêng: ', 1))
    office.legal.take(read_library(_library()))
    cells = (CellMap("Biểu 1", 3, 2, fact=Fact.OFFICE),)
    office.templates.keep(TemplateMap("bieu.xlsx", (SheetShape("Biểu 1", (), (("A1", "Biểu"),)),), cells))


def _own_register(office: Office) -> str:
    shipped_one = office.registers.get("kiem-tra")
    return register_text(shipped_one).replace("Kiểm tra", "Kiểm tra, giám sát", 1)


def test_catalogues_go_to_another_office(office: Office, other: Office, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="chưa có danh mục riêng"):
        office.exchange.pack_catalogues()
    _with_catalogues(office)
    items = office.exchange.catalogues()
    assert {each.kind for each in items} == set(ItemKind)
    assert all(each.words for each in items)
    path = _written(office.exchange.pack_catalogues(), tmp_path / "c.cchc")
    with came_in(path) as package:
        assert package.look.manifest.head.kind is PackageKind.CATALOGUE
        assert package.look.manifest.head.office == ""
        seen = other.exchange.preview(package)
        assert seen.is_new
        assert [each.refusal for each in seen.offers] == [""] * len(items)
        assert other.exchange.catalogues() == []
        other.exchange.take_in(package)
        assert {each.key for each in other.exchange.catalogues()} == {each.key for each in items}
        again = other.exchange.take_in(package)
        assert not again.is_new
        assert again.known is not None
    assert [each.is_sent for each in other.exchange.history()] == [False]
    assert other.check().damage == ()


def test_only_the_catalogues_that_were_asked_for_go_out(office: Office, tmp_path: Path) -> None:
    _with_catalogues(office)
    key = next(each.key for each in office.exchange.catalogues() if each.kind is ItemKind.REGISTER)
    load = office.exchange.pack_catalogues([key])
    packed = write_load(tmp_path / "c.cchc", load)
    assert packed.manifest.head.holds == (("mẫu sổ", 1),)
    office.exchange.remember_sent(packed, "c.cchc")
    assert [(each.is_sent, each.file) for each in office.exchange.history()] == [(True, "c.cchc")]
    with pytest.raises(Refusal, match="Không có danh mục «register:khác»"):
        office.exchange.pack_catalogues(["register:khác"])


def test_a_catalogue_that_cannot_be_taken_in_changes_nothing(
    office: Office, other: Office, tmp_path: Path
) -> None:
    _with_catalogues(office)
    other.catalogues.take(read_indicators(newer_catalogue("2028.1", "2027-12-15")))
    path = _written(office.exchange.pack_catalogues(), tmp_path / "c.cchc")
    before = other.exchange.catalogues()
    with came_in(path) as package:
        seen = other.exchange.preview(package)
        assert [each.item.kind for each in seen.offers if each.refusal] == [ItemKind.INDICATORS]
        with pytest.raises(Refusal, match="không mới hơn danh mục"):
            other.exchange.take_in(package)
    assert other.exchange.catalogues() == before
    assert other.exchange.history() == ()


@pytest.mark.parametrize(
    "value",
    [[], {"items": []}, {"items": [1]}, {"items": [{"kind": "x", "id": "", "title": "", "part": "a.toml"}]},
     {"items": [{"kind": "legal", "id": "", "title": "", "part": "none.toml"}]}],
)  # fmt: skip
def test_a_list_of_catalogues_that_is_none_is_refused(office: Office, tmp_path: Path, value: object) -> None:
    _with_catalogues(office)
    load = office.exchange.pack_catalogues()
    path = _written(Load(load.head, values={"catalogue.json": value}), tmp_path / "c.cchc")
    with came_in(path) as package, pytest.raises(Refusal, match="bị hỏng"):
        office.exchange.preview(package)


def test_the_parts_of_a_package_are_gone_afterwards(sample: Office, tmp_path: Path) -> None:
    path = _written(sample.exchange.pack_report(Q2), tmp_path / "r.cchc")
    with came_in(path) as package:
        folder = package.parts.folder
        assert folder.is_dir()
    assert not folder.exists()
    with pytest.raises(Refusal, match="Không tìm thấy"), came_in(tmp_path / "none.cchc"):
        pass
    room = sample.exchange.room
    assert room is not None
    left = room / "package-parts-left"
    left.mkdir()
    with came_in(path, room=room) as package:
        assert package.parts.folder.parent == room
        assert not left.exists()
    assert not list(room.glob("package-parts-*"))
    with came_in(path, room=tmp_path / "none") as package:
        assert package.parts.folder.is_dir()


def test_a_province_goes_to_another_pc_with_what_its_units_sent(
    sample: Office, tmp_path: Path, quick_hashes: None
) -> None:
    units = country.units(3)
    for unit in units:
        sample.consolidating.save_unit(unit)
    country.send(tmp_path / "sent", units, [Q2])
    take_in(files_in(tmp_path / "sent"), sample.consolidating.wanted(Q2))
    sample.consolidating.received_anew()
    path = _written(sample.exchange.pack_whole(), tmp_path / "all.cchc", "bí mật")
    with closing(Office.open(tmp_path / "new", lambda: DAY)) as new, came_in(path, "bí mật") as package:
        assert new.exchange.preview(package).lines[-1] == "Thêm: 3 báo cáo của các đơn vị đã nhận."
        assert new.consolidating.periods() == {}
        assert new.exchange.take_in(package).is_new
        assert new.consolidating.gathered(Q2).sent == 3
        again = new.exchange.take_in(package)
        assert (again.is_new, again.lines) == (False, ("Mọi nội dung của gói đã có ở đây.",))
        # What was taken away is brought by the same package, without anything else that is new.
        new.consolidating.remove(new.consolidating.history(units[0].code)[0].id)
        assert new.exchange.take_in(package).lines == ("Thêm: 1 báo cáo của các đơn vị đã nhận.",)


def test_received_lines_that_are_wrong_change_nothing(sample: Office, tmp_path: Path) -> None:
    load = sample.exchange.pack_whole()
    path = _written(replace(load, lines={**load.lines, "received.jsonl": [{"x": 1}]}), tmp_path / "a.cchc")
    with closing(Office.open(tmp_path / "new", lambda: DAY)) as new, came_in(path) as package:
        with pytest.raises(Refusal, match="bị hỏng"):
            new.exchange.take_in(package)
        assert new.exchange.office_name() == ""
