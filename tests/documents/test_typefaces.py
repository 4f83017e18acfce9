"""The machine's own Times New Roman in a PDF: embedded where it is whole and fit, Tinos otherwise."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from reportlab.pdfbase import pdfmetrics

from cchc_desktop import resources
from cchc_desktop.documents import export, typefaces
from cchc_desktop.documents.export import ExportChoices, export_file, without_text
from cchc_desktop.documents.model import Column, Document, Heading, HeadingLevel, Paragraph, Part, Row, Table
from cchc_desktop.documents.styles import Face
from tests.documents import reading

_WORDS = "Ủy ban nhân dân xã An Bình báo cáo kết quả, đạt 97,39% (≥ 95%)"
_DOCUMENT = Document(
    "Thử",
    "",
    (
        Part("Lời", (Heading(HeadingLevel.CLAUSE, "1.", "Mục"), Paragraph(_WORDS))),
        Part("Bảng", (Table((Column("A", 1),), (Row((_WORDS,)),)),)),
    ),
)


def times(folder: Path, *, restricted: bool = False) -> None:
    """Fonts under the names that Windows has for its own, with the outlines of Tinos."""
    folder.mkdir(exist_ok=True)
    for face, name in typefaces._WINDOWS_NAMES.items():
        font = TTFont(resources.path("fonts", f"Tinos-{face.value}.ttf"))
        font["name"].setName(f"TimesNewRomanPS-{face.value}MT", 6, 3, 1, 0x409)
        font["name"].setName(f"TimesNewRomanPS-{face.value}MT", 6, 1, 0, 0)
        font["OS/2"].fsType = 2 if restricted else 8
        font.save(folder / name)


def test_it_is_embedded_and_moves_no_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    times(tmp_path / "fonts")
    monkeypatch.setattr(typefaces, "_font_folders", lambda: [tmp_path / "none", tmp_path / "fonts"])
    own, ours = tmp_path / "own.pdf", tmp_path / "ours.pdf"
    export_file(_DOCUMENT, "pdf", own, choices=ExportChoices(times_new_roman=True))
    export_file(_DOCUMENT, "pdf", ours)
    assert reading.pdf_fonts(own.read_bytes()) <= {f"TimesNewRomanPS-{face.value}MT" for face in Face}
    assert not any("Times" in name for name in reading.pdf_fonts(ours.read_bytes()))
    first, second = (reading.pdf_lines(path.read_bytes()) for path in (own, ours))
    assert [[line.text for line in page] for page in first] == [
        [line.text for line in page] for page in second
    ]
    for one, other in zip(first, second, strict=True):
        assert [line.left for line in one] == pytest.approx([line.left for line in other], abs=0.5)


@pytest.mark.parametrize(
    "fault", ["not there", "one face missing", "may not be embedded", "no font", "too old"]
)
def test_tinos_takes_its_place(fault: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "fonts"
    if fault != "not there":
        times(folder, restricted=fault == "may not be embedded")
    if fault == "one face missing":
        (folder / "timesbi.ttf").unlink()
    elif fault == "no font":
        (folder / "timesi.ttf").write_bytes(b"no font at all")
    elif fault == "too old":
        font = TTFont(folder / "timesbd.ttf")
        for table in font["cmap"].tables:
            table.cmap.pop(ord("ế"), None)
        font.save(folder / "timesbd.ttf")
    monkeypatch.setattr(typefaces, "_font_folders", lambda: [folder])
    assert typefaces.times_new_roman() is None
    out = tmp_path / "a.pdf"
    export_file(_DOCUMENT, "pdf", out, choices=ExportChoices(times_new_roman=True))
    assert all(name.startswith("Tinos") for name in reading.pdf_fonts(out.read_bytes()))


@pytest.mark.parametrize(("system", "last"), [("win32", "Windows/Fonts"), ("linux", ".fonts")])
def test_where_systems_keep_fonts(system: str, last: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setenv("WINDIR", "/w/Windows")
    monkeypatch.setenv("LOCALAPPDATA", "/u")
    found = [folder.as_posix() for folder in typefaces._font_folders()]
    assert any(folder.endswith(last) for folder in found)
    assert ("/u/Microsoft/Windows/Fonts" in found) is (system == "win32")


def test_streams_are_bytes_and_the_setting_of_others_stays() -> None:
    from reportlab import rl_config

    before = rl_config.useA85
    data = reading.pdf_bytes(_DOCUMENT)
    assert b"ASCII85Decode" not in data
    assert b"FlateDecode" in data
    assert rl_config.useA85 == before


def test_a_workbook_without_its_text_by_choice(tmp_path: Path) -> None:
    out = tmp_path / "a.xlsx"
    export_file(_DOCUMENT, "xlsx", out, choices=ExportChoices(workbook_text=False))
    from openpyxl import load_workbook

    assert load_workbook(out).sheetnames == ["Bảng"]
    # A document of nothing but text is written whole.
    text = Document("Thử", "", _DOCUMENT.parts[:1])
    assert without_text(text) == text
    assert export.ExportChoices().workbook_text


def test_a_face_is_the_font_that_reportlab_sets_by_its_name() -> None:
    """Of several fonts with one face it keeps the first; two of them in one document cannot be written."""
    files = tuple((face, path) for face, path in typefaces.TINOS.files)
    for face in Face:
        typefaces.TINOS.font(face)
        found = typefaces.Typeface("Again", files).font(face)
        assert found is pdfmetrics.getFont("Again" if face is Face.REGULAR else f"Again-{face.value}")


def test_workers_that_begin_together_share_one_font() -> None:
    """Whichever of them is first."""
    typeface = typefaces.Typeface("Together", typefaces.TINOS.files)
    with ThreadPoolExecutor(8) as pool:
        fonts = list(pool.map(lambda _: typeface.font(Face.BOLD), range(8)))
    assert {id(font) for font in fonts} == {id(pdfmetrics.getFont("Together-Bold"))}
