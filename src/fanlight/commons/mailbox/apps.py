"""The mailbox: sealed packages from homes to agencies; this commons can open none of them."""

from __future__ import annotations

from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "fanlight.commons.mailbox"
    label = "commons_mailbox"
    verbose_name = "Mailbox"
    default_auto_field = "django.db.models.BigAutoField"
