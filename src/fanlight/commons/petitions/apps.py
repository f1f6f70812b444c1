"""Petitions: written, reviewed, signed by mail, counted once, delivered, closed."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "fanlight.commons.petitions"
    label = "commons_petitions"
    verbose_name = "Petitions"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for noun in ("petition", "signature", "kept_mail"):  # `__init__.py` stay empty, so the nouns are named here
            import_module(f"{self.name}.models.{noun}")
