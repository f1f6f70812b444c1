"""Which static files of the libraries a home serves."""

from __future__ import annotations

from importlib import import_module

from django.contrib.staticfiles.apps import StaticFilesConfig


class ShellStatics(StaticFilesConfig):
    """Leaves out what no page loads: htmx 4 and the extensions, whose imports name packages, which hashing refuses."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext", "htmx-4*", "htmax-*", "*.map"]

    def ready(self) -> None:
        super().ready()
        import_module("fanlight.project.checks")
