"""What the commands share: their answer, opening the data, exporting a document, numbers of JSON."""

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..office import Office
from ..office.words import put_aside_sentence
from .signing import refuse_first_password, sign_in

if TYPE_CHECKING:
    from ..documents.model import Document


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say: as a JSON value, and as lines of text; ``ok`` gives exit code 0."""

    value: Any
    lines: Sequence[str]
    ok: bool = True

    def text(self, as_json: bool) -> str:
        """The answer as it is printed."""
        return json.dumps(self.value, ensure_ascii=False, indent=2) if as_json else "\n".join(self.lines)


Command = Callable[[argparse.Namespace, Path], Answer]
"""A command on the data folder: from the words that were typed to its answer."""


def opened(work: Callable[[Office, argparse.Namespace], Answer]) -> Command:
    """The command that opens the office's data, works on them, and closes them."""

    def command(options: argparse.Namespace, folder: Path) -> Answer:
        with office_of(options, folder) as office:
            return work(office, options)

    return command


@contextmanager
def office_of(options: argparse.Namespace, folder: Path) -> Iterator[Office]:
    """The office's data while a command works on them; ``--as`` says who does it, or who signs in."""
    office = Office.open(folder)
    try:
        if office.put_aside and sys.stderr is not None:
            print(put_aside_sentence(office.put_aside), file=sys.stderr)
        sign_in(office, options)
        refuse_first_password(office)
        clock = office.history.clock_problem()
        written: list[object] = []
        office.subscribe(written.append)
        yield office
        # Whoever only reads leaves no wrong day behind.
        if clock and written and sys.stderr is not None:
            print(f"Lưu ý: {clock}", file=sys.stderr)
        if office.asks_who:
            office.access.sign_out()
    finally:
        office.close()


def exported(document: "Document", options: argparse.Namespace) -> Answer:
    """Writes the document in the format and to the file that were asked for."""
    from ..documents.export import export_file

    target = Path(options.out)
    export_file(document, options.format, target)
    return Answer({"file": str(target), "bytes": target.stat().st_size}, [f"Đã xuất «{target}»."])


def json_number(value: Decimal | None) -> int | float | None:
    """The number as JSON has it: whole ones without decimals, None for no number."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)
