"""What comes from another copy and makes an issued report other than it told is said, and corrected after."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import ReasonNeeded
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.exchange import _told_of
from cchc_desktop.office.merging import Outcome
from tests.office.copies import opened, package
from tests.office.sequence import template

Q1 = Period.parse("2026-Q1")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Office, Office]]:
    """An office that has issued the report of a quarter, and an officer's copy from before that."""
    shutil.copytree(template(), tmp_path / "here")
    here = opened(tmp_path / "here")
    here.figures.type_figure(Q1, "1.06", "12")
    here.figures.type_figure(Q1, "1.07", "3")
    here.close()
    shutil.copytree(tmp_path / "here", tmp_path / "there")
    here, there = opened(tmp_path / "here"), opened(tmp_path / "there")
    there.settings.act_as("Lan")
    here.reports.issue(Q1, "31", date(2026, 3, 17))
    yield here, there
    for office in (here, there):
        assert office.check().damage == ()
        office.close()


def came(here: Office, there: Office) -> Outcome:
    given = package(there)
    seen = here.merging.preview(given, "Lan")
    taken = here.merging.take_in(given, "Lan")
    assert seen.reports == taken.reports
    return taken


def items(office: Office) -> list[tuple[str, str, str]]:
    found = office.corrections.of_report(Q1)
    assert found is not None
    return [(each.item, each.was, each.now) for each in found.corrections]


def test_a_figure_of_an_issued_report_is_told_and_corrected_with_a_reason(
    pair: tuple[Office, Office],
) -> None:
    here, there = pair
    there.figures.type_figure(Q1, "1.06", "15")
    lines = list(_told_of(came(here, there)))
    [line] = [each for each in lines if "đính chính" in each]
    assert line.startswith("Báo cáo số 31/BC-UBND ngày 17/3/2026 (quý I năm 2026) đã phát hành: 2 nội dung")
    assert "từ 12 thành 15; " in line
    assert items(here) == [], "joining keeps nothing that the other copy would not keep"
    [waiting] = here.reached_reports.waiting()
    assert [(key, was.text, now.text) for key, was, now in waiting.changes] == [
        ("1.06", "12", "15"), ("1.09", "25", "20"),
    ]  # fmt: skip
    with pytest.raises(ReasonNeeded, match="Báo cáo số 31"):
        here.corrections.correct([waiting])
    with here.corrections.because("Đếm lại"):
        here.corrections.correct([waiting])
    assert items(here) == [("1.06", "12", "15"), ("1.09", "25", "20")]
    assert here.reached_reports.waiting() == []
    here.history.undo()
    assert len(here.reached_reports.waiting()) == 1
    here.history.undo()
    assert here.reached_reports.waiting() == [], "what came is taken back, and so there is nothing to correct"


def test_a_decision_reaches_a_report_too(pair: tuple[Office, Office]) -> None:
    here, there = pair
    there.figures.type_figure(Q1, "1.06", "15")
    with here.corrections.because("Đếm lại"):
        here.figures.type_figure(Q1, "1.06", "14")
    came(here, there)
    shown = here.figures.figure(Q1, "1.06").number
    assert len(here.reached_reports.waiting()) == (shown != 14)
    here.merging.resolve(here.merging.conflicts()[0].id, "theirs")
    assert here.figures.figure(Q1, "1.06").number == 15
    [waiting] = here.reached_reports.waiting()
    assert ("1.06", "12", "15") in [(key, was.text, now.text) for key, was, now in waiting.changes]
    with here.corrections.because("Theo Lan"):
        here.corrections.correct([waiting])
    assert items(here)[0] == ("1.06", "12", "15")
    # Back to what was reported: no correction any more.
    with here.corrections.because("Không đổi"):
        here.figures.type_figure(Q1, "1.06", "12")
    assert items(here) == []


def test_words_that_the_seal_hides_are_told(pair: tuple[Office, Office]) -> None:
    here, there = pair
    there.reports.set_remarks(Q1, 3, results="Kết quả mới")
    told = list(_told_of(came(here, there)))
    assert told[-1] == (
        "Báo cáo số 31/BC-UBND ngày 17/3/2026 (quý I năm 2026) đã phát hành: 1 đoạn, nhận xét sửa ở nơi khác "
        "không vào bản đã phát hành; muốn đưa vào thì thu hồi phát hành."
    )
    assert here.reached_reports.waiting() == []
    assert here.reached_reports.of_report(Q1) is None


def test_what_was_issued_or_corrected_elsewhere_brings_it_along(
    pair: tuple[Office, Office], tmp_path: Path
) -> None:
    here, there = pair
    there.merging.take_in(package(here), "Văn phòng")
    with there.corrections.because("Đếm lại"):
        there.figures.type_figure(Q1, "1.06", "15")
    assert came(here, there).reports == ()
    assert items(here) == [("1.06", "12", "15"), ("1.09", "25", "20")]
    shutil.copytree(template(), tmp_path / "third")
    third = opened(tmp_path / "third")
    assert third.merging.take_in(package(here), "Văn phòng").reports == ()
    third.close()
