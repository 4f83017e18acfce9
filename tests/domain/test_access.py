"""Roles, areas, passwords, and what time makes of an account."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain import access
from cchc_desktop.domain.access import Account, Event, Need, Policy, Role
from cchc_desktop.domain.errors import Refusal

NOW = datetime(2026, 7, 15, 9, 0)
AREAS = [f"Lĩnh vực số {code}" for code in range(1, 9)]
USUAL = Policy()


def account(role: Role = Role.GENERAL, **values: object) -> Account:
    areas = frozenset({3}) if role is Role.AREA else frozenset()
    made = Account("a", "Trần Thị Bình", role, areas, "", NOW)
    return replace(made, **values)  # type: ignore[arg-type]


def test_every_need_role_and_event_has_its_words() -> None:
    assert all(each.words for each in Need)
    assert all(each.label for each in (*Role, *Event))
    assert Need.USERS in Role.ADMIN.needs
    assert all(any(need in role.needs for role in Role) for need in Need)


def test_a_role_says_what_it_may_not_do_and_who_may() -> None:
    assert access.why_not(account(Role.GENERAL), Need.FIGURES) == ""
    said = access.why_not(account(Role.LEADER), Need.FIGURES)
    assert "«Lãnh đạo» không được nhập số liệu" in said
    assert "«Quản trị» hoặc «Văn phòng tổng hợp» hoặc «Phụ trách lĩnh vực»" in said
    assert all(access.why_not(account(role), Need.USERS) for role in Role if role is not Role.ADMIN)


def test_an_officer_of_an_area_writes_it_and_no_other() -> None:
    officer = account(Role.AREA)
    assert access.why_not_areas(officer, {3}, AREAS) == ""
    said = access.why_not_areas(officer, {3, 5}, AREAS)
    assert "phụ trách lĩnh vực 3 nên không sửa được lĩnh vực 5 (Lĩnh vực số 5)" in said
    assert "phần chung" in access.why_not_areas(officer, {access.WHOLE_OFFICE}, AREAS)
    assert access.why_not_areas(account(Role.GENERAL), {1, 5}, AREAS) == ""


def test_an_account_needs_a_name_and_areas_where_its_role_has_some() -> None:
    for wrong, field in (
        ({"officer": " "}, "officer"), ({"areas": frozenset({9})}, "areas"),
        ({"areas": frozenset()}, "areas"),
    ):  # fmt: skip
        with pytest.raises(Refusal) as refused:
            account(Role.AREA, **wrong)
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("name", "weaker"),
    [
        ("least_length", 7), ("most_failures", 6), ("most_failures", 0), ("unlock_hours", 11),
        ("idle_minutes", 16), ("idle_minutes", 0), ("unused_days", 46), ("log_months", 11),
    ],
)  # fmt: skip
def test_rules_weaker_than_the_regulation_are_refused(name: str, weaker: int) -> None:
    with pytest.raises(Refusal, match="QCVN") as refused:
        replace(USUAL, **{name: weaker})  # type: ignore[arg-type]
    assert refused.value.field == name


def test_stricter_rules_are_taken_and_told() -> None:
    strict = Policy(most_failures=3, unlock_hours=None, idle_minutes=5)
    assert "idle_minutes: 15 -> 5" in strict.differences(USUAL)
    assert USUAL.differences(USUAL) == ""


@pytest.mark.parametrize("good", ["Abcdef1@", "mật Khẩu 9", "ĐƠN giản-2026"])
def test_passwords_of_all_sorts_of_signs_are_taken(good: str) -> None:
    access.check_password(good, USUAL)


@pytest.mark.parametrize(
    ("bad", "lacks"),
    [
        ("Abc1@", "đủ 8 ký tự"), ("abcdefg1@", "chữ in hoa"), ("ABCDEFG1@", "chữ thường"),
        ("Abcdefgh@", "chữ số"), ("Abcdefg1", "ký tự đặc biệt"), ("", "đủ 8 ký tự"), ("274951", "chữ thường"),
    ],
)  # fmt: skip
def test_passwords_that_lack_something_say_what(bad: str, lacks: str) -> None:
    with pytest.raises(Refusal, match=lacks) as refused:
        access.check_password(bad, USUAL)
    assert refused.value.field == "password"


def test_six_figures_do_only_where_the_rules_say_so() -> None:
    lax = Policy(allows_pin=True)
    access.check_password("274951", lax)
    for easy in ("111111", "123456", "654321", "121212"):
        with pytest.raises(Refusal, match="dễ đoán"):
            access.check_password(easy, lax)
    with pytest.raises(Refusal, match="mã PIN gồm đúng 6 chữ số"):
        access.check_password("27495", lax)


def test_too_many_wrong_tries_lock_and_the_hours_of_the_rules_open() -> None:
    tried = account()
    for left in (4, 3, 2, 1):
        tried = access.failed(tried, USUAL, NOW)
        assert (access.tries_left(tried, USUAL), tried.locked_at) == (left, None)
    locked = access.failed(tried, USUAL, NOW)
    assert (access.tries_left(locked, USUAL), locked.locked_at) == (0, NOW)
    assert "Bị khóa từ 09:00 15/07/2026" in locked.state_words
    assert access.settled(locked, USUAL, NOW + timedelta(hours=11, minutes=59)) == locked
    opened = access.settled(locked, USUAL, NOW + timedelta(hours=12))
    assert (opened.locked_at, opened.failures) == (None, 0)
    by_hand = Policy(unlock_hours=None)
    assert access.settled(locked, by_hand, NOW + timedelta(days=40)) == locked


@given(st.integers(-20 * 365, -1), st.integers(0, 24))
def test_a_clock_put_back_opens_nothing_early_and_locks_nothing_for_ever(days: int, hours: int) -> None:
    locked = account(failures=5, locked_at=NOW)
    back = NOW + timedelta(days=days)
    then = access.settled(locked, USUAL, back)
    assert then.locked_at == back
    later = access.settled(then, USUAL, back + timedelta(hours=hours))
    assert (later.locked_at is None) == (hours >= 12)


def test_an_account_that_nobody_uses_is_disabled() -> None:
    used = account(seen_at=NOW)
    assert not access.settled(used, USUAL, NOW + timedelta(days=44)).is_disabled
    gone = access.settled(used, USUAL, NOW + timedelta(days=45))
    assert (gone.is_disabled, gone.state_words) == (True, "Đã tắt")
    never = access.settled(account(must_change=True), USUAL, NOW + timedelta(days=45))
    assert never.is_disabled
    assert not access.settled(used, USUAL, NOW - timedelta(days=4000)).is_disabled
    assert account().state_words == "Đang dùng"
    assert account(must_change=True).state_words == "Phải đổi mật khẩu"


def test_time_never_disables_the_last_administrator() -> None:
    """A clock that is years ahead shuts nobody out: whoever was there last stays."""
    first = account(Role.ADMIN)
    later = replace(first, id="b", seen_at=NOW + timedelta(days=1))
    never, off = replace(first, id="c", seen_at=None), replace(first, id="d", is_disabled=True)
    other = account(seen_at=NOW + timedelta(days=2))
    ahead = NOW + timedelta(days=4000)
    found = access.all_settled([first, later, never, off, other], USUAL, ahead)
    assert [each.is_disabled for each in found] == [True, False, True, True, True]
    assert access.all_settled([off, other], USUAL, NOW + timedelta(days=5)) == [off, other]


def test_one_person_has_one_account_and_one_administrator_stays() -> None:
    one = account(Role.ADMIN)
    other = replace(one, id="b", officer="Nguyễn Văn An")
    assert access.is_last_admin([one], "a")
    assert not access.is_last_admin([one, other], "a")
    assert access.is_last_admin([one, replace(other, is_disabled=True)], "a")
    assert not access.is_last_admin([one, account()], "b")
    assert access.same_person([one, other], "nguyễn  văn an") == other
    assert access.same_person([one, other], "Nguyễn Văn An", but="b") is None


@given(st.binary(min_size=15, max_size=15))
def test_a_recovery_code_is_read_as_it_was_printed(random: bytes) -> None:
    code = access.recovery_code(random)
    assert [len(group) for group in code.split("-")] == [4] * 6
    assert access.read_recovery_code(code) == code
    assert access.read_recovery_code(code.lower().replace("-", " ")) == code
    assert access.read_recovery_code(code.replace("0", "O").replace("1", "l")) == code


@pytest.mark.parametrize("wrong", ["", "ABCD-EFGH", "U" * 24, "é" * 24])
def test_what_cannot_be_a_recovery_code_is_said(wrong: str) -> None:
    with pytest.raises(Refusal, match="6 nhóm"):
        access.read_recovery_code(wrong)
