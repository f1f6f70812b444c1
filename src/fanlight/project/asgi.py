"""The ASGI application (ASGI 3) that granian serves."""

from __future__ import annotations

from django.core.asgi import get_asgi_application

from fanlight.project.django_ready import ready

ready()
application = get_asgi_application()
