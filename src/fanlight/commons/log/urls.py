"""Addresses of the log; its own address is /log/."""

from __future__ import annotations

from django.urls import path

from fanlight.commons.log import views

urlpatterns = [
    path("checkpoint", views.checkpoint, name="log-checkpoint"),
    path("tile/<path:rest>", views.tile, name="log-tile"),
    path("body/<str:name>", views.body, name="log-body"),
    path("vkey", views.vkey, name="log-vkey"),
    path("", views.absent, name="log-root"),
    path("<path:rest>", views.absent, name="log-absent"),
]
