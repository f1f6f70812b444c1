"""A commons: agencies, requests, the public log. Its database and keys are its own; it holds no footage key."""

from __future__ import annotations

from copy import deepcopy

from fanlight.ground.keys import secret_text
from fanlight.project.environ import environ
from fanlight.project.settings.base import *  # noqa: F403
from fanlight.project.settings.base import DATABASES as BASE_DATABASES
from fanlight.project.settings.base import TEMPLATES as BASE_TEMPLATES

_environ = environ()

DATA = _environ.commons_data
SECRET_KEY = secret_text(DATA / "keys" / "django.key")
ROOT_URLCONF = "fanlight.project.urls.commons"
COMMONS_ORIGIN = _environ.commons_origin
DATABASES = {"default": {**BASE_DATABASES["default"], "NAME": str(DATA / "commons.sqlite3")}}
STATIC_ROOT = str(DATA / "static")
TEMPLATES = deepcopy(BASE_TEMPLATES)
TEMPLATES[0]["OPTIONS"]["context_processors"][-1] = "fanlight.project.shell.commons_context.commons_shell"  # type: ignore[index]
COOKIE_PREFIX = "fanlight_commons"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}_session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}_csrf"

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
    "fanlight.commons.log.apps.LogConfig",
    "fanlight.commons.petitions",
]
