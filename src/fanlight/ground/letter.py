"""A letter that somebody copies, prints or mails with a program of their own."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Letter:
    """What it is about, and its paragraphs."""

    subject: str
    paragraphs: tuple[str, ...]

    @property
    def mail(self) -> str:
        """A mailto address without a recipient (RFC 6068): the sender's own program asks for it."""
        body = "\r\n\r\n".join(self.paragraphs)
        return f"mailto:?subject={quote(self.subject, safe='')}&body={quote(body, safe='')}"
