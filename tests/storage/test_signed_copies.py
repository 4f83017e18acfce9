"""Signed copies lie in the data like what was issued: damage is named, and a rescue brings them back."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.outgoing.records import Dispatch, PaperKey, PaperKind, SentFile, SignedCopy
from cchc_desktop.domain.outgoing.signed import SignedText
from cchc_desktop.domain.plan import Draft
from cchc_desktop.office import Findings, Office
from cchc_desktop.office.outgoing import Incoming
from cchc_desktop.storage import outgoing_rows, report_rows
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.rescue import rescue
from tests.plans import small_plan

DAY = date(2026, 7, 15)
PLAN = PaperKey(PaperKind.PLAN, "plan-1")
SIGNED = b"%PDF-1.7\n" + random.Random(7).randbytes(300_000)
"""Longer than many pages of the data file."""


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
    office = Office.open(folder, lambda: DAY, lambda: datetime(2026, 7, 15, 9, 0))
    try:
        yield office
    finally:
        office.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The closed data of an office with a plan and its signed copy."""
    with opened(tmp_path / "data") as office:
        office.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
        office.plans.store_draft(Draft(small_plan()))
        office.plan_life.issue("plan-1", "152", date(2025, 12, 26))
        text = SignedText("", 3, sha256(SIGNED).hexdigest(), False)
        office.outgoing.attach(PLAN, Incoming("da-ky.pdf", SIGNED, text))
    return tmp_path / "data"


def spoil(folder: Path, statement: str) -> None:
    """Changes the file outside the program."""
    with closing(sqlite3.connect(folder / FILE_NAME)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_rescue_brings_a_signed_copy_back(folder: Path, tmp_path: Path) -> None:
    found = rescue(folder / FILE_NAME, tmp_path / "new")
    assert found.is_whole
    with opened(tmp_path / "new") as office:
        copy = office.outgoing.copy(PLAN)
        assert copy is not None
        assert office.outgoing.content(copy) == SIGNED
        assert office.check() == Findings()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE packs SET content = substr(content, 1, 1000) WHERE length(content) > 300000",
        "DELETE FROM packs WHERE length(content) > 300000",
    ],
)
def test_a_signed_copy_that_is_lost_is_named(statement: str, folder: Path, tmp_path: Path) -> None:
    spoil(folder, statement)
    found = rescue(folder / FILE_NAME, tmp_path / "new")
    # It cannot be typed again: a backup or what was sent has it.
    assert [line for line in found.issued if "152/KH-UBND" in line]
    with opened(tmp_path / "new") as office:
        assert office.outgoing.copies(PLAN) == []
        assert office.check() == Findings()


def test_records_of_what_went_out_are_read_as_they_were_written() -> None:
    sent = Dispatch(
        PaperKind.PLAN, "plan-1", "152", "KH-UBND", date(2025, 12, 26), "Kế hoạch", "Trần Thị Bình",
        ("Sở Nội vụ", "Lưu: VT, VHXH"), DAY, (SentFile("152-KH-UBND.pdf", 9, "a" * 64),), True,
    )  # fmt: skip
    assert report_rows.DISPATCHES.read(outgoing_rows.dispatch_row(sent)) == sent
    copy = SignedCopy(
        PaperKind.REPORT, "2026-Q1", "31", "BC-UBND", date(2026, 3, 17), "a.pdf", 9, "b" * 64, 2, DAY,
        "c" * 64, ("Số trong tệp là 13.",), "Thiếu dấu",
    )  # fmt: skip
    assert report_rows.SIGNED_COPIES.read(outgoing_rows.signed_copy_row(copy)) == copy
    assert report_rows.SIGNED_COPIES.name(outgoing_rows.signed_copy_row(copy)) == (
        "Bản ký số «31/BC-UBND, quý I năm 2026»"
    )
    assert report_rows.DISPATCHES.name(outgoing_rows.dispatch_row(sent)) == "Lần gửi đi «152/KH-UBND»"
