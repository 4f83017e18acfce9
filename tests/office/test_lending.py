"""Work with the data in a worker: the main thread hears of what was stored, once, when it asks."""

import threading

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.storage.changes import Changes

Q1 = Period.parse("2026-Q1")


def in_worker(work: object) -> list[BaseException]:
    """Runs it in another thread; gives what it raised."""
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work.run()  # type: ignore[attr-defined]
        except Refusal as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    return raised


def test_what_was_stored_is_told_on_the_main_thread(office: Office) -> None:
    heard: list[tuple[Changes, bool]] = []
    office.subscribe(
        lambda changes: heard.append((changes, threading.current_thread() is threading.main_thread()))
    )
    loan = office.lend(lambda: [office.figures.type_figure(Q1, code, "12") for code in ("3.55", "3.56")])
    assert in_worker(loan) == []
    assert heard == []
    assert office.figures.figure(Q1, "3.55").number == 12
    loan.settle()
    loan.settle()
    assert [on_main for _, on_main in heard] == [True, True]
    office.figures.type_figure(Q1, "3.55", "13")
    assert len(heard) == 3


def test_what_was_refused_tells_nothing(office: Office) -> None:
    heard: list[Changes] = []
    office.subscribe(heard.append)
    loan = office.lend(lambda: office.figures.type_figure(Q1, "3.55", "mười hai con"))
    assert isinstance(in_worker(loan)[0], Refusal)
    loan.settle()
    assert heard == []
    with pytest.raises(Refusal):
        office.figures.type_figure(Q1, "3.55", "mười hai con")


def test_while_another_worker_has_the_data_nobody_hears_of_what_one_has_stored(office: Office) -> None:
    heard: list[Changes] = []
    office.subscribe(heard.append)
    first = office.lend(lambda: office.figures.type_figure(Q1, "3.55", "12"))
    assert in_worker(first) == []
    second = office.lend(lambda: office.figures.type_figure(Q1, "3.56", "13"))
    first.settle()
    assert in_worker(second) == []
    assert heard == []
    second.settle()
    assert len(heard) == 2
