"""Data that are lent to another thread: one at a time has them, and what each works out is its own."""

import threading
from pathlib import Path

import pytest

from cchc_desktop.storage import word_index
from cchc_desktop.storage.data_file import WrongThread
from cchc_desktop.storage.store import Store
from tests.storage.test_backups import change, run, unit
from tests.words import found

_SECONDS = 30


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """New data, which nobody has closed at the end."""
    return Store.open(tmp_path)


def test_who_lent_the_data_waits_until_they_are_back(store: Store) -> None:
    began, go_on = threading.Event(), threading.Event()
    borrowed = store.lend()

    def work() -> None:
        with borrowed:
            change(store, "a")
            began.set()
            assert go_on.wait(_SECONDS)
            change(store, "b")

    thread = threading.Thread(target=work)
    thread.start()
    assert began.wait(_SECONDS)
    [told] = run(lambda: store._data.value("SELECT 1"))
    assert isinstance(told, WrongThread), "whom they were not lent to"
    threading.Timer(0.05, go_on.set).start()
    assert store._data.value("SELECT count(*) FROM units") == 2, "what was done is done"
    thread.join(_SECONDS)
    [told] = run(lambda: store._data.value("SELECT 1"))
    assert isinstance(told, WrongThread)
    store.close()


def test_they_come_back_whatever_becomes_of_the_work(store: Store) -> None:
    borrowed = store.lend()

    def work() -> None:
        with borrowed, store.journal.operation("settings.unit", "Sửa"):
            raise RuntimeError

    assert isinstance(run(work)[0], RuntimeError)
    assert store._data.value("SELECT count(*) FROM actions") == 0
    with store.lend():
        change(store, "a")
    assert store._data.value("SELECT count(*) FROM units") == 1
    store.close()


def test_within_an_operation_nothing_is_lent(store: Store) -> None:
    with store.journal.operation("settings.unit", "Sửa"), pytest.raises(AssertionError):
        store.lend()
    change(store, "a")
    store.close()


def test_who_lent_the_data_begins_a_transaction_of_its_own(store: Store) -> None:
    """A preference is kept while the other is within a transaction: it is not one inside that."""
    change(store, "a")
    began, go_on, borrowed = threading.Event(), threading.Event(), store.lend()

    def work() -> None:
        with borrowed, store.journal.operation("settings.unit", "Sửa"):
            began.set()
            assert go_on.wait(_SECONDS)

    thread = threading.Thread(target=work)
    thread.start()
    assert began.wait(_SECONDS)
    statements: list[str] = []
    store._data.connection.set_trace_callback(statements.append)
    threading.Timer(0.05, go_on.set).start()
    store.set_preference("theme", "dark")
    thread.join(_SECONDS)
    begun = [each for each in statements if each.startswith(("BEGIN", "SAVEPOINT"))]
    assert begun == ["BEGIN IMMEDIATE"]
    store.close()


def test_what_is_taken_back_is_never_seen_by_who_lent_the_data(store: Store) -> None:
    """What was worked out within a transaction is kept, but not for the other."""
    count = store.derived(lambda: store._data.value("SELECT count(*) FROM units"), ("units",))
    assert count() == 0
    began, go_on, borrowed = threading.Event(), threading.Event(), store.lend()

    def work() -> None:
        with borrowed, store.journal.operation("settings.unit", "Sửa") as recorder:
            recorder.insert("units", unit("a"))
            assert count() == 1
            began.set()
            assert go_on.wait(_SECONDS)
            raise RuntimeError

    failed: list[list[BaseException]] = []
    thread = threading.Thread(target=lambda: failed.append(run(work)))
    thread.start()
    assert began.wait(_SECONDS)
    threading.Timer(0.05, go_on.set).start()
    assert count() == 0
    thread.join(_SECONDS)
    assert isinstance(failed[0][0], RuntimeError)
    store.close()


def test_what_was_searched_before_is_forgotten_by_whoever_has_the_data(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_index, "_TOO_MANY", 0)
    change(store, "a")
    assert found(store, "a") == [("units", "a")]
    borrowed = store.lend()

    def work() -> None:
        with borrowed:
            change(store, "b")
            assert found(store, "b") == [("units", "b")]

    assert run(work) == [None]
    change(store, "c")
    assert found(store, "c") == [("units", "c")]
    store.close()


def test_what_one_thread_works_out_does_not_bind_another(store: Store) -> None:
    store.revisions.begin("đơn vị", frozenset({"units"}))
    [told] = run(lambda: store.revisions.reading(("plans",)))
    assert told is None
    store.revisions.end()
    store.close()
