"""Form II.06a over quarters: nothing pending is lost, and the annex says what the form says."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc_desktop.domain.dossiers import COUNTED, Dossiers, over_parts
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.figures import Ledger
from cchc_desktop.domain.indicators import Severity
from cchc_desktop.domain.places import DossiersPlace, FigurePlace
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import QUARTERS, Period, Span
from cchc_desktop.office import Office
from cchc_desktop.office.operations import TYPE_DOSSIERS
from cchc_desktop.storage.figure_rows import write_dossier_field, write_dossiers
from tests.examples import share

Q1, Q2, Q3, HALF, NINE = (Period.parse(f"2026-{span}") for span in ("Q1", "Q2", "Q3", "6T", "9T"))
SUMS = {"received": "3.13", "resolved": "3.17", "pending": "3.21"}


def fields(office: Office) -> list[str]:
    """The identities of the first three fields."""
    return [field.id for field in office.dossiers.fields()][:3]


def agrees(office: Office, period: Period) -> bool:
    """Whether the annex has the totals of the form, in every column that it has a whole figure of."""
    ledger: Ledger = office.figures.ledger()
    form = office.dossiers.total(period)
    counted = {
        one.code: COUNTED[one.counted]
        for one in ledger.catalogue(period).indicators
        if one.counted in COUNTED
    }
    for code, name in {**counted, **{code: name for name, code in SUMS.items()}}.items():
        reading = ledger.reading(period, code)
        if reading.value is not None and not reading.lacks and reading.value != (getattr(form, name) or 0):
            return False
    return True


def test_what_is_pending_is_not_lost_where_the_next_form_leaves_the_field_out(office: Office) -> None:
    one, other, _ = fields(office)
    office.dossiers.set_rows(
        Q1, {one: Dossiers(10, 0, 0, 0, 5, 0, 5, 0), other: Dossiers(10, 0, 0, 0, 7, 0, 3, 0)}
    )
    office.dossiers.set_rows(Q2, {other: Dossiers(10, 0, None, 0, 13, 0, 0, 0)})
    assert office.dossiers.total(Q2).carried == 8
    assert [key for key, _ in office.dossiers.problems(Q2)] == [one]
    assert "tiếp nhận 5 hồ sơ nhưng chưa có" in office.dossiers.problems(Q2)[0][1]
    assert [key for key, _ in office.dossiers.problems(HALF)] == [one]
    assert "biểu của từng quý" in office.dossiers.problems(HALF)[0][1]
    # It goes on to wait until its row is typed.
    office.dossiers.set_rows(Q3, {other: Dossiers(1, 0, None, 0, 1, 0, 0, 0)})
    assert office.dossiers.rows(Q3)[0].dossiers.carried == 5
    for period in (Q1, Q2, HALF):
        assert agrees(office, period), period
    office.dossiers.set_row(Q2, one, Dossiers(0, 0, None, 0, 5, 0, 0, 0))
    for period in (Q2, HALF, Q3, NINE):
        assert office.dossiers.problems(period) == []
        assert office.figures.problems(period) == []
        assert agrees(office, period), period


def test_a_carry_over_from_nowhere_is_not_in_the_longer_span(office: Office) -> None:
    one, other, _ = fields(office)
    office.dossiers.set_row(Q1, one, Dossiers(4, 0, 0, 0, 4, 0, 0, 0))
    office.dossiers.set_row(Q2, other, Dossiers(1, 0, 6, 0, 7, 0, 0, 0))
    assert office.dossiers.total(HALF).carried == 0
    assert agrees(office, HALF)
    assert [key for key, _ in office.dossiers.problems(HALF)] == [other]


def test_rows_that_are_only_begun_are_told_and_hand_on_what_they_have(office: Office) -> None:
    one = fields(office)[0]
    assert office.dossiers.problems(Q1) == []
    office.dossiers.set_row(Q1, one, Dossiers(100, 50))
    told = [sentence for _, sentence in office.dossiers.problems(Q1)]
    assert told == [
        "Lĩnh vực «Hộ tịch»: tiếp nhận 150 hồ sơ nhưng chưa có số đã giải quyết và đang giải quyết. "
        "Hãy nhập đủ các cột."
    ]
    assert told[0] in [
        item.sentence for item in office.reports.checklist(Q1) if isinstance(item.place, DossiersPlace)
    ]
    assert office.dossiers.rows(Q2)[0].dossiers.carried == 150
    # The next form is not begun, so nothing is wrong with it yet.
    assert office.dossiers.problems(Q2) == []
    office.dossiers.set_row(Q1, one, Dossiers(100, 50, 0, 0, 0, 0, 0, 0))
    assert "lệch" not in office.dossiers.problems(Q1)[0][1]
    assert "là 150 hồ sơ" in office.dossiers.problems(Q1)[0][1]


def test_the_last_field_stays(office: Office) -> None:
    *others, last = (field.id for field in office.dossiers.fields())
    for field_id in others:
        office.dossiers.delete_field(field_id)
    with pytest.raises(Refusal, match="ít nhất một lĩnh vực"):
        office.dossiers.delete_field(last)
    assert [field.id for field in office.dossiers.fields()] == [last]


@pytest.fixture(scope="module")
def any_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office whose form is replaced by random ones."""
    made = Office.open(tmp_path_factory.mktemp("forms"), lambda: date(2026, 12, 20))
    yield made
    made.close()


counts = st.one_of(st.none(), st.integers(0, 30))
rows = st.builds(Dossiers, *[counts] * 8).filter(lambda row: not row.is_blank)


@settings(max_examples=share(5))
@given(forms=st.lists(st.dictionaries(st.integers(0, 2), rows, max_size=3), min_size=4, max_size=4))
def test_form_and_annex_agree_whatever_was_typed(
    any_office: Office, forms: list[dict[int, Dossiers]]
) -> None:
    desk = any_office._desk
    known = fields(any_office)
    with desk.operation(TYPE_DOSSIERS) as recorder:
        for field in any_office.dossiers.fields():
            write_dossier_field(recorder, field)
        for stored in recorder.data.rows("SELECT id FROM dossiers"):
            recorder.delete("dossiers", stored["id"])
        for span, form in zip(QUARTERS, forms, strict=True):
            quarter = Period(2026, span)
            any_office.catalogues.open_period(recorder, quarter)
            for place, row in form.items():
                write_dossiers(recorder, quarter, known[place], row)
    for period in (Period(2026, span) for span in Span):
        if any(forms[QUARTERS.index(quarter.span)] for quarter in period.quarters):
            assert agrees(any_office, period), period


def test_the_row_of_a_span_begins_and_ends_where_the_span_does() -> None:
    quarters = [Dossiers(1, 2, 3, pending_late=4), Dossiers(), Dossiers(5, carried=9, pending_in_time=6)]
    assert over_parts(quarters) == Dossiers(6, 2, 3, pending_in_time=6)
    assert over_parts([]).is_blank
    assert over_parts([Dossiers(), Dossiers(1, carried=2)]) == Dossiers(1)


def test_what_was_typed_by_hand_is_settled_once(office: Office) -> None:
    figures, one = office.figures, fields(office)[0]
    figures.set_figures(Q1, {"3.14": Figure(Decimal(410)), "3.15": Figure(Decimal(3))})
    office.dossiers.set_row(Q1, one, Dossiers(online=398, direct=3))
    assert {code: total for code, (_, total) in figures.beside_form(Q1).items()} == {"3.14": 398}
    assert figures.ledger().reading(Q1, "3.14").value == 410
    figures.take_form(Q1)
    assert figures.beside_form(Q1) == {}
    assert figures.ledger().reading(Q1, "3.14").value == 398
    assert [change.before for change in figures.history(Q1, "3.14")][:1] == ["410"]
    office.history.undo()
    assert figures.ledger().reading(Q1, "3.14").value == 410
    with pytest.raises(Refusal, match="lý do"):
        figures.keep_typed(Q1, "  ")
    figures.keep_typed(Q1, "gồm hồ sơ giấy")
    assert figures.figure(Q1, "3.14") == Figure(Decimal(410), note="gồm hồ sơ giấy")
    assert figures.figure(Q1, "3.15").note == ""
    listed = [item for item in office.reports.checklist(Q1) if "398" in item.sentence]
    assert [(item.severity, item.place) for item in listed] == [(Severity.WARNING, FigurePlace(Q1, "3.14"))]
    of_span = [item for item in office.reports.checklist(HALF) if "398" in item.sentence]
    assert [item.place for item in of_span] == [FigurePlace(Q1, "3.14")]
    # Undo brings all of it back, to the row of the form itself.
    office.history.undo()
    office.history.undo()
    assert office.dossiers.total(Q1).online is None
    with pytest.raises(Refusal, match="Không có số nhập tay nào"):
        figures.take_form(Q1)


def test_a_number_beside_the_forms_needs_a_reason_first(office: Office) -> None:
    figures, one = office.figures, fields(office)[0]
    office.dossiers.set_row(Q1, one, Dossiers(online=398))
    with pytest.raises(Refusal, match="ghi lý do"):
        figures.type_figure(Q1, "3.14", "410")
    figures.set_figures(Q1, {"3.14": Figure(note="gồm hồ sơ giấy")})
    assert figures.ledger().reading(Q1, "3.14").value == 398
    figures.type_figure(Q1, "3.14", "410")
    assert figures.ledger().reading(Q1, "3.14").value == 410
