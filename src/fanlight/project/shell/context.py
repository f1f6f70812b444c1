"""What every template of the frame knows."""

from __future__ import annotations

from django.http import HttpRequest

from fanlight.home.household.device import chosen_theme, is_covered
from fanlight.home.household.house import house_name


def shell(request: HttpRequest) -> dict[str, object]:
    """Name of the home (for those who signed in), the theme that this device chose, and whether it covers pictures."""
    person = getattr(request, "user", None)  # absent where a middleware before sign-in refuses
    return {
        "house_name": house_name() if person is not None and person.is_authenticated else "Fanlight",
        "theme": chosen_theme(request),
        "covered": is_covered(request),
    }
