"""A home: one household, its cameras and its recordings."""

from __future__ import annotations

from fanlight.project.settings.base import *  # noqa: F403
from fanlight.project.settings.base import MIDDLEWARE as BASE_MIDDLEWARE

FIRST_OWNER_REDIRECT_URL = "/first-steps/"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "fanlight.project.shell.apps.ShellStatics",
    "django_htmx",
    "lucide",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "fanlight.people",
    "fanlight.home.household",
    "fanlight.home.archive",
    "fanlight.home.tell",
    "fanlight.home.lights",
    "fanlight.home.asks",
]
MIDDLEWARE = [*BASE_MIDDLEWARE, "fanlight.project.middleware.zone.HomeZoneMiddleware"]
