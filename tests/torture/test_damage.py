"""A short form of the damaged files; `make torture` has the long one."""

import random
from pathlib import Path

import pytest

from tests.encrypted import no_key_is_held_over  # noqa: F401 - a fixture for all of these
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these
from tests.torture import damage
from tests.torture.tally import table


@pytest.mark.slow
def test_damaged_files_are_found(tmp_path: Path) -> None:
    found = list(damage.run(24, tmp_path, random.Random(7)))
    assert sum(each.tried for each in found) == 24
    assert not any(each.lost for each in found), table(found)


@pytest.mark.slow
def test_damaged_encrypted_files_are_found(tmp_path: Path) -> None:
    found = list(damage.run(16, tmp_path, random.Random(7), is_sealed=True))
    assert sum(each.tried for each in found) == 16
    assert not any(each.lost for each in found), table(found)
