"""The pages of an encrypted file that is damaged, decrypted one by one: what `harvest.py` reads.

SQLCipher reads a database as a whole or not at all, and gives up at the first page that is not what was
written. Its pages are independent of one another, though (AES-256-CBC with a vector of its own each, and an
HMAC-SHA512 over both and the page's number: zetetic.net/sqlcipher/design), so those that are whole are found
here by their HMAC, which Python can check. What is left is AES, which no other library has that the program
ships. SQLCipher itself decrypts: a sound file of the same key is made, with rows whose second half fills one
page each; what is to be decrypted takes the place of these pages, and is read as the rows' content. Nothing
decrypted ever touches the disk.
"""

import hmac
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from hashlib import sha512
from pathlib import Path

from .. import log
from . import cipher, generation
from .carving import Pages
from .cipher import DataKey

PAGE = 4096
RESERVED = 80
"""How many bytes at the end of each page are the vector and the HMAC."""
_BLOCK, _MAC = 16, 64
_USED = PAGE - RESERVED
_MASK = 0x3A
_TABLES, _ROWS = 40, 8
"""So many rows fit one page of a table, so many tables page 1: their pages are numbered in order then."""
_LOCAL = (_USED - 12) * 32 // 255 - 23
"""How much of a long row lies in the table's own page (sqlite.org/fileformat2.html, section 1.6)."""
_BODY = _LOCAL + _USED - 4 - 3
"""The bytes of a value whose row fills one page more, to its end; its header takes three."""
_PIECE = _USED - _BLOCK


def pages_of(path: Path, key: DataKey) -> Pages:
    """The pages of a file, and of the journal beside it where that is its own, as far as they are what was
    written; others are zeros. Raises OSError."""
    with log.STORAGE.timed("decrypt-pages") as facts:
        seal = _Seal(key)
        content = path.read_bytes()
        count = -(-len(content) // PAGE)
        found = {number: page for number, page in _numbered(content) if seal.holds(number, page)}
        image = bytearray(count * PAGE)
        for number, page in _decrypted(key, seal, found):
            image[(number - 1) * PAGE : number * PAGE] = page
        pages = Pages(bytes(image), PAGE, RESERVED, most=count)
        journal = path.with_name(f"{path.name}-journal")
        if journal.is_file():
            kept = generation.pages_of_journal(journal)
            whole = {number: page for number, page in kept.items() if seal.holds(number, page)}
            pages.take_back(dict(_decrypted(key, seal, whole)))
        facts["pages"], facts["broken"] = count, count - len(found)
    return pages


def is_of(path: Path, key: DataKey) -> bool:
    """Whether any page of a file was written with this key, whatever became of the others. Raises OSError."""
    seal = _Seal(key)
    return any(seal.holds(number, page) for number, page in _numbered(path.read_bytes()))


def _numbered(content: bytes) -> Iterator[tuple[int, bytes]]:
    for at in range(0, len(content), PAGE):
        yield at // PAGE + 1, content[at : at + PAGE]


@dataclass(slots=True)
class _Seal:
    """The HMACs of the pages of one key."""

    key: DataKey
    _secret: bytes = field(init=False)

    def __post_init__(self) -> None:
        # PBKDF2 with two rounds, whose key is derived already: SQLCipher's way to a second key.
        salt = bytes(byte ^ _MASK for byte in self.key.mark)
        first = hmac.digest(self.key.secret, salt + (1).to_bytes(4, "big"), "sha512")
        second = hmac.digest(self.key.secret, first, "sha512")
        self._secret = bytes(a ^ b for a, b in zip(first, second, strict=True))[: len(self.key.secret)]

    def of(self, number: int, body: bytes) -> bytes:
        """The HMAC of what is encrypted in a page, and of its vector."""
        return hmac.new(self._secret, body + number.to_bytes(4, "little"), sha512).digest()

    def holds(self, number: int, page: bytes) -> bool:
        """Whether a page is what was written, at this place."""
        if len(page) != PAGE:
            return False
        start = _BLOCK if number == 1 else 0
        return hmac.compare_digest(self.of(number, page[start:-_MAC]), page[-_MAC:])


def _decrypted(key: DataKey, seal: _Seal, pages: dict[int, bytes]) -> Iterator[tuple[int, bytes]]:
    """Pages that are whole, decrypted, with their numbers."""
    if not pages:
        return
    stream = bytearray()
    for number, page in pages.items():
        # The first page begins with the mark of the key. A vector stands before what it belongs to.
        start = _BLOCK if number == 1 else 0
        stream += page[_USED : _USED + _BLOCK] + page[start:_USED]
    plain, place = _without_chain(key, seal, bytes(stream)), 0
    for number in pages:
        head = cipher.PLAIN if number == 1 else b""
        length = _USED - len(head)
        body = plain[place + _BLOCK : place + _BLOCK + length]
        place += _BLOCK + length
        yield number, head + body + bytes(RESERVED)


def _without_chain(key: DataKey, seal: _Seal, stream: bytes) -> bytes:
    """Blocks of AES in CBC, decrypted each with the one before it; what stands for the first one is noise."""
    pieces = [stream[max(0, at - _BLOCK) : at + _PIECE] for at in range(0, len(stream), _PIECE)]
    pieces[0] = bytes(_BLOCK) + pieces[0]
    found = bytearray()
    place = Path(tempfile.mkdtemp(prefix="cchc-pages-"))
    try:
        vessel = _vessel(key, place / "vessel.db")
        for at in range(0, len(pieces), _TABLES * _ROWS):
            filled = pieces[at : at + _TABLES * _ROWS]
            for number, piece in enumerate(filled, _TABLES + 2):
                body = piece.ljust(_USED, b"\0") + bytes(_BLOCK)
                vessel[(number - 1) * PAGE : number * PAGE] = body + seal.of(number, body)
            (place / "vessel.db").write_bytes(vessel)
            bodies = _bodies(key, place / "vessel.db")
            for piece, body in zip(filled, bodies, strict=False):
                found += body[-_PIECE:][: len(piece) - _BLOCK]
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return bytes(found)


def _vessel(key: DataKey, path: Path) -> bytearray:
    """A sound file whose pages from the one after those of its tables on are the second halves of rows."""
    with closing(cipher.connect_with(key, path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        for table in range(_TABLES):
            connection.execute(f"CREATE TABLE t{table} (b)")
        for table in range(_TABLES):
            connection.executemany(f"INSERT INTO t{table} VALUES (?)", [(bytes(_BODY),)] * _ROWS)
        connection.commit()
    return bytearray(path.read_bytes())


def _bodies(key: DataKey, path: Path) -> Iterator[bytes]:
    with closing(cipher.connect_with(key, path)) as connection:
        for table in range(_TABLES):
            for (body,) in connection.execute(f"SELECT b FROM t{table} ORDER BY rowid"):
                yield body
