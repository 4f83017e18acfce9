"""Windows that were given up are taken apart by the main thread, whatever other threads do."""

import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cchc_desktop.ui import garbage

_MANY = 50_000
"""So many new objects call the collector where it is on."""


class _GivenUp(QWidget):
    """A window that holds itself, as those do whose slots are their own methods."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


def _died(where: list[int]) -> None:
    weakref.finalize(_GivenUp(), lambda: where.append(threading.get_ident()))


def _allocate_elsewhere() -> list[list[int]]:
    made: list[list[int]] = []
    QThreadPool.globalInstance().start(lambda: made.extend([] for _ in range(_MANY)))
    assert QThreadPool.globalInstance().waitForDone(10_000)
    return made


@pytest.fixture
def collector_as_python_has_it() -> None:
    gc.collect()
    gc.enable()


def test_a_thread_takes_no_window_apart(collector_as_python_has_it: None, qtbot: QtBot) -> None:
    where: list[int] = []
    parent = QWidget()
    qtbot.addWidget(parent)
    garbage.collect_here(parent)
    _died(where)
    made = _allocate_elsewhere()
    assert len(made) == _MANY
    assert where == []
    qtbot.waitUntil(lambda: bool(where), timeout=10 * garbage.EVERY_MS)
    assert where == [threading.get_ident()]


def test_nothing_is_collected_before_its_time() -> None:
    gc.collect()
    where: list[int] = []
    _died(where)
    garbage.collect()
    assert where == []
