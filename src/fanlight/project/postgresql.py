"""A commons on PostgreSQL: DATABASE_URL as a setting (libpq connection URIs, PostgreSQL manual §32.1.1)."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from fanlight.ground.errors import FanlightError


class WrongDatabase(FanlightError):
    """DATABASE_URL is no address of a PostgreSQL database."""

    remedy = "It looks like postgresql://name:password@host:5432/base"
    exit_code = 2


def postgresql(untrusted_url: str) -> dict[str, Any]:
    """Raises WrongDatabase, which repeats nothing of the address: it holds a password."""
    try:
        parts = urlsplit(untrusted_url)
        port = parts.port
    except ValueError:
        raise WrongDatabase from None
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise WrongDatabase
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,  # s: a connection a request would cost more than the request
        "CONN_HEALTH_CHECKS": True,
    }
