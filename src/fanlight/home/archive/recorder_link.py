"""The recorder, told from pages and commands that its plans have changed, and asked whether it runs."""

from __future__ import annotations

import logging
import socket

from fanlight.ground.errors import FanlightError
from fanlight.home.archive import places
from fanlight.home.recorder import client

ANSWER_S = 3.0  # it answers in milliseconds; a stuck one must not hold up a page

_log = logging.getLogger(__name__)


def reload() -> bool:
    """Have the plans read again; False where no recorder runs, which reads them when it starts."""
    try:
        client.ask(places.data(), {"do": "reload"}, ANSWER_S)
    except FanlightError as error:
        _log.info("The recorder was not told of the change: %s", error)
        return False
    return True


def running() -> bool:
    """Whether a recorder listens; one that is too busy to answer runs too."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        connection.settimeout(ANSWER_S)
        try:
            connection.connect(str(client.socket_path(places.data())))
        except OSError:
            return False
    return True
