"""Addresses about cameras: list, add, one camera, zones, storage."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
