"""The commons' ASGI application (ASGI 3) that granian serves."""

from __future__ import annotations

from collections.abc import Sequence

from fanlight.project.django_ready import COMMONS, ready
from fanlight.project.middleware.body_limit import BodyLimit
from fanlight.project.middleware.csp import page_headers
from fanlight.project.middleware.proxy import seen_by_proxies
from fanlight.project.quick import Posted, Quick, Redirect
from fanlight.project.supervisor import follow_parent
from fanlight.project.threaded import ThreadedHandler

follow_parent()  # a worker whose server was killed would keep the port from the next one
ready(COMMONS)


def _limit(method: str, path: str) -> int:
    """Sealed packages go to one place alone; everything else is small."""
    from fanlight.commons.mailbox.rules import BODY_LIMIT, SEALED_LIMIT

    return SEALED_LIMIT if method == "PUT" and path.startswith("/mailbox/") else BODY_LIMIT


def _go(posted: Sequence[Posted]) -> list[Redirect | None]:
    """Signatures and confirmations that came together (commons/petitions/quick.py)."""
    from fanlight.commons.petitions import quick

    forms = [
        quick.Form(one.path, one.headers.get("content-type", ""), seen_by_proxies(one.peer, one.headers), one.body)
        for one in posted
    ]
    headers = page_headers()
    return [None if where is None else Redirect(where, headers) for where in quick.answer(forms)]


def _is_quick(path: str) -> bool:
    from fanlight.commons.petitions.quick import is_quick

    return is_quick(path)


application = BodyLimit(Quick(ThreadedHandler(), _is_quick, _go), _limit)
