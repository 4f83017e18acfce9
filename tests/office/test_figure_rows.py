"""The rows of the grid: made anew only where something changed, and then as if they were new."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop import catalogue
from cchc_desktop.domain.figures import Ledger
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.target_links import TargetLink
from cchc_desktop.domain.targets import Measure, TargetKind
from cchc_desktop.office import Office
from cchc_desktop.office.figure_rows import rows_of

KNOWN = catalogue.indicators()
SEEN = ("2025-Q2", "2026-Q1", "2026-Q2", "2026-6T", "2026-Q3", "2026-9T")
EDITED = ("1.03", "1.04", "1.06", "1.07", "1.08", "3.14", "3.15", "3.16", "3.18", "3.22", "3.23", "3.50")
LINKS = [
    {code: TargetLink(code, "target-1", "", Measure(TargetKind.PERCENT, value=value))}
    for code, value in (("1.05", 50.0), ("3.24", 95.0), ("3.24", 90.0))
]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(SEEN),
            st.sampled_from(EDITED),
            st.one_of(st.none(), st.sampled_from([0.5, 1, 9, 95, 120, 3000])),
        ),
        max_size=60,
    ),
    st.lists(
        st.tuples(
            st.integers(1, 10),
            st.sampled_from(LINKS),
        ),
        max_size=10,
    ),
    st.sampled_from(SEEN),
)
def test_rows_that_go_on_from_others_are_what_new_ones_would_be(
    edits: list[tuple[str, str, float | None]],
    steps: list[tuple[int, dict[str, TargetLink]]],
    seen: str,
) -> None:
    period = Period.parse(seen)
    ledger = Ledger(lambda _: KNOWN, {})
    rows = rows_of(ledger, period, {})
    for count, links in steps:
        for where, code, value in edits[:count]:
            figure = (
                Figure() if value is None else Figure(Decimal(str(value)), note="x" if value == 9 else "")
            )
            ledger = ledger.with_figures(Period.parse(where), {code: figure})
        edits = edits[count:]
        before, rows = rows, rows_of(ledger, period, links, rows)
        new = rows_of(ledger, period, links)
        assert rows.rows == new.rows
        kept = zip(before.rows, rows.rows, strict=True)
        assert all(one is other for one, other in kept if one == other), "what says the same is the same"


def test_after_a_figure_only_its_rows_are_other_objects(office: Office) -> None:
    period = office.calendar.current_quarter()
    figures = office.figures
    figures.set_figures(period, {"1.03": Figure(Decimal(45)), "1.20": Figure(Decimal(1))})
    before = figures.rows(period)
    figures.type_figure(period, "1.04", "25")
    after = figures.rows(period)
    changed = [new.id for old, new in zip(before, after, strict=True) if old is not new]
    assert changed == ["1.04", "1.05"]
    figures.type_figure(period, "1.04", "26")
    assert figures.rows(period.previous)[0].id == before[0].id, "those of another period are made anew"
    assert [row.figure.value for row in figures.rows(period) if row.id == "1.04"] == [26]
