"""The operator's side of the ledger: append, cosign, publish, serve."""

from __future__ import annotations

from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "fanlight.commons.log"
    label = "commons_log"
    verbose_name = "Log"
    default_auto_field = "django.db.models.BigAutoField"
