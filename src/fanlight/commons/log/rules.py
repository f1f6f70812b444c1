"""When the log is cosigned anew and when an anchor is due; pure. docs/design/ledger.md says why these times."""

from __future__ import annotations

from dataclasses import dataclass

COSIGN_EVERY = 900  # s: homes call a head frozen after an hour, so three rounds may fail
ANCHOR_AFTER = 60  # s that new entries wait for each other; ask.md promises an anchor within 15 minutes
TRY_AGAIN = 10  # s between rounds that found too few witnesses


@dataclass(frozen=True)
class LogState:
    """What the log holds and what readers see of it. Times in seconds since 1970."""

    size: int  # entries appended
    published_size: int = 0
    published_at: int | None = None  # the witnesses' time of the published head
    tried_at: int | None = None  # the last round of calls
    tried_size: int = 0
    unanchored: int | None = None  # index of the oldest entry that no `log:witnessed` covers, anchors left out
    unanchored_since: int = 0


@dataclass(frozen=True)
class Due:
    cosign: bool = False
    anchor: bool = False


def due(now: int, state: LogState) -> Due:
    """An anchor carries the published head, so what it is for must be published first."""
    anchor = (
        state.unanchored is not None
        and state.published_size > state.unanchored
        and now - state.unanchored_since >= ANCHOR_AFTER
    )
    grown = state.size > state.published_size
    old = state.size > 0 and (state.published_at is None or now - state.published_at >= COSIGN_EVERY)
    resting = state.tried_at is not None and state.tried_size == state.size and 0 <= now - state.tried_at < TRY_AGAIN
    return Due(cosign=(grown or old) and not resting, anchor=anchor)
