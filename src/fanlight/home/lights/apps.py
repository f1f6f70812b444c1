"""Bell and lights: what a button at the door starts, and what a lamp does when something moves."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class LightsConfig(AppConfig):
    name = "fanlight.home.lights"
    label = "home_lights"
    verbose_name = "Bell and lights"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for noun in ("lights", "presses"):  # `__init__.py` stay empty, so the nouns are named here
            import_module(f"{self.name}.models.{noun}")

    def ready(self) -> None:
        from fanlight.home.archive import listeners
        from fanlight.home.lights.hearing import on_event

        listeners.register(on_event=on_event)
