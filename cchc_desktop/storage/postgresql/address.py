"""Where a PostgreSQL is, as somebody typed it, and what may be said of it: never its password."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from ...domain.errors import Refusal

SCHEMES = ("postgresql", "postgres")
_HOW = "Hãy ghi như postgresql://tai-khoan@may-chu:5432/co-so-du-lieu."
_SECRETS = frozenset({"password", "sslpassword"})
"""What an address may tell behind its question mark and nobody is to see."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address: ``url`` is for the library alone; ``shown`` is for people and logs.

    ``password`` is what was read from a file; where it is empty the library looks where it always does.
    """

    url: str
    shown: str
    user: str = ""
    database: str = ""
    password: str = field(default="", repr=False)

    def __str__(self) -> str:
        return self.shown


def read_address(url: str, password: str = "") -> Address:
    """The address that somebody typed. Raises Refusal, in words that repeat nothing of it, for none, and for
    one with a password: words of a command line are seen by all who use the PC, and kept by its shell."""
    try:
        parts = urlsplit(url.strip())
        user, typed = unquote(parts.username or ""), parts.password
        host, port, database = parts.hostname or "", parts.port, unquote(parts.path.lstrip("/"))
        # A password with such letters ends the name of the server early: what is left is none.
        if parts.fragment or "@" in parts.path + parts.query:
            raise ValueError
    except ValueError:
        # What is wrong may be a part of the password: the library's own words would show it.
        raise Refusal(f"Địa chỉ PostgreSQL không đúng. {_HOW}", "to") from None
    if parts.scheme not in SCHEMES:
        raise Refusal(f"Địa chỉ phải bắt đầu bằng postgresql://. {_HOW}", "to")
    if typed or _SECRETS & {name for name, _ in parse_qsl(parts.query)}:
        raise Refusal(
            "Không ghi mật khẩu trong địa chỉ, vì ai dùng máy cũng xem được dòng lệnh. Hãy để mật khẩu ở tệp "
            "~/.pgpass, biến PGPASSWORD, PGSERVICE, hoặc ở dòng đầu của tệp mà --password-file chỉ ra.",
            "to",
        )
    whose = f"{user}@" if user else ""
    place = f"{host}:{port}" if port else host
    return Address(url.strip(), f"postgresql://{whose}{place}/{database}", user, database, password)
