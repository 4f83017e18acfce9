"""Encrypted data: unlocking them before they are opened, encrypting them, and making them plain again."""

from datetime import datetime
from pathlib import Path

from ..domain.access import Need, read_recovery_code
from ..domain.errors import KeyNeeded, Refusal
from ..domain.names import name_key
from ..storage import cipher, encrypting, key_file
from ..storage.cipher import DataKey
from ..storage.encrypting import Rewritten
from ..storage.key_file import RECOVERY, Keys, Slot
from .office import Office


def slot_named(needed: KeyNeeded, officer: str) -> Slot:
    """The slot of a person, however the name is spelt. Raises Refusal where there is none."""
    found = next((each for each in people(needed) if name_key(each.name) == name_key(officer)), None)
    if found is None:
        raise Refusal(
            f"Không có tài khoản của «{officer}» mở được dữ liệu đã mã hóa này. Hãy nhờ quản trị đặt lại "
            "mật khẩu.",
            "officer",
        )
    return found


def people(needed: KeyNeeded) -> tuple[Slot, ...]:
    """Whose passwords open encrypted data."""
    return _of_now(needed).people


def unlock(needed: KeyNeeded, slot_id: str, password: str, now: datetime) -> None:
    """Unlocks the key of encrypted data with the password of a slot, so that they can be opened.

    Raises Refusal, with the field «password», for a wrong one, which is counted where the data lie, and for a
    slot that too many wrong ones have locked.
    """
    keys = _of_now(needed)
    slot = keys.slot(slot_id)
    if slot is not None and slot.is_locked(now):
        raise Refusal(_locked_words(slot), "password")
    key = keys.opened(slot_id, password)
    after = keys.counted(slot_id, key is not None, now)
    if after != keys:
        _count(needed, slot_id, key is not None, now)
    if key is None:
        tried = after.slot(slot_id)
        if tried is not None and tried.is_locked(now):
            raise Refusal(f"Mật khẩu không đúng. {_locked_words(tried)}", "password")
        left = key_file.MOST_FAILURES - (tried.failures if tried is not None else 0)
        raise Refusal(f"Mật khẩu không đúng. Còn {left} lần nhập trước khi bị khóa.", "password")
    cipher.hold(key)


def unlock_with_code(needed: KeyNeeded, code: str) -> None:
    """Unlocks the key with the recovery code, which nobody guesses. Raises Refusal, with the field «code»."""
    key = _of_now(needed).opened(RECOVERY, read_recovery_code(code))
    if key is None:
        raise Refusal("Mã khôi phục không đúng. Hãy nhập mã trên tờ giấy in gần nhất.", "code")
    cipher.hold(key)


def _of_now(needed: KeyNeeded) -> Keys:
    """The keys as they lie there by now: others count, too. Raises KeyNeeded where they have gone."""
    found = key_file.of_file(Path(needed.path), needed.mark)
    if found is None:
        raise needed
    return found


def _count(needed: KeyNeeded, slot_id: str, is_right: bool, now: datetime) -> None:
    """Counts a try in the keys beside the data; a backup's words stay as they are.

    They are read once more: unwrapping takes long, and a password may have been changed meanwhile.
    """
    folder, mark = Path(needed.path).resolve().parent, needed.mark or cipher.mark_of(Path(needed.path))
    beside = key_file.read(folder)
    if beside is not None and beside.mark == mark:
        try:
            key_file.write(folder, beside.counted(slot_id, is_right, now))
        except OSError as error:
            raise Refusal(
                f"Không ghi được tệp khóa trong «{folder}» ({error.strerror}) nên chưa mở khóa được. Hãy "
                "kiểm tra ổ đĩa và quyền ghi.",
                "password",
            ) from error


def _locked_words(slot: Slot) -> str:
    assert slot.locked_at is not None
    opens = slot.locked_at + key_file.LOCKED_FOR
    return (
        f"{slot.name} đã nhập sai quá nhiều lần. Hãy đợi đến {opens:%H:%M ngày %d/%m/%Y}, hoặc dùng mã khôi "
        "phục."
    )


def check_allowed(office: Office) -> None:
    """Raises Refusal where open data cannot be encrypted by who is signed in, whatever the password."""
    if not office.access.is_on or office.access.who is None:
        raise Refusal("Hãy bật đăng nhập trước khi mã hóa: dữ liệu đã mã hóa mở bằng mật khẩu đăng nhập.")
    office.require(Need.USERS)
    if office.is_encrypted:
        raise Refusal("Dữ liệu này đã mã hóa rồi.")


def prepare(office: Office, password: str) -> tuple[str, DataKey, Keys]:
    """What encrypting open data needs: a new recovery code, to be printed, and the key, wrapped for who is
    signed in and for the code. Other accounts open the file once an administrator has reset their passwords.

    Raises Refusal where nobody is signed in, the password is wrong, or who it is may not do this.
    """
    check_allowed(office)
    access = office.access
    access.prove(password)
    who, code = access.who, access.new_recovery_code()
    assert who is not None
    key = cipher.new_key()
    keys = Keys(key.mark).with_slot(key, who.id, who.officer, password).with_slot(key, RECOVERY, "", code)
    return code, key, keys


def encrypt(folder: Path, key: DataKey, keys: Keys) -> Rewritten:
    """Encrypts the data of a closed folder with what `prepare` gave. Raises as `encrypting.encrypt`."""
    return encrypting.encrypt(folder, key, keys)


def decrypt(folder: Path) -> Rewritten:
    """Makes the data of a closed folder plain. Raises as `encrypting.decrypt`."""
    return encrypting.decrypt(folder)
