"""The commands on the rounds of the index: how they stand, lock, verification, explanation, the way back."""

import argparse
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..domain.criteria.returned import Returned
from ..domain.criteria.rounds import RoundStep, Stage
from ..domain.criteria.sealed import RoundLine, Rounds
from ..domain.criteria.sets import CriteriaSet
from ..domain.criteria.words import points_words
from ..domain.dates import parse_date, short_date
from ..domain.errors import Refusal
from ..domain.numerals import format_number, parse_number
from ..domain.report_periods import Period
from ..office import Office
from .answers import Answer, Command, exported, json_number, opened, reading
from .criteria_commands import asked
from .evidence_commands import zipped


def _standing(office: Office, options: argparse.Namespace) -> Answer:
    """`score-rounds --year Y`: how the rounds stand."""
    given, period, _ = asked(office, options)
    rounds = office.score_rounds
    if options.step is not None:
        return _told(office, given, period, rounds.at_step(given, period, options.step))
    return _told(office, given, period, rounds.standing(given, period))


def _now(office: Office, given: CriteriaSet, period: Period) -> Answer:
    """How the rounds stand after what was done."""
    answer = _told(office, given, period, office.score_rounds.standing(given, period))
    return replace(answer, done=True)


def _told(office: Office, given: CriteriaSet, period: Period, rounds: Rounds) -> Answer:
    if rounds.own is None:
        made = office.criteria.score(given, period)
        unproven = [each.criterion.code for each in office.criteria.unproven(given, period, made)]
    else:
        unproven = [line.code for line in rounds.unproven]
    value = {
        "set": given.id,
        "title": rounds.given.title,
        "period": period.id,
        "stage": str(rounds.stage),
        "next": [str(stage) for stage in rounds.stage.following],
        "due": rounds.due.isoformat() if rounds.due else None,
        "maximum": json_number(rounds.own.most) if rounds.own is not None else None,
        "own": json_number(rounds.own.total) if rounds.own is not None else None,
        "first": json_number(rounds.first.total) if rounds.first is not None else None,
        "second": json_number(rounds.second.total) if rounds.second is not None else None,
        "grade": rounds.last.grade or None if rounds.last is not None else None,
        "waiting": [line.code for line in rounds.waiting],
        "unproven": unproven,
        "steps": [_step_record(step) for step in rounds.steps],
        "criteria": [_line_record(line) for line in rounds.lines],
    }
    return Answer(value, _lines(rounds, period, unproven))


def _step_record(step: RoundStep) -> dict[str, Any]:
    return {
        "number": step.number,
        "stage": str(step.stage),
        "back": step.is_back,
        "at": step.at.isoformat(timespec="minutes"),
        "officer": step.officer or None,
        "note": step.note or None,
        "due": step.due.isoformat() if step.due else None,
    }


def _line_record(line: RoundLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "name": line.criterion.name,
        "maximum": json_number(line.most),
        "own": json_number(line.points),
        "reason": line.own.reason or None,
        "note": line.own.note or None,
        "first": json_number(line.first),
        "first_remark": line.first_remark or None,
        "explanation": line.explanation or None,
        "second": json_number(line.second),
        "second_remark": line.second_remark or None,
        "gap": json_number(line.gap),
        "waits": line.waits,
        "files": [file.number for file in line.files],
        "new_files": [file.number for file in line.new_files],
    }


def _lines(rounds: Rounds, period: Period, unproven: list[str]) -> list[str]:
    lines = [f"{rounds.given.title}, {period.label}: {rounds.stage.label.lower()}"]
    totals = {"tự chấm": rounds.own, "thẩm định lần 1": rounds.first, "thẩm định lần 2": rounds.second}
    told = [f"{words} {points_words(made.total)}" for words, made in totals.items() if made is not None]
    if rounds.own is not None:
        lines[0] += f". Điểm {', '.join(told)} (tối đa {format_number(rounds.own.most)})"
    if rounds.waiting:
        by = f", chậm nhất ngày {short_date(rounds.due)}" if rounds.due else ""
        lines.append(f"Chờ giải trình{by}: {', '.join(line.code for line in rounds.waiting)}.")
    if unproven:
        lines.append(f"Có điểm mà chưa có minh chứng, giải trình: {', '.join(unproven)}.")
    for line in rounds.lines:
        if line.gap:
            points = " → ".join(
                "–" if each is None else points_words(each)
                for each in (line.points, line.first, line.second)
                if each is not None or each is line.points
            )
            remarks = [line.first_remark, line.explanation, line.second_remark]
            said = "; ".join(filter(None, remarks))
            lines.append(f"{line.code:<8} {points}  {line.criterion.name}{f': {said}' if said else ''}")
    lines += [_step_line(step) for step in rounds.steps]
    return lines


def _step_line(step: RoundStep) -> str:
    what = f"Mở lại: {step.stage.label.lower()}" if step.is_back else step.stage.label
    who = f", {step.officer}" if step.officer else ""
    note = f": {step.note}" if step.note else ""
    return f"{step.number}. {step.at:%d/%m/%Y %H:%M}{who}. {what}{note}."


# Steps


def _lock(office: Office, options: argparse.Namespace) -> Answer:
    """`lock-scores`: the office's own points as they are now."""
    given, period, _ = asked(office, options)
    office.score_rounds.lock(given, period, options.note)
    return _now(office, given, period)


def _verify(office: Office, options: argparse.Namespace) -> Answer:
    """`verify-scores`: the superior's points from a file, or typed, and locked where that is asked for."""
    from ..office.criteria_sets import read_book

    given, period, _ = asked(office, options)
    rounds = office.score_rounds
    points, remarks = _pairs(options.points, "points"), _pairs(options.remark, "remark")
    if not (options.file or points or remarks or options.lock):
        raise Refusal("Hãy ghi tệp có điểm thẩm định, --points MÃ=ĐIỂM, hoặc --lock.", "file")
    read = rounds.read(read_book(Path(options.file)), given, period) if options.file else None
    if options.dry_run:
        if read is None:
            raise Refusal("--dry-run chỉ dùng khi đọc từ tệp.", "dry_run")
        return Answer(_read_record(read), _read_lines(read))
    if read is not None:
        rounds.take(given, period, read)
    for code in dict.fromkeys((*points, *remarks)):
        said = _said(rounds.standing(given, period), code)
        number = parse_number(points[code], "points") if code in points else said[0]
        rounds.say(given, period, code, number, remarks.get(code, said[1]))
    if options.lock:
        due = parse_date(options.due, "due") if options.due else None
        rounds.verify(given, period, note=options.note, due=due, keep_others=options.keep_others)
    return _now(office, given, period)


def _said(rounds: Rounds, code: str) -> tuple[Decimal | None, str]:
    """What has been written of a criterion in the verification that is waited for."""
    line = rounds.by_code.get(code)
    if line is None:
        return None, ""
    if rounds.stage is Stage.LOCKED:
        return line.first, line.first_remark
    return line.second, line.second_remark


def _pairs(texts: list[str], field: str) -> dict[str, str]:
    found = {}
    for text in texts:
        code, is_said, words = text.partition("=")
        if not is_said:
            raise Refusal(f"«{text}» không dùng được. Hãy ghi như 3.4.1=3,5.", field)
        found[code.strip()] = words.strip()
    return found


def _read_record(read: Returned) -> dict[str, Any]:
    return {
        "dry_run": True,
        "round": 1 if read.stage is Stage.LOCKED else 2,
        "criteria": [
            {
                "code": each.line.code, "name": each.line.criterion.name, "sheet": each.sheet,
                "row": each.row, "own": json_number(each.line.points), "points": json_number(each.points),
                "remark": each.remark or None, "told": each.told or None, "must_mend": each.is_fault,
            }
            for each in read.lines
        ],
        "problems": list(read.told),
    }  # fmt: skip


def _read_lines(read: Returned) -> list[str]:
    lines = [f"Đọc được {len(read.filled)} tiêu chí có điểm hoặc ý kiến thẩm định."]
    for each in (*read.filled, *read.faults):
        points = "–" if each.points is None else points_words(each.points)
        own = "–" if each.line.points is None else points_words(each.line.points)
        said = " ".join(filter(None, (each.remark, f"[{each.told}]" if each.told else "")))
        lines.append(f"{each.line.code:<8} {own} → {points}  {each.line.criterion.name}. {said}".rstrip())
    return lines + [f"Nên xem: {words}" for words in read.told]


def _explain(office: Office, options: argparse.Namespace) -> Answer:
    """`explain-scores MÃ --text LỜI`: the explanation of a criterion; `--lock` locks them all."""
    given, period, _ = asked(office, options)
    if not options.code and not options.lock:
        raise Refusal("Hãy ghi mã tiêu chí kèm --text, hoặc --lock để chốt giải trình.", "code")
    if options.code:
        if options.text is None and not options.file:
            raise Refusal("Hãy ghi lời giải trình: --text LỜI, hoặc minh chứng: --file TỆP.", "text")
        if options.text is not None:
            office.score_rounds.explain(given, period, options.code, options.text)
        taken = [office.evidence.taker()(Path(each), lambda: None) for each in options.file]
        if taken:
            office.evidence.attach(office.criteria.owner(given, period, options.code), taken)
    if options.lock:
        office.score_rounds.send(given, period, options.note, agree_to_others=options.agree_others)
    return _now(office, given, period)


def _finish(office: Office, options: argparse.Namespace) -> Answer:
    """`finish-scores`: the final result."""
    given, period, _ = asked(office, options)
    office.score_rounds.finish(given, period, options.note)
    return _now(office, given, period)


def _reopen(office: Office, options: argparse.Namespace) -> Answer:
    """`reopen-scores --note LỜI`: the stage before."""
    given, period, _ = asked(office, options)
    office.score_rounds.reopen(given, period, options.note)
    return _now(office, given, period)


# Papers


def _answers(office: Office, options: argparse.Namespace) -> Answer:
    """`export-explanations`: the answer to the first verification."""
    given, period, _ = asked(office, options)
    return exported(office.score_papers.answers(given, period), options, office)


def _proofs(office: Office, options: argparse.Namespace) -> Answer:
    """`export-score-evidence`: the numbered list of evidence, and what lacks any."""
    given, period, _ = asked(office, options)
    return exported(office.score_papers.proofs(given, period), options, office)


def _zip(office: Office, options: argparse.Namespace) -> Answer:
    """`score-evidence-zip TỆP`: the evidence for those who verify."""
    given, period, _ = asked(office, options)
    return zipped(office.score_papers.packing(given, period), Path(options.target))


def _verified(options: argparse.Namespace, folder: Path) -> Answer:
    return (reading if options.dry_run else opened)(_verify)(options, folder)


ROUND_COMMANDS: dict[str, Command] = {
    "score-rounds": reading(_standing),
    "lock-scores": opened(_lock),
    "verify-scores": _verified,
    "explain-scores": opened(_explain),
    "finish-scores": opened(_finish),
    "reopen-scores": opened(_reopen),
    "export-explanations": reading(_answers),
    "export-score-evidence": reading(_proofs),
    "score-evidence-zip": reading(_zip),
}
