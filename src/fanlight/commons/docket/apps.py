"""Requests in public: asked, checked, reviewed, noticed, reported on; and what the log amounts to."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class DocketConfig(AppConfig):
    name = "fanlight.commons.docket"
    label = "commons_docket"
    verbose_name = "Docket"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for noun in ("drafts", "reviews"):  # `__init__.py` stay empty, so the nouns are named here
            import_module(f"{self.name}.models.{noun}")

    def ready(self) -> None:
        from fanlight.commons.agencies.signals import paper_signed
        from fanlight.commons.docket.actions.steps import on_signed

        paper_signed.connect(on_signed, dispatch_uid="docket-signed")
