"""Data that are lent to another thread: one at a time has them, and what each works out is its own."""

import threading
from pathlib import Path

import pytest

from cchc_desktop.storage.data_file import WrongThread
from cchc_desktop.storage.store import Store
from tests.storage.test_backups import change, run

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
    [found] = run(lambda: store._data.value("SELECT 1"))
    assert isinstance(found, WrongThread), "whom they were not lent to"
    threading.Timer(0.05, go_on.set).start()
    assert store._data.value("SELECT count(*) FROM units") == 2, "what was done is done"
    thread.join(_SECONDS)
    [found] = run(lambda: store._data.value("SELECT 1"))
    assert isinstance(found, WrongThread)
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


def test_what_one_thread_works_out_does_not_bind_another(store: Store) -> None:
    store.revisions.begin("đơn vị", frozenset({"units"}))
    [found] = run(lambda: store.revisions.reading(("plans",)))
    assert found is None
    store.revisions.end()
    store.close()
