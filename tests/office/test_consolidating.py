"""The office as one that gathers: its list of units, periods compared, what stands out, the papers."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.domain.consolidation.units import Block, GatheredUnit
from cchc_desktop.domain.consolidation.units_file import IncomingUnits, UnitMistake
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.consolidated_papers import recipients_above
from cchc_desktop.office.take_in import files_in, take_in
from tests import country

Q1, BEFORE = Period.parse("2026-Q1"), Period.parse("2025-Q1")
UNITS = country.units(14, merged=2)
TODAY = [unit for unit in UNITS if unit.valid_to is None]
OLD = [unit for unit in UNITS if unit.valid_from is None]


@pytest.fixture
def gathering(office: Office) -> Office:
    """An office that knows fourteen units, two of which were four before July 2025."""
    office.consolidating.take_units(IncomingUnits(tuple(UNITS)))
    return office


def receive(office: Office, folder: Path) -> None:
    taken = take_in(files_in(folder), office.consolidating.wanted(Q1))
    assert taken.failures == ()
    office.consolidating.received_anew()


def test_the_list_of_units_is_a_record_of_the_office(gathering: Office, tmp_path: Path) -> None:
    part = gathering.consolidating
    assert len(part.units().units) == 18
    assert len(part.expected(Q1)) == 14
    assert len(part.expected(BEFORE)) == 16
    gathering.history.undo()
    assert not part.is_used
    with pytest.raises(Refusal, match="Chưa có danh sách"):
        part.wanted(Q1)
    gathering.history.redo()
    with pytest.raises(Refusal, match="đã nhập vào"):
        part.delete_unit("00001")
    with pytest.raises(Refusal, match="đã có ở đơn vị khác"):
        part.save_unit(GatheredUnit("00003", "xã Mới", Block.COMMUNE))
    with pytest.raises(Refusal, match="Không có đơn vị"):
        part.unit("xã Không Có")
    with pytest.raises(Refusal, match="1 chỗ sai"):
        part.take_units(IncomingUnits((), (UnitMistake(3, "Sai."),)))
    country.send(tmp_path / "sent", TODAY[2:4], [Q1])
    receive(gathering, tmp_path / "sent")
    with pytest.raises(Refusal, match="đã gửi số liệu"):
        part.delete_unit(TODAY[2].code)
    with pytest.raises(Refusal, match="không đổi mã"):
        part.save_unit(replace(TODAY[2], code="new"))
    part.save_unit(replace(TODAY[2], name="Ủy ban nhân dân xã Tên Mới"))
    assert part.unit("xã Tên Mới").code == TODAY[2].code
    assert gathering.check() == Findings()


def test_nothing_of_it_is_the_offices_own(gathering: Office, tmp_path: Path) -> None:
    country.send(tmp_path / "sent", TODAY, [Q1])
    before = gathering.figures.ledger().readings(Q1)
    receive(gathering, tmp_path / "sent")
    assert gathering.consolidating.gathered(Q1).sent == 14
    assert gathering.figures.ledger().readings(Q1) == before


def test_periods_are_compared_over_what_units_became(gathering: Office, tmp_path: Path) -> None:
    sums = country.send(tmp_path / "now", TODAY, [Q1])[Q1]
    then = country.send(tmp_path / "then", OLD, [BEFORE])[BEFORE]
    receive(gathering, tmp_path)
    found = {each.code: each for each in gathering.consolidating.compared(Q1, BEFORE)}
    whole = [each for each in found.values() if each.units == 14 and each.now.how.value == "sum"]
    assert whole
    for each in whole:
        assert each.now.value == sums.sums[each.code]
        assert each.before.value == then.sums[each.code]


def test_a_period_is_held_against_one_that_something_came_of(gathering: Office, tmp_path: Path) -> None:
    part, quarter_before = gathering.consolidating, Period.parse("2025-Q4")
    country.send(tmp_path / "now", TODAY, [Q1])
    receive(gathering, tmp_path / "now")
    assert part.earlier(Q1) == quarter_before
    country.send(tmp_path / "year", OLD, [BEFORE])
    receive(gathering, tmp_path / "year")
    assert part.earlier(Q1) == BEFORE
    country.send(tmp_path / "quarter", TODAY, [quarter_before])
    receive(gathering, tmp_path / "quarter")
    assert part.earlier(Q1) == quarter_before
    # What adds up since the year's beginning is held against the same of the year before.
    half, half_before, quarter = (Period.parse(each) for each in ("2026-6T", "2025-6T", "2026-Q1"))
    assert part.earlier(half) == quarter
    country.send(tmp_path / "half", TODAY, [half_before])
    receive(gathering, tmp_path / "half")
    assert part.earlier(half) == half_before


def test_what_stands_out_and_its_own_past(gathering: Office, tmp_path: Path) -> None:
    periods = [Period.parse(f"{year}-Q{quarter}") for year in (2024, 2025) for quarter in (1, 2, 3)]
    unit = TODAY[5]
    for number, period in enumerate([*periods, Q1]):
        for each in TODAY:
            usual = 200 + 7 * number + int(each.code)
            said: dict[str, int | str | None] = {"3.14": usual if (each, period) != (unit, Q1) else 90_000}
            path = tmp_path / f"{each.code}-{period.id}.cchc"
            country.write_package(path, each, country.report_of(each, period, said))
    receive(gathering, tmp_path)
    part = gathering.consolidating
    found = part.gathered(Q1)
    assert set(found.outliers("3.14")) == {unit.code}
    own = part.beside_own(Q1, "3.14", unit.code)
    assert own is not None
    assert own.is_high
    assert part.beside_own(Q1, "3.14", TODAY[4].code) is None
    assert part.beside_own(Q1, "3.14", "none") is None
    assert found.ranking()[0].ranked
    history = part.history(unit.code)
    assert len(history) == 7
    assert history[0].period == Q1
    part.remove(history[0].id)
    assert part.gathered(Q1).sent == 13


def test_a_provinces_report_speaks_as_a_province_does(gathering: Office, tmp_path: Path) -> None:
    province = OfficeProfile("Ủy ban nhân dân tỉnh Sông Hương", "Bộ Nội vụ", "Sông Hương", archive="NV")
    gathering.settings.set_profile(province)
    country.send(tmp_path / "sent", TODAY, [Q1])
    receive(gathering, tmp_path / "sent")
    said = repr(gathering.consolidated_papers.report(Q1))
    # What its communes did is told of all of them, not of «xã».
    assert "trang thông tin điện tử của các xã, phường, đặc khu" in said
    assert "trang thông tin điện tử của xã" not in said
    assert "superior=''" in said
    # A province does not report to its own department, nor has it the recipients of a commune.
    assert "Bộ Nội vụ, Sở Nội vụ" not in said
    assert "Thường trực Tỉnh ủy, Thường trực HĐND tỉnh (để báo cáo)" in said
    assert "Các phòng, trung tâm" not in said
    assert recipients_above(province)[-2:] == ("UBND các xã, phường, đặc khu", "Lưu: VT, NV")
    department = OfficeProfile("Sở Nội vụ tỉnh Sông Hương", "Ủy ban nhân dân tỉnh Sông Hương", "Sông Hương")
    assert recipients_above(department) == ("Như trên", "UBND các xã, phường, đặc khu", "Lưu: VT")


def test_the_papers_say_what_was_sent(gathering: Office, tmp_path: Path) -> None:
    papers = gathering.consolidated_papers
    with pytest.raises(Refusal, match="Chưa nhận được"):
        papers.report(Q1)
    sums = country.send(tmp_path / "sent", TODAY[:12], [Q1])[Q1]
    receive(gathering, tmp_path / "sent")
    report = papers.report(Q1)
    said = repr(report)
    assert "12/14 đơn vị" in said
    assert f"xã {TODAY[13].place_name.split(' ', 1)[1]}" in said
    assert [part.name for part in report.parts][:3] == ["Báo cáo", "Phụ lục I", "Phụ lục II"]
    assert any(part.landscape for part in report.parts)
    # What is not added up says so, and notes count the units that sent something.
    assert "Không cộng: " in said
    assert "/12 đơn vị có số liệu" in said
    total = int(sums.sums["3.14"])
    assert str(total) in repr(papers.sheet(Q1))
    letter = repr(papers.urging_letter(Q1, date(2099, 1, 1)))
    assert TODAY[12].name in letter
    country.send(tmp_path / "rest", TODAY[12:], [Q1])
    receive(gathering, tmp_path / "rest")
    with pytest.raises(Refusal, match="không cần đôn đốc"):
        papers.urging_letter(Q1)
    assert papers.file_name("Tổng hợp", "pdf").endswith(".pdf")
    # What is wrong with a file is told to its sender without the advice to who takes it in.
    country.send(tmp_path / "broken", TODAY[13:14], [Q1])
    [broken] = (tmp_path / "broken").glob("**/*.cchc")
    broken.write_bytes(broken.read_bytes()[:-300])
    broken.rename(tmp_path / "broken" / f"BC {TODAY[13].place_name}.cchc")
    take_in([broken.with_name(f"BC {TODAY[13].place_name}.cchc")], gathering.consolidating.wanted(Q1))
    gathering.consolidating.received_anew()
    letter = repr(gathering.consolidated_papers.urging_letter(Q1, date(2099, 1, 1)))
    assert "bị hỏng, bị cắt ngắn" in letter
    assert "Hãy" not in letter
