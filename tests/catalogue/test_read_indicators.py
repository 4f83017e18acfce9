"""A catalogue from outside: each mistake is refused with its place, and nothing else ever happens."""

import random
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue, resources
from cchc_desktop.catalogue import problems_in, read_indicators, read_indicators_file
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.indicators import IndicatorCatalogue, Kind, Severity

SHIPPED = resources.read_text("catalogue", "indicators.toml")

SMALL = """
version = "thu-1"
title = "Danh mục thử"
valid_from = 2026-12-15
source = "Quyết định của tỉnh"

[[unit]]
name = "hồ sơ"
decimals = 0

[[unit]]
name = "%"
decimals = 2

[[unit]]
name = "người"
decimals = 0

[[highlight]]
code = "3.03"
name = "Trực tuyến"

[[indicator]]
code = "3.01"
area = 3
name = "Tổng số"
unit = "hồ sơ"
kind = "computed"
nature = "flow"
formula = "[3.02]+[3.04]"

[[indicator]]
code = "3.02"
area = 3
name = "Trực tuyến"
unit = "hồ sơ"
kind = "typed"
nature = "flow"
part_of = "3.01"

[[indicator]]
code = "3.03"
area = 3
name = "Tỷ lệ"
unit = "%"
kind = "computed"
nature = "ratio"
formula = "[3.02]/[3.01]*100"
at_most = 100

[[indicator]]
code = "3.04"
area = 3
name = "Kỳ trước"
unit = "hồ sơ"
kind = "carried"
nature = "stock"
carried_from = "3.01"

[[indicator]]
code = "5.01"
area = 5
name = "Quy chế"
unit = "người"
kind = "choice"
nature = "flag"
choices = [{ value = 1, words = "Có" }, { value = 0, words = "Không" }]

[[check]]
rule = "[3.02] <= [3.01]"
severity = "refused"
over = "period"
sentence = "Trực tuyến ({3.02}) lớn hơn tổng số ({3.01}). Hãy sửa."
"""


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


def test_a_small_catalogue_is_read() -> None:
    read = read_indicators(SMALL)
    assert [one.code for one in read.indicators] == ["3.01", "3.02", "3.03", "3.04", "5.01"]
    assert read.version == "thu-1"
    assert read.get("3.03").decimals == 2
    assert read.get("5.01").kind is Kind.CHOICE
    assert read.get("5.01").choices == ((1, "Có"), (0, "Không"))
    assert read.checks[0].severity is Severity.REFUSED
    assert read.highlights == (("3.03", "Trực tuyến"),)
    assert problems_in(SMALL) == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('version = "thu-1"', "", "phần đầu thiếu khóa «version»"),
        ('version = "thu-1"', 'version = " "', "«version»"),
        ("valid_from = 2026-12-15", 'valid_from = "2026-12-15"', "không phải là ngày"),
        ("valid_from = 2026-12-15", "valid_from = 2026-12-15T08:00:00", "không phải là ngày"),
        ('title = "Danh mục thử"', 'title = "Danh mục thử"\nnote = 1', "khóa lạ «note»"),
        ("decimals = 0", 'decimals = "0"', "đơn vị tính thứ 1 có «decimals»"),
        ("decimals = 0", "decimals = true", "«decimals»"),
        ("decimals = 0", "decimals = 99", "từ 0 đến 6"),
        ('name = "người"', 'name = "hồ sơ"', "trùng tên «hồ sơ»"),
        ('code = "3.02"', 'code = "3.01"', "chỉ tiêu thứ 2 (3.01) trùng mã"),
        ('code = "3.02"', 'code = "3.2"', "chỉ tiêu thứ 2 (3.2) có mã «3.2» viết sai"),
        ('code = "3.02"', 'code = "4.02"', "không thuộc lĩnh vực 3"),
        ('code = "3.02"', "code = 3.02", "không phải là một đoạn chữ"),
        ("area = 5", "area = 9", "chỉ tiêu thứ 5 (5.01) có «area»"),
        ("area = 5", "", "thiếu khóa «area»"),
        ('name = "Tổng số"', "", "chỉ tiêu thứ 1 (3.01) thiếu khóa «name»"),
        ('name = "Tổng số"', 'name = "Tổng số"\ncolour = "đỏ"', "khóa lạ «colour»"),
        ('unit = "hồ sơ"', 'unit = "bộ"', "«bộ» chưa khai báo"),
        ('kind = "typed"', 'kind = "guessed"', "chọn một trong: typed, computed, carried, choice"),
        ('nature = "flow"', 'nature = "rate"', "flow, stock, ratio, distinct, flag"),
        ('kind = "typed"', 'kind = "typed"\nformula = "[3.01]"', "kind không phải là computed"),
        ('formula = "[3.02]+[3.04]"', "", "thiếu công thức"),
        ('formula = "[3.02]+[3.04]"', 'formula = "[3.02]+"', "công thức viết sai"),
        ('formula = "[3.02]+[3.04]"', 'formula = "2+2"', "không dùng chỉ tiêu nào"),
        ('formula = "[3.02]+[3.04]"', 'formula = "[3.02]+[3.99]"', "nhắc đến mã 3.99 không có"),
        ('formula = "[3.02]+[3.04]"', 'formula = "[3.02]+[5.01]"', "cộng hồ sơ với người"),
        ('formula = "[3.02]+[3.04]"', 'formula = "[5.01]+[5.01]"', "cho ra người mà đơn vị là hồ sơ"),
        ('formula = "[3.02]+[3.04]"', 'formula = "[3.02]/[3.04]*100"', "là tỷ lệ phần trăm"),
        ('formula = "[3.02]+[3.04]"', 'formula = "[3.02]+[3.01]"', "(3.01 → 3.01)"),
        ('formula = "[3.02]/[3.01]*100"', 'formula = "[3.02]/[3.01]"', "chưa nhân 100"),
        (
            'formula = "[3.02]/[3.01]*100"',
            'formula = "([3.02]+[5.01])/[3.01]*100"',
            "cộng hồ sơ với người",
        ),
        ('carried_from = "3.01"', "", "thiếu mã lấy từ kỳ trước"),
        ('carried_from = "3.01"', 'carried_from = "3.77"', "nhắc đến mã 3.77"),
        ('carried_from = "3.01"', 'carried_from = "5.01"', "lấy từ 5.01 đếm bằng người"),
        ('part_of = "3.01"', 'part_of = "3.88"', "nhắc đến mã 3.88"),
        ('part_of = "3.01"', 'part_of = "5.01"', "ở lĩnh vực khác"),
        ('part_of = "3.01"', 'part_of = "3.03"', "là một phần của 3.03 đếm bằng %"),
        ('part_of = "3.01"', 'part_of = "3.02"', "là một phần của chính nó"),
        ('carried_from = "3.01"', 'carried_from = "3.04"', "3.04 lấy số kỳ trước từ chính nó"),
        ("at_most = 100", "at_most = 0", "số lớn hơn 0"),
        ("at_most = 100", "at_most = nan", "số lớn hơn 0"),
        ("at_most = 100", 'at_most = "100"', "số lớn hơn 0"),
        ("at_most = 100", "yearly = 1", "không phải là true hoặc false"),
        ("at_most = 100", 'counted = "form.all"', "«counted» là «form.all»"),
        ("at_most = 100", 'measures = ["Trực tuyến"]', "dấu hiệu «Trực tuyến» viết sai"),
        ("at_most = 100", 'measures = ["!truc tuyen"]', "viết sai"),
        ("at_most = 100", 'measures = ["truc tuyen;"]', "viết sai"),
        ("at_most = 100", 'measures = "truc tuyen"', "danh sách các đoạn chữ"),
        ('choices = [{ value = 1, words = "Có" }, { value = 0, words = "Không" }]', "", "thiếu các lựa chọn"),
        ('{ value = 1, words = "Có" }, ', "", "chỉ có một lựa chọn"),
        ("{ value = 1,", "{ value = 0,", "lựa chọn thứ 2 trùng giá trị 0"),
        ('{ value = 1, words = "Có" }', '"Có"', "danh sách các mục"),
        ('severity = "refused"', 'severity = "fatal"', "phép kiểm tra thứ 1 ([3.02] <= [3.01])"),
        ('over = "period"', 'over = "year"', "chọn một trong: period, span"),
        ('rule = "[3.02] <= [3.01]"', 'rule = "[3.02] - [3.01]"', "phép so sánh viết sai"),
        ('rule = "[3.02] <= [3.01]"', 'rule = "[3.02] <= [3.01] <= 5"', "phép so sánh viết sai"),
        ('rule = "[3.02] <= [3.01]"', 'rule = "[3.02] <= [3.66]"', "nhắc đến mã 3.66"),
        ('rule = "[3.02] <= [3.01]"', 'rule = "1 <= 2"', "không so sánh chỉ tiêu nào"),
        ("({3.01})", "({3.04})", "có {3.04} trong câu"),
        ('sentence = "', 'text = "', "khóa lạ «text»"),
        ('code = "3.03"\nname', 'code = "3.33"\nname', "nhắc đến mã 3.33"),
        ("[[check]]", "[check]", "danh sách các mục"),
    ],
)
def test_a_mistake_is_refused_with_its_place(old: str, new: str, says: str) -> None:
    text = changed(old, new)
    with pytest.raises(Refusal, match=re.escape(says)):
        read_indicators(text, "tinh.toml")
    assert problems_in(text, "tinh.toml")[0].startswith("tinh.toml: ")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (changed('title = "Danh mục thử"', 'title = "Danh mục thử'), "dòng 3"),
        (changed("[[unit]]", "[[unit"), "dòng 7"),
        (changed("decimals = 0", "decimals = 0\ndecimals = 1"), "dòng 10"),
        ("version = " + "9" * 5000, "tệp"),
        ("a = " + "[" * 5000, "tệp"),
        ("at_most = 1e99999999999999999999", "tệp"),
        ("\x00", "dòng 1"),
    ],
)
def test_broken_toml_is_refused_with_its_line(text: str, line: str) -> None:
    with pytest.raises(Refusal, match=f"(?i){line}"):
        read_indicators(text)


def test_all_mistakes_are_told_and_one_does_not_draw_others_after_it() -> None:
    text = changed('name = "Tổng số"', "").replace('severity = "refused"', 'severity = "fatal"')
    problems = problems_in(text.replace('part_of = "3.01"', 'part_of = "3.88"'))
    assert len(problems) == 3
    assert problems[0].startswith("Chỉ tiêu thứ 1 (3.01) thiếu khóa «name»")


def test_an_indicator_may_be_asked_for_from_a_day_on() -> None:
    dated = SMALL.replace('part_of = "3.01"', 'part_of = "3.01"\nvalid_from = 2026-07-01', 1)
    # What is made from it is asked for when it is not.
    assert [fault for fault in problems_in(dated) if "áp dụng cả khi 3.02 không áp dụng" in fault]
    alone = SMALL.replace("at_most = 100", "at_most = 100\nvalid_from = 2026-07-01\nvalid_to = 2027-06-30", 1)
    found = read_indicators(alone).by_code["3.03"]
    assert (str(found.valid_from), str(found.valid_to)) == ("2026-07-01", "2027-06-30")
    turned = alone.replace("2027-06-30", "2026-06-30")
    assert [fault for fault in problems_in(turned) if "valid_to trước valid_from" in fault]


def test_what_the_program_counts_is_counted_once() -> None:
    twice = SMALL.replace('part_of = "3.01"', 'counted = "form.online"').replace(
        'carried_from = "3.01"', 'carried_from = "3.01"\ncounted = "form.online"'
    )
    assert problems_in(twice) == [
        "Chỉ tiêu 3.04 có «counted» là «form.online» trùng với 3.02. Hãy bỏ ở một chỉ tiêu."
    ]


def test_a_circle_through_several_formulas_is_named() -> None:
    text = changed('kind = "typed"', 'kind = "computed"\nformula = "[3.01]-[3.04]"')
    assert any("3.01 → 3.02 → 3.01" in problem for problem in problems_in(text))


def test_an_opening_figure_may_depend_on_itself_a_quarter_ago() -> None:
    shipped = catalogue.indicators()
    assert shipped.get("3.41").carried_from == "3.44"
    formula = shipped.get("3.44").formula
    assert formula is not None
    assert "3.41" in formula.operands


def test_a_long_chain_of_formulas_is_read() -> None:
    entries = [
        f'[[indicator]]\ncode = "1.{n:02}"\narea = 1\nname = "Số {n}"\nunit = "người"\nnature = "flow"\n'
        + ('kind = "typed"' if n == 0 else f'kind = "computed"\nformula = "[1.{n - 1:02}]"')
        for n in range(100)
    ]
    head = SMALL[: SMALL.index("[[highlight]]")]
    assert len(read_indicators(head + "\n\n".join(entries)).computed_in_order) == 99


def test_too_many_indicators_are_refused() -> None:
    entry = SMALL[SMALL.index("[[indicator]]") : SMALL.index("[[check]]")]
    with pytest.raises(Refusal, match="500"):
        read_indicators(SMALL + entry * 101)


def test_files_are_checked_before_they_are_read(tmp_path: Path) -> None:
    good, foreign, huge = tmp_path / "tinh.toml", tmp_path / "anh.toml", tmp_path / "lon.toml"
    good.write_text("\ufeff" + SMALL, encoding="utf-8")
    assert read_indicators_file(good) == read_indicators(SMALL)
    good.write_text(changed('code = "3.02"', 'code = "3.2"'), encoding="utf-8")
    with pytest.raises(Refusal, match=r"^tinh.toml: chỉ tiêu thứ 2 \(3.2\)"):
        read_indicators_file(good)
    foreign.write_bytes(b"\x89PNG\xff\xfe")
    with pytest.raises(Refusal, match="UTF-8"):
        read_indicators_file(foreign)
    huge.write_bytes(b"#" * 2_000_001)
    with pytest.raises(Refusal, match="quá lớn"):
        read_indicators_file(huge)
    for path in (tmp_path / "none.toml", tmp_path, tmp_path / "a\x00b"):
        with pytest.raises(Refusal, match="Không đọc được"):
            read_indicators_file(path)


_VALUES: list[Any] = [
    "",
    "x",
    "3.14",
    "[3.14]",
    "[9.99]/0",
    0,
    -1,
    10**400,
    True,
    1.5,
    [],
    [1],
    {},
    {"a": [{}]},
]


def written(value: Any) -> str:
    """A value as TOML writes it."""
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case list():
            return "[" + ", ".join(map(written, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{key} = {written(one)}" for key, one in value.items()) + "}"
        case _:
            return str(value)


def mutilate(table: Any, chance: random.Random) -> None:
    """Deletes, doubles, renames or replaces one random part of a nested table."""
    here = table
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        if not keys:
            return
        key = chance.choice(keys)
        inside = here[key]
        if isinstance(inside, dict | list) and chance.random() < 0.8:
            here = inside
            continue
        match chance.randrange(4):
            case 0:
                del here[key]
            case 1 if isinstance(here, list):
                here.append(inside)
            case 2 if isinstance(here, dict):
                here[f"{key}x"] = here.pop(key)
            case _:
                here[key] = chance.choice(_VALUES)
        return


def read_or_refused(text: str) -> IndicatorCatalogue | None:
    """What is read, or None; whatever is raised but a refusal fails the test."""
    try:
        return read_indicators(text)
    except Refusal:
        return None


@given(st.integers(0, 2**32), st.integers(1, 6))
def test_a_mutilated_catalogue_is_read_or_refused(seed: int, wounds: int) -> None:
    chance = random.Random(seed)
    described = tomllib.loads(SMALL)
    for _ in range(wounds):
        mutilate(described, chance)
    text = "\n".join(f"{key} = {written(value)}" for key, value in described.items())
    read = read_or_refused(text)
    assert (read is None) is bool(problems_in(text))
    assert read is None or {one.code for one in read.computed_in_order} <= set(read.by_code)


@given(st.integers(0, 2**32))
def test_a_shipped_file_with_lost_or_doubled_lines_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    lines = SHIPPED.splitlines()
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(lines))
        match chance.randrange(3):
            case 0:
                del lines[place]
            case 1:
                lines.insert(chance.randrange(len(lines)), lines[place])
            case _:
                lines[place] = lines[place].replace(chance.choice('"[]=.3'), chance.choice('"[]{}=.,#9'), 1)
    read_or_refused("\n".join(lines))
