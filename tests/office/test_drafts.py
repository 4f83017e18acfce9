"""«DỰ THẢO»: on what has open errors, by choice on all that has not gone out, never on what was issued."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.documents.export import ExportChoices
from cchc_desktop.documents.model import Document, LetterHead
from cchc_desktop.domain.indicators import Severity
from cchc_desktop.domain.plan import PlanStatus, Signer
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.settings import DRAFT_ALWAYS, NO_TEXT, OWN_TYPEFACE, YES
from tests.documents import reading
from tests.sample_office import lay_sample

TODAY = date(2026, 11, 28)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    lay_sample(tmp_path, TODAY)
    return Office.open(tmp_path, lambda: TODAY)


def is_marked(document: Document) -> bool:
    (head,) = (block for part in document.parts for block in part.blocks if isinstance(block, LetterHead))
    return head.draft


def test_reports(office: Office) -> None:
    papers, year, issued = office.reports.papers, Period.parse("2026-N"), Period.parse("2026-Q1")
    errors = [item for item in office.reports.checklist(year) if item.severity is Severity.ERROR]
    assert is_marked(papers.compose(year)) is is_marked(papers.with_typed(year, {"I.1": "x"})) is bool(errors)
    assert not is_marked(papers.compose(issued))
    office.settings.set_preference(DRAFT_ALWAYS, YES)
    assert is_marked(papers.compose(year))
    assert not is_marked(papers.compose(issued))
    office.close()


def test_plans_lack_only_number_and_day_and_print_clean(office: Office) -> None:
    current = office.plans.current()
    assert current is not None
    draft = replace(current, status=PlanStatus.DRAFT, number="", issued_on=None)
    assert not is_marked(office.papers.of_plan(draft))
    unsigned = replace(draft, signer=Signer("", "CHỦ TỊCH", "Hoàng Đình Thuận"))
    assert is_marked(office.papers.of_plan(unsigned))
    assert not is_marked(office.papers.of_plan(replace(unsigned, status=PlanStatus.ISSUED)))
    office.settings.set_preference(DRAFT_ALWAYS, YES)
    assert is_marked(office.papers.of_plan(draft))
    document = office.papers.of_plan(draft)
    assert "DỰ THẢO" in reading.pdf_pages(reading.pdf_bytes(document))[0]
    assert "DỰ THẢO" in reading.word_paragraphs(reading.word(document))
    assert "DỰ THẢO" in [cell.value for cell in reading.cells(reading.workbook(document))]
    office.close()


def test_choices_of_files(office: Office) -> None:
    assert office.settings.export_choices() == ExportChoices()
    office.settings.set_preference(OWN_TYPEFACE, YES)
    office.settings.set_preference(NO_TEXT, YES)
    assert office.settings.export_choices() == ExportChoices(times_new_roman=True, workbook_text=False)
    office.close()
