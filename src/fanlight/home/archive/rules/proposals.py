"""What is said of a path that is proposed, or cannot be yet: pure."""

from __future__ import annotations

NAME = "Path"


def proposal_words(movements: int, least: int, *, is_found: bool) -> str:
    """`movements` were seen since yesterday; `least` are needed before anything is proposed."""
    if movements < least:
        times = ("Nothing has moved yet.", "Something has moved once.", f"Something has moved {movements} times.")
        return (
            f"{times[min(movements, 2)]} A path is proposed from {least} times on. Walk past the camera, or draw one."
        )
    if not is_found:
        return "Things move all over this picture, so no path stands out. Draw one, or let the whole picture count."
    return f"Something has moved {movements} times since yesterday, most of it here."
