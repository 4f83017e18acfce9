"""The parts of the build that need no Windows: archives, pins, launchers' sources, the entry of Linux."""

import configparser
import os
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from PIL import Image

from cchc_desktop import resources
from installer import python_for_windows
from installer.archive import write_archive
from installer.launcher import ICON_SIZES, build_icon
from installer.portable import MARK
from installer.python_for_windows import _seconds, verify_signature
from installer.workplace import APP, HERE, BuildError, load_toml, source_date

LAUNCHER = (HERE / "launcher" / "launcher.c").read_text(encoding="utf-8")


@pytest.mark.parametrize("compressed", [True, False])
def test_an_archive_is_the_same_whenever_it_is_written(
    compressed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    for name in ("a.zip", "b.zip"):
        write_archive(tmp_path / name, [("x/Dữ liệu.txt", b"1" * 500), ("y", b"")], compressed)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("x/Dữ liệu.txt") == b"1" * 500
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(2026, 9, 21)}


def test_the_time_of_the_build_is_that_of_the_source(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "5")
    assert source_date() == 5
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert source_date() > 1_700_000_000


def test_python_for_windows_is_pinned() -> None:
    pins = load_toml("python.toml")
    assert re.fullmatch("[0-9a-f]{64}", pins["package_sha256"])
    assert re.fullmatch("[0-9a-f]{64}", pins["library_sha256"])
    assert pins["version"].startswith("3.12.")


def test_a_time_stamp_is_read() -> None:
    assert _seconds("Feb  4 15:48:37 2025 GMT") == "1738684117"


@pytest.mark.parametrize(
    ("signer", "told"),
    [
        ("Somebody Else", "is signed by"),
        ("Python Software Foundation", ""),
    ],
)
@pytest.mark.parametrize("time", ["Timestamp time", "The signature is timestamped"])
def test_a_signature_counts_only_from_those_who_are_trusted(
    signer: str, told: str, time: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (
        "Signer #0:\n\tSubject: /C=US/O=Python Software Foundation/CN=x\n"
        f"{time}: Feb  4 15:48:37 2025 GMT\nSignature verification: ok\n"
    )
    monkeypatch.setattr(python_for_windows, "run", lambda *_, **__: said)
    if told:
        with pytest.raises(BuildError, match=told):
            verify_signature(Path("x.dll"), Path("roots"), [signer], [])
    else:
        verify_signature(Path("x.dll"), Path("roots"), [signer], [])


def test_an_altered_file_has_no_signature(monkeypatch: pytest.MonkeyPatch) -> None:
    said = "Timestamp time: Feb  4 15:48:37 2025 GMT\nSignature verification: failed\n"
    monkeypatch.setattr(python_for_windows, "run", lambda *_, **__: said)
    with pytest.raises(BuildError, match="no valid signature"):
        verify_signature(Path("x.dll"), Path("roots"), ["Python Software Foundation"], [])


def test_the_launcher_and_the_portable_archive_agree() -> None:
    assert f'is_there(L"{MARK}")' in LAUNCHER
    assert 'beside(L"Dữ liệu")' in LAUNCHER
    assert "«Dữ liệu»" in (HERE / "portable.txt").read_text(encoding="utf-8")
    assert f"«{APP}.exe»" in (HERE / "portable.txt").read_text(encoding="utf-8")


def test_the_launcher_loads_the_python_that_is_shipped() -> None:
    files = load_toml("contents.toml")["runtime"]["files"]
    for library in re.findall(r'L"runtime\\\\([^"]+)"', LAUNCHER):
        assert library in files


def test_the_manifest_asks_for_long_paths_sharp_windows_and_no_administrator() -> None:
    manifest = HERE / "launcher" / "app.manifest"
    ElementTree.parse(manifest)
    text = manifest.read_text(encoding="utf-8")
    for asked in ("longPathAware", "PerMonitorV2", 'level="asInvoker"', "Common-Controls"):
        assert asked in text


def test_the_icon_is_drawn_in_every_size(tmp_path: Path, qapp: object) -> None:
    assert qapp
    build_icon(tmp_path / "app.ico")
    icon: Any
    with Image.open(tmp_path / "app.ico") as icon:
        assert sorted(icon.info["sizes"]) == [(size, size) for size in ICON_SIZES]
        assert icon.ico.getimage((16, 16)).getpixel((1, 8)) == (31, 95, 168, 255)


def test_the_entry_in_the_menu_of_linux_is_whole(tmp_path: Path) -> None:
    program = tmp_path / "thư mục 100%" / "cchc-desktop"
    program.parent.mkdir()
    program.touch()
    subprocess.run(
        [HERE / "desktop_entry.sh", program],
        env=os.environ | {"XDG_DATA_HOME": str(tmp_path / "share")},
        check=True,
        capture_output=True,
    )
    entry = configparser.RawConfigParser()
    entry.read(tmp_path / "share/applications/cchc-desktop.desktop", encoding="utf-8")
    told = entry["Desktop Entry"]
    assert told["Exec"] == f'"{str(program).replace("%", "%%")}" %f'
    assert told["Icon"] == "cchc-desktop"
    drawn = tmp_path / "share/icons/hicolor/scalable/apps/cchc-desktop.svg"
    assert drawn.read_bytes() == resources.read_bytes("icons", "app.svg")


def test_every_debian_package_is_of_a_known_group() -> None:
    lines = (HERE / "debian-packages.txt").read_text(encoding="utf-8").splitlines()
    groups = {line.split()[0] for line in lines if line and not line.startswith("#")}
    assert groups == {"run", "test", "setup", "trial"}
