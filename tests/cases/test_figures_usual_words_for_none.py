"""«-», «không», «kps» where nothing occurred: taken as such where they can mean nothing else."""

from decimal import Decimal
from pathlib import Path

import pytest

from cchc_desktop.domain.readings import Figure
from tests.cases.figure_files import KNOWN, Typed, drafted, make, only, values, wrong

INPUTS = Path(__file__).parent / "inputs/figures_usual_words_for_none"
NONE = ("-", "–", "—", "−", "--", "không", "Không có", "kps", "KPS", "K.P.S", "không phát sinh.", "Ko có")


@pytest.mark.parametrize("name", ["input.xlsx", "input2.xlsx", "input3.xlsx"])
def test_what_offices_write_for_none(name: str) -> None:
    assert only(INPUTS / name, "1.01").none


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "csv"])
def test_in_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    counted = [
        each.code
        for each in KNOWN.indicators
        if each.is_typed and not each.choices and each.unit in ("hồ sơ", "văn bản", "người")
    ]
    cells = {code: Typed(words) for code, words in zip(counted, NONE, strict=False)}
    path = make(kind, tmp_path, cells)
    draft = drafted(path)
    found = values(draft)
    assert len(found) == len(NONE)
    assert set(found.values()) == {"không phát sinh"}
    assert draft.to_confirm == ()
    # The same file again changes nothing.
    stored = {change.id: change.after for change in draft.changes}
    assert drafted(path, stored=stored).changes == ()


def test_what_may_mean_something_else_is_asked(tmp_path: Path) -> None:
    unclear = {"1.01": "x", "1.20": "/", "1.22": "…", "3.14": "?", "3.15": "chưa có", "8.04": "-"}
    told = wrong(make("xlsx", tmp_path, {code: Typed(words) for code, words in unclear.items()}))
    assert len(told) == len(unclear)
    assert all("chưa rõ là không phát sinh hay chưa có số" in words for words in told)
    assert "Nếu không phát sinh thì ghi 0 hoặc kps, nếu chưa có số thì để trống." in told[0]


def test_no_is_an_answer_where_it_is_asked(tmp_path: Path) -> None:
    draft = drafted(make("ods", tmp_path, {"6.12": Typed("không"), "3.14": Typed(0), "3.15": Typed("0")}))
    assert [change.after for change in draft.changes] == [Figure(Decimal(0))] * 3


def test_units_and_estimates_as_they_are_typed(tmp_path: Path) -> None:
    cells = {
        "3.14": Typed("120 hồ sơ"), "3.15": Typed("ước 120"), "3.28": Typed("khoảng 90 hs"),
        "1.35": Typed("250,5 triệu đồng"), "1.20": Typed("7 (ước)"), "8.04": Typed("95,5%"),
        "1.01": Typed("'12"),
    }  # fmt: skip
    assert values(drafted(make("xlsx", tmp_path, cells))) == {
        "3.14": "120", "3.15": "ước 120", "3.28": "ước 90", "1.35": "250,5", "1.20": "ước 7", "8.04": "95,5",
        "1.01": "12",
    }  # fmt: skip
    (told,) = wrong(make("xls", tmp_path, {"1.35": Typed("1,2 tỷ đồng")}))
    assert "ghi theo «tỷ đồng» mà «Kinh phí CCHC được bố trí trong năm» tính bằng triệu đồng" in told
