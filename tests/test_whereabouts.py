"""What the system says of a folder, from tables as it writes them."""

from pathlib import Path

import pytest

from cchc_desktop import whereabouts
from cchc_desktop.domain.folders import Drive, folder_problem
from cchc_desktop.whereabouts import facts_of

MOUNTS = r"""sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw 0 0
/dev/sdb1 /mnt/USB\040CCHC vfat rw 0 0
/dev/sdc1 /media/an/KINGSTON exfat rw 0 0
may-chu:/cchc /mnt/nfs nfs4 rw 0 0
//may-chu/cchc /mnt/smb cifs rw 0 0
an@may-chu:/ /mnt/ssh fuse.sshfs rw 0 0
/dev/sr0 /mnt/dvd iso9660 ro 0 0
tmpfs /tmp tmpfs rw 0 0
"""


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system with these mounts, whose sdb can be taken out."""
    (tmp_path / "mounts").write_text(MOUNTS, encoding="utf-8")
    for name, part, removable in (("sda", "sda1", "0"), ("sdb", "sdb1", "1"), ("sdc", "sdc1", "0")):
        disk = tmp_path / "devices" / name
        (disk / part).mkdir(parents=True)
        (disk / "removable").write_text(f"{removable}\n", encoding="utf-8")
        (tmp_path / "block").mkdir(exist_ok=True)
        (tmp_path / "block" / part).symlink_to(disk / part)
    monkeypatch.setattr(whereabouts, "_MOUNTS", tmp_path / "mounts")
    monkeypatch.setattr(whereabouts, "_BLOCKS", tmp_path / "block")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "drive"),
    [
        ("/home/an/cchc", Drive.FIXED), ("/mnt/USB CCHC/cchc", Drive.REMOVABLE),
        ("/mnt/USB CCHC", Drive.REMOVABLE),
        ("/mnt/USB CCHC 2", Drive.FIXED), ("/media/an/KINGSTON/cchc", Drive.REMOVABLE),
        ("/mnt/nfs/cchc", Drive.NETWORK), ("/mnt/smb/cchc", Drive.NETWORK), ("/mnt/ssh/x", Drive.NETWORK),
        ("/mnt/dvd", Drive.OPTICAL), ("/tmp/x", Drive.UNKNOWN), ("/mnt/nfsx", Drive.FIXED),
    ],
)  # fmt: skip
def test_the_disk_that_a_folder_is_on(system: Path, path: str, drive: Drive) -> None:
    assert whereabouts._of_mounts(path) is drive


def test_a_folder_of_the_tests_is_a_good_place(tmp_path: Path) -> None:
    assert folder_problem(facts_of(tmp_path)) == ""
    assert facts_of(tmp_path).path == str(tmp_path.resolve())


def test_marks_and_roots_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".dropbox.cache").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "mây"))
    found = facts_of(tmp_path / "a" / "b")
    assert ".dropbox.cache" in found.marks
    assert found.roots["OneDrive"] == str(tmp_path / "mây")
    assert "Dropbox" in folder_problem(found)


def test_a_system_that_says_nothing_is_no_reason_to_stop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whereabouts, "_MOUNTS", tmp_path / "gone")
    found = facts_of(tmp_path / "gone" / "deeper")
    assert found.drive is Drive.UNKNOWN
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    assert facts_of(loop).path
