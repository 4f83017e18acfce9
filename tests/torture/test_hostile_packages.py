"""Packages with odd records in short: `make torture` takes thousands of them in."""

import pytest

from tests.torture import hostile_states


@pytest.mark.slow
def test_odd_records_are_refused_or_leave_sound_data() -> None:
    found = hostile_states.run(60, 2031)
    assert found.failed == [], found.text
    # Packages that are all refused, or all taken in, would prove little.
    assert found.read > 5
    assert sum(found.refused.values()) > 20
