"""What a device is called at first, from what its browser says of itself."""

from __future__ import annotations

BROWSERS = (("Firefox", "Firefox"), ("Edg/", "Edge"), ("OPR/", "Opera"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)


def device_name(untrusted_user_agent: str) -> str:
    """“Chrome on Android”; “Browser” where it says nothing known."""
    browser = next((word for mark, word in BROWSERS if mark in untrusted_user_agent), "Browser")
    system = next((word for mark, word in SYSTEMS if mark in untrusted_user_agent), "")
    return f"{browser} on {system}" if system else browser
