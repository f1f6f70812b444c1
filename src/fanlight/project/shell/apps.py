"""Which static files of the libraries a home serves."""

from __future__ import annotations

from django.contrib.staticfiles.apps import StaticFilesConfig


class ShellStatics(StaticFilesConfig):
    """Leaves out what no page loads: htmx 4 and htmx's extensions (their imports name packages, which hashing refuses)."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "ext", "htmx-4*", "htmax-*", "*.map"]
