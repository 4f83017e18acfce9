"""The registers that the program carries, and what is refused of a description."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cchc_desktop import catalogue, resources
from cchc_desktop.catalogue.registers import problems_in, read_register, registers
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.indicators import Kind
from cchc_desktop.domain.registers.fields import Holds
from cchc_desktop.domain.registers.register import Condition, Counting, Life, Over, Test

SHORT = """
id = "so-thu"
name = "Sổ thử"
day = "ngay"
row_name = "viec"
same = ["viec"]

[[field]]
key = "ngay"
label = "Ngày"
holds = "day"
required = true

[[field]]
key = "viec"
label = "Việc"

[[field]]
key = "so"
label = "Số"
holds = "number"
at_most = 10

[[field]]
key = "loai"
label = "Loại"
holds = "choice"
choices = ["A", "B"]

[[rule]]
key = "ngay"
not_after = "ngay"
sentence = "Ngày sau ngày."

[[deadline]]
day = "ngay"
done = "so"
sentence = "Làm {viec}"

[[feed]]
indicator = "1.07"
counting = "sum"
of = "so"
over = "until"
[[feed.where]]
key = "loai"
is = ["A"]
"""

ENDED = 'state = "loai"\nended = ["B"]\nended_day = "ngay"\n'


def test_every_shipped_register_is_sound() -> None:
    names = resources.names("catalogue", "registers")
    assert len(names) == len(registers()) >= 17
    known = catalogue.indicators().by_code
    for register in registers():
        assert f"{register.id}.toml" in names
        assert register.field(register.day).is_required, register.id
        for feed in register.feeds:
            indicator = known[feed.indicator]
            assert indicator.kind is not Kind.COMPUTED, (register.id, feed.indicator)
            assert (feed.over is not Over.PERIOD) == (indicator.nature in ("stock", "flag")), (
                register.id,
                feed.indicator,
            )
            assert (feed.counting is Counting.ANY) == bool(indicator.choices), feed.indicator
            assert (feed.counting is Counting.DISTINCT) >= (indicator.nature == "distinct"), feed.indicator


def test_no_indicator_is_fed_twice() -> None:
    codes = [feed.indicator for register in registers() for feed in register.feeds]
    assert len(codes) == len(set(codes))


def test_the_book_of_received_documents_has_its_seven_columns() -> None:
    """Nghị định 30/2020/NĐ-CP, Phụ lục IV."""
    (book,) = (register for register in registers() if register.id == "van-ban-den")
    assert [field.number for field in book.fields if field.number] == [1, 2, 3, 4, 5, 6, 7]


def test_nothing_personal_is_asked_for_of_citizens() -> None:
    (book,) = (register for register in registers() if register.id == "tiep-cong-dan")
    assert [field.number for field in book.fields if field.is_personal] == [3, 4, 5]
    assert [field.number for field in book.fields if field.number] == list(range(2, 13))


def test_how_rows_end_is_read() -> None:
    text = SHORT.replace('same = ["viec"]', 'state = "loai"\nended = ["B"]\nended_day = "ngay"')
    assert read_register(text).life == Life("loai", ("B",), "ngay")
    lives_on = text.replace('ended = ["B"]', 'ended = ["B"]\nchanged = ["A"]\nchanged_day = "ngay"')
    assert read_register(lives_on).life == Life("loai", ("B",), "ngay", ("A",), "ngay")
    assert read_register(SHORT).life is None


def test_what_is_to_be_done_about_a_row_is_open_until_it_is_done() -> None:
    register = read_register(SHORT)
    (deadline,) = register.deadlines
    day, later = date(2026, 6, 15), date(2026, 6, 20)
    assert deadline.open_until({"ngay": day}, later) == day
    assert deadline.open_until({"ngay": day, "so": Decimal(0)}, later) is None
    assert deadline.open_until({}, later) is None
    assert register.told(deadline.sentence, {"viec": "việc\nmới."}) == "Làm việc mới"
    by_day = replace(deadline, done="xong")
    assert by_day.open_until({"ngay": day, "xong": later}, day) == day
    assert by_day.open_until({"ngay": day, "xong": later}, later) is None
    yes = replace(deadline, where=(Condition("loai", Test.IS, ("A",)),))
    assert [yes.open_until({"ngay": day, "loai": kind, "so": False}, day) for kind in "AB"] == [day, None]


def test_a_description_is_read() -> None:
    register = read_register(SHORT)
    assert (register.id, register.name, register.title, register.area) == ("so-thu", "Sổ thử", "SỔ THỬ", 0)
    assert [field.holds for field in register.fields] == [Holds.DAY, Holds.LINE, Holds.NUMBER, Holds.CHOICE]
    (feed,) = register.feeds
    assert (feed.counting, feed.key, feed.day, feed.over) == (Counting.SUM, "so", "ngay", Over.UNTIL)
    assert feed.where[0].test is Test.IS


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('id = "so-thu"', 'id = "Sổ"', "viết sai"),
        ('day = "ngay"', 'day = "viec"', "không phải mục kiểu ngày"),
        ('row_name = "viec"', 'row_name = "ten"', "không có trong sổ"),
        ('same = ["viec"]', 'same = ["ten"]', "không có trong sổ"),
        ('same = ["viec"]', "valid_from = 2026-02-01\nvalid_to = 2026-01-01", "valid_to trước valid_from"),
        ('name = "Sổ thử"', 'name = "Sổ thử"\ncolour = "xanh"', "khóa lạ"),
        ('key = "viec"', 'key = "ngay"', "trùng"),
        ('choices = ["A", "B"]', "", "phải có choices"),
        ("at_most = 10", "at_most = 0", "lớn hơn 0"),
        ('label = "Việc"', 'label = "Việc"\nat_most = 3', "không phải là số"),
        ('label = "Việc"', 'label = "Việc"\npersonal = true\nrequired = true', "không thể bắt buộc"),
        ('holds = "number"', 'holds = "money"', "Hãy chọn một trong"),
        ('indicator = "1.07"', 'indicator = "muoi"', "viết sai"),
        ('of = "so"', 'of = "viec"', "một mục kiểu số"),
        ('counting = "sum"', 'counting = "distinct"', "một mục không phải là số"),
        ('counting = "sum"', 'counting = "rows"', "không có «of»"),
        ('of = "so"', 'of = "so"\nday = "viec"', "không phải mục kiểu ngày"),
        ('over = "until"', 'over = "month"', "Hãy chọn một trong"),
        ('is = ["A"]', 'is = ["C"]', "danh sách các mức"),
        ('is = ["A"]', "has = []", "danh sách các đoạn chữ"),
        ('is = ["A"]', 'is = ["A"]\nor = [{key = "ten", empty = true}]', "đúng một điều kiện"),
        ('is = ["A"]', "not_yes = true", "khác kiểu"),
        ('over = "until"', 'once = "ten"', "không phải mục của sổ"),
        ('counting = "sum"', 'counting = "any"', "không có «of»"),
        ('label = "Việc"', 'label = "Việc"\nown = true', "không phải là kiểu area"),
        ('row_name = "viec"', 'row_number = "ten"', "không có trong sổ"),
        ('is = ["A"]', "", "đúng một điều kiện"),
        ('is = ["A"]', "filled = false", "không phải là true"),
        ('is = ["A"]', "open = true", "khác kiểu"),
        ('is = ["A"]', 'after = "so"', "so hai mục kiểu ngày"),
        ('not_after = "ngay"', 'not_after = "viec"', "phải so sánh hai mục kiểu ngày"),
        ('not_after = "ngay"', "", "phải so sánh hai mục kiểu ngày"),
        ('done = "so"', 'done = "da"', "nhắc đến mục «da»"),
        ("{viec}", "{vi_ec}", "nhắc đến mục «vi_ec»"),
        ('done = "so"', 'done = "so"\nunit = "ten"', "nhắc đến mục «ten»"),
        ('day = "ngay"\ndone', 'day = "viec"\ndone', "không phải mục kiểu ngày"),
        ('name = "Sổ thử"', "name = Sổ", "cú pháp TOML"),
        ('same = ["viec"]', 'state = "loai"', "phải nêu đủ state"),
        ('same = ["viec"]', 'state = "loai"\nended = ["C"]\nended_day = "ngay"', "phải nêu đủ state"),
        ('same = ["viec"]', 'state = "loai"\nended = ["B"]\nended_day = "so"', "phải nêu đủ state"),
        ('same = ["viec"]', 'changed = ["A"]\nchanged_day = "ngay"', "phải nêu đủ state"),
        ('same = ["viec"]', ENDED + 'changed = ["A"]', "phải nêu đủ changed"),
        ('same = ["viec"]', ENDED + 'changed = ["B"]\nchanged_day = "ngay"', "phải nêu đủ changed"),
        ('same = ["viec"]', ENDED + 'changed = ["A"]\nchanged_day = "so"', "phải nêu đủ changed"),
        ('same = ["viec"]', ENDED + 'changed_day = "ngay"', "phải nêu đủ changed"),
    ],
)
def test_mistakes_are_told(old: str, new: str, sentence: str) -> None:
    assert SHORT.count(old) >= 1
    text = SHORT.replace(old, new, 1)
    assert any(re.search(sentence, problem) for problem in problems_in(text)), problems_in(text)
    with pytest.raises(Refusal):
        read_register(text, "thu.toml")


def test_a_description_without_end_is_refused() -> None:
    assert "dài quá" in problems_in("#" * 300_000)[0]
    fields = "".join(f'[[field]]\nkey = "a{n}"\nlabel = "A"\n' for n in range(60))
    assert any("quá 40 mục" in problem for problem in problems_in(SHORT + fields))


def test_a_register_of_personal_data_alone_is_refused() -> None:
    text = (
        'id = "a"\nname = "A"\nday = "b"\n[[field]]\nkey = "b"\nlabel = "B"\nholds = "day"\npersonal = true\n'
    )
    assert any("chỉ có mục dữ liệu cá nhân" in problem for problem in problems_in(text))
