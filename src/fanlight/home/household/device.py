"""How one device wants pages: theme and covered pictures, as cookies, so that the server renders them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

THEMES = ("system", "light", "dark")
THEME_COOKIE = "fanlight_home_theme"
COVER_COOKIE = "fanlight_home_cover"
YEAR = 365 * 86_400  # s: browsers cap a cookie's age at 400 days


def chosen_theme(request: HttpRequest) -> str:
    """ "light", "dark", or "" for what the system says."""
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in ("light", "dark") else ""


def is_covered(request: HttpRequest) -> bool:
    """Pictures are flat tiles on this device: a page that obeys does not name their addresses at all."""
    return request.COOKIES.get(COVER_COOKIE) == "1"


def remember(response: HttpResponse, cookie: str, value: str) -> None:
    """Keep a choice on this device; no script needs it."""
    response.set_cookie(cookie, value, max_age=YEAR, httponly=True, samesite="Lax")
