"""Units that are merged and renamed: who stands for an old name, and from when on."""

from datetime import date

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import Unit
from cchc_desktop.domain.tasks import Assignment
from cchc_desktop.domain.unit_merge import Successors, merged

JULY, MARCH, TODAY = date(2025, 7, 1), date(2026, 3, 1), date(2026, 6, 1)
HOME = Unit("Phòng Nội vụ", "NV", valid_to=date(2025, 6, 30), successor="b", id="a")
CULTURE = Unit("Phòng Văn hóa", valid_to=date(2025, 6, 30), successor="b", id="x")
SOCIAL = Unit("Phòng Văn hóa - Xã hội", valid_from=JULY, valid_to=date(2026, 2, 28), successor="c", id="b")
LAST = Unit("Phòng Xã hội", valid_from=MARCH, id="c")
AFTER = Successors([HOME, CULTURE, SOCIAL, LAST])


def test_names_lead_to_who_stands_for_them_on_a_day() -> None:
    assert AFTER.now("Phòng Nội vụ xã An Bình", TODAY) == "Phòng Xã hội"
    assert AFTER.now("NV", date(2025, 7, 1)) == "Phòng Văn hóa - Xã hội"
    assert AFTER.now("Phòng Nội vụ", date(2025, 6, 30)) == "Phòng Nội vụ"
    assert AFTER.now("Phòng Kinh tế", TODAY) == "Phòng Kinh tế"
    assert AFTER.former("Phòng Xã hội") == ("Phòng Văn hóa - Xã hội", "Phòng Nội vụ", "Phòng Văn hóa")
    assert AFTER
    assert not Successors([LAST, Unit("Phòng cũ", successor="gone", valid_to=JULY)])
    assert not Successors([Unit("Phòng A", successor="c"), LAST]), "it has not ended"


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
    one = Unit("A", valid_to=date(2025, 6, 30), successor="2", id="1")
    two = Unit("B", valid_to=date(2025, 6, 30), successor="1", id="2")
    circle = Successors([one, two])
    assert circle.now("A", TODAY) == "A"
    assert circle.former("A") == ("B", "A")


def test_old_units_end_and_the_new_one_begins() -> None:
    units = [
        Unit("Phòng A", id="a"),
        Unit("Phòng B", id="b"),
        Unit("Phòng cũ", valid_to=date(2024, 1, 1), id="d"),
    ]
    olds, new = merged(units, ["a", "b"], "Phòng Chung", "PC", JULY)
    assert [(unit.name, unit.valid_to, unit.successor) for unit in olds] == [
        ("Phòng A", date(2025, 6, 30), new.id), ("Phòng B", date(2025, 6, 30), new.id),
    ]  # fmt: skip
    assert (new.name, new.short_name, new.valid_from) == ("Phòng Chung", "PC", JULY)
    (old,), into = merged(units, ["a"], "phòng B", "", JULY)
    assert (old.successor, into) == ("b", units[1])


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
