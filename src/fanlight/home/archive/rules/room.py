"""Is there room for the days to come? The answer at the top of the page about storage, written from data."""

from __future__ import annotations

from dataclasses import dataclass

TIGHT_DAYS = 3  # fewer days of room than this and the owner hears of it
FULL_SHARE = 0.97  # of the disk; from here on the oldest footage goes with every new minute


@dataclass(frozen=True, slots=True)
class Answer:
    """A heading, a line below, and whether it needs somebody."""

    text: str
    lead: str = ""
    kind: str = ""  # "", "clay" (needs you), "stopped"


def answer(*, free: int, total: int, a_day: int, limit_days: int | None, room: int, alarm: str) -> Answer:
    """`room` is what footage may still take, `a_day` what it takes; `alarm` is retention's, if it has one."""
    if alarm:
        return Answer("Storage needs you", alarm, "clay")
    if total and free < total * (1 - FULL_SHARE):
        return Answer(
            "The disk is full", "The oldest footage is deleted for each new minute; what you keep stays.", "clay"
        )
    if not a_day:
        return Answer("Nothing is at risk", "There is no footage yet to reckon with.")
    days = room / a_day
    if limit_days is not None and days >= limit_days:
        return Answer("Nothing is at risk", f"There is room for all of the {limit_days} days that you keep.")
    if days < TIGHT_DAYS:
        return Answer(
            f"There is room for {days_words(days)} more",
            "Then the oldest footage is deleted; what you keep stays.",
            "clay",
        )
    return Answer("Nothing is at risk", f"There is room for {days_words(days)} more. Then the oldest goes first.")


def days_words(days: float) -> str:
    """ "2 days", "5 hours", "3 years": as exact as such a guess is."""
    if days < 1:
        hours = max(1, round(days * 24))
        return f"{hours} hour{'s' if hours != 1 else ''}"
    if days < 730:
        whole = round(days)
        return f"{whole} day{'s' if whole != 1 else ''}"
    return f"{round(days / 365)} years"
