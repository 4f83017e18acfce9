"""The report's outline: the shipped one is whole, and a mistake in one is named with its place."""

import re

import pytest

from cchc_desktop import catalogue, resources
from cchc_desktop.catalogue.report import problems_in_report, read_outline, report_outline
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report.outline import NAMES, SOURCES, PassageKind
from cchc_desktop.domain.report_periods import Span

SHIPPED = resources.read_text("catalogue", "report.toml")


def problems(text: str) -> list[str]:
    return problems_in_report(text, catalogue.indicators())


def test_the_shipped_outline_has_no_mistake() -> None:
    assert problems(SHIPPED) == []
    assert read_outline(SHIPPED) == report_outline()


def test_it_follows_the_usual_sections() -> None:
    sections = report_outline().sections
    assert [one.key for one in sections if one.level == 1] == ["I", "II", "III", "IV", "V", "corrections"]
    assert [one.area for one in sections if one.level == 2 and one.key.startswith("II.")] == list(range(2, 9))
    assert [one.key for one in sections if one.level == 2 and one.key.startswith("I.")] == [
        f"I.{number}" for number in range(1, 9)
    ]
    assert {one.key for one in sections if one.kind is PassageKind.HEADING} == {"I", "II", "II.2", "III"}
    assert set(report_outline().subjects) == set(Span)


def test_every_area_is_spoken_of() -> None:
    spoken = set(re.findall(r"\{(\d\.\d\d)", SHIPPED))
    for area in catalogue.areas():
        codes = {indicator.code for indicator in catalogue.indicators().of_area(area.code)}
        assert len(codes & spoken) >= 0.6 * len(codes), area.name


def test_every_list_and_name_is_of_use() -> None:
    used = set(re.findall(r"each = \"([\w.]+)\"", SHIPPED))
    slots = set(re.findall(r"\{([a-z_.]+\d?)", SHIPPED))
    assert set(SOURCES) <= used | slots
    assert slots - set(NAMES) - set(SOURCES) - {"entries"} <= {
        name for words in SOURCES.values() for name in words
    }


@pytest.mark.parametrize(
    ("before", "after", "place", "what"),
    [
        ("{1.03} nhiệm vụ[", "{1.99} nhiệm vụ[", "Mục «I.1», câu 1", "1.99"),
        ("{tasks.all} nhiệm vụ", "{tasks.every} nhiệm vụ", "Mục «I.1», câu 1", "tasks.every"),
        ("{1.14=1.13}", "{1.14=1.93}", "Mục «I.5», câu 1", "1.93"),
        ("|{tasks.overdue=tasks.open}", "|{tasks.overdue=tasks.won}", "Mục «I.1», câu 2", "tasks.won"),
        ('about = ["kiem tra; cai', 'about = ["kiểm tra; cai', "Mục «I.3», câu 2", "không dấu"),
        ('by = "lead"', 'by = "leader"', "Mục «III.2», câu 1", "leader"),
        ('lengths = ["short"]', 'lengths = ["tiny"]', "Mục «I.1», câu 5", "tiny"),
        ('missed = "Còn {rest}', 'missed = "Còn {left}', "Chỉ tiêu theo dõi «3.06»", "left"),
        ('dự toán"\nover = true', 'dự toán"\nover = 1', "Chỉ tiêu theo dõi «6.06»", "over"),
        ('none = "Chưa tổ chức hội', 'none = "Chưa {tổ} chức hội', "Chỉ tiêu theo dõi «1.25»", "viết sai"),
        ('none = "Chưa tổ chức hội', 'none = "{time}Chưa tổ hội', "Chỉ tiêu theo dõi «1.25»", "time"),
        ('text = "{deed}."', 'text = "{outcome}."', "Mục «I.1», câu 4", "outcome"),
        ("{entries}.", "{every}.", "Mục «III.1», câu 3", "every"),
        ('each = "tasks.next"', 'each = "tasks.never"', "Mục «IV», câu 8", "tasks.never"),
        ('when = "[4.05] > 0"', 'when = "[4.99] > 0"', "Mục «II.3», câu 2", "4.99"),
        ('when = "[4.05] > 0"', 'when = "[4.05] >"', "Mục «II.3», câu 2", "[4.05] >"),
        ('key = "I.2"', 'key = "I.1"', "Mục «I.1»", "trùng"),
        ('spans = ["Q4", "N"]', 'spans = ["Q5"]', "Mục «II.4»", "Q5"),
        ("level = 3", "level = 4", "Mục «II.2.a»", "level"),
        ("area = 2\n", "area = 9\n", "Mục «II.1»", "lĩnh vực"),
        ("most = 6\n", "mots = 6\n", "Mục «I.2», câu 2", "mots"),
        ('better = "down"', 'better = "less"', "Chỉ tiêu theo dõi «3.51»", "better"),
        ('code = "1.12"', 'code = "9.12"', "Chỉ tiêu theo dõi «9.12»", "mã"),
        ("{period}, phương hướng", "{time}, phương hướng", "Trích yếu 6T", "time"),
        ("level = 3", 'level = "3"', "Mục «II.2.a»", "level"),
        ("bullet = false", "bullet = 0", "Mục «IV», câu 1", "bullet"),
        ("areas = [0, 1]", "areas = [0, 9]", "Mục «I.1», câu 4", "lĩnh vực"),
        ('text = "{text}."', "text = []", "Mục «I.2», câu 3", "để trống"),
        ("most = 6\n", "most = true\n", "Mục «I.2», câu 2", "most"),
        ("N = ", "X = ", "Trích yếu", "«N»"),
        ('"Sở Nội vụ[ {province}]"', '"Sở Nội vụ[ {province}"', "Kính gửi", "«]»"),
    ],
)
def test_a_mistake_is_named_with_its_place(before: str, after: str, place: str, what: str) -> None:
    assert before in SHIPPED
    found = problems(SHIPPED.replace(before, after, 1))
    assert any(sentence.startswith(place) and what in sentence for sentence in found), found


@pytest.mark.parametrize(
    "text", ["", "section = 3", "[[section", 'version = "1"\nsection = []', "section = [1]"]
)
def test_what_is_no_outline_is_refused(text: str) -> None:
    assert problems(text)
    with pytest.raises(Refusal):
        read_outline(text)
