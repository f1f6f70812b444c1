"""A home: one household, its cameras and its recordings."""

from __future__ import annotations

from fanlight.project.settings.base import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "fanlight.people",
    "fanlight.home.archive",
]
