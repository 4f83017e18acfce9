"""The forms of a survey as they are read: all of them once, then only those that an operation changed.

While forms are keyed in, each one that is stored would else be paid for with reading ten thousand others.
"""

from __future__ import annotations

from bisect import insort
from typing import TYPE_CHECKING

from .data_file import DataFile
from .revisions import Revisions
from .survey_kinds import SURVEY_FORMS, read_survey_forms

if TYPE_CHECKING:
    from ..domain.surveys.survey import SurveyForm

_TABLE = SURVEY_FORMS.table


class SurveyForms:
    """The forms of the survey that was asked for last, by their numbers."""

    def __init__(self, data: DataFile, revisions: Revisions) -> None:
        self._data, self._revisions = data, revisions
        self._survey = ""
        self._revision = 0
        self._forms: list[SurveyForm] = []
        self._given: tuple[SurveyForm, ...] = ()

    def of(self, survey_id: str) -> tuple[SurveyForm, ...]:
        """The forms of a survey. Raises Damaged where one cannot be read."""
        self._revisions.reading((_TABLE,))
        now = self._revisions.stamp((_TABLE,))[0]
        if survey_id == self._survey and now == self._revision:
            return self._given
        ids = self._revisions.changed_since(_TABLE, self._revision) if survey_id == self._survey else None
        if ids is None:
            self._forms = list(read_survey_forms(self._data, survey_id))
        else:
            self._follow(survey_id, frozenset(ids))
        self._survey, self._revision, self._given = survey_id, now, tuple(self._forms)
        return self._given

    def _follow(self, survey_id: str, changed: frozenset[str]) -> None:
        """Puts what forms have become in their places; those of other surveys are none of these."""
        self._forms = [form for form in self._forms if form.id not in changed]
        for each in changed:
            row = self._data.row(_TABLE, each)
            if row is not None and row["survey_id"] == survey_id:
                insort(self._forms, SURVEY_FORMS.read(row), key=_number)


def _number(form: SurveyForm) -> int:
    return form.number
