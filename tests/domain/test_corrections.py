"""Corrections of issued reports: what becomes of them as the data go on changing."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.domain.corrections import (
    Correction,
    Item,
    differences,
    followed,
    report_name,
    sorted_for_reading,
    standing,
)
from cchc_desktop.domain.report.records import ReportHead
from cchc_desktop.domain.report_periods import Period

HEAD = ReportHead("2026-Q1", "31", "BC-UBND", date(2026, 3, 17))
TODAY = date(2026, 5, 4)


def item(text: str) -> Item:
    return Item("Số hồ sơ", "hồ sơ", text)


def after(known: list[Correction], was: str, now: str, key: str = "3.17") -> list[Correction]:
    """The corrections once a value was changed."""
    found = followed(known, [(key, item(was), item(now))], HEAD, "sót", TODAY, "Lan")
    gone = {each.id for each in (*found.dropped, *found.kept)}
    return [*(each for each in known if each.id not in gone), *found.kept]


def test_what_differs() -> None:
    before, now = (
        {"a": item("1"), "b": item("2"), "c": item("")},
        {"a": item("1"), "b": item(""), "d": item("4")},
    )
    assert [(key, was.text, is_now.text) for key, was, is_now in differences(before, now)] == [
        ("b", "2", ""), ("d", "", "4"),
    ]  # fmt: skip


def test_the_value_that_was_reported_is_kept_and_coming_back_to_it_ends_the_correction() -> None:
    found = after([], "120", "125")
    (one,) = found
    assert (one.was, one.now, one.reason, one.corrected_on, one.officer) == (
        "120",
        "125",
        "sót",
        TODAY,
        "Lan",
    )
    assert one.is_of(HEAD)
    assert not one.is_of(replace(HEAD, number="", issued_on=None))
    assert not one.is_of(None)
    (again,) = after(found, "125", "127")
    assert (again.id, again.was, again.now) == (one.id, "120", "127")
    assert after([again], "127", "120") == []
    assert after([], "120", "120") == []


def test_what_a_report_has_told_is_corrected_anew() -> None:
    (told,) = (replace(each, told_in="2026-6T") for each in after([], "120", "125"))
    found = sorted_for_reading(after([told], "125", "127"))
    assert [(each.was, each.now, each.told_in) for each in found] == [
        ("120", "125", "2026-6T"), ("125", "127", ""),
    ]  # fmt: skip
    assert standing(found) == 1
    back = sorted_for_reading(after([told], "125", "120"))
    assert len(back) == 2
    assert standing(back) == 0


@pytest.mark.parametrize(
    ("unit", "was", "now", "words"),
    [
        ("hồ sơ", "120", "125", "từ 120 thành 125 hồ sơ"),
        ("%", "97,5", "98", "từ 97,5% thành 98%"),
        ("hồ sơ", "", "5", "từ chưa có số liệu thành 5 hồ sơ"),
        ("%", "97,5", "", "từ 97,5% thành chưa có số liệu"),
        ("", "đang thực hiện", "quá hạn", "từ đang thực hiện thành quá hạn"),
    ],
)
def test_words(unit: str, was: str, now: str, words: str) -> None:
    (one,) = after([], "1", "2")
    assert replace(one, unit=unit, was=was, now=now).words == words


def test_what_was_corrected() -> None:
    (figure,), (cell,) = after([], "1", "2", "3.17+"), after([], "1", "2", "II.06a 2026-Q1 f online")
    assert (figure.code, figure.is_figure, figure.is_cell) == ("3.17", True, False)
    assert (cell.code, cell.is_figure, cell.is_cell) == ("", False, True)
    assert sorted_for_reading([cell, figure]) == [figure, cell]
    named = report_name("31", "BC-UBND", date(2026, 3, 17), Period.parse("2026-Q1"))
    assert named == "Báo cáo số 31/BC-UBND ngày 17/3/2026 (quý I năm 2026)"
