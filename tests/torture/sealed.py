"""The jobs on encrypted data, and what must hold of them as well: whatever happened, a password opens them.

The key is a fixed one, so that every process of the torture can have it; what lies on the disk is asked
without it. Passwords are hashed with the least that argon2id takes.
"""

import itertools
import random
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from cchc_desktop.domain.backups import Reason
from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.offices import Unit
from cchc_desktop.office import Office
from cchc_desktop.storage import cipher, encrypting, key_file, passwords
from cchc_desktop.storage.cipher import DataKey
from cchc_desktop.storage.database import FILE_NAME
from cchc_desktop.storage.key_file import RECOVERY, Keys
from tests.storage.crashes import crash
from tests.torture import jobs, kill
from tests.torture.jobs import DAY, Job, held, left_over, small_office
from tests.torture.kill import Say, killed
from tests.torture.tally import Tally

KEY = DataKey(bytes(range(32)), b"torture's own ke")
BOSS, OLD, NEW, CODE = "Nguyễn Văn An", "Abcdef1@", "Abcdef2@", "0123-4567-89AB-CDEF-GHJK-MNPQ"


def give_key() -> None:
    """Lets this process open the data of every trial."""
    passwords.ROUNDS, passwords.MEMORY = 1, 8 * 1024
    cipher.hold(KEY)


def forget() -> None:
    """As another start of the program knows nothing."""
    cipher._held.clear()
    key_file._seen.clear()


def account_of(folder: Path) -> str:
    """The id of the one account."""
    with closing(Office.open(folder)) as office:
        return office.access.account_named(BOSS).id


def seal(folder: Path) -> None:
    """Encrypts the data of a folder, which nobody is asked in yet."""
    give_key()
    with closing(Office.open(folder, lambda: DAY)) as office:
        office.access.switch_on(BOSS, OLD)
    who = account_of(folder)
    keys = Keys(KEY.mark).with_slot(KEY, who, BOSS, OLD).with_slot(KEY, RECOVERY, "", CODE)
    encrypting.encrypt(folder, KEY, keys)
    shutil.rmtree(folder / "backups")


def opens_with_a_password(folder: Path) -> None:
    """Whether what lies on the disk is opened by the password that the account has, and by the code."""
    assert not (folder / key_file.NEXT).exists()
    path = folder / FILE_NAME
    if cipher.mark_of(path) is None:
        assert not (folder / key_file.NAME).exists()
        return
    forget()
    try:
        keys = key_file.read(folder)
        assert keys is not None, "the key file is gone"
        assert keys.opened(RECOVERY, CODE) == KEY
        give_key()
        with closing(Office.open(folder, lambda: DAY)) as office:
            who = office.access.account_named(BOSS)
            mine = [each for each in (OLD, NEW) if passwords.is_right(who.secret, each)]
        assert any(keys.opened(who.id, each) == KEY for each in mine), "the account's password opens nothing"
    finally:
        give_key()


def _sealed(folder: Path) -> None:
    small_office(folder)
    seal(folder)


def _crashed(folder: Path) -> None:
    _sealed(folder)
    crash(folder)


def _with_a_backup(folder: Path) -> None:
    _sealed(folder)
    with closing(_signed_in(folder)) as office:
        made = office.backups.make(Reason.MANUAL)
        assert made is not None
        for ending in (".db", ".json"):
            shutil.copy(made.path.with_suffix(ending), folder.parent / f"stick{ending}")
        office.settings.save_unit(Unit("Phòng Kinh tế"))


def _to_be_sealed(folder: Path) -> None:
    give_key()
    small_office(folder)
    with closing(Office.open(folder, lambda: DAY)) as office:
        office.access.switch_on(BOSS, OLD)


def _signed_in(folder: Path) -> Office:
    office = Office.open(folder, lambda: DAY)
    _sign_in(office, folder)
    return office


def _sign_in(office: Office, _: Path) -> None:
    office.access.sign_in(office.access.account_named(BOSS).id, OLD)


def _change_password(office: Office, folder: Path) -> None:
    _sign_in(office, folder)
    office.access.change_password(OLD, NEW)


def _encrypt(folder: Path) -> None:
    who = account_of(folder)
    keys = Keys(KEY.mark).with_slot(KEY, who, BOSS, OLD).with_slot(KEY, RECOVERY, "", CODE)
    encrypting.encrypt(folder, KEY, keys)


def _decrypt(folder: Path) -> None:
    encrypting.decrypt(folder)


def _all(*checks: Callable[[Path], object]) -> Callable[[Path], object]:
    def check(folder: Path) -> None:
        for each in checks:
            each(folder)

    return check


_BACKED_UP = _all(jobs.backups_are_good, opens_with_a_password)
SEALED_JOBS = {
    "encrypted: storing and undoing": Job(
        _sealed, (_sign_in, jobs.add_a_unit, jobs.report, jobs.undo), opens_with_a_password, begin=give_key
    ),
    "encrypted: opening after a crash": Job(_crashed, (), opens_with_a_password, begin=give_key),
    "encrypted: backing up": Job(_sealed, (_sign_in, jobs.back_up), _BACKED_UP, begin=give_key),
    "encrypted: restoring": Job(
        _with_a_backup, closed=jobs.restore_it, check=_BACKED_UP, begin=give_key
    ),
    "encrypting": Job(_to_be_sealed, closed=_encrypt, check=_BACKED_UP, begin=give_key),
    "decrypting": Job(_sealed, closed=_decrypt, check=_BACKED_UP, begin=give_key),
    "encrypted: changing a password": Job(
        _sealed, (_change_password,), opens_with_a_password, begin=give_key
    ),
}  # fmt: skip
ALL_JOBS = jobs.JOBS | SEALED_JOBS


# Killed at random


def keep_reporting(folder: Path, say: Say) -> None:
    """Reports progress on a task, in encrypted data."""
    give_key()
    kill.keep_reporting_in(_signed_in(folder), say)


def keep_turning(folder: Path, say: Say) -> None:
    """Encrypts the data and makes them plain again."""
    give_key()
    say("begun")
    for _ in itertools.count():
        (_decrypt if cipher.mark_of(folder / FILE_NAME) is not None else _encrypt)(folder)
        say("turned")


def keep_changing_passwords(folder: Path, say: Say) -> None:
    """Changes a password to another and back."""
    give_key()
    office = Office.open(folder, lambda: DAY)
    who = office.access.account_named(BOSS)
    words = [OLD, NEW] if passwords.is_right(who.secret, OLD) else [NEW, OLD]
    office.access.sign_in(who.id, words[0])
    say("begun")
    for _ in itertools.count():
        office.access.change_password(words[0], words[1])
        words.reverse()
        say(words[0])


def writes(times: int, place: Path, dice: random.Random) -> Tally:
    """As `kill.writes`, in encrypted data."""
    give_key()
    return kill.writes(
        times, place, dice, "killed while storing, encrypted", keep_reporting, _sealed, _signed_in
    )


def turns(times: int, place: Path, dice: random.Random) -> Tally:
    """Data that are encrypted and made plain: they open with the password, whole, or are plain."""
    tally, folder = Tally("killed while encrypting and decrypting"), place / "turned"
    _sealed(folder)
    expected = held(folder)
    for turn in range(times):
        with tally.trial(f"kill {turn}"):
            killed(keep_turning, folder, dice.uniform(0, 0.6))
            assert held(folder) == expected
            assert left_over(folder) == []
            opens_with_a_password(folder)
            shutil.rmtree(folder / "backups", ignore_errors=True)
    return tally


def password_changes(times: int, place: Path, dice: random.Random) -> Tally:
    """Passwords that are changed: the one that was acknowledged last, or the one after it, opens the file."""
    tally, folder = Tally("killed while changing a password, encrypted"), place / "changed"
    _sealed(folder)
    for turn in range(times):
        with tally.trial(f"kill {turn}"):
            killed(keep_changing_passwords, folder, dice.uniform(0, 0.3))
            opens_with_a_password(folder)
            with closing(Office.open(folder, lambda: DAY)) as office:
                assert office._desk.store.upkeep.problems() == []
                who = office.access.account_named(BOSS)
                for each in (OLD, NEW):
                    try:
                        office.access.sign_in(who.id, each)
                    except Refusal:
                        continue
                assert office.access.who is not None
    return tally


KILLS: dict[str, Callable[[int, Path, random.Random], Tally]] = {
    "writes-encrypted": writes, "encrypting": turns, "passwords": password_changes,
}  # fmt: skip
