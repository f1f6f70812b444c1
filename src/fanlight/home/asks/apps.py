"""Asks: following a commons, matching, deciding, releasing. Empty in a home that follows none."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class AsksConfig(AppConfig):
    name = "fanlight.home.asks"
    label = "home_asks"
    verbose_name = "Requests"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for noun in ("following", "asked", "cameras", "disclosures", "lines"):  # `__init__.py` stay empty
            import_module(f"{self.name}.models.{noun}")

    def ready(self) -> None:
        from fanlight.home.archive import listeners
        from fanlight.home.asks.actions.holding import yield_room

        listeners.register_yielding(yield_room)
