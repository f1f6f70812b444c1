"""A commons: agencies, requests, the public log. Its database and keys are its own; it holds no footage key."""

from __future__ import annotations

from fanlight.ground.keys import secret_text
from fanlight.project.environ import environ
from fanlight.project.postgresql import postgresql
from fanlight.project.settings.base import *  # noqa: F403
from fanlight.project.settings.base import DATABASES as BASE_DATABASES
from fanlight.project.settings.base import MIDDLEWARE as BASE_MIDDLEWARE
from fanlight.project.settings.base import SHARED_APPS
from fanlight.project.settings.base import TEMPLATES as BASE_TEMPLATES
from fanlight.project.settings.commons_frame import commons_templates

_environ = environ()

DATA = _environ.commons_data
SECRET_KEY = secret_text(DATA / "keys" / "django.key")
ROOT_URLCONF = "fanlight.project.urls.commons"
COMMONS_ORIGIN = _environ.commons_origin
DATABASES = {
    "default": {
        **BASE_DATABASES["default"],
        "NAME": str(DATA / "commons.sqlite3"),
        "CONN_MAX_AGE": None,  # its pages have threads that stay (project/threaded.py)
    }
}
if _environ.database:
    DATABASES = {"default": postgresql(_environ.database)}
MIDDLEWARE = ["fanlight.project.middleware.proxy.ProxyMiddleware", *BASE_MIDDLEWARE]
STATIC_ROOT = str(DATA / "static")
TEMPLATES = commons_templates(BASE_TEMPLATES)
COOKIE_PREFIX = "fanlight_commons"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}_session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}_csrf"
FILE_UPLOAD_TEMP_DIR = str(DATA / "mailbox")  # what arrives is spooled on the same disk as what is kept
(DATA / "mailbox").mkdir(mode=0o700, parents=True, exist_ok=True)
LOGIN_REDIRECT_URL = "/desk/"

INSTALLED_APPS = [
    *SHARED_APPS,
    "fanlight.commons.log.apps.LogConfig",
    "fanlight.commons.agencies",
    "fanlight.commons.docket",
    "fanlight.commons.mailbox",
    "fanlight.commons.petitions",
    "fanlight.commons.board",
]
