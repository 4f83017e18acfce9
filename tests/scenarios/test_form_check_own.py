"""What the program exports itself has nothing to put right, and the command says so."""

import json
from datetime import date
from pathlib import Path

import pytest
from docx import Document as open_document
from openpyxl import load_workbook

from cchc_desktop.catalogue.legal import library
from cchc_desktop.cli import main
from cchc_desktop.documents.export import export_file
from cchc_desktop.documents.model import Document
from cchc_desktop.domain.plan_issues import IssuedBy
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.office.form_check import check_file
from tests.form_documents import Paper, write_word
from tests.sample_office import lay_sample

DAY = date(2026, 7, 15)


def exports(office: Office) -> dict[str, Document]:
    """What the sample's office sends: its plan and reports with their annexes, a decision that amends the
    plan, a state form, lists."""
    [head] = office.plans.heads()
    quarter = Period.parse("2026-Q1")
    found = {"plan": office.papers.plan(head.id), "form": office.reports.papers.form(quarter)}
    found |= {
        each: office.reports.papers.compose(Period.parse(each)) for each in ("2026-Q1", "2026-6T", "2026-N")
    }
    office.plan_life.amend(head.id)
    task = office.tasks.rows()[0]
    office.plans.set_text(head.id, task.id, f"{task.text.rstrip('.')} và công khai kết quả.")
    issued, now, *_ = office.plan_life.sides(head.id)
    found |= {
        "amendment": office.plan_life.amending_decision(head.id),
        "comparison": office.plan_life.comparison_document(issued, now),
        "statistics": office.reports.papers.statistics(quarter),
        "rules": office.rules.document(DAY),
        "matrix": office.papers.tables.matrix(head.id),
        "calendar": office.papers.tables.calendar(head.id),
        "funding": office.papers.tables.funding(head.id),
    }
    office.plan_life.issue(head.id, "20", DAY, IssuedBy.DECISION)
    return found | {"amended": office.papers.plan(head.id)}


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_our_own_exports_have_no_finding(ending: str, tmp_path: Path) -> None:
    lay_sample(tmp_path / "data", DAY)
    office = Office.open(tmp_path / "data", lambda: DAY)
    try:
        for name, document in exports(office).items():
            path = tmp_path / f"{name}.{ending}"
            export_file(document, ending, path)
            found = check_file(path, library(), DAY).findings
            assert [(each.place, each.found) for each in found] == [], name
    finally:
        office.close()


def test_the_command_gives_places_and_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = Paper()
    paper.change("motto", text="Độc lập - tự do - hạnh phúc")
    path = write_word(paper, tmp_path / "a.docx")
    listed = [tmp_path / "list.docx", tmp_path / "list.xlsx", tmp_path / "list.pdf"]
    for target in listed:
        assert main(["check-form", str(path), "--json", "--out", str(target)]) == 0
        [finding] = json.loads(capsys.readouterr().out)
        assert set(finding) == {"place", "rule", "found", "right"}
        assert "Nghị định số 30/2020/NĐ-CP, Phụ lục I" in finding["rule"]
    [comment] = open_document(str(listed[0])).comments
    assert comment.author == "Kiểm tra thể thức"
    assert any(
        "Tiêu ngữ" in str(cell.value) for row in load_workbook(listed[1]).worksheets[0] for cell in row
    )
    assert main(["check-form", str(listed[0]), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_the_command_says_nothing_of_what_is_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write_word(Paper(), tmp_path / "a.docx")
    assert main(["check-form", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert main(["check-form", str(path), "--out", str(path)]) == 1
    assert "không ghi lên tệp" in capsys.readouterr().err
    text = tmp_path / "a.txt"
    text.write_text("KẾ HOẠCH")
    assert main(["check-form", str(text)]) == 1
    assert "Không kiểm tra được tệp" in capsys.readouterr().err
