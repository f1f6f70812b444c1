"""Frames of the control socket."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as some

from fanlight.home.recorder.frames import HEADER_MOST, LENGTHS, PAYLOAD_MOST, FrameBroken, header_of, lengths, packed


@given(some.dictionaries(some.text(max_size=10), some.integers() | some.text(max_size=20)), some.binary(max_size=50))
def test_what_is_packed_is_read(header: dict[str, object], payload: bytes) -> None:
    """Header and payload come back as they were."""
    frame = packed(header, payload)
    first, second = lengths(frame[: LENGTHS.size])
    assert header_of(frame[LENGTHS.size : LENGTHS.size + first]) == header
    assert frame[LENGTHS.size + first :] == payload and second == len(payload)


@given(some.binary(max_size=40))
def test_other_bytes_are_broken(data: bytes) -> None:
    """Whatever else comes raises FrameBroken or is an object."""
    with suppress(FrameBroken):
        assert isinstance(header_of(data), dict)


@pytest.mark.parametrize(("header", "payload"), [(HEADER_MOST + 1, 0), (1, PAYLOAD_MOST + 1)])
def test_too_long(header: int, payload: int) -> None:
    """Lengths over the limits are refused before anything is read."""
    with pytest.raises(FrameBroken):
        lengths(LENGTHS.pack(header, payload))
