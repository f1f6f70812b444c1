"""A commons for the tests on PostgreSQL: the server that DATABASE_URL names; pytest makes and drops its own."""

from __future__ import annotations

from fanlight.project.environ import environ
from fanlight.project.postgresql import postgresql
from fanlight.project.settings.base import MIDDLEWARE as BASE_MIDDLEWARE
from fanlight.project.settings.base import SHARED_APPS
from fanlight.project.settings.testing import *  # noqa: F403
from fanlight.project.settings.testing import COMMONS_APPS

DATABASES = {"default": {**postgresql(environ().database), "CONN_MAX_AGE": 0}}
INSTALLED_APPS = [*SHARED_APPS, *COMMONS_APPS]
MIDDLEWARE = BASE_MIDDLEWARE
ROOT_URLCONF = "fanlight.project.urls.commons"
