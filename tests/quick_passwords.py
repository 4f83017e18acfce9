"""Hashes that cost next to nothing, for tests that sign in many times."""

import pytest

from cchc_desktop.storage import passwords


@pytest.fixture(autouse=True)
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every hash of a test is quick."""
    hash_quickly(monkeypatch)


def hash_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least memory and rounds that argon2id takes."""
    monkeypatch.setattr(passwords, "ROUNDS", 1)
    monkeypatch.setattr(passwords, "MEMORY", 8 * 1024)
