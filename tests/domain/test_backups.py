"""How many operations of a backup data lack."""

from cchc_desktop.domain.backups import missing


def test_lacking_operations_are_counted_by_device() -> None:
    assert missing({"a": 5, "b": 2}, {"a": 3}) == 4
    assert missing({"a": 3}, {"a": 5}) == 0
    assert missing({"b": 2}, {"a": 3}) == 0


def test_what_changed_no_record_does_not_count() -> None:
    assert missing({"a": 5, "b": 3}, {"a": 5}, {"b": (1,)}) == 2
    assert missing({"a": 5, "b": 3}, {"a": 5, "b": 1}, {"a": (2,), "b": (1,)}) == 2
    assert missing({"a": 5, "b": 1}, {"a": 5}, {"b": (1,)}) == 0
