"""Units that are merged and renamed: who stands for an old name, and from when on."""

from datetime import date

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import Succession, Unit
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.domain.unit_merge import Successors, merged

JULY, MARCH, TODAY = date(2025, 7, 1), date(2026, 3, 1), date(2026, 6, 1)
SOCIAL, LAST = "Phòng Văn hóa - Xã hội", "Phòng Xã hội"
AFTER = Successors(
    [
        Succession("a", "b", "Phòng Nội vụ", "NV", SOCIAL, JULY),
        Succession("x", "b", "Phòng Văn hóa", "", SOCIAL, JULY),
        Succession("b", "c", SOCIAL, "", LAST, MARCH),
    ]
)


def test_names_lead_to_who_stands_for_them_on_a_day() -> None:
    assert AFTER.now("Phòng Nội vụ xã An Bình", TODAY) == "Phòng Xã hội"
    assert AFTER.now("NV", date(2025, 7, 1)) == "Phòng Văn hóa - Xã hội"
    assert AFTER.now("Phòng Nội vụ", date(2025, 6, 30)) == "Phòng Nội vụ"
    assert AFTER.now("Phòng Kinh tế", TODAY) == "Phòng Kinh tế"
    assert AFTER.former("Phòng Xã hội") == ("Phòng Văn hóa - Xã hội", "Phòng Nội vụ", "Phòng Văn hóa")


def test_what_was_done_before_stays_under_the_old_name() -> None:
    given = Assignment("Phòng Nội vụ", "Phòng Văn hóa; Phòng Kinh tế; Phòng Nội vụ")
    now = AFTER.assignment(given, TODAY, None)
    assert (now.lead, now.support) == ("Phòng Xã hội", "Phòng Xã hội; Phòng Kinh tế")
    assert AFTER.assignment(given, TODAY, date(2025, 6, 30)) is given
    between = AFTER.assignment(given, TODAY, date(2026, 2, 28))
    assert between.lead == "Phòng Văn hóa - Xã hội"
    listed = Assignment("Phòng Kinh tế", "Trạm Y tế, Phòng Nội vụ và các hội; Phòng Kinh tế, Phòng Nội vụ")
    assert AFTER.assignment(listed, TODAY, None).support == (
        "Trạm Y tế, Phòng Nội vụ và các hội; Phòng Kinh tế, Phòng Xã hội"
    )
    kept = Assignment("Phòng Nội vụ", "Phòng Kinh tế;Trạm Y tế")
    assert AFTER.assignment(kept, TODAY, None).support == "Phòng Kinh tế;Trạm Y tế"


def test_a_circle_of_names_ends() -> None:
    circle = Successors([Succession("1", "2", "A", "", "B", JULY), Succession("2", "1", "B", "", "A", JULY)])
    assert circle.now("A", TODAY) == "A"
    assert circle.former("A") == ("B", "A")


def test_old_units_end_and_the_new_one_begins() -> None:
    units = [
        Unit("Phòng A", id="a"),
        Unit("Phòng B", id="b"),
        Unit("Phòng cũ", valid_to=date(2024, 1, 1), id="d"),
    ]
    olds, new, taken = merged(units, ["a", "b"], "Phòng Chung", "PC", JULY)
    assert {unit.valid_to for unit in olds} == {date(2025, 6, 30)}
    assert [(each.old, each.day, each.successor) for each in taken] == [
        ("Phòng A", JULY, new.id), ("Phòng B", JULY, new.id),
    ]  # fmt: skip
    assert (new.name, new.short_name, new.valid_from) == ("Phòng Chung", "PC", JULY)
    _, into, (step,) = merged(units, ["a"], "phòng B", "", JULY)
    assert (step.successor, step.new, into) == ("b", "Phòng B", units[1])


@pytest.mark.parametrize(
    ("olds", "name", "words"),
    [
        ([], "Phòng C", "chọn ít nhất một đơn vị"),
        (["a"], " ", "nhập tên đơn vị mới"),
        (["d"], "Phòng C", "không hoạt động vào ngày 30/06/2025"),
        (["a", "b"], "Phòng B", "«Phòng B» là đơn vị cũ"),
    ],
)
def test_what_is_no_merge(olds: list[str], name: str, words: str) -> None:
    units = [
        Unit("Phòng A", id="a"),
        Unit("Phòng B", id="b"),
        Unit("Phòng cũ", valid_to=date(2024, 1, 1), id="d"),
    ]
    with pytest.raises(Refusal, match=words):
        merged(units, olds, name, "", JULY)
