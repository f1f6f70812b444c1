"""Canonical JSON: one byte form, and nothing but CanonicalError for any bytes."""

import contextlib
import json
from enum import IntEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fanlight.ground.canonical import DEEPEST, LARGEST, CanonicalError, dumps, loads

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = st.text(st.characters(max_codepoint=127))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_what_was_written_is_read_again(value):
    """A value and its bytes are one: read and written they come back."""
    if depth(value) <= DEEPEST:
        assert loads(dumps(value)) == value
        assert dumps(loads(dumps(value))) == dumps(value)


def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


@given(VALUES, st.sampled_from([", ", ","]), st.sampled_from([": ", ":"]), st.booleans(), st.booleans())
def test_one_value_has_one_form(value, comma, colon, ascii_only, ordered):
    """Any other way to write the same JSON is refused."""
    other = json.dumps(value, separators=(comma, colon), ensure_ascii=ascii_only, sort_keys=ordered).encode()
    if depth(value) > DEEPEST:
        return
    if other == dumps(value):
        assert loads(other) == value
    else:
        with pytest.raises(CanonicalError):
            loads(other)


@given(st.binary(max_size=200))
def test_any_bytes_raise_only_ours(noise):
    """Random bytes are read or refused with CanonicalError."""
    with contextlib.suppress(CanonicalError):
        assert dumps(loads(noise)) == noise


@given(VALUES, st.data())
def test_bent_bytes_raise_only_ours(value, data):
    """Cut anywhere or with any bit flipped: read as another value or refused, never anything else."""
    if depth(value) > DEEPEST:
        return
    good = dumps(value)
    cut = good[: data.draw(st.integers(0, len(good) - 1))]
    at = data.draw(st.integers(0, len(good) * 8 - 1))
    bent = bytes(b ^ (1 << at % 8) if i == at // 8 else b for i, b in enumerate(good))
    for untrusted in (cut, bent):
        with contextlib.suppress(CanonicalError):
            assert dumps(loads(untrusted)) == untrusted


@pytest.mark.parametrize(
    ("untrusted", "why"),
    [
        (b'{"a":1,"a":1}', "a name twice"),
        (b'{"a":1,"a":2}', "a name twice, other value"),
        (b'{"b":1,"a":2}', "names out of order"),
        ('{"ä":1}'.encode(), "a name beyond ASCII"),
        (b'{"\\u00e4":1}', "a name beyond ASCII, escaped"),
        (b'["\\ud800"]', "a lone high surrogate"),
        (b'["\\udc00"]', "a lone low surrogate"),
        (b'["\xed\xa0\x80"]', "a surrogate in UTF-8"),
        (b'["\\ud83d\\ude00"]', "a pair that is written as itself"),
        (b'["\\/"]', "an escape that is not needed"),
        (b'["\\u000A"]', "a line feed the long way"),
        (b'["\\u001F"]', "upper-case hexadecimal"),
        (b"1.0", "a float"),
        (b"1e3", "a float by exponent"),
        (b"-0", "minus nought"),
        (b"01", "a leading nought"),
        (b"NaN", "no number"),
        (b"Infinity", "no end"),
        (b"-Infinity", "no beginning"),
        (b"9007199254740992", "2^53"),
        (b"-9007199254740992", "-2^53"),
        (b"9" * 5000, "5,000 digits"),
        (b"[" + b"9" * 5000 + b"]", "5,000 digits in a list"),
        (b"-" + b"9" * 5000, "5,000 digits below nought"),
        (b" 1", "a blank before"),
        (b"1\n", "a line feed after"),
        (b"\xef\xbb\xbf1", "a byte order mark"),
        ("1".encode("utf-16"), "another encoding"),
        (b"", "nothing"),
        (b"1 1", "two values"),
        (b"[" * 17 + b"]" * 17, "17 deep"),
        (b"[" * 200_000, "200,000 open"),
        (b'{"a":' * 100_000, "100,000 open objects"),
        (b'["\\"' + b"[" * 100_000, "brackets in a text that never ends"),
    ],
)
def test_refused(untrusted, why):
    """What is not its own canonical form is refused by CanonicalError alone."""
    with pytest.raises(CanonicalError):
        loads(untrusted)


def test_accepted_at_the_edges():
    """Exactly 16 deep, exactly ±(2^53−1), brackets in texts and escaped quotes are no depth."""
    deep = b"[" * 16 + b"]" * 16
    assert dumps(loads(deep)) == deep
    assert loads(b"9007199254740991") == LARGEST
    assert loads(b"-9007199254740991") == -LARGEST
    brackets = dumps(["\\" + '"' + "[" * 500 + '"' + "{" * 500])
    assert dumps(loads(brackets)) == brackets


def test_vectors_of_rfc_8785():
    """RFC 8785 §3.2.2 and §3.2.4 with the members that hold no float; bytes typed from the RFC's own dump."""
    source = {
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    assert dumps(source) == bytes.fromhex(
        "7b226c69746572616c73223a5b6e756c6c2c747275652c66616c73655d2c22737472696e67223a22"
        "e282ac245c75303030665c6e4127425c225c5c5c5c5c222f227d"
    )


def test_every_control_character_has_its_form():
    """RFC 8785 §3.2.2.2: five short escapes, the other control characters as \\u00xx in lower case, DEL as itself."""
    short = {8: b"\\b", 9: b"\\t", 10: b"\\n", 12: b"\\f", 13: b"\\r"}
    for code in range(32):
        assert dumps(chr(code)) == b'"' + short.get(code, b"\\u%04x" % code) + b'"'
    assert dumps("\x7f") == b'"\x7f"'


class Colour(IntEnum):
    RED = 1


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), {1: 2}, {"ä": 1}, "\ud800", {1}, b"x", Colour.RED, 2**53, {None: 1}]
)
def test_the_writer_refuses_what_has_no_canonical_form(value):
    """Nothing is bent into shape: floats, sets, bytes, subclasses and wide integers are errors."""
    with pytest.raises(CanonicalError):
        dumps([value])


def test_a_circle_is_too_deep():
    """A list within itself is an error of ours, not of the stack."""
    circle: list = []
    circle.append(circle)
    with pytest.raises(CanonicalError):
        dumps(circle)


def test_tuples_are_lists():
    """Frozen dataclasses hold tuples: they are written as lists."""
    assert dumps(({"b": (1,), "a": ()},)) == b'[{"a":[],"b":[1]}]'
