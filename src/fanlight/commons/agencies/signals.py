"""What the rooms above may want to know about papers."""

from __future__ import annotations

from django.dispatch import Signal

paper_signed = Signal()
"""Arguments: `pending`, `role`, `now`. Sent in the transaction that stored the signature."""
invitation_accepted = Signal()
"""Arguments: `invitation`, `person`, `now`. Sent in the transaction that made the account."""
paper_written = Signal()
"""Arguments: `pending`, `paper`, `now`. It stands in the log."""
