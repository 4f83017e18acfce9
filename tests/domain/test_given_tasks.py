"""Rows of the register of tasks from above, as tasks; which task of a plan each is one with."""

from datetime import date

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.given_tasks import (
    GivenWords,
    Known,
    Values,
    done_on,
    edited,
    given_row,
    is_done,
    likes,
    linked,
    report_of,
    source_words,
)
from cchc_desktop.domain.tasks import Lack, TaskStatus, TaskUpdate

TODAY = date(2026, 7, 15)
ROW = {"noi_dung": "Báo cáo số hóa.", "han": date(2026, 7, 1)}


def test_what_a_row_lacks_it_does_not_say() -> None:
    row = given_row("r", ROW, 1, TODAY, lambda day: day)
    assert row is not None
    assert (row.text, row.status, row.assignment.lead) == (
        "Báo cáo số hóa (cấp trên giao)",
        TaskStatus.OVERDUE,
        "",
    )
    # A person is not asked for: the register has a unit alone.
    assert not Lack.OFFICER.of(row)
    assert Lack.ASSIGNEE.of(row)
    assert row.is_given
    assert given_row("r", {"noi_dung": "x"}, 1, TODAY, lambda day: day) is None
    assert given_row("r", {"han": TODAY}, 1, TODAY, lambda day: day) is None
    assert source_words({"co_quan": "Sở Nội vụ", "van_ban": "5/SNV"}) == "Sở Nội vụ giao, văn bản 5/SNV"


def test_what_is_done_later_is_open_today() -> None:
    later = {**ROW, "ngay_xong": date(2026, 8, 1)}
    row = given_row("r", later, 1, TODAY, lambda day: day)
    assert row is not None
    assert row.status is TaskStatus.OVERDUE
    assert report_of(later, TODAY) is None
    assert report_of(ROW, TODAY) is None
    told = report_of({**ROW, "ngay_xong": TODAY, "san_pham": "Báo cáo"}, TODAY)
    assert told == TaskUpdate(TODAY, 100, "Báo cáo")
    assert is_done(later)
    assert not is_done(ROW)


def test_editing_sets_what_the_register_has() -> None:
    done = edited(ROW, {}, 100, TODAY)
    assert done == {**ROW, "ngay_xong": TODAY}
    assert edited(done, {"lead": "Phòng Kinh tế"}, 0, TODAY) == {**ROW, "don_vi": "Phòng Kinh tế"}
    assert edited(done, {}, None, TODAY) == done
    # What was said of how it was done stays.
    assert done_on({"ngay_xong": date(2026, 7, 2), "san_pham": "A"}, TODAY, "B") == {
        "ngay_xong": date(2026, 7, 2), "san_pham": "A",
    }  # fmt: skip
    with pytest.raises(Refusal, match="không có mục này"):
        edited(ROW, {"officer": "A"}, None, TODAY)
    with pytest.raises(Refusal, match="chỉ ghi đã xong"):
        edited(ROW, {}, 5, TODAY)


def test_rows_are_linked_by_answers_before_words() -> None:
    tasks = (Known("a", "Báo cáo số hóa"), Known("b", "Khác", ("r1",)), Known("c", "báo cáo  SỐ HÓA."))
    later = (Known("d", "Báo cáo số hóa", ("r1", "r4")), Known("e", "Ai cũng có", ("r9",)))
    rows: list[tuple[str, Values]] = [
        ("r1", ROW),
        ("r2", ROW),
        ("r3", {"noi_dung": "Không ai có"}),
        ("r4", ROW),
        ("r5", {}),
    ]
    given = GivenWords([*rows, ("r6", {"noi_dung": "ai cũng có."})])
    plans = [likes(tasks, given), likes(later, given)]
    assert linked(plans, given) == {"r1": "b", "r2": "a", "r4": "d", "r6": "e"}
    assert linked(plans[1:], given)["r1"] == "d"
    assert linked([], given) == {}
