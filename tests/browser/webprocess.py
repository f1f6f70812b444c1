"""The real web process of a home for a browser test, on a data directory and a port of the test."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

STARTS_WITHIN = 40.0  # s; the machine may be busy

SIGN_IN = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from fanlight.people.models import Person
person = Person.objects.filter(username={name!r}).first()
person = person or Person.objects.create_user({name!r}, password="a long enough word")
session = SessionStore()
session[SESSION_KEY] = str(person.pk)
session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
session[HASH_SESSION_KEY] = person.get_session_auth_hash()
session.save()
print(settings.SESSION_COOKIE_NAME, session.session_key)
"""


def free_port() -> int:
    """A port that nobody has at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


class Pages:
    """A web role as a process, answering when this returns."""

    def __init__(self, environment: dict[str, str], role: str, port: int) -> None:
        self._process = subprocess.Popen([sys.executable, "-m", "fanlight.project.roles", role], env=environment)
        until = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2) as answer:
                    if answer.status == 200:
                        return
            except (OSError, urllib.error.URLError):
                assert time.monotonic() < until and self._process.poll() is None, "the pages did not start"
                time.sleep(0.1)

    def end(self) -> None:
        self._process.terminate()
        try:
            self._process.wait(8)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class WebProcess:
    """`with WebProcess(data) as web`: static files collected, pages answering at `web.origin`."""

    def __init__(self, data: Path, port: int | None = None) -> None:
        self.port = port or free_port()
        self.origin = f"http://localhost:{self.port}"
        self.environment = {**os.environ, "FANLIGHT_DATA": str(data), "FANLIGHT_DEMO": "0", "PORT": str(self.port)}
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)

    def python(self, code: str) -> str:
        """Run a piece of code in a process with this data directory."""
        begin = "from fanlight.project.django_ready import ready, migrate\nready()\n"
        done = subprocess.run(
            [sys.executable, "-c", begin + code], env=self.environment, capture_output=True, text=True, timeout=90
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def cookie(self, name: str = "Mara") -> dict[str, str]:
        """A session of this person, as Playwright adds it."""
        cookie, value = self.python(SIGN_IN.format(name=name)).split()
        return {"name": cookie, "value": value, "url": self.origin}

    def __enter__(self) -> WebProcess:
        self.python(
            "migrate()\nfrom django.core.management import call_command\n"
            "call_command('collectstatic', verbosity=0, interactive=False)"
        )
        self._pages = Pages(self.environment, "web", self.port)
        return self

    def __exit__(self, *_: object) -> None:
        self._pages.end()
