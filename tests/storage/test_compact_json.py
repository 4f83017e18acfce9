"""JSON as the journal keeps it: what the standard library writes, byte for byte."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc_desktop.storage.compact_json import compact, in_key_order, parsed

_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(_VALUES)
def test_it_is_what_the_standard_library_writes(value: object) -> None:
    assert compact(value) == json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    assert in_key_order(value) == json.dumps(value, ensure_ascii=False, sort_keys=True)


@given(_VALUES)
def test_it_is_read_as_the_standard_library_reads_it(value: object) -> None:
    text = compact(value)
    assert compact(parsed(text)) == compact(json.loads(text))


@pytest.mark.parametrize("text", ["", "{", "{} {}", "[1] ", "x"])
def test_what_is_not_one_value_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parsed(text)


def test_tuples_are_lists_and_keys_keep_their_order() -> None:
    assert compact(("b", None, {"z": 1, "a": '"Đã xong"\n'})) == '["b",null,{"z":1,"a":"\\"Đã xong\\"\\n"}]'


def test_what_json_has_nothing_for_is_told() -> None:
    with pytest.raises(TypeError):
        compact({"a": object()})
