"""The command on surveys of citizens: begun, keyed in, taken from Excel, counted, exported."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..domain.dates import parse_date, short_date
from ..domain.errors import Refusal
from ..domain.numerals import parse_number, parse_whole
from ..domain.surveys.form_code import typed_number
from ..domain.surveys.questionnaire import Questionnaire
from ..domain.surveys.results import Results, margin_words, percent_words
from ..domain.surveys.survey import Survey, SurveyForm
from ..domain.surveys.tally import FactorResult, Rate, Tally
from ..office import Office
from ..office.surveys import questionnaire_in, read_forms
from .answers import Answer, exported, json_number, opened, reading, resolved

_Work = Callable[[Office, argparse.Namespace], Answer]


def _list(office: Office, _options: argparse.Namespace) -> Answer:
    surveys = office.surveys.all()
    lines = [
        f"{each.id}  {each.state.label}  {each.name} ({short_date(each.starts)} - {short_date(each.ends)})"
        for each in surveys
    ]
    return Answer([_head(each) for each in surveys], lines or ["Chưa có đợt khảo sát nào."])


def _new(office: Office, options: argparse.Namespace) -> Answer:
    today = office.today
    survey = office.surveys.new(
        _given(options.id, "tên đợt khảo sát"),
        options.questionnaire or "sipas",
        _day(options.starts, "starts") or today,
        _day(options.ends, "ends") or _day(options.starts, "starts") or today,
        _whole(options.population, "population") or 0,
        _error(options) or Decimal(5),
        _whole(options.handed_out, "handed_out") or 0,
    )
    return _told(office, survey, "Đã lập đợt khảo sát")


def _change(office: Office, options: argparse.Namespace) -> Answer:
    survey = _survey(office, options)
    population, handed_out = (_whole(getattr(options, name), name) for name in ("population", "handed_out"))
    changed = replace(
        survey,
        name=options.name or survey.name,
        starts=_day(options.starts, "starts") or survey.starts,
        ends=_day(options.ends, "ends") or survey.ends,
        population=survey.population if population is None else population,
        error=_error(options) or survey.error,
        handed_out=survey.handed_out if handed_out is None else handed_out,
    )
    office.surveys.change(changed)
    return _told(office, changed, "Đã sửa đợt khảo sát")


def _key_in(office: Office, options: argparse.Namespace) -> Answer:
    survey, answers = _survey(office, options), _given(options.value, "các câu trả lời, như 12544…")
    number = typed_number(_given(options.number, "số phiếu (--number)"), survey.id)
    part = office.surveys
    if options.correct:
        form = part.correct(survey.id, number, answers)
    else:
        form = (part.key_again if options.again else part.key_in)(survey.id, number, answers)
    counts = part.results(survey.id).tally
    words = "hai lần nhập khác nhau" if form.differs else "đã lưu"
    lines = [f"Phiếu số {number}: {words}. Đã nhập {counts.returned} phiếu, hợp lệ {counts.valid}."]
    return Answer({**_form(form), "returned": counts.returned, "valid": counts.valid}, lines)


def _delete_form(office: Office, options: argparse.Namespace) -> Answer:
    survey = _survey(office, options)
    number = _whole(_given(options.number, "số phiếu (--number)"), "number") or 0
    office.surveys.delete_form(survey.id, number)
    return Answer({"id": survey.id, "number": number}, [f"Đã xóa phiếu số {number}."])


def _import(office: Office, options: argparse.Namespace) -> Answer:
    survey = _survey(office, options)
    path = Path(_given(options.value, "tệp phiếu"))
    draft = office.surveys.draft(survey.id, read_forms(path))
    found = draft.found
    if not options.dry_run:
        office.surveys.take(draft)
    value = {
        "id": survey.id,
        "dry_run": options.dry_run,
        "file": draft.file,
        "sheet": draft.sheet,
        "forms": len(found.forms),
        "skipped_answers": found.skipped,
        "unfilled_rows": found.unfilled,
        "problems": [{"row": each.row, "sentence": each.sentence} for each in found.problems],
    }
    verb = "Sẽ nhập" if options.dry_run else "Đã nhập"
    lines = [f"{verb} {len(found.forms)} phiếu từ «{draft.file}», {found.skipped} câu không trả lời."]
    if found.unfilled:
        lines.append(f"{found.unfilled} dòng có số phiếu mà chưa có câu trả lời nào, không tính là phiếu.")
    lines += [f"Dòng {each.row}: {each.sentence}" for each in found.problems]
    return Answer(value, lines, ok=not found.problems)


def _results(office: Office, options: argparse.Namespace) -> Answer:
    results = office.surveys.results(_survey(office, options).id)
    lines = [results.survey.name, results.sample_words]
    if results.differing:
        lines.append(f"Còn {results.differing} phiếu có hai lần nhập khác nhau.")
    lines.append(f"Chỉ số hài lòng chung: {_rate_words(results.tally.general)}, {results.general_words}.")
    for factor in results.tally.factors:
        lines.append(f"{factor.part.name}: {_rate_words(factor.rate)}" if factor.rate else factor.part.name)
        for item in factor.items:
            shares = " ".join(str(count) for count in item.counts)
            rate = f"{percent_words(item.rate)}  " if item.rate else ""
            lines.append(f"  {rate}{item.question.text}  [{shares}]")
    lines += [f"Nhóm «{each.name}»: {_rate_words(each.tally.general)}" for each in results.groups]
    return Answer(_record(results, office.surveys.differences(results.survey.id)), lines)


def _close(office: Office, options: argparse.Namespace) -> Answer:
    survey = _survey(office, options)
    (office.surveys.reopen if options.action == "reopen" else office.surveys.close)(survey.id)
    now = office.surveys.get(survey.id)
    return _told(office, now, now.state.label)


def _delete(office: Office, options: argparse.Namespace) -> Answer:
    survey = _survey(office, options)
    count = len(office.surveys.forms(survey.id))
    office.surveys.delete(survey.id)
    return Answer(
        {"id": survey.id, "forms": count}, [f"Đã xóa đợt khảo sát «{survey.name}» cùng {count} phiếu."]
    )


def _questionnaires(office: Office, _options: argparse.Namespace) -> Answer:
    found = office.surveys.questionnaires()
    lines = [
        f"{each.id}  {each.name}: {len(each.questions)} câu hỏi"
        + (" (của cơ quan)" if office.surveys.is_own(each.id) else "")
        for each in found
    ]
    return Answer([_questionnaire(office, each) for each in found], lines)


def _add_questionnaire(office: Office, options: argparse.Namespace) -> Answer:
    found = office.surveys.save_questionnaire(questionnaire_in(Path(_given(options.id, "tệp mẫu phiếu"))))
    return Answer(
        _questionnaire(office, found), [f"Đã lưu mẫu phiếu «{found.name}»: {len(found.questions)} câu hỏi."]
    )


def _drop_questionnaire(office: Office, options: argparse.Namespace) -> Answer:
    known = _given(options.id, "mã mẫu phiếu")
    office.surveys.drop_questionnaire(known)
    return Answer({"id": known}, [f"Đã bỏ mẫu phiếu «{known}» của cơ quan."])


def _export_questionnaire(office: Office, options: argparse.Namespace) -> Answer:
    from ..documents.export import write_atomically

    text = office.surveys.questionnaire_text(_given(options.id, "mã mẫu phiếu"))
    target = Path(_given(options.out, "tên tệp (--out)"))
    write_atomically(target, text.encode())
    return Answer({"file": str(target), "bytes": len(text.encode())}, [f"Đã xuất «{target}»."], done=True)


def _export(office: Office, options: argparse.Namespace) -> Answer:
    survey, target = _survey(office, options), Path(_given(options.out, "tên tệp (--out)"))
    options.format = options.format or target.suffix.lower().removeprefix(".")
    first = _whole(options.number, "number") or 1
    count = _whole(options.count, "count") or max(1, survey.handed_out)
    if options.kind == "forms":
        document = office.surveys.blank_forms(survey.id, first, count)
    elif options.kind == "sheet":
        document = office.surveys.form_sheet(survey.id, first, count)
    else:
        document = office.surveys.report(survey.id)
    return exported(document, options, office)


# What was typed


def _given(value: str | None, what: str) -> str:
    if not value:
        raise Refusal(f"Hãy ghi {what}.")
    return value


def _survey(office: Office, options: argparse.Namespace) -> Survey:
    known = {each.id: each for each in office.surveys.all()}
    return known[resolved(_given(options.id, "mã đợt khảo sát"), list(known), "đợt khảo sát")]


def _day(typed: str, field: str) -> date | None:
    return parse_date(typed, field) if typed else None


def _whole(typed: str, field: str) -> int | None:
    return parse_whole(typed, field) if typed else None


def _error(options: argparse.Namespace) -> Decimal | None:
    return parse_number(options.error, "error") if options.error else None


# What is answered


def _told(office: Office, survey: Survey, words: str) -> Answer:
    results = office.surveys.results(survey.id)
    value = {**_head(survey), "needed": results.needed}
    return Answer(value, [f"{words}: {survey.name} (mã {survey.id}).", results.sample_words])


def _head(survey: Survey) -> dict[str, Any]:
    return {
        "id": survey.id,
        "name": survey.name,
        "from": survey.starts.isoformat(),
        "to": survey.ends.isoformat(),
        "population": survey.population,
        "error": json_number(survey.error),
        "handed_out": survey.handed_out,
        "state": survey.state.value,
    }


def _form(form: SurveyForm) -> dict[str, Any]:
    return {
        "survey": form.survey_id,
        "number": form.number,
        "answers": form.answers,
        "second": form.second,
        "keyed_by": form.keyed_by,
        "second_by": form.second_by,
    }


def _questionnaire(office: Office, found: Questionnaire) -> dict[str, Any]:
    return {
        "id": found.id,
        "name": found.name,
        "own": office.surveys.is_own(found.id),
        "title": found.title,
        "subtitle": found.subtitle,
        "intro": found.intro,
        "thanks": found.thanks,
        "source": found.source,
        "general": found.general or None,
        "parts": [
            {
                "id": part.id,
                "name": part.name,
                "lead": part.lead,
                "questions": [
                    {"id": each.id, "text": each.text, "kind": each.kind, "answers": list(each.answers)}
                    for each in part.questions
                ],
            }
            for part in found.parts
        ],
    }


def _record(results: Results, differing: Any) -> dict[str, Any]:
    questions = results.questionnaire.questions
    return {
        **_head(results.survey),
        "needed": results.needed,
        "keyed_twice": results.twice,
        "general_by": results.general_words,
        **_tally(results.tally),
        "groups": [
            {"question": each.question.id, "answer": each.answer, "name": each.name, **_tally(each.tally)}
            for each in results.groups
        ],
        "differences": [
            {
                "number": each.number,
                "question": questions[each.place].id,
                "first": each.first,
                "second": each.second,
            }
            for each in differing
        ],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {
        "returned": tally.returned,
        "valid": tally.valid,
        "general": _rate(tally.general),
        "over_items": _rate(tally.over_items),
        "factors": [_factor(each) for each in tally.factors],
    }


def _factor(factor: FactorResult) -> dict[str, Any]:
    return {
        "id": factor.part.id,
        "name": factor.part.name,
        "rate": _rate(factor.rate),
        "items": [
            {
                "id": item.question.id,
                "text": item.question.text,
                "counts": list(item.counts),
                "rate": _rate(item.rate),
            }
            for item in factor.items
        ],
    }


def _rate(rate: Rate | None) -> dict[str, Any] | None:
    if rate is None:
        return None
    return {
        "satisfied": rate.satisfied,
        "answers": rate.answers,
        "forms": rate.forms,
        "percent": json_number(rate.percent),
        "margin": json_number(rate.margin),
    }


def _rate_words(rate: Rate) -> str:
    return f"{percent_words(rate)} ({margin_words(rate)} điểm %, {rate.forms} phiếu)"


_READING: dict[str, _Work] = {
    "list": _list,
    "results": _results,
    "export": _export,
    "questionnaires": _questionnaires,
    "export-questionnaire": _export_questionnaire,
}
_CHANGING: dict[str, _Work] = {
    "new": _new,
    "change": _change,
    "key-in": _key_in,
    "delete-form": _delete_form,
    "import": _import,
    "close": _close,
    "reopen": _close,
    "delete": _delete,
    "add-questionnaire": _add_questionnaire,
    "drop-questionnaire": _drop_questionnaire,
}


def survey(options: argparse.Namespace, folder: Path) -> Answer:
    """Does what was asked of surveys."""
    if options.action in _READING:
        return reading(_READING[options.action])(options, folder)
    return opened(_CHANGING[options.action])(options, folder)
