"""Addresses of the pages where one watches: today, timeline, clips, live, kept."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
