"""Wrong set-ups are told with a remedy."""

from __future__ import annotations

from pathlib import Path

from pytest_django import Settings

from fanlight.project.checks import check_debug, check_keys, check_policy
from fanlight.project.middleware.csp import build_policy


def test_keys_that_others_can_read(settings: Settings, tmp_path: Path) -> None:
    """An error with the command that mends it."""
    settings.DATA = tmp_path
    assert check_keys() == []
    keys = tmp_path / "keys"
    keys.mkdir(mode=0o755)
    (error,) = check_keys()
    assert error.id == "fanlight.E001" and error.hint == f"chmod 700 {keys}"
    keys.chmod(0o700)
    assert check_keys() == []


def test_an_open_policy(settings: Settings) -> None:
    """The policy as it is passes; with unsafe-inline it does not."""
    assert check_policy() == []
    settings.SECURE_CSP = {**settings.SECURE_CSP, "script-src": ["'self'", "'unsafe-inline'"]}
    (error,) = check_policy()
    assert "script-src" in error.msg


def test_debug_pages(settings: Settings) -> None:
    """A warning: developers may."""
    settings.DEBUG = False
    assert check_debug() == []
    settings.DEBUG = True
    assert [one.id for one in check_debug()] == ["fanlight.W001"]


def test_the_header_is_built_in_order() -> None:
    """Directives as CSP 3 writes them."""
    policy = {"default-src": ["'self'"], "img-src": ["'self'", "data:"]}
    assert build_policy(policy) == "default-src 'self'; img-src 'self' data:"
