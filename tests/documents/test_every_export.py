"""Every export: no text in it is a formula, and where a file cannot be written the old one stays."""

import ast
import errno
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

import cchc_desktop
from cchc_desktop import durable
from cchc_desktop.cli import main
from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Document
from cchc_desktop.domain.offices import OfficeProfile, Officer
from cchc_desktop.domain.plan import Draft, Signer
from cchc_desktop.domain.readings import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.domain.tasks import TaskUpdate
from cchc_desktop.office import Office
from tests.directives import save_directive
from tests.plans import small_plan
from tests.reporting import report
from tests.sample_office import lay_sample

Q1 = Period.parse("2026-Q1")
BEGINNINGS = ["=", "+", "-", "@", "\t=", "\r=", "'=", " =", "=HYPERLINK(1)&"]
"""What makes a spreadsheet take a text for a formula."""
PAYLOAD = "cmd|' /C calc'!A0"
OURS = re.compile(r"=(IF|IFERROR|SUM|COUNT|COUNTA|COUNTIF|ROUND|ROW|ROWS|[A-Z]{1,2}[0-9]+)\b")
"""How formulas of our own begin."""


def hostile(number: int) -> str:
    """A text that begins as a formula does."""
    return f"{BEGINNINGS[number % len(BEGINNINGS)]}{PAYLOAD} {number}"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office in which every text that can be typed begins as a formula does."""
    made = Office.open(
        tmp_path_factory.mktemp("office"),
        today=lambda: date(2026, 7, 15),
        clock=lambda: datetime(2026, 7, 15, 9),
    )
    texts = (hostile(number) for number in range(10_000))

    def say() -> str:
        return next(texts)

    made.settings.found(OfficeProfile(say(), say(), say(), signers=(Signer(say(), say(), say()),)))
    made.settings.save_officer(Officer(say(), say()))
    made.plans.store_draft(Draft(small_plan()))
    made.plans.set_head("plan-1", title=say(), subject=say(), recipients=(say(), say()))
    for row in made.tasks.rows():
        made.plans.set_text("plan-1", row.id, say())
        made.plans.set_assignment(
            "plan-1", row.id, lead=say(), support=say(), deliverable=say(), officer=say()
        )
        report(made, row.id, TaskUpdate(date(2026, 7, 1), 30, say(), say(), note=say()))
    typed = [each for each in made.figures.ledger().catalogue(Q1).indicators if each.is_typed][:40]
    made.figures.set_figures(Q1, {each.code: Figure(note=say(), source=say()) for each in typed})
    for _ in range(len(BEGINNINGS)):
        made.dossiers.save_field(say())
        save_directive(made, date(2026, 2, 1), say(), say(), say(), unit=say())
    made.reports.set_head(Q1, recipients=(say(),), addressees=(say(),))
    for passage in made.reports.text.passages(Q1):
        if passage.text:
            made.reports.set_passage(Q1, passage.key, say())
    yield made
    made.close()


DOCUMENTS: dict[str, Callable[[Office], Document]] = {
    "plan": lambda office: office.papers.plan("plan-1"),
    "tasks": lambda office: office.papers.tasks(),
    "report": lambda office: office.reports.papers.compose(Q1),
    "statistics": lambda office: office.reports.papers.statistics(Q1),
    "form": lambda office: office.reports.papers.form(Q1),
}


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_no_text_of_a_workbook_is_a_formula(kind: str, office: Office, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    document = DOCUMENTS[kind](office)
    export_file(replace(document, title=hostile(1)), "xlsx", target)
    found = 0
    for sheet in load_workbook(target):
        assert not sheet.title.startswith(tuple("=+-@"))
        for row in sheet.iter_rows():
            for cell in row:
                text = str(cell.value or "")
                if cell.data_type == "f":
                    assert OURS.match(text), text
                    assert "cmd" not in text
                elif PAYLOAD in text:
                    found += 1
                    assert cell.data_type == "s"
                    assert cell.quotePrefix or text[0] not in "=+-@"
    assert found > 5


# Whole or as it was

EXPORTS = [
    *(("export-plan", "PLAN", "--format", each) for each in ("pdf", "docx", "xlsx")),
    *(("export-tasks", "--format", each) for each in ("xlsx", "pdf")),
    *(("export-report", "2026-Q1", "--format", each) for each in ("pdf", "docx", "xlsx")),
    *(("export-form", form, "2026-Q1", "--format", "xlsx") for form in ("II.06a", "PL1")),
    ("guide", "--format", "docx"),
    ("quick-card", "--format", "pdf"),
]
"""Every command that exports a document."""
FAULTS = {
    "full": ("fsync", OSError(errno.ENOSPC, "full"), "đã đầy"),
    "open": ("replace", PermissionError(errno.EACCES, "in use"), "đang mở trong chương trình khác"),
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder with the sample, and the identity of its plan."""
    folder = tmp_path_factory.mktemp("data")
    lay_sample(folder, date.today())
    with_sample = Office.open(folder)
    (plan,) = with_sample.plans.heads()
    with_sample.close()
    return folder, plan.id


@pytest.mark.slow
@pytest.mark.parametrize("words", EXPORTS, ids=" ".join)
@pytest.mark.parametrize("fault", FAULTS)
def test_an_export_that_cannot_be_written_leaves_the_old_file(
    fault: str,
    words: tuple[str, ...],
    data: tuple[Path, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, plan = data
    target = tmp_path / f"bản cũ.{words[-1]}"
    target.write_bytes(b"old")
    name, error, sentence = FAULTS[fault]
    real: Callable[..., Any] = getattr(os, name)

    def fail(*arguments: Any) -> Any:
        told = str(arguments[-1]) if name == "replace" else os.readlink(f"/proc/self/fd/{arguments[0]}")
        if str(tmp_path) in told:
            raise error
        return real(*arguments)

    monkeypatch.setattr(os, name, fail)
    monkeypatch.setattr(durable, "PAUSE_SECONDS", 0)
    typed = [plan if word == "PLAN" else word for word in words]
    assert main(["--data", str(folder), *typed, "--out", str(target)]) == 1
    assert sentence in capsys.readouterr().err
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == [target.name]


WRITERS = {
    "durable.py", "log.py", "documents/export.py", "cli/self_test.py",
    # Files of their own, in a folder for a moment.
    "documents/job.py", "office/sample.py", "documents/outgoing.py", "ui/evidence/preview.py",
    "packages/laid_out.py",
    # Entries of an archive that is a draft itself.
    "documents/evidence_pack.py", "documents/xlsx_sheet.py", "packages/writing.py",
    # Into the draft that it is given.
    "documents/tidy_files.py",
    # What a second start leaves for the first: it is gone when that has read it.
    "ui/start/raising.py",
}  # fmt: skip
"""What may write a file: a draft that takes its name when it is whole, or what is only ever added to."""
INNER = ("storage/", "faults/", "child/")
"""What keeps the program's own files, none of which a person names."""


def test_files_that_a_person_names_are_written_through_one_door() -> None:
    package = Path(cchc_desktop.__file__).parent
    writing = set()
    for path in package.rglob("*.py"):
        name = path.relative_to(package).as_posix()
        source = path.read_text(encoding="utf-8")
        if "open(" not in source and "write_" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and _writes(node):
                writing.add(name)
    assert {name for name in writing if not name.startswith(INNER)} <= WRITERS
    assert "documents/export.py" in writing


def _writes(call: ast.Call) -> bool:
    """Whether a call opens a file for writing."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in ("write_text", "write_bytes", "write_new"):
        return True
    modes = [
        arg.value
        for arg in (*call.args, *(each.value for each in call.keywords))
        if isinstance(arg, ast.Constant)
    ]
    return name == "open" and any(
        isinstance(mode, str) and set(mode) & set("wxa+") and len(mode) < 4 for mode in modes
    )


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "báo cáo.txt"
    durable.write(target, b"one")
    durable.write(target, b"two")
    assert target.read_bytes() == b"two"

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="full"):
        durable.write(target, b"three")
    assert target.read_bytes() == b"two"
    assert os.listdir(tmp_path) == [target.name]
