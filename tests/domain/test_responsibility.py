"""Which unit leads and supports which task: units beside tasks, in the office's spelling and order."""

from hypothesis import given

from cchc_desktop.domain.periods import PlanPeriod
from cchc_desktop.domain.plan import Item, ItemKind, Plan
from cchc_desktop.domain.plan_views import tasks
from cchc_desktop.domain.responsibility import responsibility, supporting
from cchc_desktop.domain.tasks import Assignment
from tests.plan_strategies import plans

LISTED = ("Văn phòng HĐND và UBND", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội")


def plan(*assigned: tuple[str, str]) -> Plan:
    items = tuple(
        Item(ItemKind.TASK, f"Việc {n}.", "-", assignment=Assignment(lead, support), id=f"t{n}")
        for n, (lead, support) in enumerate(assigned)
    )
    return Plan("Cải cách hành chính", PlanPeriod.year(2026), items=items)


def test_units_stand_in_the_office_s_order_and_spelling() -> None:
    matrix = responsibility(
        plan(
            ("Trạm Y tế xã", "Phòng Kinh tế; Văn phòng HĐND và UBND xã"),
            ("Phòng Văn hoá – Xã hội", "Phòng Văn hóa - Xã hội; Trạm Y tế xã."),
            ("", ""),
        ),
        LISTED,
    )
    assert matrix.units == (*LISTED, "Trạm Y tế xã")
    assert [(share.lead, share.supports) for share in matrix.shares] == [
        ("Trạm Y tế xã", ("Phòng Kinh tế", "Văn phòng HĐND và UBND")),
        # Who leads does not support.
        ("Phòng Văn hóa - Xã hội", ("Trạm Y tế xã",)),
        ("", ()),
    ]
    assert (matrix.leads("Trạm Y tế xã"), matrix.supports("Trạm Y tế xã")) == (1, 1)
    assert responsibility(Plan("Khác", PlanPeriod.year(2026))).units == ()


def test_a_task_without_assignment_has_no_unit() -> None:
    bare = Plan("Khác", PlanPeriod.year(2026), items=(Item(ItemKind.TASK, "Việc."),))
    assert responsibility(bare).shares[0].supports == ()


def test_lists_of_units_are_cut_where_names_end() -> None:
    assert supporting("Phòng Kinh tế, Văn phòng HĐND và UBND và Trạm Y tế xã", LISTED) == (
        "Phòng Kinh tế", "Văn phòng HĐND và UBND", "Trạm Y tế xã",
    )  # fmt: skip
    assert supporting("Công an xã, Trạm Y tế xã", ()) == ("Công an xã", "Trạm Y tế xã")
    assert supporting("Các phòng, ban và đơn vị liên quan; ; các thôn.", LISTED) == (
        "Các phòng, ban và đơn vị liên quan", "các thôn",
    )  # fmt: skip
    assert supporting("", LISTED) == ()


@given(plans())
def test_every_task_is_there_and_every_unit_has_a_part(made: Plan) -> None:
    matrix = responsibility(made, LISTED)
    assert [share.place.item.id for share in matrix.shares] == [place.item.id for place in tasks(made)]
    assert all(matrix.leads(unit) + matrix.supports(unit) > 0 for unit in matrix.units)
    assert sum(map(matrix.leads, matrix.units)) == sum(bool(share.lead) for share in matrix.shares)
    assert len(set(matrix.units)) == len(matrix.units)
