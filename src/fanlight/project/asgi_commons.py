"""The commons' ASGI application (ASGI 3) that granian serves."""

from __future__ import annotations

from django.core.asgi import get_asgi_application

from fanlight.project.django_ready import COMMONS, ready
from fanlight.project.supervisor import follow_parent

follow_parent()  # a worker whose server was killed would keep the port from the next one
ready(COMMONS)
application = get_asgi_application()
