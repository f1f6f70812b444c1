"""The one-time code of the first owner: printed at start, only its hash and its end lie on disk."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

GOOD_FOR = timedelta(hours=24)  # the person at the machine opens the page now, or starts Fanlight again
LENGTH = 16  # bytes of randomness: guessing is hopeless, so no counting of tries is needed


def _file() -> Path:
    return Path(settings.DATA) / "keys" / "first-owner.json"


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def make(now: datetime) -> str:
    """A fresh code; an older one is worth nothing from now on."""
    code = secrets.token_urlsafe(LENGTH)
    _file().parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = _file().with_suffix(".new")
    temporary.write_text(json.dumps({"sha256": _digest(code), "until": (now + GOOD_FOR).isoformat()}))
    temporary.chmod(0o600)
    temporary.replace(_file())
    return code


def fits(untrusted_code: str, now: datetime) -> bool:
    """Whether this is the code and its time is not over."""
    try:
        kept = json.loads(_file().read_text())
        until = datetime.fromisoformat(kept["until"])
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return now < until and hmac.compare_digest(str(kept.get("sha256", "")), _digest(untrusted_code))


def spend() -> None:
    """The code has done its work."""
    _file().unlink(missing_ok=True)
