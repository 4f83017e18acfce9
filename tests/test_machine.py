"""What is known of the PC stays what data folders were marked with."""

import platform
import sys

import pytest

from cchc_desktop import machine


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another name for its network")
def test_the_name_is_the_one_that_marks_were_made_with() -> None:
    assert machine.name() == platform.node() != ""


def test_what_a_report_says_of_the_pc() -> None:
    assert machine.python() == platform.python_version()
    assert machine.system().startswith(platform.system())
    assert machine.system().endswith(platform.machine())
