"""Whatever is typed, pasted or read from a file, no character that nobody sees reaches the database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import Officer, Person, Unit
from cchc_desktop.domain.plan import ItemKind, Signer
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.targets import Measure
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.domain.text import unseen_in
from cchc_desktop.office import Office
from cchc_desktop.office.assigning import TaskEdit
from cchc_desktop.office.plans import read_draft
from tests.cli.conftest import PLAN_TEXT
from tests.directives import save_directive
from tests.office.report_desk import Q1

PLAN = "plan-1"
ODD = "a\x07\x00\x9b\u202eb\u200b\ufeffc\udc80\ud800d\u00ad\ufe0f\U000e0041"
"""Control characters, marks of direction, blanks without width, halves of pairs, fillers."""


def texts(office: Office) -> dict[str, str]:
    """Every text in the data file with the column that it stands in."""
    connection = office._desk.store._data.connection
    found = {}
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if not name.startswith(("sqlite_", "search_"))
    ]
    for table in tables:
        rows = connection.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in rows.description]
        for row in rows:
            found.update(
                {f"{table}.{name}: {value!r}": value for name, value in zip(names, row, strict=True)
                 if isinstance(value, str)}
            )  # fmt: skip
    return found


def odd_in(office: Office) -> list[str]:
    """The texts that hold what nobody sees, as they stand or as JSON writes them."""
    return [
        place
        for place, text in texts(office).items()
        if unseen_in(text) or any(f"\\u{code}" in text for code in ("200b", "202e", "dc80", "0007", "0000"))
    ]


def test_a_text_is_cleaned_wherever_it_comes_in(office: Office, tmp_path: Path) -> None:
    settings, plans = office.settings, office.plans
    profile = settings.require_profile()
    settings.set_profile(
        replace(
            profile, name=f"Xã {ODD}", place=ODD, superior=ODD, archive=ODD, signers=(Signer(ODD, ODD, ODD),)
        )
    )
    settings.save_unit(Unit(f"Phòng {ODD}", ODD))
    settings.save_officer(Officer(f"Lê {ODD}", ODD))
    settings.introduce(Person(f"An {ODD}", ODD))
    settings.act_as(f"Bình {ODD}")
    settings.set_preference("theme", ODD)
    plans.set_head(PLAN, subject=f"Kế hoạch {ODD}", recipients=(ODD,), signer=Signer(ODD, ODD, ODD))
    plans.set_text(PLAN, "task-2", f"Niêm yết {ODD}")
    plans.set_marker(PLAN, "task-2", f"b{ODD})")
    plans.set_assignment(PLAN, "task-2", lead=f"Phòng {ODD}", officer=ODD, deliverable=ODD, due_text=ODD)
    office.assigning.assign(["task-1"], TaskEdit({"officer": f"Lê {ODD}"}))
    plans.create(f"Kế hoạch {ODD}", plans.get(PLAN).period)
    with office.tasks.because(f"Chờ {ODD}"):
        office.tasks.report("task-1", TaskUpdate(date(2026, 7, 1), 30, f"Xong {ODD}", f"Lê {ODD}", note=ODD))
    noted = Figure(note=f"theo {ODD}", source=ODD)
    office.figures.set_figures(Q1, {"1.01": noted}, label=f"Nhập {ODD}", subject=f"Số {ODD}")
    office.dossiers.save_field(f"Hộ tịch {ODD}")
    save_directive(office, date(2026, 2, 1), f"7{ODD}", f"Về {ODD}", f"Công văn{ODD}", unit=ODD)
    office.reports.set_head(Q1, symbol=f"BC {ODD}", recipients=(ODD,), addressees=(ODD,))
    key = next(row.key for row in office.reports.text.passages(Q1) if row.text)
    office.reports.set_passage(Q1, key, f"Đã làm {ODD}")
    office.reports.set_remarks(Q1, 1, results=f"Còn {ODD}", causes=ODD)
    file = tmp_path / "ke hoach.txt"
    odd = ODD.replace("\udc80", "").replace("\ud800", "").replace("\x00", "").replace("\x9b", "")
    file.write_text(PLAN_TEXT.replace("nhà văn hóa", f"nhà {odd} văn hóa"), encoding="utf-8")
    plans.store_draft(read_draft(file, date(2026, 7, 1)))
    assert len(texts(office)) > 500
    plans.set_indicator(PLAN, "target-1", f"3.{ODD}")
    assert odd_in(office) == []


@pytest.mark.parametrize("text", ["\u200b", "\x07", "\udc80"])
def test_what_is_nothing_but_unseen_is_nothing(office: Office, text: str) -> None:
    changes: list[Callable[[], object]] = [
        lambda: office.plans.set_text(PLAN, "task-2", text),
        lambda: office.settings.save_unit(Unit(text)),
        lambda: office.dossiers.save_field(text),
    ]
    for change in changes:
        with pytest.raises(Refusal):
            change()


def test_a_measure_is_cleaned_too(office: Office) -> None:
    odd = Measure(unit=f"%{ODD}", grade=ODD, per=ODD, scope=ODD, subtargets=(Measure(fragment=ODD),))
    office.plans.set_measure(PLAN, "target-1", odd)
    office.plans.add(PLAN, ItemKind.TASK, f"Việc {ODD}", None, 0)
    assert odd_in(office) == []
