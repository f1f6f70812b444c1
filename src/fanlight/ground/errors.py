"""The root of all errors that Fanlight raises on purpose."""

from __future__ import annotations

import inspect


class FanlightError(Exception):
    """Something went wrong in Fanlight."""

    remedy: str = ""
    """What the reader can do about it; one sentence, or empty where nothing helps."""

    def __init__(self, message: str = "", *, remedy: str = "") -> None:
        super().__init__(message or inspect.getdoc(type(self)) or type(self).__name__)
        if remedy:
            self.remedy = remedy

    def words(self) -> str:
        """Message and remedy, as a person reads them."""
        return f"{self} {self.remedy}".strip()
