"""Search over everything stored, blind to accents, đ and capitals.

A folded copy of each row's words is kept beside the rows; one office has some ten thousand of them, which
a scan answers in milliseconds, inside words too («hoac» finds «khoác»).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from ..domain.text import fold, normalize

SEARCHED: dict[str, tuple[str, ...]] = {
    "plans": ("title", "subject", "superior", "issuer", "number", "symbol", "signer_name"),
    "plan_items": ("marker", "text"),
    "recipients": ("text",),
    "tasks": ("lead", "support", "deliverable", "due_text", "funding_text", "officer", "note"),
    "task_updates": ("result", "officer", "note"),
    "units": ("name", "short_name"),
    "officers": ("name", "position"),
    "signers": ("authority", "position", "name"),
    "office": ("name", "superior", "place"),
    "figures": ("code", "note", "source"),
    "dossier_fields": ("name",),
    "directives": ("number", "subject", "kind", "unit"),
    "reports": ("number", "symbol"),
    "passages": ("text",),
    "remarks": ("results", "difficulties", "causes"),
}
"""The columns of each table that hold words."""


@dataclass(frozen=True, slots=True)
class SearchTexts:
    """The folded copies, kept in step with the rows by the journal."""

    db: Database

    def follow(self, table: str, row_id: str, row: Mapping[str, Any] | None) -> None:
        """Makes the copy of a row what the row has become; None removes it."""
        if table not in SEARCHED:
            return
        if row is None:
            self.db.execute("DELETE FROM search_texts WHERE table_name = ? AND row_id = ?", [table, row_id])
            return
        self.db.execute(
            "INSERT INTO search_texts (table_name, row_id, folded) VALUES (?, ?, ?) "
            "ON CONFLICT (table_name, row_id) DO UPDATE SET folded = excluded.folded",
            [table, row_id, _folded(table, row)],
        )

    def find(self, text: str, limit: int) -> list[tuple[str, str]]:
        """The (table, row id) of rows that hold every word of the text, at most ``limit`` of them."""
        words = list(dict.fromkeys(fold(normalize(text)).split()))
        if not words:
            return []
        # One condition for any number of words of any length; LIKE and a row of ANDs have limits.
        rows = self.db.query(
            "SELECT table_name, row_id FROM search_texts WHERE NOT EXISTS "
            "(SELECT 1 FROM json_each(?) AS word WHERE instr(folded, word.value) = 0) ORDER BY id LIMIT ?",
            [json.dumps(words), limit],
        )
        return [(row["table_name"], row["row_id"]) for row in rows]

    def rebuild(self) -> int:
        """Makes all copies what they should be; gives how many were wrong, missing, or of rows gone."""
        wanted = {(table, row["id"]): row for table in SEARCHED for row in list(self.db.table(table).rows)}
        copies = {
            (copy["table_name"], copy["row_id"]): copy["folded"]
            for copy in self.db.table("search_texts").rows
        }
        wrong = [key for key, row in wanted.items() if copies.get(key) != _folded(key[0], row)]
        wrong += [key for key in copies if key not in wanted]
        for key in wrong:
            self.follow(*key, wanted.get(key))
        return len(wrong)


def _folded(table: str, row: Mapping[str, Any]) -> str:
    """The words of a row, folded."""
    return fold(" ".join(str(row[column]) for column in SEARCHED[table] if row[column]))
