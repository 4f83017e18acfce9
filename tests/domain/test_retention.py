"""Which backups are kept: never the wrong one goes, whatever the clock did, in whatever order they come."""

from datetime import datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.backups import Reason, Verified
from cchc_desktop.domain.retention import DAILY, MONTHLY, WEEKLY, Copy, kept

NOON = datetime(2026, 7, 15, 12)
"""A Wednesday."""


def copy_of(ago: timedelta, serial: int = 0, is_good: bool = True) -> Copy:
    made_at = NOON - ago
    return Copy(f"{made_at:%Y%m%d-%H%M%S}-{serial}", made_at, serial, is_good)


def a_day(count: int, hours: tuple[int, ...] = (0, 2, 4)) -> list[Copy]:
    """Three copies on each of so many days that end with NOON's."""
    days = [timedelta(days=back, hours=hour) for back in reversed(range(count)) for hour in reversed(hours)]
    return [copy_of(ago, serial) for serial, ago in enumerate(days, 1)]


def test_what_is_kept_of_two_years() -> None:
    """All of two days, then the last of 12 days, of 10 weeks and of 9 months."""
    copies = a_day(730)
    names = kept(copies, NOON)
    days = [each.made_at for each in copies if each.name in names][::-1]
    assert len(days) == 2 * 3 + DAILY + WEEKLY + MONTHLY
    assert [day.day for day in days[:6]] == [15, 15, 15, 14, 14, 14]
    assert all(day.hour == 12 for day in days[6:])
    assert [f"{day:%d/%m}" for day in days[6:18]] == [f"{day:02}/07" for day in range(13, 1, -1)]
    # 1 July is the Wednesday before the twelfth day, and of its week the last day that is left.
    assert [f"{day:%d/%m/%y}" for day in days[18:22]] == ["01/07/26", "28/06/26", "21/06/26", "14/06/26"]
    assert [f"{day:%d/%m/%y}" for day in days[28:31]] == ["26/04/26", "31/03/26", "28/02/26"]
    assert f"{days[-1]:%d/%m/%y}" == "31/08/25"


def test_an_office_that_was_shut_keeps_what_it_had() -> None:
    """Days count where there are copies, not back from today."""
    copies = a_day(10)
    assert kept(copies, NOON + timedelta(days=400)) == kept(copies, NOON)


def test_a_failed_one_stands_for_no_day() -> None:
    good, failed = copy_of(timedelta(days=9, hours=2), 1), copy_of(timedelta(days=9), 2, is_good=False)
    recent = [copy_of(timedelta(days=day), 9 - day) for day in range(3)]
    names = kept([good, failed, *recent], NOON)
    assert good.name in names
    assert failed.name not in names


def test_a_failed_one_of_today_stays_for_a_look() -> None:
    failed = copy_of(timedelta(), 9, is_good=False)
    assert failed.name in kept([*a_day(2), failed], NOON)


def test_nothing_goes_where_all_failed() -> None:
    failed = [copy_of(timedelta(days=day), 40 - day, is_good=False) for day in range(40)]
    assert len(kept(failed, NOON)) == 40


def test_a_start_with_the_clock_years_ahead_pushes_nothing_out() -> None:
    ahead = copy_of(timedelta(days=-20_000), 100)
    assert kept([*a_day(3), ahead], NOON) == kept(a_day(3), NOON) | {ahead.name}
    # Under that clock itself, today and yesterday are no longer the last two days; one of each remains.
    names = kept([*a_day(3), ahead], ahead.made_at)
    assert {each.made_at.date() for each in a_day(3) if each.name in names} == {
        each.made_at.date() for each in a_day(3)
    }


def test_a_clock_that_was_set_back_drops_nothing() -> None:
    copies = a_day(60)
    assert len(kept(copies, datetime(1980, 1, 1))) == len(copies)


def test_what_was_made_last_is_kept_whatever_its_clock_said() -> None:
    last = Copy("last", datetime(2010, 1, 1), 9999)
    assert "last" in kept([*a_day(730), last], NOON)


def test_nothing_of_nothing() -> None:
    assert kept([], NOON) == frozenset()


def test_words_of_every_reason_and_look() -> None:
    assert all(reason.words for reason in Reason)
    assert all(look.words for look in Verified)
    assert [look for look in Verified if look.is_good] == [Verified.QUICK, Verified.FULL]


_moments = st.datetimes(datetime(1980, 1, 1), datetime(2100, 1, 1)) | st.integers(0, 3000).map(
    lambda hours: NOON - timedelta(hours=7 * hours)
)
_copies = st.lists(
    st.tuples(_moments, st.integers(0, 5000), st.booleans()), max_size=60, unique_by=lambda each: each[1]
).map(lambda found: [Copy(str(serial), moment, serial, good) for moment, serial, good in found])


@given(_copies, _moments)
def test_thinning_again_changes_nothing(copies: list[Copy], now: datetime) -> None:
    names = kept(copies, now)
    assert kept([each for each in copies if each.name in names], now) == names


@given(_copies, _moments, st.randoms(use_true_random=False))
def test_the_order_does_not_matter(copies: list[Copy], now: datetime, chance: Random) -> None:
    shuffled = list(copies)
    chance.shuffle(shuffled)
    assert kept(shuffled, now) == kept(copies, now)


@given(_copies, _moments)
def test_the_newest_and_what_is_ahead_never_go(copies: list[Copy], now: datetime) -> None:
    names = kept(copies, now)
    good = [each for each in copies if each.is_good]
    if good:
        assert max(good, key=lambda each: each.serial).name in names
        assert max(good, key=lambda each: (each.made_at, each.serial)).name in names
    assert {each.name for each in good if each.made_at > now} <= names


@given(_copies, _moments)
def test_failed_ones_change_nothing_for_good_ones(copies: list[Copy], now: datetime) -> None:
    good = [each for each in copies if each.is_good]
    assert kept(copies, now) & {each.name for each in good} == kept(good, now)


@given(_copies, _moments)
def test_no_more_are_kept_than_the_rule_says(copies: list[Copy], now: datetime) -> None:
    past = [each for each in copies if each.is_good and each.made_at <= now]
    recent = sorted({each.made_at.date() for each in past})[-2:]
    most = sum(each.made_at.date() in recent for each in past) + DAILY + WEEKLY + MONTHLY + 1
    assert len(kept(past, now)) <= most
