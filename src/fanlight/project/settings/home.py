"""A home: one household, its cameras and its recordings."""

from __future__ import annotations

from fanlight.project.settings.base import *  # noqa: F403
from fanlight.project.settings.base import MIDDLEWARE as BASE_MIDDLEWARE
from fanlight.project.settings.base import SHARED_APPS

FIRST_OWNER_REDIRECT_URL = "/first-steps/"

INSTALLED_APPS = [
    *SHARED_APPS,
    "fanlight.home.household",
    "fanlight.home.archive",
    "fanlight.home.tell",
    "fanlight.home.lights",
    "fanlight.home.asks",
]
MIDDLEWARE = [*BASE_MIDDLEWARE, "fanlight.project.middleware.zone.HomeZoneMiddleware"]
