"""The command that holds a plan against its superior's."""

import argparse
from pathlib import Path
from typing import Any

from ..domain.coverage import CoverageState, Covered
from ..domain.errors import Refusal
from ..domain.plan import Item
from ..office import Office
from .answers import Answer, Command, exported, opened, plan_id_of, reading


def _coverage(options: argparse.Namespace, folder: Path) -> Answer:
    changes = options.accept or options.add
    return (opened if changes else reading)(_answer)(options, folder)


def _answer(office: Office, options: argparse.Namespace) -> Answer:
    plan_id, superior_id = plan_id_of(office, options.id), plan_id_of(office, options.superior)
    coverages = office.coverages
    if bool(options.out) != bool(options.format):
        raise Refusal("Hãy ghi cả «--format» và «--out» để xuất bảng đối chiếu.", "out")
    if options.accept:
        proposed = coverages.of(plan_id, superior_id).of(CoverageState.PROPOSED)
        coverages.accept(plan_id, superior_id, [line.id for line in proposed])
    if options.add:
        known = coverages.of(plan_id, superior_id)
        wanted = [_line_id(known.lines, given) for given in options.add]
        coverages.take_over(plan_id, superior_id, wanted)
    if options.out:
        return exported(coverages.document(plan_id, superior_id), options, office)
    known = coverages.of(plan_id, superior_id)
    shown = [line for line in known.lines if not (options.missing and line.answers)]
    value = {
        "plan_id": plan_id,
        "of": superior_id,
        "counts": {state.value: len(known.of(state)) for state in CoverageState},
        "lines": [_record(line) for line in shown],
    }
    return Answer(value, [known.summary, *map(_words, shown)])


def _line_id(lines: tuple[Covered, ...], given: str) -> str:
    found = [line.id for line in lines if line.number == given] or [
        line.id for line in lines if any(known.startswith(given) for known in line.ids)
    ]
    if len(found) != 1:
        raise Refusal(
            f"Không rõ câu «{given}» của kế hoạch cấp trên. Hãy ghi số của câu trong bảng đối chiếu, "
            "như «II.3», hoặc mã ở kết quả «--json».",
            "add",
        )
    return found[0]


def _record(line: Covered) -> dict[str, Any]:
    return {
        "id": line.id,
        "number": line.number,
        "text": line.demand.item.text,
        "kind": line.demand.item.kind.value,
        "area": line.demand.area,
        "state": line.state.value,
        "answers": [_item(item) for item in line.answers],
        "proposal": _item(line.proposal) if line.proposal is not None else None,
    }


def _item(item: Item) -> dict[str, Any]:
    given = item.assignment
    return {
        "id": item.id,
        "text": item.text,
        "lead": given.lead if given is not None else "",
        "due": given.due.isoformat() if given is not None and given.due is not None else None,
    }


def _words(line: Covered) -> str:
    told = f"{line.state.label} ({line.number}): {line.demand.item.text}"
    if line.answers:
        return f"{told} -> {'; '.join(item.text for item in line.answers)}"
    return f"{told} -> {line.proposal.text}" if line.proposal is not None else told


COVERAGE_COMMANDS: dict[str, Command] = {"coverage": _coverage}
