"""Which packages were sent and taken in at this desk: what is remembered of each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .manifest import Manifest, PackageKind

MOST = 500
"""So many are remembered; older ones are forgotten first."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """A package that went out or came in.

    ``hash`` is the package's, ``at`` and ``officer`` when and who at this desk; ``other`` is who sent what
    came in.
    """

    hash: str
    kind: PackageKind
    is_sent: bool
    at: datetime
    officer: str
    file: str
    office_name: str
    unit: str = ""
    period: str = ""
    other: str = ""
    holds: tuple[tuple[str, int], ...] = ()

    @property
    def words(self) -> str:
        """What is in it, in words: «12 nhiệm vụ, 3 minh chứng»."""
        return holds_words(self.holds)


def holds_words(holds: Iterable[tuple[str, int]]) -> str:
    """What is in a package, in words."""
    return ", ".join(f"{count} {words}" for words, count in holds)


def exchange_of(manifest: Manifest, file: str, at: datetime, officer: str, is_sent: bool) -> Exchange:
    """What is remembered of a package."""
    head = manifest.head
    return Exchange(
        manifest.hash, head.kind, is_sent, at, officer, file, head.office_name, head.unit, head.period,
        "" if is_sent else head.sender.officer or head.sender.machine, head.holds,
    )  # fmt: skip


def remembered(text: str) -> tuple[Exchange, ...]:
    """What was remembered, the latest first; what cannot be read is forgotten."""
    try:
        return tuple(map(_read, json.loads(text or "[]")))
    except (ValueError, TypeError, LookupError, AttributeError):
        return ()


def with_exchange(text: str, exchange: Exchange) -> str:
    """What is remembered once there is another one."""
    found = (exchange, *remembered(text))[:MOST]
    return json.dumps(list(map(_written, found)), ensure_ascii=False)


def _written(exchange: Exchange) -> dict[str, Any]:
    return {
        "hash": exchange.hash, "kind": exchange.kind.value, "sent": exchange.is_sent,
        "at": exchange.at.isoformat(timespec="seconds"), "officer": exchange.officer, "file": exchange.file,
        "office": exchange.office_name, "unit": exchange.unit, "period": exchange.period,
        "other": exchange.other, "holds": exchange.holds,
    }  # fmt: skip


def _read(known: dict[str, Any]) -> Exchange:
    return Exchange(
        known["hash"], PackageKind(known["kind"]), known["sent"], datetime.fromisoformat(known["at"]),
        known["officer"], known["file"], known["office"], known["unit"], known["period"], known["other"],
        tuple((words, count) for words, count in known["holds"]),
    )  # fmt: skip
