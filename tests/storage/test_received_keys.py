"""What units have sent takes the key of the data, whatever becomes of that."""

from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

import pytest

from cchc_desktop import durable
from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.consolidation.packed import Layout
from cchc_desktop.storage import cipher, encrypting
from cchc_desktop.storage.backup_files import list_backups
from cchc_desktop.storage.backup_places import bring, make_place
from cchc_desktop.storage.content import EVIDENCE, FolderStore
from cchc_desktop.storage.database import BACKUPS, FILE_NAME, RECEIVED
from cchc_desktop.storage.received import ReceivedFile
from cchc_desktop.storage.received_schema import ReceivedAt
from cchc_desktop.storage.restoring import restore
from cchc_desktop.storage.store import Store
from tests.domain.consolidation.small import SMALL
from tests.encrypted import forget, made_keys, no_key_is_held_over, unlock  # noqa: F401 - a fixture for all
from tests.quick_passwords import quick_hashes  # noqa: F401 - a fixture for all of these
from tests.storage.crashes import work
from tests.storage.test_received import Q1, numbers, sent

NOW = datetime(2026, 7, 15, 9, 0)


def receive(folder: Path, *units: str) -> None:
    with ReceivedFile.open(ReceivedAt(folder, cipher.key_of(folder / FILE_NAME))) as received:
        received.add([sent(unit, Q1, int(unit)) for unit in units], Layout.of(SMALL))


def received_of(folder: Path) -> dict[str, object]:
    """What was received, as who has the key of the data alone reads it."""
    forget()
    if cipher.mark_of(folder / FILE_NAME) is not None:
        unlock(folder / FILE_NAME)
    with ReceivedFile.open(ReceivedAt(folder, cipher.key_of(folder / FILE_NAME))) as received:
        return dict(numbers(received, Q1))


def back_up(folder: Path) -> None:
    with closing(Store.open(folder)) as store:
        assert store.backup(Reason.MANUAL) is not None


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    folder = tmp_path / "Tỉnh Sông Hương"
    work(folder, "Văn phòng")
    receive(folder, "01")
    return folder


@pytest.fixture
def folder(plain: Path) -> Path:
    """The same, encrypted; its key is held."""
    encrypting.encrypt(plain, *made_keys())
    return plain


def test_it_is_encrypted_and_made_plain_with_the_data(folder: Path) -> None:
    assert cipher.mark_of(folder / RECEIVED) == cipher.mark_of(folder / FILE_NAME)
    assert received_of(folder) == {"01": 1}
    encrypting.decrypt(folder)
    assert cipher.is_plain(folder / RECEIVED)
    assert received_of(folder) == {"01": 1}


def test_data_of_which_nothing_was_received_have_no_file_of_it(tmp_path: Path) -> None:
    work(tmp_path / "data", "Văn phòng")
    encrypting.encrypt(tmp_path / "data", *made_keys())
    encrypting.decrypt(tmp_path / "data")
    assert not (tmp_path / "data" / RECEIVED).exists()


def test_ended_at_any_moment_it_can_be_read_with_what_the_data_need(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = durable.replace

    class Ended(BaseException):
        pass

    def ends(_draft: Path, _place: Path) -> None:
        raise Ended

    def ends_at_the_data(draft: Path, place: Path) -> None:
        if place.name == FILE_NAME:
            raise Ended
        replace(draft, place)

    for end in (ends, ends_at_the_data):
        with monkeypatch.context() as patch:
            patch.setattr(durable, "replace", end)
            with suppress(Ended):
                encrypting.decrypt(folder)
        assert cipher.mark_of(folder / FILE_NAME) is not None
        assert received_of(folder) == {"01": 1}


def test_one_that_is_damaged_holds_no_encrypting_up(plain: Path) -> None:
    (plain / RECEIVED).write_bytes(b"no such file" * 500)
    encrypting.encrypt(plain, *made_keys())
    assert cipher.mark_of(plain / FILE_NAME) is not None
    assert (plain / RECEIVED).read_bytes().startswith(b"no such file")
    encrypting.decrypt(plain)
    assert cipher.is_plain(plain / FILE_NAME)


def test_after_a_restore_it_takes_the_key_that_the_data_take_then(plain: Path) -> None:
    back_up(plain)
    encrypting.encrypt(plain, *made_keys())
    receive(plain, "02")
    restore(plain, list_backups(plain / BACKUPS)[-1].path)
    assert cipher.mark_of(plain / RECEIVED) == cipher.mark_of(plain / FILE_NAME)
    assert received_of(plain) == {"01": 1, "02": 2}


def test_a_lost_pc_gets_back_what_was_encrypted(folder: Path, tmp_path: Path) -> None:
    """From the second place, and with it nothing that belongs to other backups."""
    usb = tmp_path / "usb"
    usb.mkdir()
    make_place(usb, folder)
    [place] = usb.iterdir()
    for unit in ("02", "03"):
        receive(folder, unit)
        back_up(folder)
        bring(list_backups(folder / BACKUPS)[0], folder, place, NOW)
    new = tmp_path / "new"
    restore(new, place)
    assert received_of(new) == {"01": 1, "02": 2, "03": 3}
    assert set(FolderStore(new / EVIDENCE).ids()) == {list_backups(place)[0].received}
