"""What goes into the log of a request that was refused: a line."""

from __future__ import annotations

import logging

LONGEST = 300  # characters of a line that a stranger's request caused


class RefusedInOneLine(logging.Filter):
    """A host that is not ours or a form with too many fields is a stranger's doing, as often as they like.

    Django writes thirty lines of its own insides for each, with all of the header; one line says the same.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name.startswith("django.security."):
            record.exc_info = record.exc_text = None
            record.msg, record.args = record.getMessage()[:LONGEST], ()
        return True
