"""10,000 forms of a survey counted, beside a plain loop over the same answers; a form keyed beside so many
others, beside the same with none."""

import os
import random
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from decimal import Decimal
from pathlib import Path

from cchc_desktop.catalogue.surveys import read_questionnaire, shipped_texts
from cchc_desktop.domain.places import PageName, SurveysPlace
from cchc_desktop.domain.surveys.incoming import FileForm, IncomingForms
from cchc_desktop.domain.surveys.tally import by_group, tally
from cchc_desktop.office import Office
from cchc_desktop.office.surveys import FormsDraft

from .measure import Result, in_turns

_FORMS = 10_000


def measure(folder: Path, times: int) -> list[Result]:
    """The shipped questionnaire of 22 answers, with its factors and groups, and in the window."""
    questionnaire = read_questionnaire(shipped_texts()["sipas"])
    chance = random.Random(8)
    forms = [
        "".join(str(chance.randint(0, len(each.answers))) for each in questionnaire.questions)
        for _ in range(_FORMS)
    ]

    def ours() -> object:
        whole = tally(questionnaire, forms, 50_000)
        return whole.general, whole.factors, [each.tally.factors for each in by_group(questionnaire, forms)]

    def loop() -> object:
        counts = [[0] * 10 for _ in questionnaire.questions]
        for form in forms:
            for place, answer in enumerate(form):
                counts[place][int(answer)] += 1
        return counts

    what = "10,000 forms of 22 answers, all factors and groups, beside a loop that counts the answers"
    return [in_turns("survey, 10,000 forms", what, ours, loop, times), *_keyed(folder, forms, times)]


def _keyed(folder: Path, forms: list[str], times: int) -> list[Result]:
    """A key of a form, and the last one, with which it is stored, in a window that has 10,000 forms of the
    survey and in one that has none, until what follows is painted."""
    with ExitStack() as ends:
        many, none = (
            _in_window(folder / name, there, ends) for name, there in (("many", forms), ("none", []))
        )
        # Neither of the two windows is the one in front, which would look and cost otherwise.
        from PySide6.QtWidgets import QApplication, QWidget

        front = QWidget()
        front.show()
        front.activateWindow()
        QApplication.processEvents()
        took: tuple[list[list[float]], list[list[float]]] = ([], [])
        for _ in range(times + 1):
            for key_form, list_ in ((many, took[0]), (none, took[1])):
                list_.append(key_form())
        ours, bare = (each[1:] for each in took)
    return [
        Result(
            f"survey, {name}",
            statistics.median(took for form in ours for took in form[span]),
            statistics.median(took for form in bare for took in form[span]),
            times,
            f"{name} of a form with 10,000 forms stored, beside the same with none",
        )
        for name, span in (("a key", slice(-1)), ("the last key", slice(-1, None)))
    ]


def _in_window(folder: Path, forms: list[str], ends: ExitStack) -> Callable[[], list[float]]:
    """Keys a form in a window, and gives the milliseconds that each key took."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from cchc_desktop.ui.app import prepare
    from cchc_desktop.ui.frame.main_window import MainWindow
    from cchc_desktop.ui.surveys.page import SurveysPage

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    prepare(app)
    office = Office.open(folder)
    ends.callback(office.close)
    office.load_sample()
    day = date(2026, 9, 1)
    survey = office.surveys.new("SIPAS", "sipas", day, day, 50_000, Decimal(5), 20_000)
    if forms:
        there = tuple(FileForm(number, form, number) for number, form in enumerate(forms, 1))
        office.surveys.take(FormsDraft(survey, "", "", IncomingForms(there, ())))
    window = MainWindow(office, folder)
    window.resize(1366, 768)
    window.show()
    window.go(SurveysPlace(survey.id))
    page = window.page(PageName.SURVEYS)
    assert isinstance(page, SurveysPage)
    page.key_in()

    def key_form() -> list[float]:
        took = []
        for figure in "12" + "4" * 20:
            began = time.perf_counter()
            QTest.keyClicks(page.keying.pad, figure)
            QApplication.processEvents()
            took.append((time.perf_counter() - began) * 1000)
        return took

    return key_form
