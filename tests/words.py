"""What the search finds in a store, for tests."""

from cchc_desktop.domain.text import fold, normalize
from cchc_desktop.storage.store import Store
from cchc_desktop.storage.word_index import Wanted


def found(store: Store, text: str) -> list[tuple[str, str]]:
    """The (table, row id) of everything that holds the words of a text, in the order of tables and ids."""
    wanted = Wanted(fold(normalize(text)).split())
    entries = store.words.entries(wanted, store.words.shelves(wanted), 1000)
    return sorted((entry.table, entry.row_id) for entry in entries)
