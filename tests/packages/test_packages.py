"""Packages come back as they were written, locked or not; whatever else is read is refused in a sentence."""

import json
import random
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.domain.errors import EnvironmentProblem, Refusal
from cchc_desktop.domain.exchange import manifest
from cchc_desktop.domain.exchange.manifest import REPORT, PackageKind, Unfit
from cchc_desktop.domain.exchange.unit_report import unit_report
from cchc_desktop.packages import layout, reading
from cchc_desktop.packages import writing as writing_module
from cchc_desktop.packages.laid_out import LaidOut, Packs, read_package
from cchc_desktop.packages.load import Load, write_load
from cchc_desktop.packages.lock import PIECE, lock_of
from cchc_desktop.packages.plain_json import parsed, written
from cchc_desktop.packages.reading import PasswordNeeded, WrongPassword, opened
from cchc_desktop.packages.writing import writing
from tests.quick_passwords import quick_hashes
from tests.torture.hostile_packages import PASSWORD, STATES, head, report, run, write

__all__ = ["quick_hashes"]

GIVEN = report(random.Random(1))
LARGE = bytes(range(256)) * 1024


def _write(path: Path, password: str = "") -> Path:
    write(path, GIVEN, password)
    return path


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_a_package_comes_back_as_it_was(tmp_path: Path, password: str) -> None:
    path = _write(tmp_path / "a.cchc", password)
    evidence = sha256(LARGE).hexdigest()
    with writing(path, head(), password) as package:
        package.json(REPORT, GIVEN)
        package.lines(STATES, ({"n": n, "text": "x" * 100} for n in range(9_000)))
        package.lines("none.jsonl", ())
        assert package.has(REPORT)
        package.content(f"evidence/{evidence}", (LARGE[:PIECE], LARGE[PIECE:]))
        package.content("catalogue.toml", ("số = 1".encode(),))
    with opened(path, password) as read:
        assert read.is_locked == bool(password)
        assert read.manifest == package.manifest
        assert read.json(REPORT) == GIVEN
        assert [each["n"] for each in read.lines(STATES)] == list(range(9_000))
        assert list(read.lines("none.jsonl")) == []
        assert b"".join(read.pieces(f"evidence/{evidence}")) == LARGE
        assert read.text("catalogue.toml") == "số = 1"
        assert read.has(STATES)
        assert not read.has("other.json")
        with pytest.raises(Unfit):
            read.json("other.json")
        called = []
        read.check(lambda: called.append(1))
        assert called
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.cchc"]


def test_the_same_content_is_the_same_file_and_has_one_hash(tmp_path: Path) -> None:
    one, two, locked = (tmp_path / f"{name}.cchc" for name in ("a", "b", "c"))
    hashes = {write(one, GIVEN).hash, write(two, GIVEN).hash, write(locked, GIVEN, PASSWORD).hash}
    assert len(hashes) == 1
    assert one.read_bytes() == two.read_bytes()
    assert locked.read_bytes() != one.read_bytes()


def test_nothing_of_a_locked_package_stands_in_the_open(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.cchc", PASSWORD)
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        inside = b"".join(archive.read(name) for name in names)
    assert names[:2] == [layout.MIME, layout.LOCK]
    assert all(name.isdigit() for name in names[2:])
    assert b"An B" not in inside
    assert b"figures" not in inside


def test_a_locked_package_asks_for_its_password(tmp_path: Path) -> None:
    path = _write(tmp_path / "gói.cchc", PASSWORD)
    with pytest.raises(PasswordNeeded, match=r"«gói.cchc» được đặt mật khẩu"), opened(path):
        pass
    with pytest.raises(WrongPassword, match=r"không đúng") as told, opened(path, "khác"):
        pass
    assert told.value.field == "password"
    # A letter with its accent is one letter, however it was typed.
    with opened(path, "mật khẩu của gói") as package:
        assert package.is_locked


@pytest.mark.parametrize("password", ["", PASSWORD])
def test_a_child_lays_the_parts_into_a_folder(tmp_path: Path, password: str) -> None:
    path, folder = _write(tmp_path / "a.cchc", password), tmp_path / "laid"
    folder.mkdir()
    look = read_package(path, password, folder)
    assert look.report == unit_report(GIVEN)
    laid = LaidOut(folder, look.manifest)
    assert laid.json(REPORT) == GIVEN
    assert len(list(laid.lines(STATES))) == 200
    assert laid.place(REPORT).name == "000001"
    assert len(list(folder.iterdir())) == len(look.manifest.parts)
    laid.place(REPORT).write_bytes(b"{}")
    with pytest.raises(Unfit):
        laid.json(REPORT)


def test_what_is_only_looked_at_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.cchc"
    write(path, GIVEN, kind=PackageKind.CATALOGUE)
    assert read_package(path, "", None).report is None
    data = bytearray(path.read_bytes())
    place = data.index(b"\xff\xd8") + 100
    data[place] ^= 1
    path.write_bytes(data)
    with pytest.raises(Refusal, match="bị hỏng"):
        read_package(path, "", None)


def test_a_disk_that_takes_no_parts_is_told(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.cchc")
    with pytest.raises(EnvironmentProblem, match="Không ghi được nội dung của gói"):
        read_package(path, "", tmp_path / "none")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("none.cchc", None, "Không đọc được tệp|Không tìm thấy"),
        ("empty.cchc", b"", "không phải gói trao đổi"),
        ("text.cchc", b"K\xe1\xba\xbf ho\xe1\xba\xa1ch", "không phải gói trao đổi"),
        ("cut.cchc", b"PK\x03\x04" + bytes(26) + layout.HEAD, "bị hỏng, bị cắt ngắn"),
    ],
)  # fmt: skip
def test_what_is_no_package_is_refused(
    tmp_path: Path, name: str, content: bytes | None, sentence: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refusal, match=sentence), opened(path):
        pass


def test_a_newer_package_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _write(tmp_path / "a.cchc")
    monkeypatch.setattr(manifest, "FORMAT", 0)
    with pytest.raises(Refusal, match=r"phiên bản mới hơn của chương trình \(1.0.0\)"), opened(path):
        pass


def test_bounds_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _write(tmp_path / "a.cchc")
    for module, name, bound in (
        (reading, "_MOST_DIRECTORY", 10),
        (reading, "MOST_PARTS", 0),
        (reading, "MOST_BYTES", -reading._MOST_MANIFEST),
        (reading, "_MOST_MANIFEST", 10),
        (reading, "LONGEST_LINE", 3),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(module, name, bound)
            patch.setattr(layout, "PIECE", 100)
            with pytest.raises(Refusal, match="lớn bất thường"):
                read_package(path, "", None)
    locked = _write(tmp_path / "b.cchc", PASSWORD)
    monkeypatch.setattr(reading, "_MOST_MANIFEST", 10)
    with pytest.raises(Refusal, match="lớn bất thường"):
        read_package(locked, PASSWORD, None)


def test_no_more_is_packed_than_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.cchc"
    for name, bound in (("most_bytes", lambda _: 10), ("MOST_BYTES", 10)):
        with monkeypatch.context() as patch:
            patch.setattr(writing_module, name, bound)
            with pytest.raises(Refusal, match="lớn hơn mức"):
                write(path, GIVEN)
    assert list(tmp_path.iterdir()) == []


def test_a_package_needs_its_ending_and_a_place(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"kết thúc bằng .cchc"):
        write(tmp_path / "a.zip", GIVEN)
    with pytest.raises(EnvironmentProblem, match="Không còn thư mục"):
        write(tmp_path / "none" / "a.cchc", GIVEN)


def test_what_ends_the_writing_leaves_what_was_there(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.cchc")
    before = path.read_bytes()

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), writing(path, head(), go_on=stop) as package:
        package.json(REPORT, GIVEN)
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [before]


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{", b"\xff", b"NaN", b"[1e999]", b'{"a":1,"a":2}', b"9" * 30, b"9" * 5_000, b'"\\u0000"',
        b'"\\ud800"', b"[" * 30 + b"]" * 30, b"[" * 100_000, b'{"\\u0000":1}', b"-9223372036854775809",
    ],
)  # fmt: skip
def test_json_that_the_program_never_writes_is_refused(text: bytes) -> None:
    with pytest.raises(Unfit):
        parsed(text)


@pytest.mark.parametrize(
    "value",
    [
        {"hash": "1" * 64, "n": -(2**63) + 1, "f": 1.5, "t": "\\u0000 ở giữa", "l": [[[None, True]]]},
        [[n] for n in range(100)],
    ],
)
def test_what_only_looks_odd_is_read(value: Any) -> None:
    assert parsed(written(value)) == value


def _locks() -> Iterator[Any]:
    good = {"format": 1, "salt": "0" * 32, "rounds": 1, "memory": 8192, "proof": "0" * 88}
    yield []
    yield good
    for changed in (
        {"format": 2}, {"salt": "0" * 30}, {"salt": "x" * 32}, {"rounds": 0}, {"rounds": 11}, {"memory": 1},
        {"memory": 2**40}, {"proof": "0" * 86},
    ):  # fmt: skip
        known = good | changed
        yield known | {"sum": manifest.digest(known)}


@pytest.mark.parametrize("value", list(_locks()))
def test_a_lock_that_asks_for_more_than_it_may_is_refused(value: Any) -> None:
    with pytest.raises(Unfit):
        lock_of(value)


@pytest.mark.parametrize("change", ["cut", "longer", "header", "swapped", "early", "more", "after"])
def test_sealed_parts_are_told_when_they_were_touched(tmp_path: Path, change: str) -> None:
    path = tmp_path / "a.cchc"
    # Two whole pieces, and a third one that is as large.
    noise = b"".join(sha256(str(n).encode()).digest() for n in range(3 * PIECE // 32))
    name = f"evidence/{sha256(noise).hexdigest()}"
    with writing(path, head(), PASSWORD) as package:
        package.content(name, (noise,))
        package.content("a.json", (b"[1]",))
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    sealed = parts["000001"]
    step = PIECE + 17
    first, second, rest = sealed[24 : 24 + step], sealed[24 + step : 24 + 2 * step], sealed[24 + 2 * step :]
    parts["000001"] = {
        "cut": sealed[: 24 + step],
        "longer": sealed + b"x",
        "header": sealed[:20],
        "swapped": sealed[:24] + second + first + rest,
        "early": sealed[: 24 + step + 5],
        "more": parts["000002"],
        "after": sealed + b"after",
    }[change]
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in parts.items():
            archive.writestr(layout.entry(each, packed=False), content)
    with opened(path, PASSWORD) as package_read, pytest.raises(Unfit):
        package_read.check()


def test_packed_data_that_go_on_or_end_early_are_told() -> None:
    import zlib

    packed = zlib.compress(b"x" * 1_000_000)
    assert sum(map(len, reading._unpacked(iter([packed[:50], packed[50:]])))) == 1_000_000
    for wrong in (packed + b"more", packed[:-1]):
        with pytest.raises(Unfit):
            list(reading._unpacked(iter([wrong])))


def test_lines_end_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.cchc"
    with writing(path, head()) as package:
        package.content("a.jsonl", (b"1\n2",))
        package.content("b.toml", (b"\xff",))
    with opened(path) as read:
        with pytest.raises(Unfit):
            list(read.lines("a.jsonl"))
        with pytest.raises(Unfit):
            read.text("b.toml")


@pytest.mark.parametrize("left_out", [layout.MANIFEST, layout.MIME])
def test_an_entry_that_is_missing_is_told(tmp_path: Path, left_out: str) -> None:
    path = _write(tmp_path / "a.cchc")
    with zipfile.ZipFile(path) as archive:
        parts = {each: archive.read(each) for each in archive.namelist() if each != left_out}
    with zipfile.ZipFile(path, "w") as archive:
        for each, content in parts.items():
            archive.writestr(layout.entry(each, packed=False), content)
    with pytest.raises(Refusal), opened(path):
        pass


def test_thousands_of_mutated_packages_are_read_right_or_refused() -> None:
    found = run(1_200, 2031)
    assert found.failed == [], "\n".join(found.failed)
    assert found.read > 30
    assert len(found.refused) >= 6


def test_a_package_can_be_looked_into_with_any_tool(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.cchc")
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read(layout.MANIFEST))["office"]["name"] == "Ủy ban nhân dân xã An Bình"


def test_packs_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.cchc")
    with opened(path) as package:
        packs = Packs(package)
        [content_id] = packs
        assert len(packs) == 1
        assert packs[content_id] == b"{}" * 700
        assert packs.get("0" * 64) is None


def test_a_load_is_written_with_the_evidence_that_is_whole(tmp_path: Path) -> None:
    good, gone = sha256(b"good").hexdigest(), sha256(b"gone").hexdigest()
    (tmp_path / "good").write_bytes(b"good")
    load = Load(
        head(),
        {"a.json": [1]},
        {"b.jsonl": [1, 2]},
        {"c.toml": "số"},
        {sha256(b"pack").hexdigest(): b"pack"},
        {good: tmp_path / "good", gone: tmp_path / "none"},
    )
    packed = write_load(tmp_path / "a.cchc", load)
    assert packed.missing == 1
    names = [part.name for part in packed.manifest.parts]
    assert names[:3] == ["a.json", "b.jsonl", "c.toml"]
    assert names[-1] == f"evidence/{good}"
    with opened(tmp_path / "a.cchc") as package:
        package.check()


def test_evidence_that_goes_while_it_is_packed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "gone"
    monkeypatch.setattr("cchc_desktop.packages.load._is_whole", lambda *_: True)
    load = Load(head(), files={sha256(b"gone").hexdigest(): place})
    with pytest.raises(EnvironmentProblem, match="Không đọc được một tệp minh chứng"):
        write_load(tmp_path / "a.cchc", load)
