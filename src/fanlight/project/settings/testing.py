"""A home for the tests: the same apps, with a data directory of its own that goes when the tests end."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="fanlight-test-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ["FANLIGHT_DATA"] = _data  # noqa: TID251 before anything reads the environment

from fanlight.project.settings.home import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; never outside tests
