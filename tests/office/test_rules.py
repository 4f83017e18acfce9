"""Rules that are watched all year: what rows, figures and the plan make of them, reckoned again here."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pytest

from cchc_desktop.documents.model import Table
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import OfficeProfile, Officer, Unit
from cchc_desktop.domain.places import PlanPlace, RegisterPlace, RulesPlace, SettingsPlace, TasksPlace
from cchc_desktop.domain.plan import Draft, Item, ItemKind, Plan
from cchc_desktop.domain.registers.register import RegisterRow
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.rule_settings import RuleSetting
from cchc_desktop.domain.standing_rules import Standing, State
from cchc_desktop.domain.tasks import Assignment, TaskSource, TaskUpdate
from cchc_desktop.intake.plan.target import parse_target
from cchc_desktop.office import Office, register_rows
from tests.plans import small_plan

UNITS = ("Văn phòng HĐND và UBND", "Phòng Kinh tế", "Phòng Văn hóa - Xã hội", "Trạm Y tế", "Công an xã")
FIRST, LAST = date(2027, 12, 15), date(2028, 12, 14)
"""The year of reports with a 29 February."""


class Clock:
    """The day that the office works on."""

    today = date(2028, 6, 1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    """An office with five units and three officers, on a day of 2028 that moves with the clock."""
    made = Office.open(tmp_path, lambda: clock.today, lambda: datetime(2028, 6, 1, 9))
    made.settings.found(OfficeProfile("Ủy ban nhân dân xã An Bình", "Ủy ban nhân dân tỉnh", "An Bình"))
    for name in UNITS:
        made.settings.save_unit(Unit(name))
    for name in ("Lê Lan", "Trần Nam", "Đỗ Minh"):
        made.settings.save_officer(Officer(name))
    yield made
    made.close()


def on(office: Office, rule_id: str, day: date | None = None) -> Standing:
    """How it stands with a rule."""
    return next(each for each in office.rules.standing(day) if each.rule.id == rule_id)


def rows_at_random(random: Random) -> list[tuple[str, dict[str, Any]]]:
    """Two years of an office's rows, around the ends of years too."""

    def day() -> date:
        return date(2027, 11, 1) + timedelta(days=random.randrange(500))

    def later(begins: date) -> date | None:
        return begins + timedelta(days=random.randrange(40)) if random.random() < 0.7 else None

    found: list[tuple[str, dict[str, Any]]] = []
    for _ in range(14):
        found.append(("kiem-tra", {
            "ngay": (at := day()), "don_vi": random.choice((*UNITS, "Trường Tiểu học")),
            "loai": random.choice(("Định kỳ", "Đột xuất", "Tự kiểm tra")),
            "han": at + timedelta(days=20) if random.random() < 0.5 else None, "ngay_xong": later(at),
        }))  # fmt: skip
        form = random.choice(("Trang thông tin điện tử", "Niêm yết", "Mạng xã hội", "Pano"))
        found.append(("tuyen-truyen", {
            "ngay": day(), "hinh_thuc": form, "chu_de": "Tin", "so_luong": Decimal(1),
        }))  # fmt: skip
        found.append(("phan-anh", {
            "ngay_nhan": (at := day()), "kenh": "Trực tiếp", "noi_dung": "Đường hỏng",
            "han": at + timedelta(days=15), "ngay_tra_loi": later(at),
        }))  # fmt: skip
        found.append(("qua-han", {
            "ma": "H", "tthc": "Khai sinh", "hen_tra": day(),
            "xin_loi": "12" if random.random() < 0.5 else None,
        }))  # fmt: skip
    for _ in range(3):
        found.append(("doi-thoai", {"ngay": day(), "doi_tuong": "Người dân"}))
        activity = random.choice(("Kiểm tra", "Thu thập thông tin"))
        found.append(("thi-hanh-phap-luat", {"ngay": day(), "hoat_dong": activity, "linh_vuc": "Đất đai"}))
        found.append(("dao-tao", {
            "den_ngay": day(), "lop": "Lớp", "hoc_vien": random.choice(("Lê Lan", "trần nam")),
            "ky_nang_so": random.random() < 0.8,
        }))  # fmt: skip
    return [
        (register, {key: value for key, value in values.items() if value is not None})
        for register, values in found
    ]


@pytest.mark.parametrize("most", [4_000, 1])
def test_every_rule_is_what_a_second_reckoning_makes_of_the_rows(
    office: Office, clock: Clock, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Of short registers as of long ones, of which no more is read than is asked for."""
    monkeypatch.setattr(register_rows, "_MOST_ROWS", most)
    rows = rows_at_random(Random(5))
    office.registers.save([RegisterRow(register, values) for register, values in rows])
    clock.today = date(2029, 3, 1)
    edges = (FIRST - timedelta(days=1), FIRST, date(2028, 2, 29), LAST, LAST + timedelta(days=1))
    for day in (*edges, *(FIRST + timedelta(days=each) for each in range(0, 400, 37))):
        begins = date(day.year - (day < date(day.year, 12, 15)), 12, 15)
        ends = date(begins.year + 1, 12, 14)

        def of(register: str, key: str, begins: date = begins, day: date = day) -> list[dict[str, Any]]:
            return [row for name, row in rows if name == register and begins <= row[key] <= day]

        inspected = {row["don_vi"] for row in of("kiem-tra", "ngay")} & set(UNITS)
        found = on(office, "kiem-tra-don-vi", day)
        assert (found.outcome.there, found.outcome.total, found.outcome.wanted) == (len(inspected), 5, 2)
        assert found.is_met == (len(inspected) >= 2)
        assert found.by == (None if found.is_met else ends)
        kinds = {row["loai"] for row in of("kiem-tra", "ngay")}
        assert on(office, "kiem-tra-loai", day).is_met == (kinds >= {"Định kỳ", "Đột xuất"})
        forms = {row["hinh_thuc"] for row in of("tuyen-truyen", "ngay")}
        assert on(office, "tuyen-truyen-hinh-thuc", day).outcome.missing == max(0, 4 - len(forms))
        assert on(office, "doi-thoai", day).is_met == bool(of("doi-thoai", "ngay"))
        activities = {row["hoat_dong"] for row in of("thi-hanh-phap-luat", "ngay")}
        assert on(office, "thi-hanh-phap-luat", day).outcome.there == len(activities)
        posted = [
            row["ngay"] for name, row in rows
            if row.get("hinh_thuc") == "Trang thông tin điện tử" and row["ngay"] <= day
        ]  # fmt: skip
        turn = on(office, "tuyen-truyen-dang-tin", day)
        if posted:
            last = max(posted)
            assert turn.by == last + timedelta(days=14)
            assert turn.is_met == ((day - last).days <= 14)
        for rule_id, register, key, done in (
            ("phan-anh", "phan-anh", "ngay_nhan", "ngay_tra_loi"),
            ("kiem-tra-khac-phuc", "kiem-tra", "ngay", "ngay_xong"),
        ):
            dues = [
                (row["han"], row.get(done, date.max)) for name, row in rows
                if name == register and row[key] <= day
                and "han" in row and begins <= row["han"] <= ends
            ]  # fmt: skip
            late = sum(min(when, day) > due if when <= day else day > due for due, when in dues)
            outcome = on(office, rule_id, day).outcome
            assert (outcome.total, outcome.late) == (len(dues), late)
            assert outcome.state.is_met == (not late)
        late_dossiers = of("qua-han", "hen_tra")
        lacking = [row for row in late_dossiers if "xin_loi" not in row]
        apologies = on(office, "xin-loi", day)
        assert apologies.outcome.missing == len(lacking)
        assert apologies.by == min((row["hen_tra"] for row in lacking), default=None)
        trained = {str(row["hoc_vien"]).lower() for row in of("dao-tao", "den_ngay") if row["ky_nang_so"]}
        digital = on(office, "ky-nang-so", day).outcome
        assert (digital.there, digital.wanted, digital.total) == (len(trained), 2, 3)


def plan_with(*sentences: str) -> Plan:
    """A plan of 2028 with targets under «II. 1.»."""
    targets = [
        Item(ItemKind.TARGET, text, "-", id=f"t{number}", area=1, measure=parse_target(text))
        for number, text in enumerate(sentences)
    ]
    heading = Item(ItemKind.AREA, "Chỉ đạo, điều hành", "1.", area=1, children=tuple(targets))
    section = Item(ItemKind.SECTION, "CHỈ TIÊU", "II.", children=(heading,))
    plan = small_plan()
    period = replace(plan.period, first_year=2028, last_year=2028)
    return replace(plan, period=period, items=(*plan.items, section), number="9")


def test_the_plan_says_otherwise_and_is_named(office: Office) -> None:
    office.plans.store_draft(
        Draft(
            plan_with(
                "Trên 40% cơ quan, đơn vị được kiểm tra công tác cải cách hành chính.",
                "Tuyên truyền cải cách hành chính bằng ít nhất 05 hình thức; đăng tải trên trang thông tin "
                "điện tử ít nhất 1 tuần/lần.",
            )
        )
    )
    share = on(office, "kiem-tra-don-vi")
    assert (share.rule.level, share.outcome.wanted) == ("trên 40% đơn vị", 3)
    assert share.whose.words.endswith("mục II.1")
    assert "số 9" in share.whose.words
    assert isinstance(share.whose.place, PlanPlace)
    assert share.whose.place.item_id == "t0"
    assert on(office, "tuyen-truyen-hinh-thuc").rule.value == 5
    turn = on(office, "tuyen-truyen-dang-tin")
    assert (turn.rule.value, turn.whose.place) == (7, PlanPlace("plan-1", "t1"))
    # Of another year it says nothing.
    assert on(office, "kiem-tra-don-vi", date(2029, 1, 5)).rule.value == 30
    assert on(office, "kiem-tra-don-vi", date(2028, 12, 15)).rule.value == 30


def test_an_office_sets_a_rule_itself_with_a_reason_and_takes_it_back(office: Office) -> None:
    before = office.rules.standing()
    with pytest.raises(Refusal, match="lý do"):
        office.rules.set(RuleSetting("doi-thoai", value=Decimal(3)))
    office.rules.set(RuleSetting("doi-thoai", value=Decimal(3), reason="Công văn 12"))
    dialogue = on(office, "doi-thoai")
    assert (dialogue.outcome.wanted, dialogue.whose.words) == (3, "Mức của cơ quan: Công văn 12")
    assert dialogue.whose.place == RulesPlace("doi-thoai")
    office.rules.set(RuleSetting("ky-nang-so", off=True, reason="Xã không được giao"))
    assert "ky-nang-so" not in {each.rule.id for each in office.rules.standing()}
    assert [hit.place for hit in office.search("không được giao").hits] == [RulesPlace("ky-nang-so")]
    office.history.undo()
    office.rules.follow("doi-thoai")
    assert office.rules.standing() == before
    office.history.undo()
    assert on(office, "doi-thoai").rule.value == 3
    assert office.check().damage == ()
    with pytest.raises(Refusal, match="Không có quy định «la»"):
        office.rules.follow("la")


def test_a_place_leads_to_the_row_that_is_wanted(office: Office) -> None:
    def place(rule_id: str) -> object:
        return on(office, rule_id).place

    office.registers.add("kiem-tra", {"ngay": "1/3/2028", "don_vi": UNITS[0], "loai": "Định kỳ"})
    assert place("kiem-tra-loai") == RegisterPlace("kiem-tra", preset=(("loai", "Đột xuất"),))
    begun = place("kiem-tra-don-vi")
    assert isinstance(begun, RegisterPlace)
    assert dict(begun.preset)["don_vi"] in UNITS[1:]
    web = (("hinh_thuc", "Trang thông tin điện tử"),)
    assert place("tuyen-truyen-dang-tin") == RegisterPlace("tuyen-truyen", preset=web)
    office.registers.add(
        "tuyen-truyen", {"ngay": "1/3/2028", "hinh_thuc": "Hội nghị", "chu_de": "A", "so_luong": "1"}
    )
    assert place("tuyen-truyen-hinh-thuc") == RegisterPlace(
        "tuyen-truyen", preset=(("hinh_thuc", "Tập huấn"),)
    )
    typed = {"ngay_nhan": "1/5/2028", "kenh": "Trực tiếp", "noi_dung": "A", "han": "20/5/2028"}
    late = office.registers.add("phan-anh", typed)
    assert place("phan-anh") == RegisterPlace("phan-anh", late.id, "ngay_tra_loi")
    # What a row begins with, its register takes.
    for standing in office.rules.standing():
        if isinstance(standing.place, RegisterPlace):
            register = office.registers.get(standing.place.register)
            for key, text in standing.place.preset:
                assert register.field(key).read(text) is not None


def test_without_units_a_share_cannot_be_told(office: Office) -> None:
    for unit in office.settings.units():
        office.settings.save_unit(replace(unit, valid_to=date(2028, 1, 1)))
    found = on(office, "kiem-tra-don-vi")
    assert (found.state, found.place) == (State.UNKNOWN, SettingsPlace("units"))


def test_typed_figures_stand_for_a_register_that_is_kept_elsewhere(office: Office) -> None:
    quarter = Period.parse("2028-Q1")
    for code, text in (("1.06", "10"), ("1.25", "1"), ("1.07", "3")):
        office.figures.type_figure(quarter, code, text)
    found = on(office, "kiem-tra-don-vi", date(2028, 3, 1))
    assert (found.outcome.there, found.outcome.total, found.outcome.wanted) == (3, 10, 3)
    assert on(office, "doi-thoai").is_met
    assert on(office, "doi-thoai").is_recorded
    assert not on(office, "thi-hanh-phap-luat").is_recorded


def test_tasks_from_above_are_held_to_their_days_too(office: Office) -> None:
    plan = plan_with("Trên 40% đơn vị được kiểm tra.")
    above = Assignment(lead=UNITS[0], due=date(2028, 5, 10), source=TaskSource.ABOVE)
    task = Item(ItemKind.TASK, "Báo cáo rà soát", "-", id="viec", area=1, assignment=above)
    office.plans.store_draft(Draft(replace(plan, items=(*plan.items, task))))
    found = on(office, "cap-tren-giao")
    assert (found.state, found.outcome.late, found.place) == (State.FAILED, 1, TasksPlace("viec"))
    office.tasks.report("viec", TaskUpdate(date(2028, 5, 9), 100))
    assert on(office, "cap-tren-giao").state is State.MET


def test_a_report_points_out_what_is_not_met_at_its_end(office: Office, clock: Clock) -> None:
    def told(period: str) -> list[str]:
        items = office.reports.checklist(Period.parse(period))
        return [item.sentence for item in items if "Quy định «" in item.sentence]

    assert told("2028-N") == []
    office.registers.add("doi-thoai", {"ngay": "10/1/2028", "doi_tuong": "Người dân"})
    office.registers.add("kiem-tra", {"ngay": "1/3/2028", "don_vi": UNITS[0], "loai": "Định kỳ"})
    typed = {"ngay_nhan": "1/1/2028", "kenh": "Trực tiếp", "noi_dung": "A", "han": "20/1/2028"}
    office.registers.add("phan-anh", typed)
    clock.today = date(2029, 1, 10)
    assert [sentence.split("»")[0] for sentence in told("2028-Q1")] == [
        "Quy định «Trả lời phản ánh, kiến nghị đúng hạn"
    ]
    of_year = " ".join(told("2028-N"))
    for name in ("Kiểm tra CCHC tại các đơn vị", "Trả lời phản ánh", "Có kiểm tra định kỳ"):
        assert name in of_year
    assert "Đối thoại" not in of_year


def test_the_table_of_rules_is_printed(office: Office) -> None:
    document = office.rules.document()
    (table,) = [block for part in document.parts for block in part.blocks if isinstance(block, Table)]
    assert len(table.rows) == len(office.rules.standing())
