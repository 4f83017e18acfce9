"""The window says what opening the data did beside opening them."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from cchc_desktop.storage.database import LOST_ENCRYPTION, Opening
from cchc_desktop.ui.frame import how_opened
from cchc_desktop.ui.frame.main_window import MainWindow


def told(window: MainWindow, opening: Opening) -> list[str]:
    window.office._desk.store.opening = opening
    how_opened.tell(window)
    return window.notices.sentences


def test_nothing_is_said_of_a_plain_start(window: MainWindow) -> None:
    window.office._desk.store.opening = Opening(looked_through=True)
    assert window.office.opening.is_plain
    how_opened.tell(window)
    assert not window.has_notices


def test_what_was_put_aside_is_said_with_the_way_to_it(window: MainWindow, tmp_path: Path) -> None:
    aside = tmp_path / "set-aside" / "20261128-101500-cchc.db-journal"
    (sentence,) = told(window, Opening((aside,)))
    assert "không thuộc về tệp này" in sentence
    assert str(tmp_path / "set-aside") in sentence
    assert "20261128-101500-cchc.db-journal" in sentence
    assert "Mở thư mục đã cất" in [command.words for command in window.commands.offered()]


def test_an_upgrade_is_said_with_the_copy_of_before(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    kept = tmp_path / "backups" / "cchc-20261128-101500-upgrade.db"
    assert told(window, Opening(upgraded_from=4, kept=kept)) == [
        "Dữ liệu đã được nâng cấp theo phiên bản này của chương trình, bản trước nâng cấp được giữ ở "
        f"«{Path('backups', kept.name)}»."
    ]
    assert window.notices.strip.property("role") == "strip-info"
    next(each for each in window.commands.offered() if each.words == "Mở thư mục sao lưu").run()
    assert opened == [QUrl.fromLocalFile(str(kept.parent))]
    assert "Hãy mở bằng File Explorer" in window.foot.sentence


def test_indexes_made_anew_are_said_first(window: MainWindow, tmp_path: Path) -> None:
    kept = tmp_path / "backups" / "cchc-20261128-101500-repair.db"
    first, second = told(window, Opening(upgraded_from=4, is_rebuilt=True, kept=kept))
    assert first.startswith(
        "Phần phụ trợ (chỉ mục) của tệp dữ liệu bị hỏng và đã được dựng lại; nội dung còn nguyên."
    )
    assert kept.name in first
    assert "nâng cấp" in second
    assert window.notices.strip.property("role") == "strip-warn"


def test_lost_encryption_is_said_until_somebody_wants_it_so(window: MainWindow) -> None:
    (sentence,) = told(window, Opening(lost_encryption=True))
    assert sentence.startswith("Dữ liệu không còn được mã hóa")
    assert sentence.endswith("mở Thiết lập › Đăng nhập.")
    offered = window.commands.offered()
    assert "Mở Thiết lập" in [command.words for command in offered]
    next(command for command in offered if command.words == "Bỏ qua").run()
    assert window.notices.sentences == []
    assert window.office._desk.store.preference(LOST_ENCRYPTION, "unset") == ""
