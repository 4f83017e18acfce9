"""A window in which forms of a survey are keyed without end, each said once it is stored; made to be killed.

The keys go to whatever has the focus, as an official's do: a figure for each answer. What is answered follows
from the number of the form, so that a form that lost or gained an answer is known.
"""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cchc_desktop.domain.offices import OfficeProfile
from cchc_desktop.domain.places import PageName, SurveysPlace
from cchc_desktop.domain.surveys.questionnaire import Questionnaire
from cchc_desktop.office import Office
from cchc_desktop.ui.app import prepare
from cchc_desktop.ui.frame.main_window import MainWindow
from cchc_desktop.ui.surveys.page import SurveysPage


def answers_of(questionnaire: Questionnaire, number: int) -> str:
    """What the form of a number is answered with: other figures for each, some left out."""
    return "".join(
        str((number * (place + 3) + place) % (len(question.answers) + 1))
        for place, question in enumerate(questionnaire.questions)
    )


def keep_keying(folder: Path) -> None:
    """Keys the form of the next number, and says it, until the process is killed."""
    app = QApplication([])
    prepare(app)
    office = Office.open(folder)
    if office.settings.profile() is None:
        office.settings.found(OfficeProfile("UBND xã An Bình", "UBND tỉnh Sông Hương", "An Bình"))
        office.surveys.new("SIPAS", "sipas", date(2026, 9, 1), date(2026, 9, 30), 1200, Decimal(5), 320)
    window = MainWindow(office, folder)
    window.resize(1366, 768)
    window.show()
    QTest.qWaitForWindowExposed(window)
    (survey,) = office.surveys.all()
    window.go(SurveysPlace(survey.id))
    page = window.page(PageName.SURVEYS)
    assert isinstance(page, SurveysPage)
    page.key_in()
    questionnaire = office.surveys.questionnaire(survey)
    while True:
        number = int(page.keying.number.text())
        for figure in answers_of(questionnaire, number):
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClicks(focused, figure)
            QApplication.processEvents()
        if office.surveys.form(survey.id, number) is not None:
            print(number, flush=True)


if __name__ == "__main__":
    keep_keying(Path(sys.argv[1]))
