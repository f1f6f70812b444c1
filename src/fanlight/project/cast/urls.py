"""Addresses of the demo's cast; they answer only where the log's origin lies under `.invalid`."""

from __future__ import annotations

from django.urls import path

from fanlight.project.cast import views

urlpatterns = [
    path("cast/", views.cast, name="cast"),
    path("cast/pass/", views.pass_time, name="pass_time"),
]
