"""What is remembered of packages comes back, the latest first, and no more of it than is asked for."""

from datetime import datetime

import pytest

from cchc_desktop.domain.exchange import history
from cchc_desktop.domain.exchange.history import exchange_of, holds_words, remembered, with_exchange
from cchc_desktop.domain.exchange.manifest import Head, Manifest, PackageKind, Sender

HEAD = Head(
    PackageKind.ASSIGNMENT, "3f0e", "UBND xã An Bình", Sender("Lê Thị Bình", "d1", "PC-2"), "1.0.0",
    datetime(2026, 4, 2, 9, 30), "Lĩnh vực 2", "2026-Q1", (("nhiệm vụ", 12), ("minh chứng", 3)),
)  # fmt: skip
AT = datetime(2026, 4, 3, 8, 0)


def test_packages_are_remembered_the_latest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    came = exchange_of(Manifest(HEAD, ()), "giao.cchc", AT, "Nguyễn An", False)
    sent = exchange_of(Manifest(HEAD, ()), "gửi.cchc", AT, "Nguyễn An", True)
    text = with_exchange(with_exchange("", came), sent)
    assert remembered(text) == (sent, came)
    assert (came.other, sent.other) == ("Lê Thị Bình", "")
    assert came.words == holds_words(HEAD.holds) == "12 nhiệm vụ, 3 minh chứng"
    monkeypatch.setattr(history, "MOST", 1)
    assert remembered(with_exchange(text, came)) == (came,)


@pytest.mark.parametrize("text", ["", "{", "{}", "[1]", "[{}]", '[{"kind": "other"}]'])
def test_what_cannot_be_read_is_forgotten(text: str) -> None:
    assert remembered(text) == ()
