"""Hashes of passwords: argon2id of libsodium, which takes memory and time from whoever tries many.

64 MB and three rounds are some 0.3 to 0.5 seconds on an old PC. Both stand in each hash, so that they can be
raised later: a hash with less is renewed at the next sign-in.
"""

import unicodedata

ROUNDS = 3
MEMORY = 64 * 1024 * 1024


def hashed(password: str) -> str:
    """The hash of a password, with a salt and its parameters."""
    # With libsodium it is imported once somebody signs in.
    from nacl.pwhash import argon2id

    return argon2id.str(plain(password), ROUNDS, MEMORY).decode("ascii")


def is_right(secret: str, password: str) -> bool:
    """Whether a hash is that of this password."""
    from nacl.exceptions import InvalidkeyError
    from nacl.pwhash import argon2id

    try:
        return bool(argon2id.verify(secret.encode("ascii"), plain(password)))
    except InvalidkeyError:
        return False


def is_dated(secret: str) -> bool:
    """Whether a hash was made with less memory or fewer rounds than today's."""
    parts = dict(part.split("=") for part in secret.split("$")[3].split(","))
    return int(parts["m"]) * 1024 < MEMORY or int(parts["t"]) < ROUNDS


def plain(password: str) -> bytes:
    """The bytes of a password that count."""
    # A letter with its accent is one letter, however the keyboard put it together.
    return unicodedata.normalize("NFC", password).encode()
