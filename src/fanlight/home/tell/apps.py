"""Telling: who is told of what, by which way, and what became of it."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class TellConfig(AppConfig):
    name = "fanlight.home.tell"
    label = "home_tell"
    verbose_name = "Telling"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for noun in ("ways", "wishes", "outbox"):  # `__init__.py` stay empty, so the nouns are named here
            import_module(f"{self.name}.models.{noun}")

    def ready(self) -> None:
        from fanlight.home.archive import listeners
        from fanlight.home.tell.hearing import on_event

        listeners.register(on_event=on_event)
