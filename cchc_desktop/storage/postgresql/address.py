"""Where a PostgreSQL is, as somebody typed it, and what may be said of it: never its password."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from ...domain.errors import Refusal

SCHEMES = ("postgresql", "postgres")
_HOW = "Hãy ghi như postgresql://tai-khoan@may-chu:5432/co-so-du-lieu."


@dataclass(frozen=True, slots=True)
class Address:
    """An address: ``url`` is for the library alone; ``shown`` is for people and logs."""

    url: str
    shown: str
    user: str = ""
    database: str = ""

    def __repr__(self) -> str:
        return f"Address({self.shown})"

    __str__ = __repr__


def read_address(url: str) -> Address:
    """The address that somebody typed. Raises Refusal, in words that repeat nothing of it, for none."""
    try:
        parts = urlsplit(url.strip())
        user = unquote(parts.username or "")
        host, port, database = parts.hostname or "", parts.port, unquote(parts.path.lstrip("/"))
    except ValueError:
        # What is wrong may be a part of the password: the library's own words would show it.
        raise Refusal(f"Địa chỉ PostgreSQL không đúng. {_HOW}", "to") from None
    if parts.scheme not in SCHEMES:
        raise Refusal(f"Địa chỉ phải bắt đầu bằng postgresql://. {_HOW}", "to")
    whose = f"{user}@" if user else ""
    place = f"{host}:{port}" if port else host
    return Address(url.strip(), f"postgresql://{whose}{place}/{database}", user, database)
