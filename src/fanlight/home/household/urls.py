"""Addresses about the home itself."""

from __future__ import annotations

from django.urls import path

from fanlight.home.household import views

urlpatterns = [
    path("house/", views.rooms, name="house"),
    path("house/name/", views.name, name="house_name"),
    path("house/theme/", views.theme, name="theme"),
    path("house/cover/", views.cover, name="cover"),
]
