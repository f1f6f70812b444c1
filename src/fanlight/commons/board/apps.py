"""The board: posts and alerts of neighbours, forwarding that can be ended, partnerships as pages."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "fanlight.commons.board"
    label = "commons_board"
    verbose_name = "Board"
    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        for noun in (
            "members",
            "posts",
            "forwards",
            "devices",
        ):  # `__init__.py` stay empty, so the nouns are named here
            import_module(f"{self.name}.models.{noun}")

    def ready(self) -> None:
        from fanlight.commons.agencies.signals import invitation_accepted, paper_signed
        from fanlight.commons.board.actions.ending import on_signed
        from fanlight.commons.board.actions.members import on_accepted

        paper_signed.connect(on_signed, dispatch_uid="board-ended")
        invitation_accepted.connect(on_accepted, dispatch_uid="board-joined")
