"""The ways in which a made-up camera misbehaves on purpose, for tests of what records it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Faults:
    """Everything off: a camera that works."""

    refuse_password: bool = False  # 401 even for the right one
    basic_only: bool = False  # offers Basic alone
    only_datagrams: bool = False  # 461 for TCP, so that only UDP is left
    only_interleaved: bool = False  # 461 for UDP
    silent: bool = False  # takes PLAY, sends nothing
    babble: bytes = b""  # what the port says to everything, instead of RTSP
    close_between_clips: bool = False  # hangs up where the next clip of a reel begins
    clock_off_s: float = 0.0  # its own clock, as its sender reports tell it, is so far ahead
    in_the_middle: bool = False  # a client that joins does not get a key frame first
