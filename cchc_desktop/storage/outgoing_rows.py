"""What was sent and the signed copies that came back, as rows and back."""

import json

from ..domain.outgoing.records import Dispatch, SentFile, SignedCopy
from .columns import Row, from_columns, to_columns


def dispatch(row: Row) -> Dispatch:
    """The dispatch of a row."""
    files = tuple(SentFile(*each) for each in json.loads(row["files"]))
    return from_columns(Dispatch, row, recipients=tuple(json.loads(row["recipients"])), files=files)


def dispatch_row(sent: Dispatch) -> Row:
    """The row of a dispatch."""
    files = [[each.name, each.size, each.sha256] for each in sent.files]
    return {
        **to_columns(sent, ("recipients", "files")),
        "recipients": json.dumps(sent.recipients, ensure_ascii=False),
        "files": json.dumps(files, ensure_ascii=False),
    }


def signed_copy(row: Row) -> SignedCopy:
    """The signed copy of a row."""
    return from_columns(SignedCopy, row, remarks=tuple(json.loads(row["remarks"])))


def signed_copy_row(copy: SignedCopy) -> Row:
    """The row of a signed copy."""
    return {**to_columns(copy, ("remarks",)), "remarks": json.dumps(copy.remarks, ensure_ascii=False)}
