"""The rows of a register on which something is open are found without reading the others."""

import tempfile
from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.storage.register_kinds import StoredRegisterRow, write_register_row
from cchc_desktop.storage.store import Store

DAY = date(2026, 6, 15)
DUE = st.sampled_from([None, "2026-06-01", "2026-07-01"])
DONE = st.sampled_from([None, "2026-06-15", "2026-06-16", "31/UBND", "0", True, False])


@given(st.lists(st.tuples(DUE, DONE), max_size=12))
def test_open_rows_are_those_that_reading_all_would_find(
    rows: list[tuple[str | None, str | bool | None]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store.open(Path(folder))
        with store.journal.operation("save_register_row", "Ghi") as recorder:
            for number, (due, done) in enumerate(rows):
                values = {key: value for key, value in (("han", due), ("xong", done)) if value is not None}
                write_register_row(recorder, StoredRegisterRow(f"{number:02}", "so", DAY, "", values), "")
        for day in (DAY, None):
            found = [row.id for row in store.open_register_rows("so", "han", "xong", day)]
            later = {"2026-06-16", "31/UBND"} if day is not None else set()
            assert found == [
                f"{number:02}"
                for number, (due, done) in enumerate(rows)
                if due is not None and (done is None or done is False or done in later)
            ]
        store.close()
