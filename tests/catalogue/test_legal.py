"""The library of legal documents: what the program brings, and what a file may not say."""

from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.catalogue import legal
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.legal import LegalState, faults_of

HEAD = 'version = "1"\ntitle = "Thư viện"\nupdated = 2026-12-01\nsource = "tỉnh"\n'
ONE = '[[document]]\nsymbol = "1/2026/NĐ-CP"\nkind = "Nghị định"\n'


def test_the_programs_own_library_is_sound() -> None:
    found = legal.shipped()
    assert len(found.documents) >= 50
    assert not [fault for each in found.documents for fault in faults_of(each)]
    assert len(found.id) == 64


@pytest.mark.parametrize(
    ("symbol", "day", "state", "instead"),
    [
        ("61/2018/NĐ-CP", date(2026, 1, 1), LegalState.ENDED, ["118/2025/NĐ-CP"]),
        ("42/2022/NĐ-CP", date(2026, 7, 1), LegalState.ENDED, ["224/2026/NĐ-CP"]),
        ("42/2022/NĐ-CP", date(2026, 6, 30), LegalState.UNKNOWN, []),
        ("64/2014/NĐ-CP", date(2026, 8, 1), LegalState.ENDED, ["154/2026/NĐ-CP"]),
        ("01/2020/TT-VPCP", date(2026, 8, 1), LegalState.DOUBTFUL, ["09/2026/TT-BTP"]),
        ("25/2025/NĐ-CP", date(2026, 8, 1), LegalState.DOUBTFUL, ["276/2026/NĐ-CP"]),
        ("224/2026/NĐ-CP", date(2026, 6, 30), LegalState.NOT_YET, []),
        ("76/NQ-CP", date(2026, 1, 1), LegalState.IN_FORCE, []),
        ("30/2020/NĐ-CP", date(2026, 1, 1), LegalState.IN_FORCE, []),
        ("282/QĐ-TTg", date(2026, 6, 1), LegalState.UNKNOWN, []),
    ],
)
def test_what_it_says(symbol: str, day: date, state: LegalState, instead: list[str]) -> None:
    found = legal.library().standing(symbol, day)
    assert found.document is not None
    assert found.state is state
    if found.is_told:
        assert [each.symbol for each in found.instead] == instead or state is LegalState.NOT_YET


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "moi.toml"
    path.write_text(HEAD + ONE, "utf-8")
    found = legal.read_library_file(path)
    assert (found.version, found.updated, len(found.documents)) == ("1", date(2026, 12, 1), 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + ONE + ONE, "trùng số"),
        (HEAD + ONE + "ended = 2026-01-01\nvalid_from = 2026-02-01\n", "hết hiệu lực trước"),
        (HEAD + ONE + 'khac = "x"\n', "khóa lạ"),
        (HEAD + '[[document]]\nsymbol = "abc"\nkind = "Nghị định"\n', "không đúng dạng"),
        (HEAD, "thiếu khóa «document»"),
        (ONE, "thiếu khóa «version»"),
        (HEAD + ONE + "signed = 1800-01-01\n", "năm 1800"),
        ("x = [", "cú pháp TOML"),
        (HEAD + f'note = "{"a" * 3000}"\n', "dài quá"),
        (HEAD + 'x = """' + "a" * 3000 + '"""\n', "dài quá"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "sai.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(Refusal, match=said):
        legal.read_library_file(path)
