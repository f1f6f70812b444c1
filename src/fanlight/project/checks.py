"""Wrong set-ups are system checks with an id and a remedy; `prepare` runs them and refuses to start on an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register


@register()
def check_keys(**_: Any) -> list[CheckMessage]:
    """The keys folder is readable by its owner alone."""
    keys = Path(settings.DATA) / "keys"
    if keys.is_dir() and keys.stat().st_mode & 0o077:
        return [Error(f"Others on this machine can read {keys}.", hint=f"chmod 700 {keys}", id="fanlight.E001")]
    return []


@register()
def check_policy(**_: Any) -> list[CheckMessage]:
    """No page may run scripts or styles that stand in it."""
    loose = [n for n, sources in settings.SECURE_CSP.items() if {"'unsafe-inline'", "'unsafe-eval'", "*"} & {*sources}]
    if loose:
        hint = "Take unsafe-inline, unsafe-eval and * out of SECURE_CSP."
        return [Error(f"The content security policy is open at {', '.join(loose)}.", hint=hint, id="fanlight.E002")]
    return []


@register()
def check_debug(**_: Any) -> list[CheckMessage]:
    """Debug pages show settings and local variables to whoever asks."""
    if settings.DEBUG:
        return [Warning("Debug pages are on.", hint="Leave FANLIGHT_DEBUG unset in a home.", id="fanlight.W001")]
    return []
