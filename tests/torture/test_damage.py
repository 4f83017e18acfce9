"""A short form of the damaged files; `make torture` has the long one."""

import random
from pathlib import Path

import pytest

from tests.torture import damage
from tests.torture.tally import table


@pytest.mark.slow
def test_damaged_files_are_found(tmp_path: Path) -> None:
    found = list(damage.run(40, tmp_path, random.Random(7)))
    assert sum(each.tried for each in found) == 40
    assert not any(each.lost for each in found), table(found)
