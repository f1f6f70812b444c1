"""The ASGI application (ASGI 3) that granian serves."""

from __future__ import annotations

from django.core.asgi import get_asgi_application

from fanlight.project.django_ready import ready
from fanlight.project.supervisor import follow_parent


def _clear_downloads() -> None:
    from fanlight.home.archive.downloads import forget_all

    forget_all()


follow_parent()  # a worker whose server was killed would keep the port from the next one
ready()
_clear_downloads()
application = get_asgi_application()
