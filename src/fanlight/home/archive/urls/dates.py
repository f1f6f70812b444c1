"""A date in an address: 2026-11-24 (ISO 8601)."""

from __future__ import annotations

from datetime import date


class DateConverter:
    """Only dates that exist; others are no address."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()
