"""A range whose dash is not the usual one, and bullets that are such dashes."""

from pathlib import Path

import pytest

from cchc_desktop.domain.targets import Comparator
from cchc_desktop.intake.plan.target import parse_target
from cchc_desktop.intake.read import read_source

from .made_plans import FOOT, HEAD, draft_in, targets
from .word_files import INPUTS, paragraph, plan, read_body, run, table, texts, write_word

DASHES = "-\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"


def test_every_range_of_the_case() -> None:
    found = [
        i.measure for i in targets(draft_in(INPUTS / "range-with-other-dashes" / "dashes.docx")) if i.measure
    ]
    assert [(m.comparator, m.value, m.upper) for m in found[:4]] == [
        (Comparator.BETWEEN, 90, 95), (Comparator.BETWEEN, 80, 85), (Comparator.BETWEEN, 70, 75),
        (Comparator.BETWEEN, 60, 65),
    ]  # fmt: skip


@pytest.mark.parametrize("dash", [*DASHES, " \u2212 ", "%\u2010", "\ufe63 "])
def test_in_word(tmp_path: Path, dash: str) -> None:
    path = write_word(tmp_path / "a.docx", plan(paragraph(f"- Đạt 70{dash}75% hồ sơ nộp qua mạng.")))
    measure = targets(draft_in(path))[0].measure
    assert measure is not None
    assert (measure.comparator, measure.value, measure.upper) == (Comparator.BETWEEN, 70, 75)


@pytest.mark.parametrize("element", ["noBreakHyphen", "softHyphen"])
def test_hyphens_that_are_no_letters(tmp_path: Path, element: str) -> None:
    line = paragraph(
        run("- Đạt 70"),
        f"<w:r><w:{element}/></w:r>",
        run("75% hồ sơ, thủ"),
        f"<w:r><w:{element}/></w:r>",
        run("tục."),
    )
    path = write_word(tmp_path / "a.docx", plan(line))
    found = targets(draft_in(path))[0]
    assert found.measure is not None
    assert (found.measure.value, found.measure.upper) == (70, 75)
    assert found.text.endswith("thủ-tục." if element == "noBreakHyphen" else "thủtục.")


def test_in_a_text_of_lines_with_such_bullets(tmp_path: Path) -> None:
    body = ["II \u2212 MỤC TIÊU", "\u2212 Đạt 70\u221275% hồ sơ.", "\u2043 Đạt 60\uff0d65% hồ sơ."]
    path = tmp_path / "ke_hoach.txt"
    path.write_text("\n\n".join([*HEAD, *body, *FOOT]), encoding="utf-8")
    found = targets(draft_in(path))
    assert [(i.measure.value, i.measure.upper) for i in found if i.measure] == [(70, 75), (60, 65)]


def test_in_cells_and_numbers_of_documents(tmp_path: Path) -> None:
    rows = (("Tỷ lệ", "70\u221275%"), ("A", "B"), ("C", "D"), ("E", "F"))
    source = read_body(tmp_path, paragraph("Số 415/QĐ\u2010UBND") + table(rows))
    assert texts(source) == ["Số 415/QĐ-UBND"]
    assert source.lines[1] == "Tỷ lệ | 70-75%"


def test_a_long_dash_between_words_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Giai đoạn 2026\u20142030 \u2014 phần hai", encoding="utf-8")
    assert read_source(path).lines == ("Giai đoạn 2026-2030 \u2014 phần hai",)


@pytest.mark.parametrize("sign", ["÷", "~", " ÷ "])
def test_other_signs_of_a_range(sign: str) -> None:
    measure = parse_target(f"Đạt 70{sign}75% hồ sơ")
    assert (measure.comparator, measure.value, measure.upper) == (Comparator.BETWEEN, 70, 75)
