"""What the wings above may want to know about accounts."""

from __future__ import annotations

from django.dispatch import Signal

first_owner_made = Signal()
"""Arguments: `person`, and `time_zone`, the IANA name that their browser said or ""."""
