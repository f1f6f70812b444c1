"""The commons' ASGI application (ASGI 3) that granian serves."""

from __future__ import annotations

from fanlight.project.django_ready import COMMONS, ready
from fanlight.project.middleware.body_limit import BodyLimit
from fanlight.project.supervisor import follow_parent
from fanlight.project.threaded import ThreadedHandler

follow_parent()  # a worker whose server was killed would keep the port from the next one
ready(COMMONS)


def _limit(method: str, path: str) -> int:
    """Sealed packages go to one place alone; everything else is small."""
    from fanlight.commons.mailbox.rules import BODY_LIMIT, SEALED_LIMIT

    return SEALED_LIMIT if method == "PUT" and path.startswith("/mailbox/") else BODY_LIMIT


application = BodyLimit(ThreadedHandler(), _limit)
