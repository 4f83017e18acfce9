"""The window says where files lay beside the data that were not theirs."""

from pathlib import Path

from cchc_desktop.storage.database import Opening
from cchc_desktop.ui.frame import left_behind
from cchc_desktop.ui.frame.main_window import MainWindow


def test_what_was_put_aside_is_said_with_the_way_to_it(window: MainWindow, tmp_path: Path) -> None:
    left_behind.tell(window)
    assert "notices" not in window.__dict__
    store = window.office._desk.store
    store.opening = Opening((tmp_path / "set-aside" / "20261128-101500-cchc.db-journal",))
    left_behind.tell(window)
    (sentence,) = window.notices.sentences
    assert "không thuộc về tệp này" in sentence
    assert str(tmp_path / "set-aside") in sentence
    assert "20261128-101500-cchc.db-journal" in sentence
    assert "Mở thư mục đã cất" in [command.words for command in window.commands.offered()]
