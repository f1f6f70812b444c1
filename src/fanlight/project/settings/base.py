"""What all roles share. Wrong settings are refused at start; secrets lie in <data>/keys, never in the database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fanlight.ground.keys import secret_text
from fanlight.project.environ import environ

_environ = environ()
_project = Path(__file__).resolve().parents[1]

DATA = _environ.data  # read through home/archive/places.py
MOVED_CLOCK_FILE = _environ.data / "demo" / "clock"  # heeded under `.invalid` only: ground/moved_clock.py
DEBUG = _environ.debug
SECRET_KEY = secret_text(_environ.data / "keys" / "django.key")
ALLOWED_HOSTS = sorted({_environ.host, "localhost", "127.0.0.1", "[::1]"})
TRUSTED_PROXIES = _environ.proxies  # of a commons: middleware/proxy.py
PROXY_HEADER = _environ.proxy_header
ROOT_URLCONF = "fanlight.project.urls.home"

DATABASES: dict[str, dict[str, Any]] = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(_environ.data / "fanlight.sqlite3"),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a writer that waits is better than one that fails in the middle
            "timeout": 15,  # s: migrations may lock for 10
            # FULL: what is committed survives a power cut, which the promise on listed footage rests on
            # secure_delete: what is erased is overwritten, and does not lie in a free page of the file
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA foreign_keys=ON;"
                "PRAGMA secure_delete=ON;"
            ),
        },
    }
}
SHARED_APPS = [
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
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Person"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

MIDDLEWARE = [
    "fanlight.project.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "fanlight.project.middleware.csrf.FetchMetadataCsrfMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "fanlight.project.middleware.sign_in.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [str(_project / "templates")],  # before the apps', so that ours replace allauth's
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fanlight.project.shell.context.shell",
            ],
            "libraries": {"shell": "fanlight.project.shell.tags"},
        },
    }
]

# What a page may load and do. No inline script or style anywhere; blob: is what Media Source Extensions play from.
SECURE_CSP = {
    "default-src": ["'self'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:", "blob:"],
    "media-src": ["'self'", "blob:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
PERMISSIONS_POLICY = (
    "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self), fullscreen=(self), autoplay=(self)"
)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "no-referrer"
X_FRAME_OPTIONS = "DENY"

# Cookies ignore ports, and a home and a commons share a host in the demo: each role names its own.
COOKIE_PREFIX = "fanlight_home"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 90 * 86_400  # s: a phone by the door is signed in for a season
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}_csrf"
CSRF_COOKIE_HTTPONLY = True  # scripts take the token from the page
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "fanlight.people.adapter.PeopleAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # a home sends no mail unless told how
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "change_password": "5/m/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_FORMS = {
    "login": "fanlight.people.forms.SignInForm",
    "reauthenticate": "fanlight.people.forms.ConfirmForm",
    "change_password": "fanlight.people.forms.NewPasswordForm",
}
MFA_FORMS = {
    "authenticate": "fanlight.people.forms.CodeForm",
    "add_webauthn": "fanlight.people.forms.PasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = _environ.host == "localhost"  # browsers take http://localhost as secure
MFA_TOTP_ISSUER = "Fanlight"

USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en"
STATIC_URL = "/static/"
STATIC_ROOT = str(_environ.data / "static")
STATICFILES_DIRS = [str(_project / "static")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "fanlight.project.shell.statics.HashedStatics"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"refused": {"()": "fanlight.project.log_lines.RefusedInOneLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refused"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own set-up mails administrators and prints requests; here errors are lines, without what was sent
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
