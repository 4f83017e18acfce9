"""The short way to a report gives what the long way gives, or nothing; whatever is in the file."""

import random
import zipfile
from pathlib import Path

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.exchange.manifest import REPORT, PackageKind
from cchc_desktop.packages import layout
from cchc_desktop.packages.quick import quick_report
from cchc_desktop.packages.reading import opened
from cchc_desktop.packages.writing import writing
from tests.quick_passwords import quick_hashes
from tests.torture.hostile_packages import PASSWORD, Workshop, head, report, write

__all__ = ["quick_hashes"]

GIVEN = report(random.Random(3))


def _long_way(path: Path) -> object:
    with opened(path) as package:
        part = package.manifest.part(REPORT)
        assert part is not None
        assert package.manifest.head.kind is PackageKind.REPORT
        return package.json(REPORT), part.sha256, package.manifest.head.made


def test_a_sound_package_is_read_the_short_way(tmp_path: Path) -> None:
    path = tmp_path / "a.cchc"
    write(path, GIVEN)
    found = quick_report(path.read_bytes())
    assert found is not None
    assert (found.value, found.hash.hex(), found.made) == _long_way(path)


def test_what_else_a_package_may_be_goes_the_long_way(tmp_path: Path) -> None:
    path = tmp_path / "a.cchc"
    write(path, GIVEN, PASSWORD)
    assert quick_report(path.read_bytes()) is None
    write(path, GIVEN, kind=PackageKind.WHOLE)
    assert quick_report(path.read_bytes()) is None
    with writing(path, head()) as package:
        package.json("other.json", 1)
    assert quick_report(path.read_bytes()) is None


def test_no_mutated_package_is_read_otherwise_than_the_long_way(tmp_path: Path) -> None:
    workshop, dice, path = Workshop(tmp_path), random.Random(5), tmp_path / "m.cchc"
    read = 0
    for _ in range(600):
        made = workshop.made(dice)
        if (found := quick_report(made.data)) is not None:
            path.write_bytes(made.data)
            assert (found.value, found.hash.hex(), found.made) == _long_way(path), made.how
            read += 1
    assert read


def test_bytes_that_are_changed_are_never_read(tmp_path: Path) -> None:
    path, dice = tmp_path / "a.cchc", random.Random(9)
    write(path, GIVEN)
    sound = path.read_bytes()
    whole = quick_report(sound)
    assert whole is not None
    for _ in range(400):
        data = bytearray(sound)
        for _ in range(dice.randint(1, 3)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        found = quick_report(bytes(data))
        assert found is None or found == whole
    for end in range(0, len(sound), 97):
        assert quick_report(sound[:end]) is None


@pytest.mark.parametrize(
    "odd",
    [
        "trailing",
        "twice",
        "folder",
        "accents",
        "stored",
        "missing",
        "bomb",
        "count",
        "between",
        "link",
        "fewer",
    ],
)
def test_archives_that_are_odd_are_left_to_the_long_way(tmp_path: Path, odd: str) -> None:
    path = tmp_path / "a.cchc"
    write(path, GIVEN)
    sound = tmp_path / "sound.cchc"
    sound.write_bytes(path.read_bytes())
    with zipfile.ZipFile(sound) as old:
        entries = [(each, old.read(each)) for each in old.infolist()]
    with zipfile.ZipFile(path, "w") as new:
        for info, data in entries:
            entry = layout.entry(info.filename, info.compress_type == zipfile.ZIP_DEFLATED)
            if odd == "stored" and info.filename == REPORT:
                entry.compress_type = zipfile.ZIP_STORED
            if odd == "missing" and info.filename == layout.MANIFEST:
                continue
            if odd == "link" and info.filename == REPORT:
                entry.external_attr = 0o120777 << 16
            new.writestr(entry, data)
        if odd in ("folder", "accents"):
            new.writestr({"folder": "thu/", "accents": "tệp.json"}[odd], b"")
        if odd == "bomb":
            new.writestr("bomb.json", bytes(17 * 1024 * 1024), zipfile.ZIP_DEFLATED)
        if odd == "count":
            for number in range(70):
                new.writestr(f"x{number}.json", b"1")
    data = path.read_bytes()
    if odd == "trailing":
        data += b"more"
    if odd == "fewer":
        end = data.rindex(b"PK\5\6")
        count = int.from_bytes(data[end + 8 : end + 10], "little") - 1
        data = data[: end + 8] + count.to_bytes(2, "little") * 2 + data[end + 12 :]
    if odd == "between":
        at = data.rindex(b"PK\5\6")
        data = data[:at] + b"xxxx" + data[at:]
    if odd == "twice":
        at, end = data.index(b"PK\1\2"), data.rindex(b"PK\5\6")
        first = data[at : data.index(b"PK\1\2", at + 4)]
        count = int.from_bytes(data[end + 8 : end + 10], "little") + 1
        size = int.from_bytes(data[end + 12 : end + 16], "little") + len(first)
        numbers = count.to_bytes(2, "little") * 2 + size.to_bytes(4, "little")
        data = data[:end] + first + data[end : end + 8] + numbers + data[end + 16 :]
    found = quick_report(data)
    if odd == "stored":
        assert found is not None
        assert found.value == GIVEN
        return
    assert found is None
    path.write_bytes(data)
    if odd not in ("trailing", "between", "fewer"):
        with pytest.raises(Refusal):
            _long_way(path)
