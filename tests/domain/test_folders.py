"""Folders that are no good place for data are known by what is known of them; plain ones are let alone."""

import pytest

from cchc_desktop.domain.folders import Drive, FolderFacts, folder_problem, is_share, synchroniser

SYNCED = [
    (r"C:\Users\An\OneDrive\CCHC", "OneDrive"),
    (r"C:\Users\An\OneDrive - UBND tỉnh Sông Hương\CCHC", "OneDrive"),
    (r"G:\Drive của tôi\CCHC", "Google Drive"),
    (r"G:\My Drive\CCHC", "Google Drive"),
    (r"C:\Users\An\Google Drive\CCHC", "Google Drive"),
    ("/Users/an/Library/CloudStorage/GoogleDrive-an@example.vn/CCHC", "Google Drive"),
    (r"C:\Users\An\Dropbox\CCHC", "Dropbox"),
    (r"C:\Users\An\Dropbox (Personal)\CCHC", "Dropbox"),
    (r"C:\Users\An\iCloudDrive\CCHC", "iCloud"),
    (r"D:\Zalo Received Files\CCHC", "Zalo"),
    (r"C:\Users\An\Nextcloud\CCHC", "nextcloud"),
]


@pytest.mark.parametrize(("path", "name"), SYNCED)
def test_folders_that_services_copy_elsewhere(path: str, name: str) -> None:
    facts = FolderFacts(path, Drive.FIXED)
    assert synchroniser(facts) == name
    told = folder_problem(facts)
    assert name in told
    assert "Hãy chuyển dữ liệu sang một thư mục trên ổ đĩa của máy." in told


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\An\AppData\Local\CCHC Desktop", "/home/an/.local/share/CCHC Desktop", r"D:\CCHC\Dữ liệu",
        r"D:\Hộp thư zalo của xã", r"D:\box", r"C:\onedrive-cu\x", "",
    ],
)  # fmt: skip
def test_plain_folders_are_let_alone(path: str) -> None:
    assert folder_problem(FolderFacts(path, Drive.FIXED)) == ""
    assert folder_problem(FolderFacts(path)) == ""


def test_a_service_that_says_where_its_folder_is() -> None:
    roots = {"OneDrive": r"D:\Đám mây"}
    assert synchroniser(FolderFacts(r"d:\đám mây\CCHC", roots=roots)) == "OneDrive"
    assert synchroniser(FolderFacts(r"D:\Đám mây khác\CCHC", roots=roots)) == ""
    assert synchroniser(FolderFacts(r"D:\CCHC", roots={"OneDrive": ""})) == ""


def test_files_and_labels_that_services_leave() -> None:
    assert synchroniser(FolderFacts(r"D:\A", marks=frozenset({".dropbox.cache"}))) == "Dropbox"
    assert synchroniser(FolderFacts(r"G:\A", Drive.FIXED, "Google Drive")) == "Google Drive"
    assert synchroniser(FolderFacts(r"D:\A", Drive.FIXED, "DULIEU", marks=frozenset({".git"}))) == ""


@pytest.mark.parametrize(
    ("path", "is_of_another_pc"),
    [
        (r"\\may-chu\cchc", True), ("//may-chu/cchc", True), (r"\\?\UNC\may-chu\cchc", True),
        (r"\\?\C:\cchc", False), (r"\\.\C:\cchc", False), (r"C:\cchc", False), ("/home/an", False),
    ],
)  # fmt: skip
def test_shares_of_other_pcs(path: str, is_of_another_pc: bool) -> None:
    assert is_share(path) is is_of_another_pc
    assert ("thư mục mạng" in folder_problem(FolderFacts(path))) is is_of_another_pc


@pytest.mark.parametrize(
    ("drive", "words"),
    [
        (Drive.NETWORK, "thư mục mạng"), (Drive.REMOVABLE, "ổ đĩa rời (USB)"), (Drive.OPTICAL, "đĩa quang"),
    ],
)  # fmt: skip
def test_drives_that_are_no_disk_of_the_pc(drive: Drive, words: str) -> None:
    assert words in folder_problem(FolderFacts(r"Z:\CCHC", drive))


def test_paths_that_windows_takes_no_file_in() -> None:
    path = "D:\\" + "Thư mục dài\\" * 14
    assert "quá dài để Windows" in folder_problem(FolderFacts(path, Drive.FIXED))
    assert "quá dài" in folder_problem(FolderFacts("\\\\may-chu\\" + path[3:]))
    assert folder_problem(FolderFacts("/home/an/" + "thư mục dài/" * 14)) == ""
    assert folder_problem(FolderFacts(path[:150], Drive.FIXED)) == ""
