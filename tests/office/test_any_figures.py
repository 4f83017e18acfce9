"""Any sequence of typing, pasting, reporting and changing the calendar, undone, redone and opened again."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from cchc_desktop import catalogue
from cchc_desktop.domain.dossiers import Dossiers
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period, periods_of
from cchc_desktop.office import Office
from tests.directives import save_directive

from .sequence import Sequence, short

periods = st.sampled_from([*periods_of(2025), *periods_of(2026)])
codes = st.sampled_from([one.code for one in catalogue.indicators().indicators] + ["9.99"])
few_codes = st.sampled_from(
    ["1.03", "1.04", "1.07", "3.14", "3.15", "3.16", "3.20", "3.37", "3.38", "6.02", "6.12"]
)
typed = st.sampled_from(
    ["", "0", "1", "12", "1.234", "1,234", "95,5", "-1", "ước 7", "KPS", "có", "mười", "200"]
)
counts = st.one_of(st.none(), st.integers(-1, 50))
fields = st.sampled_from([*(field.id for field in catalogue.dossier_fields()), "gone"])
regimes = st.sampled_from([*(one.id for one in catalogue.regimes()), "gone"])
texts = st.sampled_from(["", "Kết quả tốt.", "dòng một\ndòng hai", "«=1+1»", " "])
areas = st.integers(1, 8)
marks = st.sampled_from(["one", "two"])
numbers = st.sampled_from(["31", "", "12a"])


class AnyFigures(Sequence):
    """Does, undoes and redoes; a refused operation must change nothing."""

    @rule(period=periods, code=st.one_of(few_codes, codes), text=typed)
    def type_figure(self, period: Period, code: str, text: str) -> None:
        self.does(lambda: self.office.figures.type_figure(period, code, text))

    @rule(period=periods, code=st.one_of(few_codes, codes), text=typed)
    def give_opening(self, period: Period, code: str, text: str) -> None:
        self.does(lambda: self.office.openings.type_figure(period, code, text))

    @rule(period=periods)
    def clear_opening(self, period: Period) -> None:
        self.does(lambda: self.office.openings.clear(period))

    @rule(
        period=periods,
        figures=st.dictionaries(
            few_codes,
            st.builds(Figure, st.one_of(st.none(), st.integers(-1, 99).map(Decimal)), note=texts),
            max_size=4,
        ),
    )
    def paste(self, period: Period, figures: dict[str, Figure]) -> None:
        self.does(lambda: self.office.figures.set_figures(period, figures, "Dán số liệu"))

    @rule(
        period=periods,
        rows=st.dictionaries(
            fields, st.builds(Dossiers, counts, counts, counts, counts, counts, counts, counts, counts),
            min_size=1, max_size=3,
        ),
    )  # fmt: skip
    def fill_form(self, period: Period, rows: dict[str, Dossiers]) -> None:
        self.does(lambda: self.office.dossiers.set_rows(period, rows))

    @rule(name=texts, field=st.one_of(st.just(""), fields))
    def name_field(self, name: str, field: str) -> None:
        self.does(lambda: self.office.dossiers.save_field(name, field))

    @rule(field=fields)
    def drop_field(self, field: str) -> None:
        self.does(lambda: self.office.dossiers.delete_field(field))

    @rule(
        year=st.sampled_from([2025, 2026]),
        regime=st.sampled_from([one.id for one in catalogue.regimes()] + ["x"]),
    )
    def choose_regime(self, year: int, regime: str) -> None:
        self.does(lambda: self.office.calendar.set_regime(year, regime))

    @rule(day=st.dates(date(2026, 1, 1), date(2026, 12, 31)), mark=marks, subject=texts)
    def save_directive(self, day: date, mark: str, subject: str) -> None:
        self.does(lambda: save_directive(self.office, day, "5/KH-UBND", subject, id=mark))

    @rule(mark=marks)
    def drop_directive(self, mark: str) -> None:
        self.does(lambda: self.office.registers.delete(mark))

    @rule(period=periods, area=areas, text=texts)
    def remark(self, period: Period, area: int, text: str) -> None:
        self.does(lambda: self.office.reports.set_remarks(period, area, results=text))

    @rule(period=periods, data=st.data(), text=texts)
    def word_a_passage(self, period: Period, data: st.DataObject, text: str) -> None:
        keys = [row.key for row in self.office.reports.text.passages(period)]
        key = data.draw(st.sampled_from([*keys, "gone"]))
        self.does(lambda: self.office.reports.set_passage(period, key, text))

    @rule(period=periods, number=numbers)
    def issue(self, period: Period, number: str) -> None:
        self.does(lambda: self.office.reports.issue(period, number, date(2026, 7, 14)))

    @rule(period=periods)
    def recall(self, period: Period) -> None:
        self.does(lambda: self.office.reports.recall(period))

    @invariant()
    def what_counts_follows_from_what_is_stored(self) -> None:
        assert self.store.upkeep.problems() == []
        fresh = Office(self.office._desk.store).figures
        for period in (Period.parse("2026-Q2"), Period.parse("2026-N")):
            assert self.office.figures.ledger().readings(period) == fresh.ledger().readings(period)


test_any_figures = pytest.mark.slow(short(AnyFigures))
