"""The kinds of record that surveys are kept in: what is held, its forms, the office's questionnaires."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..domain.places import SurveysPlace
from .columns import Row
from .data_file import DataFile
from .kind import Field, Holds, Kind
from .recorder import Recorder

if TYPE_CHECKING:
    from ..domain.surveys.survey import Survey, SurveyForm


class OwnQuestionnaire(NamedTuple):
    """A questionnaire of the office's own, or one of the program's that it changed; ``id`` is that in its
    text."""

    id: str
    name: str
    text: str


def _survey(row: Row) -> Survey:
    # No start needs to know what a survey is.
    from ..domain.surveys.survey import Survey, SurveyState

    return Survey(
        row["id"], row["name"], row["questionnaire"], date.fromisoformat(row["starts"]),
        date.fromisoformat(row["ends"]), row["population"], Decimal(row["error"]), row["handed_out"],
        SurveyState(row["state"]),
    )  # fmt: skip


@cache
def _of_forms() -> type[SurveyForm]:
    """What a form is, looked up once: forms are read by the thousand."""
    from ..domain.surveys.survey import SurveyForm

    return SurveyForm


def _form(row: Row) -> SurveyForm:
    return _of_forms()(
        row["id"], row["survey_id"], row["number"], row["answers"], row["second"], row["keyed_by"],
        row["second_by"],
    )  # fmt: skip


SURVEYS = Kind(
    "surveys",
    "Đợt khảo sát",
    (
        Field("name", "Tên", searched=True),
        Field("questionnaire"),
        Field("starts", "Từ ngày", Holds.DAY),
        Field("ends", "Đến ngày", Holds.DAY),
        Field("population", "Tổng số giao dịch (N)", Holds.NUMBER),
        Field("error", "Sai số (%)", Holds.DECIMAL),
        Field("handed_out", "Số phiếu phát ra", Holds.NUMBER),
        Field("state", "Tình trạng", codes={"open": "Đang nhập phiếu", "closed": "Đã kết thúc"}),
    ),
    place=lambda row: SurveysPlace(row["id"]),
    reader=_survey,
    title=lambda row: row["name"],
    order=("starts", "id"),
    since=9,
    counted=True,
    unreadable="đợt khảo sát",
)
SURVEY_FORMS = Kind(
    "survey_forms",
    "Phiếu khảo sát",
    (
        Field("survey_id", refers="surveys"),
        Field("number", "Số phiếu", Holds.NUMBER),
        Field("answers", "Câu trả lời"),
        Field("second", "Nhập lần hai"),
        Field("keyed_by", "Người nhập"),
        Field("second_by", "Người nhập lần hai"),
    ),
    place=lambda row: SurveysPlace(row["survey_id"], row["number"]),
    reader=_form,
    title=lambda row: f"số {row['number']}",
    order=("survey_id", "number"),
    since=9,
    counted=True,
    unreadable="phiếu khảo sát",
)
"""The id is the survey's, and the form's number: no survey has two forms of one number."""
QUESTIONNAIRES = Kind(
    "questionnaires",
    "Mẫu phiếu khảo sát",
    (Field("name", "Tên mẫu phiếu", searched=True), Field("text")),
    place=lambda _: SurveysPlace(),
    reader=lambda row: OwnQuestionnaire(row["id"], row["name"], row["text"]),
    title=lambda row: row["name"],
    order=("name", "id"),
    since=9,
    unreadable="mẫu phiếu khảo sát",
)


def form_id(survey_id: str, number: int) -> str:
    """The identity of a form."""
    return f"{survey_id}:{number}"


def write_survey(recorder: Recorder, survey: Survey) -> None:
    """Adds a survey, or makes the stored one what it is now."""
    recorder.put(
        SURVEYS.table,
        survey.id,
        {
            "id": survey.id,
            "name": survey.name,
            "questionnaire": survey.questionnaire,
            "starts": survey.starts.isoformat(),
            "ends": survey.ends.isoformat(),
            "population": survey.population,
            "error": str(survey.error),
            "handed_out": survey.handed_out,
            "state": survey.state.value,
        },
    )


def write_form(recorder: Recorder, form: SurveyForm) -> None:
    """Adds a form, or makes the stored one what it is now."""
    recorder.save(SURVEY_FORMS, form)


def write_questionnaire(recorder: Recorder, own: OwnQuestionnaire) -> None:
    """Keeps a questionnaire of the office, in place of the one before."""
    recorder.put(QUESTIONNAIRES.table, own.id, own._asdict())


def read_survey_forms(data: DataFile, survey_id: str) -> tuple[SurveyForm, ...]:
    """The forms of a survey by their numbers."""
    rows = data.rows("SELECT * FROM survey_forms WHERE survey_id = ? ORDER BY number", [survey_id])
    return tuple(map(SURVEY_FORMS.read, rows))
