"""A stranger's refused request is one short line in the log, with nothing of our insides; an error keeps its own."""

from __future__ import annotations

import io
import logging
import logging.config
import sys

import pytest
from django.conf import settings


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """The handler of the settings, writing into memory."""
    into = io.StringIO()
    monkeypatch.setattr(sys, "stderr", into)
    logging.config.dictConfig(settings.LOGGING)
    yield into  # type: ignore[misc]
    monkeypatch.undo()
    logging.config.dictConfig(settings.LOGGING)


def told(logger: str, words: str) -> None:
    try:
        raise ValueError(words)
    except ValueError as error:
        logging.getLogger(logger).error(str(error), exc_info=True)


def test_a_refused_request_is_a_line(log: io.StringIO) -> None:
    told("django.security.DisallowedHost", "Invalid HTTP_HOST header: " + "x" * 60_000)
    assert log.getvalue().count("\n") == 1 and len(log.getvalue()) < 400 and "HTTP_HOST" in log.getvalue()


def test_an_error_of_ours_keeps_its_way(log: io.StringIO) -> None:
    told("django.request", "something broke")
    assert "Traceback" in log.getvalue()
