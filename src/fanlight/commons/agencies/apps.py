"""Agencies and stewards: who may ask, who may stop them, and the papers that they sign."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "fanlight.commons.agencies"
    label = "commons_agencies"
    verbose_name = "Agencies"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for noun in (
            "people",
            "papers",
            "applications",
            "founding",
        ):  # `__init__.py` stay empty, so the nouns are named here
            import_module(f"{self.name}.models.{noun}")
