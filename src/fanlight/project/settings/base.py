"""What all roles share. Wrong settings are refused at start; secrets lie in <data>/keys, never in the database."""

from __future__ import annotations

from fanlight.ground.keys import secret_text
from fanlight.project.environ import environ

_environ = environ()

DATA = _environ.data  # read through home/archive/places.py
DEBUG = _environ.debug
SECRET_KEY = secret_text(_environ.data / "keys" / "django.key")
ALLOWED_HOSTS = sorted({_environ.host, "localhost", "127.0.0.1", "[::1]"})
ROOT_URLCONF = "fanlight.project.urls.home"

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(_environ.data / "fanlight.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a writer that waits is better than one that fails in the middle
            "timeout": 15,  # s: migrations may lock for 10
            # FULL: what is committed survives a power cut, which the promise on listed footage rests on
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
STATIC_URL = "/static/"
STATIC_ROOT = str(_environ.data / "static")
