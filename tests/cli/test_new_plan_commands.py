"""Commands that make plans: with the usual parts, of a plan of several years, of this year's."""

from pathlib import Path

import pytest

from tests.cli.conftest import PLAN_TEXT, Shell

TERM_TEXT = (
    PLAN_TEXT.replace("năm 2026 như sau", "giai đoạn 2026 - 2030 như sau")
    .replace("Cải cách hành chính năm 2026", "Cải cách hành chính giai đoạn 2026 - 2030")
    .replace("chính năm 2026 của", "chính giai đoạn 2026 - 2030 của")
    .replace(
        "Trên 95% hồ sơ được trả đúng hạn.", "Hài lòng đạt từ 94% trở lên; đến năm 2028 - 2030 đạt từ 97%."
    )
)


@pytest.fixture
def term(shell: Shell, tmp_path: Path) -> str:
    """A plan of five years that was taken in; its identity."""
    office = ("--superior", "UBND tỉnh Sông Hương", "--place", "An Bình")
    shell.run("new-office", "--name", "Ủy ban nhân dân xã An Bình", *office)
    path = tmp_path / "giai doan.txt"
    path.write_text(TERM_TEXT, encoding="utf-8")
    found: str = shell.json("import-plan", str(path))["plan_id"]
    return found


def test_a_year_of_the_term_asks_for_what_that_year_does(shell: Shell, term: str) -> None:
    made = shell.json("new-plan", "--kind", "year", "--year", "2028", "--from-plan", term)
    (changed,) = (line for line in made["lines"] if line["before"].startswith("Hài lòng"))
    assert changed["after"] == "Hài lòng đạt tối thiểu 97%."
    assert (changed["fate"], changed["reasons"]) == (
        "changed", ["Lấy mốc của các năm 2028 - 2030: tối thiểu 97%."],
    )  # fmt: skip
    plan = shell.json("show-plan", made["plan_id"])
    assert plan["subject"] == "Cải cách hành chính năm 2028"
    assert not any("giai đoạn đặt" in warning for warning in plan["warnings"])
    # The last year's value in the plan of this year: less than the term asks for.
    early = shell.json("new-plan", "--kind", "year", "--year", "2027", "--from-plan", term)["plan_id"]
    rolled = shell.json("roll-plan", early, "--year", "2029")["plan_id"]
    told = "Kế hoạch giai đoạn đặt tối thiểu 97%, chỉ tiêu này thấp hơn 3 điểm phần trăm."
    assert f"Mục II.1.a: {told}" in shell.json("show-plan", rolled)["warnings"]
    issued = shell.json("issue-plan", rolled, "--number", "3", "--date", "5/1/2026")
    assert f"Mục II.1.a: {told}" in issued["warnings"]


def test_picked_items_come_alone_with_the_frame(shell: Shell, term: str) -> None:
    area = shell.json("show-plan", term)["areas"][0]
    task, target = area["tasks"][0]["id"], area["targets"][0]["id"]
    picked = ("--items", task)
    made = shell.json(
        "new-plan", "--kind", "half", "--half", "1", "--year", "2027", "--from-plan", term, *picked
    )
    plan = shell.json("show-plan", made["plan_id"])
    assert plan["period"] == {"kind": "half", "from": 2027, "to": 2027, "half": 1}
    assert len(plan["areas"][0]["tasks"]) == 1
    assert plan["areas"][0]["targets"] == []
    assert (len(plan["legal_bases"]), len(plan["closing"])) == (1, 1)
    left = next(line for line in made["lines"] if line["from"] == target)
    assert (left["item_id"], left["after"]) == (None, None)


def test_the_usual_parts_or_none(shell: Shell, term: str) -> None:
    usual = shell.json("new-plan", "--kind", "year", "--year", "2027", "--outline")
    assert (len(shell.json("show-plan", usual["plan_id"])["areas"]), usual["lines"]) == (8, [])
    empty = shell.json("new-plan", "--kind", "multi", "--year", "2031", "--subject", "Chuyển đổi số")
    assert (empty["subject"], empty["period"]) == ("Chuyển đổi số", "giai đoạn 2031 - 2035")
    _, out, _ = shell.run("new-plan", "--kind", "multi", "--year", "2041", "--to", "2050")
    assert out.startswith("Đã lập «Kế hoạch cải cách hành chính giai đoạn 2041 - 2050» để trống.")


def test_lines_say_what_became_of_each(shell: Shell) -> None:
    shell.demo()
    plan = shell.json("plans")[0]["plan_id"]
    code, out, _ = shell.run("roll-plan", plan, "--year", "2100")
    assert code == 0
    assert "Bỏ: " in out
    assert "  Đã hoàn thành ngày" in out
    assert " -> " in out
    shell.run("undo")
    assert len(shell.json("plans")) == 1


def test_the_list_is_looked_at_and_written_without_a_plan(shell: Shell, term: str, tmp_path: Path) -> None:
    path = tmp_path / "danh sach.xlsx"
    words = ("new-plan", "--kind", "year", "--year", "2028", "--from-plan", term, "--dry-run")
    seen = shell.json(*words, "--format", "xlsx", "--out", str(path))
    assert seen["plan_id"] is None
    assert {line["item_id"] for line in seen["lines"]} == {None}
    assert path.stat().st_size > 1000
    assert len(shell.json("plans")) == 1
    assert "Hãy ghi cả «--format» và «--out»" in shell.refused(*words, "--format", "pdf")
    assert "chỉ có khi lập với «--from-plan»" in shell.refused(*words[:5], "--dry-run")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--kind", "half", "--year", "2027"), "cần «--half 1» (đầu năm) hoặc «--half 2» (cuối năm)"),
        (("--kind", "year", "--year", "2027", "--half", "1"), "«--half» chỉ dùng với «--kind half»"),
        (("--kind", "year", "--year", "2027", "--to", "2030"), "«--to» chỉ dùng với «--kind multi»"),
        (("--kind", "multi", "--year", "2027", "--to", "2026"), "năm cuối không trước năm đầu"),
        (("--kind", "multi", "--year", "2027", "--to", "2027"), "phải có năm đầu khác năm cuối"),
        (("--kind", "year", "--year", "hai nghìn"), "không phải là số"),
        (("--kind", "year", "--year", "20270"), "Năm của kế hoạch phải từ 1990 đến 2100"),
        (("--kind", "year", "--year", "2027", "--items", "x"), "«--items» chỉ dùng với «--from-plan»"),
        (("--kind", "year", "--year", "2027", "--from-plan", "nothing"), "Không có kế hoạch mã «nothing»"),
        (
            ("--kind", "year", "--year", "2031", "--from-plan", "TERM"),
            "Năm 2031 nằm ngoài giai đoạn 2026 - 2030",
        ),
        (("--kind", "year", "--year", "2027", "--from-plan", "TERM", "--outline"), "Chỉ chọn một trong"),
        (("--kind", "year", "--year", "2027", "--from-plan", "TERM", "--items", "x"), "không có mục «x»"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(
    shell: Shell, term: str, words: tuple[str, ...], sentence: str
) -> None:
    assert sentence in shell.refused("new-plan", *(term if word == "TERM" else word for word in words))
    assert len(shell.json("plans")) == 1


def test_a_second_plan_needs_a_word(shell: Shell, term: str) -> None:
    words = ("new-plan", "--kind", "year", "--year", "2027", "--outline")
    first = shell.json(*words)["plan_id"]
    assert shell.refused(*words).endswith("Chỉ lập thêm khi thật cần. Thêm «--again» để vẫn lập.")
    shell.json(*words, "--again")
    shell.json("roll-plan", first, "--year", "2028")
    assert "«--again»" in shell.refused("roll-plan", first, "--year", "2028")
    assert "không chuyển sang năm sau được" in shell.refused("roll-plan", term, "--year", "2031")
