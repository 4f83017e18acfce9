"""An office's own registers and fields: kept, carried over with their rows, taken back; nothing is lost."""

from dataclasses import replace
from datetime import date

import pytest

from cchc_desktop.catalogue.register_text import shipped_register
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.registers.fields import Holds, RegisterField
from cchc_desktop.domain.registers.register import Counting, Feed, Register
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office

DAY = RegisterField("ngay", "Ngày", Holds.DAY, is_required=True)
CAR = RegisterField("xe", "Biển số xe")
KM = RegisterField("km", "Số ki-lô-mét")
BOOK = Register("rieng-xe", "Xe công", "Sổ xe công", "ngay", (DAY, CAR, KM), row_name="xe")
TYPED = {"ngay": "5/2/2026", "xe": "95A-1", "km": "1.200"}


def having(*fields: RegisterField) -> Register:
    """The register of cars with these fields."""
    return replace(BOOK, fields=fields)


def kept(office: Office, register: str = "rieng-xe") -> dict[str, str | bool]:
    """What is stored of the only row."""
    (row,) = office._desk.store.register_rows(register)
    return dict(row.values)


def test_a_register_is_made_changed_and_deleted_with_its_rows(office: Office) -> None:
    own = office.own_registers
    own.save(BOOK)
    row = office.registers.add("rieng-xe", TYPED)
    assert own.save(BOOK) is None, "nothing is new"
    own.delete("rieng-xe")
    assert tuple(office._desk.store.register_rows("rieng-xe")) == ()
    office.history.undo()
    assert office.registers.row(row.id).values["xe"] == "95A-1"
    assert office.check().damage == ()
    for _ in range(3):
        office.history.undo()
    assert "rieng-xe" not in [each.id for each in office.registers.all()]


def test_a_field_that_is_given_up_keeps_what_it_holds(office: Office) -> None:
    own = office.own_registers
    own.save(BOOK)
    row = office.registers.add("rieng-xe", TYPED)
    assert own.effects(having(DAY, CAR)).kept == {"Số ki-lô-mét": 1}
    own.save(having(DAY, CAR))
    assert "km" not in office.registers.row(row.id).values
    changed = office.registers.row(row.id).taking("xe", "95A-2")
    office.registers.save([changed])
    assert kept(office)["km"] == "1.200", "an edit of the row leaves it"
    (gone,) = office.registers.get("rieng-xe").gone
    assert gone == KM
    own.save(having(DAY, CAR, gone))
    assert office.registers.row(row.id).values["km"] == "1.200"
    assert office.registers.get("rieng-xe").gone == ()


def test_values_go_over_into_another_type_and_what_cannot_stays_as_text(office: Office) -> None:
    own = office.own_registers
    own.save(BOOK)
    first = office.registers.add("rieng-xe", TYPED)
    second = office.registers.add("rieng-xe", {**TYPED, "km": "khoảng 300"})
    number = replace(KM, holds=Holds.NUMBER, is_required=True)
    assert own.effects(having(DAY, CAR, number)).unread == {"Số ki-lô-mét": 1}
    own.save(having(DAY, CAR, number))
    assert office.registers.row(first.id).values["km"] == 1200
    unread = office.registers.row(second.id)
    assert (unread.values.get("km"), unread.unread("km")) == (None, "khoảng 300")
    assert [hit.place.row_id for hit in office.search("khoảng 300").hits] == [second.id]  # type: ignore[union-attr]
    with pytest.raises(Refusal, match="ghi «khoảng 300», không đúng kiểu"):
        office.registers.save([unread.taking("xe", "95A-3")])
    office.registers.save([unread.taking("km", number.read("300"))])
    assert office.registers.row(second.id).others == {}
    office.history.undo()
    office.history.undo()
    assert office.registers.row(first.id).values["km"] == "1.200", "one undo brings types and values back"


def test_a_day_becomes_a_text_and_a_day_again(office: Office) -> None:
    other = RegisterField("ve", "Ngày về", Holds.DAY)
    office.own_registers.save(having(DAY, CAR, other))
    row = office.registers.add("rieng-xe", {**{"ngay": "5/2/2026", "xe": "95A-1"}, "ve": "7/2/2026"})
    office.own_registers.save(having(DAY, CAR, replace(other, holds=Holds.LINE)))
    assert office.registers.row(row.id).values["ve"] == "07/02/2026"
    office.own_registers.save(having(DAY, CAR, other))
    assert office.registers.row(row.id).values["ve"] == date(2026, 2, 7)


def test_the_program_s_register_takes_fields_of_the_office_and_goes_back(office: Office) -> None:
    own, shipped = office.own_registers, shipped_register("kiem-tra")
    assert shipped is not None
    extra = RegisterField("rieng_xe", "Xe đi kiểm tra")
    own.save(replace(shipped, fields=(shipped.fields[0], extra, *shipped.fields[1:]), row_name="rieng_xe"))
    typed = {"ngay": "5/2/2026", "don_vi": "Trạm Y tế", "loai": "Định kỳ", "rieng_xe": "95A-1"}
    row = office.registers.add("kiem-tra", typed)
    assert own.is_changed("kiem-tra")
    assert next(office._desk.store.register_rows("kiem-tra")).name == "95A-1"
    assert office.registers.counts(Period.parse("2026-Q1"))["1.07"].value == 1
    own.reset("kiem-tra")
    assert not own.is_changed("kiem-tra")
    assert office.registers.get("kiem-tra").fields == shipped.fields
    assert kept(office, "kiem-tra")["rieng_xe"] == "95A-1"
    assert next(office._desk.store.register_rows("kiem-tra")).name == "Trạm Y tế"
    assert office.registers.get("kiem-tra").gone == (extra,)
    assert own.reset("kiem-tra") is None
    office.history.undo()
    assert office.registers.row(row.id).values["rieng_xe"] == "95A-1"


def test_what_cannot_be_is_refused_and_nothing_changes(office: Office) -> None:
    own = office.own_registers
    shipped = shipped_register("kiem-tra")
    assert shipped is not None
    own.save(BOOK)
    for register, place, words in [
        (replace(BOOK, id="rieng-khac", name="XE CÔNG"), "name", "Đã có sổ tên"),
        (replace(BOOK, feeds=(Feed("1.07", Counting.DISTINCT, "xe"),)), "feed:1.07", "đã được đếm từ sổ"),
        (replace(BOOK, day="xe"), "day", "mục ngày"),
        (replace(shipped, fields=shipped.fields[:1]), "feed:1.07", "mục để đếm"),
    ]:
        with pytest.raises(Refusal, match=words) as refused:
            own.save(register)
        assert refused.value.field == place
    with pytest.raises(Refusal, match="của chương trình nên không xóa được"):
        own.delete("kiem-tra")
    with pytest.raises(Refusal, match="do cơ quan tự lập"):
        own.reset("rieng-xe")
    assert office.registers.get("kiem-tra") == shipped


def test_a_register_that_the_program_has_no_more_leaves_the_others(office: Office) -> None:
    from cchc_desktop.storage.register_kinds import StoredRegister, write_register

    with office._desk.store.journal.operation("registers.describe", "x", "x") as recorder:
        write_register(recorder, StoredRegister("so-cu", "Sổ cũ", 'amends = "so-cu"\nunfed = ["1.07"]\n'))
    assert "so-cu" not in [each.id for each in office.registers.all()]
    assert office.own_registers.offered("kiem-tra")[0].indicator.code
    assert "[[field]]" in office.own_registers.text("kiem-tra")


def test_a_text_that_is_no_area_stays_where_its_field_became_one_of_areas(office: Office) -> None:
    own, field = office.own_registers, RegisterField("lv", "Lĩnh vực")
    own.save(having(DAY, CAR, field))
    for area in ("Nội vụ", "3"):
        office.registers.add("rieng-xe", {"ngay": "5/2/2026", "xe": area, "lv": area})
    own.save(having(DAY, CAR, replace(field, holds=Holds.AREA, is_own=True)))
    rows = {str(row.values["xe"]): row for row in office.registers.rows("rieng-xe")}
    assert (rows["3"].values["lv"], rows["Nội vụ"].others) == ("3", {"lv": "Nội vụ"})
    office.registers.save([replace(row, values={**row.values, "xe": "A"}) for row in rows.values()])
    for _ in range(2):
        office.history.undo()
    assert {row.values["lv"] for row in office.registers.rows("rieng-xe")} == {"Nội vụ", "3"}


def test_a_register_is_not_taken_back_from_under_its_rows(office: Office) -> None:
    office.own_registers.save(BOOK)
    began = office.history.entries()[0].id
    office.registers.add("rieng-xe", TYPED)
    for take_back in (office.history.would_take_back, office.history.take_back):
        with pytest.raises(Refusal, match="«Xe công» đang có 1 dòng"):
            take_back(began)
    office.own_registers.delete("rieng-xe")
    # With the rows that it brought back it may go again.
    for _ in range(2):
        office.history.take_back(office.history.entries()[0].id)
    assert office.check().damage == ()
    office.history.undo()
    assert len(office.registers.rows("rieng-xe")) == 1
