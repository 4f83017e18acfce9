"""Figures that registers give, counted here by hand from rows as an office writes them."""

from collections.abc import Mapping
from datetime import date

import pytest

from cchc_desktop import catalogue, resources
from cchc_desktop.domain.errors import ReasonNeeded
from cchc_desktop.domain.readings import State
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from tests.directives import save_directive

Q1, Q2, HALF = Period.parse("2026-Q1"), Period.parse("2026-Q2"), Period.parse("2026-6T")


def counts(office: Office, period: Period, *codes: str) -> dict[str, int | None]:
    """What is counted for these indicators."""
    found = office.registers.counts(period)
    return {code: int(found[code].value) if code in found else None for code in codes}


def test_documents_and_plans_among_them(office: Office) -> None:
    """By kind, or by the symbol of the number: 14/12 is the last day of the reports' year before."""
    for day, number, kind in (
        (date(2025, 12, 14), "150/KH-UBND", "Kế hoạch"), (date(2025, 12, 15), "152/KH-UBND", "Kế hoạch"),
        (date(2026, 1, 5), "3/kh-UBND", ""), (date(2026, 1, 6), "", "kế hoạch"),
        (date(2026, 2, 1), "7/UBND-VP", "Công văn"), (date(2026, 3, 20), "9/QĐ-UBND", "Quyết định"),
    ):  # fmt: skip
        save_directive(office, day, number, "Cải cách hành chính", kind)
    assert counts(office, Q1, "1.01", "1.02") == {"1.01": 4, "1.02": 3}
    assert counts(office, Q2, "1.01", "1.02") == {"1.01": 1, "1.02": 0}
    ledger = office.figures.ledger()
    assert [ledger.reading(period, "1.01").value for period in (Q1, Q2, HALF)] == [4, 1, 5]
    assert ledger.reading(HALF, "1.02").state is State.RECORDED


PROCEDURE = {"ten": "Thủ tục", "ngay_ap_dung": "5/1/2026"}


def procedures(office: Office, *described: Mapping[str, str]) -> None:
    """Adds procedures of these cells, each with a code of its own."""
    for number, cells in enumerate(described):
        office.registers.add("tthc", {**PROCEDURE, "ma": f"1.{number:06}", **cells})


def test_what_a_list_of_procedures_says_nothing_of_is_not_0(office: Office) -> None:
    procedures(office, {}, {})
    found = counts(office, Q1, "3.01", "3.05", "3.07", "3.10", "3.34", "3.35", "3.63", "3.64", "3.65", "7.22")
    assert {code: count for code, count in found.items() if count is not None} == {"3.01": 2}


def test_procedures_by_what_is_noted_of_them(office: Office) -> None:
    procedures(
        office,
        {"noi_bo": "x", "don_gian": "x"}, {"noi_bo": "x"},
        {"nghia_vu": "x", "thanh_toan": "x", "quy_trinh": "x", "chu_dong": "Mức 2"},
        {"nghia_vu": "x", "thanh_toan": "không", "tai_cau_truc": "x", "quy_trinh": "x", "cong_khai": "x"},
        {"nghia_vu": "x", "ngay_bai_bo": "1/2/2026"},
        {"nghia_vu": "không", "chu_dong": "Mức 2", "mot_cua": "x"},
    )  # fmt: skip
    assert counts(
        office, Q1, "3.01", "3.05", "3.07", "3.10", "3.34", "3.35", "3.63", "3.64", "3.65", "7.22", "7.23"
    ) == {
        "3.01": 3, "3.05": 1, "3.07": 1, "3.10": 2, "3.34": 2, "3.35": 1, "3.63": 2, "3.64": 1, "3.65": 1,
        "7.22": 0, "7.23": 2,
    }  # fmt: skip


def test_a_procedure_may_be_older_than_any_report(office: Office) -> None:
    procedures(office, {"ngay_ap_dung": "1/7/1996"}, {})
    ledger = office.figures.ledger()
    assert [ledger.reading(Period.parse(period), "3.01").value for period in ("2000-Q1", "2026-Q1")] == [1, 2]
    assert min(period.year for period in office.figures._counts.by_period()) == 2000


def test_an_amended_procedure_stays_in_the_counts_before(office: Office) -> None:
    """An amendment of the second quarter changes nothing of what there was in the first."""
    amended = {"trang_thai": "Được sửa đổi, bổ sung", "ngay_sua_doi": "20/4/2026"}
    procedures(
        office, {}, amended, {**amended, "noi_bo": "x"}, {"trang_thai": "Mới ban hành"},
        {"trang_thai": "Được thay thế", "ngay_sua_doi": "5/5/2026"},
    )  # fmt: skip
    assert counts(office, Q1, "3.01", "3.02", "3.03") == {"3.01": 4, "3.02": 1, "3.03": 0}
    assert counts(office, Q2, "3.01", "3.02", "3.03") == {"3.01": 4, "3.02": 0, "3.03": 2}


def test_what_another_took_the_place_of_is_not_abolished(office: Office) -> None:
    """It is counted among the amended ones (help of 3.04), whatever day it ended on."""
    ended = {"ngay_bai_bo": "20/4/2026"}
    procedures(
        office, ended, {**ended, "trang_thai": "Bị bãi bỏ"}, {**ended, "trang_thai": "Đang áp dụng"},
        {**ended, "trang_thai": "Được thay thế"}, {**ended, "trang_thai": "Bị bãi bỏ", "noi_bo": "x"},
    )  # fmt: skip
    assert counts(office, Q2, "3.01", "3.04") == {"3.01": 0, "3.04": 3}


def test_letters_of_apology_before_and_after_the_day(office: Office) -> None:
    late = {"tthc": "Chứng thực", "hen_tra": "2/3/2026", "xin_loi": "1/UBND"}
    for number, cells in enumerate(
        (
            {"ngay_xin_loi": "4/3/2026", "hen_lai": "9/3/2026"},
            {"ngay_xin_loi": "27/2/2026", "hen_lai": "9/3/2026"},
            {"ngay_xin_loi": "1/3/2026", "ngay_tra": "6/3/2026"},
            {"xin_loi": ""},
        )
    ):
        office.registers.add("qua-han", {**late, "ma": f"H{number}", **cells})
    assert counts(office, Q1, "3.26", "3.61") == {"3.26": 2, "3.61": 2}


def test_documents_of_superiors_that_are_to_be_carried_out(office: Office) -> None:
    received = {"van_ban": "Nghị định", "ngay_den": "5/1/2026", "han": "20/1/2026"}
    office.registers.add("van-ban-den", {**received, "so_den": "1"})
    assert counts(office, Q1, "2.13", "2.14") == {"2.13": None, "2.14": None}
    for number, cells in enumerate(({"ngay_xong": "20/1/2026"}, {"ngay_xong": "21/1/2026"}, {})):
        office.registers.add(
            "van-ban-den", {**received, "so_den": f"{number + 2}", "phai_trien_khai": "x", **cells}
        )
    assert counts(office, Q1, "2.13", "2.14") == {"2.13": 1, "2.14": 3}


def test_an_audit_of_the_year_is_a_yes(office: Office) -> None:
    known = {"ma": "QT.01", "ten": "Chứng thực", "ngay_ban_hanh": "5/2/2023"}
    office.registers.add("iso-9001", known)
    assert counts(office, Q2, "7.18") == {"7.18": None}
    office.registers.add("iso-9001", {**known, "danh_gia": "20/4/2026"})
    assert counts(office, Q1, "7.18") == {"7.18": None}
    assert counts(office, Q2, "7.18") == {"7.18": 1}
    reading = office.figures.ledger().reading(Q2, "7.18")
    assert (reading.value, reading.state) == (1, State.RECORDED)


def test_another_catalogue_asks_for_a_count_by_its_name(office: Office) -> None:
    """An office's own catalogue may count plans under another code."""
    text = resources.read_text("catalogue", "indicators.toml")
    for old, new in (
        ('version = "', 'version = "9'), ("valid_from = 2020-12-15", "valid_from = 2025-12-15"),
        ('code = "1.02"', 'code = "1.98"'), ("[1.02]", "[1.98]"), ("{1.02}", "{1.98}"),
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, new, 1)
    office.catalogues.take(catalogue.read_indicators(text))
    save_directive(office, date(2026, 1, 5), "3/KH-UBND", "Cải cách hành chính", "Kế hoạch")
    assert office.figures.ledger().reading(Q1, "1.98").value == 1


def test_a_correction_after_issue_is_asked_for(office: Office) -> None:
    made = save_directive(office, date(2026, 1, 5), "3/KH-UBND", "Cải cách hành chính", "Kế hoạch")
    office.reports.issue(Q1, "31", date(2026, 3, 16))
    with pytest.raises(ReasonNeeded):
        save_directive(office, date(2026, 1, 6), "4/UBND-VP", "Sót", "Công văn")
    with pytest.raises(ReasonNeeded):
        office.registers.delete(made.id)
    # What no report tells, or of a later period, needs no reason.
    save_directive(office, date(2026, 6, 20), "80/UBND-VP", "Quý sau", "Công văn")
    with office.corrections.because("sót văn bản"):
        save_directive(office, date(2026, 1, 6), "4/UBND-VP", "Sót", "Công văn")
    corrected = office.corrections.of_report(Q1)
    assert corrected is not None
    told = {each.name: (each.was, each.now) for each in corrected.corrections}
    assert told["Số văn bản chỉ đạo, điều hành CCHC đã ban hành"] == ("1", "2")
