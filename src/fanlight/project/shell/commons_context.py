"""What every template of the commons' frame knows."""

from __future__ import annotations

from django.http import HttpRequest


def commons_shell(request: HttpRequest) -> dict[str, object]:
    """The theme follows the machine: a public page sets no cookie to remember another."""
    return {"house_name": "Commons", "theme": "", "covered": False}
