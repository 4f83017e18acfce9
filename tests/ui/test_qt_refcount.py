"""The PySide6 that is installed keeps count of None.

PySide6 6.12.0 drops one reference to None on every void C++ call. Python 3.11 then aborts after a few
thousand of them; from Python 3.12 on, None is immortal and nothing happens.
"""

import sys

import PySide6
import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

MORTAL_NONE = sys.version_info < (3, 12)


@pytest.mark.skipif(not MORTAL_NONE, reason="None is immortal from Python 3.12 on")
def test_void_calls_keep_the_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(1000):
        label.setText("Kế hoạch cải cách hành chính")
    assert sys.getrefcount(None) > before - 50


@pytest.mark.skipif(not MORTAL_NONE, reason="None is immortal from Python 3.12 on")
def test_the_faulty_release_is_not_installed() -> None:
    assert not PySide6.__version__.startswith("6.12.")
