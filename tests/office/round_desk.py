"""The sample commune whose index goes through its rounds, for the tests of these."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from cchc_desktop.documents.model import Document, Table
from cchc_desktop.domain.criteria.scoring import Score
from cchc_desktop.domain.criteria.sealed import RoundLine, Rounds
from cchc_desktop.domain.criteria.sets import CriteriaSet
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from tests.sample_office import lay_sample

YEAR = Period.parse("2026-N")
TODAY = date(2026, 11, 20)
D = Decimal


@contextmanager
def november(folder: Path) -> Iterator[Office]:
    """The sample commune in November, with a file that proves one criterion, a penalty, and an area that does
    not apply."""
    data = folder / "data"
    data.mkdir()
    lay_sample(data, TODAY)
    office = Office.open(data, lambda: TODAY, lambda: datetime(2026, 11, 20, 9))
    given = office.criteria.get("khoi-dau")
    for code, number in (("T1", 1), ("P1", 1), ("1.2", 3)):
        office.criteria.decide(replace(office.criteria.mark(given, YEAR, code), number=D(number)))
    mark = office.criteria.mark(given, YEAR, "3.3")
    office.criteria.decide(replace(mark, off=True, note="Chưa thành lập Trung tâm"))
    attach(office, folder, "3.4.1", "Kết xuất.pdf")
    yield office
    office.close()


def attach(office: Office, folder: Path, code: str, name: str) -> None:
    file = folder / name
    file.write_bytes(f"%PDF-1.4\n{name}\n%%EOF\n".encode())
    owner = office.criteria.owner(starter(office), YEAR, code)
    office.evidence.attach(owner, [office.evidence.taker()(file, lambda: None)], sort="Báo cáo")


def starter(office: Office) -> CriteriaSet:
    return office.criteria.get("khoi-dau")


def standing(office: Office) -> Rounds:
    return office.score_rounds.standing(starter(office), YEAR)


def at(office: Office, code: str) -> RoundLine:
    return standing(office).by_code[code]


def lock(office: Office) -> None:
    office.score_rounds.lock(starter(office), YEAR, "Họp ngày 18/11")


def say(office: Office, code: str, points: str | None, remark: str = "") -> None:
    office.score_rounds.say(starter(office), YEAR, code, None if points is None else D(points), remark)


def verify(office: Office, due: date | None = None) -> None:
    office.score_rounds.verify(starter(office), YEAR, note="TB 12/TB-SNV", due=due, keep_others=True)


def total(office: Office, name: str) -> Decimal:
    made = getattr(standing(office), name)
    assert isinstance(made, Score)
    return made.total


def tables(document: Document) -> list[Table]:
    return [block for part in document.parts for block in part.blocks if isinstance(block, Table)]
