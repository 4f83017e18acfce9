"""A data file that an earlier version of the program made opens, whole, and its journal still turns back.

``versions/`` keeps one file of each version of the schema that was released.
"""

import shutil
from pathlib import Path

import pytest

from cchc_desktop.domain.figures import Figure
from cchc_desktop.domain.report_periods import Period
from cchc_desktop.office import Office
from cchc_desktop.storage import schema
from cchc_desktop.storage.database import BACKUPS

VERSIONS = Path(__file__).parent / "versions"


def test_every_released_version_is_kept() -> None:
    assert sorted(path.stem for path in VERSIONS.glob("*.db")) == [
        f"v{number}" for number in range(1, schema.VERSION)
    ]


@pytest.mark.parametrize("kept", sorted(VERSIONS.glob("*.db")), ids=lambda path: path.stem)
def test_a_file_of_an_earlier_version(kept: Path, tmp_path: Path) -> None:
    shutil.copy(kept, tmp_path / "cchc.db")
    office = Office.open(tmp_path)
    try:
        assert office.check() == []
        assert [path.suffix for path in (tmp_path / BACKUPS).iterdir()] == [".db"]
        profile = office.settings.require_profile()
        assert profile.name == "Ủy ban nhân dân xã Bình Minh"
        assert [row.percent for row in office.tasks.rows()] == [40]
        first = Period.parse("2026-Q1")
        office.figures.type_figure(first, "3.14", "1.234")
        assert office.figures.ledger().figure(first, "3.14") != Figure()
        while office.history.next_undo():
            office.history.undo()
        assert office.plans.heads() == []
        while office.history.next_redo():
            office.history.redo()
        assert [row.percent for row in office.tasks.rows()] == [40]
        assert office.check() == []
    finally:
        office.close()
