"""A letter beyond U+FFFF is one letter in every format; half of one is none, and stops no import."""

from pathlib import Path

import pytest
from docx import Document
from reportlab.pdfbase import ttfonts

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.intake.read import read_source
from cchc_desktop.office import Office

from .made_plans import draft_in
from .pdf_pages import PLAN, Pages, texts

BOOK, HOUSE = "\U0001f4d6", "\U0001f3e0"


def as_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, codes: dict[str, str]) -> Path:
    """A plan with this line, of some of whose letters the file says that they are other ones (in UTF-16)."""
    said = ttfonts.makeToUnicodeCMap

    def saying(name: str, subset: list[int]) -> str:
        result = str(said(name, subset))
        for letter, code in codes.items():
            result = result.replace(f"<{ord(letter):04X}>", f"<{code}>")
        return result

    monkeypatch.setattr(ttfonts, "makeToUnicodeCMap", saying)
    pages = Pages(tmp_path / "a.pdf")
    pages.plan((*PLAN[:-1], line, PLAN[-1]))
    pages.canvas.save()
    return pages.path


def test_in_a_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = {"¤": "D83DDCD6", "§": "D83C", "¶": "DFE0"}
    path = as_pdf(tmp_path, monkeypatch, "- Thư viện ¤ mở cửa § cả ¶ ngày.", codes)
    source = read_source(path)
    assert texts(source)[-2] == f"- Thư viện {BOOK} mở cửa cả ngày."
    assert source.notes == ("Trang 1: có 2 ký tự không đọc được; hãy đối chiếu với bản gốc.",)


def test_in_a_table_of_a_pdf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = as_pdf(tmp_path, monkeypatch, "- Việc ¤§ cuối.", {"¤": "D83DDCD6", "§": "DC00"})
    assert texts(read_source(path))[-2] == f"- Việc {BOOK} cuối."


@pytest.mark.parametrize("suffix", ["txt", "md", "docx"])
def test_in_other_formats(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.{suffix}"
    lines = [*PLAN[:-1], f"- Thư viện {BOOK} cạnh {HOUSE}.", PLAN[-1]]
    if suffix == "docx":
        document = Document()
        for line in lines:
            document.add_paragraph(line)
        document.save(str(path))
    else:
        path.write_text("\n\n".join(lines), "utf-8")
    found = read_source(path)
    assert f"- Thư viện {BOOK} cạnh {HOUSE}." in texts(found)
    assert_is_kept(path, tmp_path, BOOK)


def test_what_is_read_of_a_pdf_is_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = as_pdf(tmp_path, monkeypatch, "- Rà soát ¤ văn bản § của xã.", {"¤": "D83DDCD6", "§": "D83C"})
    assert_is_kept(path, tmp_path, BOOK)


def test_halves_in_a_text_of_utf_16(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "\n\n".join([*PLAN[:-1], "- Thư viện @ mở cửa.", PLAN[-1]])
    data = text.encode("utf-16-le").replace("@".encode("utf-16-le"), b"\x3d\xd8")
    path.write_bytes(b"\xff\xfe" + data)
    try:
        found = read_source(path)
    except Refusal:
        return
    assert not any(0xD800 <= ord(letter) < 0xE000 for text in texts(found) for letter in text)
    assert_is_kept(path, tmp_path, "Thư viện")


def assert_is_kept(path: Path, folder: Path, words: str) -> None:
    """The plan that is read of the file is stored, and comes back with these words."""
    draft = draft_in(path)
    office = Office.open(folder / "data")
    try:
        office.plans.store_draft(draft)
        (head,) = office.plans.heads()
        stored = office.plans.get(head.id)
        assert any(words in item.text for item in stored.walk())
    finally:
        office.close()
