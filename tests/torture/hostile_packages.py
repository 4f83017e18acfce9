"""Exchange packages as nobody should send them, each read as one from outside: right, or refused.

.venv/bin/python -m tests.torture.hostile_packages [COUNT [SEED]]
"""

import io
import json
import random
import sys
import tempfile
import time
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cchc_desktop.domain.errors import Refusal
from cchc_desktop.domain.exchange.manifest import (
    REPORT,
    Head,
    Manifest,
    PackageKind,
    Part,
    Sender,
    digest,
    manifest_json,
)
from cchc_desktop.packages import layout
from cchc_desktop.packages.laid_out import Look, read_package
from cchc_desktop.packages.plain_json import written
from cchc_desktop.packages.writing import writing
from tests.quick_passwords import hash_quickly
from tests.torture.hostile_files import ON_BYTES

Dice = random.Random
PASSWORD = "mật khẩu của gói"
STATES = "states.jsonl"
SLOWEST = 10.0
"""Seconds that one of these small files may take at most."""
_MADE = datetime(2026, 4, 2, 9, 30)
_CLIMBING = (
    "../thoát.txt", "/etc/cchc", "C:\\Windows\\cchc", "evidence/../../thoát", "..\\..\\thoát",
    "evidence/" + "0" * 64, "states.jsonl/", "con", "a\u202etxt.json", "packs/" + "g" * 64, "",
    "x" * 400 + ".json", "states.JSONL",
)  # fmt: skip
_ODD: tuple[Any, ...] = (
    None, True, -1, 0, 10**30, -(10**400), 1.5, 1e308, "", "0", "kps" * 9, "9" * 5_000, "\0", "\ud800",
    [], {}, [[]], "2026-Q9", "9999-99-99", [None] * 2_000, {"a": {"b": {}}}, "../..", "x" * 400_000,
)  # fmt: skip


def report(dice: Dice) -> dict[str, Any]:
    """A unit's report as it travels."""
    figures = {f"{area}.{number:02}": dice.choice((dice.randrange(900), "12.5", "kps", None))
               for area in range(1, 9) for number in range(1, 12)}  # fmt: skip
    return {
        "unit": {"id": "3f0e", "name": "Ủy ban nhân dân xã An Bình", "block": "xa", "superior": "UBND tỉnh"},
        "period": "2026-Q1",
        "catalogue": "c" * 64,
        "issued": {"number": "12/BC-UBND", "day": "2026-03-16"},
        "figures": figures,
        "cumulated": {},
        "parts": {"3.24": ["45", "50"], "3.25": ["1/3", "7.5"]},
        "estimates": ["1.07"],
        "remarks": {"1": {"results": "Đã rà soát văn bản.", "difficulties": "", "causes": ""}},
        "texts": {"I.3": "Trong quý, xã đã ban hành kế hoạch."},
        "index": {"set": "khoi-dau", "title": "Bộ tiêu chí", "points": "47.68", "greatest": "100",
                  "unknown": "40.5", "areas": {"1": ["5.5", "10"]}},
        "seal": [],
    }  # fmt: skip


def head(kind: PackageKind = PackageKind.REPORT, made: datetime = _MADE) -> Head:
    """What a package says of itself."""
    sender = Sender("Nguyễn Văn An", "7d1c", "VANPHONG-1")
    return Head(kind, "3f0e", "Ủy ban nhân dân xã An Bình", sender, "1.0.0", made, "Văn phòng", "2026-Q1",
                (("chỉ tiêu", 88), ("minh chứng", 2)))  # fmt: skip


def write(
    path: Path, given: Mapping[str, Any], password: str = "", kind: PackageKind = PackageKind.REPORT
) -> Manifest:
    """A sound package of a report with this JSON, some lines, a pack and evidence."""
    with writing(path, head(kind), password) as package:
        package.json(REPORT, given)
        package.lines(STATES, ({"id": f"r{n}", "values": {"name": f"Việc {n}", "n": n}} for n in range(200)))
        for folder, content in (("packs", b"{}" * 700), ("evidence", b"\xff\xd8" + bytes(range(256)) * 9)):
            package.content(f"{folder}/{sha256(content).hexdigest()}", (content[:300], content[300:]))
    return package.manifest


@dataclass
class Made:
    """A hostile package: its bytes, what was done, the password to try, and whether it may be read."""

    data: bytes
    how: str
    password: str = ""
    may_be_read: bool = True


class Workshop:
    """Sound packages, and what can be made of them at random."""

    def __init__(self, folder: Path) -> None:
        self._report = report(random.Random(7))
        plain, locked = folder / "plain.cchc", folder / "locked.cchc"
        self.hash = write(plain, self._report).hash
        write(locked, self._report, PASSWORD)
        self.plain, self.locked = plain.read_bytes(), locked.read_bytes()

    def made(self, dice: Dice) -> Made:
        """One hostile package."""
        match dice.randrange(10):
            case 0 | 1 | 2:
                how, change = dice.choice(list(ON_BYTES.items()))
                if dice.random() < 0.3:
                    return Made(change(self.locked, dice), f"locked: {how}", PASSWORD)
                return Made(change(self.plain, dice), how)
            case 3:
                wrong = dice.choice(("", "sai", PASSWORD.upper(), "\0", "x" * 5_000))
                return Made(self.locked, "another password", wrong, may_be_read=False)
            case 4:
                return self._manifest(dice)
            case 5:
                return self._entries(dice)
            case 6:
                return self._sealed_entries(dice)
            case _:
                return self._content(dice)

    def _parts(self, data: bytes) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    def _manifest(self, dice: Dice) -> Made:
        """Something of the manifest is odd, and its checksums are right all the same."""
        parts = self._parts(self.plain)
        known = json.loads(parts[layout.MANIFEST])
        how = odd_inside(known, dice)
        if dice.random() < 0.2:
            known["format"] = dice.choice((2, 99, 10**9, 0, "1", None))
            how = "format"
        known["sum"] = digest({name: each for name, each in known.items() if name != "sum"})
        parts[layout.MANIFEST] = json.dumps(known).encode("utf-8", "surrogatepass")
        return Made(_zipped(parts), f"manifest: {how}")

    def _entries(self, dice: Dice) -> Made:
        """Entries of other names, kinds and sizes than a package has."""
        parts = self._parts(self.plain)
        match dice.randrange(6):
            case 0:
                return Made(_zipped(parts, {dice.choice(_CLIMBING[:6]): b"x"}), "climbs", may_be_read=False)
            case 1:
                return Made(
                    _zipped(parts, {dice.choice(list(parts)): b"x"}), "a name twice", may_be_read=False
                )
            case 2:
                del parts[dice.choice([name for name in parts if name != layout.MIME])]
                return Made(_zipped(parts), "a part lost", may_be_read=False)
            case 3:
                one, two = dice.sample([name for name in parts if name != layout.MIME], 2)
                parts[one], parts[two] = parts[two], parts[one]
                return Made(_zipped(parts), "parts swapped", may_be_read=False)
            case 4:
                name = dice.choice([REPORT, STATES])
                parts[name] = bytes(dice.choice((2, 9)) * 1024 * 1024)
                return Made(_zipped(parts), "grows", may_be_read=False)
            case _:
                mode = dice.choice((0o120777, 0o040755, 0o010644, 0o060644)) << 16
                return Made(_zipped(parts, mode=mode), "no files", may_be_read=False)

    def _sealed_entries(self, dice: Dice) -> Made:
        parts = self._parts(self.locked)
        names = [name for name in parts if name != layout.MIME]
        if dice.random() < 0.5:
            known = json.loads(parts[layout.LOCK])
            how = odd_inside(known, dice)
            known["sum"] = digest({name: each for name, each in known.items() if name != "sum"})
            parts[layout.LOCK] = json.dumps(known).encode("utf-8", "surrogatepass")
            return Made(_zipped(parts), f"lock: {how}", PASSWORD)
        one, two = dice.sample(names, 2)
        parts[one] = dice.choice((parts[two], parts[one][:-1], parts[one] + b"x", b""))
        return Made(_zipped(parts), "sealed parts", PASSWORD, may_be_read=False)

    def _content(self, dice: Dice) -> Made:
        """Odd content under a manifest that is right about it."""
        given = json.loads(json.dumps(self._report))
        how = odd_inside(given, dice)
        data = json.dumps(given).encode("utf-8", "surrogatepass")
        lines = b"".join(written({"id": n}) + b"\n" for n in range(20))
        match dice.randrange(6):
            case 0:
                depth = dice.choice((30, 900, 100_000))
                data, how = b"[" * depth + b"]" * depth, "deep"
            case 1:
                data, how = (
                    dice.choice((b"NaN", b"1e999", b'{"a":1,"a":2}', b"9" * 5_000, b"\xff", b"", b"{")),
                    "no JSON",
                )
            case 2:
                lines, how = (
                    dice.choice((lines[:-1], b"{}\n" * 9 + b"{", b"\n\n", b"x" * 5_000_000, b"")),
                    "lines",
                )
        parts = {REPORT: data, STATES: lines}
        listed = tuple(Part(name, sha256(each).hexdigest(), len(each)) for name, each in parts.items())
        manifest = written(manifest_json(Manifest(head(), listed)))
        return Made(
            _zipped({layout.MIME: layout.MIMETYPE, **parts, layout.MANIFEST: manifest}), f"content: {how}"
        )


def odd_inside(value: Any, dice: Dice) -> str:
    """Puts something odd somewhere into plain data; gives where."""
    path = ""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = dice.choice(keys)
        path += f"/{key}"
        inner = value[key]
        if isinstance(inner, dict | list) and inner and dice.random() < 0.7:
            value = inner
            continue
        match dice.randrange(6):
            case 0 if isinstance(value, dict):
                del value[key]
            case 1 if isinstance(value, list):
                value.append(inner)
            case 2 if isinstance(inner, str):
                value[key] = dice.choice((*_CLIMBING, inner + "\n"))
            case _:
                value[key] = dice.choice(_ODD)
        return path[:80]


def _zipped(parts: Mapping[str, bytes], more: Mapping[str, bytes] | None = None, mode: int = 0) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")  # a name twice is what is meant
        for name, content in [*parts.items(), *(more or {}).items()]:
            entry = layout.entry(name, packed=name != layout.MIME)
            if mode and name != layout.MIME:
                entry.external_attr = mode
            archive.writestr(entry, content)
    return stream.getvalue()


@dataclass
class Outcome:
    """What became of them: ``failed`` names each that was neither right nor refused."""

    tried: int = 0
    read: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    slowest: float = 0.0
    failed: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it in words."""
        refused = sum(self.refused.values())
        first = f"{self.tried} tried, {self.read} read, {refused} refused; slowest {self.slowest:.2f} s"
        said = sorted(self.refused.items(), key=lambda each: -each[1])
        return "\n".join([
            first,
            *(f"{times:6} {sentence}" for sentence, times in said),
            *(f"FAILED {words}" for words in self.failed),
        ])  # fmt: skip


def run(count: int, seed: int, place: Path | None = None) -> Outcome:
    """Reads so many hostile packages; the same seed makes the same."""
    found = Outcome()
    with (
        tempfile.TemporaryDirectory(prefix="packages-", dir=place) as name,
        pytest.MonkeyPatch.context() as patch,
    ):
        hash_quickly(patch)
        folder = Path(name)
        shop = Workshop(folder)
        for number in range(count):
            _try(shop.made(random.Random(f"{seed}:{number}")), f"{seed}:{number}", folder, shop.hash, found)
    return found


def _try(made: Made, words: str, folder: Path, whole: str, found: Outcome) -> None:
    path, laid = folder / "gói.cchc", folder / "laid"
    path.write_bytes(made.data)
    laid.mkdir()
    before = _names(folder)
    begun = time.perf_counter()
    found.tried += 1
    words = f"{words} ({made.how})"
    try:
        look = read_package(path, made.password, laid)
        found.read += 1
        if not made.may_be_read:
            found.failed.append(f"{words}: was read")
        elif problem := _problem(look, laid, whole, made.how):
            found.failed.append(f"{words}: {problem}")
    except Refusal as refusal:
        sentence = str(refusal)
        found.refused[sentence] = found.refused.get(sentence, 0) + 1
        if not sentence.endswith(".") or "\n" in sentence or len(sentence) > 300:
            found.failed.append(f"{words}: no sentence: {sentence}")
    except Exception as error:
        found.failed.append(f"{words}: {type(error).__name__}: {error}"[:600])
    took = time.perf_counter() - begun
    found.slowest = max(found.slowest, took)
    if took > SLOWEST:
        found.failed.append(f"{words}: took {took:.0f} s")
    if _names(folder) - before - {f"laid/{each.name}" for each in laid.iterdir() if each.name.isdigit()}:
        found.failed.append(f"{words}: something was written elsewhere")
    for each in laid.iterdir():
        each.unlink()
    laid.rmdir()


def _names(folder: Path) -> set[str]:
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*")}


def _problem(look: Look, laid: Path, whole: str, how: str) -> str:
    """What is wrong with a package that was read."""
    manifest = look.manifest
    for number, part in enumerate(manifest.parts, 1):
        data = (laid / layout.sealed_name(number)).read_bytes()
        if sha256(data).hexdigest() != part.sha256 or len(data) != part.size:
            return f"{part.name} is not what the manifest says"
    if how in {*ON_BYTES} and manifest.hash != whole:
        return "changed bytes gave another package"
    return ""


def main() -> int:
    """Tries so many and says what became of them."""
    given = [int(word) for word in sys.argv[1:]]
    count, seed = given + [10_000, 1][len(given) :]
    found = run(count, seed)
    print(found.text)
    return int(bool(found.failed))


if __name__ == "__main__":
    sys.exit(main())
