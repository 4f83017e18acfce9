"""A PostgreSQL of the tests' own, in a temporary folder: Debian's, where it is installed.

It runs as whoever runs the tests; as root, which PostgreSQL refuses, as Debian's user «postgres» or «nobody».
"""

import atexit
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PASSWORD = "mật khẩu/bí-mật:1"
"""The password of the user «tinh», with letters that .pgpass must write otherwise."""
_SECONDS = 60


def _program(name: str) -> str | None:
    """A program of PostgreSQL: Debian keeps most of them off the path."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(kept[-1]) if kept else None)


class Absent(Exception):
    """There is no PostgreSQL here, or no client for it; the words say which."""


def is_there() -> bool:
    """Whether there is a PostgreSQL here, and a client for it."""
    return find_spec("psycopg") is not None and None not in (_program("initdb"), _program("postgres"))


@cache
def server() -> str:
    """The address of a running server, without the user: «127.0.0.1:PORT». Raises Absent.

    Its password lies where every client looks, as it would at a province (PGPASSFILE).
    """
    programs = _program("initdb"), _program("postgres")
    if find_spec("psycopg") is None:
        raise Absent("psycopg, the client of PostgreSQL, is not installed")
    if None in programs:
        raise Absent("PostgreSQL is not installed here (Debian: postgresql)")
    initdb, postgres = map(str, programs)
    folder = Path(tempfile.mkdtemp(prefix="cchc-postgres-"))
    user = _user()
    if user is not None:
        os.chown(folder, user.pw_uid, user.pw_gid)
    whose = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user is not None else {}
    words = folder / "password"
    words.write_text(f"{PASSWORD}\n", encoding="utf-8")
    if user is not None:
        os.chown(words, user.pw_uid, user.pw_gid)
    data = folder / "data"
    made = subprocess.run(
        [initdb, "-D", str(data), "-U", "tinh", "-A", "scram-sha-256", f"--pwfile={words}", "-E", "UTF8",
         "--no-sync", "--locale=C"],
        capture_output=True, text=True, timeout=_SECONDS, check=False, cwd="/", **whose,  # type: ignore[call-overload]
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    port = _free_port()
    settings = {
        "listen_addresses": "127.0.0.1", "unix_socket_directories": str(folder), "fsync": "off",
        "autovacuum": "off", "shared_buffers": "64MB",
    }  # fmt: skip
    told = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    running = subprocess.Popen(
        [postgres, "-D", str(data), "-p", str(port), *told],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **whose,  # type: ignore[call-overload]
    )  # fmt: skip
    atexit.register(_end, running, folder)
    _await(port, running)
    kept = folder / "pgpass"
    kept.touch(0o600)
    escaped = PASSWORD.replace(":", "\\:")
    kept.write_text(f"127.0.0.1:{port}:*:tinh:{escaped}\n", encoding="utf-8")
    os.environ["PGPASSFILE"] = str(kept)
    return f"127.0.0.1:{port}"


def database(name: str) -> str:
    """The address of a new database, as somebody would type it."""
    import psycopg

    url = f"postgresql://tinh@{server()}"
    with psycopg.connect(f"{url}/postgres", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{url}/{name}"


def database_or_skip(name: str) -> str:
    """The same for a test, which is skipped, saying why, where there is none."""
    import pytest

    try:
        return database(name)
    except Absent as absent:
        pytest.skip(str(absent))


def psql(url: str, *scripts: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """Runs scripts as an administrator would, in their folder, who reads no settings of this machine."""
    words = [part for name in scripts for part in ("-f", name)]
    return subprocess.run(
        [_program("psql") or "psql", "-X", "-q", "-d", url, *words],
        capture_output=True, text=True, timeout=_SECONDS, check=False, cwd=folder,
    )  # fmt: skip


def _user() -> pwd.struct_passwd | None:
    """Whom it runs as, where that is somebody else than who runs the tests."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Absent("PostgreSQL does not run as root, and there is no other user")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _await(port: int, running: "subprocess.Popen[bytes]") -> None:
    import psycopg

    until = time.monotonic() + _SECONDS
    while time.monotonic() < until:
        assert running.poll() is None, "PostgreSQL ended while it was started"
        try:
            psycopg.connect(
                host="127.0.0.1", port=port, user="tinh", password=PASSWORD, dbname="postgres"
            ).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError("PostgreSQL did not start")


def _end(running: "subprocess.Popen[bytes]", folder: Path) -> None:
    # SIGINT: it ends at once and writes what it must.
    running.send_signal(2)
    try:
        running.wait(timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        running.kill()
    shutil.rmtree(folder, ignore_errors=True)
