"""A home and a commons for the tests: the apps of both, a database and keys of its own in a temporary folder."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from fanlight.project.settings.home import *  # noqa: F403
from fanlight.project.settings.home import INSTALLED_APPS as HOME_APPS

COMMONS_APPS = [
    "fanlight.commons.agencies",
    "fanlight.commons.docket",
    "fanlight.commons.mailbox",
    "fanlight.commons.petitions",
    "fanlight.commons.board",
]
INSTALLED_APPS = [*HOME_APPS, *COMMONS_APPS]
COMMONS_ORIGIN = "http://localhost:8090"
DATA = Path(tempfile.mkdtemp(prefix="fanlight-tests-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; never outside tests
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},  # no collecting before a test
}
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
