"""What an attempt to send came to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Result = Literal["sent", "again", "refused", "gone"]
"""`again`: worth another attempt; `refused`: it will never be taken; `gone`: the device took its permission back."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Result, words for the page, and the wait that the other side asked for, in seconds."""

    result: Result
    words: str = ""
    retry_after: float | None = None
