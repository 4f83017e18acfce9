"""What units have sent goes along wherever the data go."""

from pathlib import Path

from cchc_desktop.domain.consolidation.packed import Layout
from cchc_desktop.storage.data_copy import copy_closed
from cchc_desktop.storage.database import RECEIVED
from cchc_desktop.storage.moving import move
from cchc_desktop.storage.received import ReceivedFile
from cchc_desktop.storage.received_schema import ReceivedAt
from tests.domain.consolidation.small import SMALL
from tests.storage.crashes import work
from tests.storage.test_received import LAYOUT, Q1, numbers, sent


def test_it_is_copied_and_moved_with_the_data(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    work(folder, "Văn phòng")
    with ReceivedFile.open(ReceivedAt(folder)) as received:
        received.add([sent("01", Q1, 5)], Layout.of(SMALL))
    copied = copy_closed(folder, tmp_path / "copy")
    moved = move(folder, tmp_path / "moved")
    for place in (copied.folder, moved.folder):
        with ReceivedFile.open(ReceivedAt(place)) as received:
            assert numbers(received, Q1) == {"01": 5}
            assert len(received.submissions("01", LAYOUT)) == 1
    assert not (folder / RECEIVED).exists()
