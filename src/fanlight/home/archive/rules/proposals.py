"""What is said of a path that is proposed, or cannot be yet: pure."""

from __future__ import annotations

NAME = "Path"


def proposal_words(movements: int, least: int, *, is_found: bool, of_people: bool = False) -> str:
    """`movements` were seen since yesterday, `of_people` where kinds are known; `least` are needed for a proposal."""
    if movements < least:
        none = "Nobody has come by yet." if of_people else "Nothing has moved yet."
        some = f"{'Somebody has come by' if of_people else 'Something has moved'} {times(movements)}."
        return f"{some if movements else none} A path is proposed from {least} times on. Walk past, or draw one."
    if not is_found:
        return "Things move all over this picture, so no path stands out. Draw one, or let the whole picture count."
    if of_people:
        return f"Somebody has come along here {times(movements)} since yesterday."
    return f"Something has moved {times(movements)} since yesterday, most of it here."


def times(count: int) -> str:
    """ "once", "4 times"."""
    return "once" if count == 1 else f"{count} times"
