"""Encrypted data that a plain file has taken the place of, copied there by hand: told until it is settled.

The key lies beside a plain file then. It is put aside once the file itself holds that this was found, so that
it is told at each opening from then on, until the data are encrypted again or somebody wants them plain.
"""

from contextlib import suppress
from pathlib import Path

from . import cipher
from .data_file import DataFile
from .database import LOST_ENCRYPTION
from .row_sums import summed


def settle(data: DataFile, path: Path, is_replaced: bool) -> bool:
    """Keeps in data that were opened whether they have taken the place of encrypted ones, as ``is_replaced``
    says of this opening; gives whether that is to be told. Raises EnvironmentProblem."""
    if is_replaced:
        from . import key_file

        _keep(data, "1")
        with suppress(OSError):
            key_file.settle(path)
    elif is_kept(data) and cipher.key_of_connection(data.connection) is not None:
        _keep(data, "")
    return is_kept(data)


def is_kept(data: DataFile) -> bool:
    """Whether the data say so of themselves."""
    row = data.row("preferences", LOST_ENCRYPTION)
    return row is not None and bool(row["value"])


def _keep(data: DataFile, value: str) -> None:
    with data.transaction():
        data.put("preferences", summed({"id": LOST_ENCRYPTION, "value": value}))
