"""What every template of the commons' frame knows."""

from __future__ import annotations

from django.http import HttpRequest

from fanlight.commons.agencies.standing import community_name, is_demo, log_folder
from fanlight.commons.log.actions import closed_at


def commons_shell(request: HttpRequest) -> dict[str, object]:
    """The theme follows the machine: a public page sets no cookie to remember another."""
    name = community_name()
    shown = {"house_name": name, "community": name, "theme": "", "covered": False, "made_up": is_demo()}
    return {**shown, "closed": closed_at(log_folder())}
