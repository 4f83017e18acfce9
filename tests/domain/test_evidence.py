"""What evidence is attached to, what is taken, and what it is called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain import accepted_files as accepted
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.evidence import Owner, OwnerKind, told_faults


@pytest.mark.parametrize("text", ["task:7f3a", "update:u", "row:r:1", "figure:2026-Q1:1.07", "report:2026-N"])
def test_owners_are_written_and_read(text: str) -> None:
    assert Owner.parse(f" {text} ").text == text


def test_the_period_and_code_of_an_owner() -> None:
    figure = Owner.parse("figure:2026-q1:1.07")
    assert (figure.id, figure.code, str(figure.period and figure.period.id)) == (
        "2026-Q1:1.07",
        "1.07",
        "2026-Q1",
    )
    task = Owner.parse("task:2026-Q1:1.07")
    assert (task.period, task.code) == (None, "")


@pytest.mark.parametrize("text", ["", "task", "task:", "plan:1", "figure:2026-Q1", "report:2026", "Task:1"])
def test_what_names_no_owner(text: str) -> None:
    with pytest.raises(Refusal):
        Owner.parse(text)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Biên bản số 5.PDF", "Biên bản số 5.PDF"),
        (r"D:\quet\thang 3\..\bb.pdf", "bb.pdf"),
        ("/etc/bb.pdf", "bb.pdf"),
        ("CON.pdf", "tep-CON.pdf"),
        ("com¹.pdf", "tep-com¹.pdf"),
        ('a<b>:"c|d?.pdf', "a b c d .pdf"),
        ("a\u202egnp.exe\u202c.pdf", "agnp.exe.pdf"),
        ("a\x00b\n.pdf. . ", "a b .pdf"),
        ("...", "tep"),
        ("", "tep"),
    ],
)
def test_names_are_made_safe(given: str, kept: str) -> None:
    assert accepted.kept_name(given) == kept


@given(st.text(max_size=400))
def test_a_safe_name_stays_as_it_is(text: str) -> None:
    name = accepted.kept_name(text)
    assert accepted.kept_name(name) == name
    assert 0 < len(name) <= accepted.NAME_LENGTH
    assert not set(name) & set('/\\<>:"|?*\n\r\t')
    assert name == name.rstrip(". ")


def test_a_long_name_keeps_its_ending() -> None:
    name = accepted.kept_name(f"{'rất dài ' * 40}.docx")
    assert len(name) <= 120
    assert name.endswith(".docx")


@pytest.mark.parametrize(
    "name", ["bb.exe", "bb.pdf.lnk", "anh.JPG .exe", "x.ps1", "x.pdf\u202e.bat", "x.url", "x.js"]
)
def test_programs_are_refused(name: str) -> None:
    with pytest.raises(Refusal, match="chương trình, tập lệnh hoặc lối tắt"):
        accepted.refuse_name(name)


@pytest.mark.parametrize("name", ["readme", "x.abc", ".pdf"])
def test_what_nobody_knows_is_refused_with_a_way_out(name: str) -> None:
    with pytest.raises(Refusal, match="Hãy lưu thành PDF"):
        accepted.refuse_name(name)


def test_a_program_that_is_called_something_else() -> None:
    accepted.refuse_name("bb.pdf")
    accepted.refuse_head("bb.pdf", b"%PDF-1.7")
    for head in (b"MZ\x90", b"\x7fELF", b"#!/bin/sh", b"L\0\0\0\x01\x14\x02\0\0"):
        with pytest.raises(Refusal, match="chương trình"):
            accepted.refuse_head("bb.pdf", head)


def test_sizes_and_macros(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accepted, "MOST_BYTES", 1024 * 1024)
    accepted.refuse_size("a.pdf", 1024 * 1024)
    with pytest.raises(Refusal, match="lớn hơn 1 MB"):
        accepted.refuse_size("a.pdf", 1024 * 1024 + 1)
    with pytest.raises(Refusal, match="trống"):
        accepted.refuse_size("a.pdf", 0)
    assert accepted.may_hold_macros("a.XLSM", b"")
    assert accepted.may_hold_macros("a.docx", b"PK..word/vbaProject.bin..")
    assert not accepted.may_hold_macros("a.docx", b"PK..word/document.xml")


def test_kinds_and_faults_have_words() -> None:
    assert {kind.label for kind in OwnerKind} >= {"Nhiệm vụ", "Báo cáo"}
    assert told_faults([], []) == []
    (told,) = told_faults(["a", "b", "c", "d"], [])
    assert told.startswith("4 tệp minh chứng («a», «b», «c», …) không còn")


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Biên bản", "Biên bản.pdf"), (" a/b/Biên bản.PDF ", "Biên bản.PDF"), ("bang.docx", "bang.docx.pdf")],
)
def test_a_renamed_file_keeps_its_ending(typed: str, name: str) -> None:
    assert accepted.renamed("cu.pdf", typed) == name


def test_a_file_has_a_name_that_is_taken() -> None:
    with pytest.raises(Refusal, match="tên tệp"):
        accepted.renamed("cu.pdf", " \n")
    with pytest.raises(Refusal, match="không nhận"):
        accepted.renamed("cu", "bản ký")
