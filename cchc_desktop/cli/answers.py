"""What the commands share: their answer, opening the data, exporting a document, numbers of JSON."""

import argparse
import json
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.dates import parse_date
from ..domain.errors import (
    LateReasonNeeded,
    OpenElsewhere,
    ReachesElsewhere,
    ReadOnly,
    ReasonNeeded,
    Refusal,
    SubtasksOpen,
)
from ..domain.places import Place
from ..domain.report_periods import Period
from ..domain.text import without_unseen
from ..office import Office
from ..storage.changes import Changes
from ..storage.columns import Row
from .signing import Passwords, refuse_first_password, sign_in, sign_out, unlocked
from .streams import warn

if TYPE_CHECKING:
    from ..documents.model import Document


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say: as a JSON value, and as lines of text; ``ok`` gives exit code 0.

    ``done`` says that something was stored or written, whether or not anybody can be told of it.
    ``otherwise`` is what to do where the answer cannot be printed and holds what cannot be asked for again.
    """

    value: Any
    lines: Sequence[str]
    ok: bool = True
    done: bool = False
    otherwise: str = ""

    def text(self, as_json: bool) -> str:
        """The answer as it is printed."""
        if as_json:
            return json.dumps(self.value, ensure_ascii=False, indent=2)
        return "\n".join(map(without_unseen, self.lines))


def day_asked(text: str | None, office: Office, field: str = "date") -> date:
    """The day of which a command is asked, today where it says none. Raises Refusal for one that cannot be
    read, or that is in no year of reports."""
    if not text:
        return office.today
    day = parse_date(text, field)
    Period.of_year(day.year)
    return day


class Untold(Exception):
    """Something was stored, as ``stored`` says, and then failed what closes the data or describes it: what
    failed is the cause. It is no refusal, whatever that says of itself."""

    def __init__(self, changes: Sequence[Changes]) -> None:
        super().__init__()
        told = (": ".join(filter(None, (each.label, each.subject))) for each in changes)
        self.stored = "; ".join(told)


Command = Callable[[argparse.Namespace, Path], Answer]
"""A command on the data folder: from the words that were typed to its answer."""


def opened(work: Callable[[Office, argparse.Namespace], Answer]) -> Command:
    """The command that opens the office's data, works on them, and closes them."""

    def command(options: argparse.Namespace, folder: Path) -> Answer:
        with office_of(options, folder) as office:
            heard: list[Changes] = []
            office.subscribe(heard.append)
            answer = _reasoned(office, options, work)
            return replace(answer, done=True) if heard else answer

    return command


def _reasoned(
    office: Office, options: argparse.Namespace, work: Callable[[Office, argparse.Namespace], Answer]
) -> Answer:
    """Works for the reasons that were given: for changing what issued reports say, and for being late; and
    closes sub-tasks with their task, and reaches what came from elsewhere, where that was said. Raises
    Refusal where one is needed and was not."""
    reason, late_reason = getattr(options, "reason", None), getattr(options, "late_reason", None)
    try:
        with ExitStack() as said:
            if reason:
                said.enter_context(office.corrections.because(reason))
            if late_reason:
                said.enter_context(office.tasks.because(late_reason))
            if getattr(options, "with_subtasks", False):
                said.enter_context(office.tasks.closing_subtasks())
            if getattr(options, "through_packages", False):
                said.enter_context(office.history.reaching_elsewhere())
            return work(office, options)
    except LateReasonNeeded as needed:
        raise Refusal(f"{str(needed).removesuffix('.')} (--late-reason).", "late_reason") from needed
    except ReasonNeeded as needed:
        raise Refusal(f"{str(needed).removesuffix('.')} (--reason).", "reason") from needed
    except SubtasksOpen as asked:
        raise Refusal(f"{str(asked).removesuffix('?')} (--with-subtasks)?", "with_subtasks") from asked
    except ReachesElsewhere as asked:
        raise Refusal(f"{str(asked).removesuffix('?')} (--through-packages)?", "through_packages") from asked


def reading(work: Callable[[Office, argparse.Namespace], Answer]) -> Command:
    """The command that only reads the office's data: also those that cannot be written to, or are open
    elsewhere, as they are at this moment, which is said beside the answer."""

    def command(options: argparse.Namespace, folder: Path) -> Answer:
        with office_of(options, folder, may_view=True) as office:
            return work(office, options)

    return command


def _opened(options: argparse.Namespace, folder: Path, may_view: bool, passwords: Passwords) -> Office:
    try:
        return unlocked(options, passwords, lambda: Office.open(folder))
    except (ReadOnly, OpenElsewhere) as problem:
        if not may_view:
            raise
        office = unlocked(options, passwords, lambda: Office.open(folder, view=True))
        why = "chỉ cho đọc" if isinstance(problem, ReadOnly) else "đang được mở ở nơi khác"
        warn(f"Dữ liệu {why}: đã đọc từ một bản chụp lúc này.")
        return office


def _tell_how_opened(office: Office) -> None:
    # A copy for reading is gone with the command, and so is what was done to it.
    if not office.opening.is_plain and not office.is_view:
        from ..office.opened import notes

        for note in notes(office.opening):
            warn(note.sentence)
    # A file that was copied over the data by hand is looked through when it is opened.
    if office.opening.looked_through and not office.is_view and (newer := office.backups.newer()) is not None:
        warn(f"{newer.words} Muốn lấy lại, gõ: restore {shlex.quote(str(newer.backup.path))}")


@contextmanager
def office_of(options: argparse.Namespace, folder: Path, may_view: bool = False) -> Iterator[Office]:
    """The office's data while a command works on them; ``--as`` says who does it, or who signs in.

    With ``may_view`` data that cannot be opened for writing are shown as they are. Raises Untold where
    anything fails once something was stored.
    """
    passwords = Passwords(options)
    office = _opened(options, folder, may_view, passwords)
    stored: list[Changes] = []
    office.subscribe(stored.append)
    try:
        try:
            _tell_how_opened(office)
            sign_in(office, options, passwords)
            refuse_first_password(office)
            clock = office.history.clock_problem()
            yield office
            # Whoever only reads leaves no wrong day behind.
            if clock and stored:
                warn(f"Lưu ý: {clock}")
            sign_out(office)
        finally:
            office.close()
    except (Exception, KeyboardInterrupt) as error:
        if _are_left(stored):
            raise Untold(stored) from error
        raise


def _are_left(stored: Sequence[Changes]) -> bool:
    """Whether the data are other than before; what was stored may have been taken back again."""
    before: dict[tuple[str, str], Row | None] = {}
    after: dict[tuple[str, str], Row | None] = {}
    for changes in stored:
        if not changes.details:
            return True
        for change in changes.details:
            before.setdefault((change.table, change.row_id), change.before)
            after[change.table, change.row_id] = change.after
    return before != after


def exported(document: "Document", options: argparse.Namespace, office: Office | None = None) -> Answer:
    """Writes the document in the format and to the file that were asked for, as the office's desk chose."""
    from ..documents.export import export_file

    target = Path(options.out)
    choices = office.settings.export_choices() if office is not None else None
    export_file(document, options.format, target, choices=choices)
    size = target.stat().st_size
    return Answer({"file": str(target), "bytes": size}, [f"Đã xuất «{target}»."], done=True)


def place_record(place: Place) -> dict[str, Any]:
    """The page on which a place is shown, and what names it there."""
    names = {field.name: getattr(place, field.name) for field in fields(place)}
    plain = {
        name: value.id if isinstance(value, Period) else value
        for name, value in names.items()
        if isinstance(value, str | int | bool | Period)
    }
    return {"page": place.page, **plain}


def plan_id_of(office: Office, given: str) -> str:
    """The identity of a plan that begins with what was typed. Raises Refusal where none or several do."""
    return resolved(given, [head.id for head in office.plans.heads()], "kế hoạch")


def resolved(given: str, known: Sequence[str], what: str) -> str:
    """The identity that begins with what was typed. Raises Refusal where none or several do."""
    matches = [known_id for known_id in known if known_id == given] or [
        known_id for known_id in known if given and known_id.startswith(given)
    ]
    if len(matches) == 1:
        return matches[0]
    if matches:
        raise Refusal(f"Mã «{given}» chưa đủ rõ: có {len(matches)} {what} bắt đầu như vậy.")
    raise Refusal(f"Không có {what} mã «{given}». Hãy xem lại danh sách.")


def noted(answer: Answer, *notes: str) -> Answer:
    """The answer, which is an object, with what is to be told beside it."""
    lines = [*answer.lines, *(f"Lưu ý: {note}" for note in notes)]
    return replace(answer, value={**answer.value, "notes": list(notes)}, lines=lines)


def begun(sentence: str) -> str:
    """The sentence as it goes on after other words."""
    return sentence[:1].lower() + sentence[1:]


def json_number(value: Decimal | None) -> int | float | None:
    """The number as JSON has it: whole ones without decimals, None for no number."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
