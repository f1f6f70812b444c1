"""A date in an address: 2026-11-24 (ISO 8601)."""

from __future__ import annotations

from datetime import date

from fanlight.home.archive.rules.days import YEARS


class DateConverter:
    """Only dates that exist and whose neighbours do; others are no address."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        day = date.fromisoformat(value)
        if day.year not in YEARS:
            raise ValueError(value)
        return day

    def to_url(self, value: date | str) -> str:
        return value if isinstance(value, str) else value.isoformat()
