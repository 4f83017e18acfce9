"""The forms of a survey follow what is stored of them, and only those that changed are read again."""

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cchc_desktop.office import Office
from cchc_desktop.storage.survey_kinds import read_survey_forms

GOOD, OTHER = "12" + "4" * 20, "21" + "5" * 20


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = Office.open(tmp_path)
    for name in ("Một", "Hai"):
        office.surveys.new(name, "sipas", date(2026, 9, 1), date(2026, 9, 30))
    yield office
    office.close()


def test_forms_are_what_is_stored_whatever_was_done(office: Office) -> None:
    chance, surveys = random.Random(7), office.surveys
    ids = [each.id for each in surveys.all()]
    for _ in range(150):
        survey, number = chance.choice(ids), chance.randint(1, 12)
        there = surveys.form(survey, number) is not None
        match chance.choice(("key", "key", "again", "correct", "delete", "undo")):
            case "key" if not there:
                surveys.key_in(survey, number, chance.choice((GOOD, OTHER)))
            case "again" if there:
                surveys.key_again(survey, number, OTHER)
            case "correct" if there:
                surveys.correct(survey, number, OTHER)
            case "delete" if there:
                surveys.delete_form(survey, number)
            case "undo" if office.history.next_undo() is not None:
                office.history.undo()
        for each in ids:
            assert surveys.forms(each) == read_survey_forms(office._desk.store._data, each)


def test_a_form_that_is_keyed_is_all_that_is_read(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    surveys = office.surveys
    survey = surveys.all()[0]
    for number in range(1, 4):
        surveys.key_in(survey.id, number, GOOD)
    assert len(surveys.forms(survey.id)) == 3
    monkeypatch.setattr("cchc_desktop.storage.survey_forms.read_survey_forms", None)
    surveys.key_in(survey.id, 4, OTHER)
    assert [each.number for each in surveys.forms(survey.id)] == [1, 2, 3, 4]
    assert surveys.forms(survey.id) is surveys.forms(survey.id)
