"""An office that has worked for many years, for what is measured and what is tortured.

``python -m tests.large_office FOLDER [--years N] [--megabytes M]`` makes one by hand.

Plans, progress, figures, forms, directive documents, remarks, own words and issued reports of every year go
through the operations of Office, in the order and on the days in which an office does them. A larger file is
what correcting and issuing again makes of it: each round leaves sealed documents and entries of the journal,
as it does in an office, written with the operations' own writers so that it is quick.
"""

import argparse
import itertools
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.plan import Draft, new_id
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report.records import Seal
from cchc_desktop.domain.report_periods import Period, periods_of
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office, operations
from cchc_desktop.office.plans import read_draft
from cchc_desktop.office.sample import plan_text
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.report_rows import write_report, write_seal
from tests.directives import directives
from tests.reporting import report

UNTIL = date(2026, 11, 28)
"""The day on which such an office is looked at, where nothing else is asked for."""

_PLACEHOLDER = "987654321"
_Key = TypeVar("_Key")


def make(folder: Path, years: int = 10, megabytes: float = 0, until: date = UNTIL) -> None:
    """Makes the data of so many years (at least 2) in an empty folder, the last of them with ``until``.

    With ``megabytes`` (of a million bytes) the data file is at least as large as that. Ten years take
    30 MB and some 20 seconds; each further 10 MB a second.
    """
    day = _Day(date(until.year - years + 2, 12, 28))
    office = Office.open(folder, day.today, day.now)
    try:
        if years == 2:
            day.value = until
        office.load_sample()
        with office.corrections.because("đếm lại"):
            for year in range(until.year - years + 3, until.year + 1):
                _add_year(office, day, year, min(until, date(year, 12, 28)))
            _grow(office, day, folder / FILE_NAME, megabytes * 1_000_000)
    finally:
        office.close()


@dataclass(slots=True)
class _Day:
    """The day and hour of what is done next."""

    value: date
    seconds: int = 0

    def today(self) -> date:
        return self.value

    def now(self) -> datetime:
        """Later each time, so that the journal reads as one that was made by hand."""
        self.seconds += 1
        return datetime.combine(self.value, time(8)) + timedelta(seconds=self.seconds % 30_000)


def _add_year(office: Office, day: _Day, year: int, end: date) -> None:
    """All that an office does in a year, like the year before, up to a day of it."""
    before = year - 1
    ledger = office.figures.ledger()
    figures = {period.span: ledger.typed(period) for period in periods_of(before)}
    known = [each for each in directives(office) if each.day.year == before]
    issued = {period: head for period, head in office._desk.store.reports().items() if period.year == before}
    day.value = date(before, 12, 29)
    updates = _add_plan(office, day, year)
    for period in periods_of(year):
        dates = office.calendar.dates(period)
        if dates.ends > end:
            continue
        if period.span.is_quarter:
            updates = _report(office, day, updates, dates.ends)
            own = (each for each in known if _moved(each.day, year) <= dates.ends)
            new = [
                replace(each.row, id=new_id(), values={**each.row.values, "ngay": _moved(each.day, year)})
                for each in own
            ]
            known = [each for each in known if _moved(each.day, year) > dates.ends]
            day.value = max(day.value, dates.ends)
            if new:
                office.registers.save(new)
            _add_form(office, period)
        _add_figures(office, period, figures.get(period.span, {}))
        twin = Period(before, period.span)
        if twin in issued:
            _add_words(office, period, twin)
            due = dates.due or dates.ends
            day.value = max(day.value, due)
            office.reports.issue(period, issued[twin].number, due)
    _report(office, day, updates, end)
    day.value = end


def _moved(day: date, year: int) -> date:
    """The same day in another year."""
    return day.replace(year=year, day=min(day.day, 28))


def _add_plan(office: Office, day: _Day, year: int) -> list[tuple[str, TaskUpdate]]:
    """The year's plan, read from its text as any office's file would be; gives what will be told of its
    tasks, by their identities, from day to day."""
    heads = (head for head in office.plans.heads() if head.period.starts.year == year - 1)
    old = [row.id for head in heads for row in office.tasks.rows() if row.plan_id == head.id]
    with tempfile.TemporaryDirectory() as name:
        path = Path(name, "plan.txt")
        path.write_text(plan_text(year), encoding="utf-8")
        plan = read_draft(path, day.value).plan
    office.plans.store_draft(Draft(plan))
    office.plan_life.issue(plan.id, "152", date(year - 1, 12, 26))
    new = [row.id for row in office.tasks.rows() if row.plan_id == plan.id]
    told = [
        (task, replace(update, id=new_id(), day=_moved(update.day, year)))
        for task, twin in zip(new, old, strict=True)
        for update in office.tasks.updates(twin)
    ]
    return sorted(told, key=lambda each: each[1].day)


def _report(
    office: Office, day: _Day, updates: list[tuple[str, TaskUpdate]], until: date
) -> list[tuple[str, TaskUpdate]]:
    """Tells of the tasks what is to be told until a day; gives what is left."""
    for task, update in updates:
        if update.day <= until:
            day.value = max(day.value, update.day)
            report(office, task, update)
    return [each for each in updates if each[1].day > until]


def _add_form(office: Office, quarter: Period) -> None:
    twin = Period(quarter.year - 1, quarter.span)
    rows = {row.id: replace(row.dossiers, carried=None) for row in office.dossiers.rows(twin)}
    if rows:
        office.dossiers.set_rows(quarter, rows)


def _add_figures(office: Office, period: Period, typed: Mapping[str, Figure]) -> None:
    """Figures of one period in one operation, but for those that the checks refuse beside the year before."""
    known = office.figures.ledger().readings(period)
    is_span = not period.span.is_quarter
    wanted = {code: each for code, each in typed.items() if is_span or known[code].value is None}
    _until_taken(lambda figures: office.figures.set_figures(period, figures), wanted)


def _until_taken(store: Callable[[dict[_Key, Figure]], object], wanted: Mapping[_Key, Figure]) -> None:
    left = dict(wanted)
    while left:
        try:
            store(left)
            return
        except Refusal as refusal:
            del left[refusal.field]  # type: ignore[arg-type]


def _add_words(office: Office, period: Period, twin: Period) -> None:
    """Remarks on the areas and own passages, as in the report of the year before."""
    store = office._desk.store
    for area, remarks in store.remarks(twin).items():
        texts = (remarks.results, remarks.difficulties, remarks.causes)
        results, difficulties, causes = (text.replace(str(twin.year), str(period.year)) for text in texts)
        office.reports.set_remarks(
            period, area, results=results, difficulties=difficulties, causes=causes
        )  # fmt: skip
    for key, passage in store.passages(twin).items():
        text = passage.text.replace(str(twin.year), str(period.year))
        office.reports.set_passage(period, key, text)


def _grow(office: Office, day: _Day, file: Path, size: float) -> None:
    """Corrects figures and issues reports again until the data file is so large."""
    desk = office._desk
    issued = [period for period, head in desk.store.reports().items() if head.is_issued]
    first = {period: desk.store.reports()[period] for period in issued}
    seals: dict[Period, Seal] = {}
    for number, period in enumerate(itertools.cycle(issued)):
        if file.stat().st_size >= size:
            break
        if period not in seals:
            # Composed once: what follows differs from it by the number that the report is issued under.
            head = replace(first[period], number=_PLACEHOLDER)
            seals[period] = office.reports.papers.sealed(period, head)
        office.reports.recall(period)
        _correct(office, period, number)
        own, sealed = str(1000 + number), seals[period]
        passages = {
            key: (marker, text.replace(_PLACEHOLDER, own)) for key, (marker, text) in sealed.passages.items()
        }
        report, form, statistics = (
            text.replace(_PLACEHOLDER, own) for text in (sealed.report, sealed.form, sealed.statistics)
        )
        with desk.operation(operations.ISSUE_REPORT, period.label) as recorder:
            write_report(recorder, replace(first[period], number=own))
            write_seal(recorder, desk.store.packs, period, Seal(report, form, statistics, passages))


def _correct(office: Office, period: Period, number: int) -> None:
    """Notes on a quarter's figures, as an official leaves them who has looked them through."""
    quarter = period.last_quarter
    typed = list(office.figures.ledger().typed(quarter).items())
    start = number * 17 % max(len(typed), 1)
    chosen = (typed + typed)[start : start + 20]
    noted = {code: replace(each, note=f"Đã rà soát lần {number}") for code, each in chosen}
    _until_taken(lambda figures: office.figures.set_figures(quarter, figures), noted)


def main() -> None:
    """Makes the data of an office in a folder that has none."""
    parser = argparse.ArgumentParser(prog="python -m tests.large_office", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--years", type=int, default=10)
    parser.add_argument("--megabytes", type=float, default=0)
    options = parser.parse_args()
    make(options.folder, options.years, options.megabytes)
    print(f"{(options.folder / FILE_NAME).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
