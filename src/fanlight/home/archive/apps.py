"""The archive: cameras, footage, events and holds, and the pages that show them."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "fanlight.home.archive"
    label = "home_archive"
    verbose_name = "Archive"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for noun in ("cameras", "footage", "events"):  # `__init__.py` stay empty, so the nouns are named here
            import_module(f"{self.name}.models.{noun}")
