"""Search over everything stored, blind to accents, đ and capitals.

A folded copy of each row's words is kept beside the rows; one office has some ten thousand of them, which
a scan answers in milliseconds, inside words too («hoac» finds «khoác»).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from ..domain.text import fold

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
        folded = fold(" ".join(str(row[column]) for column in SEARCHED[table] if row[column]))
        self.db.execute(
            "INSERT INTO search_texts (table_name, row_id, folded) VALUES (?, ?, ?) "
            "ON CONFLICT (table_name, row_id) DO UPDATE SET folded = excluded.folded",
            [table, row_id, folded],
        )

    def find(self, text: str, limit: int) -> list[tuple[str, str]]:
        """The (table, row id) of rows that hold every word of the text, at most ``limit`` of them."""
        words = fold(text).split()
        if not words:
            return []
        condition = " AND ".join("folded LIKE ? ESCAPE '\\'" for _ in words)
        rows = self.db.query(
            f"SELECT table_name, row_id FROM search_texts WHERE {condition} ORDER BY id LIMIT ?",
            [*(f"%{_literal(word)}%" for word in words), limit],
        )
        return [(row["table_name"], row["row_id"]) for row in rows]

    def rebuild(self) -> int:
        """Makes all copies anew; gives how many had been wrong."""
        before = {(r["table_name"], r["row_id"]): r["folded"] for r in self.db.table("search_texts").rows}
        for table in SEARCHED:
            for row in self.db.table(table).rows:
                self.follow(table, row["id"], row)
                before_key = (table, row["id"])
                before.pop(before_key, None)
        for table, row_id in before:
            self.follow(table, row_id, None)
        return len(before)


def _literal(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
