"""The form of a longer span that was typed once: it stands for its quarters, and what it left goes on."""

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.domain.dossiers import (
    Dossiers,
    before,
    differences,
    effective,
    opening_of,
    over_parts,
    parts_of,
)
from cchc_desktop.domain.report_periods import Period, Span

Q1, Q2, Q3, Q4 = (Period.parse(f"2026-Q{number}") for number in (1, 2, 3, 4))
HALF, NINE, YEAR = (Period.parse(f"2026-{span}") for span in ("6T", "9T", "N"))
counts = st.one_of(st.none(), st.integers(0, 30))
rows = st.builds(Dossiers, *[counts] * 8).filter(lambda row: not row.is_blank)
forms = st.dictionaries(st.sampled_from("abc"), rows, max_size=3)
FLOWS = ("online", "direct", "early", "on_time", "late")
PENDING = ("pending_in_time", "pending_late")


def number(row: Dossiers | None, name: str) -> int:
    """A column's count, 0 where there is none."""
    return (getattr(row, name) if row is not None else None) or 0


@given(
    span=st.sampled_from([HALF, NINE]),
    opening=forms.filter(bool),
    quarters=st.lists(forms, min_size=4, max_size=4),
)
def test_the_years_form_is_the_opening_and_the_quarters_after_it(
    span: Period, opening: dict[str, Dossiers], quarters: list[dict[str, Dossiers]]
) -> None:
    """Worked out anew with sums of lists: what was typed in the quarters of the opening is nowhere in it."""
    typed = {each: form for each, form in zip(YEAR.quarters, quarters, strict=True) if form}
    found = effective({**typed, span: opening})
    later = [quarters[place] for place in range(span.span.quarters, 4)]
    typed_later = [form for form in later if form]
    for field in "abc":
        made = over_parts([found[part].get(field, Dossiers()) for part in parts_of(found, YEAR)])
        of_field = [form.get(field) for form in [opening, *typed_later]]
        for name in FLOWS:
            assert number(made, name) == sum(number(row, name) for row in of_field), name
        assert number(made, "carried") == number(opening.get(field), "carried")
        for name in PENDING:
            assert number(made, name) == number(of_field[-1], name), name
        if later[0]:
            row = opening.get(field)
            left = 0
            if row is not None and row.pending_in_time is None and row.pending_late is None:
                received = sum(number(row, name) for name in ("online", "direct", "carried"))
                left = max(received - sum(number(row, name) for name in FLOWS[2:]), 0)
            elif row is not None:
                left = sum(number(row, name) for name in PENDING)
            typed_carried = number(later[0].get(field), "carried")
            first = found[span.last_quarter.next_one].get(field)
            assert number(first, "carried") == (left if row is not None else typed_carried)


@given(opening=forms.filter(bool), quarters=st.lists(forms, min_size=3, max_size=3))
def test_an_opening_differs_from_all_its_quarters_wherever_their_form_would_be_another(
    opening: dict[str, Dossiers], quarters: list[dict[str, Dossiers]]
) -> None:
    typed = {each: form for each, form in zip(NINE.quarters, quarters, strict=True) if form}
    without = effective(typed)
    found = differences(effective({**typed, NINE: opening}), NINE)
    for field in "abc":
        summed = over_parts([without[part].get(field, Dossiers()) for part in parts_of(without, NINE)])
        other = {
            each.name
            for each in fields(Dossiers)
            if number(opening.get(field), each.name) != number(summed, each.name)
        }
        if len(typed) == 3:
            assert set(found.get(field, {})) == other
        else:
            assert set(found.get(field, {})) <= other
    assert typed or not found


def test_which_form_goes_before() -> None:
    row = {"a": Dossiers(1)}
    typed = {Q1: row, HALF: row, Q3: row, Period(2025, Span.YEAR): row}
    assert opening_of(typed, YEAR) == HALF
    assert opening_of(typed, Q1) is None
    assert parts_of(typed, YEAR) == [HALF, Q3]
    assert parts_of(typed, Q1) == [Q1]
    assert parts_of(typed, Q4) == []
    assert [before(typed, each) for each in (Q1, Q2, Q3, Q4)] == [Period(2025, Span.YEAR), Q1, HALF, Q3]
    assert before(typed, YEAR) == Period(2025, Span.YEAR)
    assert before({}, Q1) is None
    assert differences(typed, HALF) == {}, "half of it was typed, and no more than all of it"
    assert differences({**typed, Q1: {"a": Dossiers(2)}}, HALF) == {"a": {"online": (1, 2)}}
