"""What a camera does and sends, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

STATES = {
    "recording": "Recording",
    "connecting": "Connecting",
    "refused": "Refuses the password",
    "unreachable": "Does not answer",
    "silent": "Sends no picture",
}
CODECS = {"h264": "H.264", "hevc": "H.265", "aac": "AAC", "opus": "Opus", "pcm_alaw": "G.711", "pcm_mulaw": "G.711"}
MEGA = 1_000_000


def state_words(state: str, recording: str, since: str = "") -> str:
    """What it does, and since when; a working camera that writes nothing says why that is right."""
    when = f" since {since}" if since else ""
    if state == "watching":
        return f"Watching{when}; " + ("does not record" if recording == "never" else "records when something moves")
    return STATES.get(state, "Not known") + when


def format_words(facts: Mapping[str, Any] | None) -> str:
    """ "1920 × 1080, H.264, 15 frames a second, with sound (AAC)"; empty where it has sent nothing yet."""
    if not facts:
        return ""
    parts = [f"{facts['width']} × {facts['height']}", CODECS.get(facts["codec"], str(facts["codec"]))]
    if facts.get("rate"):
        parts.append(f"{facts['rate']:.0f} frames a second")
    sound = facts.get("audio")
    if sound:
        parts.append(f"with sound ({CODECS.get(sound['codec'], sound['codec'])})")
    return ", ".join(parts)


def rate_words(fps: float, bits: float) -> str:
    """What flows now; empty while nothing does."""
    if not fps and not bits:
        return ""
    amount = f"{bits / MEGA:.1f} Mbit/s" if bits >= MEGA / 10 else f"{bits / 1000:.0f} kbit/s"
    return f"{fps:.0f} frames a second, {amount}."
