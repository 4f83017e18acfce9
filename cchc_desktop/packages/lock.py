"""A package with a password: its parts are sealed one by one, so that each can be read without the others.

The key is made of the password by argon2id of libsodium (64 MB, three rounds: dear to whoever tries many),
and the parts are streams of its *secretstream* (XChaCha20-Poly1305): pieces are authenticated in their
places, and a stream that ends early is told from one that is whole. Nothing is sealed by ciphers of our own.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from ..domain.exchange.manifest import Unfit, digest
from ..storage import passwords

FORMAT = 1
PIECE = 64 * 1024
_MOST_MEMORY, _MOST_ROUNDS = 256 * 1024 * 1024, 10
"""A package may not ask for more: 64 MB and three rounds are what is written."""
_PROOF = b"cchc"
_PROOF_DIGITS = 2 * (24 + 16 + len(_PROOF))
"""Hexadecimal digits of a proof: nonce, tag, and what is sealed."""


class WrongKey(Exception):
    """The password is another one."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What stands in the open in a locked package: how its key is made, and ``proof``, by which a wrong
    password is told from damage."""

    salt: bytes
    rounds: int
    memory: int
    proof: bytes

    def key(self, password: str) -> bytes:
        """The key. Raises WrongKey where the password is not the one that the package was locked with."""
        from nacl.exceptions import CryptoError
        from nacl.secret import SecretBox

        key = _key(password, self.salt, self.rounds, self.memory)
        try:
            SecretBox(key).decrypt(self.proof)
        except CryptoError as error:
            raise WrongKey from error
        return key


def locked(password: str) -> tuple[Lock, bytes]:
    """A new lock for a password, and the key that it makes."""
    from nacl.secret import SecretBox

    salt = os.urandom(16)
    key = _key(password, salt, passwords.ROUNDS, passwords.MEMORY)
    proof = bytes(SecretBox(key).encrypt(_PROOF))
    return Lock(salt, passwords.ROUNDS, passwords.MEMORY, proof), key


def lock_json(lock: Lock) -> dict[str, Any]:
    """The lock as JSON has it, with its own checksum."""
    known: dict[str, Any] = {
        "format": FORMAT,
        "salt": lock.salt.hex(),
        "rounds": lock.rounds,
        "memory": lock.memory,
        "proof": lock.proof.hex(),
    }
    return known | {"sum": digest(known)}


def lock_of(value: Any) -> Lock:
    """The lock that plain data from outside stand for. Raises Unfit."""
    if not isinstance(value, dict):
        raise Unfit("lock")
    if value.get("sum") != digest({name: each for name, each in value.items() if name != "sum"}):
        raise Unfit("sum of the lock")
    match value:
        case {
            "format": 1,
            "salt": str(salt),
            "rounds": int(rounds),
            "memory": int(memory),
            "proof": str(proof),
        }:
            pass
        case _:
            raise Unfit("lock")
    if not (1 <= rounds <= _MOST_ROUNDS and 8192 <= memory <= _MOST_MEMORY and len(proof) == _PROOF_DIGITS):
        raise Unfit("lock")
    try:
        found = Lock(bytes.fromhex(salt), rounds, memory, bytes.fromhex(proof))
    except ValueError as error:
        raise Unfit("lock") from error
    if len(found.salt) != 16:
        raise Unfit("lock")
    return found


def _key(password: str, salt: bytes, rounds: int, memory: int) -> bytes:
    # With libsodium it is imported once a package is locked or unlocked.
    from nacl.pwhash import argon2id

    return bytes(argon2id.kdf(32, passwords.plain(password), salt, rounds, memory))


class Sealing:
    """Writes one part sealed: what is written to it reaches ``target`` in sealed pieces. ``name`` binds it to
    its place in the package."""

    def __init__(self, target: IO[bytes], key: bytes, name: str) -> None:
        from nacl import bindings

        self._nacl = bindings
        self._target, self._name = target, name.encode()
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        self._held = bytearray()
        target.write(bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, key))

    def write(self, data: bytes) -> None:
        """Seals some more bytes."""
        self._held += data
        # The last piece is held back: it carries the mark of the end.
        while len(self._held) > PIECE:
            self._push(
                bytes(self._held[:PIECE]), self._nacl.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
            )
            del self._held[:PIECE]

    def finish(self) -> None:
        """Seals the last piece."""
        self._push(bytes(self._held), self._nacl.crypto_secretstream_xchacha20poly1305_TAG_FINAL)
        self._held.clear()

    def _push(self, piece: bytes, tag: int) -> None:
        push = self._nacl.crypto_secretstream_xchacha20poly1305_push
        self._target.write(push(self._state, piece, self._name, tag))


def unsealed(source: IO[bytes], key: bytes, name: str) -> Iterator[bytes]:
    """The bytes of a sealed part, piece by piece. Raises Unfit where they are not what was sealed there."""
    from nacl import bindings, exceptions

    header = source.read(bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES)
    if len(header) != bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES:
        raise Unfit("no stream")
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    pull = bindings.crypto_secretstream_xchacha20poly1305_pull
    bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
    over = bindings.crypto_secretstream_xchacha20poly1305_ABYTES
    while True:
        sealed = source.read(PIECE + over)
        if len(sealed) < over:
            raise Unfit("a stream that ends early")
        try:
            piece, tag = pull(state, sealed, name.encode())
        except exceptions.CryptoError as error:
            raise Unfit("a stream that was changed") from error
        yield piece
        if tag == bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL:
            break
    if source.read(1):
        raise Unfit("more than a stream")
