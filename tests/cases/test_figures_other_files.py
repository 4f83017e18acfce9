"""Annexes that come as .xls, .ods, .csv or Strict Open XML, or as something that is not read."""

import csv
import struct
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake.read_figures import read_annex
from cchc_desktop.intake.sheets import biff, delimited
from tests.cases import figure_files
from tests.cases.figure_files import KINDS, Q1, Typed, doubts, drafted, make, rows, values, wrong

INPUTS = Path(__file__).parent / "inputs/figures_other_files"


@pytest.mark.parametrize("kind", KINDS)
def test_what_libreoffice_saved(kind: str) -> None:
    draft = drafted(INPUTS / f"libreoffice.{kind}")
    assert values(draft) == {
        "1.01": "6", "1.02": "2", "1.20": "4", "1.35": "125", "1.36": "98,5", "3.14": "120",
        "3.15": "không phát sinh", "8.04": "95,5",
    }  # fmt: skip
    assert set(doubts(draft)) == {"1.01", "1.20", "1.35", "1.36"}
    assert {change.id: change.note for change in draft.changes if change.note} == {"1.01": "Đếm theo sổ"}
    assert draft.questions == ()


def test_strict_workbooks_are_read() -> None:
    rows = {row.code: row.value for row in read_annex(INPUTS / "strict.xlsx", Q1).rows}
    assert [rows[code].value for code in ("1.01", "1.03", "1.04")] == [12, 40, 10]
    # One figure is a formula that was never worked out; nothing else is wrong with it.
    told = wrong(INPUTS / "strict.xlsx")
    assert [words.partition(".")[0] for words in told if words.startswith("Ô")] == [
        "Ô D11: Công thức chưa có kết quả"
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1258"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_texts_in_any_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    import unicodedata

    cells = {"1.35": Typed("250,5"), "3.14": Typed("1.234"), "3.15": Typed("KPS")}
    text = figure_files.delimited(rows(cells, "QUÝ I NĂM 2026"), delimiter)
    if encoding == "cp1258":
        text = "".join(_for_windows(letter) for letter in unicodedata.normalize("NFC", text))
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    draft = drafted(path)
    assert values(draft) == {"1.35": "250,5", "3.14": "1.234", "3.15": "không phát sinh"}
    assert draft.to_confirm == ()


def _for_windows(letter: str) -> str:
    """A letter as Windows-1258 has it: with its tone as a mark of its own."""
    import unicodedata

    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        parts = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
        rest = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in tones))
        return rest + "".join(tones)
    return letter


def test_texts_that_say_what_parts_their_cells(tmp_path: Path) -> None:
    text = "sep=;\r\n" + figure_files.delimited(rows({"1.01": Typed(7)}, "QUÝ I NĂM 2026"), ";")
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    assert values(drafted(tmp_path / "a.csv")) == {"1.01": "7"}
    # Other systems hand out texts between tabs as workbooks.
    (tmp_path / "a.xls").write_text(text[7:].replace(";", "\t"), encoding="utf-8")
    assert values(drafted(tmp_path / "a.xls")) == {"1.01": "7"}


def refusal(path: Path) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises(Refusal) as caught:
        read_annex(path, Q1)
    return str(caught.value)


def test_a_file_by_its_bytes_and_not_its_ending(tmp_path: Path) -> None:
    for kind, other in (("xls", "xlsx"), ("ods", "xlsx"), ("xlsx", "xls")):
        made = make(kind, tmp_path, {"1.01": Typed(7)})
        path = made.rename(tmp_path / f"khac.{other}")
        assert values(drafted(path)) == {"1.01": "7"}


@pytest.mark.parametrize("suffix", [".xlsm", ".xlsb", ".fods", ".et", ".numbers"])
def test_what_is_not_read_says_the_way_out(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a{suffix}").write_bytes(b"PK\x03\x04")
    sentence = f"Chưa đọc được tệp {suffix}. Hãy mở bằng Excel, chọn Lưu thành (Save As) .xlsx rồi chọn lại."
    assert refusal(tmp_path / f"a{suffix}") == sentence


def test_texts_that_lost_their_letters(tmp_path: Path) -> None:
    text = figure_files.delimited(rows({}, "QUÝ I NĂM 2026"), ";").encode("latin-1", "replace")
    (tmp_path / "a.csv").write_bytes(text)
    assert "đã mất (thành dấu ?). Hãy lưu lại dạng «CSV UTF-8»" in refusal(tmp_path / "a.csv")


def test_texts_that_are_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Mã;Chỉ tiêu;" + "a" * 200 + "\n", encoding="utf-8")
    limit = csv.field_size_limit()
    monkeypatch.setattr(delimited, "MAX_TEXT", 50)
    assert "có ô dài hơn 50 chữ cái" in refusal(path)
    monkeypatch.setattr(delimited, "MAX_BYTES", 100)
    assert "dài hơn một phụ lục thống kê" in refusal(path)
    assert csv.field_size_limit() == limit


# What is done to old workbooks before a library sees them


def stream(*records: tuple[int, bytes]) -> bytes:
    """A container of Excel 97 with these records."""
    body = b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records).ljust(4096, b"\0")
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, 10), 0xFFFFFFFE]
    table = struct.pack("<128I", *chain, *[0xFFFFFFFF] * (128 - len(chain)))
    root = "Root Entry".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 22, 5, 1)
    book = "Workbook".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 18, 2, 1)
    folder = root.ljust(116, b"\xff") + struct.pack("<IQ", 0xFFFFFFFE, 0)
    folder += book.ljust(116, b"\xff") + struct.pack("<IQ", 2, len(body))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    head = head.ljust(44, b"\0") + struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return head + struct.pack("<109I", 0, *[0xFFFFFFFF] * 108) + table + folder.ljust(512, b"\0") + body


BOF, LINK, EOF = (0x809, bytes(16)), (0x1B8, bytes(40)), (0x0A, b"")


def test_records_that_are_not_needed_are_made_unknown() -> None:
    found = biff.read_records(stream(BOF, LINK, EOF))
    assert found.stream[20:22] == struct.pack("<H", 0x0FF8)
    assert found.stream[:2] == struct.pack("<H", 0x809)


def test_locked_and_broken_streams() -> None:
    with pytest.raises(biff.Locked):
        biff.read_records(stream(BOF, (0x2F, bytes(4)), EOF))
    with pytest.raises(biff.Malformed, match="begin"):
        biff.read_records(stream(LINK, EOF))
    with pytest.raises(biff.Malformed, match="cells"):
        biff.read_records(stream(BOF, (0xBD, bytes(2)), EOF))


def test_chains_of_sectors_that_have_no_end() -> None:
    data = bytearray(stream(BOF, EOF))
    struct.pack_into("<I", data, 512 + 9 * 4, 2)
    with pytest.raises(biff.Malformed, match="chain"):
        biff.read_records(bytes(data))


def test_too_many_records(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(biff, "_MAX_RECORDS", 3)
    with pytest.raises(biff.Malformed, match="records"):
        biff.read_records(stream(BOF, LINK, LINK, LINK, LINK, EOF))


def test_old_workbooks_with_a_password(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(stream(BOF, (0x2F, bytes(4)), EOF))
    assert "được đặt mật khẩu" in refusal(tmp_path / "a.xls")
    (tmp_path / "b.xls").write_bytes(stream(LINK, EOF))
    assert "Tệp Excel «b.xls» bị hỏng hoặc không đúng định dạng .xls." in refusal(tmp_path / "b.xls")
